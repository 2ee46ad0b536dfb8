"""Everything behind one proposal's outcome and scores: findings, marks, passages, with where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from addendum_cli.messages import Message, say
from addendum_cli.model.call import Challenge
from addendum_cli.model.kinds import Status
from addendum_cli.model.rubric import Criterion
from addendum_cli.model.verdict import Evaluation, Judged, Mark, Offer, Result, Standing
from addendum_cli.report.facts import sheets
from addendum_cli.report.naming import level_of, name_of, place
from addendum_cli.report.screens import FAILS_MINIMUM, SIGNS, TONES, columns
from addendum_cli.report.view import Block, Cell, Column, Heading, Line, Paragraph, Span, Table, Tone, cell, line
from addendum_cli.report.wording import OUTCOMES, SOURCES, STATUSES, Tongue

if TYPE_CHECKING:
    from addendum_cli.core.evidence import Reason

READ_AS: Mapping[str, Message] = {
    **{str(status): message for status, message in STATUSES.items()},
    "problem": say("tells of trouble"),
    "echo": say("repeats the call"),
}
"""What a sentence can be read as."""
STATUS_TONES: Mapping[Status, Tone] = {
    "offered": "good", "delegated": "warn", "later": "warn", "denied": "bad", "absent": "quiet",
}  # fmt: skip


def screen(evaluation: Evaluation, one: Judged, tongue: Tongue) -> Iterator[Block]:
    """Yield the whole story of ``one`` proposal of ``evaluation``."""
    yield Heading(" · ".join(part for part in (one.id, one.examined.title) if part))
    yield Paragraph(tuple(_head(evaluation, one, tongue)))
    yield Heading(tongue(say("Eligibility, rule by rule")))
    yield Table(columns(tongue, say("Rule"), say("Finding")), tuple(_findings(one, tongue)))
    marked_by = sheets(evaluation)
    first = next(iter(one.results.values()), None)
    common = [criterion for criterion, _ in marked_by[None].criteria]
    if first is not None and common:
        yield Heading(tongue(say("In every challenge")))
        yield _marks(common, first, tongue)
    for challenge in evaluation.call.challenges:
        result = one.results.get(challenge.id)
        if result is not None:
            own = [criterion for criterion, rubric in marked_by[challenge.id].criteria if rubric.challenge is not None]
            yield from _result(challenge, result, evaluation, tongue)
            yield _marks(own, result, tongue)
        yield from _offers(challenge, one.examined.offers, tongue)
    yield from _requirements(evaluation, one, tongue)


def weighed(reasons: Iterable[Reason], tongue: Tongue) -> Iterator[Block]:
    """Yield, sentence by sentence, by which features it was read as it was: of what it speaks, and what it says."""
    yield Heading(tongue(say("What weighed most, sentence by sentence")))
    speaks = tongue(say("speaks of it"))
    rows = []
    for one in reasons:
        said = READ_AS.get(one.said)
        lines = (
            line(f"{one.text} ({place(one.file, one.line)})"),
            line(f"{speaks}: {_weights(one.about, tongue)}", "quiet"),
            line(f"{tongue(said) if said else one.said}: {_weights(one.manner, tongue)}", "quiet"),
        )
        rows.append((cell(one.id, "strong"), lines))
    if not rows:
        yield Paragraph(
            (line(tongue(say("No sentence was read by weights: the call has none, or no text says anything."))),)
        )
        return
    yield Table(columns(tongue, say("Named"), say("Sentence")), tuple(rows), spaced=True)


def _weights(found: Sequence[tuple[str, float]], tongue: Tongue) -> str:
    return ", ".join(f"{name} {tongue.number(weight, 2)}" for name, weight in found) or "–"


def _head(evaluation: Evaluation, one: Judged, tongue: Tongue) -> Iterator[Line]:
    examined = one.examined
    if examined.organisation:
        yield line(examined.organisation)
    yield line(examined.file, "quiet")
    word = tongue(say("Outcome"))
    yield (Span(f"{word}: "), Span(tongue(OUTCOMES[one.outcome]), TONES[one.outcome]))
    found = next((found for found in evaluation.ranking if found.id == one.id and one.outcome == "eligible"), None)
    if found is not None:
        yield line(_standing(found, len(evaluation.ranking), tongue), "strong")


def _standing(place: Standing, ranked: int, tongue: Tongue) -> str:
    if place.rank is None:
        return tongue(say("not marked yet: no rank"))
    total, low, high = (tongue.number(value) for value in (place.total, place.low, place.high))
    if place.low == place.high:
        return tongue(say("rank {rank} of {ranked}, total {total} %", rank=place.rank, ranked=ranked, total=total))
    return tongue(
        say(
            "rank {rank} of {ranked}, total {total} %, from {low} to {high} by the marks that are missing",
            rank=place.rank,
            ranked=ranked,
            total=total,
            low=low,
            high=high,
        )
    )


def _findings(one: Judged, tongue: Tongue) -> Iterator[tuple[Cell, ...]]:
    for finding in one.findings:
        lines: list[Line] = [
            (Span(f"{SIGNS[finding.verdict]} ", TONES[finding.verdict]), Span(tongue(finding.message)))
        ]
        if finding.remedy is not None:
            lines.append(line(f"→ {tongue(finding.remedy)}", "quiet"))
        rests_on = (place(finding.file, finding.line), finding.ref)
        lines.append(line(" · ".join(part for part in rests_on if part), "quiet"))
        yield cell(finding.rule, "strong"), tuple(lines)


def _result(challenge: Challenge, result: Result, evaluation: Evaluation, tongue: Tongue) -> Iterator[Block]:
    """Yield the score and rank in one challenge."""
    score = result.score
    answering = sum(challenge.id in one.results for one in evaluation.judged)
    yield Heading(f"{name_of(challenge)}: {tongue.number(score.score)} %")
    about = tongue(say("rank {rank} of {n} in this challenge", rank=result.rank, n=answering))
    if score.low != score.high:
        low, high = tongue.number(score.low), tongue.number(score.high)
        about += "; " + tongue(say("from {low} to {high} by the marks that are missing", low=low, high=high))
    lines = [line(about, "quiet")]
    if score.meets_minimum is False:
        lines.append(line(tongue(FAILS_MINIMUM), "bad"))
    yield Paragraph(tuple(lines))


def _marks(criteria: Sequence[Criterion], result: Result, tongue: Tongue) -> Table:
    """Return the marks of ``criteria``, and what each rests on."""
    heads = (
        Column(tongue(say("Criterion")), wrap=True),
        Column(tongue(say("Mark")), right=True),
        Column(tongue(say("Weight")), right=True),
        Column(tongue(say("What it rests on")), wrap=True),
    )
    rows = [_mark(one, result.marks[one.id], tongue) for one in criteria]
    return Table(heads, tuple(rows), spaced=True)


def _mark(criterion: Criterion, mark: Mark, tongue: Tongue) -> tuple[Cell, ...]:
    lines: list[Line] = []
    if mark.source != "jury" or mark.note is None:  # the note of a mean says the same, and how many
        lines.append(line(tongue(SOURCES[mark.source]), "plain" if mark.source else "warn"))
    if mark.note is not None:
        lines.append(line(tongue(mark.note)))
    for one in mark.given:
        said = f": {one.motivation}" if one.motivation else ""
        lines.append((Span(f"{one.juror} {tongue.mark(one.value)}"), Span(said, "quiet")))
    if mark.given and mark.desk is not None:
        lines.append(line(tongue(say("the desk had proposed {mark}", mark=tongue.mark(mark.desk))), "quiet"))
    level = level_of(criterion, mark, tongue)
    if level is not None:
        lines.append(line(level, "quiet"))
    elif criterion.question and mark.value is None:
        lines.append(line(criterion.question, "quiet"))
    if mark.source == "desk" and mark.method == "bands":
        lines += [line(place(passage.file, passage.line), "quiet") for passage in mark.evidence]
    weight = cell(str(criterion.weight))
    return cell(criterion.title, "strong"), cell(tongue.mark(mark.value)), weight, tuple(lines)


def _offers(challenge: Challenge, offers: Mapping[str, Offer], tongue: Tongue) -> Iterator[Block]:
    """Yield what the proposal says of each intervention of a challenge that it answers."""
    rows = []
    for one in challenge.interventions:
        offer = offers.get(f"{challenge.id}/{one.id}")
        if offer is not None:
            rows.append((_named(one.id, one.text, one.parts), *_said(offer, tongue)))
    if rows:
        yield Heading(tongue(say("{challenge}: what is offered", challenge=name_of(challenge))))
        yield Table(columns(tongue, say("Intervention"), say("Status"), say("Passages")), tuple(rows))


def _named(id_: str, text: str, parts: Sequence[str] = ()) -> Cell:
    below = [line(text, "quiet"), *(line(f"– {part}", "quiet") for part in parts)]
    return (line(id_, "strong"), *below)


def _said(offer: Offer, tongue: Tongue, *, ticked: bool = True) -> tuple[Cell, Cell]:
    """Return what a text says, and its passages; ``ticked``: whether it could be ticked, too."""
    status = tongue(STATUSES[offer.status])
    lines: list[Line] = [line(status, STATUS_TONES[offer.status])]
    if offer.declared and not offer.evidence:
        lines.append(line(tongue(say("ticked only: counts half")), "quiet"))
    elif ticked and not offer.declared and offer.status == "offered":
        lines.append(line(tongue(say("not ticked, found in the text")), "quiet"))
    passages = []
    for passage in offer.evidence:
        passages.append(line(f"“{passage.text}”"))
        passages.append(line(f"  {place(passage.file, passage.line)}", "quiet"))
    return tuple(lines), tuple(passages) or (line("–", "quiet"),)


def _requirements(evaluation: Evaluation, one: Judged, tongue: Tongue) -> Iterator[Block]:
    wanted = evaluation.call.approach.requirements
    rows = []
    for requirement in wanted:
        offer = one.examined.requirements.get(requirement.id)
        if offer is not None:
            rows.append((_named(requirement.id, requirement.text), *_said(offer, tongue, ticked=False)))
    if rows:
        yield Heading(
            tongue(say("The approach {approach}: what the text shows", approach=evaluation.call.approach.title))
        )
        yield Table(columns(tongue, say("Requirement"), say("Status"), say("Passages")), tuple(rows))
