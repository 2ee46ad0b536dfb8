"""A file is written whole or not at all."""

import os
from pathlib import Path

import pytest

from addendum_cli.errors import AddendumError
from addendum_cli.formats.writing import write_folder, write_whole
from judging import worded


def test_a_new_file_and_an_old_one(tmp_path: Path):
    target = tmp_path / "shortlist.md"
    write_whole(target, b"een")
    assert target.read_bytes() == b"een"
    write_whole(target, b"twee")
    assert target.read_bytes() == b"twee"
    assert os.listdir(tmp_path) == ["shortlist.md"]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path):
    (tmp_path / "map").mkdir()
    with pytest.raises(AddendumError) as caught:
        write_whole(tmp_path / "map", b"x")
    assert [problem.where.file for problem in caught.value.problems] == [(tmp_path / "map").as_posix()]
    assert os.listdir(tmp_path) == ["map"]


def test_a_folder_that_is_not_there(tmp_path: Path):
    with pytest.raises(AddendumError) as caught:
        write_whole(tmp_path / "geen" / "x.md", b"x")
    assert [worded(problem) for problem in caught.value.problems] == [
        "cannot be written: No such file or directory -> close it where it is open, or name another place"
    ]


def test_an_interruption_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "shortlist.md"
    target.write_bytes(b"oud")

    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(target, b"nieuw")
    assert target.read_bytes() == b"oud"
    assert os.listdir(tmp_path) == ["shortlist.md"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_stay_as_they_were_and_a_new_file_gets_the_usual_ones(tmp_path: Path):
    private, usual, fresh = tmp_path / "private", tmp_path / "usual", tmp_path / "fresh"
    private.touch(0o600)
    private.chmod(0o600)
    usual.touch()
    for path in (private, fresh):
        write_whole(path, b"x")
    assert private.stat().st_mode & 0o777 == 0o600
    assert fresh.stat().st_mode == usual.stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link(tmp_path: Path):
    (tmp_path / "echt").write_bytes(b"oud")
    (tmp_path / "link").symlink_to("echt")
    write_whole(tmp_path / "link", b"nieuw")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "echt").read_bytes() == b"nieuw"


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


FILES = {"proposal.yaml": b"id: brug\n", "_originals/plan é.docx": b"PK", "_originals/SHA256SUMS": b""}


def test_a_folder_with_folders_in_it(tmp_path: Path):
    write_folder(tmp_path / "brug", FILES)
    assert everything(tmp_path / "brug") == FILES
    assert os.listdir(tmp_path) == ["brug"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_folder_gets_the_usual_permissions(tmp_path: Path):
    (tmp_path / "usual").mkdir()
    write_folder(tmp_path / "brug", FILES)
    assert (tmp_path / "brug").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("inside", [{}, {"proposal.yaml": b"van een mens"}])
def test_a_folder_that_is_there_is_never_touched(tmp_path: Path, inside: dict[str, bytes]):
    (tmp_path / "brug").mkdir()
    for name, data in inside.items():
        (tmp_path / "brug" / name).write_bytes(data)
    with pytest.raises(AddendumError) as caught:
        write_folder(tmp_path / "brug", FILES)
    assert [worded(problem) for problem in caught.value.problems] == [
        "cannot be written: File exists -> name another place"
    ]
    assert everything(tmp_path / "brug") == inside
    assert os.listdir(tmp_path) == ["brug"]


@pytest.mark.parametrize("files", [{"a" * 300: b""}, {"a": b"", "a/b": b""}])
def test_a_folder_that_cannot_be_written_whole_is_not_there(tmp_path: Path, files: dict[str, bytes]):
    with pytest.raises(AddendumError):
        write_folder(tmp_path / "brug", files)
    assert os.listdir(tmp_path) == []


def test_a_folder_interrupted_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "brug", FILES)
    assert os.listdir(tmp_path) == []
