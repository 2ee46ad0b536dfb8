"""What a run of ``ingest`` would write: which candidacies are new, which are there, and what each is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from addendum_cli.core.eligibility import enterprise
from addendum_cli.core.words import fold, without_form
from addendum_cli.errors import Problem, Where
from addendum_cli.intake import ledger
from addendum_cli.intake.candidacy import Candidacy
from addendum_cli.intake.taking import Left
from addendum_cli.messages import say

LONGEST = 60
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


class Known(NamedTuple):
    """A proposal that is there already: its folder or file's id, its organisation, number and contact's address."""

    id: str
    organisation: str
    number: str | None = None
    email: str | None = None


class There(NamedTuple):
    """A source that was taken in before, and the folder in which it is."""

    source: str
    folder: str


class Plan(NamedTuple):
    """The new candidacies in the order of their arrival, the sources that are there already, and those left out.

    ``again``: the candidacies that are there, as they would be taken in today; none that a person set aside.
    """

    new: tuple[Candidacy, ...]
    there: tuple[There, ...]
    left: tuple[Left, ...]
    again: tuple[Candidacy, ...] = ()


def plan(
    found: Sequence[Candidacy | Left], taken: Mapping[str, str], names: Collection[str], known: Sequence[Known]
) -> Plan:
    """Return what to write of what was ``found``.

    ``taken``: what was taken in before (``ledger.known``); ``names``: of the files and folders that are there;
    ``known``: the proposals in them. Another candidacy of the same organisation is a version of its own: the
    call's rule on resubmissions decides which counts.
    """
    new: list[Candidacy] = []
    there: list[There] = []
    again: dict[str, Candidacy] = {}
    keys = dict(taken)
    used = {fold_name(name) for name in names}
    versions = list(known)
    for one in sorted((each for each in found if isinstance(each, Candidacy)), key=_order):
        folder = ledger.folder_of(one, keys)
        if folder is not None:
            there.append(There(one.source, folder))
            if folder in taken.values() and not folder.startswith("_"):
                one.id = folder
                again.setdefault(folder, one)
            continue
        one.id = _id(one, used)
        used.add(one.id)
        keys[one.key] = one.id
        if one.mail_key:
            keys[one.mail_key] = one.id
        one.version_of = _earlier(one, versions)
        if one.version_of is not None:
            remedy = say("look whether it takes the place of the other: check tells which counts")
            what = say("another candidacy of the same organisation: {id}", id=one.version_of)
            one.problems.append(Problem(Where(one.source), what, remedy))
        versions.append(_known(one))
        new.append(one)
    return Plan(tuple(new), tuple(there), tuple(one for one in found if isinstance(one, Left)), tuple(again.values()))


def fold_name(name: str) -> str:
    """Return a file's or folder's name as ids are compared with it: without its ending, its ``_`` and its case."""
    stem, dot, ending = name.rpartition(".")
    bare = stem if dot and ending.lower() in ("yaml", "yml", "json", "md") else name
    return bare.lstrip("_").casefold()


def slug(text: str) -> str:
    """Return ``text`` as an id: small letters, digits and hyphens; empty where it has none of them."""
    plain = unicodedata.normalize("NFKD", without_form(text)).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_ID.sub("-", plain).strip("-")[:LONGEST].strip("-")


def _order(one: Candidacy) -> tuple[bool, float, str]:
    """Return what puts candidacies in the order in which they came in; those without a time stand last."""
    return one.came is None, one.came.timestamp() if one.came else 0.0, one.source


def _id(one: Candidacy, used: Collection[str]) -> str:
    """Return an id that is free: the organisation's name, or else that of whoever or whatever brought it."""
    given = one.facts.get("id")
    base = slug(str(given.value)) if given else ""
    base = base or slug(one.organisation if "organisation.name" in one.facts else one.stem) or "candidacy"
    made, n = base, 1
    while made in used:
        n += 1
        made = f"{base}-{n}"
    return made


def _known(one: Candidacy) -> Known:
    facts = one.facts
    number, email = facts.get("organisation.enterprise_number"), facts.get("contact.email")
    name = str(facts["organisation.name"].value) if "organisation.name" in facts else ""
    return Known(one.id, name, str(number.value) if number else None, str(email.value) if email else None)


def _earlier(one: Candidacy, versions: Sequence[Known]) -> str | None:
    """Return the last proposal of the same organisation: by number, by name, or by its sender's address."""
    own = _known(one)
    number = enterprise.valid(own.number) if own.number else None
    for other in reversed(versions):
        theirs = enterprise.valid(other.number) if other.number else None
        if number and theirs:
            if number == theirs:
                return other.id
            continue
        if own.organisation and fold(own.organisation) == fold(other.organisation):
            return other.id
        if own.email and other.email and own.email.casefold() == other.email.casefold():
            return other.id
    return None
