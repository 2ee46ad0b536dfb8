"""Write ``examples/inbox``: an inbox as it really arrives, in the shapes that ordinary mail programs give.

``python tools/inbox.py`` writes it, ``--check`` fails where a file is missing, changed or not ours. The words are
in ``inbox.txt`` beside this file. Every organisation and person is invented. Nothing here depends on the clock, the
time zone or chance.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import html
import io
import quopri
import re
import runpy
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from email.utils import format_datetime
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple
from urllib.parse import quote

from openpyxl import Workbook, load_workbook

from addendum_cli.api import load_call
from addendum_cli.report.form import render
from addendum_cli.report.wording import Tongue
from addendum_cli.store.bundled import shipped

ROOT = Path(__file__).resolve().parent.parent
INBOX = ROOT / "examples" / "inbox"
TEXTS = Path(__file__).with_suffix(".txt")
LARGEST = 60_000
OURS = "saar.deschamps@welzijn13.be"
SERVER = "mail.welzijn13.example"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
_DATE = (1980, 1, 1, 0, 0, 0)
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def texts() -> dict[str, str]:
    """Return what stands in the mails and documents, by name."""
    parts = re.split(r"(?m)^=== (\S+)\n", TEXTS.read_text("utf-8"))[1:]
    return {name: text.strip("\n") for name, text in zip(parts[::2], parts[1::2], strict=True)}


# --- documents ---


class Piece(NamedTuple):
    """A piece of a document: a ``head``, an ``item``, a ``row`` (its cells), or a ``line``."""

    kind: str
    cells: tuple[str, ...]


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text."""
    for line in text.split("\n"):
        if line.startswith("# "):
            yield Piece("head", (line[2:],))
        elif line.startswith("- "):
            yield Piece("item", (line[2:],))
        elif line.startswith("| "):
            yield Piece("row", tuple(cell.strip() for cell in line.strip("|").split("|")))
        elif line:
            yield Piece("line", (line,))


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip of ``parts`` in their order, with one fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3  # else it tells on which system it was made
            entry.external_attr = 0o644 << 16
            entry.compress_type = method
            archive.writestr(entry, part)
    return out.getvalue()


def _runs(text: str) -> str:
    """Return Word's runs of one paragraph, bold where it is marked so."""
    found = []
    for number, part in enumerate(_BOLD.split(text)):
        bold = "<w:rPr><w:b/></w:rPr>" if number % 2 else ""
        if part:
            found.append(f'<w:r>{bold}<w:t xml:space="preserve">{html.escape(part, quote=False)}</w:t></w:r>')
    return "".join(found)


def _paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{_runs(text)}</w:p>"


def docx(text: str) -> bytes:
    """Return a Word document: headings, lists and tables of two columns."""
    body, rows = [], []
    for piece in [*pieces(text), Piece("", ())]:
        if piece.kind == "row":
            cells = "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in piece.cells)
            rows.append(f"<w:tr>{cells}</w:tr>")
            continue
        if rows:
            body.append(f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>")
            rows = []
        style = {"head": "Kop1", "item": "Lijstalinea"}.get(piece.kind, "")
        if piece.kind:
            body.append(_paragraph(piece.cells[0], style))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return packed(
        {
            "[Content_Types].xml": f'{declared}<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{types}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{types}.styles+xml"/></Types>',
            "_rels/.rels": f'{declared}<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{related}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'{declared}<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{related}/styles" Target="styles.xml"/></Relationships>',
            "word/styles.xml": f'{declared}<w:styles xmlns:w="{space}">'
            '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/>'
            '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="Lijstalinea"><w:name w:val="List Bullet"/></w:style></w:styles>',
            "word/document.xml": f'{declared}<w:document xmlns:w="{space}"><w:body>{"".join(body)}<w:sectPr/></w:body>'
            "</w:document>",
        }
    )


def odt(text: str) -> bytes:
    """Return an OpenDocument text: headings, lists and paragraphs."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:office="{oasis}:office:1.0" xmlns:text="{oasis}:text:1.0" xmlns:style="{oasis}:style:1.0"'
    body: list[str] = []
    for piece in pieces(text):
        inner = _BOLD.sub(r'<text:span text:style-name="T1">\1</text:span>', html.escape(piece.cells[0], quote=False))
        if piece.kind == "head":
            body.append(f'<text:h text:outline-level="1">{inner}</text:h>')
        elif piece.kind == "item":
            item = f"<text:list-item><text:p>{inner}</text:p></text:list-item>"
            if body and body[-1].endswith("</text:list>"):
                body[-1] = body[-1].removesuffix("</text:list>") + item + "</text:list>"
            else:
                body.append(f"<text:list>{item}</text:list>")
        else:
            body.append(f"<text:p>{inner}</text:p>")
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return packed(
        {
            "mimetype": ODT,
            "META-INF/manifest.xml": f'{declared}<manifest:manifest xmlns:manifest="{oasis}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
            "content.xml": f'{declared}<office:document-content {spaces} office:version="1.2">'
            '<office:automatic-styles><style:style style:name="T1" style:family="text"/></office:automatic-styles>'
            f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>",
        }
    )


def pdf(text: str) -> bytes:
    """Return a PDF as an office program prints it: Helvetica, lines broken at the margin, pages of 50 lines."""
    lines: list[tuple[int, str]] = []
    for piece in pieces(text):
        heading = piece.kind == "head"
        if lines and (heading or len(piece.cells[0]) > 60):
            lines.append((11, ""))
        lines += [(16 if heading else 11, line) for line in wrap(piece.cells[0], 60 if heading else 88)]
    pages = []
    for start in range(0, len(lines), 50):
        drawn = []
        for place, (size, line) in enumerate(lines[start : start + 50]):
            raw = line.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
            if raw:
                drawn.append(b"BT /F1 %d Tf 60 %d Td (%s) Tj ET\n" % (size, 780 - 14 * place, raw))
        pages.append(b"".join(drawn))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    return _pdf(pages, b"/Font<</F1 3 0 R>>", font)


def scan(text: str) -> bytes:
    """Return a PDF out of a scanner: one page that is a picture, with grey bars where the words were."""
    width, height = 256, 362
    rows = [bytearray(b"\xff" * (width // 8)) for _ in range(height)]
    words = [len(word) for word in text.split()] * 20
    for top in range(30, height - 30, 9):
        left = 3
        while left < width // 8 - 3 and words:
            long = max(1, words.pop() // 3)
            for row in rows[top : top + 4]:
                row[left : min(left + long, width // 8 - 3)] = b"\x11" * (min(left + long, width // 8 - 3) - left)
            left += long + 1
    picture = b"".join(bytes(row) for row in rows)
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1" % (width, height)
    image = b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(picture), picture)
    return _pdf([b"q 595 0 0 842 0 0 cm /Im1 Do Q\n"], b"/XObject<</Im1 3 0 R>>", image)


def _pdf(pages: Sequence[bytes], resources: bytes, third: bytes) -> bytes:
    """Return the file: 1 the catalog, 2 the pages, 3 what they use, then each page and what is drawn on it."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids),
        third,
    ]
    for number, drawn in enumerate(pages):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<<%s>>>>"
        objects += [page % (5 + 2 * number, resources), b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn)]
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def logo() -> bytes:
    """Return the picture under a signature: a small PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(
        b"\0" + bytes(40 if (x - 12) ** 2 + (y - 12) ** 2 < 120 else 230 for x in range(24)) for y in range(24)
    )
    head = struct.pack(">IIBBBBB", 24, 24, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b"")


def noise(name: str, length: int) -> bytes:
    """Return bytes that look like nothing, the same each time: what is behind a password."""
    return b"".join(hashlib.sha256(b"%s %d" % (name.encode(), n)).digest() for n in range(-(-length // 32)))[:length]


def filled_in(answers: Mapping[str, tuple[object, object]]) -> bytes:
    """Return the candidacy form as an applicant saved it, with ``answers`` (and the texts beside them) by their key."""
    book = load_workbook(io.BytesIO(render(load_call(shipped("data")).call, Tongue("nl"))))
    left = dict(answers)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            keys = [cell for cell in row if cell.value in left]
            for key in keys:
                for cell, value in zip(row[2:4], left.pop(str(key.value)), strict=True):
                    if value is not None:
                        cell.value = value  # type: ignore[assignment]  # whatever a cell may hold
    if left:
        raise ValueError(f"the form has no {', '.join(left)}")
    return _saved(book, zipfile.ZIP_DEFLATED)


def _saved(book: Workbook, method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a workbook with the same bytes each time; packed as tight as the machine's zlib does it only where it must."""
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"]
    stamp = rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*"
    parts["docProps/core.xml"] = re.sub(stamp, rb"\g<1>2023-06-07T12:00:00Z", core)
    return packed(parts, method)


def sheet(title: str, rows: Sequence[Sequence[object]]) -> bytes:
    """Return a workbook of one sheet."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = title
    for row in rows:
        first.append(list(row))
    return _saved(book)


# --- mails ---


class Leaf(NamedTuple):
    """A part of a mail: its header, and its body as it goes over the wire."""

    head: str
    body: str

    @property
    def whole(self) -> str:
        """Return the part with its header."""
        return f"{self.head}\n\n{self.body}"


def text(content: str, coding: str = "quoted-printable", charset: str = "utf-8", kind: str = "plain") -> Leaf:
    """Return a part of text."""
    head = f'Content-Type: text/{kind}; charset="{charset}"\nContent-Transfer-Encoding: {coding}'
    raw = content.encode(charset) + b"\n"
    if coding == "base64":
        return Leaf(head, base64.encodebytes(raw).decode().rstrip("\n"))
    if coding == "quoted-printable":
        return Leaf(head, quopri.encodestring(raw).decode("ascii").rstrip("\n"))
    return Leaf(head, content)


def hypertext(
    content: str, frame: Callable[[str], str], coding: str = "quoted-printable", charset: str = "utf-8"
) -> Leaf:
    """Return the same text as HTML, its paragraphs in the program's own frame."""
    inner = "".join(frame(html.escape(line, quote=False) or "&nbsp;") for line in content.split("\n"))
    return text(f"<html><head></head><body>{inner}</body></html>", coding, charset, "html")


def attached(name: str, raw: bytes, kind: str, *more: str, given: str = "") -> Leaf:
    """Return an attachment; ``given``: its name as the program writes it into the header."""
    said = given or f'filename="{name}"'
    head = [f"Content-Type: {kind}{'' if given else f'; name={chr(34)}{name}{chr(34)}'}", *more]
    head += [f"Content-Disposition: attachment;\n {said}", "Content-Transfer-Encoding: base64"]
    return Leaf("\n".join(head), base64.encodebytes(raw).decode().rstrip("\n"))


def several(kind: str, boundary: str, *parts: Leaf, more: str = "") -> Leaf:
    """Return a part made of parts."""
    body = "".join(f"--{boundary}\n{part.whole}\n" for part in parts)
    return Leaf(f'Content-Type: multipart/{kind};{more}\n boundary="{boundary}"', f"{body}--{boundary}--")


def word(said: str, charset: str = "utf-8", coding: str = "B") -> str:
    """Return text as encoded words of a header (RFC 2047), each short enough."""
    found = []
    for start in range(0, len(said), 24):
        raw = said[start : start + 24].encode(charset)
        told = base64.b64encode(raw).decode() if coding == "B" else quopri.encodestring(raw, header=True).decode()
        found.append(f"=?{charset}?{coding}?{told.replace('=' + chr(10), '')}?=")
    return "\n ".join(found)


def at(moment: str) -> str:
    """Return a moment as mail headers write it."""
    return format_datetime(datetime.fromisoformat(moment))


def hop(here: str, there: str, moment: str, id_: str) -> str:
    """Return what a server notes when it takes a mail over."""
    return (
        f"Received: from {there} ({there} [203.0.113.{17 + len(there)}])\n"
        f" by {here} (Postfix) with ESMTPS id {id_}\n for <{OURS}>; {at(moment)}"
    )


def mail(
    sender: str,
    subject: str,
    body: Leaf,
    *,
    received: str,
    sent: str,
    id_: str,
    through: Sequence[tuple[str, str]] = (),
    more: Sequence[str] = (),
    to: str = f"<{OURS}>",
) -> str:
    """Return a mail; ``received`` by the call's server, ``through`` others before it (name, moment)."""
    hosts = [*through, ("mx1.example.net", received)] if not through else list(through)
    hops = [hop(SERVER, hosts[0][0], received, id_[:11].upper())]
    for number, (host, moment) in enumerate(hosts[:-1] if len(hosts) > 1 else ()):
        hops.append(hop(host, hosts[number + 1][0], moment, id_[1:12]))
    head = [
        f"Return-Path: <{sender.rpartition('<')[2].rstrip('>')}>",
        f"Delivered-To: {OURS}",
        *hops,
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {subject}",
        f"Date: {at(sent)}",
        f"Message-ID: <{id_}>",
        "MIME-Version: 1.0",
        *more,
    ]
    return "\n".join(head) + "\n" + body.whole + "\n"


def wire(whole: str) -> bytes:
    """Return a mail as it is saved: its lines end as the internet's do."""
    return whole.replace("\n", "\r\n").encode()


def flowed(content: str) -> str:
    """Return text as Thunderbird breaks it: a line that goes on ends in a space."""
    return "\n".join(" \n".join(wrap(line, 72, break_long_words=False)) or "" for line in content.split("\n"))


def _outlook(line: str) -> str:
    return f'<p class="MsoNormal"><span lang="NL-BE">{line}<o:p></o:p></span></p>'


def _gmail(line: str) -> str:
    return f'<div dir="ltr">{line}</div>'


def _apple(line: str) -> str:
    return f'<div class="">{line}</div>'


def inbox() -> dict[str, bytes]:
    """Return every file of the inbox by its name."""
    said = texts()
    tests = runpy.run_path(str(ROOT / "tests" / "compound.py"))
    files = {
        "01-buitenbocht.eml": _buitenbocht(said),
        "02-wolkwijzer.eml": _wolkwijzer(said),
        "03-stoofhoek.eml": _stoofhoek(said),
        "04-roggebrood.eml": _roggebrood(said),
        "05-regenbak.eml": _regenbak(said),
        "06-vraag.eml": _vraag(said),
        "08-postvak.mbox": _postvak(said),
        "09-kapstok.eml": _kapstok(said),
        "10-windhaak.eml": _windhaak(said),
        "11-afwezig.eml": _afwezig(said),
        "12-grasduin.eml": _grasduin(said),
        "13-tussendeur.eml": _tussendeur(said),
        "14-tussendeur-nieuw.eml": _tussendeur_again(said),
        "15-zandloper.eml": _zandloper(said),
        "16-spiegelplas.eml": _spiegelplas(said),
        "18-kruimelspoor.eml": _kruimelspoor(said),
        "19-steigerhout.eml": _steigerhout(said),
    }
    found = {name: wire(whole) for name, whole in files.items()}
    found["07-pontveer.msg"] = _pontveer(said, tests)
    found["17-sleutelgat.eml"] = wire(_sleutelgat(said, tests))
    found["20-veldbed/begeleidend briefje.txt"] = f"{said['veldbed.txt']}\n".encode("cp1252")
    found["20-veldbed/Veldbed.docx"] = docx(said["veldbed.docx"])
    found["21-aanmeldingen.xlsx"] = _aanmeldingen()
    found["22-intake.csv"] = _intake(said)
    return dict(sorted(found.items()))


def _buitenbocht(said: Mapping[str, str]) -> str:
    """Return Outlook 365: HTML beside plain text in a western set, a logo in the signature, a Word document."""
    words = said["buitenbocht.mail"]
    both = several(
        "alternative",
        "_000_AM0PR04MB0001A1B2C3D4E5_",
        text(words.replace("\n", "\n\n") + "\n[Logo De Buitenbocht]", charset="iso-8859-1"),
        hypertext(words, _outlook, charset="iso-8859-1"),
    )
    picture = Leaf(
        'Content-Type: image/png; name="image001.png"\nContent-Description: image001.png\n'
        'Content-Disposition: inline; filename="image001.png"; size=700\n'
        "Content-ID: <image001.png@01D99855.2F1E6A10>\nContent-Transfer-Encoding: base64",
        base64.encodebytes(logo()).decode().rstrip("\n"),
    )
    related = several("related", "_004_AM0PR04MB0001A1B2C3D4E5_", both, picture, more=' type="multipart/alternative";')
    name = "Kandidatuur De Buitenbocht.docx"
    annex = attached(name, docx(said["buitenbocht.docx"]), DOCX, f"Content-Description: {name}")
    return mail(
        "Hanne Wittebrood <hanne@buitenbocht.example.org>",
        "Kandidatuur lokaal partnerschap - De Buitenbocht vzw",
        several("mixed", "_005_AM0PR04MB0001A1B2C3D4E5_", related, annex),
        received="2023-06-06T09:14:07+02:00",
        sent="2023-06-06T07:13:58+00:00",
        id_="AM0PR04MB0001A1B2C3D4E5@AM0PR04MB0001.mail.example.net",
        through=[
            ("mx2.example.net", "2023-06-06T07:14:05+00:00"),
            ("AM0PR04MB0001.mail.example.net", "2023-06-06T07:14:00+00:00"),
            ("AM0PR04MB0001.inner.example.net", "2023-06-06T07:13:59+00:00"),
        ],
        more=[
            "Thread-Topic: Kandidatuur lokaal partnerschap - De Buitenbocht vzw",
            "Thread-Index: AQHZmEkvHh6r",
            "Accept-Language: nl-BE, en-US",
            "Content-Language: nl-BE",
            "X-MS-Has-Attach: yes",
        ],
        to=f'"{OURS}" <{OURS}>',
    )


def _wolkwijzer(said: Mapping[str, str]) -> str:
    """Return Gmail in a browser: a PDF whose name is in encoded words, nothing of worth in the mail itself."""
    words = said["wolkwijzer.mail"]
    both = several(
        "alternative",
        "000000000000c41a0505fd7a11",
        text(words, charset="UTF-8"),
        hypertext(words, _gmail, charset="UTF-8"),
    )
    name = word("Kandidatuur Wolkwijzer – praten vóór het onweert.pdf", "UTF-8")
    annex = attached(
        "", pdf(said["wolkwijzer.pdf"]), "application/pdf", "X-Attachment-Id: f_lim3x0a20", given=f'filename="{name}"'
    )
    return mail(
        "Joppe Zilverschoon <joppe.wolkwijzer@example.net>",
        word("Kandidatuur Wolkwijzer (één bijlage)", "UTF-8", "Q"),
        several("mixed", "000000000000c41a0705fd7a13", both, annex),
        received="2023-06-08T21:47:31+02:00",
        sent="2023-06-08T21:47:17+02:00",
        id_="CAF3k9vQzWolk0001x7=pQ@post.example.net",
        through=[("post-ej1-f52.example.net", "2023-06-08T12:47:29-07:00")],
    )


def _stoofhoek(said: Mapping[str, str]) -> str:
    """Return Apple Mail: an OpenDocument text within the HTML, its name in pieces (RFC 2231)."""
    words = said["stoofhoek.mail"]
    first = quote("Kandidatuur Stoofhoek – aan tafel ", safe="")
    given = f"filename*0*=utf-8''{first};\n filename*1*={quote('blijven (één keuken).odt', safe='')}"
    rich = several(
        "mixed",
        "Apple-Mail=_7C1B5E2A-2222-4B1D-9E0F-000000000002",
        hypertext(words, _apple, charset="us-ascii"),
        attached("", odt(said["stoofhoek.odt"]), ODT, given=given),
        text('<html><body><br class=""></body></html>', "7bit", "us-ascii", "html"),
    )
    both = several(
        "alternative",
        "Apple-Mail=_7C1B5E2A-1111-4B1D-9E0F-000000000001",
        text(words, "7bit", "us-ascii"),
        rich,
    )
    return mail(
        "Oda Kweepeer <oda@stoofhoek.example.org>",
        "Kandidatuur Stoofhoek",
        both,
        received="2023-06-07T13:05:44+02:00",
        sent="2023-06-07T13:05:40+02:00",
        id_="7C1B5E2A-3333-4B1D-9E0F-000000000003@stoofhoek.example.org",
        more=["X-Mailer: Apple Mail (2.3731.600.7)"],
        to=f"Saar Deschamps <{OURS}>",
    )


def _roggebrood(said: Mapping[str, str]) -> str:
    """Return Thunderbird: everything in the mail itself, in UTF-8 as it is, lines flowing."""
    head = "Content-Type: text/plain; charset=UTF-8; format=flowed\nContent-Transfer-Encoding: 8bit"
    return mail(
        "Tibo Esdoorn <tibo@roggebroodenrozen.example.org>",
        "Kandidatuur",
        Leaf(head, flowed(said["roggebrood.mail"])),
        received="2023-06-09T11:20:09+02:00",
        sent="2023-06-09T11:20:06+02:00",
        id_="d0a4b6d2-77aa-4d5e-8f10-2b1f00000004@roggebroodenrozen.example.org",
        more=["User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101", "Content-Language: nl-BE"],
        to=OURS,
    )


def _regenbak(said: Mapping[str, str]) -> str:
    """Return a provider's webmail: text in base64, names in a western set, and a scan without any text."""
    annex = attached("Scan_20230601_0003.pdf", scan(said["kapstok.mail"]), "application/pdf")
    return mail(
        f"{word('Secretariaat Régenbak', 'iso-8859-15', 'Q')} <regenbak@example.net>",
        word("Kandidatuur – ondertekend exemplaar"),
        several("mixed", "=_b5c0d1e2f3a4regenbak", text(said["regenbak.mail"], "base64", "windows-1252"), annex),
        received="2023-06-01T16:31:22+02:00",
        sent="2023-06-01T16:31:20+02:00",
        id_="b5c0d1e2f3a4c5d6e7f8@webmail.example.net",
        more=["User-Agent: Webmail/1.4.13", "X-Sender: regenbak@example.net"],
        to=OURS,
    )


def _vraag(said: Mapping[str, str]) -> str:
    """Return a phone: a question, and no candidacy."""
    return mail(
        "Ilke Sneeuwbes <ilke.sneeuwbes@example.net>",
        "vraagje over de oproep",
        text(said["vraag.mail"], "7bit", "us-ascii"),
        received="2023-06-07T22:03:12+02:00",
        sent="2023-06-07T22:03:05+02:00",
        id_="0C5D7A11-ABCD-4E5F-8A9B-000000000006@example.net",
        more=["X-Mailer: iPhone Mail (20E252)"],
        to=OURS,
    )


def _pontveer(said: Mapping[str, str], tests: Mapping[str, Any]) -> bytes:
    """Return Outlook on a desktop: a ``.msg`` dragged out of the mailbox, with its internet header and a logo."""
    head = mail(
        "Secretariaat Pontveer <secretariaat@pontveer.example.org>",
        "Kandidaatstelling Pontveer vzw",
        Leaf("Content-Type: application/ms-tnef", ""),
        received="2023-06-02T10:45:00+02:00",
        sent="2023-06-02T10:44:51+02:00",
        id_="PONTVEER0001@exchange.pontveer.example.org",
        through=[("exchange.pontveer.example.org", "2023-06-02T10:44:52+02:00")],
    )
    raw: bytes = tests["msg"](
        {
            0x0037: "Kandidaatstelling Pontveer vzw",
            0x007D: head.replace("\n", "\r\n"),
            0x1000: said["pontveer.mail"].replace("\n", "\r\n"),
            0x0C1A: "Secretariaat Pontveer",
            0x5D01: "secretariaat@pontveer.example.org",
            0x0039: datetime(2023, 6, 2, 8, 44, 51, tzinfo=UTC),
            0x0E06: datetime(2023, 6, 2, 8, 45, 0, tzinfo=UTC),
        },
        recipients=[("Saar Deschamps", OURS)],
        attachments=[
            tests["Attached"]("image001.png", logo(), "image/png", {0x3712: "image001.png@01D99501.AABBCCDD"}),
            tests["Attached"]("Kandidaatstelling Pontveer.docx", docx(said["pontveer.docx"]), DOCX),
        ],
    )
    return raw


def _postvak(said: Mapping[str, str]) -> str:
    """Return a folder of a mailbox, exported: two candidacies in the mail itself."""
    first = mail(
        "Wannes & Pleun <klinkerpad@example.net>",
        "wij doen mee",
        text(said["klinkerpad.mail"].replace("\nFrom ", "\n>From "), "8bit"),
        received="2023-06-04T20:15:10+02:00",
        sent="2023-06-04T20:15:01+02:00",
        id_="klinkerpad.20230604201501@example.net",
    )
    second = mail(
        "Fenna Lisdodde <fenna@trapgat.example.org>",
        "Kandidatuur Trapgat",
        text(said["trapgat.mail"], "quoted-printable", "iso-8859-1"),
        received="2023-06-08T10:11:12+02:00",
        sent="2023-06-08T10:11:02+02:00",
        id_="trapgat.1686211862@trapgat.example.org",
    )
    return (
        f"From klinkerpad@example.net Sun Jun  4 20:15:10 2023\n{first}\n"
        f"From fenna@trapgat.example.org Thu Jun  8 10:11:12 2023\n{second}\n"
    )


def _kapstok(said: Mapping[str, str]) -> str:
    """Return a colleague's Outlook: passed on in the text, as it stood in another mailbox."""
    quoted = (
        f"{said['kapstok.above']}\n\n________________________________\n"
        "Van: Marijn Zuurbes <marijn@kapstokzuid.example.org>\n"
        "Verzonden: maandag 5 juni 2023 11:02\nAan: Onthaal <onthaal@example.net>\n"
        f"Onderwerp: kandidatuur Kapstok Zuid\n\n{said['kapstok.mail']}"
    )
    both = several(
        "alternative", "_000_onthaal0001_", text(quoted, charset="iso-8859-1"), hypertext(quoted, _outlook, "base64")
    )
    return mail(
        "Onthaal <onthaal@example.net>",
        "FW: kandidatuur Kapstok Zuid",
        both,
        received="2023-06-05T13:30:02+02:00",
        sent="2023-06-05T13:29:57+02:00",
        id_="onthaal0001@mail.example.net",
        more=["In-Reply-To: <kapstok-1@kapstokzuid.example.org>", "X-MS-Has-Attach: "],
    )


def _windhaak(said: Mapping[str, str]) -> str:
    """Return a mail passed on as an attachment, after the deadline; the one within came in before it."""
    within = mail(
        "Ferre Kalmoes <ferre@windhaak.example.org>",
        "Kandidatuur Windhaak cvso",
        text(said["windhaak.mail"]),
        received="2023-06-08T16:20:30+02:00",
        sent="2023-06-08T16:20:11+02:00",
        id_="windhaak-778@windhaak.example.org",
    )
    inner = Leaf(
        'Content-Type: message/rfc822; name="Kandidatuur Windhaak cvso.eml"\n'
        'Content-Disposition: attachment; filename="Kandidatuur Windhaak cvso.eml"\nContent-Transfer-Encoding: 7bit',
        within.rstrip("\n"),
    )
    return mail(
        "Gust Zandoogje <gust@example.net>",
        "Fwd: Kandidatuur Windhaak cvso",
        several("mixed", "------------0windhaak0fwd", text(said["windhaak.above"], "8bit"), inner),
        received="2023-06-12T08:40:19+02:00",
        sent="2023-06-12T08:40:15+02:00",
        id_="0f6b1f3e-1010-4a4a-b0b0-000000000010@example.net",
    )


def _afwezig(said: Mapping[str, str]) -> str:
    """Return an answer that nobody wrote."""
    return mail(
        "Roos Nergensland <roos@nergensland.example.org>",
        "Automatisch antwoord: Lancering van het addendum",
        text(said["afwezig.mail"]),
        received="2023-05-30T09:00:04+02:00",
        sent="2023-05-30T09:00:03+02:00",
        id_="afwezig-1@nergensland.example.org",
        more=["Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All", "Precedence: bulk"],
    )


def _grasduin(said: Mapping[str, str]) -> str:
    """Return a mail with the call's own form, filled in."""
    yes = ("ja", None)
    form = filled_in(
        {
            "organisation.name": ("Grasduin cv", None),
            "organisation.enterprise_number": ("0999.114.450", None),
            "organisation.legal_form": ("cv", None),
            "contact.name": ("Lars Helmgras", None),
            "contact.email": ("lars@grasduin.example.org", None),
            "title": ("Traag wandelen", None),
            "narrative": (None, said["grasduin.narrative"]),
            "approach.offered": yes,
            "approach.description": (None, said["grasduin.approach"]),
            "expertise.1.domain": ("netwerk", None),
            "expertise.1.description": (None, "Drie volkstuinen waar buren en gasten door elkaar staan."),
            "expertise.2.domain": ("wonen", None),
            "municipalities.Wevelgem": yes,
            "municipalities.Kortrijk": ("nee", None),
            "municipalities.Menen": yes,
            "target_group.description": (None, "Volwassenen en hun gezin; wij vragen niet naar een attest."),
            "target_group.min_age": (16, None),
            "capacity.fte": (5.0, None),
            "capacity.volunteers": (22, None),
            "capacity.people_per_year": (71, None),
            "budget.amount": (154000, None),
            "partners.1.name": ("Huisartsen Wijk Noord", None),
            "partners.1.role": ("verwijst door", None),
            "challenges.saled": yes,
            "challenges.saled.description": (None, "Wie nieuw is, krijgt een lapje grond en een buur."),
            "challenges.saled/netwerk": ("x", "In elke tuin is er een buur die meeloopt."),
            "challenges.saled/nederlands": ("x", None),
            "challenges.marcel/zelfwaarde": (None, "Wie oogst, deelt uit. Dat doet meer dan een gesprek."),
            "challenges.jordy-cindy": ("nee", None),
        }
    )
    return mail(
        "Lars Helmgras <lars@grasduin.example.org>",
        "formulier Grasduin",
        several(
            "mixed",
            "00000000000012ab3405fd6cde",
            several(
                "alternative",
                "00000000000012ab3205fd6cdc",
                text(said["grasduin.mail"]),
                hypertext(said["grasduin.mail"], _gmail),
            ),
            attached("kandidatuur-ingevuld.xlsx", form, XLSX, "X-Attachment-Id: f_lil7grasduin"),
        ),
        received="2023-06-07T17:58:40+02:00",
        sent="2023-06-07T17:58:29+02:00",
        id_="CAJgrasduin0001+xyz@post.example.net",
        through=[("post-wr1-f41.example.net", "2023-06-07T08:58:38-07:00")],
    )


def _tussendeur(said: Mapping[str, str]) -> str:
    """Return the first version of a candidacy."""
    return mail(
        "Siebe Rietkraag <siebe@tussendeur9.example.org>",
        "Kandidatuur",
        several(
            "mixed",
            "----=_Part_13_1.1685433600",
            text(said["tussendeur1.mail"], "7bit", "us-ascii"),
            attached("Kandidatuur Tussendeur 9.docx", docx(said["tussendeur1.docx"]), DOCX),
        ),
        received="2023-05-30T10:00:21+02:00",
        sent="2023-05-30T10:00:15+02:00",
        id_="tussendeur-1@tussendeur9.example.org",
    )


def _tussendeur_again(said: Mapping[str, str]) -> str:
    """Return the second version, of somebody else of the same organisation."""
    return mail(
        "Annelore Pimpernel <annelore@tussendeur9.example.org>",
        "Aangepaste kandidatuur Tussendeur 9",
        several(
            "mixed",
            "----=_Part_14_2.1686230000",
            text(said["tussendeur2.mail"], "7bit", "us-ascii"),
            attached("Kandidatuur Tussendeur 9 v2.docx", docx(said["tussendeur2.docx"]), DOCX),
        ),
        received="2023-06-08T15:13:49+02:00",
        sent="2023-06-08T15:13:45+02:00",
        id_="tussendeur-2@tussendeur9.example.org",
    )


def _zandloper(said: Mapping[str, str]) -> str:
    """Return a mail that was sent before midnight and came in after it."""
    return mail(
        "Bo Vuurdoorn <bo@zandloper.example.org>",
        "kandidatuur zandloper",
        text(said["zandloper.mail"]),
        received="2023-06-10T00:00:41+02:00",
        sent="2023-06-09T23:58:50+02:00",
        id_="zandloper.235850@zandloper.example.org",
        through=[
            ("smtp.example.net", "2023-06-10T00:00:38+02:00"),
            ("laptop.example.net", "2023-06-09T23:58:52+02:00"),
        ],
    )


def _spiegelplas(said: Mapping[str, str]) -> str:
    """Return a mail of a computer whose clock stands years before the launch, in an old character set."""
    words = said["spiegelplas.mail"]
    both = several(
        "alternative",
        "----=_NextPart_000_0007_01C96BB5.5A1D5A10",
        text(words, charset="iso-8859-1"),
        hypertext(words, lambda line: f"<DIV><FONT size=2 face=Arial>{line}</FONT></DIV>", charset="iso-8859-1"),
    )
    return mail(
        '"Spiegelplas" <spiegelplas@example.org>',
        "Kandidatuur Spiegelplas",
        both,
        received="2023-06-02T14:33:08+02:00",
        sent="2009-01-01T02:11:34+01:00",
        id_="000601c96bb5$5a1d5a10$0200a8c0@spiegelplas.example.org",
        more=["X-Mailer: Mail 6.00.2900.5512", "X-Priority: 3"],
    )


def _sleutelgat(said: Mapping[str, str], tests: Mapping[str, Any]) -> str:
    """Return a mail whose document asks for a password."""
    locked = tests["compound"]({"EncryptionInfo": noise("info", 300), "EncryptedPackage": noise("package", 6000)})
    return mail(
        "Odiel Krentenboom <odiel@sleutelgat9.example.org>",
        "Kandidatuur Sleutelgat Negen (vertrouwelijk)",
        several(
            "mixed",
            "_002_sleutelgat0001_",
            text(said["sleutelgat.mail"], charset="iso-8859-1"),
            attached("Kandidatuur beveiligd.docx", locked, DOCX),
        ),
        received="2023-06-06T15:02:50+02:00",
        sent="2023-06-06T15:02:44+02:00",
        id_="sleutelgat0001@sleutelgat9.example.org",
    )


def _kruimelspoor(said: Mapping[str, str]) -> str:
    """Return a mail whose annexes are in a zip."""
    annexes = packed(
        {
            "kandidatuur/Kruimelspoor West.docx": docx("# Kruimelspoor West\nOrganisatie: Kruimelspoor West vzw\n"),
            "kandidatuur/begroting.txt": "brood 1200\nbegeleiding 46000\n",
            "foto/oven.png": logo(),
        }
    )
    return mail(
        "Sterre Hazelnoot <sterre@kruimelspoor.example.net>",
        "onze kandidatuur :-)",
        several(
            "mixed",
            "Apple-Mail-0018-AAAA",
            text(said["kruimelspoor.mail"], "7bit", "us-ascii"),
            attached("Kruimelspoor.zip", annexes, "application/zip"),
        ),
        received="2023-06-08T08:08:08+02:00",
        sent="2023-06-08T08:08:01+02:00",
        id_="18181818-0018-0018-0018-000000000018@kruimelspoor.example.net",
        more=["X-Mailer: iPad Mail (20E252)"],
    )


def _steigerhout(said: Mapping[str, str]) -> str:
    """Return a mail with a proposal file of the sender's own, under a name that leads out of its folder."""
    own = f"{said['steigerhout.yaml']}\n".encode()
    return mail(
        "Kobe Dakpan <kobe@steigerhout.example.org>",
        "kandidatuur Steigerhout vzw",
        several(
            "mixed",
            "------------steigerhout0019",
            text(flowed(said["steigerhout.mail"]), "8bit"),
            attached("../../proposal.yaml", own, "text/x-yaml"),
        ),
        received="2023-06-03T19:25:16+02:00",
        sent="2023-06-03T19:25:11+02:00",
        id_="a7d1c3f0-1919-4191-9191-000000000019@steigerhout.example.org",
    )


def _aanmeldingen() -> bytes:
    """Return what the coordinator kept of candidacies that came on paper, in a workbook."""
    heads = ("Nr", "Organisatie", "KBO", "Contactpersoon", "E-mailadres", "Ontvangen op", "Ingediend bij", "Kanaal")
    more = ("Uitdagingen", "Gemeenten", "Aantal VTE", "Compagnon?", "Opmerkingen")
    moment = datetime(2023, 6, 5, 10, 30)  # noqa: DTZ001 - a cell has no time zone
    return sheet(
        "Aanmeldingen",
        [
            ("Aanmeldingen op papier en aan de telefoon",),
            (),
            (*heads, *more),
            (1, "Lichtmast Veertien vzw", "0999.140.877", "Dorus Wikke", "dorus@lichtmast14.example.org", moment, OURS,
             "brief", "Saled, Marcel", "Lendelede, Kuurne", 2.25, "ja", "belde tweemaal"),
            (2, "De Derde Helft", None, "Bes de Ploegkapitein", None, date(2023, 6, 9), None,
             "telefoon", "Jordy & Cindy", "Kortrijk", 0.5, "nee", None),
            (),
            (3, None, None, None, None, None, None, None, None, None, None, None, "afgehaakt, nog eens terugbellen"),
        ],
    )  # fmt: skip


def _intake(said: Mapping[str, str]) -> bytes:
    """Return a list out of a web form, in English, as Excel saves one here: semicolons, a western set."""
    heads = "Reference;Organisation;Enterprise number;Contact person;E-mail;Received;Sent to;Works by the approach;"
    heads += "FTE;Municipalities;saled;saled/nederlands;marcel/schulden;Description"
    first = f"windas-2023;Windas vzw;0999.710.407;Renée Boekweit;renee@windas.example.org;06/06/2023 14:05;{OURS};yes;"
    first += f'2,5;Anzegem, Vichte;x;"Praattafel op woensdag, in het café";;"{said["windas.list"]}"'
    second = f'komma-punt;"Komma; Punt & Co vzw";0999.685.166;Zeno Ganzerik;zeno@komma.example.org;7/6/2023;{OURS};yes;'
    second += f'1;Harelbeke;;;x;"{said["komma.list"]}"'
    return "\r\n".join([heads, first, second, ""]).encode("cp1252")


def main() -> int:
    """Write the inbox, or say what is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something is not up to date")
    check = parser.parse_args().check
    files = inbox()
    large = [f"{name}: {len(raw)} bytes" for name, raw in files.items() if len(raw) >= LARGEST]
    there = {path.relative_to(INBOX).as_posix() for path in INBOX.rglob("*") if path.is_file()}
    wrong = sorted(
        {name for name, raw in files.items() if name not in there or (INBOX / name).read_bytes() != raw}
        | (there - files.keys() - {"README.md"})
    )
    if check or large:
        sys.stderr.writelines(f"not up to date: {name}\n" for name in wrong)
        sys.stderr.writelines(f"too large: {told}\n" for told in large)
        return 1 if wrong or large else 0
    for name, raw in files.items():
        path = INBOX / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    for name in there - files.keys() - {"README.md"}:
        (INBOX / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
