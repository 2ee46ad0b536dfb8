"""Whether the parts of a call fit together: ids unique, references known, names claimed once.

A call that fails here cannot be used; ``lint`` reports the same faults and more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from addendum_cli.core.words import fold, suggestion
from addendum_cli.errors import Problem
from addendum_cli.formats.located import Located
from addendum_cli.messages import Message, say
from addendum_cli.model.call import (
    Call,
    LastSubmissionCounts,
    OffersApproach,
    OnlySpecialisms,
    ReceivedInTime,
    WorksInRegion,
)
from addendum_cli.model.entry import Path
from addendum_cli.model.rubric import Bands, Rubric

OURS = ("decision", "readable")
"""Findings that no rule of a call makes: a person's decision, and a file that cannot be used."""

Rubrics = Mapping[str, tuple[Rubric, Located, str]]


def within(call: Call, data: Located) -> list[Problem]:
    """Return every fault in how the call's parts refer to each other."""
    return [Problem(data.where(path), message, remedy) for path, message, remedy in _faults(call)]


Fault = tuple[Path, Message, Message | None]


def _faults(call: Call) -> Iterator[Fault]:
    try:
        ZoneInfo(call.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield ("timezone",), say("unknown time zone {name}", name=call.timezone), say("write it as Europe/Brussels")
    yield from _twice_in_call(call)
    yield from _unknown_in_call(call)
    yield from _claimed_twice(("region", "municipalities"), ((m.name, *m.also) for m in call.region.municipalities))
    yield from _claimed_twice(("domains",), (tuple(w for w in (d.id, d.title, *d.also) if w) for d in call.domains))


def _twice_in_call(call: Call) -> Iterator[Fault]:
    lists: list[tuple[Path, Sequence[str]]] = [
        (("timeline",), [one.id for one in call.timeline]),
        (("challenges",), [one.id for one in call.challenges]),
        (("domains",), [one.id for one in call.domains]),
        (("themes",), [one.id for one in call.themes]),
        (("principles",), [one.id for one in call.principles]),
        (("eligibility",), [one.id for one in call.eligibility]),
        (("approach", "requirements"), [one.id for one in call.approach.requirements]),
        (("approach", "functions"), [one.id for one in call.approach.functions]),
        (("focus", "reaches"), [one.id for one in call.focus.reaches] if call.focus else []),
        (("focus", "lacks"), [one.id for one in call.focus.lacks] if call.focus else []),
        (("arena", "statements"), [one.id for one in call.arena.statements] if call.arena else []),
    ]
    for index, challenge in enumerate(call.challenges):
        lists.append((("challenges", index, "interventions"), [one.id for one in challenge.interventions]))
        lists.append((("challenges", index, "obstacles"), [one.id for one in challenge.obstacles]))
    for path, ids in lists:
        yield from _twice(path, ids)


def _twice(path: Path, ids: Sequence[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, id_ in enumerate(ids):
        if id_ in seen:
            yield (*path, index, "id"), say("the id {id} is given twice", id=id_), say("give each its own id")
        seen.add(id_)


def _unknown(path: Path, name: str | None, known: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault where ``name`` is not one of ``known``, with the nearest one."""
    names = tuple(known)
    if name is not None and name not in names:
        yield path, say("{name} is not known", name=name), suggestion(name, names)


def _unknown_in_call(call: Call) -> Iterator[Fault]:
    milestones = [one.id for one in call.timeline]
    domains = [one.id for one in call.domains]
    interventions = [f"{challenge.id}/{one.id}" for challenge in call.challenges for one in challenge.interventions]
    for name in ("deadline", "pitch", "weerwoord"):
        yield from _unknown(("submission", name), getattr(call.submission, name), milestones)
    for index, name in enumerate(call.specialisms if domains else ()):
        yield from _unknown(("specialisms", index), name, domains)
    for index, function in enumerate(call.approach.functions):
        known = [one.id for one in call.approach.requirements]
        yield from _unknown(("approach", "functions", index, "requirement"), function.requirement, known)
    for i, challenge in enumerate(call.challenges):
        for j, one in enumerate(challenge.interventions):
            path: Path = ("challenges", i, "interventions", j)
            if domains:
                yield from _unknown((*path, "domain"), one.domain, domains)
            yield from _unknown((*path, "near"), one.near, interventions)
            if one.near == f"{challenge.id}/{one.id}":
                yield (*path, "near"), say("{name} is near to itself", name=one.near), say("name the other one")
    for index, rule in enumerate(call.eligibility):
        if rule.id in OURS:
            taken = say("{id} is the name of the program's own findings", id=rule.id)
            yield ("eligibility", index, "id"), taken, say("give the rule another id")
        if isinstance(rule, ReceivedInTime):
            yield from _unknown(("eligibility", index, "milestone"), rule.milestone, milestones)
            yield from _unknown(("eligibility", index, "opens"), rule.opens, milestones)
        if isinstance(rule, (ReceivedInTime, OffersApproach, OnlySpecialisms, WorksInRegion, LastSubmissionCounts)):
            yield from _outcomes(index, rule)


def _outcomes(index: int, rule: object) -> Iterator[Fault]:
    """Yield a fault where a rule would lead to what only an unreadable file, or a pass, leads to."""
    for name in ("otherwise", "none_declared"):
        if getattr(rule, name, None) in ("unreadable", "eligible"):
            yield (
                ("eligibility", index, name),
                say("a rule cannot lead to {outcome}", outcome=getattr(rule, name)),
                say("one of: {names}", names=("ineligible", "clarify", "later", "superseded")),
            )


def _claimed_twice(path: Path, names: Iterable[Sequence[str]]) -> Iterator[Fault]:
    """Yield a fault where two entries of one list claim the same name, folded."""
    owner: dict[str, tuple[int, str]] = {}
    for index, claimed in enumerate(names):
        for name in claimed:
            first, by = owner.setdefault(fold(name), (index, claimed[0]))
            if first != index:
                yield (
                    (*path, index),
                    say("{name} is claimed by {first} and {second}", name=name, first=by, second=claimed[0]),
                    say("leave it with one of them"),
                )


def across_rubrics(call: Call, rubrics: Rubrics) -> Iterator[Problem]:
    """Yield every fault in how the rubrics refer to the call and to each other."""
    challenges = [one.id for one in call.challenges]
    ids: dict[str, str] = {}
    sheets: dict[tuple[str | None, str], str] = {}
    common: dict[tuple[str, str], str] = {}
    for shown, (rubric, _, _) in rubrics.items():
        if rubric.challenge is None:
            common.update({(rubric.round, criterion.id): shown for criterion in rubric.criteria})
    for shown, (rubric, data, _) in rubrics.items():
        for path, message, remedy in _unknown(("challenge",), rubric.challenge, challenges):
            yield Problem(data.where(path), message, remedy)
        first = ids.setdefault(rubric.id, shown)
        if first != shown:
            yield Problem(
                data.where(("id",)),
                say("the id {id} is given twice, first in {first}", id=rubric.id, first=first),
                say("give each its own id"),
            )
        first = sheets.setdefault((rubric.challenge, rubric.round), shown)
        if first != shown:
            yield Problem(
                data.where(("challenge",)),
                say("{first} already marks this in the same round", first=first),
                say("join the two, at most one rubric a challenge and round"),
            )
        for path, message, remedy in (*_twice(("criteria",), [c.id for c in rubric.criteria]), *_off_scale(rubric)):
            yield Problem(data.where(path), message, remedy)
        for index, criterion in enumerate(rubric.criteria):
            if rubric.challenge is not None and (rubric.round, criterion.id) in common:
                yield Problem(
                    data.where(("criteria", index, "id")),
                    say(
                        "the criterion {id} stands in {first} too, which counts in every challenge",
                        id=criterion.id,
                        first=common[rubric.round, criterion.id],
                    ),
                    say("give each its own id"),
                )


def _off_scale(rubric: Rubric) -> Iterator[Fault]:
    """Yield a fault for every mark in a rubric that nobody could give on its scale."""
    low, high, step = Fraction(rubric.scale.min), Fraction(rubric.scale.max), Fraction(rubric.scale.step)
    for index, criterion in enumerate(rubric.criteria):
        path: Path = ("criteria", index)
        marks: list[tuple[Path, Fraction]] = [((*path, "levels"), Fraction(mark)) for mark in criterion.levels]
        if criterion.minimum is not None and not low <= criterion.minimum <= high:
            marks.append(((*path, "minimum"), Fraction(criterion.minimum)))
        if isinstance(criterion.desk, Bands):
            marks += [
                ((*path, "desk", "bands", place), Fraction(mark))
                for place, (_, mark) in enumerate(criterion.desk.bands)
            ]
        for where, mark in marks:
            if not low <= mark <= high or (mark - low) % step:
                yield (
                    where,
                    say("{mark} is no mark of the scale", mark=float(mark)),
                    say("{low} to {high} by {step}", low=float(low), high=float(high), step=float(step)),
                )
