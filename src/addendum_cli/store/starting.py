"""Starting points: a call's folder to change, and a proposal file to fill in."""

from __future__ import annotations

import os
from pathlib import Path

from addendum_cli.errors import AddendumError, Where, reason_of
from addendum_cli.formats.writing import write_whole
from addendum_cli.messages import say
from addendum_cli.store.bundled import shipped
from addendum_cli.store.call import CallFolder

EXAMPLE = "samen-op-stap.yaml"
"""The example proposal that a new call's folder begins with: an eligible one."""


def start(folder: Path) -> list[str]:
    """Copy the shipped call and one example proposal into ``folder``; return the files written.

    Raises:
        AddendumError: the folder is not empty, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        problem = say("not an empty folder")
        raise AddendumError.at(Where(folder.as_posix()), problem, say("name a new folder, or an empty one"))
    files = {f"{path.name}": path for path in shipped("data").iterdir() if path.is_file()}
    files |= {f"rubrics/{path.name}": path for path in shipped("rubrics").iterdir() if path.is_file()}
    files[f"proposals/{EXAMPLE}"] = shipped("examples") / "proposals" / EXAMPLE
    written = []
    for name, source in sorted(files.items()):
        target = folder / name
        make_folder(target.parent)
        write_whole(target, source.read_bytes())
        written.append(target.as_posix())
    return written


def proposals_of(folder: CallFolder) -> Path:
    """Return where a new proposal goes: beside the call, or here where the call is the one that ships."""
    if folder.file == shipped("data") / "addendum.yaml":
        return Path("proposals")
    return Path(os.path.relpath(folder.root / "proposals"))


def make_folder(folder: Path) -> None:
    """Make ``folder`` where it is not there yet.

    Raises:
        AddendumError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        problem = say("cannot be made: {reason}", reason=reason_of(fault))
        raise AddendumError.at(Where(folder.as_posix()), problem, say("name another place")) from None
