"""The one place that turns exceptions into exits: 2 and 3 expected, 70 a bug, 130 interrupted.

It stands in the group's ``invoke``, so that tests see the same exit codes as people.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from addendum_cli.cli.voice import tell, tell_problems, voice
from addendum_cli.errors import BUG, INTERRUPTED, AddendumError
from addendum_cli.messages import say

if TYPE_CHECKING:
    from pathlib import Path

CLICK = tuple(one for one in typer.BadParameter.__mro__ if one.__name__ == "ClickException")
"""The base of Click's own exceptions; Typer carries its Click and exports no name for it."""
OWN_WAY: tuple[type[BaseException], ...] = (typer.Exit, typer.Abort, BrokenPipeError, *CLICK)
"""What Typer itself turns into messages and exit codes."""


class Guarded(TyperGroup):
    """The command group, with the last line of defence around it."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; an error is told, and becomes its exit code."""
        voice.__init__()  # type: ignore[misc]  # a run has no memory of the one before (tests run many)
        try:
            return super().invoke(ctx)
        except AddendumError as error:
            _trace()
            tell_problems(error.problems)
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            tell(say("interrupted; nothing is half-written"), always=True)
            raise typer.Exit(INTERRUPTED) from None
        except OWN_WAY:
            raise
        except Exception as bug:  # the last line of defence: anything else is our fault, not the user's
            _trace()
            tell(
                say(
                    "a bug in addendum ({kind}): please report it, with {file}",
                    kind=type(bug).__name__,
                    file=str(_report(bug)),
                ),
                always=True,
            )
            raise typer.Exit(BUG) from None


def _trace() -> None:
    """Show the program's own trace where ``--debug`` asks for it."""
    if voice.debug:
        import traceback

        traceback.print_exc(file=sys.stderr)


def _report(bug: BaseException) -> Path:
    """Write what an issue needs, and return the file: versions and places in our code, nobody's data.

    The exception's text is left out: it may quote a proposal.
    """
    import platform
    import tempfile
    import traceback
    from importlib.metadata import version
    from pathlib import Path

    from addendum_cli import __version__

    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("typer", "pydantic", "PyYAML", "openpyxl", "rich", "Jinja2")
    )
    lines = [
        f"addendum {__version__}, Python {platform.python_version()}, {platform.system()}",
        libraries,
        f"command: {next((word for word in sys.argv[1:] if not word.startswith('-')), '?')}",
        *(
            f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(bug.__traceback__)
        ),
        type(bug).__name__,
    ]
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="addendum-bug-", suffix=".txt", delete=False
    ) as file:
        file.write("\n".join(lines) + "\n")
    return Path(file.name)
