"""Rules about who applies: enterprise number, one organisation. Source: contract, "Outcomes"."""

from __future__ import annotations

from addendum_cli.core.eligibility import enterprise
from addendum_cli.core.eligibility.ground import Ground
from addendum_cli.core.eligibility.hints import Hint, Hints
from addendum_cli.core.words import fold
from addendum_cli.messages import say
from addendum_cli.model import call as calls
from addendum_cli.model.entry import Entry


def valid_enterprise_number(rule: calls.ValidNumber, entry: Entry, ground: Ground) -> Hints:
    """Warn of an enterprise number that cannot be right; none at all is fine."""
    written = entry.facts.organisation.enterprise_number
    path = ("organisation", "enterprise_number")
    if not written or not written.strip():
        yield Hint("pass", say("no enterprise number stated"), ("organisation",))
    elif enterprise.digits(written) is None:
        yield Hint(
            "warn",
            say("{number} is no enterprise number: 10 digits, the first 0 or 1", number=written),
            path,
            say("look it up in the KBO register"),
        )
    elif enterprise.valid(written) is None:
        yield Hint(
            "warn",
            say("the check digits of {number} are wrong", number=written),
            path,
            say("look it up in the KBO register"),
        )
    else:
        yield Hint("pass", say("enterprise number {number}", number=enterprise.shown(written)), path)


def applies_alone(rule: calls.AppliesAlone, entry: Entry, ground: Ground) -> Hints:
    """Warn of a partner who applies too: each organisation applies by itself."""
    leads = frozenset(map(fold, rule.lead_roles))
    found = False
    for index, partner in enumerate(entry.facts.partners):
        if partner.role and fold(partner.role) in leads:
            found = True
            yield Hint(
                "warn",
                say(
                    "{partner} is named as {role}: each organisation applies by itself",
                    partner=partner.name,
                    role=partner.role,
                ),
                ("partners", index, "role"),
                say("ask who the applicant is"),
            )
    if not found:
        yield Hint("pass", say("applies as one organisation"), ("partners",) if entry.facts.partners else ())
