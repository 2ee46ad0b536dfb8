"""What a run of ``ingest`` did or would do, as a screen: each source, what became of it, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator

from addendum_cli.intake.candidacy import Candidacy
from addendum_cli.intake.planning import Plan
from addendum_cli.messages import say, say_n
from addendum_cli.report.screens import columns
from addendum_cli.report.view import Block, Cell, Line, Paragraph, Span, Table, line
from addendum_cli.report.wording import Tongue


def screen(plan: Plan, tongue: Tongue, into: str, *, dry: bool) -> Iterator[Block]:
    """Yield the candidacies taken in, or to be; what is there already; and what was left out."""
    if plan.new:
        heads = columns(tongue, say("Candidacy"), say("What came in, and what to look at"))
        yield Table(heads, tuple(_row(one, tongue) for one in plan.new), spaced=True)
    counts: list[Line] = [_counted(plan, tongue, dry=dry)]
    counts += [line(tongue(say("there already: {source} ({folder})", **one._asdict())), "quiet") for one in plan.there]
    for left in plan.left:
        told = say("left out: {source}: {why}", source=left.source, why=left.problem.message)
        counts.append(line(tongue(told), "warn"))
    yield Paragraph(tuple(counts))
    if plan.new and not dry:
        yield Paragraph((line(tongue(say("Next: addendum check {folder}", folder=into)), "strong"),))


def drafted(n: int, tongue: Tongue, folder: str) -> Iterator[Block]:
    """Yield how many confirmations of receipt were drafted, and where they lie."""
    told = say_n(
        "{n} confirmation of receipt drafted in {folder}: nothing was sent",
        "{n} confirmations of receipt drafted in {folder}: nothing was sent",
        n,
        folder=folder,
    )
    yield Paragraph((line(tongue(told)),))


def _row(one: Candidacy, tongue: Tongue) -> tuple[Cell, ...]:
    """Return a candidacy's id and moment of receipt; and beside it who sent it, its source, and what is odd about it."""
    received = one.facts.get("submission.received_at")
    name = one.facts.get("organisation.name")
    told: list[Line] = [line(str(name.value), "strong")] if name else []
    if not name:
        missing = tongue(say("organisation not found"))
        told.append((Span(one.named_by, "warn"), Span(f" ({missing})", "quiet")))
    guesses = len(one.guesses) + len(one.hints)
    facts = tongue(say_n("{n} fact", "{n} facts", len(one.facts)))
    more = tongue(say_n("{n} guess to look at", "{n} guesses to look at", guesses))
    told.append(line(f"{one.source}: {facts}, {more}" if guesses else f"{one.source}: {facts}", "quiet"))
    for problem in one.problems:
        told.append((Span("! ", "warn"), Span(tongue(problem.message))))
        if problem.remedy is not None:
            told.append(line(f"  → {tongue(problem.remedy)}", "quiet"))
    if one.unread:
        told.append((Span("! ", "warn"), Span(tongue(say("not read: {names}", names=tuple(one.unread))))))
    moment = str(received.value).replace("T", " ")[:16] if received else tongue(say("no time"))
    return ((line(one.id, "strong"), line(moment, "quiet")), tuple(told))


def _counted(plan: Plan, tongue: Tongue, *, dry: bool) -> Line:
    n = len(plan.new)
    told = (
        say_n("{n} candidacy would be taken in", "{n} candidacies would be taken in", n)
        if dry
        else say_n("{n} candidacy taken in", "{n} candidacies taken in", n)
    )
    there = say_n("{n} was there already", "{n} were there already", len(plan.there))
    left = say_n("{n} left out", "{n} left out", len(plan.left))
    return line(f"{tongue(told)}, {tongue(there)}, {tongue(left)}")
