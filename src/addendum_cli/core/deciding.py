"""Decisions in order: which one counts for what, and whether what it rests on is still so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from addendum_cli.core.eligibility.clock import Clock, timing
from addendum_cli.model.call import Call
from addendum_cli.model.decision import Decided, Decision, Reply
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


def fingerprint(evaluation: Evaluation, decision: Decision) -> str | None:
    """Return what tells whether ``decision`` still rests on what is there today; None where it rests on nothing.

    An outcome rests on the call and the proposal's own files; a mark on these, its rubric and the assessors'
    marks of it; a selection on everything that is ranked. A weerwoord that comes in rests on nothing.
    """
    if decision.weerwoord == "received":
        return None
    one = next((each for each in evaluation.judged if each.id == decision.proposal), None)
    if one is None:
        return None
    lines = [f"{name} {digest}" for name, digest in _inputs(evaluation, decision)]
    if decision.selection is not None:
        for each in evaluation.judged:
            lines += _judged(each)
    else:
        lines += sorted(digest for _, digest in one.examined.sha256)
        if decision.criterion is not None and evaluation.panel is not None:
            given = evaluation.panel.marks().get((one.id, decision.criterion), [])
            lines += [f"{each.juror} {each.value}" for each in given]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:16]


def _inputs(evaluation: Evaluation, decision: Decision) -> list[tuple[str, str]]:
    own = OURS if decision.outcome is None else OURS[:1]
    return sorted((name, digest) for name, digest in evaluation.inputs.items() if name.startswith(own))


def _judged(one: Judged) -> Iterable[str]:
    yield f"{one.id} {one.outcome}"
    yield from sorted(digest for _, digest in one.examined.sha256)
    for challenge, result in one.results.items():
        yield from (f"{challenge} {criterion} {mark.value}" for criterion, mark in sorted(result.marks.items()))


def outdated(evaluation: Evaluation, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the ``decisions`` that count and rest on what has changed since.

    One without ``rests_on`` (written by hand) tells nothing of that; marks and selections are looked at where
    proposals are scored.
    """
    known = {id(one) for one in counting(decided(decisions))}
    readings = (evaluation, evaluation.revised) if evaluation.revised is not None else (evaluation,)
    found = []
    for one in decisions:
        if id(one) not in known or one.rests_on is None or (one.outcome is None and not evaluation.rubrics):
            continue
        today = {fingerprint(reading, one) for reading in readings}
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
