"""Numbers and messages as the reader sees them: rounded once, in the reader's language, nothing read as a template."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest

from addendum_cli.messages import say, say_n
from addendum_cli.model.verdict import Mark, Outcome, Status, Verdict
from addendum_cli.report.wording import HIDDEN, OUTCOMES, SOURCES, STATUSES, TOTALS, VERDICTS, Tongue, exact, rounded

DUTCH, ENGLISH = Tongue("nl"), Tongue("en")


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("200/3", 4, "66.6667"),
        ("200/3", 1, "66.7"),
        ("1/3", 4, "0.3333"),
        ("1/20000", 4, "0.0001"),  # an exact half: away from zero
        ("-1/20000", 4, "-0.0001"),
        ("9999/200000", 4, "0.05"),
        ("49999/1000000000", 4, "0"),  # just under the half
        ("5/2", 0, "3"),
        ("-5/2", 0, "-3"),
        ("7/2", 0, "4"),  # not to the even one
        ("1/8", 2, "0.13"),
        ("201/200", 2, "1.01"),  # 1.005, which as a float is less
        ("-8", 4, "-8"),  # trap: a minus that is stripped
        ("-1/3", 2, "-0.33"),
        ("100", 4, "100"),
        ("0", 4, "0"),
        ("999999/10000", 1, "100"),
    ],
)
def test_rounding_is_exact_and_takes_halves_away_from_zero(value, places, expected):
    found = rounded(Fraction(value), places)
    assert json.dumps(found) == expected
    assert rounded(-Fraction(value), places) == -found


@pytest.mark.parametrize(
    ("value", "kind"), [("200/3", float), ("66", int), ("66.00001", int), ("-66", int), ("1/4", float)]
)
def test_a_whole_number_stays_whole(value, kind):
    assert type(rounded(Fraction(value))) is kind


def test_numbers_as_they_were_written_are_rounded_in_the_same_way():
    assert (rounded(Decimal("2.675"), 2), rounded(0.5, 0), rounded(3)) == (2.68, 1, 3)


@pytest.mark.parametrize(
    ("score", "expected"), [(None, "null"), ("0", "0"), ("200/3", "66.6667"), ("62.5", "62.5"), ("1/100000", "0")]
)
def test_a_score_for_programs_has_at_most_four_decimals_and_a_missing_one_is_null(score, expected):
    assert json.dumps(exact(None if score is None else Fraction(score))) == expected  # trap: missing exported as 0.0


@pytest.mark.parametrize(
    ("value", "places", "dutch", "english"),
    [
        ("200/3", 1, "66,7", "66.7"),
        ("66", 1, "66,0", "66.0"),
        ("-5/2", 1, "-2,5", "-2.5"),
        ("-1/100", 1, "0,0", "0.0"),  # no minus before a zero
        ("1234567/2", 1, "617283,5", "617283.5"),
        ("5/2", 0, "3", "3"),
        ("1/3", 2, "0,33", "0.33"),
    ],
)
def test_a_number_has_the_decimal_sign_of_the_language(value, places, dutch, english):
    assert (DUTCH.number(Fraction(value), places), ENGLISH.number(Fraction(value), places)) == (dutch, english)


@pytest.mark.parametrize(
    ("mark", "dutch", "english"),
    [
        ("3", "3", "3"),
        ("0", "0", "0"),
        ("7/2", "3,5", "3.5"),
        ("17/5", "3,4", "3.4"),
        ("13/4", "3,25", "3.25"),
        ("10/3", "3,33", "3.33"),  # the mean of three assessors
        ("8999/3000", "3,00", "3.00"),  # not quite a 3, and it shows
        ("10", "10", "10"),
    ],
)
def test_a_mark_stands_as_an_assessor_writes_it(mark, dutch, english):
    assert (DUTCH.mark(Fraction(mark)), ENGLISH.mark(Fraction(mark))) == (dutch, english)


@pytest.mark.parametrize("tongue", [DUTCH, ENGLISH])
def test_what_is_missing_is_a_dash_and_never_a_zero(tongue):
    assert (tongue.number(None), tongue.mark(Mark(None).value), tongue(say("{a}", a=None))) == ("–", "–", "–")
    assert (tongue.number(Fraction(0)), tongue.mark(Fraction(0))) != ("–", "–")


def test_messages_are_put_into_the_language():
    message = say("not stated: {field}", field="capacity.fte")
    assert DUTCH(message) == "niet vermeld: capacity.fte"
    assert ENGLISH(message) == "not stated: capacity.fte"
    assert DUTCH(OUTCOMES["eligible"]) == "ontvankelijk"


def test_a_language_that_we_do_not_have_is_english():
    tongue = Tongue("fr")
    assert (tongue.language, tongue(OUTCOMES["later"]), tongue.number(Fraction(1, 2))) == (
        "en",
        "extra service, later phase",
        "0.5",
    )


@pytest.mark.parametrize(("n", "english"), [(0, "0 files"), (1, "1 file"), (2, "2 files")])
def test_a_plural_is_chosen_by_the_number(n, english):
    assert ENGLISH(say_n("{n} file", "{n} files", n)) == english


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (3, "3", "3"),
        (3.0, "3", "3"),
        (3.5, "3,5", "3.5"),
        (1234567.0, "1234567", "1234567"),
        (0.1, "0,1", "0.1"),
        ("1.10", "1.10", "1.10"),  # text stays as it was written
        (("Menen", "Wervik"), "Menen, Wervik", "Menen, Wervik"),
        (("Menen",), "Menen", "Menen"),
        ((1.5, None), "1,5, –", "1.5, –"),
        (say("eligible"), "ontvankelijk", "eligible"),
        ((say("eligible"), "x"), "ontvankelijk, x", "eligible, x"),
    ],
)
def test_values_in_a_message(value, dutch, english):
    message = say("{it}", it=value)
    assert (DUTCH(message), ENGLISH(message)) == (dutch, english)


def test_text_that_is_no_message_stays_as_it_is():
    assert (DUTCH("eligible {field}"), DUTCH(None), DUTCH("")) == ("eligible {field}", "", "")


@pytest.mark.parametrize("wrote", ["{0}", "{field}", "{", "}}", "{name.__class__}", "%s %(x)s", "{0!r:>999999999}"])
def test_what_an_applicant_wrote_is_never_read_as_a_template(wrote):
    assert ENGLISH(say("leaves out: {groups}", groups=(wrote,))) == f"leaves out: {wrote}"
    assert ENGLISH(wrote) == wrote


def test_a_message_without_values_may_hold_braces():
    assert ENGLISH(say("write it as {fte: 2.8}")) == "write it as {fte: 2.8}"


def test_blind_output_leaves_out_what_quotes_an_applicant_and_nothing_else():
    blind = Tongue("en", blind=True)
    assert blind(say("leaves out: {groups}", groups=("mensen zonder diploma",))) == f"leaves out: {HIDDEN}"
    assert blind(say("decided by {by}: {reason}", by=say("somebody not named"), reason="te laat")) == (
        f"decided by somebody not named: {HIDDEN}"
    )
    assert blind(say("not stated: {field}", field="capacity.fte")) == "not stated: capacity.fte"
    assert blind(say("{name}", name=None)) == "–"  # nothing to hide
    assert ENGLISH(say("leaves out: {groups}", groups=("wie rookt",))) == "leaves out: wie rookt"


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (OUTCOMES, get_args(Outcome)),
        (VERDICTS, get_args(Verdict)),
        (STATUSES, get_args(Status)),
        (SOURCES, ("consensus", "jury", "desk", None)),
        (TOTALS, ("mean", "best", "all")),
    ],
)
def test_every_word_of_the_code_has_words_for_people_each_its_own(words, known):
    assert set(words) == set(known)
    for tongue in (DUTCH, ENGLISH):
        assert len({tongue(message) for message in words.values()}) == len(words)


def test_the_same_words_are_worded_once_and_the_memory_stays_bounded():
    tongue = Tongue("en")
    texts = [tongue(say("{n}", n=number)) for number in range(50_010)]
    assert texts == [str(number) for number in range(50_010)]
    assert len(tongue._worded) < 50_002
