"""OpenDocument texts (.odt, .ott) as text: what a reader sees on the page, once.

Left out: what was deleted while changes were tracked, hidden text, comments, tables of contents. Own reading
instead of odfdo, which writes a repeated cell out as often as the file asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from addendum_cli.errors import AddendumError
from addendum_cli.formats.documents.draft import Block, Draft, heading, item, paragraph, row, tidy
from addendum_cli.formats.documents.elements import Element, Elements, inside
from addendum_cli.formats.documents.parts import Parts
from addendum_cli.messages import say

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_PREFIXES = {f"{_OASIS}:{name}:1.0": name for name in ("office", "text", "table", "style", "manifest")} | {
    f"{_OASIS}:drawing:1.0": "draw",
    f"{_OASIS}:svg-compatible:1.0": "svg",
}
_LEFT_OUT = frozenset(
    {
        "office:annotation", "office:annotation-end", "office:forms", "office:scripts", "svg:desc", "svg:title",
        "text:alphabetical-index", "text:illustration-index", "text:object-index", "text:ruby-text", "text:script",
        "text:table-index", "text:table-of-content", "text:tracked-changes", "text:user-index",
    }
)  # fmt: skip
_HIDING = frozenset({"text:hidden-text", "text:hidden-paragraph"})
_SIGNS = {"text:s": " ", "text:tab": " ", "text:line-break": "\n"}
_BLOCKS = frozenset({"text:p", "text:h", "text:list", "table:table"})
_MACROS = ("Basic/", "Scripts/")


def read(raw: bytes, draft: Draft) -> None:
    """Add the text of an OpenDocument text: headers, body, notes, footers.

    Raises:
        AddendumError: the zip must not be opened, is locked, or no document is in it.
    """
    parts = Parts(raw, draft.where)
    if b":encryption-data" in parts.read("META-INF/manifest.xml"):
        raise AddendumError.at(
            draft.where, say("locked with a password"), say("save it again as docx, odt or pdf, without a password")
        )
    if "content.xml" not in parts.names:
        raise draft.damaged()
    if any(name.startswith(_MACROS) and not name.endswith("/") for name in parts.names):
        draft.note_macros()
    styles: dict[str, _Style] = {}
    margins = _Part(parts.xml("styles.xml", _PREFIXES), styles, draft)
    headers, footers = margins.margins()
    draft.add(headers)
    body = _Part(parts.xml("content.xml", _PREFIXES), styles, draft)
    body.body()
    draft.add(body.notes)
    draft.add(footers)


class _Style(NamedTuple):
    """What a style says about text: the style it is based on, whether it hides, whether it is the title's."""

    base: str
    hidden: bool
    title: bool


@dataclass(slots=True)
class _Line:
    """A paragraph while it is read; ``aside``: the text boxes that hang on it."""

    texts: list[str] = field(default_factory=list)
    aside: list[Block] = field(default_factory=list)


class _Part:
    """Walks one part of a document; each method reads what is in the element that is open."""

    def __init__(self, xml: Elements, styles: dict[str, _Style], draft: Draft) -> None:
        self.notes: list[Block] = []
        self._xml = xml
        self._styles = styles
        self._draft = draft

    def body(self) -> None:
        """Add the document's own text; what its notes say is kept in ``notes``."""
        for element in inside(self._xml, "office:document-content"):
            if element.name == "office:automatic-styles":
                self._read_styles()
            elif element.name == "office:body":
                for _ in self._xml.elements():
                    for block in self._xml.elements():
                        found: list[Block] = []
                        self._block(block, found)
                        self._draft.add(found)

    def margins(self) -> tuple[list[Block], list[Block]]:
        """Return the headers and the footers, each text once."""
        found: dict[str, list[list[Block]]] = {"style:header": [], "style:footer": []}
        for element in inside(self._xml, "office:document-styles"):
            if element.name in ("office:styles", "office:automatic-styles"):
                self._read_styles()
            elif element.name == "office:master-styles":
                for kind in inside(self._xml, "style:master-page"):
                    texts = found["style:header" if kind.name.startswith("style:header") else "style:footer"]
                    blocks: list[Block] = []
                    if kind.get("style:display") != "false":
                        self._blocks(blocks)
                    if blocks not in texts:
                        texts.append(blocks)
        headers, footers = ([block for text in texts for block in text] for texts in found.values())
        return headers, footers

    def _read_styles(self) -> None:
        for element in self._xml.elements():
            if element.name == "style:style":
                name, base = element.get("style:name"), element.get("style:parent-style-name")
                hidden = any(one.get("text:display") == "none" for one in self._xml.elements())
                self._styles[name] = _Style(base, hidden, name == "Title")

    def _style(self, name: str) -> _Style:
        """Return a style with what it inherits; a circle of styles ends where it began."""
        style, seen = self._styles.get(name, _Style("", False, False)), {name}
        while style.base in self._styles and style.base not in seen:
            seen.add(style.base)
            base = self._styles[style.base]
            style = _Style(base.base, style.hidden or base.hidden, style.title or base.title)
        return style

    def _blocks(self, out: list[Block]) -> None:
        for element in self._xml.elements():
            self._block(element, out)

    def _block(self, element: Element, out: list[Block]) -> None:
        match element.name:
            case "text:p" | "text:h":
                self._paragraph(element, out)
            case "text:list":
                self._list(0, out)
            case "table:table":
                self._table(out)
            case "text:section" if element.get("text:display") == "none":
                self._draft.note_hidden()
            case name if name not in _LEFT_OUT:
                self._blocks(out)

    def _paragraph(self, element: Element, out: list[Block], depth: int | None = None) -> None:
        """Read a paragraph or heading; ``depth``: it is an item of a list, so many lists deep."""
        style = self._style(element.get("text:style-name"))
        line = _Line()
        self._words(line)
        text = "".join(line.texts)
        level = element.get("text:outline-level", "1")
        if style.hidden:
            if text.strip():
                self._draft.note_hidden()
        elif element.name == "text:h" or style.title:
            out.extend(heading(text, int(level) if level in set("123456789") else 1))
        else:
            out.extend(paragraph(text) if depth is None else item(text, depth))
        out.extend(line.aside)

    def _words(self, line: _Line) -> None:
        """Read what stands in a paragraph, or in anything else that surrounds words."""
        for child in self._xml.children():
            if isinstance(child, str):
                line.texts.append(child.replace("\n", " "))
                continue
            match child.name:
                case name if name in _SIGNS:
                    line.texts.append(_SIGNS[name])
                case name if name in _BLOCKS:
                    self._block(child, line.aside)
                case "draw:text-box":
                    self._blocks(line.aside)
                case "text:note":
                    line.texts.append(self._note("e" if child.get("text:note-class") == "endnote" else ""))
                case name if name in _HIDING or self._style(child.get("text:style-name")).hidden:
                    self._draft.note_hidden()
                case name if name not in _LEFT_OUT:
                    self._words(line)

    def _note(self, mark: str) -> str:
        """Read a footnote or endnote; return its number as the text refers to it."""
        label, found = "", list[Block]()
        for element in self._xml.elements():
            if element.name == "text:note-citation":
                label = f"[^{mark}{tidy(self._xml.text())}]"
            elif element.name == "text:note-body":
                self._blocks(found)
        if found:
            self.notes.append(Block("text", f"{label}: {found[0].text}"))
            self.notes.extend(found[1:])
        return label

    def _list(self, depth: int, out: list[Block]) -> None:
        for element in self._xml.elements():
            first = element.name == "text:list-item"
            for child in self._xml.elements():
                if child.name == "text:list":
                    self._list(depth + 1, out)
                elif child.name == "text:p" and first:
                    self._paragraph(child, out, depth)
                    first = False
                else:
                    self._block(child, out)

    def _table(self, out: list[Block]) -> None:
        """Read a table; what stands in many cells or rows alike (``number-…-repeated``) is read once."""
        for element in self._xml.elements():
            if element.name == "table:table-row":
                cells: list[list[Block]] = []
                for cell in self._xml.elements():
                    if cell.name == "table:table-cell":
                        cells.append([])
                        self._blocks(cells[-1])
                out.extend(row(cells))
            else:
                self._table(out)
