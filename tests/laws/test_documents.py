"""Laws of documents: whatever bytes come, a text or a problem; the same words whatever program wrote them."""

import io
import re
import zipfile

import docx
import odfdo
from hypothesis import example, given, settings
from hypothesis import strategies as st

from addendum_cli.formats.documents import Extract, extract
from unit.formats.documents.made import lines, odt, par, pdf, word, zipped

WORD = word(par("Wij gaan mee naar de bank.") * 20)
ODT = odt("<text:p>Wij gaan mee naar de bank.</text:p>" * 20)
PDF = pdf(lines("Wij gaan mee", "naar de bank."), lines("en terug."))
SAMPLES = [WORD, ODT, PDF]
NAMES = st.sampled_from(["a.docx", "a.odt", "a.pdf", "a.txt", "a.doc", "a", ""])
STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")


def holds(found: Extract) -> None:
    """Check what every extract keeps to."""
    assert found.text or found.problems
    assert STEERING.search(found.text) is None
    assert found.text == found.text.strip("\n")


@given(NAMES, st.binary(max_size=400))
@example("a.pdf", b"%PDF-1.7")
@example("a.docx", b"PK\x03\x04")
@example("a.docx", b"PK\x05\x06" + bytes(18))
@example("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
def test_any_bytes_give_a_text_or_a_problem(name: str, raw: bytes):
    holds(extract(name, raw))


@given(
    NAMES, st.binary(max_size=300), st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xfe", b"<?xml", b"{\\rtf"])
)
def test_any_bytes_behind_a_known_beginning(name: str, raw: bytes, start: bytes):
    holds(extract(name, start + raw))


@given(st.sampled_from(SAMPLES), st.data())
@settings(max_examples=200)
def test_a_damaged_document_gives_a_text_or_a_problem(raw: bytes, data: st.DataObject):
    at = data.draw(st.integers(0, len(raw)))
    to = data.draw(st.integers(at, min(len(raw), at + 40)))
    holds(extract("a", raw[:at] + data.draw(st.binary(max_size=20)) + raw[to:]))
    holds(extract("a", raw[:at]))


TAGS = "w:p w:r w:t w:tbl w:tr w:tc w:pPr w:rPr w:vanish w:numPr w:sdt w:del w:ins w:txbxContent w:sym w:br w:outlineLvl w:checkBox mc:AlternateContent mc:Choice"
ODF_TAGS = "text:p text:h text:list text:list-item text:span text:note text:note-citation text:note-body table:table table:table-row table:table-cell draw:text-box text:s text:section"


def markup(tags: str) -> st.SearchStrategy[str]:
    """Return well-formed XML of these elements in any order whatsoever."""

    def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.builds(
            lambda tag, children: f"<{tag}>{''.join(children)}</{tag}>",
            st.sampled_from(tags.split()),
            st.lists(inner, max_size=4),
        )

    return st.recursive(st.sampled_from(["tekst", " ", ""]), around, max_leaves=25)


@given(markup(TAGS), markup(TAGS))
def test_any_order_of_words_elements(body: str, styles: str):
    holds(extract("a.docx", word(body, styles=styles, footnotes=styles, header1=body)))


@given(markup(ODF_TAGS), markup(ODF_TAGS))
def test_any_order_of_opendocuments_elements(body: str, masters: str):
    holds(extract("a.odt", odt(body, automatic=masters, masters=masters)))


@given(
    st.dictionaries(
        st.sampled_from(["word/document.xml", "_rels/.rels", "content.xml", "styles.xml"]), st.binary(max_size=60)
    )
)
def test_any_parts_in_a_zip(parts: dict[str, bytes]):
    holds(extract("a.docx", zipped({"word/x": b"", **parts})))
    holds(extract("a.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text", **parts})))


sentences = st.lists(
    st.lists(st.from_regex(r"[A-Za-zéèëïöü€]{1,12}", fullmatch=True), min_size=1, max_size=8).map(" ".join),
    min_size=1,
    max_size=8,
)


@given(sentences)
@example(["Wij gaan mee naar de bank", "Één euro"])
def test_the_same_content_gives_the_same_words_in_every_format(paragraphs: list[str]):
    in_word = docx.Document()
    in_odt = odfdo.Document("text")
    in_odt.body.clear()
    for one in paragraphs:
        in_word.add_paragraph(one)
        in_odt.body.append(odfdo.Paragraph(one))
    saved = io.BytesIO(), io.BytesIO()
    in_word.save(saved[0])
    in_odt.save(saved[1])
    text = "\n\n".join(paragraphs)
    assert extract("a.docx", saved[0].getvalue()).text == text
    assert extract("a.odt", saved[1].getvalue()).text == text
    assert extract("a.txt", text.encode()).text == text
    assert extract("a.pdf", pdf(lines(*paragraphs))).text.split() == text.split()


@given(st.sampled_from(SAMPLES))
def test_the_same_bytes_give_the_same_text_whatever_the_name(raw: bytes):
    assert extract("a", raw).text == extract("b.pdf", raw).text == extract("c.docx", raw).text


@given(st.permutations(["word/document.xml", "_rels/.rels", "[Content_Types].xml", "word/_rels/document.xml.rels"]))
def test_the_order_of_the_parts_in_a_zip_never_matters(order: list[str]):
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        parts = {name: archive.read(name) for name in order}
    assert extract("a.docx", zipped(parts)) == extract("a.docx", WORD)
