"""One sentence taken apart, and what each of its clauses says by itself.

The default is offered. What describes people's trouble, quotes the call or looks back says nothing (None).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from addendum_cli.core.evidence.clauses import ACTS, HAVE, PEOPLE, PREPOSITION, WE, Splitter, folded, governed
from addendum_cli.core.evidence.signals import Candidate, Found, SignalSearch
from addendum_cli.core.evidence.tokens import COMMA, Tokens, marks
from addendum_cli.model.kinds import Status
from addendum_cli.model.language import Language

_PHRASE = 6
"""Words that a noun phrase has at most."""
_SHORT = 2
"""A clause of so few words that denies, denies what stands beside it: "debt mediation: no"."""
EARLY = 3
"""Among so many first words a clause points back at what was named before."""


class Rules:
    """One language's rules, compiled once."""

    def __init__(self, language: Language, year: int | None = None) -> None:
        grammar = language.grammar
        self.grammar = grammar
        self.signals = SignalSearch(language, year)
        self.splitter = Splitter(grammar, self.signals.denials(language))
        self.we = folded(grammar.we)
        self._who = folded(grammar.who)
        self._people_or_who = folded((*grammar.people, *grammar.who))
        self._people = folded(grammar.people)
        self._have = folded(grammar.have)
        self.this = folded(grammar.this)
        self.each = folded(grammar.each)
        self.offering = folded(grammar.offering)
        self.towards = folded(grammar.towards)
        self.with_ = folded(grammar.with_)
        self.conditions = folded(grammar.conditions)
        self._marking = self.with_ | folded(grammar.relatives)

    def marks_people(self, words: Sequence[str]) -> bool:
        """Return whether a sentence may say what people have or lack, or who is meant."""
        if self._people_or_who.isdisjoint(words):
            return False
        return (
            not self._who.isdisjoint(words)
            or not self._have.isdisjoint(words)
            or any(one in self._people and after in self._marking for one, after in pairwise(words))
        )


def take_apart(rules: Rules, tokens: Tokens) -> Analysis | None:
    """Return a sentence taken apart, or None where nothing in it can turn what it says."""
    marks_people = rules.marks_people(tokens.words)
    if not marks_people and rules.signals.anchors.isdisjoint(tokens.words):
        return None
    candidates = rules.signals.candidates(tokens)
    turns = marks_people or candidates or rules.signals.topic(tokens, 0, len(tokens.words)) is not None
    return Analysis(rules, tokens, candidates) if turns else None


class Analysis:
    """A sentence taken apart: its clauses, and the words, signals and first ``we`` of each, by their places."""

    __slots__ = ("_gaps", "_has_people", "_members", "_rules", "_words", "clauses", "signals", "we")

    def __init__(self, rules: Rules, tokens: Tokens, candidates: Sequence[Candidate]) -> None:
        self._rules, self._words, self._gaps = rules, tokens.words, tokens.gaps
        clauses = self.clauses = rules.splitter.split(tokens)
        self._members: dict[int, list[int]] | None = None
        self.we: dict[int, int] = {}
        for place in [place for place, code in enumerate(clauses.codes) if code & WE]:
            self.we.setdefault(clauses.of[place], place)
        self.signals: dict[int, list[Found]] = {}
        for found in rules.signals.find(self._words, clauses.of, candidates):
            for clause in dict.fromkeys(clauses.of[place] for place in found.places):
                self.signals.setdefault(clause, []).append(found)
        self._has_people = bool([1 for code in clauses.codes if code & PEOPLE])

    @property
    def members(self) -> dict[int, list[int]]:
        """Return the places of each clause's words; a clause without words is not among them."""
        if self._members is None:
            self._members = {}
            for place, clause in enumerate(self.clauses.of):
                self._members.setdefault(clause, []).append(place)
        return self._members

    def status(self, clause: int, start: int, end: int) -> Status | None:
        """Return what a clause by itself says of what the words ``start`` to ``end`` name."""
        if clause in self.clauses.people or (self._has_people and self._describes_people(clause, start, end)):
            return None
        before = self.clauses.follows.get(clause)
        if before is not None and clause not in self.we and before not in self.we and self.bare(before) is None:
            return None  # "clients have debts and need …": the same who
        said: Status = "offered"
        for found in self.signals.get(clause, ()):
            if found.within(start, end):
                continue  # it is part of the service's own name
            if found.kind == "excluding" and found.touches(start, end):
                return None
            if found.kind in ("quoting", "past"):
                return None
            if found.kind == "problem" and self._troubles(clause, found, start):
                return None
            if self._denies(found, start):
                said = "denied"
            elif found.kind == "later" and said != "denied":
                said = "later"
            elif found.kind == "delegated" and said == "offered":
                said = "delegated"
        return said

    def bare(self, clause: int, *, leads: bool = False) -> Status | None:
        """Return what a clause says of something that it does not name; ``leads``: that comes after it.

        A 'not' may deny anything: without more words it counts where the clause speaks of what is offered.
        """
        if clause in self.clauses.people:
            return None
        if clause not in self.members:  # all of its words describe people
            return "offered"
        members = self.members[clause]
        found = self.status(clause, members[-1] + 1, members[-1] + 1)
        if found != "denied" or leads or len(members) <= _SHORT:
            return found
        signals = [one for one in self.signals[clause] if one.kind == "denied"]
        if any(len(one.places) > 1 for one in signals):
            return found
        speaks = any(self._words[place] in self._rules.offering for place in members)
        return found if signals and speaks else "offered"

    def points_back(self, clause: int, *, early: bool = False) -> bool:
        """Return whether a clause speaks of what was named before; ``early``: it begins with that."""
        members = self.members[clause][:EARLY] if early else self.members[clause]
        return any(self._words[place] in self._rules.this for place in members)

    def on_condition(self, clause: int) -> bool:
        """Return whether another clause makes this one wait for a condition: "once there is money, …"."""
        return any(
            other != clause
            and self._words[members[0]] in self._rules.conditions
            and any(one.kind == "later" for one in self.signals.get(other, ()))
            for other, members in self.members.items()
        )

    def _denies(self, found: Found, start: int) -> bool:
        """Return whether a signal denies what the word at ``start`` names."""
        if found.kind == "denied_next":
            return found.end <= start < self._phrase_end(found.end)
        return found.kind == "denied" or (found.kind == "denied_after" and found.start < start)

    def _troubles(self, clause: int, found: Found, start: int) -> bool:
        """Return whether a description of trouble holds for the word at ``start``.

        Without a 'we' for the whole clause; else for what follows it, up to the verb before that 'we'.
        """
        we = self.we.get(clause)
        return we is None or (found.start <= start and not found.start < we - 1 <= start)

    def _describes_people(self, clause: int, start: int, end: int) -> bool:
        """Return whether a clause says what people have or lack, or the words ``start`` to ``end`` mark them."""
        rules, words, members, codes = self._rules, self._words, self.members[clause], self.clauses.codes
        has = clause not in self.we and any(codes[place] & HAVE for place in members)
        for place in members:
            if not codes[place] & PEOPLE or start <= place < end:
                continue
            passive = governed(codes, place)
            if has and not passive and (not place or words[place - 1] not in rules.each):
                return True
            if passive and place + 2 <= start < self._phrase_end(place + 2) and words[place + 1] in rules.with_:
                return not rules.towards.isdisjoint(words[max(0, place - 3) : place])
        return False

    def _phrase_end(self, start: int) -> int:
        """Return where the noun phrase that begins at ``start`` ends."""
        gaps, codes = self._gaps, self.clauses.codes
        limit = min(len(codes), start + _PHRASE)
        place = start
        while place < limit and not codes[place] & (PREPOSITION | ACTS):
            if place > start and marks(gaps[place]) & COMMA:
                break
            place += 1
        return place
