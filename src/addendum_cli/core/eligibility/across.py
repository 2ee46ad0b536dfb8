"""What only shows when all proposals lie side by side: resubmissions, doubles, and one outcome each.

Source: contract, "Outcomes" (resubmission, Precedence, Decisions).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from addendum_cli.messages import say
from addendum_cli.model.call import Call, LastSubmissionCounts
from addendum_cli.model.decision import Decision
from addendum_cli.model.kinds import PRECEDENCE, Outcome, Verdict
from addendum_cli.model.verdict import Examined, Finding

IN_TIME, UNDECIDED, LATE, NO_TIME = 3, 2, 1, 0
LISTED = 10
"""As many doubles a warning names: each of a crowd would otherwise name all the others."""
VERDICT_OF: Mapping[Outcome, Verdict] = MappingProxyType(
    {"eligible": "pass", "clarify": "unknown", "later": "fail", "ineligible": "fail", "superseded": "fail"}
)


def resubmissions(rule: LastSubmissionCounts, proposals: Sequence[Examined]) -> dict[str, list[Finding]]:
    """Return the findings of ``rule`` by file.

    Of the submissions under one valid enterprise number the last one on time counts; a late one, or one
    without a time, never displaces; at equal times the later path counts.
    """
    found: dict[str, list[Finding]] = {}
    groups: dict[str, list[Examined]] = defaultdict(list)
    readable = [proposal for proposal in proposals if proposal.readable]
    for proposal in readable:
        groups[proposal.number or proposal.file].append(proposal)
    for group in groups.values():
        counts = max(group, key=lambda one: (one.on_time, one.moment, one.file))
        others = tuple(sorted(one.id for one in group if one is not counts))
        for one in group:
            if one is not counts:
                message = say("another submission of the same organisation counts: {id}", id=counts.id)
                finding = Finding(rule.id, "fail", message, rule.ref, one.file, 1, None, rule.otherwise)
            elif others:
                message = say("counts in the place of {ids}, of the same organisation", ids=others)
                finding = Finding(rule.id, "pass", message, rule.ref, one.file, 1)
            else:
                finding = Finding(
                    rule.id, "pass", say("the only submission of its organisation"), rule.ref, one.file, 1
                )
            found[one.file] = [finding]
    _doubles(rule, readable, found)
    return found


def _doubles(rule: LastSubmissionCounts, proposals: Iterable[Examined], found: dict[str, list[Finding]]) -> None:
    """Add a warning to every two proposals alike in name or narrative that no number ties together."""
    alike: dict[tuple[str, str], list[Examined]] = defaultdict(list)
    for proposal in proposals:
        if proposal.name_key:
            alike["name", proposal.name_key].append(proposal)
        if proposal.text_key:
            alike["text", proposal.text_key].append(proposal)
    for (kind, _), group in alike.items():
        if len(group) < 2:
            continue
        ids = sorted((one.id, one.number or one.file) for one in group)
        named: dict[str, tuple[str, ...]] = {}
        for one in group:
            own = one.number or one.file
            if own not in named:
                named[own] = _listed(id_ for id_, other in ids if other != own)
            others = named[own]
            if others:
                message = (
                    say("the same organisation's name as {ids}, without the same enterprise number", ids=others)
                    if kind == "name"
                    else say("the same narrative as {ids}, without the same enterprise number", ids=others)
                )
                remedy = say("find out whether these are one organisation's")
                found[one.file].append(Finding(rule.id, "warn", message, rule.ref, one.file, 1, remedy))


def _listed(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the first few of ``ids``, with a sign where there are more: a thousand doubles stay readable."""
    first = tuple(islice(ids, LISTED + 1))
    return first if len(first) <= LISTED else (*first[:LISTED], "…")


def decided(decision: Decision, proposal: Examined) -> Finding:
    """Return the finding that shows a person's decision beside the rules; it cannot mend an unreadable file."""
    by = decision.by or say("somebody not named")
    at = str(decision.at or "")  # a day, or a day and a time with a space between
    if not proposal.readable:
        message = say("decided by {by}, but the file cannot be read: {reason}", by=by, reason=decision.reason)
        return Finding(
            "decision", "warn", message, None, proposal.file, None, say("mend the file; the decision then counts")
        )
    if at:
        message = say("decided by {by} on {at}: {reason}", by=by, at=at, reason=decision.reason)
    else:
        message = say("decided by {by}: {reason}", by=by, reason=decision.reason)
    outcome_ = decision.outcome or "eligible"  # this entry decides an outcome: see model.decision
    return Finding("decision", VERDICT_OF[outcome_], message, None, proposal.file, None, None, outcome_)


def outcome(findings: Iterable[Finding]) -> Outcome:
    """Return the outcome that wins: a decision, else the strongest that a finding leads to, else eligible."""
    wanted: set[Outcome] = set()
    for finding in findings:
        if finding.leads_to is not None:
            if finding.rule == "decision":
                return finding.leads_to
            wanted.add(finding.leads_to)
    return next((one for one in PRECEDENCE if one in wanted), "eligible")


def settle(
    call: Call, proposals: Sequence[Examined], decisions: Mapping[str, Decision]
) -> list[tuple[Examined, Outcome, tuple[Finding, ...]]]:
    """Return every proposal with its outcome and all its findings, in the call's order of rules."""
    order = {rule.id: place for place, rule in enumerate(call.eligibility)}
    across: dict[str, list[Finding]] = {}
    for rule in call.eligibility:
        if isinstance(rule, LastSubmissionCounts):
            for file, more in resubmissions(rule, proposals).items():
                across.setdefault(file, []).extend(more)
    settled = []
    for proposal in proposals:
        findings = [*proposal.findings, *across.get(proposal.file, ())]
        if len(findings) > len(proposal.findings):
            findings.sort(key=lambda finding: order.get(finding.rule, -1))
        if proposal.id in decisions:
            findings.append(decided(decisions[proposal.id], proposal))
        settled.append((proposal, outcome(findings), tuple(findings)))
    return settled
