"""A proposal as its organisation states it: facts only, typed, frozen. What is absent is unknown."""

from __future__ import annotations

from pydantic import Field

from addendum_cli.model.fields import Frozen, Many, Name, Number, Text, Time, YesNo


class Organisation(Frozen):
    """Who applies; only the name is required."""

    name: Name = Field(description="The organisation's name")
    enterprise_number: Text | None = Field(None, description="KBO number: 10 digits, dots and spaces allowed")
    legal_form: Text | None = Field(None, description="vzw, cv, OCMW, …")


class Contact(Frozen):
    """Whom to write to; leaves the file only where it is asked for."""

    name: Text | None = None
    email: Text | None = None
    phone: Text | None = None


class Submission(Frozen):
    """When, where and how it came in."""

    received_at: Time | None = Field(None, description="When it arrived: 2023-06-09T14:20:00+02:00")
    sent_at: Time | None = Field(None, description="When it was sent, by the sender's clock")
    sent_to: Text | None = Field(None, description="The address it was sent to")
    channel: Text | None = Field(None, description="email, form, …")


class Approach(Frozen):
    """Whether the organisation works by the call's approach; left out means not stated."""

    offered: YesNo | None = None
    description: Text | None = None


class Expertise(Frozen):
    """A domain in which the organisation brings expertise of its own."""

    domain: Name
    description: Text | None = None


class OfferedIntervention(Frozen):
    """An intervention of a challenge that the proposal declares."""

    id: Name
    description: Text | None = None


class Answer(Frozen):
    """A challenge that the proposal answers."""

    id: Name
    description: Text | None = None
    interventions: Many[OfferedIntervention] = ()


class TargetGroup(Frozen):
    """For whom, and who is left out."""

    description: Text | None = None
    excludes: Many[Text] = ()
    min_age: Number | None = None
    max_age: Number | None = None


class Capacity(Frozen):
    """People and reach: full-time equivalents, volunteers, clients at a time and a year."""

    fte: Number | None = None
    volunteers: Number | None = None
    caseload: Number | None = None
    people_per_year: Number | None = None


class Partner(Frozen):
    """Another organisation in the proposal."""

    name: Name
    role: Text | None = None


class Budget(Frozen):
    """What is asked for."""

    amount: Number | None = None
    currency: Text | None = None


class Proposal(Frozen):
    """One candidacy's facts, as in ``proposals/<id>.yaml``. Source: contract, "A proposal"."""

    id: Text | None = Field(None, description="Default: the file's or folder's name")
    title: Text | None = None
    organisation: Organisation
    contact: Contact | None = None
    submission: Submission | None = None
    approach: Approach | None = None
    expertise: Many[Expertise] = ()
    challenges: Many[Answer] = ()
    municipalities: Many[Text] = Field((), description="Names, or: all")
    target_group: TargetGroup | None = None
    capacity: Capacity | None = None
    partners: Many[Partner] = ()
    recognitions: Many[Text] = ()
    budget: Budget | None = None
    narrative: Text | None = None
    documents: Many[Text] = ()
    unread: Many[Text] = Field(
        (), description="Documents that nobody has read yet: to clarify, until their names are taken away"
    )
