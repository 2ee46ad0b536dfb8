"""What the styles of a Word document mean for its text: headings, lists, hidden text, tables of contents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from addendum_cli.formats.documents.elements import Element, Elements, inside

_HEADING = re.compile(r"heading ([1-9])$")
"""Word's own styles have an English name in the file, whatever language they are shown in."""
_OFF = frozenset({"0", "false", "off", "none"})


class Style(NamedTuple):
    """What a paragraph's style says: ``level`` of a heading from 1 on, or 0; ``listed``: an item of a list."""

    level: int = 0
    listed: bool = False
    hidden: bool = False
    contents: bool = False


PLAIN = Style()


def on(element: Element) -> bool:
    """Return whether a switch such as ``w:vanish`` is on: it is, unless it says otherwise."""
    return element.get("w:val", "1").casefold() not in _OFF


def vanishes(xml: Elements) -> bool:
    """Return whether the properties of a run, which are open, hide it."""
    return any(one.name == "w:vanish" and on(one) for one in xml.elements())


def number(element: Element, default: int) -> int:
    """Return the whole number that is an element's value."""
    value = element.get("w:val")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default


def read_styles(xml: Elements) -> dict[str, Style]:
    """Return the styles by their id, each with what it takes over from the one that it is based on."""
    own: dict[str, Style] = {}
    based: dict[str, str] = {}
    for element in inside(xml, "w:styles"):
        if element.name == "w:style":
            name = element.get("w:styleId")
            own[name], based[name] = _style(xml)
    return {name: _whole(name, own, based) for name in own}


def _style(xml: Elements) -> tuple[Style, str]:
    """Return one style and the id of its base."""
    style, base = PLAIN, ""
    for child in xml.elements():
        if child.name == "w:name":
            name = child.get("w:val").casefold()
            titled = _HEADING.match(name)
            level = int(titled[1]) if titled else 1 if name == "title" else style.level
            style = style._replace(level=level, contents=name.startswith("toc "))
        elif child.name == "w:basedOn":
            base = child.get("w:val")
        elif child.name == "w:pPr":
            style = _in_paragraphs(xml, style)
        elif child.name == "w:rPr":
            style = style._replace(hidden=vanishes(xml))
    return style, base


def _in_paragraphs(xml: Elements, style: Style) -> Style:
    for child in xml.elements():
        if child.name == "w:outlineLvl" and not style.level:
            style = style._replace(level=outlined(child))
        elif child.name == "w:numPr":
            style = style._replace(listed=True)
    return style


def outlined(element: Element) -> int:
    """Return the heading's level that an outline level (from 0 on) stands for; 9 is body text."""
    level = number(element, 9)
    return level + 1 if level < 9 else 0


def _whole(name: str, own: Mapping[str, Style], based: Mapping[str, str]) -> Style:
    """Return a style with what it inherits; a circle of styles ends where it began."""
    style, seen = own[name], {name}
    while (name := based.get(name, "")) in own and name not in seen:
        seen.add(name)
        base = own[name]
        style = Style(
            style.level or base.level, style.listed or base.listed, style.hidden or base.hidden, style.contents
        )
    return style
