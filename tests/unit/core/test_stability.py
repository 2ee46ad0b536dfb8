"""How firm a cut is: tipping points against brute force, and chances that behave."""

import random
from fractions import Fraction
from itertools import product

import pytest

from addendum_cli.core.numbers import Answer, Table
from addendum_cli.core.polynomials import Polynomial, roots
from addendum_cli.core.stability import mark_chances, stability, weight_chances
from addendum_cli.core.tipping import mark_tips, weight_tips
from addendum_cli.model.jury import Given, Panel
from unit.core.made import evaluated

F = Fraction


def table(answers, weights, *, steps=None, rule="mean", challenges=None):
    """Return a table from ``{id: [{criterion: share}, …]}``, one mapping a challenge."""
    criteria = sorted(weights)
    place = {name: n for n, name in enumerate(criteria)}
    made = {
        id_: tuple(
            Answer(
                tuple(place[name] for name in one), tuple(None if mark is None else F(mark) for mark in one.values())
            )
            for one in rows
        )
        for id_, rows in answers.items()
    }
    given = tuple(F(weights[name]) for name in criteria)
    return Table(tuple(criteria), given, (F(steps or "1/10"),) * len(criteria), made, rule, challenges or 5)


def test_the_known_pair_flips_at_two_fifths():
    # A = (5, 3), B = (3.5, 4) out of 5; weights w and 1 - w: level at w = 0.4
    pair = table({"A": [{"x": 1, "y": "3/5"}], "B": [{"x": "7/10", "y": "4/5"}]}, {"x": "1/2", "y": "1/2"})
    tips = {tip.criterion: tip for tip in weight_tips(pair, "A", "B")}
    assert tips["x"].exact
    assert tips["x"].at / (tips["x"].at + F(1, 2)) == F(2, 5)
    assert F(1, 2) / (tips["y"].at + F(1, 2)) == F(2, 5)


def test_a_weight_that_never_swaps_them_is_left_out():
    pair = table({"A": [{"x": 1, "y": 1}], "B": [{"x": "1/2", "y": "1/2"}]}, {"x": 1, "y": 1})
    assert weight_tips(pair, "A", "B") == []


def brute_marks(numbers, one, other):
    """Return the fewest steps of one mark that put ``other`` ahead, and every way to do it, by trying all."""
    ways = {}
    for id_, answers in ((one, numbers.answers[one]), (other, numbers.answers[other])):
        for place in range(len(numbers.criteria)):
            for n in range(-20, 21):
                moved, whole = [], True
                for answer in answers:
                    marks = tuple(
                        mark + n * numbers.steps[place] if at == place and mark is not None else mark
                        for at, mark in zip(answer.criteria, answer.marks, strict=True)
                    )
                    whole = whole and all(mark is None or 0 <= mark <= 1 for mark in marks)
                    moved.append(Answer(answer.criteria, marks))
                mine = numbers.total(one, answers=moved if id_ == one else None)
                theirs = numbers.total(other, answers=moved if id_ == other else None)
                if n and whole and mine is not None and theirs is not None and theirs > mine:
                    ways.setdefault(abs(n), set()).add((id_, numbers.criteria[place], n))
    return ways[min(ways)] if ways else set()


def ahead(numbers, one, other, place, value):
    """Return whether ``other`` is ahead under another weight, in floating-point numbers: quick, and made elsewise."""
    totals = []
    for id_ in (one, other):
        scores = []
        for answer in numbers.answers[id_]:
            above = below = 0.0
            for at, mark in zip(answer.criteria, answer.marks, strict=True):
                if mark is not None:
                    weight = value if at == place else float(numbers.weights[at])
                    above, below = above + weight * float(mark), below + weight
            if below:
                scores.append(above / below)
        if not scores:
            return False
        whole = numbers.challenges - (len(numbers.answers[id_]) - len(scores))
        totals.append(max(scores) if numbers.rule == "best" else sum(scores) / (len(scores) if numbers.rule == "mean" else whole))  # fmt: skip
    return totals[1] > totals[0] + 1e-12


def grid(weight):
    """Return weights to try, the nearest first: evenly down to 0, and up to a thousand times as much."""
    down = [weight * (1 - n / 60) for n in range(1, 61)]
    up = [weight * (1 + n / 60) for n in range(1, 61)] + [weight * 2 * 1.2**n for n in range(35)]
    return sorted((*down, *up), key=lambda value: abs(value - weight))


def instances(count, rule, seed):
    """Yield random pairs: two proposals, up to three challenges, common and own criteria, some marks missing."""
    chance = random.Random(seed)  # noqa: S311 - test data
    while count:
        weights = {"c1": chance.randint(1, 9), "c2": chance.randint(1, 9)}
        own = {n: [f"s{n}a", f"s{n}b"][: chance.randint(1, 2)] for n in range(3)}
        weights |= {name: chance.randint(1, 9) for names in own.values() for name in names}
        answers = {}
        for id_ in "AB":
            common = {name: F(chance.randint(0, 10), 10) for name in ("c1", "c2")}
            rows = []
            for n in chance.sample(range(3), chance.randint(1, 3)):
                row = {**common, **{name: F(chance.randint(0, 10), 10) for name in own[n]}}
                rows.append(
                    {name: None if chance.random() < 0.08 and name != "c1" else mark for name, mark in row.items()}
                )
            answers[id_] = rows
        numbers = table(answers, weights, rule=rule, challenges=3)
        totals = {id_: numbers.total(id_) for id_ in "AB"}
        if None in totals.values() or totals["A"] == totals["B"]:
            continue
        count -= 1
        yield numbers, *sorted("AB", key=lambda id_: -totals[id_])


@pytest.mark.parametrize(("rule", "count"), [("mean", 600), ("best", 200), ("all", 200)])
def test_tipping_points_agree_with_brute_force(rule, count):
    asked = 0
    for numbers, one, other in instances(count, rule, seed=len(rule)):
        tips = {(tip.proposal, tip.criterion, tip.steps) for tip in mark_tips(numbers, one, other)}
        assert tips == brute_marks(numbers, one, other)
        found = {tip.criterion: float(tip.at) for tip in weight_tips(numbers, one, other)}
        for place, name in enumerate(numbers.criteria):
            weight = float(numbers.weights[place])
            swapped = next((value for value in grid(weight) if ahead(numbers, one, other, place, value)), None)
            if name not in found:
                assert swapped is None
                continue
            asked += 1
            at = found[name]
            beyond = max(1e-6, at * 1e-4) * (1 if at > weight else -1)
            assert ahead(numbers, one, other, place, at + beyond)  # past it the order is another
            assert not ahead(numbers, one, other, place, at - beyond)
            assert swapped is None or abs(swapped - weight) >= abs(at - weight) - 1e-9  # and no nearer weight does it
    assert asked > count // 2


@pytest.mark.parametrize(
    ("coefficients", "found"),
    [
        ([F(-2), F(1)], [2]),
        ([F(6), F(-5), F(1)], [2, 3]),
        ([F(0), F(-3), F(1)], [0, 3]),
        ([F(2), F(1)], []),
        ([F(4), F(-4), F(1)], [2]),
        ([], []),
        ([F(5)], []),
    ],
)
def test_roots_that_are_fractions_are_exact(coefficients, found):
    assert [root.value for root in roots(Polynomial(coefficients))] == found
    assert all(root.exact for root in roots(Polynomial(coefficients)))


def test_three_roots_are_told_apart():
    found = roots(Polynomial([F(-6), F(11), F(-6), F(1)]))
    assert [round(float(root.value), 12) for root in found] == [1, 2, 3]


def test_a_root_that_is_no_fraction_is_enclosed():
    (root,) = roots(Polynomial([F(-2), F(0), F(1)]))
    assert not root.exact
    assert root.low**2 < 2 < root.high**2
    assert root.high - root.low < F(1, 10**15)


FOUR = "{a: {saled: 90}, b: {saled: 70}, c: {saled: 50}, d: {saled: 10}}"


def panel(*given):
    marks = tuple(Given(juror, proposal, criterion, F(mark)) for juror, proposal, criterion, mark in given)
    return Panel("written", {one.juror: one.juror for one in marks}, marks)


def test_one_criterion_no_weight_changes_anything():
    found = stability(evaluated(FOUR), 2, samples=200)
    assert {id_: one.weights for id_, one in found.firm.items()} == {"a": 1, "b": 1, "c": 0, "d": 0}
    assert {id_: (one.within, one.missing, one.jurors, one.severity) for id_, one in found.firm.items()} == {
        "a": (True, None, None, None),
        "b": (True, None, None, None),
        "c": (False, None, None, None),
        "d": (False, None, None, None),
    }
    (pair,) = found.pairs
    assert (pair.within, pair.outside, pair.gap, pair.weights) == ("b", "c", F(1, 5), ())
    assert [(tip.proposal, tip.steps) for tip in pair.marks] == [("b", -21), ("c", 21)]


def test_a_missing_mark_can_be_anything():
    found = stability(evaluated("{a: {saled: 90}, b: {saled: 70, marcel: null}, c: {saled: 60}}"), 2, samples=4000)
    # b's total is the mean of 70 and a mark from 0 to 100: at least 60 from 50 on, which are 51 of 101
    assert abs(found.firm["b"].missing - 51 / 101) < 0.03
    assert abs(found.firm["c"].missing - (1 - 50 / 101)) < 0.03
    assert found.firm["a"].missing > 0.98


def test_one_juror_left_out_and_severity():
    marks = [("an", "a", 90), ("bo", "a", 30), ("an", "b", 70), ("bo", "b", 50), ("an", "c", 40), ("bo", "c", 52)]
    given = panel(*((juror, id_, "saled/offer", mark) for juror, id_, mark in marks))
    found = stability(evaluated("{a: {saled: 0}, b: {saled: 0}, c: {saled: 0}}", panel=given), 2, samples=50)
    assert found.jurors == ("an", "bo")
    # without an: c 52, b 50, a 30; without bo: a 90, b 70, c 40
    assert {id_: one.jurors for id_, one in found.firm.items()} == {"a": (1, 2), "b": (2, 2), "c": (1, 2)}
    assert {id_: one.severity for id_, one in found.firm.items()} == {"a": True, "b": True, "c": False}


def test_severity_that_cannot_be_told_apart():
    given = panel(("an", "a", "saled/offer", 90), ("bo", "b", "saled/offer", 50))
    found = stability(evaluated(FOUR, panel=given), 2, samples=50)
    assert found.apart == (("an",), ("bo",))
    assert {one.severity for one in found.firm.values()} == {None}


def test_a_lenient_juror_taken_away_moves_the_line():
    marks = [("an", "a", 80), ("an", "b", 78), ("bo", "b", 58), ("bo", "c", 75), ("an", "c", 95)]
    given = panel(*((juror, id_, "saled/offer", mark) for juror, id_, mark in marks))
    found = stability(evaluated("{a: {saled: 0}, b: {saled: 0}, c: {saled: 0}}", panel=given), 2, samples=50)
    # an marks 20 higher: a is 70 by the common measure, b 68, c 85
    assert {id_: (one.within, one.severity) for id_, one in found.firm.items()} == {
        "a": (True, True),
        "b": (False, False),
        "c": (True, True),
    }


def test_the_same_seed_the_same_chances_and_every_row_adds_up():
    answers = {f"p{n}": [{"x": F(n % 7, 10), "y": F(9 - n, 10)}] for n in range(9)}
    numbers = table(answers, {"x": 3, "y": 2})
    ids = list(answers)
    first = weight_chances(numbers, ids, 3, 2000, 5)
    assert first == weight_chances(numbers, ids, 3, 2000, 5)
    assert sum(first.values()) >= 3  # equals of the last are within, too
    assert weight_chances(numbers, ids, 9, 100) == dict.fromkeys(ids, 1.0)
    assert weight_chances(numbers, ids, 0, 100) == dict.fromkeys(ids, 0.0)
    assert weight_chances(numbers, [], 3, 100) == {}


def test_sampled_totals_are_the_exact_ones():
    answers = {
        f"p{n}": [{"x": F(n, 10), "y": F(1, 2), "z": None if n % 2 else F(1, 5)}, {"x": F(n, 10), "v": F(3, 10)}][
            : 1 + n % 2
        ]
        for n in range(6)
    }
    for rule in ("mean", "best", "all"):
        numbers = table(answers, {"x": 3, "y": 2, "z": 4, "v": 1}, rule=rule, challenges=3)
        order = sorted(answers, key=lambda id_: -numbers.total(id_))
        for top in range(1, 6):
            line = numbers.total(order[top - 1])
            wanted = {id_: float(numbers.total(id_) >= line) for id_ in answers}
            # a missing mark that is drawn from nothing but one value stands for none
            still = table(answers, {"x": 3, "y": 2, "z": 4, "v": 1}, rule=rule, challenges=3)
            heavy = weight_chances_without_noise(still, list(answers), top)
            assert heavy == wanted, (rule, top)


def weight_chances_without_noise(numbers, ids, top):
    """Return the chances under the weights as they are."""
    import numpy as np

    from addendum_cli.core import stability as module

    marks, there, spans = module._arrays(numbers, ids)
    weights = np.array([[float(weight) for weight in numbers.weights]])
    return module._share_within(module._totals(numbers, module._scores(weights, marks, there, np), spans), ids, top)


def test_common_marks_that_are_missing_are_drawn_once():
    numbers = table({"a": [{"x": None, "y": 0}, {"x": None, "z": 0}], "b": [{"x": "1/2", "y": 0}]}, {"x": 1, "y": 1, "z": 1}, steps="1/2")  # fmt: skip
    chances = mark_chances(numbers, ["a", "b"], 1, 3000)
    assert abs(chances["a"] - 2 / 3) < 0.03  # 1/2 or 1 of 0, 1/2, 1
    assert abs(chances["b"] - 2 / 3) < 0.03


def test_who_fails_a_minimum_takes_no_place():
    from unit.core.made import asking

    found = stability(evaluated(FOUR, rubrics=asking(saled=95)), 2, samples=50)
    assert {one.within for one in found.firm.values()} == {False}
    assert found.pairs == ()


def test_equals_at_the_line_are_all_pairs():
    found = stability(evaluated("{a: {saled: 90}, b: {saled: 50}, c: {saled: 50}, d: {saled: 40}, e: {saled: 40}}"), 2, samples=50)  # fmt: skip
    assert [(pair.within, pair.outside) for pair in found.pairs] == list(product("bc", "de"))
