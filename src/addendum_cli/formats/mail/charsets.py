"""Bytes of a mail made into text, whatever character set they claim to be in."""

from __future__ import annotations

import codecs
from typing import NamedTuple

_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})
"""Codecs of Python's that no mail is written in: slow, or not the same on every machine."""
_WIDER = {"ascii": "utf-8", "iso8859-1": "cp1252"}
"""Sets that programs claim where they mean a wider one, which reads the same bytes alike."""


class Decoded(NamedTuple):
    """A text; ``exact`` unless the claimed character set did not fit or is unknown."""

    text: str
    exact: bool


def decode(raw: bytes, charset: str | None) -> Decoded:
    """Return ``raw`` as text: by ``charset``, else as UTF-8, else as Windows' western set."""
    claimed = known(charset) if charset else "utf-8"
    if claimed is not None:
        try:
            return Decoded(raw.decode(claimed), exact=True)
        except UnicodeError:
            if claimed == "cp1252":  # five bytes mean nothing in it
                return Decoded(raw.decode(claimed, "ignore"), exact=True)
    try:
        return Decoded(raw.decode("utf-8"), exact=False)
    except UnicodeError:
        return Decoded(raw.decode("cp1252", "replace"), exact=not charset)


def known(charset: str) -> str | None:
    """Return the codec for a character set's name in a mail, None where there is none."""
    try:
        found = codecs.lookup(charset.strip().strip("\"'"))
    except (LookupError, ValueError):  # ValueError: a null character in the name
        return None
    if found.name in _NO_CHARSETS or not found._is_text_encoding:
        return None
    return _WIDER.get(found.name, found.name)
