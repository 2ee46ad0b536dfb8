"""Rules about how a proposal came in: when, and where it was sent. Source: contract, "Outcomes"."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from addendum_cli.core.eligibility.clock import Span, timing
from addendum_cli.core.eligibility.ground import Ground
from addendum_cli.core.eligibility.hints import Hint, Hints
from addendum_cli.core.words import fold
from addendum_cli.messages import Message, say
from addendum_cli.model import call as calls
from addendum_cli.model.entry import Entry, Path

CAME: Mapping[str, Message] = MappingProxyType({"received_at": say("received"), "sent_at": say("sent")})


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
    came = CAME[str(path[-1])]
    match timing(span, deadline):
        case "late":
            yield Hint(
                "fail",
                say(
                    "{came} {time}, after the deadline {deadline}", came=came, time=span.shown, deadline=deadline.shown
                ),
                path,
                None,
                rule.otherwise,
            )
        case "undecided":
            yield Hint(
                "unknown",
                say(
                    "{came} on {time}, on which day the deadline {deadline} falls: the hour decides",
                    came=came,
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
                    "{came} {time}, within the last minute, {deadline}",
                    came=came,
                    time=span.shown,
                    deadline=deadline.shown,
                ),
                path,
            )
            yield Hint(
                "warn",
                say(
                    "{came} in the minute {deadline}, of which the call leaves open whether it counts",
                    came=came,
                    deadline=deadline.shown,
                ),
                path,
                say("have a person confirm that the whole minute counts"),
            )
        case "before":
            yield Hint(
                "pass",
                say(
                    "{came} {time}, before the deadline {deadline}", came=came, time=span.shown, deadline=deadline.shown
                ),
                path,
            )
    if stands_in:
        yield Hint(
            "warn",
            say(
                "only the moment it was {known} is known; the call counts the moment it was {counts}",
                known=came,
                counts=CAME[f"{ground.call.submission.clock}_at"],
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
                say("{came} {time}, before the call was launched", came=came, time=span.shown),
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
