"""Another region by YAML alone: other words, dates, zone, channel, scale and total, and a language without Dutch."""

from fractions import Fraction
from pathlib import Path

import pytest

from addendum_cli.api import evaluate, load_call, read_proposals
from addendum_cli.model.verdict import Evaluation
from judging import CASES, English, says

BRUMA = """\
organisation: {name: Casa da Bruma}
submission: {sent_at: 2023-10-28T23:30:00, channel: form}
approach: {offered: yes, description: We come along to appointments.}
challenges:
  - id: young-adults
    interventions: [{id: shelter, description: We offer a room from the first night on.}, {id: school}]
  - id: newcomers
    interventions: [{id: language, description: We give language lessons in the kitchen.}]
municipalities: [são roque, Fajã de Cima]
"""
FAROL = """\
organisation: {name: Farol}
submission: {sent_at: 2023-10-20, channel: form}
approach: {offered: yes}
challenges: {id: newcomers, interventions: {id: language}}
municipalities: everywhere
"""
LATE = FAROL.replace("2023-10-20", "2023-10-29").replace("Farol", "Neblina")


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder = tmp_path_factory.mktemp("proposals")
    for name, text in {"bruma": BRUMA, "farol": FAROL, "neblina": LATE}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return evaluate(load_call(CASES / "calls" / "elders"), read_proposals([folder]))


def test_outcomes_by_its_own_rules(evaluation: Evaluation):
    assert {one.id: one.outcome for one in evaluation.judged} == {
        "bruma": "eligible",
        "farol": "eligible",
        "neblina": "later",
    }
    late = next(one for one in evaluation.judged if one.id == "neblina")
    assert [(found.rule, says(found)) for found in late.findings if found.verdict == "fail"] == [
        ("in-time", "sent 2023-10-29, after the deadline 2023-10-28")
    ]


def test_scores_on_its_own_scale_and_a_total_over_all_its_challenges(evaluation: Evaluation):
    """Bruma: room 1 and a bare tick for school 1/2, so 3/4 of the scale 1 to 10 is 7.75, to the step 8: 700/9."""
    bruma = next(one for one in evaluation.judged if one.id == "bruma")
    assert {id_: result.score.score for id_, result in bruma.results.items()} == {
        "young-adults": Fraction(700, 9),
        "newcomers": 100,
    }
    assert [(place.rank, place.id, place.total) for place in evaluation.ranking] == [
        (1, "bruma", (Fraction(700, 9) + 100) / 2),
        (2, "farol", Fraction(50, 2)),
    ]


def test_not_a_word_of_the_first_call_is_said(evaluation: Evaluation):
    said = " ".join(says(found) for one in evaluation.judged for found in one.findings)
    assert [word for word in ("compagnon", "Kortrijk", "Vlaanderen", "uitdaging", "Brussels") if word in said] == []
    assert "Path coach" in said
    assert English(evaluation.call.title) == "Together on the islands"


def test_the_code_holds_no_word_of_any_call():
    """Facts of a call are data: neither its places, dates and names nor its language stand in the code."""
    source = Path(__file__).parents[2] / "src" / "addendum_cli"
    words = ("compagnon", "kortrijk", "welzijn13", "zuid-west", "saled", '2023-06-09T23:59"', "gemeente")
    code = {path.name: path.read_text(encoding="utf-8").lower() for path in source.rglob("*.py")}
    assert [(name, word) for name, text in sorted(code.items()) for word in words if word in text] == []
