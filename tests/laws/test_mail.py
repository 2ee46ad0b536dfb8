"""Laws of mail: whatever bytes come in there is a result, and a draft comes back as it was meant."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from addendum_cli.api import load_call
from addendum_cli.formats.drafts import draft
from addendum_cli.formats.mail import Address, read
from addendum_cli.formats.mail.hypertext import text_of
from addendum_cli.formats.plain import one_line, visible
from addendum_cli.intake.mailbox import arrival
from compound import Attached, mail, msg
from judging import CASES
from mailing import one

KLEIN = load_call(CASES / "calls" / "klein")
WHOLE = msg(
    {0x0037: "Kandidatuur", 0x1000: "tekst", 0x0039: datetime(2023, 6, 9, tzinfo=UTC), 0x3FFD: 1252},
    recipients=[("Oproep", "oproep@example.org")],
    attachments=[Attached("a.pdf", b"x" * 5000), Attached("b", mail({0x0037: "binnen"}))],
)

pieces = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "From: ", "To: ", "Subject: ", "Date: ", "Received: from a by b; ", "Content-Type: ", "Content-Disposition: ",
                "Content-Transfer-Encoding: ", "multipart/mixed; boundary=b", "multipart/alternative; boundary=b",
                "multipart/report; boundary=b", "message/rfc822", "message/delivery-status", "text/html", "text/plain",
                "; charset=", "utf-8", "utf-7", "idna", "unicode_escape", "base64", "quoted-printable", "x-uuencode", "\n",
                "\r\n", "\n\n", "\n--b\n", "\n--b--\n", ";", '"', "(", ")", "<", ">", ",", "=?utf-8?q?", "?=", "=?utf-8?b?4pyT?=",
                "filename*0*=utf-8''%c3%a9", "filename*=", 'name="', "a@b.org", "Fri, 9 Jun 2023 23:58:00 +0200", "+9999",
                "<p>", "<script>", "<!--", "&#x110000;", "begin 644 x\n", "format=flowed", "FW: ", "Van: ", "Verzonden: ",
                "Aan: ", "-----Oorspronkelijk bericht-----\n", "From a Fri 10:10 2023\n", "\0", "é", "\x1b",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=40,
).map("".join)  # fmt: skip


def taken_in(raw: bytes) -> None:
    for found in read("post", raw):
        assert found.where.file == "post"
        assert {problem.where.file for problem in found.problems} <= {"post"}
        got = arrival(found, KLEIN.call, ("b",), KLEIN.language.mail)
        shown = (found.subject, found.sender.name, *found.to, *(part.name for part in found.attachments), got.subject)
        assert all(text == one_line(text) for text in shown)
        assert found.body == visible(found.body)
        assert not any(sign in part.name for part in found.attachments for sign in "/\\\0")
        assert all(moment is None or moment.tzinfo for moment in (found.date, got.received_at, got.sent_at))


@given(st.binary(max_size=300))
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
@example(b"From ")
def test_any_bytes_are_taken_in(raw: bytes):
    taken_in(raw)


@given(pieces, st.sampled_from(["utf-8", "latin-1", "utf-16"]))
@example("Content-Type: multipart/mixed; boundary=b; charset=punycode\n\né", "utf-8")
def test_any_pieces_of_mails_are_taken_in(text: str, charset: str):
    taken_in(b"From: a@b.org\n" + text.encode(charset, "replace"))


@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=30), st.integers(0, len(WHOLE))
)
def test_any_damage_to_an_outlook_mail_is_taken_in(changes: list[tuple[int, int]], cut: int):
    raw = bytearray(WHOLE)
    for place, byte in changes:
        raw[place] = byte
    taken_in(bytes(raw))
    taken_in(bytes(raw[:cut]))


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
names = st.text("abcdefghijklmnopqrstuvwxyz0123456789.+-_'", min_size=1, max_size=30)
people = st.builds(Address, words, names.map(lambda name: f"{name}@example.org"))


@given(st.lists(people, min_size=1, max_size=4, unique_by=lambda one: one.address), words, words)
@example([Address("=?utf-8?q?x?=", "a@example.org")], "=?utf-8?q?x?= ", "From hier\n.\n")
@example([Address("", "a@example.org")], "x" * 200, "é" * 200)
def test_a_draft_comes_back_as_it_was_meant(to: list[Address], subject: str, text: str):
    back = one(draft(to, subject, text, sender=to[0], in_reply_to="<a@b>"))
    assert back.to == tuple(person.address for person in to)
    assert back.sender.address == to[0].address
    assert back.subject == one_line(subject).strip()
    assert back.body == visible(text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    assert (back.attachments, back.problems) == ((), ())
    assert back.header("in-reply-to") == "<a@b>"


@given(words.filter(lambda text: "|" not in text))  # cells are set apart by it
def test_text_put_into_html_comes_back(text: str):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert text_of(f"<p>{escaped}</p>").split() == text.split()
