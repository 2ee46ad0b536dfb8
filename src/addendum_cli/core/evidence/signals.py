"""The phrases that turn a clause, compiled once per language and found in one sentence at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple, TypeAlias, get_args

from addendum_cli.core.evidence.phrases import YEAR, Phrases, longest
from addendum_cli.core.evidence.tokens import Tokens, fold, words_of
from addendum_cli.model.language import Language

Kind: TypeAlias = Literal[
    "harmless",
    "excluding",
    "quoting",
    "problem",
    "past",
    "denied",
    "denied_after",
    "denied_next",
    "later",
    "delegated",
]
Topic: TypeAlias = Literal["problem", "past", "later", "delegated"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TOPICS: tuple[Topic, ...] = get_args(Topic)
GAP = "…"


class _Signal(NamedTuple):
    """What a phrase means, and the parts of it that may stand further on in the clause."""

    kind: Kind
    rest: tuple[tuple[int, ...], ...]


Candidate: TypeAlias = tuple[int, int, _Signal]


class Found(NamedTuple):
    """A signal at the words ``places``."""

    kind: Kind
    places: tuple[int, ...]

    @property
    def start(self) -> int:
        """Return the place of its first word."""
        return self.places[0]

    @property
    def end(self) -> int:
        """Return the place after its last word."""
        return self.places[-1] + 1

    def within(self, start: int, end: int) -> bool:
        """Return whether all of its words lie in ``start`` to ``end``."""
        return start <= self.places[0] and self.places[-1] < end

    def touches(self, start: int, end: int) -> bool:
        """Return whether one of its words lies in ``start`` to ``end``."""
        return any(start <= place < end for place in self.places)


def _forms(word: str) -> frozenset[str]:
    return frozenset(YEAR if form == YEAR else fold(form) for form in word.split("/"))


def _parts(phrase: str) -> list[tuple[frozenset[str], ...]]:
    """Return the parts of a phrase between its gaps, each word as the set of its forms."""
    return [
        tuple(_forms(word) for word in part.replace("-", " ").split()) for part in phrase.split(GAP) if part.strip()
    ]


def _anchors(language: Language) -> set[frozenset[str]]:
    """Return one word for each phrase that can turn a clause: without any of them a sentence says what it says.

    The word is one that deserves it: an anchor already, else the longest that is not common.
    """
    grammar, signals = language.grammar, language.signals
    common = set(map(fold, (*grammar.articles, *grammar.prepositions, *grammar.common)))
    phrases = [phrase for kind in KINDS if kind != "harmless" for phrase in getattr(signals, kind)]
    phrases += [phrase for topic in TOPICS for phrase in getattr(language.topics, topic)]
    found = {_forms(word) for word in grammar.who}
    for words in sorted(([word for part in _parts(phrase) for word in part] for phrase in phrases), key=len):
        if found.isdisjoint(words):
            rare = [word for word in words if not word & common] or words
            found.add(rare[longest(rare)])
    return found


class SignalSearch:
    """Every signal of a language; ``year``: where a year is named, later ones are the future."""

    def __init__(self, language: Language, year: int | None = None) -> None:
        self._year = year
        self._phrases: Phrases[_Signal] = Phrases()
        self._anchors: Phrases[bool] = Phrases()
        self._topics: Phrases[Topic] = Phrases()
        for kind in KINDS:
            for phrase in getattr(language.signals, kind):
                first, *rest = _parts(phrase)
                numbers = tuple(tuple(map(self._phrases.number, part)) for part in rest)
                self._phrases.add(first, _Signal(kind, numbers))
        for topic in TOPICS:
            for phrase in getattr(language.topics, topic):
                self._topics.add(_parts(phrase)[0], topic)
        for anchor in _anchors(language):
            self._anchors.add([anchor], True)
        self.anchors = self._anchors.hot

    @staticmethod
    def denials(language: Language) -> list[str]:
        """Return the single words that deny."""
        return [word for word in (*language.signals.denied, *language.signals.denied_after) if len(words_of(word)) == 1]

    def learn(self, words: Collection[str]) -> None:
        """Understand words not met before."""
        for phrases in (self._phrases, self._anchors, self._topics):
            phrases.learn(words)

    def forget(self) -> None:
        """Start the memory of words anew."""
        for phrases in (self._phrases, self._anchors, self._topics):
            phrases.forget()

    def topic(self, tokens: Tokens, start: int, end: int) -> Topic | None:
        """Return what a heading, lead-in or label of the words ``start`` to ``end`` announces, if it does."""
        return next((topic for first, last, topic in self._topics.find(tokens) if start <= first and last <= end), None)

    def candidates(self, tokens: Tokens) -> list[Candidate]:
        """Return what may be signals in a sentence, before its clauses are known."""
        return self._phrases.find(tokens)

    def find(self, words: Sequence[str], of: Sequence[int], candidates: Sequence[Candidate]) -> list[Found]:
        """Return the signals of one sentence, in order; ``of``: the clause of each word.

        Where signals overlap the longest counts, then the first.
        """
        every = []
        for first, last, signal in candidates:
            places = tuple(range(first, last))
            if signal.rest:
                places = self._further(words, of, places, signal)
            if places and self._timely(words, places, signal.kind):
                every.append(Found(signal.kind, places))
        if len(every) < 2:
            return every
        taken: set[int] = set()
        kept = []
        for found in sorted(every, key=lambda one: (-len(one.places), one.places)):
            if taken.isdisjoint(found.places):
                taken.update(found.places)
                kept.append(found)
        return sorted(kept, key=lambda one: one.places)

    def _further(
        self, words: Sequence[str], of: Sequence[int], places: tuple[int, ...], signal: _Signal
    ) -> tuple[int, ...]:
        """Return ``places`` and those of the signal's other parts in the same clause; none if one is not there."""
        clause, end = of[places[0]], len(of)
        for part in signal.rest:
            for place in range(places[-1] + 1, end - len(part) + 1):
                if of[place] == clause and self._phrases.stands(words, place, part):
                    places += tuple(range(place, place + len(part)))
                    break
            else:
                return ()
        return places

    def _timely(self, words: Sequence[str], places: Sequence[int], kind: Kind) -> bool:
        """Return False for a year that makes the phrase mean the opposite: 'from' a year that has begun."""
        if self._year is None or kind not in ("later", "past"):
            return True
        years = [int(words[place]) for place in places if len(words[place]) == 4 and words[place].isdecimal()]
        return all(year > self._year if kind == "later" else year < self._year for year in years)
