"""``addendum lint``: whether the call says what it means; and the hashes that find its echo."""

from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

from addendum_cli.cli import options
from addendum_cli.errors import FOUND

LintFormat = Literal["table", "json"]


def lint(
    call: options.Call = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--source",
            metavar="TXT",
            help="The call's text: write the hashes by which copied passages are found.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[LintFormat | None, typer.Option("--format", help="Default: table.", show_default=False)] = None,
    output: options.Outputs = None,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Check the call itself: references, dates, weights, sources, terms, rubrics, decisions."""
    from addendum_cli.cli.deliver import deliver, planned
    from addendum_cli.cli.screen import plain, show
    from addendum_cli.cli.voice import tell, voice
    from addendum_cli.messages import say
    from addendum_cli.report import remarks
    from addendum_cli.store.lint import lint as look
    from addendum_cli.store.lint import write_hashes

    voice.set(lang, quiet=quiet, debug=debug)
    targets = planned(get_args(LintFormat), to, output, force=False)
    if source is not None:
        tell(say("written: {file}", file=write_hashes(call, source)))
    folder, found = look(call)
    if folder is not None:
        voice.call_language = folder.call.language
    name = folder.call.title if folder else None
    tongue = voice.tongue()
    deliver(
        targets,
        {
            "table": lambda: plain(remarks.screen(name, found, tongue)).encode(),
            "json": lambda: remarks.as_json(folder.call.id if folder else None, found, tongue),
        },
        on_screen=lambda: show(remarks.screen(name, found, tongue)),
    )
    raise typer.Exit(FOUND if any(one.level == "fault" for one in found) else 0)
