"""A document's text while it is being gathered: blocks in reading order, and what is odd about the document.

Readers add to it as they go, so whatever was read before a fault is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from addendum_cli.errors import AddendumError, Problem, Where
from addendum_cli.formats.plain import visible
from addendum_cli.messages import Message, say

LONGEST = 5_000_000
"""Characters of text kept of one document."""
CUT = "[…]"
"""Stands where a text was cut."""
DEEPEST_LIST = 8
AGAIN = say("save it again as docx, odt or pdf")
"""The remedy for a document that its own program may mend."""

Form: TypeAlias = Literal["text", "title", "item", "row"]

_SPACE = re.compile(r"[^\S\n]+")
_AROUND = re.compile(r" ?\n ?")
_SPECIAL = str.maketrans(
    {"\xad": "", "\u200b": "", "\ufffe": "", "\uffff": ""}
    | {letters: unicodedata.normalize("NFKC", letters) for letters in "ﬀﬁﬂﬃﬄﬅﬆ"}
)
"""Break hints go; letters that a typesetter joined come apart again."""


class Block(NamedTuple):
    """A paragraph or heading, an item of a list or a row of a table, as it is written."""

    form: Form
    text: str


class Enough(Exception):  # noqa: N818 - no error: the text has reached its bound
    """The draft holds as much text as it may; nothing more need be read."""


class Draft:
    """What has been read of the document ``name`` so far."""

    def __init__(self, name: str) -> None:
        self.where = Where(name)
        self.problems: list[Problem] = []
        self.pages: int | None = None
        self._blocks: list[Block] = []
        self._room = LONGEST

    def add(self, blocks: Iterable[Block]) -> None:
        """Add ``blocks`` at the end.

        Raises:
            Enough: the text is as long as it may be; it was cut, and the problem is noted.
        """
        for block in blocks:
            if len(block.text) > self._room:
                self._blocks.append(block._replace(text=block.text[: self._room] + CUT))
                self.note(
                    say("more than {n} characters of text: the rest was left out", n=LONGEST),
                    say("send the proposal without its annexes"),
                )
                raise Enough
            self._room -= len(block.text)
            self._blocks.append(block)

    def note(self, message: Message, remedy: Message | None = None) -> None:
        """Note what is odd about the document, once."""
        problem = Problem(self.where, message, remedy)
        if problem not in self.problems:
            self.problems.append(problem)

    def note_hidden(self) -> None:
        """Note that text which a reader does not see was left out."""
        self.note(say("holds hidden text, which was left out"), say("show what should be read, and send it again"))

    def note_macros(self) -> None:
        """Note that the document holds programs."""
        self.note(say("holds macros: its text was read, nothing of it was run"), AGAIN)

    def damaged(self) -> AddendumError:
        """Return the error that no document is in the file."""
        return AddendumError.at(self.where, say("damaged, or not what its name says"), AGAIN)

    @property
    def text(self) -> str:
        """The blocks as one text: a blank line between them, none inside a list or a table."""
        parts: list[str] = []
        before: Form = "text"
        for form, text in self._blocks:
            if parts:
                parts.append("\n" if form == before and form in ("item", "row") else "\n\n")
            parts.append(text)
            before = form
        return "".join(parts)


def tidy(text: str) -> str:
    """Return a paragraph's text: white space folded, line breaks kept, one way of writing each letter."""
    if text.isascii():
        folded = _SPACE.sub(" ", text)
    else:
        folded = _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_SPECIAL))
    return visible(_AROUND.sub("\n", folded).strip())


def paragraph(text: str) -> list[Block]:
    """Return a paragraph, or nothing where it is empty."""
    text = tidy(text)
    return [Block("text", text)] if text else []


def heading(text: str, level: int) -> list[Block]:
    """Return a heading of ``level`` (from 1 on), or nothing where it is empty."""
    text = tidy(text).replace("\n", " ")
    return [Block("title", f"{'#' * min(level, 6)} {text}")] if text else []


def item(text: str, depth: int) -> list[Block]:
    """Return an item of a list, ``depth`` lists deep (from 0 on), or nothing where it is empty."""
    text = tidy(text)
    indent = "  " * min(depth, DEEPEST_LIST)
    return [Block("item", f"{indent}- " + text.replace("\n", f"\n{indent}  "))] if text else []


def row(cells: Iterable[list[Block]]) -> list[Block]:
    """Return a row of a table.

    Where a cell holds more than a line, or there is only one, the table is no table but a page's layout:
    the cells then stand below each other, so that every sentence begins and ends where its writer put it.
    """
    filled = list(cells)
    if len(filled) < 2 or not all(len(cell) <= 1 and all(map(_one_line, cell)) for cell in filled):
        return [block for cell in filled for block in cell]
    texts = [cell[0].text.replace("|", r"\|") if cell else "" for cell in filled]
    return [Block("row", f"| {' | '.join(texts)} |")] if any(texts) else []


def _one_line(block: Block) -> bool:
    return block.form in ("text", "item") and "\n" not in block.text
