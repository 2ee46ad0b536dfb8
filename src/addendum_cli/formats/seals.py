"""A seal in a text that is written (JSON, Markdown, HTML, a draft): the digest of everything else in it.

It tells a file as it was written from one that was changed since; it is no signature, for anybody could make one.
"""

from __future__ import annotations

import hashlib
import re

BLANK = "0" * 64
HTML = f"<!-- addendum-seal: {BLANK} -->\n"
"""The last line of a Markdown or HTML file."""
FIELD = "X-Addendum-Seal"
RESTS_ON = "X-Addendum-Rests-On"
"""The field of a draft that names what it was made from, by fingerprints."""
KEPT = "addendum"
"""The hidden sheet that keeps what `diff` and `verify` compare; for the program, not for people."""
KEY = "seal"
_SEAL = re.compile(rb'(?:<!-- addendum-seal: |"seal": "|X-Addendum-Seal: )([0-9a-f]{64})')


def sealed(data: bytes) -> bytes:
    """Return ``data``, whose last seal is still blank, with its digest there.

    Raises:
        ValueError: there is no place for it.
    """
    place = _place(data)
    if place is None:
        raise ValueError("no place for a seal")
    start, end = place
    return data[:start] + _digest(data, place) + data[end:]


def whole(data: bytes) -> bool | None:
    """Return whether ``data`` is as it was sealed; None where it has no seal."""
    place = _place(data)
    return None if place is None else data[place[0] : place[1]] == _digest(data, place)


def _place(data: bytes) -> tuple[int, int] | None:
    found = None
    for found in _SEAL.finditer(data):  # noqa: B007 - the last one counts
        pass
    return found.span(1) if found is not None else None


def _digest(data: bytes, place: tuple[int, int]) -> bytes:
    start, end = place
    return hashlib.sha256(data[:start] + BLANK.encode() + data[end:]).hexdigest().encode()
