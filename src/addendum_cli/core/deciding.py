"""Decisions in order: which one counts for what, and whether what it rests on is still so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import chain

from addendum_cli.core.eligibility.clock import Clock, timing
from addendum_cli.model.call import Call
from addendum_cli.model.decision import Decided, Decision, Reply
from addendum_cli.model.jury import Given
from addendum_cli.model.verdict import Evaluation, Judged

OURS = ("addendum.yaml", "rubrics/")
"""Inputs of a call that a decision rests on; a change of others shows in the marks."""

NOTHING_DECIDED = Decided()


def decided(decisions: Iterable[Decision]) -> Decided:
    """Return what ``decisions``, oldest first, come to.

    An answer counts for the reply before it; a new reply on the same criterion is open
    again, and what was granted before stands till another answer changes it.
    """
    taken = tuple(decisions)
    outcomes: dict[str, Decision] = {}
    selections: dict[str, Decision] = {}
    consensus: dict[tuple[str, str], Decision] = {}
    replies: dict[tuple[str, str], Reply] = {}
    for one in taken:
        key = (one.proposal, one.criterion or "")
        if one.outcome is not None:
            outcomes[one.proposal] = one
        elif one.selection is not None:
            selections[one.proposal] = one
        elif one.consensus is not None:
            consensus[key] = one
        elif one.weerwoord == "received":
            replies[key] = Reply(one, None, replies[key].changed if key in replies else None)
        else:
            before = replies.get(key, Reply(one))
            replies[key] = Reply(before.received, one, one if one.mark is not None else before.changed)
    return Decided(taken, outcomes, consensus, selections, replies)


class Resting:
    """Fingerprints of what decisions rest on in one evaluation; what many of them share is put together once.

    An outcome rests on the call and the proposal's own files; a mark on these, its rubric and the assessors'
    marks of it; a selection on everything that is ranked. A weerwoord that comes in rests on nothing.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._judged = {one.id: one for one in reversed(evaluation.judged)}

    def of(self, decision: Decision) -> str | None:
        """Return the fingerprint of what ``decision`` rests on, None where it rests on nothing."""
        one = self._judged.get(decision.proposal)
        if one is None or decision.weerwoord == "received":
            return None
        if decision.selection is not None:
            return self._ranked
        lines = [*self._inputs(OURS if decision.outcome is None else OURS[:1])]
        lines += sorted(digest for _, digest in one.examined.sha256)
        if decision.criterion is not None:
            lines += [f"{each.juror} {each.value}" for each in self._given.get((one.id, decision.criterion), ())]
        return _digest(lines)

    @cached_property
    def _ranked(self) -> str:
        return _digest(chain(self._inputs(OURS), *map(_lines, self._evaluation.judged)))

    @cached_property
    def _given(self) -> Mapping[tuple[str, str], Sequence[Given]]:
        panel = self._evaluation.panel
        return panel.marks() if panel is not None else {}

    def _inputs(self, own: tuple[str, ...]) -> Iterator[str]:
        yield from (
            f"{name} {digest}" for name, digest in sorted(self._evaluation.inputs.items()) if name.startswith(own)
        )


def _lines(one: Judged) -> Iterator[str]:
    yield f"{one.id} {one.outcome}"
    yield from sorted(digest for _, digest in one.examined.sha256)
    for challenge, result in one.results.items():
        yield from (f"{challenge} {criterion} {mark.value}" for criterion, mark in sorted(result.marks.items()))


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:16]


def outdated(evaluation: Evaluation, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the ``decisions`` that count and rest on what has changed since.

    One without ``rests_on`` (written by hand) tells nothing of that; marks and selections are looked at where
    proposals are scored.
    """
    known = {id(one) for one in counting(decided(decisions))}
    readings = [Resting(one) for one in (evaluation, evaluation.revised) if one is not None]
    found = []
    for one in decisions:
        if id(one) not in known or one.rests_on is None or (one.outcome is None and not evaluation.rubrics):
            continue
        today = {reading.of(one) for reading in readings}
        if today != {None} and one.rests_on not in today:
            found.append(one)
    return tuple(found)


def counting(known: Decided) -> Iterable[Decision]:
    """Yield the decisions that count: none that a later one of its kind has overtaken."""
    yield from known.outcomes.values()
    yield from known.selections.values()
    yield from known.consensus.values()
    yield from (reply.answered for reply in known.replies.values() if reply.answered is not None)


def after(written: datetime | date, call: Call, milestone: str | None) -> bool:
    """Return whether ``written`` lies after ``milestone`` of the call is over; never, where there is none of that id."""
    found = call.milestone(milestone)
    if found is None:
        return False
    clock = Clock(call.timezone)
    return timing(clock.span(written), clock.deadline(found)) == "late"
