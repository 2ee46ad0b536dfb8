"""Many proposals, examined one by one, in worker processes where there are enough to pay for them.

The unit of work is one proposal and the core is pure: the number of processes changes nothing but time.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from addendum_cli.core.evaluate import Examiner
from addendum_cli.errors import AddendumError
from addendum_cli.model.verdict import Examined
from addendum_cli.store import proposals
from addendum_cli.store.proposals import Source

PAYS_FROM = 500
"""Below so many files starting a worker (0.15 to 0.2 s each) costs more than it saves."""
CHUNK = 100

Progress = Callable[[int], None]


def examine_all(
    sources: Sequence[Source], examiner: Examiner, *, jobs: int | None = None, progress: Progress | None = None
) -> list[Examined]:
    """Return every proposal examined, by path; a second one with an id already used is refused.

    ``jobs``: processes, default by the number of files; ``progress`` hears how many more are done.
    """
    workers = jobs or (min(os.cpu_count() or 1, len(sources) // (PAYS_FROM // 2)) if len(sources) >= PAYS_FROM else 1)
    done: list[Examined] = []
    with _no_collections():
        for batch in _one_by_one(sources, examiner) if workers <= 1 else _by_workers(sources, examiner, workers):
            done.extend(batch)
            if progress is not None:
                progress(len(batch))
    return proposals.refuse_doubles(list(zip(sources, done, strict=True)))


@contextmanager
def _no_collections() -> Iterator[None]:
    """Let the cycle collector rest: what is kept holds no cycles, and looking for some costs a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def examine(source: Source, examiner: Examiner) -> Examined:
    """Return one proposal examined, or unreadable with its problems."""
    try:
        return examiner.examine(proposals.read(source, examiner.call))
    except AddendumError as error:
        return proposals.unreadable(source, error.problems)


def _one_by_one(sources: Sequence[Source], examiner: Examiner) -> Iterator[list[Examined]]:
    for start in range(0, len(sources), CHUNK):
        yield [examine(source, examiner) for source in sources[start : start + CHUNK]]


_examiner: Examiner | None = None
"""The worker process's own, built once when it starts."""


def _start(examiner: Examiner) -> None:
    global _examiner
    _examiner = examiner


def _work(sources: Sequence[Source]) -> list[Examined]:
    assert _examiner is not None, "the worker was started"  # noqa: S101 - ProcessPoolExecutor runs _start first
    with _no_collections():
        return [examine(source, _examiner) for source in sources]


def _by_workers(sources: Sequence[Source], examiner: Examiner, workers: int) -> Iterator[list[Examined]]:
    """Yield the same as one by one, in the same order; spawned, as on every platform."""
    chunks = [sources[start : start + CHUNK] for start in range(0, len(sources), CHUNK)]
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(examiner,)) as pool:
        yield from pool.map(_work, chunks)
