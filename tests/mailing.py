"""Mails in the shapes that ordinary mail programs give them, written out by hand."""

from __future__ import annotations

from base64 import encodebytes
from textwrap import dedent

from addendum_cli.formats.mail import Mail, read
from addendum_cli.messages import Message
from addendum_cli.report.wording import Tongue

English = Tongue("en")
PDF = b"%PDF-1.4 een kandidatuur"
IN_TIME = "Received: from mx.example.net by mail.example.org with ESMTPS; Fri, 9 Jun 2023 14:20:05 +0200\n"
LATE = "Received: from mx.example.net by mail.example.org with ESMTPS; Sat, 10 Jun 2023 00:00:30 +0200\n"
HEAD = """\
From: Jan Peeters <jan@example.org>
To: oproep@example.org
Subject: Kandidatuur
Date: Fri, 9 Jun 2023 14:20:00 +0200
"""


def eml(text: str, **coded: bytes) -> bytes:
    """Return ``text`` as a mail's bytes; ``{name}`` in it stands for the bytes of that name, in base64."""
    text = dedent(text)
    for name, raw in coded.items():
        text = text.replace(f"{{{name}}}", encodebytes(raw).decode("ascii").strip())
    return text.replace("\n", "\r\n").encode("utf-8")


def one(raw: bytes | str, name: str = "mail.eml") -> Mail:
    """Return the one mail in a file."""
    (mail,) = read(name, eml(raw) if isinstance(raw, str) else raw)
    return mail


def said(mail: Mail) -> list[str]:
    """Return what is wrong with a mail, in English."""
    return [told(problem.message) for problem in mail.problems]


def told(message: Message) -> str:
    """Return a message in English."""
    return English(message)
