"""Desk marks: what the program can propose from a fact or from passages, before anybody has marked.

A desk mark is a proposal until a person marks or confirms it. Source: contract, "Desk methods";
docs/method.md, "Desk marks".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from addendum_cli.messages import say
from addendum_cli.model.call import Call, Challenge
from addendum_cli.model.entry import Entry
from addendum_cli.model.rubric import Bands, Criterion, Rubric, Scale
from addendum_cli.model.verdict import Mark, Offer, Passage

_WORTH = (Fraction(0), Fraction(1, 2), Fraction(1))
NO_MARK = Mark(None)
PASSAGES = 3


class Reading(NamedTuple):
    """What the desk marks by: the entry, its offers and requirements, and the challenge at hand."""

    entry: Entry
    offers: Mapping[str, Offer]
    requirements: Mapping[str, Offer]
    challenge: Challenge | None
    call: Call


def worth(offer: Offer, *, referral: bool) -> Fraction:
    """Return what one intervention or requirement counts, 0 to 1.

    Offered in words 1, only ticked ½, left to others ½ (1 where handing over is what is asked), else 0.
    """
    return _WORTH[_halves(offer, referral)]


def _halves(offer: Offer, referral: bool) -> int:
    """Return ``worth`` in halves: whole numbers are what many proposals are counted in."""
    if offer.status == "offered":
        return 2 if offer.evidence else 1
    if offer.status == "delegated":
        return 2 if referral else 1
    return 0


def near_groups(challenge: Challenge) -> list[list[str]]:
    """Return the challenge's interventions, near-duplicates together, in the call's order."""
    place = {f"{challenge.id}/{one.id}": index for index, one in enumerate(challenge.interventions)}
    group_of = {name: [name] for name in place}
    for name, one in zip(place, challenge.interventions, strict=True):
        if one.near in group_of and one.near not in group_of[name]:
            joined = sorted(group_of[name] + group_of[one.near], key=place.__getitem__)
            group_of.update(dict.fromkeys(joined, joined))
    return [group for name, group in group_of.items() if group[0] == name]


def coverage(method: Any, reading: Reading, scale: Scale) -> Mark:
    """Mark by the share of the challenge's interventions that are offered; near-duplicates count once."""
    challenge = reading.challenge
    if challenge is None or not challenge.interventions:
        return NO_MARK
    full = {f"{challenge.id}/{i.id}": i.referral == "full" for i in challenge.interventions}
    groups = near_groups(challenge)
    total, shown, ticked = 0, [], False
    for group in groups:
        offers = [(_halves(reading.offers[name], full[name]), reading.offers[name]) for name in group]
        points = max(halves for halves, _ in offers)
        total += points
        if points:
            best = [offer for halves, offer in offers if halves == points]
            shown.append(best[0])
            ticked = ticked or any(offer.declared for offer in best)
    counted, n = total / 2, len(groups)
    note = (
        say("{points} of {n} interventions, by the text alone: none of these was ticked", points=counted, n=n)
        if shown and not ticked
        else say("{points} of {n} interventions", points=counted, n=n)
    )
    return Mark(scale.rounded(Fraction(total, 2 * n)), "desk", "coverage", note, first_passages(shown))


def requirements(method: Any, reading: Reading, scale: Scale) -> Mark:
    """Mark by the share of the approach's requirements that the text offers."""
    wanted = reading.call.approach.requirements
    if not wanted:
        return NO_MARK
    found = [reading.requirements[one.id] for one in wanted]
    halves = [_halves(offer, one.referral == "full") for offer, one in zip(found, wanted, strict=True)]
    total, n = sum(halves), len(wanted)
    note = say("{points} of {n} requirements of the approach", points=total / 2, n=n)
    evidence = first_passages(offer for offer, counts in zip(found, halves, strict=True) if counts)
    return Mark(scale.rounded(Fraction(total, 2 * n)), "desk", "requirements", note, evidence)


def bands(method: Bands, reading: Reading, scale: Scale) -> Mark:
    """Mark by the last threshold that a declared number reaches; no number, no mark."""
    group, _, name = method.field.partition(".")
    part = getattr(reading.entry.facts, group)
    value = getattr(part, name) if part is not None else None
    if value is None:
        return Mark(None, None, None, say("not stated: {field}", field=method.field))
    mark = Fraction(scale.min)
    for threshold, worth_ in method.bands:
        if value >= threshold:
            mark = Fraction(worth_)
    line = reading.entry.line((group, name))
    fact = Passage(f"{method.field}: {value}", reading.entry.file, line, None)
    return Mark(mark, "desk", "bands", say("{field} is {value}", field=method.field, value=float(value)), (fact,))


METHODS: Mapping[str, Callable[[Any, Reading, Scale], Mark]] = MappingProxyType(
    {"bands": bands, "coverage": coverage, "requirements": requirements}
)


def first_passages(offers: Iterable[Offer]) -> tuple[Passage, ...]:
    """Return at most 3 different passages, the first of each offer before the second of any."""
    by_offer = [offer.evidence for offer in offers]
    found: dict[Passage, None] = {}
    for place in range(max(map(len, by_offer), default=0)):
        for passages in by_offer:
            if place < len(passages):
                found.setdefault(passages[place])
            if len(found) == PASSAGES:
                return tuple(found)
    return tuple(found)


def marks(criteria: Iterable[tuple[Criterion, Rubric]], reading: Reading) -> dict[str, Mark]:
    """Return the desk's mark of each criterion by id, without a value where the desk has no method."""
    return {
        criterion.id: METHODS[criterion.desk.method](criterion.desk, reading, rubric.scale)
        if criterion.desk
        else NO_MARK
        for criterion, rubric in criteria
    }
