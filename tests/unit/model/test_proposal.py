"""A proposal's facts: only a name is required, and what is absent is unknown, never no and never zero."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from addendum_cli.model.proposal import Proposal


def test_only_the_name_is_required():
    made = Proposal.model_validate({"organisation": {"name": "De Wegwijzer vzw"}})
    assert made.organisation.name == "De Wegwijzer vzw"
    assert {getattr(made, name) for name in Proposal.model_fields if name != "organisation"} == {None, ()}


@pytest.mark.parametrize(
    ("data", "place", "kind"),
    [
        ({}, ("organisation",), "missing"),
        ({"organisation": None}, ("organisation",), "model_type"),
        ({"organisation": {}}, ("organisation", "name"), "missing"),
        ({"organisation": {"name": None}}, ("organisation", "name"), "string_type"),
        ({"organisation": {"name": " \t"}}, ("organisation", "name"), "string_too_short"),
        ({"organisation": "De Wegwijzer vzw"}, ("organisation",), "model_type"),
    ],
)
def test_a_name_that_is_missing_or_blank(data: dict, place: tuple, kind: str):
    with pytest.raises(ValidationError) as caught:
        Proposal.model_validate(data)
    assert [(fault["loc"], fault["type"]) for fault in caught.value.errors()] == [(place, kind)]


def test_absent_is_neither_no_nor_zero():
    made = Proposal.model_validate(
        {"organisation": {"name": "x"}, "approach": {"offered": None}, "capacity": {"fte": None}}
    )
    assert (made.approach.offered, made.capacity.fte) == (None, None)


def test_zero_and_no_are_facts():
    made = Proposal.model_validate(
        {"organisation": {"name": "x"}, "approach": {"offered": "nee"}, "capacity": {"fte": "0"}}
    )
    assert (made.approach.offered, made.capacity.fte) == (False, Decimal(0))


def test_a_proposal_never_changes():
    made = Proposal.model_validate({"organisation": {"name": "x"}})
    with pytest.raises(ValidationError):
        made.title = "anders"
