"""From what texts say to one offer: ticks, descriptions, scopes, passages and lines."""

import pickle
from importlib import import_module

import pytest

from addendum_cli.core.evidence import offers
from addendum_cli.model.verdict import Offer, Passage
from searching import found, says, search, usual, words

WONEN, SCHULDEN = "saled/wonen", "saled/schulden"


def test_neither_ticked_nor_spoken_of():
    assert found("Wij koken elke dag soep.")[WONEN] == Offer(False, False, "absent")


def test_a_bare_tick_holds_where_no_text_says_anything():
    assert found("Wij koken soep.", ticked=[WONEN])[WONEN] == Offer(True, False, "offered")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Woonbegeleiding geven we elke week.", "offered"),
        ("Voor woonbegeleiding verwijzen we door naar het CAW.", "delegated"),
        ("Woonbegeleiding komt er op termijn.", "later"),
        ("Woonbegeleiding bieden we niet aan.", "denied"),
    ],
)
def test_a_bare_tick_gives_way_to_any_passage(text, status):
    offer = found(text, ticked=[WONEN])[WONEN]
    assert offer == Offer(True, False, status, (Passage(text, "p.md", 1, status),))


@pytest.mark.parametrize(
    ("description", "status"),
    [
        ("We zoeken samen en blijven langskomen.", "offered"),
        ("Elke week aan huis", "offered"),
        ("Dit nemen wij niet op.", "denied"),
        ("Dit valt buiten onze werking.", "denied"),
        ("n.v.t.", "denied"),
        ("Geen aanbod.", "denied"),
        ("Op termijn, als er middelen zijn.", "later"),
        ("Nog niet, vanaf 2024.", "later"),
        ("Dat laten we over aan het OCMW.", "delegated"),
        ("Dit doen we niet zelf. We verwijzen door naar het CAW.", "delegated"),
        ("Onze vereniging bestaat al lang. Deze interventie bieden we niet aan.", "denied"),
        ("We komen elke week langs. We wachten niet tot iemand belt.", "offered"),
        ("Dit doen we niet alleen: de buren helpen mee.", "offered"),
        ("Er zijn geen wachtlijsten.", "offered"),
    ],
)
def test_a_description_need_not_name_what_it_describes(description, status):
    own = words(description, scope="saled", about=WONEN)
    offer = found(own, described=[WONEN])[WONEN]
    assert (offer.status, offer.declared, offer.described) == (status, True, True)
    assert [passage.status for passage in offer.evidence] == [status]


def test_a_description_decides_over_the_rest_of_the_text():
    own = words("Woonbegeleiding nemen we niet op.", scope="saled", about=WONEN)
    offer = found(own, "Wij bieden woonbegeleiding.", described=[WONEN])[WONEN]
    assert [(offer.status)] + [one.status for one in offer.evidence] == ["denied", "denied", "offered"]


@pytest.mark.parametrize("description", ["-", "…", "Cliënten kampen met schulden.", "Kan dat?"])
def test_a_description_that_says_nothing_is_a_bare_tick(description):
    own = words(description, scope="saled", about=WONEN)
    assert found(own, described=[WONEN])[WONEN] == Offer(True, True, "offered")
    assert found(own, "Woonbegeleiding doen we niet.", described=[WONEN])[WONEN].status == "denied"


def test_a_description_speaks_of_other_services_too():
    own = words("We maken een budgetplan.", scope="saled", about=WONEN)
    assert found(own, described=[WONEN])["saled/budget"].status == "offered"


def test_the_strongest_counts_where_texts_disagree():
    texts = ("Woonbegeleiding doen we niet.", "Woonbegeleiding komt er op termijn.", "Woonbegeleiding geven we.")
    assert [says(*texts[:n])["wonen"] for n in (1, 2, 3)] == ["denied", "later", "offered"]


def test_a_text_of_one_challenge_counts_for_that_one_and_for_requirements():
    text = words("Aanklampend, met fietslessen en woonbegeleiding.", scope="saled")
    assert says(text) == {"wonen": "offered", "aanklampend": "offered"}


def test_only_what_is_asked_is_answered():

    assert set(offers({WONEN: False}, [SCHULDEN], [words("Woonbegeleiding.")], usual())) == {SCHULDEN}


def test_at_most_three_passages_each_once_strongest_first():
    text = "Woonbegeleiding niet. " + " ".join(f"Woonbegeleiding {n}." for n in (11, 11, 12, 13, 14))
    passages = found(text)[WONEN].evidence
    assert [one.text for one in passages] == ["Woonbegeleiding 11.", "Woonbegeleiding 12.", "Woonbegeleiding 13."]


def test_a_passage_begins_where_its_line_says_and_stands_on_one_line():
    text = "# Kop\n\nEerst dit. Wij geven elke\nweek woonbegeleiding\nin Menen.\n\n- Nog woonbegeleiding"
    assert [(one.text, one.line) for one in found(text)[WONEN].evidence] == [
        ("Wij geven elke week woonbegeleiding in Menen.", 3),
        ("Nog woonbegeleiding", 7),
    ]


def test_a_long_sentence_is_cut_between_words_around_what_it_names():
    text = "Wij " + "doen heel veel " * 40 + "woonbegeleiding " + "en nog veel meer " * 40 + "samen."
    (passage,) = found(text)[WONEN].evidence
    assert len(passage.text) <= 300
    assert (passage.text[0], passage.text[-1]) == ("…", "…")
    assert set(passage.text.strip("…").split()) <= set(text.split())
    assert "woonbegeleiding" in passage.text


def test_accents_written_apart_are_the_same_letters():
    text = "Eén.\n\nWij geven cre\u0300che, psycho-educatie\u0301 en woonbegeleiding."
    (passage,) = found(text)[WONEN].evidence
    assert (passage.line, passage.status) == (3, "offered")


def test_a_search_travels_to_another_process():
    by = search(call="een twee drie vier vijf zes zeven acht woonbegeleiding", year=2023)
    there = pickle.loads(pickle.dumps(by))  # noqa: S301 - our own
    text = "Woonbegeleiding vanaf 2019. Budgetbegeleiding niet."
    assert found(text, by=there) == found(text, by=by)


def test_what_was_read_before_changes_nothing(monkeypatch):
    reading = import_module("addendum_cli.core.evidence.offers")  # the package's `offers` is the function
    texts = [f"Woonbegeleiding nummer {n} geven we. Schuldbemiddeling {n} doen we niet." for n in range(30)]
    by = search()
    fresh = [found(text, by=search()) for text in texts]
    monkeypatch.setattr(reading, "SENTENCES", 3)
    monkeypatch.setattr(reading, "WORDS", 5)
    assert [found(text, by=by) for text in texts] == fresh
