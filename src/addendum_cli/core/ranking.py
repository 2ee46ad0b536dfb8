"""Rankings and cuts. Equal scores share a rank (1, 1, 3) and stand by id; a cut never falls between equals.

Source: contract, "Rubrics, marks, scores"; docs/method.md, "Ranks and cuts".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from addendum_cli.model.verdict import Evaluation, Judged, Shortlist


def ranks(scores: Mapping[str, Fraction | None]) -> dict[str, int | None]:
    """Return the rank of every id, the best first, then by id; without a score last, rank None."""
    order = sorted(scores, key=lambda id_: (scores[id_] is None, -(scores[id_] or 0), id_))
    found: dict[str, int | None] = {}
    before: Fraction | None = None
    rank = 0
    for place, id_ in enumerate(order, 1):
        score = scores[id_]
        if score is None:
            found[id_] = None
            continue
        if score != before:
            rank, before = place, score
        found[id_] = rank
    return found


def cut(ranked: Sequence[tuple[str, Fraction | None]], places: int) -> tuple[list[str], list[str]]:
    """Return the first ``places`` of ``ranked`` (best first), and those that a tie at the cut adds.

    Without a score nobody is within a cut.
    """
    scored = [(id_, score) for id_, score in ranked if score is not None]
    within = [id_ for id_, _ in scored[:places]]
    added = [id_ for id_, score in scored[places:] if places and score == scored[places - 1][1]]
    return within, added


def shortlist(
    evaluation: Evaluation, *, top: int | None = None, per_challenge: int | None = None, minimum: Fraction | None = None
) -> Shortlist:
    """Return who goes on: within every limit given, and failing no minimum of the rubrics.

    ``top``: places by total; ``per_challenge``: places within at least one challenge; ``minimum``: percent
    of the total. The places go to those that may be shortlisted: one kept off by a minimum takes none.
    """
    judged = {one.id: one for one in evaluation.judged if one.outcome == "eligible"}
    kept_off = {
        place.id: tuple(id_ for id_, result in judged[place.id].results.items() if result.score.meets_minimum is False)
        for place in evaluation.ranking
        if place.meets_minimum is False
    }
    open_ = [place for place in evaluation.ranking if place.id not in kept_off]
    chosen = {place.id for place in open_}
    grown: set[str] = set()
    if minimum is not None:
        chosen &= {place.id for place in open_ if place.total is not None and place.total >= minimum}
    if top is not None:
        within, added = cut([(place.id, place.total) for place in open_], top)
        chosen &= {*within, *added}
        grown.update(added)
    if per_challenge is not None:
        within, added = _best_of_each(
            evaluation.challenges, open_ids=[p.id for p in open_], judged=judged, places=per_challenge
        )
        chosen &= {*within, *added}
        grown.update(set(added) - set(within))
    ids = tuple(place.id for place in evaluation.ranking if place.id in chosen)
    return Shortlist(evaluation, ids, top, per_challenge, minimum, len(grown & chosen), kept_off)


def _best_of_each(
    challenges: Iterable[str], *, open_ids: Sequence[str], judged: Mapping[str, Judged], places: int
) -> tuple[list[str], list[str]]:
    """Return who is within ``places`` of at least one challenge, and whom only a tie adds."""
    within: list[str] = []
    added: list[str] = []
    for challenge in challenges:
        scores = {
            id_: judged[id_].results[challenge].score.score for id_ in open_ids if challenge in judged[id_].results
        }
        best, more = cut([(id_, scores[id_]) for id_ in ranks(scores)], places)
        within += best
        added += more
    return within, added
