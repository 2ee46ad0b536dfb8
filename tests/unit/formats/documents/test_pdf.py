import subprocess
from shutil import which

import pytest
from openpyxl import Workbook

from addendum_cli.formats.documents import extract, pdf
from unit.formats.documents.made import lines
from unit.formats.documents.made import pdf as made

WIDE = "Wij gaan mee naar de bank en de gemeente en wij zoeken samen een"


def text(*pages) -> str:
    found = extract("a.pdf", made(*pages))
    assert (found.kind, found.pages, found.problems) == ("pdf", len(pages), ())
    return found.text


def told(raw: bytes) -> list[str]:
    return [problem.message.text for problem in extract("a.pdf", raw).problems]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ([WIDE, "huis."], f"{WIDE} huis."),
        ([WIDE, "huis.", "", "Daarna"], f"{WIDE} huis.\n\nDaarna"),
        ([f"{WIDE} verant-", "woordelijke."], f"{WIDE} verantwoordelijke."),
        ([f"{WIDE} Oost-", "Vlaming."], f"{WIDE} Oost-Vlaming."),
        ([f"{WIDE} huis -", "en werk."], f"{WIDE} huis - en werk."),
        (["Kerkstraat 1", WIDE], f"Kerkstraat 1\n{WIDE}"),
        ([WIDE, "1. eerst", "2. dan"], f"{WIDE}\n1. eerst\n2. dan"),
        (["• eerst", "• dan", "- slot"], "- eerst\n- dan\n- slot"),
        ([f"• {WIDE}", "huis"], f"- {WIDE} huis"),
    ],
)
def test_lines_become_paragraphs(written, shown):
    assert text(lines(*written)) == shown


def test_a_wide_spacing_is_no_end_of_a_paragraph():
    assert text(lines(WIDE, WIDE, "huis.", step=24)) == f"{WIDE} {WIDE} huis."


def test_another_size_begins_anew():
    assert text([*lines("Onze aanpak", size=18), *lines(WIDE, WIDE, top=764)]) == f"Onze aanpak\n\n{WIDE} {WIDE}"


def test_a_sentence_goes_on_in_the_next_column():
    column = [(60, 100, 11, "wij zoeken samen een"), (320, 780, 11, "huis dat past.")]
    assert text(column).split() == ["wij", "zoeken", "samen", "een", "huis", "dat", "past."]
    assert "\n\n" not in text(column)
    column[1] = (320, 780, 11, "Budget")
    assert text(column) == "wij zoeken samen een\n\nBudget"


def test_pages_stand_apart():
    assert text(lines("een"), lines("twee")) == "een\n\ntwee"


def test_letters_beyond_ascii():
    assert text(lines("Één “café” voor € 5, geïnteresseerd")) == "Één “café” voor € 5, geïnteresseerd"


def test_a_scan_is_said_to_be_one():
    scan, page = [(40, 40, 0, "")], lines("Bijlage")
    assert told(made(scan)) == ["{n} page is a picture without text: a scan"]
    found = extract("a.pdf", made(page, scan, scan))
    assert (found.text, found.pages) == ("Bijlage", 3)
    assert found.problems[0].message.values == (("n", 2),)
    assert told(made([*scan, *page])) == []


def test_an_empty_page_is_no_scan():
    assert told(made([])) == ["no text in it"]
    assert told(made([], lines("a"))) == []


def test_a_password():
    locked = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>"
    assert told(made(lines("geheim"), more=locked)) == ["locked with a password"]


def test_a_form_says_that_its_fields_were_not_read():
    raw = made(lines("Naam"), catalog="/AcroForm<</Fields[]>>")
    found = extract("a.pdf", raw)
    assert found.text == "Naam"
    assert told(raw) == ["a form with fields: what was filled in there was not read"]


def test_scripts_and_links_are_not_run():
    found = extract("a.pdf", made(lines("Rustig"), catalog="/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"))
    assert found.text == "Rustig"


def test_more_pages_than_anybody_reads(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    found = extract("a.pdf", made(lines("een"), lines("twee"), lines("drie")))
    assert (found.text, found.pages) == ("een\n\ntwee", 3)
    assert found.problems[0].message.text == "more than {n} pages: the rest was left out"


def test_a_page_that_is_not_there():
    raw = made(lines("een"), lines("twee"))
    found = extract("a.pdf", raw.replace(b"/Type/Page/Parent", b"/Type/Pagg/Parent", 1))
    assert "twee" in found.text


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_that_was_cut_gives_a_text_or_a_problem(share):
    raw = made(lines(WIDE))
    found = extract("a.pdf", raw[: int(share * len(raw))])
    assert found.text or found.problems


@pytest.mark.libreoffice
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not there")
def test_what_libreoffice_writes(tmp_path):
    book = Workbook()
    book.active.append(["Wij begeleiden mensen die een woning zoeken."])
    book.active.append(["Onze medewerkers zijn geïnteresseerd."])
    book.save(tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = extract("a.pdf", (tmp_path / "a.pdf").read_bytes())
    assert found.text.split() == (
        [
            "Wij",
            "begeleiden",
            "mensen",
            "die",
            "een",
            "woning",
            "zoeken.",
            "Onze",
            "medewerkers",
            "zijn",
            "geïnteresseerd.",
        ]
    )
    assert (found.pages, found.problems) == (1, ())
