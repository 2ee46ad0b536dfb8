"""Where results go: stdout, or files whose ending chooses the format; whole, or not at all.

``planned`` is asked before the work begins, so that a wrong name costs nobody a minute; ``deliver`` after it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from addendum_cli.cli import stdout
from addendum_cli.cli.voice import tell
from addendum_cli.errors import AddendumError, UsageError, Where
from addendum_cli.messages import say

if TYPE_CHECKING:
    from addendum_cli.report.view import Block

ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ".csv": ("csv",),
        ".html": ("html",),
        ".ics": ("ics",),
        ".json": ("json", "sarif"),
        ".md": ("markdown",),
        ".sarif": ("sarif",),
        ".txt": ("table", "github"),
        ".xlsx": ("xlsx",),
        ".xml": ("junit",),
        ".yaml": ("yaml",),
        ".yml": ("yaml",),
    }
)
"""The formats that a file's ending may mean, the usual one first; ``--format`` chooses among them."""
GUARDED = (".xlsx", ".docx")
STDOUT = Path("-")
Render = Callable[[], bytes]


class Target(NamedTuple):
    """A place that the result goes to, and the format it has there."""

    path: Path
    format: str


def planned(formats: Sequence[str], to: str | None, outputs: Sequence[Path] | None, *, force: bool) -> list[Target]:
    """Return where the result goes, in which of a command's ``formats``; nothing given: to stdout, as ``to``.

    Raises:
        UsageError: a format that this command does not have, or an ending that tells none.
        AddendumError: an output cannot be written, or a person may have filled it in.
    """
    for path in outputs or ():
        _may_write(path, force=force)
    if not outputs:
        return [Target(STDOUT, _known(to or formats[0], formats))]
    return [Target(path, _format(path, to, formats)) for path in outputs]


def deliver(
    targets: Sequence[Target], renders: Mapping[str, Render], *, on_screen: Callable[[], None] | None = None
) -> None:
    """Write the result to ``targets``: everything is made before anything is written.

    ``renders`` makes the bytes of each format; ``on_screen`` draws the table on a terminal.

    Raises:
        AddendumError: an output cannot be written.
    """
    if targets == [Target(STDOUT, "table")] and on_screen is not None:
        on_screen()
        return
    from addendum_cli.formats.writing import write_whole

    made = {format_: renders[format_]() for format_ in dict.fromkeys(target.format for target in targets)}
    for path, format_ in targets:
        if path == STDOUT:
            stdout.write(made[format_])
        else:
            write_whole(path, made[format_])
            tell(say("written: {file}", file=path.as_posix()))


def deliver_view(targets: Sequence[Target], view: Sequence[Block], record: Callable[[], Mapping[str, Any]]) -> None:
    """Write a ``view`` to ``targets``: as a table, as Markdown, or as the JSON of its ``record``.

    Raises:
        AddendumError: an output cannot be written.
    """
    from addendum_cli.cli.screen import plain, show

    def as_json() -> bytes:
        import json

        return (json.dumps(record(), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")

    def as_markdown() -> bytes:
        from addendum_cli.report import viewing

        return viewing.as_markdown(view, titled=False)

    deliver(
        targets,
        {"table": lambda: plain(view).encode(), "json": as_json, "markdown": as_markdown},
        on_screen=lambda: show(view),
    )


def _format(path: Path, to: str | None, formats: Sequence[str]) -> str:
    if path == STDOUT:
        return _known(to or formats[0], formats)
    means = [name for name in ENDINGS.get(path.suffix.lower(), ()) if name in formats]
    if to in means:
        return str(to)
    if means:
        return means[0]
    if to is not None and path.suffix.lower() not in ENDINGS:
        return _known(to, formats)
    usable = tuple(ending for ending, names in ENDINGS.items() if any(name in formats for name in names))
    ending = path.suffix or say("a file without an ending")
    problem = say("{file}: this command does not write {ending}", file=path.as_posix(), ending=ending)
    raise UsageError.at(Where("--output"), problem, say("one of: {names}", names=usable))


def _known(to: str, formats: Sequence[str]) -> str:
    if to == "xlsx":
        problem = say("a workbook goes into a file")
        raise UsageError.at(Where("--format"), problem, say("name one: -o shortlist.xlsx"))
    if to not in formats:
        problem = say("the format {name} cannot go there", name=to)
        raise UsageError.at(Where("--format"), problem, say("one of: {names}", names=tuple(formats)))
    return to


def _may_write(path: Path, *, force: bool) -> None:
    if path == STDOUT:
        return
    where = Where(path.as_posix())
    if path.is_dir():
        raise AddendumError.at(where, say("is a folder"), say("name a file in it"))
    if not path.parent.is_dir():
        raise AddendumError.at(where, say("its folder is not there"), say("make the folder first"))
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise AddendumError.at(where, say("may not be written"), say("name another place"))
    if path.suffix.lower() in GUARDED and path.exists() and not force:
        from addendum_cli.formats.package import may_replace

        if not may_replace(path):
            problem = say("is there already, and a person may have filled it in")
            raise AddendumError.at(where, problem, say("choose another name, or --force"))
