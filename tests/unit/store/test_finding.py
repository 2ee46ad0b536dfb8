"""Which files are proposals: endings, drafts, folders of their own, and what is named as none."""

import os
from pathlib import Path

import pytest

from addendum_cli.errors import AddendumError
from addendum_cli.store.proposals import find
from judging import worded


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder ``proposals`` in the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "proposals").mkdir()
    return tmp_path / "proposals"


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def found(*paths: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the proposals (file -> id) and the files named as none (file -> why)."""
    sources, loose = find(paths)
    return {one.shown: one.id for one in sources}, {one.where.file: worded(one) for one in loose}


NO_PROPOSAL = "not a proposal -> use addendum ingest to make one of it"


def test_endings_in_any_case(folder: Path):
    put(folder, "a.yaml", "b.yml", "c.json", "d.md", "E.YAML", "f.Json", "g.h.MD")
    assert found("proposals") == (
        {
            "proposals/E.YAML": "E",
            "proposals/a.yaml": "a",
            "proposals/b.yml": "b",
            "proposals/c.json": "c",
            "proposals/d.md": "d",
            "proposals/f.Json": "f",
            "proposals/g.h.MD": "g.h",
        },
        {},
    )


@pytest.mark.parametrize(
    "name",
    [".a.yaml", "~a.yaml", "_a.yaml", "a~.yaml", "a_.yaml", "a.yaml~", "a.yaml_", "README.md", "readme.yaml", "ReadMe.nl.md", "README", ".DS_Store", "_concepten/a.yaml", ".git/a.yaml", "~oud/a.yaml"],
)  # fmt: skip
def test_drafts_hidden_files_and_a_readme_are_no_proposals_and_need_no_word(folder: Path, name: str):
    put(folder, "voorstel.yaml", name)
    assert found("proposals") == ({"proposals/voorstel.yaml": "voorstel"}, {})


@pytest.mark.parametrize("name", ["readme-nl.md", "README nl.yaml", "a_b.yaml", "a~b.yaml", "a.b.yaml", "é 😀.json"])
def test_names_that_only_look_like_them(folder: Path, name: str):
    put(folder, name)
    assert found("proposals") == ({f"proposals/{name}": name.rpartition(".")[0]}, {})


def test_other_loose_files_are_named(folder: Path):
    put(folder, "a.yaml", "brief.docx", "mail.eml", "zonder ending", "onder/begroting.pdf")
    assert found("proposals") == (
        {"proposals/a.yaml": "a"},
        {
            f"proposals/{name}": NO_PROPOSAL
            for name in ("brief.docx", "mail.eml", "onder/begroting.pdf", "zonder ending")
        },
    )


def test_folders_in_folders(folder: Path):
    put(folder, "a.yaml", "ronde 1/b.yaml", "ronde 1/diep/c.yaml")
    assert found("proposals")[0] == {
        "proposals/a.yaml": "a",
        "proposals/ronde 1/b.yaml": "b",
        "proposals/ronde 1/diep/c.yaml": "c",
    }


@pytest.mark.parametrize("name", ["proposal.yaml", "proposal.yml", "proposal.json", "proposal.md", "Proposal.YAML"])
def test_a_folder_of_its_own(folder: Path, name: str):
    put(folder, f"samen/{name}", "samen/bijlage.pdf", "samen/werking.md", "samen/verslagen/jaar.txt", "samen/_oud.md", "samen/README.md", "b.yaml")  # fmt: skip
    assert found("proposals") == ({"proposals/b.yaml": "b", f"proposals/samen/{name}": "samen"}, {})
    (_, source), _ = find(["proposals"])
    assert [shown for _, shown in source.documents] == [
        "proposals/samen/verslagen/jaar.txt",
        "proposals/samen/werking.md",
    ]


@pytest.mark.parametrize("path", ["proposals/samen", "proposals/samen/", "proposals/samen/proposal.yaml"])
def test_a_folder_of_its_own_by_any_of_its_names(folder: Path, path: str):
    put(folder, "samen/proposal.yaml", "samen/werking.md")
    assert found(path) == ({"proposals/samen/proposal.yaml": "samen"}, {})
    ((source,), _) = find([path])
    assert [shown for _, shown in source.documents] == ["proposals/samen/werking.md"]


def test_a_file_named_by_itself(folder: Path):
    put(folder, "a.yaml", "b.yaml")
    assert found("proposals/b.yaml") == ({"proposals/b.yaml": "b"}, {})


def test_a_file_named_twice_is_one(folder: Path):
    put(folder, "a.yaml", "b.yaml")
    assert found("proposals/b.yaml", "proposals", "proposals/../proposals/b.yaml")[0] == {
        "proposals/a.yaml": "a",
        "proposals/b.yaml": "b",
    }


def test_a_pattern_of_the_shell_names_what_is_no_proposal_too(folder: Path):
    put(folder, "a.yaml", "_b.yaml", "README.md", "brief.docx")
    draft = "not a proposal -> a draft, a hidden file or a README: rename it"
    assert found(*(f"proposals/{name}" for name in sorted(os.listdir(folder)))) == (
        {"proposals/a.yaml": "a"},
        {"proposals/README.md": draft, "proposals/_b.yaml": draft, "proposals/brief.docx": NO_PROPOSAL},
    )


def test_the_working_directory(folder: Path, monkeypatch: pytest.MonkeyPatch):
    put(folder, "a.yaml", "samen/proposal.md")
    monkeypatch.chdir(folder)
    assert found(".")[0] == {"a.yaml": "a", "samen/proposal.md": "samen"}
    monkeypatch.chdir(folder / "samen")
    assert found(".")[0] == found("proposal.md")[0] == {"proposal.md": "samen"}


def refusal(*paths: str) -> list[str]:
    with pytest.raises(AddendumError) as caught:
        find(paths)
    assert caught.value.exit_code == 3
    return [f"{problem.where.file}: {worded(problem)}" for problem in caught.value.problems]


def test_paths_that_are_not_there_are_all_named(folder: Path):
    assert refusal("nergens", "proposals", "weg.yaml", "x" * 5000) == [
        "nergens: not there -> check the path",
        "weg.yaml: not there -> check the path",
        f"{'x' * 5000}: not there -> check the path",
    ]


def test_nothing_to_read_at_all(folder: Path):
    put(folder, "README.md", "_a.yaml", "brief.docx")
    assert refusal("proposals") == [
        "proposals: no proposal to read -> name a folder with .yaml, .json or .md files; addendum new ID makes one to fill in",
        f"proposals/brief.docx: {NO_PROPOSAL}",
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links(folder: Path, tmp_path: Path):
    """A link to a file is read, one that leads nowhere is not lost, one to a folder is named and not followed."""
    put(tmp_path, "elders/a.yaml", "elders/map/b.yaml")
    (folder / "a.yaml").symlink_to("../elders/a.yaml")
    (folder / "weg.yaml").symlink_to("nergens.yaml")
    (folder / "map").symlink_to("../elders/map")
    assert found("proposals") == (
        {"proposals/a.yaml": "a", "proposals/weg.yaml": "weg"},
        {"proposals/map": "a link to a folder is not followed -> name that folder too"},
    )


def test_folders_without_end(folder: Path):
    put(folder, "/".join(["in"] * 8) + "/a.yaml", "/".join(["in"] * 9) + "/b.yaml")
    assert found("proposals") == (
        {"proposals/in/in/in/in/in/in/in/in/a.yaml": "a"},
        {"proposals/in/in/in/in/in/in/in/in/in": "folders nested deeper than 8 are not read"},
    )
