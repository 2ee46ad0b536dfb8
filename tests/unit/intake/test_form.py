"""The candidacy form comes back as it was filled in: by its keys, whatever happened to its rows and sheets."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from addendum_cli.api import load_call
from addendum_cli.formats.workbooks import extract, sheets
from addendum_cli.intake.form_layout import SHEET, keys, layout
from addendum_cli.intake.form_reading import Filled, facts
from addendum_cli.intake.form_reading import read as read_sheets
from addendum_cli.model.call import Call
from addendum_cli.report.form import render
from addendum_cli.report.wording import Tongue

KLEIN = Path(__file__).parents[2] / "cases" / "calls" / "klein"
ANSWERS = {
    "organisation.name": ("De Brug vzw", None),
    "organisation.enterprise_number": ("0999.013.094", None),
    "approach.offered": ("ja", None),
    "approach.description": (None, "=1+1 is geen formule"),
    "capacity.fte": (3.5, None),
    "target_group.excludes": (None, "- minderjarigen\n- niemand anders"),
    "municipalities.Kortrijk": ("ja", None),
    "municipalities.Menen": ("nee", None),
    "expertise.2.domain": ("wonen", None),
    "challenges.saled/huisvesting": ("x", "Wij zoeken mee."),
    "challenges.saled/nederlands": ("x", None),
    "challenges.marcel": ("nee", None),
}
FACTS = {
    "organisation": {"name": "De Brug vzw", "enterprise_number": "0999.013.094"},
    "approach": {"offered": "ja", "description": "=1+1 is geen formule"},
    "expertise": [{"domain": "wonen"}],
    "municipalities": ["Kortrijk"],
    "target_group": {"excludes": ["minderjarigen", "niemand anders"]},
    "capacity": {"fte": "3.5"},
    "challenges": [
        {
            "id": "saled",
            "interventions": [{"id": "huisvesting", "description": "Wij zoeken mee."}, {"id": "nederlands"}],
        }
    ],
}


@pytest.fixture(scope="module")
def call():
    return load_call(KLEIN).call


def filled(call, language: str = "nl") -> Workbook:
    book = load_workbook(io.BytesIO(render(call, Tongue(language))))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            if row[0].value in ANSWERS:
                for cell, value in zip(row[2:4], ANSWERS[row[0].value], strict=True):
                    cell.value = value
                    if isinstance(value, str):
                        cell.data_type = "s"
    return book


def read(raw: bytes, shown: str, call: Call) -> Filled | None:
    return read_sheets(sheets(extract(shown, raw)), shown, call)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_question_of_the_call_is_in_the_form(call):
    book = load_workbook(io.BytesIO(render(call, Tongue("nl"))))
    asked = {row[0] for sheet in book.worksheets for row in sheet.iter_rows(max_col=1, values_only=True)}
    assert set(keys(layout(call))) <= asked


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_filled_in_form_comes_back_without_loss_in_either_language(call, language):
    back = read(saved(filled(call, language)), "a.xlsx", call)
    assert back is not None
    assert back.problems == ()
    assert facts(back, call)[0] == FACTS


def test_moved_renamed_and_added_sheets_rows_and_columns_change_nothing(call):
    book = filled(call)
    for sheet in book.worksheets:
        if sheet.title != SHEET:
            sheet.insert_cols(3)
            sheet.insert_rows(2, 3)
            sheet.title = f"{sheet.title} (kopie)"
    book.move_sheet(book.worksheets[-1], offset=-2)
    book.create_sheet("Kladblad")["A1"] = "van mij"
    back = read(saved(book), "a.xlsx", call)
    assert back is not None
    assert facts(back, call)[0] == FACTS


@pytest.mark.libreoffice
def test_it_comes_back_from_libreoffice_too(call, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "form.xlsx").write_bytes(saved(filled(call)))
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "form.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    back = read((tmp_path / "out" / "form.xlsx").read_bytes(), "a.xlsx", call)
    assert back is not None
    assert facts(back, call)[0] == FACTS


def test_a_form_of_another_call_is_known_as_such_and_not_read(call):
    other = load_call(KLEIN.parent / "elders").call
    back = read(render(other, Tongue("en")), "a.xlsx", call)
    assert back is not None
    assert back.answers == {}
    assert [problem.message.text for problem in back.problems] == ["a form of another call: {call}"]


def test_an_older_version_is_read_and_said_to_be_one(call):
    fewer = call.model_copy(update={"challenges": call.challenges[:1]})
    back = read(saved(filled(call)), "a.xlsx", fewer)
    assert back is not None
    assert back.problems[0].message.text == "an older version of the form: the call has changed since"
    assert facts(back, fewer)[0]["challenges"] == FACTS["challenges"]


def test_another_workbook_is_no_form(call):
    assert read(saved(Workbook()), "a.xlsx", call) is None


def test_the_form_is_the_same_in_every_run(call):
    assert render(call, Tongue("nl")) == render(call, Tongue("nl"))


def test_an_answer_that_is_neither_yes_nor_no_is_told_by_its_cell(call):
    book = load_workbook(io.BytesIO(render(call, Tongue("nl"))))
    told = {"challenges.saled": "misschien", "challenges.saled/huisvesting": "soms", "approach.offered": "nee"}
    for row in (row for sheet in book.worksheets for row in sheet.iter_rows()):
        if row[0].value in told:
            row[2].value = told[row[0].value]
    back = read(saved(book), "a.xlsx", call)
    assert back is not None
    english = Tongue("en")
    assert [english(one.message) for one in back.problems] == [
        "challenges.saled: misschien is neither yes nor no",
        "challenges.saled/huisvesting: soms is neither yes nor no",
    ]
    assert all(one.where.file.startswith("a.xlsx!") for one in back.problems)


def refilled(call: Call, cells: dict[str, tuple[str | None, str | None]]) -> Filled:
    """Return the form with ``cells`` beside the keys: the answer and the text."""
    book = load_workbook(io.BytesIO(render(call, Tongue("nl"))))
    for row in (row for sheet in book.worksheets for row in sheet.iter_rows()):
        if row[0].value in cells:
            row[2].value, row[3].value = cells[row[0].value]
    back = read(saved(book), "a.xlsx", call)
    assert back is not None
    return back


@pytest.mark.parametrize("no", ["nee", "Neen", "no", "Nee, niet nu"])
def test_a_no_is_never_an_offer_whatever_is_written_beside_it(call, no):
    told = {"challenges.saled": ("ja", None), "challenges.saled/huisvesting": (no, "Wij verwijzen door.")}
    back = refilled(call, told)
    assert facts(back, call)[0] == {"challenges": [{"id": "saled"}]}
    said = "challenges.saled/huisvesting: the answer is no, yet filled in is: Wij verwijzen door."
    assert Tongue("en")(back.problems[-1].message) == said


def test_a_no_to_a_challenge_wins_over_what_is_filled_in_below_it(call):
    told = {
        "challenges.saled": ("neen", None),
        "challenges.saled.description": (None, "Later misschien."),
        "challenges.saled/huisvesting": ("x", None),
    }
    back = refilled(call, told)
    assert facts(back, call)[0] == {}
    assert [Tongue("en")(one.message) for one in back.problems] == [
        "challenges.saled: the answer is no, yet filled in is: Later misschien.",
        "challenges.saled: the answer is no, yet filled in is: x",
    ]


def test_what_is_written_in_a_cell_that_is_not_read_is_told_by_its_cell(call):
    book = load_workbook(io.BytesIO(render(call, Tongue("nl"))))
    sheet = book.worksheets[1]
    sheet["D3"], sheet["C11"], sheet["F5"], sheet["C2"] = "naast de naam", "voor\nde tekst", "los", "erboven"
    back = read(saved(book), "a.xlsx", call)
    assert back is not None
    assert [(one.where.file, Tongue("en")(one.message)) for one in back.problems] == [
        (f"a.xlsx!{sheet.title}!{cell}", f"written in a cell that is not read: {text}")
        for cell, text in [("C2", "erboven"), ("D3", "naast de naam"), ("F5", "los"), ("C11", "voor de tekst")]
    ]


def test_neen_is_nee_as_a_proposal_file_holds_it(call):
    back = refilled(call, {"approach.offered": ("Neen", None)})
    assert (facts(back, call)[0], back.problems) == ({"approach": {"offered": "nee"}}, ())
