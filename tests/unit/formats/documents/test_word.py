import io

import docx
import pytest

from addendum_cli.formats.documents import extract
from unit.formats.documents.made import STRICT_W, par, relations, word, zipped

STYLES = """
<w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Eigen"><w:name w:val="Hoofdstuk"/><w:basedOn w:val="Kop1"/></w:style>
<w:style w:styleId="Diep"><w:name w:val="Diep"/><w:pPr><w:outlineLvl w:val="7"/></w:pPr></w:style>
<w:style w:styleId="Lijst"><w:name w:val="Lijst"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>
<w:style w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>
"""
LISTED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'


def text(body: str, **parts) -> str:
    found = extract("a.docx", word(body, **parts))
    assert (found.kind, found.pages, found.problems) == ("docx", None, ())
    return found.text


def styled(name: str, words: str = "Wonen") -> str:
    return par(words, f'<w:pStyle w:val="{name}"/>')


def run(inner: str) -> str:
    return f"<w:p><w:r>{inner}</w:r></w:p>"


def test_what_python_docx_writes():
    made = docx.Document()
    made.add_heading("Samen op stap", 0)
    made.add_heading("Wonen", 2)
    made.add_paragraph("Wij gaan mee.")
    made.add_paragraph("langs de eigenaars", style="List Bullet")
    made.add_paragraph("langs de gemeente", style="List Number")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Medewerkers", "3,5"
    made.sections[0].header.paragraphs[0].text = "De Wegwijzer vzw"
    made.sections[0].footer.paragraphs[0].text = "Kandidatuur"
    out = io.BytesIO()
    made.save(out)
    assert extract("a.docx", out.getvalue()).text == (
        "De Wegwijzer vzw\n\n# Samen op stap\n\n## Wonen\n\nWij gaan mee.\n\n- langs de eigenaars\n- langs de gemeente\n\n"
        "| Medewerkers | 3,5 |\n\nKandidatuur"
    )


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("Kop1", "# Wonen"),
        ("Eigen", "# Wonen"),
        ("Diep", "###### Wonen"),
        ("Lijst", "- Wonen"),
        ("A", "Wonen"),
        ("Onbekend", "Wonen"),
    ],
)
def test_a_style_says_what_a_paragraph_is(style, shown):
    assert text(styled(style), styles=STYLES) == shown


def test_a_table_of_contents_is_left_out():
    assert text(styled("Inhopg1", "Wonen 3") + par("Wonen"), styles=STYLES) == "Wonen"


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        (LISTED.format(0, 1), "- a"),
        (LISTED.format(2, 1), "    - a"),
        (LISTED.format(0, 0), "a"),
        (LISTED.format("-1", "x"), "a"),
        (LISTED.format("99999999", 1), "                - a"),
        ('<w:outlineLvl w:val="0"/>', "# a"),
        ('<w:outlineLvl w:val="9"/>', "a"),
        (f'<w:pStyle w:val="Lijst"/>{LISTED.format(0, 0)}', "a"),
    ],
)
def test_a_paragraphs_own_properties(properties, shown):
    assert text(par("a", properties), styles=STYLES) == shown


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a b"),
        ("<w:t>a</w:t><w:br/><w:t>b</w:t>", "a\nb"),
        ("<w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t>", "e-mail"),
        ("<w:t>woon</w:t><w:softHyphen/><w:t>vorm</w:t>", "woonvorm"),
        ("<w:t>woon\u00advorm en e\u0301e\u0301n ﬁets</w:t>", "woonvorm en één fiets"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/><w:t> ja</w:t>', "☑ ja"),
        ('<w:sym w:font="Wingdings" w:char="F04A"/><w:t>ja</w:t>', "ja"),
        (
            "<w:fldChar><w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData></w:fldChar>",
            "☒",
        ),
        ("<w:fldChar><w:ffData><w:checkBox><w:default w:val='0'/></w:checkBox></w:ffData></w:fldChar>", "☐"),
        ("<w:instrText>PAGE</w:instrText><w:t>3</w:t>", "3"),
        ("<w:t>a\u202eb\x85c</w:t>", "ab c"),
    ],
)
def test_signs_in_a_line(inner, shown):
    assert text(run(inner)) == shown


@pytest.mark.parametrize(
    "around",
    [
        "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>",
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:fldSimple>{}</w:fldSimple>",
        "<w:smartTag>{}</w:smartTag>",
    ],
)
def test_what_surrounds_words_does_not_hide_them(around):
    inner = around.format("<w:r><w:t>mee</w:t></w:r>")
    assert text(f"<w:p><w:r><w:t>ga </w:t></w:r>{inner}</w:p>") == "ga mee"
    assert text(around.format(par("mee"))) == "mee"


@pytest.mark.parametrize("around", ["<w:del>{}</w:del>", "<w:moveFrom>{}</w:moveFrom>"])
def test_what_was_deleted_or_moved_away_is_gone(around):
    inner = around.format("<w:r><w:t>niet</w:t><w:delText>nooit</w:delText></w:r>")
    assert text(f"<w:p><w:r><w:t>wel</w:t></w:r>{inner}</w:p>") == "wel"


def test_a_deleted_row_is_gone():
    cell = f"<w:tc>{par('a')}</w:tc><w:tc>{par('b')}</w:tc>"
    assert text(f"<w:tbl><w:tr>{cell}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{cell}</w:tr></w:tbl>") == "| a | b |"


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{par('in het kader')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert text(f"<w:p><w:r><w:t>voor </w:t>{both}<w:t>na</w:t></w:r></w:p>{par('einde')}") == (
        "voor na\n\nin het kader\n\neinde"
    )
    only = f"<mc:AlternateContent><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert (
        text(run(only))
        == text(run(box))
        == text(f"<mc:AlternateContent><mc:Choice>{par('in het kader')}</mc:Choice></mc:AlternateContent>")
    )


def test_hidden_text_is_left_out_and_said():
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>budget schulden netwerk</w:t></w:r><w:r><w:t>zichtbaar</w:t></w:r></w:p>"
    shown = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>toch</w:t></w:r></w:p>'
    found = extract("a.docx", word(hidden + styled("Weg") + shown, styles=STYLES))
    assert found.text == "zichtbaar\n\ntoch"
    assert [problem.message.text for problem in found.problems] == ["holds hidden text, which was left out"]


def test_notes_stand_at_the_end_with_their_number():
    body = (
        f"<w:p><w:r><w:t>wonen</w:t><w:footnoteReference w:id='2'/><w:endnoteReference w:id='2'/></w:r></w:p>{par('b')}"
    )
    notes = f"<w:{{0}} w:id='0' w:type='separator'>{par('')}</w:{{0}}><w:{{0}} w:id='2'>{par('zie {0}')}</w:{{0}}>"
    assert text(body, footnotes=notes.format("footnote"), endnotes=notes.format("endnote")) == (
        "wonen[^2][^e2]\n\nb\n\n[^2]: zie footnote\n\n[^e2]: zie endnote"
    )


def test_headers_that_say_the_same_are_read_once():
    assert text(par("midden"), header1=par("boven"), header2=par("boven"), footer1=par("onder")) == (
        "boven\n\nmidden\n\nonder"
    )


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([["a", "b"], ["c", ""]], "| a | b |\n| c |  |"),
        ([["a | b", "c"]], r"| a \| b | c |"),
        ([["een kader"]], "een kader"),
        ([["", ""]], "slot"),
        ([["vraag", "eerst</w:t></w:r></w:p><w:p><w:r><w:t>dan"]], "vraag\n\neerst\n\ndan"),
        ([["a", "b<w:br/>"], ["c", "d</w:t><w:br/><w:t>e"]], "| a | b |\n\nc\n\nd\ne"),
    ],
)
def test_a_table_is_a_table_where_its_cells_are_short(rows, shown):
    cells = "".join(f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{par(one)}</w:tc>' for one in row)}</w:tr>" for row in rows)
    assert text(f"<w:tbl><w:tblPr/>{cells}</w:tbl>{par('slot')}").removesuffix("\n\nslot") == shown


def test_a_table_in_a_table():
    inner = f"<w:tbl><w:tr><w:tc>{par('a')}</w:tc><w:tc>{par('b')}</w:tc></w:tr></w:tbl>"
    assert text(f"<w:tbl><w:tr><w:tc>{par('links')}</w:tc><w:tc>{inner}{par('')}</w:tc></w:tr></w:tbl>") == (
        "links\n\n| a | b |"
    )


def test_a_document_in_the_strict_format():
    assert text(par("Wonen"), space=STRICT_W) == "Wonen"


def test_a_document_inside_the_document_is_said_not_to_be_read():
    found = extract("a.docx", word('<w:altChunk r:id="r9" xmlns:r="x"/>' + par("rest")))
    assert (found.text, len(found.problems)) == ("rest", 1)


def test_macros_are_said_and_not_run():
    found = extract("a.docm", word(par("tekst"), vbaProject=b"Sub AutoOpen()"))
    assert found.text == "tekst"
    assert found.problems[0].message.text == "holds macros: its text was read, nothing of it was run"


def test_a_link_to_a_part_outside_is_never_followed():
    parts = {
        "_rels/.rels": relations({"officeDocument": "../../word/document.xml"}),
        "word/document.xml": word(par("a")),
        "word/_rels/document.xml.rels": relations(
            {"header": "http://example.org/a.xml", "footer": "../../../etc/passwd"}, outside=["header"]
        ),
    }
    parts["word/document.xml"] = f'<w:document xmlns:w="{STRICT_W}"><w:body>{par("hier")}</w:body></w:document>'
    assert extract("a.docx", zipped(parts)).text == "hier"


def test_no_main_part():
    found = extract("a.docx", zipped({"word/x.xml": "<x/>"}))
    assert (found.text, found.kind) == ("", "docx")
    assert [problem.message.text for problem in found.problems] == ["damaged, or not what its name says"]
