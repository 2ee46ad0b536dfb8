"""What was taken in before is known again, by its bytes or by the id of its mail."""

from __future__ import annotations

import hashlib
import shutil
import subprocess

import pytest

from addendum_cli.intake.candidacy import Candidacy, File
from addendum_cli.intake.ledger import ORIGINALS, SUMS, folder_of, known, sums

MAIL, ANNEX = File("mail.eml", b"een mail"), File("plan é.docx", b"een plan")
KEY = MAIL.sha256
TOGETHER = hashlib.sha256(b"samen").hexdigest()


@pytest.fixture
def keep(tmp_path):
    """Return what writes a folder's list of sums, and gives the folder of proposals."""

    def keep_(name: str, raw: bytes):
        place = tmp_path / name / ORIGINALS
        place.mkdir(parents=True)
        (place / SUMS).write_bytes(raw)
        return tmp_path

    return keep_


def test_the_list_that_sha256sum_checks():
    assert sums([MAIL, ANNEX], "a1@example.org", KEY).decode() == (
        f"# message-id: a1@example.org\n{MAIL.sha256}  mail.eml\n{ANNEX.sha256}  plan é.docx\n"
    )


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
def test_sha256sum_agrees(tmp_path):
    for file in (MAIL, ANNEX):
        (tmp_path / file.name).write_bytes(file.raw)
    (tmp_path / SUMS).write_bytes(sums([MAIL, ANNEX], "a1@example.org", TOGETHER))
    subprocess.run(["sha256sum", "--check", "--strict", SUMS], cwd=tmp_path, check=True, capture_output=True)


def test_of_several_files_together_the_sum_of_all_is_noted():
    assert sums([MAIL, ANNEX], None, TOGETHER).decode().splitlines()[0] == f"# together: {TOGETHER}"


def test_an_id_with_a_space_in_it_is_no_id():
    assert sums([MAIL], "a b", KEY).decode() == f"{KEY}  mail.eml\n"


def test_known_by_its_bytes_its_mail_and_all_together(keep):
    keep("brug", sums([MAIL, ANNEX], "a1@example.org", KEY))
    assert known(keep("_weg", sums([ANNEX, MAIL], None, TOGETHER))) == {
        KEY: "brug",
        "a1@example.org": "brug",
        TOGETHER: "_weg",
        ANNEX.sha256: "_weg",
    }


def test_an_annex_may_come_with_two_mails(keep):
    assert ANNEX.sha256 not in known(keep("brug", sums([MAIL, ANNEX], None, KEY)))


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"niets\n", b"# message-id: \n", b"abc  x\n"])
def test_a_list_that_somebody_spoiled_says_nothing(keep, raw):
    assert known(keep("brug", raw)) == {}


def test_no_folder_yet_nothing_known(tmp_path):
    assert known(tmp_path / "nergens") == {}
    (tmp_path / "brug").mkdir()
    (tmp_path / "los.yaml").write_text("", "utf-8")
    assert known(tmp_path) == {}


def test_the_same_mail_saved_twice_is_one():
    one = Candidacy("in/a.eml", KEY)
    assert folder_of(one, {}) is None
    assert folder_of(one, {KEY: "brug"}) == "brug"
    one.key, one.message_id = TOGETHER, "a1@example.org"
    assert folder_of(one, {KEY: "brug", "a1@example.org": "poort"}) == "poort"
