"""What a mail holds, gathered piece by piece, whatever kind of file it came in."""

from __future__ import annotations

from addendum_cli.errors import Problem, Where
from addendum_cli.formats.mail import names
from addendum_cli.formats.mail.values import DEPTH, PARTS, TEXT, Envelope, Mail, Part
from addendum_cli.messages import Message, say

_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})


class Reader:
    """Reads a mail and the mails within it, and counts the parts of all of them together."""

    def __init__(self, where: Where) -> None:
        self.where = where
        self.parts = 0

    def read(self, raw: bytes, depth: int = 0) -> Mail:
        """Return the mail in ``raw``, of either kind; ``depth``: how many mails it is inside."""
        if names.is_outlook(raw):
            from addendum_cli.formats.mail import outlook  # and olefile with it, where one comes by

            return outlook.read(raw, self, depth)
        from addendum_cli.formats.mail import internet

        return internet.read(raw, self, depth)

    def refused(self, message: Message, remedy: Message, envelope: Envelope | None = None) -> Mail:
        """Return the mail of which no more than its ``envelope`` can be read."""
        return Mail(self.where, *(envelope or Envelope()), problems=(Problem(self.where, message, remedy),))


class Gathering:
    """The attachments of one mail, the mails within it, and what is wrong with them."""

    def __init__(self, reader: Reader, depth: int) -> None:
        self.reader, self.depth = reader, depth
        self.attachments: list[Part] = []
        self.inner: list[Mail] = []
        self.problems: list[Problem] = []

    def trouble(self, message: Message, remedy: Message | None = None) -> None:
        """Note what cannot be read."""
        self.problems.append(Problem(self.reader.where, message, remedy))

    def has_room(self) -> bool:
        """Count one more part; return whether it may still be read."""
        self.reader.parts += 1
        if self.reader.parts > PARTS:
            remedy = say("open it in a mail program, and save its attachments apart")
            self.trouble(say("more than {n} parts: the rest is not read", n=PARTS), remedy)
        return self.reader.parts <= PARTS

    def may_enter(self) -> bool:
        """Return whether a mail within this one may be read."""
        if self.depth >= DEPTH:
            remedy = say("save the innermost mail apart")
            self.trouble(say("mails within mails, more than {n} deep: the rest is not read", n=DEPTH), remedy)
        return self.depth < DEPTH

    def keep(self, given: str, kind: str, raw: bytes, *, inline: bool = False) -> None:
        """Put an attachment aside under a safe name; one that is a mail is read."""
        name = names.file_name(given, kind, len(self.attachments) + 1)
        if names.is_mail(name, raw) and self.may_enter():
            self.inner.append(self.reader.read(raw, self.depth + 1))
            return
        if kind == "application/ms-tnef" or name.lower() == "winmail.dat":
            self.trouble(
                say("Outlook wrapped its attachments in {name}, which is not read", name=name),
                say("ask for them as ordinary attachments"),
            )
        elif kind in _SEALED:
            self.trouble(
                say("encrypted or signed as a whole: {name} is not read", name=name),
                say("ask for it without encryption"),
            )
        self.attachments.append(Part(name, kind, raw, inline))

    def mail(self, envelope: Envelope, body: str) -> Mail:
        """Return the mail with everything that was gathered."""
        if len(body) > TEXT:
            self.trouble(
                say("its text has more than {n} million characters: the rest is left out", n=TEXT // 1_000_000)
            )
        return Mail(
            self.reader.where,
            *envelope,
            body[:TEXT],
            tuple(self.attachments),
            tuple(self.inner),
            tuple(dict.fromkeys(self.problems)),
        )
