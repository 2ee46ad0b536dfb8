"""One proposal on half a page: what is strong, what is missing, and what to ask at the pitch.

A selection of what the evaluation holds, in words; nothing is marked or judged anew. Lists are short,
and one that is cut says how much more there is. Source: contract, "Commands" and "Promises".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from addendum_cli.messages import Message, say, say_n
from addendum_cli.model.kinds import Status
from addendum_cli.model.verdict import Evaluation, Judged, Passage, Standing
from addendum_cli.report.naming import Marked, Names, name_of
from addendum_cli.report.wording import SOURCES, STATUSES, Tongue

HIGH, LOW = Fraction(7, 10), Fraction(4, 10)
"""From so far up the scale on a mark is a strength, down to so far a gap; in between it is neither."""
MOST = 3
"""Marks, or passages, that a list shows."""
ASKED = 4
"""Questions from the rules and the missing facts that a dossier shows."""
NAMED = 6
"""Names in a row before the rest is a number."""


class Point(NamedTuple):
    """One line of a dossier, and the passages that it rests on."""

    text: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a jury reads of one proposal; ``rank`` is ready to print, ``standing`` is its place and facts."""

    id: str
    file: str
    rank: str
    title: str | None
    organisation: str | None
    standing: tuple[str, ...]
    strengths: tuple[Point, ...]
    gaps: tuple[Point, ...]
    questions: tuple[Point, ...]


class Dossiers:
    """Makes the dossiers of one evaluation in one language."""

    def __init__(self, evaluation: Evaluation, tongue: Tongue, *, contacts: bool = False) -> None:
        self.contacts = contacts
        self.call = evaluation.call
        self.tongue = tongue
        self.names = Names(evaluation, tongue)

    def of(self, one: Judged, standing: Standing) -> Dossier:
        """Return the dossier of a proposal at its place in the ranking."""
        examined, blind = one.examined, self.tongue.blind
        marked = list(self.names.marked(one))
        return Dossier(
            id=one.id,
            file=examined.file,
            rank="–" if standing.rank is None else str(standing.rank),
            title=None if blind else examined.title,
            organisation=None if blind else examined.organisation,
            standing=(self._total(one, standing), *self._facts(one, marked)),
            strengths=tuple(self._strengths(one, marked)),
            gaps=tuple(self._gaps(one, marked)),
            questions=tuple(self._questions(one, marked)),
        )

    def _total(self, one: Judged, standing: Standing) -> str:
        number = self.tongue.number
        total = say("No mark yet") if standing.total is None else say("Total {score} %", score=number(standing.total))
        if standing.low != standing.high:
            low, high = number(standing.low, 0), number(standing.high, 0)
            total = say("{total} ({low}–{high} % once every mark is given)", total=total, low=low, high=high)
        parts = [self.tongue(total)]
        for id_, result in one.results.items():
            name, score = name_of(self.names.challenges[id_]), number(result.score.score)
            shown = say("{challenge} {score} %", challenge=name, score=score)
            if result.rank is not None:
                shown = say("{score}, rank {rank}", score=shown, rank=result.rank)
            parts.append(self.tongue(shown))
        return "; ".join(parts) + "."

    def _facts(self, one: Judged, marked: Sequence[Marked]) -> Iterator[str]:
        examined, tongue = one.examined, self.tongue
        facts = []
        if examined.municipalities:
            whole = len(examined.municipalities) == len(self.call.region.municipalities)
            places = self.call.region.name if whole else ", ".join(examined.municipalities)
            facts.append(tongue(say("works in {places}", places=places)))
        if examined.fte is not None:
            facts.append(tongue(say("brings {fte} FTE", fte=tongue.mark(examined.fte))))
        if examined.received:
            facts.append(tongue(say("received {time}", time=examined.received)))
        if facts:
            yield _sentence("; ".join(facts)) + "."
        if self.contacts and any(examined.contact):
            yield tongue(say("Contact: {contact}", contact=", ".join(filter(None, examined.contact)))) + "."
        yield from self._unmarked(marked)

    def _unmarked(self, marked: Sequence[Marked]) -> Iterator[str]:
        """Yield which marks are missing, by name where they are few: the report's end names them all."""
        missing = [self.names.criterion(one) for one in marked if one.mark.value is None]
        if len(missing) > MOST:
            n, every = len(missing), len(marked)
            yield self.tongue(say_n("{n} of {all} marks is missing.", "{n} of {all} marks are missing.", n, all=every))
        elif missing:
            yield self.tongue(say("Not marked yet: {criteria}.", criteria="; ".join(missing)))

    def _marks(self, found: Iterable[Marked]) -> Iterator[Point]:
        tongue = self.tongue
        for one in found:
            text = tongue(
                say(
                    "{criterion}: {mark} of {max}, {source}",
                    criterion=self.names.criterion(one),
                    mark=tongue.mark(one.mark.value),
                    max=tongue.mark(Fraction(one.rubric.scale.max)),
                    source=SOURCES[one.mark.source],
                )
            )
            if one.mark.note is not None:
                text += f" ({tongue(one.mark.note)})"
            level = one.level(self.tongue)
            yield Point(f"{text}. {_sentence(level)}" if level else f"{text}.")

    def _strengths(self, one: Judged, marked: Iterable[Marked]) -> Iterator[Point]:
        high = [(share, mark) for mark in marked if (share := mark.share) is not None and share >= HIGH]
        high.sort(key=lambda pair: (-pair[0], -pair[1].criterion.weight))
        yield from self._marks(mark for _, mark in high[:MOST])
        offered = [
            full for full, offer in self.names.offers(one) if offer.evidence and self.names.worth(one, full) == 1
        ]
        shown = _spread(offered)[:MOST]
        for full in shown:
            yield self._cited(self.names.intervention(full), one.examined.offers[full].evidence)
        others = [self.names.intervention(full) for full in offered if full not in shown]
        if others:
            yield Point(self.tongue(say("Also offered: {names}.", names=self.names.some(others, NAMED))))

    def _gaps(self, one: Judged, marked: Iterable[Marked]) -> Iterator[Point]:
        challenges = self.names.challenges
        failed = tuple(name_of(challenges[id_]) for id_, r in one.results.items() if r.score.meets_minimum is False)
        if failed:
            yield Point(self.tongue(say("Fails a minimum in: {challenges}.", challenges=failed)))
        low = [(share, mark) for mark in marked if (share := mark.share) is not None and share <= LOW]
        low.sort(key=lambda pair: (pair[0], -pair[1].criterion.weight))
        yield from self._marks(mark for _, mark in low[:MOST])
        missing: dict[str, dict[Status, list[str]]] = {}
        for full, offer in self.names.offers(one):
            if self.names.worth(one, full) == 0 and not self.names.covered(one, full):
                by_status = missing.setdefault(full.partition("/")[0], {"absent": [], "later": [], "denied": []})
                by_status[offer.status].append(self.names.labels[full])
        for id_, by_status in missing.items():
            parts = [f"{self.tongue(STATUSES[status])}: {', '.join(ids)}" for status, ids in by_status.items() if ids]
            yield Point(f"{name_of(challenges[id_])} – {'; '.join(parts)}.")

    def _questions(self, one: Judged, marked: Iterable[Marked]) -> Iterator[Point]:
        tongue = self.tongue
        asked = [f for f in one.findings if f.verdict == "unknown" or (f.verdict == "warn" and f.remedy is not None)]
        asked.sort(key=lambda finding: finding.verdict != "unknown")
        lines = [
            _sentence(f"{tongue(f.message)} → {tongue(f.remedy)}" if f.remedy else tongue(f.message)) for f in asked
        ]
        lines += self._unstated(marked, " ".join(lines))
        yield from map(Point, lines[:ASKED])
        if len(lines) > ASKED:
            more = len(lines) - ASKED
            yield Point(tongue(say_n("{n} more question: see explain.", "{n} more questions: see explain.", more)))
        for ask, names, passages in self._half_promised(one):
            if names:
                worded = ask._replace(values=(("names", self.names.some(names, NAMED)),))
                yield self._cited(tongue(worded), passages)
        sought = [
            id_ for id_, offer in one.examined.requirements.items() if offer.status in ("absent", "denied", "later")
        ]
        if sought:
            message = say(
                "Not offered in the text, of the approach {approach}: {names}.",
                approach=self.call.approach.title,
                names=self.names.some(sought, NAMED),
            )
            yield Point(tongue(message))

    def _unstated(self, marked: Iterable[Marked], known: str) -> Iterator[str]:
        """Yield the facts that a desk mark misses and no question in ``known`` asks for."""
        for one in marked:
            note = one.mark.note
            if one.mark.value is None and note is not None:
                field = next((str(value) for name, value in note.values if name == "field"), "")
                if not field or field not in known:
                    yield _sentence(f"{self.tongue(note)} ({self.names.criterion(one)})")

    def _half_promised(self, one: Judged) -> Iterator[tuple[Message, list[str], tuple[Passage, ...]]]:
        """Yield what to ask of interventions half promised: each question, whom it is about, its passages."""
        kinds: dict[str, tuple[Message, list[str], list[Passage]]] = {
            "later": (say("Later or on condition – when, and what does it take: {names}."), [], []),
            "delegated": (say("Left to others – to whom, and is it agreed: {names}."), [], []),
            "ticked": (say("Only ticked – what does it do there: {names}."), [], []),
        }
        for full, offer in self.names.offers(one):
            kind = "ticked" if offer.status == "offered" and not offer.evidence else offer.status
            if kind in kinds and self.names.worth(one, full) < 1 and not self.names.covered(one, full):
                kinds[kind][1].append(self.names.intervention(full))
                kinds[kind][2].extend(offer.evidence)
        for ask, names, passages in kinds.values():
            yield ask, names, tuple(passages)

    def _cited(self, text: str, passages: tuple[Passage, ...]) -> Point:
        return Point(text, () if self.tongue.blind else passages[:1])


def _spread(names: Iterable[str]) -> list[str]:
    """Return ``challenge/intervention`` names with the first of every challenge before the second of any."""
    turn: dict[str, int] = {}
    placed = []
    for name in names:
        challenge = name.partition("/")[0]
        turn[challenge] = turn.get(challenge, 0) + 1
        placed.append((turn[challenge], name))
    return [name for _, name in sorted(placed, key=lambda pair: pair[0])]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
