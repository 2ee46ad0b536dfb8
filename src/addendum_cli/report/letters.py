"""Letters to applicants as drafts of mails: the confirmation of receipt, and questions about what is missing.

The words stand in templates, one a language (``templates/receipt.nl.txt.j2``), which a call may replace; the first
line is the subject. A draft is never sent by the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from addendum_cli.errors import AddendumError, Where
from addendum_cli.formats.drafts import draft
from addendum_cli.formats.mail import Address
from addendum_cli.formats.plain import one_line
from addendum_cli.intake.candidacy import Candidacy
from addendum_cli.messages import Message, say
from addendum_cli.model.call import Call
from addendum_cli.model.fields import read_time
from addendum_cli.model.verdict import Judged
from addendum_cli.report.filling import Templates, fill
from addendum_cli.report.showing import day, when
from addendum_cli.report.wording import Tongue

_SUBJECT = "Subject:"


def receipt(one: Candidacy, call: Call, tongue: Tongue, templates: Templates) -> bytes:
    """Return the draft that tells an applicant what came in, and when; nothing of it is a judgement.

    Raises:
        AddendumError: the template (perhaps the call's own) is not there or wrong.
    """
    facts = one.facts
    own = {file.name for file in one.originals[:1]} if one.message_id or one.sender.address else set()
    after = call.submission.deadline
    later = [mark.id for mark in call.timeline].index(after) + 1 if after else len(call.timeline)
    view = {
        **_common(call),
        "name": _name(facts["contact.name"].value if "contact.name" in facts else None, one.organisation),
        "title": one_line(str(facts["title"].value)) if "title" in facts else "",
        "received": _moment(facts["submission.received_at"].value, tongue) if "submission.received_at" in facts else "",
        "files": [file.name for file in one.originals if file.name not in own and file.name not in one.unread],
        "unread": list(one.unread),
        "milestones": [{"title": mark.title, "when": when(mark, tongue)} for mark in call.timeline[later:]],
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
        **_common(call),
        "name": _name(seen.contact.name, seen.organisation or one.id),
        "title": one_line(seen.title or ""),
        "questions": [one_line(tongue(each)) for each in asked],
    }
    return _draft("questions", view, Address(str(view["name"]), seen.contact.email or ""), call, tongue, templates)


def asks(one: Judged) -> tuple[Message, ...]:
    """Return what only the applicant can tell of a proposal that is to be clarified."""
    if one.outcome != "clarify":
        return ()
    return tuple(finding.asks for finding in one.findings if finding.verdict == "unknown" and finding.asks is not None)


def _common(call: Call) -> dict[str, Any]:
    contact = call.contact
    return {"call": call.title, "region": call.region.name, "contact": contact.name if contact else ""}


def _moment(written: str, tongue: Tongue) -> str:
    """Return when something came in as it is written to people, without an hour where only the day is known."""
    moment = read_time(written)
    return f"{day(moment.date(), tongue)} {moment:%H:%M:%S}" if isinstance(moment, datetime) else day(moment, tongue)


def _name(person: object, organisation: str) -> str:
    return one_line(str(person or organisation)).strip()


def _draft(
    name: str,
    view: Mapping[str, Any],
    to: Address,
    call: Call,
    tongue: Tongue,
    templates: Templates,
    answers: str | None = None,
) -> bytes:
    """Return the draft that a template and its fields make; what an applicant wrote stays on its line."""
    file = f"{name}.{tongue.language}.txt.j2"
    text = fill(file, templates, {}, view, finalize=lambda value: "" if value is None else one_line(str(value)))
    head, _, body = text.lstrip("\n").partition("\n")
    if not head.startswith(_SUBJECT):
        what = say("the first line of a letter is its subject: {start} …", start=_SUBJECT)
        raise AddendumError.at(Where(file, 1), what, say("begin it with {start}", start=_SUBJECT))
    contact = call.contact
    reply = [Address(contact.name, contact.email)] if contact and contact.email else []
    return draft(
        [to],
        head.removeprefix(_SUBJECT).strip(),
        body.strip("\n") + "\n",
        reply_to=reply[0] if reply else None,
        in_reply_to=answers,
    )
