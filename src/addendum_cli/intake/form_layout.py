"""The candidacy form's questions, made from the call: what the writer lays out and the reader looks for.

Every answer has a key, the way to its field in a proposal (``capacity.fte``, ``challenges.<challenge>/<intervention>``).
The fingerprint is that of all keys: a form of another call, or of an older version, is known by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from addendum_cli.messages import Message, say
from addendum_cli.model.call import Call, Challenge

Kind: TypeAlias = Literal["text", "long", "yes-no", "number", "whole", "choice", "tick"]
FORMAT = "addendum/form/1"
KEY_HEAD, ANSWER_HEAD, TEXT_HEAD = "addendum", "Antwoord / Answer", "Toelichting / Text"
"""Heads of the columns by which the reader finds its way, whatever was moved or put between."""
SHEET = "addendum"
"""The sheet that says which form this is."""
EXPERTISE, PARTNERS, LINES = 6, 6, 4
"""Lines for the parts that repeat: domains of expertise, partners, recognitions."""


class Question(NamedTuple):
    """One line of the form; ``choices`` for a ``choice``; a ``tick`` has a text beside it."""

    key: str
    kind: Kind
    label: Message | str
    help: Message | str | None = None
    choices: tuple[str, ...] = ()


class Section(NamedTuple):
    """A sheet of the form, with its questions in groups under headings."""

    title: Message | str
    groups: tuple[tuple[Message | str, tuple[Question, ...]], ...]


def layout(call: Call) -> list[Section]:
    """Return the form of ``call``: the facts first, then a sheet for every challenge."""
    sections = [Section(say("Candidacy"), tuple(_facts(call)))]
    for challenge in call.challenges:
        sections.append(Section(challenge.persona or challenge.title or challenge.id, tuple(_challenge(challenge))))
    return sections


def keys(sections: list[Section]) -> dict[str, Question]:
    """Return every question by its key."""
    return {one.key: one for section in sections for _, questions in section.groups for one in questions}


def fingerprint(call: Call) -> str:
    """Return what tells this form from that of another call, or of another version of it."""
    told = "\n".join((call.id, *sorted(keys(layout(call)))))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _facts(call: Call) -> Iterator[tuple[Message, tuple[Question, ...]]]:
    yield (
        say("The organisation"),
        (
            Question("organisation.name", "text", say("Name"), say("required")),
            Question("organisation.enterprise_number", "text", say("Enterprise number"), say("10 digits; leave empty where there is none")),
            Question("organisation.legal_form", "text", say("Legal form"), "vzw, cv, OCMW, …"),
            Question("contact.name", "text", say("Contact person")),
            Question("contact.email", "text", say("E-mail")),
            Question("contact.phone", "text", say("Telephone")),
        ),
    )  # fmt: skip
    yield (
        say("The proposal"),
        (
            Question("title", "text", say("Title")),
            Question("narrative", "long", say("The proposal in running text")),
        ),
    )
    approach = (
        Question("approach.offered", "yes-no", say("Do you work by this approach: {approach}?", approach=call.approach.title)),
        Question("approach.description", "long", say("How you work by it, in your own words")),
    )  # fmt: skip
    yield say("The approach"), approach
    domains = tuple(domain.id for domain in call.domains)
    expertise = [
        question
        for n in range(1, EXPERTISE + 1)
        for question in (
            Question(f"expertise.{n}.domain", "choice" if domains else "text", say("Domain {n}", n=n), None, domains),
            Question(f"expertise.{n}.description", "long", say("What you bring there")),
        )
    ]
    yield say("Expertise on top of the approach"), tuple(expertise)
    yield say("Where you work"), tuple(_places(call))
    yield (
        say("For whom"),
        (
            Question("target_group.description", "long", say("For whom")),
            Question("target_group.excludes", "long", say("Who is left out"), say("one a line; nobody: leave empty")),
            Question("target_group.min_age", "whole", say("Lowest age"), say("no limit: leave empty")),
            Question("target_group.max_age", "whole", say("Highest age"), say("no limit: leave empty")),
        ),
    )
    yield (
        say("People and means"),
        (
            Question("capacity.fte", "number", say("Full-time equivalents")),
            Question("capacity.volunteers", "whole", say("Volunteers")),
            Question("capacity.caseload", "number", say("People guided at the same time, a full-time equivalent")),
            Question("capacity.people_per_year", "whole", say("People reached in a year")),
            Question("budget.amount", "number", say("Budget (EUR)")),
            Question("recognitions", "long", say("Recognitions"), say("one a line")),
        ),
    )
    partners = [
        question
        for n in range(1, PARTNERS + 1)
        for question in (
            Question(f"partners.{n}.name", "text", say("Partner {n}", n=n)),
            Question(f"partners.{n}.role", "text", say("Role")),
        )
    ]
    yield say("Partners"), tuple(partners)


def _places(call: Call) -> Iterator[Question]:
    yield Question("municipalities.*", "yes-no", say("In all of {region}", region=call.region.name))
    for one in call.region.municipalities:
        yield Question(f"municipalities.{one.name}", "yes-no", one.name)


def _challenge(challenge: Challenge) -> Iterator[tuple[Message | str, tuple[Question, ...]]]:
    yield (
        say("Your answer to this challenge"),
        (
            Question(f"challenges.{challenge.id}", "yes-no", say("Do you answer this challenge?")),
            Question(f"challenges.{challenge.id}.description", "long", say("How, in your own words")),
        ),
    )
    if challenge.interventions:
        yield (
            say("What is asked: tick what you offer, and write how"),
            tuple(Question(f"challenges.{challenge.id}/{one.id}", "tick", one.text) for one in challenge.interventions),
        )
