"""An Outlook mail (``.msg``): properties in a compound file (MS-OXMSG in MS-CFB), read with olefile.

Outlook keeps the internet header of what it received as one text; where there is one, it is read as any
other mail's, hops and all. Without one (a mail out of somebody's own Sent folder) no server saw the mail: its
delivery time is then what the sender's program wrote, so there are no hops.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import olefile  # type: ignore[import-untyped]  # it ships no types

from addendum_cli.formats.mail import headers
from addendum_cli.formats.mail.charsets import decode, known
from addendum_cli.formats.mail.gathering import Gathering, Reader
from addendum_cli.formats.mail.hypertext import text_of
from addendum_cli.formats.mail.values import LARGEST, Address, Envelope, Mail
from addendum_cli.formats.plain import even_lines, one_line, visible
from addendum_cli.messages import say

_Path: TypeAlias = tuple[str, ...]
_Streams: TypeAlias = Mapping[_Path, bytes]

_FAULTS = (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, struct.error)
"""What olefile raises over a compound file that is damaged or made to hurt."""
_ENTRIES = 6_000
_TEXT, _TEXT8, _BINARY, _OBJECT = 0x001F, 0x001E, 0x0102, 0x000D
_FIXED = frozenset({0x0003, 0x000B, 0x0040})
_PROPERTIES = "__properties_version1.0"
_HEADS = {"__attach": 8, "__recip_": 8, "__substg": 24}
"""Bytes before the properties, by what the storage is; those of the file itself have 32."""
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

_CLASS, _SUBJECT, _SENT, _HEADER = 0x001A, 0x0037, 0x0039, 0x007D
_ID, _BODY, _RTF, _HTML = 0x1035, 0x1000, 0x1009, 0x1013
_SENDER = ((0x0C1A, (0x5D01, 0x0C1F)), (0x0042, (0x5D02, 0x0065)))
_RECIPIENT = (0x39FE, 0x3003)
_PAGE, _HTML_PAGE = 0x3FFD, 0x3FDE
_DATA, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _MIME, _CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x3001, 0x370E, 0x3712


def read(raw: bytes, reader: Reader, depth: int = 0) -> Mail:
    """Return the mail in the compound file ``raw``; nothing but a problem where there is none, or too much."""
    remedy = say("open it in Outlook and save it anew, or ask for the mail once more")
    if len(raw) > LARGEST:
        return reader.refused(say("larger than {n} MB: not read", n=LARGEST // 1_000_000), remedy)
    streams = _streams(raw)
    if streams is None:
        return reader.refused(say("swells beyond all bounds when it is opened"), remedy)
    mail = _Storage(streams, ())
    if not mail.is_mail():
        return reader.refused(say("damaged, or not an Outlook mail"), remedy)
    return mail.read(reader, depth)


def _streams(raw: bytes) -> _Streams | None:
    """Return everything in a compound file by its path, nothing of one that is damaged.

    None where it says that it holds more than it is large: its streams share their bytes.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(raw)) as file:
            paths = file.listdir(streams=True, storages=False)
            if len(paths) > _ENTRIES or sum(map(file.get_size, paths)) > len(raw):
                return None
            return {tuple(path): file.openstream(path).read() for path in sorted(paths)}
    except _FAULTS:
        return {}


class _Storage:
    """One object of a compound file (a mail, a recipient, an attachment) and its properties."""

    def __init__(self, streams: _Streams, path: _Path, charset: str = "cp1252") -> None:
        self.streams, self.path = streams, path
        raw = streams.get((*path, _PROPERTIES), b"")
        head = _HEADS.get(path[-1][:8], 32) if path else 32
        self.fixed: dict[int, bytes] = {}
        for tag, _, value in struct.iter_unpack("<II8s", raw[head : head + max(0, len(raw) - head) // 16 * 16]):
            if tag & 0xFFFF in _FIXED:
                self.fixed[tag >> 16] = value
        self.charset = _codec(self.number(_PAGE)) or charset

    def binary(self, tag: int, kind: int = _BINARY) -> bytes | None:
        """Return a property's bytes, None where it is missing."""
        return self.streams.get((*self.path, f"__substg1.0_{tag:04X}{kind:04X}"))

    def text(self, tag: int) -> str:
        """Return a property that is text, empty where it is missing."""
        wide = self.binary(tag, _TEXT)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return decode(self.binary(tag, _TEXT8) or b"", self.charset).text.rstrip("\0")

    def number(self, tag: int) -> int:
        """Return a property that is a whole number, 0 where it is missing."""
        return int.from_bytes(self.fixed.get(tag, b"")[:4], "little")

    def time(self, tag: int) -> datetime | None:
        """Return a property that is a moment, None where it is missing or beyond the calendar."""
        ticks = int.from_bytes(self.fixed.get(tag, b""), "little")
        try:
            return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def under(self, start: str) -> Iterator[_Storage]:
        """Yield the objects inside this one whose name begins with ``start``, in their order."""
        depth = len(self.path)
        names = {path[depth] for path in self.streams if len(path) > depth + 1 and path[:depth] == self.path}
        for name in sorted(name for name in names if name.startswith(start)):
            yield _Storage(self.streams, (*self.path, name), self.charset)

    def is_mail(self) -> bool:
        """Return whether this object is a mail, as its class says (IPM.Note, REPORT…)."""
        return bool(self.text(_CLASS) or self.text(_HEADER))

    def read(self, reader: Reader, depth: int) -> Mail:
        """Return the mail that this object is."""
        gathering = Gathering(reader, depth)
        envelope, body = self._envelope(), self._body(gathering)
        for attached in self.under("__attach"):
            if not gathering.has_room():
                break
            attached.hand_to(gathering)
        return gathering.mail(envelope, body)

    def hand_to(self, gathering: Gathering) -> None:
        """Put the attachment that this object is with the others; a mail is read."""
        raw = self.binary(_DATA)
        name = next((text for text in map(self.text, (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME)) if text.strip()), "")
        within = _Storage(self.streams, (*self.path, f"__substg1.0_{_DATA:04X}{_OBJECT:04X}"), self.charset)
        if raw is not None:
            kind = one_line(self.text(_MIME)).lower() or "application/octet-stream"
            inline = kind.startswith("image/") and bool(self.text(_CONTENT_ID))
            gathering.keep(name, kind, raw, inline=inline)
        elif within.is_mail():
            if gathering.may_enter():
                gathering.inner.append(within.read(gathering.reader, gathering.depth + 1))
        else:
            gathering.trouble(
                say("the attachment {name} is a link or an object of another program, not a file", name=one_line(name)),
                say("ask for it as a file"),
            )

    def _body(self, gathering: Gathering) -> str:
        """Return the mail's text: the plain one, or that of its HTML."""
        plain = self.text(_BODY)
        if not plain.strip():
            source = self.binary(_HTML)
            charset = _codec(self.number(_HTML_PAGE)) or self.charset
            plain = text_of(decode(source, charset).text if source is not None else self.text(_HTML))
            if not plain and self.binary(_RTF):
                gathering.trouble(
                    say("its text is there in Outlook's own form only, which is not read"),
                    say("open it in Outlook and copy the text, or save the mail as .eml"),
                )
        return visible(even_lines(plain)).strip("\n")

    def _envelope(self) -> Envelope:
        """Return what the internet header says, and what the properties say where it does not."""
        said = headers.envelope([*headers.raw_items(self.text(_HEADER)), ("message-class", self.text(_CLASS))])
        recipients = (recipient.address(_RECIPIENT) for recipient in self.under("__recip_"))
        senders = (Address(one_line(self.text(name)), self.address(tags)) for name, tags in _SENDER)
        sender = said.sender if said.sender.address else max(senders, key=lambda one: (bool(one.address), one.name))
        return said._replace(
            message_id=said.message_id or one_line(self.text(_ID)).strip() or None,
            subject=said.subject or one_line(self.text(_SUBJECT)).strip(),
            sender=sender,
            to=headers.unique((*said.to, *recipients)),
            date=said.date or self.time(_SENT),
        )

    def address(self, tags: tuple[int, ...]) -> str:
        """Return the first of the properties that is an internet address; Exchange has names of its own."""
        return next((text for text in (one_line(self.text(tag)).strip() for tag in tags) if "@" in text), "")


def _codec(page: int) -> str | None:
    """Return the character set of a Windows code page, None where there is none."""
    if not page:
        return None
    named = {65001: "utf-8", 20127: "ascii"}.get(page)
    return known(named or (f"iso8859-{page - 28590}" if 28591 <= page <= 28605 else f"cp{page}"))
