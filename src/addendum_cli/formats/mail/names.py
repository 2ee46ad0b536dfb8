"""Names for attachments, and what their first bytes say they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from addendum_cli.formats.plain import one_line

OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an Outlook mail begins, as old Word and Excel files do."""

_LONGEST, _MOST_BYTES = 150, 230
"""Signs of a name, and bytes: systems take 255, and ``.md`` or ``-2`` may come behind it."""
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        "application/msword": ".doc",
        "application/pdf": ".pdf",
        "application/rtf": ".rtf",
        "application/vnd.ms-excel": ".xls",
        "application/vnd.oasis.opendocument.text": ".odt",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
        "image/gif": ".gif",
        "image/jpeg": ".jpg",
        "image/png": ".png",
        "text/calendar": ".ics",
        "text/csv": ".csv",
        "text/html": ".html",
        "text/markdown": ".md",
        "text/plain": ".txt",
    }
)
"""Endings for what has no name; the machine's own list would differ from machine to machine."""


def file_name(given: object, kind: str, number: int) -> str:
    """Return a file name that is safe to show and to write: no path, no control character, not too long.

    Without one it is made: ``part-3.pdf`` for the third attachment, a PDF.
    """
    name = re.split(r"[/\\]", one_line(given if isinstance(given, str) else ""))[-1]
    name = _FORBIDDEN.sub("_", name).strip(" .")
    if not name:
        return f"part-{number}{_ENDINGS.get(kind, '.bin')}"
    if len(name) > _LONGEST:
        stem, dot, ending = name.rpartition(".")
        kept = dot + ending if stem and len(ending) <= 10 else ""
        name = name[: _LONGEST - len(kept)].rstrip(" .") + kept
    while len(name.encode("utf-8", "replace")) > _MOST_BYTES:
        stem, dot, ending = name.rpartition(".")
        name = (stem[:-1].rstrip(" .") + dot + ending) if stem else name[:-1]
    return name


def is_outlook(raw: bytes) -> bool:
    """Return whether ``raw`` may be an Outlook mail, by its first bytes."""
    return raw.startswith(OUTLOOK)


def is_mail(name: str, raw: bytes) -> bool:
    """Return whether an attachment is itself a mail that somebody saved."""
    ending = name.lower().rpartition(".")[2]
    return ending == "eml" or (ending == "msg" and is_outlook(raw))
