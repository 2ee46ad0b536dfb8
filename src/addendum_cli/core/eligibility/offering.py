"""Rules about what is offered: the approach, specialisms, challenges. Source: contract, "Outcomes"."""

from __future__ import annotations

from addendum_cli.core.eligibility.ground import Ground
from addendum_cli.core.eligibility.hints import Hint, Hints
from addendum_cli.messages import say
from addendum_cli.model import call as calls
from addendum_cli.model.entry import Entry, Path


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
            say("Does your organisation itself work by the approach {approach}? How?", approach=title),
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
            say(
                "Which of these challenges does your proposal answer: {challenges}?",
                challenges=tuple(one.persona or one.title or one.id for one in ground.call.challenges),
            ),
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
