"""What is least to swap two neighbours at a line: the nearest weight, and the fewest steps of one mark. Computed exactly.

Source: docs/stability.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from addendum_cli.core import ranking
from addendum_cli.core.numbers import ZERO, Answer, Table
from addendum_cli.core.polynomials import Polynomial, roots


class WeightTip(NamedTuple):
    """A weight that swaps a pair: ``at`` is the weight where both are level; ``exact`` where it is a fraction."""

    criterion: str
    weight: Fraction
    at: Fraction
    exact: bool

    @property
    def change(self) -> Fraction:
        """Return by how much the weight would have to change."""
        return self.at - self.weight


class MarkTip(NamedTuple):
    """A mark that swaps a pair: so many steps of its scale up or down, for one of the two."""

    proposal: str
    criterion: str
    steps: int


class Pair(NamedTuple):
    """Two neighbours at the cut: the last within and the first outside, and what is least to swap them."""

    within: str
    outside: str
    gap: Fraction
    weights: tuple[WeightTip, ...]
    marks: tuple[MarkTip, ...]


def pairs(numbers: Table, open_: Sequence[str], top: int) -> Iterable[Pair]:
    """Yield the neighbours at the line: each of the last within, with each of the first outside."""
    totals = {id_: numbers.total(id_) for id_ in open_}
    ranked = [(id_, totals[id_]) for id_ in open_ if totals[id_] is not None]
    within, added = ranking.cut(ranked, top)
    inside = [*within, *added]
    outside = [(id_, total) for id_, total in ranked if id_ not in set(inside)]
    if not inside or not outside:
        return
    last, first = totals[inside[-1]], outside[0][1]
    assert last is not None, "ranked"  # noqa: S101 - for the type checker
    assert first is not None, "ranked"  # noqa: S101 - for the type checker
    for one in (id_ for id_ in inside if totals[id_] == last):
        for other in (id_ for id_, total in outside if total == first):
            yield Pair(
                one,
                other,
                last - first,
                tuple(weight_tips(numbers, one, other)),
                tuple(mark_tips(numbers, one, other)),
            )


def weight_tips(numbers: Table, one: str, other: str) -> list[WeightTip]:
    """Return for each criterion the nearest weight (0 or more) at which ``other`` draws level and goes past ``one``.

    The others' weights stay. Sorted by the relative change; a criterion that can never swap them is left out.
    """
    found = []
    for place, (criterion, weight) in enumerate(zip(numbers.criteria, numbers.weights, strict=True)):
        touched = [one_.criteria for id_ in (one, other) for one_ in numbers.answers[id_]]
        if not any(place in criteria for criteria in touched):
            continue

        def ahead(value: Fraction, place: int = place) -> int:
            weights = (*numbers.weights[:place], value, *numbers.weights[place + 1 :])
            mine, theirs = numbers.total(one, weights), numbers.total(other, weights)
            return 0 if mine is None or theirs is None or mine == theirs else 1 if mine > theirs else -1

        at = _nearest_swap(_equations(numbers, one, other, place), ahead, weight)
        if at is not None:
            found.append(WeightTip(criterion, weight, *at))
    return sorted(found, key=lambda tip: (abs(tip.change) / tip.weight, tip.criterion))


def _nearest_swap(
    equations: Iterable[Polynomial], ahead: Callable[[Fraction], int], weight: Fraction
) -> tuple[Fraction, bool] | None:
    """Return the root nearest to ``weight`` past which the order is another, and whether it is exact.

    Between two neighbouring roots the order is the same: it is looked at in their middle.
    """
    levels = sorted({root for equation in equations for root in roots(equation)})
    found: list[tuple[Fraction, bool]] = []
    for n, root in enumerate(levels):
        after = levels[n + 1].low if n + 1 < len(levels) else root.high + 1
        before = levels[n - 1].high if n else ZERO
        beyond = (root.high + after) / 2 if root.value >= weight else (before + root.low) / 2
        if root.value != weight and ahead(beyond) < 0 and (root.value > weight or root.low > 0):
            found.append((root.value, root.exact))
    return min(found, key=lambda one: (abs(one[0] - weight), one[0]), default=None)


def _equations(numbers: Table, one: str, other: str, place: int) -> list[Polynomial]:
    """Return polynomials in the weight at ``place`` whose roots hold every weight at which the two are level."""
    mine, theirs = (_rational(numbers, id_, place) for id_ in (one, other))
    if numbers.rule == "best":
        return [a * d - b * c for a, b in mine for c, d in theirs]
    sides = []
    for id_, parts in ((one, mine), (other, theirs)):
        unmarked = len(numbers.answers[id_]) - len(parts)
        sides.append((parts, len(parts) if numbers.rule == "mean" else numbers.challenges - unmarked))
    # The sum of fractions over their common denominator; equal denominators are taken together first.
    over: dict[Polynomial, Polynomial] = {}
    for sign, (parts, n) in zip((1, -1), sides, strict=True):
        for above, below in parts:
            over[below] = over.get(below, Polynomial(())) + above * Polynomial((Fraction(sign, n),))
    whole = Polynomial(())
    for below, above in over.items():
        product = above
        for each in over:
            if each != below:
                product = product * each
        whole = whole + product
    return [whole]


def _rational(numbers: Table, id_: str, place: int) -> list[tuple[Polynomial, Polynomial]]:
    """Return each of a proposal's scores as a fraction of polynomials in the weight at ``place``."""
    found = []
    for one in numbers.answers[id_]:
        above, below = [ZERO, ZERO], [ZERO, ZERO]
        for criterion, mark in zip(one.criteria, one.marks, strict=True):
            if mark is not None:
                degree, factor = (1, Fraction(1)) if criterion == place else (0, numbers.weights[criterion])
                above[degree] += factor * mark
                below[degree] += factor
        if any(below):
            found.append((Polynomial(above), Polynomial(below)))
    return found


def mark_tips(numbers: Table, one: str, other: str) -> list[MarkTip]:
    """Return the smallest changes of one mark, in steps of its scale, after which ``other`` is ahead of ``one``.

    Each of the fewest steps that do it, for either of the two; sorted by proposal and criterion.
    """
    best: list[MarkTip] = []
    for id_, sign in ((one, -1), (other, 1)):
        places = {place for answer in numbers.answers[id_] for place, mark in zip(answer.criteria, answer.marks, strict=True) if mark is not None}  # fmt: skip
        for place in sorted(places):
            n = _steps(numbers, one, other, id_, place, sign)
            if n is not None:
                best.append(MarkTip(id_, numbers.criteria[place], sign * n))
    fewest = min((abs(tip.steps) for tip in best), default=0)
    return sorted(tip for tip in best if abs(tip.steps) == fewest)


def _steps(numbers: Table, one: str, other: str, changed: str, place: int, sign: int) -> int | None:
    """Return how many steps a mark has to move until ``other`` is ahead; None where the scale ends before."""
    n = 0
    while True:
        n += 1
        answers = []
        for answer in numbers.answers[changed]:
            marks = tuple(
                mark + sign * n * numbers.steps[place] if criterion == place and mark is not None else mark
                for criterion, mark in zip(answer.criteria, answer.marks, strict=True)
            )
            answers.append(Answer(answer.criteria, marks))
        moved = [m for a in answers for c, m in zip(a.criteria, a.marks, strict=True) if c == place and m is not None]
        if any(not 0 <= mark <= 1 for mark in moved):
            return None
        mine = numbers.total(one, answers=answers if changed == one else None)
        theirs = numbers.total(other, answers=answers if changed == other else None)
        if mine is not None and theirs is not None and theirs > mine:
            return n
