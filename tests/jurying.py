"""A jury at work in the tests: sheets made from the examples, filled in as jurors do, read back."""

from __future__ import annotations

import io
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

from addendum_cli.api import evaluate, load_call, read_proposals
from addendum_cli.formats.sheets import put
from addendum_cli.formats.workbooks import extract, sheets
from addendum_cli.jury.layout import KEY_HEAD, MARK_HEAD, MOTIVATION_HEAD
from addendum_cli.jury.reading import Book, Sheets, read
from addendum_cli.model.jury import Juror
from addendum_cli.model.verdict import Evaluation
from addendum_cli.report import jury_sheet
from addendum_cli.report.wording import Tongue

ROOT = Path(__file__).resolve().parents[1]
AN = Juror(id="an", name="An Wildeman", organisation="Proefbank")
BO = Juror(id="bo", name="Bo Zandloper")
TWO = ("handdruk", "tafelpoot-2")


@cache
def evaluation() -> Evaluation:
    """Return the evaluation of the example proposals, without people's marks."""
    return evaluate(load_call(ROOT / "data"), read_proposals([ROOT / "examples" / "proposals"]))


@cache
def sheet(juror: Juror = AN, ids: tuple[str, ...] = TWO, *, desk: bool = True, blind: bool = False) -> bytes:
    """Return a juror's sheet as it is sent out, in Dutch."""
    return jury_sheet.render(evaluation(), juror, ids, Tongue("nl"), desk=desk, blind=blind)


def opened(raw: bytes):
    """Return a workbook and the sheet of the marks in it."""
    book = load_workbook(io.BytesIO(raw))
    return book, next(one for one in book.worksheets if MARK_HEAD in [cell.value for cell in one[1]])


def columns(marks) -> dict[str, int]:
    """Return where the columns stand, by their head."""
    return {cell.value: cell.column for cell in marks[1]}


def saved(book) -> bytes:
    """Return the bytes of a workbook as openpyxl saves it."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled(raw: bytes, marks: Mapping[str, tuple[object, str]]) -> bytes:
    """Return a sheet with ``marks`` by key: the mark as typed, and the motivation."""
    book, sheet_ = opened(raw)
    at = columns(sheet_)
    for row in range(2, sheet_.max_row + 1):
        value, motivation = marks.get(sheet_.cell(row, at[KEY_HEAD]).value, (None, ""))
        put(sheet_.cell(row, at[MARK_HEAD]), value)
        put(sheet_.cell(row, at[MOTIVATION_HEAD]), motivation or None)
    return saved(book)


def keys(raw: bytes) -> list[str]:
    """Return the keys of a sheet, from top to bottom."""
    _, marks = opened(raw)
    return [marks.cell(row, 1).value for row in range(2, marks.max_row + 1)]


def back(*files: bytes | tuple[str, bytes], rubrics=None, round_="written") -> Sheets:
    """Return what sheets hold that came back; named ``0.xlsx``, ``1.xlsx``, … where no name is given."""
    books = []
    for n, one in enumerate(files):
        name, raw = one if isinstance(one, tuple) else (f"{n}.xlsx", one)
        found = extract(name, raw)
        books.append(Book(name, sheets(found), found.problems))
    made = evaluation()
    return read(books, made.call, made.rubrics if rubrics is None else rubrics, round_)


def given(found: Sheets) -> dict[str, tuple[Fraction, str]]:
    """Return the marks that count by key, with their motivation."""
    return {f"{one.criterion}/{one.proposal}": (one.value, one.motivation) for one in found.panel.given}


def told(found: Sheets) -> list[str]:
    """Return every fault as people read it: ``place: what``."""
    english = Tongue("en")
    return [f"{one.where.at}: {english(one.message)}" for one in found.panel.problems]


def changed(criterion: str, **parts):
    """Return the rubrics with one criterion changed, as ``saled/aanpak``."""
    rubric, _, id_ = criterion.partition("/")
    return tuple(
        one.model_copy(
            update={
                "criteria": tuple(each.model_copy(update=parts) if each.id == id_ else each for each in one.criteria)
            }
        )
        if one.id == rubric
        else one
        for one in evaluation().rubrics
    )
