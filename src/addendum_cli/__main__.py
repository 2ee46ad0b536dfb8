"""The command ``addendum``: answers ``--version`` before anything heavy is loaded."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        from addendum_cli import __version__

        print(f"addendum {__version__}")
        return
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # we have none, and looking for them costs 12 ms
    if not sys.stdout.isatty():
        os.environ.setdefault("TYPER_USE_RICH", "0")  # plain help: half the start-up, and stable in logs
    if hasattr(os, "register_at_fork"):
        import signal

        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `addendum … | head` ends quietly
    from addendum_cli.cli.app import app

    app()


if __name__ == "__main__":
    main()
