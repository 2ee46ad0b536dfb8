"""The closed sets of words that files, results and the code share."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Outcome: TypeAlias = Literal["unreadable", "superseded", "ineligible", "clarify", "later", "eligible"]
Verdict: TypeAlias = Literal["pass", "warn", "unknown", "fail"]
Status: TypeAlias = Literal["offered", "delegated", "later", "denied", "absent"]
Round: TypeAlias = Literal["written", "pitch"]

PRECEDENCE: tuple[Outcome, ...] = get_args(Outcome)
"""Outcomes, the one that wins first."""
STRENGTH: tuple[Status, ...] = get_args(Status)
"""What the text says of an intervention, strongest first."""
