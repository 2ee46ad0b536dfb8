"""How a sentence falls apart into clauses: what is denied in one is not denied in the next.

No parser: commas, joining words and a list of verbs. A part without a verb belongs to the clause beside it
("we offer no debt mediation, budget plans or …"), one with a verb of its own begins another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from addendum_cli.core.evidence.tokens import CLOSE, COLON, COMMA, OPEN, SEMI, Tokens, fold, marks
from addendum_cli.model.language import Grammar

BREAK, JOIN, CONTRAST, WE, HAVE, VERB, PEOPLE, RELATIVE, WHO, DENIAL, LAST, ARTICLE, PREPOSITION = (
    1 << bit for bit in range(16, 29)
)
"""What a word does in a sentence; a word may do several things. (The lower bits are those of gaps.)"""
ACTS = WE | VERB
_GAPS = COMMA | OPEN | CLOSE | SEMI | COLON
_PARTS = BREAK | JOIN | CONTRAST
_NO_NOUN = VERB | WE | JOIN | BREAK | PREPOSITION | ARTICLE | DENIAL | CONTRAST | LAST
"""What a word does before which no description begins: it is no noun."""
_FAR = 3
"""How many words before a word for people its preposition may stand."""


class Clauses(NamedTuple):
    """The clauses of one sentence.

    ``of``: the clause of each word; ``codes``: what each word does; ``inside``: the clause around a
    parenthesised or describing one; ``label``: the clause before the colon that a clause follows; ``follows``: the clause whose
    subject a clause shares ("… and need"); ``people``: clauses that
    only say whom is meant ("those who …").
    """

    of: list[int]
    codes: list[int]
    inside: dict[int, int]
    label: dict[int, int]
    follows: dict[int, int]
    people: set[int]


class _Chunk(NamedTuple):
    """Words ``start`` to ``end`` between two marks; ``mark`` stands before them, ``codes`` is all they do."""

    start: int
    end: int
    mark: int
    codes: int


def folded(words: Iterable[str]) -> frozenset[str]:
    """Return a set of words as they are compared; ``a/b`` are two of them."""
    return frozenset(fold(form) for word in words for form in word.split("/"))


class Splitter:
    """Splits sentences by one language's grammar; ``denials`` are its single words of denial."""

    def __init__(self, grammar: Grammar, denials: Iterable[str]) -> None:
        self._codes: dict[str, int] = {}
        for words, code in (
            (grammar.breaks, BREAK),
            (grammar.joins, JOIN),
            (grammar.contrasts, CONTRAST),
            (grammar.we, WE),
            (grammar.have, HAVE | VERB),
            (grammar.verbs, VERB),
            (grammar.people, PEOPLE),
            (grammar.relatives, RELATIVE),
            (grammar.who, RELATIVE | WHO),
            (denials, DENIAL),
            (grammar.last_words, LAST),
            (grammar.articles, ARTICLE),
            (grammar.prepositions, PREPOSITION),
        ):
            for word in folded(words):
                self._codes[word] = self._codes.get(word, 0) | code

    def split(self, tokens: Tokens) -> Clauses:
        """Return the clauses of a sentence."""
        code_of = self._codes.get
        codes = [code_of(word, 0) for word in tokens.words]
        clauses = Clauses([0] * len(codes), codes, {}, {}, {}, set())
        begins = [
            (place, mark)
            for place, (gap, code) in enumerate(zip(tokens.gaps, codes, strict=False))
            if place and (mark := (code & _PARTS) | (gap != " " and marks(gap) & _GAPS))
        ]
        if begins:
            _Numbering(clauses, _chunks(codes, begins)).number()
        relatives = [place for place, code in enumerate(codes) if code & RELATIVE]
        for place in relatives:
            self._set_apart(tokens, clauses, place)
        return clauses

    def _set_apart(self, tokens: Tokens, clauses: Clauses, place: int) -> None:
        """Make a clause of a description that begins at ``place``: "clients who have no work", "a plan that …"."""
        of, codes = clauses.of, clauses.codes
        if place + 1 >= len(codes) or codes[place + 1] & WE:
            return
        before = codes[place - 1] if place else 0
        people = bool(codes[place] & WHO or before & PEOPLE)
        if not people and (not place or before & _NO_NOUN or codes[place + 1] & VERB or of[place] != of[place - 1]):
            return
        last = _end_of_description(clauses, tokens.gaps, place)
        own = max(of) + 1
        if people:
            clauses.people.add(own)
        else:
            clauses.inside[own] = of[place]
        of[place:last] = [own] * (last - place)


def _chunks(codes: Sequence[int], begins: Sequence[tuple[int, int]]) -> list[_Chunk]:
    """Return the smallest parts that could be clauses."""
    found = []
    ends = [place for place, _ in begins[1:]] + [len(codes)]
    for (first, mark), last in zip([(0, 0), *begins], [begins[0][0], *ends], strict=True):
        together = 0
        for code in codes[first:last]:
            together |= code
        found.append(_Chunk(first, last, mark, together))
    return found


class _Numbering:
    """Gives each chunk its clause: the current one, a new one, or the one around closed parentheses."""

    def __init__(self, clauses: Clauses, chunks: list[_Chunk]) -> None:
        self._clauses, self._chunks = clauses, chunks

    def number(self) -> None:
        """Number the clauses."""
        of, inside, label, follows = self._clauses.of, self._clauses.inside, self._clauses.label, self._clauses.follows
        current = count = 0
        does = {0: 0}
        outer: list[tuple[int, int]] = []
        for place, chunk in enumerate(self._chunks):
            before = current
            if outer and chunk.mark & outer[-1][1]:
                current, _ = outer.pop()
            describes = bool(place and before == current and self._describes(chunk))
            if place and (chunk.mark & OPEN or describes or self._begins(place, does[current])):
                count += 1
                if chunk.mark & OPEN or describes:
                    outer.append((current, COMMA if describes else CLOSE))
                    inside[count] = current
                elif chunk.mark & COLON:
                    label[count] = before
                elif chunk.mark & JOIN and self._opening(chunk) & VERB:
                    follows[count] = before
                current = count
            does[current] = does.get(current, 0) | chunk.codes
            if current:
                of[chunk.start : chunk.end] = [current] * (chunk.end - chunk.start)

    def _begins(self, place: int, does: int) -> bool:
        """Return whether a chunk begins a clause, after one whose words do what ``does`` says."""
        chunk, codes = self._chunks[place], self._clauses.codes
        mark = chunk.mark
        if mark & (SEMI | COLON | BREAK):
            return True
        if mark & CONTRAST and not mark & COMMA:
            return bool(does & DENIAL) and chunk.end - chunk.start > 1
        if not mark & (COMMA | JOIN):
            return False
        end, together = self._stretch(place, CONTRAST if mark & JOIN else CONTRAST | JOIN)
        opening = self._opening(chunk)
        if opening & DENIAL or (mark & COMMA and opening & CONTRAST):
            return True
        if not together & ACTS and (codes[end - 1] & LAST or together & CONTRAST):
            return True
        if mark & JOIN and not mark & COMMA:
            return bool(does & ACTS and opening & ACTS and not opening & ARTICLE)
        return bool(does & ACTS and together & ACTS)

    def _opening(self, chunk: _Chunk) -> int:
        """Return what the first word of a chunk does, the joining word aside."""
        first = chunk.start + (1 if chunk.mark & JOIN else 0)
        return self._clauses.codes[first] if first < len(self._clauses.codes) else 0

    def _describes(self, chunk: _Chunk) -> bool:
        """Return whether a chunk describes, between commas, what stands before it: ", which many need, …"."""
        codes = self._clauses.codes[chunk.start : chunk.start + 2]
        return bool(
            chunk.mark & COMMA and codes[0] & RELATIVE and not codes[0] & WHO and codes[1:] and not codes[1] & ACTS
        )

    def _stretch(self, place: int, within: int) -> tuple[int, int]:
        """Return where the stretch from a chunk on ends, over marks of ``within`` only, and all that it does."""
        end, together = self._chunks[place].end, self._chunks[place].codes
        for later in self._chunks[place + 1 :]:
            if not later.mark & within or later.mark & ~within:
                break
            end, together = later.end, together | later.codes
        return end, together


def _end_of_description(clauses: Clauses, gaps: Sequence[str], place: int) -> int:
    """Return where a description ends: after its verbs, at a comma, or before "verb we"."""
    of, codes = clauses.of, clauses.codes
    limit = place + 1
    while limit < len(of) and of[limit] == of[place] and not marks(gaps[limit]) & COMMA:
        if codes[limit] & WE:
            return max(place + 1, limit - 1)
        limit += 1
    verb = next(
        (other for other in range(place + 1, limit) if codes[other] & VERB and not codes[other] & ARTICLE), limit
    )
    last = min(verb + 1, limit)
    while last < limit and codes[last] & VERB:
        last += 1
    if last < limit and codes[last] & PREPOSITION:  # "those who live on benefits | get …"
        return next(
            (other for other in range(last, limit) if codes[other] & VERB and not codes[other] & ARTICLE), limit
        )
    return last


def governed(codes: Sequence[int], place: int) -> bool:
    """Return whether a preposition governs the word for people at ``place``: they do not act."""
    for code in reversed(codes[max(0, place - _FAR) : place]):
        if code & PREPOSITION:
            return True
        if code & ACTS:
            return False
    return False
