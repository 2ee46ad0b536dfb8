"""Values typed by their field: every way that people write them, and everything that could be read in two ways."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from pydantic_core import PydanticCustomError

from addendum_cli.model.fields import Frozen, Many, Name, Text, read_number, read_time, read_whole, read_yes_no


def refused(read, value: object) -> str:
    """Return the kind of fault with which ``read`` refuses ``value``."""
    with pytest.raises(PydanticCustomError) as caught:
        read(value)
    return caught.value.type


@pytest.mark.parametrize("value", ["true", "True", "TRUE", "yes", "Yes", "ja", "JA", " ja ", True])
def test_yes(value: object):
    assert read_yes_no(value) is True


@pytest.mark.parametrize("value", ["false", "no", "No", "nee", "NEE", False])
def test_no(value: object):
    assert read_yes_no(value) is False


@pytest.mark.parametrize(
    "value", ["", "on", "off", "y", "n", "1", "0", "oui", "ja hoor", ["ja"], {"ja": "ja"}, None, 1, 0]
)
def test_neither_yes_nor_no(value: object):
    assert refused(read_yes_no, value) == "yes_no"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", "0"),
        ("4", "4"),
        ("4.0", "4.0"),
        ("3,5", "3.5"),
        ("2.75", "2.75"),
        ("007", "7"),
        (" 12 ", "12"),
        ("0.125", "0.125"),  # three decimals, but no thousands begin with 0
        ("0,500", "0.500"),
        ("1200.000", "1200.000"),  # four digits before the point: no thousands
        ("12.5000", "12.5000"),
        ("120000", "120000"),
        ("88500,00", "88500.00"),
        ("1000000000", "1000000000"),
        ("1000000000,0", "1000000000.0"),
    ],
)
def test_numbers(written: str, number: str):
    assert read_number(written) == Decimal(number)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("120.000", "number_ambiguous"),
        ("120,000", "number_ambiguous"),
        ("1.000", "number_ambiguous"),
        ("1.234.567", "number_ambiguous"),
        ("999,999,999", "number_ambiguous"),
        ("1000000000.1", "number_large"),
        ("1000000001", "number_large"),
        ("9" * 400, "number_large"),
        ("-1", "number"),
        ("-0", "number"),
        ("+1", "number"),
        ("1e3", "number"),
        ("1E3", "number"),
        (".5", "number"),
        ("5.", "number"),
        ("5,", "number"),
        ("1 000", "number"),
        ("1_000", "number"),
        ("0x10", "number"),
        ("1:30", "number"),
        ("NaN", "number"),
        (".nan", "number"),
        (".inf", "number"),
        ("Infinity", "number"),
        ("∞", "number"),
        ("½", "number"),
        ("٣", "number"),
        ("drie", "number"),
        ("4 vte", "number"),
        ("€ 100", "number"),
        ("120.000,50", "number"),
        ("", "number"),
        (None, "number"),
        (True, "number"),
        (["4"], "number"),
        ({"4": None}, "number"),
    ],
)
def test_what_is_no_number(written: object, kind: str):
    assert refused(read_number, written) == kind


def test_whole_numbers():
    assert [read_whole(written) for written in ("0", "40", "40.0", "40,00", "007")] == [0, 40, 40, 40, 7]
    assert refused(read_whole, "2,5") == "whole"
    assert refused(read_whole, "-5") == "number"


NINTH = datetime(2023, 6, 9, 14, 20, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2023-06-09T14:20:05Z",
        "2023-06-09t14:20:05z",
        "2023-06-09 14:20:05Z",
        "2023-06-09 14:20:05 Z",
        "2023-06-09  14:20:05\tZ",
        "2023-06-09T14:20:05+00:00",
        "2023-06-09T14:20:05-00:00",
        "2023-06-09T14:20:05.000Z",
        "2023-06-09T16:20:05+02:00",
        "2023-06-09 16:20:05 +02:00",
        "2023-06-09T16:20:05+02",
        "2023-06-09 16:20:05 +2",
        "2023-6-9 14:20:05 Z",
        "2023-06-09T10:50:05-03:30",
        " 2023-06-09T14:20:05Z ",
    ],
)
def test_one_moment_in_every_form(written: str):
    assert read_time(written) == NINTH


def test_without_a_zone_and_without_seconds():
    assert read_time("2023-06-09T14:20") == read_time("2023-06-09 14:20") == datetime(2023, 6, 9, 14, 20)  # noqa: DTZ001 - local
    assert read_time("2023-06-09 4:05") == datetime(2023, 6, 9, 4, 5)  # noqa: DTZ001 - local


def test_a_day():
    assert read_time("2023-06-09") == date(2023, 6, 9)
    assert type(read_time("2023-06-09")) is date


def test_a_fraction_never_carries_a_moment_past_the_next_second():
    assert read_time("2023-06-09T23:59:59.9999999Z") == datetime(2023, 6, 9, 23, 59, 59, 999999, tzinfo=UTC)
    assert read_time("2023-06-09T23:59:59.5Z").microsecond == 500000


def test_the_zone_is_kept_as_written():
    assert read_time("2023-06-09T14:20-03:30").tzinfo == timezone(-timedelta(hours=3, minutes=30))


@pytest.mark.parametrize(
    "written",
    [
        "9 juni 2023",
        "09/06/2023",
        "09-06-2023",
        "2023/06/09",
        "20230609",
        "2023-6-9",
        "2023-W23-5",
        "2023-160",
        "2023-02-29",
        "2023-13-01",
        "2023-06-31",
        "2023-06-09T24:00",
        "2023-06-09T14:60",
        "2023-06-09T14:20:60",
        "2023-06-09T14",
        "2023-06-09T14u20",
        "2023-06-09T1420",
        "2023-06-09 14:20 CEST",
        "2023-06-09T14:20+0200",
        "2023-06-09T14:20+24:00",
        "2023-06-09T14:20+02:60",
        "2023-06-09Z",
        "2023-06-09T",
        "0001-01-01",
        "14:20",
        "１２３４-06-09",
        "morgen",
        "",
        None,
        ["2023-06-09"],
    ],
)
def test_what_is_no_time(written: object):
    assert refused(read_time, written) == "time"


class Row(Frozen):
    name: Name = "x"
    text: Text | None = None
    many: Many[Text] = ()


@pytest.mark.parametrize("text", ["no", "12:30", "007", "1.10", "0999.013.094", "2023-06-09", " met ruimte ", "=1+1"])
def test_text_stays_as_it_is_written(text: str):
    assert Row.model_validate({"text": text, "many": text}) == Row(text=text, many=(text,))


def test_a_name_loses_the_space_around_it_and_nothing_else():
    assert Row.model_validate({"name": "  De  Wegwijzer\t"}).name == "De  Wegwijzer"


@pytest.mark.parametrize(("given", "many"), [(None, ()), ([], ()), ("a", ("a",)), (["a", "b"], ("a", "b"))])
def test_one_or_many(given: object, many: tuple[str, ...]):
    assert Row.model_validate({"many": given}).many == many
