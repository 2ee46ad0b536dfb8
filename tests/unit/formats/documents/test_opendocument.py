import zipfile
from io import BytesIO

import odfdo
import pytest

from addendum_cli.formats.documents import extract
from unit.formats.documents.made import odt

STYLES = (
    '<style:style style:name="Title"/><style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T2" style:parent-style-name="T1"/>'
    '<style:style style:name="A" style:parent-style-name="B"/><style:style style:name="B" style:parent-style-name="A"/>'
)


def text(body: str, **parts) -> str:
    found = extract("a.odt", odt(body, **parts))
    assert (found.kind, found.pages, found.problems) == ("odt", None, ())
    return found.text


def par(inner: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def test_what_odfdo_writes():
    made = odfdo.Document("text")
    made.body.clear()
    made.body.append(odfdo.Header(2, "Wonen"))
    made.body.append(odfdo.Paragraph("Wij gaan mee."))
    made.body.append(odfdo.List(["langs de eigenaars", "langs de gemeente"]))
    table = odfdo.Table("Team")
    table.set_values([["Medewerkers", "3,5"]])
    made.body.append(table)
    out = BytesIO()
    made.save(out)
    assert extract("a.odt", out.getvalue()).text == (
        "## Wonen\n\nWij gaan mee.\n\n- langs de eigenaars\n- langs de gemeente\n\n| Medewerkers | 3,5 |"
    )


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("a<text:s text:c='999999999'/>b", "a b"),
        ("a<text:tab/>b<text:line-break/>c", "a b\nc"),
        ("a\n   b", "a b"),
        ("a <text:span>b</text:span><text:a>c</text:a><text:soft-page-break/>", "a bc"),
        ("a<office:annotation><text:p>opmerking</text:p></office:annotation>", "a"),
        ("<draw:frame><svg:title>foto</svg:title></draw:frame>a", "a"),
        ("<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>b</text:ruby-text></text:ruby>", "a"),
        ("<text:script>alert</text:script>a", "a"),
    ],
)
def test_signs_in_a_line(inner, shown):
    assert text(par(inner)) == shown


@pytest.mark.parametrize(
    ("element", "shown"),
    [
        ('<text:h text:outline-level="3">a</text:h>', "### a"),
        ('<text:h text:outline-level="10">a</text:h>', "# a"),
        ("<text:h>a</text:h>", "# a"),
        (par("a", "Title"), "# a"),
        (par("a", "P1"), "# a"),
        (par("a", "A"), "a"),
        ('<text:section text:name="x"><text:p>a</text:p></text:section>', "a"),
        ("<text:table-of-content><text:index-body><text:p>a</text:p></text:index-body></text:table-of-content>z", ""),
        ("<text:tracked-changes><text:deletion><text:p>a</text:p></text:deletion></text:tracked-changes>", ""),
    ],
)
def test_blocks(element, shown):
    assert text(par("voor") + element, automatic=STYLES).removeprefix("voor").lstrip() == shown


def test_lists_in_lists():
    inner = "<text:list><text:list-item><text:p>b</text:p><text:p>nog</text:p></text:list-item></text:list>"
    assert text(
        f"<text:list><text:list-header><text:p>kop</text:p></text:list-header><text:list-item><text:p>a</text:p>{inner}"
        "</text:list-item><text:list-item><text:h>titel</text:h></text:list-item></text:list>"
    ) == ("kop\n\n- a\n  - b\n\nnog\n\n# titel")


def test_a_table_with_repeated_and_covered_cells():
    cells = (
        '<table:table-cell table:number-columns-repeated="1000000"><text:p>a</text:p></table:table-cell>'
        "<table:covered-table-cell/><table:table-cell><text:p>b</text:p></table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="1000000">{cells}</table:table-row>'
    assert text(f"<table:table><table:table-header-rows>{row}</table:table-header-rows>{row}</table:table>") == (
        "| a | b |\n| a | b |"
    )


def test_a_text_box_is_read_once_below_its_paragraph():
    box = "<draw:frame><draw:text-box><text:p>in het kader</text:p></draw:text-box></draw:frame>"
    assert text(par(f"voor {box}na")) == "voor na\n\nin het kader"
    assert text(box) == "in het kader"
    assert text(par("a<draw:custom-shape><text:p>vorm</text:p></draw:custom-shape>")) == "a\n\nvorm"


def test_notes_stand_at_the_end_with_their_number():
    note = (
        '<text:note text:note-class="{}"><text:note-citation>{}</text:note-citation>'
        "<text:note-body><text:p>zie {}</text:p><text:p>en verder</text:p></text:note-body></text:note>"
    )
    assert text(par("a" + note.format("footnote", "1", "onder") + note.format("endnote", "i", "einde"))) == (
        "a[^1][^ei]\n\n[^1]: zie onder\n\nen verder\n\n[^ei]: zie einde\n\nen verder"
    )
    assert text(par("a<text:note><text:note-citation> </text:note-citation></text:note>")) == "a[^]"


def test_headers_and_footers_once():
    page = "<style:master-page><style:header>{}</style:header><style:footer>{}</style:footer></style:master-page>"
    masters = page.format(par("boven"), par("onder")) * 2 + (
        f'<style:master-page><style:header-left style:display="false">{par("nooit")}</style:header-left></style:master-page>'
    )
    assert text(par("midden"), masters=masters) == "boven\n\nmidden\n\nonder"


@pytest.mark.parametrize(
    "hidden",
    [
        par("weg", "T1"),
        par("<text:span text:style-name='T2'>weg</text:span>"),
        par("<text:hidden-text>weg</text:hidden-text>"),
        f'<text:section text:display="none">{par("weg")}</text:section>',
    ],
)
def test_hidden_text_is_left_out_and_said(hidden):
    found = extract("a.odt", odt(hidden + par("zichtbaar"), automatic=STYLES))
    assert found.text == "zichtbaar"
    assert [problem.message.text for problem in found.problems] == ["holds hidden text, which was left out"]


def test_macros_are_said_and_not_run():
    found = extract("a.odt", odt(par("tekst"), Basic__Standard__Module1="Sub Main"))
    assert found.text == "tekst"
    assert found.problems[0].message.text == "holds macros: its text was read, nothing of it was run"
    assert text(par("tekst"), Basic__="") == "tekst"


def test_a_password():
    manifest = '<manifest:manifest xmlns:manifest="x"><manifest:encryption-data/></manifest:manifest>'
    found = extract("a.odt", odt(par("a"), **{"META-INF/manifest.xml": manifest, "content.xml": b"\x93\x00"}))
    assert (found.text, found.problems[0].message.text) == ("", "locked with a password")


def test_no_content():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    found = extract("a.odt", out.getvalue())
    assert (found.kind, found.problems[0].message.text) == ("odt", "damaged, or not what its name says")
