"""The sheet as a juror sees it: nothing protected, nothing of applicants run, and what is asked beside every mark."""

import io
import shutil
import subprocess
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from addendum_cli.report import jury_sheet
from addendum_cli.report.wording import Tongue
from jurying import AN, TWO, back, changed, columns, evaluation, filled, given, keys, opened, sheet, told


def book(raw):
    return load_workbook(io.BytesIO(raw))


def texts(raw):
    """Return every text in a workbook but the sheet for the program."""
    return "\n".join(
        str(cell.value) for one in book(raw).worksheets[:3] for row in one.iter_rows() for cell in row if cell.value
    )


def test_the_sheets_and_what_stands_in_a_row():
    found = book(sheet())
    assert found.sheetnames == ["Lees mij", "Overzicht", "Punten", "scale", "addendum"]
    assert [one.sheet_state for one in found] == ["visible"] * 3 + ["hidden"] * 2
    marks = found["Punten"]
    assert [cell.value for cell in marks[1]] == [
        "addendum", "Voorstel / Proposal", "Criterium", "Punt / Mark", "Motivering / Motivation",
        "Bureau", "Wat het bureau vond", "Wat een punt betekent",
    ]  # fmt: skip
    assert marks["C2"].value.startswith("Methode van de compagnon de route\nWelk deel van de vereisten")
    assert marks["H2"].value.startswith("0  Hoogstens één vereiste")
    assert marks.freeze_panes == "D2"
    assert not [one.title for one in found if one.protection.sheet]


def test_common_criteria_once_then_challenge_by_challenge():
    assert [key for key in keys(sheet()) if key.endswith("/handdruk")] == [
        f"{name}/handdruk"
        for name in (
            "common/methode", "common/mensen-en-uren", "common/partnerschap", "common/toegang",
            "saled/aanbod", "saled/aanpak", "saled/mobiliteit", "saled/continuiteit",
            "chadia/aanbod", "chadia/aanpak", "chadia/mobiliteit", "chadia/taal-en-tempo",
        )
    ]  # fmt: skip


def test_marks_come_from_a_list_of_numbers():
    marks = book(sheet())["Punten"]
    (choice,) = marks.data_validations.dataValidation
    assert (choice.type, choice.formula1) == ("list", "'scale'!$A$1:$A$11")
    assert str(choice.sqref) == f"D2:D{marks.max_row}"
    assert [cell.value for cell in book(sheet())["scale"]["A"]] == [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]


def test_without_the_desk():
    raw = sheet(desk=False)
    assert [cell.value for cell in book(raw)["Punten"][1]][-1] == "Wat een punt betekent"
    assert "Bureau" not in texts(raw)
    assert ".yaml:" not in texts(raw)
    assert given(back(filled(raw, {keys(raw)[0]: (3, "")}))) == {keys(raw)[0]: (3, "")}


def test_blind_leaves_out_who_applies():
    open_, blind = sheet(), sheet(blind=True)
    assert "Handdruk, feitelijke vereniging" in texts(open_)
    for name in ("feitelijke vereniging", "De Tafelpoot", "Een handdruk en een stoel", "Roos en Firmin"):
        assert name not in texts(blind)
    assert keys(blind) == keys(open_)


def test_names_in_passages_are_masked():
    one = next(one.examined for one in evaluation().judged if one.id == "tafelpoot-2")
    said = f"Bij {one.organisation} en {one.organisation.upper()} helpt {one.contact.name}."
    assert jury_sheet.masked(said, one) == "Bij […] en […] helpt […]."


def test_formulas_stand_in_the_overview_alone_and_quote_nobody():
    hostile = '=HYPERLINK("x")'
    made = evaluation()
    judged = tuple(
        replace(one, examined=replace(one.examined, organisation=hostile, title="@x")) if one.id == "handdruk" else one
        for one in made.judged
    )
    found = book(jury_sheet.render(replace(made, judged=judged), AN, TWO, Tongue("nl")))
    formulas = {
        (one.title, cell.column_letter): str(cell.value)
        for one in found.worksheets
        for row in one.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert {place for place, _ in formulas} == {"Overzicht"}
    assert not [text for text in formulas.values() if "handdruk" in text or hostile in text]
    assert found["Overzicht"]["F2"].value == hostile
    assert found["Overzicht"]["F2"].data_type == "s"


def test_a_motivation_that_is_asked_for_is_said():
    rubrics = changed("common/methode", motivation=True)
    raw = jury_sheet.render(replace(evaluation(), rubrics=rubrics), AN, TWO, Tongue("nl"))
    assert opened(raw)[1]["C2"].value.endswith("\nMet een motivering.")
    assert not opened(raw)[1]["C3"].value.endswith("\nMet een motivering.")


def test_a_juror_with_nothing_to_mark_gets_a_sheet_that_says_so():
    raw = jury_sheet.render(evaluation(), AN, (), Tongue("en"))
    assert "There is no proposal for you to mark in this round." in texts(raw)
    assert told(back(raw)) == []


def test_twenty_proposals_fit_the_screen_in_width():
    marks = book(sheet())["Punten"]
    widths = [marks.column_dimensions[letter].width for letter in "ABCDEFGH"]
    assert sum(widths) * 7 * marks.sheet_view.zoomScale / 100 < 1366  # pixels of a small laptop, at seven a character
    assert all(marks.row_dimensions[row].height <= 200 for row in range(2, marks.max_row + 1))


@pytest.mark.libreoffice
def test_libreoffice_counts_what_is_open_and_keeps_every_mark(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    first = keys(sheet())[:3]
    marks = {first[0]: (3.5, "=1+1"), first[1]: ("4,5", "é, “ü” 🎉\ntweede regel"), first[2]: (0, "")}
    (tmp_path / "jury.xlsx").write_bytes(filled(sheet(), marks))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "xlsx"]
    command += ["--outdir", str(tmp_path / "out"), str(tmp_path / "jury.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    raw = (tmp_path / "out" / "jury.xlsx").read_bytes()
    found = back(raw)
    assert told(found) == []
    assert given(found) == {first[0]: (3.5, "=1+1"), first[1]: (4.5, "é, “ü” 🎉\ntweede regel"), first[2]: (0, "")}
    overview = load_workbook(io.BytesIO(raw), data_only=True)["Overzicht"]
    assert [[overview.cell(row, column).value for column in (1, 2, 3, 4)] for row in (2, 3, 4)] == [
        ["handdruk", "→", 9, 12],
        ["tafelpoot-2", "→", 8, 8],
        ["Alles samen", None, 17, 20],
    ]
    assert columns(opened(raw)[1])["Punt / Mark"] == 4
