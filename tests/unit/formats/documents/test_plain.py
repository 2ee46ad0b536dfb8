import pytest

from addendum_cli.formats.documents import extract

TEXT = "# Één plan\n\n- wonen\n- werk\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_stays_as_it_is_in_every_encoding(encoding, end):
    found = extract("a.md", TEXT.replace("\n", end).encode(encoding))
    assert found == (TEXT.strip(), "text", None, ())


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"  inspringen blijft  \n\took zo  ", "  inspringen blijft\n\took zo"),
        (b"blad een\fblad twee", "blad een\n\nblad twee"),
        ("rood \x1b[31m en gedraaid \u202e".encode() + b" " * 100, "rood [31m en gedraaid"),
        (b"---\nid: x\n---\nTekst", "---\nid: x\n---\nTekst"),
    ],
)
def test_what_is_kept_and_what_goes(raw, shown):
    assert extract("a.txt", raw).text.rstrip() == shown


@pytest.mark.parametrize("raw", [b" \n\n", b"\xef\xbb\xbf"])
def test_nothing_but_space(raw):
    assert [problem.message.text for problem in extract("a.txt", raw).problems] == ["no text in it"]
