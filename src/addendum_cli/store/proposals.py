"""Proposals, each of them read by itself.

One bad file never stops the others: it is returned as unreadable, with every problem in it.
Source: contract, "A proposal".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from addendum_cli.core.words import suggestion
from addendum_cli.errors import AddendumError, Problem, Where
from addendum_cli.formats.located import Located, decode, read_markdown
from addendum_cli.messages import Message, say, say_n
from addendum_cli.model.call import Call
from addendum_cli.model.entry import Entry
from addendum_cli.model.entry import Path as FieldPath
from addendum_cli.model.proposal import Proposal
from addendum_cli.model.text import Words
from addendum_cli.model.verdict import Examined, Finding
from addendum_cli.store.faults import read_as
from addendum_cli.store.files import located, read_bytes
from addendum_cli.store.finding import Source, find

__all__ = ["LONGEST_ID", "Source", "find", "fits", "misfits", "read", "refuse_doubles", "unreadable"]

LONGEST_ID = 100


def read(source: Source, call: Call) -> Entry:
    """Return one proposal with its facts and words.

    Raises:
        AddendumError: it cannot be used; with every problem in it.
    """
    if source.fault is not None:
        raise AddendumError([source.fault])
    raw = read_bytes(source.path, source.shown)
    digests = [(source.shown, hashlib.sha256(raw).hexdigest())]
    data, body, first_line = _parsed(raw, source)
    facts, problems = read_as(Proposal, data)
    problems += misfits(data, call)
    if data.data.get("id") is None and not fits(source.id):
        problems.append(
            Problem(Where(source.shown), say("its name is not an id"), say("give it an id of its own: id: …"))
        )
    if source.instead is not None:
        second = say("a second proposal file beside {file}", file=source.shown)
        problems.append(Problem(Where(source.instead), second, say("keep one of the two")))
    if facts is None or problems:
        raise AddendumError(sorted(problems, key=lambda problem: problem.where.order))
    words = list(_words(facts, data))
    if body.strip():
        words.append(_lines(body, source.shown, first_line))
    notices: list[Problem] = []
    for path, shown in source.documents:
        try:
            raw = read_bytes(path, shown)
            words.append(_lines(decode(raw, shown), shown, 1))
            digests.append((shown, hashlib.sha256(raw).hexdigest()))
        except AddendumError as error:  # the candidacy stands; the document is named and not counted
            notices.extend(error.problems)
    narrative = f"{facts.narrative or ''}\n{body}".strip()
    return Entry(
        facts.id.strip() if facts.id else source.id,
        source.shown,
        facts,
        tuple(words),
        narrative,
        data.line,
        tuple(digests),
        tuple(notices),
    )


def _parsed(raw: bytes, source: Source) -> tuple[Located, str, int]:
    """Return a file's facts with their places, and the text below its front matter with its first line."""
    if source.path.suffix.lower() == ".md":
        return read_markdown(decode(raw, source.shown), source.shown)
    return located(raw, source.shown), "", 1


def fits(id_: str) -> bool:
    """Return whether ``id_`` can be a proposal's id: 1 to 100 printable characters, no slash of either kind."""
    return 0 < len(id_) <= LONGEST_ID and id_.isprintable() and "/" not in id_ and "\\" not in id_


def misfits(data: Located, call: Call) -> Iterator[Problem]:
    """Yield what may fit the form but not the call: an id of its own kind, challenges and interventions.

    Looks at the file as written, so that one run names these beside the fields that cannot be read.
    """
    id_ = data.data.get("id")
    if isinstance(id_, str) and not fits(id_.strip()):
        remedy = say("1 to {n} printable characters, without / or \\", n=LONGEST_ID)
        yield Problem(data.where(("id",)), say("not an id"), remedy)
    challenges = {one.id: one for one in call.challenges}
    seen: set[str] = set()
    for place, name, answer in _named(data.data, ("challenges",)):
        yield from _known(data, place, name, challenges, seen, *_CHALLENGE)
        offered: set[str] = set()
        if name in challenges:
            known = {one.id: one for one in challenges[name].interventions}
            for inner, intervention, _ in _named(answer, (*place[:-1], "interventions")):
                yield from _known(data, inner, intervention, known, offered, *_INTERVENTION)


def _named(data: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str, Any]]:
    """Yield the way to the id, the id and the mapping of every entry of a list (or a single one) that has one."""
    found = data.get(path[-1])
    entries = enumerate(found) if isinstance(found, list) else [(None, found)]
    for index, entry in entries:
        name = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(name, str) and name.strip():
            yield (*path, "id") if index is None else (*path, index, "id"), name.strip(), entry


def _deeper(data: Located, place: FieldPath, index: int) -> FieldPath:
    """Return the way to an intervention; a single one may stand without a list."""
    here = data.data
    for part in (*place, "interventions"):
        here = here[part]
    return (*place, "interventions", index) if isinstance(here, list) else (*place, "interventions")


_CHALLENGE = (say("the call has no challenge {name}"), say("the challenge {name} is given twice"))
_INTERVENTION = (say("the challenge has no intervention {name}"), say("the intervention {name} is given twice"))


def _known(
    data: Located, path: FieldPath, name: str, known: Iterable[str], seen: set[str], unknown: Message, twice: Message
) -> Iterator[Problem]:
    """Yield a fault where ``name`` is not one of ``known``, or was ``seen`` before."""
    about = (("name", name),)
    if name not in known:
        yield Problem(data.where(path), unknown._replace(values=about), suggestion(name, known))
    elif name in seen:
        yield Problem(data.where(path), twice._replace(values=about), say("join the two"))
    seen.add(name)


def _words(facts: Proposal, data: Located) -> Iterator[Words]:
    """Yield the proposal's texts: who wrote them where, and which challenge and intervention they speak of.

    A description of the target group says whom the offer is for, not what it is: it is no evidence.
    """

    def words(text: str | None, path: FieldPath, scope: str | None = None, about: str | None = None) -> Iterator[Words]:
        if text and text.strip():
            yield Words(text, data_file, lambda offset, path=path: data.line_in(path, offset), scope, about)  # type: ignore[misc]

    data_file = data.file
    if facts.approach is not None:
        yield from words(facts.approach.description, ("approach", "description"))
    for index, item in enumerate(facts.expertise):
        place: FieldPath = ("expertise", index) if isinstance(data.data["expertise"], list) else ("expertise",)
        yield from words(item.description, (*place, "description"))
    for index, answer in enumerate(facts.challenges):
        place = ("challenges", index) if isinstance(data.data["challenges"], list) else ("challenges",)
        yield from words(answer.description, (*place, "description"), answer.id)
        for j, one in enumerate(answer.interventions):
            if one.description:
                path = (*_deeper(data, place, j), "description")
                yield from words(one.description, path, answer.id, f"{answer.id}/{one.id}")
    yield from words(facts.narrative, ("narrative",))


def _lines(text: str, shown: str, first: int) -> Words:
    """Return a text that stands in a file as it is, from line ``first`` on."""
    return Words(text, shown, lambda offset: first + text.count("\n", 0, offset), None, None)


def unreadable(source: Source, problems: Sequence[Problem]) -> Examined:
    """Return what is known of a file that cannot be used: its name, and every problem in it."""
    first = min(problems, key=lambda problem: problem.where.order)
    more = len(problems) - 1
    message = first.message
    if first.where.field is not None:
        message = say("{field}: {what}", field=first.where.field, what=first.message)
    if more:
        message = say_n("{first} (and {n} more problem)", "{first} (and {n} more problems)", more, first=message)
    finding = Finding("readable", "fail", message, None, source.shown, first.where.line, first.remedy, "unreadable")
    digests: tuple[tuple[str, str], ...] = ()
    with suppress(AddendumError):  # what cannot be opened is among ``problems`` already
        digests = ((source.shown, hashlib.sha256(read_bytes(source.path, source.shown)).hexdigest()),)
    return Examined(
        id=source.id,
        file=source.shown,
        organisation=None,
        title=None,
        findings=(finding,),
        sha256=digests,
        readable=False,
        problems=tuple(problems),
    )


def refuse_doubles(examined: Sequence[tuple[Source, Examined]]) -> list[Examined]:
    """Return the proposals by path; a second one with an id already used is refused."""
    seen: dict[str, str] = {}
    kept: list[Examined] = []
    for source, one in sorted(examined, key=lambda pair: pair[0].shown):
        if one.readable and one.id in seen:
            problem = Problem(
                _place_of_id(source),
                say("the id {id} is already used by {file}", id=one.id, file=seen[one.id]),
                say("give it an id of its own: id: …"),
            )
            kept.append(unreadable(source, [problem]))
            continue
        if one.readable:
            seen[one.id] = one.file
        kept.append(one)
    return kept


def _place_of_id(source: Source) -> Where:
    """Return where a readable proposal states its id, or else its file's beginning; read once more for that."""
    data, _, _ = _parsed(read_bytes(source.path, source.shown), source)
    return data.where(("id",))
