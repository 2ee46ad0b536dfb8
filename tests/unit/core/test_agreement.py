"""Agreement: the worked examples that Krippendorff published, and leans that come back as they went in."""

from fractions import Fraction

import pytest

from addendum_cli.core.agreement import alpha, leans, spread

FOUR_OBSERVERS = """\
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
"""Section C of "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units, marks missing."""
TWO_OBSERVERS = """\
0 1 0 0 0 0 0 0 1 0
1 1 1 0 0 1 0 0 0 0
"""
"""Section A: two observers, two values."""
FIVE_VALUES = """\
1 1 2 2 4 3 3 3 5 4 4 1
2 1 2 2 2 3 3 3 5 4 4 4
"""
"""Section B: two observers, five values (a to e)."""


def units(table):
    """Return the marks that each unit got, from a line for every observer."""
    rows = [line.split() for line in table.splitlines()]
    return [[Fraction(row[place]) for row in rows if row[place] != "."] for place in range(len(rows[0]))]


@pytest.mark.parametrize(
    ("table", "metric", "published"),
    [
        (FOUR_OBSERVERS, "nominal", "0.743"),
        (FOUR_OBSERVERS, "ordinal", "0.815"),
        (FOUR_OBSERVERS, "interval", "0.849"),
        (TWO_OBSERVERS, "nominal", "0.095"),
        (FIVE_VALUES, "nominal", "0.692"),
    ],
)
def test_the_published_examples(table, metric, published):
    assert f"{float(alpha(units(table), metric)):.3f}" == published


def test_all_agree_and_all_disagree():
    assert alpha(units("1 2 3\n1 2 3\n"), "interval") == 1
    assert alpha(units("0 1\n1 0\n"), "nominal") == Fraction(-1, 2)


@pytest.mark.parametrize("table", ["1 . 3\n. 2 .\n", "3 3 3\n3 3 3\n", "1\n.\n"])
def test_not_defined_where_nothing_could_be_told_apart(table):
    assert [alpha(units(table), metric) for metric in ("nominal", "ordinal", "interval")] == [None, None, None]


def test_a_unit_with_one_mark_says_nothing():
    assert alpha(units("1 2 3 5\n1 3 3 .\n"), "ordinal") == alpha(units("1 2 3\n1 3 3\n"), "ordinal")


def test_marks_halved_or_moved_agree_as_much():
    given = units(FOUR_OBSERVERS)
    moved = [[value / 2 + 7 for value in unit] for unit in given]
    assert alpha(moved, "interval") == alpha(given, "interval")
    assert alpha(moved, "ordinal") == alpha(given, "ordinal")


def test_spread_of_marks():
    found = spread([Fraction(2), Fraction(4), Fraction(3)])
    assert (found.n, found.mean, found.low, found.high, found.range) == (3, 3, 2, 4, 2)
    assert abs(found.deviation - (2 / 3) ** 0.5) < 1e-12


def noiseless(lean, items, sees):
    """Return marks without noise: each juror's lean on top of each item, for the pairs in ``sees``."""
    return {(juror, item): items[item] + lean[juror] for juror, item in sees}


def test_leans_come_back_from_noiseless_marks():
    lean = {"an": Fraction(1, 2), "bo": Fraction(-3, 4), "cas": Fraction(1, 4)}
    items = {n: Fraction(n * 7 % 5) for n in range(9)}
    sees = [(juror, n) for n in items for place, juror in enumerate(lean) if (n + place) % 3]
    found = leans(noiseless(lean, items, sees))
    assert found.lean == lean
    assert found.apart == (("an", "bo", "cas"),)


def test_leans_add_up_to_nothing_whatever_the_marks():
    found = leans({("an", 1): Fraction(5), ("bo", 1): Fraction(3), ("bo", 2): Fraction(1), ("cas", 2): Fraction(4)})
    assert sum(found.lean.values()) == 0
    assert found.lean["an"] - found.lean["bo"] == 2
    assert found.lean["cas"] - found.lean["bo"] == 3


def test_who_shares_nothing_cannot_be_compared():
    found = leans({("an", 1): Fraction(5), ("bo", 1): Fraction(3), ("cas", 2): Fraction(4), ("dirk", 3): Fraction(2)})
    assert found.lean == {}
    assert found.apart == (("an", "bo"), ("cas",), ("dirk",))


def test_no_marks_no_leans():
    assert leans({}) == ({}, ())


def test_the_largest_group_of_those_who_share_nothing_stands_first():
    marks = {
        ("z", 1): Fraction(1),
        ("y", 1): Fraction(2),
        ("x", 1): Fraction(3),
        ("a", 2): Fraction(1),
        ("b", 2): Fraction(1),
    }
    assert leans(marks).apart == (("x", "y", "z"), ("a", "b"))
    assert leans(marks).lean == {}
