"""From messages to the reader's language, by gettext catalogues (``locales/``, compiled by the build).

English is the catalogues' key, so it needs none. Only templates, which are ours, are formatted: what an
applicant wrote is a value in them and is never read as a template itself.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from addendum_cli.errors import Problem
from addendum_cli.messages import Message, Value, say
from addendum_cli.model.kinds import Outcome, Round, Status, Verdict

DOMAIN = "addendum"
LOCALES = Path(__file__).resolve().parents[1] / "locales"
LANGUAGES = ("nl", "en")
HIDDEN = "[…]"
QUOTES = frozenset(
    [
        "address",
        "by",
        "channel",
        "declared",
        "domain",
        "domains",
        "file_text",
        "groups",
        "key",
        "names",
        "name",
        "number",
        "partner",
        "reason",
        "role",
        "text",
        "value",
    ]
)
"""Names of values that quote a proposal or a decision: left out of blind output."""

OUTCOMES: Mapping[Outcome, Message] = MappingProxyType(
    {
        "eligible": say("eligible"),
        "later": say("extra service, later phase"),
        "clarify": say("to clarify"),
        "ineligible": say("not eligible"),
        "superseded": say("superseded"),
        "unreadable": say("unreadable"),
    }
)
VERDICTS: Mapping[Verdict, Message] = MappingProxyType(
    {"fail": say("fails"), "unknown": say("open"), "warn": say("warning"), "pass": say("passes")}
)
STATUSES: Mapping[Status, Message] = MappingProxyType(
    {
        "offered": say("offered"),
        "delegated": say("left to others"),
        "later": say("later or on condition"),
        "denied": say("not offered, it says"),
        "absent": say("not mentioned"),
    }
)
ROUNDS: Mapping[Round, Message] = MappingProxyType(
    {"written": say("the written proposals"), "pitch": say("the pitches")}
)
TOTALS: Mapping[str, Message] = MappingProxyType(
    {
        "mean": say("Total: the mean of the challenges answered (favours specialists)."),
        "best": say("Total: the best of the challenges answered."),
        "all": say("Total: over all challenges, one not answered counts 0 (favours generalists)."),
    }
)
"""How scores make a total, and whom that favours."""
SOURCES: Mapping[str | None, Message] = MappingProxyType(
    {
        "consensus": say("consensus of the panel"),
        "jury": say("mean of the assessors"),
        "desk": say("desk proposal, to confirm"),
        None: say("not marked yet"),
    }
)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Return a language's catalogue; in a checkout whose source is newer than what was built it is compiled here."""
    folder = LOCALES / language / "LC_MESSAGES"
    compiled, source = folder / f"{DOMAIN}.mo", folder / f"{DOMAIN}.po"
    if compiled.is_file() and not (source.is_file() and source.stat().st_mtime > compiled.stat().st_mtime):
        return gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = io.BytesIO()
    with source.open("rb") as text:
        write_mo(made, read_po(text))
    made.seek(0)
    return gettext.GNUTranslations(made)


@cache
def _known_keys() -> frozenset[str]:
    """Return every key that our files have; any other was made up by whoever wrote one."""
    from addendum_cli.model.call import Call
    from addendum_cli.model.decision import Decision
    from addendum_cli.model.proposal import Proposal
    from addendum_cli.model.rubric import Rubric

    def keys(schema: Mapping[str, Any]) -> set[str]:
        parts = (schema, *schema.get("$defs", {}).values())
        return {key for part in parts for key in part.get("properties", ())}

    return frozenset().union(*(keys(model.model_json_schema()) for model in (Call, Decision, Proposal, Rubric)))


class Tongue:
    """One language of output; ``blind`` leaves out whatever quotes an applicant."""

    def __init__(self, language: str, *, blind: bool = False) -> None:
        self.language = language if language in LANGUAGES else "en"
        self.blind = blind
        self._catalogue = gettext.NullTranslations() if self.language == "en" else _catalogue(self.language)
        self._worded: dict[Message, str] = {}

    def __call__(self, message: Message | str | None) -> str:
        """Return ``message`` in words; text that is no message stays as it is."""
        if message is None:
            return ""
        if isinstance(message, str):
            return message
        worded = self._worded.get(message)
        if worded is None:
            if len(self._worded) > 50_000:
                self._worded.clear()
            worded = self._worded[message] = self._word(message)
        return worded

    def field(self, field: str | None) -> str | None:
        """Return a field's path; in blind output without the keys that an applicant made up."""
        if field is None or not self.blind:
            return field
        known = _known_keys()
        return ".".join(part if part.isdecimal() or part in known else HIDDEN for part in field.split("."))

    def problem(self, one: Problem) -> str:
        """Return a fault in a file without its remedy: ``file:line:column: field: what``."""
        return ": ".join(part for part in (one.where.at, self.field(one.where.field), self(one.message)) if part)

    def number(self, value: Fraction | Decimal | float | None, places: int = 1) -> str:
        """Return a number for people: rounded, with the language's decimal sign; an en dash for none."""
        if value is None:
            return "–"
        text = f"{rounded(value, places):.{places}f}"
        return text.replace(".", ",") if self.language == "nl" else text

    def mark(self, value: Fraction | None) -> str:
        """Return a mark as an assessor writes it: 3, 3.5, or with two decimals for a mean."""
        if value is None:
            return "–"
        places = 0 if value.denominator == 1 else 1 if 10 % value.denominator == 0 else 2
        return self.number(value, places)

    def _word(self, message: Message) -> str:
        if message.plural is None:
            template = self._catalogue.gettext(message.text)
        else:
            count = next((value for name, value in message.values if name == "n"), 0)
            template = self._catalogue.ngettext(message.text, message.plural, int(count))  # type: ignore[arg-type]
        if not message.values:
            return template
        return template.format(**{name: self._value(name, value) for name, value in message.values})

    def _value(self, name: str, value: Value) -> str:
        if isinstance(value, Message):
            return self(value)
        if value is None:
            return "–"
        if self.blind and name in QUOTES:
            return HIDDEN
        if self.blind and name == "field":
            return self.field(str(value)) or ""
        if isinstance(value, tuple):
            return ", ".join(self._value(name, one) for one in value)
        if isinstance(value, float):
            text = f"{value:.12g}"
            return text.replace(".", ",") if self.language == "nl" else text
        return str(value)


def rounded(value: Fraction | Decimal | float, places: int = 4) -> float | int:
    """Return ``value`` rounded to ``places`` decimals, halves away from zero; the one place that rounds."""
    scale: int = 10**places
    above, below = value.as_integer_ratio()
    whole = (2 * abs(above) * scale + below) // (2 * below)
    signed = whole if above >= 0 else -whole
    return signed // scale if signed % scale == 0 else signed / scale


def exact(value: Fraction | None) -> float | int | None:
    """Return a score for programs: at most 4 decimals, None where there is none."""
    return None if value is None else rounded(value)
