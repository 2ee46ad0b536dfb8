"""Where sentences begin and end, and under what they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addendum_cli.core.evidence.sentences import LONGEST, SentenceSearch

SEARCH = SentenceSearch(frozenset({"bv", "max", "dhr"}))


def split(text: str) -> list[str]:
    return [one.text for one in SEARCH.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n\n ", []),
        ("Eén zin.", ["Eén zin."]),
        ("Eén. Twee! Drie? Vier", ["Eén.", "Twee!", "Drie?", "Vier"]),
        ("Max. 12 per jaar, bv. in de zomer.", ["Max. 12 per jaar, bv. in de zomer."]),
        ("Met o.a. huisbezoek en dhr. Peeters.", ["Met o.a. huisbezoek en dhr. Peeters."]),
        ("Sport, cultuur … en meer.", ["Sport, cultuur … en meer."]),
        ("Punt 1.3 van 3,5 blz.", ["Punt 1.3 van 3,5 blz."]),
        ("Hij zei: “Kom.” En ging.", ["Hij zei: “Kom.”", "En ging."]),
        ("Een zin\ndie doorloopt.", ["Een zin\ndie doorloopt."]),
        ("- een\n- twee", ["een", "twee"]),
        ("• een\n• twee", ["een", "twee"]),
        ("1. een\n2) twee\nc) drie", ["een", "twee", "drie"]),
        ("> - geciteerd\n> - punt", ["geciteerd", "punt"]),
        ("Wonen\nWerken", ["Wonen", "Werken"]),
        ("een | twee\n|---|---|\nx | y", ["een", "twee", "---", "---", "x", "y"]),
        ("Een.\r\n\r\nTwee.", ["Een.", "Twee."]),
    ],
)
def test_split(text, expected):
    assert split(text) == expected


@pytest.mark.parametrize("text", ["# Kop\nzin", "Kop\n===\nzin", "Kop\n---\nzin", "**Kop**\nzin", "**Kop.** zin"])
def test_headings(text):
    kop, zin = SEARCH.find(text)
    assert (kop.title, zin.title, zin.topic) == (True, False, 0)


def test_a_ruler_is_no_heading():
    assert [one.title for one in SEARCH.find("Een zin.\n\n-----\n\nNog een.")] == [False, False]


def test_a_list_stands_under_its_lead_in_until_it_ends():
    text = "Aanbod:\n\n- een\n- twee. En meer\n\nNiet meer."
    assert [(one.text, one.lead) for one in SEARCH.find(text)] == [
        ("Aanbod:", -1),
        ("een", 0),
        ("twee.", 0),
        ("En meer", 0),
        ("Niet meer.", -1),
    ]


def test_a_lead_in_without_a_list_holds_for_its_paragraph():
    assert [one.lead for one in SEARCH.find("Aanbod:\nEen zin. Nog een.\n\nNiet meer.")] == [-1, 0, 0, -1]


@given(st.text(alphabet="ab .!?:;\n-*#|1)(é…\r\t", max_size=300))
def test_every_sentence_stands_where_it_says(text):
    end = 0
    for one in SEARCH.find(text):
        assert text[one.start : one.start + len(one.text)] == one.text
        assert one.start >= end
        assert one.lead < len(text)
        end = one.start + len(one.text)


@given(st.text(alphabet="ab \n", min_size=LONGEST, max_size=3 * LONGEST))
def test_no_sentence_is_longer_than_the_bound(text):
    assert all(len(one.text) <= LONGEST for one in SEARCH.find(text))
