"""What kind of document some bytes are, told by what is in them: names lie, by accident or on purpose."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from addendum_cli.formats.documents.plain import decoded
from addendum_cli.messages import Message, say

Kind: TypeAlias = Literal["docx", "odt", "pdf", "text", "other"]

ENDINGS: Mapping[str, Kind] = MappingProxyType(
    {
        "doc": "other", "docm": "docx", "docx": "docx", "dotx": "docx", "jpeg": "other", "jpg": "other",
        "markdown": "text", "md": "text", "odt": "odt", "ott": "odt", "pages": "other", "pdf": "pdf",
        "png": "other", "rtf": "other", "txt": "text",
    }
)  # fmt: skip
"""The kind that a name's ending promises."""


class Told(NamedTuple):
    """The kind, and what it is called."""

    kind: Kind
    what: Message


_ODF = b"application/vnd.oasis.opendocument."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD, _ODT = Told("docx", say("a Word document")), Told("odt", say("an OpenDocument text"))
_PDF, _TEXT = Told("pdf", say("a PDF")), Told("text", say("plain text"))
_SHEET, _SLIDES = Told("other", say("a spreadsheet")), Told("other", say("a presentation"))
_PAGES, _PICTURE = Told("other", say("a Pages document")), Told("other", say("a picture"))
_WEB, _ARCHIVE = Told("other", say("a web page or other markup")), Told("other", say("an archive of files"))
_OLD_WORD, _RTF = Told("other", say("an old Word document (.doc)")), Told("other", say("a rich text document (.rtf)"))
_LOCKED, _MAIL = Told("other", say("an office document with a password")), Told("other", say("an Outlook message"))
_OLD_OFFICE = Told("other", say("an old office document"))
_UNKNOWN = Told("other", say("of a kind that is not known here"))
_DAMAGED = Told("other", say("a damaged office document or archive"))

_BEGINNINGS: tuple[tuple[re.Pattern[bytes], Told], ...] = (
    (re.compile(rb"\s*\{\\rt"), _RTF),
    (
        re.compile(
            rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP|.{4}ftyp(?:hei|hev|mif|avi)",
            re.DOTALL,
        ),
        _PICTURE,
    ),
    (re.compile(rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|BZh[1-9]|\xfd7zXZ\0"), _ARCHIVE),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html)", re.IGNORECASE), _WEB),
)
_PDF_WITHIN = 1024
"""Readers accept so many bytes before a PDF's own beginning."""
_STREAMS = (("EncryptedPackage", _LOCKED), ("WordDocument", _OLD_WORD), ("__properties_version1.0", _MAIL))
"""Names in an OLE file (UTF-16) that tell what it is."""
_MAIN_PARTS = (("word/", _WORD), ("xl/", _SHEET), ("ppt/", _SLIDES), ("Index/", _PAGES), ("Index.zip", _PAGES))


def told(raw: bytes) -> Told:
    """Return what ``raw`` is."""
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(raw)
    if raw.startswith(_OLE):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in raw), _OLD_OFFICE)
    if b"%PDF-" in raw[:_PDF_WITHIN]:
        return _PDF
    for beginning, kind in _BEGINNINGS:
        if beginning.match(raw):
            return kind
    return _UNKNOWN if decoded(raw) is None else _TEXT


def promised(name: str) -> tuple[str, Kind | None]:
    """Return a name's ending with its dot, and the kind that it promises; None where it promises nothing."""
    ending = PurePath(name.replace("\\", "/")).suffix
    return ending, ENDINGS.get(ending[1:].casefold())


def _zipped(raw: bytes) -> Told:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = {member.filename: member for member in archive.infolist()}
            mime = members.get("mimetype")
            if mime is not None and mime.file_size < 200 and mime.compress_type == zipfile.ZIP_STORED:
                kind = archive.read(mime).strip()
                if kind.startswith(_ODF):
                    return _open_document(kind.removeprefix(_ODF))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError):
        return _DAMAGED
    for start, told_by in _MAIN_PARTS:
        if any(name.startswith(start) for name in members):
            return told_by
    return _ARCHIVE


def _open_document(kind: bytes) -> Told:
    if kind.startswith(b"text") and kind != b"text-web":
        return _ODT
    return _SLIDES if kind.startswith(b"presentation") else _SHEET if kind.startswith(b"spreadsheet") else _PICTURE
