"""What holds for every text: of the search for evidence."""

import time

from hypothesis import given
from hypothesis import strategies as st

from addendum_cli.core.evidence import shingles
from searching import found, says, search, words

PARTS = (
    "Wij bieden woonbegeleiding aan.",
    "Schuldbemiddeling doen we niet.",
    "Voor therapie verwijzen we door naar het CGG.",
    "Fietslessen komen er op termijn.",
    "Cliënten kampen met slechte huisvesting.",
    "We maken een budgetplan, niet zonder humor.",
    "Het addendum vraagt woonbegeleiding.",
    "# Schuldbemiddeling",
    "- budgetbegeleiding (geen therapie)",
    "Wat we niet doen:",
    "Partners:",
    "Woonbegeleiding: ja; schuldbemiddeling: nee.",
)
UNRELATED = (
    "De soep was lekker.",
    "Het bestuur telt negen leden.",
    "Onze hond heet Bruno.",
    "Op zaterdag is er markt.",
)
text_of = st.lists(st.sampled_from(PARTS), min_size=1, max_size=8).flatmap(
    lambda parts: st.lists(st.sampled_from([" ", "\n", "\n\n"]), min_size=len(parts), max_size=len(parts)).map(
        lambda gaps: "".join(part + gap for part, gap in zip(parts, gaps, strict=True))
    )
)
anything = st.text(max_size=400) | st.text(alphabet="aé .,:;!?()-*#|\n\t'’…1niet geen woonbegeleiding", max_size=400)


@given(anything)
def test_any_text_can_be_read(text):
    for offer in found(text, ticked=["saled/wonen"]).values():
        assert len(offer.evidence) <= 3


@given(text_of)
def test_every_passage_stands_in_the_text_where_it_says(text):
    flat = " ".join(text.split())
    for offer in found(text).values():
        for passage in offer.evidence:
            assert 0 < len(passage.text) <= 300
            assert passage.text in flat
            assert passage.line is not None
            assert text.splitlines()[passage.line - 1].count(passage.text.split()[0]) > 0


@given(st.lists(text_of, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_texts_changes_no_status(texts, random):
    shuffled = random.sample(texts, len(texts))
    assert says(*texts) == says(*shuffled)


@given(text_of, st.sampled_from(UNRELATED))
def test_an_unrelated_sentence_takes_no_offer_away(text, more):
    before = {id_ for id_, status in says(text).items() if status == "offered"}
    for longer in (f"{more}\n\n{text}", f"{text.rstrip()}\n\n{more}"):
        after = {id_ for id_, status in says(longer).items() if status == "offered"}
        assert before == after


@given(text_of, text_of)
def test_more_text_only_makes_a_status_stronger(text, more):
    rank = ("absent", "denied", "later", "delegated", "offered")
    before, after = found(text), found(text, more)
    assert all(rank.index(after[id_].status) >= rank.index(offer.status) for id_, offer in before.items())


@given(
    st.lists(
        st.sampled_from(["wij", "geven", "woonbegeleiding", "budgetplan", "en", "elke", "week", "een", "les"]),
        min_size=8,
    )
)
def test_an_echo_of_the_call_offers_nothing(echo):
    text = " ".join(echo)
    assert says(text, by=search(call=f"Gevraagd wordt: {text} en meer.")) == {}


@given(text_of)
def test_the_call_itself_offers_nothing(text):
    if shingles(text):
        assert says(text, by=search(call=text)) == {}


@given(text_of, st.sampled_from(["saled", "marcel", None]))
def test_what_was_read_before_changes_nothing(text, scope):
    assert found(words(text, scope=scope)) == found(words(text, scope=scope), by=search())


def test_time_grows_with_the_text_and_no_faster():
    def spent(text: str) -> float:
        by = search()
        begin = time.process_time()
        found(text, by=by)
        return time.process_time() - begin

    hard = (
        "niet woonbegeleiding ",
        "verwijzen we ",
        "a" * 50,
        "- ",
        "(",
        "Wie die dat ",
        ", en niet ",
        "\n",
        "regel\n",
        "**b\n",
    )
    for part in hard:
        short, long = spent(part * (40_000 // len(part))), spent(part * (160_000 // len(part)))
        assert long < 0.2 + 10 * short, part
