"""What ``lint`` found in a call: for the terminal, for programs, and for GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from addendum_cli.messages import say, say_n
from addendum_cli.report.records import problem
from addendum_cli.report.view import Block, Line, Paragraph, Span, line
from addendum_cli.report.wording import Tongue

if TYPE_CHECKING:
    from addendum_cli.store.lint import Remark


def screen(call: str | None, remarks: Sequence[Remark], tongue: Tongue) -> Iterator[Block]:
    """Yield every remark with its place and remedy, then how many there are."""
    lines: list[Line] = []
    fix = tongue(say("fix"))
    for one in remarks:
        where, fault = one.problem.where, one.level == "fault"
        word = tongue(say("fault") if fault else say("warning"))
        what = f"{where.field}: {tongue(one.problem.message)}" if where.field else tongue(one.problem.message)
        lines.append((Span(f"{where.at}: "), Span(word, "bad" if fault else "warn"), Span(f": {what}")))
        if one.problem.remedy is not None:
            lines.append(line(f"  {fix}: {tongue(one.problem.remedy)}", "quiet"))
    if lines:
        yield Paragraph(tuple(lines))
    faults = sum(one.level == "fault" for one in remarks)
    warnings = len(remarks) - faults
    counted = (
        tongue(say_n("{n} fault", "{n} faults", faults)) + ", " + tongue(say_n("{n} warning", "{n} warnings", warnings))
    )
    yield Paragraph((line(f"{call}: {counted}" if call else counted, "bad" if faults else "good"),))


def as_json(call: str | None, remarks: Sequence[Remark], tongue: Tongue) -> bytes:
    """Return ``addendum/lint/1``: faults and warnings, each as the contract's ``problems``."""
    found = {
        "format": "addendum/lint/1",
        "call": call,
        "faults": [problem(one.problem, tongue) for one in remarks if one.level == "fault"],
        "warnings": [problem(one.problem, tongue) for one in remarks if one.level == "warn"],
    }
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
