"""Names compared as people mean them, and the name that a misspelling means."""

import pytest

from addendum_cli.core.eligibility import Ground
from addendum_cli.core.words import fold, nearest, text_key
from judging import call

TOWNS = ("Kortrijk", "Menen", "Spiere-Helkijn", "Waregem", "Beveren-Leie")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Spiere-Helkijn", "SPIERE helkijn"),
        ("Espierres‑Helchin", "Espierres-Helchin"),  # a hyphen that does not break
        ("Sint Eloois Vijve", "Sint-Eloois-Vijve"),
        ("'t Huis", "’t huis"),
        ("vzw De Wegwijzer", "V.Z.W. De Wegwijzer"),
        ("Zo\u0308e", "Zoë".replace("ë", "e").replace("o", "ö")),
        ("één", "een"),
        ("STRASSE", "straße"),
    ],
)
def test_the_same_name(one: str, other: str):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Menen", "menens"), ("Marke", "Marken"), ("Kortrijk", "Kortrijk 2")])
def test_another_name(one: str, other: str):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kortrik", "Kortrijk"),  # a letter left out
        ("Kortrijjk", "Kortrijk"),  # one added
        ("Kortrjik", "Kortrijk"),  # two swapped count as one
        ("Kotrik", "Kortrijk"),  # two edits, in a long name
        ("Mene", "Menen"),  # one edit, in a short one
        ("Mee", None),  # two edits in a short one: another word
        ("spiere helkin", "Spiere-Helkijn"),
        ("Spiere", "Spiere-Helkijn"),  # the beginning of a hyphenated one
        ("Beveren", "Beveren-Leie"),
        ("Gent", None),
        ("Ko", None),  # too short to mean anything
        ("", None),
    ],
)
def test_the_name_meant(written: str, meant: str | None):
    assert nearest(written, TOWNS) == meant


def test_of_two_names_equally_near_the_first_in_the_alphabet():
    assert nearest("Marka", ["Marko", "Marke"]) == nearest("Marka", ["Marke", "Marko"]) == "Marke"


def test_a_neighbour_is_itself_and_no_misspelling():
    ground = Ground(call().call)
    assert ground.place_meant("Kortenaken") is None
    assert ground.place_meant("Kortrijck") == ("Kortrijk", "Kortrijk")
    assert ground.place_meant("Cortrai") == ("Kortrijk", "Courtrai")
    assert ground.place_meant("Leiestreeek") == ("Leiestreek", "Leiestreek")


def test_a_domain_goes_by_every_word_of_its():
    ground = Ground(call().call)
    assert [
        ground.domain(word) for word in ("Wonen", "huis-vesting", "Werk en Opleiding", "NEDERLANDS", "imkerij")
    ] == [
        "wonen",
        "wonen",
        "werk",
        "taal",
        None,
    ]
    assert ground.asked == {"wonen", "taal", "werk"}
    assert ground.specialisms == {"taal", "mobiliteit"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Wij gaan mee.", "WIJ  GAAN\nMEE", True),
        ("Wij gáán mee", "wij gaan mee", True),
        ("Wij gaan mee", "wij gaan niet mee", False),
        ("Привет мир", "привет  МИР", True),
        ("Привет мир", "Привет", False),
    ],
)
def test_the_same_narrative(one: str, other: str, same: bool):
    assert (text_key(one) == text_key(other)) is same


@pytest.mark.parametrize("nothing", ["", "  \n", "...", "- -"])
def test_a_text_without_words_is_like_no_other(nothing: str):
    assert text_key(nothing) == ""


@pytest.mark.parametrize(
    ("entry", "within"),
    [
        ("Kortrijk, Menen", "Kortrijk"),  # the first of two
        ("Menen en Kortrijk", "Menen"),
        ("Gent, Waregem", "Waregem"),  # the last word counts as the first does
        ("8500 Kortrijk", "Kortrijk"),
        ("Menen (Lauwe)", "Menen"),
        ("stad Lauwe", "Menen"),  # the municipality that it lies in
        ("de gemeente Spiere Helkijn", "Spiere-Helkijn"),  # a name of two words, at the end
        ("Beveren Leie dorp", "Waregem"),  # and at the beginning; one of its words alone is no name of ours
        ("heel de Leiestreek", "Leiestreek"),
        ("Gent en omstreken", None),
        ("een twee drie vier vijf zes Menen", "Menen"),  # however long the entry
        ("Wielsbeke", None),
        ("", None),
    ],
)
def test_a_place_of_the_region_among_other_words(entry: str, within: str | None):
    assert Ground(call().call).place_within(entry) == within


def test_a_neighbour_whose_name_holds_one_of_ours_is_a_neighbour():
    known = call().call
    region = known.region.model_copy(update={"neighbours": ("Kortrijk-Dutsel",)})
    ground = Ground(known.model_copy(update={"region": region}))
    assert [ground.place_within(name) for name in ("Kortrijk-Dutsel", "Kortrijk Zuid")] == [None, "Kortrijk"]
