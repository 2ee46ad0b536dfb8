"""The rules of the house: who may import whom, what is loaded when, and what is not in the tree."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def test_arrows_point_down_only():
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([str(lint)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("words", "not_loaded"),
    [
        (("--help",), {"openpyxl", "jinja2", "yaml", "pydantic.main", "babel"}),
        (("check", "examples/proposals"), {"openpyxl", "jinja2", "babel", "numpy"}),
        (("score", "examples/proposals", "--format", "json"), {"openpyxl", "jinja2", "babel", "numpy"}),
        (("--version",), {"typer", "pydantic", "rich", "yaml"}),
    ],
)
def test_a_command_loads_only_what_it_needs(words, not_loaded):
    code = (
        "import sys\nfrom addendum_cli.__main__ import main\n"
        f"sys.argv = ['addendum', *{list(words)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write('LOADED ' + ' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stderr.rpartition("LOADED ")[2].split())
    assert loaded & not_loaded == set()


def test_two_places_catch_everything_the_guard_of_commands_and_the_sandbox_of_documents():
    caught = [
        path.name for path in SOURCES for _ in re.findall(r"except (?:Base)?Exception\b", path.read_text("utf-8"))
    ]
    assert caught == ["guard.py", "sandbox.py"]


def test_nothing_is_left_open():
    words = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    assert [path.name for path in SOURCES if words.search(path.read_text("utf-8"))] == []


def test_the_code_knows_no_region_and_no_approach():
    words = re.compile(r"compagnon|kortrijk|welzijn|saled|chadia|marcel|zuid-west", re.IGNORECASE)
    assert [path.name for path in SOURCES if words.search(path.read_text("utf-8"))] == []
