"""What was learnt decides by sums of weights: here with weights so few that each sum can be made by hand."""

from __future__ import annotations

import pytest

from addendum_cli.core.evidence import Search, Wanted, Weights
from addendum_cli.core.evidence.features import WordClasses, of_pairs, of_word
from addendum_cli.core.evidence.learned import FORMAT, damping, mark_of
from searching import language

WANTED = (
    Wanted("wonen", ("woning",), (), "saled", "een woning vinden"),
    Wanted("geld", ("budget",), (), "saled", "omgaan met geld"),
)
ONE_WORD = damping(1)


def weights(**more: object) -> Weights:
    data = {
        "format": FORMAT,
        "ids": {one.id: mark_of(one.text) for one in WANTED},
        "bias": [-100, -100],
        "hit": 50,
        "own": 60,
        "about": {"sentence": {"w dak": [0, 200], "c huren": [0, 300], "w euro": [1, 200]}},
        "manner": {"sentence": {"others": [0, 10]}, "each": {}},
        "classes": {"huren": ["huur*", "bij de eigenaar"]},
        "bounds": {"offered": 0, "other": 0, "margin": 0},
        **more,
    }
    return Weights.of(data)


def says(
    text: str, given: Weights | None, wanted: tuple[Wanted, ...] = WANTED, about: int | None = None
) -> dict[str, str]:
    reading = Search(wanted, language("nl"), frozenset(), weights=given).read(text)
    return {wanted[owner].id: said.status for said in reading.said(about) for owner in said.owners}


def test_what_reaches_its_bound_is_said_and_what_does_not_is_not():
    assert says("Dak.", weights()) == {"wonen": "offered"}
    assert says("Dak.", weights(bias=[-201, -100])) == {}
    assert says("Dak.", weights(bias=[-200, -100])) == {"wonen": "offered"}


def test_a_long_sentence_needs_more_for_the_same():
    text = "Dak " + "en " * 15  # sixteen words: each weighs half
    assert says(text, weights()) == {"wonen": "offered"}
    assert says(text, weights(bias=[-101, -100])) == {}


def test_a_term_and_the_description_in_which_it_stands_add_their_own():
    assert says("Woning.", weights()) == {}
    assert says("Woning.", weights(hit=100)) == {"wonen": "offered"}
    assert says("Niets.", weights(own=100), about=1) == {"geld": "offered"}


def test_classes_count_once_for_all_their_words_and_rows_of_words():
    assert says("Huurders huren.", weights(bias=[-252, -100])) == {"wonen": "offered"}
    assert says("Huurders huren.", weights(bias=[-253, -100])) == {}
    assert says("Vragen bij de eigenaar.", weights()) == {"wonen": "offered"}


@pytest.mark.parametrize(
    ("said", "counted"), [("later", "later"), ("denied", "denied"), ("problem", None), ("echo", None)]
)
def test_what_is_said_of_it_is_the_largest_sum(said, counted):
    place = ("offered", "later", "delegated", "denied", "problem", "echo").index(said)
    given = weights(manner={"sentence": {"w ooit": [place, 50]}, "each": {}})
    assert says("Ooit dak.", given) == ({"wonen": counted} if counted else {})


def test_an_offer_has_to_be_ahead_by_the_margin():
    manner = {"sentence": {"w dak": [0, 30, 1, 20]}, "each": {}}
    assert says("Dak.", weights(manner=manner, bounds={"offered": 0, "other": 0, "margin": 10})) == {"wonen": "offered"}
    assert says("Dak.", weights(manner=manner, bounds={"offered": 0, "other": 0, "margin": 11})) == {}


def test_heading_and_neighbours_add_theirs():
    about = {"sentence": {}, "heading": {"w wonen": [0, 100]}, "before": {"c huren": [1, 100]}}
    assert says("# Wonen\n\nWij gaan mee.", weights(about=about)) == {"wonen": "offered"}
    assert says("Zij huurt. Wij gaan mee.", weights(about=about)) == {"geld": "offered"}
    manner = {"sentence": {}, "after": {"w niet": [3, 40]}, "before": {"w plan": [1, 30]}, "each": {}}
    assert says("Dak. Niet dus.", weights(manner=manner)) == {"wonen": "denied"}
    assert says("Plan. Dak.", weights(manner=manner)) == {"wonen": "later"}


def test_what_the_rules_find_is_a_feature_among_others():
    manner = {"sentence": {}, "each": {"rule denied": [3, 10], "id geld": [2, 20]}}
    about = {"sentence": {"w woning": [0, 200], "w budget": [1, 200]}}
    given = weights(manner=manner, about=about)
    assert says("Een woning zoeken wij niet.", given) == {"wonen": "denied"}
    assert says("Een budget maken wij niet.", given) == {"geld": "delegated"}


def test_one_whose_text_has_changed_is_found_by_its_terms_alone():
    changed = (WANTED[0]._replace(text="een huis vinden"), WANTED[1])
    assert says("Dak.", weights(), changed) == {}
    assert says("Wij zoeken een woning.", weights(bias=[-900, -900]), changed) == {"wonen": "offered"}


def test_the_surest_passage_is_quoted_first():
    from addendum_cli.core.evidence import offers
    from addendum_cli.model.text import Words

    search = Search(WANTED, language("nl"), frozenset(), weights=weights())
    words = [Words("Een dak boven wie dat zoekt. Dak. Nog een dak.", "t.md", lambda _: 1)]
    offer = offers({}, ["wonen"], words, search)["wonen"]
    assert [passage.text for passage in offer.evidence] == ["Dak.", "Nog een dak.", "Een dak boven wie dat zoekt."]


def test_weights_of_another_kind_are_refused():
    with pytest.raises(ValueError, match="something/9"):
        Weights.of({"format": "something/9"})


def test_features_can_be_read():
    assert of_word("dak") == ["w dak"]
    assert of_word("daken") == [
        "w daken",
        "g <dak",
        "g dake",
        "g aken",
        "g ken>",
        "g <dake",
        "g daken",
        "g aken>",
        "g <daken",
        "g daken>",
    ]
    assert of_pairs(["een", "dak", "een", "dak"]) == ["b een dak", "b dak een"]


def test_word_classes_by_beginning_end_and_row():
    classes = WordClasses({"a": ["huur*", "*woning"], "b": ["op zoek naar een*", "dak"]})
    assert classes.of(["huurders", "op", "zoek", "naar", "eender", "noodwoning"]) == ["a", "b"]
    assert classes.of(["op", "zoek", "naar"]) == []
    assert classes.of(["verhuur", "woningen", "daken"]) == []


def test_why_a_sentence_was_read_so_can_be_asked():
    from addendum_cli.core.evidence import Reason, reasons
    from addendum_cli.model.text import Words

    manner = {"sentence": {"others": [0, 10], "w dak": [1, 5]}, "each": {"id wonen": [0, 30]}}
    about = {"sentence": {"w dak": [0, 200], "b een dak": [0, 40], "c huren": [1, 10]}, "heading": {"w wonen": [0, 15]}}
    search = Search(WANTED, language("nl"), frozenset(), weights=weights(about=about, manner=manner))
    text = Words("# Wonen\n\nEen dak.", "t.md", lambda offset: offset, None, None)
    share = damping(2)
    assert list(reasons(["wonen", "geld"], [text], search)) == [
        Reason(
            "t.md", 9, "Een dak.", "wonen", "offered",
            (("w dak", 2 * share), ("b een dak", 0.4 * share), ("heading: w wonen", 0.15)),
            (("id wonen", 0.3), ("others", 0.1 * share)),
        )
    ]  # fmt: skip
    assert list(reasons(["geld"], [text], search)) == []
    assert list(reasons(["wonen"], [text], Search(WANTED, language("nl"), frozenset()))) == []
