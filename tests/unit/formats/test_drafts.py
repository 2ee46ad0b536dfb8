"""Drafts: what a mail program opens for sending, with nothing in it that the coordinator did not mean to send."""

from __future__ import annotations

import email
import email.policy

import pytest

from addendum_cli.formats.drafts import draft, is_address
from addendum_cli.formats.mail import Address
from mailing import one

ZOE = Address("Zoë D'Hondt", "zoe@example.org")
OFFICE = Address("Oproep", "oproep@example.org")


def test_a_draft_as_it_is_written():
    raw = draft(
        [ZOE, Address("", "els@example.org")],
        "Uw kandidatuur is ontvangen",
        "Beste Zoë\n\nDank u wel.\n",
        sender=OFFICE,
        reply_to=OFFICE,
        in_reply_to="<abc@example.org>",
    )
    assert raw.decode("ascii").split("\r\n") == [
        "From: Oproep",
        " <oproep@example.org>",
        "To: =?utf-8?b?Wm/DqyBEJ0hvbmR0?=",
        " <zoe@example.org>,",
        " els@example.org",
        "Reply-To: Oproep",
        " <oproep@example.org>",
        "Subject: Uw kandidatuur is ontvangen",
        "In-Reply-To: <abc@example.org>",
        "References: <abc@example.org>",
        "X-Unsent: 1",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "Beste Zo=C3=AB",
        "",
        "Dank u wel.",
        "",
    ]


def test_the_standard_library_reads_it_as_meant():
    subject = "Een vraag over uw kandidatuur “Samen op stap”: één gegeven ontbreekt nog – 😀" * 3
    text = "From hier.\n.\n" + "heel lange regel met é " * 20 + "\n= teken\nspaties achteraan  \n\ttab"
    found = email.message_from_bytes(draft([ZOE], subject, text), policy=email.policy.default)
    assert found["to"].addresses[0].addr_spec == "zoe@example.org"
    assert found["to"].addresses[0].display_name == "Zoë D'Hondt"
    assert found["subject"] == subject
    assert found.get_content().replace("\r\n", "\n") == f"{text}\n"
    assert not found.defects


def test_no_line_is_longer_than_mail_allows_and_none_looks_like_a_new_mail():
    raw = draft([Address("é" * 300, "a@example.org")], "ü😀" * 200, "From x\n" + "é" * 2000)
    assert max(map(len, raw.split(b"\r\n"))) <= 76
    assert b"\r\nFrom" not in raw
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("bad", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\0"])
def test_nothing_adds_a_header(bad: str):
    evil = f"x{bad}Bcc: dief@example.org"
    raw = draft(
        [Address(evil, "jan@example.org"), Address("", f"els@example.org{bad}Bcc: dief@example.org")],
        evil,
        evil,
        sender=Address(evil, "oproep@example.org"),
        reply_to=Address("", evil),
        in_reply_to=f"<a@example.org>{bad}Bcc: dief@example.org",
    )
    names = [line.partition(b":")[0] for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n") if line[:1] != b" "]
    assert names == [b"From", b"To", b"Subject", b"X-Unsent", b"MIME-Version", b"Content-Type", b"Content-Transfer-Encoding"]  # fmt: skip
    assert one(raw).to == ("jan@example.org",)


@pytest.mark.parametrize(
    "text",
    ["", "jan", "@example.org", "jan@", "jan@example.org, els@example.org", "Jan <jan@example.org>", "jan@@example.org",
     "jan peeters@example.org", "jan@example.org\n", "één@example.org", "jan@-example.org", '"jan"@example.org'],
)  # fmt: skip
def test_what_is_no_address_is_left_out(text: str):
    assert not is_address(text)
    assert b"\r\nTo:" not in b"\r\n" + draft([Address("Jan", text)], "x", "x")


@pytest.mark.parametrize(
    "text", ["jan@example.org", "jan.peeters+w13@mail.example.org", "o'hara@example.org", "a@localhost"]
)
def test_an_address(text: str):
    assert is_address(text)


def test_the_same_draft_has_the_same_bytes():
    assert draft([ZOE], "é", "x") == draft([ZOE], "é", "x")
    assert b"\r\nDate:" not in draft([ZOE], "é", "x")
