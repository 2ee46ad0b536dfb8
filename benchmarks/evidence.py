"""How well the evidence search reads proposals that it has never seen: precision, recall and F1 against a reader's labels.

Reads ``tests/cases/evidence/test`` (proposals written and labelled after the method was frozen) as ``score`` reads
them, by the texts alone, and prints what docs/evidence.md reports. ``--part learn`` reads what it learnt from, which
shows how much of that is memory; ``--terms`` uses the call's terms alone, as for a call without weights.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import labelled  # noqa: E402 - found beside the tests
from addendum_cli.api import load_call  # noqa: E402
from addendum_cli.core.desk import near_groups  # noqa: E402
from addendum_cli.core.evaluate import wanted  # noqa: E402
from addendum_cli.core.evidence import Search, offers  # noqa: E402
from addendum_cli.core.evidence.learned import SAID  # noqa: E402
from addendum_cli.model.text import Words  # noqa: E402
from addendum_cli.model.verdict import Offer  # noqa: E402

STRENGTH = ("offered", "delegated", "later", "denied")
YEAR = 2023
Pairs = Sequence[tuple[str, str]]
"""What a reader says, and what is read, of one thing after the other."""


def asked(document: labelled.Document, ids: Iterable[str]) -> list[str]:
    """Return the interventions of the challenges that a proposal answers, and every requirement."""
    return [id_ for id_ in ids if "/" not in id_ or id_.partition("/")[0] in document.answers]


def read(document: labelled.Document, search: Search) -> dict[str, Offer]:
    """Return what the program finds in a proposal, nothing being ticked."""
    words = [
        Words(text, str(place), lambda offset: offset, about.partition("/")[0] if about else None)
        for place, (about, text) in enumerate(document.texts)
    ]
    return offers({}, asked(document, search.places), words, search)


def told(document: labelled.Document) -> dict[str, str]:
    """Return the strongest that a reader found said of each id."""
    found: dict[str, str] = {}
    for line in document.lines:
        for id_, said in line.says.items():
            if said in STRENGTH and (id_ not in found or STRENGTH.index(said) < STRENGTH.index(found[id_])):
                found[id_] = said
    return found


def figures(name: str, right: int, found: int, there: int) -> str:
    """Return precision, recall and F1 of one kind, as a row."""
    precision, recall = right / found if found else 0.0, right / there if there else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"| {name:<32} | {there:>6} | {precision:9.2f} | {recall:6.2f} | {f1:4.2f} |"


def table(title: str, pairs: Pairs, kinds: Sequence[str], together: Sequence[str]) -> None:
    """Print precision, recall and F1 of each kind, of some together, and what was taken for what."""
    print(f"\n### {title}\n\n| status | labels | precision | recall | F1 |\n| --- | ---: | ---: | ---: | ---: |")
    counted = Counter(pairs)
    for kind in kinds:
        there = sum(n for (gold, _), n in counted.items() if gold == kind)
        found = sum(n for (_, got), n in counted.items() if got == kind)
        print(figures(f"`{kind}`", counted[kind, kind], found, there))
    right = sum(counted[kind, kind] for kind in together)
    found = sum(n for (_, got), n in counted.items() if got in together)
    there = sum(n for (gold, _), n in counted.items() if gold in together)
    print(figures(", ".join(together) if len(together) < 4 else "the others together", right, found, there))
    print(f"\n| labelled \\ read | {' | '.join((*kinds, 'nothing'))} |\n| --- |{' ---: |' * (len(kinds) + 1)}")
    for gold in (*kinds, "nothing"):
        print(f"| {gold} | {' | '.join(str(counted[gold, got]) for got in (*kinds, 'nothing'))} |")


def passages(documents: Sequence[labelled.Document], found: Mapping[str, Mapping[str, Offer]]) -> None:
    """Print how many passages that are shown as an offer are one, the first of each offer and all."""
    counted: Counter[tuple[str, bool]] = Counter()
    for document in documents:
        says = {(line.text, id_): said for line in document.lines for id_, said in line.says.items()}
        texts = [line.text for line in document.lines]
        for id_, offer in found[document.id].items():
            if offer.status != "offered":
                continue
            for place, passage in enumerate(one for one in offer.evidence if one.status == "offered"):
                quoted = passage.text.strip("… ")
                stands = next((text for text in texts if quoted in text or text in quoted), "")
                right = says.get((stands, id_)) == "offered"
                counted["all", right] += 1
                if not place:
                    counted["first", right] += 1
    print("\n### Passages shown as an offer\n")
    for kind in ("first", "all"):
        right, wrong = counted[kind, True], counted[kind, False]
        print(
            f"- {kind}: {right} of {right + wrong} are labelled so by the reader ({right / max(1, right + wrong):.2f})"
        )


def ranks(values: Sequence[float]) -> list[Fraction]:
    """Return the rank of each value, equal ones sharing the mean of theirs."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    found = [Fraction(0)] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            found[place] = Fraction(start + end - 1, 2)
        start = end
    return found


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Spearman's rank correlation."""
    first, second = ranks(one), ranks(other)
    middle = Fraction(len(one) - 1, 2)
    both = sum(((a - middle) * (b - middle) for a, b in zip(first, second, strict=True)), Fraction(0))
    spread = [sum(((a - middle) ** 2 for a in row), Fraction(0)) for row in (first, second)]
    return float(both) / (float(spread[0]) * float(spread[1])) ** 0.5 if all(spread) else 0.0


def coverage(offers_: Mapping[str, Offer], challenge: str) -> float:
    """Return the share of a challenge's interventions that count as offered, as the desk's `coverage` counts them."""
    one = next(each for each in CALL.challenges if each.id == challenge)
    worth = {f"{challenge}/{each.id}": 2 if each.referral == "full" else 1 for each in one.interventions}

    def halves(id_: str) -> int:
        offer = offers_[id_]
        return 2 if offer.status == "offered" and offer.evidence else worth[id_] if offer.status == "delegated" else 0

    groups = near_groups(one)
    return sum(max(map(halves, group)) for group in groups) / (2 * len(groups))


def main() -> int:
    """Read, compare, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--part", default="test", choices=["learn", "test"])
    options.add_argument("--only", default="", metavar="GROUP", help="files whose name begins so: t1")
    options.add_argument("--terms", action="store_true", help="by the call's terms alone, without what was learnt")
    choice = options.parse_args()
    weights = None if choice.terms else FOLDER.weights()
    search = Search(wanted(CALL), FOLDER.language, FOLDER.copied(), year=YEAR, weights=weights)
    ids = list(search.places)
    documents = [one for one in labelled.documents(choice.part) if one.path.name.startswith(choice.only)]
    found = {document.id: read(document, search) for document in documents}
    whole: list[tuple[str, str]] = []
    for document in documents:
        gold = told(document)
        for id_ in asked(document, ids):
            got = found[document.id][id_].status
            whole.append((gold.get(id_, "nothing"), "nothing" if got == "absent" else got))
    print(f"{len(documents)} proposals, {sum(len(one.lines) for one in documents)} sentences")
    table("What proposals say of each intervention and requirement", whole, STRENGTH, STRENGTH[1:])
    if weights is not None:
        table("What sentences say", list(_sentences(documents, search, ids)), SAID, SAID[1:])
    passages(documents, found)
    experts = labelled.HERE / choice.part / "experts.yaml"
    if experts.is_file():
        marked = yaml.safe_load(experts.read_text("utf-8"))
        _experts({id_: marks for id_, marks in marked.items() if id_ in found}, found)
    return 0


def _sentences(documents: Iterable[labelled.Document], search: Search, ids: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Yield what a reader and the program say of every sentence and id of which either says anything."""
    for document in documents:
        known = set(asked(document, ids))
        read_: dict[tuple[str | None, str], dict[str, str]] = defaultdict(dict)
        for about, text in document.texts:
            challenge = about.partition("/")[0] if about else None
            reading = search.read(text)
            for place, sentence in enumerate(reading.sentences):
                stands = text[text.rfind("\n", 0, sentence.start) + 1 :].partition("\n")[0]
                for owner, said, _ in () if sentence.title else reading.read_as(place):
                    id_ = ids[owner]
                    if id_ in known and ("/" not in id_ or challenge in (None, id_.partition("/")[0])):
                        read_[about, stands][id_] = said
        for line in document.lines:
            found = read_[line.about, line.text]
            for id_ in {**line.says, **found}:
                yield line.says.get(id_, "nothing"), found.get(id_, "nothing")


def _experts(marks: Mapping[str, Mapping[str, float]], found: Mapping[str, Mapping[str, Offer]]) -> None:
    """Print how the coverage found goes with the marks of people who read the proposals."""
    if not marks:
        return
    pairs = [
        (float(mark), coverage(found[id_], challenge))
        for id_, given in sorted(marks.items())
        for challenge, mark in sorted(given.items())
    ]
    rho = correlation([mark for mark, _ in pairs], [share for _, share in pairs])
    print(
        f"\n### Coverage and a reader's mark\n\n{len(pairs)} marks of {len(marks)} proposals: rank correlation {rho:.2f}"
    )


FOLDER = load_call(ROOT / "data")
CALL = FOLDER.call

if __name__ == "__main__":
    sys.exit(main())
