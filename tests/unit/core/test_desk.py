"""Desk marks: what counts for how much, rounded to a mark, with what it rests on."""

from fractions import Fraction

import pytest
import yaml

from addendum_cli.core.desk import METHODS, NO_MARK, Reading, first_passages, marks, near_groups, worth
from addendum_cli.messages import say
from addendum_cli.model.call import Call
from addendum_cli.model.entry import Entry
from addendum_cli.model.proposal import Proposal
from addendum_cli.model.rubric import Criterion, Rubric, Scale
from addendum_cli.model.verdict import Mark, Offer, Passage


def plain(text):
    """Return YAML with every value still text."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - constructs text only


CALL = Call.model_validate(
    plain(
        """
id: riverside
title: Riverside
language: nl
timezone: Europe/Brussels
region: {name: Riverside, municipalities: {name: Menen}}
approach:
  id: coach
  title: Coach
  requirements:
    - {id: near, text: x}
    - {id: steady, text: x}
    - {id: bridge, text: x, referral: full}
    - {id: honest, text: x}
challenges:
  - {id: four, interventions: [{id: a, text: x}, {id: b, text: x}, {id: c, text: x}, {id: d, text: x}]}
  - {id: tied, interventions: [{id: a, text: x}, {id: b, text: x, near: tied/a}, {id: c, text: x}, {id: d, text: x}]}
  - {id: passed-on, interventions: [{id: care, text: x, referral: full}, {id: home, text: x}]}
  - {id: none}
"""
    )
)
CHALLENGES = {one.id: one for one in CALL.challenges}
SCALE = Scale()


def said(word, name):
    """Return what a proposal says of ``name``: ``words`` is offered with a passage, ``tick`` without.

    ``found`` is a passage for something not ticked.
    """
    passage = Passage(f"over {name}", "proposals/x.yaml", 12, None)
    if word in ("words", "found"):
        return Offer(word == "words", word == "words", "offered", (passage._replace(status="offered"),))
    if word == "tick":
        return Offer(True, False, "offered")
    return Offer(False, False, word, () if word == "absent" else (passage._replace(status=word),))


def reading(challenge=None, offers="", requirements="", facts="{}"):
    """Return what the desk reads: ``"words tick absent"`` in the order of the call, and the declared ``facts``."""
    found = CHALLENGES.get(challenge)
    names = [f"{found.id}/{one.id}" for one in found.interventions] if found else []
    needed = [one.id for one in CALL.approach.requirements]
    entry = Entry(
        "x",
        "proposals/x.yaml",
        Proposal.model_validate({"organisation": {"name": "De Brug vzw"}, **plain(facts)}),
        (),
        "",
        {("capacity", "fte"): 7}.get,
    )
    return Reading(
        entry,
        {name: said(word, name) for name, word in zip(names, offers.split(), strict=True)},
        {name: said(word, name) for name, word in zip(needed, requirements.split(), strict=bool(requirements))},
        found,
        CALL,
    )


def cover(challenge, offers, scale=SCALE):
    return METHODS["coverage"](None, reading(challenge, offers), scale)


@pytest.mark.parametrize(
    ("word", "usual", "where_handing_over_is_asked"),
    [
        ("words", "1", "1"),
        ("found", "1", "1"),
        ("tick", "1/2", "1/2"),
        ("delegated", "1/2", "1"),
        ("later", "0", "0"),
        ("denied", "0", "0"),
        ("absent", "0", "0"),
    ],
)
def test_what_each_status_is_worth(word, usual, where_handing_over_is_asked):
    assert worth(said(word, "x"), referral=False) == Fraction(usual)
    assert worth(said(word, "x"), referral=True) == Fraction(where_handing_over_is_asked)


@pytest.mark.parametrize(
    ("offers", "points", "mark"),
    [
        ("words words words words", "4", "5"),
        ("found found words words", "4", "5"),  # a passage counts wherever it stands
        ("tick tick tick tick", "2", "2.5"),
        ("delegated delegated delegated delegated", "2", "2.5"),
        ("later later later later", "0", "0"),
        ("denied denied denied denied", "0", "0"),
        ("absent absent absent absent", "0", "0"),
        ("words tick delegated absent", "2", "2.5"),
        ("words absent absent absent", "1", "1"),  # 1.25: an exact half of a step, down
        ("words words words denied", "3", "3.5"),  # 3.75: down
        ("tick later absent denied", "0.5", "0.5"),  # 0.625
        ("words words words tick", "3.5", "4.5"),  # 4.375
        ("words words tick later", "2.5", "3"),  # 3.125
    ],
)
def test_coverage_is_the_mean_over_the_interventions_of_the_challenge(offers, points, mark):
    found = cover("four", offers)
    assert (found.value, found.source, found.method) == (Fraction(mark), "desk", "coverage")
    assert dict(found.note.values) == {"points": float(points), "n": 4}


@pytest.mark.parametrize(
    ("offers", "points"),
    [
        ("words words words words", "3"),  # a and b are nearly the same: out of three
        ("words absent absent absent", "1"),
        ("absent words absent absent", "1"),  # the better of the two, whichever it is
        ("tick words absent absent", "1"),
        ("delegated tick absent absent", "0.5"),
        ("denied later absent absent", "0"),
        ("absent absent words absent", "1"),
    ],
)
def test_near_duplicates_count_once_the_better_of_the_two(offers, points):
    assert dict(cover("tied", offers).note.values) == {"points": float(points), "n": 3}


@pytest.mark.parametrize(
    ("offers", "mark"),
    [
        ("delegated absent", "2.5"),  # handing over is what is asked of `care`
        ("absent delegated", "1"),  # not of `home`: 1.25, down
        ("delegated delegated", "3.5"),  # 3.75, down
        ("tick absent", "1"),  # a tick stays a half, also here
        ("later denied", "0"),
    ],
)
def test_leaving_it_to_others_counts_in_full_where_that_is_what_is_asked(offers, mark):
    assert cover("passed-on", offers).value == Fraction(mark)


@pytest.mark.parametrize(
    ("interventions", "groups"),
    [
        ("[{id: a}, {id: b}, {id: c}]", ["a", "b", "c"]),
        ("[{id: a}, {id: b, near: x/a}, {id: c}]", ["ab", "c"]),
        ("[{id: a, near: x/c}, {id: b}, {id: c}]", ["ac", "b"]),
        ("[{id: z}, {id: m, near: x/z}, {id: a, near: x/m}]", ["zma"]),  # the call's order, not the alphabet's
        ("[{id: a, near: x/b}, {id: b, near: x/a}]", ["ab"]),  # said from both sides
        ("[{id: a, near: x/b}, {id: b, near: x/c}, {id: c}, {id: d}]", ["abc", "d"]),
        ("[{id: a, near: x/c}, {id: b, near: x/d}, {id: c, near: x/d}, {id: d}]", ["abcd"]),
        ("[{id: a}, {id: b}, {id: c, near: x/b}, {id: d, near: x/b}]", ["a", "bcd"]),
        ("[{id: a, near: x/a}, {id: b}]", ["a", "b"]),
        ("[{id: a, near: y/b}, {id: b}]", ["a", "b"]),  # nearly the same as one of another challenge
        ("[]", []),
    ],
)
def test_near_duplicates_stand_together_in_the_order_of_the_call(interventions, groups):
    listed = [{"text": "x", **one} for one in plain(interventions)]
    challenge = type(CALL.challenges[0]).model_validate({"id": "x", "interventions": listed})
    assert ["".join(name.removeprefix("x/") for name in group) for group in near_groups(challenge)] == groups


@pytest.mark.parametrize(
    ("challenge", "offers", "alone"),
    [
        ("four", "found found absent absent", True),
        ("four", "found words absent absent", False),
        ("four", "found tick absent absent", False),
        ("four", "delegated absent absent absent", True),
        ("four", "absent absent absent absent", False),  # it rests on nothing
        ("tied", "found words absent absent", False),  # the equal of the two was ticked
        ("tied", "found tick absent absent", True),  # the tick is the lesser of the two and counts for nothing
    ],
)
def test_a_mark_that_rests_on_the_text_alone_says_so(challenge, offers, alone):
    words = "{points} of {n} interventions"
    note = f"{words}, by the text alone: none of these was ticked" if alone else words
    assert cover(challenge, offers).note.text == note


def test_a_tick_that_counts_for_nothing_does_not_hide_that_the_rest_is_text():
    found = reading("four", "found absent absent absent")
    promised = Offer(True, True, "later", (Passage("volgend jaar", "proposals/x.yaml", 3, "later"),))
    found.offers["four/b"] = promised
    note = METHODS["coverage"](None, found, SCALE).note
    assert note.text == "{points} of {n} interventions, by the text alone: none of these was ticked"


def test_coverage_shows_the_passages_of_what_counts_and_no_others():
    found = cover("four", "later words absent delegated")
    assert [(one.text, one.file, one.line, one.status) for one in found.evidence] == [
        ("over four/b", "proposals/x.yaml", 12, "offered"),
        ("over four/d", "proposals/x.yaml", 12, "delegated"),
    ]


@pytest.mark.parametrize(
    ("offers", "shown"),
    [("words found absent absent", "a"), ("tick found absent absent", "b"), ("denied delegated absent absent", "b")],
)
def test_of_near_duplicates_the_passage_of_the_better_one_is_shown(offers, shown):
    assert [one.text for one in cover("tied", offers).evidence] == [f"over tied/{shown}"]


@pytest.mark.parametrize("challenge", [None, "none"])
def test_without_interventions_there_is_nothing_to_cover_and_no_mark(challenge):
    assert cover(challenge, "") == NO_MARK


@pytest.mark.parametrize(
    ("scale", "mark"),
    [
        ({"min": 1, "max": 7, "step": 1}, "4"),  # half of the way from 1 to 7
        ({"min": 0, "max": 3, "step": 1}, "1"),  # 1.5: down
        ({"min": 0, "max": 10, "step": "0.5"}, "5"),
    ],
)
def test_a_desk_mark_is_a_mark_of_the_rubric_s_own_scale(scale, mark):
    scale = Scale.model_validate(scale)
    assert cover("four", "words words absent absent", scale).value == Fraction(mark)
    assert METHODS["requirements"](None, reading(requirements="words absent words absent"), scale).value == Fraction(
        mark
    )


@pytest.mark.parametrize(
    ("requirements", "points", "mark"),
    [
        ("words words words words", "4", "5"),
        ("found absent found absent", "2", "2.5"),
        ("found absent absent absent", "1", "1"),
        ("delegated absent absent absent", "0.5", "0.5"),
        ("absent absent delegated absent", "1", "1"),  # `bridge` asks to hand over
        ("later denied absent absent", "0", "0"),
    ],
)
def test_requirements_are_counted_in_the_same_way(requirements, points, mark):
    found = METHODS["requirements"](None, reading(requirements=requirements), SCALE)
    assert found[:3] == (Fraction(mark), "desk", "requirements")
    assert found.note == say("{points} of {n} requirements of the approach", points=float(points), n=4)


def test_requirements_show_the_passages_of_what_counts():
    found = METHODS["requirements"](None, reading(requirements="later found delegated absent"), SCALE)
    assert [one.text for one in found.evidence] == ["over steady", "over bridge"]


def test_an_approach_without_requirements_gives_no_mark():
    bare = CALL.model_copy(update={"approach": CALL.approach.model_copy(update={"requirements": ()})})
    assert METHODS["requirements"](None, reading()._replace(call=bare), SCALE) == NO_MARK


FTE = "{id: staff, title: Staff, weight: 1, desk: {method: bands, field: capacity.fte, bands: [[0, 0], [1, 2], [2, 3.5], [4, 5]]}}"


def band(facts, criterion=FTE):
    method = Criterion.model_validate(plain(criterion)).desk
    return METHODS["bands"](method, reading(facts=facts), SCALE)


@pytest.mark.parametrize(
    ("fte", "mark"),
    [("0", "0"), ("0,9", "0"), ("1", "2"), ("1.99", "2"), ("2", "3.5"), ("3.99", "3.5"), ("4.0", "5"), ("400", "5")],
)
def test_bands_give_the_mark_of_the_last_threshold_reached(fte, mark):
    assert band(f"{{capacity: {{fte: '{fte}'}}}}")[:3] == (Fraction(mark), "desk", "bands")


def test_bands_show_the_fact_and_where_it_was_read():
    found = band("{capacity: {fte: 2.8}}")
    assert found.note == say("{field} is {value}", field="capacity.fte", value=2.8)
    assert found.evidence == (Passage("capacity.fte: 2.8", "proposals/x.yaml", 7, None),)


@pytest.mark.parametrize("facts", ["{}", "{capacity: {}}", "{capacity: {volunteers: 40}}"])
def test_a_fact_that_is_absent_gives_no_mark_and_a_question_never_a_zero(facts):
    assert band(facts) == Mark(None, None, None, say("not stated: {field}", field="capacity.fte"))


def test_a_number_under_every_threshold_is_stated_and_gets_the_lowest_mark():
    criterion = FTE.replace("[0, 0], ", "")
    assert band("{capacity: {fte: 0.5}}", criterion).value == 0
    assert METHODS["bands"](
        Criterion.model_validate(plain(criterion)).desk,
        reading(facts="{capacity: {fte: 0.5}}"),
        Scale.model_validate({"min": 1, "max": 7, "step": 1}),
    ).value == Fraction(1)


def test_bands_read_any_declared_number():
    criterion = (
        "{id: a, title: A, weight: 1, desk: {method: bands, field: budget.amount, bands: [[0, 5], [100000, 2]]}}"
    )
    assert band("{budget: {amount: 99999}}", criterion).value == 5
    assert band("{budget: {amount: 100000}}", criterion).value == 2


def passages(*texts):
    return tuple(Passage(text, "proposals/x.yaml", 1, "offered") for text in texts)


@pytest.mark.parametrize(
    ("offers", "shown"),
    [
        ([], ""),
        (["a"], "a"),
        (["abc"], "abc"),
        (["abc", "xyz"], "axb"),  # the first of each before the second of any
        (["a", "b", "c", "d"], "abc"),
        (["a", "", "xy"], "axy"),
        (["ab", "a"], "ab"),  # the same words for two interventions are shown once
        (["a", "a", "a", "b", "c", "d"], "abc"),
    ],
)
def test_at_most_three_passages_are_shown(offers, shown):
    found = first_passages(Offer(False, False, "offered", passages(*texts)) for texts in offers)
    assert found == passages(*shown)


def test_only_people_can_mark_a_criterion_without_a_method():
    rubric = Rubric.model_validate(
        plain(
            """
id: four
title: Four
challenge: four
scale: {min: 0, max: 10, step: 1}
criteria:
  - {id: offer, title: Offer, weight: 1, desk: {method: coverage}}
  - {id: method, title: Method, weight: 1, desk: {method: requirements}}
  - {id: staff, title: Staff, weight: 1, desk: {method: bands, field: capacity.fte, bands: [[0, 0], [4, 8]]}}
  - {id: case, title: Case, weight: 1}
"""
        )
    )
    found = marks(
        [(criterion, rubric) for criterion in rubric.criteria],
        reading("four", "words words tick absent", "words absent absent absent", "{capacity: {fte: 5}}"),
    )
    assert {id_: mark.value for id_, mark in found.items()} == {"offer": 6, "method": 2, "staff": 8, "case": None}
    assert found["case"] == NO_MARK
