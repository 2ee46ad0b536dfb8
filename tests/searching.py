"""What a proposal says, asked as short as the tests want to read: a text in, the status of each service out."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import yaml

from addendum_cli.core.evidence import Search, Wanted, offers, shingles
from addendum_cli.model.language import Language
from addendum_cli.model.text import Words
from addendum_cli.model.verdict import Offer

LANGUAGES = Path(__file__).parents[1] / "data" / "languages"

SERVICES = """
saled/wonen: {terms: [woonbegeleiding, woning zoeken, huisvesting], unless: [woon-werkverkeer]}
saled/schulden: {terms: [schuldbemiddel*, afbetalingsplan]}
saled/budget: {terms: [budgetbegeleiding, budgetplan], unless: [project*]}
marcel/fietsen: {terms: [fietslessen]}
marcel/therapie: {terms: [psycholoog, therapie]}
aanklampend: {terms: [aanklampend, aanklampende begeleiding, niet loslaten]}
"""


@cache
def language(name: str) -> Language:
    """Return the language that ships."""
    text = (LANGUAGES / f"{name}.yaml").read_text("utf-8")
    return Language.model_validate(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - everything is text


def search(services: str = SERVICES, *, call: str = "", name: str = "nl", year: int | None = None) -> Search:
    """Return a search for ``services``; ``call``: the call's own text."""
    wanted = [
        Wanted(id_, tuple(one["terms"]), tuple(one.get("unless", ())), id_.split("/")[0] if "/" in id_ else None)
        for id_, one in yaml.safe_load(services).items()
    ]
    return Search(wanted, language(name), frozenset(shingles(call)), year=year)


@cache
def usual() -> Search:
    """Return the search for the usual services, in Dutch."""
    return search()


def words(text: str, *, scope: str | None = None, about: str | None = None, file: str = "p.md") -> Words:
    """Return a text that stands in a file by itself."""
    return Words(text, file, lambda offset: 1 + text.count("\n", 0, offset), scope, about)


def found(
    *texts: str | Words, ticked: Iterable[str] = (), described: Iterable[str] = (), by: Search | None = None
) -> dict[str, Offer]:
    """Return what is offered of each service."""
    used = by or usual()
    declared = {**dict.fromkeys(ticked, False), **dict.fromkeys(described, True)}
    read: Sequence[Words] = [words(one) if isinstance(one, str) else one for one in texts]
    return offers(declared, tuple(used.places), read, used)


def says(*texts: str | Words, by: Search | None = None) -> dict[str, str]:
    """Return the status of every service that a text says something of, by its short name."""
    return {id_.split("/")[-1]: offer.status for id_, offer in found(*texts, by=by).items() if offer.status != "absent"}
