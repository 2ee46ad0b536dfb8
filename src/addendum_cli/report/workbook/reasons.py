"""The sheets that explain: who may take part and why, and every mark with what it rests on."""

from __future__ import annotations

from addendum_cli.messages import say
from addendum_cli.model.verdict import Finding, Shortlist
from addendum_cli.report.because import fault
from addendum_cli.report.facts import first_ranked, ranked, telling
from addendum_cli.report.naming import Names, name_of, place
from addendum_cli.report.screens import SIGNS, TONES, by_outcome
from addendum_cli.report.wording import OUTCOMES, SOURCES, VERDICTS, Tongue, exact
from addendum_cli.report.workbook.house import Column, House, moment

EXPLAINED = 300
"""Proposals whose marks are explained at most; nobody reads on, and the JSON has them all."""


def eligibility(listed: Shortlist, house: House) -> None:
    """Add every proposal with its outcome and the findings that led to it, the eligible ones first."""
    tongue = house.tongue
    columns = [
        Column("id", 22, "id"),
        Column(tongue(say("Outcome")), 15),
        Column(tongue(say("Organisation")), 24),
        Column(tongue(say("Title")), 24),
        Column(tongue(say("Received")), 18, "time"),
        Column(_findings_title(tongue), 62),
        Column(tongue(say("What to do")), 42),
        Column(tongue(say("File")), 24, "quiet"),
    ]
    grid = house.sheet(tongue(say("Eligibility")), columns)
    looks = [house.look(column.kind, long=True) for column in columns]
    for one in by_outcome(listed.evaluation):
        examined = one.examined
        when, kind = moment(examined.received)
        told = telling(one)
        row = list(looks)
        row[1], row[4] = house.look("text", tint=TONES[one.outcome], long=True), house.look(kind, long=True)
        why = [_finding(found, tongue) for found in told] + [fault(found, tongue) for found in examined.problems]
        remedies = [tongue(found.remedy) for found in told if found.remedy is not None]
        grid.row(
            [
                one.id,
                tongue(OUTCOMES[one.outcome]),
                examined.organisation,
                examined.title,
                when,
                "\n".join(why) or tongue(say("every rule passes")),
                "\n".join(dict.fromkeys(remedies)),
                examined.file,
            ],
            row,
        )
    house.finish(grid, columns)


def _findings_title(tongue: Tongue) -> str:
    signs = "  ".join(
        f"{SIGNS[verdict]} {tongue(VERDICTS[verdict])}" for verdict in ("fail", "unknown", "warn", "pass")
    )
    why = tongue(say("Why"))
    return f"{why}\n{signs}"


def _finding(found: Finding, tongue: Tongue) -> str:
    ref = f" ({found.ref})" if found.ref else ""
    return f"{SIGNS[found.verdict]} {tongue(found.message)}{ref}"


def reasons(listed: Shortlist, house: House) -> None:
    """Add every mark with what it rests on: its level, the passages, file and line."""
    tongue = house.tongue
    columns = [
        Column("id", 22, "id"),
        Column(tongue(say("Challenge")), 15),
        Column(tongue(say("Criterion")), 22),
        Column(tongue(say("Mark")), 7, "mark"),
        Column(tongue(say("Given by")), 18),
        Column(tongue(say("What that mark means, or what is asked")), 34),
        Column(tongue(say("Rests on")), 28),
        Column(tongue(say("Passages")), 76),
    ]
    grid = house.sheet(tongue(say("Reasons")), columns)
    names, judged = Names(listed.evaluation, tongue), ranked(listed.evaluation)
    for id_ in first_ranked(listed, EXPLAINED):
        for n, marked in enumerate(names.marked(judged[id_])):
            mark = marked.mark
            italic = mark.source == "desk"
            grid.row(
                [
                    id_,
                    name_of(marked.challenge) if marked.challenge else tongue(say("every challenge")),
                    marked.criterion.title,
                    exact(mark.value),
                    tongue(SOURCES[mark.source]),
                    marked.criterion.question if mark.value is None else marked.level(tongue),
                    tongue(mark.note),
                    "\n".join(f"“{said.text}” ({place(said.file, said.line)})" for said in mark.evidence),
                ],
                [house.look(c.kind, italic=italic and c.kind == "mark", first=n == 0, long=True) for c in columns],
            )
    house.finish(grid, columns)
