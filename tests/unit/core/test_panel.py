"""Marks of people: consensus before the assessors' mean, before the desk; and what a decision rests on."""

from dataclasses import replace
from fractions import Fraction

import pytest

from addendum_cli.core.deciding import Resting, decided, outdated
from addendum_cli.core.panel import marked
from addendum_cli.core.scoring import Sheet
from addendum_cli.model.decision import Decision
from addendum_cli.model.jury import Given, Panel
from addendum_cli.model.rubric import Rubric
from addendum_cli.model.verdict import Mark, Passage
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


def test_a_new_reply_opens_the_question_again_and_what_was_granted_stands():
    first = decision(weerwoord="answered", criterion="saled/offer", mark="80")
    again = decided([first, decision(weerwoord="received", criterion="saled/offer", reason="En toch.")])
    assert again.revised == {("a", "saled/offer"): 80}
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
    mine = made.model_copy(update={"rests_on": Resting(evaluated(TWO, panel=given, **BASE)).of(made)})

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
    chosen = chosen.model_copy(update={"rests_on": Resting(evaluated(TWO)).of(chosen)})
    reply = decision(weerwoord="answered", criterion="saled/offer", mark="80")
    found = evaluated(TWO, decided=decided([chosen, reply]))
    assert (found.outdated, found.revised is None) == ((), False)


TWO_CRITERIA = Rubric.model_validate(
    {
        "id": "saled",
        "title": "Saled",
        "challenge": "saled",
        "criteria": [{"id": "a", "title": "A", "weight": "1"}, {"id": "b", "title": "B", "weight": "1"}],
    }
)
SHEET = Sheet("saled", [TWO_CRITERIA])
PASSAGE = Passage("wij gaan mee", "a.yaml", 3, "offered")
DESK = {"a": Mark(Fraction(2), "desk", "coverage", None, (PASSAGE,)), "b": Mark(Fraction(1), "desk", "coverage")}
GIVEN = (Given("an", "p", "saled/a", Fraction(4)), Given("bo", "p", "saled/a", Fraction(3)))


def of_people(desk=DESK, *, consensus=None, revised=None, given=GIVEN):
    return marked("p", desk, SHEET, {("p", "saled/a"): given}, consensus or {}, revised or {})


def test_each_kind_of_mark_keeps_what_was_before_it():
    mean = of_people()
    assert mean["a"] == Mark(Fraction(7, 2), "jury", None, mean["a"].note, (), GIVEN, Fraction(2))
    assert mean["b"] == DESK["b"]
    agreed = of_people(consensus={("p", "saled/a"): decision(consensus="5", criterion="saled/a")})
    assert agreed["a"] == Mark(Fraction(5), "consensus", None, agreed["a"].note, (), GIVEN, Fraction(2))
    changed = of_people(revised={("p", "saled/a"): Fraction(1)})
    assert changed["a"] == Mark(Fraction(1), "consensus", None, changed["a"].note, (), GIVEN, Fraction(2))
    assert English(changed["a"].note) == "changed after a weerwoord"
    same = of_people(given=(GIVEN[0], GIVEN[0]._replace(juror="bo")))
    assert English(same["a"].note) == "the mark of 2 assessors, all the same"


def test_what_only_people_mark_had_no_proposal_and_what_is_not_asked_is_left_out():
    people = {"a": Mark(None), "b": Mark(Fraction(4), "jury")}
    found = of_people(people)
    assert (found["a"].value, found["a"].desk) == (Fraction(7, 2), None)
    later = marked("p", {"b": DESK["b"]}, SHEET, {("p", "saled/b"): (GIVEN[0],)}, {}, {})
    assert list(later) == ["b"]
    assert later["b"].value == 4


def test_replies_keep_what_was_received_and_go_by_criterion():
    first = decision(weerwoord="received", criterion="saled/a", reason="Zie blz. 4.")
    other = decision(weerwoord="received", criterion="saled/b", reason="Zie blz. 5.")
    answer = decision(weerwoord="answered", criterion="saled/a", mark="3")
    known = decided([first, other, answer])
    assert known.replies == {("a", "saled/a"): (first, answer, answer), ("a", "saled/b"): (other, None, None)}
    alone = decision(proposal="z", weerwoord="answered", criterion="saled/a")
    assert decided([first, alone]).replies["z", "saled/a"] == (alone, alone, None)
    assert known.revised == {("a", "saled/a"): 3}


def test_a_decision_taken_on_the_ranking_after_a_weerwoord_is_not_outdated():
    answer = decision(weerwoord="answered", criterion="saled/offer", mark="80")
    after = evaluated(TWO, decided=decided([answer])).revised
    chosen = decision(selection="selected")
    chosen = chosen.model_copy(update={"rests_on": Resting(after).of(chosen)})
    assert evaluated(TWO, decided=decided([answer, chosen])).outdated == ()


def test_what_a_decision_rests_on_is_told_by_the_files_themselves_not_by_their_names():
    outcome, mark_ = decision(outcome="eligible"), decision(consensus="5", criterion="saled/offer")
    other = decision(selection="selected")

    def prints(sha256, inputs=BASE["inputs"]):
        made = evaluated(TWO, inputs=inputs)
        judged = tuple(
            replace(one, examined=replace(one.examined, sha256=sha256)) if one.id == "a" else one for one in made.judged
        )
        return [Resting(replace(made, judged=judged)).of(one) for one in (outcome, mark_, other)]

    first = prints((("proposals/a.yaml", "11"), ("proposals/a/b.md", "22")))
    assert prints((("elders/x.md", "22"), ("elders/a.yaml", "11"))) == first
    assert all(one != two for one, two in zip(prints((("proposals/a.yaml", "99"),)), first, strict=True))
    assert len(set(first)) == 3
    assert all(len(one) == 16 for one in first)


def test_nothing_to_rest_on():
    made = evaluated(TWO)
    assert Resting(made).of(decision(weerwoord="received", criterion="saled/offer")) is None
    assert Resting(made).of(decision(proposal="weg", outcome="later")) is None


def test_where_nothing_is_scored_only_outcomes_can_be_outdated():
    late, kept_ = decision(outcome="eligible", rests_on="x"), decision(selection="reserve", rests_on="x")
    made = replace(evaluated(TWO), rubrics=())
    assert outdated(made, [late, kept_]) == (late,)
    assert outdated(evaluated(TWO), [late, kept_]) == (late, kept_)
