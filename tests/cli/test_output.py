"""Where results go, in which form, and what is never overwritten."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from addendum_cli.core.evidence.learned import mark_of

from .conftest import BROKEN, GOOD, LATE, UNCLEAR


def test_results_go_to_stdout_and_everything_else_to_stderr(put, run):
    put(goed=GOOD, stuk=BROKEN)
    result = run("check", "proposals", "--format", "json")
    assert json.loads(result.stdout)["summary"] == {
        "eligible": 1, "later": 0, "clarify": 0, "ineligible": 0, "superseded": 0, "unreadable": 1,
    }  # fmt: skip
    assert "proposals/stuk.yaml:2:1: organisaton:" in result.stderr


def test_every_fault_of_every_file_in_one_run_with_place_and_remedy(put, run):
    put(stuk=BROKEN, ook_stuk="organisation: {name: ''}\nchallenges: [{id: saledd}]\n")
    result = run("check", "proposals", "--lang", "en")
    assert [line for line in result.stderr.splitlines() if not line.startswith("call:")] == [
        "proposals/ook-stuk.yaml:1:22: organisation.name: left empty",
        "  fix: fill it in",
        "proposals/ook-stuk.yaml:2:19: challenges.0.id: the call has no challenge saledd",
        "  fix: did you mean saled?",
        "proposals/stuk.yaml:1:1: organisation: missing",
        "  fix: add organisation: …",
        "proposals/stuk.yaml:2:1: organisaton: unknown key organisaton",
        "  fix: did you mean organisation?",
        "proposals/stuk.yaml:3:17: capacity.fte: 120.000 is ambiguous: a decimal number or thousands?",
        "  fix: write thousands without a point or comma, decimals with one or two digits",
    ]


def test_an_unreadable_file_keeps_its_place_with_its_file_name_as_id(put, run):
    put(stuk=BROKEN)
    (only,) = json.loads(run("check", "proposals", "--format", "json").stdout)["proposals"]
    assert (only["id"], only["outcome"], only["organisation"]) == ("stuk", "unreadable", None)
    assert [finding["rule"] for finding in only["findings"]] == ["readable"]


@pytest.mark.parametrize(("name", "begins"), [("a.json", b"{"), ("a.csv", b"rank,"), ("a.md", b"# ")])
def test_the_ending_of_an_output_chooses_its_format(put, run, name, begins):
    put(goed=GOOD)
    assert run("score", "proposals", "-o", name).exit_code == 0
    assert Path(name).read_bytes().startswith(begins)


def test_several_outputs_at_once_and_stdout_among_them(put, run):
    put(goed=GOOD)
    result = run("score", "proposals", "-o", "a.json", "-o", "a.csv", "-o", "-", "--format", "csv")
    assert result.stdout == Path("a.csv").read_text("utf-8")
    assert json.loads(Path("a.json").read_text("utf-8"))["format"] == "addendum/score/1"


def test_either_all_outputs_can_be_written_or_none_is(put, run):
    put(goed=GOOD)
    assert run("score", "proposals", "-o", "a.json", "-o", "no/such/folder.json").exit_code == 3
    assert not Path("a.json").exists()


def test_a_workbook_is_replaced_only_while_nobody_has_touched_it(put, run):
    put(goed=GOOD)
    assert run("shortlist", "proposals", "-o", "list.xlsx").exit_code == 0
    assert run("shortlist", "proposals", "-o", "list.xlsx").exit_code == 0
    touched = Path("list.xlsx").read_bytes() + b" "
    Path("list.xlsx").write_bytes(touched)
    result = run("shortlist", "proposals", "-o", "list.xlsx", "-o", "list.md")
    assert (result.exit_code, Path("list.xlsx").read_bytes()) == (3, touched)
    assert not Path("list.md").exists()
    assert "--force" in result.stderr
    assert run("shortlist", "proposals", "-o", "list.xlsx", "--force").exit_code == 0
    assert Path("list.xlsx").read_bytes() != touched


def test_other_formats_are_overwritten(put, run):
    put(goed=GOOD)
    Path("a.csv").write_text("mine", "utf-8")
    assert run("score", "proposals", "-o", "a.csv").exit_code == 0
    assert Path("a.csv").read_text("utf-8").startswith("rank,")


def test_blind_leaves_out_organisation_title_and_quoted_text(put, run):
    secret = GOOD.replace("sent_to: oproep@example.org", "sent_to: geheim@example.org").replace(
        "[Kortrijk]", "[Gent, Kortrijk]"
    )
    put(goed=secret, stuk=BROKEN.replace("120.000", "GEHEIM"), te_laat=LATE)
    for format_ in ("table", "json", "junit", "sarif", "github", "markdown"):
        result = run("check", "proposals", "--blind", "--format", format_)
        shown = result.stdout + result.stderr
        assert not any(word in shown for word in ("De Gids", "Naast elkaar", "geheim@", "GEHEIM", "Gent")), format_
        assert "goed" in shown


def test_hostile_text_steers_no_terminal_and_is_no_markup(put, run):
    hostile = GOOD.replace("De Gids vzw", r'"\e]0;pwned\a[bold red]vzw[/]"').replace("id: goed\n", "")
    put(goed=hostile)
    for command in (("check", "proposals"), ("score", "proposals"), ("explain", "proposals")):
        shown = run(*command).stdout
        assert "\x1b" not in shown
        assert "\x07" not in shown
    assert "[bold red]vzw[/]" in run("check", "proposals").stdout


def test_quiet_says_nothing_but_errors(put, run):
    put(goed=GOOD)
    assert run("check", "proposals", "--quiet").stderr == ""
    put(stuk=BROKEN)
    assert "stuk.yaml:2:1" in run("check", "proposals", "--quiet").stderr


def test_dutch_is_the_calls_language_and_english_can_be_asked_for(put, run):
    put(vraag=UNCLEAR)
    assert "te verduidelijken" in run("check", "proposals").stdout
    assert "to clarify" in run("check", "proposals", "--lang", "en").stdout


def test_every_run_says_which_call_it_used_and_why(call, put, run, monkeypatch):
    put(goed=GOOD)
    words = ("check", "proposals", "--lang", "en")
    assert run(*words).stderr.splitlines()[0] == "call: Samen aan de Leie (found in .)"
    assert "named by --call" in run(*words, "--call", ".").stderr
    monkeypatch.setenv("ADDENDUM_CALL", str(call))
    assert "named by the variable ADDENDUM_CALL" in run(*words).stderr


def test_loose_files_are_named_and_drafts_are_not(call, put, run):
    put(goed=GOOD)
    for name in ("brief.docx", ".verborgen.yaml", "_klad.yaml", "klad~.yaml", "README.md", "notities.txt"):
        (call / "proposals" / name).write_text("x", "utf-8")
    result = run("check", "proposals", "--lang", "en")
    assert result.exit_code == 0
    assert [line for line in result.stderr.splitlines() if "not a proposal" in line] == [
        "proposals/brief.docx: not a proposal",
        "proposals/notities.txt: not a proposal",
    ]


def test_the_next_steps_stand_under_the_scores(put, run):
    put(goed=GOOD, vraag=UNCLEAR)
    shown = run("score", "proposals", "--lang", "en").stdout
    assert "addendum check proposals/" in shown
    assert "addendum explain proposals/ goed" in shown


def test_a_closed_pipe_ends_quietly(put):
    put(**{f"p{number}": GOOD.replace("goed", f"p{number}") for number in range(30)})
    command = f"{sys.executable} -m addendum_cli check proposals --quiet | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.stderr, len(done.stdout.splitlines())) == ("", 1)


def test_a_decision_replaces_the_outcome_and_shows_beside_the_rules(call, put, run):
    put(te_laat=LATE)
    (call / "decisions.yaml").write_text(
        "- {proposal: te-laat, outcome: eligible, reason: de server lag plat, by: coördinator, at: 2023-06-12}\n",
        "utf-8",
    )
    (only,) = json.loads(run("check", "proposals", "--format", "json").stdout)["proposals"]
    rules = {finding["rule"]: finding["verdict"] for finding in only["findings"]}
    assert (only["outcome"], rules["deadline"], rules["decision"]) == ("eligible", "fail", "pass")


@pytest.mark.parametrize("reason", ["", ", reason: ''", ", reason: ~"])
def test_a_decision_without_a_reason_is_refused(call, put, run, reason):
    put(te_laat=LATE)
    (call / "decisions.yaml").write_text(f"- {{proposal: te-laat, outcome: eligible{reason}}}\n", "utf-8")
    result = run("check", "proposals")
    assert result.exit_code == 3
    assert "decisions.yaml:1:" in result.stderr


def test_why_sentences_were_read_as_they_were_can_be_asked(call, put, run):
    put(goed=GOOD)
    Path("evidence.json").write_text(
        json.dumps(
            {
                "format": "addendum/evidence/1",
                "ids": {"saled/huisvesting": mark_of("Een woning vinden")},
                "bias": [0], "hit": 0, "own": 0,
                "about": {"sentence": {"w samen": [0, 300]}},
                "manner": {"sentence": {"w wij": [0, 200]}, "each": {}},
                "classes": {},
                "bounds": {"offered": 100, "other": 100, "margin": 0},
            }
        )
    )  # fmt: skip
    asked = run("explain", "proposals", "--weights", "--lang", "en").stdout
    assert "Wij zoeken samen een woning. (proposals/goed.yaml:" in asked
    assert "speaks of it: w samen 2.0" in asked
    assert "offered: w wij 1.3" in asked
    assert "What weighed most" not in run("explain", "proposals", "--lang", "en").stdout
