"""``addendum shortlist``: who goes on, as a workbook for the jury and a report that reads on its own."""

from typing import Annotated, Literal, get_args

import typer

from addendum_cli.cli import options

ListFormat = Literal["table", "xlsx", "markdown", "json", "csv"]


def _percent(value: str | None) -> str | None:
    if value is None:
        return None
    return options.number(value.strip().rstrip("%"), f"{value}: a percentage, 0 to 100", most=100)


def shortlist(
    paths: options.Paths,
    call: options.Call = None,
    top: Annotated[
        int | None, typer.Option("--top", min=0, metavar="N", help="The first N by total.", show_default=False)
    ] = None,
    per_challenge: Annotated[
        int | None,
        typer.Option("--per-challenge", min=0, metavar="N", help="The first N of any challenge.", show_default=False),
    ] = None,
    minimum: Annotated[
        str | None,
        typer.Option(
            "--minimum", metavar="P", callback=_percent, help="A total of at least P percent.", show_default=False
        ),
    ] = None,
    with_contacts: Annotated[
        bool, typer.Option("--with-contacts", help="Also show whom to write to: name, e-mail and telephone.")
    ] = False,
    stability: Annotated[
        bool, typer.Option("--stability", help="With --top: columns that tell how firm each place is.")
    ] = False,
    round_: options.RoundName = "written",
    jury: options.JurySheets = None,
    decisions: options.DecisionsFile = None,
    to: Annotated[ListFormat | None, typer.Option("--format", help="Default: table.", show_default=False)] = None,
    output: options.Outputs = None,
    force: options.Force = False,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Draw up the shortlist; limits intersect, and a cut never falls between equals."""
    from dataclasses import replace
    from fractions import Fraction

    from addendum_cli.cli.deliver import deliver, planned
    from addendum_cli.cli.run import called, evaluated, exit_code, open_call
    from addendum_cli.cli.screen import plain, show
    from addendum_cli.cli.voice import voice
    from addendum_cli.core import ranking
    from addendum_cli.report import screens

    voice.set(lang, quiet=quiet, debug=debug)
    if stability and top is None:
        from addendum_cli.errors import UsageError, Where
        from addendum_cli.messages import say

        what = say("asks how firm a cut is, and there is none")
        raise UsageError.at(Where("--stability"), what, say("say where it is: --top N"))
    targets = planned(get_args(ListFormat), to, output, force=force)
    folder = open_call(call)
    evaluation = evaluated(folder, paths, targets, round_=round_, jury=jury, decisions=decisions, jobs=jobs)
    least = Fraction(minimum) if minimum is not None else None
    listed = ranking.shortlist(evaluation, top=top, per_challenge=per_challenge, minimum=least)
    listed = replace(listed, contacts=with_contacts)
    if stability and top is not None:
        from addendum_cli.core.stability import stability as firm

        listed = replace(listed, firm=firm(evaluation, top).firm)
    tongue = voice.tongue()
    words = called(call, paths)

    def as_json() -> bytes:
        from addendum_cli.report import records

        return records.shortlist(listed, tongue)

    def as_csv() -> bytes:
        from addendum_cli.report import records

        return records.shortlist_csv(listed)

    def as_workbook() -> bytes:
        from addendum_cli.report import workbook

        return workbook.render(listed, tongue)

    def as_markdown() -> bytes:
        from addendum_cli.cli.templates import templates
        from addendum_cli.report import markdown

        return markdown.shortlist(listed, tongue, templates(folder))

    deliver(
        targets,
        {
            "table": lambda: plain(screens.shortlist(listed, tongue, words)).encode(),
            "xlsx": as_workbook,
            "markdown": as_markdown,
            "json": as_json,
            "csv": as_csv,
        },
        on_screen=lambda: show(screens.shortlist(listed, tongue, words)),
    )
    raise typer.Exit(exit_code(evaluation))
