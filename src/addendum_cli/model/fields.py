"""Values typed by their field: what a person writes in a file, read one way everywhere.

The readers in ``formats`` hand over text as it was written (``no``, ``12:30``, ``007``); the field says
what it is to be. A value that its field cannot read raises ``PydanticCustomError`` whose ``type`` is one
of the keys of ``store.faults.WORDING``, where it is put into words.

Source: contract "A proposal"; docs/formats.md, "Values".
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

T = TypeVar("T")

YES = frozenset({"true", "yes", "ja"})
NO = frozenset({"false", "no", "nee"})
LARGEST = 10**9
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]{1,12})?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_TIME = re.compile(
    r"""([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})
        (?:(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?
           (?:[ \t]*(?:([Zz])|([+-])([0-9]{1,2})(?::([0-9]{2}))?))?)?""",
    re.VERBOSE,
)


class Frozen(BaseModel):
    """A value that never changes and knows all of its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def read_yes_no(value: object) -> bool:
    """Return whether ``value`` says yes (true, yes, ja) or no (false, no, nee), in any case."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in YES:
        return True
    if word in NO:
        return False
    raise PydanticCustomError("yes_no", "not yes or no")


def read_number(value: object) -> Decimal:
    """Return the exact number written, 0 to 10⁹, with a decimal point or comma.

    ``120.000`` could be 120 or 120 thousand: refused as ambiguous, like every sign and exponent.
    """
    text = value.strip() if isinstance(value, str) else str(value)
    if _THOUSANDS.fullmatch(text):
        raise PydanticCustomError("number_ambiguous", "could be thousands", {"text": text})
    if not _NUMBER.fullmatch(text):
        raise PydanticCustomError("number", "not a number", {"text": text})
    number = Decimal(text.replace(",", "."))
    if number > LARGEST:
        raise PydanticCustomError("number_large", "too large")
    return number


def read_whole(value: object) -> int:
    """Return a whole number, 0 to 10⁹."""
    number = read_number(value)
    if number != number.to_integral_value():
        raise PydanticCustomError("whole", "not a whole number")
    return int(number)


def read_time(value: object) -> datetime | date:
    """Return the moment or the day written as RFC 3339 or as YAML's timestamp.

    Without a zone the result is naive (the call's time zone decides later); a bare date is a ``date``.
    A fraction of a second is kept to the microsecond.
    """
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if found is None:
            raise ValueError(value)
        year, month, day, hour, minute, second, fraction, zulu, sign, zone_h, zone_m = found.groups()
        if not 1900 <= int(year) <= 2999:
            raise ValueError(year)
        if hour is None:
            return date.fromisoformat(found[0])  # YAML, too, wants two digits where no hour follows
        zone = UTC if zulu else None
        if sign:
            if int(zone_m or 0) > 59:
                raise ValueError(zone_m)
            offset = timedelta(hours=int(zone_h), minutes=int(zone_m or 0))
            zone = timezone(-offset if sign == "-" else offset)
        micro = int((fraction or "0")[:6].ljust(6, "0"))
        return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), micro, zone)
    except ValueError as fault:
        raise PydanticCustomError("time", "not a time") from fault


def _one_or_many(value: object) -> object:
    """Return a list: nothing is none, a single value is a list of one."""
    if value is None:
        return ()
    return value if isinstance(value, (list, tuple)) else (value,)


class _OneOrMany:
    """Tells editors, too, that a single value may stand for a list of one."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        schema: dict[str, Any] = handler(core)
        return {"anyOf": [schema, schema["items"]]} if "items" in schema else schema


def _words(*more: str) -> WithJsonSchema:
    """Return the schema of text: editors type YAML's plain scalars, we keep them as written."""
    return WithJsonSchema({"type": ["string", "number", "boolean", *more]})


Text = Annotated[str, _words()]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), _words()]
Many = Annotated[tuple[T, ...], _OneOrMany(), BeforeValidator(_one_or_many)]
YesNo = Annotated[bool, PlainValidator(read_yes_no), WithJsonSchema({"enum": [True, False, "yes", "no", "ja", "nee"]})]
Number = Annotated[
    Decimal,
    PlainValidator(read_number),
    WithJsonSchema(
        {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^[0-9]+([.,][0-9]+)?$"}]}
    ),
]
Whole = Annotated[int, PlainValidator(read_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
Time = Annotated[Any, PlainValidator(read_time), WithJsonSchema({"type": "string"})]
