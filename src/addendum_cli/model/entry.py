"""A proposal as read: its facts, its words, and where each of them stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from addendum_cli.errors import Problem
    from addendum_cli.model.proposal import Proposal
    from addendum_cli.model.text import Words

Path: TypeAlias = tuple[str | int, ...]
"""The way to a field: ``("challenges", 0, "id")``."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One readable proposal. ``line`` gives the 1-based line of a field, or of its nearest parent.

    ``words`` are all its texts, each with the challenge that it speaks of; ``narrative`` is the running
    text; ``sha256`` names its files;
    ``notices`` are what a person should know that makes nothing unreadable.
    """

    id: str
    file: str
    facts: Proposal
    words: tuple[Words, ...]
    narrative: str
    line: Callable[[Path], int | None]
    sha256: tuple[tuple[str, str], ...] = ()
    notices: tuple[Problem, ...] = ()
