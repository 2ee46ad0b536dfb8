"""YAML's events, walked into data and places; read through ``formats.located``, which says what is refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from addendum_cli.errors import AddendumError, Problem, Where
from addendum_cli.messages import Message, say

try:
    from yaml.cyaml import CParser as Events  # type: ignore[attr-defined]  # missing in the stubs
except ImportError:  # a platform without libyaml: the same events, more slowly
    from yaml import SafeLoader as Events  # type: ignore[assignment]

DEPTH = 50
EVENTS = 400_000
Place: TypeAlias = "tuple[Any, Any]"
"""Where a node stands: its mark, and where its children stand.

The children: for a mapping key -> (the key's mark, the value's place), for a list the places in order, for
a scalar the event or span that it was read from.
"""


def read(text: str, shown: str) -> tuple[Any, Place, Sequence[Problem]]:
    """Return the data in ``text``, the place of everything in it, and what is refused.

    Raises:
        AddendumError: it cannot be read on from some point, or lies beyond the bounds.
    """
    try:
        walk = _Walk(Events(text), shown)
        data, place = walk.document()
    except yaml.YAMLError as fault:
        raise AddendumError([_syntax(fault, shown)]) from None
    return data, place, walk.problems


class _Walk:
    """Walks the events of one document into data and places; what it refuses it names, and goes on."""

    def __init__(self, parser: Any, shown: str) -> None:
        self.get = parser.get_event
        self.shown = shown
        self.problems: list[Problem] = []
        self.count = 0

    def document(self) -> tuple[Any, Place]:
        """Return the first document's data and places; a second one is refused."""
        get = self.get
        get()  # the stream starts
        event = get()
        if isinstance(event, StreamEndEvent):
            return None, (event.start_mark, None)
        data, place = self.node(get(), 0)
        while isinstance(event := get(), DocumentEndEvent):
            pass
        if not isinstance(event, StreamEndEvent):
            self.refuse(
                event, say("a second document begins here"), say("keep one document in a file; remove the line ---")
            )
        return data, place

    def refuse(self, event: Any, message: Message, remedy: Message) -> None:
        """Note a fault of form at ``event``."""
        mark = event.start_mark
        self.problems.append(Problem(Where(self.shown, mark.line + 1, mark.column + 1), message, remedy))

    def node(self, event: Any, depth: int) -> tuple[Any, Place]:
        """Return the data and place of the node that begins with ``event``."""
        kind = type(event)
        if kind is AliasEvent:
            self.refuse(event, say("a reference to another place (*)"), say("write the value itself"))
            return None, (event.start_mark, event)
        if event.anchor is not None:
            self.refuse(event, say("an anchor (&)"), say("remove it, and write the value where it is meant"))
        if event.tag is not None:
            self.refuse(
                event,
                say("a tag (!)"),
                say("remove it: the field says what a value is; text that starts with ! wants quotes"),
            )
        if kind is ScalarEvent:
            return _scalar(event), (event.start_mark, event)
        self.count += 1
        if depth >= DEPTH or self.count > EVENTS:
            self.beyond(event)
        if kind is MappingStartEvent:
            return self.mapping(event, depth + 1)
        return self.sequence(event, depth + 1)

    def beyond(self, event: Any) -> NoReturn:
        """Refuse what lies beyond the bounds, and read no further."""
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        raise AddendumError.at(
            Where(self.shown, line, column), say("nested too deeply, or too many entries"), say("keep it simpler")
        )

    def sequence(self, start: SequenceStartEvent, depth: int) -> tuple[list[Any], Place]:
        data: list[Any] = []
        places: list[Place] = []
        get = self.get
        while (kind := type(event := get())) is not SequenceEndEvent:
            if kind is ScalarEvent and event.tag is None and event.anchor is None:
                item: Any = _scalar(event)
                place: Place = (event.start_mark, event)
            else:
                item, place = self.node(event, depth)
            if item is not None:  # an entry that is empty is none
                data.append(item)
                places.append(place)
        self.count += len(data)
        if self.count > EVENTS:
            self.beyond(start)
        return data, (start.start_mark, places)

    def mapping(self, start: MappingStartEvent, depth: int) -> tuple[dict[str, Any], Place]:
        data: dict[str, Any] = {}
        places: dict[str, tuple[Any, Place]] = {}
        get = self.get
        while (kind := type(key_event := get())) is not MappingEndEvent:
            plain = kind is ScalarEvent and key_event.tag is None and key_event.anchor is None
            key = key_event.value if plain and key_event.value != "<<" else self.key(key_event, depth)
            event = get()
            if type(event) is ScalarEvent and event.tag is None and event.anchor is None:
                value = _scalar(event)
                place: Place = (event.start_mark, event)
            else:
                value, place = self.node(event, depth)
            if key is None:
                continue
            if key in data:
                first = places[key][0].line + 1
                self.refuse(
                    key_event,
                    say("{key} is given twice, first on line {line}", key=key, line=first),
                    say("keep one of the two"),
                )
            elif value is None and start.flow_style and key.isdigit() and _unwritten(event):
                self.refuse(
                    key_event,
                    say("between braces a comma starts the next key, so that {key} stands alone", key=key),
                    say("write a decimal point (2.8), put the number in quotes, or use one key a line"),
                )
            else:
                data[key] = value
                places[key] = (key_event.start_mark, place)
        self.count += len(data)
        if self.count > EVENTS:
            self.beyond(start)
        return data, (start.start_mark, places)

    def key(self, event: Any, depth: int) -> str | None:
        """Return a key's text, or None for one that is refused."""
        if type(event) is not ScalarEvent:
            self.refuse(event, say("a key has to be plain text"), say("put it in quotes"))
            self.node(event, depth)
            return None
        if event.anchor is not None or event.tag is not None:
            self.refuse(event, say("an anchor or a tag on a key"), say("remove it"))
        if event.value == "<<" and not event.style:
            self.refuse(event, say("a merge key (<<)"), say("write the keys themselves"))
            return None
        return str(event.value)


_NULLS = frozenset(("~", "null", "Null", "NULL"))
LONGEST_NULL = 4


def _scalar(event: ScalarEvent) -> str | None:
    """Return a scalar's text as written; None where it is empty, or a plain word that stands for nothing."""
    value: str = event.value
    if len(value) > LONGEST_NULL:
        return value
    return None if not value or (value in _NULLS and not event.style) else value


def _unwritten(event: Any) -> bool:
    """Return whether ``event`` is the value of a key after which nothing was written."""
    return type(event) is ScalarEvent and not event.value and not event.style


_SYNTAX: tuple[tuple[str, Message, Message], ...] = (
    ("mapping values are not allowed", say("a colon with a space after it starts a key, which cannot stand here"), say("put the text in quotes, or check the indentation")),
    ("cannot start any token", say("a character that cannot begin a value (a tab, @ or `)"), say("indent with spaces, and put such text in quotes")),
    ("tab", say("a tab cannot indent"), say("indent with spaces")),
    ("did not find expected key", say("the indentation does not fit, or a quote or bracket is missing"), say("line the keys up, and put text with quotes or colons in quotes")),
    ("did not find expected ',' or", say("a bracket or brace is not closed"), say("close it, or write one entry a line")),
    ("unexpected end of stream", say("a quote is opened and not closed"), say("close it")),
    ("control characters are not allowed", say("a control character"), say("remove it")),
    ("could not find expected ':'", say("a key without a colon"), say("write key: value")),
    ("maximum nesting", say("nested too deeply, or too many entries"), say("keep it simpler")),
    ("alias", say("text that starts with * or & means something else here"), say("put it in quotes")),
)  # fmt: skip
"""What libyaml says of a fault in its own English, and what we say of it."""


def _syntax(fault: yaml.YAMLError, shown: str) -> Problem:
    """Return a fault of YAML's own rules in our words, at its place."""
    said = " ".join(str(getattr(fault, part, "") or "") for part in ("context", "problem", "reason"))
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    where = Where(shown, mark.line + 1, mark.column + 1) if mark else Where(shown)
    for words, message, remedy in _SYNTAX:
        if words in said:
            return Problem(where, message, remedy)
    return Problem(where, say("not valid YAML"), say("check the quotes, colons and indentation here and just before"))
