"""The header of a mail, read by hand.

The standard library's newer header classes raise on headers that real programs write, and take minutes over
some that nobody would; what is here takes a time in proportion to its input and never refuses: what cannot be
decoded stays as it was written.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from addendum_cli.formats.mail.charsets import decode
from addendum_cli.formats.mail.values import Address, Envelope, Hop
from addendum_cli.formats.plain import one_line

KEPT = (
    "auto-submitted",
    "content-type",
    "in-reply-to",
    "message-class",
    "precedence",
    "resent-from",
    "return-path",
    "x-autoreply",
    "x-autorespond",
    "x-failed-recipients",
)
"""Headers kept as they are, by which automatic and redirected mails are known; ``message-class`` is Outlook's."""

_TO = ("to", "cc", "bcc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
_MAIL = frozenset(
    {"from", "sender", "to", "subject", "date", "received", "message-id", "mime-version", "content-type", "return-path"}
)
_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*+"?|\((?:[^()\\]|\\.)*+\)?|<[^<>]*+>?|[,;:>)\\]|[^",;:<>()\\]++', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_COMMENT = re.compile(r"\([^()]*+\)")
_BY = re.compile(r"(?:^|\s)by\s+([^\s;]+)", re.IGNORECASE)
_FROM = re.compile(r"^\s*from\s+([^\s;]+)", re.IGNORECASE)
_ZONED = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[+-]\d{4}|[A-Za-z]{1,5})\b")
_LONGEST_DATE = 200
_MOST = 200
"""Fields of one name that are read; servers refuse mails that passed a hundred of them."""


def envelope(items: Sequence[tuple[str, str]]) -> Envelope:
    """Return what the header fields ``items`` (name and value, in their order) say."""
    fields: dict[str, list[str]] = {}
    for name, value in items:
        values = fields.setdefault(name.strip().lower(), [])
        if len(values) < _MOST:
            values.append(value)

    def first(name: str) -> str:
        return next(iter(fields.get(name, ())), "")

    senders = [*addresses(first("from")), *addresses(first("sender"))]
    return Envelope(
        one_line(first("message-id")).strip() or None,
        one_line(decoded(unfolded(first("subject")))).strip(),
        next((one for one in senders if one.address), senders[0] if senders else Address()),
        unique(one.address for name in _TO for value in fields.get(name, ()) for one in addresses(value)),
        moment(first("date")),
        tuple(map(hop, fields.get("received", ()))),
        tuple((name, one_line(unfolded(first(name))).strip()) for name in KEPT if name in fields),
    )


def is_header(items: Iterable[tuple[str, str]]) -> bool:
    """Return whether ``items`` look like the header of a mail: one field at least that mails have."""
    return any(name.strip().lower() in _MAIL for name, _ in items)


def unfolded(value: str) -> str:
    """Return a field's value on one line."""
    return re.sub(r"[\r\n]+(?=[ \t])", "", value).strip()


def decoded(text: str) -> str:
    """Return ``text`` with its encoded words (RFC 2047) decoded; one that is broken stays as it is.

    The bytes of neighbours in one character set are joined first: programs cut through a letter.
    """
    out: list[str] = []
    held, charset, end = b"", "", 0
    for found in _WORD.finditer(text):
        between, raw = text[end : found.start()], _bytes(found[2], found[3])
        named = found[1].partition("*")[0].lower()  # what follows the star is a language
        apart = raw is None or bool(between.strip())
        if charset and (apart or named != charset):
            out.append(decode(held, charset).text)
            held = b""
        if apart or not charset:
            out.append(between)
        if raw is None:
            out.append(found[0])
            charset = ""
        else:
            held, charset = held + raw, named
        end = found.end()
    if charset:
        out.append(decode(held, charset).text)
    return "".join((*out, text[end:]))


def _bytes(kind: str, text: str) -> bytes | None:
    """Return what an encoded word holds, None where it is broken."""
    try:
        if kind in "qQ":
            return binascii.a2b_qp(text.encode("utf-8", "replace"), header=True)
        return base64.b64decode(text.encode("utf-8", "replace").rstrip(b"= ") + b"==")
    except binascii.Error:
        return None


def addresses(value: str) -> list[Address]:
    """Return who stands in an address field; a name alone has no address, a group's name is left out."""
    found: list[Address] = []
    words: list[str] = []
    address, comment = "", ""
    for piece in _PIECE.findall(unfolded(value) + ","):
        if piece in ",;":
            name = decoded(" ".join(words))
            if not address and "@" in name:
                address, name = name, decoded(comment)
            if address or piece != "," or not name:
                found.append(Address(_name(name), _address(address)))
                words = []
            else:
                words.append(",")  # a name with a comma that should have stood in quotes: Jansen, Jan <jan@…>
            address, comment = "", ""
        elif piece == ":":
            words = []  # the name of a group
        elif piece.startswith("<"):
            address = piece.strip("<> \t")
        elif piece.startswith("("):
            comment = comment or piece.strip("() ")
        elif piece.startswith('"'):
            words.append(_ESCAPED.sub(r"\1", piece[1:].removesuffix('"')))
        elif piece.strip():
            words.append(piece.strip())
    if words:
        found.append(Address(_name(decoded(" ".join(words))), ""))
    return [one for one in found if one.name or one.address]


def _name(text: str) -> str:
    return one_line(text).strip(" '\",").replace(" ,", ",")


def _address(text: str) -> str:
    bare = "".join(one_line(text).split())
    return bare if "@" in bare else ""


def unique(found: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses ``found``, each once whatever its case, in their order."""
    seen: dict[str, str] = {}
    for one in found:
        if one:
            seen.setdefault(one.casefold(), one)
    return tuple(seen.values())


def moment(value: str) -> datetime | None:
    """Return the moment in a ``Date``, None without a zone or where it cannot be read.

    ``-0000`` is a moment too: only where the sender's clock hung is not told.
    """
    text = " ".join(_uncommented(unfolded(value)[:_LONGEST_DATE]).split())
    if not _ZONED.search(text):
        return None
    try:
        found = parsedate_to_datetime(text)
        if found.tzinfo is None:
            return found.replace(tzinfo=UTC) if "-0000" in text else None
        found.astimezone(UTC)  # the edges of the calendar
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found


def hop(value: str) -> Hop:
    """Return what a ``Received`` field says; what servers add in brackets does not count."""
    head, _, date = unfolded(value).rpartition(";")
    head = _uncommented(head)
    by, from_ = _BY.search(head), _FROM.search(head)
    return Hop(
        one_line(by[1]).lower().rstrip(".") if by else None,
        one_line(from_[1]).lower().rstrip(".") if from_ else None,
        moment(date),
    )


def _uncommented(text: str) -> str:
    for _ in range(5):  # brackets in brackets
        text, done = _COMMENT.subn(" ", text)
        if not done:
            break
    return text


def raw_items(lines: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of a header given as text, as Outlook keeps it."""
    name, value = "", ""
    for line in re.split(r"\r\n|\r|\n", lines):
        if line[:1] in " \t" and name:
            value += f"\n{line}"
            continue
        if name:
            yield name, value
        name, colon, value = line.partition(":")
        if not colon or not name or " " in name:
            name = ""
    if name:
        yield name, value
