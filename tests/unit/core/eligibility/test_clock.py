"""The call's clock: where a moment or a day lies to a deadline, whatever the zone does on that day."""

from datetime import UTC, date, datetime

import pytest

from addendum_cli.core.eligibility.clock import Clock, timing
from addendum_cli.model.call import Milestone
from addendum_cli.model.fields import read_time

BRUSSELS, AZORES = Clock("Europe/Brussels"), Clock("Atlantic/Azores")


def lies(written: str, clock: Clock = BRUSSELS, **milestone: str) -> str:
    deadline = clock.deadline(Milestone.model_validate({"id": "deadline", "title": "x", **milestone}))
    return timing(clock.span(read_time(written)), deadline)


@pytest.mark.parametrize(
    ("milestone", "last", "first_late"),
    [
        ({"until": "2023-06-09T23:59"}, "2023-06-09T23:59:59.999999", "2023-06-10T00:00:00"),
        ({"until": "2023-06-09T23:59:30"}, "2023-06-09T23:59:59.999999", "2023-06-10T00:00:00"),
        ({"until": "2023-06-09T12:00"}, "2023-06-09T12:00:59", "2023-06-09T12:01:00"),
        ({"until": "2023-06-09T00:00"}, "2023-06-09T00:00:59", "2023-06-09T00:01:00"),
        ({"until": "2023-06-09T21:59Z"}, "2023-06-09T23:59:59", "2023-06-10T00:00:00"),
        ({"until": "2023-06-09"}, "2023-06-09T23:59:59.999999", "2023-06-10T00:00:00"),
        ({"on": "2023-06-09"}, "2023-06-09T23:59:59", "2023-06-10T00:00:00"),
        ({"from": "2023-06-05", "to": "2023-06-09"}, "2023-06-09T23:59:59", "2023-06-10T00:00:00"),
    ],
)
def test_the_last_moment_and_the_first_too_late(milestone: dict, last: str, first_late: str):
    assert (lies(last, **milestone), lies(first_late, **milestone)) == ("before", "late")


@pytest.mark.parametrize(
    ("day", "until", "expected"),
    [
        ("2023-06-09", "2023-06-09", "before"),
        ("2023-06-10", "2023-06-09", "late"),
        ("2023-06-09", "2023-06-09T23:59", "before"),
        ("2023-06-08", "2023-06-09T12:00", "before"),
        ("2023-06-09", "2023-06-09T12:00", "undecided"),
        ("2023-06-09", "2023-06-09T23:58", "undecided"),
        ("2023-06-10", "2023-06-09T12:00", "late"),
    ],
)
def test_a_day_without_an_hour(day: str, until: str, expected: str):
    assert lies(day, until=until) == expected


@pytest.mark.parametrize(
    ("written", "clock", "moment", "doubt"),
    [
        ("2023-06-09T14:20", BRUSSELS, "2023-06-09T12:20", None),
        ("2023-01-09T14:20", BRUSSELS, "2023-01-09T13:20", None),
        ("2023-03-26T01:59:59", BRUSSELS, "2023-03-26T00:59:59", None),
        ("2023-03-26T02:00", BRUSSELS, "2023-03-26T01:00", "skipped"),
        ("2023-03-26T02:59:59", BRUSSELS, "2023-03-26T01:59:59", "skipped"),
        ("2023-03-26T03:00", BRUSSELS, "2023-03-26T01:00", None),
        ("2023-03-26T02:30+01:00", BRUSSELS, "2023-03-26T01:30", None),
        ("2023-10-29T01:59:59", BRUSSELS, "2023-10-28T23:59:59", None),
        ("2023-10-29T02:00", BRUSSELS, "2023-10-29T00:00", "twice"),
        ("2023-10-29T02:59:59", BRUSSELS, "2023-10-29T00:59:59", "twice"),
        ("2023-10-29T02:30+01:00", BRUSSELS, "2023-10-29T01:30", None),
        ("2023-10-29T03:00", BRUSSELS, "2023-10-29T02:00", None),
        ("2023-03-26T00:30", AZORES, "2023-03-26T01:30", "skipped"),
        ("2023-10-29T00:30", AZORES, "2023-10-29T00:30", "twice"),
    ],
)
def test_local_time_takes_the_earlier_offset_where_summer_begins_or_ends(
    written: str, clock: Clock, moment: str, doubt: str | None
):
    span = clock.span(read_time(written))
    assert (span.start, span.doubt) == (datetime.fromisoformat(moment).replace(tzinfo=UTC), doubt)
    assert not span.is_day


@pytest.mark.parametrize(
    ("day", "clock", "start", "hours"),
    [
        (date(2023, 6, 9), BRUSSELS, "2023-06-08T22:00", 24),
        (date(2023, 3, 26), BRUSSELS, "2023-03-25T23:00", 23),
        (date(2023, 10, 29), BRUSSELS, "2023-10-28T22:00", 25),
        # there midnight itself is skipped in spring, and comes twice in autumn
        (date(2023, 3, 26), AZORES, "2023-03-26T01:00", 23),
        (date(2023, 10, 29), AZORES, "2023-10-29T00:00", 25),
    ],
)
def test_a_day_is_as_long_as_it_is(day: date, clock: Clock, start: str, hours: int):
    span = clock.span(day)
    assert span.start == datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert (span.end - span.start).total_seconds() == hours * 3600
    assert (span.is_day, span.shown) == (True, day.isoformat())


def test_only_a_disputed_minute_is_disputed():
    until = "2023-06-09T23:59"
    assert lies("2023-06-09T23:59:00", until=until, disputed="minute") == "disputed"
    assert lies("2023-06-09T23:58:59.999999", until=until, disputed="minute") == "before"
    assert lies("2023-06-09T23:59:00", until=until) == "before"


@pytest.mark.parametrize(
    ("milestone", "first"),
    [
        ({"on": "2023-04-28"}, "2023-04-27T22:00"),
        ({"on": "2023-04-28T09:00"}, "2023-04-28T07:00"),
        ({"from": "2023-06-12", "to": "2023-06-21"}, "2023-06-11T22:00"),
        ({"until": "2023-07-28"}, "2023-07-27T22:00"),
    ],
)
def test_where_a_milestone_begins(milestone: dict, first: str):
    built = Milestone.model_validate({"id": "launch", "title": "x", **milestone})
    assert BRUSSELS.opening(built) == datetime.fromisoformat(first).replace(tzinfo=UTC)


def test_a_moment_is_shown_on_the_calls_clock_with_the_fraction_it_has():
    assert BRUSSELS.span(read_time("2023-06-09T21:59:30Z")).shown == "2023-06-09 23:59:30"
    assert BRUSSELS.span(read_time("2023-06-09T21:59:30.5Z")).shown == "2023-06-09 23:59:30.500000"
