"""The command ``addendum``: answers ``--version`` before anything heavy is loaded."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        from addendum_cli import __version__

        print(f"addendum {__version__}")
        return
    if sys.stdout is None:  # closed by whoever started us: there is nowhere to write to
        sys.exit(3)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # we have none, and looking for them costs 12 ms
    if not sys.stdout.isatty():
        os.environ.setdefault("TYPER_USE_RICH", "0")  # plain help: half the start-up, and stable in logs
    if hasattr(os, "register_at_fork"):
        import signal

        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `addendum … | head` ends quietly
    try:
        from addendum_cli.cli.app import app

        app()
    except KeyboardInterrupt:  # before the commands' own guard stands: nothing has begun
        sys.exit(130)


if __name__ == "__main__":
    main()
