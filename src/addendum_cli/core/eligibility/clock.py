"""Moments and deadlines: a time as written, put on the call's clock.

The zone is the call's, never the machine's; nothing here asks what time it is now.
Source: contract, "A proposal" (Times) and "Outcomes" (deadline).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from addendum_cli.model.call import Milestone

Doubt: TypeAlias = Literal["skipped", "twice"]
Timing: TypeAlias = Literal["before", "disputed", "undecided", "late"]


REMEMBERED = 1024
"""Moments remembered: the rules ask several times for those of one proposal."""


class Span(NamedTuple):
    """When something happened, in UTC: a moment has ``start == end``, a bare date is its whole day.

    ``doubt``: the local time written does not exist (``skipped``) or exists ``twice``; we took the
    earlier offset. ``shown`` is the local time for people to read.
    """

    start: datetime
    end: datetime
    shown: str
    doubt: Doubt | None = None

    @property
    def is_day(self) -> bool:
        """Return whether only the day is known."""
        return self.start != self.end


class Deadline(NamedTuple):
    """The first moment that is too late (UTC), and from when on it is disputed; ``shown`` for people."""

    closes: datetime
    disputed_from: datetime | None
    shown: str


class Clock:
    """The call's clock."""

    def __init__(self, timezone: str) -> None:
        self.zone = ZoneInfo(timezone)
        self._spans: dict[datetime | date, Span] = {}

    def span(self, written: datetime | date) -> Span:
        """Return when ``written`` was; a time without a zone is local, with the earlier offset in doubt."""
        found = self._spans.get(written)
        if found is None:
            if len(self._spans) > REMEMBERED:
                self._spans.clear()
            found = self._spans[written] = self._span(written)
        return found

    def _span(self, written: datetime | date) -> Span:
        if not isinstance(written, datetime):
            return Span(self._midnight(written), self._midnight(written + timedelta(days=1)), written.isoformat())
        doubt: Doubt | None = None
        if written.tzinfo is None:
            first, second = (written.replace(tzinfo=self.zone, fold=fold).utcoffset() for fold in (0, 1))
            if first != second and first is not None and second is not None:
                doubt = "twice" if first > second else "skipped"
            written = written.replace(tzinfo=self.zone)
        moment = written.astimezone(UTC)
        return Span(moment, moment, self.shown(moment), doubt)

    def deadline(self, milestone: Milestone) -> Deadline:
        """Return when ``milestone`` is over: its whole last day, or its whole last minute."""
        last = milestone.last
        if not isinstance(last, datetime):
            return Deadline(self._midnight(last + timedelta(days=1)), None, last.isoformat())
        minute = self.span(last.replace(second=0, microsecond=0)).start
        disputed = minute if milestone.disputed == "minute" else None
        return Deadline(minute + timedelta(minutes=1), disputed, self.shown(minute)[:16])

    def opening(self, milestone: Milestone) -> datetime:
        """Return the first moment of ``milestone``, in UTC."""
        return self.span(milestone.first).start

    def shown(self, moment: datetime) -> str:
        """Return ``moment`` as local time: ``2023-06-09 23:59:30``, with a fraction where there is one."""
        local = moment.astimezone(self.zone).replace(tzinfo=None)
        return local.isoformat(sep=" ")

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone).astimezone(UTC)


def timing(span: Span, deadline: Deadline) -> Timing:
    """Return how ``span`` lies to ``deadline``; a bare date that only partly lies before it is undecided."""
    if span.is_day:
        return "before" if span.end <= deadline.closes else "late" if span.start >= deadline.closes else "undecided"
    if span.start >= deadline.closes:
        return "late"
    if deadline.disputed_from is not None and span.start >= deadline.disputed_from:
        return "disputed"
    return "before"
