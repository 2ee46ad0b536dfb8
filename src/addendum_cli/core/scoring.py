"""Scores: marks weighted into the percentage of a challenge, and challenges into a total.

Exact: ``Fraction`` all the way, rounded once, in the reports. A mark that is missing is left out of the
score and widens ``low`` to ``high``: a gap in the jury's work is not a zero.
Source: contract, "Rubrics, marks, scores"; docs/method.md, "Score of a challenge".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from addendum_cli.model.kinds import Round
from addendum_cli.model.rubric import Criterion, Rubric
from addendum_cli.model.verdict import Mark, Score

ZERO, HUNDRED = Fraction(0), Fraction(100)


class UnknownCriterionError(KeyError):
    """A mark names a criterion that the sheet does not have."""


class Sheet:
    """The criteria that one challenge is marked by in one round: the common ones, then its own.

    ``challenge`` None stands for the common criteria alone.
    """

    def __init__(self, challenge: str | None, rubrics: Iterable[Rubric]) -> None:
        self.challenge = challenge
        self.rubrics = tuple(rubrics)
        self.criteria: tuple[tuple[Criterion, Rubric], ...] = tuple((c, r) for r in self.rubrics for c in r.criteria)
        self.weights: Mapping[str, int] = {criterion.id: criterion.weight for criterion, _ in self.criteria}
        self._ids = frozenset(criterion.id for criterion, _ in self.criteria)
        self._minima = tuple(Fraction(r.minimum) for r in self.rubrics if r.minimum is not None)
        self._known: dict[tuple[Fraction | None, ...], Score] = {}

    def score(self, marks: Mapping[str, Mark]) -> Score:
        """Return the score of ``marks`` (by criterion id; a criterion may be left out).

        Raises:
            UnknownCriterionError: a mark names a criterion that is not on the sheet.
        """
        if not self._ids.issuperset(marks):
            raise UnknownCriterionError(min(set(marks) - self._ids))
        key = tuple(marks[c.id].value if c.id in marks else None for c, _ in self.criteria)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._scored(key)
        return found

    def _scored(self, values: Sequence[Fraction | None]) -> Score:
        given, lost, total = ZERO, 0, 0
        for (criterion, rubric), value in zip(self.criteria, values, strict=True):
            total += criterion.weight
            if value is None:
                lost += criterion.weight
            else:
                given += criterion.weight * rubric.scale.fraction(value)
        score = HUNDRED * given / (total - lost) if total > lost else None
        low = HUNDRED * given / total if total else ZERO
        high = HUNDRED * (given + lost) / total if total else HUNDRED
        return Score(score, low, high, self._meets(values, low, high), lost > 0 or not total)

    def _meets(self, values: Sequence[Fraction | None], low: Fraction, high: Fraction) -> bool | None:
        """Return whether every minimum is met; None while that is open."""
        verdicts: list[bool | None] = []
        for (criterion, rubric), value in zip(self.criteria, values, strict=True):
            if criterion.minimum is not None:
                minimum = Fraction(criterion.minimum)
                lowest, highest = (
                    (Fraction(rubric.scale.min), Fraction(rubric.scale.max)) if value is None else (value, value)
                )
                verdicts.append(_settled(lowest, highest, minimum))
        verdicts.extend(_settled(low, high, minimum) for minimum in self._minima)
        return together(verdicts)


def together(verdicts: Iterable[bool | None]) -> bool | None:
    """Return whether all is well: False beats None (still open) beats True."""
    seen = set(verdicts)
    return False if False in seen else None if None in seen else True


def _settled(low: Fraction, high: Fraction, minimum: Fraction) -> bool | None:
    """Return whether a value from ``low`` to ``high`` reaches ``minimum``; None while it may or may not."""
    return True if low >= minimum else False if high < minimum else None


def sheets(rubrics: Iterable[Rubric], challenges: Iterable[str], round_: Round) -> dict[str | None, Sheet]:
    """Return the sheet of every challenge in ``round_``, and under None that of the common criteria."""
    used = [rubric for rubric in rubrics if rubric.round == round_]
    common = [rubric for rubric in used if rubric.challenge is None]
    found: dict[str | None, Sheet] = {None: Sheet(None, common)}
    for challenge in challenges:
        found[challenge] = Sheet(challenge, (*common, *(r for r in used if r.challenge == challenge)))
    return found


class Total(NamedTuple):
    """A proposal's total over its challenges, in percent, with its range."""

    total: Fraction | None
    low: Fraction
    high: Fraction


def total(scores: Mapping[str, Score], rule: str, challenges: int) -> Total:
    """Return the total by ``rule``: ``mean`` or ``best`` of the challenges answered, or over ``all``.

    ``all`` divides by the number of ``challenges`` in the call: one not answered counts 0. A challenge
    without any mark is left out of the total and widens its range.
    """
    if not scores and rule != "all":
        return Total(None, ZERO, HUNDRED)
    if not scores:
        return Total(ZERO, ZERO, ZERO)
    whole = combined([one.score for one in scores.values()], rule, challenges)
    low = combined([one.low for one in scores.values()], rule, challenges)
    high = combined([one.high for one in scores.values()], rule, challenges)
    assert low is not None, "there are scores"  # noqa: S101 - for the type checker
    assert high is not None, "there are scores"  # noqa: S101 - for the type checker
    return Total(whole, low, high)


def combined(scores: Sequence[Fraction | None], rule: str, challenges: int) -> Fraction | None:
    """Return the total that ``scores`` (None: nothing marked) make by ``rule``, None where none of them is there.

    ``all`` divides by the ``challenges`` of the call, but for those that are answered and not marked.
    """
    given = [one for one in scores if one is not None]
    if not given:
        return None
    if rule == "best":
        return max(given)
    over = len(given) if rule == "mean" else challenges - (len(scores) - len(given))
    return sum(given, ZERO) / over
