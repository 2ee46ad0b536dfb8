"""How a sentence falls apart into clauses: what is denied in one is not denied in the next.

No parser: commas, joining words and a list of verbs. A part without a verb belongs to the clause beside it
("we offer no debt mediation, budget plans or …"), one with a verb of its own begins another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from addendum_cli.core.evidence.sentences import CLOSE, COLON, COMMA, OPEN, SEMI, marks
from addendum_cli.core.evidence.tokens import Tokens, fold
from addendum_cli.model.language import Grammar

BREAK, JOIN, CONTRAST = 1 << 16, 1 << 17, 1 << 18
_ANY = COMMA | OPEN | CLOSE | SEMI | COLON
_FAR = 3
"""How many words before a word for people its preposition may stand."""


class Clauses(NamedTuple):
    """The clauses of one sentence.

    ``of``: the clause of each word, counted from the sentence's first; ``inside``: the clause around a
    parenthesised one; ``label``: the clause before the colon that a clause follows; ``people``: clauses that
    only say whom is meant ("those who …").
    """

    of: list[int]
    inside: dict[int, int]
    label: dict[int, int]
    people: set[int]


class _Chunk(NamedTuple):
    start: int
    end: int
    mark: int
    acts: bool


def folded(words: Iterable[str]) -> frozenset[str]:
    """Return a set of words as they are compared; ``a/b`` are two of them."""
    return frozenset(fold(form) for word in words for form in word.split("/"))


class Splitter:
    """Splits sentences by one language's grammar; ``denials`` are its single words of denial."""

    def __init__(self, grammar: Grammar, denials: Iterable[str]) -> None:
        self.we = folded(grammar.we)
        self.have = folded(grammar.have)
        self.verbs = folded(grammar.verbs) | self.have
        self.acting = self.verbs | self.we
        self.prepositions = folded(grammar.prepositions)
        self._opening = self.acting - folded(grammar.articles)
        self.contrasts = folded(grammar.contrasts)
        self.people = folded(grammar.people)
        self._who = folded(grammar.who)
        self._relatives = folded(grammar.relatives) | self._who
        self._last = folded(grammar.last_words)
        self._denials = folded(denials)
        self._marks = {
            **dict.fromkeys(folded(grammar.breaks), BREAK),
            **dict.fromkeys(folded(grammar.joins), JOIN),
            **dict.fromkeys(self.contrasts, CONTRAST),
        }

    def split(self, tokens: Tokens, start: int, end: int) -> Clauses:
        """Return the clauses of the words ``start`` to ``end``."""
        chunks = self._chunks(tokens, start, end)
        clauses = Clauses([0] * (end - start), {}, {}, set())
        if len(chunks) > 1:
            self._number(tokens.words, chunks, clauses, start)
        self._set_apart_people(tokens, clauses, start, end)
        return clauses

    def _chunks(self, tokens: Tokens, start: int, end: int) -> list[_Chunk]:
        """Return the smallest parts that could be clauses."""
        words, gaps = tokens.words, tokens.gaps
        begins = [(start, 0)]
        for place in range(start + 1, end):
            gap = gaps[place]
            mark = 0 if gap == " " else marks(gap) & _ANY
            mark |= self._marks.get(words[place], 0)
            if mark:
                begins.append((place, mark))
        ends = [place for place, _ in begins[1:]] + [end]
        acting = self.acting
        return [
            _Chunk(first, last, mark, not acting.isdisjoint(words[first:last]))
            for (first, mark), last in zip(begins, ends, strict=True)
        ]

    def _number(self, words: Sequence[str], chunks: list[_Chunk], clauses: Clauses, start: int) -> None:
        """Give each chunk its clause: the current one, a new one, or the one around closed parentheses."""
        current = count = 0
        acts, denies = {0: chunks[0].acts}, {0: self._denies(words, chunks[0])}
        outer: list[int] = []
        for place, chunk in enumerate(chunks):
            before = current
            if chunk.mark & CLOSE and outer:
                current = outer.pop()
            new = bool(chunk.mark & OPEN) or (
                place > 0 and self._begins(words, chunks, place, acts[current], denies[current])
            )
            if new:
                count += 1
                if chunk.mark & OPEN:
                    outer.append(current)
                    clauses.inside[count] = current
                elif chunk.mark & COLON:
                    clauses.label[count] = before
                current = count
            acts[current] = acts.get(current, False) or chunk.acts
            denies[current] = denies.get(current, False) or self._denies(words, chunk)
            if current:
                clauses.of[chunk.start - start : chunk.end - start] = [current] * (chunk.end - chunk.start)

    def _denies(self, words: Sequence[str], chunk: _Chunk) -> bool:
        return not self._denials.isdisjoint(words[chunk.start : chunk.end])

    def _begins(self, words: Sequence[str], chunks: list[_Chunk], place: int, acts: bool, denies: bool) -> bool:
        """Return whether a chunk begins a clause, after one that has a verb (``acts``) or denies (``denies``)."""
        chunk = chunks[place]
        if chunk.mark & (SEMI | COLON | BREAK):
            return True
        if chunk.mark & CONTRAST and not chunk.mark & COMMA:
            return denies and chunk.end - chunk.start > 1
        if not chunk.mark & (COMMA | JOIN):
            return False
        within = CONTRAST if chunk.mark & JOIN else CONTRAST | JOIN
        end, stretch_acts = chunk.end, chunk.acts
        for later in chunks[place + 1 :]:
            if not later.mark & within or later.mark & ~within:
                break
            end, stretch_acts = later.end, stretch_acts or later.acts
        first = chunk.start + (1 if chunk.mark & JOIN else 0)
        opening = words[first] if first < end else ""
        if opening in self._denials or (chunk.mark & COMMA and opening in self.contrasts):
            return True
        if not stretch_acts and (words[end - 1] in self._last or not self.contrasts.isdisjoint(words[first:end])):
            return True
        if chunk.mark & JOIN and not chunk.mark & COMMA:
            return acts and opening in self._opening
        return acts and stretch_acts

    def _set_apart_people(self, tokens: Tokens, clauses: Clauses, start: int, end: int) -> None:
        """Make a clause of every description of people: "clients who have no work"."""
        words, of = tokens.words, clauses.of
        for place in range(start, end - 1):
            if words[place] not in self._relatives or words[place + 1] in self.we:
                continue
            if words[place] not in self._who and (place == start or words[place - 1] not in self.people):
                continue
            last = self._end_of_description(tokens, clauses, place, start, end)
            own = max(of) + 1
            clauses.people.add(own)
            of[place - start : last - start] = [own] * (last - place)

    def _end_of_description(self, tokens: Tokens, clauses: Clauses, place: int, start: int, end: int) -> int:
        """Return where a description of people ends: after its verbs, at a comma, or before "verb we"."""
        words, of = tokens.words, clauses.of
        limit = place + 1
        while limit < end and of[limit - start] == of[place - start] and not marks(tokens.gaps[limit]) & COMMA:
            if words[limit] in self.we:
                return max(place + 1, limit - 1)
            limit += 1
        verb = next((other for other in range(place + 1, limit) if words[other] in self.verbs), limit)
        last = min(verb + 1, limit)
        while last < limit and words[last] in self.verbs:
            last += 1
        return limit if last < limit and words[last] in self.prepositions else last

    def governed(self, words: Sequence[str], place: int, start: int) -> bool:
        """Return whether a preposition governs the word for people at ``place``: they do not act."""
        for other in range(place - 1, max(start, place - _FAR) - 1, -1):
            if words[other] in self.prepositions:
                return True
            if words[other] in self.acting:
                return False
        return False
