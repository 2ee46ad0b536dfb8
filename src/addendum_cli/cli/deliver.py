"""Where results go: stdout, or files whose ending chooses the format; whole, or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from addendum_cli.cli.voice import tell
from addendum_cli.errors import AddendumError, Problem, UsageError, Where
from addendum_cli.messages import say

ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ".csv": ("csv",),
        ".html": ("html",),
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
Render = Callable[[], bytes]


def deliver(
    renders: Mapping[str, Render],
    to: str | None,
    outputs: Sequence[Path] | None,
    *,
    force: bool,
    on_screen: Callable[[], None] | None = None,
) -> None:
    """Write the result where it is asked for.

    ``renders`` makes the bytes of each format; ``on_screen`` draws the table where nothing else is asked.
    Everything is checked before anything is written.

    Raises:
        UsageError: a format that this command does not have, or an ending that tells none.
        AddendumError: an output cannot be written, or a person may have filled it in.
    """
    plan = [(path, _format(path, to, renders)) for path in outputs or ()]
    for path, _ in plan:
        _may_write(path, force=force)
    if not plan:
        if to in (None, "table") and on_screen is not None:
            on_screen()
        else:
            _to_stdout(renders[_known(to or "table", renders)]())
        return
    from addendum_cli.formats.writing import write_whole

    written = [(path, renders[format_]()) for path, format_ in plan]
    for path, data in written:
        if str(path) == "-":
            _to_stdout(data)
        else:
            write_whole(path, data)
            tell(say("written: {file}", file=path.as_posix()))


def _format(path: Path, to: str | None, renders: Mapping[str, Render]) -> str:
    if str(path) == "-":
        return _known(to or "table", renders)
    means = [name for name in ENDINGS.get(path.suffix.lower(), ()) if name in renders]
    if to in means:
        return str(to)
    if means:
        return means[0]
    if to is not None and path.suffix.lower() not in ENDINGS:
        return _known(to, renders)
    usable = tuple(ending for ending, names in ENDINGS.items() if any(name in renders for name in names))
    problem = say(
        "{file}: this command does not write {ending}",
        file=path.as_posix(),
        ending=path.suffix or say("a file without an ending"),
    )
    raise UsageError([Problem(Where("--output"), problem, say("one of: {names}", names=usable))])


def _known(to: str, renders: Mapping[str, Render]) -> str:
    if to not in renders:
        problem = say("the format {name} cannot go there", name=to)
        raise UsageError([Problem(Where("--format"), problem, say("one of: {names}", names=tuple(renders)))])
    return to


def _may_write(path: Path, *, force: bool) -> None:
    if str(path) == "-":
        return
    if path.is_dir():
        raise AddendumError([Problem(Where(path.as_posix()), say("is a folder"), say("name a file in it"))])
    if path.suffix.lower() in GUARDED and path.exists() and not force:
        from addendum_cli.formats.package import may_replace

        if not may_replace(path):
            problem = say("is there already, and a person may have filled it in")
            raise AddendumError([Problem(Where(path.as_posix()), problem, say("choose another name, or --force"))])


def _to_stdout(data: bytes) -> None:
    """Write bytes as they are: the same on every platform and in every locale."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        buffer.write(data)
        buffer.flush()
