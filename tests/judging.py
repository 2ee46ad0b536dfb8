"""Proposals judged under a small test call: the words in which the tests of reading and eligibility are written."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from addendum_cli.api import evaluate, load_call, read_proposals
from addendum_cli.errors import Problem
from addendum_cli.messages import Message
from addendum_cli.model.verdict import Evaluation, Finding, Judged
from addendum_cli.report.wording import Tongue
from addendum_cli.store.call import CallFolder

CASES = Path(__file__).parent / "cases"
KLEIN, ELDERS = "klein", "elders"

FINE = """\
organisation: {name: De Wegwijzer vzw, enterprise_number: 0999.013.094}
submission: {received_at: 2023-06-01T10:00:00+02:00, sent_to: oproep@example.org}
approach: {offered: true}
expertise: [{domain: wonen}]
challenges: [{id: saled, interventions: [{id: huisvesting}]}]
municipalities: [Kortrijk]
capacity: {fte: 2}
"""
"""A proposal in which every rule of the call ``klein`` finds nothing amiss."""

English = Tongue("en")


class Seen(NamedTuple):
    """One proposal's outcome, and what was not simply passed: (rule, verdict)."""

    outcome: str
    findings: list[tuple[str, str]]


@cache
def call(name: str = KLEIN) -> CallFolder:
    """Return a test call of ``tests/cases/calls``."""
    return load_call(CASES / "calls" / name)


def proposal(changes: str = "", base: str = FINE) -> str:
    """Return ``base`` with the top-level keys of ``changes`` in the place of its own."""
    blocks = {key: block for text in (base, changes) for key, block in _blocks(text)}
    return "".join(block if block.endswith("\n") else f"{block}\n" for block in blocks.values())


def _blocks(text: str) -> list[tuple[str, str]]:
    """Return the top-level keys of a YAML text, each with all of its lines."""
    return [(block.partition(":")[0], block) for block in re.split(r"(?m)^(?=[a-z_]+:)", text) if block.strip()]


def evaluation(files: dict[str, str | bytes], of: str = KLEIN, decisions: str | None = None) -> Evaluation:
    """Return the evaluation of ``files`` (name -> content), as ``addendum check`` makes it."""
    with TemporaryDirectory() as folder:
        root = Path(folder, "proposals")
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        taken = None
        if decisions is not None:
            taken = Path(folder, "decisions.yaml")
            taken.write_text(decisions, encoding="utf-8")
        return evaluate(call(of), read_proposals([root]), scored=False, decisions=taken)


def one(text: str | bytes, of: str = KLEIN, name: str = "voorstel.yaml") -> Judged:
    """Return the one proposal in a file ``name`` that holds ``text``, judged."""
    (judged,) = evaluation({name: text}, of).judged
    return judged


def seen(judged: Judged) -> Seen:
    """Return an outcome and the findings that are not a pass."""
    return Seen(judged.outcome, [(found.rule, found.verdict) for found in judged.findings if found.verdict != "pass"])


def judged(changes: str = "", of: str = KLEIN) -> Seen:
    """Return what becomes of a fine proposal with ``changes``."""
    return seen(one(proposal(changes), of))


def together(files: dict[str, str], decisions: str | None = None) -> dict[str, Seen]:
    """Return what becomes of several proposals (name -> changes to a fine one), by id."""
    made = evaluation({f"{name}.yaml": proposal(changes) for name, changes in files.items()}, decisions=decisions)
    return {judged.id: seen(judged) for judged in made.judged}


def problems(text: str | bytes, of: str = KLEIN, name: str = "voorstel.yaml") -> list[str]:
    """Return every problem of one file as ``line:column: field: what is wrong -> remedy``; [] if it can be read."""
    return [worded(problem) for problem in one(text, of, name).examined.problems]


def worded(problem: Problem) -> str:
    """Return a problem as people read it, without the file's name."""
    _, line, column, field = problem.where
    place = "".join(f"{part}:" for part in (line, column) if part)
    what = f"{place} {f'{field}: ' if field else ''}{English(problem.message)}".strip()
    return f"{what} -> {English(problem.remedy)}" if problem.remedy else what


def says(finding: Finding) -> str:
    """Return a finding's message as people read it, with its remedy."""
    parts: list[Message] = [part for part in (finding.message, finding.remedy) if part is not None]
    return " -> ".join(map(English, parts))
