"""What a description of an intervention says, in the words of the shipped call and language."""

import pytest

from addendum_cli.api import load_call
from addendum_cli.core.evaluate import wanted
from addendum_cli.core.evidence import Search, offers
from addendum_cli.model.text import Words
from addendum_cli.store.bundled import shipped


@pytest.fixture(scope="module")
def search():
    folder = load_call(shipped("data"))
    return Search(wanted(folder.call), folder.language, frozenset(), year=2023)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Wij zoeken geen woning voor mensen.", "denied"),
        ("Niet bij ons.", "denied"),
        ("Wij kunnen niet op kinderen passen.", "denied"),
        ("Dit is ons te zwaar.", "denied"),
        ("Dit doet onze partner.", "delegated"),
        ("Hiervoor verwijzen we door.", "delegated"),
        ("Wij zoeken samen een woning.", "offered"),
        ("Wij laten niemand los.", "offered"),
        ("Geen wachtlijst, we zoeken meteen een woning.", "offered"),
    ],
)
def test_a_description_says(search, words, status):
    text = Words(words, "x.yaml", lambda offset: 1, "saled", "saled/huisvesting")
    found = offers({"saled/huisvesting": True}, ("saled/huisvesting",), (text,), search)
    assert found["saled/huisvesting"].status == status


def test_a_problem_is_no_offer(search):
    text = Words("Huisvesting is een probleem.", "x.yaml", lambda offset: 1)
    assert offers({}, ("saled/huisvesting",), (text,), search)["saled/huisvesting"].status == "absent"
