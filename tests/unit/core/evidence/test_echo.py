"""Words that stand in the call too prove nothing."""

import pytest

from addendum_cli.core.evidence import shingles
from searching import says, search

CALL = """Wie meedoet geeft woonbegeleiding aan huis en helpt bij het vinden van een goede woning.
Ook nodig:
- schuldbemiddeling door een dienst
- therapie van een psycholoog"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wie meedoet geeft woonbegeleiding aan huis en helpt bij het vinden van een goede woning.", {}),
        ("Wij zijn iemand wie meedoet, geeft woonbegeleiding aan huis en helpt elke dag.", {}),
        ("WIE MEEDOET geeft\nwoonbegeleiding aan huis en helpt bij alles.", {}),
        ("Wij geven woonbegeleiding aan huis en helpen bij het vinden van een woning.", {"wonen": "offered"}),
        ("Geeft woonbegeleiding aan huis en helpt ook.", {"wonen": "offered"}),  # 7 words
        ("Ook nodig: schuldbemiddeling door een dienst, therapie van een psycholoog", {}),
        ("- Schuldbemiddeling door een dienst\n- Therapie van een psycholoog", {}),
        ("- Schuldbemiddeling door een dienst\n- Budgetbegeleiding", {"schulden": "offered", "budget": "offered"}),
    ],
)
def test_echo(text, expected):
    assert says(text, by=search(call=CALL)) == expected


def test_without_the_calls_text_nothing_is_an_echo():
    assert says(CALL.splitlines()[0], by=search()) == {"wonen": "offered"}


def test_shingles_are_the_runs_of_eight_words_in_order():
    text = "één twee drie vier vijf zes zeven acht negen"
    first, second = shingles(text)
    assert [first] == shingles("Een TWEE drie, vier (vijf) zes-zeven acht")
    assert [second] == shingles("twee drie vier vijf zes zeven acht negen")
    assert shingles("te kort") == []
    assert all(0 <= run < 2**64 for run in (first, second))


def test_shingles_never_change():
    """They stand in files: whoever changes the hash makes every call's file worthless."""
    assert shingles("een twee drie vier vijf zes zeven acht") == [SHINGLE]


SHINGLE = 17565403387091400600
