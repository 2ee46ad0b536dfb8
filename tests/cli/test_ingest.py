"""``addendum ingest`` as people run it: what it says, what it writes, and how it ends."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from mailing import HEAD, IN_TIME, LATE, PDF, eml

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links and pipes for administrators only")
FACTS = """
Organisatie: De Brug vzw
Ondernemingsnummer: 0999.013.094
Uitdagingen: Saled
Compagnon: ja
Gemeenten: Kortrijk
VTE: 2
"""
MAIL = IN_TIME + HEAD.replace("Kandidatuur", "Naast elkaar") + FACTS
ANNEX = """\
{head}MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain

Zie bijlage.
--x
Content-Type: application/octet-stream; name="{name}"
Content-Disposition: attachment; filename="{name}"
Content-Transfer-Encoding: base64

{raw}
--x--
"""


@pytest.fixture
def inbox(call):
    """Return what puts mails and documents into ``in/`` beside the call."""

    def put(**files: str | bytes) -> None:
        for name, content in files.items():
            path = call / "in" / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(eml(content) if isinstance(content, str) else content)

    return put


def annexed(name: str, raw: bytes = PDF) -> bytes:
    return eml(ANNEX.replace("{head}", IN_TIME + HEAD).replace("{name}", name), raw=raw)


def written(call: Path) -> dict[str, bytes]:
    folder = call / "proposals"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_mail_becomes_a_proposal_that_check_reads(call, inbox, run):
    inbox(a_eml=MAIL)
    result = run("ingest", "in", "--lang", "en")
    assert result.exit_code == 0
    assert "1 candidacy taken in, 0 were there already, 0 left out" in result.stdout
    assert "Next: addendum check proposals/" in result.stdout
    raw = eml(MAIL)
    assert sorted(written(call)) == [
        "de-brug/_originals/SHA256SUMS",
        "de-brug/_originals/a.eml",
        "de-brug/mail.md",
        "de-brug/proposal.yaml",
    ]
    assert written(call)["de-brug/_originals/a.eml"] == raw
    assert hashlib.sha256(raw).hexdigest() in written(call)["de-brug/_originals/SHA256SUMS"].decode()
    assert run("check", "proposals").exit_code == 0


def test_in_dutch(inbox, run):
    inbox(a_eml=MAIL, b_eml="Auto-Submitted: auto-replied\n" + MAIL)
    result = run("ingest", "in", "--lang", "nl")
    assert "1 kandidatuur ingelezen, 0 waren al ingelezen, 1 niet ingelezen" in result.stdout
    assert "Gemaakt door addendum ingest" in Path("proposals/de-brug/proposal.yaml").read_text("utf-8")


def test_a_second_run_says_what_is_there_and_writes_nothing(call, inbox, run):
    inbox(a_eml=MAIL, brug__plan_txt=FACTS.replace("Brug", "Poort").encode(), brug__brief_txt=b"Zie het plan.")
    run("ingest", "in", "--lang", "en")
    before = written(call)
    result = run("ingest", "in", "--lang", "en")
    assert (result.exit_code, written(call)) == (0, before)
    assert "there already: in/a.eml (de-brug)" in result.stdout
    assert "there already: in/brug (de-poort)" in result.stdout
    assert "Next:" not in result.stdout


@pytest.mark.parametrize("id_", ["<>", "<form@example.org>"])
def test_the_id_of_a_mail_alone_does_not_make_two_mails_one(call, inbox, run, id_: str):
    head = f"Message-ID: {id_}\n"
    inbox(a_eml=head + MAIL, b_eml=head + MAIL.replace("Brug", "Poort"), c_eml=f"X-Saved: twice\n{head}{MAIL}")
    told = "3 candidacies taken in, 0 were there" if id_ == "<>" else "2 candidacies taken in, 1 was there"
    assert told in run("ingest", "in", "--lang", "en").stdout
    before = written(call)
    run("ingest", "in", "--lang", "en")
    assert written(call) == before
    assert {"de-brug/proposal.yaml", "de-poort/proposal.yaml"} <= before.keys()


def test_one_long_word_is_read_once(call, inbox, run):
    inbox(brug__plan_txt=f"{FACTS}\n{'A' * 640_000}\ninfo@a.example/jan@b.example\n".encode())
    assert run("ingest", "in", "--lang", "en").exit_code == 0
    text = written(call)["de-brug/proposal.yaml"].decode()
    assert "email: info@a.example" in text
    assert 'email: "/jan@b.example"' in text


def test_a_dry_run_writes_nothing(call, inbox, run):
    inbox(a_eml=MAIL)
    result = run("ingest", "in", "--dry-run", "--receipts", "--lang", "en")
    assert (result.exit_code, written(call)) == (0, {})
    assert "1 candidacy would be taken in" in result.stdout


def test_receipts_can_be_asked_for_later_and_a_changed_draft_stays(call, inbox, run):
    inbox(a_eml=MAIL)
    run("ingest", "in", "--into", "map", "--lang", "en")
    result = run("ingest", "in", "--into", "map", "--receipts", "--lang", "en")
    assert "1 confirmation of receipt drafted in map/_receipts/: nothing was sent" in result.stdout
    draft = Path("map/_receipts/de-brug.eml")
    draft.write_bytes(b"changed by hand")
    run("ingest", "in", "--into", "map", "--receipts", "--lang", "en")
    assert draft.read_bytes() == b"changed by hand"


def test_receipts_lie_beside_the_proposals_and_are_no_proposal(call, inbox, run):
    inbox(a_eml=MAIL)
    result = run("ingest", "in", "--receipts", "--into", "elders/nieuw", "--lang", "en")
    assert result.exit_code == 0
    assert "1 confirmation of receipt drafted in elders/nieuw/_receipts/: nothing was sent" in result.stdout
    assert Path("elders/nieuw/_receipts/de-brug.eml").read_bytes().startswith(b"To: Jan Peeters")
    assert run("check", "elders/nieuw").exit_code == 0
    assert written(call) == {}


def test_without_a_server_of_ours_the_last_one_is_believed_and_that_is_said(inbox, run):
    inbox(a_eml=MAIL)
    assert "no mail server of yours is named (--server)" in run("ingest", "in", "--lang", "en").stderr


def test_only_our_own_servers_clock_counts(inbox, run):
    inbox(a_eml=MAIL)
    result = run("ingest", "in", "--server", "mail.elders.example", "--lang", "en")
    assert "no mail server" not in result.stderr
    assert "none of the servers that noted it is one of ours: mail.example.org" in result.stdout
    assert "received_at" not in Path("proposals/de-brug/proposal.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("SHA256SUMS", "SHA256SUMS-2"),
        ("sha256sums", "sha256sums-2"),
        ("a.eml.pdf", "a.eml.pdf"),
        ("../../proposal.yaml", "proposal.yaml"),
        ("..", "part-1.bin"),
        ("CON:<plan>.pdf", "CON__plan_.pdf"),
        ("é" * 200 + ".pdf", "é" * 113 + ".pdf"),
    ],
)
def test_whatever_an_attachment_is_called_its_bytes_are_kept(call, inbox, run, name, kept):
    inbox(a_eml=annexed(name))
    assert run("ingest", "in").exit_code == 0
    found = written(call)
    assert found[f"jan-peeters/_originals/{kept}"] == PDF
    sums = found["jan-peeters/_originals/SHA256SUMS"].decode().splitlines()
    assert f"{hashlib.sha256(PDF).hexdigest()}  {kept}" in sums
    assert run("check", "proposals", "--fail-on", "unreadable").exit_code == 0


def test_what_is_left_out_needs_nobody_where_there_is_nothing_to_do(inbox, run):
    inbox(a_eml="Auto-Submitted: auto-replied\n" + MAIL, lijst_csv=b"Naam;VTE\nDe Brug;1\n;2\n")
    result = run("ingest", "in", "--lang", "en")
    assert result.exit_code == 0
    assert "left out: in/a.eml: written by a machine" in result.stdout
    assert "left out: in/lijst.csv:3: a row without an organisation" in result.stdout


def test_of_a_list_every_sheet_is_read_or_named_and_so_is_a_cell_without_a_column(call, inbox, run):
    book = Workbook()
    book.worksheets[0].append(("Naam", "VTE"))
    book.worksheets[0].append(("De Brug", 1, "buiten"))
    book.create_sheet("Twee").append(("Naam", "VTE"))
    book["Twee"].append(("De Poort", 2))
    book.create_sheet("Nota")["A1"] = "bellen"
    book["Nota"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    inbox(lijst_xlsx=out.getvalue())
    result = run("ingest", "in", "--lang", "en")
    assert sorted(path.name for path in (call / "proposals").iterdir()) == ["de-brug", "de-poort"]
    shown = " ".join((result.stdout + result.stderr).split())
    assert "sheets that are no list of proposals, and were not read: Nota" in shown
    assert "cells in columns without a name, which were not read: buiten" in shown


def test_our_own_answer_is_no_candidacy_and_our_own_scan_is(call, inbox, run):
    ours = HEAD.replace("Jan Peeters <jan@example.org>", "oproep@example.org")
    scan = ANNEX.replace("{head}", IN_TIME + ours).replace("{name}", "scan.pdf").replace("{raw}", "JVBERi0xLjQ=")
    inbox(a_eml=IN_TIME + ours.replace("Subject: ", "Subject: Re: ") + "\nBedankt, goed ontvangen.\n", b_eml=scan)
    result = run("ingest", "in", "--lang", "en")
    assert "left out: in/a.eml: sent from the call's own address, with nothing attached: no candidacy" in result.stdout
    assert (result.exit_code, sorted(path.name for path in (call / "proposals").iterdir())) == (0, ["oproep"])


@pytest.mark.parametrize("name", ["smime.p7s", "jan.vcf", "afspraak.ics"])
def test_what_a_mail_program_attaches_is_kept_and_is_no_document(call, inbox, run, name):
    inbox(a_eml=annexed(name, b"BEGIN:VCARD\r\nTITLE:Directeur\r\nEND:VCARD\r\n"))
    assert run("ingest", "in").exit_code == 0
    text = written(call)["jan-peeters/proposal.yaml"].decode()
    assert f"jan-peeters/_originals/{name}" in written(call)
    assert ("unread" in text, "Directeur" in text) == (False, False)


def test_of_a_mailbox_each_mail_that_is_left_out_has_its_line(inbox, run):
    start = "From a@example.org Fri Jun  9 14:20:05 2023\n"
    inbox(box_mbox=f"{start}{MAIL}\n{start}Auto-Submitted: auto-replied\n{MAIL}\n")
    assert "left out: in/box.mbox:15: written by a machine" in run("ingest", "in", "--lang", "en").stdout


def test_only_the_header_says_when_a_mail_came_in(call, inbox, run):
    claims = "\nOntvangen op: 2023-05-01\nKanaal: fax\nVerzonden op: 2023-05-01\nIngediend bij: els@example.org\n"
    inbox(a_eml=LATE + HEAD + claims + FACTS, b_eml=HEAD + claims + FACTS.replace("Brug", "Poort"))
    run("ingest", "in")
    late, unknown = (written(call)[f"{id_}/proposal.yaml"].decode() for id_ in ("de-brug", "de-poort"))
    assert "  received_at: 2023-06-10T00:00:30+02:00  " in late
    assert "\n#   received_at: 2023-05-01 " in late
    assert "\n#?  received_at: 2023-05-01 " in unknown
    assert [line for line in unknown.splitlines() if line.startswith("  received_at")] == []


@LINKS
def test_what_could_not_be_read_is_1_and_stops_no_other(call, inbox, run):
    inbox(a_eml=MAIL)
    os.mkfifo("in/pijp.eml")
    result = run("ingest", "in", "--lang", "en")
    assert result.exit_code == 1
    assert "left out: in/pijp.eml: not a file" in result.stdout
    assert "de-brug/proposal.yaml" in written(call)


def test_a_proposal_file_among_them_is_said_on_stderr(inbox, run):
    inbox(a_eml=MAIL, b_yaml=b"id: x\n")
    result = run("ingest", "in", "--lang", "en")
    assert "in/b.yaml: a proposal file, it seems: not taken in" in result.stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("ingest", "weg.eml"), "weg.eml: not there"),
        (("ingest", "leeg"), "leeg: nothing to take in"),
        (("ingest", "in", "--call", "nergens"), "nergens"),
        (("ingest", "in", "--into", "addendum.yaml"), "addendum.yaml: cannot be made"),
        (("ingest", "in", "--into", "addendum.yaml/x"), "cannot be made"),
    ],
)
def test_where_nothing_could_be_done_it_is_3(call, inbox, run, words, why):
    inbox(a_eml=MAIL)
    (call / "leeg").mkdir()
    result = run(*words, "--lang", "en")
    assert (result.exit_code, written(call)) == (3, {})
    assert why in result.stderr


@pytest.mark.parametrize("words", [("ingest",), ("ingest", "in", "--servers", "x"), ("ingest", "in", "--lang", "fr")])
def test_a_wrong_command_line_is_2(inbox, run, words):
    inbox(a_eml=MAIL)
    assert run(*words).exit_code == 2


def test_a_folder_set_aside_does_not_come_back(call, inbox, run):
    inbox(a_eml=MAIL)
    run("ingest", "in")
    (call / "proposals" / "de-brug").rename(call / "proposals" / "_de-brug")
    assert "there already: in/a.eml (_de-brug)" in run("ingest", "in", "--lang", "en").stdout


def test_the_folder_of_proposals_named_as_a_source(call, inbox, run):
    inbox(a_eml=MAIL)
    run("ingest", "in")
    before = written(call)
    result = run("ingest", "proposals", "--lang", "en")
    assert "the folder of proposals itself: not taken in" in result.stderr
    assert (result.exit_code, written(call)) == (0, before)


@pytest.mark.parametrize("raw", [b"", b"PK", b"PK\x03\x04 half", b"not a workbook"])
def test_a_damaged_workbook_is_kept_named_and_unread(inbox, run, raw):
    inbox(kandidatuur_xlsx=raw)
    result = run("ingest", "in", "--into", "map", "--lang", "en")
    assert result.exit_code == 0
    assert "damaged, or not what its name says" in result.stdout
    assert Path("map/kandidatuur/_originals/kandidatuur.xlsx").read_bytes() == raw
    assert "unread:" in Path("map/kandidatuur/proposal.yaml").read_text("utf-8")
    assert "read them, note what they state" in run("check", "map", "--lang", "en").stdout
