"""What only shows with all proposals side by side: who is named, precedence, and a person's decision."""

import pytest

from addendum_cli.core.eligibility.across import outcome
from addendum_cli.messages import say
from addendum_cli.model.kinds import PRECEDENCE, Outcome
from addendum_cli.model.verdict import Finding
from judging import FINE, evaluation, proposal, says, seen, together

LATER_DAY = "submission: {received_at: 2023-06-02, sent_to: oproep@example.org}"
OUTSIDE = "municipalities: [Gent]"


def finding(leads_to: Outcome | None, rule: str = "rule") -> Finding:
    return Finding(rule, "fail", say("x"), leads_to=leads_to)


def findings_of(files: dict[str, str], rule: str) -> dict[str, list[str]]:
    made = evaluation({f"{name}.yaml": proposal(changes) for name, changes in files.items()})
    return {one.id: [says(found) for found in one.findings if found.rule == rule] for one in made.judged}


def test_the_one_that_counts_names_the_others_and_they_name_it():
    files = {
        "eerste": "submission: {received_at: 2023-06-01, sent_to: oproep@example.org}",
        "laatste": "submission: {received_at: 2023-06-03, sent_to: oproep@example.org}",
        "tweede": LATER_DAY,
    }
    assert findings_of(files, "resubmission") == {
        "eerste": ["another submission of the same organisation counts: laatste"],
        "laatste": ["counts in the place of eerste, tweede, of the same organisation"],
        "tweede": ["another submission of the same organisation counts: laatste"],
    }


def test_doubles_name_each_other_but_never_the_resubmission():
    files = {
        "a": "organisation: {name: Wegwijzer, enterprise_number: 0999.013.094}",
        "b": f"organisation: {{name: wegwijzer, enterprise_number: 0999.013.094}}\n{LATER_DAY}",
        "c": "organisation: {name: Weg-Wijzer}",
    }
    alike = "the same organisation's name as {}, without the same enterprise number -> find out whether these are one organisation's"
    assert findings_of(files, "resubmission") == {
        "a": ["another submission of the same organisation counts: b", alike.format("c")],
        "b": ["counts in the place of a, of the same organisation", alike.format("c")],
        "c": ["the only submission of its organisation", alike.format("a, b")],
    }


def test_a_crowd_of_doubles_stays_readable():
    names = [f"voorstel-{number:02d}" for number in range(13)]
    found = findings_of(dict.fromkeys(names, "organisation: {name: Wegwijzer}"), "resubmission")
    alike = "the same organisation's name as {}, without the same enterprise number -> find out whether these are one organisation's"
    assert found["voorstel-00"][1:] == [alike.format(", ".join([*names[1:11], "…"]))]
    assert found["voorstel-12"][1:] == [alike.format(", ".join([*names[:10], "…"]))]


def test_the_later_path_counts_not_the_later_id():
    files = {"a.yaml": f"id: z\n{FINE}", "b.yaml": f"id: y\n{FINE}"}
    assert {one.id: one.outcome for one in evaluation(files).judged} == {"y": "eligible", "z": "superseded"}


@pytest.mark.parametrize("stronger", PRECEDENCE)
def test_precedence_is_one_order(stronger: Outcome):
    weaker = PRECEDENCE[PRECEDENCE.index(stronger) :]
    for other in weaker:
        assert outcome([finding(stronger), finding(other)]) == stronger
        assert outcome([finding(other), finding(stronger)]) == stronger


def test_precedence_is_the_contracts():
    assert PRECEDENCE == ("unreadable", "superseded", "ineligible", "clarify", "later", "eligible")
    assert outcome([]) == outcome([finding(None)]) == "eligible"


@pytest.mark.parametrize("decided", ["superseded", "ineligible", "clarify", "later", "eligible"])
@pytest.mark.parametrize("changes", ["", OUTSIDE, "approach: {offered: nee}"])
def test_a_decision_replaces_the_outcome_whatever_the_rules_say(decided: str, changes: str):
    made = together({"a": changes}, f"- {{proposal: a, outcome: {decided}, reason: zo beslist de stuurgroep}}")
    assert made["a"].outcome == decided


def test_a_decision_stands_beside_the_rules_it_overrules():
    decisions = "- {proposal: a, outcome: eligible, reason: Gent werkt mee over de grens, by: An, at: 2023-06-12}"
    made = evaluation({"a.yaml": proposal(OUTSIDE)}, decisions=decisions)
    (one,) = made.judged
    assert (one.outcome, [found.verdict for found in one.findings if found.rule == "area"]) == ("eligible", ["fail"])
    assert [(found.rule, found.verdict, says(found)) for found in one.findings[-1:]] == [
        ("decision", "pass", "decided by An on 2023-06-12: Gent werkt mee over de grens")
    ]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("reason: goed, by: An", "decided by An: goed"),
        ("reason: goed", "decided by somebody not named: goed"),
        ("reason: goed, by: An, at: 2023-06-12T10:30:00+02:00", "decided by An on 2023-06-12 10:30:00+02:00: goed"),
    ],
)
def test_who_decided_and_when(entry: str, said: str):
    (one,) = evaluation({"a.yaml": FINE}, decisions=f"- {{proposal: a, outcome: later, {entry}}}").judged
    assert says(one.findings[-1]) == said


def test_a_decision_frees_no_other_submission():
    """Whose submission counts is a fact about the files; a decision speaks of one proposal."""
    made = together({"a": "", "b": LATER_DAY}, "- {proposal: b, outcome: ineligible, reason: ingetrokken}")
    assert {id_: outcome_ for id_, (outcome_, _) in made.items()} == {"a": "superseded", "b": "ineligible"}


def test_a_decision_cannot_mend_a_file_and_says_so():
    made = evaluation(
        {"a.yaml": "organisation: {name: x, name: y}"}, decisions="- {proposal: a, outcome: eligible, reason: goed}"
    )
    assert [seen(one) for one in made.judged] == [("unreadable", [("readable", "fail"), ("decision", "warn")])]


def test_a_decision_on_nobody_is_named():
    made = evaluation({"a.yaml": FINE}, decisions="- {proposal: b, outcome: eligible, reason: goed}")
    assert [problem.message.text for problem in made.problems] == ["decides on {id}, which is not among the proposals"]
