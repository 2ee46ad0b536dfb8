"""Drafts of mails: one file each, and what a person changed stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from addendum_cli.errors import AddendumError
from addendum_cli.store.drafts import keep
from judging import worded


def test_each_draft_in_a_file_of_its_own(tmp_path: Path):
    folder = tmp_path / "proposals" / "_receipts"
    written = keep(folder, {"poort": b"aan de Poort", "brug": b"aan de Brug"})
    assert written == [(folder / name).as_posix() for name in ("brug.eml", "poort.eml")]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "brug.eml": b"aan de Brug",
        "poort.eml": b"aan de Poort",
    }


def test_a_draft_that_is_there_stays_as_a_person_left_it(tmp_path: Path):
    (tmp_path / "brug.eml").write_bytes(b"verbeterd")
    assert keep(tmp_path, {"brug": b"aan de Brug", "poort": b"aan de Poort"}) == [(tmp_path / "poort.eml").as_posix()]
    assert (tmp_path / "brug.eml").read_bytes() == b"verbeterd"


def test_without_drafts_there_is_no_folder(tmp_path: Path):
    assert keep(tmp_path / "_receipts", {}) == []
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder(tmp_path: Path):
    (tmp_path / "_receipts").write_bytes(b"")
    with pytest.raises(AddendumError) as caught:
        keep(tmp_path / "_receipts", {"brug": b""})
    assert [worded(problem) for problem in caught.value.problems] == [
        "cannot be made: File exists -> name another place"
    ]
