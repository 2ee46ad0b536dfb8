"""Which words a term finds, and which it must not."""

import pytest

from searching import says, search


def finds(term: str, text: str, *unless: str) -> bool:
    """Return whether ``term`` is found in ``text``."""
    by = search(f"it: {{terms: [{term!r}], unless: {list(unless)}}}")
    return says(text, by=by) == {"it": "offered"}


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("schuld", "schulden"),
        ("huis", "huizen"),
        ("brief", "brieven"),
        ("taal", "talen"),
        ("fiets", "fietsen"),
        ("les", "lessen"),
        ("step", "steppen"),
        ("budget", "budgetten"),
        ("vacature", "vacatures"),
        ("buddy", "buddy's"),
        ("buddy", "buddy’s"),
        ("netwerk", "netwerkje"),
        ("mogelijkheid", "mogelijkheden"),
        ("sociaal netwerk", "sociale netwerken"),
        ("intensieve begeleiding", "intensief begeleiding"),
        ("psychologische hulp", "psychologisch hulp"),
        ("fietslessen", "fietsles"),
        ("levensdomeinen", "levensdomein"),
        ("begeleiden", "begeleidt"),
        ("begeleiden", "begeleid"),
        ("oefenen", "oefent"),
        ("oefenen", "geoefend"),
        ("stoppen", "gestopt"),
        ("maken", "maakt"),
        ("schrijven", "schrijft"),
        ("lezen", "leest"),
        ("aanmoedigen", "aan te moedigen"),
        ("aanmoedigen", "aangemoedigd"),
        ("opvolgen", "opgevolgd"),
        ("coördinatie", "COORDINATIE"),
        ("crèche", "creche"),
        ("één begeleider", "een begeleider"),
        ("budgetbegeleiding", "budget-begeleiding"),
        ("budget begeleiding", "budgetbegeleiding"),
        ("psycho-educatie", "psychoeducatie"),
        ("psychoeducatie", "psycho-educatie"),
        ("niet-digitaal", "niet digitale"),
        ("stap voor stap", "stap\nvoor stap"),
        ("empower*", "empowerment"),
        ("*begeleiding", "woonbegeleiding"),
        ("*begeleiding", "begeleiding"),
        ("*netwerk*", "wijknetwerken"),
        ("GTB", "GTB"),
        ("OCMW", "OCMW's"),
        ("NT2", "NT2"),
    ],
)
def test_found(term, text):
    assert finds(term, text)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("begeleiding", "beleid"),
        ("begeleiding", "leiding"),
        ("begeleiding", "woonbegeleiding"),  # only `*begeleiding` does
        ("zin", "gezin"),
        ("gezin", "zin"),
        ("taal", "totaal"),
        ("taal", "betaalbaar"),
        ("taal", "digitaal"),
        ("woon", "gewoon"),
        ("wonen", "gewoonlijk"),
        ("schuld", "schuldig"),
        ("herval", "hervatten"),
        ("GTB", "gtb"),
        ("MAT", "op mat"),
        ("IBO", "ibo"),
        ("sociaal netwerk", "sociaal. Netwerk"),
        ("sociaal netwerk", "sociaal, netwerk"),
        ("sociaal netwerk", "netwerk sociaal"),
        ("voortraject", "voor traject 3"),  # no compound: the first is a word of its own
        ("empower*", "power"),
    ],
)
def test_not_found(term, text):
    assert not finds(term, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("opleiding", True),
        ("opleiding van onze medewerkers", False),
        ("medewerkers in opleiding", False),
        ("opleiding, medewerkers", True),
        ("De medewerkers bespreken elke opleiding", True),
        ("opleiding en werk voor wie dat wil", True),
    ],
)
def test_an_unless_term_cancels_what_it_stands_beside(text, expected):
    assert finds("opleiding", text, "medewerkers") is expected


def test_an_unless_term_cancels_what_it_overlaps():
    assert not finds("netwerk", "ons netwerk van partners", "netwerk van partners")
    assert finds("netwerk", "ons netwerk van vrienden", "netwerk van partners")


def test_an_unless_term_cancels_its_own_service_only():
    by = search("a: {terms: [opvang], unless: [nachtopvang, opvang voor asiel]}\nb: {terms: [opvang]}")
    assert says("Er is opvang voor asiel.", by=by) == {"b": "offered"}
