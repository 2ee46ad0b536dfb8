"""What every rule says in every case, in full: verdict, line, message and remedy, as people read it.

``tests/cases/findings.yaml`` holds it, so that a change of words shows in a diff. Written anew by
``PYTHONPATH=src:tests python tests/unit/core/eligibility/test_findings.py``; read the diff before you keep it.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from addendum_cli.formats.located import read_yaml
from addendum_cli.model.verdict import Finding
from judging import CASES, call, evaluation, one, proposal, says

FILE = CASES / "findings.yaml"
RULES = {rule.id: rule for rule in call().call.eligibility}
Case = dict[str, object]


def cases(rule: str) -> list[Case]:
    """Return the cases of a rule, every value as it is written."""
    text = (CASES / "rules" / f"{rule}.yaml").read_text(encoding="utf-8")
    found: list[Case] = read_yaml(text, f"{rule}.yaml", mapping=False).data
    return found


def lines(rule: str, findings: Iterable[Finding]) -> list[str]:
    """Return what ``rule`` found as ``verdict line: message -> remedy (outcome)``."""
    return [
        f"{found.verdict} {found.line}: {says(found)}" + (f" ({found.leads_to})" if found.leads_to else "")
        for found in findings
        if found.rule == rule
    ]


def told(rule: str, case: Case) -> object:
    """Return what ``rule`` says in a case: a list, or by proposal where there are several."""
    if "proposal" in case:
        return lines(rule, one(proposal(str(case["proposal"]))).findings)
    files: dict[str, str] = case["proposals"]  # type: ignore[assignment]
    found = evaluation({f"{name}.yaml": proposal(changes or "") for name, changes in files.items()})
    return {judged.id: lines(rule, judged.findings) for judged in found.judged}


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
        for judged in [one(proposal(str(case["proposal"])))] if "proposal" in case else ():
            its = [found for found in judged.findings if found.rule == rule]
            assert {(found.ref, found.file) for found in its} == {(RULES[rule].ref, judged.examined.file)}


if __name__ == "__main__":
    text = yaml.safe_dump(everything(), allow_unicode=True, sort_keys=False, width=10_000)
    Path(FILE).write_text(
        f"# What every rule says in the cases of rules/; written by test_findings.py.\n{text}", "utf-8"
    )
