"""Writing to stdout: the same bytes on every platform, and a failure is an output that cannot be written."""

from __future__ import annotations

import os
import sys

from addendum_cli.errors import AddendumError, Where, reason_of
from addendum_cli.messages import say


def write(data: bytes) -> None:
    """Write ``data`` to stdout.

    Raises:
        AddendumError: it cannot be written; a pipe that was closed is no failure.
    """
    try:
        sys.stdout.flush()
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            sys.stdout.write(data.decode("utf-8"))
        else:
            buffer.write(data)
            buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as fault:
        _forget()
        problem = say("cannot be written: {reason}", reason=reason_of(fault))
        raise AddendumError.at(Where("stdout"), problem, say("name another place")) from None


def _forget() -> None:
    """Lead stdout nowhere, or Python would try again, and fail again, when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
