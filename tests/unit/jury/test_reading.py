"""Sheets that came back: every mark by its key, and whatever is amiss by file, sheet and cell."""

from fractions import Fraction

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from addendum_cli.formats.sheets import put
from addendum_cli.jury.layout import CRITERION_HEADS, KEY_HEAD, MARK_HEAD, MOTIVATION_HEAD, PROPOSAL_HEAD, SHEET
from addendum_cli.jury.reading import mark_of
from addendum_cli.model.rubric import Scale
from addendum_cli.report import jury_sheet
from addendum_cli.report.wording import Tongue
from jurying import BO, back, changed, columns, evaluation, filled, given, keys, opened, saved, sheet, told

English = Tongue("en")
KEYS = keys(sheet())
FIRST, SECOND = KEYS[:2]


def test_an_untouched_sheet_is_open_and_nothing_is_amiss():
    found = back(sheet())
    assert (found.panel.given, told(found)) == ((), [])
    assert [f"{criterion}/{proposal}" for proposal, criterion in found.panel.asked["an"]] == KEYS
    assert found.panel.jurors == {"an": "An Wildeman"}


@pytest.mark.parametrize(
    ("typed", "mark"),
    [(3, 3), (3.5, Fraction(7, 2)), ("3,5", Fraction(7, 2)), ("3.5", Fraction(7, 2)), (" 4 ", 4), ("2,50", Fraction(5, 2)), (0, 0), ("0", 0), (5, 5)],
)  # fmt: skip
def test_what_counts_as_a_mark(typed, mark):
    assert given(back(filled(sheet(), {FIRST: (typed, "")}))) == {FIRST: (mark, "")}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (6, "6 is outside the scale"),
        ("5,5", "5,5 is outside the scale"),
        (3.25, "3.25 is between two steps of the scale"),
        ("3½", "3½ is no mark"),
        ("-1", "-1 is no mark"),
        (-1, "-1 is no mark"),
        ("goed", "goed is no mark"),
        ("3,5 à 4", "3,5 à 4 is no mark"),
        (True, "yes is no mark"),
    ],
)
def test_what_is_no_mark_is_named_by_its_cell_and_stays_open(typed, said):
    found = back(filled(sheet(), {FIRST: (typed, "omdat"), SECOND: (2, "")}))
    assert told(found) == [f"0.xlsx!Punten!D2: {said}"]
    assert given(found) == {SECOND: (2, "")}


def test_a_date_that_the_spreadsheet_made_of_a_mark():
    said, _ = mark_of("2023-05-03T00:00:00", Scale())
    assert English(said) == "a date: the spreadsheet made one of 3.5?"


def test_rows_sorted_filtered_and_hidden_columns_moved_and_put_between_sheets_added():
    marks = {key: (n % 11 / 2, f"omdat {n}") for n, key in enumerate(KEYS)}
    book, rows = opened(filled(sheet(), marks))
    texts = [[cell.value for cell in row] for row in rows.iter_rows()]
    head, body = texts[0], sorted(texts[1:], key=lambda row: str(row[4]), reverse=True)
    order = [4, 0, 7, 3, 1, 2, 6, 5]
    new: Worksheet = book.create_sheet("Mijn werk", 0)
    new.append(["notities van mij"])
    new.append([None, *(head[place] for place in order[:3]), "eigen kolom", *(head[place] for place in order[3:])])
    for row in body:
        values = [None, *(row[place] for place in order[:3]), "x", *(row[place] for place in order[3:])]
        for column, value in enumerate(values, 1):
            put(new.cell(new.max_row + (column == 1), column), value)
    new.row_dimensions[5].hidden = True
    new.column_dimensions["B"].hidden = True
    book.remove(rows)
    book.create_sheet("Rommel").append(["kladwerk", 3])
    found = back(saved(book))
    assert told(found) == []
    assert given(found) == {key: (Fraction(mark), words) for key, (mark, words) in marks.items()}


def test_two_copies_that_differ_are_both_named_and_neither_counts():
    one = filled(sheet(), {FIRST: (3, "a"), SECOND: (2, "b")})
    other = filled(sheet(), {FIRST: (4, "a"), SECOND: (2, "b")})
    found = back(("a.xlsx", one), ("b.xlsx", other))
    assert told(found) == [
        "a.xlsx!Punten!D2: two copies of an's sheet differ: 3 (a.xlsx!Punten!D2), 4 (b.xlsx!Punten!D2)"
    ]
    assert given(found) == {SECOND: (2, "b")}


def test_an_older_copy_in_which_it_was_open_does_not_contradict():
    found = back(sheet(), filled(sheet(), {FIRST: (3, "a")}))
    assert (told(found), given(found)) == ([], {FIRST: (3, "a")})


def test_two_jurors():
    found = back(filled(sheet(), {FIRST: (3, "")}), filled(sheet(BO), {FIRST: (4, "")}))
    assert [(one.juror, one.value) for one in found.panel.given] == [("an", 3), ("bo", 4)]
    assert list(found.panel.jurors) == ["an", "bo"]


def test_a_key_of_nobody_is_named():
    book, rows = opened(filled(sheet(), {FIRST: (3, "")}))
    rows["A2"] = "common/methode/handruk"
    assert told(back(saved(book))) == [
        "0.xlsx: the row of 1 mark is no longer there",
        "0.xlsx!Punten!D2: a mark for a key that the sheet does not have: common/methode/handruk",
    ]


def test_a_mark_without_its_key_is_named():
    book, rows = opened(filled(sheet(), {FIRST: (3, "")}))
    rows["A2"] = None
    assert told(back(saved(book)))[1:] == ["0.xlsx!Punten!D2: a mark in a row without a key"]


def test_a_row_that_was_sorted_without_its_key_does_not_count():
    book, rows = opened(filled(sheet(), {FIRST: (3, "")}))
    rows["B2"] = "tafelpoot-2"
    found = back(saved(book))
    assert told(found) == [
        f"0.xlsx!Punten!D2: the row says tafelpoot-2, its key {FIRST}: sorted without the other columns?"
    ]
    assert given(found) == {}


def test_columns_that_were_sorted_apart_from_their_keys_cost_the_whole_sheet():
    marks = {key: (n % 6, "") for n, key in enumerate(KEYS)}
    book, rows = opened(filled(sheet(), marks))
    body = sorted(
        ([cell.value for cell in row] for row in rows["C2:E100"] if row[0].value), key=lambda row: str(row[0])
    )
    for number, row in enumerate(body, 2):
        for column, value in zip("CDE", row, strict=True):
            rows[f"{column}{number}"] = value
    found = back(saved(book))
    assert len(told(found)) == 1
    assert "sorted without the other columns?" in told(found)[0]
    assert given(found) == {}
    assert found.panel.asked["an"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_column_of_the_criteria_is_known_in_every_language(language):
    assert jury_sheet._columns(Tongue(language), desk=False)[2].head in CRITERION_HEADS


def test_a_criterion_that_a_juror_wrote_in_keeps_its_mark():
    book, rows = opened(filled(sheet(), {FIRST: (3, "")}))
    rows["C2"] = "kladwerk van mij"
    assert (told(back(saved(book))), given(back(saved(book)))) == ([], {FIRST: (3, "")})


def test_a_head_of_the_motivations_that_was_overwritten_is_told():
    book, rows = opened(filled(sheet(), {FIRST: (3, "omdat")}))
    rows.cell(1, columns(rows)[MOTIVATION_HEAD]).value = "Waarom"
    assert told(back(saved(book))) == [f"0.xlsx!Punten!A1: the column {MOTIVATION_HEAD} is not found"]


def test_a_head_that_was_overwritten_is_told_where_its_rows_begin():
    book, rows = opened(filled(sheet(), {FIRST: (3, "")}))
    rows.cell(1, columns(rows)[MARK_HEAD]).value = "mijn punten"
    found = back(saved(book))
    assert told(found)[1] == f"0.xlsx!Punten!A2: the columns {KEY_HEAD} and {MARK_HEAD} are not found above this row"


def test_a_motivation_without_a_mark():
    assert told(back(filled(sheet(), {FIRST: (None, "sterk")}))) == ["0.xlsx!Punten!D2: a motivation without a mark"]


def test_a_motivation_that_the_rubric_asks_for():
    rubrics = changed("common/methode", motivation=True)
    made = evaluation()
    from dataclasses import replace

    from addendum_cli.report import jury_sheet
    from jurying import AN, TWO

    raw = jury_sheet.render(replace(made, rubrics=rubrics), AN, TWO, Tongue("nl"))
    found = back(filled(raw, {FIRST: (3, ""), SECOND: (3, "")}), rubrics=rubrics)
    assert told(found) == [f"0.xlsx!Punten!D2: a mark without the motivation that the rubric asks for: {FIRST}"]
    assert set(given(found)) == {FIRST, SECOND}
    assert [one.criterion for one in found.panel.unmotivated] == ["common/methode"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"title": "Anders"}, "title"),
        ({"question": "Anders?"}, "question"),
        ({"levels": {}}, "levels"),
        ({"weight": 99}, "weight"),
        ({"minimum": 2}, "minimum"),
        ({"motivation": True}, "motivation"),
        ({"title": "Anders", "weight": 99}, "title, weight"),
        ({"id": "nieuw"}, "is no longer there, common/nieuw is new"),
    ],
)
def test_another_version_of_the_rubrics_is_refused_with_what_changed(parts, said):
    found = back(filled(sheet(), {FIRST: (3, "")}), rubrics=changed("common/methode", **parts))
    what = said if "id" in parts else f": {said}"
    colon = "common/methode " if "id" in parts else "common/methode"
    assert told(found) == [f"0.xlsx: made for another version of the rubrics: {colon}{what}"]
    assert given(found) == {}


def test_the_part_for_the_program_may_not_be_changed():
    book, _ = opened(sheet())
    book[SHEET]["B4"] = "bo"
    assert told(back(saved(book))) == [
        f"0.xlsx!{SHEET}: the sheet {SHEET}, by which the program knows its marks, was changed"
    ]


def test_other_workbooks_are_told_and_other_rounds_passed_over():
    other = Workbook()
    assert told(back(saved(other))) == ["0.xlsx: no score sheet"]
    assert told(back(b"PK no workbook")) == ["0.xlsx: damaged, or not what its name says"]
    found = back(sheet(), round_="pitch")
    assert (told(found), found.panel.jurors) == ([], {})


def test_formulas_and_markup_of_a_juror_stay_text():
    words = "=1+1 <b>[x](y)</b> {{ 7*7 }}\nen nog een regel"
    assert given(back(filled(sheet(), {FIRST: (3, words)}))) == {FIRST: (3, words)}


@pytest.mark.parametrize("head", [PROPOSAL_HEAD, MOTIVATION_HEAD])
def test_a_column_that_was_taken_away_costs_only_itself(head):
    book, rows = opened(filled(sheet(), {FIRST: (3, "omdat")}))
    rows.delete_cols(columns(rows)[head])
    found = given(back(saved(book)))
    assert found == {FIRST: (3, "" if head == MOTIVATION_HEAD else "omdat")}
