"""``addendum verify``: whether an export is as it was written, and whether today's files still give it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from addendum_cli.cli import options
from addendum_cli.errors import FOUND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from addendum_cli.core.differences import Difference
    from addendum_cli.model.verdict import Evaluation
    from addendum_cli.report.view import Block
    from addendum_cli.store.exports import Export

VerifyFormat = Literal["table", "json", "markdown"]


def verify(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A workbook, page, report, JSON or letter.", show_default=False)
    ],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH…]", help="Proposals. Default: proposals/ beside the call.", show_default=False),
    ] = None,
    jury: options.JurySheets = None,
    round_: options.RoundName = "written",
    decisions: options.DecisionsFile = None,
    call: options.Call = None,
    to: Annotated[VerifyFormat | None, typer.Option("--format", help="Default: table.", show_default=False)] = None,
    output: options.Outputs = None,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Tell whether today's files give what FILE says; if not, which file changed and what moved (exit code 1)."""
    from addendum_cli.cli.deliver import deliver_view, planned
    from addendum_cli.cli.run import evaluated, open_call
    from addendum_cli.cli.voice import voice
    from addendum_cli.core.differences import Difference, compare, inputs, side
    from addendum_cli.report import differing
    from addendum_cli.store import exports
    from addendum_cli.store.starting import proposals_of

    voice.set(lang, quiet=quiet, debug=debug)
    targets = planned(get_args(VerifyFormat), to, output, force=False)
    found = exports.read(file, file.as_posix())
    folder = open_call(call)
    evaluation = evaluated(
        folder, paths or [proposals_of(folder)], (), round_=round_, jury=jury, decisions=decisions, jobs=jobs
    )
    today = side(evaluation)
    if found.rests_on is not None:
        changed, gone = _letter(found, evaluation)
        result = Difference(changed, (), gone, (), 0)
    elif found.side is not None:
        result = compare(found.side, today)
    else:
        result = Difference(*inputs(found.inputs, evaluation.inputs), (), 0)
    broken = found.whole is False
    view = list(_view(file, broken=broken, found=found, result=result))
    told = {"file": file.as_posix(), "whole": found.whole, "holds": result.none and not broken}
    deliver_view(targets, view, lambda: differing.record(result, "verify", **told))
    raise typer.Exit(0 if result.none and not broken else FOUND)


def _letter(found: Export, evaluation: Evaluation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which parts of what a letter rests on changed, and whether its proposal is gone."""
    from addendum_cli.report import stages

    one = next((each for each in evaluation.judged if each.id == found.id), None)
    if one is None:
        return (), (found.id or "?",)
    now: Mapping[str, str] = stages.rests_on(evaluation, one)
    then = found.rests_on or {}
    files = {
        "call": "addendum.yaml",
        "rubrics": "rubrics/",
        "decisions": "decisions.yaml",
        "sheets": "jury",
        "proposal": one.examined.file,
        "proposals": "proposals/",
    }
    changed = [files.get(name, name) for name in {**then, **now} if name != "for" and then.get(name) != now.get(name)]
    return tuple(changed), ()


def _view(file: Path, *, broken: bool, found: Export, result: Difference) -> Iterator[Block]:
    """Yield the verdict, then what differs."""
    from addendum_cli.cli.voice import voice
    from addendum_cli.messages import say
    from addendum_cli.report import differing
    from addendum_cli.report.records import PROGRAM
    from addendum_cli.report.view import Heading, Paragraph, line

    tongue = voice.tongue()
    yield Heading(file.as_posix())
    if broken:
        yield Paragraph((line(tongue(say("The file itself was changed since it was written.")), "bad"),))
    elif found.whole is None:
        yield Paragraph((line(tongue(say("The file has no seal: whether it was changed cannot be told.")), "warn"),))
    else:
        yield Paragraph((line(tongue(say("The file is as it was written.")), "good"),))
    if broken and not (found.inputs or found.rests_on):
        return
    if result.none:
        yield Paragraph((line(tongue(say("Today's files are the ones it was made from, and give the same.")), "good"),))
        return
    if found.side is not None:
        yield from differing.difference(result, tongue)
        if found.side.program and found.side.program != PROGRAM:
            told = say("It was written by {then}; this is {now}.", then=found.side.program, now=PROGRAM)
            yield Paragraph((line(tongue(told), "quiet"),))
    else:
        yield from differing.inputs(result, tongue)
