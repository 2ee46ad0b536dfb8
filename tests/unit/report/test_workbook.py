import io
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from addendum_cli.core.desk import worth
from addendum_cli.core.ranking import shortlist
from addendum_cli.formats import package
from addendum_cli.formats.sheets import cell_text
from addendum_cli.model.verdict import Offer, Passage
from addendum_cli.report import workbook
from addendum_cli.report.facts import first_ranked
from addendum_cli.report.wording import Tongue
from addendum_cli.report.workbook.coverage import DENIED, FULL, HALF, LATER, SILENT, sign
from addendum_cli.report.workbook.house import moment
from addendum_cli.report.workbook.provenance import KEPT
from unit.report.made import evaluation, everything, judged, mark, offer

ENGLISH = Tongue("en")
ROOT = Path(__file__).resolve().parents[3]


def opened(found=None, **limits):
    book = load_workbook(io.BytesIO(workbook.render(shortlist(found or everything(), **limits), ENGLISH)))
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == [KEPT]
    del book[KEPT]  # for the program, not for people
    return book


def rows(sheet):
    """Return the rows under the header as mappings, empty cells left out."""
    head, *body = sheet.iter_rows(values_only=True)
    return [{name: value for name, value in zip(head, row, strict=True) if value is not None} for row in body]


def column(sheet, title):
    return next(cell.column for cell in sheet[1] if cell.value.startswith(title))


def test_the_shortlist_stands_first_then_challenges_eligibility_coverage_reasons_and_provenance():
    assert opened().sheetnames == [
        "Shortlist",
        "Ranking",
        "Saled",
        "Marcel",
        "Eligibility",
        "Coverage",
        "Reasons",
        "Provenance",
    ]


def test_a_row_of_the_shortlist_has_the_rank_per_challenge_and_then_the_total():
    assert rows(opened()["Shortlist"]) == [
        {
            "id": "samen-op-stap",
            "Title": "Samen op stap",
            "Organisation": "samen-op-stap vzw",
            "Saled: rank": 1,
            "Saled: score": 61.4286,
            "Marcel: rank": 1,
            "Marcel: score": 95.7143,
            "Rank in total": 1,
            "Total (%)": 78.5714,
            "Lowest": 68.75,
            "Highest": 81.25,
            "Marks missing": 1,
            "Marks proposed by the program": 1,
            "Marks by people": 2,
            "Municipalities": 2,
            "FTE": 3.5,
            "Received": datetime(2023, 6, 9, 14, 20),  # noqa: DTZ001 - cells hold local time
        }
    ]


def test_the_ranking_says_why_somebody_is_not_on_the_shortlist():
    told = [(row["id"], row["On the shortlist"]) for row in rows(opened()["Ranking"])]
    assert told == [("samen-op-stap", "yes"), ("fietskompas", "no: fails a minimum (Saled)")]


def test_beyond_the_cut_is_no_failure():
    two = evaluation(
        judged("beste", marks={"marcel": {"methode": mark(4), "toegang": mark(4), "aanbod": mark(4)}}),
        judged("tweede", marks={"marcel": {"methode": mark(1), "toegang": mark(4), "aanbod": mark(4)}}),
    )
    assert [row["On the shortlist"] for row in rows(opened(two, top=1)["Ranking"])] == ["yes", "no: beyond the cut"]
    assert "Ranking" not in opened(two).sheetnames, "the shortlist is the whole ranking already"


def test_a_challenge_has_every_mark_and_says_what_they_rest_on():
    sheet = opened()["Saled"]
    assert rows(sheet)[0] == {
        "id": "samen-op-stap",
        "Title": "Samen op stap",
        "Organisation": "samen-op-stap vzw",
        "Rank": 1,
        "Score (%)": 61.4286,
        "Lowest": 53.75,
        "Highest": 66.25,
        "Meets the minima": "yes",
        "On the shortlist": "yes",
        "Methode (weight 30)": 4.5,
        "Aanbod (weight 40)": 2,
        "Interventions offered, of 4": 1,
        "The marks rest on": "1 × mean of the assessors\n1 × desk proposal, to confirm\n1 × not marked yet",
    }


def test_what_the_program_proposed_is_italic_until_a_person_marked_it():
    sheet = opened()["Saled"]
    assert sheet.cell(2, column(sheet, "Methode")).font.i
    assert not sheet.cell(2, column(sheet, "Aanbod")).font.i
    assert sheet.cell(2, column(sheet, "Score")).font.i
    people = {"methode": mark(4, "jury"), "toegang": mark(4, "jury"), "aanbod": mark(4, "consensus")}
    confirmed = opened(evaluation(judged("af", marks={"saled": people})))
    for name in ("Shortlist", "Saled"):
        assert not any(cell.font.i for cell in confirmed[name][2])
    for sheet in confirmed:
        assert "Italic: the program's proposal" in sheet.oddFooter.left.text


def test_a_missing_mark_is_an_empty_cell_and_no_zero():
    sheet = opened()["Saled"]
    assert sheet.cell(2, column(sheet, "Toegang")).value is None


def test_eligibility_tells_every_proposal_with_its_reasons():
    told = {row["id"]: row for row in rows(opened()["Eligibility"])}
    why = next(title for title in told["stuk"] if title.startswith("Why"))
    assert [(id_, row["Outcome"], row[why]) for id_, row in told.items()] == [
        ("fietskompas", "eligible", "! not stated how many full-time equivalents it brings"),
        ("samen-op-stap", "eligible", "! leaves out: minderjarigen (Andere lokale input)"),
        ("tongriem", "extra service, later phase", "✗ a specialism alone, for a later phase: taal (Focus)"),
        ("open-deur", "to clarify", "? sent to ergens@example.org, not to the call's address"),
        ("handdruk", "not eligible", "✗ received after the deadline (Lokale timing)"),
        (
            "stuk",
            "unreadable",
            "proposals/stuk.yaml:3:5: capacity.fte: veel is not a number of 0 or more → write digits\n"
            "proposals/stuk.yaml:8:1: kleur: unknown key kleur",
        ),
    ]
    assert told["open-deur"]["What to do"] == "decide whether this address counts"


def test_coverage_shows_each_intervention_beside_each_proposal():
    sheet = opened()["Coverage"]
    told = [[value or "" for value in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [cell.value for cell in sheet[1]][5:] == ["samen-op-stap", "fietskompas"]
    assert [[row[0], row[1], row[2], *row[5:]] for row in told] == [
        ["Saled", "1.1", "een woning vinden", "●", ""],
        ["Saled", "1.2", "trauma een plaats geven", "○", ""],
        ["Saled", "1.3", "Nederlands leren", "◐", "·"],
        ["Saled", "1.4", "helpen verhuizen", "", "·"],
        ["Marcel", "", "schulden afbouwen", "×", "·"],
    ]
    assert [tuple(row) for row in sheet.iter_rows(2, min_col=4, max_col=5, values_only=True)] == [
        (1, 0),
        (0, 0),
        (0, 1),
        (0, 0),
        (0, 0),
    ]
    legend = sheet.cell(1, 3).value
    assert all(symbol in legend for symbol in "●◐○×·")


@pytest.mark.parametrize("referral", [None, "full"])
@pytest.mark.parametrize("passages", [(), (Passage("woorden", "x.yaml", 1, None),)])
def test_the_signs_agree_with_what_the_desk_counts(referral, passages):
    counted = {FULL: 1, HALF: Fraction(1, 2), LATER: 0, DENIED: 0, SILENT: 0}
    for status in ("offered", "delegated", "later", "denied", "absent"):
        said = Offer(True, False, status, passages)
        assert counted[sign(said, referral=referral)] == worth(said, referral=referral == "full")


def test_reasons_give_the_level_of_a_mark_and_the_words_it_rests_on():
    passage = Passage("Wij zoeken mee.", "proposals/a.yaml", 12, "offered")
    marks = {"methode": mark(4.5)._replace(evidence=(passage,)), "toegang": mark(None), "aanbod": mark(4, "jury")}
    told = rows(opened(evaluation(judged("a", marks={"saled": marks})))["Reasons"])
    assert [list(row.values()) for row in told] == [
        [
            "a",
            "every challenge",
            "Methode",
            4.5,
            "desk proposal, to confirm",
            "between “de helft is beschreven” and “alles staat er”",
            "“Wij zoeken mee.” (proposals/a.yaml:12)",
        ],
        ["a", "every challenge", "Toegang", "not marked yet"],
        ["a", "Saled", "Aanbod", 4, "mean of the assessors", "bijna alles"],
    ]


def test_provenance_names_every_input_and_the_program():
    told = dict(row.values() for row in rows(opened(top=5)["Provenance"]))
    assert told["Program"].startswith("addendum ")
    assert told["Call"] == "Samen aan de Leie (leiestreek)"
    assert told["addendum.yaml"] == "SHA-256 " + "a" * 64
    assert told["proposals/stuk.yaml"] == "SHA-256 " + "b" * 64
    assert "Cut: the first 5 by total." in told["Shortlist"]
    assert told["Faults in files"] == "decisions.yaml: decides on weg, which is not among the proposals"


def test_every_sheet_can_be_filtered_scrolled_and_printed():
    for sheet in opened():
        assert sheet.freeze_panes in ("B2", "F2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == (2 if sheet.title == "Coverage" else 0)
    assert opened()["Shortlist"]["A1"].value == "id"
    assert opened()["Shortlist"].conditional_formatting


def test_nothing_an_applicant_wrote_becomes_a_formula():
    hostile = '=HYPERLINK("http://example.org","klik")'
    found = evaluation(
        judged(
            "=1+1",
            title=hostile,
            organisation="@SUM(1;1)",
            marks={"saled": {"methode": mark(4), "toegang": mark(4), "aanbod": mark(4)}},
            offers={"saled/taal": offer("offered", "+32 56")},
        )
    )
    book = opened(found)
    assert rows(book["Shortlist"])[0]["Title"] == hostile
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"n", "s", "d"}
    assert book["Shortlist"]["A2"].quotePrefix


def test_names_of_challenges_that_excel_refuses_are_mended():
    found = everything()
    twins = tuple(one.model_copy(update={"persona": "shortlist: [a]"}) for one in found.call.challenges)
    call = found.call.model_copy(update={"challenges": twins, "title": "Wonen & werken"})
    book = opened(replace(found, call=call))
    assert book.sheetnames[2:4] == ["shortlist a", "shortlist a 2"]
    assert book["Shortlist"].oddHeader.left.text == "Wonen && werken"


def test_nobody_eligible_gives_a_workbook_all_the_same():
    book = opened(evaluation(judged("laat", "ineligible")))
    assert rows(book["Shortlist"]) == []
    assert [row["id"] for row in rows(book["Eligibility"])] == ["laat"]


def test_a_total_that_nobody_marked_is_empty():
    nothing = dict.fromkeys(("methode", "toegang", "aanbod"), mark(None))
    row = rows(opened(evaluation(judged("open", marks={"marcel": nothing})))["Shortlist"])[0]
    assert (row.get("Rank in total"), row.get("Total (%)"), row["Lowest"], row["Highest"]) == (None, None, 0, 100)


@pytest.mark.parametrize(
    ("received", "shown"),
    [
        (None, (None, "time")),
        ("2023-06-02", (datetime(2023, 6, 2).date(), "date")),  # noqa: DTZ001 - cells hold local time
        ("2023-06-09 23:59:59.999", (datetime(2023, 6, 9, 23, 59, 59), "time")),  # noqa: DTZ001
        ("1850-01-01 00:00:00", ("1850-01-01 00:00:00", "text")),
    ],
)
def test_a_moment_is_a_real_one_and_never_rounded_up(received, shown):
    assert moment(received) == shown


def test_where_there_is_too_much_to_show_the_shortlist_goes_first():
    marks = {"methode": mark(4), "toegang": mark(4)}
    found = evaluation(*(judged(f"v{n}", marks={"saled": {**marks, "aanbod": mark(n / 2)}}) for n in range(6)))
    listed = replace(shortlist(found), ids=("v3", "v2"))
    assert first_ranked(listed, 6) == ["v5", "v4", "v3", "v2", "v1", "v0"]
    assert first_ranked(listed, 3) == ["v5", "v3", "v2"]


def test_the_same_evaluation_gives_the_same_sealed_bytes(tmp_path):
    listed = shortlist(everything())
    path = tmp_path / "shortlist.xlsx"
    path.write_bytes(workbook.render(listed, ENGLISH))
    assert workbook.render(listed, ENGLISH) == path.read_bytes()
    assert package.may_replace(path)


RENDER = """
import sys
from addendum_cli.core.ranking import shortlist
from addendum_cli.report import workbook
from addendum_cli.report.wording import Tongue
from unit.report.made import everything
sys.stdout.buffer.write(workbook.render(shortlist(everything()), Tongue("en")))
"""


@pytest.mark.parametrize(
    "world",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
        {"TZ": "UTC", "PYTHONHASHSEED": "3", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_neither_zone_nor_locale_nor_hash_seed_changes_a_byte(world):
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    made = subprocess.run(
        [sys.executable, "-c", RENDER], env={**os.environ, **world, "PYTHONPATH": path}, capture_output=True, check=True
    )
    assert made.stdout == workbook.render(shortlist(everything()), ENGLISH)


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_libreoffice_opens_it_and_gives_the_same_values_back(tmp_path):
    ours, back = tmp_path / "shortlist.xlsx", tmp_path / "back"
    title = "=1+1 _x0041_ <b> & 'é' 👩"
    found = evaluation(
        judged("v", title=title, marks={"saled": {"methode": mark(4), "toegang": mark(3), "aanbod": mark(2.5)}}),
        *everything().judged,
    )
    ours.write_bytes(workbook.render(shortlist(found), ENGLISH))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(back), str(ours)]
    subprocess.run(convert, capture_output=True, check=True, timeout=120)
    before, after = load_workbook(ours), load_workbook(back / ours.name)
    assert after.sheetnames == before.sheetnames
    for name in before.sheetnames:
        sent = [[cell_text(_read(cell)) for cell in row] for row in before[name]]
        assert [[_read(cell) for cell in row] for row in after[name]] == sent
    assert not package.may_replace(back / ours.name)


def _read(cell):
    """Return a cell's value; a number to 4 decimals, as LibreOffice keeps 15 digits."""
    return round(cell.value, 4) if isinstance(cell.value, float) else cell.value
