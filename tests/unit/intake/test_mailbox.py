"""How a mail arrived: which clock counts, what passes for a candidacy, and when a person has to look."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from addendum_cli.api import load_call
from addendum_cli.formats.mail import Address
from addendum_cli.intake.mailbox import Arrival, arrival
from judging import CASES
from mailing import HEAD, IN_TIME, LATE, PDF, eml, one, told

SUMMER = timezone(timedelta(hours=2))
FORWARD = HEAD.replace("Subject: ", "Subject: FW: ").replace("Jan Peeters <jan@example.org>", "els@example.org")
CONFIRM = "passed on by els@example.org; first sent by zoe@example.org"


@pytest.fixture(scope="module")
def folder():
    return load_call(CASES / "calls" / "klein")


@pytest.fixture
def arrive(folder):
    def arrive(raw: bytes | str, *trusted: str) -> Arrival:
        return arrival(one(raw), folder.call, trusted, folder.language.mail)

    return arrive


def notices(found: Arrival) -> list[str]:
    return [told(problem.message) for problem in found.notices]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SUMMER)


def test_an_ordinary_mail(arrive):
    found = arrive(IN_TIME + HEAD + "\nWij doen mee.\n")
    assert found == Arrival(
        received_at=at("2023-06-09T14:20:05"),
        sent_at=at("2023-06-09T14:20:00"),
        sent_to="oproep@example.org",
        channel="email",
        sender=Address("Jan Peeters", "jan@example.org"),
        subject="Kandidatuur",
        body="Wij doen mee.",
        attachments=(),
        forwarded=False,
        automatic=False,
        notices=(),
    )
    assert found.received_at.isoformat() == "2023-06-09T14:20:05+02:00"


def test_late_by_a_minute_for_the_server_and_not_for_the_sender(arrive):
    found = arrive(LATE + HEAD.replace("14:20:00", "23:58:30") + "\n")
    assert (found.received_at, found.sent_at) == (at("2023-06-10T00:00:30"), at("2023-06-09T23:58:30"))
    assert notices(found) == [
        "received 2023-06-10 00:00:30; the sender's clock says 2023-06-09 23:58:30,"
        " on the other side of the deadline 2023-06-09 23:59"
    ]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("14:12:00 +0200", []),
        ("08:20:05 -0400", []),  # the same moment elsewhere
        ("14:05:00 +0200", ["received 2023-06-09 14:20:05; the sender's clock says 2023-06-09 14:05:00"]),
        ("14:20:00 +0000", ["received 2023-06-09 14:20:05; the sender's clock says 2023-06-09 16:20:00"]),
        ("14:20:00", ["the mail says no time of sending that can be read"]),
    ],
)
def test_the_clock_of_the_sender(arrive, sent: str, told: list[str]):
    assert notices(arrive(IN_TIME + HEAD.replace("14:20:00 +0200", sent) + "\n")) == told


TWO = (
    "Received: from mail.example.org by store.example.org; Fri, 9 Jun 2023 22:03:00 +0000\n"
    "Received: from mx.example.net by mail.example.org; Fri, 9 Jun 2023 17:58:40 -0400\n"
    "Received: from pc by mx.example.net; Fri, 9 Jun 2023 23:58:10 +0200\n"
)


@pytest.mark.parametrize(
    ("trusted", "received", "other"),
    [
        ((), "2023-06-10T00:03:00", "mx.example.net says 2023-06-09 23:58:10"),
        (("mail.example.org",), "2023-06-09T23:58:40", None),
        (("Example.Org.",), "2023-06-10T00:03:00", "mx.example.net says 2023-06-09 23:58:10"),
        (("mx.example.net", "mail.example.org"), "2023-06-09T23:58:40", None),
    ],
)
def test_the_topmost_server_that_we_trust_decides(arrive, trusted, received: str, other: str | None):
    found = arrive(TWO + HEAD.replace("14:20:00", "23:58:05") + "\n", *trusted)
    assert found.received_at == at(received)
    assert [other in notice for notice in notices(found)[1:]] == ([True] if other else [])


@pytest.mark.parametrize(
    ("hops", "trusted", "notice"),
    [
        ("", (), "no server noted when it came in"),
        (IN_TIME, ("ample.org",), "none of the servers that noted it is one of ours: mail.example.org"),
        (IN_TIME, ("mx.example.net",), "none of the servers that noted it is one of ours: mail.example.org"),
        ("Received: by mail.example.org; gisteren\n" + IN_TIME, (), "the server mail.example.org noted no time that can be read"),
    ],
)  # fmt: skip
def test_no_other_clock_stands_in_for_the_server(arrive, hops: str, trusted: tuple[str, ...], notice: str):
    found = arrive(hops + HEAD + "\n", *trusted)
    assert (found.received_at, found.sent_at) == (None, at("2023-06-09T14:20:00"))
    assert notices(found) == [notice]


@pytest.mark.parametrize(
    ("to", "sent_to"),
    [
        ("Els <els@example.org>, OPROEP@example.org", "OPROEP@example.org"),
        ("els@example.org\nDelivered-To: oproep@example.org", "oproep@example.org"),
        ("els@example.org", "els@example.org"),
        ("undisclosed-recipients:;", None),
    ],
)
def test_where_it_was_sent_to(arrive, to: str, sent_to: str | None):
    assert arrive(IN_TIME + HEAD.replace("oproep@example.org", to) + "\n").sent_to == sent_to


MACHINE = "written by a machine (an automatic reply or a report): no candidacy"


@pytest.mark.parametrize(
    "head",
    [
        HEAD + "Auto-Submitted: auto-replied; owner-email=jan@example.org\n",
        HEAD + "X-Failed-Recipients: els@example.org\n",
        HEAD + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n",
        HEAD.replace("jan@", "MAILER-DAEMON@"),
        HEAD.replace("Kandidatuur", "Automatisch antwoord: Kandidatuur"),
        HEAD.replace("Kandidatuur", "Out of Office: Kandidatuur"),
        "Return-Path: <>\n" + HEAD,
    ],
)
def test_what_a_machine_wrote_is_no_candidacy(arrive, head: str):
    found = arrive(IN_TIME + head + "\nIk ben er niet.\n")
    assert (found.automatic, notices(found)[-1]) == (True, MACHINE)


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: no",
        "Auto-Submitted: auto-forwarded",
        "Auto-Submitted: auto-generated",
        "X-Autoreply: no",
        "Precedence: bulk",
    ],
)
def test_what_a_person_wrote(arrive, header: str):
    assert not arrive(f"{IN_TIME}{HEAD}{header}\n\nWij doen mee.\n").automatic


def test_a_scanner_is_somebodys_hand(arrive):
    scan = IN_TIME + HEAD + "Content-Type: application/pdf\nReturn-Path: <>\n\nx"
    assert not arrive(scan).automatic
    assert arrive(scan.replace("application/pdf", "text/plain")).automatic
    assert not arrive(scan.replace("Kandidatuur", "Automatisch antwoord gezocht")).automatic


INLINE = {
    "Outlook": (
        "Zie hieronder.\n\nGroeten, Els\n\n________________________________\nVan: Zoë D'Hondt <zoe@example.org>\n"
        "Verzonden: vrijdag 9 juni 2023 14:20\nAan: Els <els@example.org>\nOnderwerp: Samen op stap\n\nWij doen mee.\n"
    ),
    "older Outlook": (
        "-----Oorspronkelijk bericht-----\nVan: Zoë [mailto:zoe@example.org] \nVerzonden: vrijdag 9 juni 2023 14:20\n"
        "Aan: 'els@example.org'\nCC: Jan; Piet; Joris; Korneel; en nog veel\nanderen\nOnderwerp: Samen op stap\n\nWij doen mee.\n"
    ),
    "Gmail": (
        "---------- Forwarded message ---------\nVan: Zoë <zoe@example.org>\nDate: vr 9 jun 2023 om 14:20\n"
        "Subject: Samen op stap\nTo: <els@example.org>\n\n\nWij doen mee.\n"
    ),
    "Apple Mail": (
        "Begin doorgestuurd bericht:\n\n> Van: Zoë <zoe@example.org>\n> Onderwerp: Samen op stap\n"
        "> Datum: 9 juni 2023 om 14:20:00 CEST\n> Aan: els@example.org\n> \n> Wij doen mee.\n"
    ),
    "Thunderbird": (
        "-------- Doorgestuurd bericht --------\nOnderwerp: \tSamen op stap\nDatum: \tFri, 9 Jun 2023 14:20:00 +0200\n"
        "Van: \tZoë <zoe@example.org>\nAan: \tels@example.org\n\nWij doen mee.\n"
    ),
    "French": (
        "Bonjour\n\nDe : Zoë <zoe@example.org>\nEnvoyé : vendredi 9 juin 2023 14:20\nÀ : els@example.org\n"
        "Objet : Samen op stap\n\nWij doen mee.\n"
    ),
    "bold, with a line between": (
        "*Van:* Zoë <zoe@example.org>\n*Verzonden:* vrijdag 9 juni 2023 14:20\n\n*Aan:* els@example.org\n"
        "*Onderwerp:* Samen op stap\n\nWij doen mee.\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("program", INLINE)
def test_passed_on_in_the_text(arrive, program: str):
    found = arrive(IN_TIME + FORWARD + "\n" + INLINE[program])
    assert (found.sender.address, found.subject, found.body) == ("zoe@example.org", "Samen op stap", "Wij doen mee.")
    assert (found.forwarded, found.received_at) == (True, at("2023-06-09T14:20:05"))
    assert notices(found) == [CONFIRM]


def test_passed_on_in_html(arrive):
    found = arrive(
        IN_TIME
        + FORWARD
        + "Content-Type: text/html; charset=utf-8\n\n<div>Zie hieronder.</div><hr><div><p class=MsoNormal>"
        + "<b>Van:</b> Zoë &lt;zoe@example.org&gt; <br><b>Verzonden:</b> vrijdag 9 juni 2023 14:20<br>"
        + "<b>Aan:</b> els@example.org<br><b>Onderwerp:</b> Samen op stap</p></div><p>Wij doen mee.</p>"
    )
    assert (found.sender.address, found.body, found.forwarded) == ("zoe@example.org", "Wij doen mee.", True)


def test_passed_on_late_in_the_text_leaves_the_time_to_a_person(arrive):
    found = arrive(LATE + FORWARD.replace("14:20:00", "23:59:59") + "\n" + INLINE["Outlook"])
    assert (found.received_at, found.sent_at) == (None, None)
    assert notices(found)[1:] == [
        CONFIRM,
        "came in 2023-06-10 00:00:30, after the deadline; the mail inside says vrijdag 9 juni 2023 14:20",
    ]


def attached(outer: str, inner: str, *, own: str = "") -> bytes:
    return eml(
        f"{outer}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\nZie bijlage.\n{own}--b\nContent-Type: message/rfc822\n\n{inner}--b--\n",
        pdf=PDF,
    )


INNER = (
    HEAD.replace("Jan Peeters <jan@", "Zoë <zoe@").replace("Kandidatuur", "Samen op stap").replace("oproep@", "els@")
    + "Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/plain; charset=utf-8\n\nWij doen mee.\n"
    + '--c\nContent-Type: application/pdf; name="plan.pdf"\nContent-Transfer-Encoding: base64\n\n{pdf}\n--c--\n'
)
TOO_LATE = "came in 2023-06-10 00:00:30, after the deadline"


@pytest.mark.parametrize(
    ("outer", "inner", "received", "told"),
    [
        (IN_TIME, IN_TIME, "2023-06-09T14:20:05", []),
        (LATE, IN_TIME, None, [f"{TOO_LATE}; the mail inside says 2023-06-09 14:20:05"]),
        (LATE, "", None, [f"{TOO_LATE}; the mail inside says 2023-06-09 14:20:00"]),
        (LATE, LATE, "2023-06-10T00:00:30", []),
    ],
)
def test_passed_on_as_an_attachment(arrive, outer: str, inner: str, received: str | None, told: list[str]):
    found = arrive(attached(outer + FORWARD.replace("FW: ", ""), inner + INNER))
    assert (found.forwarded, found.sender.address, found.subject) == (True, "zoe@example.org", "Samen op stap")
    assert (found.body, [part.name for part in found.attachments]) == ("Wij doen mee.", ["plan.pdf"])
    assert found.received_at == (at(received) if received else None)
    assert [notice for notice in notices(found) if "sender's clock" not in notice] == [CONFIRM, *told]


def test_a_mail_beside_a_candidacys_own_documents_is_no_forward(arrive):
    own = "--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n{pdf}\n"
    found = arrive(attached(IN_TIME + HEAD, INNER, own=own))
    assert (found.forwarded, found.sender.address, found.body) == (False, "jan@example.org", "Zie bijlage.")
    assert notices(found) == ["a mail is attached: Samen op stap"]


def test_several_mails_passed_on_are_each_a_candidacy_of_their_own(arrive):
    second = "--b\nContent-Type: message/rfc822\n\nFrom: jan@example.org\nSubject: Tweede\n\nWij ook.\n"
    found = arrive(attached(IN_TIME + FORWARD, INNER, own=second))
    assert (found.forwarded, found.body) == (True, "Zie bijlage.")
    assert notices(found) == [
        "a mail is attached: Tweede",
        "a mail is attached: Samen op stap",
        "passed on by els@example.org",
    ]


def test_redirected(arrive):
    found = arrive(LATE + HEAD + "Resent-From: els@example.org\n\nWij doen mee.\n")
    assert (found.forwarded, found.received_at, found.sent_at, found.body) == (True, None, None, "Wij doen mee.")
    assert notices(found)[1:] == ["passed on by jan@example.org", f"{TOO_LATE}, but was passed on"]


QUOTE = "\n\nVan: Oproep <oproep@example.org>\nVerzonden: maandag 5 juni 2023\nAan: Jan\nOnderwerp: Vraag\n\nBiedt u woonhulp?\n"


@pytest.mark.parametrize(
    ("subject", "quote"),
    [
        ("RE: Vraag", QUOTE),
        ("RE: Vraag", QUOTE.replace("oproep@", "zoe@")),
        ("Vraag", QUOTE),
        ("FW: Vraag", QUOTE),
        ("Antw: FW: Vraag", "\n\n-----Oorspronkelijk bericht-----\n" + QUOTE.lstrip()),
    ],
)
def test_what_an_answer_quotes_is_not_the_senders(arrive, subject: str, quote: str):
    found = arrive(IN_TIME + HEAD.replace("Kandidatuur", subject) + "\nWij doen mee." + quote)
    assert (found.forwarded, found.body) == (False, "Wij doen mee.")
    assert notices(found) == ["answers an earlier mail: what it quotes of it is left out"]


def test_an_answer_below_what_it_quotes_stays_whole(arrive):
    text = QUOTE.strip() + "\n\nWij doen mee."
    assert arrive(IN_TIME + HEAD.replace("Kandidatuur", "RE: Vraag") + "\n" + text).body == text


@pytest.mark.parametrize(
    "announced",
    [
        "",
        "Op ma 5 jun. 2023 om 10:00 schreef Oproep <oproep@example.org>:\n\n",
        "Op ma 5 jun. 2023 om 10:00 schreef Oproep <\noproep@example.org>:\n",
        "On 5 Jun 2023, Oproep <oproep@example.org> wrote:\n",
    ],
)
@pytest.mark.parametrize("subject", ["Re: Vraag", "Kandidatuur"])
def test_lines_that_an_answer_marks_are_not_the_senders(arrive, announced: str, subject: str):
    text = f"Wij doen mee:\n\n{announced}> VTE: 2\n >> Gemeenten: Kortrijk\n\n> VTE: 3\n\nVTE: 4\n"
    found = arrive(IN_TIME + HEAD.replace("Kandidatuur", subject) + "\n" + text)
    assert (found.forwarded, found.body.split()) == (False, ["Wij", "doen", "mee:", "VTE:", "4"])
    assert notices(found) == ["answers an earlier mail: what it quotes of it is left out"]


@pytest.mark.parametrize(
    "text",
    [
        "Van: 1 juni\nTot: 30 juni\nVoor: jongeren",
        "Aan: allen\nVan: ons\nWij doen mee.",
        "Datum: 9 juni\nOnderwerp: x\nAan: u",
    ],
)
def test_a_text_with_colons_is_no_forward(arrive, text: str):
    found = arrive(f"{IN_TIME}{HEAD}\n{text}\n")
    assert (found.forwarded, found.body, notices(found)) == (False, text, [])


def test_what_cannot_be_read_in_a_mail_is_among_the_notices(arrive):
    found = arrive(IN_TIME + HEAD + 'Content-Type: application/ms-tnef; name="winmail.dat"\n\nx')
    assert notices(found) == ["Outlook wrapped its attachments in winmail.dat, which is not read"]
