"""``addendum report``: the evaluation as one page, to show on a screen and to hand on."""

from pathlib import Path
from typing import Annotated

import typer

from addendum_cli.cli import options


def report(
    paths: options.Paths,
    output: Annotated[
        list[Path],
        typer.Option("--output", "-o", metavar="FILE", help="The page, .html; - is stdout.", show_default=False),
    ],
    top: Annotated[
        int | None,
        typer.Option(
            "--top",
            min=1,
            metavar="N",
            help="Draw the line after N places, and say how firm it is.",
            show_default=False,
        ),
    ] = None,
    blind: Annotated[bool, typer.Option("--blind", help="Leave out organisations, titles and quoted text.")] = False,
    jury: options.JurySheets = None,
    round_: options.RoundName = "written",
    decisions: options.DecisionsFile = None,
    call: options.Call = None,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Write one page with everything: ranking, coverage, each proposal with its passages, the line, the timeline."""
    from dataclasses import replace

    from addendum_cli.cli.deliver import deliver, planned
    from addendum_cli.cli.run import evaluated, exit_code, open_call
    from addendum_cli.cli.templates import templates
    from addendum_cli.cli.voice import voice
    from addendum_cli.core import ranking
    from addendum_cli.core.stability import stability
    from addendum_cli.report import page

    voice.set(lang, quiet=quiet, debug=debug)
    targets = planned(("html",), None, output, force=False)
    folder = open_call(call)
    evaluation = evaluated(
        folder, paths, targets, blind=blind, round_=round_, jury=jury, decisions=decisions, jobs=jobs
    )
    listed = firm = None
    if top is not None:
        firm = stability(evaluation, top)
        listed = replace(ranking.shortlist(evaluation, top=top), firm=firm.firm)
    tongue = voice.tongue(blind=blind)
    deliver(targets, {"html": lambda: page.render(evaluation, tongue, templates(folder), listed=listed, firm=firm)})
    raise typer.Exit(exit_code(evaluation))
