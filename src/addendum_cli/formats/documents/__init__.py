"""Documents of applicants as text: Word, OpenDocument, PDF and plain text, none of which is to be trusted.

``extract`` bounds what it reads and runs nothing that is in a document, but a library can still hang or crash
on one that was made for it: ``formats.sandbox`` calls it in a process of its own.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from xml.parsers.expat import ExpatError

from addendum_cli.errors import AddendumError, Problem
from addendum_cli.formats.documents import opendocument, pdf, plain, word
from addendum_cli.formats.documents.draft import AGAIN, Draft, Enough
from addendum_cli.formats.documents.elements import Hostile
from addendum_cli.formats.documents.kinds import Kind, promised, told
from addendum_cli.messages import say

LARGEST = 25_000_000
"""Bytes of a document that is read at all."""

READERS: Mapping[Kind, Callable[[bytes, Draft], None]] = MappingProxyType(
    {"docx": word.read, "odt": opendocument.read, "pdf": pdf.read, "text": plain.read}
)
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ExpatError, OSError, ValueError)
"""What broken files make the standard library raise."""


class Extract(NamedTuple):
    """A document as text: Markdown's headings, lists and tables, a blank line between pages.

    ``pages``: how many, where the document itself says so. ``problems``: what is odd about it; without any
    text there is at least one, and with text they say what may be missing from it.
    """

    text: str
    kind: Kind
    pages: int | None
    problems: tuple[Problem, ...]


def extract(name: str, raw: bytes) -> Extract:
    """Return the text of the document ``raw``; whatever it holds, there is a text or a problem that says why not.

    The kind is told by the content; a ``name`` that promises another one is noted.
    """
    draft = Draft(name)
    kind = _read(name, raw, draft)
    text = draft.text
    if not text and not draft.problems:
        draft.note(say("no text in it"), say("send the document itself as docx, odt or pdf"))
    return Extract(text, kind, draft.pages, tuple(draft.problems))


def _read(name: str, raw: bytes, draft: Draft) -> Kind:
    """Read a document into ``draft``; return its kind."""
    if len(raw) > LARGEST:
        draft.note(
            say("larger than {n} MB", n=LARGEST // 1_000_000),
            say("make its pictures smaller, or leave out the annexes"),
        )
        return "other"
    if not raw:
        draft.note(say("an empty file"), say("ask for it again"))
        return "other"
    kind, what = told(raw)
    ending, promise = promised(name)
    if promise is not None and promise != kind and kind != "other":
        draft.note(say("its name ends in {ending}, but it is {kind}", ending=ending, kind=what))
    if kind == "other":
        draft.note(say("cannot be read: it is {kind}", kind=what), say("save it as docx, odt or pdf"))
        return kind
    try:
        READERS[kind](raw, draft)
    except Enough:
        pass
    except AddendumError as error:
        draft.problems.extend(error.problems)
    except Hostile:
        draft.note(say("built as no office program builds a document"), AGAIN)
    except _DAMAGE:
        draft.note(say("damaged: what follows could not be read"), say("ask for it again"))
    return kind
