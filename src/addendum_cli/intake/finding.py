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
_BETWEEN = ",;|/–-("
_LONGEST_NAME = 6
"""Words of a name that stands in the middle of a line."""
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
        while name and (field := labels.in_text(name)) is not None:
            value, more = _cut(value, labels)
            if not value and not more and field not in _RUNNING:
                value = _below(lines, number + 1, labels, several=field in LISTS)
            if len(value) <= LONGEST_VALUE and field not in _RUNNING and not labels.is_empty(value):
                yield Stated(field, labels.value(field, value), number + 1)
            name, value = _pair(more)


def _pair(line: str) -> tuple[str, str]:
    """Return the name and the value on one line; no name where it has neither form."""
    row = _ROW.fullmatch(line)
    cells = re.split(r"(?<!\\)\|", row[1]) if row else line.split(" | ")  # so a mail's own tables come
    if row or (len(cells) == 2 and ":" not in cells[0].rstrip(": ")):
        cells = [_plain(cell) for cell in cells]
        return (cells[0].rstrip(": "), cells[1]) if len(cells) == 2 else ("", "")
    name, colon, value = _plain(line).partition(":")
    return (name.strip(), value.strip()) if colon else ("", "")


def _cut(value: str, labels: Labels) -> tuple[str, str]:
    """Return a value up to the next name of a fact on its line, and what begins there: ``Jan, tel.: 056 …``.

    People write several on one line, and a PDF does not always say where a line ends.
    """
    for colon in re.finditer(r":(?=\s)", value):
        for word in list(re.finditer(r"\S+", value[: colon.start()]))[-_LONGEST_NAME:]:
            name, before = value[word.start() : colon.start()], value[: word.start()].rstrip()
            parted = name[0].isupper() or before[-1:] in _BETWEEN
            if before and name[0].isalpha() and parted and labels.in_text(name) is not None:
                return before.rstrip(f" {_BETWEEN}"), value[word.start() :]
    return value, ""


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
