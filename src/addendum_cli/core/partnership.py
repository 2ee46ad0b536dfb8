"""Which few together: the set of proposals that covers most of what the call asks, and of those the best total.

Exact: an integer programme (HiGHS), coverage before points; every set that is as good is listed. The solver finds
the sets, and fractions compare them: it has no say on which of two totals is higher. Source: docs/partnership.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, NamedTuple, TypeAlias

from addendum_cli.core.desk import near_groups, worth
from addendum_cli.model.verdict import Evaluation, Judged

ZERO = Fraction(0)
LISTED = 20
"""Equal optima that are listed; that there are more is said."""
NEAR = 1e-3
"""Points (0 to 100) within which sets are looked at one by one: the solver's numbers are not exact, fractions are."""
Kind: TypeAlias = Literal["challenge", "intervention", "municipality"]


class Need(NamedTuple):
    """Something to be covered: a challenge, an intervention (near-duplicates are one), a municipality."""

    kind: Kind
    id: str


class Candidate(NamedTuple):
    """A proposal that may be chosen: its points (0 to 100), what it covers by itself, and its staff."""

    id: str
    points: Fraction
    covers: frozenset[Need]
    fte: Fraction = ZERO


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a partnership: at most ``size`` partners, these in, those out, so much staff.

    ``each_challenge``: every challenge is answered by at least so many of the partners.
    """

    size: int
    must: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    fte_min: Fraction | None = None
    each_challenge: int | None = None


class Chosen(NamedTuple):
    """A set that covers most and has the best total: ``ids`` sorted, the weight covered, the points together."""

    ids: tuple[str, ...]
    covered: int
    points: Fraction


@dataclass(frozen=True, slots=True)
class Partnership:
    """The best sets, all equally good; ``more``: there are others. ``clash``: the wishes that cannot go together.

    ``needs`` maps everything to be covered to its weight; ``plain``: the first ``size`` by points alone.
    """

    wish: Wish
    candidates: Mapping[str, Candidate]
    needs: Mapping[Need, int]
    chosen: tuple[Chosen, ...] = ()
    more: bool = False
    clash: tuple[str, ...] = ()
    plain: Chosen | None = None
    fillers: Mapping[Need, tuple[str, ...]] = field(default_factory=dict)

    def open(self, chosen: Chosen) -> tuple[Need, ...]:
        """Return what a set leaves uncovered, in the order of the call."""
        there = {need for id_ in chosen.ids for need in self.candidates[id_].covers}
        return tuple(need for need in self.needs if need not in there)

    def alone(self, chosen: Chosen, id_: str) -> tuple[Need, ...]:
        """Return what of a set only this partner covers."""
        others = {need for other in chosen.ids if other != id_ for need in self.candidates[other].covers}
        own = self.candidates[id_].covers - others
        return tuple(need for need in self.needs if need in own)


def needs(evaluation: Evaluation) -> dict[Need, int]:
    """Return all that is to be covered with its weight (``ranking.coverage``), in the order of the call."""
    call, weight = evaluation.call, evaluation.call.ranking.coverage
    found = {Need("challenge", one.id): weight.challenges for one in call.challenges}
    for challenge in call.challenges:
        found.update((Need("intervention", group[0]), weight.interventions) for group in near_groups(challenge))
    found.update((Need("municipality", one.name), weight.municipalities) for one in call.region.municipalities)
    return {need: n for need, n in found.items() if n}


def candidate(one: Judged, evaluation: Evaluation, points: Fraction) -> Candidate:
    """Return what ``one`` covers: what it offers, or hands over where that is what is asked."""
    call = evaluation.call
    covers = {Need("challenge", id_) for id_ in one.examined.answered}
    for challenge in call.challenges:
        referral = {f"{challenge.id}/{each.id}": each.referral == "full" for each in challenge.interventions}
        for group in near_groups(challenge):
            offers = [(name, one.examined.offers[name]) for name in group if name in one.examined.offers]
            if any(o.status == "offered" or worth(o, referral=referral[name]) == 1 for name, o in offers):
                covers.add(Need("intervention", group[0]))
    covers |= {Need("municipality", name) for name in one.examined.municipalities}
    return Candidate(one.id, points, frozenset(covers), one.examined.fte or ZERO)


def partnership(evaluation: Evaluation, wish: Wish) -> Partnership:
    """Return the best partnerships of the ranked proposals; one that fails a minimum is no candidate."""
    judged = {one.id: one for one in evaluation.judged if one.outcome == "eligible"}
    candidates = {
        place.id: candidate(judged[place.id], evaluation, place.total or ZERO)
        for place in evaluation.ranking
        if place.meets_minimum is not False
    }
    asked = needs(evaluation)
    found = best(candidates, asked, wish)
    later = [candidate(one, evaluation, ZERO) for one in evaluation.judged if one.outcome == "later"]
    open_ = found.open(found.chosen[0]) if found.chosen else ()
    fillers = {need: tuple(one.id for one in later if need in one.covers) for need in open_}
    return Partnership(
        wish, candidates, asked, found.chosen, found.more, found.clash, found.plain,
        {need: ids for need, ids in fillers.items() if ids},
    )  # fmt: skip


def best(candidates: Mapping[str, Candidate], asked: Mapping[Need, int], wish: Wish) -> Partnership:
    """Return the sets of at most ``wish.size`` candidates that cover most, and of those have the best total."""
    wishes = _wishes(candidates, asked, wish)
    plain = _plain(candidates, asked, wish.size)
    model = _Model(candidates, asked, [row for _, row in wishes], wish.size)
    first = model.solve()
    if first is None:
        return Partnership(wish, candidates, asked, clash=tuple(_clash(candidates, asked, wishes)), plain=plain)
    covered = _covered(candidates, asked, first)
    found = [first]
    model.reach(covered, sum((candidates[id_].points for id_ in first), ZERO))
    while len(found) <= LISTED:
        model.other_than(found[-1])
        again = model.solve()
        if again is None:
            break
        found.append(again)
    exact = {ids: sum((candidates[id_].points for id_ in ids), ZERO) for ids in found}
    most = max(exact.values())
    chosen = sorted(Chosen(ids, covered, points) for ids, points in exact.items() if points == most)
    return Partnership(wish, candidates, asked, tuple(chosen[:LISTED]), len(found) > LISTED, (), plain)


def _covered(candidates: Mapping[str, Candidate], asked: Mapping[Need, int], ids: Iterable[str]) -> int:
    there = {need for id_ in ids for need in candidates[id_].covers}
    return sum(weight for need, weight in asked.items() if need in there)


def _plain(candidates: Mapping[str, Candidate], asked: Mapping[Need, int], size: int) -> Chosen:
    """Return the first ``size`` by points alone."""
    ids = tuple(sorted(sorted(candidates, key=lambda id_: (-candidates[id_].points, id_))[:size]))
    return Chosen(ids, _covered(candidates, asked, ids), sum((candidates[id_].points for id_ in ids), ZERO))


class Row(NamedTuple):
    """A wish as a row: the factor of each candidate, and the bounds of the sum."""

    factors: Mapping[str, float]
    low: float
    high: float


INFINITE = 1e30


def _wishes(candidates: Mapping[str, Candidate], asked: Mapping[Need, int], wish: Wish) -> list[tuple[str, Row]]:
    """Return each wish by its name as people gave it, as a row."""
    rows = [(f"--size {wish.size}", Row(dict.fromkeys(candidates, 1.0), 0, wish.size))]
    rows += [(f"--must {id_}", Row({id_: 1.0}, 1, 1)) for id_ in wish.must]
    rows += [(f"--without {id_}", Row({id_: 1.0}, 0, 0)) for id_ in wish.without if id_ in candidates]
    if wish.fte_min is not None:
        staff = {id_: float(one.fte) for id_, one in candidates.items()}
        rows.append((f"--fte-min {float(wish.fte_min):g}", Row(staff, float(wish.fte_min) - 1e-9, INFINITE)))
    if wish.each_challenge is not None:
        for need in asked:
            if need.kind == "challenge":
                answers = {id_: 1.0 for id_, one in candidates.items() if need in one.covers}
                name = f"--every-challenge {wish.each_challenge} ({need.id})"
                rows.append((name, Row(answers, wish.each_challenge, INFINITE)))
    return rows


def _clash(
    candidates: Mapping[str, Candidate], asked: Mapping[Need, int], wishes: Sequence[tuple[str, Row]]
) -> list[str]:
    """Return wishes that cannot all be met, none of which could be left out: each is tried without."""
    kept = list(wishes)
    for one in list(wishes):
        rest = [other for other in kept if other is not one]
        if _Model(candidates, {}, [row for _, row in rest], 1).solve() is None:
            kept = rest
    return [name for name, _ in kept]


class _Model:
    """The integer programme: a 0/1 variable a candidate, and for each need whether it is covered."""

    def __init__(
        self, candidates: Mapping[str, Candidate], asked: Mapping[Need, int], rows: Iterable[Row], size: int
    ) -> None:
        from highspy import Highs, HighsVarType

        self.ids = list(candidates)
        self.place = {id_: n for n, id_ in enumerate(self.ids)}
        n = len(self.ids)
        points = [float(candidates[id_].points) for id_ in self.ids]
        self.unit = sum(sorted(points)[-size:]) + 1.0
        """What a weight of 1 counts: more than all points together, so that coverage comes first."""
        self.costs = [*points, *(weight * self.unit for weight in asked.values())]
        # Made without its own set-up, which prints a banner to stdout before anything can be switched off.
        self.solver = Highs.__new__(Highs)
        super(Highs, self.solver).__init__()
        for option, value in (("output_flag", False), ("log_to_console", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", NEAR / 10), ("threads", 1), ("random_seed", 0)):  # fmt: skip
            self.solver.setOptionValue(option, value)
        for _ in range(len(self.costs)):
            self.solver.addVar(0.0, 1.0)
        for column in range(n):
            self.solver.changeColIntegrality(column, HighsVarType.kInteger)
        for need_place, need in enumerate(asked):
            by = [self.place[id_] for id_ in self.ids if need in candidates[id_].covers]
            self._row(0.0, INFINITE, {**dict.fromkeys(by, 1.0), n + need_place: -1.0})
        for row in rows:
            self._row(row.low, row.high, {self.place[id_]: factor for id_, factor in row.factors.items() if factor})

    def _row(self, low: float, high: float, factors: Mapping[int, float]) -> None:
        columns = sorted(factors)
        self.solver.addRow(low, high, len(columns), columns, [factors[column] for column in columns])

    def reach(self, covered: int, points: Fraction) -> None:
        """Ask for no less than this, but for what the solver's numbers cannot tell."""
        self._row(covered * self.unit + float(points) - NEAR, INFINITE, dict(enumerate(self.costs)))

    def other_than(self, ids: Iterable[str]) -> None:
        """Ask for another set than this."""
        inside = {self.place[id_] for id_ in ids}
        factors = {place: -1.0 if place in inside else 1.0 for place in range(len(self.ids))}
        self._row(1.0 - len(inside), INFINITE, factors)

    def solve(self) -> tuple[str, ...] | None:
        """Return the best set, its ids sorted; None where there is none."""
        from highspy import HighsModelStatus, ObjSense

        if not self.ids:
            return () if all(not self._asks(row) for row in range(self.solver.getNumRow())) else None
        for column, cost in enumerate(self.costs):
            self.solver.changeColCost(column, cost)
        self.solver.changeObjectiveSense(ObjSense.kMaximize)
        self.solver.run()
        if self.solver.getModelStatus() != HighsModelStatus.kOptimal:
            return None
        values: Any = self.solver.getSolution().col_value
        return tuple(sorted(id_ for place, id_ in enumerate(self.ids) if values[place] > 0.5))

    def _asks(self, row: int) -> bool:
        """Return whether a row without a candidate asks for more than nothing."""
        _, low, _, _ = self.solver.getRow(row)
        return bool(low > 0)
