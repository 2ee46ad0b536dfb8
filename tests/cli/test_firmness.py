"""``stability`` and ``partnership``: what they show, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from .conftest import GOOD, LATE

NUMBERS = ("0999.013.094", "0999.002.907", "0999.003.996")


@pytest.fixture
def three(call, put):
    """Three eligible proposals with other staff, and one that is late."""
    for n, (name, fte) in enumerate((("een", "3"), ("twee", "1"), ("drie", "0.5"))):
        text = GOOD.replace("id: goed", f"id: {name}").replace("0999.013.094", NUMBERS[n])
        lines = [f"capacity: {{fte: {fte}}}" if line.startswith("capacity") else line for line in text.splitlines()]
        put(**{name: "\n".join(lines) + "\n"})
    put(te_laat=LATE)


def test_stability_on_the_screen_and_as_json(three, run):
    shown = run("stability", "proposals", "--top", "1", "--lang", "en")
    assert shown.exit_code == 0
    assert "How firm is the line after 1 place?" in shown.stdout
    assert "● een" in shown.stdout
    assert "○ drie" in shown.stdout
    found = json.loads(run("stability", "proposals", "--top", "1", "--format", "json", "--samples", "50").stdout)
    assert (found["format"], found["top"], found["samples"], found["seed"]) == ("addendum/stability/1", 1, 50, 1)
    assert [(one["id"], one["within"], one["weights"]) for one in found["proposals"]] == [
        ("een", True, 1), ("twee", False, 0), ("drie", False, 0),
    ]  # fmt: skip
    (pair,) = found["pairs"]
    assert (pair["within"], pair["outside"]) == ("een", "twee")


def test_the_same_command_the_same_bytes_and_another_seed_others(three, run):
    words = ("stability", "proposals", "--top", "2", "--format", "json")
    assert run(*words).stdout == run(*words).stdout
    assert run(*words, "--format", "markdown", "-o", "s.md").exit_code == 0
    assert Path("s.md").read_text("utf-8").startswith("## ")


@pytest.mark.parametrize("words", [(), ("--top", "0"), ("--top", "2", "--samples", "0")])
def test_without_a_line_there_is_nothing_to_ask(three, run, words):
    assert run("stability", "proposals", *words).exit_code == 2


def test_the_shortlist_has_columns_of_it_where_asked(three, run):
    words = ("shortlist", "proposals", "--top", "2", "--stability", "--lang", "en", "-o")
    assert run(*words, "list.xlsx", "-o", "list.json", "-o", "list.md").exit_code == 0
    heads = [cell.value for cell in load_workbook("list.xlsx")["Shortlist"][1]]
    assert heads[-1] == "Within the cut under other weights"
    assert json.loads(Path("list.json").read_bytes())["stability"]["een"]["weights"] == 1
    assert "| Within the cut under other weights |" in Path("list.md").read_text("utf-8")
    assert run("shortlist", "proposals", "--stability").exit_code == 2


def test_the_partnership(three, run):
    shown = run("partnership", "proposals", "--size", "2", "--lang", "en")
    assert shown.exit_code == 0
    assert "The best partnership of at most 2" in shown.stdout
    assert "These are also the first by total" in shown.stdout
    found = json.loads(run("partnership", "proposals", "--size", "2", "--must", "drie", "--format", "json").stdout)
    assert found["chosen"][0]["ids"] == ["drie", "een"]
    assert found["plain"]["ids"] == ["een", "twee"]


def test_the_call_says_what_the_command_line_does_not(three, run, call):
    path = call / "addendum.yaml"
    assert run("partnership", "proposals").exit_code == 2
    text = path.read_text("utf-8").replace("ranking: {", "ranking: {partnership: {size: 1, fte_min: '2,5'}, ")
    path.write_text(text, "utf-8")
    assert json.loads(run("partnership", "proposals", "--format", "json").stdout)["chosen"][0]["ids"] == ["een"]
    assert run("partnership", "proposals", "--fte-min", "3.5").exit_code == 1
    assert json.loads(run("partnership", "proposals", "--size", "3", "--format", "json").stdout)["size"] == 3


def test_nothing_but_the_result_goes_to_stdout(three, run, capfd):
    run("partnership", "proposals", "--size", "2", "--format", "json")
    assert "HiGHS" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--size", "1", "--must", "een", "--must", "drie"), 1, "• --must een"),
        (("--size", "2", "--fte-min", "9,5"), 1, "• --fte-min 9.5"),
        (("--size", "2", "--must", "vier"), 3, "no proposal has the id vier"),
        (("--size", "2", "--must", "te-laat"), 3, "te-laat is not ranked"),
        (("--size", "2", "--without", "vijf"), 3, "no proposal has the id vijf"),
        (("--size", "2", "--fte-min", "veel"), 2, ""),
        (("--size", "0"), 2, ""),
    ],
)
def test_wishes_that_cannot_be_met_are_named(three, run, words, code, said):
    result = run("partnership", "proposals", *words, "--lang", "en")
    assert (result.exit_code, said in result.output) == (code, True)
