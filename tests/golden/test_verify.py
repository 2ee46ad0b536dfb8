"""One flipped byte, in any input or export, is found by `verify`, which names the file; `diff` tells who moved and why."""

from __future__ import annotations

import json
import random
import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from addendum_cli.cli.app import app
from addendum_cli.core.differences import Held, Side, Yard, compare, inputs, kept, side, unkept
from addendum_cli.errors import AddendumError
from addendum_cli.store import exports
from jurying import ROOT, evaluation

F = Fraction
PLAYED = ("handdruk.yaml", "fietskompas.json", "drieleie.yaml", "lantaarnpaal.md", "wiegwijs.yaml", "honderd-dagen")
EXPORTS = ("list.xlsx", "list.json", "list.md", "score.json", "score.md", "page.html")
SHEETS = ("--jury", "sheets")


def addendum(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """Return a call being run, with the jury's sheets, decisions, and one export of every kind."""
    call = tmp_path_factory.mktemp("whole") / "call"
    assert addendum("init", call).exit_code == 0
    (call / "proposals" / "samen-op-stap.yaml").unlink()
    for name in PLAYED:
        source = ROOT / "examples" / "proposals" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, call / "proposals" / name)
    shutil.copytree(ROOT / "examples" / "jury" / "sheets", call / "sheets")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(call)
        decide = ("--reason", "Zo is het.", "--by", "An", "--at", "2023-06-20", *SHEETS)
        assert addendum("decide", "handdruk", "--as", "not-invited", *decide).exit_code == 0
        for words in (
            ("shortlist", "proposals", "--top", "2", *SHEETS, "-o", "list.xlsx", "-o", "list.json", "-o", "list.md"),
            ("score", "proposals", *SHEETS, "-o", "score.json", "-o", "score.md"),
            ("report", "proposals", "--top", "2", *SHEETS, "-o", "page.html"),
        ):
            assert addendum(*words).exit_code == 0
        formats = [word for name in ("eml", "md", "docx") for word in ("--format", name)]
        assert (
            addendum("letters", "proposals", "--stage", "not-invited", *SHEETS, "-o", "letters", *formats).exit_code
            == 1
        )
    return call


LETTERS = tuple(f"letters/handdruk-not-invited.{name}" for name in ("eml", "md", "docx"))


@pytest.fixture
def here(whole, tmp_path, monkeypatch) -> Path:
    """Return a copy of it, which is also the working directory."""
    shutil.copytree(whole, tmp_path / "call")
    monkeypatch.chdir(tmp_path / "call")
    return tmp_path / "call"


def verified(file: str, *more: str) -> tuple[int, dict]:
    result = addendum("verify", file, "--format", "json", *SHEETS, *more)
    return result.exit_code, json.loads(result.stdout) if result.stdout else {}


@pytest.mark.parametrize("file", [*EXPORTS, *LETTERS])
def test_what_nobody_touched_holds(here, file):
    code, found = verified(file)
    assert (code, found["whole"], found["holds"], found["moved"]) == (0, True, True, [])


def not_whole(file: str) -> bool:
    """Return whether a file is told to be changed, or to be no export of ours any more; either names it."""
    try:
        return exports.read(Path(file), file).whole is False
    except AddendumError as error:
        return error.problems[0].where.file == file


@pytest.mark.parametrize("file", [*EXPORTS, *LETTERS])
def test_one_flipped_byte_in_an_export_is_found(here, file):
    raw = Path(file).read_bytes()
    chance = random.Random(file)  # noqa: S311 - which byte, no secret
    for n in range(60):
        place = (0, len(raw) - 2)[n] if n < 2 else chance.randrange(len(raw))
        changed = bytearray(raw)
        changed[place] ^= 1 << chance.randrange(7)
        Path(file).write_bytes(changed)
        if n > 2:
            assert not_whole(file), place
            continue
        result = addendum("verify", file, *SHEETS, "--lang", "en")
        assert result.exit_code in (1, 3), (place, result.output)
        assert file in result.output
        if result.exit_code == 1:
            assert "The file itself was changed since it was written." in result.stdout, place
    Path(file).write_bytes(raw)
    assert addendum("verify", file, *SHEETS).exit_code == 0


def test_one_flipped_byte_in_any_input_is_found_and_named(here):
    named = json.loads(Path("list.json").read_bytes())["inputs"]
    places = {
        **{name: here / name for name in named if (here / name).is_file()},
        **{name: here / "data" / name for name in named if (here / "data" / name).is_file()},
    }
    missing = sorted(set(named) - set(places))
    assert missing == ["languages/nl.yaml"]  # the call has none of its own: the program's counts
    assert {
        "addendum.yaml",
        "decisions.yaml",
        "evidence.json",
        "rubrics/common.yaml",
        "sheets/jury-written-ilse.xlsx",
    } <= set(places)
    for name, path in places.items():
        raw = path.read_bytes()
        changed = bytearray(raw)
        # a letter in a comment or a text: the file can still be read, and is another
        place = next(
            (n for n in range(len(raw) - 1, 0, -1) if raw[n : n + 1] in b"aeiou" and path.suffix != ".xlsx"),
            len(raw) // 2,
        )
        changed[place] ^= 4
        path.write_bytes(changed)
        result = addendum("verify", "list.json", "--format", "json", *SHEETS)
        assert result.exit_code in (1, 3), name
        if result.exit_code == 1:
            assert name in json.loads(result.stdout)["inputs"]["changed"], name
        else:
            assert path.name in result.stderr, name
        path.write_bytes(raw)
    assert verified("list.json")[0] == 0


def test_what_changed_and_what_moved_are_told(here):
    path = Path("rubrics/common.yaml")
    path.write_text(path.read_text("utf-8").replace("weight: 5\n", "weight: 20\n"), "utf-8")
    for name in ("sheets",):
        shutil.rmtree(name)
    code, found = verified("list.xlsx", "--jury", str(here / "proposals"))
    assert code == 1
    assert found["inputs"]["changed"] == ["rubrics/common.yaml"]
    assert set(found["inputs"]["gone"]) == {f"sheets/jury-written-{name}.xlsx" for name in ("griet", "ilse", "rachid")}
    assert found["moved"]
    shown = addendum("verify", "list.xlsx", "--lang", "en").stdout
    assert "• rubrics/common.yaml: changed" in shown
    assert "weight of common/mensen-en-uren: 5 → 20" in shown


def test_a_letter_names_the_part_that_changed_and_nothing_of_others(here):
    path = Path("proposals/drieleie.yaml")
    path.write_text(path.read_text("utf-8") + "# x\n", "utf-8")
    assert verified(LETTERS[0])[1]["inputs"]["changed"] == ["proposals/"]
    own = Path("proposals/handdruk.yaml")
    own.write_text(own.read_text("utf-8") + "# x\n", "utf-8")
    assert verified(LETTERS[2])[1]["inputs"]["changed"] == ["proposals/handdruk.yaml", "proposals/"]
    for letter in LETTERS[:2]:
        assert "drieleie" not in Path(letter).read_text("utf-8")


@pytest.mark.parametrize("name", ["proposals/handdruk.yaml", "sheets/jury-written-ilse.xlsx", "README.txt"])
def test_what_is_no_export_is_told(here, name):
    Path("README.txt").write_text("hallo", "utf-8")
    result = addendum("verify", name, "--lang", "en")
    assert (result.exit_code, "no export of this program that names its inputs" in result.stderr) == (3, True)


def test_diff_of_two_calls_tells_the_weight_the_fact_and_the_effect(here):
    other = here.parent / "other"
    shutil.copytree(here, other)
    rubric = other / "rubrics" / "common.yaml"
    rubric.write_text(rubric.read_text("utf-8").replace("weight: 5\n", "weight: 20\n"), "utf-8")
    proposal = other / "proposals" / "drieleie.yaml"
    proposal.write_text(re.sub(r'fte: "[0-9,]+"', "fte: 0.6", proposal.read_text("utf-8")), "utf-8")
    result = addendum("diff", here, other, "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    (one,) = [each for each in found["moved"] if each["id"] == "drieleie"]
    kinds = {(cause["kind"], cause["name"]) for cause in one["causes"]}
    assert kinds == {("mark", "common/mensen-en-uren"), ("weight", "common/mensen-en-uren")}
    others = [each for each in found["moved"] if each["id"] != "drieleie"]
    assert others
    assert all([cause["kind"] for cause in each["causes"]] == ["weight"] for each in others)
    for each in others:  # one change: its effect is the whole move
        assert abs(each["causes"][0]["effect"] - (each["after"]["total"] - each["before"]["total"])) < 1e-3


def test_diff_of_an_export_with_itself_and_with_a_folder(here):
    for name in ("list.json", "list.xlsx", "page.html"):
        assert addendum("diff", "score.json", name).exit_code == 0
    assert addendum("diff", "list.json", "proposals", *SHEETS).exit_code == 0
    shown = addendum("diff", "list.json", "proposals", "--lang", "en")
    assert shown.exit_code == 1
    assert "sheets/jury-written-griet.xlsx: no longer there" in shown.stdout
    assert addendum("diff", "list.md", "list.json").exit_code == 3


def test_what_is_kept_comes_back_exactly():
    one = side(evaluation())
    again = unkept(json.loads(json.dumps(kept(one))), one.inputs, "")
    assert again == one
    assert compare(one, again).none
    for place in evaluation().ranking:
        assert one.total(one.held[place.id].marks) == place.total


def yards(**weights):
    return {"s": {name: Yard(f"common/{name}", F(weight), F(0), F(5)) for name, weight in weights.items()}}


def test_every_cause_by_itself():
    before = Side("mean", yards(a=1, b=1), {"p": Held("eligible", 1, F(50), {"s": {"a": F(5), "b": F(0)}})})
    after = Side("mean", yards(a=3, b=1), {"p": Held("eligible", 1, F(80), {"s": {"a": F(5), "b": F(1)}})})
    (moved,) = compare(before, after).moved
    assert [(c.kind, c.name, c.before, c.after, c.effect) for c in moved.causes] == [
        ("weight", "common/a", 1, 3, 25),
        ("mark", "common/b", 0, 1, 10),
    ]


def test_an_answer_more_or_less_and_a_proposal_that_is_new():
    sheet = yards(a=1)
    rubrics = {**sheet, "t": {"a": Yard("t/a", F(1), F(0), F(5))}}
    before = Side("mean", rubrics, {"p": Held("eligible", 1, F(100), {"s": {"a": F(5)}})})
    after = Side("mean", rubrics, {"p": Held("eligible", 1, F(50), {"s": {"a": F(5)}, "t": {"a": F(0)}}), "q": Held("later", None, None, {})})  # fmt: skip
    found = {one.id: one for one in compare(before, after).moved}
    assert [(c.kind, c.name, c.effect) for c in found["p"].causes] == [("answer", "t", -50)]
    assert (found["q"].before, found["q"].after.outcome) == (None, "later")


def test_inputs_are_tied_by_the_end_of_their_names():
    then = {"addendum.yaml": "1", "old/proposals/a.yaml": "2", "old/proposals/b.yaml": "3"}
    now = {"addendum.yaml": "1", "new/proposals/a.yaml": "2", "new/proposals/c.yaml": "4"}
    assert inputs(then, now) == ((), ("new/proposals/c.yaml",), ("old/proposals/b.yaml",))
    assert inputs(then, {**now, "new/proposals/a.yaml": "9"})[0] == ("new/proposals/a.yaml",)
