"""One at a time: a lock that the system takes back when its holder ends, however it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from addendum_cli.errors import AddendumError, Where, reason_of
from addendum_cli.messages import say

SECONDS = 30.0
_PAUSE = 0.02


@contextmanager
def locked(path: Path, *, seconds: float = SECONDS) -> Iterator[None]:
    """Hold the lock of ``path``, which is a file of its own beside it (``.<name>.lock~``) and stays there, empty.

    The lock is the system's, not the file's being there: a run that was killed leaves none behind.

    Raises:
        AddendumError: somebody else holds it for longer than ``seconds``, or it cannot be made.
    """
    place = path.with_name(f".{path.name}.lock~")
    try:
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as fault:
        problem = say("cannot be written: {reason}", reason=reason_of(fault))
        raise AddendumError.at(Where(path.as_posix()), problem, say("name another place")) from None
    try:
        until = time.monotonic() + seconds
        while not _taken(handle):
            if time.monotonic() > until:
                problem = say("another run is writing to it")
                raise AddendumError.at(Where(path.as_posix()), problem, say("wait until it has ended, and try again"))
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


if os.name == "nt":  # pragma: no cover - the other branch runs there
    import msvcrt

    def _taken(handle: int) -> bool:
        """Take the lock where it is free, and say whether it was."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: int) -> bool:
        """Take the lock where it is free, and say whether it was."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
