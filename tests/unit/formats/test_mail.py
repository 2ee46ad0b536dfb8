"""Mails of ordinary programs are read as a person would read them, and broken ones as far as they go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from addendum_cli.errors import Where
from addendum_cli.formats import mail as formats_mail
from addendum_cli.formats.mail import Address, Hop, Part, headers, read
from addendum_cli.formats.mail.hypertext import text_of
from compound import Attached, compound, mail, msg
from mailing import HEAD, IN_TIME, PDF, eml, one, said

SUMMER = timezone(timedelta(hours=2))

OUTLOOK = """\
Received: from AM6PR0102.eurprd01.prod.exchangelabs.com (2603:10a6:20b:5c::17)
 by DB7PR0102.eurprd01.prod.exchangelabs.com with HTTPS; Fri, 9 Jun 2023
 21:58:12 +0000
Received: from EUR05.outbound.protection.example.net (40.107.22.1) by
 mail.example.org (10.0.0.5) with Microsoft SMTP Server (version=TLS1_2,
 cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.6455.28 via Frontend
 Transport; Fri, 9 Jun 2023 21:58:10 +0000
From: =?iso-8859-1?Q?Zo=EB_D'Hondt?= <zoe@example.org>
To: "Oproep, lokale partners" <oproep@example.org>
CC: Els Maes <els@example.org>, directie@example.org
Subject: =?iso-8859-1?Q?Kandidatuur_=E9=E9n_gezicht=2C_?=
 =?iso-8859-1?Q?=E9=E9n_weg?=
Thread-Topic: Kandidatuur
Date: Fri, 9 Jun 2023 21:57:40 +0000
Message-ID: <AM6PR0102@eurprd01.prod.exchangelabs.com>
Content-Type: multipart/mixed;
 boundary="_004_AM6PR"
MIME-Version: 1.0

--_004_AM6PR
Content-Type: multipart/related;
 boundary="_005_AM6PR"; type="multipart/alternative"

--_005_AM6PR
Content-Type: multipart/alternative;
 boundary="_000_AM6PR"

--_000_AM6PR
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Beste,

Wij begeleiden mensen intensief, ook als het even niet lukt. Onze begeleiders =
zijn =E9=E9n aanspreekpunt en kosten =80 0.

--_000_AM6PR
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

<html><body><p class=3D"MsoNormal">Beste,</p></body></html>

--_000_AM6PR--

--_005_AM6PR
Content-Type: image/png; name="image001.png"
Content-Disposition: inline; filename="image001.png"
Content-ID: <image001.png@01D99B>
Content-Transfer-Encoding: base64

{logo}

--_005_AM6PR--

--_004_AM6PR
Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document;
 name="=?iso-8859-1?Q?Kandidatuur_=E9=E9n.docx?="
Content-Disposition: attachment;
 filename="=?iso-8859-1?Q?Kandidatuur_=E9=E9n.docx?="; size=4
Content-Transfer-Encoding: base64

{docx}

--_004_AM6PR--
"""


def test_outlook():
    found = one(eml(OUTLOOK, logo=b"png", docx=b"docx"))
    assert found.problems == ()
    assert found.message_id == "<AM6PR0102@eurprd01.prod.exchangelabs.com>"
    assert found.subject == "Kandidatuur één gezicht, één weg"
    assert found.sender == Address("Zoë D'Hondt", "zoe@example.org")
    assert found.to == ("oproep@example.org", "els@example.org", "directie@example.org")
    assert found.date == datetime(2023, 6, 9, 21, 57, 40, tzinfo=UTC)
    assert found.received == (
        Hop(
            "db7pr0102.eurprd01.prod.exchangelabs.com",
            "am6pr0102.eurprd01.prod.exchangelabs.com",
            datetime(2023, 6, 9, 21, 58, 12, tzinfo=UTC),
        ),
        Hop(
            "mail.example.org",
            "eur05.outbound.protection.example.net",
            datetime(2023, 6, 9, 21, 58, 10, tzinfo=UTC),
        ),
    )
    assert found.body == (
        "Beste,\n\nWij begeleiden mensen intensief, ook als het even niet lukt."
        " Onze begeleiders zijn één aanspreekpunt en kosten € 0."
    )
    assert found.attachments == (
        Part("image001.png", "image/png", b"png", inline=True),
        Part(
            "Kandidatuur één.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            b"docx",
        ),
    )


GMAIL = """\
Delivered-To: oproep@example.org
Received: by 2002:a05:7000:9a0f:b0:4b3:1234 with SMTP id z15csp1; Fri, 9 Jun
 2023 05:20:06 -0700 (PDT)
MIME-Version: 1.0
From: =?UTF-8?B?w4lsb2RpZSDwn5iA?= <elodie@example.org>
Date: Fri, 9 Jun 2023 14:20:00 +0200
Message-ID: <CAF=abc@mail.example.org>
Subject: =?UTF-8?B?S2FuZGlkYXR1dXIg4oCTIHNhbWVuIG9wIHc=?= =?UTF-8?B?ZWc=?=
To: oproep+2023@example.org
Content-Type: multipart/mixed; boundary="0000000000001"

--0000000000001
Content-Type: multipart/alternative; boundary="0000000000002"

--0000000000002
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: base64

{plain}
--0000000000002
Content-Type: text/html; charset="UTF-8"

<div dir="ltr">Dag</div>
--0000000000002--
--0000000000001
Content-Type: application/pdf; name="Op weg – bijlage.pdf"
Content-Disposition: attachment; filename*0*=UTF-8''Op%20weg%20%E2%80%93;
 filename*1*=%20bijlage.pdf
Content-Transfer-Encoding: base64
X-Attachment-Id: f_1

{pdf}
--0000000000001--
"""


def test_gmail():
    found = one(eml(GMAIL, plain="Dag – wij doen mee.\r\n".encode(), pdf=PDF))
    assert found.problems == ()
    assert found.subject == "Kandidatuur – samen op weg"
    assert found.sender == Address("Élodie 😀", "elodie@example.org")
    assert found.to == ("oproep+2023@example.org", "oproep@example.org")
    assert found.body == "Dag – wij doen mee."
    assert found.attachments == (Part("Op weg – bijlage.pdf", "application/pdf", PDF),)
    (hop,) = found.received
    assert (hop.by, hop.from_, hop.at) == ("2002:a05:7000:9a0f:b0:4b3:1234", None, datetime(2023, 6, 9, 12, 20, 6, tzinfo=UTC))  # fmt: skip


def test_thunderbird_breaks_no_paragraph():
    found = one(
        HEAD
        + "Content-Type: text/plain; charset=UTF-8; format=flowed\nContent-Transfer-Encoding: 8bit\n\n"
        + "Wij gaan mee naar het huis van \nde mens, elke week.\n\n  ingesprongen\n-- \nJan\n"
    )
    assert found.body == "Wij gaan mee naar het huis van de mens, elke week.\n\n ingesprongen\n-- \nJan"


APPLE = """\
From: Jan Peeters <jan@example.org>
Content-Type: multipart/alternative; boundary="Apple-Mail=_1"
Mime-Version: 1.0 (Mac OS X Mail 16.0)
Subject: Kandidatuur
Date: Fri, 9 Jun 2023 14:20:00 +0200
To: oproep@example.org

--Apple-Mail=_1
Content-Transfer-Encoding: 7bit
Content-Type: text/plain; charset=us-ascii

In bijlage.

--Apple-Mail=_1
Content-Type: multipart/mixed; boundary="Apple-Mail=_2"

--Apple-Mail=_2
Content-Type: text/html; charset=us-ascii

<html><body>In bijlage.<br></body></html>
--Apple-Mail=_2
Content-Disposition: inline; filename=kandidatuur.pdf
Content-Type: application/pdf; x-unix-mode=0644; name="kandidatuur.pdf"
Content-Transfer-Encoding: base64

{pdf}
--Apple-Mail=_2--
--Apple-Mail=_1--
"""


def test_apple_mail_hides_the_attachment_in_the_alternative():
    found = one(eml(APPLE, pdf=PDF))
    assert (found.body, found.attachments) == ("In bijlage.", (Part("kandidatuur.pdf", "application/pdf", PDF),))


def test_nothing_but_a_pdf():
    found = one(eml(HEAD + "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n{pdf}\n", pdf=PDF))
    assert (found.body, found.attachments) == ("", (Part("part-1.pdf", "application/pdf", PDF),))


def test_html_alone_becomes_text():
    found = one(
        HEAD
        + "Content-Type: text/html; charset=utf-8\n\n"
        + "<style>p {color: red}</style><h1>Kandidatuur</h1><p>Wij&nbsp;bieden\n <b>huis</b>bezoeken:</p>"
        + '<ul><li>elke week</li><li><a href="http://example.org/volg?u=1">lees meer</a></li></ul><script>alert(1)</script>'
        + "<table><tr><td>VTE</td><td>2,5</td></tr></table>een<br>twee &lt;drie&gt;"
    )
    assert found.body == (
        "Kandidatuur\n\nWij bieden huisbezoeken:\n\n- elke week\n- lees meer\n\nVTE | 2,5\n\neen\ntwee <drie>"
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a <!-- weg --> b<!--[if mso]>weg<![endif]-->", "a b"),
        ('<div style="display:none">weg <div>ook</div> weg</div>blijft', "blijft"),
        ("<p hidden>weg</p><p class='hidden-xs'>blijft</p>", "blijft"),
        ("<pre>een  twee\n  drie</pre>", "een  twee\n  drie"),
        ('<p title="a > b">tekst</p>', "tekst"),
        ('<p title="5" lang">tekst</p>', "tekst"),
        ("1 < 2 <niet af", "1 < 2 <niet af"),
        ("<script>weg", ""),
        ("<o:p>&nbsp;</o:p>", ""),
        ("<div>een</div><div>twee<br></div><div><br></div><div>drie</div>", "een\ntwee\n\ndrie"),
        ("<ol><li>een</li> <li><p>twee</p></li></ol>", "- een\n\n- twee"),
        ("<table><tr><td></td><td>a</td><td> </td></tr><tr><th>b</th></tr></table>", "a\nb"),
    ],
)
def test_html_of_all_sorts(source: str, text: str):
    assert text_of(source) == text


@pytest.mark.parametrize(
    ("charset", "raw", "text"),
    [
        ("iso-8859-1", "één".encode("latin-1"), "één"),
        ("iso-8859-1", b"\x80 10", "€ 10"),  # Windows' own set under another's name
        ("us-ascii", "één".encode(), "één"),
        ("windows-1252", b"\x93ja\x94 \x81", "“ja” "),
        ("utf-16", "één".encode("utf-16"), "één"),
        ("UTF-8", b"e\xcc\x81\xc3\xa9", "e\u0301é"),
    ],
)
def test_a_character_set_that_fits(charset: str, raw: bytes, text: str):
    found = one(eml(HEAD + f"Content-Type: text/plain; charset={charset}\n\n") + raw)
    assert (found.body, found.problems) == (text, ())


@pytest.mark.parametrize("charset", ["utf-8", "x-verzonnen", "unicode_escape", "rot13"])
def test_a_character_set_that_does_not_fit_is_told(charset: str):
    found = one(eml(HEAD + f"Content-Type: text/plain; charset={charset}\n\n") + "één \\n".encode("cp1252"))
    assert found.body == "één \\n"
    assert said(found) == [f"the character set {charset} does not fit: letters may be wrong"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("Kandidatuur: één vzw", "Kandidatuur: één vzw"),  # bytes that should have been coded
        ("=?utf-8?q?=C3=A9=C3?= =?utf-8?q?=A9n?=", "één"),  # cut through a letter
        ("=?utf-8?B?w6k?= =?iso-8859-1?q?=E9?=", "éé"),
        ("a =?utf-8?q?b?= c =?utf-8*nl?q?d_e?=", "a b c d e"),
        ("=?x-verzonnen?q?a=E9?=", "aé"),
        ("=?utf-8?b?w?= rest", "=?utf-8?b?w?= rest"),
        ("=?utf-8?q?regel=0Aeen=0D=0ABcc:_x?=", "regel een Bcc: x"),
    ],
)
def test_subjects(field: str, text: str):
    assert one(f"From: jan@example.org\nSubject: {field}\n\n").subject == text


@pytest.mark.parametrize(
    ("field", "people"),
    [
        ("jan@example.org", [("", "jan@example.org")]),
        ('"Peeters, Jan" <jan@example.org>, els@example.org', [("Peeters, Jan", "jan@example.org"), ("", "els@example.org")]),
        ("Peeters, Jan <jan@example.org>", [("Peeters, Jan", "jan@example.org")]),
        ("jan@example.org (Jan Peeters)", [("Jan Peeters", "jan@example.org")]),
        ("'jan@example.org' <jan@example.org>", [("jan@example.org", "jan@example.org")]),
        ('"oproep@example.org" <ander@example.net>', [("oproep@example.org", "ander@example.net")]),
        ("partners: jan@example.org, Els <els@example.org>;", [("", "jan@example.org"), ("Els", "els@example.org")]),
        ("undisclosed-recipients:;", []),
        ('"a \\"b\\" c" <jan@example.org>', [('a "b" c', "jan@example.org")]),
        ("jan@example.org; els@example.org", [("", "jan@example.org"), ("", "els@example.org")]),
        ("Jan", [("Jan", "")]),
        ("", []),
        ("<", []),
    ],
)  # fmt: skip
def test_people(field: str, people: list[tuple[str, str]]):
    assert headers.addresses(field) == people


@pytest.mark.parametrize(
    ("field", "moment"),
    [
        ("Fri, 9 Jun 2023 23:59:30 +0200 (CEST)", datetime(2023, 6, 9, 23, 59, 30, tzinfo=SUMMER)),
        ("9 Jun 2023 23:59 GMT", datetime(2023, 6, 9, 23, 59, tzinfo=UTC)),
        ("Fri, 09 Jun 2023 21:59:30 -0000", datetime(2023, 6, 9, 21, 59, 30, tzinfo=UTC)),
        ("Fri, 9 Jun 2023 23:59:30", None),  # without a zone it is no moment
        ("Fri Jun  9 23:59:30 2023", None),
        ("Fri, 9 Jun 2023 23:59:30 CEST", None),
        ("Fri, 31 Jun 2023 23:59:30 +0200", None),
        ("Fri, 9 Jun 2023 23:59:30 +9999", None),
        ("Fri, 9 Jun 99999 23:59:30 +0200", None),
        ("vandaag", None),
        ("", None),
    ],
)
def test_moments(field: str, moment: datetime | None):
    assert headers.moment(field) == moment


def test_a_mail_attached_is_read_with_its_own_header():
    found = one(
        HEAD
        + 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nZie bijlage.\n'
        + f"--b\nContent-Type: message/rfc822\n\n{IN_TIME}From: els@example.org\nSubject: Binnen\n\nWij doen mee.\n--b--\n"
    )
    (within,) = found.inner
    assert (found.body, found.attachments) == ("Zie bijlage.", ())
    assert (within.sender.address, within.subject, within.body) == ("els@example.org", "Binnen", "Wij doen mee.")
    assert within.received[0].at == datetime(2023, 6, 9, 14, 20, 5, tzinfo=SUMMER)


@pytest.mark.parametrize(
    "part",
    [
        'Content-Type: application/octet-stream; name="a.eml"\nContent-Transfer-Encoding: base64\n\n{within}',
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{within}",
    ],
)
def test_a_mail_attached_as_a_file(part: str):
    within = eml("From: els@example.org\nSubject: Binnen\n\nWij doen mee.\n")
    found = one(eml(f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n{part}\n--b--\n", within=within))
    assert [mail.subject for mail in found.inner] == ["Binnen"]


BOX = """\
From jan@example.org Fri Jun  9 14:20:05 2023
From: jan@example.org
Subject: een

>From hier op aan
From daar tot ginder 10:10 1999

From els@example.org Fri Jun  9 14:21:00 2023
From: els@example.org
Subject: twee

tekst
"""


def test_a_mailbox_gives_its_mails_with_the_line_at_which_they_begin():
    found = read("inbox.mbox", BOX.encode())
    assert [(mail.subject, mail.body) for mail in found] == [
        ("een", "From hier op aan\nFrom daar tot ginder 10:10 1999"),
        ("twee", "tekst"),
    ]
    assert [mail.where for mail in found] == [Where("inbox.mbox", 1), Where("inbox.mbox", 8)]


def test_a_mailbox_is_read_up_to_its_bound(monkeypatch):
    monkeypatch.setattr(formats_mail, "MAILS", 1)
    (found,) = read("inbox.mbox", BOX.encode())
    assert said(found) == ["more than 1 mails: the rest of the mailbox is not read"]


HEADER = IN_TIME + "Received: from pc by mx.example.net; Fri, 9 Jun 2023 14:19:58 +0200\n" + HEAD


def test_outlook_msg():
    within = mail({0x0037: "Binnen", 0x1000: "Wij doen mee.", 0x0C1A: "Els", 0x5D01: "els@example.org"})
    raw = msg(
        {0x0037: "Kandidatuur één", 0x1000: "Beste\r\n\r\nZie bijlage.\r\n", 0x007D: HEADER.replace("\n", "\r\n")},
        recipients=[("Oproep", "oproep@example.org"), ("Els", "els@example.org")],
        attachments=[
            Attached("kandidatuur één.pdf", PDF * 400, "application/pdf"),
            Attached("image001.png", b"png", "image/png", {0x3712: "image001.png@01D99B"}),
            Attached("Binnen.msg", within),
        ],
    )
    found = one(raw, "kandidatuur.msg")
    assert found.problems == ()
    assert (found.subject, found.body) == ("Kandidatuur", "Beste\n\nZie bijlage.")
    assert found.to == ("oproep@example.org", "els@example.org")
    assert [hop.by for hop in found.received] == ["mail.example.org", "mx.example.net"]
    assert found.attachments == (
        Part("kandidatuur één.pdf", "application/pdf", PDF * 400),
        Part("image001.png", "image/png", b"png", inline=True),
    )
    assert [(mail.subject, mail.sender, mail.body) for mail in found.inner] == [
        ("Binnen", Address("Els", "els@example.org"), "Wij doen mee.")
    ]


def test_outlook_msg_from_the_sent_folder_has_no_hops():
    sent = datetime(2023, 6, 9, 12, 20, tzinfo=UTC)
    found = one(
        msg(
            {0x0037: "één", 0x1013: "<p>Wij doen <b>mee</b> – één</p>".encode(), 0x3FDE: 65001, 0x3FFD: 1252, 0x0039: sent,
             0x0E06: sent, 0x0C1A: "Jan", 0x0C1F: "/O=EXCHANGELABS/CN=JAN", 0x0065: "jan@example.org", 0x0042: "Jan P"},
            recipients=[("Oproep", "oproep@example.org")],
            ansi=True,
        )
    )  # fmt: skip
    assert (found.subject, found.sender, found.date) == ("één", Address("Jan P", "jan@example.org"), sent)
    assert (found.received, found.to, found.body) == ((), ("oproep@example.org",), "Wij doen mee – één")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (compound({"WordDocument": b"oud"}), "damaged, or not an Outlook mail"),
        (msg({0x0037: "x"})[:700], "damaged, or not an Outlook mail"),
        (
            msg({0x0037: "x", 0x1009: b"rtf"}),
            "its text is there in Outlook's own form only, which is not read",
        ),
        (
            msg({0x0037: "x", 0x1000: "x"}, attachments=[Attached("blad", {"\x01Ole": b""})]),
            "the attachment blad is a link or an object of another program, not a file",
        ),
    ],
)
def test_outlook_msg_that_is_none_or_not_whole(raw: bytes, message: str):
    assert said(one(raw)) == [message]


def test_streams_that_share_their_bytes_are_not_read():
    raw = bytearray(msg({0x0037: "x", 0x1000: "lang" * 20_000, 0x1013: b"lang" * 20_000}))
    name = "__substg1.0_10130102".encode("utf-16-le")
    place = raw.index(name) + 120
    raw[place : place + 8] = (len(raw) - 1).to_bytes(8, "little")
    assert said(one(bytes(raw))) == ["swells beyond all bounds when it is opened"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["no mail: nothing in it that mails begin with"]),
        ("zomaar een tekst\n", ["no mail: nothing in it that mails begin with"]),
        ("Beste: hallo\n\ntekst\n", ["no mail: nothing in it that mails begin with"]),
        (
            HEAD + "Content-Type: multipart/mixed\n\n--b\n\ntekst\n",
            ["damaged: where its parts begin and end is lost"],
        ),
        (
            HEAD + 'Content-Type: application/ms-tnef; name="winmail.dat"\n\nx',
            ["Outlook wrapped its attachments in winmail.dat, which is not read"],
        ),
        (
            HEAD + 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\n\nx',
            ["encrypted or signed as a whole: smime.p7m is not read"],
        ),
        (
            HEAD + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 300,
            ["more than 200 parts: the rest is not read"],
        ),
        (
            HEAD + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(20)),
            ["wrapped in more than 10 layers: the rest is not read"],
        ),
        (
            HEAD + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(200)),
            ["wrapped in too many layers: only its header is read"],
        ),
        (
            HEAD + "Content-Type: message/rfc822\n\nFrom: a@example.org\n" * 20,
            ["mails within mails, more than 10 deep: the rest is not read"],
        ),
        (HEAD + "\n" * 1_000_001, ["more than 1 million lines: only its header is read"]),
        (HEAD + "\n" + "x" * 50_000_000, ["larger than 50 MB: only its header is read"]),
        (HEAD + "\n" + "x" * 5_000_001, ["its text has more than 5 million characters: the rest is left out"]),
    ],
    ids=lambda value: None if isinstance(value, list) else value[-40:].split("\n")[0],
)
def test_what_cannot_be_read_is_told(text: str, problems: list[str]):
    found = one(text)
    while found.inner:
        found = found.inner[0]
    assert said(found) == problems


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\map\\\\brief.docx", "brief.docx"),
        ("..", "part-1.pdf"),
        ("a\x1b[31m:b|c?.pdf", "a[31m_b_c_.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        (" brief .pdf. ", "brief .pdf"),
    ],
)
def test_a_name_is_never_a_path(given: str, name: str):
    found = one(f'{HEAD}Content-Type: application/pdf\nContent-Disposition: attachment; filename="{given}"\n\nx')
    assert [part.name for part in found.attachments] == [name]


def test_headers_by_which_machines_are_known_are_kept():
    found = one(f"{HEAD}Auto-Submitted: auto-replied\nX-Failed-Recipients: x@example.org\nX-Ander: y\n\n")
    assert found.headers == (("auto-submitted", "auto-replied"), ("x-failed-recipients", "x@example.org"))
    assert (found.header("auto-submitted"), found.header("precedence")) == ("auto-replied", "")
