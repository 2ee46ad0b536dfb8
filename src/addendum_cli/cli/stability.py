"""``addendum stability``: whether the line through the ranking is firm."""

from typing import Annotated, Literal, get_args

import typer

from addendum_cli.cli import options

FirmFormat = Literal["table", "json", "markdown"]


def stability(
    paths: options.Paths,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="Where the line is: after N places.")],
    samples: Annotated[
        int, typer.Option("--samples", min=1, max=1_000_000, metavar="N", help="Draws of weights and of missing marks.")
    ] = 10_000,
    seed: Annotated[int, typer.Option("--seed", min=0, metavar="N", help="The same seed, the same draws.")] = 1,
    jury: options.JurySheets = None,
    round_: options.RoundName = "written",
    decisions: options.DecisionsFile = None,
    call: options.Call = None,
    to: Annotated[FirmFormat | None, typer.Option("--format", help="Default: table.", show_default=False)] = None,
    output: options.Outputs = None,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Show how firm a cut after N places is: under other weights, missing marks, one juror less, severity taken away."""
    from addendum_cli.cli.deliver import deliver_view, planned
    from addendum_cli.cli.run import evaluated, exit_code, open_call
    from addendum_cli.cli.voice import voice
    from addendum_cli.core import stability as core
    from addendum_cli.report import firmness

    voice.set(lang, quiet=quiet, debug=debug)
    targets = planned(get_args(FirmFormat), to, output, force=False)
    folder = open_call(call)
    evaluation = evaluated(folder, paths, targets, round_=round_, jury=jury, decisions=decisions, jobs=jobs)
    found = core.stability(evaluation, top, samples=samples, seed=seed)
    view = list(firmness.screen(found, evaluation, voice.tongue()))
    deliver_view(targets, view, lambda: firmness.stability_record(found, evaluation))
    raise typer.Exit(exit_code(evaluation))
