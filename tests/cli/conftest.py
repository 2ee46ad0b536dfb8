"""Commands are run as people run them: through the whole program, on real files, in a folder of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from addendum_cli.cli.app import app

KLEIN = Path(__file__).parents[1] / "cases" / "calls" / "klein"

GOOD = """\
id: goed
title: Naast elkaar
organisation: {name: De Gids vzw, enterprise_number: 0999.013.094}
submission: {received_at: 2023-06-01T10:00:00+02:00, sent_to: oproep@example.org}
approach: {offered: ja, description: Wij komen wekelijks op huisbezoek.}
challenges:
  - id: saled
    description: Wij zoeken samen een woning.
    interventions: [{id: huisvesting}]
municipalities: [Kortrijk]
capacity: {fte: 3}
"""
UNCLEAR = """\
id: vraag
organisation: {name: De Vraag vzw}
submission: {received_at: 2023-06-01T10:00:00+02:00, sent_to: oproep@example.org}
challenges: [{id: marcel, interventions: [{id: schulden}]}]
municipalities: [Menen]
capacity: {fte: 1}
"""
LATE = """\
id: te-laat
organisation: {name: De Trage vzw}
submission: {received_at: 2023-06-10T00:00:00+02:00, sent_to: oproep@example.org}
approach: {offered: ja}
challenges: [{id: saled, interventions: [{id: nederlands}]}]
municipalities: [Menen]
capacity: {fte: 1}
"""
BROKEN = """\
id: stuk
organisaton: {name: De Fout vzw}
capacity: {fte: 120.000}
"""

Run = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a small call, which is also the working directory; its proposals/ is empty."""
    monkeypatch.delenv("ADDENDUM_CALL", raising=False)
    folder = tmp_path / "oproep"
    shutil.copytree(KLEIN, folder)
    (folder / "proposals").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def put(call: Path) -> Callable[..., None]:
    """Return what puts proposals into the call's folder: ``put(goed=GOOD)``."""

    def put_(**texts: str) -> None:
        for name, text in texts.items():
            (call / "proposals" / f"{name.replace('_', '-')}.yaml").write_text(text, "utf-8")

    return put_


@pytest.fixture
def run() -> Run:
    """Return what runs ``addendum`` with the words given."""

    def run_(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    return run_
