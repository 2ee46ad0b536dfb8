"""Every rule of a call, case by case: the cases are data (tests/cases/rules), one file a rule, by its id."""

from pathlib import Path

import pytest

from addendum_cli.core.eligibility import KINDS
from addendum_cli.formats.located import read_yaml
from addendum_cli.model.call import LastSubmissionCounts
from judging import CASES, ELDERS, FINE, call, evaluation, judged, one, proposal, says, seen, together


def cases(path: Path) -> list[dict]:
    """Return the cases of one rule, every value as it is written."""
    return read_yaml(path.read_text(encoding="utf-8"), path.name, mapping=False).data


FILES = {path.stem: cases(path) for path in sorted((CASES / "rules").glob("*.yaml"))}
ALONE = [(rule, case) for rule, found in FILES.items() for case in found if "proposal" in case]
TOGETHER = [(rule, case) for rule, found in FILES.items() for case in found if "proposals" in case]


def name(value: object) -> str:
    return value["case"] if isinstance(value, dict) else str(value)


def many(value: object) -> list:
    """A single value where a list is asked is a list of one, here too."""
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize(("rule", "case"), ALONE, ids=name)
def test_one_proposal(rule: str, case: dict) -> None:
    judgement = one(proposal(case["proposal"]))
    its = [found for found in judgement.findings if found.rule == rule]
    rest = {found.rule: found.verdict for found in judgement.findings if found.rule != rule and found.verdict != "pass"}
    assert [found.verdict for found in its] == many(case["verdicts"])
    assert judgement.outcome == case["outcome"]
    assert rest == case.get("beside", {})
    if "says" in case:
        assert [says(found) for found in its] == many(case["says"])


@pytest.mark.parametrize(("rule", "case"), TOGETHER, ids=name)
def test_several_proposals(rule: str, case: dict) -> None:
    files = {file: changes or "" for file, changes in case["proposals"].items()}
    found = together(files)
    assert {id_: outcome for id_, (outcome, _) in found.items()} == case["together"]
    warned = [id_ for id_, (_, findings) in found.items() if (rule, "warn") in findings]
    assert warned == many(case.get("warned", []))


def test_a_fine_proposal_passes_every_rule_once_in_the_order_of_the_call():
    assert [(found.rule, found.verdict) for found in one(FINE).findings] == [
        (rule.id, "pass") for rule in call().call.eligibility
    ]


def test_every_rule_has_cases_that_pass_and_cases_that_do_not():
    assert sorted(FILES) == sorted(rule.id for rule in call().call.eligibility)
    verdicts = {
        rule: {verdict for case in found if "proposal" in case for verdict in many(case["verdicts"])}
        for rule, found in FILES.items()
    }
    assert [rule for rule, seen_ in verdicts.items() if rule != "resubmission" and not {"pass"} < seen_] == []


def test_every_kind_is_tried():
    tried = {rule.kind for rule in call().call.eligibility if not isinstance(rule, LastSubmissionCounts)}
    assert tried == set(KINDS)


def test_every_finding_tells_its_file_its_line_and_where_the_rule_stands():
    text = """\
organisation:
  name: De Wegwijzer vzw
  enterprise_number: 0999.013.095
submission:
  received_at: 2023-06-10
  sent_to: info@example.org
approach:
  offered: ja
expertise:
  - domain: wonen
  - domain: imkerij
challenges:
  - id: saled
municipalities:
  - Kortrijk
  - Gent
target_group:
  min_age: 18
  excludes: [kinderen]
capacity:
  volunteers: 2
  fte: 0
partners:
  - {name: Wijkhuis, role: zaal}
  - {name: Buurthuis,
     role: mede-indiener}
"""
    assert [(found.rule, found.line) for found in one(text).findings if found.verdict != "pass"] == [
        ("deadline", 5),
        ("channel", 6),
        ("challenge", 11),
        ("area", 16),
        ("staff", 22),
        ("open-to-all", 18),
        ("open-to-all", 19),
        ("identity", 3),
        ("single-applicant", 26),
    ]
    assert {(found.file.rpartition("/")[2], found.ref) for found in one(text).findings if found.rule == "area"} == {
        ("voorstel.yaml", "Werkingsgebied")
    }


def test_a_fact_that_is_absent_points_to_where_it_would_stand():
    findings = {
        found.rule: found.line
        for found in one("organisation: {name: x}\nsubmission:\n  sent_to: oproep@example.org\n").findings
    }
    assert findings["deadline"] == 2
    assert findings["approach"] == 1


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        # unreadable goes before all, and superseded needs a second file: see the cases of `resubmission`
        ("municipalities: [Gent]\napproach: ~", "ineligible"),
        ("municipalities: [Gent]\napproach: {offered: nee}", "ineligible"),
        ("municipalities: ~\napproach: {offered: nee}", "clarify"),
        ("approach: {offered: nee}\ncapacity: ~", "later"),
        ("capacity: ~\ntarget_group: {min_age: 18}", "eligible"),
    ],
)
def test_the_stronger_outcome_wins(changes: str, outcome: str):
    assert judged(changes).outcome == outcome


def test_a_rule_that_fails_does_not_keep_the_others_silent():
    assert judged("submission: ~\nmunicipalities: [Gent]\napproach: {offered: nee}\nchallenges: ~\ncapacity: ~") == (
        "ineligible",
        [
            ("deadline", "unknown"),
            ("channel", "warn"),
            ("approach", "fail"),
            ("challenge", "unknown"),
            ("area", "fail"),
            ("staff", "warn"),
        ],
    )


def test_what_a_text_says_decides_nothing():
    """Evidence is for the scores: the rules read declared facts only."""
    told = "narrative: Wij bieden de compagnon niet aan, werken enkel in Gent en zijn te laat."
    assert judged(told) == ("eligible", [])


def test_another_call_has_other_rules_and_the_same_code():
    fine = """\
organisation: {name: Casa da Bruma}
submission: {sent_at: 2023-10-28T23:59:59, channel: form}
approach: {offered: yes}
challenges: [{id: newcomers}]
municipalities: [ribeira grande]
"""
    assert seen(one(fine, ELDERS)) == ("eligible", [])
    assert seen(one(proposal("approach: {offered: no}", fine), ELDERS)) == ("later", [("coach", "fail")])
    assert seen(one(proposal("approach: {offered: no}\nexpertise: {domain: housing}", fine), ELDERS)) == (
        "clarify",
        [("coach", "fail")],
    )
    assert seen(one(proposal("municipalities: [Lisboa]", fine), ELDERS)) == ("clarify", [("place", "fail")])
    assert seen(one(proposal("submission: {sent_at: 2023-10-29, channel: email}", fine), ELDERS)) == (
        "clarify",
        [("in-time", "fail"), ("way", "unknown")],
    )


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("{sent_at: 2023-10-28, channel: form}", ("eligible", [])),
        ("{sent_at: 2023-10-28T23:59:59.999, channel: form}", ("eligible", [])),
        # on 29 October the hour from 0:00 to 1:00 comes twice there: both of them are the day after
        ("{sent_at: 2023-10-29T00:00:00+00:00, channel: form}", ("later", [("in-time", "fail")])),
        ("{sent_at: 2023-10-29T00:00:00, channel: form}", ("later", [("in-time", "fail"), ("in-time", "warn")])),
        ("{sent_at: 2023-10-29T00:30:00-01:00, channel: form}", ("later", [("in-time", "fail")])),
        ("{sent_at: 2023-10-28T23:59:59Z, channel: form}", ("eligible", [])),
        # the sender's clock counts in that call, so receipt only stands in for it
        ("{received_at: 2023-10-28, channel: form}", ("eligible", [("in-time", "warn")])),
        ("{sent_at: 2023-10-28, received_at: 2023-11-02, channel: form}", ("eligible", [])),
        ("{channel: form}", ("clarify", [("in-time", "unknown")])),
        ("{sent_at: 2023-10-28}", ("eligible", [("way", "warn")])),
    ],
)
def test_a_deadline_without_an_hour_takes_in_its_whole_day(sent: str, expected: tuple):
    text = f"organisation: {{name: Casa da Bruma}}\nsubmission: {sent}\napproach: {{offered: yes}}\nchallenges: {{id: newcomers}}\nmunicipalities: all\n"
    assert seen(one(text, ELDERS)) == expected


def test_nothing_on_time_or_late_depends_on_the_machine(monkeypatch: pytest.MonkeyPatch):
    import time

    text = proposal("submission: {received_at: 2023-06-09T23:59:30, sent_to: oproep@example.org}")
    here = seen(one(text))
    for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert seen(one(text)) == here == ("eligible", [("deadline", "warn")])
    monkeypatch.undo()
    time.tzset()


def test_an_unreadable_file_has_one_finding_and_its_own_name_as_id():
    made = evaluation({"Voorstel 7.yaml": "id: iets-anders\norganisation: {name: ''}\n"})
    (found,) = made.judged
    assert (found.id, seen(found)) == ("Voorstel 7", ("unreadable", [("readable", "fail")]))
