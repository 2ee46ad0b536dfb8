"""XML of strangers, read as a stream: no entity is expanded, nothing outside is fetched, nesting is bounded.

An office document never declares a document type, so one that does is refused before any entity can exist.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import IO, Literal, NamedTuple, TypeAlias
from xml.parsers.expat import ParserCreate

DEEPEST = 200
CHUNK = 1 << 16


class Hostile(ValueError):  # noqa: N818 - a word for what the document is
    """The XML does what no office program's does: declares entities, or nests beyond all use."""


class Element(NamedTuple):
    """The start of an element: names as ``prefix:local``, the prefix being ours, ``?`` for unknown ones."""

    name: str
    attributes: Mapping[str, str]

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute's value."""
        return self.attributes.get(name, default)


Child: TypeAlias = Element | str


class Elements:
    """The elements of one XML file, each read once, in the order in which they stand.

    ``children`` gives those of the element that is open; whoever does not ask for a child's own children
    passes over everything in it.

    Raises, while reading:
        Hostile: a document type, or nesting deeper than ``DEEPEST``.
        ExpatError: not well-formed XML.
    """

    def __init__(self, file: IO[bytes], prefixes: Mapping[str, str]) -> None:
        self._file = file
        self._prefixes = prefixes
        self._names: dict[str, str] = {}
        self._events: deque[Child | Literal[True]] = deque()
        self._deep = 0
        self._open = 0
        self._ended = False
        parser = self._parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._events.append
        parser.StartDoctypeDeclHandler = self._doctype

    def children(self) -> Iterator[Child]:
        """Yield the elements and texts directly in the element that is open; outside all, the root."""
        level = self._open
        while (event := self._next()) is not None:
            if event is True:
                self._open -= 1
                if self._open < level:
                    return
            elif isinstance(event, str):
                if self._open == level:
                    yield event
            else:
                self._open += 1
                if self._open == level + 1:
                    yield event

    def elements(self) -> Iterator[Element]:
        """Yield the same without the texts between."""
        return (child for child in self.children() if isinstance(child, Element))

    def text(self) -> str:
        """Return all text in the element that is open."""
        level = self._open
        found: list[str] = []
        while (event := self._next()) is not None:
            if event is True:
                self._open -= 1
                if self._open < level:
                    break
            elif isinstance(event, str):
                found.append(event)
            else:
                self._open += 1
        return "".join(found)

    def _next(self) -> Child | Literal[True] | None:
        """Return the next event, True for the end of an element, None at the end of the file."""
        while not self._events:
            if self._ended:
                return None
            data = self._file.read(CHUNK)
            self._ended = not data
            self._parser.Parse(data, self._ended)
        return self._events.popleft()

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._deep += 1
        if self._deep > DEEPEST:
            raise Hostile
        named = {self._short(key): value for key, value in attributes.items()} if attributes else attributes
        self._events.append(Element(self._short(name), named))

    def _end(self, _: str) -> None:
        self._deep -= 1
        self._events.append(True)

    def _doctype(self, *_: object) -> None:
        raise Hostile

    def _short(self, name: str) -> str:
        """Return ``namespace local`` with our prefix."""
        short = self._names.get(name)
        if short is None:
            space, _, local = name.rpartition(" ")
            short = self._names[name] = f"{self._prefixes.get(space, '?')}:{local}" if space else local
        return short


def inside(xml: Elements, *path: str) -> Iterator[Element]:
    """Yield the elements that stand in the elements named by ``path``, from the root on."""
    for element in xml.elements():
        if not path:
            yield element
        elif element.name == path[0]:
            yield from inside(xml, *path[1:])
