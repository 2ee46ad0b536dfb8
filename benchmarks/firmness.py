"""How long the questions of the last evening take: ``python benchmarks/firmness.py``, as ratios in one run.

10,000 draws of weights over 500 proposals, against the bare numpy product of the same draws and marks; and the best
partnership of 500 proposals over 40 interventions and 13 municipalities, proven, in seconds.
"""

from __future__ import annotations

import random
import sys
import time
from fractions import Fraction

import numpy as np
from timing import median

from addendum_cli.core import stability
from addendum_cli.core.numbers import Answer, Table
from addendum_cli.core.partnership import Candidate, Need, Wish, best

PROPOSALS, SAMPLES, TOP = 500, 10_000, 10
SIZES = (8, 6, 9, 11, 6)
"""Interventions of the five challenges."""


def table(chance: random.Random) -> Table:
    """Return 500 proposals on one sheet of 24 criteria, every mark given."""
    n = 24
    weights = tuple(Fraction(chance.choice((5, 10, 20, 25))) for _ in range(n))
    answers = {
        f"p{k:03}": (Answer(tuple(range(n)), tuple(Fraction(chance.randint(0, 10), 10) for _ in range(n))),)
        for k in range(PROPOSALS)
    }
    return Table(tuple(f"c{k}" for k in range(n)), weights, (Fraction(1, 10),) * n, answers, "mean", 1)


def candidates(chance: random.Random) -> tuple[dict[str, Candidate], dict[Need, int]]:
    """Return proposals as they come: some answer one challenge, some all; some serve one municipality, some all."""
    interventions = {f"c{n}": [f"c{n}/i{k}" for k in range(size)] for n, size in enumerate(SIZES)}
    asked = {Need("challenge", name): 1 for name in interventions}
    asked |= {Need("intervention", one): 1 for own in interventions.values() for one in own}
    asked |= {Need("municipality", f"m{n}"): 1 for n in range(13)}
    found = {}
    for n in range(PROPOSALS):
        covers: set[Need] = set()
        for name in chance.sample(list(interventions), chance.choice((1, 1, 2, 2, 3, 5))):
            good = chance.uniform(0.2, 0.8)
            covers.add(Need("challenge", name))
            covers |= {Need("intervention", one) for one in interventions[name] if chance.random() < good}
        covers |= {
            Need("municipality", f"m{k}") for k in chance.sample(range(13), chance.choice((1, 1, 2, 3, 4, 6, 13)))
        }
        points = Fraction(chance.randint(2000, 9000), 137)
        found[f"p{n:03}"] = Candidate(f"p{n:03}", points, frozenset(covers), Fraction(chance.randint(0, 8), 2))
    return found, asked


def main() -> int:
    """Measure and print."""
    chance = random.Random(2)
    numbers = table(chance)
    ids = list(numbers.answers)
    marks = np.array([[float(mark) for mark in one.marks if mark is not None] for (one,) in numbers.answers.values()])
    alpha = np.array([float(weight) for weight in numbers.weights])

    def bare() -> object:
        drawn = np.random.default_rng(1).dirichlet(alpha, SAMPLES)
        return drawn @ marks.T

    def line() -> object:
        totals = bare()
        return np.partition(totals, PROPOSALS - TOP, axis=1)  # type: ignore[call-overload]

    product, cut = median(bare), median(line)
    ours = median(lambda: stability.weight_chances(numbers, ids, TOP, SAMPLES))
    print(f"{SAMPLES} draws of weights, {PROPOSALS} proposals: {ours:.3f} s")
    print(f"  / the bare numpy product of draws and marks ({product:.3f} s)      {ours / product:6.2f}")
    print(f"  / product and the line in every draw by numpy ({cut:.3f} s)      {ours / cut:6.2f}")
    for size in (3, 5, 8):
        found, asked = candidates(chance)
        begin = time.perf_counter()
        result = best(found, asked, Wish(size))
        taken = time.perf_counter() - begin
        one = result.chosen[0]
        print(
            f"best {size} of {PROPOSALS}: covers {one.covered} of {sum(asked.values())}, {taken:.2f} s, {len(result.chosen)} set"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
