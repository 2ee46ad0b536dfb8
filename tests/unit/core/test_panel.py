"""Marks of people: consensus before the assessors' mean, before the desk; and what a decision rests on."""

from fractions import Fraction

import pytest

from addendum_cli.core.deciding import decided, fingerprint
from addendum_cli.model.decision import Decision
from addendum_cli.model.jury import Given, Panel
from addendum_cli.model.verdict import Mark
from addendum_cli.report.wording import Tongue
from unit.core.made import evaluated, standings

English = Tongue("en")
TWO = "{a: {saled: 40}, b: {saled: 60, marcel: null}}"


def panel(*given):
    """Return a panel of (juror, proposal, criterion, mark)."""
    marks = tuple(Given(juror, proposal, criterion, Fraction(mark)) for juror, proposal, criterion, mark in given)
    return Panel("written", {one.juror: one.juror.title() for one in marks}, marks)


def decision(**fields):
    return Decision(**{"proposal": "a", "reason": "Na overleg.", **fields})


def mark(evaluation, proposal="a", challenge="saled"):
    return next(one for one in evaluation.judged if one.id == proposal).results[challenge].marks["offer"]


def test_without_people_the_desk_counts():
    assert standings(evaluated(TWO)) == [(1, "b", 60), (2, "a", 40)]


def test_the_mean_of_the_assessors_counts_exactly():
    found = evaluated(TWO, panel=panel(("an", "a", "saled/offer", 70), ("bo", "a", "saled/offer", 71)))
    assert standings(found) == [(1, "a", Fraction(141, 2)), (2, "b", 60)]
    given = mark(found)
    assert (given.source, given.method, given.desk) == ("jury", None, None)
    assert [(one.juror, one.value) for one in given.given] == [("an", 70), ("bo", 71)]
    assert English(given.note) == "the mean of 2 assessors, from 70 to 71"


def test_what_the_desk_proposed_is_kept_beside_it():
    found = evaluated(TWO, panel=panel(("an", "a", "saled/offer", 70)))
    assert mark(found) == Mark(Fraction(70), "jury", None, mark(found).note, (), mark(found).given, None)
    assert English(mark(found).note) == "the mark of 1 assessor"


def test_consensus_goes_before_the_mean():
    agreed = decided(
        [decision(consensus="55", criterion="saled/offer"), decision(consensus="90", criterion="saled/offer")]
    )
    found = evaluated(TWO, panel=panel(("an", "a", "saled/offer", 10)), decided=agreed)
    assert standings(found)[0] == (1, "a", 90)
    assert (mark(found).source, English(mark(found).note)) == ("consensus", "agreed by the panel: Na overleg.")


def test_a_mark_of_another_proposal_or_criterion_changes_nothing():
    found = evaluated(TWO, panel=panel(("an", "c", "saled/offer", 10), ("an", "a", "chadia/offer", 10)))
    assert standings(found) == standings(evaluated(TWO))


def test_missing_for_all_stays_missing():
    assert mark(evaluated(TWO, panel=panel(("an", "a", "saled/offer", 10))), "b", "marcel").value is None


def test_an_answer_to_a_weerwoord_leaves_the_ranking_and_shows_the_difference():
    replies = decided(
        [
            decision(weerwoord="received", criterion="saled/offer"),
            decision(weerwoord="answered", criterion="saled/offer", mark="80"),
        ]
    )
    found = evaluated(TWO, decided=replies)
    assert standings(found) == [(1, "b", 60), (2, "a", 40)]
    assert standings(found.revised) == [(1, "a", 80), (2, "b", 60)]


def test_an_answer_that_changes_no_mark_changes_nothing():
    replies = decided([decision(weerwoord="answered", criterion="saled/offer")])
    assert evaluated(TWO, decided=replies).revised is None


def test_a_new_reply_opens_the_question_again():
    first = decision(weerwoord="answered", criterion="saled/offer", mark="80")
    again = decided([first, decision(weerwoord="received", criterion="saled/offer", reason="En toch.")])
    assert again.revised == {}
    assert again.replies["a", "saled/offer"].answered is None


RESTING = {
    "selection": {"selection": "selected"},
    "consensus": {"consensus": "55", "criterion": "saled/offer"},
    "answer": {"weerwoord": "answered", "criterion": "saled/offer", "mark": "55"},
    "outcome": {"outcome": "eligible"},
}
BASE = {"inputs": {"addendum.yaml": "1", "rubrics/saled.yaml": "2", "evidence.json": "3"}}


@pytest.mark.parametrize("kind", RESTING)
def test_a_decision_is_outdated_once_what_it_rests_on_has_changed(kind):
    given = panel(("an", "a", "saled/offer", 70))
    made = decision(**RESTING[kind])
    mine = made.model_copy(update={"rests_on": fingerprint(evaluated(TWO, panel=given, **BASE), made)})

    def late(table=TWO, panel_=given, inputs=BASE["inputs"]):
        return evaluated(table, panel=panel_, decided=decided([mine]), inputs=inputs).outdated == (mine,)

    assert not late()
    assert late(inputs={**BASE["inputs"], "addendum.yaml": "9"})
    assert not late(inputs={**BASE["inputs"], "evidence.json": "9", "proposals/a.yaml": "9"})
    assert late(inputs={**BASE["inputs"], "rubrics/saled.yaml": "9"}) == (kind != "outcome")
    assert late(panel_=panel(("an", "a", "saled/offer", 71))) == (kind != "outcome")
    assert late(panel_=panel(("an", "a", "saled/offer", 70), ("an", "b", "saled/offer", 5))) == (kind == "selection")
    assert late(table="{a: {saled: 40}, b: {saled: 61, marcel: null}}") == (kind == "selection")


def test_only_the_last_of_a_kind_can_be_outdated_and_one_by_hand_never():
    old, new = decision(selection="reserve", rests_on="x"), decision(selection="selected")
    assert evaluated(TWO, decided=decided([old, new])).outdated == ()
    assert evaluated(TWO, decided=decided([new, old])).outdated == (old,)


def test_a_selection_stays_when_an_answer_changes_a_mark():
    chosen = decision(proposal="b", selection="selected")
    chosen = chosen.model_copy(update={"rests_on": fingerprint(evaluated(TWO), chosen)})
    reply = decision(weerwoord="answered", criterion="saled/offer", mark="80")
    found = evaluated(TWO, decided=decided([chosen, reply]))
    assert (found.outdated, found.revised is None) == ((), False)
