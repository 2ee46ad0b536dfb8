"""The sheet of coverage: interventions down, proposals across, and where nobody offers anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from addendum_cli.formats.grids import Grid
from addendum_cli.formats.sheets import Value
from addendum_cli.messages import say
from addendum_cli.model.call import Challenge
from addendum_cli.model.verdict import Judged, Offer, Shortlist
from addendum_cli.report.facts import challenges, first_ranked, ranked
from addendum_cli.report.naming import name_of
from addendum_cli.report.workbook.house import TINTS, Column, House

FULL, HALF, LATER, DENIED, SILENT, UNASKED = "●", "◐", "○", "×", "", "·"
ACROSS = 200
"""Proposals that the matrix shows at most; its counts are over all of them."""
_FILLS = {FULL: "good", HALF: "warn", LATER: "plain", DENIED: "bad", UNASKED: "quiet"}
_COUNTED = 5
"""Columns before the proposals."""


def sign(offer: Offer, *, referral: str | None) -> str:
    """Return the sign of what a proposal says of an intervention.

    What the desk counts in full is ●, what it counts for half ◐. Source: docs/method.md, "Desk marks".
    """
    if offer.status == "offered":
        return FULL if offer.evidence else HALF
    if offer.status == "delegated":
        return FULL if referral == "full" else HALF
    return {"later": LATER, "denied": DENIED}.get(offer.status, SILENT)


def signs(one: Judged, referrals: Mapping[str, str | None]) -> dict[str, str]:
    """Return the sign of every intervention of the challenges that ``one`` answers, by name."""
    return {name: sign(offer, referral=referrals.get(name)) for name, offer in one.examined.offers.items()}


def referrals(challenges_: Iterable[Challenge]) -> dict[str, str | None]:
    """Return what handing over is worth, by the intervention's name."""
    return {f"{one.id}/{i.id}": i.referral for one in challenges_ for i in one.interventions}


def coverage(listed: Shortlist, house: House) -> None:
    """Add the matrix of the ranked proposals, the shortlist's first where there are too many to show."""
    evaluation, tongue = listed.evaluation, house.tongue
    asked = challenges(evaluation)
    full = referrals(asked)
    said = {id_: signs(one, full) for id_, one in ranked(evaluation).items()}
    counted = Counter(pair for found in said.values() for pair in found.items())
    shown = first_ranked(listed, ACROSS)
    columns = _columns(house, shown, left_out=len(said) - len(shown))
    grid = house.sheet(tongue(say("Coverage")), columns, height=150)
    for challenge in asked:
        _rows(grid, challenge, [said[id_] for id_ in shown], counted, house)
    house.finish(grid, columns, frozen=_COUNTED, pages=2)
    if shown and len(grid.rows) > 1:
        cells = grid.span(2, _COUNTED + 1, len(shown))
        for symbol, tint in _FILLS.items():
            fill = PatternFill("solid", start_color=TINTS[tint], end_color=TINTS[tint])
            rule = CellIsRule("equal", [f'"{symbol}"'], fill=fill)  # type: ignore[no-untyped-call]
            grid.sheet.conditional_formatting.add(cells, rule)


def _columns(house: House, shown: Sequence[str], *, left_out: int) -> list[Column]:
    tongue = house.tongue
    legend = [
        tongue(say("Intervention")),
        tongue(say("● offered in words (or left to others, where that is what is asked)")),
        tongue(say("◐ only ticked, or left to others")),
        tongue(say("○ later or on condition")),
        tongue(say("× says that it does not offer it")),
        tongue(say("empty: not mentioned; · challenge not answered")),
    ]
    if left_out:
        legend.append(tongue(say("{n} more ranked proposals are counted, and not shown", n=left_out)))
    return [
        Column(tongue(say("Challenge")), 16),
        Column(tongue(say("No.")), 5),
        Column("\n".join(legend), 46),
        Column(tongue(say("How many ●")), 7, "whole"),
        Column(tongue(say("How many ◐")), 7, "whole"),
        *(Column(id_, 4, "centre", upright=True) for id_ in shown),
    ]


def _rows(
    grid: Grid,
    challenge: Challenge,
    shown: Sequence[Mapping[str, str]],
    counted: Mapping[tuple[str, str], int],
    house: House,
) -> None:
    for n, intervention in enumerate(challenge.interventions):
        name, first = f"{challenge.id}/{intervention.id}", n == 0
        full, half = counted[name, FULL], counted[name, HALF]
        across = [said.get(name, UNASKED) for said in shown]
        values: list[Value] = [name_of(challenge), intervention.number, intervention.text, full, half, *across]
        gap = None if full else "warn" if half else "bad"
        text, count = house.look("text", first=first), house.look("whole", first=first)
        looks = [house.look("quiet", first=first), text, text, house.look("whole", first=first, tint=gap), count]
        grid.row(values, [*looks, *[house.look("centre", first=first)] * len(shown)])
