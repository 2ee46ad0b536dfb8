"""Drafts of mails, each in a file of its own; one that is there may have been changed by a person, and stays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from addendum_cli.formats.writing import write_whole
from addendum_cli.store.starting import make_folder


def keep(folder: Path, drafts: Mapping[str, bytes]) -> list[str]:
    """Write each draft as ``<id>.eml`` in ``folder`` where there is none yet; return the files written.

    Raises:
        AddendumError: the folder cannot be made, or a draft not be written.
    """
    written = []
    if drafts:
        make_folder(folder)
    for id_, draft in sorted(drafts.items()):
        path = folder / f"{id_}.eml"
        if not path.exists():
            write_whole(path, draft)
            written.append(path.as_posix())
    return written
