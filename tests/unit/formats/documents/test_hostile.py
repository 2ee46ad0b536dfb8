"""Documents that were made to do harm: each is refused or read in bounds, with a problem that says so."""

import io
import zipfile

import pytest

from addendum_cli.formats import documents
from addendum_cli.formats.documents import draft, extract
from addendum_cli.formats.documents.elements import DEEPEST
from unit.formats.documents.made import odt, par, word, zipped

ENTITIES = [
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.org/a.dtd"> %x;]>',
    '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">',
    '<!DOCTYPE a [<!ENTITY x "mee"><!ENTITY y "&x;&x;&x;&x;&x;&x;"><!ENTITY z "&y;&y;&y;&y;&y;&y;">]>',
]


def told(name: str, raw: bytes) -> list[str]:
    return [problem.message.text for problem in extract(name, raw).problems]


@pytest.mark.parametrize("head", ENTITIES, ids=["file", "parameter", "outside", "laughs"])
def test_a_document_that_declares_entities_is_refused_before_they_exist(head):
    refused = ["built as no office program builds a document"]
    assert told("a.docx", word(par("&x;"), head=head)) == refused
    assert told("a.odt", odt("<text:p>&x;</text:p>", head=head)) == refused
    assert told("a.docx", word(par("a"), styles=f"{head}<a/>".encode())) == refused


def test_an_entity_that_nobody_declared_is_damage():
    assert told("a.docx", word(par("&x;"))) == ["damaged: what follows could not be read"]


@pytest.mark.parametrize("depth", [10_000, DEEPEST])
def test_nesting_beyond_all_use_is_refused(depth):
    refused = ["built as no office program builds a document"]
    noise = "".join(map(str, range(10_000)))  # else the zip would be refused, for what it swells to
    assert told("a.docx", word("<w:sdt>" * depth + "</w:sdt>" * depth + noise)) == refused
    assert told("a.odt", odt("<text:section>" * depth + "</text:section>" * depth + noise)) == refused


def test_nesting_within_bounds_is_read():
    depth = DEEPEST - 10
    assert extract("a.docx", word("<w:sdt>" * depth + par("diep") + "</w:sdt>" * depth)).text == "diep"
    table, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    assert extract("a.docx", word(table * 50 + par("diep") + end * 50)).text == "diep"


def test_a_zip_that_swells_beyond_all_bounds_is_not_opened():
    swells = ["swells beyond all bounds when it is opened"]
    assert told("a.docx", word(" " * 50_000_000 + par("a"))) == swells
    assert told("a.odt", odt(" " * 50_000_000)) == swells


def test_a_few_pages_of_one_line_are_no_bomb():
    assert extract("a.docx", word(par("steeds hetzelfde") * 500)).problems == ()


def test_a_size_that_lies_is_no_way_round():
    raw = bytearray(word(" " * 50_000_000 + par("a")))
    size = (50_000_000).to_bytes(4, "little")[2:]
    at = raw.index(b"PK\x01\x02")
    while (at := raw.find(size, at)) >= 0:
        raw[at - 2 : at + 2] = (1_000).to_bytes(4, "little")
    found = extract("a.docx", bytes(raw))
    assert (found.text, len(found.problems)) == ("", 1)


def test_too_many_parts():
    many = zipped({"word/document.xml": "<a/>"} | {f"word/{n}": "" for n in range(6_000)})
    assert told("a.docx", many) == ["swells beyond all bounds when it is opened"]


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_no_office_program_uses(packed):
    raw = zipped({"word/document.xml": "<a/>"}, packed)
    assert told("a.docx", raw) == ["damaged, or not what its name says"]


def test_a_locked_zip():
    raw = bytearray(word(par("a")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := raw.find(mark, at + 1)) >= 0:
            raw[at + place] |= 1
    assert told("a.docx", bytes(raw)) == ["locked with a password"]


def test_what_was_read_before_the_damage_is_kept():
    body = par("het begin") + "".join(par(f"regel {n} van {n * n}") for n in range(20_000))
    raw = bytearray(word(body))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        member = archive.getinfo("word/document.xml")
    middle = member.header_offset + member.compress_size // 2
    raw[middle : middle + 64] = b"\xff" * 64
    found = extract("a.docx", bytes(raw))
    assert found.text.startswith("het begin\n\nregel 0 van 0\n\n")
    assert [problem.message.text for problem in found.problems] == ["damaged: what follows could not be read"]


def test_an_element_that_never_ends():
    raw = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a><b>"})
    assert told("a.odt", raw) == ["damaged: what follows could not be read"]


def test_a_text_without_end_is_cut_where_it_can_be_seen(monkeypatch):
    monkeypatch.setattr(draft, "LONGEST", 10)
    for name, raw in {
        "a.docx": word(par("zes ja") + par("nog zes") + par("weg")),
        "a.odt": odt("<text:p>zes ja</text:p><text:p>nog zes</text:p><text:p>weg</text:p>"),
    }.items():
        found = extract(name, raw)
        assert found.text == "zes ja\n\nnog […]"
        assert found.problems[0].message.values == (("n", 10),)
    assert extract("a.txt", b"0123456789abc").text == "0123456789[…]"


def test_a_file_larger_than_anybody_sends(monkeypatch):
    monkeypatch.setattr(documents, "LARGEST", 1_000_000)
    assert told("a.txt", b"a" * 1_000_001) == ["larger than {n} MB"]
    assert told("a.txt", b"a" * 1_000_000) == []


def test_an_empty_file():
    assert told("a.pdf", b"") == ["an empty file"]


def test_nothing_of_a_document_steers_a_terminal():
    found = extract("a.docx", word(par("rood &#x9b;31m, gedraaid \u202e, \ufeffklaar")))
    assert found.text == "rood 31m, gedraaid , klaar"
