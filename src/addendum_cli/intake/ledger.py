"""Which originals were taken in before: each candidacy's folder keeps its own list of fingerprints.

``_originals/SHA256SUMS`` is what ``sha256sum -c`` checks; the ids of mails stand in it as remarks, because the same
mail saved twice rarely has the same bytes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from addendum_cli.intake.candidacy import Candidacy, File

ORIGINALS = "_originals"
SUMS = "SHA256SUMS"
_SUM = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_ID = re.compile(r"# message-id: (\S+)")
_TOGETHER = re.compile(r"# together: ([0-9a-f]{64})")
_LARGEST = 1_000_000


def sums(originals: Sequence[File], message_id: str | None, key: str) -> bytes:
    """Return the list for a candidacy's folder; its first original is what it was taken in from.

    ``key``: the fingerprint by which the source is known again, noted where it is that of several files together.
    """
    lines = [f"# message-id: {message_id}"] if message_id and not re.search(r"\s", message_id) else []
    if key not in (one.sha256 for one in originals[:1]):
        lines.append(f"# together: {key}")
    lines += [f"{one.sha256}  {one.name}" for one in originals]
    return ("\n".join(lines) + "\n").encode()


def known(into: Path) -> dict[str, str]:
    """Return what was taken in into the folder ``into``: fingerprints and ids of mails, with the candidacy's folder.

    Folders that were set aside (their names begin with ``_``) count: what a person put away does not come back.
    Of each the first fingerprint alone tells where it came from; an annex may come with two mails.
    """
    found: dict[str, str] = {}
    try:
        names = sorted(entry.name for entry in os.scandir(into) if entry.is_dir(follow_symlinks=False))
    except OSError:
        return found
    for name in names:
        path = into / name / ORIGINALS / SUMS
        try:
            with path.open(encoding="utf-8", errors="replace") as file:
                lines = file.read(_LARGEST).splitlines()
        except OSError:
            continue
        first = next((row[1] for line in lines if (row := _SUM.fullmatch(line))), None)
        noted = (row[1] for line in lines for known_by in (_ID, _TOGETHER) if (row := known_by.fullmatch(line)))
        for key in (first, *noted):
            if key is not None:
                found.setdefault(key, name)
    return found


def folder_of(one: Candidacy, taken: dict[str, str]) -> str | None:
    """Return the folder in which a candidacy is already, None where it is new."""
    keys = (one.key, one.mail_key, one.message_id)  # lists of an earlier version have the id alone
    return next((taken[key] for key in keys if key and key in taken), None)
