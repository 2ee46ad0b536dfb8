"""``lint``: whether a call says what it means. Faults stop a call from being used; warnings are for its author.

Source: contract, "A call"; docs/region.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from addendum_cli.core.words import fold
from addendum_cli.errors import AddendumError, Problem, Where
from addendum_cli.formats.located import decode
from addendum_cli.formats.writing import write_whole
from addendum_cli.messages import Message, say
from addendum_cli.model.call import Call, Intervention, Sourced
from addendum_cli.model.entry import Path as FieldPath
from addendum_cli.model.rubric import Rubric
from addendum_cli.store import references
from addendum_cli.store.call import CallFolder, find, read_call, read_rubrics
from addendum_cli.store.files import read_bytes

CRITERIA = 4
"""More criteria than this on a rubric and a jury no longer fills them in."""


class Remark(NamedTuple):
    """One thing about a call: a ``fault`` has to be mended, a ``warn`` should be looked at."""

    level: Literal["fault", "warn"]
    problem: Problem


def lint(named: Path | None = None) -> tuple[CallFolder | None, list[Remark]]:
    """Return the call, None where its file cannot be read, and every remark on it by file and place.

    Raises:
        AddendumError: there is no such call.
    """
    file, why = find(named)
    try:
        folder = read_call(file, why)
    except AddendumError as error:
        return None, [Remark("fault", problem) for problem in error.problems]
    remarks = [Remark("fault", problem) for problem in references.within(folder.call, folder.located)]
    remarks += [
        Remark(level, Problem(folder.located.where(path), message, remedy))
        for level, path, message, remedy in (*_timeline(folder.call), *_sources(folder.call), *_terms(folder.call))
    ]
    remarks += _rubrics(folder)
    remarks += [Remark("fault", problem) for problem in _templates(folder)]
    try:
        folder.decisions()
        if not folder.copied():
            remedy = say("write it from the call's text: addendum lint --source TEXT")
            remarks.append(Remark("warn", Problem(folder.located.where(("source",)), _NO_ECHO, remedy)))
    except AddendumError as error:
        remarks += [Remark("fault", problem) for problem in error.problems]
    return folder, sorted(remarks, key=lambda one: (one.problem.where.file, one.problem.where.line or 0, one.level))


_NO_ECHO = say("no hashes of the call's text: what an applicant copies from it is not recognised")
Row = tuple[Literal["fault", "warn"], FieldPath, Message, Message | None]


def _timeline(call: Call) -> Iterator[Row]:
    """Yield milestones whose weekday is another, that end before they begin, or stand out of order."""
    for index, one in enumerate(call.timeline):
        for name, value, weekday in (
            ("on", one.on, one.weekday),
            ("from", one.from_, one.weekday),
            ("to", one.to, one.to_weekday),
            ("until", one.until, one.weekday),
        ):
            if (
                value is not None
                and weekday is not None
                and fold(weekday) != fold(real := _weekday(value, call.language))
            ):
                field = "to_weekday" if name == "to" else "weekday"
                message = say(
                    "{date} is a {real}, not a {weekday}", date=_day(value).isoformat(), real=real, weekday=weekday
                )
                yield "fault", ("timeline", index, field), message, say("mend the date or the weekday")
        if one.from_ is not None and one.to is not None and _earlier(one.to, one.from_):
            yield "fault", ("timeline", index, "to"), say("ends before it begins"), say("swap from and to")
    for index, (before, after) in enumerate(pairwise(call.timeline), 1):
        if _earlier(after.first, before.first):
            message = say("{id} comes before {before}, which stands above it", id=after.id, before=before.id)
            yield "fault", ("timeline", index), message, say("list the milestones in order of time")


def _weekday(value: Any, language: str) -> str:
    """Return the name of a day of the week in the call's language."""
    from babel.dates import get_day_names

    return str(get_day_names("wide", locale=language)[_day(value).weekday()])


def _day(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else value


def _earlier(one: date, other: date) -> bool:
    """Return whether ``one`` comes before ``other``; the hour counts where both tell it on one clock."""
    if isinstance(one, datetime) and isinstance(other, datetime) and (one.tzinfo is None) == (other.tzinfo is None):
        return one < other
    return _day(one) < _day(other)


def _sources(call: Call) -> Iterator[Row]:
    """Yield statements that say neither where they stand in the call's document nor that they are ours."""
    for path, one in _walk(call, ()):
        if one.basis == "assumption" and not one.reason:
            yield "warn", path, say("a choice of our own without its reason"), say("add reason: …")
        elif one.basis is None and not one.ref and one.model_fields_set:
            yield (
                "warn",
                path,
                say("rests on nothing"),
                say("add ref: the heading it stands under, or basis: assumption"),
            )


def _walk(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, Sourced]]:
    """Yield everything in a model that carries a source, with the way to it."""
    if isinstance(value, Sourced):
        yield path, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _walk(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _walk(one, (*path, index))


def _terms(call: Call) -> Iterator[Row]:
    """Yield terms claimed by two interventions of one challenge, and interventions that nothing can find."""
    for i, challenge in enumerate(call.challenges):
        place: FieldPath = ("challenges", i, "interventions")
        for j, one in enumerate(challenge.interventions):
            if not one.terms:
                message = say("{id} has no terms: its words are not found in any text", id=f"{challenge.id}/{one.id}")
                yield "warn", (*place, j), message, say("add terms: [words that a proposal would use]")
        for (_, first), (k, second) in combinations(enumerate(challenge.interventions), 2):
            near = {first.near, second.near} & {f"{challenge.id}/{first.id}", f"{challenge.id}/{second.id}"}
            shared = _shared(first, second)
            if shared and not near:
                message = say("{terms} stands with {first} too", terms=shared, first=f"{challenge.id}/{first.id}")
                remedy = say("leave it with one of them, or tie them with near")
                yield "warn", (*place, k, "terms"), message, remedy
    for index, requirement in enumerate(call.approach.requirements):
        if not requirement.terms:
            message = say("{id} has no terms: its words are not found in any text", id=requirement.id)
            yield (
                "warn",
                ("approach", "requirements", index),
                message,
                say("add terms: [words that a proposal would use]"),
            )


def _shared(first: Intervention, second: Intervention) -> tuple[str, ...]:
    theirs = set(map(fold, first.terms))
    return tuple(term for term in second.terms if fold(term) in theirs)


def _rubrics(folder: CallFolder) -> Iterable[Remark]:
    """Return what is wrong with the rubrics, and what a jury will stumble over."""
    try:
        found = read_rubrics(folder)
    except AddendumError as error:
        return [Remark("fault", problem) for problem in error.problems]
    remarks = [Remark("fault", problem) for problem in references.across_rubrics(folder.call, found)]
    for rubric, data, _ in found.values():
        remarks += [Remark("warn", Problem(data.where(path), *rest)) for path, *rest in _one_rubric(rubric)]
    remarks += [Remark("warn", problem) for problem in _without_rubric(folder, found)]
    return remarks


def _templates(folder: CallFolder) -> Iterator[Problem]:
    """Yield the templates of the call's own that cannot be used."""
    own = sorted((folder.root / "templates").glob("*.j2"))
    if not own:
        return
    from jinja2 import Environment, TemplateSyntaxError

    for path in own:
        shown = f"templates/{path.name}"
        try:
            Environment().parse(decode(read_bytes(path, shown), shown))  # noqa: S701 - parsed, never filled in
        except TemplateSyntaxError as error:
            what = say("the template cannot be used: {reason}", reason=error.message or "")
            remedy = say("mend it, or take it away: the template that ships is then used")
            yield Problem(Where(shown, error.lineno), what, remedy)
        except AddendumError as error:
            yield from error.problems


def _one_rubric(rubric: Rubric) -> Iterator[tuple[Any, ...]]:
    if len(rubric.criteria) > CRITERIA:
        yield (
            ("criteria",),
            say("more than {n} criteria", n=CRITERIA),
            say("a jury has to fill them in: join or drop some"),
        )
    for index, one in enumerate(rubric.criteria):
        path: FieldPath = ("criteria", index)
        if one.basis is None and not one.ref:
            yield path, say("rests on nothing"), say("add ref: the heading it stands under, or basis: assumption")
        if not one.question:
            yield path, say("{id} asks no question", id=one.id), say("add question: what an assessor answers")
        low, high = int(rubric.scale.min), int(rubric.scale.max)
        described = {int(mark) for mark in one.levels if mark == int(mark)}
        if missing := tuple(str(mark) for mark in range(low, high + 1) if mark not in described):
            remedy = say("describe each, so that two assessors mark alike")
            yield (*path, "levels"), say("levels not described: {levels}", levels=missing), remedy


def _without_rubric(folder: CallFolder, found: Mapping[str, tuple[Rubric, Any, str]]) -> Iterator[Problem]:
    marked = {rubric.challenge for rubric, _, _ in found.values() if rubric.round == "written"}
    for index, challenge in enumerate(folder.call.challenges):
        if challenge.id not in marked:
            remedy = say("add rubrics/{id}.yaml; until then only the common criteria mark it", id=challenge.id)
            yield Problem(
                folder.located.where(("challenges", index)), say("{id} has no rubric", id=challenge.id), remedy
            )


def write_hashes(named: Path | None, text: Path) -> str:
    """Write the hashes of the 8-word runs in ``text`` where the call names them; return that file's name.

    Raises:
        AddendumError: the call cannot be read or names no such file, or the text cannot be read.
    """
    from addendum_cli.core.evidence import shingles

    file, why = find(named)
    folder = read_call(file, why)
    name = folder.call.source.shingles if folder.call.source else None
    if name is None:
        remedy = say("add shingles: addendum.shingles below source")
        raise AddendumError.at(folder.located.where(("source",)), say("names no file for the hashes"), remedy)
    shown = text.as_posix()
    found = sorted(set(shingles(decode(read_bytes(text, shown), shown))))
    target = file.parent / name
    write_whole(target, "".join(f"{one:016x}\n" for one in found).encode("ascii"))
    return target.as_posix()
