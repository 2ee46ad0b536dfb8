"""The timeline as a calendar: read back by the library that calendars are read with."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from addendum_cli.report.calendar import render
from addendum_cli.report.wording import Tongue
from judging import call
from jurying import evaluation

ZONE = ZoneInfo("Europe/Brussels")


def events(language="nl"):
    found = Calendar.from_ical(render(evaluation().call, Tongue(language)))
    return {str(one["uid"]).partition("@")[0]: one for one in found.walk("VEVENT")}


def when(event):
    return event["dtstart"].dt, event["dtend"].dt


def test_days_periods_and_the_deadline_in_its_zone():
    found = events()
    assert list(found) == [one.id for one in evaluation().call.timeline]
    assert when(found["launch"]) == (date(2023, 4, 28), date(2023, 4, 29))
    assert when(found["assessment"]) == (date(2023, 6, 12), date(2023, 6, 22))
    assert when(found["pitches"]) == (date(2023, 6, 27), date(2023, 6, 29))
    assert when(found["weerwoord"]) == (date(2023, 7, 28), date(2023, 7, 29))
    start, end = when(found["deadline"])
    assert (start, end) == (datetime(2023, 6, 9, 23, 59, tzinfo=ZONE), datetime(2023, 6, 10, 0, 0, tzinfo=ZONE))
    assert found["deadline"]["dtstart"].params["TZID"] == "Europe/Brussels"


def test_the_deadline_alone_rings_a_day_before():
    alarms = {id_: [alarm["trigger"].dt for alarm in one.walk("VALARM")] for id_, one in events().items()}
    assert alarms == {id_: [timedelta(days=-1)] if id_ == "deadline" else [] for id_ in alarms}


def test_the_part_of_the_day_and_what_it_rests_on_are_told():
    found = events()
    assert str(found["meeting"]["summary"]) == "Overleg met de geselecteerde organisaties (namiddag)"
    assert str(events("en")["meeting"]["summary"]).endswith("(afternoon)")
    assert "Lokale timing" in str(found["launch"]["description"])


def test_the_zone_is_described_and_the_bytes_are_the_same_every_time():
    raw = render(evaluation().call, Tongue("nl"))
    assert raw == render(evaluation().call, Tongue("nl"))
    assert raw.count(b"BEGIN:VTIMEZONE") == 1
    assert b"TZID:Europe/Brussels" in raw
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


def test_a_call_without_a_timeline_is_an_empty_calendar():
    bare = call().call.model_copy(update={"timeline": ()})
    assert Calendar.from_ical(render(bare, Tongue("nl"))).walk("VEVENT") == []
