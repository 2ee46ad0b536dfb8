"""Documents for the tests, built from nothing: by hand where it matters what exactly is in them."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from string import digits

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = (
    f'xmlns:office="{_OASIS}:office:1.0" xmlns:text="{_OASIS}:text:1.0" xmlns:table="{_OASIS}:table:1.0"'
    f' xmlns:style="{_OASIS}:style:1.0" xmlns:draw="{_OASIS}:drawing:1.0" xmlns:svg="{_OASIS}:svg-compatible:1.0"'
)


def zipped(parts: Mapping[str, str | bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of ``parts``; a part named mimetype is stored, as the format asks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        for name, part in parts.items():
            archive.writestr(name, part, zipfile.ZIP_STORED if name == "mimetype" else packed)
    return out.getvalue()


def relations(named: Mapping[str, str], *, outside: Iterable[str] = ()) -> str:
    """Return a relationships part: the target of each kind; those in ``outside`` are links."""
    external = ' TargetMode="External"'
    inner = "".join(
        f'<Relationship Id="r{place}" Type="{_RELATED}/{kind.rstrip(digits)}" Target="{target}"'
        f"{external if kind in outside else ''}/>"
        for place, (kind, target) in enumerate(named.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


def word(body: str, *, head: str = "", space: str = W, **parts: str | bytes) -> bytes:
    """Return a Word document with this body; ``parts``: styles, header1, footnotes … by their relationship."""
    spaces = f'xmlns:w="{space}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": relations({name: f"{name}.xml" for name in parts}),
        "word/document.xml": f"{head}<w:document {spaces}><w:body>{body}</w:body></w:document>",
    }
    for name, part in parts.items():
        kind = {"header": "hdr", "footer": "ftr"}.get(name.rstrip(digits), name)
        whole[f"word/{name}.xml"] = f"<w:{kind} {spaces}>{part}</w:{kind}>" if isinstance(part, str) else part
    return zipped(whole)


def par(text: str, properties: str = "") -> str:
    """Return a paragraph of Word's."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def odt(body: str, *, automatic: str = "", masters: str = "", head: str = "", **parts: str | bytes) -> bytes:
    """Return an OpenDocument text; ``automatic``: its styles, ``masters``: its master pages."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": (
                f"{head}<office:document-content {_SPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
            ),
            "styles.xml": (
                f"<office:document-styles {_SPACES}><office:master-styles>{masters}</office:master-styles>"
                "</office:document-styles>"
            ),
        }
        | {name.replace("__", "/"): part for name, part in parts.items()}
    )


Piece = tuple[float, float, float, str]


def pdf(*pages: Iterable[Piece], more: str = "", catalog: str = "") -> bytes:
    """Return a PDF in Helvetica; a page is its pieces of text, as (left, bottom, size, text) in points.

    A piece of size 0 is a picture. ``more`` goes into the trailer, ``catalog`` into the catalog.
    """
    objects: list[bytes] = []

    def add(body: bytes | str) -> int:
        objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(objects)

    def stream(content: bytes, head: str = "") -> bytes:
        return f"<<{head}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"

    font = add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    picture = add(
        stream(b"\x80", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
    )
    kids = []
    root = len(objects) + 1
    objects.append(b"")
    for pieces in pages:
        content = b"".join(
            b"q %.1f 0 0 %.1f %.1f %.1f cm /Im Do Q\n" % (500, 700, left, bottom)
            if not size
            else b"BT /F %.1f Tf %.1f %.1f Td (%s) Tj ET\n" % (size, left, bottom, _literal(text))
            for left, bottom, size, text in pieces
        )
        body = add(stream(content))
        kids.append(
            add(
                f"<</Type/Page/Parent {root} 0 R/MediaBox[0 0 595 842]/Contents {body} 0 R"
                f"/Resources<</Font<</F {font} 0 R>>/XObject<</Im {picture} 0 R>>>>>>"
            )
        )
    objects[root - 1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    top = add(f"<</Type/Catalog/Pages {root} 0 R{catalog}>>")
    return _numbered(objects, top, more)


def lines(*texts: str, top: float = 780, size: float = 11, step: float = 14) -> list[Piece]:
    """Return lines below each other; an empty one leaves room, as between paragraphs."""
    return [(60, top - place * step, size, text) for place, text in enumerate(texts) if text]


def _literal(text: str) -> bytes:
    raw = text.encode("cp1252")
    return raw.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def _numbered(objects: Iterable[bytes], top: int, more: str) -> bytes:
    """Return the file of these objects, with the table that says where each begins."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(places) + 1
    end = f"trailer\n<</Size {count}/Root {top} 0 R{more}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {count}\n0000000000 65535 f \n{table}{end}".encode()
