"""A call to read on the screen: its parts one by one, and anything in it by its id."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from addendum_cli.messages import Message, say, say_n
from addendum_cli.model.call import Call, Challenge, Milestone, Sourced
from addendum_cli.model.rubric import Bands, Criterion, Rubric
from addendum_cli.report.naming import name_of
from addendum_cli.report.screens import columns
from addendum_cli.report.view import Block, Cell, Column, Heading, Line, Paragraph, Table, Tone, cell, line
from addendum_cli.report.wording import Tongue

Rubrics = Sequence[Rubric]
Item = Call | Challenge | Rubric | Sourced
PARTS_OF_DAY: Mapping[str, Message] = MappingProxyType(
    {"morning": say("morning"), "afternoon": say("afternoon"), "evening": say("evening")}
)


def overview(call: Call, rubrics: Rubrics, tongue: Tongue, *, file: str, why: Message) -> Iterator[Block]:
    """Yield the call at a glance: which one it is and why, region, deadline, challenges."""
    yield Heading(call.title)
    lines = [line(tongue(say("{file} ({why})", file=file, why=why)), "quiet")]
    if call.programme:
        lines.append(line(call.programme))
    places = ", ".join(one.name for one in call.region.municipalities)
    n = len(call.region.municipalities)
    counted = tongue(say_n("{n} municipality", "{n} municipalities", n))
    lines.append(line(f"{call.region.name}, {counted}: {places}"))
    deadline = call.deadline
    if deadline is not None:
        lines.append(line(f"{deadline.title}: {when(deadline, tongue)} ({call.timezone})", "strong"))
    if call.submission.address:
        lines.append(line(tongue(say("Send to: {addresses}", addresses=call.submission.address))))
    lines.append(line(tongue(say("Approach: {approach}", approach=call.approach.title))))
    yield Paragraph(tuple(lines))
    yield from challenges(call, rubrics, tongue)
    topics = " | ".join((*TOPICS, "ID"))
    yield Paragraph((line(tongue(say("More: addendum show {topics}", topics=topics)), "quiet"),))


def focus(call: Call, rubrics: Rubrics, tongue: Tongue) -> Iterator[Block]:
    """Yield whom the call is for, and what the analysis of the field adds."""
    yield Heading(tongue(say("Focus")))
    if call.focus is not None:
        yield Paragraph((line(call.focus.text), _source(call.focus, tongue)))
        for title, lines in ((say("Reaches"), call.focus.reaches), (say("Lacks"), call.focus.lacks)):
            if lines:
                yield Paragraph((line(tongue(title), "strong"), *(line(f"– {one.text}") for one in lines)))
    arena = call.arena.statements if call.arena else ()
    for title, statements in (
        (say("Themes"), call.themes),
        (say("Analysis of the field"), arena),
        (say("Principles"), call.principles),
    ):
        if statements:
            yield Heading(tongue(title))
            yield _table(
                tongue,
                (say("Id"), say("What the call says")),
                [(one.id, _sourced(one.text, one, tongue)) for one in statements],
            )


def approach(call: Call, rubrics: Rubrics, tongue: Tongue) -> Iterator[Block]:
    """Yield the way of working that is sought, requirement by requirement."""
    yield Heading(call.approach.title)
    if call.approach.text:
        yield Paragraph((line(call.approach.text),))
    rows = [(one.id, _sourced(one.text, one, tongue)) for one in call.approach.requirements]
    yield _table(tongue, (say("Requirement"), say("What it asks")), rows)
    if call.approach.functions:
        rows = [(one.id, _sourced(one.text, one, tongue)) for one in call.approach.functions]
        yield _table(tongue, (say("Function"), say("What it asks")), rows)
    if call.specialisms:
        yield Paragraph((line(tongue(say("Not sought now, when offered alone: {names}", names=call.specialisms))),))


def challenges(call: Call, rubrics: Rubrics, tongue: Tongue) -> Iterator[Block]:
    """Yield the challenges with their interventions."""
    rows = []
    for one in call.challenges:
        ids = ", ".join(inner.id for inner in one.interventions)
        n = len(one.interventions)
        about = (line(tongue(say_n("{n} intervention", "{n} interventions", n))), line(ids, "quiet"))
        rows.append((one.id, ((line(name_of(one))), *about)))
    yield Heading(tongue(say("Challenges")))
    yield _table(tongue, (say("Id"), say("What it asks")), rows)


def timeline(call: Call, rubrics: Rubrics, tongue: Tongue, today: date | None = None) -> Iterator[Block]:
    """Yield the milestones in order; seen from the day ``today``, with what has passed and what comes next."""
    yield Heading(tongue(say("Timeline")) + f" ({call.timezone})")
    if today is None:
        rows = [(one.id, cell(when(one, tongue)), _sourced(one.title, one, tongue)) for one in call.timeline]
        yield _table(tongue, (say("Id"), say("When"), say("What")), rows)
        return
    next_ = next((one for one in call.timeline if _date(one.last) >= today), None)
    marked = []
    for one in call.timeline:
        tone: Tone = "quiet" if _date(one.last) < today else "strong" if one is next_ else "plain"
        moment = (line(when(one, tongue), tone), line(_lies(one, today, tongue), tone))
        marked.append((one.id, moment, _sourced(one.title, one, tongue)))
    yield _table(tongue, (say("Id"), say("When"), say("What")), marked)
    told = (
        say("Seen from {today}: next comes {title}.", today=day(today, tongue), title=next_.title)
        if next_ is not None
        else say("Seen from {today}: everything has passed.", today=day(today, tongue))
    )
    yield Paragraph((line(tongue(told)),))


def _date(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _lies(one: Milestone, today: date, tongue: Tongue) -> str:
    """Return how a milestone lies to a day: passed, under way, today, or in so many days."""
    first, last = _date(one.first), _date(one.last)
    if last < today:
        n = (today - last).days
        return "✓ " + tongue(say_n("{n} day ago", "{n} days ago", n))
    if first <= today and first != last:
        return "• " + tongue(say("under way"))
    n = ((last if one.until is not None else first) - today).days
    return tongue(say("today")) if n == 0 else tongue(say_n("in {n} day", "in {n} days", n))


def rubric_tables(call: Call, rubrics: Rubrics, tongue: Tongue) -> Iterator[Block]:
    """Yield the criteria of every rubric, with weight, minimum and how the desk marks them."""
    for rubric in rubrics:
        yield Heading(rubric.title)
        yield _criteria(rubric, tongue)


def rules(call: Call, rubrics: Rubrics, tongue: Tongue) -> Iterator[Block]:
    """Yield the rules of eligibility with what they rest on."""
    yield Heading(tongue(say("Rules of eligibility")))
    rows = [(one.id, _sourced(one.kind, one, tongue)) for one in call.eligibility]
    yield _table(tongue, (say("Rule"), say("Kind, and what it rests on")), rows)


TOPICS: Mapping[str, Callable[[Call, Rubrics, Tongue], Iterator[Block]]] = MappingProxyType(
    {
        "focus": focus,
        "approach": approach,
        "challenges": challenges,
        "timeline": timeline,
        "rubrics": rubric_tables,
        "rules": rules,
    }
)


def ids(call: Call, rubrics: Rubrics) -> dict[str, list[tuple[str, Item]]]:
    """Return everything in the call by its id, each with its full name; an id may be that of several.

    An intervention is known as ``challenge/intervention`` and by its last part, a criterion likewise.
    """
    items: list[tuple[str, Item]] = [(one.id, one) for one in call.challenges]
    for challenge in call.challenges:
        items += [(f"{challenge.id}/{one.id}", one) for one in challenge.interventions]
        items += [(f"{challenge.id}/{one.id}", one) for one in challenge.obstacles]
    items += [(one.id, one) for one in call.approach.requirements]
    items += [(one.id, one) for one in call.approach.functions]
    items += [(one.id, one) for one in call.timeline]
    items += [(one.id, one) for one in call.eligibility]
    items += [(one.id, one) for one in call.domains]
    items += [(one.id, one) for one in (*call.themes, *call.principles)]
    items += [(one.id, one) for one in (call.arena.statements if call.arena else ())]
    items += [(rubric.id, rubric) for rubric in rubrics]
    items += [(f"{rubric.id}/{one.id}", one) for rubric in rubrics for one in rubric.criteria]
    items.append((call.id, call))
    found: dict[str, list[tuple[str, Item]]] = {}
    for name, item in items:
        for id_ in dict.fromkeys((name, name.rpartition("/")[2])):
            found.setdefault(id_, []).append((name, item))
    return found


def one(id_: str, item: Item, call: Call, rubrics: Rubrics, tongue: Tongue) -> Iterator[Block]:
    """Yield everything about the item ``id_``; for a challenge its obstacles, interventions and rubric too."""
    yield Heading(id_)
    if isinstance(item, Challenge):
        yield from _challenge(item, tongue)
        for rubric in rubrics:
            if rubric.challenge == item.id:
                yield Heading(rubric.title)
                yield _criteria(rubric, tongue)
    elif isinstance(item, Rubric):
        yield _criteria(item, tongue)
    elif isinstance(item, Criterion):
        yield Paragraph(tuple(_criterion(item, tongue)))
        yield Paragraph(tuple(line(f"{tongue.number(mark, 1)}  {text}") for mark, text in sorted(item.levels.items())))
    else:
        yield Paragraph(tuple(line(f"{name}: {text}") for name, text in _facts(item)))


def _challenge(item: Challenge, tongue: Tongue) -> Iterator[Block]:
    yield Paragraph((line(name_of(item), "strong"), _source(item, tongue)))
    rows = [(one.id, _sourced(one.text, one, tongue)) for one in item.obstacles]
    if rows:
        yield _table(tongue, (say("Obstacle"), say("What the call says")), rows)
    rows = []
    for one in item.interventions:
        parts = [line(f"– {part}", "quiet") for part in one.parts]
        terms = [line(", ".join(one.terms), "quiet")] if one.terms else []
        rows.append((one.id, (*_sourced(one.text, one, tongue), *parts, *terms)))
    yield _table(tongue, (say("Intervention"), say("What it asks, and the words that find it")), rows)


def _criteria(rubric: Rubric, tongue: Tongue) -> Table:
    heads = (
        Column(tongue(say("Criterion")), wrap=True),
        Column(tongue(say("Weight")), right=True),
        Column(tongue(say("Minimum")), right=True),
        Column(tongue(say("Question, and who marks it")), wrap=True),
    )
    rows = []
    for one in rubric.criteria:
        minimum = tongue.number(one.minimum) if one.minimum is not None else ""
        rows.append((_two(one.id, one.title), cell(str(one.weight)), cell(minimum), tuple(_criterion(one, tongue))))
    return Table(heads, tuple(rows), spaced=True)


def _criterion(one: Criterion, tongue: Tongue) -> Iterator[Line]:
    if one.question:
        yield line(one.question)
    if one.desk is None:
        yield line(tongue(say("people mark it")), "quiet")
    elif isinstance(one.desk, Bands):
        bands = "; ".join(f"≥ {tongue.number(low, 1)}: {tongue.number(mark, 1)}" for low, mark in one.desk.bands)
        yield line(tongue(say("the desk proposes by {field}: {bands}", field=one.desk.field, bands=bands)), "quiet")
    else:
        yield line(tongue(say("the desk proposes by {method}", method=one.desk.method)), "quiet")
    yield _source(one, tongue)


def _two(first: str, second: str) -> Cell:
    return (line(first, "strong"), line(second, "quiet"))


def when(one: Milestone, tongue: Tongue) -> str:
    """Return a milestone's moment in words of the reader's language."""
    if one.from_ is not None and one.to is not None:
        return tongue(say("{first} to {last}", first=day(one.from_, tongue), last=day(one.to, tongue)))
    moment = one.on if one.on is not None else one.until
    part = f", {tongue(PARTS_OF_DAY[one.part_of_day])}" if one.part_of_day else ""
    if one.until is not None:
        whole = not isinstance(moment, datetime)  # a bare date includes that day
        until = say("up to and including {moment}", moment=day(moment, tongue))
        return tongue(until if whole else say("until {moment}", moment=day(moment, tongue))) + part
    return day(moment, tongue) + part


def day(value: Any, tongue: Tongue) -> str:
    """Return a day, with its clock time where there is one, as people write it in the tongue's language."""
    from babel.dates import format_date

    text = str(format_date(value, "EEEE d MMMM y", locale=tongue.language))
    return f"{text} {value:%H:%M}" if isinstance(value, datetime) else text


def _source(item: Sourced, tongue: Tongue) -> Line:
    """Return what a statement rests on."""
    if item.basis == "assumption":
        return line(tongue(say("our own choice: {why}", why=item.reason or "–")), "quiet")
    return line(tongue(say("source: {ref}", ref=item.ref)) if item.ref else "", "quiet")


def _sourced(text: str, item: Sourced, tongue: Tongue) -> Cell:
    source = _source(item, tongue)
    return (line(text), source) if source[0].text else (line(text),)


def _table(tongue: Tongue, titles: Sequence[Message], rows: Sequence[tuple[str | Cell, ...]]) -> Table:
    cells = tuple(tuple(cell(one, "strong") if isinstance(one, str) else one for one in row) for row in rows)
    return Table(columns(tongue, *titles), cells)


def _facts(item: BaseModel) -> Iterator[tuple[str, str]]:
    """Yield every field that is filled in, as text."""
    for name, value in item.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_unset=True).items():
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        yield name, str(value)


def as_json(item: Any) -> bytes:
    """Return a part of the call, or all of it, as JSON; keys as in the file."""
    plain = [_dump(one) for one in item] if isinstance(item, (tuple, list)) else _dump(item)
    return (json.dumps(plain, ensure_ascii=False, indent=2, default=str) + "\n").encode("utf-8", "replace")


def _dump(item: Any) -> Any:
    return item.model_dump(mode="json", by_alias=True, exclude_none=True) if isinstance(item, BaseModel) else item
