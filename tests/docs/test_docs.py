"""What the documents say holds: the commands in them run, their links lead somewhere, what is generated is fresh."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from addendum_cli.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*.md")])
EXITS = dict.fromkeys(
    ("check", "score", "explain", "shortlist", "jury", "letters", "stability", "partnership", "report", "verify"),
    (0, 1),
)


def commands(page: Path) -> list[list[str]]:
    """Return the lines that begin with ``addendum`` in a page's console blocks."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [shlex.split(line) for line in lines if line.startswith("addendum ")]


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.name)
def test_the_commands_of_a_page_run_in_their_order(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ADDENDUM_CALL", raising=False)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    Path("text-of-the-call.txt").write_text("een twee drie vier vijf zes zeven acht negen\n", "utf-8")
    for words in commands(page):
        if words[1].startswith("--"):
            continue
        result = CliRunner().invoke(app, words[1:])
        assert result.exit_code in EXITS.get(words[1], (0,)), (words, result.stderr)


def test_the_readme_has_commands_to_run():
    assert len(commands(ROOT / "README.md")) >= 8


def test_the_readmes_python_runs(monkeypatch, capsys):
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("ADDENDUM_CALL", raising=False)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own README
    assert capsys.readouterr().out.startswith("1 ")


def test_ci_runs_the_readmes_own_test_command():
    (command,) = [
        line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.endswith(".venv/bin/pytest")
    ]
    assert command.strip() in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_anchor_is_a_heading(page):
    for target, anchor in re.findall(r"\]\(([^)#\s]*)#([^)]+)\)", page.read_text("utf-8")):
        text = ((page.parent / target) if target else page).read_text("utf-8")
        headings = {
            re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-")
            for line in text.splitlines()
            if line.startswith("#")
        }
        assert anchor in headings, (target, anchor)


def test_what_is_generated_is_up_to_date():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "tools" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = generate
    spec.loader.exec_module(generate)
    stale = [
        path.relative_to(ROOT).as_posix()
        for path, text in generate.derived()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    assert stale == []
