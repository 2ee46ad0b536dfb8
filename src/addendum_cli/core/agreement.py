"""How far assessors agree, and who marks higher or lower: exact, with marks missing.

Marks are compared as shares of their scale (0 to 1), so that criteria with other scales go together.

Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): coincidences of pairable values, the
observed disagreement over the expected one; the additive model is least squares over shared items, docs/method.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, TypeVar

Metric: TypeAlias = Literal["nominal", "ordinal", "interval"]
Item = TypeVar("Item", bound=Hashable)
ZERO, ONE = Fraction(0), Fraction(1)


def _nominal(low: Fraction, high: Fraction, counts: Mapping[Fraction, Fraction]) -> Fraction:
    return ZERO if low == high else ONE


def _interval(low: Fraction, high: Fraction, counts: Mapping[Fraction, Fraction]) -> Fraction:
    return (high - low) ** 2


def _ordinal(low: Fraction, high: Fraction, counts: Mapping[Fraction, Fraction]) -> Fraction:
    """Return the square of how many values lie from ``low`` to ``high``, those at the two ends counting half."""
    if low == high:
        return ZERO
    between = sum((n for value, n in counts.items() if low <= value <= high), ZERO)
    return (between - (counts[low] + counts[high]) / 2) ** 2


_DIFFERENCES: Mapping[Metric, Callable[[Fraction, Fraction, Mapping[Fraction, Fraction]], Fraction]] = MappingProxyType(
    {"nominal": _nominal, "ordinal": _ordinal, "interval": _interval}
)


def alpha(units: Iterable[Sequence[Fraction]], metric: Metric) -> Fraction | None:
    """Return Krippendorff's alpha of ``units`` (the values that each got, a missing one left out), 1 at most.

    1: all agree; 0: no better than chance; below 0: worse. None where it is not defined: no unit has two
    values, or every value is the same, so that nothing could have been told apart.
    """
    pairable = [tuple(values) for values in units if len(values) > 1]
    counts: Counter[Fraction] = Counter()
    coincidences: defaultdict[tuple[Fraction, Fraction], Fraction] = defaultdict(Fraction)
    for values in pairable:
        counted = Counter(values)
        counts.update(counted)
        for low, n in counted.items():
            for high, m in counted.items():
                if low < high:
                    coincidences[low, high] += Fraction(2 * n * m, len(values) - 1)
    total = sum(counts.values())
    exact = {value: Fraction(n) for value, n in counts.items()}
    difference = _DIFFERENCES[metric]
    values_ = sorted(counts)
    expected = sum(
        (
            2 * exact[low] * exact[high] * difference(low, high, exact)
            for place, low in enumerate(values_)
            for high in values_[place + 1 :]
        ),
        ZERO,
    )
    if not expected:
        return None
    observed = sum((n * difference(low, high, exact) for (low, high), n in coincidences.items()), ZERO)
    return 1 - (total - 1) * observed / expected


class Spread(NamedTuple):
    """The marks of one proposal's criterion: their mean, standard deviation (of these marks), lowest and highest."""

    n: int
    mean: Fraction
    deviation: float
    low: Fraction
    high: Fraction

    @property
    def range(self) -> Fraction:
        """Return highest less lowest."""
        return self.high - self.low


def spread(values: Sequence[Fraction]) -> Spread:
    """Return what ``values`` (at least one) come to."""
    mean = sum(values, ZERO) / len(values)
    variance = sum(((value - mean) ** 2 for value in values), ZERO) / len(values)
    return Spread(len(values), mean, float(variance) ** 0.5, min(values), max(values))


class Leans(NamedTuple):
    """How much higher (+) or lower (−) than the others each assessor marks, in the marks' own unit; they add up to 0.

    ``apart``: the groups of assessors that share no item with each other; with more than one there is no ``lean``,
    because nobody could tell a strict group from weak proposals.
    """

    lean: Mapping[str, Fraction]
    apart: tuple[tuple[str, ...], ...]


def leans(marks: Mapping[tuple[str, Item], Fraction]) -> Leans:
    """Return each assessor's lean from ``marks`` by (assessor, item), by least squares on mark = item + lean.

    Items marked once say nothing about anybody. The solution is exact; without noise it is what the marks
    were made from.
    """
    by_item: defaultdict[Item, dict[str, Fraction]] = defaultdict(dict)
    for (assessor, item), value in marks.items():
        by_item[item][assessor] = value
    assessors = sorted({assessor for assessor, _ in marks})
    shared = [given for given in by_item.values() if len(given) > 1]
    apart = _groups(assessors, shared)
    if len(apart) > 1 or not assessors:
        return Leans({}, apart)
    place = {assessor: n for n, assessor in enumerate(assessors)}
    n = len(assessors)
    left = [[ZERO] * n for _ in range(n)]
    right = [ZERO] * n
    for given in shared:
        share, total = Fraction(1, len(given)), sum(given.values(), ZERO)
        for assessor, value in given.items():
            row = place[assessor]
            left[row][row] += 1
            right[row] += value - total * share
            for other in given:
                left[row][place[other]] -= share
    left[-1], right[-1] = [ONE] * n, ZERO  # one equation follows from the others; in its place: they add up to 0
    return Leans(dict(zip(assessors, _solved(left, right), strict=True)), apart)


def _groups(assessors: Sequence[str], shared: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the assessors in groups that are tied together by items they share, the largest first."""
    leader = {one: one for one in assessors}

    def find(one: str) -> str:
        while leader[one] != one:
            one = leader[one]
        return one

    for given in shared:
        first, *others = given
        for other in others:
            leader[find(other)] = find(first)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for one in assessors:
        groups[find(one)].append(one)
    return tuple(sorted(map(tuple, groups.values()), key=lambda group: (-len(group), group)))


def _solved(left: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Return x of left · x = right, by elimination; ``left`` is known to have one solution."""
    n = len(right)
    rows = [[*row, value] for row, value in zip(left, right, strict=True)]
    for column in range(n):
        pivot = next(row for row in range(column, n) if rows[row][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for row in range(n):
            factor = rows[row][column]
            if row != column and factor:
                rows[row] = [value - factor * top for value, top in zip(rows[row], rows[column], strict=True)]
    return [row[n] for row in rows]
