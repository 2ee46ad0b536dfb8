"""What a sentence shows to the classifier: its words and parts of them, classes of words, and how it is said.

Two lists, both of plain text, so that what weighed in a decision can be read: ``about`` is for what a sentence
speaks of, ``manner`` for what it says of that. Order and repetition of the names carry no meaning.
Source: docs/evidence.md, "Features".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations, pairwise

from addendum_cli.core.evidence.signals import KINDS, SignalSearch
from addendum_cli.core.evidence.tokens import Tokens, fold

SHORTEST, GRAMS = 5, (4, 5, 6)
"""Letters of a word from which on its parts count too, and how long these are, its ends included."""
NEXT = 8
"""Words of the next sentence that count: it begins with what turns the one before."""
_STEERING = ("c ACT_", "c WIE_", "c MODUS_")
"""Beginnings of the classes that tell how something is said, not of what."""


class WordClasses:
    """Classes of words (data), with the words that belong to each: exact, by beginning or end, or several in a row."""

    def __init__(self, classes: Mapping[str, Collection[str]]) -> None:
        self._exact: dict[str, set[str]] = {}
        self._starts: dict[str, set[str]] = {}
        self._ends: dict[str, set[str]] = {}
        self._rows: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        for name, entries in classes.items():
            for entry in entries:
                words = fold(entry).replace("-", " ").split()
                if len(words) > 1:
                    second = "*" if words[1].endswith("*") else words[1]
                    self._rows.setdefault(words[0], {}).setdefault(second, []).append((tuple(words[1:]), name))
                elif words and words[0].startswith("*"):
                    self._ends.setdefault(words[0][1:], set()).add(name)
                elif words and words[0].endswith("*"):
                    self._starts.setdefault(words[0][:-1], set()).add(name)
                elif words:
                    self._exact.setdefault(words[0], set()).add(name)

    def of_word(self, word: str) -> tuple[str, ...]:
        """Return the classes of one folded word, sorted."""
        if word not in self._known:
            found = set(self._exact.get(word, ()))
            for cut in range(2, len(word) + 1):
                found |= self._starts.get(word[:cut], set())
                found |= self._ends.get(word[-cut:], set())
            self._known[word] = tuple(sorted(found))
        return self._known[word]

    def of(self, words: Sequence[str]) -> list[str]:
        """Return the classes of which a sentence holds something, sorted."""
        found = {name for word in words for name in self.of_word(word)}
        for place, (word, following) in enumerate(pairwise(words), 1):
            by_second = self._rows.get(word)
            if by_second is not None:
                for row, name in (*by_second.get(following, ()), *by_second.get("*", ())):
                    if len(row) <= len(words) - place and all(map(_fits, row, words[place:])):
                        found.add(name)
        return sorted(found)


def _fits(entry: str, word: str) -> bool:
    return word.startswith(entry[:-1]) if entry.endswith("*") else word == entry


def of_word(word: str) -> list[str]:
    """Return what one word shows: itself, and its parts where it is long enough to have some."""
    found = [f"w {word}"]
    if len(word) >= SHORTEST:
        bare = f"<{word}>"
        found += [f"g {bare[at : at + size]}" for size in GRAMS for at in range(len(bare) - size + 1)]
    return found


def of_pairs(words: Sequence[str]) -> list[str]:
    """Return the words of a sentence that stand side by side."""
    return [f"b {one} {two}" for one, two in dict.fromkeys(pairwise(words))]


def kinds(tokens: Tokens, signals: SignalSearch) -> tuple[str, ...]:
    """Return which kinds of phrases that turn a clause stand in a sentence."""
    return tuple(sorted({found[2].kind for found in signals.candidates(tokens)}, key=KINDS.index))


def manner(tokens: Tokens, classes: Sequence[str], signals: SignalSearch, we: Collection[str]) -> list[str]:
    """Return how a sentence speaks; its words must have been learnt by ``signals``.

    ``classes``: those of its words, as features (``c budget``).
    """
    words = tokens.words
    found = [f"w {word}" for word in words] + of_pairs(words)
    found += [f"t {' '.join(three)}" for three in zip(words, words[1:], words[2:], strict=False)]
    found += [f"s {one} {two}" for one, two in zip(words, words[2:], strict=False)]
    found += [f"g {word[:5]}" for word in words if len(word) > 5] + [
        f"e {word[-4:]}" for word in words if len(word) > 5
    ]
    found += classes
    own = "we" if not set(we).isdisjoint(words) else "others"
    turning = kinds(tokens, signals)
    steering = [name for name in classes if name.startswith(_STEERING)] + list(turning)
    found += [own, *turning, *(f"{name} {own}" for name in steering)]
    found += [f"{one} {two}" for one, two in combinations(steering, 2)]
    if words:
        found += [f"first {words[0]}", f"last {words[-1]}", f"first {words[0]} {own}"]
    text = tokens.text
    named = [word for word in text.split()[1:] if word[:1].isupper()]
    if named:
        found += ["name", f"name {own}"]
    if any(len(bare) > 1 and bare.isupper() for bare in (word.strip(".,;:()") for word in text.split())):
        found += ["capitals", f"capitals {own}"]
    if text.rstrip("\"')*_» ").endswith("?"):
        found.append("asks")
    if text.rstrip().endswith(":"):
        found.append("leads")
    return list(dict.fromkeys(found))
