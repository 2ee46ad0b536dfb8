"""Writing a file whole or not at all: beside its place first, then moved there in one step."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from addendum_cli.errors import AddendumError, Where, reason_of
from addendum_cli.messages import say


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``; whoever looks sees the old file or the new one, never a part.

    Raises:
        AddendumError: it cannot be written there; what was there before still is.
    """
    spare: Path | None = None
    try:
        target = path.resolve()  # a link stays a link: what it points to is replaced
        with tempfile.NamedTemporaryFile(
            "wb", dir=target.parent, prefix=".addendum-", suffix="~", delete=False
        ) as file:
            spare = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        spare.chmod(_mode(target))
        spare.replace(target)
        spare = None
    except OSError as fault:
        problem = say("cannot be written: {reason}", reason=reason_of(fault))
        remedy = say("close it where it is open, or name another place")
        raise AddendumError.at(Where(path.as_posix()), problem, remedy) from None
    finally:
        if spare is not None:
            spare.unlink(missing_ok=True)


def _mode(target: Path) -> int:
    """Return the permissions that the file has, or that a new one gets here."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
