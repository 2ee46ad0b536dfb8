"""E-mail as people save it: ``.eml`` of any mail program, mailbox files, and Outlook's ``.msg``.

Told apart by content, never by the ending. Nothing here follows a link, opens an attachment or asks a server;
whatever the bytes are, there is a result, and what could not be read stands in its ``problems``.
"""

from __future__ import annotations

from itertools import islice

from addendum_cli.errors import Problem, Where
from addendum_cli.formats.mail import mbox, names
from addendum_cli.formats.mail.gathering import Reader
from addendum_cli.formats.mail.values import MAILS, Address, Hop, Mail, Part
from addendum_cli.messages import say

__all__ = ["Address", "Hop", "Mail", "Part", "read"]

_BEFORE = b"\xef\xbb\xbf \t\r\n"


def read(name: str, raw: bytes) -> list[Mail]:
    """Return the mails in a file's bytes: one, or a mailbox's many (at most ``MAILS``, in its order).

    ``name`` is the file as people know it; it stands in every problem. A file that holds no mail gives one
    without anything but a problem that says so; an empty file gives the same.
    """
    bare = raw.lstrip(_BEFORE)
    if names.is_outlook(raw) or not mbox.is_box(bare):
        return [Reader(Where(name)).read(raw if names.is_outlook(raw) else bare)]
    skipped = raw[: len(raw) - len(bare)].count(b"\n")
    boxed = mbox.mails(bare)
    found = [Reader(Where(name, skipped + line)).read(one) for line, one in islice(boxed, MAILS)]
    if next(boxed, None) is not None:
        more = Problem(
            found[-1].where,
            say("more than {n} mails: the rest of the mailbox is not read", n=MAILS),
            say("export one folder at a time"),
        )
        found[-1] = found[-1]._replace(problems=(*found[-1].problems, more))
    return found
