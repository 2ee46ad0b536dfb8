"""What a proposal says of every intervention and requirement, with the passages that say it.

Declared with words of its own: what those words say. Else the strongest of what its texts say: offered,
delegated, later, denied. A bare tick holds where no text says anything. Source: contract, "Interventions in
a proposal".
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import chain
from typing import Any, TypeAlias

from addendum_cli.core.evidence.analysis import Rules
from addendum_cli.core.evidence.clauses import folded
from addendum_cli.core.evidence.echo import Echo
from addendum_cli.core.evidence.learned import Learned, View, Weights
from addendum_cli.core.evidence.passages import line_of, quoted
from addendum_cli.core.evidence.reading import Reading
from addendum_cli.core.evidence.sense import ByItself, Sense, clauses, understand
from addendum_cli.core.evidence.sentences import SentenceSearch
from addendum_cli.core.evidence.terms import Terms, Wanted
from addendum_cli.core.evidence.tokens import Tokens, composed
from addendum_cli.model.kinds import STRENGTH, Status
from addendum_cli.model.language import Language
from addendum_cli.model.text import Words
from addendum_cli.model.verdict import Offer, Passage

PASSAGES = 3
SENTENCES = 10_000
WORDS = 100_000
"""So many are remembered before the memory starts anew, so that it stays bounded whatever is read."""
_SAID = tuple(status for status in STRENGTH if status != "absent")


class Search:
    """A call's terms, its language and the hashes of its text, compiled once; pickles as what it was made from.

    ``year``: the year of the call; what is there from a later year on is not offered yet. Without it that
    holds for any year. ``weights``: what was learnt for this call, beside its terms.
    """

    def __init__(
        self,
        wanted: Sequence[Wanted],
        language: Language,
        copied: frozenset[int],
        *,
        year: int | None = None,
        weights: Weights | None = None,
    ) -> None:
        self._made_from = (tuple(wanted), language, copied, year, weights)
        self.places = {one.id: place for place, one in enumerate(wanted)}
        self.challenges = [one.challenge for one in wanted]
        self._sentences = SentenceSearch(folded(language.grammar.abbreviations))
        self._rules = Rules(language, year)
        self._terms = Terms(wanted, language)
        self._echo = Echo(copied)
        self._learned = Learned(weights, wanted, self._rules.signals, self._rules.we) if weights else None
        self._senses: dict[tuple[str, bool], Sense] = {}
        self._alone: dict[str, tuple[ByItself, ...]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return _search, self._made_from

    def read(self, text: str) -> Reading:
        """Return what a text says, sentence by sentence."""
        found = self._sentences.find(text)
        known = self._senses
        if len(known) > SENTENCES or len(self._terms.phrases.known) > WORDS:
            self._forget()
        senses = [
            known[key] if (key := (one.text, one.title or one.leads)) in known else self._understand(*key)
            for one in found
        ]
        echoes = self._echo.found([one.text for one in found], [sense.hashes for sense in senses])
        return Reading(found, senses, echoes, self._learned)

    def clauses(self, sentence: str) -> tuple[ByItself, ...]:
        """Return what the clauses of a sentence that has been read say of the thing that its text is about."""
        if sentence not in self._alone:
            self._alone[sentence] = clauses(self._rules, Tokens(sentence))
        return self._alone[sentence]

    def _understand(self, sentence: str, heads: bool) -> Sense:
        """Understand a sentence not met before; one that ``heads`` others is another."""
        tokens = Tokens(sentence)
        if new := [word for word in tokens.words if word not in self._terms.phrases.known]:
            self._terms.learn(new)
            self._rules.signals.learn(new)
            self._echo.learn(new)
        hits = self._terms.hits(tokens)
        sense = understand(self._rules, tokens, hits, self._echo.hashes(tokens.words), heads=heads)
        if self._learned is not None:
            named = {owner: tokens.start(hit.start) for hit in reversed(hits) for owner in hit.owners}
            sense = sense._replace(named=named, view=View(self._learned, tokens))
        self._senses[sentence, heads] = sense
        return sense

    def _forget(self) -> None:
        """Start all memory anew."""
        self._senses.clear()
        self._alone.clear()
        self._terms.phrases.forget()
        self._rules.signals.forget()
        self._echo.forget()
        if self._learned is not None:
            self._learned.forget()


def _search(
    wanted: Sequence[Wanted],
    language: Language,
    copied: frozenset[int],
    year: int | None,
    weights: Weights | None,
) -> Search:
    return Search(wanted, language, copied, year=year, weights=weights)


_ABSENT = Offer(False, False, "absent")


Kept: TypeAlias = dict[tuple[int, Status], list[tuple[float, Passage]]]
"""What texts say of each intervention (its place among the wanted), by status: passages, and how sure each is."""


def offers(
    declared: Mapping[str, bool], ids: Sequence[str], words: Sequence[Words], search: Search
) -> dict[str, Offer]:
    """Return what a proposal's texts say of each of ``ids``.

    ``declared``: the ids that are ticked, and whether with a description. A text with a ``scope`` counts for
    that challenge's interventions and for requirements.
    """
    places = search.places
    asked = {places[id_]: search.challenges[places[id_]] for id_ in ids}
    heard: dict[str | None, Container[int]] = {None: asked}
    said: Kept = {}
    own: Kept = {}
    for text in words:
        about = places[text.about] if text.about in places and declared.get(text.about) else None
        if text.scope not in heard:
            heard[text.scope] = {place for place, scope in asked.items() if scope in (None, text.scope)}
        _gather(text, search, heard[text.scope], about, said, own)
    spoken_of = {place for place, _ in chain(said, own)}
    found = dict.fromkeys(ids, _ABSENT)
    for id_ in ids:
        if id_ in declared or places[id_] in spoken_of:
            found[id_] = _offer(declared.get(id_), places[id_], said, own)
    return found


def _offer(declared: bool | None, place: int, said: Kept, own: Kept) -> Offer:
    """Return what was said of one intervention; its own description decides, where that says anything."""
    ticked, described = declared is not None, bool(declared)
    by_status = [_surest(kept.get((place, status), ())) for kept in (own, said) for status in _SAID]
    evidence = tuple(dict.fromkeys(chain.from_iterable(by_status)))[:PASSAGES]
    if not evidence:
        return Offer(ticked, described, "offered" if ticked else "absent")
    return Offer(ticked, described, evidence[0].status or "absent", evidence)


def _surest(passages: Sequence[tuple[float, Passage]]) -> list[Passage]:
    """Return passages, the surest first; of equally sure ones the first that stands there."""
    return [passage for _, passage in sorted(passages, key=lambda pair: -pair[0])]


def _gather(words: Words, search: Search, heard: Container[int], about: int | None, said: Kept, own: Kept) -> None:
    """Add what a text says of each of ``heard`` to ``said``, and of ``about``, which it describes, to ``own``."""
    text = composed(words.text)
    reading = search.read(text)
    quotes: dict[tuple[str, Status], Passage] = {}

    def quote(place: int, word: int, status: Status) -> Passage:
        """Return a sentence as it is quoted; one that stands there again is the same passage."""
        sentence = reading.sentences[place]
        if (sentence.text, status) not in quotes:
            shown, start = quoted(sentence, word)
            if text is not words.text:
                start = line_of(words.text, text, start)
            quotes[sentence.text, status] = Passage(shown, words.file, words.line(start), status)
        return quotes[sentence.text, status]

    described = False
    for place, owners, word, status, sure in reading.said(about, heard):
        passage = None
        for owner in owners:
            if owner in heard:
                passage = passage or quote(place, word, status)
                described = described or owner == about
                passages = (own if owner == about else said).setdefault((owner, status), [])
                if sure or (len(passages) < PASSAGES and (sure, passage) not in passages):
                    passages.append((sure, passage))
    if about is not None and not described:  # it names its intervention by none of the terms
        decides = _decides(list(reading.clauses(search.clauses)))
        if decides is not None:
            place, one = decides
            own[about, one.status] = [(0, quote(place, 0, one.status))]


def _decides(says: Sequence[tuple[int, ByItself]]) -> tuple[int, ByItself] | None:
    """Return the clause that tells what a description says, None where none says anything.

    One that denies, delays or delegates does where the description begins with it, or where it points back
    ("this we leave to …") and no 'we' has offered anything before.
    """
    if not says:
        return None
    turned = [(place, one) for place, one in says if one.status != "offered"]
    if says[0][1].status == "offered":
        before = next((at for at, (_, one) in enumerate(says) if one.status == "offered" and one.we), len(says))
        turned = [(place, one) for place, one in says[:before] if one.status != "offered" and one.points]
    return min(turned, key=lambda pair: _SAID.index(pair[1].status), default=says[0])
