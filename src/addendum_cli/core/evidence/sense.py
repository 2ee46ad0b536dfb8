"""What one sentence says by itself: of each service that it names, and of what stands before or after it.

A sentence is understood once, whatever texts it stands in. What only its neighbours can tell (a heading, a
lead-in, a next sentence that points back) is left to ``reading``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from addendum_cli.core.evidence.analysis import EARLY, Analysis, Rules, take_apart
from addendum_cli.core.evidence.learned import View
from addendum_cli.core.evidence.terms import Hit
from addendum_cli.core.evidence.tokens import Tokens
from addendum_cli.model.kinds import Status

_HEADING = 6
"""Words that a heading has at most whose topic counts."""
_ASKING = "\"')*_» \t"


class Saying(NamedTuple):
    """What a sentence says of ``owners``, named by its word at the offset ``word``.

    ``open``: no 'we' says so, so that a heading or lead-in may; ``points``: nor has a clause of its own that
    points back, so that the next sentence may turn it.
    """

    owners: tuple[int, ...]
    word: int
    status: Status
    open: bool
    points: bool


class ByItself(NamedTuple):
    """What one clause says of the thing that its text is about.

    ``points``: it points back at something; ``we``: it says so of the applicant.
    """

    status: Status
    points: bool
    we: bool


class Sense(NamedTuple):
    """A sentence understood.

    ``says``: of what it names; ``back``: of what the sentence before named, None where it does not point back
    or turns nothing; ``lead``: of all that follows it, where it is a heading or lead-in; ``we``: whether such
    a one says 'we'; ``hashes``: of its words, for the echo of the call; ``named``: whose terms stand in it, each with
    the offset of the first; ``view``: what the classifier sees in it, where there is one.
    """

    says: tuple[Saying, ...]
    back: Status | None
    lead: Status | None
    we: bool
    hashes: Sequence[int]
    named: Mapping[int, int] = MappingProxyType({})
    view: View | None = None


def understand(rules: Rules, tokens: Tokens, hits: Sequence[Hit], hashes: Sequence[int], *, heads: bool) -> Sense:
    """Return what a sentence says, which ``heads`` what follows it or not; its words must have been learnt."""
    words = tokens.words
    back = not rules.this.isdisjoint(words[:EARLY])
    analysis = take_apart(rules, tokens) if hits or back or heads else None
    we = heads and not rules.we.isdisjoint(words)
    asks = tokens.text.rstrip(_ASKING).endswith("?")
    if analysis is None:
        owners = tuple(dict.fromkeys(owner for hit in hits for owner in hit.owners))
        is_open = rules.we.isdisjoint(words)
        says = (
            (Saying(owners, tokens.start(hits[0].start), "offered", is_open, is_open),) if owners and not asks else ()
        )
        return Sense(says, None, _topic(rules, tokens, "offered", 0, len(words)) if heads else "offered", we, hashes)
    one = _One(rules, tokens, analysis, hits)
    return Sense(
        one.says() if hits and not asks else (),
        one.back() if back and not asks else None,
        one.lead(0, len(words)) if heads else "offered",
        we,
        hashes,
    )


def clauses(rules: Rules, tokens: Tokens) -> tuple[ByItself, ...]:
    """Return what each clause of a sentence says of the thing that its text is about, if anything."""
    analysis = take_apart(rules, tokens)
    if not tokens.words or tokens.text.rstrip(_ASKING).endswith("?"):
        return ()
    if analysis is None:
        return (ByItself("offered", False, not rules.we.isdisjoint(tokens.words)),)
    each = ((analysis.bare(clause), clause) for clause in analysis.members)
    return tuple(
        ByItself(own, analysis.points_back(clause), clause in analysis.we) for own, clause in each if own is not None
    )


def _topic(rules: Rules, tokens: Tokens, found: Status | None, start: int, end: int) -> Status | None:
    """Return ``found``, or what the topic of a short heading makes of an offer."""
    if found != "offered" or end - start > _HEADING or not rules.we.isdisjoint(tokens.words[start:end]):
        return found
    topic = rules.signals.topic(tokens, start, end)
    if topic is None:
        return found
    return None if topic == "problem" or topic == "past" else topic


class _One:
    """One sentence taken apart, being asked."""

    def __init__(self, rules: Rules, tokens: Tokens, analysis: Analysis, hits: Sequence[Hit]) -> None:
        self._rules, self._tokens, self._analysis, self._hits = rules, tokens, analysis, hits
        self._named = {place for hit in hits for place in range(hit.start, hit.end)}

    def says(self) -> tuple[Saying, ...]:
        """Return what the sentence says of each thing that it names."""
        found: dict[tuple[Status, bool, bool], tuple[int, dict[int, None]]] = {}
        for hit in self._hits:
            clause = self._analysis.clauses.of[hit.start]
            own = self._own(clause, hit)
            if own is None:
                continue
            is_open, settled = clause not in self._analysis.we, False
            if own == "denied" or (own == "offered" and is_open):
                turned = self._turned(clause, instead=own == "denied")
                own, settled = turned or own, turned is not None
            points = not settled and (own == "denied" or (own == "offered" and is_open))
            _, owners = found.setdefault((own, is_open, points), (self._tokens.start(hit.start), {}))
            owners.update(dict.fromkeys(hit.owners))
        return tuple(
            Saying(tuple(owners), word, status, is_open, points)
            for (status, is_open, points), (word, owners) in found.items()
        )

    def back(self) -> Status | None:
        """Return what the first clause says of what the sentence before named, if it points back and turns it."""
        return self._of_before(self._analysis.clauses.of[0], instead=False)

    def lead(self, start: int, end: int) -> Status | None:
        """Return what the words ``start`` to ``end`` say of all that follows; a denial must speak of the offer."""
        found: Status | None = "offered"
        for clause in dict.fromkeys(self._analysis.clauses.of[start:end]):
            found = self._analysis.bare(clause, leads=True) if found == "offered" else found
        if found == "denied" and self._rules.offering.isdisjoint(self._tokens.words[start:end]):
            found = "offered"
        return _topic(self._rules, self._tokens, found, start, end)

    def _own(self, clause: int, hit: Hit) -> Status | None:
        """Return what a clause, and those tied to it, say of a hit."""
        own = self._analysis.status(clause, hit.start, hit.end)
        if own == "offered":
            own = self._tied(clause)
        return "later" if own == "offered" and self._analysis.on_condition(clause) else own

    def _tied(self, clause: int) -> Status | None:
        """Return what the clauses tied to a clause say of it: around its parentheses, beside its colon."""
        analysis, clauses = self._analysis, self._analysis.clauses
        if clause in clauses.inside:
            outer = clauses.inside[clause]
            found = analysis.bare(outer, leads=True)
            return self._tied(outer) if found == "offered" else found
        if clause in analysis.we:
            return "offered"
        if clause in clauses.label:
            label = analysis.members.get(clauses.label[clause])
            return self.lead(label[0], label[-1] + 1) if label else "offered"
        labelled = next((after for after, label in clauses.label.items() if label == clause), None)
        return analysis.bare(labelled) if labelled is not None else "offered"

    def _turned(self, clause: int, *, instead: bool) -> Status | None:
        """Return what a later clause makes of what ``clause`` says, None where none turns it."""
        inside = self._analysis.clauses.inside
        for later in self._analysis.members:
            if later > clause and later not in inside:
                found = self._of_before(later, instead=instead)
                if found is not None:
                    return found
        return None

    def _of_before(self, clause: int, *, instead: bool) -> Status | None:
        """Return what a clause that points back says of what was named before; None: nothing that turns it.

        ``instead``: if it names nothing it need not point back, for the clause before it denied.
        """
        analysis = self._analysis
        points = analysis.points_back(clause, early=True)
        if not points and (not instead or any(place in self._named for place in analysis.members[clause])):
            return None
        found = analysis.bare(clause)
        return found if found != "offered" and (points or found in ("delegated", "later")) else None
