"""Who reads what: proposals spread over assessors evenly, around their conflicts, and so that all are tied together.

Augmenting paths (Ford and Fulkerson): where a spread exists it is found, and where none does that is certain.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple


class Spreading(NamedTuple):
    """Each assessor's proposals, in the order given; ``short``: how often each proposal is read too few times."""

    proposals: Mapping[str, tuple[str, ...]]
    short: Mapping[str, int]


def spread(
    proposals: Sequence[str],
    jurors: Sequence[str],
    conflicts: Mapping[str, Collection[str]],
    *,
    per_juror: int | None = None,
    per_proposal: int | None = None,
) -> Spreading:
    """Return who reads which proposals; no assessor reads one that ``conflicts`` names for them.

    Neither limit: everybody reads everything. ``per_juror``: at most so many each, all places used, every
    proposal read as often as the others, or once more. ``per_proposal``: each read by at least so many; alone,
    by just so many, with the least work for whoever has most.
    """
    free = {juror: [one for one in proposals if one not in conflicts.get(juror, ())] for juror in jurors}
    if per_juror is None and per_proposal is None:
        return Spreading({juror: tuple(found) for juror, found in free.items()}, {})
    most = per_juror if per_juror is not None else len(proposals)
    rounds = per_proposal or 1
    if per_juror is None:  # the least limit with which everybody can be read often enough
        least = -(-len(proposals) * rounds // max(1, len(jurors)))
        limits = range(min(least, most), most + 1)
        taken = next(
            (found for limit in limits if not (found := _filled(proposals, free, limit, rounds)).short(rounds)), None
        )
        taken = taken if taken is not None else _filled(proposals, free, most, rounds)
    else:
        taken = _filled(proposals, free, most, len(jurors))
    taken.even()
    order = {one: n for n, one in enumerate(proposals)}
    return Spreading(
        {juror: tuple(sorted(found, key=order.__getitem__)) for juror, found in taken.of.items()}, taken.short(rounds)
    )


class _Taken:
    """A spread in the making: the proposals of each assessor, and the assessors of each proposal."""

    def __init__(self, proposals: Sequence[str], free: Mapping[str, Sequence[str]], limit: int) -> None:
        self.free = {juror: frozenset(found) for juror, found in free.items()}
        self.limit = limit
        self.of: dict[str, set[str]] = {juror: set() for juror in free}
        self.by: dict[str, list[str]] = {one: [] for one in proposals}
        self.together: Counter[tuple[str, str]] = Counter()

    def short(self, wanted: int) -> dict[str, int]:
        """Return how often each proposal is read too few times."""
        return {one: wanted - len(by) for one, by in self.by.items() if len(by) < wanted}

    def add(self, juror: str, one: str) -> None:
        for other in self.by[one]:
            self.together[min(juror, other), max(juror, other)] += 1
        self.of[juror].add(one)
        self.by[one].append(juror)

    def drop(self, juror: str, one: str) -> None:
        self.of[juror].remove(one)
        self.by[one].remove(juror)
        for other in self.by[one]:
            self.together[min(juror, other), max(juror, other)] -= 1

    def give(self, one: str) -> bool:
        """Give ``one`` to one more assessor, moving others where that makes room; say whether it could be."""
        may = [juror for juror in self.of if one in self.free[juror] and juror not in self.by[one]]
        roomy = [juror for juror in may if len(self.of[juror]) < self.limit]
        if roomy:
            best = min(roomy, key=lambda juror: (len(self.of[juror]), self._met(juror, one), juror))
            self.add(best, one)
            return True
        # A full assessor could hand one of theirs to somebody with room: the shortest such chain.
        came: dict[str, tuple[str, str]] = {}
        queue = deque(may)
        seen = set(may)
        while queue:
            giver = queue.popleft()
            for theirs in sorted(self.of[giver]):
                for taker in sorted(self.of):
                    if taker in seen or theirs not in self.free[taker] or theirs in self.of[taker]:
                        continue
                    seen.add(taker)
                    came[taker] = (giver, theirs)
                    if len(self.of[taker]) < self.limit:
                        self._shift(taker, came, one, may)
                        return True
                    queue.append(taker)
        return False

    def _shift(self, taker: str, came: Mapping[str, tuple[str, str]], one: str, may: Collection[str]) -> None:
        while taker not in may:
            giver, theirs = came[taker]
            self.drop(giver, theirs)
            self.add(taker, theirs)
            taker = giver
        self.add(taker, one)

    def _met(self, juror: str, one: str) -> int:
        """Return how often an assessor reads together with those who read ``one`` already: few ties everybody."""
        return sum(self.together[min(juror, other), max(juror, other)] for other in self.by[one])

    def even(self) -> None:
        """Move proposals from who has most to who has least, while that makes the work more even."""
        while self._moved():
            pass

    def _moved(self) -> bool:
        order = sorted(self.of, key=lambda juror: (-len(self.of[juror]), juror))
        for giver in order:
            for taker in reversed(order):
                if len(self.of[giver]) - len(self.of[taker]) < 2:
                    break
                movable = sorted(
                    (self._met(taker, one), one) for one in self.of[giver] - self.of[taker] if one in self.free[taker]
                )
                if movable:
                    self.drop(giver, movable[0][1])
                    self.add(taker, movable[0][1])
                    return True
        return False


def _filled(proposals: Sequence[str], free: Mapping[str, Sequence[str]], limit: int, rounds: int) -> _Taken:
    """Return a spread in which every proposal got one assessor after the other, up to ``rounds``."""
    taken = _Taken(proposals, free, limit)
    for _ in range(rounds):
        if not [one for one in proposals if taken.give(one)]:
            break
    return taken
