import io
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from addendum_cli.formats.grids import Book
from addendum_cli.formats.sheets import LONGEST, cell_text, margin_text, put, safe_text, sheet_name

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://example.org","klik")',
    "+32 56 00 00 00",
    "-5",
    "@SUM(A1)",
    "\t=1+1",
    "'aanhaling",
    "#N/A",
    "#REF!",
    "TRUE",
    "007",
    "0999.013.094",
    "1e5",
    "2023-06-09",
    " spaties voor en na ",
    "eerste regel\ntweede regel",
    "<b>&amp;</b> & \"zo\" 'voort' ]]>",
    "_x0041_ en _x000D_",
    "👩‍👧 é ß 漢字",
]


def through_openpyxl(text):
    book = Workbook()
    put(book.active["A1"], text)
    return saved(book)


def through_a_grid(text):
    book = Book("Titel", "addendum", "Arial")
    book.grid("Blad", [20]).row([text], [book.look()])
    return load_workbook(io.BytesIO(book.saved())).active["A1"]


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return load_workbook(io.BytesIO(out.getvalue())).active["A1"]


WAYS = pytest.mark.parametrize("through", [through_openpyxl, through_a_grid])


@WAYS
@pytest.mark.parametrize("text", HOSTILE)
def test_text_reaches_the_cell_as_that_text(through, text):
    cell = through(text)
    assert (cell_text(cell.value), cell.data_type) == (text, "s")


@WAYS
@pytest.mark.parametrize(
    ("text", "marked"), [("=1+1", True), ("+1", True), ("-1", True), ("@a", True), ("\tx", True), ("Saled", False)]
)
def test_what_an_edit_would_make_a_formula_is_marked_as_text(through, text, marked):
    assert bool(through(text).quotePrefix) is marked


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
def test_any_text_comes_back_from_openpyxl(text):
    book = Workbook()
    put(book.active["A1"], text)
    assert cell_text(book.active["A1"].value) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1b[31mc", "a␀b␛[31mc"),
        ("a\x7fb\x85c", "a�b�c"),
        ("half \ud83d teken", "half � teken"),
        ("eerste\r\ntweede\rderde", "eerste\ntweede\nderde"),
        ("\ufffe\uffff", "��"),
    ],
)
def test_control_characters_are_shown_and_not_dropped(text, shown):
    assert safe_text(text) == shown
    assert through_a_grid(text).value == shown


@pytest.mark.parametrize("letter", ["a", "é", "👩"])
def test_text_too_long_for_a_cell_is_cut_where_one_can_see_it(letter):
    text = safe_text(letter * 40_000)
    assert text.endswith(" […]")
    assert LONGEST - 1 <= len(text.encode("utf-16-le")) // 2 <= LONGEST
    assert set(text.removesuffix(" […]")) == {letter}


def test_text_that_just_fits_is_whole():
    assert safe_text("é" * LONGEST) == "é" * LONGEST


def test_numbers_and_dates_stay_numbers_and_dates():
    book = Workbook()
    for n, value in enumerate((3, 71.5, datetime(2023, 6, 9, 23, 59, 30), None), 1):  # noqa: DTZ001 - cells hold local time
        put(book.active.cell(1, n), value)
    assert [cell.data_type for cell in book.active[1]] == ["n", "n", "d", "n"]


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("Saled", [], "Saled"),
        ("Saled", ["saled"], "Saled 2"),
        ("Saled", ["Saled", "SALED 2"], "Saled 3"),
        ("a/b\\c?d*e[f]g:h", [], "a b c d e f g h"),
        ("'tis", [], "tis"),
        ("History", [], "History 2"),
        ("", [], "Sheet"),
        ("//", ["Sheet"], "Sheet 2"),
        ("Marc\n&\tMarlies", [], "Marc & Marlies"),
        ("x" * 40, [], "x" * 30 + "…"),
        ("x" * 40, ["x" * 30 + "…"], "x" * 28 + "… 2"),
    ],
)
def test_a_sheet_gets_a_name_that_excel_accepts(wanted, taken, name):
    assert sheet_name(wanted, taken) == name


@given(st.text(), st.lists(st.text(max_size=5)))
def test_any_name_becomes_one_that_excel_accepts(wanted, taken):
    name = sheet_name(wanted, taken)
    assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
    assert name.casefold() not in {one.casefold() for one in taken}
    assert not set(name) & set("[]:*?/\\")
    assert not name.startswith("'")


def test_a_header_takes_no_codes_from_a_title():
    assert margin_text("Wonen & werken\n&A &P") == "Wonen && werken &&A &&P"
    assert len(margin_text("é" * 300)) == 80
