"""Word documents (.docx, also those with macros) as text: what a reader sees on the page, once.

Left out: what was deleted or moved away while changes were tracked, hidden text, comments, tables of contents.
Own reading instead of python-docx, whose paragraphs miss text boxes, content controls, notes and insertions.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from addendum_cli.formats.documents.draft import Block, Draft, heading, item, paragraph, row
from addendum_cli.formats.documents.elements import Element, Elements, inside
from addendum_cli.formats.documents.parts import Parts
from addendum_cli.formats.documents.word_styles import PLAIN, Style, number, on, outlined, read_styles, vanishes
from addendum_cli.messages import say

_OOXML, _STRICT = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
_PREFIXES = {
    f"{_OOXML}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OOXML}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    f"{_OOXML}/markup-compatibility/2006": "mc",
    f"{_OOXML}/package/2006/relationships": "rel",
}
_LEFT_OUT = frozenset({"w:del", "w:moveFrom", "w:sectPr", "w:sdtPr", "w:tblPr", "w:tblGrid", "w:tcPr", "w:rt", "w:rPr"})
_SIGNS = {"w:tab": " ", "w:ptab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_SYMBOLS = {
    ("wingdings", "FE"): "☑", ("wingdings", "FD"): "☒", ("wingdings", "78"): "☒", ("wingdings", "FC"): "✓",
    ("wingdings", "A8"): "☐", ("wingdings", "6F"): "☐", ("wingdings 2", "52"): "☑", ("wingdings 2", "54"): "☒",
    ("wingdings 2", "A3"): "☐", ("wingdings 2", "50"): "✓", ("symbol", "B7"): "•",
}  # fmt: skip
"""Signs with which people tick forms, by font and low byte of the code; the others are ornaments."""
_NOTES = {"footnotes": "", "endnotes": "e"}
"""The parts that hold notes, and what tells the numbers of the ones from the others."""


def read(raw: bytes, draft: Draft) -> None:
    """Add the text of a Word document: headers, body, notes, footers.

    Raises:
        AddendumError: the zip must not be opened, or no document is in it.
    """
    parts = Parts(raw, draft.where)
    main = next(iter(_related(parts, "", "officeDocument")), "")
    if main not in parts.names:
        raise draft.damaged()
    if any(posixpath.basename(name).casefold().startswith("vbaproject") for name in parts.names):
        draft.note_macros()
    related = {kind: _related(parts, main, kind) for kind in ("styles", "header", "footer", *_NOTES)}
    styles = {
        name: style for path in related["styles"] for name, style in read_styles(parts.xml(path, _PREFIXES)).items()
    }
    margins: list[list[Block]] = []
    for kind in ("header", "", *_NOTES, "footer"):
        for path in related[kind] if kind else [main]:
            part = _Part(parts.xml(path, _PREFIXES), styles, draft)
            if kind in _NOTES:
                part.notes(_NOTES[kind])
            elif kind:
                part.margin(margins)
            else:
                part.body()


def _related(parts: Parts, source: str, kind: str) -> list[str]:
    """Return the parts that ``source`` (the package itself: "") names as ``kind``; never what lies outside."""
    folder, name = posixpath.split(source)
    found = []
    for element in inside(parts.xml(posixpath.join(folder, "_rels", f"{name}.rels"), _PREFIXES), "rel:Relationships"):
        if element.get("Type").endswith(f"/{kind}") and element.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, element.get("Target"))).lstrip("/")
            if path in parts.names and path not in found:
                found.append(path)
    return found


@dataclass(slots=True)
class _Line:
    """A paragraph while it is read; ``aside``: the text boxes that hang on it."""

    style: Style = PLAIN
    depth: int | None = None
    texts: list[str] = field(default_factory=list)
    aside: list[Block] = field(default_factory=list)

    def blocks(self) -> list[Block]:
        """Return the paragraph as what it is, and its text boxes below it."""
        text = "".join(self.texts)
        own: list[Block] = []
        if self.style.contents:
            pass
        elif self.style.level:
            own = heading(text, self.style.level)
        else:
            own = paragraph(text) if self.depth is None else item(text, self.depth)
        return own + self.aside


class _Part:
    """Walks one part of a document; each method reads what is in the element that is open."""

    def __init__(self, xml: Elements, styles: Mapping[str, Style], draft: Draft) -> None:
        self._xml = xml
        self._styles = styles
        self._draft = draft

    def body(self) -> None:
        """Add the document's own text."""
        for element in inside(self._xml, "w:document", "w:body"):
            found: list[Block] = []
            self._block(element, found)
            self._draft.add(found)

    def margin(self, seen: list[list[Block]]) -> None:
        """Add a header or footer, unless another one said the same."""
        found: list[Block] = []
        for _ in self._xml.elements():
            self._blocks(found)
        if found not in seen:
            seen.append(found)
            self._draft.add(found)

    def notes(self, mark: str) -> None:
        """Add footnotes or endnotes, each with the number by which the text refers to it."""
        for _ in self._xml.elements():
            for note in self._xml.elements():
                found: list[Block] = []
                self._blocks(found)
                if found and not note.get("w:type").casefold().endswith("separator"):
                    found[0] = Block("text", f"[^{mark}{note.get('w:id')}]: {found[0].text}")
                    self._draft.add(found)

    def _blocks(self, out: list[Block]) -> None:
        for element in self._xml.elements():
            self._block(element, out)

    def _block(self, element: Element, out: list[Block]) -> None:
        match element.name:
            case "w:p":
                line = _Line()
                self._words(line)
                out.extend(line.blocks())
            case "w:tbl":
                self._table(out)
            case "mc:AlternateContent":
                for _ in self._xml.elements():  # the first is what today's programs show; the next says it again
                    self._blocks(out)
                    break
            case "w:altChunk":
                self._draft.note(
                    say("holds another document inside it, which was not read"),
                    say("open it, and save it again as docx, odt or pdf"),
                )
            case name if name not in _LEFT_OUT:
                self._blocks(out)

    def _words(self, line: _Line) -> None:
        """Read what stands in a paragraph, a run, or anything else that surrounds words."""
        for element in self._xml.elements():
            match element.name:
                case "w:t" | "m:t":
                    line.texts.append(self._xml.text())
                case "w:pPr":
                    self._properties(line)
                case "w:rPr" if vanishes(self._xml):
                    self._draft.note_hidden()
                    return
                case "w:footnoteReference" | "w:endnoteReference":
                    mark = _NOTES[f"{element.name[2:-9]}s"]
                    line.texts.append(f"[^{mark}{element.get('w:id')}]")
                case "w:sym":
                    sign = element.get("w:font").casefold(), element.get("w:char")[-2:].upper()
                    line.texts.append(_SYMBOLS.get(sign, ""))
                case "w:checkBox":
                    line.texts.append("☒" if self._ticked() else "☐")
                case "w:txbxContent":
                    self._blocks(line.aside)
                case "mc:AlternateContent":
                    for _ in self._xml.elements():
                        self._words(line)
                        break
                case name if name in _SIGNS:
                    line.texts.append(_SIGNS[name])
                case name if name not in _LEFT_OUT:
                    self._words(line)
        if line.style.hidden and line.texts:
            self._draft.note_hidden()
            line.texts.clear()

    def _properties(self, line: _Line) -> None:
        """Read a paragraph's own properties, which go before its style's."""
        level, listed, depth = 0, None, 0
        for element in self._xml.elements():
            match element.name:
                case "w:pStyle":
                    line.style = self._styles.get(element.get("w:val"), PLAIN)
                case "w:outlineLvl":
                    level = outlined(element)
                case "w:numPr":
                    values = {one.name: number(one, 0) for one in self._xml.elements()}
                    listed, depth = values.get("w:numId", 1) != 0, values.get("w:ilvl", 0)
        line.style = line.style._replace(level=line.style.level or level)
        line.depth = depth if (line.style.listed if listed is None else listed) else None

    def _ticked(self) -> bool:
        """Return whether a box of a form is ticked: as filled in, else as it came."""
        values = {one.name: on(one) for one in self._xml.elements()}
        return values.get("w:checked", values.get("w:default", False))

    def _table(self, out: list[Block]) -> None:
        for element in self._xml.elements():
            if element.name == "w:tr":
                cells: list[list[Block]] = []
                if self._cells(cells):
                    out.extend(row(cells))
            elif element.name not in _LEFT_OUT:
                self._table(out)

    def _cells(self, cells: list[list[Block]]) -> bool:
        """Read the cells of a row; return whether the row still stands."""
        for element in self._xml.elements():
            if element.name == "w:trPr":
                if any(one.name == "w:del" for one in self._xml.elements()):
                    return False
            elif element.name == "w:tc":
                cells.append([])
                self._blocks(cells[-1])
            elif element.name not in _LEFT_OUT and not self._cells(cells):
                return False
        return True
