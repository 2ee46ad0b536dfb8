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
from typing import Any, TypeAlias

from yaml.events import ScalarEvent

from addendum_cli.errors import AddendumError, Problem, Where
from addendum_cli.formats import yaml_events
from addendum_cli.formats.yaml_events import DEPTH, EVENTS, Place
from addendum_cli.messages import say

__all__ = ["DEPTH", "EVENTS", "SIZE", "Located", "decode", "read_json", "read_markdown", "read_yaml"]

SIZE = 5_000_000
Path: TypeAlias = tuple[str | int, ...]


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
        raise AddendumError.at(Where(shown, line), say("not UTF-8 text"), say("save it again as UTF-8")) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise AddendumError.at(Where(shown, line), say("not a text file"), say("use addendum ingest for documents"))
    return text


def read_yaml(text: str, shown: str, *, mapping: bool = True) -> Located:
    """Return the YAML in ``text``; ``mapping``: anything else than keys and values is a fault.

    Raises:
        AddendumError: it cannot be read on from some point, or lies beyond the bounds.
    """
    data, place, problems = yaml_events.read(text, shown)
    _only_keys(data, shown, place[0], mapping=mapping, problems=problems)
    return Located(data, shown, text, place, problems)


def _only_keys(data: Any, shown: str, mark: Any, *, mapping: bool, problems: Sequence[Problem]) -> None:
    """Refuse a file that holds no keys and values where nothing else will do."""
    if not mapping or isinstance(data, dict):
        return
    what = say("empty") if data is None else say("keys and values are wanted here")
    problem = Problem(Where(shown, mark.line + 1, mark.column + 1), what, say("write it as key: value, one key a line"))
    raise AddendumError([*problems, problem])


def read_json(text: str, shown: str, *, mapping: bool = True) -> Located:
    """Return the JSON in ``text``; see ``read_yaml``."""
    from addendum_cli.formats import json_located

    data, places, problems = json_located.read(text, shown, DEPTH)
    _only_keys(data, shown, json_located.Spot(0, 0), mapping=mapping, problems=problems)
    return Located(data, shown, text, places, problems)


def read_markdown(text: str, shown: str) -> tuple[Located, str, int]:
    """Return the front matter, the body, and the body's first line (1-based).

    Raises:
        AddendumError: there is no front matter, it does not end, or it cannot be read.
    """
    first, *lines = text.split("\n")
    if first.rstrip() != "---":
        raise AddendumError.at(
            Where(shown, 1),
            say("no facts at the top: front matter is missing"),
            say("begin with a line ---, the facts as YAML, and a line ---"),
        )
    for number, line in enumerate(lines):
        if line.rstrip() in ("---", "..."):
            head = "\n".join([first, *lines[:number], ""])
            return read_yaml(head, shown), "\n".join(lines[number + 1 :]), number + 3
    raise AddendumError.at(
        Where(shown, len(lines) + 1), say("the front matter does not end"), say("close it with a line ---")
    )
