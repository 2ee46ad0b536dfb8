"""Drafts of mails (RFC 5322), which a mail program opens as a mail still to be sent (``X-Unsent: 1``).

Written out by hand, so that the same draft has the same bytes on every machine and with every version of
Python, and nothing that an applicant wrote can add a header or a receiver. There is no ``Date`` and no
``Message-ID``: the program that sends it gives both.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from addendum_cli.formats.mail.values import Address
from addendum_cli.formats.plain import even_lines, one_line, visible
from addendum_cli.formats.seals import BLANK, FIELD, sealed

_LOCAL, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}", r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})*")
_IDENTITY = re.compile(r"<[!-;=?-~]{1,900}>")
_PLAIN = re.compile(r"[!-~](?:[ -~]{0,58}[!-~])?")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_NOTE = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_WORD = 39
"""Bytes of an encoded word: with the longest field's name before it, it stays within 76 characters."""


def is_address(text: str) -> bool:
    """Return whether ``text`` is one e-mail address and nothing else, as a draft can hold it."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def draft(
    to: Sequence[Address],
    subject: str,
    text: str,
    *,
    sender: Address | None = None,
    reply_to: Address | None = None,
    in_reply_to: str | None = None,
    notes: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return a draft in plain text. Without ``sender`` the mail program takes its own.

    An address that is none (:func:`is_address`) is left out, so that whoever sends the draft fills it in.
    ``in_reply_to`` is the message id, in angle brackets, of the mail that is answered. ``notes`` are fields of
    our own by name, folded at ``; ``; they hold no more than printable ASCII. With notes the draft is sealed.
    """
    headers = [
        *_people("From", [sender] if sender else []),
        *_people("To", to),
        *_people("Reply-To", [reply_to] if reply_to else []),
        f"Subject: {_words(one_line(subject).strip())}".rstrip(),
        *_answered(in_reply_to),
        *(f"{name}: " + ";\r\n ".join(value.split("; ")) for name, value in notes.items() if _NOTE.fullmatch(value)),
        *([f"{FIELD}: {BLANK}"] if notes else []),
        "X-Unsent: 1",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
    ]
    lines = visible(even_lines(text)).rstrip("\n").split("\n")
    made = "\r\n".join([*headers, "", *map(_quoted, lines), ""]).encode("ascii")
    return sealed(made) if notes else made


def _people(field: str, people: Sequence[Address]) -> Iterator[str]:
    """Yield the field that names ``people``, nothing where none of them has an address."""
    shown = [_person(one) for one in people if is_address(one.address)]
    if shown:
        yield f"{field}: " + ",\r\n ".join(shown)


def _person(one: Address) -> str:
    name = one_line(one.name).strip()
    if not name:
        return one.address
    plain = len(name) <= 60 and _ATOMS.fullmatch(name) and "=?" not in name
    return f"{name if plain else _encoded(name)}\r\n <{one.address}>"


def _answered(identity: str | None) -> Iterator[str]:
    if identity and _IDENTITY.fullmatch(identity):
        yield f"In-Reply-To: {identity}"
        yield f"References: {identity}"


def _words(text: str) -> str:
    """Return ``text`` as a field can hold it: as it is where that is safe, else in encoded words (RFC 2047)."""
    return text if not text or (_PLAIN.fullmatch(text) and "=?" not in text) else _encoded(text)


def _encoded(text: str) -> str:
    """Return ``text`` in encoded words, none of which cuts through a letter."""
    words: list[bytes] = []
    held = b""
    for letter in text:
        added = letter.encode("utf-8")
        if held and len(held) + len(added) > _WORD:
            words.append(held)
            held = b""
        held += added
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(word).decode('ascii')}?=" for word in (*words, held))


def _quoted(line: str) -> str:
    """Return a line in quoted-printable; one that mailbox files would take for a new mail is not left so."""
    coded = binascii.b2a_qp(line.encode("utf-8"), istext=True).decode("ascii").replace("=\n", "=\r\n")
    return f"=46{coded[1:]}" if coded.startswith("From ") else coded
