"""The best few together, against every set tried one by one."""

import random
from fractions import Fraction
from itertools import combinations

import pytest

from addendum_cli.core.partnership import LISTED, Candidate, Need, Wish, best, needs, partnership
from jurying import evaluation

F = Fraction
CHALLENGES = [Need("challenge", name) for name in ("c1", "c2", "c3")]
INTERVENTIONS = [Need("intervention", f"i{n}") for n in range(7)]
PLACES = [Need("municipality", f"m{n}") for n in range(4)]


def made(**rows):
    """Return candidates from ``{id: (points, fte, needs…)}``."""
    return {id_: Candidate(id_, F(row[0]), frozenset(row[2:]), F(row[1])) for id_, row in rows.items()}


A, B, C = CHALLENGES
ASKED = dict.fromkeys(CHALLENGES, 1)
FOUR = made(p=(90, 1, A), q=(80, 2, A, B), r=(40, 1, C), s=(40, 3, C))


def ids(found):
    return [one.ids for one in found.chosen]


def test_coverage_goes_before_points_and_equal_sets_are_all_listed():
    found = best(FOUR, ASKED, Wish(2))
    assert [tuple(one) for one in found.chosen] == [(("q", "r"), 3, F(120)), (("q", "s"), 3, F(120))]
    assert (found.plain.ids, found.plain.covered, found.plain.points) == (("p", "q"), 2, F(170))
    assert not found.more


def test_room_that_is_left_goes_to_points():
    assert ids(best(FOUR, ASKED, Wish(3))) == [("p", "q", "r"), ("p", "q", "s")]


def test_wishes():
    assert ids(best(FOUR, ASKED, Wish(2, must=("p",)))) == [("p", "q")]
    assert ids(best(FOUR, ASKED, Wish(2, without=("q",)))) == [("p", "r"), ("p", "s")]
    assert ids(best(FOUR, ASKED, Wish(2, fte_min=F(5)))) == [("q", "s")]
    assert ids(best(FOUR, ASKED, Wish(3, each_challenge=1))) == [("p", "q", "r"), ("p", "q", "s")]


@pytest.mark.parametrize(
    ("wish", "clash"),
    [
        (Wish(1, must=("p", "q")), ["--size 1", "--must p", "--must q"]),
        (Wish(3, must=("p",), without=("p",)), ["--must p", "--without p"]),
        (Wish(2, fte_min=F(6)), ["--size 2", "--fte-min 6"]),
        (Wish(4, each_challenge=2), ["--every-challenge 2 (c2)"]),
        (Wish(2, fte_min=F(5), without=("s",)), ["--without s", "--fte-min 5"]),
    ],
)
def test_wishes_that_clash_are_named_and_no_others(wish, clash):
    found = best(FOUR, ASKED, wish)
    assert (found.chosen, list(found.clash)) == ((), clash)


def test_what_each_adds_alone_and_what_stays_open():
    found = best(FOUR, ASKED, Wish(2))
    one = found.chosen[0]
    assert found.alone(one, "q") == (A, B)
    assert found.alone(one, "r") == (C,)
    assert found.open(best(FOUR, ASKED, Wish(1)).chosen[0]) == (C,)


def test_nobody_to_choose_from():
    assert ids(best({}, ASKED, Wish(2))) == [()]
    assert best({}, ASKED, Wish(2, fte_min=F(1))).clash == ("--fte-min 1",)


def test_many_equal_sets_are_cut_and_said_so():
    many = made(**{f"p{n:02}": (50, 1, A) for n in range(30)})
    found = best(many, ASKED, Wish(1))
    assert (len(found.chosen), found.more) == (LISTED, True)


def test_totals_are_compared_as_fractions():
    near = made(p=(F(1, 3) * 100, 1, A), q=(F(1, 3) * 100 + F(1, 10**7), 1, A))
    assert ids(best(near, ASKED, Wish(1))) == [("q",)]


def brute(candidates, asked, wish):
    """Return every best set, by trying all."""
    found = []
    for size in range(wish.size + 1):
        for chosen in combinations(sorted(candidates), size):
            there = {need for id_ in chosen for need in candidates[id_].covers}
            if not set(wish.must) <= set(chosen) or set(wish.without) & set(chosen):
                continue
            if wish.fte_min is not None and sum((candidates[id_].fte for id_ in chosen), F(0)) < wish.fte_min:
                continue
            if wish.each_challenge is not None and any(
                sum(need in candidates[id_].covers for id_ in chosen) < wish.each_challenge
                for need in asked
                if need.kind == "challenge"
            ):
                continue
            covered = sum(weight for need, weight in asked.items() if need in there)
            found.append((covered, sum((candidates[id_].points for id_ in chosen), F(0)), chosen))
    if not found:
        return None
    top = max(found)[:2]
    return sorted(chosen for covered, points, chosen in found if (covered, points) == top)


def test_a_thousand_random_calls_agree_with_brute_force():
    chance = random.Random(11)  # noqa: S311 - test data
    clashes = several = 0
    for _ in range(1000):
        n = chance.choice((3, 5, 7, 9, 9, 11, 14))
        asked = {need: chance.randint(1, 3) for need in (*CHALLENGES, *INTERVENTIONS, *PLACES)}
        candidates = made(
            **{
                f"p{k:02}": (F(chance.randint(0, 12), 3), F(chance.randint(0, 6), 2), *(need for need in asked if chance.random() < 0.25))
                for k in range(n)
            }
        )  # fmt: skip
        names = sorted(candidates)
        wish = Wish(
            chance.randint(1, 4),
            tuple(chance.sample(names, chance.choice((0, 0, 0, 1, 2)))),
            tuple(chance.sample(names, chance.choice((0, 0, 1)))),
            F(chance.randint(1, 10), 2) if chance.random() < 0.2 else None,
            chance.choice((1, 2)) if chance.random() < 0.2 else None,
        )
        wanted = brute(candidates, asked, wish)
        found = best(candidates, asked, wish)
        if wanted is None:
            clashes += 1
            assert found.chosen == ()
            assert found.clash
            continue
        several += len(wanted) > 1
        if found.more:
            assert set(ids(found)) <= set(wanted)
        else:
            assert ids(found) == wanted
    assert clashes > 50
    assert several > 30


def test_of_the_examples():
    made_ = evaluation()
    asked = needs(made_)
    kinds = [need.kind for need in asked]
    # jordy-cindy has two interventions that ask nearly the same: they are one
    assert [kinds.count(kind) for kind in ("challenge", "intervention", "municipality")] == [5, 39, 13]
    found = partnership(made_, Wish(3))
    assert found.chosen[0].ids[-1] == "samen-op-stap"
    assert found.chosen[0].covered > found.plain.covered or found.chosen[0].ids == found.plain.ids
    for need, fillers in found.fillers.items():
        assert need in found.open(found.chosen[0])
        assert set(fillers) <= {"tongriem", "wiegwijs", "windstille-kamer"}
