"""Who reads what: as often as asked, as even as can be, never against a conflict."""

import pytest

from addendum_cli.core.assignment import spread

PROPOSALS = [f"p{n:02}" for n in range(20)]
JURORS = ["an", "bo", "cas", "dirk", "els", "fien"]


def loads(found):
    return {juror: len(own) for juror, own in found.proposals.items()}


def readers(found, proposals=PROPOSALS):
    return [sum(one in own for own in found.proposals.values()) for one in proposals]


def test_everybody_reads_everything_but_conflicts():
    found = spread(PROPOSALS, ["an", "bo"], {"an": ["p03"]})
    assert found.proposals == {"an": tuple(p for p in PROPOSALS if p != "p03"), "bo": tuple(PROPOSALS)}
    assert found.short == {}


def test_each_proposal_as_often_as_asked_and_the_work_even():
    found = spread(PROPOSALS, JURORS, {}, per_proposal=3)
    assert readers(found) == [3] * 20
    assert set(loads(found).values()) == {10}


def test_all_places_are_used_and_no_proposal_is_read_twice_more_than_another():
    found = spread(PROPOSALS, JURORS, {}, per_juror=7)
    assert set(loads(found).values()) == {7}
    assert sorted(readers(found)) == [2] * 18 + [3] * 2
    assert found.short == {}


def test_around_conflicts():
    conflicts = {"an": PROPOSALS[:15], "bo": PROPOSALS[:3]}
    found = spread(PROPOSALS, JURORS, conflicts, per_proposal=2)
    assert readers(found) == [2] * 20
    assert not any(set(found.proposals[juror]) & set(kept) for juror, kept in conflicts.items())
    assert loads(found) == {"an": 5, "bo": 7, "cas": 7, "dirk": 7, "els": 7, "fien": 7}


def test_places_are_handed_on_where_that_is_the_only_way():
    # bo may read only p1; whoever gives p1 to an first has to take it back.
    found = spread(["p1", "p2"], ["an", "bo"], {"bo": ["p2"]}, per_juror=1, per_proposal=1)
    assert found.proposals == {"an": ("p2",), "bo": ("p1",)}


@pytest.mark.parametrize(("per_juror", "short"), [(9, 6), (10, 0)])
def test_too_few_places_are_told(per_juror, short):
    found = spread(PROPOSALS, JURORS, {}, per_juror=per_juror, per_proposal=3)
    assert sum(found.short.values()) == short
    assert readers(found).count(2) == short


def test_nobody_may_read_it():
    found = spread(["p1"], ["an"], {"an": ["p1"]}, per_proposal=1)
    assert found == ({"an": ()}, {"p1": 1})


def test_those_who_read_together_change_so_that_all_are_tied():
    found = spread(PROPOSALS, JURORS, {}, per_proposal=2)
    tied, more = {"an"}, True
    while more:
        more = {
            juror
            for juror, own in found.proposals.items()
            if juror not in tied and any(set(own) & set(found.proposals[other]) for other in tied)
        }
        tied |= more
    assert tied == set(JURORS)


def test_work_that_conflicts_had_heaped_up_is_evened_out():
    conflicts = {"j1": ["p0"], "j3": ["p1"], "j4": ["p1"]}
    found = spread(["p0", "p1"], ["j0", "j1", "j2", "j3", "j4"], conflicts, per_proposal=3)
    assert found.proposals == {"j0": ("p1",), "j1": ("p1",), "j2": ("p0", "p1"), "j3": ("p0",), "j4": ("p0",)}
    assert found.short == {}


def test_the_least_work_for_whoever_has_most():
    found = spread(PROPOSALS[:7], ["an", "bo", "cas"], {"cas": PROPOSALS[:6]}, per_proposal=2)
    assert loads(found) == {"an": 7, "bo": 6, "cas": 1}  # six proposals can only be read by an and bo
    assert readers(found, PROPOSALS[:7]) == [2] * 7


def test_proposals_stand_in_the_order_in_which_they_were_given():
    mixed = ["z", "a", "m", "b"]
    found = spread(mixed, ["an", "bo"], {}, per_proposal=1)
    assert all(list(own) == sorted(own, key=mixed.index) for own in found.proposals.values())
    assert spread(mixed, ["an"], {}, per_juror=3).proposals["an"] == ("z", "a", "m")


def test_without_a_number_of_readers_one_is_asked_for():
    assert spread(["p1", "p2"], ["an"], {}, per_juror=1).short == {"p2": 1}
    assert spread(["p1"], ["an", "bo"], {}, per_juror=1).short == {}
