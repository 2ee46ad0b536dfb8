"""What the terminal shows of an evaluation: the outcomes, the ranking, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from addendum_cli.messages import Message, say, say_n
from addendum_cli.model.kinds import PRECEDENCE, Outcome
from addendum_cli.model.verdict import Evaluation, Finding, Judged, Shortlist, Standing
from addendum_cli.report.facts import changed_marks, common_criteria, noted, ranked, tally
from addendum_cli.report.naming import name_of
from addendum_cli.report.view import Block, Cell, Column, Heading, Line, Paragraph, Span, Table, Tone, cell, line
from addendum_cli.report.wording import OUTCOMES, TOTALS, Tongue

TONES: dict[str, Tone] = {
    "eligible": "good",
    "later": "plain",
    "clarify": "warn",
    "ineligible": "bad",
    "superseded": "quiet",
    "unreadable": "bad",
    "fail": "bad",
    "unknown": "warn",
    "warn": "plain",
    "pass": "good",
}
SIGNS = {"fail": "✗", "unknown": "?", "warn": "!", "pass": "✓"}
SELECTIONS: dict[str, Message] = {
    "invited": say("invited to the pitch"),
    "not invited": say("not invited to the pitch"),
    "selected": say("selected"),
    "reserve": say("on the reserve list"),
    "not selected": say("not selected"),
}
BEST_FIRST: tuple[Outcome, ...] = tuple(reversed(PRECEDENCE))


WHO_AND_WHY = (say("Proposal"), say("Outcome"), say("Why"))
"""Heads of a table that tells what became of each proposal."""


def columns(tongue: Tongue, *titles: Message) -> tuple[Column, ...]:
    """Return columns of text that may wrap."""
    return tuple(Column(tongue(title), wrap=True) for title in titles)


def by_outcome(evaluation: Evaluation) -> list[Judged]:
    """Return the proposals, eligible ones first, then by id and file."""
    return sorted(evaluation.judged, key=lambda one: BEST_FIRST.index(one.outcome))


def counts(evaluation: Evaluation, tongue: Tongue) -> Line:
    """Return how many proposals there are of each outcome."""
    counted = Counter(one.outcome for one in evaluation.judged)
    n = len(evaluation.judged)
    spans = [Span(tongue(say_n("{n} proposal", "{n} proposals", n)) + ": ")]
    for place, outcome in enumerate(one for one in BEST_FIRST if counted[one]):
        spans.append(
            Span(("" if place == 0 else ", ") + f"{counted[outcome]} {tongue(OUTCOMES[outcome])}", TONES[outcome])
        )
    return tuple(spans)


def finding_lines(findings: Sequence[Finding], tongue: Tongue) -> list[Line]:
    """Return a line for every finding, and one for its remedy."""
    lines: list[Line] = []
    for finding in findings:
        lines.append((Span(f"{SIGNS[finding.verdict]} ", TONES[finding.verdict]), Span(tongue(finding.message))))
        if finding.remedy is not None:
            lines.append(line(f"  → {tongue(finding.remedy)}", "quiet"))
    return lines


def check(evaluation: Evaluation, tongue: Tongue) -> Iterator[Block]:
    """Yield every proposal with its outcome and what stands in its way."""
    rows = []
    for one in by_outcome(evaluation):
        lines = finding_lines(noted(one), tongue) or [line(tongue(say("every rule passes")), "quiet")]
        rows.append((_who(one, tongue), cell(tongue(OUTCOMES[one.outcome]), TONES[one.outcome]), tuple(lines)))
    yield Table(columns(tongue, *WHO_AND_WHY), tuple(rows), spaced=True)
    yield Paragraph((counts(evaluation, tongue),))


def _who(one: Judged, tongue: Tongue) -> Cell:
    organisation = None if tongue.blind else one.examined.organisation
    below = organisation or (one.examined.file if one.outcome == "unreadable" else None)
    return (line(one.id, "strong"), *([line(below, "quiet")] if below else []))


def score(evaluation: Evaluation, tongue: Tongue, called: str) -> Iterator[Block]:
    """Yield the rank per challenge and the total, what is not ranked, and what to do next."""
    yield from _ranking(evaluation, tongue, evaluation.ranking)
    yield from _selections(evaluation, tongue)
    yield from _after_replies(evaluation, tongue)
    yield from _not_ranked(evaluation, tongue)
    yield Paragraph((counts(evaluation, tongue),))
    yield from _next(evaluation, tongue, called)


def _ranking(evaluation: Evaluation, tongue: Tongue, places: Sequence[Standing]) -> Iterator[Block]:
    if not places:
        yield Paragraph((line(tongue(say("No eligible proposal to rank.")), "warn"),))
        return
    judged = ranked(evaluation)
    titles = {one.id: name_of(one) for one in evaluation.call.challenges}
    heads = (
        Column(tongue(say("Proposal")), wrap=True),
        *(Column(titles[id_], right=True, wrap=True) for id_ in evaluation.challenges),
        Column(tongue(say("Total")), right=True),
        Column(tongue(say("Range")), right=True),
    )
    rows = []
    for place in places:
        one = judged[place.id]
        cells: list[Cell] = [cell(place.id, "strong")]
        for challenge in evaluation.challenges:
            result = one.results.get(challenge)
            cells.append(
                _placed(result.rank, tongue.number(result.score.score), result.score.meets_minimum, tongue)
                if result
                else cell("·", "quiet")
            )
        cells.append(_placed(place.rank, tongue.number(place.total), place.meets_minimum, tongue))
        cells.append(cell(span(place, tongue), "quiet"))
        rows.append(tuple(cells))
    yield Heading(tongue(say("Ranking per challenge, and in total")))
    yield Table(heads, tuple(rows))
    yield Paragraph(tuple(_legend(evaluation, tongue, places)))


def _selections(evaluation: Evaluation, tongue: Tongue) -> Iterator[Block]:
    """Yield who was selected, and which weerwoord waits for an answer."""
    decided = evaluation.decided
    if decided is None or not (decided.selections or decided.replies):
        return
    ids = {one.id for one in evaluation.judged}
    late = {id(one) for one in evaluation.outdated}
    lines: list[Line] = []
    for selection, word in SELECTIONS.items():
        chosen = {id_: one for id_, one in decided.selections.items() if one.selection == selection and id_ in ids}
        if chosen:
            old = any(id(one) in late for one in chosen.values())
            names = ", ".join(sorted(id_ + ("*" if id(one) in late else "") for id_, one in chosen.items()))
            lines.append((Span(f"• {tongue(word)}: "), Span(names, "warn" if old else "plain")))
    if any(id(one) in late for one in decided.selections.values()):
        lines.append(line(tongue(say("* decided on what has changed since: look at it again")), "warn"))
    for (id_, criterion), reply in sorted(decided.replies.items()):
        if reply.answered is None and id_ in ids:
            told = say("weerwoord of {id} on {criterion} waits for an answer", id=id_, criterion=criterion)
            lines.append(line(f"• {tongue(told)}", "warn"))
    if lines:
        yield Heading(tongue(say("Decided")))
        yield Paragraph(tuple(lines))


def _after_replies(evaluation: Evaluation, tongue: Tongue) -> Iterator[Block]:
    """Yield what answers to a weerwoord changed: the ranking above stays, and this is the difference."""
    if evaluation.revised is None:
        return
    before = {place.id: place for place in evaluation.ranking}
    moved = [
        (before[place.id], place)
        for place in evaluation.revised.ranking
        if (place.rank, place.total) != (before[place.id].rank, before[place.id].total)
    ]
    yield Heading(tongue(say("After weerwoord: what the answers change")))
    lines = [
        line(f"• {one.proposal}, {one.criterion}: {tongue.mark(one.before)} → {tongue.mark(one.after)} ({one.reason})")
        for one in changed_marks(evaluation)
    ]
    yield Paragraph(tuple(lines))
    if not moved:
        yield Paragraph((line(tongue(say("No rank and no total changes.")), "quiet"),))
        return
    heads = (
        Column(tongue(say("Proposal")), wrap=True),
        Column(tongue(say("Total")), right=True),
        Column(tongue(say("After it")), right=True),
    )
    rows = [
        (
            cell(old.id, "strong"),
            _placed(old.rank, tongue.number(old.total), None, tongue),
            _placed(new.rank, tongue.number(new.total), None, tongue),
        )
        for old, new in moved
    ]
    yield Table(heads, tuple(rows))


def _placed(rank: int | None, score: str, meets: bool | None, tongue: Tongue) -> Cell:
    """Return a rank and a score in one cell: ``2. 71.5``, with ``▼`` where a minimum is failed."""
    if rank is None:
        return cell("–", "quiet")
    tone: Tone = "bad" if meets is False else "strong" if rank == 1 else "plain"
    return ((Span(f"{rank}. ", tone), Span(score + ("▼" if meets is False else ""), tone)),)


def span(place: Standing, tongue: Tongue) -> str:
    """Return the range that the missing marks leave: ``50–90``, or nothing where none is missing."""
    return "" if place.low == place.high else f"{tongue.number(place.low, 0)}–{tongue.number(place.high, 0)}"


def _legend(evaluation: Evaluation, tongue: Tongue, places: Sequence[Standing]) -> Iterator[Line]:
    how = tongue(say("Rank and score in percent; · not answered."))
    yield line(f"{how} {tongue(TOTALS[evaluation.call.ranking.total])}", "quiet")
    yield from (line(tongue(sign), "quiet") for sign in signs_of(places))


def signs_of(places: Sequence[Standing]) -> Iterator[Message]:
    """Yield what the signs of a ranking mean, those that it has."""
    if any(place.low != place.high for place in places):
        yield say("Range: the total with every missing mark at its lowest, and at its highest.")
    if any(place.meets_minimum is False for place in places):
        yield FAILS_MINIMUM


FAILS_MINIMUM = say("▼ fails a minimum: keeps its rank, stays off the shortlist.")


def _not_ranked(evaluation: Evaluation, tongue: Tongue) -> Iterator[Block]:
    others = [one for one in by_outcome(evaluation) if one.outcome != "eligible"]
    if not others:
        return
    rows = []
    for one in others:
        why = next((f for f in one.findings if f.rule == "decision"), None) or next(
            (f for f in one.findings if f.leads_to == one.outcome), None
        )
        cells = (
            cell(one.id, "strong"),
            cell(tongue(OUTCOMES[one.outcome]), TONES[one.outcome]),
            cell(tongue(why.message) if why else ""),
        )
        rows.append(cells)
    yield Heading(tongue(say("Not ranked")))
    yield Table(columns(tongue, *WHO_AND_WHY), tuple(rows))


def missing(evaluation: Evaluation) -> tuple[int, int]:
    """Return how many marks of the ranked proposals are missing, and how many only the desk proposes.

    A common criterion is marked once per proposal and counts once.
    """
    common = common_criteria(evaluation)
    counted = [tally(one, common) for one in evaluation.judged]
    return sum(one.missing for one in counted), sum(one.desk for one in counted)


def marks_missing(n: int) -> Message:
    """Return that ``n`` marks wait for people."""
    return say_n(
        "{n} mark is missing: only people can give it.", "{n} marks are missing: only people can give them.", n
    )


def marks_proposed(n: int) -> Message:
    """Return that ``n`` marks are the desk's alone."""
    return say_n(
        "{n} mark is the program's proposal, until a person confirms it.",
        "{n} marks are the program's proposals, until a person confirms them.",
        n,
    )


def _next(evaluation: Evaluation, tongue: Tongue, called: str) -> Iterator[Block]:
    steps: list[str] = []
    open_, desk = missing(evaluation)
    if open_:
        steps.append(tongue(marks_missing(open_)))
    if desk:
        steps.append(tongue(marks_proposed(desk)))
    waiting = sum(one.outcome == "clarify" for one in evaluation.judged)
    if waiting:
        steps.append(
            tongue(
                say_n(
                    "{n} proposal waits for a person: addendum check {paths}",
                    "{n} proposals wait for a person: addendum check {paths}",
                    waiting,
                    paths=called,
                )
            )
        )
    if evaluation.ranking:
        steps.append(
            tongue(
                say("Why, for one proposal: addendum explain {paths} {id}", paths=called, id=evaluation.ranking[0].id)
            )
        )
        steps.append(
            tongue(
                say("The list for the jury: addendum shortlist {paths} -o shortlist.xlsx -o shortlist.md", paths=called)
            )
        )
    if steps:
        yield Heading(tongue(say("What next")))
        yield Paragraph(tuple(line(f"• {step}") for step in steps))


def shortlist(listed: Shortlist, tongue: Tongue, called: str) -> Iterator[Block]:
    """Yield who goes on, under which limits, and who was kept off by a minimum."""
    evaluation = listed.evaluation
    chosen = frozenset(listed.ids)
    yield from _ranking(evaluation, tongue, [place for place in evaluation.ranking if place.id in chosen])
    yield Paragraph(tuple(line(text) for text in cut_lines(listed, tongue)))
    yield from _next(evaluation, tongue, called)


def cut_lines(listed: Shortlist, tongue: Tongue) -> list[str]:
    """Return in words how the shortlist was cut, whom a tie added, and whom a minimum keeps off."""
    lines: list[str] = []
    ranked = len(listed.evaluation.ranking)
    n = len(listed.ids)
    lines.append(
        tongue(
            say_n(
                "{n} of {ranked} ranked proposals is on the shortlist.",
                "{n} of {ranked} ranked proposals are on the shortlist.",
                n,
                ranked=ranked,
            )
        )
    )
    limits = []
    if listed.top is not None:
        limits.append(tongue(say_n("the first {n} by total", "the first {n} by total", listed.top)))
    if listed.per_challenge is not None:
        limits.append(
            tongue(say_n("the first {n} of a challenge", "the first {n} of a challenge", listed.per_challenge))
        )
    if listed.minimum is not None:
        limits.append(tongue(say("a total of at least {minimum} %", minimum=tongue.mark(listed.minimum))))
    if limits:
        lines.append(tongue(say("Cut: {limits}.", limits="; ".join(limits))))
        unmarked = sum(place.total is None for place in listed.evaluation.ranking)
        if unmarked:
            lines.append(
                tongue(
                    say_n(
                        "{n} proposal has no mark yet: without one it is within no cut.",
                        "{n} proposals have no mark yet: without one they are within no cut.",
                        unmarked,
                    )
                )
            )
    else:
        lines.append(tongue(say("No cut was asked for: --top, --per-challenge or --minimum set one.")))
    if listed.grown_by:
        lines.append(
            tongue(
                say_n(
                    "A tie at the cut added {n}: a cut never falls between equals.",
                    "Ties at the cut added {n}: a cut never falls between equals.",
                    listed.grown_by,
                )
            )
        )
    for id_, challenges in listed.kept_off.items():
        lines.append(tongue(say("{id} stays off: it fails a minimum in {challenges}.", id=id_, challenges=challenges)))
    return lines
