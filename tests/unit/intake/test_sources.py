"""Which files are taken in, and which of them make one candidacy together."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from addendum_cli.errors import AddendumError
from addendum_cli.intake import sources
from mailing import told

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links and pipes for administrators only")


@pytest.fixture
def put(tmp_path, monkeypatch):
    """Return what puts files into the working directory: ``put("map/a.eml", …)``."""
    monkeypatch.chdir(tmp_path)

    def put_(*names: str) -> None:
        for name in names:
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, "utf-8")

    return put_


def find(*paths: str, into: str = "proposals") -> tuple[list[list[str]], list[tuple[str, str]]]:
    """Return the bundles as the names that people write, and what is passed over with the reason."""
    bundles, passed = sources.find([Path(path) for path in paths], Path(into))
    return (
        [[shown for _, shown in bundle.files] for bundle in bundles],
        [(problem.where.at, told(problem.message)) for problem in passed],
    )


def test_every_file_is_one_and_so_is_a_folder_of_documents(put):
    put("in/b.eml", "in/a.docx", "in/brug/brief.txt", "in/brug/plan.pdf", "in/brug/form.xlsx")
    assert find("in") == (
        [["in/a.docx"], ["in/b.eml"], ["in/brug/brief.txt", "in/brug/form.xlsx", "in/brug/plan.pdf"]],
        [],
    )


@pytest.mark.parametrize("more", ["mail.eml", "lijst.csv", "tweede.xlsx", "oud.yaml"])
def test_a_folder_with_a_mail_a_list_or_two_forms_is_many(put, more):
    put("in/brug/form.xlsx", "in/brug/plan.pdf", f"in/brug/{more}")
    bundles, _ = find("in")
    assert [one for one in bundles if one != [f"in/brug/{more}"]] == [["in/brug/form.xlsx"], ["in/brug/plan.pdf"]]


def test_a_folder_named_by_itself_holds_one_candidacy_a_file(put):
    put("brug/brief.txt", "brug/plan.pdf")
    assert find("brug") == ([["brug/brief.txt"], ["brug/plan.pdf"]], [])


def test_what_programs_leave_behind_does_not_count(put):
    put("in/a.eml", "in/.DS_Store", "in/_weg.eml", "in/~$plan.docx", "in/plan.docx~", "in/README.md", "in/Thumbs.db")
    put("in/SHA256SUMS", "in/_oud/b.eml", "in/.git/c.eml", "in/desktop.ini")
    assert find("in") == ([["in/a.eml"]], [])


def test_a_file_that_is_named_counts_whatever_its_name(put):
    put("_weg.eml")
    assert find("_weg.eml") == ([["_weg.eml"]], [])


def test_the_folder_of_proposals_is_never_read(put):
    put("in/a.eml", "in/proposals/brug/_originals/b.eml", "in/proposals/brug/c.eml")
    assert find("in", into="in/proposals") == ([["in/a.eml"]], [])
    assert find("in/proposals", "in/a.eml", into="in/proposals/../proposals") == (
        [["in/a.eml"]],
        [("in/proposals", "the folder of proposals itself: not taken in")],
    )


def test_a_file_named_twice_is_taken_once(put):
    put("in/a.eml")
    assert find("in", "in/a.eml", "./in/../in/a.eml") == ([["in/a.eml"]], [])


@LINKS
def test_a_link_in_a_folder_is_not_followed_wherever_it_leads(put):
    put("in/a.eml", "elders/b.eml", "elders/c.eml")
    Path("in/map").symlink_to("../elders", target_is_directory=True)
    Path("in/c.eml").symlink_to("../elders/c.eml")
    Path("in/weg.eml").symlink_to("nergens")
    found, passed = sources.find([Path("in")], Path("proposals"))
    assert [[shown for _, shown in bundle.files] for bundle in found] == [["in/a.eml"]]
    assert [(one.where.file, told(one.message)) for one in passed] == [
        (f"in/{name}", "a link: not followed") for name in ("c.eml", "map", "weg.eml")
    ]


@LINKS
def test_a_link_that_is_named_is_meant(put):
    put("elders/c.eml")
    Path("c.eml").symlink_to("elders/c.eml")
    assert find("c.eml") == ([["c.eml"]], [])


@LINKS
def test_a_pipe_is_not_waited_for(put):
    put("in/a.eml")
    os.mkfifo("in/pijp.eml")
    assert find("in") == ([["in/a.eml"], ["in/pijp.eml"]], [])
    with pytest.raises(AddendumError) as error:
        sources.read(Path("in/pijp.eml"), "in/pijp.eml")
    assert told(error.value.problems[0].message) == "not a file"


def test_a_proposal_file_is_passed_over_and_said(put):
    put("in/a.eml", "in/brug.yaml", "poort.json")
    assert find("in", "poort.json") == (
        [["in/a.eml"]],
        [
            ("in/brug.yaml", "a proposal file, it seems: not taken in"),
            ("poort.json", "a proposal file, it seems: not taken in"),
        ],
    )


def test_folders_too_deep_are_said(put):
    deep = "in" + "/x" * 9
    put("in/a.eml", f"{deep}/b.eml", f"{deep.removesuffix('/x')}/c.eml")
    assert find("in") == (
        [["in/a.eml"], [f"{deep.removesuffix('/x')}/c.eml"]],
        [(deep, "folders nested deeper than 8 are not read")],
    )


@pytest.mark.parametrize(
    ("paths", "why"),
    [
        (("weg", "in", "ook-weg"), ["not there", "not there"]),
        (("leeg",), ["nothing to take in"]),
        (("x" * 300,), ["not there"]),
    ],
)
def test_what_cannot_begin_at_all(put, paths, why):
    put("in/a.eml")
    Path("leeg").mkdir()
    with pytest.raises(AddendumError) as error:
        find(*paths)
    assert [told(problem.message) for problem in error.value.problems] == why


def test_names_in_an_order_of_their_own(put):
    put("in/b.eml", "in/B.eml", "in/é.eml", "in/a.eml")
    assert find("in")[0] == [["in/B.eml"], ["in/a.eml"], ["in/b.eml"], ["in/é.eml"]]
