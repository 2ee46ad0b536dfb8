"""The commands around a jury: what they say when something is amiss, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from jurying import columns, opened, saved

from .conftest import GOOD, LATE

JURORS = "- {id: an, name: An Wildeman, conflicts: [tweede]}\n- {id: bo, name: Bo Zandloper}\n"


@pytest.fixture
def jury(call, put):
    """Return what is asked for two eligible proposals and two jurors, one with a conflict."""
    put(goed=GOOD, tweede=GOOD.replace("id: goed", "id: tweede").replace("0999.013.094", "0999.002.907"), te_laat=LATE)
    (call / "jurors.yaml").write_text(JURORS, "utf-8")
    return ("jury", "sheets", "proposals", "--jurors", "jurors.yaml", "-o", "sheets")


def test_a_sheet_for_each_juror_and_what_is_there_stays(call, jury, run):
    assert run(*jury, "--lang", "en").stderr.count("written:") == 2
    before = {path.name: path.read_bytes() for path in Path("sheets").iterdir()}
    assert sorted(before) == ["jury-written-an.xlsx", "jury-written-bo.xlsx"]
    again = run(*jury, "--lang", "en")
    assert (again.exit_code, again.stderr.count("is there already, and stays as it is")) == (0, 2)
    assert {path.name: path.read_bytes() for path in Path("sheets").iterdir()} == before


def test_a_sheet_has_the_same_bytes_every_time(call, jury, run):
    run(*jury)
    run(*jury[:-1], "again")
    assert Path("sheets/jury-written-bo.xlsx").read_bytes() == Path("again/jury-written-bo.xlsx").read_bytes()


def test_ids_that_differ_in_signs_only_get_sheets_of_their_own(call, put, run):
    put(goed=GOOD)
    (call / "jurors.yaml").write_text("- {id: a/b, name: An}\n- {id: a b, name: Bo}\n- {id: ünï, name: Uni}\n", "utf-8")
    assert run("jury", "sheets", "proposals", "--jurors", "jurors.yaml", "-o", "sheets").exit_code == 0
    found = json.loads(run("jury", "status", "sheets", "--format", "json").stdout)
    assert [one["id"] for one in found["jurors"]] == ["a b", "a/b", "ünï"]
    assert Path("sheets/jury-written-ünï.xlsx").is_file()


def test_a_sheet_saved_as_another_kind_is_named(call, jury, run):
    run(*jury)
    Path("sheets/jury-written-an.xlsx").rename("sheets/jury-written-an.ods")
    found = run("jury", "status", "sheets", "--lang", "en")
    assert found.exit_code == 1
    assert "sheets/jury-written-an.ods: a sheet that was saved as .ods is not read" in found.stderr


def test_what_is_not_ranked_cannot_be_selected(call, put, run):
    put(te_laat=LATE)
    found = run(
        "decide",
        "te-laat",
        "--as",
        "invited",
        "--reason",
        "x",
        "--by",
        "An",
        "--proposals",
        "proposals",
        "--lang",
        "en",
    )
    assert found.exit_code == 3
    assert "is not ranked, so it cannot be selected or refused" in found.stderr
    assert not Path("decisions.yaml").exists()


@pytest.mark.parametrize(
    ("jurors", "said"),
    [
        (f"- {{id: {'a' * 101}, name: An}}\n", "id is no longer than 100 characters"),
        ('- {id: an, name: "A\\u0007n"}\n', "name is no longer than 100 characters, all of them visible"),
        ("[]", "there is no juror"),
        ("- {id: an, name: An}\n- {id: AN, name: Anna}\n", "jurors.yaml:2:8: 1.id: the id AN is given twice"),
        ("- {id: an}\n", "0.name: missing"),
        ("- {id: an, name: An, conflicts: [goedd]}\n", "a conflict with goedd, which is not among the proposals"),
        ("- {id: an, name: An, conflict: goed}\n", "unknown key conflict"),
        ("- {id: an, name: An, conflicts: [goed]}\n", "nobody may mark these: goed"),
    ],
)
def test_jurors_that_cannot_be_used_are_refused(call, put, run, jurors, said):
    put(goed=GOOD)
    (call / "jurors.yaml").write_text(jurors, "utf-8")
    result = run("jury", "sheets", "proposals", "--jurors", "jurors.yaml", "-o", "sheets", "--lang", "en")
    assert result.exit_code == 3
    assert said in result.stderr
    assert not Path("sheets").exists()


def test_too_few_jurors_are_told_by_proposal(call, jury, run):
    result = run(*jury, "--per-proposal", "2", "--lang", "en")
    assert result.exit_code == 3
    assert "tweede gets 1 of 2 jurors" in result.stderr
    assert "goed gets" not in result.stderr


def test_status_names_who_has_done_what_and_who_is_missing(call, jury, run):
    run(*jury)
    Path("sheets/jury-written-an.xlsx").unlink()
    book, rows = opened(Path("sheets/jury-written-bo.xlsx").read_bytes())
    rows.cell(2, columns(rows)["Punt / Mark"]).value = 99
    Path("sheets/jury-written-bo.xlsx").write_bytes(saved(book))
    result = run("jury", "status", "sheets", "--jurors", "jurors.yaml", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["without_sheet"] == ["an"]
    assert [one["message"] for one in found["problems"]] == ["99 is outside the scale"]
    assert [(one["id"], len(one["given"])) for one in found["jurors"]] == [("bo", 0)]
    table = run("jury", "status", "sheets", "--jurors", "jurors.yaml", "--lang", "en").stdout
    assert "no sheet" in table
    assert "jury-written-bo.xlsx!" in table


def test_a_folder_that_is_not_there(call, put, run):
    put(goed=GOOD)
    for words in (("jury", "status", "nergens"), ("score", "proposals", "--jury", "nergens")):
        result = run(*words, "--lang", "en")
        assert (result.exit_code, "nergens: no such folder" in result.stderr) == (3, True)


def test_markdown_and_files(call, jury, run):
    run(*jury)
    result = run("jury", "agreement", "sheets", "-o", "jury.md", "-o", "jury.json", "--lang", "en")
    assert result.exit_code == 0
    assert Path("jury.md").read_text("utf-8").startswith("## How far the jury agrees\n")
    assert json.loads(Path("jury.json").read_bytes())["leans"] is None


DECIDED = ("--by", "An", "--reason", "Zo is het.", "--at", "2023-06-12", "--lang", "en")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("goed", "--as", "later", "--lang", "en"), 2, "--reason: a decision without a reason is refused"),
        (("goed", "--as", "later", "--reason", " ", "--lang", "en"), 2, "a decision without a name is refused"),
        (("goed", "--as", "elligible", *DECIDED), 2, ""),
        (("goed", "--as", "consensus", "--mark", "3", *DECIDED), 2, "--criterion: goes with consensus"),
        (("goed", "--as", "consensus", "--criterion", "saled/x", *DECIDED), 2, "--mark: goes with consensus"),
        (("goed", "--as", "later", "--mark", "3", *DECIDED), 2, "--mark: goes with consensus"),
        (("goed", "--as", "consensus", "--criterion", "saled/x", "--mark", "vier", *DECIDED), 2, "vier is no mark"),
        (("goed", "--as", "later", *DECIDED[:-4], "--at", "gisteren", "--lang", "en"), 2, "gisteren is not a date or time"),
        (("goedd", "--as", "later", *DECIDED), 3, "did you mean goed?"),
        (("goed", "--as", "answer", "--criterion", "saled/offer", *DECIDED), 3, "saled/offer"),
        (("te-laat", "--as", "consensus", "--criterion", "saled/offer", "--mark", "3", *DECIDED), 3, "te-laat is not ranked"),
    ],
)  # fmt: skip
def test_a_decision_that_cannot_be_taken_writes_nothing(call, jury, run, words, code, said):
    result = run("decide", *words)
    assert result.exit_code == code, result.stderr
    assert said in result.stderr
    assert not Path("decisions.yaml").exists()


def test_the_call_that_ships_is_nobodys_to_decide_in(tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    Path("proposals").mkdir()
    Path("proposals/goed.yaml").write_text(GOOD, "utf-8")
    result = run("decide", "goed", "--as", "eligible", *DECIDED)
    assert (result.exit_code, "the call that ships has no decisions" in result.stderr) == (3, True)
    assert run("decide", "goed", "--as", "eligible", *DECIDED, "--decisions", "d.yaml").exit_code == 0
    assert Path("d.yaml").is_file()


def test_decisions_are_added_and_count(call, jury, run):
    assert run("decide", "te-laat", "--as", "eligible", *DECIDED).exit_code == 0
    assert run("decide", "goed", "tweede", "--as", "not-selected", *DECIDED).exit_code == 0
    found = yaml.safe_load(Path("decisions.yaml").read_text("utf-8"))
    assert [(one["proposal"], one.get("outcome"), one.get("selection")) for one in found] == [
        ("te-laat", "eligible", None),
        ("goed", None, "not selected"),
        ("tweede", None, "not selected"),
    ]
    scored = json.loads(run("score", "proposals", "--format", "json").stdout)
    assert len(scored["ranking"]) == 3
    assert {id_: one["outdated"] for id_, one in scored["selections"].items()} == {"goed": False, "tweede": False}


def test_an_agreed_mark_off_its_scale_or_of_nothing_is_told(call, jury, run):
    Path("decisions.yaml").write_text(
        "- {proposal: goed, consensus: 9, criterion: saled/aanbod, reason: x}\n"
        "- {proposal: goed, consensus: 3, criterion: saled/aanbot, reason: x}\n",
        "utf-8",
    )
    told = run("score", "proposals", "--lang", "en").stderr
    assert "decisions.yaml:2:" in told
    assert "saled/aanbot is not known" in told


def test_letters_of_a_stage_in_which_nobody_is(call, jury, run):
    result = run("letters", "proposals", "--stage", "selected", "-o", "letters", "--lang", "en")
    assert (result.exit_code, "nobody gets a letter of this stage" in result.stderr) == (0, True)
    assert not Path("letters").exists()


def test_a_letter_that_is_there_stays(call, jury, run):
    words = ("letters", "proposals", "--stage", "not-invited", "-o", "letters", "--lang", "en")
    run("decide", "goed", "tweede", "--as", "not-invited", *DECIDED)
    assert run(*words).exit_code == 0
    Path("letters/goed-not-invited.eml").write_text("van mij", "utf-8")
    again = run(*words)
    assert "letters/goed-not-invited.eml is there already" in again.stderr
    assert Path("letters/goed-not-invited.eml").read_text("utf-8") == "van mij"
    run(*words, "--force")
    assert "X-Unsent: 1" in Path("letters/goed-not-invited.eml").read_text("utf-8")


def test_an_unknown_format_of_letters(call, jury, run):
    assert run("letters", "proposals", "--stage", "later", "-o", "l", "--format", "pdf").exit_code == 2


def test_the_calendar_goes_into_a_file_or_to_stdout(call, run):
    assert run("calendar", "-o", "timeline.ics").exit_code == 0
    raw = Path("timeline.ics").read_bytes()
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert run("calendar", "-o", "-").stdout_bytes == raw
    assert run("calendar", "-o", "timeline.txt").exit_code == 2


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2023-04-01", "next comes Lancering van het addendum"),
        ("2023-06-09", "next comes Uiterste moment voor kandidaturen"),
        ("2023-06-15", "next comes Beoordeling van de schriftelijke voorstellen"),
        ("2023-07-29", "everything has passed"),
    ],
)
def test_the_timeline_seen_from_a_day(tmp_path, monkeypatch, run, today, said):
    monkeypatch.chdir(tmp_path)
    result = run("show", "timeline", "--today", today, "--lang", "en")
    assert (result.exit_code, said in result.stdout) == (0, True)


def test_what_lies_how_far(tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    lines = run("show", "timeline", "--today", "2023-06-13", "--lang", "en").stdout
    for part in ("✓ 46 days ago", "✓ 4 days ago", "• under way", "in 8 days", "in 14 days", "in 45 days"):
        assert part in lines
    assert "today" in run("show", "timeline", "--today", "2023-06-09", "--lang", "en").stdout


@pytest.mark.parametrize("words", [("timeline", "--today", "morgen"), ("rules", "--today", "2023-06-09")])
def test_a_day_that_is_none_or_goes_with_nothing(tmp_path, monkeypatch, run, words):
    monkeypatch.chdir(tmp_path)
    assert run("show", *words).exit_code == 2


def test_the_score_shows_what_was_decided_and_what_waits(call, jury, run):
    run("decide", "goed", "--as", "invited", *DECIDED)
    run("decide", "tweede", "--as", "not-invited", *DECIDED)
    run("decide", "tweede", "--as", "weerwoord", "--criterion", "saled/aanbod", *DECIDED)
    shown = run("score", "proposals", "--lang", "en").stdout
    for part in (
        "• invited to the pitch: goed\n",
        "• not invited to the pitch: tweede\n",
        "• weerwoord of tweede on saled/aanbod waits for an answer\n",
    ):
        assert part in shown
    run("decide", "te-laat", "--as", "eligible", *DECIDED)
    shown = run("score", "proposals", "--lang", "en").stdout
    assert "• invited to the pitch: goed*\n" in shown
    assert "* decided on what has changed since: look at it again" in shown
