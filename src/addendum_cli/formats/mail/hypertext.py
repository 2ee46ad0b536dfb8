"""The text of a mail written in HTML: no link is followed, no script or style is text, nothing hidden is shown.

Read tag by tag with one expression that never looks at a letter twice: the standard library's parser needs a
minute and a half for 120 kB of ``<a <a <a``.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(
    r"""<!--(?:[^-]|-(?!->))*+(?:-->|\Z)
      | <(?P<end>/?)(?P<name>[A-Za-z][^\s/<>]*+)(?P<rest>(?:[^<>"']|"[^"<]*+"|'[^'<]*+'|["'])*+)>
      | <[!?][^<>]*+>""",
    re.VERBOSE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|(?:^|\s)hidden(?=[\s=/]|$)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_SILENT = frozenset({"script", "style", "title", "template"})
_LINE = frozenset(
    {"address", "article", "div", "dd", "dt", "footer", "form", "header", "hr", "li", "main", "section", "tr"}
)
_BLOCK = frozenset({"blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"})


def text_of(source: str) -> str:
    """Return the text of HTML, a line per paragraph, list items with a dash, cells apart by a bar."""
    page = _Page()
    silent, depth, end = "", 0, 0
    for found in _TAG.finditer(source):
        if not silent:
            page.write(source[end : found.start()])
        end = found.end()
        name, closing = (found["name"] or "").lower(), bool(found["end"])
        if silent:
            if name == silent:  # a script does not nest, a hidden <div> may
                depth += -1 if closing else silent not in _SILENT
                silent = silent if depth else ""
        elif not closing and name not in _VOID and (name in _SILENT or _HIDDEN.search(found["rest"] or "")):
            silent, depth = name, 1
        else:
            page.tag(name, closing)
    if not silent:
        page.write(source[end:])
    return page.text()


class _Page:
    """Lines of text as a browser would break them; never two empty ones in a row."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.apart = False
        self.verbatim = False

    def write(self, source: str) -> None:
        """Add what stands between two tags."""
        if not self.verbatim:
            self.line.append(_SPACE.sub(" ", html.unescape(source)))
            return
        first, *others = html.unescape(source).replace("\xa0", " ").replace("\r\n", "\n").split("\n")
        self.line.append(first)
        for other in others:
            self.end(even_empty=True)
            self.line.append(other)

    def tag(self, name: str, closing: bool) -> None:
        """Break the line where ``name`` does."""
        if name == "br":
            self.end(even_empty=True)
        elif name in _BLOCK:
            self.end()
            self.apart = bool(self.lines)
            self.verbatim = not closing if name == "pre" else self.verbatim
        elif name in _LINE:
            self.end()
            if name == "li" and not closing:
                self.line.append("- ")
        elif name in ("td", "th") and closing:
            self.line.append(" | ")

    def end(self, *, even_empty: bool = False) -> None:
        """End the line; one without text only where that is asked."""
        line = "".join(self.line)
        line = line.rstrip() if self.verbatim else re.sub("  +", " ", line).strip(" |")
        if line == "-" and not even_empty:
            return  # an item whose text stands in a paragraph of its own
        self.line.clear()
        if line:
            if self.apart and self.lines[-1]:
                self.lines.append("")
            self.lines.append(line)
            self.apart = False
        elif even_empty and self.lines and self.lines[-1]:
            self.lines.append("")

    def text(self) -> str:
        """Return the whole text."""
        self.end()
        return "\n".join(self.lines).strip("\n")
