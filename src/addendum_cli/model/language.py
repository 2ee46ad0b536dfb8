"""What the program knows of a language: how its words change, how its sentences fall apart, what turns a sentence.

One file per language, ``languages/<id>.yaml``; the code knows no word of any. Everything is written in lower
case and compared folded: case and accents do not count.

Phrases (``Signals``, ``Topics``) are written in a small notation: ``bied/biedt`` is either word, ``schuld*`` any
ending, ``*hulp`` any beginning, ``verwijzen … door`` lets words stand between, within one clause, and ``YYYY``
is a year.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from addendum_cli.model.fields import Frozen, Many, Name, Text


def _pattern(value: str) -> str:
    """Return ``value``, a regular expression."""
    try:
        re.compile(value)
    except re.error as fault:
        raise PydanticCustomError("pattern", "not a regular expression") from fault
    return value


Pattern = Annotated[Text, AfterValidator(_pattern)]


class Inflection(Frozen):
    """How a word of one shape changes: ``schuld`` (any word) gives ``schulden``, ``les`` gives ``lessen``."""

    word: Pattern = Field(description="Regular expression that the whole word matches")
    forms: Many[Text] = Field(description="Its other forms; \\1, \\2 … stand for the groups of `word`")


class Grammar(Frozen):
    """The small words by which a sentence falls apart into clauses, and who does what in them."""

    common: Many[Name] = Field(
        (), description="Frequent words, by which no phrase is looked for; only speed rests on it"
    )
    abbreviations: Many[Name] = Field((), description="Words whose full stop ends no sentence")
    articles: Many[Name] = Field((), description="Words that open a noun phrase")
    prepositions: Many[Name] = Field((), description="Words that open the next phrase, and so end the one before")
    breaks: Many[Name] = Field((), description="Words that begin a clause wherever they stand: but, because")
    conditions: Many[Name] = Field((), description="Breaks that put a condition on the clauses beside theirs")
    joins: Many[Name] = Field((), description="Words that join clauses or parts of one: and, or")
    contrasts: Many[Name] = Field((), description="Words that set a part of an enumeration apart from the rest")
    last_words: Many[Name] = Field((), description="Words that close a clause without a verb: 'X we do, Y not'")
    we: Many[Name] = Field((), description="The applicant as the one who acts")
    verbs: Many[Name] = Field((), description="Verbs as they stand in sentences; a clause has one")
    people: Many[Name] = Field((), description="Words for those who are helped")
    each: Many[Name] = Field((), description="Before a word for people they make a promise: 'every client has …'")
    have: Many[Name] = Field((), description="Verbs that with people as subject describe their situation")
    relatives: Many[Name] = Field((), description="Words that begin a description of people: 'those who …'")
    who: Many[Name] = Field((), description="Relatives that stand for people by themselves")
    towards: Many[Name] = Field((), description="Prepositions before people: 'for people with …'")
    with_: Many[Name] = Field((), alias="with", description="Words between people and what marks them")
    this: Many[Name] = Field((), description="Words that point back at what was just named")
    offering: Many[Name] = Field((), description="Words that make a lead-in or heading speak of the offer")


class Signals(Frozen):
    """Phrases that turn what a clause says of a service; without any of them it is offered.

    Of phrases that overlap the longest counts; a phrase inside the service's own term does not count.
    """

    denied: Many[Name] = Field((), description="Not offered: holds for the whole clause")
    denied_after: Many[Name] = Field((), description="Not offered: holds for what follows in the clause")
    denied_next: Many[Name] = Field((), description="Not offered: holds for the noun phrase that follows")
    harmless: Many[Name] = Field((), description="Looks like one of the others and is none: 'no waiting list'")
    excluding: Many[Name] = Field((), description="Who is left out: no evidence, and no denial of the service")
    later: Many[Name] = Field((), description="Not yet, perhaps, or on a condition")
    delegated: Many[Name] = Field((), description="Others do it")
    past: Many[Name] = Field((), description="No longer so")
    quoting: Many[Name] = Field((), description="Says what the call asks")
    problem: Many[Name] = Field((), description="Describes a need or trouble, not an offer")


class Topics(Frozen):
    """Words in a heading or lead-in that tell what stands below it, where no clause there says 'we'."""

    problem: Many[Name] = ()
    delegated: Many[Name] = ()
    later: Many[Name] = ()
    past: Many[Name] = ()


class MailWords(Frozen):
    """What mail programs write above a mail that is passed on or answered, and before a subject.

    A region's mailbox sees programs in several languages: all of their words stand here. Case, accents and the
    signs around a word do not count.
    """

    forwarded: Many[Name] = Field((), description="Lines above a mail that is passed on: 'Forwarded message'")
    original: Many[Name] = Field((), description="Lines above a mail that is passed on or answered")
    sender: Many[Name] = Field((), description="Names of the field that says who wrote: 'From'")
    sent: Many[Name] = Field((), description="Names of the field that says when: 'Sent', 'Date'")
    to: Many[Name] = Field((), description="Names of the field that says to whom: 'To'")
    subject: Many[Name] = Field((), description="Names of the field that says what about: 'Subject'")
    forward: Many[Name] = Field((), description="What stands before the subject of a mail that is passed on: 'FW'")
    reply: Many[Name] = Field((), description="What stands before the subject of an answer: 'RE'")
    automatic: Many[Name] = Field((), description="Beginnings of subjects that only machines write: 'Out of office'")


FactName: TypeAlias = Literal[
    "approach.description", "approach.offered", "budget.amount", "capacity.caseload", "capacity.fte",
    "capacity.people_per_year", "capacity.volunteers", "challenges", "contact.email", "contact.name", "contact.phone",
    "expertise", "id", "municipalities", "narrative", "organisation.enterprise_number", "organisation.legal_form",
    "organisation.name", "partners", "recognitions", "submission.channel", "submission.received_at",
    "submission.sent_at", "submission.sent_to", "target_group.description", "target_group.excludes",
    "target_group.max_age", "target_group.min_age", "title",
]  # fmt: skip
"""A fact of a proposal, by its way in the file."""


class Labels(Frozen):
    """What people call a proposal's facts: before a colon in a text, and over a column of a list.

    Case, accents, a remark in parentheses and the signs around a name do not count. A field's own name is known
    anyhow, and so are a call's challenges and interventions over a column.
    """

    facts: dict[FactName, Many[Name]] = Field({}, description="Names for a fact, in texts and over columns")
    columns: dict[FactName, Many[Name]] = Field(
        {}, description="Names that are clear over a column only: in running text they could mean anything"
    )
    between: Many[Name] = Field((), description="Words between the last two of a list: 'and'")
    challenge: Many[Name] = Field((), description="Words before the name of a challenge: 'challenge 3'")
    units: Many[Name] = Field((), description="Words that may stand behind a number: '4 VTE', '12 people'")
    absent: Many[Name] = Field((), description="Words that say nothing in the place of an answer: 'not applicable'")
    none: Many[Name] = Field((), description="Words for 0 where people are counted: 'volunteers: none'")


class Language(Frozen):
    """A language as data. Source: contract, "A call"; docs/method.md, "Evidence"."""

    id: Name
    everywhere: Many[Name] = Field((), description="Words that mean the whole region")
    inflections: Many[Inflection] = Field((), description="How the words of terms change")
    grammar: Grammar = Grammar()
    signals: Signals = Signals()
    topics: Topics = Topics()
    mail: MailWords = MailWords()
    labels: Labels = Labels()
