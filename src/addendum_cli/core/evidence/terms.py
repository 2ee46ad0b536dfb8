"""The words by which a call's interventions and requirements are recognised, compiled once per call.

A term is one word or several in a row, given in its base form. What it also finds:

- the other forms of its words, by the language's inflections (``schuld``: schulden; ``huis``: huizen). They
  are made from the term, never guessed from the text, so that no two words fall together: ``begeleiding``
  finds neither ``beleid`` nor ``leiding``.
- another spelling of a compound: ``budgetbegeleiding`` finds ``budget-begeleiding``, and ``budget
  begeleiding`` where the second is a word of the call's terms too (so ``voortraject`` does not find "voor
  traject 3"); the term ``budget begeleiding`` finds ``budgetbegeleiding``.
- with ``*``, any ending or beginning. Nothing else is found inside longer words: that ``begeleiding`` is the
  head of ``woonbegeleiding`` holds, but for ``taal`` in ``totaal`` it does not, so a term has to ask for it.
- in capitals, only capitals: ``GTB``, ``OCMW``.

A hit is cancelled by one of the same owner's ``unless`` terms that overlaps it or stands beside it with
nothing but articles and prepositions between ("opleiding van onze medewerkers").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from addendum_cli.core.evidence.phrases import Phrases
from addendum_cli.core.evidence.tokens import Tokens, fold, marks
from addendum_cli.model.language import Inflection, Language

_WORD = re.compile(r"\*?[^\W_]+(?:'[^\W_]+)*\*?")
_LITERAL_END = re.compile(r"\)([a-z]*)$")
_GROUP = re.compile(r"\\([0-9])")
_HYPHENS = ("-", "-\n")
_SHORTEST_PART = 4
"""Letters that each part of a compound has at least, where it is written as two words."""
_BETWEEN = 3
"""Small words that may stand between a hit and the ``unless`` term that cancels it."""


class Wanted(NamedTuple):
    """An intervention (``challenge/intervention``) or requirement, what it asks, and the terms that speak of it."""

    id: str
    terms: tuple[str, ...]
    unless: tuple[str, ...]
    challenge: str | None
    text: str = ""


class Term(NamedTuple):
    """A term: whose it is (places in the list of wanted), whom it cancels, and which words are capitals.

    ``capitals``: the place of a word in the term, and how many of its letters must be capitals.
    """

    owners: tuple[int, ...]
    against: tuple[int, ...]
    capitals: tuple[tuple[int, int], ...]


class Hit(NamedTuple):
    """Words ``start`` to ``end`` speak of each of ``owners``."""

    start: int
    end: int
    owners: tuple[int, ...]


class _Rule(NamedTuple):
    """An inflection made ready: words that do not end in ``ending`` need not be tried.

    ``forms``: literal text and numbers of groups in turn, beginning and ending with text.
    """

    word: re.Pattern[str]
    ending: str
    forms: tuple[tuple[str, ...], ...]


class Inflector:
    """Makes the forms of a word by the language's rules."""

    def __init__(self, rules: Iterable[Inflection]) -> None:
        self._rules = [
            _Rule(
                re.compile(rule.word),
                ending[1] if (ending := _LITERAL_END.search(rule.word)) else "",
                tuple(tuple(_GROUP.split(fold(form))) for form in rule.forms),
            )
            for rule in rules
        ]
        self._made: dict[str, frozenset[str]] = {}

    def forms(self, word: str) -> frozenset[str]:
        """Return ``word`` and its other forms; a word with ``*`` stands for itself."""
        if word not in self._made:
            self._made[word] = frozenset((word, *(self._inflected(word) if "*" not in word else ())))
        return self._made[word]

    def words(self) -> Collection[str]:
        """Return the words whose forms were asked for."""
        return frozenset(self._made)

    def _inflected(self, word: str) -> Iterator[str]:
        for rule in self._rules:
            if word.endswith(rule.ending) and (match := rule.word.fullmatch(word)):
                groups = (word, *match.groups(""))
                for form in rule.forms:
                    made = form[0]
                    for number, text in zip(form[1::2], form[2::2], strict=True):
                        made += groups[int(number)] + text
                    yield made


class Terms:
    """Every term of a call, found in one pass over a sentence."""

    def __init__(self, wanted: Sequence[Wanted], language: Language) -> None:
        grammar = language.grammar
        self.small = frozenset(map(fold, (*grammar.articles, *grammar.prepositions)))
        self.phrases: Phrases[Term] = Phrases()
        self._compounds: dict[str, Term] = {}
        self._inflector = Inflector(language.inflections)
        owners: dict[str, list[int]] = {}
        against: dict[str, list[int]] = {}
        for place, one in enumerate(wanted):
            for term in dict.fromkeys(one.terms):
                owners.setdefault(term, []).append(place)
            for term in dict.fromkeys(one.unless):
                against.setdefault(term, []).append(place)
        for term in dict.fromkeys((*owners, *against)):
            self._add(term, tuple(owners.get(term, ())), tuple(against.get(term, ())))
        self._add_parts(self._inflector.words())

    def _add(self, term: str, owners: tuple[int, ...], against: tuple[int, ...]) -> None:
        """Add a term, and its other spellings."""
        written = _WORD.findall(term.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
        capitals = tuple(
            (place, len(word.strip("*")))
            for place, word in enumerate(written)
            if word.isupper() and len(word.strip("*")) > 1
        )
        words = [fold(word) for word in written]
        what = Term(owners, against, capitals)
        self.phrases.add(map(self._inflector.forms, words), what)
        if capitals:
            return
        joined = "".join(words)
        if len(words) == 1:
            for apart in sorted(form for form in self._inflector.forms(joined) if " " in form):
                self.phrases.add([frozenset((part,)) for part in apart.split()], what)
            if len(joined) >= 2 * _SHORTEST_PART and not joined.startswith("*"):
                self._compounds[joined] = what
        elif len(words) == 2 and self.small.isdisjoint(words) and "*" not in joined[1:-1]:
            self.phrases.add([self._inflector.forms(joined)], what)

    def _add_parts(self, vocabulary: Collection[str]) -> None:
        """Add the spelling of long single-word terms as two words, the second of which is a word of other terms."""
        for word, what in self._compounds.items():
            bare, ending = word.rstrip("*"), "*" if word.endswith("*") else ""
            for cut in range(_SHORTEST_PART, len(bare) - _SHORTEST_PART + 1):
                first, rest = bare[:cut], bare[cut:]
                if rest in vocabulary and first not in self.small:
                    self.phrases.add([frozenset((first,)), self._inflector.forms(rest + ending)], what)

    def learn(self, words: Iterable[str]) -> None:
        """Understand words not met before."""
        self.phrases.learn(words)

    def hits(self, tokens: Tokens) -> list[Hit]:
        """Return what a sentence speaks of, in order; its words must have been learnt."""
        words, gaps = tokens.words, tokens.gaps
        terms = self.phrases.find(tokens)
        for place in [place for place, gap in enumerate(gaps) if gap in _HYPHENS]:
            if 0 < place < len(words):
                terms += self._joined(words, place)
        found: list[Hit] = []
        against: dict[int, list[tuple[int, int]]] = {}
        for start, end, term in terms:
            owners, cancels, capitals = term
            if capitals and not _in_capitals(tokens, start, term):
                continue
            if owners:
                found.append(Hit(start, end, owners))
            for owner in cancels:
                against.setdefault(owner, []).append((start, end))
        found.sort()
        return self._standing(tokens, found, against) if against else found

    def _joined(self, words: Sequence[str], place: int) -> list[tuple[int, int, Term]]:
        """Return the single-word terms that the words around the hyphen before ``place`` make together."""
        return [(place - 1, place + 1, term) for term in self.phrases.alone(words[place - 1] + words[place])]

    def _standing(self, tokens: Tokens, found: list[Hit], against: dict[int, list[tuple[int, int]]]) -> list[Hit]:
        """Return the hits without the owners whom an ``unless`` term beside them cancels."""
        kept = []
        for hit in found:
            owners = tuple(
                owner
                for owner in hit.owners
                if owner not in against
                or not any(self._beside(tokens, hit, start, end) for start, end in against[owner])
            )
            if owners:
                kept.append(hit._replace(owners=owners))
        return kept

    def _beside(self, tokens: Tokens, hit: Hit, start: int, end: int) -> bool:
        """Return whether words ``start`` to ``end`` overlap a hit, or only small words part them."""
        first, last = (end, hit.start) if end <= hit.start else (hit.end, start)
        if last - first > _BETWEEN:
            return False
        parted = any(gap != " " and marks(gap) for gap in tokens.gaps[first : last + 1]) if first <= last else False
        return not parted and all(word in self.small for word in tokens.words[first:last])


def _in_capitals(tokens: Tokens, place: int, term: Term) -> bool:
    """Return whether the words of a term that must be capitals are."""
    return all(tokens.written(place + offset)[:letters].isupper() for offset, letters in term.capitals)
