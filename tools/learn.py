"""Learn the weights of the evidence search from the labelled sentences, and write ``data/evidence.json``.

Two linear models over the features of ``core.evidence.features``: what a sentence speaks of (one logistic regression
an id, those of one domain sharing a part), and what it says of that (one multinomial regression for all ids). Fitted
by L-BFGS on the whole of ``tests/cases/evidence/learn``; the same data give the same file on one machine. The method
and its figures: docs/evidence.md. Needs the extra ``learn`` (numpy and scipy), which nothing at run time does.

    python tools/learn.py            write the weights
    python tools/learn.py --cross    leave out each group of proposals in turn, and print how well it is read
    python tools/learn.py --curve    the same for one group, learning from ever more of the others
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy import sparse
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import labelled  # noqa: E402 - found beside the tests
from addendum_cli.api import load_call  # noqa: E402
from addendum_cli.core.evaluate import wanted  # noqa: E402
from addendum_cli.core.evidence import Search, features  # noqa: E402
from addendum_cli.core.evidence.features import WordClasses  # noqa: E402
from addendum_cli.core.evidence.learned import FORMAT, SAID, SCALE, damping, mark_of, own_features  # noqa: E402
from addendum_cli.core.evidence.tokens import Tokens  # noqa: E402

TARGET = ROOT / "data" / "evidence.json"
YEAR = 2023
BOUNDS = {"offered": -30, "other": -15, "margin": 0}
"""Hundredths; how they were chosen, and moved: docs/evidence.md, "Figures"."""
RARE = 3
"""Sentences in which a feature stands at least."""
SMALLEST = 5
"""Hundredths below which a weight is left out."""
ABOUT_COST, MANNER_COST = 3e-4, 2e-4
"""How much large weights cost (L2), for each of the two models."""
ABOUT_PRIOR = {"w": 1.4, "g": 0.63, "b": 0.84, "c": 1.4, "heading": 0.5, "before": 0.3}
MANNER_PRIOR = {"w": 1.4, "b": 0.84, "t": 0.84, "s": 0.84, "g": 0.49, "e": 0.49, "heading": 0.3, "beside": 0.3}
"""How much a feature of each kind weighs before anything is learnt: the smaller, the more it takes to use it."""
LOOSE = "losse zinnen"
"""The voice of files whose sentences stand each alone."""

CALL = load_call(ROOT / "data").call
FOLDER = load_call(ROOT / "data")
WANTED = wanted(CALL)
IDS = [one.id for one in WANTED]
AT = {id_: place for place, id_ in enumerate(IDS)}
REQUIRED = {one.id for one in WANTED if one.challenge is None}
DOMAIN = {f"{one.id}/{each.id}": each.domain for one in CALL.challenges for each in one.interventions}
SEARCH = Search(WANTED, FOLDER.language, FOLDER.copied(), year=YEAR)
CLASSES = {
    name: [str(entry) for entry in entries]
    for name, entries in yaml.safe_load((labelled.HERE / "words.yaml").read_text("utf-8")).items()
}


@dataclass
class Sentence:
    """A sentence with its features (by table of ``Weights``), its labels and the ids that it was labelled for."""

    text: str
    document: str
    group: str
    described: str | None
    title: bool
    words: int
    about: dict[str, list[str]]
    manner: dict[str, list[str]]
    hits: set[str]
    rules: dict[str, str]
    kinds: tuple[str, ...]
    says: dict[str, str] = field(default_factory=dict)
    scope: set[str] = field(default_factory=set)

    def each(self, id_: str) -> list[str]:
        """Return the features of one id in this sentence."""
        rule = self.rules.get(id_, "silent" if id_ in self.hits else "none")
        return own_features(id_, required=id_ in REQUIRED, rule=rule, signals=self.kinds)


def sentences(documents: Iterable[labelled.Document]) -> list[Sentence]:
    """Return every sentence of the labelled proposals, as the search finds them."""
    classes = WordClasses(CLASSES)
    return [one for document in documents for one in _of_document(document, classes)]


def _of_document(document: labelled.Document, classes: WordClasses) -> Iterator[Sentence]:
    answered = {id_ for id_ in IDS if id_.partition("/")[0] in document.answers}
    loose = document.voice == LOOSE
    gold = {(line.about, line.text): line for line in document.lines}
    heading: Sentence | None = None
    before: Sentence | None = None
    for about, text in document.texts:
        challenge = about.partition("/")[0] if about else None
        reading = SEARCH.read(text)
        ruled: dict[int, dict[str, str]] = defaultdict(dict)
        for said in reading.said():
            ruled[said.place].update({IDS[owner]: said.status for owner in said.owners})
        for place, found in enumerate(reading.sentences):
            line = gold.get((about, text[text.rfind("\n", 0, found.start) + 1 :].partition("\n")[0]))
            one = _sentence(found.text, classes)
            one.document, one.group, one.described = document.id, document.group, about
            one.title, one.rules = found.title, ruled[place]
            if line is not None and not found.title:
                one.says = line.says
                one.scope = REQUIRED | {id_ for id_ in answered if challenge in (None, id_.partition("/")[0])}
            if not loose:
                if heading is not None:
                    one.about["heading"] = heading.about["shown"]
                    one.manner["heading"] = heading.manner["shown"]
                if before is not None:
                    one.about["before"] = [name for name in before.about["shown"] if name.startswith("c ")]
                    one.manner["before"] = before.manner["bare"]
                    before.manner["after"] = one.manner["bare"][: features.NEXT]
            before = one
            if found.title:
                heading = one
            yield one
        before = None


def _sentence(text: str, classes: WordClasses) -> Sentence:
    """Return a sentence by itself; its words are known to the search, which has read it."""
    tokens = Tokens(text)
    rules = SEARCH._rules
    shown = [f"c {name}" for name in classes.of(tokens.words)]
    bare = [f"w {word}" for word in dict.fromkeys(tokens.words)]
    hits = {IDS[owner] for hit in SEARCH._terms.hits(tokens) for owner in hit.owners}
    by_word = [name for word in dict.fromkeys(tokens.words) for name in features.of_word(word)]
    return Sentence(
        text, "", "", None, False, len(tokens.words),
        {"sentence": [*by_word, *features.of_pairs(tokens.words), *shown], "shown": [*bare, *shown]},
        {"sentence": features.manner(tokens, shown, rules.signals, rules.we), "shown": [*bare, *shown], "bare": bare},
        hits, {}, features.kinds(tokens, rules.signals),
    )  # fmt: skip


Feature = tuple[str, str]
"""A table of ``Weights`` and a name in it."""


def _vocabulary(rows: Iterable[Iterable[Feature]]) -> dict[Feature, int]:
    counted = Counter(name for row in rows for name in set(row))
    return {name: place for place, name in enumerate(sorted(name for name, n in counted.items() if n >= RARE))}


def _matrix(
    rows: Sequence[Sequence[Feature]],
    words: Sequence[int],
    known: dict[Feature, int],
    prior: Callable[[Feature], float],
) -> Any:
    """Return the features of each sentence; those of the sentence itself are damped by its length, as when it is read."""
    at, columns, values = [], [], []
    for place, (row, length) in enumerate(zip(rows, words, strict=True)):
        for name in row:
            if name in known:
                at.append(place)
                columns.append(known[name])
                values.append(prior(name) * (damping(length) if name[0] == "sentence" else 1))
    return sparse.csr_matrix((values, (at, columns)), shape=(len(rows), len(known)))


def _about_row(one: Sentence) -> list[Feature]:
    return [(table, name) for table in ("sentence", "heading", "before") for name in one.about.get(table, ())]


def _about_prior(name: Feature) -> float:
    return ABOUT_PRIOR.get(name[0], ABOUT_PRIOR[name[1][0]] if name[0] == "sentence" else 0)


def _manner_row(one: Sentence, id_: str) -> list[Feature]:
    tables = ("sentence", "heading", "before", "after")
    shared = [(table, name) for table in tables for name in one.manner.get(table, ())]
    return [*shared, *(("each", name) for name in one.each(id_))]


def _manner_prior(name: Feature) -> float:
    if name[0] == "sentence":
        return MANNER_PRIOR.get(name[1][0], 1.4) if name[1][1:2] == " " else 1.4
    return {"heading": MANNER_PRIOR["heading"], "each": 1.0}.get(name[0], MANNER_PRIOR["beside"])


@dataclass
class About:
    """What sentences speak of: a weight for each feature and id, and what is added for an id's term and description."""

    known: dict[Feature, int]
    weights: Any
    hit: float
    own: float
    bias: Any

    @classmethod
    def fitted(cls, found: Sequence[Sentence]) -> About:
        """Return the model that fits the labels of ``found`` best, by what large weights cost."""
        rows = [_about_row(one) for one in found]
        known = _vocabulary(rows)
        matrix = _matrix(rows, [one.words for one in found], known, _about_prior)
        turned = matrix.T.tocsr()
        right, counts, hits, own = targets(found)
        domains = sorted({domain for domain in DOMAIN.values() if domain})
        shared = np.array([[DOMAIN.get(id_) == domain for id_ in IDS] for domain in domains], dtype=float)
        n, ids, parts = len(known), len(IDS), len(domains)

        def parted(flat: Any) -> Any:
            alone, common = flat[: n * ids].reshape(n, ids), flat[n * ids : n * (ids + parts)].reshape(n, parts)
            return alone, common, *flat[n * (ids + parts) :][:2], flat[-ids:]

        def cost(flat: Any) -> tuple[float, Any]:
            alone, common, hit, described, bias = parted(flat)
            sums = matrix @ alone + (matrix @ common) @ shared + hits * hit + own * described + bias
            chance = 1 / (1 + np.exp(-sums))
            wrong = counts * (chance - right) / len(found)
            loss = -(counts * (right * np.log(chance + 1e-9) + (1 - right) * np.log(1 - chance + 1e-9))).sum() / len(
                found
            )
            slope = turned @ wrong
            steps = (slope + ABOUT_COST * alone, slope @ shared.T + ABOUT_COST * common)
            rest = ([(wrong * hits).sum(), (wrong * own).sum()], wrong.sum(0))
            return (
                loss + ABOUT_COST / 2 * ((alone**2).sum() + (common**2).sum()),
                np.concatenate([*(step.ravel() for step in steps), *rest]),
            )

        start = np.zeros(n * (ids + parts) + 2 + ids)
        start[-ids:] = -3
        alone, common, hit, described, bias = parted(_least(cost, start))
        scales = np.array([_about_prior(name) for name in known])[:, None]
        return cls(known, (alone + common @ shared) * scales, hit, described, bias)

    def sums(self, found: Sequence[Sentence]) -> Any:
        """Return the sums of each sentence for each id."""
        matrix = _matrix([_about_row(one) for one in found], [one.words for one in found], self.known, lambda _: 1)
        _, _, hits, own = targets(found)
        return matrix @ self.weights + hits * self.hit + own * self.own + self.bias


@dataclass
class Manner:
    """What sentences say of what they speak of: a weight for each feature and each of ``SAID``."""

    known: dict[Feature, int]
    weights: Any

    @classmethod
    def fitted(cls, found: Sequence[Sentence]) -> Manner:
        """Return the model that fits the labels of ``found`` best, by what large weights cost."""
        pairs = [(one, id_) for one in found for id_ in one.says]
        rows = [_manner_row(one, id_) for one, id_ in pairs]
        known = _vocabulary(rows)
        matrix = _matrix(rows, [one.words for one, _ in pairs], known, _manner_prior)
        turned = matrix.T.tocsr()
        said = np.array([SAID.index(one.says[id_]) for one, id_ in pairs])
        right = np.eye(len(SAID))[said]

        def cost(flat: Any) -> tuple[float, Any]:
            weights = flat.reshape(len(known), len(SAID))
            sums = matrix @ weights
            chance = np.exp(sums - sums.max(1, keepdims=True))
            chance /= chance.sum(1, keepdims=True)
            loss = -np.log((chance * right).sum(1) + 1e-12).mean() + MANNER_COST / 2 * (weights**2).sum()
            return loss, (turned @ ((chance - right) / len(pairs)) + MANNER_COST * weights).ravel()

        weights = _least(cost, np.zeros(len(known) * len(SAID))).reshape(len(known), len(SAID))
        return cls(known, weights * np.array([_manner_prior(name) for name in known])[:, None])

    def sums(self, pairs: Sequence[tuple[Sentence, str]]) -> Any:
        """Return the sums of each sentence and id for each of ``SAID``."""
        rows = [_manner_row(one, id_) for one, id_ in pairs]
        return _matrix(rows, [one.words for one, _ in pairs], self.known, lambda _: 1) @ self.weights


def _least(cost: Callable[[Any], tuple[float, Any]], start: Any) -> Any:
    return minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": 150, "maxcor": 6}).x


def targets(found: Sequence[Sentence]) -> tuple[Any, Any, Any, Any]:
    """Return, for each sentence and id: spoken of, labelled for, a term stands in it, it stands in its description."""
    tables = np.zeros((4, len(found), len(IDS)))
    for place, one in enumerate(found):
        for table, ids in zip(tables, (one.says, one.scope, one.hits, AT.keys() & {one.described or ""}), strict=True):
            for id_ in ids:
                table[place, AT[id_]] = 1
    return tables[0], tables[1], tables[2], tables[3]


def written(about: About, manner: Manner) -> str:
    """Return the weights as the program reads them."""

    def tables(known: dict[Feature, int], weights: Any) -> dict[str, dict[str, list[int]]]:
        made: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for (table, name), place in known.items():
            row = [(at, round(float(weight) * SCALE)) for at, weight in enumerate(weights[place])]
            kept = [number for pair in row if abs(pair[1]) >= SMALLEST for number in pair]
            if kept:
                made[table][name] = kept
        return made

    data = {
        "format": FORMAT,
        "ids": {one.id: mark_of(one.text) for one in WANTED},
        "bias": [round(float(one) * SCALE) for one in about.bias],
        "hit": round(float(about.hit) * SCALE),
        "own": round(float(about.own) * SCALE),
        "bounds": BOUNDS,
        "about": tables(about.known, about.weights),
        "manner": tables(manner.known, manner.weights),
        "classes": CLASSES,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace('],"', '],\n"') + "\n"


# --- how well it reads ---


@dataclass
class Guess:
    """What the models say of one sentence and id: how surely it is spoken of, and the sums for each of ``SAID``."""

    one: Sentence
    id: str
    speaks: float
    sums: Any

    @property
    def said(self) -> str:
        """Return the likeliest of ``SAID``."""
        return SAID[int(self.sums.argmax())]


def guesses(learn: Sequence[Sentence], read: Sequence[Sentence]) -> list[Guess]:
    """Return what is guessed of ``read`` by what was learnt from ``learn``, the surely unspoken left out."""
    about, manner = About.fitted([one for one in learn if one.scope]), Manner.fitted(learn)
    sums = about.sums(read)
    likely = [(one, id_, sums[n, AT[id_]]) for n, one in enumerate(read) for id_ in one.scope if sums[n, AT[id_]] > -4]
    found = manner.sums([(one, id_) for one, id_, _ in likely])
    return [Guess(one, id_, float(speaks), row) for (one, id_, speaks), row in zip(likely, found, strict=True)]


def curve(scored: Sequence[tuple[float, bool]], right: int) -> str:
    """Return the best F1 of a ranking, and the recall at some precisions, each with its bound."""
    ranked = sorted(scored, key=lambda pair: -pair[0])
    hits = np.cumsum([correct for _, correct in ranked])
    precision, recall = hits / np.arange(1, len(ranked) + 1), hits / max(1, right)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    best = int(f1.argmax())
    told = f"F1 {f1[best]:.3f} (P {precision[best]:.2f} R {recall[best]:.2f} at {ranked[best][0]:.2f})"
    for wanted_ in (0.9, 0.85, 0.8, 0.7):
        enough = np.nonzero((precision >= wanted_) & (np.arange(len(ranked)) >= 20))[0]
        told += (
            f"  R@P{wanted_} {recall[enough[-1]]:.2f} ({ranked[enough[-1]][0]:.2f})"
            if len(enough)
            else f"  R@P{wanted_} -"
        )
    return told


def report(found: Sequence[Guess], read: Sequence[Sentence]) -> None:
    """Print how well sentences, and whole proposals, were read."""
    spoken = sum(len(one.says) for one in read)
    print("spoken of   ", curve([(guess.speaks, guess.id in guess.one.says) for guess in found], spoken))
    table = np.zeros((len(SAID), len(SAID)), dtype=int)
    for guess in found:
        if guess.id in guess.one.says:
            table[SAID.index(guess.one.says[guess.id]), SAID.index(guess.said)] += 1
    print(
        f"what is said, {table.trace() / max(1, table.sum()):.3f} right; rows labelled, columns read: {' '.join(SAID)}"
    )
    print(table)
    for margin in (0.0, 0.5, 1.0, 1.5):
        print(f"margin {margin}")
        sure = [guess for guess in found if guess.sums[0] - max(guess.sums[1:]) >= margin]
        best: dict[tuple[str, str], Guess] = {}
        for guess in sure:
            key = (guess.one.document, guess.id)
            if key not in best or guess.speaks > best[key].speaks:
                best[key] = guess
        offered = {(one.document, id_) for one in read for id_, said in one.says.items() if said == "offered"}
        n = sum(said == "offered" for one in read for said in one.says.values())
        print("  passage   ", curve([(guess.speaks, guess.one.says.get(guess.id) == "offered") for guess in sure], n))
        print("  proposal  ", curve([(guess.speaks, key in offered) for key, guess in best.items()], len(offered)))
        first = [(guess.speaks, guess.one.says.get(guess.id) == "offered") for guess in best.values()]
        print("  its first ", curve(first, len(offered)))
    others = [(guess.speaks, guess.one.says.get(guess.id) == guess.said) for guess in found if guess.said in SAID[1:4]]
    n = sum(said in SAID[1:4] for one in read for said in one.says.values())
    print("later, delegated, denied:", curve(others, n))


def main() -> int:
    """Learn, and write or tell."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cross", nargs="*", metavar="GROUP", help="groups to leave out in turn (default: every one)")
    options.add_argument("--curve", metavar="GROUP", help="the group to read, learning from ever more of the others")
    asked = options.parse_args()
    found = sentences(labelled.documents("learn"))
    if asked.cross is not None:
        groups = asked.cross or sorted({one.group for one in found})
        every: list[Guess] = []
        for group in groups:
            every += guesses([one for one in found if one.group != group], [one for one in found if one.group == group])
        report(every, [one for one in found if one.group in groups])
    elif asked.curve:
        rest = [one for one in found if one.group != asked.curve]
        names = sorted({one.document for one in rest}, key=lambda name: hash_of(name))
        for share in (8, 4, 2, 1):
            kept = set(names[: len(names) // share])
            learn = [one for one in rest if one.document in kept]
            print(f"--- {len(kept)} files, {sum(bool(one.scope) for one in learn)} sentences")
            report(guesses(learn, read := [one for one in found if one.group == asked.curve]), read)
    else:
        text = written(About.fitted([one for one in found if one.scope]), Manner.fitted(found))
        TARGET.write_text(text, "utf-8")
        print(f"written: {TARGET.relative_to(ROOT).as_posix()}, {len(text) / 1e6:.2f} MB")
    return 0


def hash_of(name: str) -> str:
    """Return what puts names in an order that has nothing to do with them."""
    return mark_of(name)


if __name__ == "__main__":
    sys.exit(main())
