"""How long something takes in this process."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

RUNS = 5


def median(work: Callable[[], object]) -> float:
    """Return the median time of ``work`` in seconds."""
    taken = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)
