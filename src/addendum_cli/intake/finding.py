"""What a text states of the facts of a proposal: behind a name and a colon, or in a table of two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from addendum_cli.intake.labels import LISTS, LONGEST_VALUE, Labels, Value

_RUNNING = frozenset({"approach.description", "narrative", "target_group.description"})
"""Facts that are texts themselves: the text stands beside the proposal file as it is."""
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~$&-])")
_ITEM = re.compile(r"\s*(?:[-*•·]|[0-9]{1,2}[.)])\s+(.+)")
_ROW = re.compile(r"\s*\|(.+)\|\s*")
_MOST_ITEMS = 40


class Stated(NamedTuple):
    """A fact in a text: the field's way, what it says, and the 1-based line of the name."""

    field: str
    value: Value
    line: int


def stated(text: str, labels: Labels) -> Iterator[Stated]:
    """Yield every fact that ``text`` states, in its order."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if len(line) > 2 * LONGEST_VALUE:
            continue
        name, value = _pair(line)
        field = labels.in_text(name) if name else None
        if field is None or field in _RUNNING:
            continue
        if not value:
            value = _below(lines, number + 1, labels, several=field in LISTS)
        if value and len(value) <= LONGEST_VALUE:
            yield Stated(field, labels.value(field, value), number + 1)


def _pair(line: str) -> tuple[str, str]:
    """Return the name and the value on one line; no name where it has neither form."""
    row = _ROW.fullmatch(line)
    if row is not None:
        cells = [_plain(cell) for cell in re.split(r"(?<!\\)\|", row[1])]
        return (cells[0].rstrip(": "), cells[1]) if len(cells) == 2 else ("", "")
    name, colon, value = _plain(line).partition(":")
    return (name.strip(), value.strip()) if colon else ("", "")


def _plain(text: str) -> str:
    """Return Markdown of one line without its marks."""
    text = _ESCAPED.sub(r"\1", text)
    return re.sub(r"\*\*|__", "", text).strip().removeprefix("- ").lstrip("#>*• \t").strip()


def _below(lines: Sequence[str], start: int, labels: Labels, *, several: bool) -> str:
    """Return what stands below a name that ends in a colon: the items of a list, or one line."""
    found: list[str] = []
    for line in lines[start : start + _MOST_ITEMS]:
        if not line.strip():
            if found:
                break
            continue
        item = _ITEM.fullmatch(line)
        if several and item is not None:
            found.append(_plain(item[1]))
            continue
        if not found and not line.lstrip().startswith(("#", "|")) and labels.in_text(_pair(line)[0] or line) is None:
            found.append(_plain(line))
        break
    return "\n".join(found)
