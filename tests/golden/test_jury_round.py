"""A whole round, as a coordinator and three jurors play it: from proposals to letters, with LibreOffice in between."""

from __future__ import annotations

import json
import shutil
import subprocess
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from addendum_cli.cli.app import app
from addendum_cli.jury.layout import KEY_HEAD, MARK_HEAD, MOTIVATION_HEAD

ROOT = Path(__file__).resolve().parents[2]
PLAYED = (
    "handdruk.yaml",
    "fietskompas.json",
    "tafelpoot-2.yaml",
    "zijspoor-negen.yaml",
    "wiegwijs.yaml",
    "open-deur.yaml",
)
JURORS = """\
- {id: an, name: An Wildeman, organisation: VDAB, conflicts: [fietskompas]}
- {id: bo, name: Bo Zandloper, organisation: Stad Proefdorp}
- {id: cas, name: Cas Ringoot, organisation: onafhankelijk}
"""
LEAN = {"an": 0, "bo": -1, "cas": 1}


def addendum(*words: object, code: int = 0) -> Result:
    """Run a command; it has to end with ``code``."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result


def mark(juror: str, key: str, proposal: str) -> float:
    """Return what a juror thinks: the better the further back in the alphabet the proposal is, and by their nature."""
    base = {"fietskompas": 4, "handdruk": 2, "tafelpoot-2": 3}.get(proposal, 3)
    return max(0.0, min(5.0, base + LEAN[juror] / 2))


def fill(path: Path) -> None:
    """Fill in a sheet as its juror does: a comma here, a point there, the last row left open."""
    juror = path.stem.rpartition("-")[2]
    book = load_workbook(path)
    sheet = next(one for one in book.worksheets if one.cell(1, 1).value == KEY_HEAD)
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row):
        key = sheet.cell(row, at[KEY_HEAD]).value
        value = mark(juror, key, key.rpartition("/")[2])
        sheet.cell(row, at[MARK_HEAD]).value = value if row % 2 else f"{value}".replace(".", ",")
        sheet.cell(row, at[MOTIVATION_HEAD]).value = f"Duidelijk op dit punt, rij {row}."
    book.save(path)


def saved_by_office(sheets: Path, into: Path, home: Path) -> Path:
    """Save every sheet with LibreOffice."""
    office = shutil.which("soffice")
    assert office is not None
    command = [office, f"-env:UserInstallation=file://{home}/office", "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run([*command, str(into), *map(str, sorted(sheets.glob("*.xlsx")))], check=True, capture_output=True, timeout=180)  # fmt: skip
    return into


def letter(path: Path) -> str:
    """Return a draft's text, with its subject above it."""
    mail = message_from_bytes(path.read_bytes(), policy=default)
    assert mail["X-Unsent"] == "1"
    return f"{mail['Subject']}\n\n{mail.get_content()}".replace("\r\n", "\n")


@pytest.mark.libreoffice
def test_from_proposals_to_letters(tmp_path, monkeypatch):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    call = tmp_path / "call"
    addendum("init", call)
    (call / "proposals" / "samen-op-stap.yaml").unlink()
    for name in PLAYED:
        shutil.copy(ROOT / "examples" / "proposals" / name, call / "proposals" / name)
    (call / "jurors.yaml").write_text(JURORS, "utf-8")
    monkeypatch.chdir(call)

    # Sheets out; nothing is overwritten; a conflict leaves the proposal out.
    addendum("jury", "sheets", "proposals", "--jurors", "jurors.yaml", "-o", "sheets")
    first = (call / "sheets" / "jury-written-an.xlsx").read_bytes()
    told = addendum("jury", "sheets", "proposals", "--jurors", "jurors.yaml", "-o", "sheets").stderr
    assert "is er al, en blijft zoals het is" in told
    assert (call / "sheets" / "jury-written-an.xlsx").read_bytes() == first

    # Filled in, saved by LibreOffice, read back: every mark is there, the last row of each is open.
    for path in sorted((call / "sheets").glob("*.xlsx")):
        fill(path)
    saved_by_office(call / "sheets", call / "back", tmp_path)
    status = json.loads(addendum("jury", "status", "back", "--jurors", "jurors.yaml", "--format", "json").stdout)
    assert {one["id"]: (len(one["given"]), len(one["open"])) for one in status["jurors"]} == {
        "an": (19, 1),
        "bo": (31, 1),
        "cas": (31, 1),
    }
    assert status["without_sheet"] == status["problems"] == []
    for one in status["jurors"]:
        for each in one["given"]:
            assert each["mark"] == mark(one["id"], each["criterion"], each["proposal"])
            assert each["motivation"].startswith("Duidelijk op dit punt, rij ")

    # They lean as they were made to, and disagree most where bo and cas are apart.
    agreed = json.loads(addendum("jury", "agreement", "back", "--format", "json").stdout)
    assert agreed["leans"] == {"an": 0, "bo": -0.1, "cas": 0.1}
    assert agreed["divided"][0]["marks"].keys() >= {"bo", "cas"}

    # The jury's marks rank; a consensus goes before their mean.
    def scored(*more):
        return json.loads(addendum("score", "proposals", "--jury", "back", "--format", "json", *more).stdout)

    assert [place["id"] for place in scored()["ranking"]] == ["fietskompas", "tafelpoot-2", "handdruk"]
    by = ("--by", "de jury", "--jury", "back", "--at", "2023-06-20T16:00")
    addendum("decide", "handdruk", "--as", "consensus", "--criterion", "common/toegang", "--mark", "3,5", "--reason", "Na overleg: geen wachtlijst.", *by)  # fmt: skip
    found = scored()
    toegang = next(one for one in found["proposals"] if one["id"] == "handdruk")["challenges"]["saled"]["criteria"][
        "toegang"
    ]
    assert (toegang["mark"], toegang["source"], len(toegang["given"])) == (3.5, "consensus", 3)

    # Who is invited; who is not gets every reason, the weerwoord term and the contact.
    addendum("decide", "fietskompas", "tafelpoot-2", "--as", "invited", "--reason", "Sterk op de methode.", *by)
    withheld = addendum("letters", "proposals", "--stage", "not-invited", "--jury", "back", "-o", "letters", code=1)
    assert "handdruk: niemand besliste al" in withheld.stderr
    addendum("decide", "handdruk", "--as", "not-invited", "--reason", "Enkel vrijwilligers: er staat geen medewerker achter.", *by)  # fmt: skip
    addendum("letters", "proposals", "--stage", "not-invited", "--jury", "back", "-o", "letters", "--format", "eml", "--format", "docx", "--format", "md")  # fmt: skip
    addendum("letters", "proposals", "--stage", "invited", "--jury", "back", "-o", "letters")
    addendum("letters", "proposals", "--stage", "later", "--jury", "back", "-o", "letters")
    addendum("letters", "proposals", "--stage", "question", "-o", "letters")
    assert sorted(path.name for path in (call / "letters").iterdir()) == [
        "fietskompas-invited.eml", "handdruk-not-invited.docx", "handdruk-not-invited.eml", "handdruk-not-invited.md",
        "open-deur-question.eml", "tafelpoot-2-invited.eml", "wiegwijs-later.eml", "zijspoor-negen-not-invited.docx",
        "zijspoor-negen-not-invited.eml", "zijspoor-negen-not-invited.md",
    ]  # fmt: skip
    refusal = letter(call / "letters" / "handdruk-not-invited.eml")
    for part in (
        "Enkel vrijwilligers: er staat geen medewerker achter.",
        "op plaats 3 van 3",
        "Toegang zonder uitsluiting: 3,5 op 5. Tussen “Er is geen grens",
        "Motivering: Duidelijk op dit punt",
        "tot en met vrijdag 28 juli 2023",
        "saar.deschamps@welzijn13.be",
    ):
        assert part in refusal
    assert not [name for name in ("Wildeman", "Zandloper", "Ringoot", "Fietskompas", "Tafelpoot") if name in refusal]
    late = letter(call / "letters" / "zijspoor-negen-not-invited.eml")
    assert "na de deadline 2023-06-09 23:59 (Lokale timing)" in late
    assert "dinsdag 27 juni 2023 tot en met woensdag 28 juni 2023" in letter(
        call / "letters" / "fietskompas-invited.eml"
    )

    # A decision that rests on what has changed since is shown so, and no letter goes out on it.
    rubric = call / "rubrics" / "common.yaml"
    text = rubric.read_text("utf-8")
    rubric.write_text(text.replace("weight: 5\n", "weight: 6\n"), "utf-8")
    told = addendum("score", "proposals", "--jury", "back").stderr
    assert "gemaakt voor een andere versie van de rubrieken: common/mensen-en-uren: gewicht" in told
    assert "steunt op wat sindsdien wijzigde" in told
    old = addendum("letters", "proposals", "--stage", "invited", "--jury", "back", "-o", "others", code=1).stderr
    assert "fietskompas: de beslissing steunt op wat sindsdien wijzigde" in old
    assert not (call / "others").exists()
    rubric.write_text(text, "utf-8")

    # The pitch: sheets for those invited; the selection; a weerwoord, its answer, and what it changes.
    addendum("jury", "sheets", "proposals", "--jurors", "jurors.yaml", "-o", "pitch", "--round", "pitch")
    asked = json.loads(addendum("jury", "status", "pitch", "--round", "pitch", "--format", "json").stdout)
    assert {key["proposal"] for one in asked["jurors"] for key in one["open"]} == {"fietskompas", "tafelpoot-2"}
    july = ("--by", "de jury", "--jury", "back", "--at", "2023-07-06")
    addendum("decide", "fietskompas", "--as", "selected", "--reason", "De sterkste pitch.", *july)
    addendum("decide", "tafelpoot-2", "--as", "not-selected", "--reason", "Te smal voor één partner.", *july)
    addendum("letters", "proposals", "--stage", "selected", "--jury", "back", "-o", "july")
    addendum("letters", "proposals", "--stage", "not-selected", "--jury", "back", "-o", "july")
    assert "vrijdag 14 juli 2023" in letter(call / "july" / "fietskompas-selected.eml")
    assert "niet geselecteerd" in letter(call / "july" / "tafelpoot-2-not-selected.eml")
    contested = ("tafelpoot-2", "--criterion", "common/partnerschap", "--jury", "back", "--by", "het secretariaat")
    addendum("decide", *contested, "--as", "weerwoord", "--reason", "Onze partners staan op blz. 4.", "--at", "2023-07-29T09:00")  # fmt: skip
    waiting = addendum("letters", "proposals", "--stage", "answer", "--jury", "back", "-o", "july", code=1).stderr
    assert "tafelpoot-2: het weerwoord heeft nog geen antwoord" in waiting
    addendum("decide", *contested, "--as", "answer", "--mark", "5", "--reason", "Dat klopt: blz. 4 noemt ze met hun rol.", "--at", "2023-08-02")  # fmt: skip
    after = scored()
    assert [(one["id"], one["rank"]) for one in after["ranking"]] == [("fietskompas", 1), ("tafelpoot-2", 2), ("handdruk", 3)]  # fmt: skip
    (change,) = after["revised"]["changed"]
    assert (change["proposal"], change["criterion"], change["before"], change["after"]) == ("tafelpoot-2", "common/partnerschap", 3, 5)  # fmt: skip
    assert after["weerwoord"][0]["late"] is True
    addendum("letters", "proposals", "--stage", "answer", "--jury", "back", "-o", "july")
    answer = letter(call / "july" / "tafelpoot-2-answer.eml")
    for part in (
        "blz. 4.",
        "kwam na de laatste dag binnen",
        "Het punt wordt 5 in plaats van 3 (op 5).",
        "Uw totaal wordt daarmee",
    ):
        assert part in answer

    # What was decided stands in one file, in order, each with its reason, name and moment.
    decisions = yaml.safe_load((call / "decisions.yaml").read_text("utf-8"))
    assert len(decisions) == 8
    assert all(one["reason"] and one["by"] and one["at"] for one in decisions)
