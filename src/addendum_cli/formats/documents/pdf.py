"""PDF as text, page by page, by PDFium: lines grouped into paragraphs by where they stand.

PDFium runs no script, follows no link and opens no other file here; a form's fields are not part of its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from addendum_cli.errors import AddendumError
from addendum_cli.formats.documents.draft import AGAIN, Block, Draft, item, paragraph
from addendum_cli.messages import say, say_n

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage  # type: ignore[import-untyped]  # it ships no types

MOST_PAGES = 2_000
_LOCKED = 4
"""PDFium's code for a wrong password."""
_PICTURE = 3
"""PDFium's code for an object that is a picture."""
_APART = 1.3
"""Lines further apart than so many usual steps belong to two paragraphs."""
_OTHER_SIZE = 1.15
_FULL = 0.85
"""A line that ends before this share of its paragraph's width was ended by its writer, not by the margin."""
_STRANGE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ue000-\uf8ff\ufffd]")
"""Letters of a font that does not tell what they are."""
_BULLET = re.compile(r"(?:[•·▪◦‣●○■□\uf0b7\uf0a7\uf0d8]|[-–](?=\s))\s*(?=\S)")
_ITEM = re.compile(r"(?:[0-9]{1,2}|[a-z])[.)]\s|[0-9]{1,2}(?:\.[0-9]{1,2})+\s|[☐☑☒✓]")
_END = re.compile("\r\n?|\n|(?<=\ufffe)")
_BREAK = "\ufffe-\xad"
"""What a word that goes on in the next line ends with; the first is PDFium's own, and stands for hyphen and line end."""


class _Line(NamedTuple):
    """A line and where it stands, in points from the page's corner below left."""

    text: str
    left: float
    right: float
    bottom: float
    height: float


def read(raw: bytes, draft: Draft) -> None:
    """Add the text of a PDF's pages.

    Raises:
        AddendumError: it cannot be opened, or needs a password.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(raw)
    except PdfiumError as fault:
        locked = fault.err_code == _LOCKED
        problem = say("locked with a password") if locked else say("damaged, or not what its name says")
        remedy = say("save it again as docx, odt or pdf, without a password")
        raise AddendumError.at(draft.where, problem, remedy) from None
    try:
        _pages(document, draft)
    finally:
        document.close()


def _pages(document: PdfDocument, draft: Draft) -> None:
    """Add the pages' text, and note which of them cannot be read."""
    from pypdfium2 import PdfiumError

    draft.pages = len(document)
    if draft.pages > MOST_PAGES:
        draft.note(
            say("more than {n} pages: the rest was left out", n=MOST_PAGES),
            say("send the proposal without its annexes"),
        )
    if document.get_formtype():
        draft.note(
            say("a form with fields: what was filled in there was not read"),
            say("print it to a new pdf, and send that"),
        )
    pictures = damaged = 0
    for number in range(min(draft.pages, MOST_PAGES)):
        try:
            page = document[number]
            blocks = _page(page, draft)
            pictures += not blocks and any(True for _ in page.get_objects([_PICTURE], max_depth=3))
            page.close()
        except PdfiumError:
            damaged += 1
            continue
        draft.add(blocks)
    if damaged:
        draft.note(say_n("{n} page is damaged", "{n} pages are damaged", damaged), say("ask for it again"))
    if pictures:
        draft.note(
            say_n(
                "{n} page is a picture without text: a scan",
                "{n} pages are pictures without text: a scan",
                pictures,
            ),
            say("send the document itself as docx, odt or pdf, not a scan of it"),
        )


def _page(page: PdfPage, draft: Draft) -> list[Block]:
    """Return the blocks of a page."""
    text = page.get_textpage()
    try:
        lines = list(_lines(text))
    finally:
        text.close()
    letters = "".join(line.text for line in lines)
    if 3 * len(_STRANGE.findall(letters)) > len(letters):
        draft.note(
            say("letters that cannot be read: their font does not say what they are"),
            AGAIN,
        )
        return []
    return [block for group in _groups(lines) for block in _block(group)]


def _lines(page: PdfTextPage) -> Iterator[_Line]:
    """Yield the lines of a page in the order in which the document writes them."""
    whole, start = page.get_text_range(), 0
    for end, after in (*(found.span() for found in _END.finditer(whole)), (len(whole), len(whole))):
        text = whole[start:end].rstrip()
        bare = text.rstrip(_BREAK)
        if bare.strip():
            left, bottom, _, top = _box(page, start + len(bare) - len(bare.lstrip()))
            right = _box(page, start + len(bare) - 1)[2]
            yield _Line(text.lstrip(), left, right, bottom, max(top - bottom, 1.0))
        start = after


def _box(page: PdfTextPage, place: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of the letter at ``place`` in the page's text; zeros where unknown."""
    from pypdfium2 import PdfiumError
    from pypdfium2 import raw as pdfium

    try:
        left, bottom, right, top = page.get_charbox(pdfium.FPDFText_GetCharIndexFromTextIndex(page, place), loose=True)
    except PdfiumError:  # a letter that stands nowhere: PDFium put it between others
        return 0.0, 0.0, 0.0, 0.0
    return left, bottom, right, top


def _groups(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Yield the lines paragraph by paragraph: more room, another size or a bullet begins a new one."""
    steps = sorted(one.bottom - other.bottom for one, other in pairwise(lines) if _below(one, other))
    usual = steps[len(steps) // 4] if steps else 0.0
    group: list[_Line] = []
    for line in lines:
        if group and _apart(group[-1], line, usual):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _below(one: _Line, other: _Line) -> bool:
    """Return whether a line stands below another as the next of a text does."""
    return 0.5 * one.height < one.bottom - other.bottom < 3 * one.height


def _apart(one: _Line, other: _Line, usual: float) -> bool:
    """Return whether two lines that follow each other belong to two paragraphs."""
    if _BULLET.match(other.text) or max(one.height, other.height) > _OTHER_SIZE * min(one.height, other.height):
        return True
    if other.bottom > one.bottom + 0.5 * one.height:  # up again: the next column
        return not other.text[0].islower() or one.text.endswith((".", "!", "?", ":"))
    return one.bottom - other.bottom > _APART * (usual or 1.2 * one.height)


def _block(lines: Sequence[_Line]) -> list[Block]:
    """Return a paragraph of lines as one text: words that the margin parted are whole again."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    parts = [lines[0].text]
    for one, other in pairwise(lines):
        if one.text[-1] in _BREAK and one.text[-2:-1].isalpha() and other.text[0].isalpha():
            parts[-1] = parts[-1][:-1] + ("" if other.text[0].islower() else "-")
        elif one.right >= left + _FULL * (right - left) and not _ITEM.match(other.text):
            parts.append(" ")
        else:
            parts.append("\n")
        parts.append(other.text)
    text = "".join(parts).replace(_BREAK[0], "-")
    bullet = _BULLET.match(text)
    return item(text[bullet.end() :], 0) if bullet else paragraph(text)
