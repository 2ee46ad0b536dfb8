"""YAML, JSON and Markdown with front matter, read as written and with the place of everything in them.

Values are not typed here: every scalar stays text (``no``, ``12:30``, ``007``), ``null``, ``~`` and empty
are None, and no entry of a list; the model's field says what it is to be. What could be read in two ways (a
key given twice, anchors, tags, merge keys, a second document) is refused, each with its place, and the reading
goes on, so that one run names every problem. Bounds: ``SIZE`` bytes, ``DEPTH`` levels, ``EVENTS`` nodes.

Why events and not PyYAML's loaders: they keep the last of two equal keys, type values by YAML 1.1, and the
C loader overflows the stack on nested brackets. Walking libyaml's events is also twice as fast.

Source: contract, "A proposal"; docs/formats.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, NoReturn, TypeAlias

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

SIZE = 5_000_000
DEPTH = 50
EVENTS = 400_000
Path: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = "tuple[Any, Any]"
"""Where a node stands: its mark, and where its children stand.

The children: for a mapping key -> (the key's mark, the value's place), for a list the places in order, for
a scalar the event or span that it was read from.
"""


class Spot(NamedTuple):
    """A 0-based line and column, as libyaml's marks have them."""

    line: int
    column: int


class Located:
    """What a file holds and where: plain data of dicts, lists, text and None.

    ``problems`` are faults of form found on the way; the file cannot be used while there are any.
    """

    def __init__(
        self, data: Any, file: str, text: str, place: Place | Callable[[], Place], problems: Sequence[Problem] = ()
    ) -> None:
        self.data = data
        self.file = file
        self.problems = tuple(problems)
        self._text = text
        self._place = place
        self._starts: dict[Path, list[int]] = {}

    def where(self, path: Path, *, key: bool = False) -> Where:
        """Return the place of the value at ``path``, or of its ``key``; of the nearest parent if it is not there."""
        mark, _ = self._find(path, key=key)
        return Where(self.file, mark.line + 1, mark.column + 1, ".".join(map(str, path)) or None)

    def line(self, path: Path) -> int | None:
        """Return the 1-based line on which the field at ``path`` begins, or that of its nearest parent."""
        line: int = self._find(path, key=True)[0].line + 1
        return line

    def line_in(self, path: Path, offset: int) -> int:
        """Return the 1-based line of character ``offset`` in the text at ``path``."""
        _, place = self._find(path, key=False)
        event, kind = place[1], type(place[1])
        start: int = place[0].line + 1
        if kind is not ScalarEvent:
            return start
        if event.style == "|":
            return start + 1 + str(event.value).count("\n", 0, offset)
        if event.end_mark.line == event.start_mark.line:
            return start
        starts = self._starts.get(path)
        if starts is None:
            starts = self._starts[path] = self._letters_per_line(event)
        return start + bisect_left(starts, _letters(event.value[:offset]) + 1)

    def _letters_per_line(self, event: Any) -> list[int]:
        """Return for each line of a scalar's source how many letters of its value have been read at its end.

        White space folds on the way from source to value; everything else stays in order, so that counting
        letters finds a line. Escapes in quoted text count as the letter that they stand for.
        """
        source = self._text[event.start_mark.index : event.end_mark.index]
        if event.style == ">":
            source = "\n" + source.partition("\n")[2]
        elif event.style == "'":
            source = source[1:].replace("''", "'")
        elif event.style == '"':
            source = _ESCAPE.sub(lambda found: "x" if found[0][1] not in 'nrtL P_N0\n"' else "", source[1:])
        return list(accumulate(_letters(line) for line in source.split("\n")))

    def _find(self, path: Path, *, key: bool) -> tuple[Any, Place]:
        """Return the mark and place at ``path``, as deep as it goes."""
        place: Place = self._place() if callable(self._place) else self._place
        self._place = place
        mark = place[0]
        for part in path:
            inside = place[1]
            if isinstance(inside, dict) and part in inside:
                key_mark, place = inside[part]
                mark = key_mark if key else place[0]
            elif isinstance(inside, list) and isinstance(part, int) and part < len(inside):
                place = inside[part]
                mark = place[0]
            else:
                break
        return mark, place


_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.|\n)")


def _letters(text: str) -> int:
    """Return how many characters of ``text`` are not white space."""
    return sum(map(len, text.split()))


def decode(raw: bytes, shown: str) -> str:
    """Return a file's text: UTF-8, or UTF-16 where its mark says so.

    Raises:
        AddendumError: it is neither, or holds what no text holds.
    """
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise _refused(shown, say("not UTF-8 text"), say("save it again as UTF-8"), line) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _refused(shown, say("not a text file"), say("use addendum ingest for documents"), line)
    return text


def _refused(
    shown: str, message: Message, remedy: Message, line: int | None = None, column: int | None = None
) -> AddendumError:
    return AddendumError([Problem(Where(shown, line, column), message, remedy)])


def read_yaml(text: str, shown: str, *, mapping: bool = True) -> Located:
    """Return the YAML in ``text``; ``mapping``: anything else than keys and values is a fault.

    Raises:
        AddendumError: it cannot be read on from some point, or lies beyond the bounds.
    """
    try:
        reader = _Reader(Events(text), shown)
        data, place = reader.document()
    except yaml.YAMLError as fault:
        raise AddendumError([_syntax(fault, shown)]) from None
    _only_keys(data, shown, place[0], mapping=mapping, problems=reader.problems)
    return Located(data, shown, text, place, reader.problems)


def _only_keys(data: Any, shown: str, mark: Any, *, mapping: bool, problems: Sequence[Problem]) -> None:
    """Refuse a file that holds no keys and values where nothing else will do."""
    if not mapping or isinstance(data, dict):
        return
    what = say("empty") if data is None else say("keys and values are wanted here")
    problem = Problem(Where(shown, mark.line + 1, mark.column + 1), what, say("write it as key: value, one key a line"))
    raise AddendumError([*problems, problem])


class _Reader:
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
        raise _refused(self.shown, say("nested too deeply, or too many entries"), say("keep it simpler"), line, column)

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


def read_json(text: str, shown: str, *, mapping: bool = True) -> Located:
    """Return the JSON in ``text``; see ``read_yaml``."""
    from addendum_cli.formats import json_located

    data, places, problems = json_located.read(text, shown, DEPTH)
    _only_keys(data, shown, Spot(0, 0), mapping=mapping, problems=problems)
    return Located(data, shown, text, places, problems)


def read_markdown(text: str, shown: str) -> tuple[Located, str, int]:
    """Return the front matter, the body, and the body's first line (1-based).

    Raises:
        AddendumError: there is no front matter, it does not end, or it cannot be read.
    """
    first, *lines = text.split("\n")
    if first.rstrip() != "---":
        raise _refused(
            shown,
            say("no facts at the top: front matter is missing"),
            say("begin with a line ---, the facts as YAML, and a line ---"),
            1,
        )
    for number, line in enumerate(lines):
        if line.rstrip() in ("---", "..."):
            head = "\n".join([first, *lines[:number], ""])
            return read_yaml(head, shown), "\n".join(lines[number + 1 :]), number + 3
    raise _refused(shown, say("the front matter does not end"), say("close it with a line ---"), len(lines) + 1)
