"""What people decided, one entry at a time, oldest first: outcomes, agreed marks, who goes on, and replies.

Each entry is one of four kinds, told by its key: ``outcome``, ``consensus``, ``selection`` or ``weerwoord``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from pydantic import ConfigDict, Field, RootModel, model_validator
from pydantic_core import PydanticCustomError

from addendum_cli.model.fields import Frozen, Many, Name, Number, Text, Time

Decidable: TypeAlias = Literal["superseded", "ineligible", "clarify", "later", "eligible"]
Selection: TypeAlias = Literal["invited", "not invited", "selected", "reserve", "not selected"]
Weerwoord: TypeAlias = Literal["received", "answered"]
KINDS = ("outcome", "consensus", "selection", "weerwoord")


class Decision(Frozen):
    """One entry of ``decisions.yaml``; of each kind the last one on a proposal (and criterion) counts."""

    proposal: Name
    outcome: Decidable | None = Field(None, description="In the place of what the rules lead to")
    consensus: Number | None = Field(None, description="The mark on which the panel agreed, for `criterion`")
    selection: Selection | None = Field(None, description="Who goes on")
    weerwoord: Weerwoord | None = Field(None, description="A reply of an applicant, or the answer to it")
    criterion: Name | None = Field(None, description="rubric/criterion")
    mark: Number | None = Field(None, description="With `weerwoord: answered`: the new mark, where it changes")
    reason: Name = Field(description="Why; without it a decision is refused")
    by: Text | None = None
    at: Time | None = None
    rests_on: Text | None = Field(None, description="Fingerprint of what it was taken on, by `addendum decide`")

    @model_validator(mode="after")
    def _one_kind(self) -> Decision:
        """Refuse an entry of no kind or several, and parts that do not go with its kind."""
        if [getattr(self, kind) is not None for kind in KINDS].count(True) != 1:
            raise PydanticCustomError("decision", "exactly one kind")
        marks = self.consensus is not None or self.weerwoord is not None
        if marks != (self.criterion is not None):
            raise PydanticCustomError("decision_criterion", "a criterion, just there")
        if self.mark is not None and self.weerwoord != "answered":
            raise PydanticCustomError("decision_mark", "a mark, just there")
        return self

    @property
    def kind(self) -> str:
        """Return which of the four kinds it is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


class Decisions(RootModel[Many[Decision]]):
    """The whole file: a list of decisions, oldest first."""

    model_config = ConfigDict(frozen=True)


class Reply(NamedTuple):
    """A weerwoord on one criterion: what was received, and the answer, None where there is none yet.

    ``changed``: the last answer that changed the mark, perhaps to an earlier reply; it stands till another does.
    """

    received: Decision
    answered: Decision | None = None
    changed: Decision | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions that count: the last outcome and selection of each proposal, agreed marks, and replies.

    ``consensus`` and ``replies`` go by (proposal, ``rubric/criterion``).
    """

    all: tuple[Decision, ...] = ()
    outcomes: Mapping[str, Decision] = field(default_factory=dict)
    consensus: Mapping[tuple[str, str], Decision] = field(default_factory=dict)
    selections: Mapping[str, Decision] = field(default_factory=dict)
    replies: Mapping[tuple[str, str], Reply] = field(default_factory=dict)

    @property
    def revised(self) -> dict[tuple[str, str], Fraction]:
        """Return the marks that answers to a weerwoord changed."""
        return {
            key: Fraction(reply.changed.mark)
            for key, reply in self.replies.items()
            if reply.changed is not None and reply.changed.mark is not None
        }
