"""What a run says on stderr, in which language, and how loud. One run, one voice."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from addendum_cli.errors import Problem
    from addendum_cli.messages import Message
    from addendum_cli.report.wording import Tongue


class Voice:
    """The language asked for, or else the call's; Dutch until a call is known."""

    def __init__(self) -> None:
        self.language: str | None = None
        self.call_language = "nl"
        self.quiet = False
        self.debug = False

    def set(self, language: str | None, *, quiet: bool = False, debug: bool = False) -> None:
        """Take over what the command line asks for."""
        self.language, self.quiet, self.debug = language, quiet, debug

    def tongue(self, *, blind: bool = False) -> Tongue:
        """Return the words of this run's language."""
        from addendum_cli.report.wording import Tongue

        return Tongue(self.language or self.call_language, blind=blind)


voice = Voice()


def tell(message: Message, *, always: bool = False) -> None:
    """Say something on stderr, unless the run is to be quiet."""
    if always or not voice.quiet:
        _write(voice.tongue()(message))


def tell_problems(problems: Iterable[Problem], *, blind: bool = False) -> None:
    """Say each fault as ``file:line:column: field: what`` and, below it, ``fix: …``."""
    tongue = voice.tongue(blind=blind)
    from addendum_cli.messages import say

    fix = tongue(say("fix"))
    for one in problems:
        _write(tongue.problem(one))
        if one.remedy is not None:
            _write(f"  {fix}: {tongue(one.remedy)}")


def _write(text: str) -> None:
    from addendum_cli.formats.plain import no_commands, one_line

    print(no_commands(one_line(text)), file=sys.stderr)
