"""What a sentence says of a service that it names: offered, delegated, later, denied, or nothing at all.

The default is offered. Whatever describes people's trouble, quotes or echoes the call, asks, looks back or
only heads a list says nothing (None). Precision comes first: what is doubtful is not counted as offered.
Source: docs/method.md, "Evidence".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from addendum_cli.core.evidence.clauses import Clauses, Splitter, folded
from addendum_cli.core.evidence.echo import echoes
from addendum_cli.core.evidence.sentences import COMMA, Sentence, marks, sentences
from addendum_cli.core.evidence.signals import Found, SignalSearch
from addendum_cli.core.evidence.tokens import Tokens
from addendum_cli.model.language import Language
from addendum_cli.model.verdict import Status

_PHRASE = 6
"""Words that a noun phrase has at most."""
_EARLY = 3
"""Among so many first words a clause points back at what was named before."""


class Analysis(NamedTuple):
    """A sentence taken apart: its clauses, and the words (counted from its first), signals and ``we`` of each."""

    clauses: Clauses
    members: dict[int, list[int]]
    signals: dict[int, list[Found]]
    we: dict[int, int]


class Rules:
    """One language's rules, compiled once."""

    def __init__(self, language: Language, year: int | None = None) -> None:
        grammar = language.grammar
        self.grammar = grammar
        self.signals = SignalSearch(language, year)
        self.splitter = Splitter(grammar, self.signals.denials(language))
        self.this = folded(grammar.this)
        self.each = folded(grammar.each)
        self.offering = folded(grammar.offering)
        self.towards = folded(grammar.towards)
        self.with_ = folded(grammar.with_)
        self.stops = self.splitter.prepositions | self.splitter.acting


class Reading:
    """One text being read: answers what it says at a place; each sentence is taken apart once, if at all."""

    def __init__(self, rules: Rules, tokens: Tokens, covered: bytearray | None, hits: Sequence[int]) -> None:
        self.tokens = tokens
        self.sentences: Sequence[Sentence] = sentences(tokens, rules.grammar)
        self._rules = rules
        self._covered = covered
        self._hits = hits
        self._taken_apart: dict[int, Analysis | None] = {}
        self._silent: dict[int, bool] = {}
        self._led: dict[int, Status | None] = {}
        self._plain: dict[int, Status | None] = {}

    def sentence_at(self, word: int, near: int) -> tuple[int, bool]:
        """Return the place of the sentence that holds ``word``, from ``near`` on, and whether one does."""
        found = self.sentences
        while near < len(found) - 1 and found[near].end <= word:
            near += 1
        return near, near < len(found) and found[near].start <= word < found[near].end

    def silent(self, place: int) -> bool:
        """Return whether a sentence can offer nothing: a heading, a question, an echo of the call."""
        if place not in self._silent:
            one = self.sentences[place]
            echo = self._covered is not None and echoes(self._covered, one.start, one.end)
            self._silent[place] = one.title or one.asks or echo
        return self._silent[place]

    def status(self, place: int, start: int, end: int) -> Status | None:
        """Return what sentence ``place`` says of what its words ``start`` to ``end`` name."""
        if place in self._plain:
            return self._plain[place]
        if self.silent(place):
            return None
        analysis = self._analysis(place)
        own: Status | None = "offered"
        clause, we = 0, False
        if analysis is not None:
            clause = analysis.clauses.of[start - self.sentences[place].start]
            own = self._in_clause(place, analysis, clause, start, end)
            we = clause in analysis.we
            if own == "offered":
                own = self._around(place, analysis, clause)
        if own == "offered" and not we:
            own = self._led_to(place)
        if own == "denied" or (own == "offered" and not we):
            own = self._pointed_at(place, analysis, clause, denied=own == "denied") or own
        if analysis is None:
            self._plain[place] = own
        return own

    def clause_statuses(self, place: int) -> list[tuple[Status | None, bool, bool]]:
        """Return for each clause of a sentence what it says by itself, whether it points back, and says 'we'."""
        if self.silent(place):
            return []
        analysis, one = self._analysis(place), self.sentences[place]
        words = self.tokens.words
        if analysis is None:
            we = not self._rules.splitter.we.isdisjoint(words[one.start : one.end])
            return [(self._led_to(place), False, we)]
        found = []
        for clause in analysis.members:
            own = self._bare(place, analysis, clause)
            if own == "offered" and clause not in analysis.we:
                own = self._led_to(place)
            points = any(words[one.start + offset] in self._rules.this for offset in analysis.members[clause])
            found.append((own, points, clause in analysis.we))
        return found

    def _analysis(self, place: int) -> Analysis | None:
        """Return a sentence taken apart, or None where nothing in it can turn what it says."""
        if place not in self._taken_apart:
            one, tokens = self.sentences[place], self.tokens
            if self._rules.signals.anchors.isdisjoint(tokens.words[one.start : one.end]):
                self._taken_apart[place] = None
            else:
                self._taken_apart[place] = self._take_apart(one)
        return self._taken_apart[place]

    def _take_apart(self, one: Sentence) -> Analysis:
        words, splitter = self.tokens.words, self._rules.splitter
        clauses = splitter.split(self.tokens, one.start, one.end)
        signals: dict[int, list[Found]] = {}
        for found in self._rules.signals.find(words, self.tokens.gaps, one.start, clauses.of):
            signals.setdefault(clauses.of[found.start - one.start], []).append(found)
        we: dict[int, int] = {}
        members: dict[int, list[int]] = {}
        for offset, clause in enumerate(clauses.of):
            members.setdefault(clause, []).append(offset)
            if words[one.start + offset] in splitter.we:
                we.setdefault(clause, one.start + offset)
        return Analysis(clauses, members, signals, we)

    def _in_clause(self, place: int, analysis: Analysis, clause: int, start: int, end: int) -> Status | None:
        """Return what a clause itself says of words ``start`` to ``end``."""
        if clause in analysis.clauses.people or self._describes_people(place, analysis, clause, start, end):
            return None
        worst: Status | None = "offered"
        for found in analysis.signals.get(clause, ()):
            if found.touches(start, end):
                if found.kind == "excluding" and len(found.places) > end - start:
                    return None
                continue
            if found.kind in ("quoting", "past"):
                return None
            if found.kind == "problem" and self._troubles(analysis, clause, found, start):
                return None
            if (
                found.kind == "denied"
                or (found.kind == "denied_after" and found.start < start)
                or (found.kind == "denied_next" and found.end <= start < self._phrase_end(place, found.end))
            ):
                worst = "denied"
            elif found.kind == "later" and worst != "denied":
                worst = "later"
            elif found.kind == "delegated" and worst == "offered":
                worst = "delegated"
        return worst

    def _bare(self, place: int, analysis: Analysis, clause: int, *, leads: bool = False) -> Status | None:
        """Return what a clause says of something that it does not name; ``leads``: that comes after it."""
        if clause in analysis.clauses.people:
            return None
        if clause not in analysis.members:  # all of its words describe people
            return "offered"
        last = self.sentences[place].start + max(analysis.members[clause]) + 1
        found = self._in_clause(place, analysis, clause, last, last)
        after = any(one.kind == "denied_after" for one in analysis.signals.get(clause, ()))
        certain = any(one.kind == "denied" for one in analysis.signals.get(clause, ()))
        return "offered" if found == "denied" and after and not certain and not leads else found

    def _troubles(self, analysis: Analysis, clause: int, found: Found, start: int) -> bool:
        """Return whether a description of trouble holds for the word at ``start``.

        Without a 'we' for the whole clause; else for what follows it, up to the verb before that 'we'.
        """
        we = analysis.we.get(clause)
        if we is None:
            return True
        return found.start <= start and not found.start < we - 1 <= start

    def _describes_people(self, place: int, analysis: Analysis, clause: int, start: int, end: int) -> bool:
        """Return whether a clause says what people have or lack, or words ``start`` to ``end`` mark them."""
        rules, words, first = self._rules, self.tokens.words, self.sentences[place].start
        members = analysis.members[clause]
        has = clause not in analysis.we and any(words[first + o] in rules.splitter.have for o in members)
        for offset in members:
            at = first + offset
            if words[at] not in rules.splitter.people or start <= at < end:
                continue
            governed = rules.splitter.governed(words, at, first)
            if has and not governed and words[at - 1 if at > first else at] not in rules.each:
                return True
            if governed and at + 2 <= start < self._phrase_end(place, at + 2) and words[at + 1] in rules.with_:
                return not rules.towards.isdisjoint(words[max(first, at - 3) : at])
        return False

    def _phrase_end(self, place: int, start: int) -> int:
        """Return where the noun phrase that begins at ``start`` ends."""
        words, gaps, limit = self.tokens.words, self.tokens.gaps, min(self.sentences[place].end, start + _PHRASE)
        at = start
        while at < limit and words[at] not in self._rules.stops and (at == start or not marks(gaps[at]) & COMMA):
            at += 1
        return at

    def _around(self, place: int, analysis: Analysis, clause: int) -> Status | None:
        """Return what the clauses tied to a clause say of it: around parentheses, before or after a colon."""
        clauses = analysis.clauses
        found: Status | None = "offered"
        if clause in clauses.inside:
            found = self._bare(place, analysis, clauses.inside[clause], leads=True)
        elif clause in clauses.label:
            if clause not in analysis.we:
                found = self._as_lead(place, analysis, clauses.label[clause])
        else:
            labelled = [after for after, label in clauses.label.items() if label == clause]
            if labelled and clause not in analysis.we:
                found = self._bare(place, analysis, labelled[0])
        return found

    def _as_lead(self, place: int, analysis: Analysis | None, clause: int = -1) -> Status | None:
        """Return what a lead-in or heading says of all that follows; a denial must speak of the offer."""
        one, words = self.sentences[place], self.tokens.words
        members = range(one.end - one.start)
        found: Status | None = "offered"
        if analysis is not None:
            if clause in analysis.members:
                members = range(min(analysis.members[clause]), max(analysis.members[clause]) + 1)
            for each in dict.fromkeys(analysis.clauses.of[members.start : members.stop]):
                says = self._bare(place, analysis, each, leads=True)
                found = says if found == "offered" else found
        first, last = one.start + members.start, one.start + members.stop
        if found == "denied" and self._rules.offering.isdisjoint(words[first:last]):
            found = "offered"
        if found == "offered":
            topic = self._rules.signals.topic(words, self.tokens.gaps, first, last)
            found = None if topic in ("problem", "past") else topic or found
        return found

    def _led_to(self, place: int) -> Status | None:
        """Return what the lead-in of a sentence's list, or else the heading above it, says of it."""
        one = self.sentences[place]
        for above in (one.lead, one.topic):
            if above >= 0:
                if above not in self._led:
                    self._led[above] = self._as_lead(above, self._analysis(above))
                if self._led[above] != "offered":
                    return self._led[above]
        return "offered"

    def _pointed_at(self, place: int, analysis: Analysis | None, clause: int, *, denied: bool) -> Status | None:
        """Return what a following clause says that points back and names nothing itself, if that turns it."""
        if analysis is not None:
            for later in analysis.members:
                if later > clause and later not in analysis.clauses.inside:
                    found = self._says_of_it(place, analysis, later, instead=denied)
                    if found is not None:
                        return found
        if place + 1 < len(self.sentences):
            after = self._analysis(place + 1) if self._points(place + 1) and not self.silent(place + 1) else None
            if after is not None:
                return self._says_of_it(place + 1, after, after.clauses.of[0], instead=False)
        return None

    def _points(self, place: int) -> bool:
        one = self.sentences[place]
        return not self._rules.this.isdisjoint(self.tokens.words[one.start : min(one.end, one.start + _EARLY)])

    def _says_of_it(self, place: int, analysis: Analysis, clause: int, *, instead: bool) -> Status | None:
        """Return what a clause without a hit says of what was named before; None: nothing that turns it.

        ``instead``: it need not point back, for the clause before it denied.
        """
        first, members = self.sentences[place].start, analysis.members[clause]
        if any(self._is_hit(first + offset) for offset in members):
            return None
        early = (self.tokens.words[first + offset] for offset in members[:_EARLY])
        found = self._bare(place, analysis, clause)
        if found in ("delegated", "later") and instead:
            return found
        return found if found != "offered" and not self._rules.this.isdisjoint(early) else None

    def _is_hit(self, word: int) -> bool:
        at = bisect_left(self._hits, word)
        return at < len(self._hits) and self._hits[at] == word
