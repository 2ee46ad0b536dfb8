"""The sheets in a folder, opened where a hostile or broken one can do no harm."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from addendum_cli.errors import AddendumError, Problem, Where
from addendum_cli.formats.documents import Extract
from addendum_cli.formats.workbooks import sheets
from addendum_cli.jury.reading import Book
from addendum_cli.messages import say

LARGEST = 20_000_000
OTHERS = (".ods", ".fods", ".xls", ".xlsm", ".xlsb", ".csv", ".numbers", ".zip")


def books(folder: Path, extract: Callable[[str, bytes], Extract]) -> list[Book]:
    """Return the workbooks in ``folder`` and the folders below it, by path; ``extract`` opens one.

    Raises:
        AddendumError: there is no such folder.
    """
    if not folder.is_dir():
        raise AddendumError.at(Where(folder.as_posix()), say("no such folder"), say("name the folder of the sheets"))
    found = []
    for path in sorted(folder.rglob("*"), key=lambda one: one.as_posix()):
        inner = path.relative_to(folder).parts
        if any(part[0] in "._~" for part in inner) or not path.is_file():
            continue
        shown = path.as_posix()
        if path.suffix.lower() in OTHERS:
            what = say("a sheet that was saved as {ending} is not read", ending=path.suffix.lower())
            found.append(Book(shown, (), (Problem(Where(shown), what, say("save it as .xlsx")),)))
        if path.suffix.lower() != ".xlsx":
            continue
        try:
            raw = _bytes(path, shown)
        except AddendumError as error:
            found.append(Book(shown, (), error.problems))
            continue
        read = extract(shown, raw)
        found.append(Book(shown, sheets(read), read.problems, hashlib.sha256(raw).hexdigest()))
    return found


def _bytes(path: Path, shown: str) -> bytes:
    from addendum_cli.errors import reason_of

    try:
        if path.stat().st_size > LARGEST:
            what = say("larger than {n} MB", n=LARGEST // 1_000_000)
            raise AddendumError([Problem(Where(shown), what, say("no sheet of ours is so large: take it away"))])
        return path.read_bytes()
    except OSError as fault:
        what = say("cannot be opened: {reason}", reason=reason_of(fault))
        raise AddendumError.at(
            Where(shown), what, say("close it where it is open, and see that it may be read")
        ) from None
