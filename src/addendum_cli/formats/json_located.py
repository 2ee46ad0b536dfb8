"""JSON with the place of everything in it; read through ``formats.located``.

The standard library reads the values (numbers and yes/no stay as written). Their places are found by a
scan of their own, only when a message asks for one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from addendum_cli.errors import AddendumError, Problem, Where
from addendum_cli.messages import say


class Spot(NamedTuple):
    """A 0-based line and column, as libyaml's marks have them."""

    line: int
    column: int


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[][{}:,]|[^\s\[\]{}:,"]+')
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOTHING = ("null", '""')


def read(text: str, shown: str, depth: int) -> tuple[Any, Callable[[], Any], list[Problem]]:
    """Return the data in ``text``, what finds its places, and the problem of every key given twice.

    ``NaN`` and ``Infinity`` come through as words: a field that wants a number refuses them, in their place.

    Raises:
        AddendumError: it is no JSON, or nested deeper than ``depth``.
    """
    twice = False

    def keys(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal twice
        found: dict[str, Any] = {}
        for key, value in pairs:
            found.setdefault(_clean(key), _as_written(value))
        twice = twice or len(found) < len(pairs)
        return found

    try:
        data = _as_written(json.loads(text, object_pairs_hook=keys, parse_int=str, parse_float=str, parse_constant=str))
    except json.JSONDecodeError as fault:
        where = Where(shown, fault.lineno, fault.colno)
        problem = Problem(where, say("not valid JSON"), say("check the comma, quote or bracket here or just before"))
        raise AddendumError([problem]) from None
    except RecursionError:
        raise _too_deep(text, shown, depth) from None
    if _deeper_than(data, depth) or (twice and _bracket_beyond(text, depth)):
        raise _too_deep(text, shown, depth)
    places = _Places(text)
    if not twice:
        return data, places.all, []
    places.all()
    return data, places.all, [_given_twice(shown, *one) for one in places.twice]


def _given_twice(shown: str, key: str, mark: Spot, first: Spot) -> Problem:
    message = say("{key} is given twice, first on line {line}", key=key, line=first.line + 1)
    return Problem(Where(shown, mark.line + 1, mark.column + 1), message, say("keep one of the two"))


def _as_written(value: Any) -> Any:
    """Return ``value`` as its field will read it: text without halves of characters, yes/no as words.

    Empty text is absent, as everywhere, and an absent entry of a list is none.
    """
    if isinstance(value, str):
        return _clean(value) or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return [kept for one in value if (kept := _as_written(one)) is not None]
    return value


def _clean(text: str) -> str:
    return text if text.isascii() else _SURROGATE.sub("�", text)


def _deeper_than(data: Any, depth: int) -> bool:
    """Return whether ``data`` is nested in more than ``depth`` levels; level by level, without recursion."""
    level = [data] if isinstance(data, (dict, list)) else []
    for _ in range(depth):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return bool(level)


def _too_deep(text: str, shown: str, depth: int) -> AddendumError:
    mark = _bracket_beyond(text, depth) or Spot(0, 0)
    place = Where(shown, mark.line + 1, mark.column + 1)
    return AddendumError.at(place, say("nested too deeply, or too many entries"), say("keep it simpler"))


def _bracket_beyond(text: str, depth: int) -> Spot | None:
    """Return the bracket with which ``text`` goes deeper than ``depth`` levels, or None.

    Asked of the text where a key is given twice: of the value that was dropped only its place is walked.
    """
    level = 0
    for found in _TOKEN.finditer(text):
        if found[0] in "[{":
            level += 1
            if level > depth:
                return Spot(text.count("\n", 0, found.start()), found.start() - text.rfind("\n", 0, found.start()) - 1)
        elif found[0] in "]}":
            level -= 1
    return None


class _Places:
    """Where everything in a valid JSON text stands, as ``formats.located`` keeps it; and the keys given twice."""

    def __init__(self, text: str) -> None:
        self.twice: list[tuple[str, Spot, Spot]] = []
        self._text = text

    def all(self) -> Any:
        """Return the place of the whole, with those inside it."""
        self.twice.clear()
        self._starts = [0, *(found.end() for found in re.finditer("\n", self._text))]
        self._row = 0
        self._tokens: Iterator[tuple[int, str]] = ((found.start(), found[0]) for found in _TOKEN.finditer(self._text))
        return self._node(*next(self._tokens))

    def _mark(self, at: int) -> Spot:
        """Return the line and column of a token; they are asked for in order."""
        while self._row + 1 < len(self._starts) and self._starts[self._row + 1] <= at:
            self._row += 1
        return Spot(self._row, at - self._starts[self._row])

    def _entries(self, end: str) -> Iterator[tuple[int, str]]:
        """Yield the first token of every entry, up to the closing bracket."""
        for at, token in self._tokens:
            if token == end:
                return
            if token != ",":  # noqa: S105
                yield at, token

    def _node(self, at: int, token: str) -> Any:
        here = self._mark(at)
        if token == "[":  # noqa: S105 - a bracket, not a password
            items = [(word, self._node(start, word)) for start, word in self._entries("]")]
            return here, [place for word, place in items if word not in _NOTHING]
        if token != "{":  # noqa: S105
            return here, None
        keys: dict[str, Any] = {}
        for start, word in self._entries("}"):
            key, mark = _clean(json.loads(word)), self._mark(start)
            next(self._tokens)  # the colon
            place = self._node(*next(self._tokens))
            if key in keys:
                self.twice.append((key, mark, keys[key][0]))
            else:
                keys[key] = (mark, place)
        return here, keys
