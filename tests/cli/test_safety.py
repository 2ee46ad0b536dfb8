"""What a stranger who tried to break it found: nothing is lost, overwritten, leaked, or waited for without end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import GOOD, UNCLEAR

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links and pipes for administrators only")


def listed(result) -> dict[str, str]:
    return {one["id"]: one["outcome"] for one in json.loads(result.stdout)["proposals"]}


def test_a_stray_proposal_file_hides_no_other(call, put, run):
    put(goed=GOOD, vraag=UNCLEAR)
    (call / "proposals" / "map").mkdir()
    (call / "proposals" / "map" / "proposal.yaml").write_text(GOOD.replace("goed", "map"), "utf-8")
    (call / "proposals" / "proposal.yaml").write_text("organisation: {name: Nieuw}\n", "utf-8")
    result = run("check", "proposals", "--format", "json", "--lang", "en")
    assert listed(result) == {"proposals": "clarify", "goed": "unreadable", "vraag": "unreadable", "map": "unreadable"}
    assert "goed.yaml: stands beside proposals/proposal.yaml" in result.stderr


@pytest.mark.parametrize("name", ["proposals/goed.yaml", "addendum.yaml", "rubrics/saled.yaml"])
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_an_output_never_takes_the_place_of_what_is_read(call, put, run, name, force):
    put(goed=GOOD)
    before = (call / name).read_bytes()
    assert run("check", "proposals", "--format", "github", "-o", name, *force).exit_code in (2, 3)
    copy = call / "proposals" / "kopie.json"
    copy.write_text(json.dumps({"organisation": {"name": "K"}}), "utf-8")
    assert run("check", "proposals", "-o", "proposals/kopie.json", *force).exit_code == 3
    assert ((call / name).read_bytes(), json.loads(copy.read_text("utf-8"))) == (
        before,
        {"organisation": {"name": "K"}},
    )


@LINKS
def test_a_link_to_itself_is_one_unreadable_file(call, put, run):
    put(goed=GOOD)
    (call / "proposals" / "lus.yaml").symlink_to("lus.yaml")
    assert listed(run("check", "proposals", "--format", "json")) == {"goed": "eligible", "lus": "unreadable"}


@LINKS
def test_a_pipe_is_never_waited_for(call, put, run):
    put(goed=GOOD)
    folder = call / "proposals" / "map"
    folder.mkdir()
    (folder / "proposal.yaml").write_text(
        GOOD.replace("id: goed\n", "").replace("0999.013.094", "0999.422.536"), "utf-8"
    )
    os.mkfifo(folder / "d.txt")
    os.mkfifo(call / "proposals" / "pijp.yaml")
    result = run("check", "proposals", "--format", "json", "--lang", "en")
    assert listed(result) == {"goed": "eligible", "map": "eligible", "pijp": "unreadable"}
    assert "proposals/map/d.txt: not a file" in result.stderr


@LINKS
def test_a_link_among_the_documents_is_named_and_not_followed(call, put, run, tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("Wij zoeken een woning, zegt het geheim.\n", "utf-8")
    folder = call / "proposals" / "map"
    folder.mkdir()
    (folder / "proposal.yaml").write_text(GOOD.replace("id: goed\n", ""), "utf-8")
    (folder / "bijlage.txt").symlink_to(secret)
    result = run("score", "proposals", "--format", "json", "--lang", "en")
    assert "geheim" not in result.stdout
    assert "proposals/map/bijlage.txt: a link to a file is not followed" in result.stderr


def test_a_folder_that_may_not_be_opened_stays_in_the_list(call, put, run, monkeypatch):
    put(goed=GOOD)
    (call / "proposals" / "dicht").mkdir()
    opened = os.scandir

    def scandir(path):
        if Path(path).name == "dicht":
            raise PermissionError(13, "Permission denied")
        return opened(path)

    monkeypatch.setattr("os.scandir", scandir)  # root, as which CI runs, may open everything
    result = run("check", "proposals", "--format", "json")
    assert (listed(result), result.exit_code) == ({"goed": "eligible", "dicht": "unreadable"}, 1)


@pytest.mark.parametrize("format_", ["table", "json", "junit", "sarif", "github", "markdown"])
def test_blind_hides_keys_that_an_applicant_made_up(put, run, format_):
    put(goed=GOOD + "Jan Peeters: belt terug\n")
    result = run("check", "proposals", "--blind", "--format", format_)
    assert "Peeters" not in result.stdout + result.stderr


def test_blind_still_shows_the_fields_that_everybody_has(put, run):
    put(goed=GOOD.replace("{fte: 3}", "{fte: 120.000}"))
    assert "capacity.fte" in run("check", "proposals", "--blind").stdout


@LINKS
def test_no_file_name_steers_a_terminal_or_a_ci_log(call, put, run):
    (call / "proposals" / "a\x1b[31m.yaml").write_text(UNCLEAR.replace("id: vraag\n", ""), "utf-8")
    put(
        commando=UNCLEAR.replace("De Vraag vzw", "'::error file=x::pwned'").replace("id: vraag\n", "id: '::error::x'\n")
    )
    for words in (
        ("check", "proposals"),
        ("check", "proposals", "--format", "github"),
        ("check", "proposals", "--format", "markdown"),
    ):
        lines = run(*words).stdout.splitlines()
        assert not any("\x1b" in line for line in lines)
        assert not any(line.lstrip().startswith(("::error file=x", "::error::x")) for line in lines)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("more", [[], ["--format", "json"]])
def test_a_full_disk_is_an_output_that_cannot_be_written(put, more):
    put(goed=GOOD)
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "addendum_cli", "check", "proposals", *more]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.splitlines()[1].startswith("stdout: ")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that can close stdout is needed")
def test_a_closed_stdout_is_an_output_that_cannot_be_written(put):
    put(goed=GOOD)
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m addendum_cli check proposals >&-"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)


def test_a_decision_on_nobody_is_told_with_file_line_and_remedy(call, put, run):
    put(goed=GOOD)
    (call / "genomen.yaml").write_text("# een\n- {proposal: zz, outcome: later, reason: r}\n", "utf-8")
    result = run("check", "proposals", "--decisions", "genomen.yaml", "--lang", "en")
    assert "genomen.yaml:2:14: proposal: decides on zz" in result.stderr.replace("0.proposal", "proposal")
    assert "fix: mend the id, or remove the decision" in result.stderr


@pytest.mark.parametrize("id_", ["README", "_x", "~x", "x~", ".hid", ".", ".."])
def test_new_makes_no_file_that_would_not_count(call, run, id_):
    assert run("new", id_).exit_code == 2


def test_new_puts_a_proposal_beside_the_call_that_is_named(call, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("new", "mijn", "--call", "oproep").exit_code == 0
    assert (call / "proposals" / "mijn.yaml").is_file()


@pytest.mark.parametrize(
    ("places", "outcome"),
    [
        ("Kortrijk, Menen", "clarify"),
        ("Menen en Kortrijk", "clarify"),
        ("Menen (Lauwe)", "clarify"),
        ("8500 Kortrijk", "clarify"),
        ("Groot-Kortrijk", "clarify"),
        ("heel de Leiestreek", "clarify"),
        ("[Menen, Kortrijk en omstreken]", "eligible"),
        ("Wielsbeke", "ineligible"),
        ("Gent", "ineligible"),
    ],
)
def test_a_place_of_the_region_among_other_words_is_a_question_and_no_refusal(put, run, places, outcome):
    put(goed=GOOD.replace("[Kortrijk]", places))
    assert listed(run("check", "proposals", "--format", "json")) == {"goed": outcome}


def test_a_time_of_sending_is_not_told_as_a_time_of_receipt(put, run):
    put(goed=GOOD.replace("received_at:", "sent_at:"))
    (one,) = json.loads(run("check", "proposals", "--format", "json", "--lang", "en").stdout)["proposals"]
    told = [finding["message"] for finding in one["findings"] if finding["rule"] == "deadline"]
    assert told[0].startswith("sent 2023-06-01 10:00:00, before the deadline")
    assert told[1] == "only the moment it was sent is known; the call counts the moment it was received"


def test_lint_sees_a_template_that_cannot_be_used(call, run):
    (call / "templates").mkdir()
    (call / "templates" / "check.md.j2").write_text("een\n{{ x\n", "utf-8")
    result = run("lint")
    assert (result.exit_code, "templates/check.md.j2:2" in result.stdout) == (1, True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("een\n{{ nope.x }}\n", "'nope' is undefined"),
        ('een\n{{ "".__class__.__mro__ }}\n', "access to attribute '__class__' of 'str' object is unsafe."),
        ("een\n{{ call.parse_raw('{}') }}\n", "'dict object' has no attribute 'parse_raw'"),
        ("een\n{% for %}\n", "Expected an expression, got 'end of statement block'"),
    ],
)
def test_a_template_of_a_new_proposal_is_sandboxed_and_told_by_line(call, run, text, reason):
    (call / "templates").mkdir()
    (call / "templates" / "proposal.yaml.j2").write_text(text, "utf-8")
    result = run("new", "nieuw", "--lang", "en")
    told = [line for line in result.stderr.splitlines() if "proposal.yaml.j2" in line]
    assert (result.exit_code, [line.split("templates/")[1] for line in told]) == (
        3,
        [f"proposal.yaml.j2:2: the template cannot be used: {reason}"],
    )
    assert not (call / "proposals" / "nieuw.yaml").exists()


def test_an_id_of_several_things_shows_all_of_them(run, call):
    shown = run("show", "aanbod").stdout
    assert ("saled/aanbod" in shown, "marcel/aanbod" in shown) == (True, True)
