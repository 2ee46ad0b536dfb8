"""What every rule says in every case, in full: verdict, line, message and remedy, as people read it.

``tests/cases/findings.yaml`` holds it, so that a change of words shows in a diff. Written anew by
``PYTHONPATH=src:tests python tests/unit/core/eligibility/test_findings.py``; read the diff before you keep it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest
import yaml

from addendum_cli.api import evaluate, load_call, read_proposals
from addendum_cli.core.eligibility.across import resubmissions
from addendum_cli.core.eligibility.clock import Clock
from addendum_cli.formats.located import read_yaml
from addendum_cli.messages import say
from addendum_cli.model.call import LastSubmissionCounts, Milestone
from addendum_cli.model.fields import read_time
from addendum_cli.model.verdict import Examined, Finding, Judged
from judging import CASES, ELDERS, KLEIN, English, call, evaluation, one, proposal, says
from unit.core.made import examined

FILE = CASES / "findings.yaml"
RULES = {rule.id: rule for rule in call().call.eligibility}
Case = dict[str, object]


def cases(rule: str) -> list[Case]:
    """Return the cases of a rule, every value as it is written."""
    text = (CASES / "rules" / f"{rule}.yaml").read_text(encoding="utf-8")
    found: list[Case] = read_yaml(text, f"{rule}.yaml", mapping=False).data
    return found


def lines(rule: str, findings: Iterable[Finding]) -> list[str]:
    """Return what ``rule`` found as ``verdict line: message -> remedy (outcome) asks: question``."""
    return [
        f"{found.verdict} {found.line}: {says(found)}"
        + (f" ({found.leads_to})" if found.leads_to else "")
        + (f" asks: {English(found.asks)}" if found.asks else "")
        for found in findings
        if found.rule == rule
    ]


def judged(case: Case) -> tuple[Judged, ...]:
    """Return the proposals of a case, judged."""
    if "proposal" in case:
        return (one(proposal(str(case["proposal"]))),)
    files: dict[str, str] = case["proposals"]  # type: ignore[assignment]
    return evaluation({f"{name}.yaml": proposal(changes or "") for name, changes in files.items()}).judged


def told(rule: str, case: Case) -> object:
    """Return what ``rule`` says in a case: a list, or by proposal where there are several."""
    by_id = {seen.id: lines(rule, seen.findings) for seen in judged(case)}
    return by_id if "proposals" in case else next(iter(by_id.values()))


def everything() -> dict[str, dict[str, object]]:
    """Return what every rule says in every one of its cases."""
    return {rule: {str(case["case"]): told(rule, case) for case in cases(rule)} for rule in RULES}


@pytest.mark.parametrize("rule", RULES)
def test_what_a_rule_says_in_every_case(rule: str) -> None:
    known = yaml.safe_load(FILE.read_text(encoding="utf-8"))[rule]
    assert {str(case["case"]): told(rule, case) for case in cases(rule)} == known


@pytest.mark.parametrize("rule", RULES)
def test_every_finding_names_the_heading_it_rests_on_and_its_file(rule: str) -> None:
    for case in cases(rule):
        for seen in judged(case):
            its = [found for found in seen.findings if found.rule == rule]
            assert {(found.ref, found.file) for found in its} <= {(RULES[rule].ref, seen.examined.file)}


IN_LINES = """\
id: brug
organisation:
  name: De Wegwijzer vzw
  enterprise_number: 0999.013.094
submission:
  channel: email
  received_at: 2023-06-01T10:00:00+02:00
  sent_to: oproep@example.org
approach:
  description: Wij gaan mee.
  offered: ja
expertise:
  - description: Bijen.
    domain: imkerij
challenges:
  - id: saled
    interventions:
      - id: huisvesting
municipalities:
  - Menen
  - Kortrik
capacity:
  volunteers: 3
  fte: 2
target_group:
  description: Iedereen.
  max_age: 30
  excludes:
    - wie rookt
partners:
  - name: Wijkhuis
    role: mede-indiener
"""


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        (("", ""), {}),
        (("  enterprise_number: 0999.013.094\n", "\n"), {"identity": [2]}),
        (("channel: email", "channel: post"), {"channel": [6]}),
        (("sent_to: oproep@example.org", "sent_at: 2023-06-01"), {"channel": [5]}),
        (("received_at: 2023", "sent_at: 2023"), {"deadline": [7, 7]}),
        (("  offered: ja\n", "\n"), {"approach": [9]}),
        (("offered: ja", "offered: nee"), {"approach": [11]}),
        (("fte: 2", "fte: 0"), {"staff": [24]}),
        (("  fte: 2\n", "\n"), {"staff": [22]}),
        (("description: Iedereen.", "min_age: 18"), {"open-to-all": [26, 28]}),
    ],
)
def test_a_finding_points_at_the_line_of_its_field(changes: tuple[str, str], changed: dict[str, list[int]]) -> None:
    usual = {
        "deadline": [7],
        "channel": [8],
        "approach": [11],
        "specialism": [12],
        "challenge": [15, 14],
        "area": [19, 21],
        "staff": [24],
        "open-to-all": [27, 28],
        "identity": [4],
        "resubmission": [1],
        "single-applicant": [32],
    }
    found = one(IN_LINES.replace(*changes)).findings
    assert {rule: [f.line for f in found if f.rule == rule] for rule in RULES} == {**usual, **changed}


ELSEWHERE = """\
organisation: {name: Casa da Bruma}
approach: {offered: yes}
challenges: {id: newcomers, interventions: {id: language}}
municipalities: everywhere
submission:
  sent_at: 2023-10-20T12:00:00-01:00
  channel: form
"""


@pytest.mark.parametrize(
    ("changes", "told_"),
    [
        (("", ""), ["pass 7: came in by form"]),
        (("channel: form", ""), ["warn 5: not stated how it came in -> note the way in submission.channel"]),
    ],
)
def test_a_call_without_an_address_looks_at_the_way_it_came_in(changes: tuple[str, str], told_: list[str]) -> None:
    assert lines("way", one(ELSEWHERE.replace(*changes), ELDERS).findings) == told_


def test_a_deadline_without_an_hour_is_shown_as_that_day() -> None:
    assert lines("in-time", one(ELSEWHERE, ELDERS).findings) == [
        "pass 6: sent 2023-10-20 13:00:00, before the deadline 2023-10-28"
    ]


def test_a_call_that_counts_the_sending_says_that_only_the_receipt_is_known() -> None:
    told = lines("in-time", one(ELSEWHERE.replace("sent_at:", "received_at:"), ELDERS).findings)
    assert told == [
        "pass 6: received 2023-10-20 13:00:00, before the deadline 2023-10-28",
        "warn 6: only the moment it was received is known; the call counts the moment it was sent"
        " -> add the time that the call counts by",
    ]


def test_a_day_on_which_the_deadline_falls_is_a_question(tmp_path: Path) -> None:
    folder = copytree(CASES / "calls" / KLEIN, tmp_path / "call")
    file = folder / "addendum.yaml"
    noon = file.read_text(encoding="utf-8").replace("until: 2023-06-09T23:59", "until: 2023-06-09T12:00")
    file.write_text(noon, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(proposal("submission: {received_at: 2023-06-09}"), encoding="utf-8")
    (seen,) = evaluate(load_call(folder), read_proposals([tmp_path / "a.yaml"]), scored=False).judged
    assert (seen.outcome, lines("deadline", seen.findings)) == (
        "clarify",
        [
            "unknown 2: received on 2023-06-09, on which day the deadline 2023-06-09 12:00 falls: the hour decides"
            " -> state the hour of receipt in submission.received_at (clarify)"
        ],
    )


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "organisation: {name: x, name: y}",
            "warn None: decided by An, but the file cannot be read: goed -> mend the file; the decision then counts",
        ),
        (proposal(), "fail None: decided by An: goed (later)"),
    ],
)
def test_a_decision_in_full(text: str, last: str) -> None:
    decisions = "- {proposal: a, outcome: later, reason: goed, by: An}"
    (seen,) = evaluation({"a.yaml": text}, decisions=decisions).judged
    assert lines("decision", seen.findings) == [last]
    assert (seen.findings[-1].ref, seen.findings[-1].file) == (None, seen.examined.file)


@pytest.mark.parametrize(
    ("proposals", "verdicts"),
    [
        ([examined("a", {})], ["pass"]),
        (
            [replace(examined("a", {}), number="0999013094"), replace(examined("b", {}), number="0999013094")],
            ["fail", "pass"],
        ),
        ([replace(examined("a", {}), name_key="brug"), replace(examined("b", {}), name_key="brug")], ["pass", "warn"]),
    ],
)
def test_what_shows_side_by_side_names_its_heading_too(proposals: list[Examined], verdicts: list[str]) -> None:
    rule = LastSubmissionCounts(id="once", kind="last-submission-counts", ref="How to apply")
    found = [finding for its in resubmissions(rule, proposals).values() for finding in its]
    assert sorted({finding.verdict for finding in found}) == verdicts
    assert {finding.ref for finding in found} == {"How to apply"}


@pytest.mark.parametrize(
    ("written", "doubt"), [("2023-10-29T02:30", "twice"), ("2023-03-26T02:30", "skipped"), ("2023-06-09T02:30", None)]
)
def test_a_clock_that_remembers_nothing_yet_doubts_the_same(written: str, doubt: str | None) -> None:
    assert Clock("Europe/Brussels").span(read_time(written)).doubt == doubt


def test_the_whole_last_minute_counts_however_the_deadline_is_written() -> None:
    milestone = Milestone.model_validate({"id": "x", "title": "x", "until": "2023-06-09T12:00:30.5"})
    assert Clock("UTC").deadline(milestone).closes == datetime(2023, 6, 9, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(("many", "shown"), [(9, 9), (10, 10), (11, 11), (12, 11)])
def test_ten_doubles_are_named_and_the_rest_is_an_ellipsis(many: int, shown: int) -> None:
    names = [f"p{number:02d}" for number in range(many + 1)]
    found = evaluation({f"{name}.yaml": proposal("organisation: {name: Wegwijzer}") for name in names})
    (warning,) = [one for one in found.judged[0].findings if one.rule == "resubmission" and one.verdict == "warn"]
    named = dict(warning.message.values)["ids"]
    assert named == tuple(names[1:11]) + (("…",) if many > 10 else ())
    assert len(named) == shown


if __name__ == "__main__":
    text = yaml.safe_dump(everything(), allow_unicode=True, sort_keys=False, width=10_000)
    Path(FILE).write_text(
        f"# What every rule says in the cases of rules/; written by test_findings.py.\n{text}", "utf-8"
    )


def test_documents_that_nobody_has_read_are_to_clarify_whatever_else_holds():
    unread = one(proposal("unread: [scan.pdf, foto.docx]"))
    names = ("scan.pdf", "foto.docx")
    assert unread.outcome == "clarify"
    assert unread.findings[0] == Finding(
        "readable",
        "unknown",
        say("not read yet: {names}", names=names),
        None,
        unread.examined.file,
        unread.findings[0].line,
        say("read them, note what they state, and take their names away in `unread`"),
        "clarify",
        say("We could not read {names}. Could you send it again as docx, odt or a PDF with text?", names=names),
    )
    assert lines("readable", unread.findings) == [
        f"unknown {unread.findings[0].line}: not read yet: scan.pdf, foto.docx -> "
        "read them, note what they state, and take their names away in `unread` (clarify) "
        "asks: We could not read scan.pdf, foto.docx. Could you send it again as docx, odt or a PDF with text?"
    ]
    assert unread.findings[0].line == len(proposal("unread: x").rstrip().split("\n"))
    assert lines("readable", one(proposal("")).findings) == []
