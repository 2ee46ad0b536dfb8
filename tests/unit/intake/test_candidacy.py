"""A candidacy in the making: the surest source speaks first, and nothing in it cannot be read back."""

from __future__ import annotations

import pytest

from addendum_cli.api import load_call
from addendum_cli.intake.candidacy import Candidacy, Fact, Guess, add_challenges
from addendum_cli.intake.labels import Labels
from addendum_cli.model.proposal import Proposal
from addendum_cli.store.bundled import shipped


@pytest.fixture
def one() -> Candidacy:
    made = Candidacy("in/a.eml", "0" * 64)
    made.named_by = "Jan Peeters"
    return made


@pytest.fixture(scope="module")
def whole():
    """Return the call that ships: two of its personas have two names."""
    return load_call(shipped("data")).call


def test_the_first_that_says_a_fact_counts_and_another_value_is_a_guess(one):
    one.state("title", "Samen", "plan.docx.md:3")
    one.state("title", "Samen", "mail.md:1")
    one.state("title", "Alleen", "mail.md:2")
    one.state("title", "Alleen", "mail.md:2")
    assert one.facts == {"title": Fact("Samen", "plan.docx.md:3")}
    assert one.guesses == [Guess("title", "Alleen", "mail.md:2")]


@pytest.mark.parametrize("nothing", [None, "", [], ()])
def test_nothing_is_no_fact(one, nothing):
    one.state("title", nothing, "mail.md:1")
    assert one.facts == {}


def test_another_list_is_a_guess_in_one_line(one):
    one.state("partners", [{"name": "De Brug", "role": "leidt toe"}], "form.xlsx!Blad1!C4")
    one.state("partners", [{"name": "De Poort"}, {"name": "Stap"}], "mail.md:1")
    assert one.guesses == [Guess("partners", "De Poort, Stap", "mail.md:1")]


def test_facts_as_a_proposal_file_holds_them(one):
    one.state("capacity.fte", "2,5", "a")
    one.state("municipalities", ["Menen"], "b")
    assert one.nested() == {
        "capacity": {"fte": "2,5"},
        "municipalities": ["Menen"],
        "organisation": {"name": "Jan Peeters"},
    }
    assert one.organisation == "Jan Peeters"
    one.state("organisation.name", "De Brug", "c")
    assert (one.organisation, one.nested()["organisation"]) == ("De Brug", {"name": "De Brug"})


def test_what_its_field_cannot_read_becomes_a_guess(one):
    one.state("organisation.name", "De Brug", "a")
    one.state("capacity.fte", "drie", "b")
    one.state("capacity.volunteers", "3", "c")
    one.state("submission.received_at", "gisteren", "d")
    one.state("expertise", [{"domain": ""}], "e")
    one.settle()
    assert one.facts == {"organisation.name": Fact("De Brug", "a"), "capacity.volunteers": Fact("3", "c")}
    assert set(one.guesses) == {
        Guess("capacity.fte", "drie", "b"),
        Guess("submission.received_at", "gisteren", "d"),
        Guess("expertise", "", "e"),
    }
    assert Proposal.model_validate(one.nested()).capacity.volunteers == 3


def test_a_blank_organisation_is_named_by_its_sender(one):
    one.state("organisation.name", "   ", "a")
    one.settle()
    assert one.nested()["organisation"] == {"name": "Jan Peeters"}


def test_answers_to_one_challenge_are_joined():
    found: list[dict[str, object]] = [{"id": "saled"}]
    add_challenges(
        found,
        [
            {"id": "saled", "description": "Wij komen langs.", "interventions": [{"id": "huisvesting"}]},
            {"id": "marcel"},
            {"id": "saled", "description": "Later gezegd.", "interventions": [{"id": "huisvesting"}, {"id": "taal"}]},
        ],
    )
    assert found == [
        {"id": "saled", "description": "Wij komen langs.", "interventions": [{"id": "huisvesting"}, {"id": "taal"}]},
        {"id": "marcel"},
    ]


def labels(call):
    """Return the names of facts in the languages that ship."""
    return Labels(load_call(shipped("data")).languages(), call)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Marcel", ["marcel"]),
        ("Marc & Marlies", ["marc-marlies"]),
        ("Marc en Marlies, Marcel", ["marc-marlies", "marcel"]),
        ("Chadia en Jordy & Cindy", ["chadia", "jordy-cindy"]),
        ("jordy-cindy; SALED", ["jordy-cindy", "saled"]),
        ("Jordy/Cindy", ["jordy-cindy"]),
        ("Uitdaging 1 en 3", ["saled", "marc-marlies"]),
        ("Persona Saled (nieuwkomers, alleen), persona Marcel.", ["saled", "marcel"]),
        ("Weinig netwerk, weinig Nederlands, dringend een woning", ["saled"]),
        ("- Saled\n- Chadia", ["saled", "chadia"]),
        ("Saled\nChadia", ["saled", "chadia"]),
        ("Marc", [None]),
        ("alle uitdagingen", [None]),
        ("", []),
    ],
)
def test_challenges_by_their_names(whole, text, ids):
    assert [id_ for _, id_ in labels(whole).challenges(text)] == ids


def test_a_name_that_the_call_does_not_know_is_given_back(whole):
    assert list(labels(whole).challenges("Saled, Jef & Mia")) == [("Saled", "saled"), ("Jef", None), ("Mia", None)]
