"""Workbooks of strangers as tables of text: what each cell shows, nothing that it computes, links or runs.

``extract`` has the signature of a reader of documents, so that ``formats.sandbox`` runs it in a process of its own:
openpyxl, too, can be made to hang or to fill the memory. The tables travel in the text, as JSON.
"""

from __future__ import annotations

import io
import json
import warnings
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile

from addendum_cli.errors import Problem, Where
from addendum_cli.formats import archives
from addendum_cli.formats.documents import Extract
from addendum_cli.formats.sheets import cell_text
from addendum_cli.messages import Message, say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FUNCTION = "addendum_cli.formats.workbooks:extract"
SHEETS, ROWS, COLUMNS = 200, 20_000, 300
_DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, BadZipFile, EOFError, LookupError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, zlib.error,
)  # fmt: skip
"""What broken workbooks make openpyxl raise: it has hardly an error of its own. (Its XML faults are syntax errors.)"""


class Sheet(NamedTuple):
    """A sheet: its title, and its rows from the first on, each cell as text or None."""

    title: str
    rows: tuple[tuple[str | None, ...], ...]

    def place(self, row: int, column: int) -> str:
        """Return where a cell is, both counted from 0: ``Blad1!C4``."""
        from openpyxl.utils import get_column_letter

        return f"{self.title}!{get_column_letter(column + 1)}{row + 1}"


def extract(name: str, raw: bytes) -> Extract:
    """Return the sheets of a workbook in the extract's text (see :func:`sheets`), or a problem that says why not."""
    why = archives.refused(raw)
    if why is not None:
        return _refused(name, why)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not know (a drawing, a validation) is no text
            book = load_workbook(io.BytesIO(raw), data_only=True)
    except (*_DAMAGE, InvalidFileException):
        return _refused(name, say("a workbook that cannot be read"))
    found = [(sheet.title, list(_rows(sheet))) for sheet in book.worksheets[:SHEETS]]
    return Extract(json.dumps(found, ensure_ascii=False), "other", None, ())


def _refused(name: str, why: Message) -> Extract:
    return Extract("", "other", None, (Problem(Where(name), why, say("save it again as .xlsx, or ask for it again")),))


def sheets(found: Extract) -> Sequence[Sheet]:
    """Return the sheets in an extract; none where the workbook could not be read."""
    told = json.loads(found.text) if found.text else []
    return tuple(Sheet(title, tuple(tuple(row) for row in rows)) for title, rows in told)


def _rows(sheet: Worksheet) -> Iterator[list[str | None]]:
    most = {"max_row": min(sheet.max_row, ROWS), "max_col": min(sheet.max_column, COLUMNS)}
    for row in sheet.iter_rows(**most, values_only=True):
        cells = [as_text(value) for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        yield cells


def as_text(value: object) -> str | None:
    """Return a cell's value as a proposal file would hold it; None where it is empty.

    A number keeps no more digits than it was typed with; a date or time stands as in a proposal.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = str(cell_text(value)).strip()
    return text or None
