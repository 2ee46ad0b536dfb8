"""One mail in the call's mailbox: when it arrived, from whom, and what it brings.

The receiving server's clock decides, never the sender's; both are kept. What a machine wrote is no candidacy.
A mail that was passed on needs a person: the time at which it came in is proved, what it says of an earlier
one is not. Where that would change the judgement no time is filled in, so that the candidacy stays
``clarify`` until somebody has decided. Source: contract, "A proposal" and "Outcomes".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from addendum_cli.core.words import fold
from addendum_cli.errors import Problem
from addendum_cli.formats.mail import Address, Mail, Part
from addendum_cli.intake.forwarding import PassedOn, passed_on, quoted, unquoted
from addendum_cli.intake.stamps import Office, disagreements, office, stamp
from addendum_cli.messages import say
from addendum_cli.model.call import Call
from addendum_cli.model.language import MailWords

NO_WORDS = MailWords()

_ROBOT = "mailer-daemon"  # custom, as old as mail: who sends bounces


class Arrival(NamedTuple):
    """What a mail brings to the call. Times have the offset of the call's time zone.

    ``received_at`` is what the receiving server's clock said, ``sent_at`` the sender's; None where nobody
    knows, or where a person must decide. ``sender``, ``subject``, ``body`` and ``attachments`` are those of
    the mail inside where one was passed on (``forwarded``). ``automatic``: a machine wrote it, no candidacy.
    """

    received_at: datetime | None
    sent_at: datetime | None
    sent_to: str | None
    channel: str
    sender: Address
    subject: str
    body: str
    attachments: tuple[Part, ...]
    forwarded: bool
    automatic: bool
    notices: tuple[Problem, ...]


def arrival(mail: Mail, call: Call, trusted: Sequence[str] = (), words: MailWords = NO_WORDS) -> Arrival:
    """Return how ``mail`` arrived under ``call``.

    ``trusted`` are the host names of the receiving servers; without any the topmost one is believed.
    ``words`` tell mails that were passed on or written by machines (the language's ``mail``).
    """
    place = office(call, trusted)
    counts, missing = stamp(mail, place)
    notices = list(mail.problems)
    if counts is not None:
        notices.extend(disagreements(mail, counts, place))
    elif missing is not None:
        notices.append(Problem(mail.where, missing, say("take the mail from the mailbox where it came in")))
    if mail.date is None:
        notices.append(Problem(mail.where, say("the mail says no time of sending that can be read")))
    found = Arrival(
        place.local(counts.at if counts else None),
        place.local(mail.date),
        _sent_to(mail, place),
        "email",
        mail.sender,
        mail.subject,
        mail.body,
        mail.attachments,
        forwarded=False,
        automatic=_is_automatic(mail, words),
        notices=tuple(notices),
    )
    if found.automatic:
        return _with(
            found, Problem(mail.where, say("written by a machine (an automatic reply or a report): no candidacy"))
        )
    handed = passed_on(mail, words, place.addresses)
    found = _with(found, *_attached(mail, handed))
    return _answer(found, mail, words) if handed is None else _passed_on(found, mail, handed, place)


def _with(found: Arrival, *more: Problem) -> Arrival:
    return found._replace(notices=(*found.notices, *more))


def _sent_to(mail: Mail, place: Office) -> str | None:
    """Return the call's address where the mail went to it, else the first that it went to."""
    ours = {address.casefold() for address in place.addresses}
    return next((one for one in mail.to if one.casefold() in ours), mail.to[0] if mail.to else None)


def _is_automatic(mail: Mail, words: MailWords) -> bool:
    """Return whether a machine answered; a scanner or a web form that sends documents is somebody's hand."""
    submitted = mail.header("auto-submitted").partition(";")[0].strip().lower()
    if (
        submitted in ("auto-replied", "auto-notified")
        or mail.header("x-failed-recipients")
        or mail.header("x-autoreply").lower() not in ("", "no")
        or mail.header("x-autorespond")
        or mail.header("precedence").lower() == "auto_reply"
        or mail.header("content-type").lower().startswith("multipart/report")
        or mail.header("message-class").lower().startswith(("report.", "ipm.note.rules."))
        or mail.sender.address.lower().startswith(f"{_ROBOT}@")
    ):
        return True
    subject = fold(mail.subject)
    perhaps = mail.header("return-path").replace(" ", "") == "<>" or any(
        subject.startswith(fold(beginning)) for beginning in words.automatic if fold(beginning)
    )
    return perhaps and all(part.inline for part in mail.attachments)


def _attached(mail: Mail, handed: PassedOn | None) -> Iterator[Problem]:
    """Yield which mails inside ``mail`` are not taken for the one that was passed on."""
    for within in mail.inner:
        if handed is None or within is not handed.inside:
            yield Problem(
                mail.where,
                say("a mail is attached: {subject}", subject=within.subject),
                say("if it is a candidacy, save it apart and take it in as well"),
            )


def _answer(found: Arrival, mail: Mail, words: MailWords) -> Arrival:
    """Return a sender's own mail: what it quotes of an earlier one is not theirs, or they said it before."""
    marked = any(line.lstrip().startswith(">") for line in mail.body.split("\n"))
    own = unquoted(mail.body) if marked else mail.body
    earlier = quoted(own, words)
    if earlier is not None and earlier.above:  # nothing above it: the answer stands somewhere below
        own = earlier.above
    elif not marked:
        return found
    notice = Problem(mail.where, say("answers an earlier mail: what it quotes of it is left out"))
    return _with(found._replace(body=own), notice)


def _passed_on(found: Arrival, mail: Mail, handed: PassedOn, place: Office) -> Arrival:
    """Return what was passed on, as its own sender's; with a proved time or none."""
    within, text = handed.inside, handed.quoted
    if within is not None:
        found = found._replace(
            sender=within.sender if within.sender.address else found.sender,
            subject=within.subject or found.subject,
            body=within.body,
            attachments=(*within.attachments, *found.attachments),
            notices=(*found.notices, *within.problems),
        )
    elif text is not None:
        found = found._replace(
            sender=text.sender if text.sender.address else found.sender,
            subject=text.fields.get("subject") or found.subject,
            body=text.below or text.above,
        )
    by, author = _who(mail.sender), _who(found.sender)
    told = say("passed on by {name}; first sent by {author}", name=by, author=author)
    notice = Problem(
        mail.where,
        told if author != by else say("passed on by {name}", name=by),
        say("have a person confirm who sent it, and when it first came in"),
    )
    return _in_doubt(_with(found._replace(forwarded=True), notice), mail, handed, place)


def _in_doubt(found: Arrival, mail: Mail, handed: PassedOn, place: Office) -> Arrival:
    """Return what was passed on without a time where it came in late, and may have come in before."""
    proved = found.received_at or found.sent_at
    claim = _claim(handed.inside, place) if handed.inside else None
    if proved is None or not place.late(proved) or (claim is not None and place.late(claim)):
        return found
    time = place.shown(proved)
    said = place.shown(claim) if claim else handed.quoted.fields.get("sent") if handed.quoted else None
    notice = Problem(
        mail.where,
        say("came in {time}, after the deadline; the mail inside says {claim}", time=time, claim=said)
        if said
        else say("came in {time}, after the deadline, but was passed on", time=time),
        say("decide which moment counts and write it in submission.received_at; until then it is left open"),
    )
    return _with(found._replace(received_at=None, sent_at=None), notice)


def _claim(within: Mail, place: Office) -> datetime | None:
    """Return when a mail that was passed on says that it first came in, or was sent."""
    counts, _ = stamp(within, place)
    return counts.at if counts else within.date


def _who(one: Address) -> str:
    return one.address or one.name or "?"
