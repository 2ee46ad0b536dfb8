"""Marks become scores and scores totals: worked by hand in ``tests/cases/scoring``, and where floats would fail."""

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
import yaml

from addendum_cli.core.ranking import ranks
from addendum_cli.core.scoring import Sheet, UnknownCriterionError, sheets, total
from addendum_cli.model.rubric import Rubric
from addendum_cli.model.verdict import Mark, Score

CASES = sorted((Path(__file__).parents[2] / "cases" / "scoring").glob("*.yaml"))
VERDICTS = {"true": True, "false": False, "null": None}


def plain(text):
    """Return YAML with every value still text."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - constructs text only


def exact(text):
    """Return a number as a worked example writes it: 56, 2.5, 125/3, or null."""
    return None if text == "null" else Fraction(text)


def titled(rubric):
    """Return a rubric of an example, whose titles do not matter; its id is the challenge, but for ``common``."""
    criteria = [{"title": one["id"], **one} for one in rubric["criteria"]]
    challenge = {} if rubric["id"] == "common" else {"challenge": rubric["id"]}
    return Rubric.model_validate({"title": rubric["id"], **challenge, **rubric, "criteria": criteria})


def marked(marks):
    """Return ``{method: 3}`` as marks."""
    return {id_: Mark(exact(value)) for id_, value in marks.items()}


def sheet(text):
    """Return the sheet of one challenge whose criteria are ``text``."""
    return Sheet("saled", [titled(plain(f"{{id: saled, criteria: {text}}}"))])


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_worked_by_hand(case):
    example = plain(case.read_text(encoding="utf-8"))
    used = sheets([titled(one) for one in example["rubrics"]], example["marks"], "written")
    scores = {challenge: used[challenge].score(marked(marks)) for challenge, marks in example["marks"].items()}
    assert {challenge: one[:4] for challenge, one in scores.items()} == {
        challenge: (exact(one["score"]), exact(one["low"]), exact(one["high"]), VERDICTS[one["meets_minimum"]])
        for challenge, one in example["expected"].items()
    }
    if "total" in example:
        challenges = int(example["total"].pop("challenges"))
        assert {rule: total(scores, rule, challenges) for rule in example["total"]} == {
            rule: tuple(map(exact, numbers)) for rule, numbers in example["total"].items()
        }


def test_every_kind_of_example_is_there():
    assert len(CASES) >= 15


@pytest.mark.parametrize(
    ("marks", "provisional"),
    [
        ("{offer: 3, way: 0}", False),
        ("{offer: 3}", True),
        ("{offer: 3, way: null}", True),
        ("{}", True),
    ],
)
def test_a_score_is_provisional_while_any_mark_is_missing(marks, provisional):
    used = sheet("[{id: offer, weight: 9}, {id: way, weight: 1}]")
    assert used.score(marked(plain(marks))).provisional is provisional


def test_a_mark_for_a_criterion_that_the_sheet_does_not_have_is_a_mistake_of_ours():
    with pytest.raises(UnknownCriterionError, match="mood"):
        sheet("[{id: offer, weight: 1}]").score(marked({"offer": "3", "mood": "5", "zeal": "5"}))


def test_who_gave_a_mark_changes_nothing_in_the_score():
    used = sheet("[{id: offer, weight: 1}]")
    given = [Mark(Fraction(4), source) for source in ("consensus", "jury", "desk", None)]
    assert {used.score({"offer": mark}).score for mark in given} == {80}


def test_two_answers_with_the_same_marks_have_the_same_score_and_others_their_own():
    used = sheet("[{id: offer, weight: 3}, {id: way, weight: 1}]")
    many = ("{offer: 4, way: 0}", "{offer: 0, way: 4}", "{offer: 4, way: 0}", "{way: 4}", "{offer: 4}")
    assert [used.score(marked(plain(marks))).score for marks in many] == [60, 20, 60, 80, 80]


ROUNDS = [
    titled(plain(text))
    for text in (
        "{id: common, criteria: [{id: method, weight: 25}, {id: access, weight: 10}]}",
        "{id: saled, criteria: [{id: offer, weight: 20}]}",
        "{id: marcel, criteria: [{id: offer, weight: 30}, {id: debts, weight: 5}]}",
        "{id: common, round: pitch, criteria: [{id: case, weight: 4}]}",
        "{id: saled, round: pitch, criteria: [{id: talk, weight: 2}]}",
    )
]


@pytest.mark.parametrize(
    ("round_", "weights"),
    [
        (
            "written",
            {
                None: {"method": 25, "access": 10},
                "saled": {"method": 25, "access": 10, "offer": 20},
                "marcel": {"method": 25, "access": 10, "offer": 30, "debts": 5},
                "chadia": {"method": 25, "access": 10},
            },
        ),
        ("pitch", {None: {"case": 4}, "saled": {"case": 4, "talk": 2}, "marcel": {"case": 4}, "chadia": {"case": 4}}),
    ],
)
def test_a_challenge_is_marked_by_the_common_criteria_and_its_own_of_that_round(round_, weights):
    used = sheets(ROUNDS, ["saled", "marcel", "chadia"], round_)
    assert {challenge: dict(one.weights) for challenge, one in used.items()} == weights
    assert {challenge: [c.id for c, _ in one.criteria] for challenge, one in used.items()} == {
        challenge: list(one) for challenge, one in weights.items()
    }
    assert {challenge: one.challenge for challenge, one in used.items()} == {challenge: challenge for challenge in used}


def test_a_round_without_a_rubric_leaves_everything_open():
    used = sheets([], ["saled"], "pitch")
    assert used["saled"].score({}) == Score(None, Fraction(0), Fraction(100), True, True)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("mean", (None, 0, 100)), ("best", (None, 0, 100)), ("all", (0, 0, 0))],  # all: five times not answered
)
def test_the_total_of_a_proposal_that_answers_nothing(rule, expected):
    found = total({}, rule, 5)
    assert found == expected
    assert {type(number) for number in found} <= {Fraction, type(None)}


def test_floats_would_break_the_ties_that_fractions_keep():
    """Every way to fill in four criteria: 14,641 sheets, 101 exact scores, of which floats would split 94."""
    used = sheet("[{id: a, weight: 25}, {id: b, weight: 5}, {id: c, weight: 10}, {id: d, weight: 10}]")
    shares = [weight / 50 for weight in used.weights.values()]
    exact_scores, floats = {}, {}
    for halves in product(range(11), repeat=4):
        marks = {id_: Mark(Fraction(half, 2)) for id_, half in zip("abcd", halves, strict=True)}
        exact_scores["".join(map(chr, halves))] = score = used.score(marks).score
        naive = 0.0
        for share, half in zip(shares, halves, strict=True):
            naive += share * (half / 2 / 5)
        floats.setdefault(score, set()).add(naive * 100)
    assert sorted(floats) == list(range(101))
    assert sum(len(split) > 1 for split in floats.values()) == 94
    assert len(set(ranks(exact_scores).values())) == 101
