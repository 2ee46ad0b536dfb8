"""What a sentence speaks of, and what it says of that, by weights learnt from labelled sentences.

Linear and small: every feature of a sentence adds its weights, whole numbers, and the sums are compared with bounds.
So the outcome is the same on every machine, and what weighed most can be named. Weights belong to the interventions
and requirements that they were learnt for, known by their ids and texts: one that a region writes anew is found by
its terms alone. Source: docs/evidence.md.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from operator import add
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from addendum_cli.core.evidence import features
from addendum_cli.core.evidence.features import WordClasses
from addendum_cli.core.evidence.signals import SignalSearch
from addendum_cli.core.evidence.terms import Wanted
from addendum_cli.core.evidence.tokens import Tokens
from addendum_cli.model.kinds import Status

if TYPE_CHECKING:
    from addendum_cli.core.evidence.sense import Sense

SAID = ("offered", "later", "delegated", "denied", "problem", "echo")
"""What a sentence can say of something, in the order of the weights; of the last two nothing is counted."""
FORMAT = "addendum/evidence/1"
COUNTED: Mapping[str, Status] = MappingProxyType(
    {"offered": "offered", "later": "later", "delegated": "delegated", "denied": "denied"}
)
"""What of it counts as evidence, and as what."""
SCALE = 100
"""Weights are stored in hundredths."""
Row: TypeAlias = Sequence[int]
"""Places and weights in turn: ``[3, 120, 17, -45]``."""


class Bounds(NamedTuple):
    """From which sums on something is said, in hundredths.

    ``offered``: of what a sentence speaks of it where it offers it, ``other``: where it says something else;
    ``margin``: by how much the weights for offered must be ahead of any other.
    """

    offered: int
    other: int
    margin: int


class Weights(NamedTuple):
    """Weights as data: for what (``ids``, with a mark of each text), and what every feature adds.

    ``about``: what a sentence speaks of, one place for each id: by the ``sentence`` itself, the ``heading`` above it
    and the sentence ``before``; ``bias`` is there anyhow, ``hit`` and ``own`` are added where a term of the id stands
    in the sentence, and where the text is its description. ``manner``: what it says of that, one place for each of
    ``SAID``: by the same, by the sentence ``after``, and by ``each`` id and what the rules say of it.
    ``classes``: the classes of words that were learnt with.
    """

    ids: Mapping[str, str]
    bias: Sequence[int]
    hit: int
    own: int
    about: Mapping[str, Mapping[str, Row]]
    manner: Mapping[str, Mapping[str, Row]]
    classes: Mapping[str, Sequence[str]]
    bounds: Bounds

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Weights:
        """Return the weights in a file's data.

        Raises:
            ValueError, KeyError, TypeError: it is no such file.
        """
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        return cls(**{name: data[name] for name in cls._fields if name != "bounds"}, bounds=Bounds(**data["bounds"]))


def mark_of(text: str) -> str:
    """Return what a text of the call is known by: weights hold only while it says the same."""
    return blake2b(" ".join(text.split()).encode(), digest_size=6).hexdigest()


class View:
    """One sentence as the classifier sees it: sums by place, for itself and for the sentences that it stands beside.

    ``about``: for each of what was learnt, by the sentence itself. The rest is made when it is first asked for:
    most sentences speak of nothing.
    """

    __slots__ = ("_classes", "_found", "_learned", "_tokens", "about")

    def __init__(self, learned: Learned, tokens: Tokens) -> None:
        self._learned, self._tokens = learned, tokens
        self._classes = [f"c {one}" for one in learned.classes.of(tokens.words)]
        self._found: dict[str, Sequence[float]] = {}
        self.about = learned.spoken_of(tokens.words, self._classes)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of the signals in the sentence."""
        return features.kinds(self._tokens, self._learned.signals)

    def about_beside(self, table: str) -> Sequence[float]:
        """Return what it adds to what others speak of: below it (``heading``) or after it (``before``)."""
        if table not in self._found:
            names = self._classes if table == "before" else (*self._bare(), *self._classes)
            self._found[table] = self._learned.together(table, names)
        return self._found[table]

    def manner(self, table: str) -> Sequence[float]:
        """Return the sums for each of ``SAID``: its own (``sentence``), or what it adds to those of others."""
        key = f"manner {table}"
        if key not in self._found:
            self._found[key] = self._manner(self._learned.weights.manner.get(table, {}), table)
        return self._found[key]

    def _manner(self, rows: Mapping[str, Row], table: str) -> Sequence[float]:
        sums = _summed(rows, self._names(table))
        return [weight * damping(len(self._tokens.words)) for weight in sums] if table == "sentence" else sums

    def _names(self, table: str) -> Sequence[str]:
        """Return the features of how it speaks, for itself or for the sentences beside it."""
        if table == "sentence":
            learned = self._learned
            return features.manner(self._tokens, self._classes, learned.signals, learned.we)
        if table == "heading":
            return (*self._bare(), *self._classes)
        return self._bare()[: features.NEXT] if table == "after" else self._bare()

    def weighed_about(self, learnt: int) -> dict[str, float]:
        """Return what each of its words, pairs and classes adds to its speaking of what stands at ``learnt``."""
        rows, words = self._learned.weights.about["sentence"], self._tokens.words
        share = damping(len(words))
        found = _each(rows, (*features.of_pairs(words), *self._classes), learnt, share)
        for word in dict.fromkeys(words):
            weight = sum(_each(rows, features.of_word(word), learnt, share).values())
            if weight:
                found[f"w {word}"] = weight
        return found

    def weighed_beside(self, table: str, learnt: int) -> dict[str, float]:
        """Return what each feature adds to what others speak of, below or after it."""
        names = self._classes if table == "before" else (*self._bare(), *self._classes)
        return _each(self._learned.weights.about.get(table, {}), names, learnt, 1)

    def weighed_manner(self, table: str, said: int) -> dict[str, float]:
        """Return what each feature adds to saying what stands at ``said``, of itself or of a sentence beside it."""
        share = damping(len(self._tokens.words)) if table == "sentence" else 1
        return _each(self._learned.weights.manner.get(table, {}), self._names(table), said, share)

    def _bare(self) -> list[str]:
        return [f"w {word}" for word in dict.fromkeys(self._tokens.words)]


class Read(NamedTuple):
    """What a sentence says of ``owner``: one of ``SAID``, and how surely it speaks of it at all (a sum of weights)."""

    owner: int
    said: str
    sure: float


class Around(NamedTuple):
    """What stands around a sentence: the heading above it, the sentence before and the one after."""

    heading: View | None = None
    before: View | None = None
    after: View | None = None


class Learned:
    """The classifier of one call, for those of its ``wanted`` whose texts are the ones that were learnt."""

    def __init__(self, weights: Weights, wanted: Sequence[Wanted], signals: SignalSearch, we: Iterable[str]) -> None:
        self.weights, self.signals, self.we = weights, signals, frozenset(we)
        self.classes = WordClasses(weights.classes)
        self._words: dict[str, tuple[int, ...] | None] = {}
        self._often: dict[tuple[str, str], tuple[int, ...] | None] = {}
        self._nothing = (0,) * len(weights.bias)
        at = {id_: place for place, id_ in enumerate(weights.ids)}
        self._own = {
            at[one.id]: (place, one) for place, one in enumerate(wanted) if weights.ids.get(one.id) == mark_of(one.text)
        }
        self._places = {place for place, _ in self._own.values()}

    def knows(self, owner: int) -> bool:
        """Return whether there are weights for the one at this place among the wanted."""
        return owner in self._places

    def forget(self) -> None:
        """Start the memory of words anew."""
        self._words.clear()
        self._often.clear()

    def spoken_of(self, words: Sequence[str], classes: Sequence[str]) -> Sequence[float]:
        """Return the sums of a sentence for each of what was learnt, by its words, parts of them, pairs and classes."""
        rows, places = self.weights.about["sentence"], len(self.weights.bias)
        found: list[Sequence[int]] = [_summed(rows, features.of_pairs(words), places)]
        for word in dict.fromkeys(words):
            if word not in self._words:
                self._words[word] = _dense(rows, features.of_word(word), places)
            known = self._words[word]
            if known is not None:
                found.append(known)
        found.append(self.together("sentence", classes))
        share = damping(len(words))
        totals = map(sum, zip(*found, strict=True))
        return [bias + total * share for bias, total in zip(self.weights.bias, totals, strict=True)]

    def together(self, table: str, names: Iterable[str]) -> Sequence[int]:
        """Return what features that come back often (classes, words of headings) add to what is spoken of."""
        found = []
        for name in names:
            key = (table, name)
            if key not in self._often:
                rows = self.weights.about.get(table, {})
                self._often[key] = _dense(rows, (name,), len(self.weights.bias))
            known = self._often[key]
            if known is not None:
                found.append(known)
        return list(map(sum, zip(*found, strict=True))) if found else self._nothing

    def decide(
        self,
        sense: Sense,
        around: Around,
        ruled: Mapping[int, Status],
        described: int | None,
        among: Container[int] | None = None,
    ) -> Iterator[Read]:
        """Yield what a sentence says of each of the wanted that was learnt, where it says anything.

        ``ruled``: what the rules find; ``described``: the one that the whole text describes; ``among``: those asked for.
        """
        view = sense.view
        if view is None:
            return
        offered, other, margin = self.weights.bounds
        least = min(offered, other)
        sums_of: Sequence[float] = view.about
        if around.heading is not None:
            sums_of = list(map(add, sums_of, around.heading.about_beside("heading")))
        if around.before is not None:
            sums_of = list(map(add, sums_of, around.before.about_beside("before")))
        helped = {*sense.named, described}
        shared: Sequence[float] | None = None
        for learnt, (owner, one) in self._own.items():
            speaks = sums_of[learnt]
            if owner in helped:
                speaks += (self.weights.hit if owner in sense.named else 0) + (
                    self.weights.own if owner == described else 0
                )
            if speaks < least or (among is not None and owner not in among):
                continue
            shared = shared or _said(view, around)
            rule = ruled.get(owner, "silent" if owner in sense.named else "none")
            each = own_features(one.id, required=one.challenge is None, rule=rule, signals=view.kinds)
            own = _summed(self.weights.manner["each"], each)
            sums = [one_ + more for one_, more in zip(shared, own, strict=True)]
            best = sums.index(max(sums))
            if speaks >= (other if best else offered) and (best or sums[0] - max(sums[1:]) >= margin):
                yield Read(owner, SAID[best], speaks)

    def weighed(
        self, sense: Sense, around: Around, ruled: Mapping[int, Status], described: int | None, read: Read
    ) -> tuple[dict[str, float], dict[str, float]]:
        """Return what each feature adds to a sentence's speaking of something, and to what it says of it; see `decide`.

        A word's parts count with the word. Features of what stands around are named so: ``heading: w wonen``.
        """
        assert sense.view is not None  # noqa: S101 - what was read has been seen
        learnt, one = next((learnt, one) for learnt, (owner, one) in self._own.items() if owner == read.owner)
        about = sense.view.weighed_about(learnt)
        if read.owner in sense.named:
            about["its term"] = self.weights.hit / SCALE
        if read.owner == described:
            about["its description"] = self.weights.own / SCALE
        said = SAID.index(read.said)
        rule = ruled.get(read.owner, "silent" if read.owner in sense.named else "none")
        each = own_features(one.id, required=one.challenge is None, rule=rule, signals=sense.view.kinds)
        manner = _each(self.weights.manner["each"], each, said, 1)
        manner |= sense.view.weighed_manner("sentence", said)
        for beside, table in ((around.heading, "heading"), (around.before, "before"), (around.after, "after")):
            if beside is not None:
                manner |= {f"{table}: {name}": weight for name, weight in beside.weighed_manner(table, said).items()}
                if table != "after":
                    found = beside.weighed_beside(table, learnt)
                    about |= {f"{table}: {name}": weight for name, weight in found.items()}
        return about, manner


def _each(table: Mapping[str, Row], names: Iterable[str], place: int, share: float) -> dict[str, float]:
    """Return what each feature adds at one place, those that add nothing left out."""
    found: dict[str, float] = {}
    for name in names:
        row = table.get(name, ())
        weight = next((row[at + 1] for at in range(0, len(row), 2) if row[at] == place), 0)
        if weight:
            found[name] = weight * share / SCALE
    return found


def _said(view: View, around: Around) -> list[float]:
    """Return the sums for each of ``SAID``, whatever it is said of."""
    parts = [view.manner("sentence")]
    for beside, table in ((around.heading, "heading"), (around.before, "before"), (around.after, "after")):
        if beside is not None:
            parts.append(beside.manner(table))
    return [sum(column) for column in zip(*parts, strict=True)]


def damping(words: int) -> float:
    """Return by what a sentence of so many words is weighed: a long one holds more of everything."""
    return 1 / math.sqrt(math.sqrt(max(1, words)))


def own_features(id_: str, *, required: bool, rule: str, signals: Iterable[str]) -> list[str]:
    """Return the features of one id in one sentence: ``rule`` is what the rules say of it there."""
    found = [f"id {id_}", f"rule {rule}"]
    if required:
        found += ["required", f"required {rule}", *(f"required {kind}" for kind in signals)]
    return found


def _dense(table: Mapping[str, Row], names: Iterable[str], places: int) -> tuple[int, ...] | None:
    """Return what features add together, for each place; None where that is nothing."""
    found = _summed(table, names, places)
    return tuple(found) if any(found) else None


def _summed(table: Mapping[str, Row], names: Iterable[str], places: int = len(SAID)) -> list[int]:
    """Return what features add together, for each place."""
    sums = [0] * places
    for name in names:
        row = table.get(name)
        if row is not None:
            for at in range(0, len(row), 2):
                sums[row[at]] += row[at + 1]
    return sums
