"""Runs of eight words that a text shares with the call: an echo proves nothing.

The call's own text is not needed, only the hashes of its runs. One is 64 bits: 40 of the whole run, and 24
of three of its words, by which almost every run of other texts is ruled out without hashing it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from operator import sub

from addendum_cli.core.evidence.tokens import words_of

RUN = 8
"""Words in a run: shorter ones are shared by chance."""
_MIDDLE = 3
_LOW = 24
_SPAN = 1 << _LOW


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
        self._keys = {run % _SPAN - times * _SPAN for run in copied for times in range(3)}
        self.hashes: dict[str, int] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Hash words not met before."""
        self.hashes.update((word, _hash(word, 3)) for word in words)

    def covered(self, words: Sequence[str]) -> bytearray | None:
        """Return for each word whether it stands in a run of the call (1) or not (0); None: no word does.

        The words must have been learnt.
        """
        if not self._copied or len(words) < RUN:
            return None
        hashes = list(map(self.hashes.__getitem__, words))
        if self._keys.isdisjoint(_keys(hashes)):
            return None
        found = None
        for start, key in enumerate(_keys(hashes)):
            if key in self._keys and _run(words, start, key) in self._copied:
                found = found or bytearray(len(words))
                found[start : start + RUN] = b"\1" * RUN
        return found


def echoes(covered: bytearray, start: int, end: int) -> bool:
    """Return whether the words ``start`` to ``end`` hold a run of the call, or lie within one."""
    return sum(covered[start:end]) >= min(RUN, end - start)
