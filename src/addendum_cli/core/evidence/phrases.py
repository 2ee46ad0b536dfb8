"""Many phrases looked for at once, by the longest word of each: the one least likely to stand there by chance.

A word of a text is understood once and remembered. After that, finding every phrase in a text costs a look
into a set for each word, and a little more at the words that some phrase hangs on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from addendum_cli.core.evidence.sentences import HARD, marks

T = TypeVar("T")
YEAR = "YYYY"
_LONGEST_WORD = 60


class _Row(NamedTuple, Generic[T]):
    """A phrase of several words: where its longest stands in it, the numbers of all, and what it is."""

    anchor: int
    numbers: tuple[int, ...]
    what: T


class Phrases(Generic[T]):
    """Phrases of one word or more, each word given by the set of its forms.

    A form may begin or end with ``*`` (any beginning, any ending); ``YYYY`` is any year.
    """

    def __init__(self) -> None:
        self.hot: set[str] = set()
        self.known: dict[str, tuple[int, ...]] = {}
        self.alone: dict[str, tuple[T, ...]] = {}
        self._beside: dict[str, tuple[tuple[int, int, tuple[_Row[T], ...]], ...]] = {}
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
            alone = [what for number in numbers for what in self._single.get(number, ())]
            rows = [
                (side, neighbour, tuple(found))
                for number in numbers
                for (side, neighbour), found in self._rows.get(number, {}).items()
            ]
            if alone or rows:
                self.hot.add(word)
                self.alone[word] = tuple(dict.fromkeys(alone))
                self._beside[word] = tuple(rows)

    def forget(self) -> None:
        """Start the memory anew."""
        for memory in (self.hot, self.known, self.alone, self._beside):
            memory.clear()

    def at(self, words: Sequence[str], gaps: Sequence[str], place: int) -> list[tuple[int, int, T]]:
        """Return every phrase whose longest word is the one at ``place``, which is hot: start, end, what it is."""
        word = words[place]
        found = [(place, place + 1, what) for what in self.alone[word]]
        beside = self._beside[word]
        if beside:
            known, last = self.known, len(words)
            before = known[words[place - 1]] if place else ()
            after = known[words[place + 1]] if place + 1 < last else ()
            if before or after:
                for side, neighbour, rows in beside:
                    if neighbour in (before if side < 0 else after):
                        for row in rows:
                            start = place - row.anchor
                            if start >= 0 and self._stands(words, gaps, start, row.numbers):
                                found.append((start, start + len(row.numbers), row.what))
        return found

    def stands(self, words: Sequence[str], place: int, numbers: Sequence[int]) -> bool:
        """Return whether the words with these numbers stand from ``place`` on."""
        known = self.known
        return all(number in known[words[place + offset]] for offset, number in enumerate(numbers))

    def _stands(self, words: Sequence[str], gaps: Sequence[str], start: int, numbers: Sequence[int]) -> bool:
        """Return whether a row stands at ``start`` with nothing between its words that parts them."""
        end = start + len(numbers)
        return (
            end <= len(words)
            and self.stands(words, start, numbers)
            and not any(gap != " " and marks(gap) & HARD for gap in gaps[start + 1 : end])
        )

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
