"""How firm a line through the ranking is: under other weights, missing marks, one juror less, and severity taken away.

Chances are shares of seeded samples, so the same inputs give the same numbers; who swaps with whom at the line, and
by how little, is computed exactly. Source: docs/stability.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from addendum_cli.core import ranking
from addendum_cli.core.agreement import leans
from addendum_cli.core.deciding import NOTHING_DECIDED
from addendum_cli.core.evaluate import conclude
from addendum_cli.core.numbers import ZERO, Table, table
from addendum_cli.core.tipping import Pair, pairs
from addendum_cli.model.jury import Given, Panel
from addendum_cli.model.verdict import Evaluation, Firm

SAMPLES, SEED = 10_000, 1
POINTS = 100
"""The weights of a sheet are as uncertain as if so many points had been handed out to its criteria."""
LOWEST = -1e9
"""Below any total, and above that of a proposal without a mark, which is within no cut."""
CLOSE = 1e-9
"""Totals that are nearer than this are one: sampled totals are floating-point numbers."""


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
    panel = evaluation.panel if evaluation.panel is not None and evaluation.panel.given else None
    jurors = tuple(panel.jurors) if panel is not None else ()
    without = [set(_within(_again(evaluation, _less(panel, one)), top)) for one in jurors] if panel is not None else []
    severe, apart = _levelled(evaluation, panel, top) if panel is not None else (None, ())
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
    return Stability(top, samples, seed, firm, tuple(pairs(numbers, open_, top)), jurors, apart)


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


def _less(panel: Panel, juror: str) -> Panel:
    return replace(panel, given=tuple(one for one in panel.given if one.juror != juror))


def _levelled(evaluation: Evaluation, panel: Panel, top: int) -> tuple[set[str] | None, tuple[tuple[str, ...], ...]]:
    """Return who is within once each juror's lean is taken away, or None and the groups that cannot be compared."""
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
