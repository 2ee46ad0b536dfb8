"""Text of people's in a workbook: it stays text, whatever it starts with or holds.

``put`` is the one way into an openpyxl cell, ``cell_text`` the way back; ``grids`` writes long tables by the
same rules. A name of a sheet, and text in a header or footer, have rules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from addendum_cli.formats.plain import even_lines

if TYPE_CHECKING:
    from openpyxl.cell import Cell

Value: TypeAlias = str | int | float | date | datetime | None
"""What a cell may hold; every number is stored as a value, never as a formula."""

LONGEST = 32_767
"""Characters that a cell holds; Excel counts UTF-16 units."""
LONGEST_NAME = 31
CUT = " […]"
_GUARDED = ("=", "+", "-", "@", "\t", "'")
"""Starts that Excel would read as something else once the cell is edited: such a cell is marked as text."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_CODE = re.compile("_x([0-9A-Fa-f]{4})_")
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def safe_text(text: str) -> str:
    """Return ``text`` as a cell can hold it: control characters shown (␀ to ␟, else �), a cut marked […]."""
    if len(text) <= LONGEST // 2 and text.isascii() and text.isprintable():
        return text
    text = _UNFIT.sub(_shown, even_lines(text))
    return text if _units(text) <= LONGEST else _cut(text, LONGEST)


def coded(text: str) -> str:
    """Return ``text`` with ``_x0041_`` written so that Excel does not read it as a code for ``A``."""
    return _CODED.sub("_x005F_", text) if "_x" in text else text


def guarded(text: str) -> bool:
    """Return whether the cell must be marked as text, so that editing it makes no formula of it."""
    return text.startswith(_GUARDED)


def put(cell: Cell, value: Value) -> None:
    """Put ``value`` into ``cell``; text stays exactly that text, be it ``=1+1`` or ``#N/A``."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = coded(safe_text(value))
    cell.value = text
    cell.data_type = "s"
    if guarded(text):
        cell.quotePrefix = True


def cell_text(value: object) -> object:
    """Return a cell's value as it was put in: the codes of Excel (``_x005F_``) are read back."""
    return _CODE.sub(lambda code: chr(int(code[1], 16)), value) if isinstance(value, str) else value


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a name like ``wanted`` that Excel accepts and that is not among ``taken``: cut, cleaned, numbered."""
    used = {name.casefold() for name in (*taken, "History")}  # Excel keeps that one for itself
    base = " ".join(_NOT_IN_NAME.sub(" ", wanted).split()).strip("'") or "Sheet"
    name, n = _cut(base, LONGEST_NAME, "…"), 1
    while name.casefold() in used:
        n += 1
        name = _cut(base, LONGEST_NAME - len(f" {n}"), "…") + f" {n}"
    return name


def margin_text(text: str) -> str:
    """Return ``text`` for a header or footer, where ``&`` begins a code and 255 characters is all there is."""
    return _cut(" ".join(safe_text(text).split()), 80, "…").replace("&", "&&")


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "�"


def _units(text: str) -> int:
    return len(text) if len(text) > LONGEST or text.isascii() else len(text.encode("utf-16-le")) // 2


def _cut(text: str, longest: int, mark: str = CUT) -> str:
    """Return the start of ``text``, ``mark`` included at most ``longest`` UTF-16 units."""
    units = text.encode("utf-16-le")
    if len(units) // 2 <= longest:
        return text
    return units[: 2 * (longest - len(mark))].decode("utf-16-le", "ignore").rstrip() + mark
