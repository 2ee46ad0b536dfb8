"""How reports name what a proposal is judged by: criteria, challenges, interventions, places in files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from addendum_cli.core.desk import near_groups, worth
from addendum_cli.messages import say, say_n
from addendum_cli.model.call import Challenge
from addendum_cli.model.rubric import Criterion, Rubric
from addendum_cli.model.verdict import Evaluation, Judged, Mark, Offer
from addendum_cli.report.facts import sheets
from addendum_cli.report.wording import Tongue


class Marked(NamedTuple):
    """A mark with the criterion it is of; ``challenge`` None where it is common to all."""

    challenge: Challenge | None
    criterion: Criterion
    rubric: Rubric
    mark: Mark

    @property
    def share(self) -> Fraction | None:
        """Return how far up its scale the mark lies, 0 to 1; None where there is none."""
        return None if self.mark.value is None else self.rubric.scale.fraction(self.mark.value)

    def level(self, tongue: Tongue) -> str | None:
        """Return what the rubric says of the mark: see :func:`level_of`."""
        return level_of(self.criterion, self.mark, tongue)


def level_of(criterion: Criterion, mark: Mark, tongue: Tongue) -> str | None:
    """Return what a criterion's levels say of a mark: the level at it, or the two that it lies between."""
    value, levels = mark.value, criterion.levels
    if value is None or not levels:
        return None
    below = max((level for level in levels if level <= value), default=None)
    above = min((level for level in levels if level >= value), default=None)
    if below == above or above is None or below is None:
        one = below if below is not None else above
        return levels[one] if one is not None else None
    low, high = levels[below].rstrip("."), levels[above].rstrip(".")
    return tongue(say("between “{low}” and “{high}”", low=low, high=high))


def name_of(challenge: Challenge) -> str:
    """Return the name by which people know a challenge."""
    return challenge.known_as


def place(file: str | None, line: int | None) -> str:
    """Return ``file:line``, as much of it as is known."""
    return f"{file or ''}:{line}" if line else file or ""


class Names:
    """The names of one evaluation, and what a proposal says and gets under them."""

    def __init__(self, evaluation: Evaluation, tongue: Tongue) -> None:
        self.tongue = tongue
        self.challenges = {one.id: one for one in evaluation.call.challenges if one.id in evaluation.challenges}
        self._sheets = sheets(evaluation)
        self.labels: dict[str, str] = {}
        self._referral: dict[str, bool] = {}
        self._near: dict[str, Sequence[str]] = {}
        for challenge in self.challenges.values():
            for one in challenge.interventions:
                full = f"{challenge.id}/{one.id}"
                self.labels[full] = f"{one.number} {one.id}" if one.number else one.id
                self._referral[full] = one.referral == "full"
            self._near.update((full, group) for group in near_groups(challenge) for full in group)

    def marked(self, one: Judged) -> Iterator[Marked]:
        """Yield every mark of a proposal, the common ones first and once, in the rubrics' order."""
        seen: set[str] = set()
        for id_, result in one.results.items():
            for criterion, rubric in self._sheets[id_].criteria:
                if rubric.challenge is None:
                    if criterion.id in seen:
                        continue
                    seen.add(criterion.id)
                challenge = self.challenges[id_] if rubric.challenge else None
                yield Marked(challenge, criterion, rubric, result.marks[criterion.id])

    def offers(self, one: Judged) -> Iterator[tuple[str, Offer]]:
        """Yield what a proposal says of each intervention, in the call's order."""
        return ((full, offer) for full, offer in one.examined.offers.items() if full in self.labels)

    def worth(self, one: Judged, full: str) -> Fraction:
        """Return what an intervention counts for the desk, 0 to 1."""
        return worth(one.examined.offers[full], referral=self._referral[full])

    def covered(self, one: Judged, full: str) -> bool:
        """Return whether a near-duplicate is offered better: the two count once."""
        own = self.worth(one, full)
        return any(self.worth(one, other) > own for other in self._near[full] if other != full)

    def criterion(self, marked: Marked) -> str:
        """Return a criterion's title, after its challenge where it has one."""
        title = marked.criterion.title
        return f"{name_of(marked.challenge)} – {title}" if marked.challenge else title

    def intervention(self, full: str) -> str:
        """Return the name of ``challenge/intervention`` for people."""
        return f"{name_of(self.challenges[full.partition('/')[0]])} {self.labels[full]}"

    def some(self, names: Sequence[str], most: int) -> str:
        """Return the names in a row, the rest of a long row as a number."""
        shown = ", ".join(names[:most])
        more = len(names) - most
        if more <= 0:
            return shown
        return self.tongue(say_n("{names} and {n} more", "{names} and {n} more", more, names=shown))
