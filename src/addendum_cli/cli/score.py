"""``addendum score``: the rank of every eligible proposal per challenge, and in total."""

from typing import Annotated, Literal, get_args

import typer

from addendum_cli.cli import options

ScoreFormat = Literal["table", "json", "csv", "markdown"]
Challenge = Annotated[
    str | None, typer.Option("--challenge", metavar="ID", help="Score this challenge only.", show_default=False)
]


def score(
    paths: options.Paths,
    call: options.Call = None,
    round_: options.RoundName = "written",
    challenge: Challenge = None,
    jury: options.JurySheets = None,
    decisions: options.DecisionsFile = None,
    to: Annotated[ScoreFormat | None, typer.Option("--format", help="Default: table.", show_default=False)] = None,
    output: options.Outputs = None,
    force: options.Force = False,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Score and rank the eligible proposals by the rubrics of the call."""
    from addendum_cli.cli.deliver import deliver, planned
    from addendum_cli.cli.run import called, evaluated, exit_code, open_call
    from addendum_cli.cli.screen import plain, show
    from addendum_cli.cli.voice import voice
    from addendum_cli.report import screens

    voice.set(lang, quiet=quiet, debug=debug)
    targets = planned(get_args(ScoreFormat), to, output, force=force)
    folder = open_call(call)
    evaluation = evaluated(
        folder, paths, targets, round_=round_, challenge=challenge, jury=jury, decisions=decisions, jobs=jobs
    )
    tongue = voice.tongue()
    words = called(call, paths)

    def as_json() -> bytes:
        from addendum_cli.report import records

        return records.score(evaluation, tongue)

    def as_csv() -> bytes:
        from addendum_cli.report import records

        return records.score_csv(evaluation)

    def as_markdown() -> bytes:
        from addendum_cli.cli.templates import templates
        from addendum_cli.report import markdown

        return markdown.score(evaluation, tongue, templates(folder))

    deliver(
        targets,
        {
            "table": lambda: plain(screens.score(evaluation, tongue, words)).encode(),
            "json": as_json,
            "csv": as_csv,
            "markdown": as_markdown,
        },
        on_screen=lambda: show(screens.score(evaluation, tongue, words)),
    )
    raise typer.Exit(exit_code(evaluation))
