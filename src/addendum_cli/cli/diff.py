"""``addendum diff``: two evaluations side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from addendum_cli.cli import options
from addendum_cli.errors import FOUND

if TYPE_CHECKING:
    from addendum_cli.core.differences import Side

DiffFormat = Literal["table", "json", "markdown"]


def diff(
    before: Annotated[
        Path,
        typer.Argument(
            metavar="A", help="An export (json, xlsx, html), a folder of proposals, or a call's.", show_default=False
        ),
    ],
    after: Annotated[Path, typer.Argument(metavar="B", help="The other one.", show_default=False)],
    jury: options.JurySheets = None,
    round_: options.RoundName = "written",
    call: options.Call = None,
    to: Annotated[DiffFormat | None, typer.Option("--format", help="Default: table.", show_default=False)] = None,
    output: options.Outputs = None,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Show who moved between two evaluations, and which mark, answer or weight moved them (exit code 1 where anything differs)."""
    from addendum_cli.cli.deliver import deliver_view, planned
    from addendum_cli.cli.voice import voice
    from addendum_cli.core.differences import compare
    from addendum_cli.report import differing

    voice.set(lang, quiet=quiet, debug=debug)
    targets = planned(get_args(DiffFormat), to, output, force=False)
    sides = [_side(path, call, jury, round_, jobs) for path in (before, after)]
    found = compare(*sides)
    tongue = voice.tongue()
    view = list(differing.difference(found, tongue))
    names = {"before": before.as_posix(), "after": after.as_posix()}
    deliver_view(targets, view, lambda: differing.record(found, **names))
    raise typer.Exit(0 if found.none else FOUND)


def _side(path: Path, call: Path | None, jury: Path | None, round_: str, jobs: int | None) -> Side:
    """Return an evaluation: read from an export, or made of a folder.

    Raises:
        AddendumError: it is neither.
    """
    from addendum_cli.cli.run import evaluated, open_call
    from addendum_cli.core.differences import side
    from addendum_cli.errors import AddendumError, Where
    from addendum_cli.messages import say
    from addendum_cli.store import exports
    from addendum_cli.store.call import NAMES

    if path.is_dir():
        own = path if any((path / name).is_file() for name in NAMES) else None
        folder = open_call(own or call)
        proposals = path / "proposals" if own is not None else path
        return side(evaluated(folder, [proposals], (), round_=round_, jury=jury, jobs=jobs))
    found = exports.read(path, path.as_posix())
    if found.side is None:
        what = say("keeps no evaluation to compare")
        raise AddendumError.at(
            Where(path.as_posix()), what, say("name a workbook, a page, or JSON of score or shortlist")
        )
    return found.side
