"""What was found and decided: findings, passages, marks, scores, and the whole evaluation.

Plain tuples and slotted dataclasses: one evaluation of 10,000 proposals holds about a million of them.
Exact inside: every mark and score is a ``Fraction``; ``report.numbers`` rounds, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from addendum_cli.messages import Message
from addendum_cli.model.kinds import Outcome, Round, Status, Verdict

if TYPE_CHECKING:
    from addendum_cli.errors import Problem
    from addendum_cli.model.call import Call
    from addendum_cli.model.decision import Decided, Decision
    from addendum_cli.model.jury import Given, Panel
    from addendum_cli.model.rubric import Rubric


class Finding(NamedTuple):
    """What one rule found in one proposal; ``leads_to`` is the outcome that a fail or unknown asks for.

    ``asks``: what to ask the applicant, in words for them; None where a person here decides.
    """

    rule: str
    verdict: Verdict
    message: Message
    ref: str | None = None
    file: str | None = None
    line: int | None = None
    remedy: Message | None = None
    leads_to: Outcome | None = None
    asks: Message | None = None


class Passage(NamedTuple):
    """Words of the proposal that bear on an intervention, requirement or fact.

    At most 300 characters; ``line`` is 1-based, where the passage begins; ``status`` is None for a fact.
    """

    text: str
    file: str
    line: int | None
    status: Status | None


class Offer(NamedTuple):
    """What a proposal says of one intervention (or requirement): the status and at most 3 passages.

    ``declared``: ticked by the applicant; ``described``: ticked with words of its own.
    """

    declared: bool
    described: bool
    status: Status
    evidence: tuple[Passage, ...] = ()


class Mark(NamedTuple):
    """The mark of one criterion, None where nobody gave one; ``note`` says what it rests on.

    ``given``: the assessors' marks behind it; ``desk``: what the program had proposed, where people marked.
    """

    value: Fraction | None
    source: Literal["consensus", "jury", "desk"] | None = None
    method: str | None = None
    note: Message | None = None
    evidence: tuple[Passage, ...] = ()
    given: tuple[Given, ...] = ()
    desk: Fraction | None = None


class Score(NamedTuple):
    """Percent reached (0 to 100, exact), and its range over the marks that are missing.

    ``meets_minimum`` is None while a missing mark could still decide it.
    """

    score: Fraction | None
    low: Fraction
    high: Fraction
    meets_minimum: bool | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class Result:
    """How a proposal answers one challenge: its rank among the eligible answers, score, marks and weights."""

    rank: int | None
    score: Score
    marks: Mapping[str, Mark]
    weights: Mapping[str, int]


class Standing(NamedTuple):
    """A place in the ranking by total; ``rank`` None: no mark at all yet."""

    rank: int | None
    id: str
    total: Fraction | None
    low: Fraction
    high: Fraction
    provisional: bool
    meets_minimum: bool | None


class Reach(NamedTuple):
    """Whom to write to; shown only where somebody asked for it."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


UNKNOWN_REACH = Reach()


@dataclass(frozen=True, slots=True)
class Examined:
    """One proposal read and examined by itself, before it is seen beside the others.

    ``texts_key`` and ``name_key`` are the folded narrative's hash and the folded name; ``number`` the
    valid enterprise number, digits only; ``on_time`` 3 yes, 2 undecided, 1 late, 0 no time.
    """

    id: str
    file: str
    organisation: str | None
    title: str | None
    findings: tuple[Finding, ...]
    sha256: tuple[tuple[str, str], ...] = ()
    readable: bool = True
    problems: tuple[Problem, ...] = ()
    number: str | None = None
    name_key: str = ""
    text_key: str = ""
    on_time: int = 0
    moment: float = float("-inf")
    received: str | None = None
    municipalities: tuple[str, ...] = ()
    fte: Fraction | None = None
    offers: Mapping[str, Offer] = field(default_factory=dict)
    requirements: Mapping[str, Offer] = field(default_factory=dict)
    marks: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict)
    answered: tuple[str, ...] = ()
    notices: tuple[Problem, ...] = ()
    contact: Reach = UNKNOWN_REACH


@dataclass(frozen=True, slots=True)
class Judged:
    """One proposal in the evaluation: its outcome and why, and its results per challenge."""

    examined: Examined
    outcome: Outcome
    findings: tuple[Finding, ...]
    results: Mapping[str, Result] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return the proposal's id."""
        return self.examined.id


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything a report shows; no report computes anything of its own.

    ``judged`` is sorted by id, then file; ``ranking`` by rank, then id; ``inputs`` maps names to SHA-256.
    ``revised``: the same with the marks that answers to a weerwoord changed, None where none did.
    ``outdated``: the decisions that rest on what has changed since.
    """

    call: Call
    rubrics: tuple[Rubric, ...]
    round: Round
    judged: tuple[Judged, ...]
    ranking: tuple[Standing, ...] = ()
    problems: tuple[Problem, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    challenges: tuple[str, ...] = ()
    panel: Panel | None = None
    decided: Decided | None = None
    revised: Evaluation | None = None
    outdated: tuple[Decision, ...] = ()

    @property
    def provisional(self) -> bool:
        """Return whether any mark of a ranked proposal is missing."""
        return any(place.provisional for place in self.ranking)


class Firm(NamedTuple):
    """How often a proposal is within the cut, 0 to 1; None where that cannot be asked.

    ``weights``, ``missing``: shares of samples. ``jurors``: of the evaluations that leave one juror out, in how many,
    and of how many. ``severity``: whether it is within once each juror's lean is taken away.
    """

    within: bool
    weights: float | None
    missing: float | None
    jurors: tuple[int, int] | None
    severity: bool | None


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Who goes on, under which limits, and how many a tie at the cut added.

    ``contacts``: whether exports show whom to write to. ``firm``: how firm each place is, where that was asked.
    """

    evaluation: Evaluation
    ids: tuple[str, ...]
    top: int | None = None
    per_challenge: int | None = None
    minimum: Fraction | None = None
    grown_by: int = 0
    kept_off: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contacts: bool = False
    firm: Mapping[str, Firm] | None = None
