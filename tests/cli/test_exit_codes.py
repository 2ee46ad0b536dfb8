"""Every row of the contract's table of exit codes, for every command that can end so."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import BROKEN, GOOD, LATE, UNCLEAR


@pytest.mark.parametrize(
    ("proposals", "fail_on", "code"),
    [
        ({"goed": GOOD}, None, 0),
        ({"goed": GOOD, "te_laat": LATE}, None, 1),
        ({"goed": GOOD, "vraag": UNCLEAR}, None, 1),
        ({"goed": GOOD, "stuk": BROKEN}, None, 1),
        ({"goed": GOOD, "te_laat": LATE}, "none", 0),
        ({"goed": GOOD, "te_laat": LATE}, "clarify", 0),
        ({"goed": GOOD, "te_laat": LATE}, "clarify, ineligible", 1),
        ({"goed": GOOD}, "eligible", 1),
        ({"goed": GOOD}, "later,superseded", 0),
    ],
)
def test_check_fails_on_the_outcomes_named(put, run, proposals, fail_on, code):
    put(**proposals)
    more = [] if fail_on is None else ["--fail-on", fail_on]
    assert run("check", "proposals", *more).exit_code == code


@pytest.mark.parametrize("fail_on", ["late", "", "none,clarify", "Eligible"])
def test_another_word_to_fail_on_is_a_usage_error(put, run, fail_on):
    put(goed=GOOD)
    assert run("check", "proposals", "--fail-on", fail_on).exit_code == 2


@pytest.mark.parametrize("command", ["score", "shortlist"])
def test_an_unreadable_proposal_is_the_only_fault_of_a_ranking(put, run, command):
    put(goed=GOOD, te_laat=LATE, vraag=UNCLEAR)
    assert run(command, "proposals").exit_code == 0
    put(stuk=BROKEN)
    assert run(command, "proposals").exit_code == 1


def test_explain_ends_the_same_way(put, run):
    put(goed=GOOD)
    assert run("explain", "proposals").exit_code == 0
    put(stuk=BROKEN)
    assert run("explain", "proposals", "goed").exit_code == 1
    assert run("explain", "proposals", "stuk").exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("chek", "proposals"),
        ("check", "proposals", "--format", "csv"),
        ("check", "proposals", "--lang", "fr"),
        ("score", "proposals", "--round", "third"),
        ("score", "proposals", "--jobs", "0"),
        ("score", "proposals", "-o", "out.xlsx"),
        ("shortlist", "proposals", "--minimum", "101"),
        ("shortlist", "proposals", "--minimum", "half"),
        ("shortlist", "proposals", "--top", "-1"),
        ("shortlist", "proposals", "-o", "out.docx"),
        ("schema", "letter"),
        ("new", "a/b"),
        ("new", ""),
        ("explain",),
    ],
)
def test_a_wrong_command_line_is_2(put, run, words):
    put(goed=GOOD)
    assert run(*words).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("check", "nowhere"),
        ("check", "proposals", "--call", "nowhere"),
        ("check", "rubrics/../proposals", "--decisions", "nowhere.yaml"),
        ("score", "proposals", "--challenge", "saledd"),
        ("explain", "proposals", "nobody"),
        ("show", "nothing"),
        ("init", "."),
        ("score", "proposals", "-o", "no/such/folder/out.json"),
        ("score", "proposals", "-o", "proposals"),
        ("lint", "--source", "nowhere.txt"),
        ("lint", "--call", "nowhere"),
    ],
)
def test_where_nothing_could_be_done_it_is_3(put, run, words):
    put(goed=GOOD, anders=GOOD.replace("id: goed\n", ""))
    result = run(*words)
    assert result.exit_code == 3
    assert result.stderr


def test_nothing_to_read_at_all_is_3(call, run):
    assert run("check", "proposals").exit_code == 3
    (call / "proposals" / "brief.docx").write_bytes(b"PK")
    result = run("check", "proposals")
    assert result.exit_code == 3
    assert "brief.docx" in result.stderr


def test_a_call_or_rubric_that_cannot_be_used_is_3_but_a_fault_for_lint(call, put, run):
    put(goed=GOOD)
    rubric = call / "rubrics" / "saled.yaml"
    rubric.write_text(rubric.read_text("utf-8").replace("weight:", "wieght:", 1), "utf-8")
    assert run("score", "proposals").exit_code == 3
    assert run("check", "proposals").exit_code == 0  # no rubric is needed to judge eligibility
    assert run("lint").exit_code == 1
    (call / "addendum.yaml").write_text("id: klein\n", "utf-8")
    assert run("check", "proposals").exit_code == 3
    assert run("lint").exit_code == 1


def test_a_missing_mark_is_no_fault(call, put, run):
    put(goed=GOOD)
    rubric = call / "rubrics" / "saled.yaml"
    rubric.write_text(rubric.read_text("utf-8").replace(", desk: {method: coverage}", ""), "utf-8")
    result = run("score", "proposals", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["provisional"]) == (0, True)


def test_a_bug_is_70_with_a_report_that_holds_no_applicants_data(put, run, monkeypatch, tmp_path):
    put(goed=GOOD)
    monkeypatch.setattr("addendum_cli.core.ranking.ranks", lambda scores: 1 / 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = run("score", "proposals")
    (report,) = tmp_path.glob("addendum-bug-*.txt")
    assert result.exit_code == 70
    assert str(report) in result.stderr
    text = report.read_text("utf-8")
    assert "ZeroDivisionError" in text
    assert not any(word in text for word in ("Gids", "goed", "proposals/", str(tmp_path)))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to one process")
def test_an_interrupt_is_130_and_leaves_nothing_half_written(call, put):
    put(**{f"p{number}": GOOD.replace("goed", f"p{number}") for number in range(400)})
    command = [sys.executable, "-m", "addendum_cli", "shortlist", "proposals", "-o", "list.xlsx", "-o", "list.md"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as process:
        assert process.stderr is not None
        process.stderr.readline()  # it has found the call: the work has begun
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    assert process.returncode == 130
    assert not [path.name for path in Path().iterdir() if path.name.startswith(("list", ".addendum"))]


def test_the_exit_codes_are_the_same_for_people_as_for_tests(call, put):
    put(stuk=BROKEN)

    def code(*words: str) -> int:
        return subprocess.run(
            [sys.executable, "-m", "addendum_cli", *words], capture_output=True, check=False
        ).returncode

    assert [code("check", "proposals"), code("check"), code("check", "nowhere"), code("--version")] == [1, 2, 3, 0]
