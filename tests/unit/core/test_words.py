"""Names and texts compared, at the edges where one letter more or less decides."""

import pytest

from addendum_cli.core.words import nearest, suggestion, text_key
from addendum_cli.messages import say


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("Gnt", ["Gent"], "Gent"),  # three letters are enough to mean something
        ("Gn", ["Gen"], None),
        ("Kortrijk", ["Kortxxxk"], None),  # three edits are another word, however long
        ("Kortrijk", ["Kortxxjk"], "Kortxxjk"),
        ("Wervike", ["Wervyck"], None),  # seven letters: one edit
        ("Sint", ["Sint-Eloois-Vijve"], "Sint-Eloois-Vijve"),  # it begins the hyphenated name
        ("Sint-Eloois", ["Sint-Eloois-Vijve"], None),  # its first part, not any beginning
        ("Eloois", ["Sint-Eloois-Vijve"], None),
        ("Abc", ["Abc-De"], "Abc-De"),  # short as it is: that counts as one edit
        ("Desselgem", ["Desselgaa", "Desselgem-Dorp"], "Desselgem-Dorp"),  # and goes before a name two edits away
        ("Menen", ["Mene", "Menen"], "Menen"),  # itself before any other
        ("Marke", [], None),
    ],
)
def test_the_name_that_a_misspelling_means(written, known, meant):
    assert nearest(written, known) == meant


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("één\n\n\n\n\n\n\n\neen", "een een", True),  # much white space is no other script
        ("abcd Приветы", "abcd Другиее", False),  # a text in two scripts is compared by both
        ("abcd Приветы", "ABCD  приветы", True),
        ("Καλημέρα", "καλημέρα", True),
        ("漢字かな", "漢字カナ", False),
        ("Привет \ud83d", "привет", True),  # half a character, as JSON can hold it
    ],
)
def test_texts_that_are_the_same_narrative(one, other, same):
    assert (text_key(one) == text_key(other)) is same


@pytest.mark.parametrize(
    ("name", "shown", "told"),
    [
        ("saledd", None, say("did you mean {name}?", name="saled")),
        ("saledd", ["all of them"], say("did you mean {name}?", name="saled")),
        ("iets", None, say("known here: {names}", names=("saled", "marcel"))),
        ("iets", ["topics", "ids"], say("known here: {names}", names=("topics", "ids"))),
        ("iets", [], say("known here: {names}", names=())),
    ],
)
def test_what_to_do_about_a_name_that_is_not_known(name, shown, told):
    assert suggestion(name, iter(("saled", "marcel")), shown) == told
