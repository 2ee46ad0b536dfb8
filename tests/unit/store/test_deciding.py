"""Adding to ``decisions.yaml``: what stands there stays, whatever happens meanwhile."""

import os
import random
import signal
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from addendum_cli.errors import AddendumError
from addendum_cli.store.decisions import add, read
from judging import worded

ONE = {"proposal": "a", "outcome": "later", "reason": "Pas later."}


def entries(path: Path):
    return read(path, "decisions.yaml")[0]


def test_the_first_decision_makes_the_file(tmp_path):
    path = tmp_path / "decisions.yaml"
    add(path, [{**ONE, "by": "An", "at": datetime(2023, 6, 12, 9, 30, tzinfo=UTC), "rests_on": "00ff00ff00ff00ff"}])
    assert path.read_text("utf-8") == (
        '- proposal: a\n  outcome: later\n  reason: "Pas later."\n  by: An\n'
        '  at: 2023-06-12T09:30:00+00:00\n  rests_on: "00ff00ff00ff00ff"\n'
    )


@pytest.mark.parametrize(
    "before",
    [
        "# van ons\n- {proposal: b, outcome: eligible, reason: 'x'}  # opgelet\n",
        "- proposal: b\n  outcome: eligible\n  reason: |\n    een\n\n    twee",
        "\ufeff- proposal: b\n  outcome: eligible\n  reason: x\n",
        "  - proposal: b\n    outcome: eligible\n    reason: x\n\n\n",
        "- proposal: b\r\n  outcome: eligible\r\n  reason: x\r\n",
    ],
)
def test_what_stands_there_stays_as_it_is(tmp_path, before):
    path = tmp_path / "decisions.yaml"
    path.write_bytes(before.encode())
    old = entries(path)
    add(path, [ONE])
    assert path.read_bytes().decode().lstrip("\ufeff").startswith(before.lstrip("\ufeff"))
    assert [one.proposal for one in entries(path)] == ["b", "a"]
    assert entries(path)[:1] == old


@pytest.mark.parametrize(
    "before",
    ["{proposal: b, outcome: eligible, reason: x}\n", "[{proposal: b, outcome: eligible, reason: x}]\n", "- {proposal: b, outcome: eligible, reason: x}\n...\n"],
)  # fmt: skip
def test_a_file_of_another_shape_is_refused_and_left(tmp_path, before):
    path = tmp_path / "decisions.yaml"
    path.write_text(before, "utf-8")
    with pytest.raises(AddendumError) as caught:
        add(path, [ONE])
    assert [worded(one) for one in caught.value.problems] == [
        "cannot be added to: it is not a list with one entry below the other -> write it as lines that begin with - proposal: …"
    ]
    assert path.read_text("utf-8") == before


def test_without_a_reason_nothing_is_written(tmp_path):
    path = tmp_path / "decisions.yaml"
    with pytest.raises(AddendumError):
        add(path, [ONE, {"proposal": "b", "outcome": "later", "reason": "  "}])
    assert not path.exists()


@pytest.mark.parametrize(
    "reason",
    ["=1+1: {x} #y", '"aangehaald" \\ pad', "ja", "1.50", "- een lijst", "één\nregel\ttab", "& * ! | > % @ `", "emoji 🎉", "\u2028lijn\u2029", "'", "a: b", "null", "2023-06-12"],
)  # fmt: skip
def test_any_words_come_back(tmp_path, reason):
    path = tmp_path / "decisions.yaml"
    add(path, [{**ONE, "reason": reason, "by": reason}])
    (found,) = entries(path)
    wanted = reason.replace("\u2028", " ").replace("\u2029", " ").strip()
    assert (found.reason, found.by) == (wanted, wanted)


def test_marks_days_and_all_kinds(tmp_path):
    path = tmp_path / "decisions.yaml"
    add(
        path,
        [
            {"proposal": "a", "consensus": Decimal("3.50"), "criterion": "saled/aanpak", "reason": "x", "at": date(2023, 6, 12)},
            {"proposal": "a", "selection": "not selected", "reason": "x"},
            {"proposal": "a", "weerwoord": "answered", "criterion": "saled/aanpak", "mark": Decimal(4), "reason": "x"},
        ],
    )  # fmt: skip
    assert [(one.kind, one.consensus, one.mark, one.at) for one in entries(path)] == [
        ("consensus", Decimal("3.5"), None, date(2023, 6, 12)),
        ("selection", None, None, None),
        ("weerwoord", None, Decimal(4), None),
    ]


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def forked(work) -> int:
    """Run ``work`` in a process of its own and return its id; it ends with 0 once the work is done."""
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        try:
            work()
        finally:
            os._exit(0)
    return child


@needs_fork
def test_two_at_a_time_lose_nothing(tmp_path):
    path = tmp_path / "decisions.yaml"

    def many(name):
        for n in range(15):
            add(path, [{**ONE, "proposal": f"{name}{n:02}"}])

    children = [forked(lambda name=name: many(name)) for name in "pqrs"]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    found = [one.proposal for one in entries(path)]
    assert sorted(found) == sorted(f"{name}{n:02}" for name in "pqrs" for n in range(15))
    assert all([one for one in found if one[0] == name] == [f"{name}{n:02}" for n in range(15)] for name in "pqrs")


@needs_fork
def test_killed_at_any_point_two_hundred_times_loses_nothing(tmp_path):
    from typer.testing import CliRunner

    from addendum_cli.cli.app import app
    from addendum_cli.store.starting import start

    start(tmp_path / "call")
    path = tmp_path / "call" / "decisions.yaml"
    words = ["decide", "samen-op-stap", "--as", "eligible", "--by", "An", "--call", str(tmp_path / "call"), "-q"]
    words += ["--proposals", str(tmp_path / "call" / "proposals"), "--jobs", "1", "--at", "2023-06-12"]
    assert CliRunner().invoke(app, [*words, "--reason", "r-000"]).exit_code == 0  # everything is imported now
    began = time.monotonic()
    os.waitpid(forked(lambda: CliRunner().invoke(app, [*words, "--reason", "r-001"])), 0)
    whole = time.monotonic() - began  # seconds that a run takes; kept up to date, for machines change their pace
    chance, finished = random.Random(7), ["r-000", "r-001"]  # noqa: S311 - when to kill, no secret
    for n in range(2, 202):
        child = forked(lambda n=n: CliRunner().invoke(app, [*words, "--reason", f"r-{n:03}"]))
        # most of the run is reading: the writing is at its end, so half of the kills fall there
        time.sleep(whole * (chance.random() if n % 2 else 0.6 + 0.6 * chance.random()))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        reasons = [one.reason for one in entries(path)]
        if os.WIFEXITED(status):
            finished.append(f"r-{n:03}")
            whole *= 0.95
        else:
            whole *= 1.02
        assert set(finished) <= set(reasons)
        assert reasons == sorted(set(reasons))  # each once, in the order in which they were decided
    assert 20 < len(finished) < 181  # some were killed, and some got through: else nothing was tried
    assert CliRunner().invoke(app, [*words, "--reason", "r-999"]).exit_code == 0  # no lock was left behind
