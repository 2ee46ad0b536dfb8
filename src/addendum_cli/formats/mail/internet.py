"""A mail as the internet carries it (RFC 5322 and MIME), in the shapes that ordinary mail programs give it.

The standard library takes it apart under its old policy, which accepts whatever comes; the newer one raises on
headers that real programs write. Header values are cut to a length first: some of its readers take a time that
grows with the square of it.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from email.message import Message as Parsed
from email.parser import BytesParser
from email.policy import Compat32
from typing import NamedTuple

from addendum_cli.formats.mail import headers
from addendum_cli.formats.mail.charsets import decode
from addendum_cli.formats.mail.gathering import Gathering, Reader
from addendum_cli.formats.mail.hypertext import text_of
from addendum_cli.formats.mail.values import DEPTH, LARGEST, LINES, Envelope, Mail
from addendum_cli.formats.plain import even_lines, one_line, visible
from addendum_cli.messages import Message, say

_HEAD = 1_000_000
_WRAPPINGS = 100
_WRAPPING = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_LONG, _SHORT = 65_536, 4_096
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What the standard library raises over a part that is malformed in a way it did not think of."""
_REPORTS = frozenset({"message/delivery-status", "message/disposition-notification", "text/rfc822-headers"})


class _Door(Compat32):
    """Takes every header in: as text, and at most so long."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return a field's name and its value, with the bytes beyond ASCII decoded."""
        name, value = super().header_source_parse(sourcelines)
        value = value[: _SHORT if name.lower().startswith("content-") else _LONG]
        if not value.isascii():
            value = decode(value.encode("ascii", "surrogateescape"), None).text
        return name, visible(value)


_DOOR = _Door()


class Text(NamedTuple):
    """A piece of a mail's own text; ``plain`` unless it was made from HTML."""

    text: str
    plain: bool


def read(raw: bytes, reader: Reader, depth: int = 0) -> Mail:
    """Return the mail in ``raw``; only its header where it passes a bound."""
    refusal = _too_much(raw)
    if refusal is None:
        try:
            return _mail(BytesParser(policy=_DOOR).parsebytes(raw), reader, depth)
        except RecursionError:
            refusal = say("wrapped in too many layers: only its header is read")
    head = BytesParser(policy=_DOOR).parsebytes(raw[:_HEAD], headersonly=True)
    return reader.refused(refusal, say("open it in a mail program, and save its attachments apart"), _envelope(head))


def _too_much(raw: bytes) -> Message | None:
    """Return why a mail must not be taken apart, None where it may be."""
    if len(raw) > LARGEST:
        return say("larger than {n} MB: only its header is read", n=LARGEST // 1_000_000)
    if raw.count(b"\n") > LINES:
        return say("more than {n} million lines: only its header is read", n=LINES // 1_000_000)
    if sum(1 for _ in _WRAPPING.finditer(raw)) > _WRAPPINGS:
        return say("wrapped in too many layers: only its header is read")
    return None


def _mail(parsed: Parsed, reader: Reader, depth: int) -> Mail:
    """Return the mail that the standard library took apart."""
    if not headers.is_header(parsed.raw_items()):
        return reader.refused(
            say("no mail: nothing in it that mails begin with"), say("save it from the mail program as .eml or .msg")
        )
    inside = _Inside(reader, depth)
    body = "\n\n".join(piece.text for piece in inside.texts(parsed) if piece.text)
    return inside.mail(_envelope(parsed), body)


def _envelope(parsed: Parsed) -> Envelope:
    return headers.envelope([(name, str(value)) for name, value in parsed.raw_items()])


class _Inside(Gathering):
    """What one mail holds, part by part."""

    def texts(self, part: Parsed, layers: int = 0) -> list[Text]:
        """Return the text under ``part``; attachments and mails are put aside."""
        if not self.has_room():
            return []
        if layers > DEPTH:
            remedy = say("open it in a mail program, and save its attachments apart")
            self.trouble(say("wrapped in more than {n} layers: the rest is not read", n=DEPTH), remedy)
            return []
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart":
            return self._several(part, kind, layers)
        if kind in ("message/rfc822", "message/global"):
            self._mail_within(part)
        elif kind in ("text/plain", "text/html") and not _is_attached(part):
            return [self._text(part, kind)]
        elif kind not in _REPORTS:
            shown = part.get("content-id") and not _is_attached(part, by_name=False)
            inline = kind.startswith("image/") and bool(shown)
            self.keep(str(_asked(lambda: _named(part), "")), one_line(kind), self._bytes(part), inline=inline)
        return []

    def _several(self, part: Parsed, kind: str, layers: int) -> list[Text]:
        """Return the text of a part made of parts; of alternatives the first in plain text, else the richest."""
        if not part.is_multipart():
            self.trouble(say("damaged: where its parts begin and end is lost"), say("ask for the mail once more"))
            return [self._text(part, "text/plain")]
        found = [self.texts(child, layers + 1) for child in _children(part)]
        if kind != "multipart/alternative":
            return [piece for pieces in found for piece in pieces]
        filled = [pieces for pieces in found if any(piece.text for piece in pieces)]
        richest = filled[-1] if filled else []
        return next((pieces for pieces in filled if all(piece.plain for piece in pieces)), richest)

    def _text(self, part: Parsed, kind: str) -> Text:
        """Return a part's text, with paragraphs whole where the program says how it broke them."""
        charset = _asked(part.get_content_charset, None)
        text, exact = decode(self._bytes(part), str(charset) if charset else None)
        if not exact:
            said = one_line(str(charset))
            self.trouble(say("the character set {name} does not fit: letters may be wrong", name=said))
        text = visible(even_lines(text))
        if kind == "text/html":
            return Text(text_of(text), plain=False)
        if str(_asked(lambda: part.get_param("format"), "")).lower() == "flowed":
            joined = str(_asked(lambda: part.get_param("delsp"), "")).lower() == "yes"
            text = "\n".join(_flowed(text.split("\n"), joined=joined))
        return Text(text.strip("\n"), plain=True)

    def _mail_within(self, part: Parsed) -> None:
        """Read a mail that is attached."""
        within = next(iter(_children(part)), None)
        if within is None or not self.may_enter():
            return
        if not within.keys() and str(part.get("content-transfer-encoding")).strip().lower() == "base64":
            raw = _unpacked(self._bytes(within))  # against the rules, and some programs do
            self.inner.append(self.reader.read(raw, self.depth + 1))
        else:
            self.inner.append(_mail(within, self.reader, self.depth + 1))

    def _bytes(self, part: Parsed) -> bytes:
        """Return what a part holds."""
        found = _asked(lambda: part.get_payload(decode=True), None)
        if isinstance(found, bytes):
            return found
        self.trouble(say("a part of the kind {name} cannot be read", name=one_line(part.get_content_type())))
        return b""


def _children(part: Parsed) -> list[Parsed]:
    """Return the parts of a part; one that is none is not asked for them, it would decode its text to answer."""
    return [child for child in part.get_payload() if isinstance(child, Parsed)] if part.is_multipart() else []


def _asked(question: Callable[[], object], otherwise: object) -> object:
    """Return the standard library's answer about a part, ``otherwise`` where it has none."""
    try:
        return question()
    except _FAULTS:
        return otherwise


def _is_attached(part: Parsed, *, by_name: bool = True) -> bool:
    """Return whether a part is meant to be kept apart; a text with a file name is, too."""
    disposition = str(part.get("content-disposition", "")).partition(";")[0].strip().lower()
    return disposition == "attachment" or (by_name and bool(_asked(part.get_filename, None)))


def _named(part: Parsed) -> str:
    """Return the file name a part gives itself, in either way that programs write one beyond ASCII."""
    return headers.decoded(headers.unfolded(part.get_filename() or ""))


def _flowed(lines: list[str], *, joined: bool) -> Iterator[str]:
    """Yield the paragraphs of a ``format=flowed`` text (RFC 3676): a space at the end says that the line goes on."""
    held: list[str] = []
    for line in lines:
        line = line.removeprefix(" ")
        on = line.endswith(" ") and line != "-- " and not line.startswith(">")
        held.append(line[:-1] if on and joined else line)
        if not on:
            yield "".join(held)
            held = []
    if held:
        yield "".join(held)


def _unpacked(coded: bytes) -> bytes:
    try:
        return base64.b64decode(coded)
    except binascii.Error:
        return b""
