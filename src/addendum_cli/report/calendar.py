"""The call's timeline as a calendar file (RFC 5545): all-day events, periods, and the deadline with an alarm.

Made with the icalendar library; the same call gives the same bytes: no clock is read.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from addendum_cli.messages import say
from addendum_cli.model.call import Call, Milestone
from addendum_cli.report.records import PROGRAM
from addendum_cli.report.showing import PARTS_OF_DAY
from addendum_cli.report.wording import Tongue

ALARM = timedelta(days=-1)
"""How long before its end a moment with an hour rings."""
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def render(call: Call, tongue: Tongue) -> bytes:
    """Return the milestones of ``call`` as a calendar: days as days, moments in the call's time zone.

    A milestone with a clock time lasts the minute that it names, and rings a day before.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{PROGRAM}//{tongue.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", call.title)
    calendar.add("x-wr-timezone", call.timezone)
    stamp = min(_day(one.first) for one in call.timeline) if call.timeline else date(1970, 1, 1)
    for one in call.timeline:
        calendar.add_component(_event(one, call, tongue, stamp))
    if any(isinstance(moment, datetime) for one in call.timeline for moment in (one.first, one.last)):
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(one: Milestone, call: Call, tongue: Tongue, stamp: date) -> Event:
    event = Event()
    part = f" ({tongue(PARTS_OF_DAY[one.part_of_day])})" if one.part_of_day else ""
    event.add("uid", f"{one.id}@{call.id}.addendum")
    event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    event.add("summary", f"{one.title}{part}")
    about = [call.title]
    if one.ref:
        about.append(tongue(say("source: {ref}", ref=one.ref)))
    if one.basis == "assumption":
        about.append(tongue(say("our own choice: {why}", why=one.reason or "–")))
    event.add("description", "\n".join(about))
    event.add("transp", "TRANSPARENT")
    first, last = one.first, one.last
    if isinstance(first, datetime) or isinstance(last, datetime):
        start, end = _local(first, call.timezone), _local(last, call.timezone)
        event.add("dtstart", start)
        event.add("dtend", end + MINUTE)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{one.title}{part}")
        alarm.add("trigger", ALARM)
        event.add_component(alarm)
    else:
        event.add("dtstart", first)
        event.add("dtend", last + DAY)  # the day after: the end is not in it
    return event


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _local(moment: date, timezone: str) -> datetime:
    """Return a moment in the call's time zone; a bare day begins at midnight."""
    zone = ZoneInfo(timezone)
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, tzinfo=zone)
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
