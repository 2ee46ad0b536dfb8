"""A decision of a person, which replaces the outcome of the rules and keeps its reason."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field, RootModel

from addendum_cli.model.fields import Frozen, Many, Name, Text, Time


class Decision(Frozen):
    """One entry of ``decisions.yaml``; the last one on a proposal counts."""

    proposal: Name
    outcome: Literal["superseded", "ineligible", "clarify", "later", "eligible"]
    reason: Name = Field(description="Why; without it a decision is refused")
    by: Text | None = None
    at: Time | None = None


class Decisions(RootModel[Many[Decision]]):
    """The whole file: a list of decisions, oldest first."""

    model_config = ConfigDict(frozen=True)
