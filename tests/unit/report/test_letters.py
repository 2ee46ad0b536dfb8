"""Letters to applicants as drafts: what came in and when, or exactly what is missing; never a judgement."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from addendum_cli.cli.templates import templates
from addendum_cli.errors import AddendumError
from addendum_cli.intake.candidacy import Candidacy, File
from addendum_cli.report.letters import asks, questions, receipt
from addendum_cli.report.wording import Tongue
from judging import FINE, call, evaluation, proposal, worded

FOLDER = call()


def candidacy(**facts: str) -> Candidacy:
    one = Candidacy("in/a.eml", "0" * 64)
    one.named_by = "jan@example.org"
    one.message_id = "<a1@example.org>"
    one.originals = [File("a.eml", b""), File("plan.docx", b""), File("scan.pdf", b"")]
    one.unread = ["scan.pdf"]
    for field, value in facts.items():
        one.state(field.replace("__", "."), value, "mail.md:1")
    return one


def parsed(raw: bytes | None) -> EmailMessage:
    assert raw is not None
    found = message_from_bytes(raw, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def body(mail: EmailMessage) -> str:
    return mail.get_content().replace("\r\n", "\n")


def received(one: Candidacy, language: str = "en") -> EmailMessage:
    return parsed(receipt(one, FOLDER.call, Tongue(language), templates(FOLDER)))


def test_what_came_in_and_when():
    one = candidacy(
        title="Samen",
        contact__name="Jan Peeters",
        contact__email="jan@example.org",
        submission__received_at="2023-06-09T14:20:05+02:00",
    )
    mail = received(one)
    assert (mail["To"], mail["Subject"], mail["In-Reply-To"]) == (
        "Jan Peeters <jan@example.org>",
        "Receipt of your candidacy: Samen",
        "<a1@example.org>",
    )
    told = body(mail)
    assert told.startswith(
        "Dear Jan Peeters,\n\nWe received your candidacy for Samen aan de Leie on Friday 9 June 2023 14:20:05.\n\n"
        "It held:\n- plan.docx\n\n"
    )
    assert "- scan.pdf\n" in told
    assert "a.eml" not in told


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2023-06-09T14:20:05+02:00", "op vrijdag 9 juni 2023 14:20:05."),
        ("2023-06-09T14:20", "op vrijdag 9 juni 2023 14:20:00."),
        ("2023-06-09", "op vrijdag 9 juni 2023."),
        ("", "Wanneer ze precies binnenkwam, gaan wij nog na."),
    ],
)
def test_the_moment_as_far_as_it_is_known(moment, told):
    assert told in body(received(candidacy(submission__received_at=moment), "nl"))


def test_without_a_name_or_an_address_a_person_fills_them_in():
    mail = received(candidacy())
    assert mail["To"] is None
    assert body(mail).startswith("Dear jan@example.org,\n")


def test_no_applicant_adds_a_header_a_receiver_or_a_line():
    one = candidacy(
        title="Samen\nBcc: els@example.org",
        contact__name="Jan\r\nBcc: els@example.org\n\nBeste",
        contact__email="jan@example.org, els@example.org",
    )
    one.originals.append(File("plan\nSubject: x.docx", b""))
    mail = received(one)
    assert mail.keys() == received(candidacy(title="x")).keys()
    assert "Bcc: els" not in [line[:8] for line in body(mail).splitlines()]
    assert [line for line in body(mail).splitlines() if line.startswith("Subject")] == []


def test_no_applicant_writes_a_template():
    one = candidacy(title="{{ call }}{% for x in y %}", contact__name="{{ 7 * 7 }}")
    mail = received(one)
    assert mail["Subject"] == "Receipt of your candidacy: {{ call }}{% for x in y %}"
    assert body(mail).startswith("Dear {{ 7 * 7 }},\n")


def test_a_template_of_the_calls_own_without_a_subject():
    def own(name: str) -> tuple[str, str]:
        return "Beste {{ name }}\n", f"templates/{name}"

    with pytest.raises(AddendumError) as caught:
        receipt(candidacy(), FOLDER.call, Tongue("nl"), own)
    assert [worded(problem) for problem in caught.value.problems] == [
        "1: the first line of a letter is its subject: Subject: … -> begin it with Subject:"
    ]


def judged(changes: str):
    (one,) = evaluation({"brug.yaml": proposal(changes, FINE)}).judged
    return one


def test_exactly_what_is_missing_is_asked():
    one = judged("approach: {}\ncontact: {name: Jan Peeters, email: jan@example.org}\nmunicipalities: []\n")
    mail = parsed(questions(one, FOLDER.call, Tongue("en"), templates(FOLDER)))
    assert mail["To"] == "Jan Peeters <jan@example.org>"
    told = body(mail)
    assert [line[:2] for line in told.splitlines() if line[:1].isdecimal()] == ["1.", "2."]
    assert len(asks(one)) == 2
    assert "Compagnon" in told


def test_of_one_that_is_clear_nothing_is_asked():
    assert questions(judged(""), FOLDER.call, Tongue("en"), templates(FOLDER)) is None


def test_what_a_person_here_decides_is_asked_of_nobody():
    one = judged("submission: {received_at: 2023-06-01T10:00:00+02:00, sent_to: elders@example.org}\n")
    assert (one.outcome, asks(one)) == ("clarify", ())
    assert questions(one, FOLDER.call, Tongue("en"), templates(FOLDER)) is None
