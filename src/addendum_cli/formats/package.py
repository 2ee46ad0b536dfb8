"""Office packages (xlsx, docx) with the same bytes on every machine, and a seal that tells them from edited ones.

The libraries that make these files stamp the hour into them, and how far they are compressed depends on the
machine's zlib. We put the parts into a zip of our own: stored, in a fixed order, with one fixed date. The seal
is a custom property (File > Properties > Custom) that holds the digest of all other parts: whatever an office
program saves no longer agrees with it.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

_SEAL = "docProps/custom.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_FIRST = (_TYPES, _RELATIONS)
_DATE = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
_FIXED = b"1980-01-01T00:00:00Z"
_OPENXML = "http://schemas.openxmlformats.org"
_TYPE = (
    '<Override PartName="/docProps/custom.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
)
_RELATION = (
    '<Relationship Id="rIdSeal" Target="docProps/custom.xml"'
    f' Type="{_OPENXML}/officeDocument/2006/relationships/custom-properties"/>'
)


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name, as a library of ours has just made it (without any bound)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sealed(parts: Mapping[str, bytes]) -> bytes:
    """Return ``parts`` as one package: fixed dates and order, nothing compressed, and sealed.

    Raises:
        ValueError: the parts hold custom properties already, so there is no place for the seal.
    """
    if _SEAL in parts:
        raise ValueError(f"the package has a {_SEAL} of its own")
    whole = dict(parts)
    whole[_TYPES] = _before(b"</Types>", _TYPE.encode(), whole[_TYPES])
    whole[_RELATIONS] = _before(b"</Relationships>", _RELATION.encode(), whole[_RELATIONS])
    core = whole.get("docProps/core.xml")
    if core is not None:
        whole["docProps/core.xml"] = _STAMP.sub(rb"\g<1>" + _FIXED, core)
    return _zipped({**whole, _SEAL: _seal(whole)})


def reproducible(data: bytes) -> bytes:
    """Return a package that a library has just made with the same bytes every time, and sealed."""
    return sealed(unpack(data))


def may_replace(path: Path) -> bool:
    """Return whether the file is, to the byte, one that we wrote: nobody can have filled anything in."""
    try:
        return whole(path.read_bytes()) is True
    except OSError:
        return False


def whole(data: bytes) -> bool | None:
    """Return whether a package is, to the byte, as we wrote it; None where it is none of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(one.compress_type != zipfile.ZIP_STORED for one in archive.infolist()):
                return None  # not ours; and nothing that swells is ever opened
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile, EOFError, RuntimeError, ValueError):
        return False if data[:2] == b"PK" else None
    seal = parts.pop(_SEAL, None)
    if seal is None or b"addendum-seal" not in seal:
        return None
    return seal == _seal(parts) and _zipped({**parts, _SEAL: seal}) == data


def _seal(parts: Mapping[str, bytes]) -> bytes:
    """Return the custom property that holds the digest of ``parts``."""
    digest = hashlib.sha256()
    for name in sorted(parts):
        digest.update(f"{name}\n{len(parts[name])}\n".encode())
        digest.update(parts[name])
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_OPENXML}/officeDocument/2006/custom-properties"'
        f' xmlns:vt="{_OPENXML}/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="addendum-seal">'
        f"<vt:lpwstr>{digest.hexdigest()}</vt:lpwstr></property></Properties>"
    ).encode()


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of ``parts``: what names the others first, then by name."""
    names = [*(name for name in _FIRST if name in parts), *sorted(set(parts) - set(_FIRST))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3  # else it tells on which system it was made
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, parts[name])
    return out.getvalue()


def _before(closing: bytes, added: bytes, xml: bytes) -> bytes:
    head, found, tail = xml.rpartition(closing)
    if not found:
        raise ValueError(f"no {closing.decode()} in the package")
    return head + added + found + tail
