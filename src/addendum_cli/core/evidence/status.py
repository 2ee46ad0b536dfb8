"""What a text says of a service that it names: offered, delegated, later, denied, or nothing at all (None).

First the clause itself (``analysis``), then what stands around it: parentheses, a label before a colon, the
lead-in of its list, the heading above it, and a next clause that points back ("this we leave to …"). Nothing
is said by headings, by questions, and by sentences that echo the call. Precision comes first: what is
doubtful is not counted as offered. Source: docs/method.md, "Evidence".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from addendum_cli.core.evidence.analysis import Analysis, Rules, take_apart
from addendum_cli.core.evidence.echo import echoes
from addendum_cli.core.evidence.sentences import Sentence, sentences
from addendum_cli.core.evidence.tokens import Tokens
from addendum_cli.model.kinds import Status

_HEADING = 6
"""Words that a heading has at most whose topic counts."""
_FIRST = 3
"""Among so many first words a sentence points back."""


class ByItself(NamedTuple):
    """What one clause says of the thing that its text is about.

    ``points``: it points back at something; ``we``: it says so of the applicant.
    """

    sentence: int
    status: Status
    points: bool
    we: bool


class Reading:
    """One text being read: answers what it says at a place; each sentence is taken apart once, if at all."""

    def __init__(self, rules: Rules, tokens: Tokens, covered: bytearray | None, hits: Sequence[int]) -> None:
        self.tokens = tokens
        self.sentences: Sequence[Sentence] = sentences(tokens, rules.grammar)
        self._rules = rules
        self._covered = covered
        self._hits = hits
        self._taken_apart: dict[int, Analysis | None] = {}
        self._led: dict[int, Status | None] = {}
        self._plain: dict[int, Status | None] = {}

    def sentence_at(self, word: int, near: int) -> tuple[int, bool]:
        """Return the place of the sentence that holds ``word``, from ``near`` on, and whether one does."""
        found = self.sentences
        while near < len(found) - 1 and found[near].end <= word:
            near += 1
        return near, near < len(found) and found[near].start <= word < found[near].end

    def status(self, place: int, start: int, end: int) -> Status | None:
        """Return what sentence ``place`` says of what its words ``start`` to ``end`` name."""
        if place in self._plain:
            return self._plain[place]
        if self._silent(place):
            self._plain[place] = None
            return None
        analysis = self._analysis(place)
        if analysis is None:
            self._plain[place] = self._seen_from_afar(place, "offered", None, 0)
            return self._plain[place]
        clause = analysis.clause_of(start)
        own = analysis.status(clause, start, end)
        if own == "offered":
            own = self._tied(analysis, clause)
        if own == "offered" and analysis.on_condition(clause):
            own = "later"
        return own if own is None else self._seen_from_afar(place, own, analysis, clause)

    def by_itself(self, place: int) -> list[ByItself]:
        """Return what each clause of a sentence says of something that it need not name; silent ones are left out."""
        if self._silent(place):
            return []
        analysis, one = self._analysis(place), self.sentences[place]
        if analysis is None:
            led = self._led_to(place)
            we = not self._rules.we.isdisjoint(self.tokens.words[one.start : one.end])
            return [ByItself(place, led, False, we)] if led is not None else []
        found = []
        for clause in analysis.members:
            own, we = analysis.bare(clause), clause in analysis.we
            if own is not None and not we:
                led = self._led_to(place)
                own = led if own == "offered" or led is None else own
            if own is not None:
                found.append(ByItself(place, own, analysis.points_back(clause), we))
        return found

    def _silent(self, place: int) -> bool:
        """Return whether a sentence can say nothing: a heading, a question, an echo of the call."""
        one = self.sentences[place]
        return one.title or one.asks or (self._covered is not None and echoes(self._covered, one.start, one.end))

    def _analysis(self, place: int) -> Analysis | None:
        """Return a sentence taken apart, or None where nothing in it can turn what it says."""
        if place not in self._taken_apart:
            self._taken_apart[place] = take_apart(self._rules, self.tokens, self.sentences[place])
        return self._taken_apart[place]

    def _tied(self, analysis: Analysis, clause: int) -> Status | None:
        """Return what the clauses tied to a clause say of it: around its parentheses, beside its colon."""
        clauses = analysis.clauses
        if clause in clauses.inside:
            outer = clauses.inside[clause]
            found = analysis.bare(outer, leads=True)
            return self._tied(analysis, outer) if found == "offered" else found
        if clause in analysis.we:
            return "offered"
        if clause in clauses.label:
            return self._as_lead(analysis.sentence, analysis, clauses.label[clause])
        labelled = next((after for after, label in clauses.label.items() if label == clause), None)
        return analysis.bare(labelled) if labelled is not None else "offered"

    def _seen_from_afar(self, place: int, own: Status, analysis: Analysis | None, clause: int) -> Status | None:
        """Return ``own``, or what the lead-in, the heading or a clause further on makes of it."""
        says_we = analysis is not None and clause in analysis.we
        if not says_we:
            led = self._led_to(place)
            if led is None:
                return None
            own = led if own == "offered" else own
        if own == "denied" or (own == "offered" and not says_we):
            own = self._pointed_at(place, analysis, clause, denied=own == "denied") or own
        return own

    def _led_to(self, place: int) -> Status | None:
        """Return what the lead-in of a sentence's list, or else the heading above it, says of it."""
        one = self.sentences[place]
        for above in (one.lead, one.topic):
            if above >= 0:
                if above not in self._led:
                    self._led[above] = self._as_lead(self.sentences[above], self._analysis(above))
                if self._led[above] != "offered":
                    return self._led[above]
        return "offered"

    def _as_lead(self, one: Sentence, analysis: Analysis | None, clause: int | None = None) -> Status | None:
        """Return what a lead-in, heading or label says of what follows; a denial must speak of the offer."""
        words, first, last = self.tokens.words, one.start, one.end
        found: Status | None = "offered"
        if analysis is not None:
            if clause in analysis.members:
                first, last = analysis.members[clause][0], analysis.members[clause][-1] + 1
            for each in dict.fromkeys(map(analysis.clause_of, range(first, last))):
                found = analysis.bare(each, leads=True) if found == "offered" else found
        if found == "denied" and self._rules.offering.isdisjoint(words[first:last]):
            found = "offered"
        if found == "offered" and last - first <= _HEADING and self._rules.we.isdisjoint(words[first:last]):
            topic: Status | str | None = self._rules.signals.topic(words, self.tokens.gaps, first, last)
            if topic is not None:
                found = None if topic in ("problem", "past") else topic
        return found

    def _pointed_at(self, place: int, analysis: Analysis | None, clause: int, *, denied: bool) -> Status | None:
        """Return what a following clause says that points back and names nothing itself, if that turns it."""
        if analysis is not None:
            for later in analysis.members:
                if later > clause and later not in analysis.clauses.inside:
                    found = self._says_of_it(analysis, later, instead=denied)
                    if found is not None:
                        return found
        after = place + 1
        if after < len(self.sentences) and not self._silent(after):
            one = self.sentences[after]
            if not self._rules.this.isdisjoint(self.tokens.words[one.start : min(one.end, one.start + _FIRST)]):
                pointing = self._analysis(after)
                if pointing is not None:
                    return self._says_of_it(pointing, pointing.clause_of(one.start), instead=False)
        return None

    def _says_of_it(self, analysis: Analysis, clause: int, *, instead: bool) -> Status | None:
        """Return what a clause without a hit says of what was named before; None: nothing that turns it.

        ``instead``: it need not point back, for the clause before it denied.
        """
        if any(self._is_hit(place) for place in analysis.members[clause]):
            return None
        found = analysis.bare(clause)
        if found in ("delegated", "later") and instead:
            return found
        return found if found != "offered" and analysis.points_back(clause, early=True) else None

    def _is_hit(self, word: int) -> bool:
        at = bisect_left(self._hits, word)
        return at < len(self._hits) and self._hits[at] == word
