"""What people call the facts of a proposal, and what they write behind that name.

The names are data (``model.language.Labels``), of every language that the program knows. A value that its field
cannot read, or that says more than it may, is no fact: a person looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from pydantic_core import PydanticCustomError

from addendum_cli.core.eligibility.enterprise import digits
from addendum_cli.core.words import fold
from addendum_cli.intake.candidacy import CERTAIN_NO, CERTAIN_YES
from addendum_cli.model.call import Call
from addendum_cli.model.fields import read_number, read_time, read_yes_no
from addendum_cli.model.language import FactName, Language

LONGEST_NAME, LONGEST_VALUE = 80, 400
"""Characters of a name before a colon, and of what stands behind it: anything longer is running text."""
LISTS = frozenset({"challenges", "expertise", "municipalities", "partners", "recognitions", "target_group.excludes"})
_NUMBERS = frozenset(
    {"budget.amount", "capacity.caseload", "capacity.fte", "capacity.people_per_year", "capacity.volunteers"}
    | {"target_group.max_age", "target_group.min_age"}
)
_REMARK = re.compile(r"\s*\([^()]*\)")
_COUNT = re.compile(r"^\s*(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?|[a-z][.)]|[IVX]+[.)])\s+")
_HARD = re.compile(r"\s*[,;\n•·|]\s*(?![^()]*\))")
_EMAIL = re.compile(r"[^\s@<>()\[\]:;,]+@[^\s@<>()\[\]:;,]+\.[^\s@<>()\[\]:;,.]+")
_CURRENCY = re.compile(r"€|(?<![^\W\d])euro?\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]{2})?|[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]{2})?")


class Labels:
    """The names of facts, folded: those that hold in a text, and those that hold over a column."""

    def __init__(self, languages: Iterable[Language], call: Call) -> None:
        self._texts: dict[str, FactName] = {}
        self._columns: dict[str, str] = {}
        self._units: set[str] = set()
        self._none: set[str] = set()
        self._absent: set[str] = set()
        self._call = call
        domains = [name for one in call.domains for name in (one.id, one.title, *one.also) if name]
        self._domains = set(map(fold, domains))
        known = list(languages)
        joins = "".join(f"{re.escape(word)}|" for language in known for word in language.labels.between)
        self._soft = re.compile(rf"\s+(?:{joins}[&/–-])\s+(?![^()]*\))", re.IGNORECASE)
        self._between = re.compile(rf"\s*[,;&+/\n•·|]\s*|\s+(?:{joins}[-–])\s+", re.IGNORECASE)
        before = sorted(
            {fold(word) for language in known for word in language.labels.challenge}, key=lambda w: (-len(w), w)
        )
        self._before = re.compile(f"^(?:{'|'.join(map(re.escape, before))})") if before else None
        for name in get_args(FactName):
            self._columns.setdefault(fold(name), name)
        for place in (self._texts, self._columns):
            for language in known:
                for fact, names in language.labels.facts.items():
                    for name in names:
                        place.setdefault(fold(name), fact)
        for language in known:
            self._units.update(map(fold, language.labels.units))
            self._none.update(map(fold, language.labels.none))
            self._absent.update(map(fold, language.labels.absent))
            for fact, names in language.labels.columns.items():
                for name in names:
                    self._columns.setdefault(fold(name), fact)
        for challenge in call.challenges:
            for name in (challenge.id, challenge.persona, challenge.title):
                if name:
                    self._columns.setdefault(fold(name), f"challenges.{challenge.id}")
            for one in challenge.interventions:
                self._columns.setdefault(fold(f"{challenge.id}/{one.id}"), f"challenges.{challenge.id}/{one.id}")

    def in_text(self, name: str) -> FactName | None:
        """Return the fact that stands behind ``name`` and a colon, None where it is no name of one."""
        return self._texts.get(_bare(name)) if len(name) <= LONGEST_NAME else None

    def over_column(self, name: str) -> str | None:
        """Return the fact in the column called ``name``: a path, or ``challenges.<challenge>[/<intervention>]``."""
        return self._columns.get(_bare(name)) or self._columns.get(fold(name)) if len(name) <= LONGEST_NAME else None

    def value(self, fact: str, text: str) -> Value:
        """Return what ``text`` says of ``fact``, as a proposal file holds it."""
        text = text.strip()
        if fact == "challenges":  # their names may hold what parts names: see challenges
            return _as_written(text)
        if fact in LISTS:
            return Value(self._several(fact, text), certain=True)
        if fact.startswith("capacity.") and fold(text.strip(" .")) in self._none:
            return Value("0", certain=True)
        if fact in _NUMBERS:
            return self._number(text)
        return _READERS.get(fact, _as_written)(text)

    def is_empty(self, text: str) -> bool:
        """Return whether ``text`` says nothing: ``/``, ``…``, ``n.v.t.``."""
        return not re.search(r"[^\W_]", text) or fold(text.strip(" .()")) in self._absent

    def challenges(self, text: str) -> Iterator[tuple[str, str | None]]:
        """Yield each name in ``text`` with the id of the challenge that it means, None where there is none such.

        A name may hold what parts names: "Ann & Bob and Carl" may be two, so the longest name known is taken first.
        """
        parts = self._parts(text)
        at = 0
        while at < len(parts):
            ends = range(len(parts), at, -1)
            to, id_ = next(((to, id_) for to in ends if (id_ := self._challenge(parts[at:to]))), (at + 1, None))
            yield " ".join(parts[at:to]), id_
            at = to

    def _challenge(self, parts: Sequence[str]) -> str | None:
        """Return the id of the challenge that a name means: its id, number, title or persona."""
        folded = fold(" ".join(parts))
        folded = self._before.sub("", folded) if self._before is not None else folded
        for one in self._call.challenges:
            names = (one.id, one.persona, one.title, str(one.number or ""))
            if folded in {fold(" ".join(self._parts(name))) for name in names if name}:
                return one.id
        return None

    def _parts(self, text: str) -> list[str]:
        """Return a text cut wherever a name may end."""
        return [part for part in (one.strip(" .\t") for one in self._between.split(_REMARK.sub("", text))) if part]

    def _several(self, fact: str, text: str) -> list[str]:
        """Return the names in a list; only where names hold no 'and' themselves does one part them."""
        found: list[str] = []
        for part in _HARD.split(_REMARK.sub("", text) if fact == "municipalities" else text):
            known = fact not in ("municipalities", "expertise") or fold(part) in self._domains
            found += [part] if known else self._soft.split(part)
        return [part for part in (one.strip(" .") for one in found) if part]

    def _number(self, text: str) -> Value:
        """Return a number, with or without the words that may stand behind it; in anything longer it is a guess."""
        bare = re.sub(r"[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", " ", _CURRENCY.sub("", text)).strip()
        if _THOUSANDS.fullmatch(bare.removesuffix(",-")):
            # 120.000 could be 120 to a program; who wrote it meant thousands, but a person should say so
            return Value(re.sub(r"[. ]", "", bare.removesuffix(",-")).partition(",")[0], certain=False)
        found = re.match(r"([0-9]+(?:[.,][0-9]+)?)(?:,-)?(?![0-9.,])", bare)
        if found is None:
            return Value(text, certain=False)
        certain = self._is_unit(_REMARK.sub("", bare[found.end() :]).strip(" ."))
        return Value(found[1], certain=certain and _reads(read_number, found[1]))

    def _is_unit(self, text: str) -> bool:
        """Return whether ``text`` is made of words that may stand behind a number, or empty."""
        words = text.split()
        while words:
            ends = range(len(words), 0, -1)
            known = next((end for end in ends if fold(" ".join(words[:end])) in self._units), None)
            if known is None:
                return False
            words = words[known:]
        return True


class Value(NamedTuple):
    """A fact's value, and whether it is certain: what is not stands in the file as a note."""

    value: Any
    certain: bool


def _bare(name: str) -> str:
    return fold(_REMARK.sub("", _COUNT.sub("", name)).strip(" \t*_#>•·-–:?|"))


def _reads(read: Any, text: str) -> bool:
    try:
        read(text)
    except PydanticCustomError:
        return False
    return True


def _as_written(text: str) -> Value:
    return Value(text, certain=True)


def _yes_no(text: str) -> Value:
    head = re.split(r"[\s,.;:(!]", text, maxsplit=1)[0]
    word = head.lower()
    if not _reads(read_yes_no, word):
        word = "yes" if word in CERTAIN_YES else "no" if word in CERTAIN_NO - {"-"} else ""
    return Value(word, certain=text.rstrip(" .!") == head) if word else Value(text, certain=False)


def _enterprise(text: str) -> Value:
    number = _REMARK.sub("", text).strip()
    return Value(number, certain=digits(number) is not None)


def _email(text: str) -> Value:
    found = _EMAIL.findall(text)
    return Value(found[0].rstrip("."), certain=True) if len(found) == 1 else Value(text, certain=False)


def _time(text: str) -> Value:
    """Return a time as a file holds it; the day first, as people here write it, is understood too."""
    if _reads(read_time, text):
        return Value(text, certain=True)
    found = re.fullmatch(
        r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:[ ,T]*(?:om |at )?([0-9]{1,2})[:.uh]([0-9]{2})(?::([0-9]{2}))?(?: ?(?:uur|u))?)?",
        text.strip(),
    )
    if found is None:
        return Value(text, certain=False)
    day, month, year, hour, minute, second = found.groups()
    moment = f"{year}-{int(month):02}-{int(day):02}"
    if hour is not None:
        moment += f"T{int(hour):02}:{minute}:{second or '00'}"
    return Value(moment, certain=True) if _reads(read_time, moment) else Value(text, certain=False)


_READERS: Mapping[str, Callable[[str], Value]] = {
    "approach.offered": _yes_no,
    "contact.email": _email,
    "organisation.enterprise_number": _enterprise,
    "submission.received_at": _time,
    "submission.sent_at": _time,
}
