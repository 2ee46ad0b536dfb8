"""A letter as a Word document, in the region's own template with its letterhead.

The template (``templates/letter.docx``, the call's own before the one that ships) is an ordinary document with fields
``{{ name }}`` in its text, headers and footers; the paragraph that holds ``{{ letter }}`` gives its style to the
letter's text. Nothing else in a template is read as a command, and what an applicant wrote goes in as text.
"""

from __future__ import annotations

import copy
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from addendum_cli.errors import AddendumError, Where
from addendum_cli.formats import archives
from addendum_cli.formats.package import reproducible
from addendum_cli.formats.plain import visible
from addendum_cli.formats.seals import RESTS_ON
from addendum_cli.messages import say
from addendum_cli.report.letters import Letter
from addendum_cli.report.records import PROGRAM

TEMPLATE = "letter.docx"
BODY = "letter"
FIELDS = ("subject", "letter", "name", "organisation", "address", "date", "call", "region", "contact", "email")
_FIELD = re.compile(r"\{\{\s*([a-z]+)\s*\}\}")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TITLE = 255
"""What the format allows a title in a document's properties, in characters."""
BULLET = "List Bullet"


def render(letter: Letter, fields: Mapping[str, str], template: bytes, shown: str) -> bytes:
    """Return ``letter`` set in ``template``; ``fields`` by their names in it (see :data:`FIELDS`).

    Raises:
        AddendumError: the template is no Word document that can be read, has no place for the letter, or has a
            field that is not known.
    """
    document = _open(template, shown)
    values = {**fields, "subject": letter.subject}
    place = None
    for paragraph in _paragraphs(document):
        for name in _FIELD.findall(paragraph.text):
            if name not in FIELDS:
                what = say("the template has an unknown field: {name}", name=name)
                raise AddendumError.at(Where(shown), what, say("known here: {names}", names=FIELDS))
            if name == BODY:
                place = paragraph
        if place is not paragraph:
            _fill(paragraph, values)
    if place is None:
        what = say("the template has no place for the letter")
        raise AddendumError.at(Where(shown), what, say("put {field} where its text goes", field="{{ letter }}"))
    _set(document, place, letter.body)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = _fit(letter.subject)[:TITLE], PROGRAM, PROGRAM
    rests = "; ".join(f"{name}={digest}" for name, digest in letter.rests_on.items())
    properties.comments = f"{RESTS_ON}: {rests}" if rests else ""
    out = io.BytesIO()
    document.save(out)
    return reproducible(out.getvalue())


def _open(template: bytes, shown: str) -> Any:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    remedy = say("save it as .docx again, or take it away: the template that ships is then used")
    why = archives.refused(template)
    if why is not None:
        raise AddendumError.at(Where(shown), why, remedy)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document = Document(io.BytesIO(template))
    except (OpcError, LxmlError, LookupError, ValueError, AttributeError, OSError):
        raise AddendumError.at(Where(shown), say("a document that cannot be read"), remedy) from None
    relations = document.part.package.rels
    for name in [name for name, one in relations.items() if one.reltype.endswith("/custom-properties")]:
        del relations[name]  # our own seal stands there
    return document


def _paragraphs(document: Any) -> Iterator[Any]:
    """Yield every paragraph: of the body, its tables, and every header and footer."""
    yield from _inside(document)
    for section in document.sections:
        parts = (section.header, section.footer, section.first_page_header, section.first_page_footer)
        for part in parts:
            if not part.is_linked_to_previous:
                yield from _inside(part)


def _inside(part: Any) -> Iterator[Any]:
    yield from part.paragraphs
    for table in part.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from _inside(cell)


def _fill(paragraph: Any, values: Mapping[str, str]) -> None:
    """Fill in a paragraph's fields; one that Word has cut over several runs keeps the looks of the first."""
    if not _FIELD.search(paragraph.text):
        return
    for run in paragraph.runs:
        if _FIELD.search(run.text):
            run.text = _FIELD.sub(lambda found: _fit(values.get(found[1], "")), run.text)
    if _FIELD.search(paragraph.text) and paragraph.runs:
        whole = _FIELD.sub(lambda found: _fit(values.get(found[1], "")), paragraph.text)
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = whole
    if not paragraph.text.strip() and not paragraph.style.name.lower().startswith(("header", "footer")):
        paragraph._p.getparent().remove(paragraph._p)  # nothing to say there: no gap either


def _set(document: Any, place: Any, body: str) -> None:
    """Put the letter's text in the place of its field: paragraphs, lists, and lines of one paragraph."""
    bulleted = BULLET in {style.name for style in document.styles}
    before = place
    for block in body.strip("\n").split("\n\n"):
        open_: Any = None
        rows = block.split("\n")
        for row, below in zip(rows, (*rows[1:], ""), strict=True):
            item = row.startswith("- ")
            if item or open_ is None:
                before = _after(before, place)
                if item:
                    text = row.removeprefix("- ")
                    before.add_run(_fit(text if bulleted else f"– {text}"))
                    if bulleted:
                        before.style = document.styles[BULLET]
                else:
                    title = below.startswith("- ") and not row.endswith(":")
                    before.add_run(_fit(row)).bold = title or None
                    before.paragraph_format.keep_with_next = below.startswith("- ") or None
                open_ = None if item else before
            else:
                open_.add_run().add_break()
                open_.add_run(_fit(row))
    place._p.getparent().remove(place._p)


def _after(before: Any, model: Any) -> Any:
    """Return a new, empty paragraph after ``before`` with the style of ``model``."""
    from docx.text.paragraph import Paragraph

    element = copy.deepcopy(model._p)
    before._p.addnext(element)
    made = Paragraph(element, model._parent)
    for run in made.runs:
        element.remove(run._r)
    return made


def _fit(text: str) -> str:
    """Return ``text`` as a document can hold it."""
    return _UNFIT.sub("", visible(text))
