"""Many phrases looked for at once: a trie over words, entered by a dictionary.

A word of a text is understood once and remembered; after that, finding every phrase in a text costs one
look-up a word, however many phrases there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from addendum_cli.core.evidence.sentences import HARD, marks

T = TypeVar("T")
YEAR = "YYYY"


class Node(Generic[T]):
    """A place in the trie: what ends here, and where the next word leads."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.ends: list[T] = []
        self.next: dict[int, Node[T]] = {}


class Phrases(Generic[T]):
    """Phrases of one word or more, each word given by the set of its forms.

    A form may begin or end with ``*`` (any beginning, any ending); ``YYYY`` is any year.
    """

    def __init__(self) -> None:
        self.heads: dict[str, tuple[Node[T], ...]] = {}
        self.hot: set[str] = set()
        self._root: dict[int, Node[T]] = {}
        self._numbers: dict[frozenset[str], int] = {}
        self._exact: dict[str, list[int]] = {}
        self._starts: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        self._inside: dict[str, list[int]] = {}
        self._known: dict[str, tuple[int, ...]] = {}

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
        here = self._root
        node: Node[T] | None = None
        for forms in words:
            node = here.setdefault(self.number(forms), Node())
            here = node.next
        if node is not None and what not in node.ends:
            node.ends.append(what)

    def numbers(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the words that ``word`` is a form of."""
        known = self._known.get(word)
        return self._understand(word) if known is None else known

    def learn(self, words: Iterable[str]) -> None:
        """Understand words not met before: ``heads`` and ``hot`` then know them."""
        for word in words:
            heads = tuple(self._root[number] for number in self.numbers(word) if number in self._root)
            self.heads[word] = heads
            if heads:
                self.hot.add(word)

    def forget(self) -> None:
        """Start the memory anew."""
        self.heads.clear()
        self.hot.clear()
        self._known.clear()

    def at(self, words: Sequence[str], gaps: Sequence[str], place: int) -> Iterator[tuple[int, T]]:
        """Yield every phrase that begins at word ``place``: the place after its last word, and what it is."""
        for head in self.heads[words[place]]:
            for what in head.ends:
                yield place + 1, what
            if head.next:
                yield from self._onwards(words, gaps, place + 1, head)

    def _onwards(self, words: Sequence[str], gaps: Sequence[str], place: int, node: Node[T]) -> Iterator[tuple[int, T]]:
        """Yield the phrases that go on from ``node`` with word ``place``."""
        if place >= len(words) or (gaps[place] != " " and marks(gaps[place]) & HARD):
            return
        for number in self.numbers(words[place]):
            further = node.next.get(number)
            if further is not None:
                for what in further.ends:
                    yield place + 1, what
                if further.next:
                    yield from self._onwards(words, gaps, place + 1, further)

    def _understand(self, word: str) -> tuple[int, ...]:
        found = list(self._exact.get(word, ()))
        if self._starts or self._ends or self._inside:
            for cut in range(1, min(len(word), 60) + 1):
                found += self._starts.get(word[:cut], ())
                found += self._ends.get(word[-cut:], ())
            for inside in self._inside:
                if inside in word:
                    found += self._inside[inside]
        if len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20"):
            found += self._exact.get(YEAR, ())
        known = self._known[word] = tuple(dict.fromkeys(found))
        return known
