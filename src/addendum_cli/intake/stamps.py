"""When a mail came in: the stamp of a server that we trust, held against the other clocks in the mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from addendum_cli.core.eligibility.clock import Clock
from addendum_cli.errors import Problem, Where
from addendum_cli.formats.mail import Hop, Mail
from addendum_cli.messages import Message, say
from addendum_cli.model.call import Call

SKEW = timedelta(minutes=10)
"""How far two clocks in one mail may be apart before a person is told."""


class Office(NamedTuple):
    """Where the call's mails come in: its clock, when it closes (UTC), its addresses, and its servers."""

    clock: Clock
    closes: datetime | None
    deadline: str
    addresses: tuple[str, ...]
    trusted: tuple[str, ...]

    def late(self, moment: datetime) -> bool:
        """Return whether ``moment`` is after the deadline, where the call has one."""
        return self.closes is not None and moment >= self.closes

    def shown(self, moment: datetime) -> str:
        """Return ``moment`` by the call's clock."""
        return self.clock.shown(moment)

    def local(self, moment: datetime | None) -> datetime | None:
        """Return the same moment with the offset of the call's time zone."""
        return moment.astimezone(self.clock.zone) if moment else None


def office(call: Call, trusted: Sequence[str]) -> Office:
    """Return where the mails of ``call`` come in; ``trusted`` are host names, with all hosts under them."""
    clock = Clock(call.timezone)
    deadline = clock.deadline(call.deadline) if call.deadline else None
    return Office(
        clock,
        deadline.closes if deadline else None,
        deadline.shown if deadline else "",
        tuple(address.strip() for address in call.submission.address),
        tuple(name.strip().lower().strip(".") for name in trusted if name.strip(" .")),
    )


def stamp(mail: Mail, place: Office) -> tuple[Hop | None, Message | None]:
    """Return the hop whose clock counts, or None and why there is none.

    It is the topmost one of a trusted server, without ``trusted`` the topmost of all: servers write theirs
    above those that are there, so what a sender forged stands below. Never does another clock stand in for it.
    """
    if not mail.received:
        return None, say("no server noted when it came in")
    found = next((hop for hop in mail.received if not place.trusted or _is_trusted(hop, place.trusted)), None)
    if found is None:
        servers = tuple(dict.fromkeys(hop.by for hop in mail.received if hop.by))[:5]
        return None, say("none of the servers that noted it is one of ours: {names}", names=servers)
    if found.at is None:
        return None, say("the server {name} noted no time that can be read", name=found.by or "?")
    return found, None


def _is_trusted(hop: Hop, trusted: Sequence[str]) -> bool:
    return hop.by is not None and any(hop.by == name or hop.by.endswith(f".{name}") for name in trusted)


def disagreements(mail: Mail, counts: Hop, place: Office) -> Iterator[Problem]:
    """Yield what the other clocks in ``mail`` say that a person should know."""
    assert counts.at is not None, "a hop without a time never counts"  # noqa: S101 - `stamp` returns none
    if mail.date is not None:
        yield from _apart(mail.where, mail.date, say("the sender's clock"), counts.at, place)
    below = mail.received[mail.received.index(counts) + 1 :]
    others = [hop for hop in below if hop.at is not None and _matters(hop.at, counts.at, place)]
    if others:
        first = min(others, key=lambda hop: (hop.at, hop.by or ""))
        assert first.at is not None  # noqa: S101 - only those with a time were kept
        yield from _apart(mail.where, first.at, say("the server {name}", name=first.by or "?"), counts.at, place)


def _matters(other: datetime, counts: datetime, place: Office) -> bool:
    return place.late(other) != place.late(counts) or abs(other - counts) > SKEW


def _apart(where: Where, other: datetime, whose: Message, counts: datetime, place: Office) -> Iterator[Problem]:
    """Yield that another clock says something else, where it matters."""
    if place.late(other) != place.late(counts):
        yield Problem(
            where,
            say(
                "received {time}; {clock} says {other}, on the other side of the deadline {deadline}",
                time=place.shown(counts),
                clock=whose,
                other=place.shown(other),
                deadline=place.deadline,
            ),
            say("look at the mail's header before anybody is told that it is late or on time"),
        )
    elif abs(other - counts) > SKEW:
        yield Problem(
            where,
            say(
                "received {time}; {clock} says {other}", time=place.shown(counts), clock=whose, other=place.shown(other)
            ),
        )
