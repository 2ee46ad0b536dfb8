"""What a jury should talk about: spread per criterion and proposal, agreement, and each juror's lean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from addendum_cli.core.agreement import Leans, Spread, alpha, leans, spread
from addendum_cli.model.jury import Given, Panel
from addendum_cli.model.rubric import Rubric, Scale


class Alphas(NamedTuple):
    """Krippendorff's alpha of some marks, ordinal and interval; None where it is not defined.

    ``shared``: the things that at least two jurors marked, ``marks``: their marks.
    """

    ordinal: Fraction | None
    interval: Fraction | None
    shared: int
    marks: int


class Divided(NamedTuple):
    """The marks of one proposal's criterion by several jurors; ``apart``: highest less lowest, as a share of the scale."""

    proposal: str
    criterion: str
    spread: Spread
    apart: Fraction
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """How far a jury agrees: overall, per criterion (in the rubrics' order), and where it does not, the worst first.

    ``leans`` are in shares of the scale (0 to 1); ``spreads`` are those of all marks of a criterion; ``scale`` is the one scale of all criteria, None
    where there are several.
    """

    overall: Alphas
    criteria: Mapping[str, Alphas]
    spreads: Mapping[str, Spread]
    divided: tuple[Divided, ...]
    leans: Leans
    scale: Scale | None


def talk(panel: Panel, rubrics: Sequence[Rubric]) -> Talk:
    """Return what the marks of a ``panel`` say of its agreement; common criteria stand first."""
    rubrics = sorted(rubrics, key=lambda rubric: rubric.challenge is not None)
    scales = {
        f"{rubric.id}/{one.id}": rubric.scale
        for rubric in rubrics
        if rubric.round == panel.round
        for one in rubric.criteria
    }
    by_mark = panel.marks()
    shares = {key: [scales[key[1]].fraction(one.value) for one in given] for key, given in by_mark.items()}
    by_criterion: defaultdict[str, list[list[Fraction]]] = defaultdict(list)
    for (_, criterion), values in shares.items():
        by_criterion[criterion].append(values)
    used = [name for name in scales if name in by_criterion]
    divided = [
        Divided(proposal, criterion, spread([one.value for one in given]), max(values) - min(values), tuple(given))
        for ((proposal, criterion), given), values in zip(by_mark.items(), shares.values(), strict=True)
        if len(given) > 1
    ]
    divided.sort(key=lambda one: (-one.apart, -one.spread.deviation, one.proposal, one.criterion))
    spreads = {
        name: spread([one.value for (_, criterion), given in by_mark.items() if criterion == name for one in given])
        for name in used
    }
    marks = {(one.juror, key): scales[key[1]].fraction(one.value) for key, given in by_mark.items() for one in given}
    different = set(scales.values())
    return Talk(
        _alphas(list(shares.values())),
        {name: _alphas(by_criterion[name]) for name in used},
        spreads,
        tuple(one for one in divided if one.apart),
        leans(marks),
        next(iter(different)) if len(different) == 1 else None,
    )


def _alphas(units: Sequence[Sequence[Fraction]]) -> Alphas:
    shared = [values for values in units if len(values) > 1]
    return Alphas(alpha(shared, "ordinal"), alpha(shared, "interval"), len(shared), sum(map(len, shared)))
