"""``addendum schema``: JSON Schema of our files, for editors that check while one types."""

from typing import Annotated, Literal

import typer

from addendum_cli.cli import options

Kind = Literal["addendum", "proposal", "rubric", "decisions", "jurors", "language"]


def schema(
    kind: Annotated[Kind, typer.Argument(help="Which file.", show_default=False)],
    output: options.Outputs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Print the JSON Schema of a file of ours."""
    from addendum_cli.cli.deliver import deliver, planned
    from addendum_cli.cli.voice import voice
    from addendum_cli.report import schemas

    voice.set(None, quiet=quiet, debug=debug)
    targets = planned(("json",), None, output, force=False)
    deliver(targets, {"json": lambda: schemas.render(kind)})
