"""What we wrote, read back: whether it is as it was written, which inputs it names, and the evaluation that it keeps."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from email import message_from_bytes
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote
from zlib import error as zlib_error

from addendum_cli.core.differences import Side, unkept
from addendum_cli.errors import AddendumError, Where
from addendum_cli.formats import archives, package, seals
from addendum_cli.formats.seals import KEPT, RESTS_ON
from addendum_cli.messages import say
from addendum_cli.store.files import not_opened

LARGEST = 200_000_000
_LISTED = re.compile(r"^([0-9a-f]{64})  (.+)$", re.MULTILINE)
_DATA = re.compile(r'<script type="application/json" id="kept">(.*?)</script>', re.DOTALL)
_NOTE = re.compile(rf"<!-- {RESTS_ON}, (.*?)\n(.*?)-->", re.DOTALL)
_BROKEN = (KeyError, TypeError, ValueError, ZeroDivisionError, AttributeError, IndexError)


class Export(NamedTuple):
    """An export read back.

    ``whole``: as it was written (None: it has no seal). ``inputs``: names to SHA-256. ``side``: the evaluation, where
    it keeps one. ``rests_on``: of a letter, the fingerprints by name; ``id`` whose it is.
    """

    whole: bool | None
    inputs: Mapping[str, str]
    side: Side | None = None
    rests_on: Mapping[str, str] | None = None
    id: str | None = None


def read(path: Path, shown: str) -> Export:
    """Return what an export says of itself.

    Raises:
        AddendumError: it cannot be opened, or is no export of ours that names its inputs.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise AddendumError.at(Where(shown), say("larger than {n} MB", n=LARGEST // 1_000_000))
        data = path.read_bytes()
    except OSError as fault:
        raise AddendumError([not_opened(shown, fault)]) from None
    try:
        found = _package(data) if data[:2] == b"PK" else _text(data)
    except _BROKEN:
        found = Export(False, {})  # what it keeps is no longer what we wrote
    if found is None:
        what = say("no export of this program that names its inputs")
        remedy = say("name a workbook, page, report, JSON or letter that addendum wrote")
        raise AddendumError.at(Where(shown), what, remedy)
    return found


def _package(data: bytes) -> Export | None:
    whole = package.whole(data)
    if whole is None or archives.refused(data) is not None:
        return None if whole is None else Export(False, {})
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                core = archive.read("docProps/core.xml").decode("utf-8", "replace")
                told = re.search(rf"{RESTS_ON}: ([^<]*)<", core)
                return _letter(whole, told[1]) if told else None
    except (zipfile.BadZipFile, KeyError, EOFError, RuntimeError, zlib_error):
        return Export(False, {})
    return _workbook(data, whole=whole) if "xl/workbook.xml" in names else None


def _workbook(data: bytes, *, whole: bool) -> Export | None:
    from openpyxl import load_workbook

    if not whole:
        return Export(False, {})  # not opened: whoever changed it may have put anything in
    book = load_workbook(io.BytesIO(data), read_only=True)
    if KEPT not in book.sheetnames:
        return None
    rows = [row for row in book[KEPT].iter_rows(values_only=True) if row and row[0]]
    if not rows or rows[0][0] != "program":
        return None
    head = json.loads(str(next(row[2] for row in rows if row[0] == "rubrics")))
    proposals = {str(row[1]): json.loads(str(row[2])) for row in rows if row[0] == "proposal"}
    inputs: dict[str, str] = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True, max_col=2):
            told = re.fullmatch(r"SHA-256 ([0-9a-f]{64})", str(row[1])) if len(row) > 1 else None
            if told:
                inputs[str(row[0])] = told[1]
    side = unkept({**head, "proposals": proposals}, inputs, str(rows[0][1]))
    return Export(whole, inputs, side)


def _text(data: bytes) -> Export | None:
    """Return a text read back; one that is ours and has lost its seal is not whole."""
    sealed = seals.whole(data)
    whole = bool(sealed)
    if data[:1] == b"{":
        return _record(data, whole)
    text = data.decode("utf-8", "replace")
    kept = _DATA.search(text)
    if kept:
        told = json.loads(kept[1])
        inputs = {str(name): str(digest) for name, digest in told["inputs"].items()}
        return Export(whole, inputs, unkept(told["kept"], inputs, str(told["program"])))
    note = _NOTE.search(text)
    if note:
        return _letter(whole, "; ".join(line.strip() for line in note[2].splitlines() if line.strip()))
    rests = message_from_bytes(data)[RESTS_ON]
    if rests is not None:
        return _letter(whole, " ".join(str(rests).split()))
    listed = {name: digest for digest, name in _LISTED.findall(text)}
    return Export(whole, listed) if sealed is not None and (listed or not sealed) else None


def _record(data: bytes, whole: bool) -> Export | None:
    try:
        told: Any = json.loads(data)
    except ValueError:
        return Export(False, {}) if b'"format": "addendum/' in data[:200] else None
    if not isinstance(told, dict) or not str(told.get("format", "")).startswith("addendum/"):
        return None
    if "kept" not in told:
        return None
    inputs = {str(name): str(digest) for name, digest in told["inputs"].items()}
    return Export(whole, inputs, unkept(told["kept"], inputs, str(told.get("program", ""))))


def _letter(whole: bool | None, told: str) -> Export:
    rests = dict(part.strip().partition("=")[::2] for part in told.split(";") if "=" in part)
    return Export(whole, {}, None, rests, unquote(rests.pop("for", "")))
