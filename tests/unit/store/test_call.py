"""Which call is used, why that one, and what in its folder goes before what ships with the program."""

from pathlib import Path
from shutil import copytree

import pytest

from addendum_cli.errors import AddendumError
from addendum_cli.store.bundled import shipped
from addendum_cli.store.call import CallFolder, find, load_call
from judging import CASES, ELDERS, KLEIN, English, call, worded

CALLS = CASES / "calls"


def used(**given: object) -> tuple[Path, str]:
    file, why = find(**given)
    return file, English(why)


def test_the_order_in_which_a_call_is_found(tmp_path: Path):
    below = copytree(CALLS / KLEIN, tmp_path / "klein") / "proposals" / "ronde 1"
    below.mkdir(parents=True)
    variable = {"ADDENDUM_CALL": str(CALLS / ELDERS)}
    assert used(named=CALLS / KLEIN, environment=variable, here=below) == (
        CALLS / KLEIN / "addendum.yaml",
        "named by --call",
    )
    assert used(environment=variable, here=below) == (
        CALLS / ELDERS / "addendum.yaml",
        "named by the variable ADDENDUM_CALL",
    )
    assert used(environment={"ADDENDUM_CALL": ""}, here=below)[0] == tmp_path / "klein" / "addendum.yaml"
    assert used(environment={}, here=tmp_path) == (
        shipped("data") / "addendum.yaml",
        "the call that ships with addendum",
    )


def test_the_nearest_folder_upward_wins_and_data_may_hold_the_file(tmp_path: Path):
    for place in ("addendum.yaml", "regio/data/addendum.yaml"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).touch()
    (tmp_path / "regio/proposals").mkdir()
    assert find(environment={}, here=tmp_path / "regio/proposals")[0] == tmp_path / "regio/data/addendum.yaml"
    assert find(environment={}, here=tmp_path)[0] == tmp_path / "addendum.yaml"


def test_a_call_may_be_named_by_its_file():
    assert find(CALLS / KLEIN / "addendum.yaml", environment={})[0] == CALLS / KLEIN / "addendum.yaml"


def refusal(named: Path) -> list[str]:
    with pytest.raises(AddendumError) as caught:
        load_call(named)
    assert caught.value.exit_code == 3
    return [worded(problem) for problem in caught.value.problems]


def test_a_folder_without_a_call(tmp_path: Path):
    assert refusal(tmp_path) == [
        "no call here: no addendum.yaml -> name a call's folder with --call, or make one: addendum init DIR"
    ]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a copy of the call ``klein`` to change."""
    return copytree(CALLS / KLEIN, tmp_path / "klein")


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "addendum.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("timezone: Europe/Brussels", "timezone: Europe/Kortrijk", "timezone: unknown time zone Europe/Kortrijk -> write it as Europe/Brussels"),
        ("timezone: Europe/Brussels", "timezone: ../etc", "timezone: unknown time zone ../etc -> write it as Europe/Brussels"),
        ("language: nl", "language: xx", "language: no data for the language xx -> one of en, nl, or add languages/xx.yaml to the call"),
        ("milestone: deadline, opens", "milestone: deadlin, opens", "eligibility.0.milestone: deadlin is not known -> did you mean deadline?"),
        ("kind: has-staff", "kind: has-staf", "eligibility.6: unknown word has-staf -> did you mean has-staff?"),
        ("id: staff", "id: readable", "eligibility.6.id: readable is the name of the program's own findings -> give the rule another id"),
        ("id: staff, kind: has-staff", "id: area, kind: has-staff", "eligibility.6.id: the id area is given twice -> give each its own id"),
        ("id: marcel", "id: saled  # nog eens", "challenges.1.id: the id saled is given twice -> give each its own id"),
        ("specialisms: [taal, mobiliteit]", "specialisms: [taall]", "specialisms.0: taall is not known -> did you mean taal?"),
        ("also: [Menin, Lauwe]", "also: [Menin, Heule]", "region.municipalities.1: Heule is claimed by Kortrijk and Menen -> leave it with one of them"),
        ("ranking: {total: mean", "ranking: {total: meen", "ranking.total: unknown word meen -> did you mean mean?"),
        ("title: Samen aan de Leie", "titel: Samen aan de Leie", "titel: unknown key titel -> did you mean title?"),
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_used(own: Path, old: str, new: str, said: str):
    """The fault stands on the line that was changed, and says what was meant."""
    change(own, old, new)
    line = next(number for number, row in enumerate((own / "addendum.yaml").read_text().splitlines(), 1) if new in row)
    assert [
        (place.split(":")[0], rest) for place, _, rest in (one.partition(": ") for one in refusal(own)) if rest == said
    ] == [(str(line), said)]


@pytest.mark.parametrize("name", ["../nl", "nl/../nl", ".", "/nl"])
def test_a_language_is_no_path(own: Path, name: str):
    change(own, "language: nl", f"language: {name}")
    (said,) = refusal(own)
    assert f"no data for the language {name}" in said


def test_every_fault_of_a_call_is_named_at_once(own: Path):
    change(own, "milestone: deadline, opens", "milestone: deadlin, opens")
    change(own, "id: marcel", "id: saled")
    assert len(refusal(own)) == 2


def test_the_calls_own_language_template_and_decisions_go_first(own: Path):
    assert call().template("shortlist.md.j2") == shipped("templates") / "shortlist.md.j2"
    assert call().decisions().all == ()
    for name, text in {
        "templates/shortlist.md.j2": "x",
        "languages/nl.yaml": "id: nl\neverywhere: [overal]\n",
        "decisions.yaml": "- {proposal: a, outcome: later, reason: eerst zo}\n- {proposal: a, outcome: eligible, reason: dan zo}\n",
    }.items():
        (own / name).parent.mkdir(exist_ok=True)
        (own / name).write_text(text, encoding="utf-8")
    folder = load_call(own)
    assert folder.language.everywhere == ("overal",)
    assert folder.template("shortlist.md.j2") == own / "templates/shortlist.md.j2"
    assert {name: one.outcome for name, one in folder.decisions().outcomes.items()} == {"a": "eligible"}
    assert sorted(folder.inputs) == ["addendum.yaml", "decisions.yaml", "languages/nl.yaml"]


def rubric_faults(folder: CallFolder) -> list[str]:
    with pytest.raises(AddendumError) as caught:
        folder.rubrics()
    return [f"{problem.where.file.rpartition('/')[2]}:{worded(problem)}" for problem in caught.value.problems]


def test_rubrics_by_name_and_their_faults_all_at_once(own: Path):
    assert [rubric.id for rubric in load_call(own).rubrics()] == ["common", "marcel", "saled"]
    marcel, saled = (own / "rubrics" / f"{name}.yaml" for name in ("marcel", "saled"))
    marcel.write_text(marcel.read_text().replace("challenge: marcel", "challenge: saled"))
    saled.write_text(saled.read_text().replace("weight: 80", "weight: 0"))
    (own / "rubrics" / "_oud.yaml").touch()
    assert rubric_faults(load_call(own)) == [
        "saled.yaml:5:86: criteria.0.weight: 0 is not positive -> write a whole number of 1 or more"
    ]
    saled.write_text(saled.read_text().replace("weight: 0", "weight: 80"))
    assert rubric_faults(load_call(own)) == [
        "saled.yaml:3:12: challenge: rubrics/marcel.yaml already marks this in the same round -> join the two, at most one rubric a challenge and round"
    ]


def test_a_call_without_rubrics_says_so(own: Path):
    for path in (own / "rubrics").iterdir():
        path.unlink()
    (said,) = rubric_faults(load_call(own))
    assert said == "rubrics:the call has no rubric -> write rubrics/<challenge>.yaml; addendum init shows how"


def test_hashes_of_the_calls_text(own: Path):
    change(
        own, "region:\n  name: Leiestreek", "source: {title: x, shingles: klein.shingles}\nregion:\n  name: Leiestreek"
    )
    assert load_call(own).copied() == frozenset()
    (own / "klein.shingles").write_text("00000000000000ff\n0000000000000001\n")
    assert load_call(own).copied() == {255, 1}
    (own / "klein.shingles").write_text("geen\n")
    with pytest.raises(AddendumError):
        load_call(own).copied()
