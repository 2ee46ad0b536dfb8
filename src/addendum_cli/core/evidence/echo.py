"""Runs of eight words that a text shares with the call: an echo proves nothing.

The call's own text is not needed, only the hashes of its runs. One is 64 bits: 40 of the whole run, and 24
of its first and last word, by which almost every run of other texts is ruled out without hashing it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from operator import sub

from addendum_cli.core.evidence.tokens import words_of

RUN = 8
"""Words in a run: shorter ones are shared by chance."""
_LOW = 24
_MASK = (1 << _LOW) - 1


def _hash(words: str, size: int) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "replace"), digest_size=size).digest(), "big")


def _run(words: Sequence[str], start: int, ends: int) -> int:
    """Return the hash of the run at ``start``; ``ends`` is the difference between its outer words' hashes."""
    return _hash(" ".join(words[start : start + RUN]), 5) << _LOW | (ends & _MASK)


def shingles(text: str) -> list[int]:
    """Return the hashes of the text's 8-word runs, in order; words are compared folded."""
    words = words_of(text)
    hashes = [_hash(word, 3) for word in words]
    return [_run(words, start, ends) for start, ends in enumerate(map(sub, hashes, hashes[RUN - 1 :]))]


class Echo:
    """The call's runs, ready to be found in texts."""

    def __init__(self, copied: frozenset[int]) -> None:
        self._copied = copied
        low = {run & _MASK for run in copied}
        self._ends = low | {ends - _MASK - 1 for ends in low}
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
        hashes, outer = list(map(self.hashes.__getitem__, words)), self._ends
        if outer.isdisjoint(map(sub, hashes, hashes[RUN - 1 :])):
            return None
        found = None
        for start, ends in enumerate(map(sub, hashes, hashes[RUN - 1 :])):
            if ends in outer and _run(words, start, ends) in self._copied:
                found = found or bytearray(len(words))
                found[start : start + RUN] = b"\1" * RUN
        return found


def echoes(covered: bytearray, start: int, end: int) -> bool:
    """Return whether the words ``start`` to ``end`` hold a run of the call, or lie within one."""
    return sum(covered[start:end]) >= min(RUN, end - start)
