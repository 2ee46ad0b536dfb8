"""The ranking as numbers: what weights, marks and the call's rule make of it, exactly, and under other ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from addendum_cli.core import scoring
from addendum_cli.model.verdict import Evaluation

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
        scores: list[Fraction | None] = []
        for one in self.answers[id_] if answers is None else answers:
            given = [
                (used[place], mark) for place, mark in zip(one.criteria, one.marks, strict=True) if mark is not None
            ]
            whole = sum((weight for weight, _ in given), ZERO)
            scores.append(sum((weight * mark for weight, mark in given), ZERO) / whole if whole else None)
        return scoring.combined(scores, self.rule, self.challenges)


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
