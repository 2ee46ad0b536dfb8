"""A call as data: what ``addendum.yaml`` holds. Another region changes the file, not this.

Every statement that the call's document makes carries ``ref``, the heading it stands under; every choice
that is the partnership's own carries ``basis: assumption`` and a ``reason``. Source: contract, "A call".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from addendum_cli.model.fields import Frozen, Many, Name, Number, Text, Time, Whole
from addendum_cli.model.kinds import Outcome


class Sourced(Frozen):
    """What something rests on: a heading of the call's document, or a choice of our own with its reason."""

    ref: Text | None = Field(None, description="The heading of the call's document")
    basis: Literal["assumption"] | None = Field(None, description="assumption: our own choice")
    reason: Text | None = Field(None, description="Why we chose so")


class Statement(Sourced):
    """One thing that the call says."""

    id: Name
    number: Text | None = None
    title: Text | None = None
    text: Text
    examples: Many[Text] = ()


class Source(Frozen):
    """The document that this file puts into data, and the hashes by which its echo is found."""

    title: Text
    shingles: Text | None = Field(None, description="File of hashes, written by `addendum lint --source`")


class Municipality(Frozen):
    """A municipality and every other name that counts as it."""

    name: Name
    also: Many[Name] = ()


class Region(Sourced):
    """Where the call holds; ``neighbours`` are names outside it that must not pass for misspellings."""

    name: Name
    municipalities: Many[Municipality] = Field(min_length=1)
    neighbours: Many[Name] = ()


class CallContact(Sourced):
    """Whom applicants write to."""

    name: Name
    organisation: Text | None = None
    email: Text | None = None


class SubmissionRule(Sourced):
    """Where proposals go, until which milestone, and whose clock counts."""

    channel: Many[Name] = ()
    address: Many[Name] = ()
    deadline: Name | None = Field(None, description="The id of a milestone")
    pitch: Name | None = Field(None, description="The milestone of the pitches, for the invitation")
    weerwoord: Name | None = Field(None, description="The milestone until which an applicant may reply to a decision")
    clock: Literal["received", "sent"] = "received"
    servers: Many[Name] = Field(
        (), description="Host names of the mail servers that receive for the call: their clock counts"
    )


class Focus(Sourced):
    """What the partnership is for."""

    text: Text
    reaches: Many[Statement] = ()
    lacks: Many[Statement] = ()


class Requirement(Sourced):
    """One thing that the approach asks for, with the words in which a proposal would offer it."""

    id: Name
    text: Text
    about: Text | None = None
    terms: Many[Name] = ()
    unless: Many[Name] = ()
    referral: Literal["full"] | None = None


class Function(Sourced):
    """One function of the approach."""

    id: Name
    number: Text | None = None
    text: Text
    requirement: Name | None = None


class CallApproach(Sourced):
    """The way of working that the call seeks."""

    id: Name
    title: Name
    text: Text | None = None
    requirements: Many[Requirement] = ()
    functions: Many[Function] = ()


class Domain(Sourced):
    """A domain of expertise, and the words by which proposals name it."""

    id: Name
    title: Text | None = None
    also: Many[Name] = ()


class Milestone(Sourced):
    """A moment of the call: exactly one of ``on``, ``from`` + ``to``, ``until``."""

    id: Name
    title: Name
    on: Time | None = None
    from_: Time | None = Field(None, alias="from")
    to: Time | None = None
    until: Time | None = Field(None, description="A bare date includes that whole day, a clock time its whole minute")
    disputed: Literal["minute"] | None = None
    weekday: Text | None = None
    to_weekday: Text | None = None
    part_of_day: Literal["morning", "afternoon", "evening"] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Milestone:
        """Refuse a milestone with none, several, or half of the forms."""
        period = self.from_ is not None and self.to is not None
        half = (self.from_ is None) != (self.to is None)
        if half or [self.on is not None, period, self.until is not None].count(True) != 1:
            raise PydanticCustomError("milestone", "exactly one of on, from and to, until")
        return self

    @property
    def first(self) -> date:
        """Return the moment or day with which it begins, as written."""
        return self.on or self.from_ or self.until  # type: ignore[return-value]  # there is one: see above

    @property
    def last(self) -> date:
        """Return the moment or day with which it ends, as written."""
        return self.until or self.to or self.on  # type: ignore[return-value]


class Intervention(Sourced):
    """What a challenge asks for; named ``challenge/intervention`` everywhere."""

    id: Name
    number: Text | None = None
    text: Text
    domain: Name | None = None
    parts: Many[Text] = ()
    terms: Many[Name] = ()
    unless: Many[Name] = Field((), description="Terms that cancel a hit they overlap (false friends)")
    near: Name | None = Field(None, description="A near-duplicate, as challenge/intervention: both count once")
    referral: Literal["full"] | None = Field(None, description="full: handing over is what is asked here")


class Challenge(Sourced):
    """A need of the region, with its obstacles and the interventions asked for."""

    id: Name
    number: Whole | None = None
    persona: Text | None = None
    title: Text | None = None
    lead: Literal["outcomes", "services"] | None = None
    obstacles: Many[Statement] = ()
    interventions: Many[Intervention] = ()

    @property
    def known_as(self) -> str:
        """Return the name by which people know it."""
        return self.persona or self.title or self.id


class Arena(Sourced):
    """What the analysis of the field adds."""

    text: Text
    statements: Many[Statement] = ()


class Rule(Sourced):
    """A rule of eligibility; ``kind`` is one of a closed set, ``otherwise`` where a fail leads."""

    id: Name


class ReceivedInTime(Rule):
    """In before the milestone's end, by the call's clock."""

    kind: Literal["received-in-time"]
    milestone: Name
    opens: Name | None = None
    otherwise: Outcome = "ineligible"


class SentToAddress(Rule):
    """Sent where the call asks for it."""

    kind: Literal["sent-to-address"]


class OffersApproach(Rule):
    """Works by the call's approach; with an expertise only, ``otherwise``; with nothing, ``none_declared``."""

    kind: Literal["offers-approach"]
    otherwise: Outcome = "later"
    none_declared: Outcome = "ineligible"


class OnlySpecialisms(Rule):
    """Nothing but expertise that is for a later phase."""

    kind: Literal["only-specialisms"]
    otherwise: Outcome = "later"


class AnswersChallenge(Rule):
    """Answers at least one challenge, with an expertise or intervention of its own."""

    kind: Literal["answers-a-challenge"]


class WorksInRegion(Rule):
    """Works in at least one of the region's municipalities."""

    kind: Literal["works-in-region"]
    otherwise: Outcome = "ineligible"


class HasStaff(Rule):
    """Has paid people for it."""

    kind: Literal["has-staff"]


class ExcludesNobody(Rule):
    """Leaves nobody out by age or condition."""

    kind: Literal["excludes-nobody"]


class ValidNumber(Rule):
    """States an enterprise number whose check digits are right, or none."""

    kind: Literal["valid-enterprise-number"]


class LastSubmissionCounts(Rule):
    """Of one organisation's submissions the last one on time counts."""

    kind: Literal["last-submission-counts"]
    otherwise: Outcome = "superseded"


class AppliesAlone(Rule):
    """Applies as one organisation, not together with another."""

    kind: Literal["applies-alone"]
    lead_roles: Many[Name] = Field(min_length=1)


def _kind(value: Any) -> Any:
    """Return the rule's kind, from the file's mapping or from a model."""
    return value.get("kind") if isinstance(value, Mapping) else getattr(value, "kind", None)


AnyRule: TypeAlias = Annotated[
    Annotated[ReceivedInTime, Tag("received-in-time")]
    | Annotated[SentToAddress, Tag("sent-to-address")]
    | Annotated[OffersApproach, Tag("offers-approach")]
    | Annotated[OnlySpecialisms, Tag("only-specialisms")]
    | Annotated[AnswersChallenge, Tag("answers-a-challenge")]
    | Annotated[WorksInRegion, Tag("works-in-region")]
    | Annotated[HasStaff, Tag("has-staff")]
    | Annotated[ExcludesNobody, Tag("excludes-nobody")]
    | Annotated[ValidNumber, Tag("valid-enterprise-number")]
    | Annotated[LastSubmissionCounts, Tag("last-submission-counts")]
    | Annotated[AppliesAlone, Tag("applies-alone")],
    Discriminator(_kind),
]


class Coverage(Frozen):
    """What each thing that a partnership covers counts."""

    challenges: Whole = 1
    interventions: Whole = 1
    municipalities: Whole = 1


class PartnershipRule(Sourced):
    """What the call asks of a partnership; the command line says otherwise."""

    size: Annotated[Whole, Field(gt=0)] | None = Field(None, description="At most so many partners")
    fte_min: Number | None = Field(None, description="Together at least so much staff")
    every_challenge: Annotated[Whole, Field(gt=0)] | None = Field(
        None, description="Each challenge is answered by at least so many of the partners"
    )


class Ranking(Sourced):
    """How a proposal's scores per challenge make its total, and what a partnership is asked to cover."""

    total: Literal["mean", "best", "all"] = "mean"
    coverage: Coverage = Coverage()
    partnership: PartnershipRule = PartnershipRule()


class Call(Frozen):
    """A call: region, approach, challenges, dates and rules. Source: contract, "A call"."""

    id: Name
    title: Name
    programme: Text | None = None
    language: Name
    timezone: Name
    source: Source | None = None
    region: Region
    contact: CallContact | None = None
    submission: SubmissionRule = SubmissionRule()
    focus: Focus | None = None
    approach: CallApproach
    domains: Many[Domain] = ()
    specialisms: Many[Name] = ()
    timeline: Many[Milestone] = ()
    challenges: Many[Challenge] = Field(min_length=1)
    themes: Many[Statement] = ()
    arena: Arena | None = None
    principles: Many[Statement] = ()
    eligibility: Many[AnyRule] = ()
    ranking: Ranking = Ranking()

    @property
    def deadline(self) -> Milestone | None:
        """Return the milestone until which proposals come in, None where the call names none."""
        return self.milestone(self.submission.deadline)

    def after(self, milestone: str | None) -> tuple[Milestone, ...]:
        """Return the timeline after ``milestone``; nothing, where there is none of that id."""
        ids = [one.id for one in self.timeline]
        return self.timeline[ids.index(milestone) + 1 :] if milestone in ids else ()

    def milestone(self, id_: str | None) -> Milestone | None:
        """Return a milestone by its id, None where there is none of that id."""
        return next((one for one in self.timeline if one.id == id_), None)
