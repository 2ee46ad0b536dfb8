"""What a screen shows, before it is drawn: headings, lines and tables of worded text with a tone."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Tone: TypeAlias = Literal["plain", "strong", "good", "warn", "bad", "quiet"]


class Span(NamedTuple):
    """A piece of text on one line."""

    text: str
    tone: Tone = "plain"


Line: TypeAlias = tuple[Span, ...]
Cell: TypeAlias = tuple[Line, ...]


class Column(NamedTuple):
    """A column: its title, which side its text stands, whether it may be wrapped."""

    title: str
    right: bool = False
    wrap: bool = False


class Heading(NamedTuple):
    """A title over what follows."""

    text: str


class Paragraph(NamedTuple):
    """Lines of running text; ``indent`` in characters."""

    lines: tuple[Line, ...]
    indent: int = 0


class Table(NamedTuple):
    """Rows of cells under columns; ``spaced``: a blank line between rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    spaced: bool = False


Block: TypeAlias = Heading | Paragraph | Table


def cell(text: str, tone: Tone = "plain") -> Cell:
    """Return a cell of one line."""
    return ((Span(text, tone),),)


def line(text: str, tone: Tone = "plain") -> Line:
    """Return a line of one tone."""
    return (Span(text, tone),)
