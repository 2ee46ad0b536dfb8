"""Writing a file or a folder whole or not at all: beside its place first, then moved there in one step."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from errno import EEXIST
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
        return 0o666 & ~_mask()


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder ``path`` with ``files`` (names with ``/`` lie in folders of their own), whole or not at all.

    Raises:
        AddendumError: it is there already, or cannot be written; nothing of it is there then.
    """
    spare: Path | None = None
    try:
        spare = Path(tempfile.mkdtemp(dir=path.parent, prefix=".addendum-", suffix="~"))
        for name, data in files.items():
            place = spare / name
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        spare.chmod(0o777 & ~_mask())
        if path.exists():  # a rename would take the place of an empty folder
            raise FileExistsError(EEXIST, os.strerror(EEXIST))
        spare.rename(path)
        spare = None
    except OSError as fault:
        problem = say("cannot be written: {reason}", reason=reason_of(fault))
        raise AddendumError.at(Where(path.as_posix()), problem, say("name another place")) from None
    finally:
        if spare is not None:
            shutil.rmtree(spare, ignore_errors=True)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
