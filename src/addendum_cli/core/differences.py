"""Two evaluations side by side: who moved, and which mark, weight or answer moved them, each by itself.

Works on what exports keep (``Side``), so that an evaluation of last month can be compared with today's.
Source: docs/verify.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, NamedTuple, TypeAlias

from addendum_cli.core import scoring
from addendum_cli.model.verdict import Evaluation

ZERO = Fraction(0)
Cause_: TypeAlias = Literal["mark", "weight", "answer"]


class Yard(NamedTuple):
    """What a criterion is marked by: its full name, weight, lowest and highest mark."""

    name: str
    weight: Fraction
    low: Fraction
    high: Fraction


class Held(NamedTuple):
    """A proposal as an evaluation held it: ``marks`` by challenge and criterion."""

    outcome: str
    rank: int | None
    total: Fraction | None
    marks: Mapping[str, Mapping[str, Fraction | None]]


@dataclass(frozen=True, slots=True)
class Side:
    """An evaluation as exports keep it: ``yards`` by challenge and criterion, ``inputs`` names to SHA-256."""

    rule: str
    yards: Mapping[str, Mapping[str, Yard]]
    held: Mapping[str, Held]
    inputs: Mapping[str, str] = field(default_factory=dict)
    program: str = ""

    def total(self, marks: Mapping[str, Mapping[str, Fraction | None]], weights: Mapping[str, Fraction] | None = None) -> Fraction | None:  # fmt: skip
        """Return the total in percent that ``marks`` make by this side's rubrics; ``weights`` in the place of some."""
        scores: list[Fraction | None] = []
        for challenge, own in marks.items():
            above = below = ZERO
            for id_, yard in self.yards.get(challenge, {}).items():
                mark = own.get(id_)
                if mark is not None:
                    weight = (weights or {}).get(yard.name, yard.weight)
                    above += weight * (mark - yard.low) / (yard.high - yard.low)
                    below += weight
            scores.append(100 * above / below if below else None)
        return scoring.combined(scores, self.rule, len(self.yards))


class Cause(NamedTuple):
    """One thing that is otherwise on the other side, and by how many points it alone moves the total (None: not told)."""

    kind: Cause_
    name: str
    before: Fraction | None
    after: Fraction | None
    effect: Fraction | None


class Moved(NamedTuple):
    """A proposal whose outcome, rank or total differs; None for the side on which it is not."""

    id: str
    before: Held | None
    after: Held | None
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two sides: inputs that changed, are new or gone, and who moved and why."""

    changed: tuple[str, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[Moved, ...]
    same: int

    @property
    def none(self) -> bool:
        """Return whether nothing differs at all."""
        return not (self.changed or self.added or self.gone or self.moved)


def side(evaluation: Evaluation) -> Side:
    """Return ``evaluation`` as exports keep it."""
    used = scoring.sheets(evaluation.rubrics, evaluation.challenges, evaluation.round)
    yards = {
        challenge: {
            criterion.id: Yard(
                f"{rubric.id}/{criterion.id}",
                Fraction(criterion.weight),
                Fraction(rubric.scale.min),
                Fraction(rubric.scale.max),
            )
            for criterion, rubric in used[challenge].criteria
        }
        for challenge in evaluation.challenges
    }
    places = {place.id: place for place in evaluation.ranking}
    held = {}
    for one in evaluation.judged:
        place = places.get(one.id) if one.outcome == "eligible" else None
        marks = {c: {id_: mark.value for id_, mark in result.marks.items()} for c, result in one.results.items()}
        held[one.id] = Held(one.outcome, place.rank if place else None, place.total if place else None, marks)
    return Side(evaluation.call.ranking.total, yards, held, dict(evaluation.inputs))


def kept(one: Side) -> dict[str, Any]:
    """Return a side as plain data; fractions as text, so that nothing is lost."""
    return {
        "total": one.rule,
        "criteria": {
            challenge: {id_: [y.name, str(y.weight), str(y.low), str(y.high)] for id_, y in own.items()}
            for challenge, own in one.yards.items()
        },
        "proposals": {
            id_: [h.outcome, h.rank, _text(h.total), {c: {k: _text(m) for k, m in own.items()} for c, own in h.marks.items()}]
            for id_, h in one.held.items()
        },
    }  # fmt: skip


def unkept(data: Any, inputs: Mapping[str, str], program: str) -> Side:
    """Return the side in plain data of :func:`kept`.

    Raises:
        KeyError, TypeError, ValueError, ZeroDivisionError: it is not what was kept.
    """
    yards = {
        str(challenge): {str(id_): Yard(str(y[0]), *map(Fraction, y[1:4])) for id_, y in own.items()}
        for challenge, own in data["criteria"].items()
    }
    held = {
        str(id_): Held(
            str(h[0]),
            None if h[1] is None else int(h[1]),
            _fraction(h[2]),
            {str(c): {str(k): _fraction(m) for k, m in own.items()} for c, own in h[3].items()},
        )
        for id_, h in data["proposals"].items()
    }
    return Side(str(data["total"]), yards, held, dict(inputs), program)


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fraction(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def compare(before: Side, after: Side) -> Difference:
    """Return what differs between two sides, by the size of the move, then by id."""
    moved = []
    same = 0
    for id_ in sorted({*before.held, *after.held}):
        one, other = before.held.get(id_), after.held.get(id_)
        if one is not None and other is not None and one[:3] == other[:3]:
            same += 1
            continue
        causes = tuple(_causes(before, after, one, other)) if one is not None and other is not None else ()
        moved.append(Moved(id_, one, other, causes))
    moved.sort(key=lambda each: (-_size(each), each.id))
    changed, added, gone = inputs(before.inputs, after.inputs)
    return Difference(changed, added, gone, tuple(moved), same)


def inputs(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the names of the inputs that changed, that are new and that are gone.

    A file that is there under another path (the folder was named otherwise) is the same file: names are tied by
    as much of their end as is needed.
    """
    names = _tied(before, after)
    changed = tuple(sorted(new for old, new in names.items() if before[old] != after[new]))
    added = tuple(sorted(set(after) - set(names.values())))
    gone = tuple(sorted(set(before) - set(names)))
    return changed, added, gone


def _tied(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Return the name of today for each name of then that is still there."""
    names = {name: name for name in before if name in after}
    left, right = set(before) - set(names), set(after) - set(names)
    for parts in range(8, 0, -1):
        ends: dict[tuple[str, ...], list[str]] = {}
        for name in sorted(right):
            ends.setdefault(tuple(name.split("/")[-parts:]), []).append(name)
        for name in sorted(left):
            fits = ends.get(tuple(name.split("/")[-parts:]), [])
            if len(fits) == 1 and fits[0] in right:
                names[name] = fits[0]
                left.discard(name)
                right.discard(fits[0])
    return names


def _size(one: Moved) -> Fraction:
    if one.before is None or one.after is None or one.before.total is None or one.after.total is None:
        return Fraction(1000)
    return abs(one.after.total - one.before.total)


def _causes(before: Side, after: Side, one: Held, other: Held) -> Iterator[Cause]:
    """Yield what is otherwise, the largest effect first; an effect is that of the one change alone."""
    base = before.total(one.marks)
    found = [
        *_answers(before, one, other, base),
        *_marks(before, after, one, other, base),
        *_weights(before, after, one, base),
    ]
    yield from sorted(found, key=lambda cause: (-abs(cause.effect or ZERO), cause.kind, cause.name))


def _effect(base: Fraction | None, now: Fraction | None) -> Fraction | None:
    return None if base is None or now is None else now - base


def _answers(before: Side, one: Held, other: Held, base: Fraction | None) -> Iterator[Cause]:
    for challenge in sorted({*one.marks} ^ {*other.marks}):
        marks = {**one.marks}
        if challenge in marks:
            del marks[challenge]
        else:
            marks[challenge] = other.marks[challenge]
        here = Fraction(1) if challenge in one.marks else None
        there = Fraction(1) if challenge in other.marks else None
        yield Cause("answer", challenge, here, there, _effect(base, before.total(marks)))


def _marks(before: Side, after: Side, one: Held, other: Held, base: Fraction | None) -> Iterator[Cause]:
    """Yield the marks that differ; one that counts in several challenges is one mark."""
    changed: dict[str, tuple[Fraction | None, Fraction | None]] = {}
    for challenge in one.marks:
        for id_, yard in before.yards.get(challenge, {}).items():
            if challenge in other.marks and id_ in after.yards.get(challenge, {}):
                old, new = one.marks[challenge].get(id_), other.marks[challenge].get(id_)
                if old != new:
                    changed[yard.name] = (old, new)
    for name, (old, new) in changed.items():
        marks = {
            challenge: {
                id_: new if before.yards.get(challenge, {}).get(id_, Yard("", ZERO, ZERO, ZERO)).name == name else mark
                for id_, mark in own.items()
            }
            for challenge, own in one.marks.items()
        }
        yield Cause("mark", name, old, new, _effect(base, before.total(marks)))


def _weights(before: Side, after: Side, one: Held, base: Fraction | None) -> Iterator[Cause]:
    then = {yard.name: yard.weight for c in one.marks for yard in before.yards.get(c, {}).values()}
    now = {yard.name: yard.weight for own in after.yards.values() for yard in own.values()}
    for name, weight in then.items():
        if now.get(name) != weight:
            new = now.get(name)
            effect = _effect(base, before.total(one.marks, {name: new if new is not None else ZERO}))
            yield Cause("weight", name, weight, new, effect)
