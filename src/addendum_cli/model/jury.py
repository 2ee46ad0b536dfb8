"""The jury: who is in it, which marks came back, and what a criterion is called everywhere: ``rubric/criterion``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ConfigDict, Field, RootModel

from addendum_cli.model.fields import Frozen, Many, Name, Text
from addendum_cli.model.kinds import Round

if TYPE_CHECKING:
    from addendum_cli.errors import Problem


class Juror(Frozen):
    """Somebody who marks proposals; ``conflicts`` are the proposals that this person may not judge."""

    id: Name = Field(description="Short and lasting: marks are kept under it")
    name: Name
    organisation: Text | None = None
    conflicts: Many[Name] = Field((), description="Ids of proposals with a conflict of interest")


class Jurors(RootModel[Many[Juror]]):
    """The whole file ``jurors.yaml``: a list of jurors."""

    model_config = ConfigDict(frozen=True)


class Given(NamedTuple):
    """A mark that an assessor gave; ``criterion`` as ``rubric/criterion``, ``cell`` as ``Sheet!C4``."""

    juror: str
    proposal: str
    criterion: str
    value: Fraction
    motivation: str = ""
    file: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """What the jury's sheets hold: the marks that count, the keys still open, and every fault.

    ``jurors`` maps ids to names; ``asked`` juror to the keys ``(proposal, criterion)`` of the sheet, in its order;
    ``unmotivated`` are marks that count, though the rubric asks for a motivation that is not there.
    """

    round: Round
    jurors: Mapping[str, str]
    given: tuple[Given, ...] = ()
    asked: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unmotivated: tuple[Given, ...] = ()
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)

    def marks(self) -> dict[tuple[str, str], list[Given]]:
        """Return the marks of each proposal's criterion, by juror's id."""
        found: dict[tuple[str, str], list[Given]] = {}
        for one in sorted(self.given, key=lambda one: one.juror):
            found.setdefault((one.proposal, one.criterion), []).append(one)
        return found
