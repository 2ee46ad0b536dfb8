"""The same inputs give the same bytes: whatever the time zone, locale, hash seed, order of files or processes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "proposals"
FILES = (
    "list.xlsx",
    "list.md",
    "list.json",
    "list.csv",
    "check.xml",
    "check.sarif",
    "check.md",
    "check.txt",
    "score.txt",
    "page.html",
    "timeline.ics",
    "stability.json",
    "partners.json",
    "agreement.json",
    "sheets/jury-written-ilse.xlsx",
    "letters/tongriem-later.eml",
    "letters/tongriem-later.docx",
    "letters/tongriem-later.md",
)
SETTINGS = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "nl_BE.UTF-8", "LANG": "nl_BE.UTF-8", "PYTHONHASHSEED": "4242"},
)


def everything(folder: Path, proposals: Path, settings: dict[str, str], jobs: str) -> dict[str, str]:
    """Return the SHA-256 of every kind of output, made in ``folder`` from ``proposals`` as ``proposals/``."""
    folder.mkdir()
    shutil.copytree(proposals, folder / "proposals")
    environment = {**os.environ, **settings}

    def addendum(*words: str) -> None:
        command = [sys.executable, "-m", "addendum_cli", *words, *(["--jobs", jobs] if jobs else [])]
        subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, timeout=120)

    addendum("shortlist", "proposals", *(word for name in FILES[:4] for word in ("-o", name)), "--top", "3")
    addendum("check", "proposals", *(word for name in FILES[4:8] for word in ("-o", name)))
    addendum("score", "proposals", "-o", "score.txt")
    shutil.copytree(ROOT / "examples" / "jury", folder / "jury")
    jury = ("--jury", "jury/sheets")
    addendum("report", "proposals", "--top", "3", *jury, "-o", "page.html")
    addendum("stability", "proposals", "--top", "3", *jury, "--samples", "500", "-o", "stability.json")
    addendum("partnership", "proposals", "--size", "3", *jury, "-o", "partners.json")
    addendum("jury", "sheets", "proposals", "--jurors", "jury/jurors.yaml", "-o", "sheets", "--per-proposal", "2")
    formats = [word for name in ("eml", "md", "docx") for word in ("--format", name)]
    addendum("letters", "proposals", "--stage", "later", *formats, "-o", "letters")
    jobs = ""  # these two have no proposals to share out
    addendum("calendar", "-o", "timeline.ics")
    addendum("jury", "agreement", "jury/sheets", "-o", "agreement.json")
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return everything(tmp_path_factory.mktemp("first") / "run", EXAMPLES, SETTINGS[0], "1")


def test_another_zone_locale_hash_seed_and_number_of_processes_change_no_byte(first, tmp_path):
    assert everything(tmp_path / "run", EXAMPLES, SETTINGS[1], "2") == first


def test_the_order_in_which_a_folder_gives_its_files_changes_no_byte(first, tmp_path):
    """A copy made backwards: many file systems list files in the order in which they were made."""
    backwards = tmp_path / "backwards"
    for path in sorted(EXAMPLES.rglob("*"), reverse=True):
        if path.is_file():
            target = backwards / path.relative_to(EXAMPLES)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    assert everything(tmp_path / "run", backwards, SETTINGS[0], "1") == first
