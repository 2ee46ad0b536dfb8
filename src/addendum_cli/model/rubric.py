"""A rubric: the criteria of one challenge (or of all of them), their weights, levels and desk method."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import ceil
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from addendum_cli.model.call import Sourced
from addendum_cli.model.fields import Frozen, Many, Name, Number, Text, Whole, YesNo
from addendum_cli.model.kinds import Round

HALF = Fraction(1, 2)

Fact: TypeAlias = Literal[
    "capacity.fte", "capacity.volunteers", "capacity.caseload", "capacity.people_per_year", "budget.amount"
]
"""The declared numbers that a desk method may read."""

# The bounds stand in the types: on a field they would come before the reader of the number, and be lost.
Weight: TypeAlias = Annotated[Whole, Field(gt=0), WithJsonSchema({"type": "integer", "minimum": 1})]
Percent: TypeAlias = Annotated[
    Number,
    Field(le=100),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 100},
                {"type": "string", "pattern": "^[0-9]+([.,][0-9]+)?$"},
            ]
        }
    ),
]


class Scale(Frozen):
    """The marks that may be given: from ``min`` to ``max`` by ``step``."""

    min: Number = Field(default_factory=lambda: Decimal(0), description="Lowest mark; default 0")
    max: Number = Field(default_factory=lambda: Decimal(5), description="Highest mark; default 5")
    step: Number = Field(default_factory=lambda: Decimal("0.5"), description="Smallest difference; default 0.5")

    @model_validator(mode="after")
    def _in_order(self) -> Scale:
        """Refuse an empty scale, and a step that does not lead from the lowest mark to the highest."""
        if self.min >= self.max or self.step <= 0 or (self.max - self.min) % self.step:
            raise PydanticCustomError("scale", "not a scale")
        return self

    @cached_property
    def _exact(self) -> tuple[Fraction, Fraction, Fraction]:
        """Lowest mark, span and step: converted once, as every proposal is marked on the same few scales."""
        return Fraction(self.min), Fraction(self.max) - Fraction(self.min), Fraction(self.step)

    def fraction(self, mark: Fraction) -> Fraction:
        """Return how far along the scale ``mark`` lies, 0 to 1."""
        low, span, _ = self._exact
        return (mark - low) / span

    def holds(self, mark: Fraction) -> bool:
        """Return whether ``mark`` may be given."""
        low, span, step = self._exact
        return 0 <= mark - low <= span and not (mark - low) % step

    def rounded(self, share: Fraction) -> Fraction:
        """Return the mark nearest to ``share`` (0 to 1) of the scale; an exact half goes down."""
        low, span, step = self._exact
        return low + step * ceil(share * span / step - HALF)


class Coverage(Frozen):
    """The share of the challenge's interventions that the proposal offers."""

    method: Literal["coverage"]


class Requirements(Frozen):
    """The share of the approach's requirements that the proposal offers."""

    method: Literal["requirements"]


class Bands(Frozen):
    """The mark of the last threshold that a declared number reaches."""

    method: Literal["bands"]
    field: Fact
    bands: Many[tuple[Number, Number]] = Field(min_length=1, description="[threshold, mark], lowest first")

    @model_validator(mode="after")
    def _rising(self) -> Bands:
        """Refuse thresholds that do not rise."""
        thresholds = [threshold for threshold, _ in self.bands]
        if any(low >= high for low, high in pairwise(thresholds)):
            raise PydanticCustomError("bands", "thresholds do not rise")
        return self


def _method(value: Any) -> Any:
    """Return the desk method's name, from the file's mapping or from a model."""
    return value.get("method") if isinstance(value, Mapping) else getattr(value, "method", None)


Desk: TypeAlias = Annotated[
    Annotated[Coverage, Tag("coverage")]
    | Annotated[Requirements, Tag("requirements")]
    | Annotated[Bands, Tag("bands")],
    Discriminator(_method),
]


class Criterion(Sourced):
    """One thing that is marked. ``minimum`` looks at the mark itself, before any weight."""

    id: Name
    title: Name
    question: Text | None = None
    weight: Weight = Field(description="Relative to the other criteria")
    minimum: Number | None = None
    levels: Mapping[Number, Text] = Field(default_factory=dict, description="What each mark means")
    motivation: YesNo | None = Field(None, description="Whether a mark by a person needs one; default: the rubric's")
    desk: Desk | None = Field(None, description="Left out: only people can mark it")


class Rubric(Sourced):
    """The criteria of one challenge in one round; without ``challenge``, of every challenge."""

    id: Name
    title: Name
    challenge: Name | None = None
    round: Round = "written"
    scale: Scale = Field(default_factory=Scale)
    minimum: Percent | None = Field(None, description="Percent; looks at the challenge's score")
    motivation: YesNo = Field(False, description="Whether a mark by a person needs a motivation in words")
    criteria: Many[Criterion] = Field(min_length=1)
