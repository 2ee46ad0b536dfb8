"""The last sheet: how the list was drawn up, how to read it, and every file it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator

from addendum_cli.core.differences import kept, side
from addendum_cli.formats.seals import KEPT
from addendum_cli.messages import Message, say
from addendum_cli.model.verdict import Evaluation, Shortlist
from addendum_cli.report.because import fault, stray
from addendum_cli.report.records import PROGRAM
from addendum_cli.report.screens import counts, cut_lines, marks_missing, marks_proposed, missing
from addendum_cli.report.wording import ROUNDS, TOTALS, Tongue
from addendum_cli.report.workbook.house import Column, House
from addendum_cli.report.workbook.reasons import EXPLAINED


def provenance(listed: Shortlist, house: House) -> None:
    """Add what the list rests on, and the SHA-256 of everything that went in."""
    tongue = house.tongue
    columns = [Column(tongue(say("What")), 52), Column(tongue(say("Value")), 100)]
    grid = house.sheet(tongue(say("Provenance")), columns)
    for label, text in (*_made(listed, tongue), *_reading(listed, tongue)):
        grid.row([tongue(label), text], [house.look("text", long=True)] * 2)
    for n, (name, digest) in enumerate(listed.evaluation.inputs.items()):
        grid.row([name, f"SHA-256 {digest}"], [house.look("text", first=n == 0), house.look("quiet", first=n == 0)])
    house.finish(grid, columns)


def _made(listed: Shortlist, tongue: Tongue) -> Iterator[tuple[Message, str]]:
    """Yield by what the list was drawn up."""
    evaluation, call = listed.evaluation, listed.evaluation.call
    yield say("Call"), f"{call.title} ({call.id})"
    if call.source:
        yield say("Source of the call"), call.source.title
    yield say("Program"), PROGRAM
    yield say("Round"), tongue(ROUNDS[evaluation.round])
    yield say("Proposals"), "".join(span.text for span in counts(evaluation, tongue))
    yield say("Shortlist"), "\n".join(cut_lines(listed, tongue))
    faults = [fault(found, tongue) for found in stray(evaluation)]
    if faults:
        yield say("Faults in files"), "\n".join(faults)


def _reading(listed: Shortlist, tongue: Tongue) -> Iterator[tuple[Message, str]]:
    """Yield how the numbers and signs are to be read."""
    evaluation = listed.evaluation
    open_, desk = missing(evaluation)
    italics = say("They stand in italics, and so do the scores that rest on them.")
    span = say("Lowest and highest: the score with every missing mark at its lowest, and at its highest.")
    yield say("Total"), tongue(TOTALS[evaluation.call.ranking.total])
    yield say("Range"), tongue(span)
    yield say("Marks proposed by the program"), f"{tongue(marks_proposed(desk))} {tongue(italics)}"
    yield say("Marks missing"), tongue(marks_missing(open_))
    n = len(evaluation.ranking)
    if n > EXPLAINED:
        cut = say("Those of the first {shown} proposals; those of all {n} stand in the JSON.", shown=EXPLAINED, n=n)
        yield say("Reasons"), tongue(cut)


def keep(evaluation: Evaluation, house: House) -> None:
    """Add the hidden sheet: the rubrics, then a row a proposal, each as JSON."""
    data = kept(side(evaluation))
    grid = house.book.grid(KEPT, [20, 20, 80])
    look = house.look("quiet")
    head = {"total": data["total"], "criteria": data["criteria"]}
    for kind, name, value in (
        ("program", PROGRAM, None),
        ("rubrics", "", head),
        *(("proposal", id_, found) for id_, found in data["proposals"].items()),
    ):
        text = json.dumps(value, ensure_ascii=True, separators=(",", ":")) if value is not None else ""
        grid.row([kind, name, text], [look] * 3, height=12)
    grid.sheet.sheet_state = "hidden"
