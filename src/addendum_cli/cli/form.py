"""``addendum form``: the candidacy form of the call, for applicants to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from addendum_cli.cli import options


def form(
    output: Annotated[
        list[Path], typer.Option("--output", "-o", metavar="FILE", help="The workbook to write.", show_default=False)
    ],
    call: options.Call = None,
    force: options.Force = False,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Write the candidacy form: every fact of a proposal, every challenge and intervention, as a workbook."""
    from addendum_cli.cli.deliver import deliver, planned
    from addendum_cli.cli.run import open_call
    from addendum_cli.cli.voice import voice
    from addendum_cli.report import form as report

    voice.set(lang, quiet=quiet, debug=debug)
    targets = planned(("xlsx",), None, output, force=force)
    folder = open_call(call)
    deliver(targets, {"xlsx": lambda: report.render(folder.call, voice.tongue())})
