"""Measure addendum against the floor, as ratios within one run: ``python benchmarks/run.py [--quick]``.

Every figure is a whole process, the median of several runs in turn (ours, floor, ours, …), so that a
machine that slows down slows both. Nothing is compared with a figure of another day.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from sample import proposals  # noqa: E402

ADDENDUM = (sys.executable, "-m", "addendum_cli")
EMPTY = "import typer\napp = typer.Typer()\n@app.command()\ndef main(path: str = ''):\n    pass\napp()\n"
GOALS = {
    "--version / python -c pass": 2.0,
    "--help / empty Typer app": 1.1,
    "check one file / empty Typer command": 1.3,
    "check 10000 / floor": 0.5,
    "score 10000 to json / floor": 0.9,
    "shortlist 10000 to xlsx and md / floor": 1.1,
    "growth of score, 1000 to 10000, a file": 1.1,
    "memory of score, kB a proposal": 60.0,
}


def timed(command: Sequence[str]) -> float:
    """Return how long ``command`` takes, in wall seconds; its output is thrown away."""
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=_environment())
    return time.perf_counter() - begin


def peak(command: Sequence[str]) -> int:
    """Return the peak memory of ``command`` in kB: its largest process."""
    before = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run(
        [sys.executable, "-c", before, *command], capture_output=True, text=True, check=True, env=_environment()
    )
    return int(done.stdout) // (1024 if sys.platform == "darwin" else 1)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(HERE.parent / "src"), "NO_COLOR": "1"}


def pair(ours: Sequence[str], theirs: Sequence[str], runs: int) -> tuple[float, float]:
    """Return the medians of both commands, run in turn."""
    timed(ours), timed(theirs)  # once each to warm the disk and the byte code
    times = [(timed(ours), timed(theirs)) for _ in range(runs)]
    return statistics.median(a for a, _ in times), statistics.median(b for _, b in times)


def main() -> int:
    """Run everything and print one table; exit 1 where a goal is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="1,000 proposals at the most, fewer runs")
    asked = options.parse_args()
    sizes = (100, 1_000) if asked.quick else (100, 1_000, 10_000)
    found: dict[str, tuple[float, float, float]] = {}
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        bytes_ = {n: proposals(root / str(n), n) for n in sizes}
        one = str(next((root / "100").iterdir()))
        found |= _startup(one)
        for n in sizes:
            print(f"{n} proposals, {bytes_[n] / n / 1000:.1f} kB each", file=sys.stderr)
            found |= _bulk(root, n, runs=5 if n <= 1_000 else 3)
        found |= _growth(root, sizes, found)
    print(f"{'':46}{'ours s':>9}{'other s':>9}{'ratio':>8}{'goal':>7}")
    for name, (ours, theirs, ratio) in found.items():
        goal = GOALS.get(name)
        mark = "" if goal is None else f"{goal:7.2f}{'' if ratio <= goal else '  missed'}"
        print(f"{name:46}{ours:9.3f}{theirs:9.3f}{ratio:8.2f}{mark}")
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {sys.platform}")
    return int(any(ratio > GOALS[name] for name, (_, _, ratio) in found.items() if name in GOALS))


def _startup(one: str) -> dict[str, tuple[float, float, float]]:
    empty = (sys.executable, "-c", EMPTY)
    commands = {
        "--version / python -c pass": ((*ADDENDUM, "--version"), (sys.executable, "-c", "pass")),
        "--help / empty Typer app": ((*ADDENDUM, "--help"), (*empty, "--help")),
        "check one file / empty Typer command": ((*ADDENDUM, "check", one), empty),
    }
    return {
        name: (*(times := pair(ours, theirs, 11)), times[0] / times[1]) for name, (ours, theirs) in commands.items()
    }


def _bulk(root: Path, n: int, runs: int) -> dict[str, tuple[float, float, float]]:
    folder = str(root / str(n))
    floor = (sys.executable, str(HERE / "floor.py"), folder)
    out = root / "out"
    out.mkdir(exist_ok=True)
    commands = {
        f"check {n} / floor": (*ADDENDUM, "check", folder, "--format", "json"),
        f"score {n} to json / floor": (*ADDENDUM, "score", folder, "--format", "json"),
        f"shortlist {n} to xlsx and md / floor": (
            *(*ADDENDUM, "shortlist", folder, "--force"),
            *("-o", str(out / "list.xlsx"), "-o", str(out / "list.md")),
        ),
    }
    return {name: (*(times := pair(ours, floor, runs)), times[0] / times[1]) for name, ours in commands.items()}


def _growth(
    root: Path, sizes: Sequence[int], found: dict[str, tuple[float, float, float]]
) -> dict[str, tuple[float, float, float]]:
    """Return how time grows by the file and what a proposal costs in memory, between the two largest sizes."""
    small, large = sizes[-2:]
    score = [(*ADDENDUM, "score", str(root / str(n)), "--format", "json", "--jobs", "1") for n in (small, large)]
    start = statistics.median(timed((*ADDENDUM, "score", str(next((root / "100").iterdir())))) for _ in range(5))
    times = [statistics.median(timed(command) for _ in range(3)) - start for command in score]
    growth = (times[1] / large) / (times[0] / small)
    memory = (peak(score[1]) - peak(score[0])) / (large - small)
    return {
        f"growth of score, {small} to {large}, a file": (times[1], times[0], growth),
        "memory of score, kB a proposal": (0.0, 0.0, memory),
    }


if __name__ == "__main__":
    sys.exit(main())
