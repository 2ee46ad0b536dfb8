"""Laws of ranks, cuts and shortlists, for any scores."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from addendum_cli.core.evaluate import conclude
from addendum_cli.core.ranking import cut, ranks, shortlist
from addendum_cli.model.call import Call
from unit.core.made import CALL, asking, examined, plain

# Few values, so that ties are common; thirds, which no float holds.
VALUES = (None, *(Fraction(value) for value in ("0", "100/3", "50", "200/3", "100")))
IDS = tuple("abcdefgh")
CHALLENGES = ("saled", "marcel", "chadia")

scores = st.dictionaries(st.sampled_from(IDS), st.sampled_from(VALUES))
places = st.integers(0, 9)
limits = st.fixed_dictionaries(
    {},
    optional={
        "top": places,
        "per_challenge": st.integers(0, 3),
        "minimum": st.sampled_from([value for value in VALUES if value is not None]),
    },
)


@given(scores)
def test_equal_scores_and_no_others_share_a_rank(found):
    placed = ranks(found)
    assert all((placed[a] == placed[b]) is (found[a] == found[b]) for a in found for b in found)


@given(scores)
def test_a_rank_is_one_more_than_how_many_are_better(found):
    given_ = [score for score in found.values() if score is not None]
    assert ranks(found) == {
        id_: None if score is None else 1 + sum(other > score for other in given_) for id_, score in found.items()
    }


@given(scores)
def test_the_list_goes_by_rank_then_by_id_and_those_without_a_score_come_last(found):
    listed = [(rank is None, rank or 0, id_) for id_, rank in ranks(found).items()]
    assert listed == sorted(listed)


@given(scores, st.randoms(use_true_random=False))
def test_the_order_of_proposals_never_matters_to_the_ranks(found, chance):
    shuffled = dict(chance.sample(list(found.items()), len(found)))
    assert list(ranks(shuffled).items()) == list(ranks(found).items())


@given(scores, st.sampled_from(IDS), st.sampled_from(VALUES))
def test_one_more_proposal_never_turns_two_others_round(found, id_, score):
    found.pop(id_, None)
    before, after = list(ranks(found)), list(ranks({**found, id_: score}))
    assert [other for other in after if other != id_] == before


@given(scores, places)
def test_a_cut_is_closed_under_ties_and_no_longer_than_that_asks(found, count):
    ranked = [(id_, found[id_]) for id_ in ranks(found)]
    within, added = cut(ranked, count)
    scored = [id_ for id_, score in ranked if score is not None]
    chosen = {*within, *added}
    assert (within + added, len(within)) == (scored[: len(chosen)], min(count, len(scored)))
    assert all((found[id_] in {found[one] for one in chosen}) is (id_ in chosen) for id_ in scored)


@st.composite
def evaluations(draw):
    """Up to eight proposals with a score for some challenges each, some of them below a minimum."""
    answered = st.dictionaries(st.sampled_from(CHALLENGES), st.sampled_from(VALUES), min_size=1)
    table = draw(st.dictionaries(st.sampled_from(IDS), answered, max_size=8))
    minima = draw(st.dictionaries(st.sampled_from(CHALLENGES), st.just(40), max_size=1))
    call = Call.model_validate({**plain(CALL), "ranking": {"total": draw(st.sampled_from(["mean", "best", "all"]))}})
    proposals = [
        examined(id_, {challenge: "null" if value is None else str(value) for challenge, value in answers.items()})
        for id_, answers in table.items()
    ]
    return conclude(call, asking(**minima), proposals)


@given(evaluations(), limits)
def test_limits_together_are_the_intersection_of_each_alone(evaluation, asked):
    alone = [set(shortlist(evaluation, **{name: value}).ids) for name, value in asked.items()]
    assert set(shortlist(evaluation, **asked).ids) == set.intersection(set(shortlist(evaluation).ids), *alone)


@given(evaluations(), limits)
def test_a_shortlist_stands_in_the_order_of_the_ranking_without_those_kept_off(evaluation, asked):
    found = shortlist(evaluation, **asked)
    assert list(found.ids) == [place.id for place in evaluation.ranking if place.id in set(found.ids)]
    failing = {place.id for place in evaluation.ranking if place.meets_minimum is False}
    assert (set(found.kept_off), failing & set(found.ids)) == (failing, set())
    assert all(found.kept_off.values())


@given(evaluations(), places, st.sampled_from(VALUES[1:]))
def test_a_shortlist_by_total_is_closed_under_ties(evaluation, top, minimum):
    found = shortlist(evaluation, top=top, minimum=minimum)
    may = [place for place in evaluation.ranking if place.id not in found.kept_off and place.total is not None]
    chosen = {place.total for place in may if place.id in found.ids}
    assert set(found.ids) == {place.id for place in may if place.total in chosen}


@given(evaluations(), st.integers(0, 3))
def test_a_shortlist_by_challenge_is_closed_under_ties_in_each_of_them(evaluation, count):
    found = shortlist(evaluation, per_challenge=count)
    for challenge in CHALLENGES:
        here = {
            one.id: one.results[challenge].score.score
            for one in evaluation.judged
            if challenge in one.results and one.id not in found.kept_off
        }
        given_ = sorted((score for score in here.values() if score is not None), reverse=True)
        last = given_[min(count, len(given_)) - 1] if count and given_ else None
        assert {id_ for id_, score in here.items() if None not in (score, last) and score >= last} <= set(found.ids)


@given(evaluations(), places)
def test_how_much_it_grew_is_how_many_more_than_asked_for(evaluation, top):
    found = shortlist(evaluation, top=top)
    assert found.grown_by == max(0, len(found.ids) - top)


@given(evaluations(), places)
def test_more_places_never_take_anybody_off(evaluation, top):
    for name in ("top", "per_challenge"):
        assert set(shortlist(evaluation, **{name: top}).ids) <= set(shortlist(evaluation, **{name: top + 1}).ids)


@given(evaluations(), st.randoms(use_true_random=False), limits)
def test_the_order_of_proposals_never_matters_to_the_shortlist(evaluation, chance, asked):
    proposals = [one.examined for one in evaluation.judged]
    again = conclude(evaluation.call, evaluation.rubrics, chance.sample(proposals, len(proposals)))
    assert again == evaluation
    assert shortlist(again, **asked) == shortlist(evaluation, **asked)


@given(evaluations(), st.sampled_from(IDS))
def test_one_that_is_not_eligible_changes_no_rank_of_the_others(evaluation, id_):
    proposals = [one.examined for one in evaluation.judged if one.id != id_]
    refused = examined(id_, {"saled": "100"}, "ineligible")
    alone, beside = (conclude(evaluation.call, evaluation.rubrics, some) for some in (proposals, [*proposals, refused]))
    assert beside.ranking == alone.ranking
