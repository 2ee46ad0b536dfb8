"""Make the Word template that ships, ``templates/letter.docx``: a plain letterhead to replace with one's own.

Run it after a change here: ``python tools/letterhead.py``. The same bytes every time.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from addendum_cli.formats.package import reproducible

TARGET = Path(__file__).resolve().parents[1] / "templates" / "letter.docx"
KEPT = ("Normal", "header", "footer", "List Bullet", "Default Paragraph Font", "Normal Table", "No List")
ACCENT, QUIET = RGBColor(0x1F, 0x5C, 0x66), RGBColor(0x6B, 0x6B, 0x6B)


def _ruled(paragraph: Any, side: str) -> None:
    """Draw a thin line on one side of a paragraph."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "1F5C66")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def _text(paragraph: Any, text: str, size: float, colour: RGBColor | None = None, *, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    if colour is not None:
        run.font.color.rgb = colour


def _slim(document: Any) -> None:
    """Leave out what the library's default document brings and no letter needs: packages are stored unpacked."""
    styles = document.styles.element
    for style in list(styles):
        name = style.find(qn("w:name"))
        if style.tag == qn("w:latentStyles") or (name is not None and name.get(qn("w:val")) not in KEPT):
            styles.remove(style)
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] in ("thumbnail", "stylesWithEffects", "customXml"):
                del owner.rels[key]


def make() -> bytes:
    """Return the template."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), 1.15
    bullets = document.styles["List Bullet"].paragraph_format
    bullets.space_after = Pt(4)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(3.6), Cm(2.6)
    section.header_distance = section.footer_distance = Cm(1.2)
    head = section.header.paragraphs[0]
    _text(head, "{{ region }}", 15, ACCENT, bold=True)
    below = section.header.add_paragraph()
    _text(below, "{{ call }}", 9, QUIET)
    _ruled(below, "bottom")
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _ruled(foot, "top")
    _text(foot, "{{ contact }}  {{ email }}", 8.5, QUIET)
    for field in ("{{ organisation }}", "{{ name }}", "{{ address }}"):
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        _text(line, field, 10.5, bold=field == "{{ organisation }}")
    dated = document.add_paragraph()
    dated.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    dated.paragraph_format.space_before = Pt(10)
    _text(dated, "{{ date }}", 10.5)
    subject = document.add_paragraph()
    subject.paragraph_format.space_before = subject.paragraph_format.space_after = Pt(14)
    _text(subject, "{{ subject }}", 11.5, ACCENT, bold=True)
    document.add_paragraph("{{ letter }}")
    _slim(document)
    out = io.BytesIO()
    document.save(out)
    return reproducible(out.getvalue())


def main() -> int:
    """Write it; with ``--check``, say whether it is as written here."""
    made = make()
    if sys.argv[1:] == ["--check"]:
        return 0 if TARGET.read_bytes() == made else 1
    TARGET.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
