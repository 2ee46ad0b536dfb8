"""Workbooks of strangers as tables of text: whatever they hold, there are cells or a reason."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from addendum_cli.formats.documents import Extract
from addendum_cli.formats.sandbox import Sandbox
from addendum_cli.formats.workbooks import FUNCTION, Sheet, extract, sheets


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book(*rows: tuple[object, ...]) -> bytes:
    made = Workbook()
    made.active.title = "Blad één"
    for row in rows:
        made.active.append(row)
    made.create_sheet("leeg")
    return saved(made)


def reasons(found: Extract) -> list[str]:
    return [problem.message.text for problem in found.problems]


def test_cells_are_the_text_that_a_proposal_file_would_hold():
    raw = book(
        (None, " tekst ", 3, 3.0, 2.5, True, date(2023, 6, 9), datetime(2023, 6, 9, 14, 20)),  # noqa: DTZ001
        ("=1+1", None, None),
    )
    sheet, empty = sheets(extract("a.xlsx", raw))
    assert sheet.title == "Blad één"
    assert sheet.rows[0] == (None, "tekst", "3", "3", "2.5", "yes", "2023-06-09", "2023-06-09T14:20:00")
    assert sheet.rows[1] == ()  # a formula whose value nobody has computed
    assert empty == Sheet("leeg", ((),))
    assert sheet.place(0, 26) == "Blad één!AA1"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "damaged, or not what its name says"),
        (b"PK", "damaged, or not what its name says"),
        (b"PK\x03\x04 half", "damaged, or not what its name says"),
        (b"not a workbook", "damaged, or not what its name says"),
        (book((1,))[:-400], "damaged, or not what its name says"),
    ],
)
def test_what_is_no_workbook_is_said(raw, reason):
    found = extract("a.xlsx", raw)
    assert (list(sheets(found)), reasons(found)) == ([], [reason])


def test_a_zip_without_a_workbook_in_it():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("iets.txt", "niets")
    assert reasons(extract("a.xlsx", out.getvalue())) == ["a workbook that cannot be read"]


def test_a_workbook_that_swells():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 30_000_000)
    assert reasons(extract("a.xlsx", out.getvalue())) == ["swells beyond all bounds when it is opened"]


def test_broken_anywhere_it_gives_cells_or_a_reason():
    raw, dice = book(*[(f"cel {n}", n) for n in range(40)]), random.Random(1)  # noqa: S311 - no secret
    for _ in range(300):
        broken = bytearray(raw)
        for _ in range(dice.randrange(1, 12)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        found = extract("a.xlsx", bytes(broken))
        assert sheets(found) or reasons(found)


def test_in_a_process_of_its_own_it_gives_the_same():
    raw = book(("a", "é"), ("b", 2))
    with Sandbox(function=FUNCTION) as sandbox:
        assert sheets(sandbox.extract("a.xlsx", raw)) == sheets(extract("a.xlsx", raw))
