"""A call's form: the three forms of a milestone, the closed set of kinds, and what may be left out."""

import pytest
from pydantic import ValidationError

from addendum_cli.model.call import Call, Milestone

LEAST = {
    "id": "x",
    "title": "x",
    "language": "nl",
    "timezone": "Europe/Brussels",
    "region": {"name": "x", "municipalities": {"name": "Menen"}},
    "approach": {"id": "x", "title": "x"},
    "challenges": {"id": "saled"},
}


def faults(model, data: dict) -> list[tuple[tuple, str]]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return [(fault["loc"], fault["type"]) for fault in caught.value.errors()]


def test_the_least_that_a_call_holds():
    made = Call.model_validate(LEAST)
    assert [one.id for one in made.challenges] == ["saled"]
    assert (made.ranking.total, made.submission.clock, made.eligibility) == ("mean", "received", ())


@pytest.mark.parametrize("key", LEAST)
def test_none_of_it_may_be_missing(key: str):
    assert faults(Call, {name: value for name, value in LEAST.items() if name != key}) == [((key,), "missing")]


def test_a_call_asks_for_one_challenge_and_one_municipality_at_least():
    assert faults(Call, {**LEAST, "challenges": []}) == [(("challenges",), "too_short")]
    region = {"name": "x", "municipalities": []}
    assert faults(Call, {**LEAST, "region": region}) == [(("region", "municipalities"), "too_short")]


@pytest.mark.parametrize(
    "form", [{"on": "2023-06-09"}, {"from": "2023-06-09", "to": "2023-06-12"}, {"until": "2023-06-09T23:59"}]
)
def test_a_milestone_has_one_form(form: dict):
    assert Milestone.model_validate({"id": "x", "title": "x", **form}).id == "x"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"from": "2023-06-09"},
        {"to": "2023-06-09"},
        {"on": "2023-06-09", "until": "2023-06-09"},
        {"on": "2023-06-09", "to": "2023-06-12"},
        {"from": "2023-06-09", "to": "2023-06-12", "until": "2023-06-12"},
    ],
)
def test_and_one_only(form: dict):
    assert faults(Milestone, {"id": "x", "title": "x", **form}) == [((), "milestone")]


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ({"id": "x", "kind": "received-in-tyme", "milestone": "deadline"}, "union_tag_invalid"),
        ({"id": "x"}, "union_tag_not_found"),
        ({"id": "x", "kind": "received-in-time"}, "missing"),
        ({"id": "x", "kind": "has-staff", "milestone": "deadline"}, "extra_forbidden"),
        ({"id": "x", "kind": "applies-alone"}, "missing"),
        ({"id": "x", "kind": "works-in-region", "otherwise": "afgewezen"}, "literal_error"),
    ],
)
def test_a_rule_is_of_a_closed_set_of_kinds(rule: dict, kind: str):
    assert [found for _, found in faults(Call, {**LEAST, "eligibility": [rule]})] == [kind]


@pytest.mark.parametrize(("key", "value"), [("clock", "sender"), ("dedline", "x")])
def test_words_that_the_submission_does_not_know(key: str, value: str):
    assert len(faults(Call, {**LEAST, "submission": {key: value}})) == 1
