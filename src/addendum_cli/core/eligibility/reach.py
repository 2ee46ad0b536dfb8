"""Rules about where, by whom and for whom: region, people, target group. Source: contract, "Outcomes"."""

from __future__ import annotations

from addendum_cli.core.eligibility.ground import Ground
from addendum_cli.core.eligibility.hints import Hint, Hints
from addendum_cli.core.words import fold
from addendum_cli.messages import say
from addendum_cli.model import call as calls
from addendum_cli.model.entry import Entry


def works_in_region(rule: calls.WorksInRegion, entry: Entry, ground: Ground) -> Hints:
    """Judge whether at least one municipality of the region is served."""
    names = [(index, name) for index, name in enumerate(entry.facts.municipalities) if name.strip()]
    region = ground.call.region.name
    if not names:
        yield Hint(
            "unknown",
            say("not stated in which municipalities it works"),
            ("municipalities",),
            say("ask for the municipalities; or write: all"),
            "clarify",
            say("In which municipalities of {region} would you work, or in all of them?", region=region),
        )
        return
    inside: list[str] = []
    outside: list[tuple[int, str]] = []
    whole = False
    for index, name in names:
        if fold(name) in ground.everywhere:
            whole = True
        elif place := ground.place(name):
            inside.append(place)
        else:
            outside.append((index, name))
    if whole:
        yield Hint("pass", say("works in all of {region}", region=region), ("municipalities",))
    elif inside:
        yield Hint("pass", say("works in {places}", places=tuple(dict.fromkeys(inside))), ("municipalities",))
    counts = whole or bool(inside)
    doubtful = False
    for index, name in outside:
        path = ("municipalities", index)
        if meant := ground.place_meant(name):
            doubtful = True
            remedy = (
                say("did you mean {name}?", name=meant.name)
                if meant.name == meant.written
                else say("did you mean {name} ({written})?", name=meant.name, written=meant.written)
            )
            yield Hint(
                "warn" if counts else "unknown",
                say("{name} looks like a name in the region, misspelt", name=name),
                path,
                remedy,
                None if counts else "clarify",
                None if counts else say("You name {name}: do you mean {meant}?", name=name, meant=meant.name),
            )
        elif within := ground.place_within(name):
            doubtful = True
            yield Hint(
                "warn" if counts else "unknown",
                say("{name} names {place} among other words", name=name, place=within),
                path,
                say("write one name an entry: [{place}, …]", place=within),
                None if counts else "clarify",
                None if counts else say("You write {name}: in which municipalities would you work?", name=name),
            )
        elif counts:
            yield Hint("warn", say("{name} lies outside {region}", name=name, region=region), path)
    if not counts and not doubtful:
        yield Hint(
            "fail",
            say("works only outside {region}: {names}", region=region, names=tuple(name for _, name in names)),
            ("municipalities",),
            None,
            rule.otherwise,
        )


def has_staff(rule: calls.HasStaff, entry: Entry, ground: Ground) -> Hints:
    """Judge whether paid people are stated: volunteers alone do not carry the approach."""
    fte = entry.facts.capacity.fte if entry.facts.capacity else None
    if fte is None:
        yield Hint(
            "warn",
            say("not stated how many full-time equivalents it brings"),
            ("capacity",),
            say("ask for the number of paid people: capacity.fte"),
        )
    elif fte == 0:
        yield Hint(
            "warn",
            say("brings no paid people (0 FTE): volunteers alone do not carry the approach"),
            ("capacity", "fte"),
            say("ask who carries the work"),
        )
    else:
        yield Hint("pass", say("brings {fte} FTE", fte=float(fte)), ("capacity", "fte"))


def excludes_nobody(rule: calls.ExcludesNobody, entry: Entry, ground: Ground) -> Hints:
    """Warn of age limits and exclusions: the offer together must leave nobody out, not each partner's."""
    group = entry.facts.target_group
    found = False
    if group is not None and (group.min_age or group.max_age is not None):
        found = True
        low, high = (float(age) if age is not None else "…" for age in (group.min_age, group.max_age))
        path = ("target_group", "min_age" if group.min_age else "max_age")
        yield Hint(
            "warn",
            say("only for people aged {low} to {high}", low=low, high=high),
            path,
            say("to discuss: who serves the others?"),
        )
    if group is not None and any(item.strip() for item in group.excludes):
        found = True
        yield Hint(
            "warn",
            say("leaves out: {groups}", groups=group.excludes),
            ("target_group", "excludes"),
            say("to discuss: who serves the others?"),
        )
    if not found:
        yield Hint("pass", say("no age limit or exclusion declared"), ("target_group",))
