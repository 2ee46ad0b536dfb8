"""From proposals to one evaluation: each is examined by itself, then all are settled and ranked together.

``Examiner`` is built once per call (and once per worker process); ``conclude`` sees all of them.
Both are pure: no file, no clock. Source: docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from addendum_cli.core import desk, ranking, scoring
from addendum_cli.core.deciding import NOTHING_DECIDED, outdated
from addendum_cli.core.eligibility import Ground, enterprise, judge, judged_time, settle
from addendum_cli.core.eligibility.across import IN_TIME, LATE, NO_TIME, UNDECIDED
from addendum_cli.core.eligibility.clock import timing
from addendum_cli.core.panel import marked as panel_marks
from addendum_cli.core.words import fold, text_key
from addendum_cli.errors import Problem
from addendum_cli.model.call import Call, ReceivedInTime
from addendum_cli.model.decision import Decided
from addendum_cli.model.entry import Entry
from addendum_cli.model.jury import Given, Panel
from addendum_cli.model.kinds import Outcome, Round
from addendum_cli.model.language import Language
from addendum_cli.model.rubric import Rubric
from addendum_cli.model.verdict import (
    UNKNOWN_REACH,
    Evaluation,
    Examined,
    Finding,
    Judged,
    Mark,
    Offer,
    Reach,
    Result,
    Score,
    Standing,
)

if TYPE_CHECKING:
    from addendum_cli.core.evidence import Reason, Search, Wanted, Weights


def wanted(call: Call) -> tuple[Wanted, ...]:
    """Return what the evidence search looks for: every intervention of the call, then every requirement."""
    from addendum_cli.core.evidence import Wanted

    interventions = (
        Wanted(f"{challenge.id}/{one.id}", one.terms, one.unless, challenge.id, one.text)
        for challenge in call.challenges
        for one in challenge.interventions
    )
    return (
        *interventions,
        *(Wanted(one.id, one.terms, one.unless, None, one.text) for one in call.approach.requirements),
    )


class Examiner:
    """Looks at one proposal at a time: the rules, and where ``rubrics`` are given evidence and desk marks."""

    def __init__(
        self,
        call: Call,
        language: Language,
        *,
        rubrics: Sequence[Rubric] | None = None,
        round_: Round = "written",
        challenges: Sequence[str] | None = None,
        copied: frozenset[int] = frozenset(),
        weights: Weights | None = None,
    ) -> None:
        self.call = call
        self.ground = Ground(call, language.everywhere)
        self.region = tuple(one.name for one in call.region.municipalities)
        self.challenges = {one.id: one for one in call.challenges}
        self.asked = tuple(challenges if challenges is not None else self.challenges)
        self.deadline = next((rule for rule in call.eligibility if isinstance(rule, ReceivedInTime)), None)
        self.search: Search | None = None
        if rubrics is not None:
            from addendum_cli.core.evidence import Search  # only where texts are searched: `check` starts without

            self.search = Search(wanted(call), language, copied, year=self._year(), weights=weights)
            self.sheets = scoring.sheets(rubrics, self.challenges, round_)

    def _year(self) -> int | None:
        """Return the year in which the call closes: what a text promises for a later one is not there yet."""
        closing = self.ground.milestones.get(self.deadline.milestone) if self.deadline else None
        return closing.last.year if closing else None

    def examine(self, entry: Entry) -> Examined:
        """Return what the rules, the search and the desk find in one proposal by itself."""
        facts = entry.facts
        findings = judge(entry, self.ground)
        found_offers: Mapping[str, Offer] = {}
        found_requirements: Mapping[str, Offer] = {}
        marks: Mapping[str, Mapping[str, Mark]] = {}
        if self.search is not None:
            found_offers, found_requirements = self._offers(entry, self.search)
            marks = self._marks(entry, found_offers, found_requirements)
        on_time, moment, received = self._time(entry)
        number, contact = facts.organisation.enterprise_number, facts.contact
        return Examined(
            id=entry.id,
            file=entry.file,
            organisation=facts.organisation.name,
            title=facts.title,
            findings=findings,
            sha256=entry.sha256,
            number=enterprise.valid(number) if number else None,
            name_key=fold(facts.organisation.name),
            text_key=text_key(entry.narrative),
            on_time=on_time,
            moment=moment,
            received=received,
            municipalities=self._places(facts.municipalities),
            fte=Fraction(facts.capacity.fte) if facts.capacity and facts.capacity.fte is not None else None,
            offers=found_offers,
            requirements=found_requirements,
            marks=marks,
            answered=tuple(answer.id for answer in facts.challenges),
            notices=entry.notices,
            contact=Reach(contact.name, contact.email, contact.phone) if contact else UNKNOWN_REACH,
        )

    def _offers(self, entry: Entry, search: Search) -> tuple[dict[str, Offer], dict[str, Offer]]:
        """Return what is said of every intervention of the challenges answered, and of every requirement."""
        from addendum_cli.core.evidence import offers

        declared: dict[str, bool] = {}
        ids: list[str] = []
        for answer in entry.facts.challenges:
            ids.extend(f"{answer.id}/{one.id}" for one in self.challenges[answer.id].interventions)
            for one in answer.interventions:
                declared[f"{answer.id}/{one.id}"] = bool(one.description and one.description.strip())
        required = [one.id for one in self.call.approach.requirements]
        found = offers(declared, (*ids, *required), entry.words, search)
        return {id_: found[id_] for id_ in ids}, {id_: found[id_] for id_ in required}

    def reasons(self, entry: Entry) -> tuple[Reason, ...]:
        """Return why each sentence of a proposal was read as it was, by what was learnt; see ``evidence.reasons``."""
        from addendum_cli.core.evidence import reasons

        if self.search is None:
            return ()
        ids = [
            f"{answer.id}/{one.id}"
            for answer in entry.facts.challenges
            for one in self.challenges[answer.id].interventions
        ]
        ids += [one.id for one in self.call.approach.requirements]
        return tuple(reasons(ids, entry.words, self.search))

    def _marks(
        self, entry: Entry, found: Mapping[str, Offer], required: Mapping[str, Offer]
    ) -> dict[str, dict[str, Mark]]:
        """Return the desk's marks per challenge answered; the common criteria are marked once."""
        common = desk.marks(self.sheets[None].criteria, desk.Reading(entry, found, required, None, self.call))
        marks: dict[str, dict[str, Mark]] = {}
        for answer in entry.facts.challenges:
            if answer.id in self.asked:
                own = [(c, r) for c, r in self.sheets[answer.id].criteria if r.challenge is not None]
                reading = desk.Reading(entry, found, required, self.challenges[answer.id], self.call)
                marks[answer.id] = {**common, **desk.marks(own, reading)}
        return marks

    def _time(self, entry: Entry) -> tuple[int, float, str | None]:
        """Return how the proposal lies to the deadline, when it came in (POSIX seconds), and that for people."""
        span, _, _ = judged_time(entry, self.ground)
        if span is None:
            return NO_TIME, float("-inf"), None
        if self.deadline is None:
            return IN_TIME, span.start.timestamp(), span.shown
        how = timing(span, self.ground.deadline(self.deadline.milestone))
        rank = LATE if how == "late" else UNDECIDED if how == "undecided" else IN_TIME
        return rank, span.start.timestamp(), span.shown

    def _places(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the municipalities of the region that are served, in the call's order."""
        if any(fold(name) in self.ground.everywhere for name in names):
            return self.region
        served = {self.ground.place(name) for name in names}
        return tuple(name for name in self.region if name in served)


def conclude(
    call: Call,
    rubrics: Sequence[Rubric],
    proposals: Sequence[Examined],
    *,
    round_: Round = "written",
    decided: Decided = NOTHING_DECIDED,
    panel: Panel | None = None,
    challenges: Sequence[str] | None = None,
    problems: Sequence[Problem] = (),
    inputs: Mapping[str, str] | None = None,
) -> Evaluation:
    """Return the evaluation of all ``proposals`` together: outcomes, scores and ranks.

    ``panel``: the assessors' marks, before those of the desk; ``challenges`` limits the scores to these
    (default: the call's). Only eligible proposals are scored and ranked. Neither order nor number of
    processes matters. Where an answer to a weerwoord changed a mark, the ranking stays, and ``revised`` is
    the one that follows.
    """
    asked = tuple(challenges if challenges is not None else (one.id for one in call.challenges))
    used = scoring.sheets(rubrics, asked, round_)
    proposals = sorted(proposals, key=lambda one: (one.id, one.file))
    settled = settle(call, proposals, decided.outcomes)
    found = chain(problems, *(one.problems for one in proposals), *(one.notices for one in proposals))
    evaluation = Evaluation(
        call=call,
        rubrics=tuple(rubrics),
        round=round_,
        judged=(),
        problems=tuple(found),
        inputs=dict(sorted((inputs or {}).items())),
        challenges=asked,
        panel=panel,
        decided=decided,
    )
    given = panel.marks() if panel is not None else {}

    def scored(revised: Mapping[tuple[str, str], Fraction]) -> Evaluation:
        judged, ranking_ = _scored(call, settled, used, asked, given, decided, revised)
        return replace(evaluation, judged=judged, ranking=ranking_)

    rubric_ids = {rubric.id for rubric in rubrics if rubric.round == round_}
    changed = {key: mark for key, mark in decided.revised.items() if key[1].partition("/")[0] in rubric_ids}
    whole = replace(scored({}), revised=scored(changed) if changed else None)
    return replace(whole, outdated=outdated(whole, decided.all)) if decided.all else whole


def _scored(
    call: Call,
    settled: Sequence[tuple[Examined, Outcome, tuple[Finding, ...]]],
    used: Mapping[str | None, scoring.Sheet],
    asked: Sequence[str],
    given: Mapping[tuple[str, str], Sequence[Given]],
    decided: Decided,
    revised: Mapping[tuple[str, str], Fraction],
) -> tuple[tuple[Judged, ...], tuple[Standing, ...]]:
    """Return every proposal with its results, and the ranking; ``revised`` are marks in the place of others."""
    people = bool(given or decided.consensus or revised)

    def marks_of(one: Examined) -> Mapping[str, Mapping[str, Mark]]:
        if not people:
            return one.marks
        return {
            challenge: panel_marks(one.id, marks, used[challenge], given, decided.consensus, revised)
            for challenge, marks in one.marks.items()
        }

    eligible = {one.id: marks_of(one) for one, outcome, _ in settled if outcome == "eligible"}
    scores: dict[str, dict[str, Score]] = {
        id_: {challenge: used[challenge].score(marks[challenge]) for challenge in asked if challenge in marks}
        for id_, marks in eligible.items()
    }
    placed = {
        challenge: ranking.ranks({id_: found[challenge].score for id_, found in scores.items() if challenge in found})
        for challenge in asked
    }
    judged = tuple(
        Judged(
            one,
            outcome,
            findings,
            {
                challenge: Result(
                    placed[challenge][one.id], score, eligible[one.id][challenge], used[challenge].weights
                )
                for challenge, score in (scores[one.id].items() if outcome == "eligible" else ())
            },
        )
        for one, outcome, findings in settled
    )
    return judged, _standings(call, scores, len(asked))


def _standings(call: Call, scores: Mapping[str, Mapping[str, Score]], challenges: int) -> tuple[Standing, ...]:
    """Return the ranking by total; one that answers none of the few ``challenges`` asked for is not in it."""
    answering = {id_: found for id_, found in scores.items() if found or challenges == len(call.challenges)}
    totals = {id_: scoring.total(found, call.ranking.total, challenges) for id_, found in answering.items()}
    places = ranking.ranks({id_: one.total for id_, one in totals.items()})
    return tuple(
        Standing(
            rank,
            id_,
            *totals[id_],
            any(score.provisional for score in answering[id_].values()),
            scoring.together(score.meets_minimum for score in answering[id_].values()),
        )
        for id_, rank in places.items()
    )
