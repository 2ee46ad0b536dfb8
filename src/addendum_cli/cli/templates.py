"""The templates of a report, read here: a report opens no file itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from addendum_cli.store.call import CallFolder


def templates(folder: CallFolder) -> Callable[[str], tuple[str, str] | None]:
    """Return what finds a template by name: its text and its file; the call's own before the one that ships.

    Names only: a template cannot reach outside its folder.
    """

    def find(name: str) -> tuple[str, str] | None:
        from addendum_cli.formats.located import decode
        from addendum_cli.store.files import read_bytes

        path = folder.template(name)
        if path.name != name or not path.is_file():
            return None
        shown = path.as_posix()
        return decode(read_bytes(path, shown), shown), shown

    return find
