"""What a mail is to us, and the bounds within which one is read."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from addendum_cli.errors import Problem, Where

LARGEST = 50_000_000
"""Bytes of one mail; of a larger one only the header is read."""
LINES = 1_000_000
"""Lines of one mail; 50 MB of attachments have some 700,000."""
PARTS = 200
"""Parts of one mail, those of the mails inside it included."""
DEPTH = 10
"""Mails within mails, and wrappings within one mail."""
MAILS = 20_000
"""Mails of one mailbox file."""
TEXT = 5_000_000
"""Characters of a mail's own text."""


class Address(NamedTuple):
    """The name and the e-mail address of somebody; either may be empty."""

    name: str = ""
    address: str = ""


class Hop(NamedTuple):
    """One ``Received`` header: which server (``by``) says that it took the mail over, from whom and when (``at``)."""

    by: str | None
    from_: str | None
    at: datetime | None


class Part(NamedTuple):
    """An attachment. ``name`` is a bare file name, never a path, and not always unique.

    ``inline``: an image that the text shows in place, as the logo in a signature.
    """

    name: str
    type: str
    raw: bytes
    inline: bool = False


class Envelope(NamedTuple):
    """What a mail's header says. ``to`` holds copies and the mailboxes delivered to, each address once.

    ``date`` is what the sender's clock said; None where it is missing, unreadable or without a zone.
    ``received`` has the last server first. ``headers`` are those of ``headers.KEPT`` that the mail has.
    """

    message_id: str | None = None
    subject: str = ""
    sender: Address = Address()
    to: tuple[str, ...] = ()
    date: datetime | None = None
    received: tuple[Hop, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


class Mail(NamedTuple):
    """One mail as it was read: its header (see :class:`Envelope`), its text and what it holds.

    ``body`` is plain text, its lines apart by a newline alone. ``inner`` are the mails attached to it. ``problems``
    tell what could not be read; whatever else could be is there all the same.
    """

    where: Where
    message_id: str | None = None
    subject: str = ""
    sender: Address = Address()
    to: tuple[str, ...] = ()
    date: datetime | None = None
    received: tuple[Hop, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    attachments: tuple[Part, ...] = ()
    inner: tuple[Mail, ...] = ()
    problems: tuple[Problem, ...] = ()

    def header(self, name: str) -> str:
        """Return the header ``name`` (lower case, one of ``headers.KEPT``), empty where the mail has none."""
        return next((value for known, value in self.headers if known == name), "")
