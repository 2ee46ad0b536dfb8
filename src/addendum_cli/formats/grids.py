"""Workbooks of long tables: openpyxl makes everything but the rows, which are written straight as XML.

openpyxl takes some 9 µs a cell, a workbook of 10,000 proposals has half a million of them; this takes less
than 1. Text goes by the rules of ``sheets``: in the file as text, never as a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from addendum_cli.formats import package
from addendum_cli.formats.sheets import Value, coded, guarded, safe_text, sheet_name

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>{name}</Application></Properties>"
)
"""openpyxl says that Excel made the file; it did not."""
_LINE, _PADDING = 11.6, 3.4
"""Height of a line of 9 points, and what a row has beside its lines, in points."""
_FITS, _LOST = 1.3, 3
"""Characters of running text at 9 points in one unit of width (a digit at 10 points), and what wrapping loses a line."""
_EMPTY = re.compile(r"<sheetData\s*/>|<sheetData></sheetData>")
_SIZE = re.compile(r'<dimension ref="A1:A1"\s*/>')


class Book:
    """A workbook in the making: looks first, then sheets with their rows, then :meth:`saved`."""

    def __init__(self, title: str, creator: str, font: str) -> None:
        self._book = Workbook()
        self._scratch: Worksheet = self._book.worksheets[0]
        self._as_text: dict[int, int] = {}
        self._written: dict[str, str] = {}
        self._grids: list[Grid] = []
        # Column widths count the digits of this style's font; openpyxl gives no other way to it.
        self._book._named_styles["Normal"].font = Font(name=font, size=10)  # type: ignore[attr-defined]
        self._book.properties.title = safe_text(title)
        self._book.properties.creator = self._creator = safe_text(creator)

    def look(self, **style: Any) -> int:
        """Return the number of a look: openpyxl's ``font``, ``fill``, ``border``, ``alignment``, ``number_format``."""
        numbers = []
        for as_text in (False, True):  # the second one says that what stands there is text, whatever it looks like
            cell = Cell(self._scratch, row=1, column=1)
            for name, value in style.items():
                setattr(cell, name, value)
            cell.quotePrefix = as_text
            numbers.append(int(cell.style_id))
        self._as_text[numbers[0]] = numbers[1]
        return numbers[0]

    def grid(self, name: str, widths: Sequence[float]) -> Grid:
        """Return a new sheet, last in the workbook, under ``name`` or the nearest that Excel accepts."""
        title = sheet_name(name, [grid.sheet.title for grid in self._grids])
        if self._grids:
            sheet = self._book.create_sheet(title)
        else:
            sheet = self._scratch
            sheet.title = title
        grid = Grid(sheet, self, widths)
        self._grids.append(grid)
        return grid

    def saved(self) -> bytes:
        """Return the workbook: the same bytes for the same contents, sealed."""
        out = io.BytesIO()
        self._book.save(out)
        parts = package.unpack(out.getvalue())
        parts["docProps/app.xml"] = _APP.format(name=self._creator.translate(_XML)).encode()
        for n, grid in enumerate(self._grids, 1):
            name = f"xl/worksheets/sheet{n}.xml"
            parts[name] = grid.filled(parts[name].decode())
        return package.sealed(parts)

    def text_cell(self, text: str, look: int) -> str:
        """Return what follows a cell's reference where ``text`` stands in it."""
        found = self._written.get(text)
        if found is None:
            safe = coded(safe_text(text)).translate(_XML)
            space = ' xml:space="preserve"' if safe != safe.strip() or "\n" in safe else ""
            found = f'" t="inlineStr"><is><t{space}>{safe}</t></is></c>'
            if len(text) <= 100:
                self._written[text] = found  # titles and names come back on every sheet
        return f'" s="{self._as_text[look] if guarded(text) else look}{found}'


class Grid:
    """One sheet: ``sheet`` for what openpyxl sets (panes, printing), :meth:`row` for the rows.

    ``widths`` of the columns, in characters. Every row gets a height: Excel fits rows to their text when it
    opens a file, LibreOffice does not, and both fit them again as soon as somebody edits them.
    """

    def __init__(self, sheet: Worksheet, book: Book, widths: Sequence[float]) -> None:
        self.sheet = sheet
        for n, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(n)].width = width
        self._fits = [max(1, int(width * _FITS) - _LOST) for width in widths]
        self.rows: list[str] = []
        self._book = book
        self._letters = [get_column_letter(n) for n in range(1, len(widths) + 1)]

    def row(self, values: Sequence[Value], looks: Sequence[int], *, height: float | None = None) -> None:
        """Add a row, a value and a look for every column; ``height`` in points, else by the longest text."""
        n, lines = len(self.rows) + 1, 1
        cells = []
        for letter, value, look, fits in zip(self._letters, values, looks, self._fits, strict=True):
            if value is None or value == "":
                cells.append(f'<c r="{letter}{n}" s="{look}"/>')
            elif isinstance(value, str):
                cells.append(f'<c r="{letter}{n}{self._book.text_cell(value, look)}')
                if height is None and (len(value) > fits or "\n" in value):
                    lines = max(lines, _lines(value, fits))
            elif isinstance(value, (int, float)):
                cells.append(f'<c r="{letter}{n}" s="{look}"><v>{value!r}</v></c>')
            else:
                day = to_excel(value)  # type: ignore[no-untyped-call]
                cells.append(f'<c r="{letter}{n}" s="{look}"><v>{day!r}</v></c>')
        tall = f'{min(409, lines * _LINE + _PADDING):.4g}"' if height is None else f'{height}" customHeight="1"'
        self.rows.append(f'<row r="{n}" ht="{tall}>{"".join(cells)}</row>')

    def span(self, first: int, column: int = 1, columns: int = 1) -> str:
        """Return the range from row ``first`` to the last one, from ``column`` on: ``B2:C40``."""
        last = max(first, len(self.rows))
        return f"{get_column_letter(column)}{first}:{get_column_letter(column + columns - 1)}{last}"

    def filled(self, xml: str) -> bytes:
        """Return openpyxl's empty sheet with the rows in it, and its size put right.

        Raises:
            ValueError: this version of openpyxl writes an empty sheet in another way.
        """
        size = f'<dimension ref="{self.span(1, 1, len(self._letters))}"/>'
        head, tail = _around(_SIZE, xml)
        middle, end = _around(_EMPTY, tail)
        return "".join((head, size, middle, "<sheetData>", *self.rows, "</sheetData>", end)).encode()


def _lines(text: str, fits: int) -> int:
    """Return about how many lines ``text`` takes where ``fits`` characters stand on one."""
    return sum(1 + max(0, len(part) - 1) // fits for part in text.split("\n"))


def _around(pattern: re.Pattern[str], xml: str) -> tuple[str, str]:
    found = pattern.search(xml)
    if found is None:
        raise ValueError(f"openpyxl wrote nothing like {pattern.pattern}")
    return xml[: found.start()], xml[found.end() :]
