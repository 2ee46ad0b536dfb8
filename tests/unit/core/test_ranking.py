"""Ranks, cuts and shortlists: equals stay together, and one kept off takes nobody's place."""

from fractions import Fraction

import pytest

from addendum_cli.core.deciding import decided
from addendum_cli.core.ranking import cut, ranks, shortlist
from addendum_cli.model.decision import Decision
from unit.core.made import asking, evaluated, number, plain


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ("{low: 40, twin: 80, best: 80}", [(1, "best"), (1, "twin"), (3, "low")]),
        ("{a: 1, b: 2, c: 3}", [(1, "c"), (2, "b"), (3, "a")]),
        ("{c: 5, b: 5, a: 5}", [(1, "a"), (1, "b"), (1, "c")]),
        ("{a: 9, b: 7, c: 7, d: 7, e: 1}", [(1, "a"), (2, "b"), (2, "c"), (2, "d"), (5, "e")]),
        ("{a: 9, b: 9, c: 7, d: 7, e: 1}", [(1, "a"), (1, "b"), (3, "c"), (3, "d"), (5, "e")]),
        ("{b: null, a: null, z: 0}", [(1, "z"), (None, "a"), (None, "b")]),  # 0 is a score, null is none
        ("{a: null, b: 3}", [(1, "b"), (None, "a")]),
        ("{a: 0, b: 1/2}", [(1, "b"), (2, "a")]),
        ("{a: 200/3, b: 66.6666666666}", [(1, "a"), (2, "b")]),  # what shows alike need not be equal
        ("{a: 200/3, b: 400/6}", [(1, "a"), (1, "b")]),
        ("{}", []),
    ],
)
def test_equal_scores_share_a_rank_and_stand_by_id(scores, expected):
    found = ranks({id_: number(score) for id_, score in plain(scores).items()})
    assert [(rank, id_) for id_, rank in found.items()] == expected


@pytest.mark.parametrize(
    ("scores", "places", "within", "added"),
    [
        ("9 8 7", 2, "ab", ""),
        ("9 8 8", 2, "ab", "c"),
        ("9 9 9", 1, "a", "bc"),
        ("9 8 8 7 7", 2, "ab", "c"),  # the next group of equals stays out
        ("9 9 8 8", 2, "ab", ""),
        ("9 8 7", 3, "abc", ""),
        ("9 8 7", 8, "abc", ""),
        ("9 9", 0, "", ""),
        ("9 null null", 1, "a", ""),
        ("9 null null", 2, "a", ""),  # without a score nobody is within a cut
        ("null null", 1, "", ""),
        ("0 0 null", 1, "a", "b"),
        ("", 3, "", ""),
    ],
)
def test_a_cut_never_falls_between_equals(scores, places, within, added):
    ranked = list(zip("abcde", map(number, scores.split()), strict=False))
    assert cut(ranked, places) == (list(within), list(added))


FIVE = """
brug:   {saled: 90, marcel: 50}
kade:   {saled: 80}
molen:  {marcel: 80}
veer:   {saled: 60, marcel: 60}
zolder: {chadia: 30}
"""
"""By total: kade and molen 80, brug 70, veer 60, zolder 30."""


@pytest.mark.parametrize(
    ("limits", "ids", "grown_by"),
    [
        ({}, "kade molen brug veer zolder", 0),
        ({"top": 1}, "kade molen", 1),
        ({"top": 2}, "kade molen", 0),
        ({"top": 3}, "kade molen brug", 0),
        ({"top": 0}, "", 0),
        ({"top": 99}, "kade molen brug veer zolder", 0),
        ({"minimum": 70}, "kade molen brug", 0),  # on the line is enough
        ({"minimum": Fraction(1401, 20)}, "kade molen", 0),
        ({"minimum": 0}, "kade molen brug veer zolder", 0),
        ({"minimum": 100}, "", 0),
        ({"per_challenge": 1}, "molen brug zolder", 0),  # the best of saled, marcel and chadia
        ({"per_challenge": 2}, "kade molen brug veer zolder", 0),
        ({"per_challenge": 0}, "", 0),
        ({"top": 3, "minimum": 75}, "kade molen", 0),
        ({"top": 1, "per_challenge": 1}, "molen", 1),  # molen is there by the tie with kade
        ({"per_challenge": 1, "minimum": 60}, "molen brug", 0),
        ({"top": 2, "per_challenge": 1, "minimum": 75}, "molen", 0),
        ({"top": 1, "minimum": 90}, "", 0),  # what a tie added and another limit left out did not grow it
    ],
)
def test_limits_intersect(limits, ids, grown_by):
    evaluation = evaluated(FIVE)
    found = shortlist(evaluation, **limits)
    assert found.evaluation is evaluation
    assert (" ".join(found.ids), found.grown_by) == (ids, grown_by)
    assert (found.top, found.per_challenge, found.minimum) == tuple(
        limits.get(name) for name in ("top", "per_challenge", "minimum")
    )


@pytest.mark.parametrize(
    ("table", "places", "ids", "grown_by"),
    [
        ("{a: {saled: 80}, b: {saled: 80}, c: {saled: 70}}", 1, "a b", 1),
        ("{a: {saled: 80}, b: {saled: 80}, c: {saled: 80}}", 2, "a b c", 1),
        # b is added by a tie in saled, and first by itself in marcel: the list did not grow
        ("{a: {saled: 80}, b: {saled: 80, marcel: 10}}", 1, "a b", 0),
        # the same the other way round: first in the challenge that comes first
        ("{a: {marcel: 80}, b: {saled: 10, marcel: 80}}", 1, "a b", 0),
        # c is added by a tie in both: one more, not two
        ("{a: {saled: 80}, b: {marcel: 80}, c: {saled: 80, marcel: 80}}", 1, "a b c", 1),
        ("{a: {saled: null}, b: {marcel: 0}}", 1, "b", 0),
        ("{a: {saled: 30}, b: {saled: null}, c: {saled: 20}}", 2, "a c", 0),
    ],
)
def test_places_per_challenge(table, places, ids, grown_by):
    found = shortlist(evaluated(table), per_challenge=places)
    assert (sorted(found.ids), found.grown_by) == (ids.split(), grown_by)


def test_places_per_challenge_go_by_the_score_there_and_not_by_the_total():
    table = "{allround: {saled: 70, marcel: 90}, expert: {saled: 75, marcel: 10}, other: {marcel: 40}}"
    found = evaluated(table)
    assert [place.id for place in found.ranking] == ["allround", "expert", "other"]
    assert shortlist(found, per_challenge=1).ids == ("allround", "expert")
    best = shortlist(found, per_challenge=2).ids
    assert best == ("allround", "expert", "other")


@pytest.mark.parametrize(
    ("limits", "ids"),
    [
        ({}, "kade molen veer zolder"),
        ({"top": 3}, "kade molen veer"),  # brug takes no place
        ({"per_challenge": 1}, "kade molen zolder"),  # nor in saled, where it is the best
        ({"minimum": 60}, "kade molen veer"),
    ],
)
def test_one_that_fails_a_minimum_keeps_its_rank_and_stays_off_the_shortlist(limits, ids):
    evaluation = evaluated(FIVE, rubrics=asking(marcel=55))
    assert [(p.rank, p.id, p.meets_minimum) for p in evaluation.ranking] == [
        (1, "kade", True),
        (1, "molen", True),
        (3, "brug", False),
        (4, "veer", True),
        (5, "zolder", True),
    ]
    found = shortlist(evaluation, **limits)
    assert (found.ids, found.kept_off) == (tuple(ids.split()), {"brug": ("marcel",)})


def test_one_that_fails_minima_in_two_challenges_is_told_both():
    evaluation = evaluated("{a: {saled: 10, marcel: 20, chadia: 90}}", rubrics=asking(saled=50, marcel=50, chadia=50))
    assert shortlist(evaluation).kept_off == {"a": ("saled", "marcel")}


def test_one_whose_minimum_is_still_open_is_not_kept_off():
    evaluation = evaluated("{a: {saled: 10}, b: {saled: 90, marcel: null}}", rubrics=asking(marcel=50))
    assert [(p.id, p.meets_minimum) for p in evaluation.ranking] == [("b", None), ("a", True)]
    assert (shortlist(evaluation, top=1).ids, shortlist(evaluation).kept_off) == (("b",), {})


def test_one_kept_off_is_in_no_tie():
    table = "{a: {saled: 80}, b: {saled: 80}, c: {marcel: 80}}"
    found = shortlist(evaluated(table, rubrics=asking(marcel=90)), top=1)
    assert (found.ids, found.grown_by) == (("a", "b"), 1)


def test_without_a_total_nobody_reaches_a_minimum():
    evaluation = evaluated("{a: {saled: null}, b: {saled: 0}}")
    assert (shortlist(evaluation, minimum=Fraction(0)).ids, shortlist(evaluation).ids) == (("b",), ("b", "a"))


def test_the_minimum_looks_at_the_total_and_not_at_a_challenge():
    evaluation = evaluated("{a: {saled: 90, marcel: 30}, b: {saled: 59}}")
    assert shortlist(evaluation, minimum=Fraction(60)).ids == ("a",)


def test_only_eligible_proposals_are_on_a_shortlist():
    outcomes = {"b": "clarify", "c": "later", "d": "ineligible", "e": "superseded", "f": "unreadable"}
    table = "{a: {saled: 1}, b: {saled: 9}, c: {saled: 9}, d: {saled: 9}, e: {saled: 9}, f: {saled: 9}}"
    found = evaluated(table, outcomes=outcomes)
    assert shortlist(found, top=6, per_challenge=6).ids == ("a",)


def test_one_that_a_person_lets_in_without_an_answer_has_no_place_in_any_challenge():
    person = Decision(proposal="b", outcome="eligible", reason="Spreekt de hele regio aan.")
    evaluation = evaluated("{a: {saled: 50}, b: {}}", outcomes={"b": "clarify"}, decided=decided([person]))
    assert [(place.rank, place.id) for place in evaluation.ranking] == [(1, "a"), (None, "b")]
    assert (shortlist(evaluation, per_challenge=5).ids, shortlist(evaluation).ids) == (("a",), ("a", "b"))


def test_the_shortlist_of_one_challenge_looks_at_that_one_only():
    evaluation = evaluated(FIVE, challenges=["marcel"])
    assert shortlist(evaluation, top=2).ids == ("molen", "veer")
    assert shortlist(evaluation, per_challenge=1).ids == ("molen",)
