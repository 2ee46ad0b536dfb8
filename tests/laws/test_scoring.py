"""Laws of scores and totals, for any rubric and any marks."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from addendum_cli.core.scoring import Sheet, total
from addendum_cli.model.rubric import Rubric
from addendum_cli.model.verdict import Mark

RULES = ("mean", "best", "all")
SCALES = (("0", "5", "0.5"), ("0", "3", "1"), ("1", "7", "1"), ("0", "10", "0.25"))


@st.composite
def rubrics(draw, challenge=None):
    """A rubric of one to four criteria on any scale, some of them with a minimum."""
    low, high, step = draw(st.sampled_from(SCALES))
    criteria = [
        {
            "id": f"{challenge or 'common'}-{index}",
            "title": "x",
            "weight": draw(st.integers(1, 60)),
            "minimum": draw(st.sampled_from([None, low, "2.5", high])),
        }
        for index in range(draw(st.integers(1, 4)))
    ]
    scale = {"min": low, "max": high, "step": step}
    minimum = draw(st.sampled_from([None, "0", "40", "66.6", "100"]))
    common = {"id": challenge or "common", "title": "x", "challenge": challenge}
    return Rubric.model_validate({**common, "scale": scale, "criteria": criteria, "minimum": minimum})


def marks_on(rubric):
    """A mark on the rubric's scale: one of its steps, or any mean of assessors between them; or none yet."""
    low, high, step = (Fraction(value) for value in (rubric.scale.min, rubric.scale.max, rubric.scale.step))
    steps = st.integers(0, int((high - low) / step)).map(lambda count: low + count * step)
    means = st.fractions(low, high, max_denominator=12)
    return st.one_of(st.none(), steps, means)


@st.composite
def answers(draw):
    """The sheet of one challenge (common criteria and its own), and marks for some of its criteria."""
    sheet = Sheet("saled", draw(st.sampled_from([(), (None,)]).flatmap(_both)))
    return sheet, {criterion.id: draw(marks_on(rubric)) for criterion, rubric in sheet.criteria}


def _both(common):
    return st.tuples(*(rubrics(challenge) for challenge in (*common, "saled")))


def score(sheet, values):
    return sheet.score({id_: Mark(value) for id_, value in values.items()})


@st.composite
def answers_with_a_mark_more(draw):
    """A sheet, marks, and the same marks with one that was missing given."""
    sheet, before = draw(answers())
    criterion, rubric = draw(st.sampled_from(sheet.criteria))
    given_now = draw(marks_on(rubric).filter(lambda value: value is not None))
    return sheet, {**before, criterion.id: None}, {**before, criterion.id: given_now}


@st.composite
def answers_with_a_better_mark(draw):
    """A sheet, marks, and the same marks with one that is as good or better."""
    sheet, before = draw(answers())
    criterion, rubric = draw(st.sampled_from(sheet.criteria))
    worse, better = sorted(draw(st.tuples(*[marks_on(rubric).filter(lambda value: value is not None)] * 2)))
    return sheet, {**before, criterion.id: worse}, {**before, criterion.id: better}


@given(answers())
def test_a_score_lies_in_its_range_and_the_range_in_0_to_100(answer):
    found = score(*answer)
    assert 0 <= found.low <= (found.low if found.score is None else found.score) <= found.high <= 100


@given(answers())
def test_the_range_is_a_point_when_and_only_when_nothing_is_missing(answer):
    sheet, values = answer
    found = score(sheet, values)
    assert found.provisional is (None in values.values())
    assert (found.low == found.high) is not found.provisional
    assert (found.score is None) is all(value is None for value in values.values())


@given(answers())
def test_low_and_high_are_the_scores_with_every_missing_mark_at_its_lowest_and_highest(answer):
    sheet, values = answer
    found = score(sheet, values)
    assert (found.low, found.high) == (
        score(sheet, filled(answer, "min")).score,
        score(sheet, filled(answer, "max")).score,
    )


def filled(answer, end):
    """Return the marks with every missing one at the ``min`` or ``max`` of its scale."""
    sheet, values = answer
    return {
        criterion.id: Fraction(getattr(rubric.scale, end)) if values[criterion.id] is None else values[criterion.id]
        for criterion, rubric in sheet.criteria
    }


@given(answers())
def test_a_minimum_is_settled_when_and_only_when_no_missing_mark_can_change_it(answer):
    sheet, values = answer
    at_worst, at_best = (score(sheet, filled(answer, end)).meets_minimum for end in ("min", "max"))
    assert score(sheet, values).meets_minimum == (at_worst if at_worst is at_best else None)


@given(answers_with_a_better_mark())
def test_a_better_mark_never_lowers_anything(case):
    sheet, worse, better = case
    before, after = score(sheet, worse), score(sheet, better)
    assert (before.score <= after.score, before.low <= after.low, before.high <= after.high) == (True, True, True)
    order = [False, None, True]
    assert order.index(before.meets_minimum) <= order.index(after.meets_minimum)


@given(answers_with_a_mark_more())
def test_a_mark_given_narrows_the_range_and_never_turns_what_was_settled(case):
    sheet, missing, given_now = case
    before, after = score(sheet, missing), score(sheet, given_now)
    assert (before.low <= after.low, after.high <= before.high) == (True, True)
    assert after.high - after.low < before.high - before.low
    assert before.meets_minimum in (None, after.meets_minimum)


@given(answers(), st.randoms(use_true_random=False))
def test_the_order_of_criteria_and_of_marks_never_matters(answer, chance):
    sheet, values = answer
    shuffled = [
        rubric.model_copy(update={"criteria": tuple(chance.sample(rubric.criteria, len(rubric.criteria)))})
        for rubric in reversed(sheet.rubrics)
    ]
    given_in_turn = dict(chance.sample(list(values.items()), len(values)))
    assert score(Sheet("saled", shuffled), given_in_turn) == score(sheet, values)


@given(answers(), st.integers(2, 1000))
def test_weights_are_relative(answer, factor):
    sheet, values = answer
    heavier = [
        rubric.model_copy(
            update={"criteria": tuple(c.model_copy(update={"weight": c.weight * factor}) for c in rubric.criteria)}
        )
        for rubric in sheet.rubrics
    ]
    assert score(Sheet("saled", heavier), values) == score(sheet, values)


@given(answers())
def test_a_mark_that_is_null_and_a_mark_that_is_not_there_are_the_same(answer):
    sheet, values = answer
    assert score(sheet, {id_: value for id_, value in values.items() if value is not None}) == score(sheet, values)


@given(answers())
def test_the_same_marks_on_every_criterion_make_that_share_whatever_the_weights(answer):
    sheet, values = answer
    half = {
        c.id: (Fraction(r.scale.min) + Fraction(r.scale.max)) / 2 for c, r in sheet.criteria if values[c.id] is not None
    }
    assert score(sheet, half).score == (50 if half else None)


# Totals


@st.composite
def scores(draw, least=0):
    """The scores of up to five challenges, by challenge."""
    sheets = draw(st.lists(answers(), min_size=least, max_size=5))
    return {f"challenge-{index}": score(*answer) for index, answer in enumerate(sheets)}


@given(scores(), st.sampled_from(RULES))
def test_a_total_lies_in_its_range_by_every_rule(found, rule):
    whole, low, high = total(found, rule, 5)
    assert 0 <= low <= (low if whole is None else whole) <= high <= 100


@given(scores(least=1), st.sampled_from(RULES))
def test_a_total_is_null_when_and_only_when_nothing_is_marked(found, rule):
    assert (total(found, rule, 5).total is None) is all(one.score is None for one in found.values())


@given(scores(), st.sampled_from(RULES), st.randoms(use_true_random=False))
def test_the_order_of_challenges_never_matters(found, rule, chance):
    assert total(dict(chance.sample(list(found.items()), len(found))), rule, 5) == total(found, rule, 5)


@given(scores(least=1), st.sampled_from(RULES), st.fractions(0, 100), st.data())
def test_a_better_score_never_lowers_a_total(found, rule, more, data):
    chosen = data.draw(st.sampled_from(sorted(found)))
    before = found[chosen]
    assume(before.score is not None)
    raised = {name: min(getattr(before, name) + more, Fraction(100)) for name in ("score", "low", "high")}
    after = total({**found, chosen: before._replace(**raised)}, rule, 5)
    assert all(low <= high for low, high in zip(total(found, rule, 5), after, strict=True))


@given(scores(least=1))
def test_the_rules_agree_on_who_answers_everything_and_differ_by_breadth_alone(found):
    mean, best, over_all = (total(found, rule, len(found)) for rule in RULES)
    assert over_all == mean  # every challenge of the call is answered
    if mean.total is not None:
        assert mean.total <= best.total


@given(scores(), st.sampled_from(["mean", "best"]))
def test_a_challenge_without_a_mark_widens_the_range_and_leaves_the_total(found, rule):
    nothing = score(Sheet("more", []), {})
    before, after = total(found, rule, 6), total({**found, "more": nothing}, rule, 6)
    assert after.total == before.total
    assert (after.low <= before.low or not found, before.high <= after.high) == (True, True)


@given(scores(least=1), answers())
def test_answering_one_more_challenge_never_lowers_the_best_nor_the_sum_over_all(found, more):
    answered = {**found, "more": score(*more)}
    assume(all(one.score is not None for one in answered.values()))
    for rule in ("best", "all"):
        assert total(found, rule, 6).total <= total(answered, rule, 6).total
