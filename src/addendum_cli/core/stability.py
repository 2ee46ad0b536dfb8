"""How firm a line through the ranking is: under other weights, missing marks, one juror less, and severity taken away.

Chances are shares of seeded samples, so the same inputs give the same numbers; who swaps with whom at the line, and
by how little, is computed exactly. Source: docs/stability.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple

from addendum_cli.core import ranking, scoring
from addendum_cli.core.agreement import leans
from addendum_cli.core.deciding import NOTHING_DECIDED
from addendum_cli.core.evaluate import conclude
from addendum_cli.core.polynomials import Polynomial, roots
from addendum_cli.model.jury import Given, Panel
from addendum_cli.model.verdict import Evaluation, Firm

SAMPLES, SEED = 10_000, 1
POINTS = 100
"""The weights of a sheet are as uncertain as if so many points had been handed out to its criteria."""
LOWEST = -1e9
"""Below any total, and above that of a proposal without a mark, which is within no cut."""
CLOSE = 1e-9
"""Totals that are nearer than this are one: sampled totals are floating-point numbers."""
ZERO = Fraction(0)


class Answer(NamedTuple):
    """How one proposal answers one challenge: the place of each criterion in the table, and its share of the scale."""

    criteria: tuple[int, ...]
    marks: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The ranking as numbers: ``criteria`` (``rubric/criterion``) with weight, step (a share of the scale) each.

    ``answers`` by proposal, in the order of the ranking; ``rule`` and ``challenges`` make a total of them.
    """

    criteria: tuple[str, ...]
    weights: tuple[Fraction, ...]
    steps: tuple[Fraction, ...]
    answers: Mapping[str, tuple[Answer, ...]]
    rule: str
    challenges: int

    def total(
        self, id_: str, weights: Sequence[Fraction] | None = None, answers: Sequence[Answer] | None = None
    ) -> Fraction | None:
        """Return a proposal's total, 0 to 1 and exact, by other ``weights`` or ``answers`` where they are given."""
        used = self.weights if weights is None else weights
        scores = []
        for one in self.answers[id_] if answers is None else answers:
            given = [
                (used[place], mark) for place, mark in zip(one.criteria, one.marks, strict=True) if mark is not None
            ]
            whole = sum((weight for weight, _ in given), ZERO)
            if whole:
                scores.append(sum((weight * mark for weight, mark in given), ZERO) / whole)
        if not scores:
            return None
        if self.rule == "best":
            return max(scores)
        if self.rule == "mean":
            return sum(scores, ZERO) / len(scores)
        return sum(scores, ZERO) / (self.challenges - (len(self.answers[id_]) - len(scores)))


def table(evaluation: Evaluation) -> Table:
    """Return the ranked proposals of ``evaluation`` as numbers."""
    used = scoring.sheets(evaluation.rubrics, evaluation.challenges, evaluation.round)
    place: dict[str, int] = {}
    weights: list[Fraction] = []
    steps: list[Fraction] = []
    for sheet in used.values():
        for criterion, rubric in sheet.criteria:
            if place.setdefault(f"{rubric.id}/{criterion.id}", len(place)) == len(weights):
                scale = rubric.scale
                weights.append(Fraction(criterion.weight))
                steps.append(Fraction(scale.step) / (Fraction(scale.max) - Fraction(scale.min)))
    judged = {one.id: one for one in evaluation.judged if one.outcome == "eligible"}
    answers = {}
    for standing in evaluation.ranking:
        rows = []
        for challenge, result in judged[standing.id].results.items():
            sheet = used[challenge]
            values = [result.marks[criterion.id].value for criterion, _ in sheet.criteria]
            rows.append(
                Answer(
                    tuple(place[f"{rubric.id}/{criterion.id}"] for criterion, rubric in sheet.criteria),
                    tuple(
                        None if value is None else rubric.scale.fraction(value)
                        for value, (_, rubric) in zip(values, sheet.criteria, strict=True)
                    ),
                )
            )
        answers[standing.id] = tuple(rows)
    return Table(
        tuple(place), tuple(weights), tuple(steps), answers, evaluation.call.ranking.total, len(evaluation.challenges)
    )


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


@dataclass(frozen=True, slots=True)
class Stability:
    """How firm a cut after ``top`` places is: each ranked proposal's chances, and the pairs at the line."""

    top: int
    samples: int
    seed: int
    firm: Mapping[str, Firm]
    pairs: tuple[Pair, ...]
    jurors: tuple[str, ...]
    apart: tuple[tuple[str, ...], ...]


def stability(evaluation: Evaluation, top: int, *, samples: int = SAMPLES, seed: int = SEED) -> Stability:
    """Return how firm the first ``top`` places of ``evaluation`` are.

    Proposals that fail a minimum stay out of it throughout: they take no place.
    """
    numbers = table(evaluation)
    open_ = [place.id for place in evaluation.ranking if place.meets_minimum is not False]
    within = set(_within(evaluation, top))
    by_weights = weight_chances(numbers, open_, top, samples, seed)
    missing = any(mark is None for id_ in open_ for one in numbers.answers[id_] for mark in one.marks)
    by_marks = mark_chances(numbers, open_, top, samples, seed) if missing else None
    panel = evaluation.panel
    jurors = tuple(panel.jurors) if panel is not None and panel.given else ()
    without = [set(_within(_again(evaluation, _less(panel, one)), top)) for one in jurors] if panel else []
    severe, apart = _levelled(evaluation, top) if panel is not None and panel.given else (None, ())
    firm = {
        id_: Firm(
            id_ in within,
            by_weights.get(id_, 0.0) if open_ else None,
            by_marks.get(id_, 0.0) if by_marks is not None else None,
            (sum(id_ in one for one in without), len(without)) if len(jurors) > 1 else None,
            id_ in severe if severe is not None else None,
        )
        for id_ in (place.id for place in evaluation.ranking)
    }
    return Stability(top, samples, seed, firm, tuple(_pairs(numbers, open_, top)), jurors, apart)


def _within(evaluation: Evaluation, top: int) -> tuple[str, ...]:
    return ranking.shortlist(evaluation, top=top).ids


def _again(evaluation: Evaluation, panel: Panel) -> Evaluation:
    """Return the evaluation with other marks of people."""
    return conclude(
        evaluation.call,
        evaluation.rubrics,
        [one.examined for one in evaluation.judged],
        round_=evaluation.round,
        decided=replace(evaluation.decided or NOTHING_DECIDED, all=()),
        panel=panel,
        challenges=evaluation.challenges,
    )


def _less(panel: Panel | None, juror: str) -> Panel:
    assert panel is not None, "asked only where there is one"  # noqa: S101 - for the type checker
    return replace(panel, given=tuple(one for one in panel.given if one.juror != juror))


def _levelled(evaluation: Evaluation, top: int) -> tuple[set[str] | None, tuple[tuple[str, ...], ...]]:
    """Return who is within once each juror's lean is taken away, or None and the groups that cannot be compared."""
    panel = evaluation.panel
    assert panel is not None, "asked only where there is one"  # noqa: S101 - for the type checker
    scales = {f"{r.id}/{c.id}": r.scale for r in evaluation.rubrics for c in r.criteria}
    shares = {
        (one.juror, (one.proposal, one.criterion)): scales[one.criterion].fraction(one.value) for one in panel.given
    }
    found = leans(shares)
    if len(found.apart) > 1 or not found.lean:
        return None, found.apart

    def level(one: Given) -> Given:
        scale = scales[one.criterion]
        low, span = Fraction(scale.min), Fraction(scale.max) - Fraction(scale.min)
        share = scale.fraction(one.value) - found.lean[one.juror]
        return one._replace(value=low + span * min(Fraction(1), max(ZERO, share)))

    return set(_within(_again(evaluation, replace(panel, given=tuple(map(level, panel.given)))), top)), found.apart


def _arrays(numbers: Table, ids: Sequence[str]) -> tuple[Any, Any, list[list[tuple[int, int]]]]:
    """Return every answer's marks (0 where missing), what of it is marked, and the rows of each proposal."""
    import numpy as np

    rows = [one for id_ in ids for one in numbers.answers[id_]]
    marks = np.zeros((len(rows), len(numbers.criteria)))
    there = np.zeros_like(marks)
    for row, one in enumerate(rows):
        for place, mark in zip(one.criteria, one.marks, strict=True):
            if mark is not None:
                marks[row, place], there[row, place] = float(mark), 1.0
    spans, at = [], 0
    for id_ in ids:
        spans.append([(at + n, len(numbers.answers[id_])) for n in range(len(numbers.answers[id_]))])
        at += len(numbers.answers[id_])
    return marks, there, spans


def _totals(numbers: Table, scores: Any, spans: Sequence[Sequence[tuple[int, int]]]) -> Any:
    """Return the totals, a row a sample and a column a proposal, from scores with NaN where nothing is marked."""
    import numpy as np

    if all(spans) and not np.isnan(scores[:1]).any():  # what is marked at all is so in every draw
        starts = [rows[0][0] for rows in spans]
        if len(starts) == scores.shape[1] and numbers.rule != "all":
            return scores
        if numbers.rule == "best":
            return np.maximum.reduceat(scores, starts, axis=1)
        whole = np.add.reduceat(scores, starts, axis=1)
        whole /= [float(len(rows)) for rows in spans] if numbers.rule == "mean" else float(numbers.challenges)
        return whole
    found = np.full((scores.shape[0], len(spans)), -np.inf)
    for column, rows in enumerate(spans):
        if not rows:
            continue
        own = scores[:, rows[0][0] : rows[-1][0] + 1]
        if own.shape[1] == 1 and numbers.rule != "all":
            found[:, column] = own[:, 0]
            continue
        good = ~np.isnan(own)
        counted = good.sum(axis=1)
        whole = np.where(good, own, 0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            if numbers.rule == "best":
                found[:, column] = np.where(good, own, -np.inf).max(axis=1)
            elif numbers.rule == "mean":
                found[:, column] = whole.sum(axis=1) / counted
            else:
                found[:, column] = whole.sum(axis=1) / (numbers.challenges - (own.shape[1] - counted))
    return np.where(np.isnan(found), -np.inf, found)


def _share_within(totals: Any, ids: Sequence[str], top: int) -> dict[str, float]:
    """Return in which share of the samples each proposal is within the first ``top``, equals of the last included."""
    import numpy as np

    if top <= 0 or not ids:
        return dict.fromkeys(ids, 0.0)
    if top >= len(ids):
        return dict(zip(ids, (totals > -np.inf).mean(axis=0).tolist(), strict=True))
    line = np.partition(totals, len(ids) - top, axis=1)[:, len(ids) - top]
    inside = np.count_nonzero(totals >= np.maximum(line - CLOSE, LOWEST)[:, None], axis=0)
    return dict(zip(ids, (inside / len(totals)).tolist(), strict=True))


def weight_chances(
    numbers: Table, ids: Sequence[str], top: int, samples: int = SAMPLES, seed: int = SEED
) -> dict[str, float]:
    """Return how often each of ``ids`` is within the first ``top`` under weights drawn around the rubrics' (Dirichlet).

    One draw for all criteria: within each sheet the shares are then Dirichlet with the rubric's weights as their mean.
    """
    import numpy as np

    if not ids:
        return {}
    sheets = {one.criteria for id_ in ids for one in numbers.answers[id_]}
    wholes = [float(sum((numbers.weights[place] for place in sheet), ZERO)) for sheet in sheets] or [1.0]
    given = np.array([float(weight) for weight in numbers.weights])
    drawn = np.random.default_rng(seed).standard_gamma(
        given * POINTS * len(wholes) / sum(wholes), (samples, len(given))
    )
    marks, there, spans = _arrays(numbers, ids)
    return _share_within(_totals(numbers, _scores(drawn, marks, there, np), spans), ids, top)


def _scores(weights: Any, marks: Any, there: Any, np: Any) -> Any:
    """Return each answer's score under each row of ``weights``; NaN where nothing is marked."""
    whole = weights @ marks.T
    # Few answers lack the same marks: what is divided by is the same column for all that are marked alike.
    kinds, which = np.unique(there, axis=0, return_inverse=True)
    under = weights @ kinds.T
    with np.errstate(invalid="ignore", divide="ignore"):
        np.divide(whole, under if len(kinds) == 1 else under[:, which.reshape(-1)], out=whole)
    return whole


def mark_chances(
    numbers: Table, ids: Sequence[str], top: int, samples: int = SAMPLES, seed: int = SEED
) -> dict[str, float]:
    """Return how often each of ``ids`` is within the first ``top`` when missing marks are drawn, each as likely.

    A criterion that is common to several challenges is one mark, drawn once for a proposal.
    """
    import numpy as np

    chance = np.random.default_rng(seed + 1)
    weights = np.array([float(weight) for weight in numbers.weights])
    steps = [int(1 / step) for step in numbers.steps]
    marks, _, spans = _arrays(numbers, ids)
    whole = np.repeat((marks @ weights)[None, :], samples, axis=0)
    row = 0
    under = np.zeros(marks.shape[0])
    for id_ in ids:
        drawn: dict[int, Any] = {}
        for one in numbers.answers[id_]:
            under[row] = sum(weights[place] for place in one.criteria)
            for place, mark in zip(one.criteria, one.marks, strict=True):
                if mark is None:
                    if place not in drawn:
                        drawn[place] = chance.integers(0, steps[place] + 1, samples) / steps[place]
                    whole[:, row] += weights[place] * drawn[place]
            row += 1
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = whole / under
    return _share_within(_totals(numbers, scores, spans), ids, top)


def _pairs(numbers: Table, open_: Sequence[str], top: int) -> Iterable[Pair]:
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
