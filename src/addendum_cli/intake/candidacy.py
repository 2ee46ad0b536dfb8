"""A candidacy in the making: facts with the place where each was found, guesses apart, and its files.

Facts are kept flat, by their way in a proposal file (``capacity.fte``); the first that says one counts, so the
surest source speaks first. Whatever does not fit the proposal's fields becomes a guess: nothing is lost, and no
file is written that cannot be read back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import ValidationError

from addendum_cli.errors import Problem
from addendum_cli.formats.mail import Address
from addendum_cli.model.proposal import Proposal

GROUPS = ("organisation", "contact", "submission", "approach", "target_group", "capacity", "budget")
LISTS = ("expertise", "challenges", "municipalities", "partners", "recognitions", "documents")
CERTAIN_YES = frozenset({"yes", "ja", "true", "x", "1", "v", "✓", "✔"})
CERTAIN_NO = frozenset({"no", "nee", "neen", "false", "0", "-"})


class Fact(NamedTuple):
    """A value as a proposal file holds it, and where it was found: ``form.xlsx!Blad1!C4``, ``plan.docx.md:12``."""

    value: Any
    where: str


class Guess(NamedTuple):
    """What may be a fact: the field's way, the value as written, and where it stands."""

    field: str
    value: str
    where: str


class Hint(NamedTuple):
    """A challenge, or an intervention of it, of which the text speaks: the passage and its place."""

    challenge: str
    intervention: str | None
    text: str
    where: str


class File(NamedTuple):
    """A file of the candidacy: a bare name, and its bytes."""

    name: str
    raw: bytes

    @property
    def sha256(self) -> str:
        """Return the fingerprint by which a file is known that was taken in before."""
        return hashlib.sha256(self.raw).hexdigest()


class Candidacy:
    """One candidacy: where it came from, its facts and guesses, its texts as Markdown, its original files.

    ``unread``: names of documents that nobody has read yet. ``named_by``: whom or what it is named after where no
    organisation was found. ``message_id``: that of the mail that brought it. ``came``: when, from its first moment on
    where only the day is known. ``content``: the fingerprint of what that mail says, for ids are not always unique.
    """

    def __init__(self, source: str, key: str) -> None:
        self.source, self.key = source, key
        self.facts: dict[str, Fact] = {}
        self.places: dict[str, str] = {}
        self.guesses: list[Guess] = []
        self.hints: list[Hint] = []
        self.texts: list[tuple[str, str]] = []
        self.originals: list[File] = []
        self.unread: list[str] = []
        self.problems: list[Problem] = []
        self.sender = Address()
        self.came: datetime | None = None
        self.message_id: str | None = None
        self.content = ""
        self.named_by = ""
        self.stem = ""
        self.id = ""
        self.version_of: str | None = None

    @property
    def mail_key(self) -> str | None:
        """Return by what the mail is known again, however it was saved: its id, and what it says."""
        return f"{self.message_id}#{self.content}" if self.message_id else None

    def state(self, field: str, value: Any, where: str) -> None:
        """Add a fact; where it is known already, another value is kept as a guess."""
        if value in (None, "", [], ()):
            return
        known = self.facts.get(field)
        if known is None:
            self.facts[field] = Fact(value, where)
        elif _told(known.value) != _told(value):
            self.guess(field, _told(value), where)

    def guess(self, field: str, value: str, where: str) -> None:
        """Add what may be a fact, once."""
        one = Guess(field, value, where)
        if one not in self.guesses:
            self.guesses.append(one)

    @property
    def organisation(self) -> str:
        """Return the organisation's name, or who sent the candidacy, or its file's name."""
        fact = self.facts.get("organisation.name")
        return str(fact.value) if fact else self.named_by

    def nested(self) -> dict[str, Any]:
        """Return the facts as a proposal file holds them."""
        found: dict[str, Any] = {}
        for field, fact in self.facts.items():
            group, _, name = field.partition(".")
            if name:
                found.setdefault(group, {})[name] = fact.value
            else:
                found[field] = fact.value
        found.setdefault("organisation", {}).setdefault("name", self.named_by)
        return found

    def settle(self) -> None:
        """Turn every fact that a proposal's fields cannot read into a guess."""
        while True:
            try:
                Proposal.model_validate(self.nested())
            except ValidationError as error:
                wrong = {_field(one["loc"]) for one in error.errors(include_url=False)} & self.facts.keys()
                if not wrong:
                    raise
                for field in sorted(wrong):
                    fact = self.facts.pop(field)
                    self.guess(field, _told(fact.value), fact.where)
            else:
                return


def _field(loc: tuple[int | str, ...]) -> str:
    """Return the fact in which pydantic found a fault."""
    head = str(loc[0])
    return f"{head}.{loc[1]}" if head in GROUPS and len(loc) > 1 else head


def _told(value: Any) -> str:
    """Return a value as one line of words."""
    if isinstance(value, Mapping):
        return ": ".join(_told(one) for one in value.values())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_told, value))
    return str(value)


def add_challenges(found: list[dict[str, Any]], more: Iterable[Mapping[str, Any]]) -> None:
    """Add answers to challenges to those in ``found``; of one answered twice the interventions are joined."""
    by_id = {one["id"]: one for one in found}
    for answer in more:
        known = by_id.get(answer["id"])
        if known is None:
            by_id[answer["id"]] = entry = dict(answer)
            found.append(entry)
            continue
        if "description" in answer:
            known.setdefault("description", answer["description"])
        offered = known.setdefault("interventions", [])
        ids = {one["id"] for one in offered}
        offered += [one for one in answer.get("interventions", ()) if one["id"] not in ids]
        if not offered:
            del known["interventions"]
