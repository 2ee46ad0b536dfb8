"""Intake lists: a workbook or CSV file with a proposal on each row, and columns that are known by their names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from addendum_cli.formats.documents.plain import decoded
from addendum_cli.formats.workbooks import COLUMNS, ROWS, Sheet
from addendum_cli.intake.labels import Labels

HEAD_WITHIN = 20
"""Rows within which the columns' names stand: people put a title above them."""
_MARKS = ";,\t|"


class Column(NamedTuple):
    """A column: its name as written, its letter or number, and the fact in it; None where it is not known."""

    name: str
    at: int
    fact: str | None


class Row(NamedTuple):
    """One row: its 1-based number in the sheet, or the line of the file; and its cells as text."""

    number: int
    cells: tuple[str | None, ...]


class Listed(NamedTuple):
    """A table of proposals: the sheet that it stands on (empty for CSV), its columns and its rows."""

    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def place(self, row: Row, column: Column) -> str:
        """Return where a cell is, as people find it: ``Blad1!C4``, or the line of a CSV file."""
        from openpyxl.utils import get_column_letter

        if not self.sheet:
            return f"{row.number} ({column.name})"
        return f"{self.sheet}!{get_column_letter(column.at + 1)}{row.number}"

    def as_csv(self, row: Row) -> bytes:
        """Return one row under the columns' names: what is kept of the list for this proposal."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([column.name for column in self.columns])
        writer.writerow([_cell(row, column) or "" for column in self.columns])
        return out.getvalue().encode()

    def nameless(self, row: Row) -> tuple[str, ...]:
        """Return what stands in a row outside the columns that have a name."""
        named = {column.at for column in self.columns}
        return tuple(value for at, value in enumerate(row.cells) if value and at not in named)

    def values(self, row: Row) -> Iterator[tuple[Column, str]]:
        """Yield the cells of a row with something in them."""
        for column in self.columns:
            value = _cell(row, column)
            if value:
                yield column, value


def _cell(row: Row, column: Column) -> str | None:
    return row.cells[column.at] if column.at < len(row.cells) else None


def of_workbook(book: Sequence[Sheet], labels: Labels) -> list[Listed]:
    """Return the tables of proposals in a workbook, at most one on a sheet."""
    tables = (_listed([Row(n, row) for n, row in enumerate(sheet.rows, 1)], labels, sheet.title) for sheet in book)
    return [table for table in tables if table is not None]


def of_csv(raw: bytes, labels: Labels) -> Listed | None:
    """Return the table in a CSV file, whatever parts its columns; None where its first lines are no such table."""
    text = decoded(raw[:50_000_000])
    if text is None:
        return None
    first = "\n".join(text.split("\n")[:HEAD_WITHIN])
    marks = sorted(_MARKS, key=lambda mark: (-first.count(mark), _MARKS.index(mark)))
    for mark in marks[:2]:
        try:
            rows = list(islice(_lines(text, mark), ROWS))
        except csv.Error:
            continue
        found = _listed(rows, labels, "")
        if found is not None:
            return found
    return None


def _lines(text: str, mark: str) -> Iterator[Row]:
    """Yield the rows of a CSV file, each with the line on which it begins: a cell may hold several."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    start = 1
    for row in reader:
        yield Row(start, tuple(value.strip() or None for value in row[:COLUMNS]))
        start = reader.line_num + 1


def _listed(rows: Sequence[Row], labels: Labels, sheet: str) -> Listed | None:
    """Return the table below the first row that names an organisation and something else."""
    for place, row in enumerate(rows[:HEAD_WITHIN]):
        facts = [labels.over_column(name) if name else None for name in row.cells]
        if "organisation.name" in facts and len({fact for fact in facts if fact}) > 1:
            columns = tuple(Column(name, at, facts[at]) for at, name in enumerate(row.cells) if name)
            return Listed(sheet, columns, tuple(one for one in rows[place + 1 :] if any(one.cells)))
    return None
