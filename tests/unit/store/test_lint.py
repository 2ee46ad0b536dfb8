"""``lint``: a call that contradicts itself is at fault; one that says less than it could gets a warning."""

from pathlib import Path
from shutil import copytree

import pytest

from addendum_cli.errors import AddendumError
from addendum_cli.store.lint import lint, write_hashes
from judging import CASES, ELDERS, KLEIN, English, worded


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a copy of the call ``klein`` to change."""
    return copytree(CASES / "calls" / KLEIN, tmp_path / "klein")


def change(folder: Path, old: str, new: str, file: str = "addendum.yaml") -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def remarks(folder: Path) -> list[str]:
    """Return every remark but those on hashes and on levels, which the test calls leave out."""
    _, found = lint(folder)
    lines = [f"{one.level} {one.problem.where.file.rpartition('/')[2]}:{worded(one.problem)}" for one in found]
    return [line for line in lines if "no hashes" not in line and "levels not described" not in line]


def at(folder: Path, text: str, file: str) -> int:
    """Return the line of a file that holds ``text``."""
    return next(number for number, row in enumerate((folder / file).read_text().splitlines(), 1) if text in row)


@pytest.mark.parametrize("name", [KLEIN, ELDERS])
def test_the_test_calls_are_in_order(name: str):
    assert remarks(CASES / "calls" / name) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2023-06-09T23:59, disputed: minute, weekday: vrijdag", "2023-06-10T23:59, disputed: minute, weekday: vrijdag", "fault:89: timeline.1.weekday: 2023-06-10 is a zaterdag, not a vrijdag -> mend the date or the weekday"),
        ("2023-06-09T23:59, disputed: minute, weekday: vrijdag", "2023-06-09T23:59, weekday: Friday", "fault:71: timeline.1.weekday: 2023-06-09 is a vrijdag, not a Friday -> mend the date or the weekday"),
        ("until: 2023-06-09T23:59, disputed: minute, weekday: vrijdag", "on: 2023-04-27", "fault:5: timeline.1: deadline comes before launch, which stands above it -> list the milestones in order of time"),
        ("on: 2023-04-28, weekday: vrijdag", "from: 2023-05-02, to: 2023-05-01", "fault:54: timeline.0.to: ends before it begins -> swap from and to"),
        ("on: 2023-04-28, weekday: vrijdag", "from: 2023-04-28, to: 2023-05-01, to_weekday: dinsdag", "fault:78: timeline.0.to_weekday: 2023-05-01 is a maandag, not a dinsdag -> mend the date or the weekday"),
        ("domain: wonen", "domain: woonen", "fault:60: challenges.0.interventions.0.domain: woonen is not known -> did you mean wonen?"),
        ("terms: [praattafel]", "near: saled/huis, terms: [praattafel]", "fault:70: challenges.0.interventions.1.near: saled/huis is not known -> known here: saled/huisvesting, saled/nederlands, marcel/schulden, marcel/activering"),
        ("id: nederlands", "id: huisvesting, number: 1.2", "fault:14: challenges.0.interventions.1.id: the id huisvesting is given twice -> give each its own id"),
        ("{id: deadline, title: Indienen", "{id: launch, title: Indienen", "fault:10: timeline.1.id: the id launch is given twice -> give each its own id"),
        ("kind: works-in-region", "kind: works-in-region, otherwise: eligible", "fault:50: eligibility.5.otherwise: a rule cannot lead to eligible -> one of: ineligible, clarify, later, superseded"),
        ("terms: [praattafel]", "terms: [praattafel, Woning]", "warn:71: challenges.0.interventions.1.terms: Woning stands with saled/huisvesting too -> leave it with one of them, or tie them with near"),
        ("text: Nederlands leren, domain: taal, terms: [praattafel]", "text: Nederlands leren, domain: taal", "warn:9: challenges.0.interventions.1: saled/nederlands has no terms: its words are not found in any text -> add terms: [words that a proposal would use]"),
        ("kind: last-submission-counts, basis: assumption, reason: de oproep zwijgt erover", "kind: last-submission-counts, basis: assumption", "warn:5: eligibility.9: a choice of our own without its reason -> add reason: …"),
        ("kind: has-staff, ref: Focus", "kind: has-staff}", "warn:5: eligibility.6: rests on nothing -> add ref: the heading it stands under, or basis: assumption"),
    ],
)  # fmt: skip
def test_what_a_call_is_told(own: Path, old: str, new: str, said: str):
    change(own, old, new)
    if new.endswith("}"):
        change(own, f"{new}}}", new)
    level, _, rest = said.partition(":")
    assert f"{level} addendum.yaml:{at(own, new, 'addendum.yaml')}:{rest}" in remarks(own)


def test_milestones_on_one_day_stand_by_the_hour(own: Path):
    change(own, "on: 2023-04-28, weekday: vrijdag", "on: 2023-06-09T23:59:30")
    assert [line.partition(": ")[2] for line in remarks(own)] == [
        "timeline.1: deadline comes before launch, which stands above it -> list the milestones in order of time"
    ]
    change(own, "on: 2023-06-09T23:59:30", "on: 2023-06-09")
    assert remarks(own) == []


def test_terms_may_be_shared_by_what_is_near_and_across_challenges(own: Path):
    change(own, "terms: [praattafel]", "terms: [praattafel, woning], near: saled/huisvesting")
    change(own, "terms: [stage]", "terms: [stage, woning]")
    assert remarks(own) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weight: 80", "weight: 0", "fault saled.yaml:5:86: criteria.0.weight: 0 is not positive -> write a whole number of 1 or more"),
        ("weight: 80", "weight: -80", "fault saled.yaml:5:86: criteria.0.weight: -80 is not a number of 0 or more -> write digits, with a decimal point or comma: 3.5"),
        ("weight: 80", "weight: 0,5", "fault saled.yaml:5:88: between braces a comma starts the next key, so that 5 stands alone -> write a decimal point (2.8), put the number in quotes, or use one key a line"),
        ("challenge: saled", "challenge: salled", "fault saled.yaml:3:12: challenge: salled is not known -> did you mean saled?"),
        ("id: aanbod", "id: mensen", "fault saled.yaml:5:10: criteria.0.id: the criterion mensen stands in rubrics/common.yaml too, which counts in every challenge -> give each its own id"),
        ("method: coverage", "method: covrage", "fault saled.yaml:5:114: criteria.0.desk: unknown word covrage -> did you mean coverage?"),
    ],
)  # fmt: skip
def test_what_a_rubric_is_told(own: Path, old: str, new: str, said: str):
    change(own, old, new, "rubrics/saled.yaml")
    assert said in remarks(own)


def test_a_decision_without_a_reason_is_a_fault(own: Path):
    (own / "decisions.yaml").write_text("- {proposal: a, outcome: later}\n")
    assert "fault decisions.yaml:1:3: 0.reason: missing -> add reason: …" in remarks(own)


def test_a_call_that_cannot_be_read_has_its_faults_and_nothing_else(own: Path):
    change(own, "id: klein", "id: klein\nid: groot\ntitel: x")
    assert remarks(own) == [
        "fault addendum.yaml:3:1: id is given twice, first on line 2 -> keep one of the two",
        "fault addendum.yaml:4:1: titel: unknown key titel -> did you mean title?",
    ]


def test_hashes_are_written_where_the_call_names_them_and_hold_no_text(own: Path, tmp_path: Path):
    text = tmp_path / "oproep.txt"
    text.write_text("een twee drie vier vijf zes zeven acht negen\n")
    with pytest.raises(AddendumError) as caught:
        write_hashes(own, text)
    assert English(caught.value.problems[0].message) == "names no file for the hashes"
    change(
        own, "region:\n  name: Leiestreek", "source: {title: x, shingles: klein.shingles}\nregion:\n  name: Leiestreek"
    )
    assert write_hashes(own, text) == (own / "klein.shingles").as_posix()
    written = (own / "klein.shingles").read_text().split()
    assert len(written) == 2
    assert written == sorted(written)
    assert all(len(word) == 16 for word in written)
    assert "no hashes" not in " ".join(English(one.problem.message) for one in lint(own)[1])
