"""Zipped files of people's, looked at before they are opened: bounded in size and in how far they swell."""

from __future__ import annotations

import io
import zipfile

from addendum_cli.messages import Message, say

LARGEST = 200_000_000
RATIO = 200
MEMBERS = 5_000


def refused(raw: bytes) -> Message | None:
    """Return why the zip in ``raw`` must not be opened, None where it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):  # the last one: packed by a later version
        return say("damaged, or not what its name says")
    whole = sum(member.file_size for member in members)
    if whole > LARGEST or len(members) > MEMBERS or whole > RATIO * max(len(raw), 1_000):
        return say("swells beyond all bounds when it is opened")
    if any(member.flag_bits & 1 for member in members):
        return say("locked with a password")
    return None
