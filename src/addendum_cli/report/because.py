"""Why each proposal is where it is: outcomes, reasons and faults, as tables and sentences for the Markdown reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from addendum_cli.errors import Problem
from addendum_cli.messages import say, say_n
from addendum_cli.model.kinds import PRECEDENCE
from addendum_cli.model.verdict import Evaluation, Finding, Judged
from addendum_cli.report.facts import telling
from addendum_cli.report.naming import place
from addendum_cli.report.wording import OUTCOMES, VERDICTS, Tongue

FAULTS = 3
"""Faults of an unreadable file that a table names; ``check`` names them all."""


class Table(NamedTuple):
    """What the filter ``table`` lays out; ``right`` numbers the columns that stand on the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()


class Reasons(NamedTuple):
    """Why one proposal is where it is: ``reasons`` are sentences, each with its remedy and place."""

    id: str
    organisation: str | None
    outcome: str
    reasons: tuple[str, ...]


def outcomes(judged: Iterable[Judged], tongue: Tongue) -> Table:
    """Return every proposal with its outcome and how many rules say what."""
    head = (*heads(tongue), tongue(say("Outcome")), tongue(say("Rules")))
    rows = []
    for one in judged:
        counted = Counter(finding.verdict for finding in one.findings)
        tally = ", ".join(f"{n} × {tongue(VERDICTS[verdict])}" for verdict in VERDICTS if (n := counted[verdict]))
        rows.append((one.id, organisation(one, tongue) or one.examined.file, tongue(OUTCOMES[one.outcome]), tally))
    return Table(head, tuple(rows))


def why_table(judged: Sequence[Judged], tongue: Tongue, *, outcome: bool = True) -> Table | None:
    """Return the proposals with what decided their outcome, None where there are none."""
    if not judged:
        return None
    middle = (tongue(say("Outcome")),) if outcome else ()
    head = (*heads(tongue), *middle, tongue(say("Why")))
    rows = []
    for one in sorted(judged, key=lambda one: -PRECEDENCE.index(one.outcome)):
        cells = (tongue(OUTCOMES[one.outcome]),) if outcome else ()
        rows.append((one.id, organisation(one, tongue) or one.examined.file, *cells, _sum_of(one, tongue)))
    return Table(head, tuple(rows))


def _sum_of(one: Judged, tongue: Tongue) -> str:
    """Return in one sentence what decided a proposal's outcome; of an unreadable file the first few faults."""
    faults = one.examined.problems
    if not faults:
        return "; ".join(_reason(finding, tongue) for finding in _deciding(one))
    shown = "; ".join(fault(found, tongue) for found in faults[:FAULTS])
    more = len(faults) - FAULTS
    return tongue(say_n("{shown}; and {n} more", "{shown}; and {n} more", more, shown=shown)) if more > 0 else shown


def _deciding(one: Judged) -> list[Finding]:
    """Return a person's decision, else every finding that leads to the outcome."""
    decisions = [f for f in one.findings if f.rule == "decision" and f.leads_to]
    return decisions or [f for f in one.findings if f.leads_to == one.outcome]


def reasons(one: Judged, tongue: Tongue) -> Reasons | None:
    """Return what a proposal's findings say beyond that a rule passes; of an unreadable file its faults."""
    sentences = [fault(found, tongue) for found in one.examined.problems]
    for finding in telling(one):
        remedy = f" → {tongue(finding.remedy)}" if finding.remedy else ""
        on = "; ".join(part for part in (finding.ref, place(finding.file, finding.line)) if part)
        verdict, message = tongue(VERDICTS[finding.verdict]), tongue(finding.message)
        sentences.append(f"{verdict}: {message}{remedy}" + (f" ({on})" if on else ""))
    if not sentences:
        return None
    return Reasons(one.id, organisation(one, tongue), tongue(OUTCOMES[one.outcome]), tuple(sentences))


def _reason(finding: Finding, tongue: Tongue) -> str:
    """Return what a rule found, with the heading of the call that it rests on."""
    return tongue(finding.message) + (f" ({finding.ref})" if finding.ref else "")


def heads(tongue: Tongue) -> tuple[str, str]:
    """Return the heads of the columns that name a proposal: its id and its organisation, blind its file."""
    return tongue(say("Proposal")), tongue(say("File") if tongue.blind else say("Organisation"))


def organisation(one: Judged, tongue: Tongue) -> str | None:
    """Return who applies; nobody where the file does not tell, or output is blind."""
    return None if tongue.blind else one.examined.organisation


def stray(evaluation: Evaluation) -> Iterator[Problem]:
    """Yield the faults that are not the reason of an unreadable proposal, which tells its own."""
    told = {problem for one in evaluation.judged for problem in one.examined.problems}
    return (problem for problem in evaluation.problems if problem not in told)


def fault(one: Problem, tongue: Tongue) -> str:
    """Return a fault in a file with its place and remedy: ``file:line:column: field: what → remedy``."""
    return tongue.problem(one) + (f" → {tongue(one.remedy)}" if one.remedy else "")
