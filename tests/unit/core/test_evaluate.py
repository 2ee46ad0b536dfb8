"""All proposals together: who is scored, what the desk marked, who is ranked, and by what."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from shutil import copytree

import pytest

from addendum_cli.api import evaluate, load_call, read_proposals
from addendum_cli.core.deciding import decided
from addendum_cli.core.evaluate import conclude
from addendum_cli.errors import Problem, Where
from addendum_cli.messages import say
from addendum_cli.model.call import Call
from addendum_cli.model.decision import Decision
from addendum_cli.model.kinds import PRECEDENCE
from judging import CASES, KLEIN, proposal
from unit.core.made import CALL, RUBRICS, asking, evaluated, examined, plain, standings


@pytest.fixture
def scored(tmp_path):
    """Return a function that scores files (name -> changes to a fine proposal) by the call ``klein``.

    ``more``: further files of the call, by name.
    """

    def score(files, more=None, **options):
        call = copytree(CASES / "calls" / KLEIN, tmp_path / "call")
        for name, text in (more or {}).items():
            (call / name).write_text(text, encoding="utf-8")
        (tmp_path / "proposals").mkdir()
        for name, changes in files.items():
            (tmp_path / "proposals" / f"{name}.yaml").write_text(proposal(changes), encoding="utf-8")
        return evaluate(load_call(call), read_proposals([tmp_path / "proposals"]), **options)

    return score


def values(judged):
    """Return the marks of a proposal as {challenge: {criterion: value}}."""
    return {
        challenge: {id_: mark.value for id_, mark in result.marks.items()}
        for challenge, result in judged.results.items()
    }


# What the desk marks


def test_the_desk_marks_what_it_can_and_the_score_follows(scored):
    found = scored(
        {
            "brug": """
challenges:
  - {id: saled, interventions: [{id: huisvesting, description: We zoeken mee naar een woning.}, {id: nederlands}]}
  - {id: marcel, interventions: [{id: schulden, description: We bouwen schulden af.}]}
"""
        }
    )
    (brug,) = found.judged
    # saled: (1 + ½)/2 of 5 is 3.75, down to 3.5; marcel: 1/2 of 5 is 2.5; 2 full-time equivalents give 4
    assert values(brug) == {
        "saled": {"mensen": 4, "aanbod": Fraction(7, 2)},
        "marcel": {"mensen": 4, "aanbod": Fraction(5, 2)},
    }
    # 20·4/5 + 80·3.5/5 = 16 + 56 = 72; 16 + 80·2.5/5 = 56; their mean is 64
    assert {challenge: result.score[:3] for challenge, result in brug.results.items()} == {
        "saled": (72, 72, 72),
        "marcel": (56, 56, 56),
    }
    assert [(*place,) for place in found.ranking] == [(1, "brug", 64, 64, 64, False, True)]
    assert (found.provisional, found.challenges, found.round) == (False, ("saled", "marcel"), "written")


def test_a_criterion_of_common_is_marked_once_and_counts_in_every_challenge(scored):
    found = scored({"brug": "challenges: [{id: saled}, {id: marcel}]\ncapacity: {fte: 1}"})
    (brug,) = found.judged
    marks = [result.marks["mensen"] for result in brug.results.values()]
    assert (marks[0].value, marks[0] is marks[1]) == (2, True)
    assert {challenge: dict(result.weights) for challenge, result in brug.results.items()} == {
        "saled": {"mensen": 20, "aanbod": 80},
        "marcel": {"mensen": 20, "aanbod": 80},
    }


def test_a_fact_that_is_not_stated_leaves_the_mark_open_and_widens_the_range(scored):
    (brug,) = scored({"brug": "capacity: {}\nnarrative: We helpen zoeken naar een woning."}).judged
    assert values(brug) == {"saled": {"mensen": None, "aanbod": Fraction(5, 2)}}
    # 80·2.5/5 = 40 of 80: 50, from 40 to 40 + 20
    assert brug.results["saled"].score == (50, 40, 60, True, True)


def test_what_is_found_is_kept_for_proposals_that_are_not_scored_too(scored):
    (late,) = scored(
        {"laat": "submission: {received_at: 2023-06-12T09:00:00+02:00, sent_to: oproep@example.org}"}
    ).judged
    assert (late.outcome, late.results) == ("ineligible", {})
    assert {id_: offer.status for id_, offer in late.examined.offers.items()} == {
        "saled/huisvesting": "offered",
        "saled/nederlands": "absent",
    }
    assert set(late.examined.requirements) == {"nabij", "vertrouwen"}


def test_without_scoring_nothing_is_searched_or_marked(scored):
    (brug,) = scored({"brug": ""}, scored=False).judged
    assert (brug.outcome, brug.results, brug.examined.offers, brug.examined.requirements) == ("eligible", {}, {}, {})


PITCH = """
id: pitch
title: Gesprek
round: pitch
criteria:
  - {id: casus, title: Casus, weight: 3, minimum: 2.5, basis: assumption}
  - {id: ploeg, title: Ploeg, weight: 1, basis: assumption, desk: {method: bands, field: capacity.fte, bands: [[0, 1]]}}
"""


def test_the_pitch_has_its_own_sheet_and_takes_no_marks_along(scored):
    found = scored({"brug": ""}, {"rubrics/pitch.yaml": PITCH}, round_="pitch")
    (brug,) = found.judged
    assert values(brug) == {"saled": {"casus": None, "ploeg": 1}}
    assert brug.results["saled"].score == (20, 5, 80, None, True)
    assert (found.round, found.provisional) == ("pitch", True)


def test_a_round_that_nobody_marks_ranks_nobody(scored):
    found = scored({"brug": "", "kade": "organisation: {name: De Kade}"}, round_="pitch")
    assert [(*place,) for place in found.ranking] == [
        (None, "brug", None, 0, 100, True, True),
        (None, "kade", None, 0, 100, True, True),
    ]


def test_one_challenge_alone(scored):
    found = scored(
        {
            "beide": "challenges: [{id: saled, interventions: [{id: huisvesting}]}, {id: marcel}]",
            "kade": "organisation: {name: De Kade}\nchallenges: {id: marcel}",
        },
        challenge="saled",
    )
    assert [list(one.results) for one in found.judged] == [["saled"], []]
    assert [place.id for place in found.ranking] == ["beide"]  # kade does not answer it
    assert [one.outcome for one in found.judged] == ["eligible", "eligible"]
    assert found.challenges == ("saled",)


def test_facts_that_reports_show(scored):
    found = scored(
        {
            "brug": "municipalities: [Menen, Kortrijk, Lauwe, Gent]\ncapacity: {fte: '2,8'}",
            "kade": "organisation: {name: De Kade}\nmunicipalities: alle",
            "sas": "organisation: {name: Sas}\nmunicipalities: Leiestreek\ncapacity: {volunteers: 3}",
        }
    )
    assert [(one.id, one.examined.municipalities, one.examined.fte) for one in found.judged] == [
        ("brug", ("Kortrijk", "Menen"), Fraction(14, 5)),
        ("kade", ("Kortrijk", "Menen", "Spiere-Helkijn", "Waregem"), 2),
        ("sas", ("Kortrijk", "Menen", "Spiere-Helkijn", "Waregem"), None),
    ]


# Who is scored and ranked


def test_only_eligible_proposals_are_scored_and_ranked():
    table = "\n".join(f"{outcome}: {{saled: 80}}" for outcome in PRECEDENCE)
    found = evaluated(table, outcomes={outcome: outcome for outcome in PRECEDENCE})
    assert [(one.id, one.outcome, list(one.results)) for one in found.judged] == [
        (outcome, outcome, ["saled"] if outcome == "eligible" else []) for outcome in sorted(PRECEDENCE)
    ]
    assert standings(found) == [(1, "eligible", 80)]
    assert found.judged[1].results["saled"].rank == 1  # the others take no rank in a challenge either


@pytest.mark.parametrize(
    ("before", "outcome", "ranked"),
    [("clarify", "eligible", ["a", "b"]), ("eligible", "later", ["b"]), ("ineligible", "eligible", ["a", "b"])],
)
def test_who_is_scored_follows_what_people_decided(before, outcome, ranked):
    person = Decision(proposal="a", outcome=outcome, reason="Na een gesprek.")
    found = evaluated("{a: {saled: 90}, b: {saled: 10}}", outcomes={"a": before}, decided=decided([person]))
    assert [place.id for place in found.ranking] == ranked


def test_ranks_within_a_challenge_are_among_those_that_answer_it():
    found = evaluated("{a: {saled: 50, marcel: 80}, b: {saled: 70}, c: {marcel: 80}, d: {marcel: null, saled: 70}}")
    assert {one.id: {challenge: result.rank for challenge, result in one.results.items()} for one in found.judged} == {
        "a": {"saled": 3, "marcel": 1},
        "b": {"saled": 1},
        "c": {"marcel": 1},
        "d": {"saled": 1, "marcel": None},
    }


THREE = "{one: {saled: 80}, four: {saled: 70, marcel: 70, chadia: 70, jordy: 50}, half: {saled: 78, marcel: null}}"


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("mean", [(1, "one", 80, 80, 80), (2, "half", 78, 39, 89), (3, "four", 65, 65, 65)]),
        ("best", [(1, "one", 80, 80, 80), (2, "half", 78, 78, 100), (3, "four", 70, 70, 70)]),
        # one: 80/4; half: marcel is left out, so 78/3, from 78/4 to 178/4
        ("all", [(1, "four", 65, 65, 65), (2, "half", 26, Fraction(39, 2), Fraction(89, 2)), (3, "one", 20, 20, 20)]),
    ],
)
def test_the_call_chooses_how_scores_make_a_total(total, expected):
    found = evaluated(THREE, total=total)
    assert [place[:5] for place in found.ranking] == expected


@pytest.mark.parametrize("total", ["mean", "best", "all"])
def test_the_total_of_one_challenge_is_its_score_by_every_rule(total):
    found = evaluated(THREE, total=total, challenges=["marcel"])
    assert standings(found) == [(1, "four", 70), (None, "half", None)]


def test_a_mark_that_is_missing_anywhere_makes_it_provisional():
    found = evaluated("{done: {saled: 70, marcel: 60}, open: {saled: 70, marcel: null}, later: {saled: null}}")
    assert {place.id: place.provisional for place in found.ranking} == {"done": False, "open": True, "later": True}
    assert found.provisional
    assert not evaluated("{done: {saled: 70}}").provisional


def test_a_missing_mark_of_one_that_is_not_ranked_does_not_make_the_ranking_provisional():
    assert not evaluated("{a: {saled: 70}, b: {saled: null}}", outcomes={"b": "clarify"}).provisional


@pytest.mark.parametrize(
    ("answers", "meets"),
    [
        ("{saled: 60, marcel: 60}", True),
        ("{saled: 60, marcel: 40}", False),
        ("{saled: 40, marcel: 60}", False),
        ("{saled: 60, marcel: null}", None),
        ("{saled: 40, marcel: null}", False),  # one failed decides, whatever is open
        ("{chadia: 0}", True),
    ],
)
def test_a_proposal_meets_the_minima_of_all_the_challenges_it_answers(answers, meets):
    (place,) = evaluated(f"{{a: {answers}}}", rubrics=asking(saled=50, marcel=50)).ranking
    assert (place.rank, place.meets_minimum) == (1, meets)


# What comes with it


def test_the_order_of_the_proposals_changes_nothing():
    call = Call.model_validate(plain(CALL))
    notice, fault = Problem(Where("proposals/b.yaml", 3), say("x")), Problem(Where("proposals/z.yaml", 1), say("y"))
    proposals = (
        examined("a", {"saled": "80"}),
        replace(examined("b", {"saled": "80"}), notices=(notice,)),
        replace(examined("a", {}, "unreadable", "proposals/z.yaml"), problems=(fault,)),
    )
    one, *others = (conclude(call, RUBRICS, order) for order in permutations(proposals))
    assert [judged.examined.file for judged in one.judged] == [
        "proposals/a.yaml",
        "proposals/z.yaml",
        "proposals/b.yaml",
    ]
    assert one.problems == (fault, notice)
    assert others == [one] * 5


def test_problems_of_the_run_come_before_those_of_the_proposals():
    ours, theirs = Problem(Where("decisions.yaml"), say("x")), Problem(Where("proposals/a.yaml"), say("y"))
    proposal = replace(examined("a", {}), notices=(theirs,))
    found = conclude(Call.model_validate(plain(CALL)), RUBRICS, [proposal], problems=[ours])
    assert found.problems == (ours, theirs)


def test_inputs_are_listed_by_name():
    assert list(evaluated("{a: {saled: 1}}", inputs={"b": "2", "a": "1"}).inputs) == ["a", "b"]
