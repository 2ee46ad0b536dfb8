"""The rules of eligibility: one function a kind, from declared facts to findings.

A finding's verdict is ``pass``, ``warn`` (never changes the outcome), ``unknown`` (a person must decide:
``clarify``) or ``fail`` (leads where the rule's ``otherwise`` says). What the text shows is evidence for
scoring, never for eligibility. Source: contract, "Outcomes"; docs/rules.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from addendum_cli.core.eligibility.applicant import applies_alone, valid_enterprise_number
from addendum_cli.core.eligibility.ground import Ground
from addendum_cli.core.eligibility.hints import Hints
from addendum_cli.core.eligibility.offering import answers_a_challenge, offers_approach, only_specialisms
from addendum_cli.core.eligibility.reach import excludes_nobody, has_staff, works_in_region
from addendum_cli.core.eligibility.receipt import received_in_time, sent_to_address
from addendum_cli.messages import say
from addendum_cli.model.entry import Entry
from addendum_cli.model.verdict import Finding

Judge = Callable[[Any, Entry, Ground], Hints]

KINDS: Mapping[str, Judge] = MappingProxyType(
    {
        "answers-a-challenge": answers_a_challenge,
        "applies-alone": applies_alone,
        "excludes-nobody": excludes_nobody,
        "has-staff": has_staff,
        "offers-approach": offers_approach,
        "only-specialisms": only_specialisms,
        "received-in-time": received_in_time,
        "sent-to-address": sent_to_address,
        "valid-enterprise-number": valid_enterprise_number,
        "works-in-region": works_in_region,
    }
)
"""What judges one proposal by itself; ``last-submission-counts`` looks at all of them (``across``)."""


def judge(entry: Entry, ground: Ground) -> tuple[Finding, ...]:
    """Return what every rule of the call that looks at one proposal finds in it, in the call's order."""
    findings: list[Finding] = list(_unread(entry))
    for rule in ground.call.eligibility:
        rule_judge = KINDS.get(rule.kind)
        if rule_judge is None:
            continue
        for hint in rule_judge(rule, entry, ground):
            findings.append(
                Finding(
                    rule.id,
                    hint.verdict,
                    hint.message,
                    rule.ref,
                    entry.file,
                    entry.line(hint.path),
                    hint.remedy,
                    hint.leads_to,
                    hint.asks,
                )
            )
    return tuple(findings)


def _unread(entry: Entry) -> Iterator[Finding]:
    """Yield that there are documents which nobody has read: what stands in them could change everything."""
    names = entry.facts.unread
    if names:
        yield Finding(
            "readable",
            "unknown",
            say("not read yet: {names}", names=names),
            None,
            entry.file,
            entry.line(("unread",)),
            say("read them, note what they state, and take their names away in `unread`"),
            "clarify",
            say("We could not read {names}. Could you send it again as docx, odt or a PDF with text?", names=names),
        )
