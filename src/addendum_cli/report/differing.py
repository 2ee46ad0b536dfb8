"""What differs between two evaluations, and whether an export still holds: for the screen, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from addendum_cli.core.differences import Cause, Difference, Held, Moved
from addendum_cli.messages import Message, say, say_n
from addendum_cli.report.view import Block, Cell, Column, Heading, Line, Paragraph, Table, cell, line
from addendum_cli.report.wording import OUTCOMES, Tongue, exact

CAUSES = 4
"""Causes of a move that the screen names, the largest effect first; the JSON has them all."""
LISTED = 40


def difference(found: Difference, tongue: Tongue) -> Iterator[Block]:
    """Yield which inputs differ, and who moved and why."""
    yield from inputs(found, tongue)
    yield Heading(tongue(say("Who moved")))
    n = found.same
    if not found.moved:
        yield Paragraph((line(tongue(say_n("Nobody: {n} proposal stands as it stood.", "Nobody: all {n} proposals stand as they stood.", n)), "good"),))  # fmt: skip
        return
    heads = (
        Column(tongue(say("Proposal")), wrap=True),
        Column(tongue(say("Before")), right=True),
        Column(tongue(say("After")), right=True),
        Column(tongue(say("What moved it, each by itself")), wrap=True),
    )
    rows = [_moved(one, tongue) for one in found.moved[:LISTED]]
    yield Table(heads, tuple(rows), spaced=True)
    more = len(found.moved) - LISTED
    lines: list[Line] = []
    if more > 0:
        told = say_n("And {n} more: --format json has them all.", "And {n} more: --format json has them all.", more)
        lines.append(line(tongue(told), "quiet"))
    lines.append(
        line(tongue(say_n("{n} proposal stands as it stood.", "{n} proposals stand as they stood.", n)), "quiet")
    )
    yield Paragraph(tuple(lines))


def inputs(found: Difference, tongue: Tongue) -> Iterator[Block]:
    """Yield the inputs that differ."""
    lines = []
    for names, told in (
        (found.changed, say("changed")),
        (found.added, say("new")),
        (found.gone, say("no longer there")),
    ):
        lines += [line(f"• {name}: {tongue(told)}", "warn") for name in names]
    yield Heading(tongue(say("Files that differ")))
    yield Paragraph(tuple(lines) or (line(tongue(say("None.")), "good"),))


def _moved(one: Moved, tongue: Tongue) -> tuple[Cell, ...]:
    causes = tuple(line(_cause(each, tongue)) for each in one.causes[:CAUSES])
    more = len(one.causes) - CAUSES
    if more > 0:
        causes = (*causes, line(tongue(say_n("and {n} more", "and {n} more", more)), "quiet"))
    if one.before is not None and one.after is not None and one.before.outcome != one.after.outcome:
        causes = (line(tongue(say("another outcome")), "warn"), *causes)
    if not causes and one.before is not None and one.after is not None:
        causes = (line(tongue(say("only its place: others moved")), "quiet"),)
    return cell(one.id, "strong"), cell(_held(one.before, tongue)), cell(_held(one.after, tongue)), causes or cell("")


def _held(one: Held | None, tongue: Tongue) -> str:
    if one is None:
        return "–"
    if one.outcome != "eligible":
        return tongue(OUTCOMES.get(one.outcome, one.outcome))  # type: ignore[call-overload]
    return f"{one.rank if one.rank is not None else '–'}. {tongue.number(one.total)}"


def _cause(one: Cause, tongue: Tongue) -> str:
    effect = ""
    if one.effect is not None:
        sign = "−" if one.effect < 0 else "+"
        effect = f" ({sign}{tongue.number(abs(one.effect), 2)})"
    told: Message
    if one.kind == "answer":
        told = (
            say("no longer answers {name}", name=one.name)
            if one.after is None
            else say("now answers {name}", name=one.name)
        )
        return tongue(told) + effect
    before, after = (tongue.mark(value) for value in (one.before, one.after))
    told = say("weight of {name}: {before} → {after}", name=one.name, before=before, after=after) if one.kind == "weight" else say("mark of {name}: {before} → {after}", name=one.name, before=before, after=after)  # fmt: skip
    return tongue(told) + effect


def record(found: Difference, kind: str = "diff", **more: Any) -> dict[str, Any]:
    """Return ``addendum/diff/1`` or ``addendum/verify/1``."""

    def held(one: Held | None) -> Any:
        return None if one is None else {"outcome": one.outcome, "rank": one.rank, "total": exact(one.total)}

    return {
        "format": f"addendum/{kind}/1",
        **more,
        "inputs": {"changed": list(found.changed), "added": list(found.added), "gone": list(found.gone)},
        "moved": [
            {
                "id": one.id,
                "before": held(one.before),
                "after": held(one.after),
                "causes": [
                    {"kind": each.kind, "name": each.name, "before": exact(each.before), "after": exact(each.after), "effect": exact(each.effect)}
                    for each in one.causes
                ],
            }
            for one in found.moved
        ],
        "same": found.same,
    }  # fmt: skip
