"""How firm the line is, and which partners go together: for the screen, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from addendum_cli.core.partnership import Chosen, Need, Partnership
from addendum_cli.core.stability import Stability
from addendum_cli.core.tipping import Pair
from addendum_cli.messages import say, say_n
from addendum_cli.model.verdict import Evaluation, Firm
from addendum_cli.report.facts import ranked
from addendum_cli.report.naming import name_of
from addendum_cli.report.records import firm_record
from addendum_cli.report.view import Block, Cell, Column, Heading, Line, Paragraph, Span, Table, Tone, cell, line
from addendum_cli.report.wording import Tongue, exact, rounded

TIPS = 3
"""Weights of a pair that the screen names, the smallest change first."""
FIRM, LOOSE = 0.9, 0.6
"""Chances that are good, and those that are a warning; for a place outside the line the other way round."""


def screen(found: Stability, evaluation: Evaluation, tongue: Tongue) -> Iterator[Block]:
    """Yield each place with its chances to be within the line, then what swaps the neighbours at it."""
    heads = (
        Column(tongue(say("Proposal")), wrap=True),
        Column(tongue(say("Total")), right=True),
        Column(tongue(say("Weights")), right=True),
        Column(tongue(say("Open marks")), right=True),
        Column(tongue(say("Jurors")), right=True),
        Column(tongue(say("Severity")), right=True),
    )
    rows = []
    for place in evaluation.ranking:
        one = found.firm[place.id]
        sign = "●" if one.within else "○"
        rows.append(
            (
                (line(f"{sign} {place.id}", "strong" if one.within else "plain"),),
                cell("–" if place.rank is None else f"{place.rank}. {tongue.number(place.total)}"),
                _chance(one.weights, one),
                _chance(one.missing, one),
                _jurors(one),
                _severity(one, tongue),
            )
        )
    yield Heading(
        tongue(say_n("How firm is the line after {n} place?", "How firm is the line after {n} places?", found.top))
    )
    yield Table(heads, tuple(rows))
    yield Paragraph(tuple(_legend(found, tongue)))
    yield from _pairs(found.pairs, tongue)


def _chance(chance: float | None, one: Firm) -> Cell:
    if chance is None:
        return cell("·", "quiet")
    sure = chance if one.within else 1 - chance
    tone: Tone = "good" if sure >= FIRM else "plain" if sure >= LOOSE else "warn"
    text = "100 %" if chance == 1 else "0 %" if chance == 0 else "<1 %" if chance < 0.01 else ">99 %" if chance > 0.99 else f"{rounded(chance * 100, 0)} %"  # fmt: skip
    return cell(text, tone)


def _jurors(one: Firm) -> Cell:
    if one.jurors is None:
        return cell("·", "quiet")
    n, all_ = one.jurors
    return cell(f"{n}/{all_}", "good" if n == (all_ if one.within else 0) else "warn")


def _severity(one: Firm, tongue: Tongue) -> Cell:
    if one.severity is None:
        return cell("·", "quiet")
    word = tongue(say("in")) if one.severity else tongue(say("out"))
    return cell(word, "good" if one.severity == one.within else "warn")


def _legend(found: Stability, tongue: Tongue) -> Iterator[Line]:
    yield line(tongue(say("● within, ○ outside. The chance to be within under:")), "quiet")
    draws = f"{found.samples:,}".replace(",", "." if tongue.language == "nl" else ",")
    about = [
        say("weights: {n} draws around the rubrics' (seed {seed})", n=draws, seed=found.seed),
        say("open marks: as many draws of what is missing, every mark as likely"),
        say("jurors: how often, when each is left out in turn"),
        say("severity: when each juror's lean is taken away"),
    ]
    yield from (line(f"• {tongue(one)}", "quiet") for one in about)
    if len(found.apart) > 1:
        groups = tuple("[" + ", ".join(group) + "]" for group in found.apart)
        why = say("Severity cannot be told: these jurors share no mark with each other: {groups}.", groups=groups)
        yield line(tongue(why), "warn")


def _pairs(pairs: Sequence[Pair], tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue(say("What would swap the neighbours at the line")))
    if not pairs:
        yield Paragraph((line(tongue(say("There is nobody on one side of it.")), "quiet"),))
        return
    for pair in pairs:
        yield Paragraph(tuple(pair_lines(pair, tongue)))


def pair_lines(pair: Pair, tongue: Tongue) -> list[Line]:
    """Return by how much one is ahead of the other, then each of the least changes that would swap them."""
    gap = tongue.number(pair.gap * 100, 2)
    ahead = say("{one} is {gap} points ahead of {other}", one=pair.within, gap=gap, other=pair.outside)
    lines = [line(tongue(ahead), "strong")]
    for tip in pair.weights[:TIPS]:
        weight, at = tongue.mark(tip.weight), tongue.number(tip.at, 2)
        told = say("weight of {criterion}: from {weight} to {at}", criterion=tip.criterion, weight=weight, at=at)
        lines.append(line(f"• {tongue(told)}"))
    if not pair.weights:
        none = say("no single weight can swap them")
        lines.append(line(f"• {tongue(none)}", "good"))
    if pair.marks:
        n = abs(pair.marks[0].steps)
        ways = ", ".join(f"{tip.criterion} ({tip.proposal} {'+' if tip.steps > 0 else '−'})" for tip in pair.marks)
        told = say_n("one mark by {n} step: {ways}", "one mark by {n} steps: {ways}", n, ways=ways)
        lines.append(line(f"• {tongue(told)}", "warn" if n == 1 else "plain"))
    else:
        none = say("no single mark can swap them")
        lines.append(line(f"• {tongue(none)}", "good"))
    return lines


def stability_record(found: Stability, evaluation: Evaluation) -> dict[str, Any]:
    """Return ``addendum/stability/1``; chances from 0 to 1, weights as in the rubrics."""
    return {
        "format": "addendum/stability/1",
        "call": evaluation.call.id,
        "round": evaluation.round,
        "top": found.top,
        "samples": found.samples,
        "seed": found.seed,
        "proposals": [{"id": place.id, "rank": place.rank, "total": exact(place.total), **firm_record(found.firm[place.id])} for place in evaluation.ranking],
        "pairs": [
            {
                "within": pair.within,
                "outside": pair.outside,
                "gap": exact(pair.gap * 100),
                "weights": [
                    {"criterion": tip.criterion, "weight": exact(tip.weight), "at": exact(tip.at), "fraction": str(tip.at) if tip.exact else None}
                    for tip in pair.weights
                ],
                "marks": [tip._asdict() for tip in pair.marks],
            }
            for pair in found.pairs
        ],
        "jurors": list(found.jurors),
        "apart": [list(group) for group in found.apart],
    }  # fmt: skip


class Needs:
    """What is to be covered, in words."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._names = {one.id: name_of(one) for one in evaluation.call.challenges}
        self._numbers = {
            f"{one.id}/{each.id}": f"{each.number} {each.id}" if each.number else each.id
            for one in evaluation.call.challenges
            for each in one.interventions
        }

    def __call__(self, need: Need) -> str:
        """Return how people call ``need``."""
        if need.kind == "municipality":
            return need.id
        if need.kind == "challenge":
            return self._names[need.id]
        return f"{self._names[need.id.partition('/')[0]]} {self._numbers[need.id]}"

    def some(self, needs: Sequence[Need], tongue: Tongue, most: int = 12) -> str:
        """Return the first few of ``needs`` in a row."""
        shown = ", ".join(self(need) for need in needs[:most])
        more = len(needs) - most
        return shown if more <= 0 else tongue(say_n("{shown} and {n} more", "{shown} and {n} more", more, shown=shown))


def together(found: Partnership, evaluation: Evaluation, tongue: Tongue) -> Iterator[Block]:
    """Yield the best partnerships: who, what each adds alone, what stays open and who later could fill it, the price."""
    n = found.wish.size
    yield Heading(tongue(say_n("The best partnership of at most {n}", "The best partnership of at most {n}", n)))
    if not found.candidates:
        yield Paragraph((line(tongue(say("No eligible proposal to rank.")), "warn"),))
        return
    if found.clash:
        lines = [line(tongue(say("These wishes cannot go together; leave one of them out:")), "bad")]
        yield Paragraph((*lines, *(line(f"• {one}") for one in found.clash)))
        return
    needs, whole = Needs(evaluation), sum(found.needs.values())
    if len(found.chosen) > 1:
        told = say("{n} sets are equally good: people choose.", n=f"{len(found.chosen)}{'+' if found.more else ''}")
        yield Paragraph((line(tongue(told), "warn"),))
    for place, chosen in enumerate(found.chosen):
        if len(found.chosen) > 1:
            yield Heading(f"{place + 1}. {', '.join(chosen.ids)}")
        yield from _set(found, chosen, needs, whole, evaluation, tongue)
        if place >= 4 and len(found.chosen) > 5:
            more = tuple(f"{m}. {', '.join(one.ids)}" for m, one in enumerate(found.chosen[5:], 6))
            yield Paragraph(tuple(line(one) for one in more))
            break


def _set(
    found: Partnership, chosen: Chosen, needs: Needs, whole: int, evaluation: Evaluation, tongue: Tongue
) -> Iterator[Block]:
    judged = ranked(evaluation)
    heads = (
        Column(tongue(say("Partner")), wrap=True),
        Column(tongue(say("Total")), right=True),
        Column(tongue(say("Adds alone")), wrap=True),
    )
    rows = []
    for id_ in sorted(chosen.ids, key=lambda id_: (-found.candidates[id_].points, id_)):
        alone = found.alone(chosen, id_)
        who = judged[id_].examined.organisation
        name = (line(id_, "strong"), *([line(who, "quiet")] if who and not tongue.blind else []))
        rows.append((name, cell(tongue.number(found.candidates[id_].points)), cell(needs.some(alone, tongue) or "–")))
    yield Table(heads, tuple(rows), spaced=True)
    lines: list[Line] = [(Span(tongue(say("Covers {n} of {all}", n=chosen.covered, all=whole)), "strong"), Span(_counts(found, chosen, tongue)))]  # fmt: skip
    plain = found.plain
    if plain is not None and plain.ids != chosen.ids:
        price = tongue.number((plain.points - chosen.points) / max(1, found.wish.size), 1)
        told = say(
            "The price: {price} points a partner less than the first {n} by total ({ids}), which cover {covered}.",
            price=price, n=found.wish.size, ids=", ".join(plain.ids), covered=plain.covered,
        )  # fmt: skip
        lines.append(line(tongue(told)))
    elif plain is not None:
        lines.append(line(tongue(say("These are also the first by total: it costs nothing.")), "good"))
    open_ = found.open(chosen)
    if not open_:
        lines.append(line(tongue(say("Nothing stays uncovered.")), "good"))
    for need in open_:
        fill = found.fillers.get(need, ())
        told = say("open: {need}", need=needs(need))
        more = tongue(say("; for a later phase: {ids}", ids=fill)) if fill else ""
        lines.append((Span(f"• {tongue(told)}", "warn"), Span(more)))
    yield Paragraph(tuple(lines))


def _counts(found: Partnership, chosen: Chosen, tongue: Tongue) -> str:
    """Return how many of each kind a set covers: ``(5 of 5 challenges, …)``."""
    there = set(found.needs) - set(found.open(chosen))
    parts = []
    for kind, word in (
        ("challenge", say("challenges")),
        ("intervention", say("interventions")),
        ("municipality", say("municipalities")),
    ):
        all_ = [need for need in found.needs if need.kind == kind]
        if all_:
            parts.append(f"{sum(need in there for need in all_)}/{len(all_)} {tongue(word)}")
    return f" ({', '.join(parts)})"


def together_record(found: Partnership, evaluation: Evaluation) -> dict[str, Any]:
    """Return ``addendum/partnership/1``."""

    def name(need: Need) -> str:
        return f"{need.kind}:{need.id}"

    return {
        "format": "addendum/partnership/1",
        "call": evaluation.call.id,
        "round": evaluation.round,
        "size": found.wish.size,
        "weight": sum(found.needs.values()),
        "chosen": [
            {
                "ids": list(one.ids),
                "covered": one.covered,
                "points": exact(one.points),
                "alone": {id_: [name(need) for need in found.alone(one, id_)] for id_ in one.ids},
                "open": [name(need) for need in found.open(one)],
            }
            for one in found.chosen
        ],
        "more": found.more,
        "clash": list(found.clash),
        "plain": None
        if found.plain is None
        else {"ids": list(found.plain.ids), "covered": found.plain.covered, "points": exact(found.plain.points)},
        "later": {name(need): list(ids) for need, ids in found.fillers.items()},
    }
