"""Many phrases looked for at once, by the longest word of each: the one least likely to stand there by chance.

A word of a text is understood once and remembered. After that, finding every phrase in a text costs a look
into a set for each word, and a little more at the words that some phrase hangs on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from addendum_cli.core.evidence.tokens import Tokens, marks

T = TypeVar("T")
YEAR = "YYYY"
_LONGEST_WORD = 60


class _Row(NamedTuple, Generic[T]):
    """A phrase of several words: where its longest stands in it, the numbers of all, and what it is."""

    anchor: int
    numbers: tuple[int, ...]
    what: T


_Rows: TypeAlias = dict[int, list[_Row[T]]]
"""Phrases by the number of the word beside their longest."""


class Phrases(Generic[T]):
    """Phrases of one word or more, each word given by the set of its forms.

    A form may begin or end with ``*`` (any beginning, any ending); ``YYYY`` is any year.
    """

    def __init__(self) -> None:
        self.hot: set[str] = set()
        self.known: dict[str, tuple[int, ...]] = {}
        self._hanging: dict[str, tuple[tuple[T, ...], _Rows[T], _Rows[T]]] = {}
        self._numbers: dict[frozenset[str], int] = {}
        self._exact: dict[str, list[int]] = {}
        self._starts: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        self._inside: dict[str, list[int]] = {}
        self._single: dict[int, list[T]] = {}
        self._rows: dict[int, dict[tuple[int, int], list[_Row[T]]]] = {}

    def number(self, forms: frozenset[str]) -> int:
        """Return the number by which the word with these forms is known."""
        if forms in self._numbers:
            return self._numbers[forms]
        number = self._numbers[forms] = len(self._numbers)
        for form in forms:
            if "*" not in form:
                self._exact.setdefault(form, []).append(number)
                continue
            open_ends = (form.startswith("*"), form.endswith("*"))
            index = {(True, True): self._inside, (False, True): self._starts}.get(open_ends, self._ends)
            index.setdefault(form.strip("*"), []).append(number)
        return number

    def add(self, words: Iterable[frozenset[str]], what: T) -> None:
        """Look for ``words`` in a row, and report ``what`` where they stand."""
        row = list(words)
        numbers = tuple(map(self.number, row))
        if len(numbers) == 1:
            self._single.setdefault(numbers[0], []).append(what)
        elif numbers:
            anchor = longest(row)
            neighbour = anchor - 1 if anchor else 1
            by_neighbour = self._rows.setdefault(numbers[anchor], {})
            by_neighbour.setdefault((neighbour - anchor, numbers[neighbour]), []).append(_Row(anchor, numbers, what))

    def learn(self, words: Iterable[str]) -> None:
        """Understand words not met before; a text's words must be understood before it is searched."""
        for word in words:
            numbers = self.known[word] = self._understand(word)
            alone: dict[T, None] = {}
            before: _Rows[T] = {}
            after: _Rows[T] = {}
            for number in numbers:
                alone.update(dict.fromkeys(self._single.get(number, ())))
                for (side, neighbour), rows in self._rows.get(number, {}).items():
                    (before if side < 0 else after).setdefault(neighbour, []).extend(rows)
            if alone or before or after:
                self.hot.add(word)
                self._hanging[word] = (tuple(alone), before, after)

    def alone(self, word: str) -> tuple[T, ...]:
        """Return the phrases of one word that ``word`` is; it need not have been learnt, and is not by this."""
        return tuple(what for number in self._understand(word) for what in self._single.get(number, ()))

    def forget(self) -> None:
        """Start the memory anew."""
        for memory in (self.hot, self.known, self._hanging):
            memory.clear()

    def find(self, tokens: Tokens) -> list[tuple[int, int, T]]:
        """Return every phrase in a sentence, by its longest word: where it begins and ends, and what it is."""
        hot, known, words, gaps = self.hot, self.known, tokens.words, tokens.gaps
        found: list[tuple[int, int, T]] = []
        for place in [place for place, word in enumerate(words) if word in hot]:
            alone, before, after = self._hanging[words[place]]
            for what in alone:
                found.append((place, place + 1, what))
            if before and place:
                for number in known[words[place - 1]]:
                    if number in before:
                        self._add_rows(words, gaps, place, before[number], found)
            if after and place + 1 < len(words):
                for number in known[words[place + 1]]:
                    if number in after:
                        self._add_rows(words, gaps, place, after[number], found)
        return found

    def _add_rows(
        self,
        words: Sequence[str],
        gaps: Sequence[str],
        place: int,
        rows: Iterable[_Row[T]],
        found: list[tuple[int, int, T]],
    ) -> None:
        """Add those of ``rows`` that stand around ``place``, with nothing that parts their words."""
        for row in rows:
            first = place - row.anchor
            last = first + len(row.numbers)
            if (
                first >= 0
                and last <= len(words)
                and self.stands(words, first, row.numbers)
                and not any(gap != " " and marks(gap) for gap in gaps[first + 1 : last])
            ):
                found.append((first, last, row.what))

    def stands(self, words: Sequence[str], place: int, numbers: Sequence[int]) -> bool:
        """Return whether the words with these numbers stand from ``place`` on."""
        known = self.known
        for number in numbers:  # a loop, not all(…): this is called for every other word
            if number not in known[words[place]]:
                return False
            place += 1
        return True

    def _understand(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the words that ``word`` is a form of."""
        found = list(self._exact.get(word, ()))
        if self._starts or self._ends:
            for cut in range(1, min(len(word), _LONGEST_WORD) + 1):
                found += self._starts.get(word[:cut], ())
                found += self._ends.get(word[-cut:], ())
        for inside, numbers in self._inside.items():
            if inside in word:
                found += numbers
        if len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20"):
            found += self._exact.get(YEAR, ())
        return tuple(dict.fromkeys(found))


def longest(words: Sequence[frozenset[str]]) -> int:
    """Return the place of the longest word, each measured by its shortest form."""
    return max(range(len(words)), key=lambda place: min(map(len, words[place])))
