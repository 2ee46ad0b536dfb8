"""A mailbox file (mbox): mails one after another, each behind a line that begins with ``From ``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S[^\r\n]*[0-9]{2}:[0-9]{2}[^\r\n]*\r?(?:\n|\Z)")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


class Boxed(NamedTuple):
    """One mail of a mailbox: its bytes, and the 1-based line of the file at which it begins."""

    line: int
    raw: bytes


def is_box(raw: bytes) -> bool:
    """Return whether ``raw`` begins as a mailbox does."""
    return _START.match(raw) is not None


def mails(raw: bytes) -> Iterator[Boxed]:
    """Yield the mails of a mailbox in their order; the ``>`` put before a line that began with ``From `` is taken off."""
    start, line, counted = None, 1, 0
    for found in _START.finditer(raw):
        if start is not None:
            yield Boxed(line, _plain(raw[start : found.start()]))
        line, counted = line + raw.count(b"\n", counted, found.start()), found.start()
        start = found.end()
    if start is not None:
        yield Boxed(line, _plain(raw[start:]))


def _plain(raw: bytes) -> bytes:
    return _ESCAPED.sub(rb"\1", raw)
