"""Runs of eight words that a text shares with the call: an echo proves nothing.

The call's own text is not needed, only the hashes of its runs. One is 64 bits: 40 of the whole run, and 24
of three of its words, by which almost every run of other texts is ruled out without hashing it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import accumulate, chain, pairwise
from operator import sub

from addendum_cli.core.evidence.tokens import words_of

RUN = 8
"""Words in a run: shorter ones are shared by chance."""
_MIDDLE = 3
_LOW = 24
_SPAN = 1 << _LOW
_NONE: frozenset[int] = frozenset()


def _hash(words: str, size: int) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "replace"), digest_size=size).digest(), "big")


def _keys(hashes: Sequence[int]) -> Iterator[int]:
    """Yield for each run what three of its words come to; all in C, for this is done for every word of a text."""
    return map(sub, map(sub, hashes, hashes[_MIDDLE:]), hashes[RUN - 1 :])


def _run(words: Sequence[str], start: int, key: int) -> int:
    """Return the hash of the run that begins at ``start``."""
    return _hash(" ".join(words[start : start + RUN]), 5) << _LOW | key % _SPAN


def shingles(text: str) -> list[int]:
    """Return the hashes of the text's 8-word runs, in order; words are compared folded."""
    words = words_of(text)
    return [_run(words, start, key) for start, key in enumerate(_keys([_hash(word, 3) for word in words]))]


class Echo:
    """The call's runs, ready to be found in texts."""

    def __init__(self, copied: frozenset[int]) -> None:
        self._copied = copied
        self._likely = {run % _SPAN - times * _SPAN for run in copied for times in range(3)}
        self._hashes: dict[str, int] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Hash words not met before."""
        if self._copied:
            self._hashes.update((word, _hash(word, 3)) for word in words)

    def forget(self) -> None:
        """Start the memory of words anew."""
        self._hashes.clear()

    def hashes(self, words: Iterable[str]) -> list[int]:
        """Return the hashes of words that have been learnt; none where there is no call to echo."""
        return list(map(self._hashes.__getitem__, words)) if self._copied else []

    def found(self, texts: Sequence[str], hashes: Sequence[Sequence[int]]) -> frozenset[int]:
        """Return the places of those of a text's sentences that hold a run of the call, or lie within one.

        ``hashes``: those of each sentence's words.
        """
        if not self._copied:
            return _NONE
        together = list(chain.from_iterable(hashes))
        if self._likely.isdisjoint(_keys(together)):
            return _NONE
        words = [word for text in texts for word in words_of(text)]
        copied = bytearray(len(words))
        for start, key in enumerate(_keys(together)):
            if key in self._likely and _run(words, start, key) in self._copied:
                copied[start : start + RUN] = b"\1" * RUN
        ends = list(accumulate(map(len, hashes), initial=0))
        return frozenset(
            place
            for place, (start, end) in enumerate(pairwise(ends))
            if end > start and sum(copied[start:end]) >= min(RUN, end - start)
        )
