import pytest

from addendum_cli.formats.documents import READERS, extract
from addendum_cli.formats.documents.kinds import ENDINGS, promised, told
from unit.formats.documents.made import lines, odt, par, pdf, word, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("raw", "kind", "what"),
    [
        (word(par("a")), "docx", "a Word document"),
        (odt("<a/>"), "odt", "an OpenDocument text"),
        (pdf(lines("a")), "pdf", "a PDF"),
        (b"\r\n" * 20 + pdf(lines("a")), "pdf", "a PDF"),
        (b"Beste,\nzie bijlage", "text", "plain text"),
        (OLE + "WordDocument".encode("utf-16-le"), "other", "an old Word document (.doc)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "other", "an office document with a password"),
        (OLE + "__properties_version1.0".encode("utf-16-le"), "other", "an Outlook message"),
        (OLE, "other", "an old office document"),
        (b"{\\rtf1 a}", "other", "a rich text document (.rtf)"),
        (b"\x89PNG\r\n\x1a\n", "other", "a picture"),
        (b"\xff\xd8\xff\xe0", "other", "a picture"),
        (b"\0\0\0\x18ftypheic", "other", "a picture"),
        (b"<!DOCTYPE html><p>a", "other", "a web page or other markup"),
        (b"<?xml version='1.0'?><a/>", "other", "a web page or other markup"),
        (b"\x1f\x8b\x08", "other", "an archive of files"),
        (zipped({"foto.png": b""}), "other", "an archive of files"),
        (zipped({"xl/workbook.xml": b""}), "other", "a spreadsheet"),
        (zipped({"ppt/presentation.xml": b""}), "other", "a presentation"),
        (zipped({"Index/Document.iwa": b""}), "other", "a Pages document"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "other", "a spreadsheet"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "other", "a presentation"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.graphics"}), "other", "a picture"),
        (zipped({"mimetype": "application/epub+zip"}), "other", "an archive of files"),
        (word(par("a"))[:-30], "other", "a damaged office document or archive"),
        (b"\x81\x8d\x8f", "other", "of a kind that is not known here"),
        (bytes(range(256)), "other", "of a kind that is not known here"),
    ],
)
def test_the_content_tells_the_kind(raw, kind, what):
    found = told(raw)
    assert (found.kind, found.what.text) == (kind, what)
    assert extract("a", raw).kind == kind


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Plan.DOCX", (".DOCX", "docx")),
        ("map\\plan.pdf", (".pdf", "pdf")),
        ("plan.v2", (".v2", None)),
        ("plan", ("", None)),
        (".pdf", ("", None)),
        ("", ("", None)),
    ],
)
def test_the_ending_promises_a_kind(name, expected):
    assert promised(name) == expected


def test_an_ending_that_lies_is_named():
    (problem,) = extract("plan.pdf", word(par("a"))).problems
    assert problem.where.file == "plan.pdf"
    assert problem.message.text == "its name ends in {ending}, but it is {kind}"
    assert dict(problem.message.values)["ending"] == ".pdf"
    assert extract("plan.doc", word(par("a"))).problems[0].message == problem.message._replace(
        values=(("ending", ".doc"), problem.message.values[1])
    )
    assert extract("plan", word(par("a"))).problems == ()


def test_what_cannot_be_read_says_what_it_is_and_what_to_do():
    (problem,) = extract("plan.rtf", b"{\\rtf1 a}").problems
    assert problem.message.text == "cannot be read: it is {kind}"
    assert problem.remedy is not None
    assert problem.remedy.text == "save it as docx, odt or pdf"


def test_every_kind_that_an_ending_promises_has_a_reader_or_a_reason():
    assert set(ENDINGS.values()) == {*READERS, "other"}
