"""``addendum new``: a proposal file to fill in, made from the call."""

from pathlib import Path
from typing import Annotated

import typer

from addendum_cli.cli import options


def _id(value: str) -> str:
    from addendum_cli.store.finding import counts
    from addendum_cli.store.proposals import LONGEST_ID, fits

    if not fits(value):
        raise typer.BadParameter(f"1 to {LONGEST_ID} printable characters, without / or \\")
    if not counts(f"{value}.yaml"):
        raise typer.BadParameter(f"{value}.yaml would not count as a proposal: a hidden file, a draft or a README")
    return value


def new(
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", callback=_id, help="The proposal's id, and its file's name.", show_default=False),
    ],
    call: options.Call = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Default: ID.yaml in the call's proposals/; - is stdout.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Write a proposal file to fill in: every field with a comment, every challenge and intervention."""
    from addendum_cli.cli.deliver import deliver, planned
    from addendum_cli.cli.run import open_call
    from addendum_cli.cli.templates import templates
    from addendum_cli.cli.voice import tell, voice
    from addendum_cli.errors import AddendumError, Where
    from addendum_cli.messages import say
    from addendum_cli.report import blank
    from addendum_cli.store.starting import make_folder, proposals_of

    voice.set(lang, quiet=quiet, debug=debug)
    folder = open_call(call)
    target = output or proposals_of(folder) / f"{id_}.yaml"
    text = blank.render(folder.call, id_, voice.tongue(), templates(folder))
    if str(target) != "-":
        if target.exists() and not force:
            remedy = say("choose another id or --output, or --force")
            raise AddendumError.at(Where(target.as_posix()), say("is there already"), remedy)
        if output is None:
            make_folder(target.parent)
    deliver(planned(("yaml",), "yaml", [target], force=True), {"yaml": lambda: text})
    if str(target) != "-":
        tell(say("fill it in, then: addendum check {file}", file=target.as_posix()))
