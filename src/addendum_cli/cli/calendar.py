"""``addendum calendar``: the call's timeline as a file that any calendar opens."""

from pathlib import Path
from typing import Annotated

import typer

from addendum_cli.cli import options


def calendar(
    output: Annotated[
        list[Path],
        typer.Option(
            "--output", "-o", metavar="FILE", help="The file to write, .ics; - is stdout.", show_default=False
        ),
    ],
    call: options.Call = None,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Write every milestone of the call as a calendar file; the deadline rings a day before."""
    from addendum_cli.cli.deliver import deliver, planned
    from addendum_cli.cli.run import open_call
    from addendum_cli.cli.voice import voice
    from addendum_cli.report import calendar as report

    voice.set(lang, quiet=quiet, debug=debug)
    targets = planned(("ics",), None, output, force=False)
    folder = open_call(call)
    deliver(targets, {"ics": lambda: report.render(folder.call, voice.tongue())})
