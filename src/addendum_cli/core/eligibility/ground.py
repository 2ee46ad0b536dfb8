"""What the rules look things up in, folded and indexed once per call."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from addendum_cli.core.eligibility.clock import Clock, Deadline
from addendum_cli.core.words import fold, nearest
from addendum_cli.model.call import Call, Milestone

LONGEST_NAME = 5
"""Words of the longest name that is looked for inside an entry."""
_WORD = re.compile(r"[^\W_]+")


class Place(NamedTuple):
    """A municipality that a name stands for, or the region itself, and the spelling that it has here."""

    name: str
    written: str


class Ground:
    """One call, ready to judge by: its clock, places, domains, addresses and milestones.

    ``everywhere`` are the words that mean the whole region, from the language's data.
    """

    def __init__(self, call: Call, everywhere: Iterable[str] = ()) -> None:
        self.call = call
        self.clock = Clock(call.timezone)
        self.milestones: dict[str, Milestone] = {milestone.id: milestone for milestone in call.timeline}
        self._deadlines: dict[str, Deadline] = {}
        self.everywhere = frozenset(map(fold, ("all", call.region.name, *everywhere)))
        self._places: dict[str, str] = {}
        self._spelt: list[str] = []
        for municipality in call.region.municipalities:
            for name in (municipality.name, *municipality.also):
                self._places.setdefault(fold(name), municipality.name)
                self._spelt.append(name)
        self._neighbours = frozenset(map(fold, call.region.neighbours))
        self._domains: dict[str, str] = {}
        for domain in call.domains:
            for word in (domain.id, domain.title, *domain.also):
                if word:
                    self._domains.setdefault(fold(word), domain.id)
        asked = {i.domain for challenge in call.challenges for i in challenge.interventions if i.domain}
        for word in sorted(asked):
            self._domains.setdefault(fold(word), word)
        self.asked = frozenset(self._domains[fold(word)] for word in asked)
        self.specialisms = frozenset(self.domain(word) or word for word in call.specialisms)
        self.addresses = frozenset(address.strip().casefold() for address in call.submission.address)
        self.channels = frozenset(map(fold, call.submission.channel))

    def deadline(self, milestone: str) -> Deadline:
        """Return when the milestone of this id is over."""
        if milestone not in self._deadlines:
            self._deadlines[milestone] = self.clock.deadline(self.milestones[milestone])
        return self._deadlines[milestone]

    def domain(self, word: str) -> str | None:
        """Return the id of the domain that ``word`` names, or None."""
        return self._domains.get(fold(word))

    def domain_meant(self, word: str) -> str | None:
        """Return the word that a misspelt domain comes nearest to, or None."""
        known = [name for domain in self.call.domains for name in (domain.id, domain.title, *domain.also) if name]
        return nearest(word, known)

    def place(self, name: str) -> str | None:
        """Return the municipality that ``name`` is or lies in, or None."""
        return self._places.get(fold(name))

    def place_within(self, text: str) -> str | None:
        """Return the municipality, or the region, that a longer entry names among other words.

        Two places in one entry, or one with a remark behind it: whoever wrote that named a place of ours, and a
        person should read it. A known neighbour is no such entry.
        """
        if fold(text) in self._neighbours:
            return None
        words = _WORD.findall(text)
        for size in range(min(LONGEST_NAME, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                folded = fold("".join(words[start : start + size]))
                if folded in self._places:
                    return self._places[folded]
                if folded == fold(self.call.region.name):
                    return self.call.region.name
        return None

    def place_meant(self, name: str) -> Place | None:
        """Return the municipality, or the region, whose name ``name`` misspells; a neighbour misspells nothing."""
        if fold(name) in self._neighbours:
            return None
        if meant := nearest(name, self._spelt):
            return Place(self._places[fold(meant)], meant)
        region = nearest(name, [self.call.region.name], most=1)  # two edits away lies another region: north, south
        return Place(region, region) if region else None
