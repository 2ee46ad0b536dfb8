"""Mails that pass on another one or answer it, told by what mail programs write into them.

The words are data (``model.language.MailWords``). What stands inside a mail is a claim of whoever passed it on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from addendum_cli.core.words import fold
from addendum_cli.formats.mail import Address, Mail
from addendum_cli.formats.mail.headers import addresses
from addendum_cli.model.language import MailWords

Manner: TypeAlias = Literal["attached", "inline", "redirected"]

_SIGNS = " \t\xa0-–—_*=>|:.#"
_LINK = re.compile(r"[\[<]mailto:([^\]>\s]+)[\]>]", re.IGNORECASE)
_LONGEST = 200
_TIME = re.compile(r"(?<!\d)\d{1,2}[:.hu]\d{2}(?!\d)")
_BLOCK = 14
"""Lines that a header written into a mail may take; programs break long lists of receivers."""


class Quoted(NamedTuple):
    """Another mail inside a mail's text: what stands ``above`` and ``below`` its header, and what that says.

    ``surely``: it stands there because it was passed on; an answer may quote one too.
    """

    above: str
    below: str
    fields: Mapping[str, str]
    surely: bool

    @property
    def sender(self) -> Address:
        """Return who wrote the mail, as the header written into the text says."""
        found = addresses(_LINK.sub(r"<\1>", self.fields.get("sender", "")))
        return found[0] if found else Address()


class PassedOn(NamedTuple):
    """How a mail was passed on: the mail ``inside`` it, or the one its text quotes; neither where it was redirected."""

    manner: Manner
    inside: Mail | None = None
    quoted: Quoted | None = None


def passed_on(mail: Mail, words: MailWords, ours: Sequence[str]) -> PassedOn | None:
    """Return how ``mail`` was passed on, None where it is its sender's own.

    A mail that quotes one of ``ours`` (addresses) answers us, whatever its subject says.
    """
    prefix = prefixed(mail.subject, words)
    if mail.header("resent-from"):
        return PassedOn("redirected")
    own = [part for part in mail.attachments if not part.inline]
    if len(mail.inner) == 1 and (prefix == "forward" or not own):
        return PassedOn("attached", inside=mail.inner[0])
    found = quoted(mail.body, words)
    if found is not None and found.sender.address.casefold() in {one.casefold() for one in ours}:
        return None
    if found is not None and prefix != "reply" and (found.surely or prefix == "forward" or "sender" in found.fields):
        return PassedOn("inline", quoted=found)
    return PassedOn("inline") if prefix == "forward" else None


def prefixed(subject: str, words: MailWords) -> Literal["forward", "reply"] | None:
    """Return what a subject's first prefix says: ``FW:`` and its like, or ``RE:`` and its like."""
    head, colon, _ = subject.partition(":")
    bare = fold(head.strip(" \xa0[]()0123456789")) if colon else ""
    if bare in set(map(fold, words.forward)):
        return "forward"
    return "reply" if bare in set(map(fold, words.reply)) else None


def quoted(body: str, words: MailWords) -> Quoted | None:
    """Return the first mail that stands inside the text ``body``, with or without a line that announces it."""
    kinds = {fold(name): kind for kind in ("subject", "to", "sent", "sender") for name in getattr(words, kind)}
    surely, perhaps = set(map(fold, words.forwarded)), set(map(fold, words.original))
    lines = body.split("\n")
    for number, line in enumerate(lines):
        if len(line) > _LONGEST:
            continue
        bare = fold(line.strip(_SIGNS))
        if bare in surely or bare in perhaps:
            fields, end = _fields(lines, number + 1, kinds)
            return _split(lines, number, end, fields, surely=bare in surely)
        if kinds.get(_field(line)[0]) == "sender":
            fields, end = _fields(lines, number, kinds)
            if len(fields) >= 3:
                return _split(lines, number, end, fields, surely=False)
    return None


def unquoted(body: str) -> str:
    """Return the text ``body`` without the lines of an earlier mail, marked ``>``, and the line that announces them."""
    kept: list[str] = []
    within = False
    for line in body.split("\n"):
        marked = line.lstrip().startswith(">")
        if marked and not within:
            _unannounce(kept)
        if not marked:
            kept.append(line)
        within = marked or (within and not line.strip())
    return "\n".join(kept).strip("\n")


def _unannounce(kept: list[str]) -> None:
    """Take ``On ... wrote:`` off the end of ``kept``: it ends in a colon, and has a time or an address; two may wrap."""
    end = len(kept)
    while end and not kept[end - 1].strip():
        end -= 1
    if not end or not kept[end - 1].rstrip().endswith(":") or len(kept[end - 1]) > _LONGEST:
        return
    for start in range(end - 1, max(end - 4, -1), -1):
        if not kept[start].strip() or len(kept[start]) > _LONGEST:
            break
        if _TIME.search(kept[start]):
            del kept[start:]
            return
    if "@" in kept[end - 1]:
        del kept[end - 1 :]


def _field(line: str) -> tuple[str, str]:
    """Return the folded name and the value of a header field written as a line of text."""
    name, colon, value = line[:_LONGEST].partition(":")
    return (fold(name.strip(_SIGNS)) if colon else ""), (value + line[_LONGEST:]).strip(" \t\xa0*")


def _fields(lines: Sequence[str], start: int, kinds: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """Return the header that begins at line ``start``, by kind, and the line after it."""
    found: dict[str, str] = {}
    end = start
    for number in range(start, min(start + _BLOCK, len(lines))):
        name, value = _field(lines[number])
        kind = kinds.get(name)
        if kind is not None and kind not in found:
            found[kind], end = value, number + 1
        elif lines[number].strip(_SIGNS) and (not found or end < number):
            break  # text, after an empty line or instead of a header
        elif found and lines[number].strip(_SIGNS):
            end = number + 1  # a field of another kind, or the rest of a long one
    return found, end


def _split(lines: Sequence[str], at: int, end: int, fields: Mapping[str, str], *, surely: bool) -> Quoted:
    above, below = list(lines[:at]), list(lines[end:])
    while above and not above[-1].strip(_SIGNS):
        above.pop()  # empty lines, and the rule that programs draw
    if all(line.startswith(">") for line in below if line.strip()):
        below = [line.removeprefix(">").removeprefix(" ") for line in below]
    return Quoted("\n".join(above).strip("\n"), "\n".join(below).strip("\n"), fields, surely)
