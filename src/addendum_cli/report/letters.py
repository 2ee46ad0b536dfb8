"""Letters to applicants: composed from templates, then set as a draft of a mail or as Markdown.

The words stand in templates, one a language (``templates/receipt.nl.txt.j2``), which a call may replace; the first
line is the subject. A draft is never sent by the program. Which letters there are: ``report.stages``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from addendum_cli.errors import AddendumError, Where
from addendum_cli.formats import markdown
from addendum_cli.formats.drafts import draft
from addendum_cli.formats.mail import Address
from addendum_cli.formats.plain import one_line
from addendum_cli.formats.seals import HTML, RESTS_ON, sealed
from addendum_cli.intake.candidacy import Candidacy
from addendum_cli.messages import Message, say
from addendum_cli.model.call import Call
from addendum_cli.model.fields import read_time
from addendum_cli.model.verdict import Judged
from addendum_cli.report.filling import Templates, fill
from addendum_cli.report.records import PROGRAM
from addendum_cli.report.showing import day, when
from addendum_cli.report.wording import Tongue

_SUBJECT = "Subject:"
_GAPS = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_BREAK = re.compile(r"\\\n(?=\n|- |\Z)")
"""A hard line break where a paragraph ends anyway."""


def receipt(one: Candidacy, call: Call, tongue: Tongue, templates: Templates) -> bytes:
    """Return the draft that tells an applicant what came in, and when; nothing of it is a judgement.

    Raises:
        AddendumError: the template (perhaps the call's own) is not there or wrong.
    """
    facts = one.facts
    own = {file.name for file in one.originals[:1]} if one.message_id or one.sender.address else set()
    view = {
        **common(call),
        "name": name_of_person(facts["contact.name"].value if "contact.name" in facts else None, one.organisation),
        "title": one_line(str(facts["title"].value)) if "title" in facts else "",
        "received": moment_of(facts["submission.received_at"].value, tongue)
        if "submission.received_at" in facts
        else "",
        "files": [file.name for file in one.originals if file.name not in own and file.name not in one.unread],
        "unread": list(one.unread),
        "milestones": [
            {"title": mark.title, "when": when(mark, tongue)} for mark in call.after(call.submission.deadline)
        ],
    }
    email = str(facts["contact.email"].value) if "contact.email" in facts else ""
    return _draft("receipt", view, Address(str(view["name"]), email), call, tongue, templates, one.message_id)


def questions(one: Judged, call: Call, tongue: Tongue, templates: Templates) -> bytes | None:
    """Return the draft that asks an applicant exactly for what is missing; None where a person here decides.

    Raises:
        AddendumError: the template (perhaps the call's own) is not there or wrong.
    """
    asked = asks(one)
    if not asked:
        return None
    seen = one.examined
    view = {
        **common(call),
        "name": name_of_person(seen.contact.name, seen.organisation or one.id),
        "title": one_line(seen.title or ""),
        "questions": [one_line(tongue(each)) for each in asked],
    }
    return _draft("questions", view, Address(str(view["name"]), seen.contact.email or ""), call, tongue, templates)


def asks(one: Judged) -> tuple[Message, ...]:
    """Return what only the applicant can tell of a proposal that is to be clarified."""
    if one.outcome != "clarify":
        return ()
    return tuple(finding.asks for finding in one.findings if finding.verdict == "unknown" and finding.asks is not None)


def common(call: Call) -> dict[str, Any]:
    """Return the fields that every letter has: call, region, contact, email."""
    contact = call.contact
    return {
        "call": call.title,
        "region": call.region.name,
        "contact": contact.name if contact else "",
        "email": contact.email or "" if contact else "",
    }


def moment_of(written: str, tongue: Tongue) -> str:
    """Return when something came in as it is written to people, without an hour where only the day is known."""
    moment = read_time(written)
    return f"{day(moment.date(), tongue)} {moment:%H:%M:%S}" if isinstance(moment, datetime) else day(moment, tongue)


def name_of_person(person: object, organisation: str) -> str:
    """Return whom a letter speaks to: a person where one is known, else the organisation."""
    return one_line(str(person or organisation)).strip()


class Letter(NamedTuple):
    """A letter to an applicant: whom it goes to, its subject and text, and the mail that it answers.

    ``rests_on``: fingerprints of what it was made from, by name.
    """

    to: Address
    subject: str
    body: str
    answers: str | None = None
    rests_on: Mapping[str, str] = MappingProxyType({})


def compose(
    name: str,
    view: Mapping[str, Any],
    to: Address,
    tongue: Tongue,
    templates: Templates,
    *,
    answers: str | None = None,
    rests_on: Mapping[str, str] = MappingProxyType({}),
) -> Letter:
    """Return the letter that the template ``name`` and its fields make; what an applicant wrote stays on its line.

    Raises:
        AddendumError: the template (perhaps the call's own) is not there or wrong.
    """
    file = f"{name}.{tongue.language}.txt.j2"
    text = fill(file, templates, {}, view, finalize=lambda value: "" if value is None else one_line(str(value)))
    head, _, body = text.lstrip("\n").partition("\n")
    if not head.startswith(_SUBJECT):
        what = say("the first line of a letter is its subject: {start} …", start=_SUBJECT)
        raise AddendumError.at(Where(file, 1), what, say("begin it with {start}", start=_SUBJECT))
    body = _GAPS.sub("\n\n", body).strip("\n") + "\n"
    return Letter(to, head.removeprefix(_SUBJECT).strip(), body, answers, rests_on)


def eml(letter: Letter, call: Call) -> bytes:
    """Return a letter as a draft that a mail program opens for sending."""
    contact = call.contact
    return draft(
        [letter.to],
        letter.subject,
        letter.body,
        reply_to=Address(contact.name, contact.email) if contact and contact.email else None,
        in_reply_to=letter.answers,
        notes={RESTS_ON: "; ".join(f"{name}={digest}" for name, digest in letter.rests_on.items())}
        if letter.rests_on
        else {},
    )


def as_markdown(letter: Letter) -> bytes:
    """Return a letter as Markdown: its subject, whom it goes to, its paragraphs and lists."""
    parts = [f"# {markdown.escape(letter.subject)}", ""]
    if letter.to.address:
        parts += [markdown.escape(f"{letter.to.name} · {letter.to.address}"), ""]
    for row in letter.body.split("\n"):
        item = row.startswith("- ")
        text = markdown.escape(row.removeprefix("- "))
        parts.append(f"- {text}" if item else f"{text}\\" if row else "")
    whole = _BREAK.sub("\n", "\n".join(parts)).rstrip("\n") + "\n"
    rests = "".join(f"  {name}={digest}\n" for name, digest in letter.rests_on.items())
    note = f"\n<!-- {RESTS_ON}, {PROGRAM}\n{rests}-->\n" if rests else ""
    written = (whole + note).encode("utf-8", "replace")
    return sealed(written + HTML.encode()) if rests else written


def _draft(
    name: str,
    view: Mapping[str, Any],
    to: Address,
    call: Call,
    tongue: Tongue,
    templates: Templates,
    answers: str | None = None,
) -> bytes:
    return eml(compose(name, view, to, tongue, templates, answers=answers), call)
