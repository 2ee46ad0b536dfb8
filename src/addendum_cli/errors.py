"""Where something is wrong, what it is, how to mend it, and the exit code it leads to.

Two channels (docs/architecture.md): a fault in a user's data is a value, a :class:`Problem`,
collected so that one run reports them all; an :class:`AddendumError` means the work cannot go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

    from addendum_cli.messages import Message

DONE = 0
FOUND = 1
USAGE = 2
NOTHING_DONE = 3
BUG = 70
INTERRUPTED = 130


class Where(NamedTuple):
    """A place in a file: 1-based line and column, and the field's dotted path; None where unknown."""

    file: str
    line: int | None = None
    column: int | None = None
    field: str | None = None

    @property
    def at(self) -> str:
        """Return ``file:line:column``, as much of it as is known."""
        return ":".join(str(part) for part in self[:3] if part is not None)

    @property
    def order(self) -> tuple[int, int]:
        """Return what sorts places within one file; one that is not known comes first."""
        return self.line or 0, self.column or 0


class Problem(NamedTuple):
    """One fault in a file that somebody wrote: the place, what is wrong, and the remedy."""

    where: Where
    message: Message
    remedy: Message | None = None


def reason_of(fault: OSError) -> str:
    """Return what the system says of a failure, or at least its kind."""
    return fault.strerror or type(fault).__name__


class AddendumError(Exception):
    """The work cannot go on; holds every problem found on the way, at least one."""

    exit_code: ClassVar[int] = NOTHING_DONE

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].message.text)
        self.problems = tuple(problems)

    @classmethod
    def at(cls, where: Where, message: Message, remedy: Message | None = None) -> Self:
        """Return the error of one problem."""
        return cls([Problem(where, message, remedy)])

    def __reduce__(self) -> tuple[type[AddendumError], tuple[tuple[Problem, ...]]]:
        """Travel whole between worker processes (the default would pass the text alone)."""
        return type(self), (self.problems,)


class UsageError(AddendumError):
    """The command line asks for something that does not go together."""

    exit_code = USAGE
