"""What a text may mean, for a person to look at: numbers, places, and the challenges that it seems to answer.

None of this is ever a fact: the text does not say which number is whose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from addendum_cli.core.eligibility import Ground, enterprise
from addendum_cli.core.evaluate import wanted
from addendum_cli.core.evidence import Search, Weights, offers
from addendum_cli.core.words import fold
from addendum_cli.intake.candidacy import Guess, Hint
from addendum_cli.model.call import Call
from addendum_cli.model.language import Language
from addendum_cli.model.text import Words

ENOUGH = 3
"""Interventions that a text must offer of a challenge that it does not name, to seem to answer it."""
REQUIRED = 2
"""Requirements of the approach that a text must meet to seem to offer it."""
_NUMBER = re.compile(r"(?<![\w.])(?:BE[ .]?)?[01]?[0-9]{3}[. ]?[0-9]{3}[. ]?[0-9]{3}(?![\w]|\.[0-9])")
_EMAIL = re.compile(r"([^\s@<>()\[\]:;,|]++@[\w-]++(?:\.[\w-]++)+)|[^\s@<>()\[\]:;,|]++")
"""An address, or a word that is none: words are passed over whole, so that a long one is read once."""
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


class Text(NamedTuple):
    """A text of a candidacy: its file's name, and what stands in it."""

    name: str
    text: str

    def line(self, offset: int) -> int:
        """Return the 1-based line at ``offset``."""
        return 1 + self.text.count("\n", 0, offset)


class Guesser:
    """Guesses by one call and language."""

    def __init__(self, call: Call, language: Language, copied: frozenset[int], weights: Weights | None) -> None:
        self._call = call
        self._ours = {one.strip().casefold() for one in call.submission.address}
        self._ground = Ground(call, language.everywhere)
        self._search = Search(wanted(call), language, copied, weights=weights)
        units = sorted(language.labels.facts.get("capacity.fte", ("FTE",)), key=lambda name: (-len(name), name))
        self._fte = re.compile(
            rf"(?<![\w.,])([0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?)\s?(?:{'|'.join(map(re.escape, units))})\b", re.IGNORECASE
        )
        joins = "|".join(map(re.escape, language.grammar.joins or ("&",)))
        self._names = {
            fold(name): one.id
            for one in call.challenges
            for name in (one.persona, *re.split(rf"\s*[-/,&]\s*|\s+(?:{joins})\s+", one.persona or ""))
            if name
        }

    def facts(self, texts: Sequence[Text]) -> Iterator[Guess]:
        """Yield what may be facts: a valid enterprise number, an address, full-time equivalents, municipalities."""
        for text in texts:
            for found in _NUMBER.finditer(text.text):
                if enterprise.valid(found[0]):
                    yield Guess("organisation.enterprise_number", found[0], f"{text.name}:{text.line(found.start())}")
            for pattern, field in ((_EMAIL, "contact.email"), (self._fte, "capacity.fte")):
                for found in pattern.finditer(text.text):
                    value = (found[1] or "").rstrip(".")
                    if not value or value.casefold() in self._ours:
                        continue
                    yield Guess(field, value, f"{text.name}:{text.line(found.start())}")
        yield from self._places(texts)

    def _places(self, texts: Sequence[Text]) -> Iterator[Guess]:
        """Yield the municipalities of the region that are named, each once, where it stands first."""
        seen = set()
        for text in texts:
            for found in _WORD.finditer(text.text):
                place = self._ground.place(found[0]) if found[0][0].isupper() else None
                if place is not None and place not in seen:
                    seen.add(place)
                    yield Guess("municipalities", place, f"{text.name}:{text.line(found.start())}")

    def hints(self, texts: Sequence[Text]) -> list[Hint]:
        """Return the challenges that the texts name, or offer much of, each with the interventions offered."""
        named: dict[str, str] = {}
        for text in texts:
            for found in _WORD.finditer(text.text):
                challenge = self._names.get(fold(found[0]))
                if challenge is not None and found[0][0].isupper():
                    named.setdefault(challenge, f"{text.name}:{text.line(found.start())}")
        words = [Words(one.text, one.name, one.line, None, None) for one in texts]
        by_challenge = {one.id: [f"{one.id}/{each.id}" for each in one.interventions] for one in self._call.challenges}
        found_offers = offers({}, [id_ for ids in by_challenge.values() for id_ in ids], words, self._search)
        hints: list[Hint] = []
        for challenge, ids in by_challenge.items():
            offered = [id_ for id_ in ids if found_offers[id_].status == "offered" and found_offers[id_].evidence]
            if challenge not in named and (named or len(offered) < ENOUGH):
                continue
            hints.append(Hint(challenge, None, "", named.get(challenge, "")))
            for id_ in offered:
                first = found_offers[id_].evidence[0]
                hints.append(Hint(challenge, id_.partition("/")[2], first.text, f"{first.file}:{first.line}"))
        return hints

    def approach(self, texts: Sequence[Text]) -> str | None:
        """Return where the texts first offer the approach, None where they offer too little of it for a guess."""
        ids = [one.id for one in self._call.approach.requirements]
        words = [Words(one.text, one.name, one.line, None, None) for one in texts]
        found = offers({}, ids, words, self._search)
        offered = [found[id_] for id_ in ids if found[id_].status == "offered" and found[id_].evidence]
        if len(offered) < min(REQUIRED, len(ids)):
            return None
        first = offered[0].evidence[0]
        return f"{first.file}:{first.line}"
