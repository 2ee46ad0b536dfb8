"""What a proposal says of every intervention and requirement, with the passages that say it.

Declared with words of its own: what those words say. Else the strongest of what its texts say: offered,
delegated, later, denied. A bare tick holds where no text says anything. Source: contract, "Interventions in
a proposal".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from addendum_cli.core.evidence.analysis import Rules
from addendum_cli.core.evidence.echo import Echo
from addendum_cli.core.evidence.passages import passage
from addendum_cli.core.evidence.status import ByItself, Reading
from addendum_cli.core.evidence.terms import Hit, Terms, Wanted
from addendum_cli.core.evidence.tokens import Tokens, composed
from addendum_cli.model.kinds import STRENGTH, Status
from addendum_cli.model.language import Language
from addendum_cli.model.text import Words
from addendum_cli.model.verdict import Offer, Passage

PASSAGES = 3
REMEMBERED = 200_000
"""Words remembered before the memory starts anew, so that it stays bounded whatever is read."""
_RANK: Mapping[Status | None, int] = {status: rank for rank, status in enumerate(STRENGTH)}


class Search:
    """A call's terms, its language and the hashes of its text, compiled once; pickles as what it was made from.

    ``year``: the year of the call; what is there from a later year on is not offered yet. Without it that
    holds for any year.
    """

    def __init__(
        self, wanted: Sequence[Wanted], language: Language, copied: frozenset[int], *, year: int | None = None
    ) -> None:
        self._made_from = (tuple(wanted), language, copied, year)
        self.places = {one.id: place for place, one in enumerate(wanted)}
        self.challenges = [one.challenge for one in wanted]
        self.rules = Rules(language, year)
        self._terms = Terms(wanted, language)
        self._echo = Echo(copied)

    def __reduce__(self) -> tuple[Any, ...]:
        return _search, self._made_from

    def read(self, text: str) -> tuple[Reading, list[Hit]]:
        """Return a text ready to be asked what it says, and what it speaks of, in order."""
        tokens = Tokens(composed(text))
        words, known = tokens.words, self._terms.phrases.known
        if len(known) > REMEMBERED:
            self._terms.phrases.forget()
            self.rules.signals.forget()
            self._echo.hashes.clear()
        if new := set(words).difference(known):
            self._terms.learn(new)
            self.rules.signals.learn(new)
            self._echo.learn(new)
        hits = self._terms.hits(tokens)
        return Reading(self.rules, tokens, self._echo.covered(words), [hit.start for hit in hits]), hits


def _search(wanted: Sequence[Wanted], language: Language, copied: frozenset[int], year: int | None) -> Search:
    return Search(wanted, language, copied, year=year)


class _Said:
    """What texts say of one intervention: for each status the first few passages, strongest status first."""

    __slots__ = ("by_rank",)

    def __init__(self) -> None:
        self.by_rank: tuple[list[Passage], ...] = ([], [], [], [])

    def wants(self, status: Status) -> bool:
        """Return whether another passage of this status would be kept."""
        return len(self.by_rank[_RANK[status]]) < PASSAGES

    def add(self, found: Passage) -> None:
        """Keep a passage, once."""
        same = self.by_rank[_RANK[found.status]]
        if found not in same:
            same.append(found)

    def strongest(self) -> Status:
        """Return the strongest status said; there is one."""
        return next(status for status, found in zip(STRENGTH, self.by_rank, strict=False) if found)

    def passages(self) -> list[Passage]:
        """Return all passages kept, of the strongest status first."""
        return [one for found in self.by_rank for one in found]


def offers(
    declared: Mapping[str, bool], ids: Sequence[str], words: Sequence[Words], search: Search
) -> dict[str, Offer]:
    """Return what a proposal's texts say of each of ``ids``.

    ``declared``: the ids that are ticked, and whether with a description. A text with a ``scope`` counts for
    that challenge's interventions and for requirements.
    """
    asked = {search.places[id_] for id_ in ids}
    described = {search.places[id_] for id_, has_words in declared.items() if has_words and id_ in search.places}
    said: dict[int, _Said] = {}
    own: dict[int, _Said] = {}
    for text in words:
        about = search.places.get(text.about) if text.about is not None else None
        _Gathering(text, search, said, own).gather(asked, about if about in described else None)
    found = {}
    for id_ in ids:
        place = search.places[id_]
        found[id_] = _offer(declared.get(id_), said.get(place), own.get(place))
    return found


def _offer(declared: bool | None, said: _Said | None, own: _Said | None) -> Offer:
    """Return what was said of one intervention; its own description decides, where that says anything."""
    ticked, described = declared is not None, bool(declared)
    decides = own or said
    if decides is None:
        return Offer(ticked, described, "offered" if ticked else "absent")
    passages = decides.passages()
    if decides is own and said is not None and len(passages) < PASSAGES:
        passages += [one for one in said.passages() if one not in passages]
    return Offer(ticked, described, decides.strongest(), tuple(passages[:PASSAGES]))


class _Gathering:
    """Takes from one text what it says of each intervention."""

    def __init__(self, text: Words, search: Search, said: dict[int, _Said], own: dict[int, _Said]) -> None:
        self._text, self._search, self._said, self._own = text, search, said, own
        self._passages: dict[tuple[int, Status], Passage] = {}

    def gather(self, asked: set[int], about: int | None) -> None:
        """Add what the text says of ``asked``; ``about``: the one that it describes."""
        reading, hits = self._search.read(self._text.text)
        scope, challenges = self._text.scope, self._search.challenges
        near = 0
        for hit in hits:
            owners = [
                owner
                for owner in hit.owners
                if owner in asked and (scope is None or challenges[owner] is None or challenges[owner] == scope)
            ]
            if not owners:
                continue
            near, inside = reading.sentence_at(hit.start, near)
            status = reading.status(near, hit.start, hit.end) if inside else None
            if status is None:
                continue
            for owner in owners:
                kept = self._own if owner == about else self._said
                said = kept.get(owner)
                if said is None:
                    said = kept[owner] = _Said()
                if said.wants(status):
                    said.add(self._passage(reading, near, hit.start, status))
        if about is not None and about not in self._own:
            self._describe(reading, about)

    def _passage(self, reading: Reading, place: int, word: int, status: Status) -> Passage:
        key = (place, status)
        if key not in self._passages:
            self._passages[key] = passage(self._text, reading.tokens, reading.sentences[place], word, status)
        return self._passages[key]

    def _describe(self, reading: Reading, about: int) -> None:
        """Add what a description says that names its intervention by none of the terms."""
        decides = _decides([one for place in range(len(reading.sentences)) for one in reading.by_itself(place)])
        if decides is not None:
            said = self._own[about] = _Said()
            word = reading.sentences[decides.sentence].start
            said.add(self._passage(reading, decides.sentence, word, decides.status))


def _decides(says: Sequence[ByItself]) -> ByItself | None:
    """Return the clause that tells what a description says, None where none says anything.

    One that denies, delays or delegates does where the description begins with it, or where it points back
    ("this we leave to …") and no 'we' has offered anything before.
    """
    if not says:
        return None
    turned = [one for one in says if one.status != "offered"]
    if says[0].status == "offered":
        before = next((place for place, one in enumerate(says) if one.status == "offered" and one.we), len(says))
        turned = [one for one in says[:before] if one.status != "offered" and one.points]
    return min(turned, key=lambda one: _RANK[one.status], default=says[0])
