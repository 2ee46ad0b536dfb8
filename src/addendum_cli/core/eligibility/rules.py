"""The rules of eligibility: one function a kind, from declared facts to findings.

A finding's verdict is ``pass``, ``warn`` (never changes the outcome), ``unknown`` (a person must decide:
``clarify``) or ``fail`` (leads where the rule's ``otherwise`` says). What the text shows is evidence for
scoring, never for eligibility. Source: contract, "Outcomes"; docs/rules.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from addendum_cli.core.eligibility import enterprise
from addendum_cli.core.eligibility.clock import Span, timing
from addendum_cli.core.eligibility.ground import Ground
from addendum_cli.core.words import fold
from addendum_cli.messages import Message, say
from addendum_cli.model import call as calls
from addendum_cli.model.entry import Entry, Path
from addendum_cli.model.verdict import Finding, Outcome, Verdict


class Hint(NamedTuple):
    """What a rule says of one proposal, before it is put on file and line."""

    verdict: Verdict
    message: Message
    path: Path = ()
    remedy: Message | None = None
    leads_to: Outcome | None = None


CLOCKS: Mapping[str, Message] = MappingProxyType({"received": say("received"), "sent": say("sent")})
Hints = Iterator[Hint]
Judge = Callable[[Any, Entry, Ground], Hints]


def judged_time(entry: Entry, ground: Ground) -> tuple[Span | None, Path, bool]:
    """Return when the proposal came in by the call's clock, its field, and whether the other clock stood in."""
    submission = entry.facts.submission
    if submission is None:
        return None, ("submission",), False
    by_receipt = ground.call.submission.clock == "received"
    names = ("received_at", "sent_at") if by_receipt else ("sent_at", "received_at")
    for second_best, name in enumerate(names):
        written = getattr(submission, name)
        if written is not None:
            return ground.clock.span(written), ("submission", name), bool(second_best)
    return None, ("submission",), False


def received_in_time(rule: calls.ReceivedInTime, entry: Entry, ground: Ground) -> Hints:
    """Judge the moment of submission; the whole last minute (or day) of the milestone is on time."""
    span, path, stands_in = judged_time(entry, ground)
    if span is None:
        yield Hint(
            "unknown",
            say("no time of receipt is stated"),
            path,
            say("state when it came in: submission.received_at, as 2023-06-09T14:20:00+02:00"),
            "clarify",
        )
        return
    deadline = ground.deadline(rule.milestone)
    match timing(span, deadline):
        case "late":
            yield Hint(
                "fail",
                say("received {time}, after the deadline {deadline}", time=span.shown, deadline=deadline.shown),
                path,
                None,
                rule.otherwise,
            )
        case "undecided":
            yield Hint(
                "unknown",
                say(
                    "received on {time}, on which day the deadline {deadline} falls: the hour decides",
                    time=span.shown,
                    deadline=deadline.shown,
                ),
                path,
                say("state the hour of receipt in submission.received_at"),
                "clarify",
            )
        case "disputed":
            yield Hint(
                "pass",
                say(
                    "received {time}, in the last minute before {deadline} is over",
                    time=span.shown,
                    deadline=deadline.shown,
                ),
                path,
            )
            yield Hint(
                "warn",
                say(
                    "received in the disputed minute {deadline}: the call says both until and before it",
                    deadline=deadline.shown,
                ),
                path,
                say("have a person confirm that the whole minute counts"),
            )
        case "before":
            yield Hint(
                "pass",
                say("received {time}, before the deadline {deadline}", time=span.shown, deadline=deadline.shown),
                path,
            )
    if stands_in:
        yield Hint(
            "warn",
            say(
                "judged by the other clock: the call counts the moment it was {clock}, which is not stated",
                clock=CLOCKS[ground.call.submission.clock],
            ),
            path,
            say("add the time that the call counts by"),
        )
    if span.doubt is not None:
        written = getattr(entry.facts.submission, str(path[-1])).isoformat(sep=" ")
        doubt = (
            say(
                "{time} does not exist on the clock here (summer time began): the earlier offset is taken", time=written
            )
            if span.doubt == "skipped"
            else say(
                "{time} exists twice on the clock here (summer time ended): the earlier one is taken", time=written
            )
        )
        yield Hint("warn", doubt, path, say("write the time with its zone, as +02:00"))
    if rule.opens is not None:
        opens = ground.clock.opening(ground.milestones[rule.opens])
        if span.end <= opens and span.start < opens:
            yield Hint(
                "warn",
                say("received {time}, before the call was launched", time=span.shown),
                path,
                say("check the date: a typing error or a clock that is wrong"),
            )


def sent_to_address(rule: calls.SentToAddress, entry: Entry, ground: Ground) -> Hints:
    """Judge where and how the proposal was sent."""
    submission = entry.facts.submission
    sent_to = ((submission and submission.sent_to) or "").strip()
    channel = ((submission and submission.channel) or "").strip()
    if channel and ground.channels and fold(channel) not in ground.channels:
        yield Hint(
            "unknown",
            say(
                "came in by {channel}, the call asks for {channels}",
                channel=channel,
                channels=ground.call.submission.channel,
            ),
            ("submission", "channel"),
            say("decide whether this way counts"),
            "clarify",
        )
    elif sent_to and ground.addresses:
        address = sent_to.rpartition("<")[2].rstrip("> ").strip().casefold()
        if address in ground.addresses:
            yield Hint("pass", say("sent to the call's address"), ("submission", "sent_to"))
        else:
            yield Hint(
                "unknown",
                say("sent to {address}, not to the call's address", address=sent_to),
                ("submission", "sent_to"),
                say(
                    "decide whether this address counts; the call names {addresses}",
                    addresses=ground.call.submission.address,
                ),
                "clarify",
            )
    elif ground.addresses:
        yield Hint(
            "warn",
            say("not stated where it was sent to"),
            ("submission",),
            say("note the address in submission.sent_to"),
        )
    elif channel:
        yield Hint("pass", say("came in by {channel}", channel=channel), ("submission", "channel"))
    else:
        yield Hint("warn", say("not stated how it came in"), ("submission",), say("note the way in submission.channel"))


def _declared(entry: Entry, ground: Ground) -> tuple[str, ...]:
    """Return what the proposal brings by its own words: domains that a challenge names, interventions."""
    domains = [
        domain for item in entry.facts.expertise if (domain := ground.domain(item.domain)) in ground.asked and domain
    ]
    offered = [f"{answer.id}/{item.id}" for answer in entry.facts.challenges for item in answer.interventions]
    return tuple(dict.fromkeys((*domains, *offered)))


def _describes_group(entry: Entry) -> bool:
    """Return whether it says in words for whom it works: no evidence of an offer, but something to read."""
    group = entry.facts.target_group
    return bool(group and group.description and group.description.strip())


def offers_approach(rule: calls.OffersApproach, entry: Entry, ground: Ground) -> Hints:
    """Judge whether the call's approach is offered, and what there is beside it."""
    approach = entry.facts.approach
    title = ground.call.approach.title
    offered = approach.offered if approach else None
    path: Path = ("approach", "offered") if offered is not None else ("approach",)
    if offered:
        yield Hint("pass", say("offers the approach {approach}", approach=title), path)
    elif offered is None:
        yield Hint(
            "unknown",
            say("not stated whether the approach {approach} is offered", approach=title),
            path,
            say("ask the applicant; write approach.offered: yes or no"),
            "clarify",
        )
    elif declared := _declared(entry, ground):
        yield Hint(
            "fail",
            say(
                "does not offer the approach {approach}, but an expertise that a challenge names: {declared}",
                approach=title,
                declared=declared,
            ),
            path,
            None,
            rule.otherwise,
        )
    elif any(words.text.strip() for words in entry.words) or _describes_group(entry):
        yield Hint(
            "unknown",
            say("does not offer the approach {approach} and declares no expertise or intervention", approach=title),
            path,
            say("read the text: a person decides what it offers"),
            "clarify",
        )
    else:
        yield Hint(
            "fail",
            say("offers neither the approach {approach} nor an expertise that a challenge names", approach=title),
            path,
            None,
            rule.none_declared,
        )


def only_specialisms(rule: calls.OnlySpecialisms, entry: Entry, ground: Ground) -> Hints:
    """Judge whether all that is offered are specialisms for a later phase."""
    approach = entry.facts.approach
    domains = [ground.domain(item.domain) or item.domain for item in entry.facts.expertise]
    if approach is not None and approach.offered is False and domains and ground.specialisms.issuperset(domains):
        yield Hint(
            "fail",
            say("a specialism alone, for a later phase: {domains}", domains=tuple(dict.fromkeys(domains))),
            ("expertise",),
            None,
            rule.otherwise,
        )
    else:
        yield Hint("pass", say("not a specialism alone"), ("expertise",))


def answers_a_challenge(rule: calls.AnswersChallenge, entry: Entry, ground: Ground) -> Hints:
    """Judge whether there is a challenge to mark it by, and an expertise beside the approach."""
    facts = entry.facts
    if facts.challenges:
        yield Hint(
            "pass",
            say("answers {challenges}", challenges=tuple(answer.id for answer in facts.challenges)),
            ("challenges",),
        )
    else:
        yield Hint(
            "unknown",
            say("answers no challenge"),
            ("challenges",),
            say("ask which of the call's challenges it answers"),
            "clarify",
        )
    offered = facts.approach.offered if facts.approach else None
    if offered and not facts.expertise and not any(answer.interventions for answer in facts.challenges):
        yield Hint(
            "warn",
            say("offers the approach, but declares no expertise or intervention of its own"),
            ("expertise",),
            say("to discuss: what does it bring on top?"),
        )
    for index, item in enumerate(facts.expertise):
        if ground.call.domains and ground.domain(item.domain) is None:
            meant = ground.domain_meant(item.domain)
            remedy = (
                say("did you mean {name}?", name=meant)
                if meant
                else say("the call's domains: {names}", names=tuple(domain.id for domain in ground.call.domains))
            )
            yield Hint(
                "warn", say("unknown domain: {domain}", domain=item.domain), ("expertise", index, "domain"), remedy
            )


def works_in_region(rule: calls.WorksInRegion, entry: Entry, ground: Ground) -> Hints:
    """Judge whether at least one municipality of the region is served."""
    names = [(index, name) for index, name in enumerate(entry.facts.municipalities) if name.strip()]
    region = ground.call.region.name
    if not names:
        yield Hint(
            "unknown",
            say("not stated in which municipalities it works"),
            ("municipalities",),
            say("ask for the municipalities; or write: all"),
            "clarify",
        )
        return
    inside: list[str] = []
    outside: list[tuple[int, str]] = []
    whole = False
    for index, name in names:
        if fold(name) in ground.everywhere:
            whole = True
        elif place := ground.place(name):
            inside.append(place)
        else:
            outside.append((index, name))
    if whole:
        yield Hint("pass", say("works in all of {region}", region=region), ("municipalities",))
    elif inside:
        yield Hint("pass", say("works in {places}", places=tuple(dict.fromkeys(inside))), ("municipalities",))
    counts = whole or bool(inside)
    misspelt = False
    for index, name in outside:
        path = ("municipalities", index)
        if meant := ground.place_meant(name):
            misspelt = True
            remedy = (
                say("did you mean {name}?", name=meant.name)
                if meant.name == meant.written
                else say("did you mean {name} ({written})?", name=meant.name, written=meant.written)
            )
            yield Hint(
                "warn" if counts else "unknown",
                say("{name} looks like a name in the region, misspelt", name=name),
                path,
                remedy,
                None if counts else "clarify",
            )
        elif counts:
            yield Hint("warn", say("{name} lies outside {region}", name=name, region=region), path)
    if not counts and not misspelt:
        yield Hint(
            "fail",
            say("works only outside {region}: {names}", region=region, names=tuple(name for _, name in names)),
            ("municipalities",),
            None,
            rule.otherwise,
        )


def has_staff(rule: calls.HasStaff, entry: Entry, ground: Ground) -> Hints:
    """Judge whether paid people are stated: volunteers alone do not carry the approach."""
    fte = entry.facts.capacity.fte if entry.facts.capacity else None
    if fte is None:
        yield Hint(
            "warn",
            say("not stated how many full-time equivalents it brings"),
            ("capacity",),
            say("ask for the number of paid people: capacity.fte"),
        )
    elif fte == 0:
        yield Hint(
            "warn",
            say("brings no paid people (0 FTE): volunteers alone do not carry the approach"),
            ("capacity", "fte"),
            say("ask who carries the work"),
        )
    else:
        yield Hint("pass", say("brings {fte} FTE", fte=float(fte)), ("capacity", "fte"))


def excludes_nobody(rule: calls.ExcludesNobody, entry: Entry, ground: Ground) -> Hints:
    """Warn of age limits and exclusions: the offer together must leave nobody out, not each partner's."""
    group = entry.facts.target_group
    found = False
    if group is not None and (group.min_age or group.max_age is not None):
        found = True
        low, high = (float(age) if age is not None else "…" for age in (group.min_age, group.max_age))
        path = ("target_group", "min_age" if group.min_age else "max_age")
        yield Hint(
            "warn",
            say("only for people aged {low} to {high}", low=low, high=high),
            path,
            say("to discuss: who serves the others?"),
        )
    if group is not None and any(item.strip() for item in group.excludes):
        found = True
        yield Hint(
            "warn",
            say("leaves out: {groups}", groups=group.excludes),
            ("target_group", "excludes"),
            say("to discuss: who serves the others?"),
        )
    if not found:
        yield Hint("pass", say("no age limit or exclusion declared"), ("target_group",))


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
    findings: list[Finding] = []
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
                )
            )
    return tuple(findings)
