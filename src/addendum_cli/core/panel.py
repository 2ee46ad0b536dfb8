"""The marks of people in the place of the desk's: consensus before the assessors' mean before the desk.

Source: contract, "Rubrics, marks, scores"; docs/jury.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from addendum_cli.core.scoring import Sheet
from addendum_cli.messages import say, say_n
from addendum_cli.model.decision import Decision
from addendum_cli.model.jury import Given
from addendum_cli.model.verdict import Mark


def key_of(sheet: Sheet, criterion: str) -> str:
    """Return a criterion's full name, ``rubric/criterion``."""
    return next(f"{rubric.id}/{one.id}" for one, rubric in sheet.criteria if one.id == criterion)


def marked(
    proposal: str,
    desk: Mapping[str, Mark],
    sheet: Sheet,
    given: Mapping[tuple[str, str], Sequence[Given]],
    consensus: Mapping[tuple[str, str], Decision],
    revised: Mapping[tuple[str, str], Fraction],
) -> dict[str, Mark]:
    """Return the marks of a proposal on ``sheet``; ``revised``: marks that an answer to a weerwoord changed."""
    found = dict(desk)
    for criterion, rubric in sheet.criteria:
        key = (proposal, f"{rubric.id}/{criterion.id}")
        before = desk.get(criterion.id)
        if before is None:
            continue
        assessors = tuple(given.get(key, ()))
        agreed = consensus.get(key)
        proposed = before.value if before.source == "desk" else None
        if key in revised:
            note = say("changed after a weerwoord")
            found[criterion.id] = Mark(revised[key], "consensus", None, note, (), assessors, proposed)
        elif agreed is not None and agreed.consensus is not None:
            note = say("agreed by the panel: {reason}", reason=agreed.reason)
            found[criterion.id] = Mark(Fraction(agreed.consensus), "consensus", None, note, (), assessors, proposed)
        elif assessors:
            values = [one.value for one in assessors]
            mean = sum(values, Fraction(0)) / len(values)
            low, high = float(min(values)), float(max(values))
            note = (
                say_n("the mark of {n} assessor", "the mark of {n} assessors, all the same", len(values))
                if low == high
                else say("the mean of {n} assessors, from {low} to {high}", n=len(values), low=low, high=high)
            )
            found[criterion.id] = Mark(mean, "jury", None, note, (), assessors, proposed)
    return found
