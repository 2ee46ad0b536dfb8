"""``addendum init``: a call of one's own to start from."""

from pathlib import Path
from typing import Annotated

import typer

from addendum_cli.cli import options


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)],
    lang: options.Language = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Copy the call that ships, with one example proposal, into DIR: change it to your own."""
    from addendum_cli.cli.voice import tell, voice
    from addendum_cli.messages import say
    from addendum_cli.store.starting import start

    voice.set(lang, quiet=quiet, debug=debug)
    for name in start(folder):
        tell(say("written: {file}", file=name))
    here = folder.as_posix()
    tell(say("next: addendum lint --call {dir}", dir=here))
    tell(say("then: addendum score {dir}/proposals --call {dir}", dir=here))
