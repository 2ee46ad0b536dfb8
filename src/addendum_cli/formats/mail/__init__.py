"""E-mail as people save it: ``.eml`` of any mail program, mailbox files, and Outlook's ``.msg``.

Told apart by content, never by the ending. Nothing here follows a link, opens an attachment or asks a server;
whatever the bytes are, there is a result, and what could not be read stands in its ``problems``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from addendum_cli.errors import Problem, Where
from addendum_cli.formats.mail import mbox, names
from addendum_cli.formats.mail.gathering import Reader
from addendum_cli.formats.mail.values import MAILS, Address, Hop, Mail, Part
from addendum_cli.messages import say

__all__ = ["Address", "Hop", "Mail", "Part", "read", "read_each"]

_BEFORE = b"\xef\xbb\xbf \t\r\n"


def read(name: str, raw: bytes) -> list[Mail]:
    """Return the mails in a file's bytes: one, or a mailbox's many (at most ``MAILS``, in its order).

    ``name`` is the file as people know it; it stands in every problem. A file that holds no mail gives one
    without anything but a problem that says so; an empty file gives the same.
    """
    return [mail for _, mail in read_each(name, raw)]


def read_each(name: str, raw: bytes) -> Iterator[tuple[bytes, Mail]]:
    """Yield each mail in a file's bytes with its own bytes, read when it is asked for; see :func:`read`."""
    bare = raw.lstrip(_BEFORE)
    if names.is_outlook(raw) or not mbox.is_box(bare):
        yield raw, Reader(Where(name)).read(raw if names.is_outlook(raw) else bare)
        return
    skipped = raw[: len(raw) - len(bare)].count(b"\n")
    boxed = mbox.mails(bare)
    last: tuple[bytes, Mail] | None = None
    for line, one in islice(boxed, MAILS):
        if last is not None:
            yield last
        last = one, Reader(Where(name, skipped + line)).read(one)
    if last is not None and next(boxed, None) is not None:
        more = Problem(
            last[1].where,
            say("more than {n} mails: the rest of the mailbox is not read", n=MAILS),
            say("export one folder at a time"),
        )
        last = last[0], last[1]._replace(problems=(*last[1].problems, more))
    if last is not None:
        yield last
