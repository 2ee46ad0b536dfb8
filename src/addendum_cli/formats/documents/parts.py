"""The zip that an office document is: looked at before it is opened, its parts read one by one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from addendum_cli.errors import AddendumError, Where
from addendum_cli.formats import archives
from addendum_cli.formats.documents.draft import AGAIN
from addendum_cli.formats.documents.elements import Elements
from addendum_cli.messages import say

RATIO = 100
"""A document swells some ten times, a workbook (which ``archives`` bounds) more than that."""
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The two ways of packing that office formats know."""


class Parts:
    """The parts of an office document by name.

    Raises:
        AddendumError: the zip is damaged, locked, packed in a strange way, or swells beyond all bounds.
    """

    def __init__(self, raw: bytes, where: Where) -> None:
        why = archives.refused(raw)
        if why is None:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            members = self._zip.infolist()
            whole = sum(member.file_size for member in members)
            if whole > RATIO * len(raw):
                why = say("swells beyond all bounds when it is opened")
            elif any(member.compress_type not in _PACKED for member in members):
                why = say("damaged, or not what its name says")
        if why is not None:
            raise AddendumError.at(where, why, AGAIN)
        self.names = frozenset(member.filename for member in members)

    def read(self, name: str) -> bytes:
        """Return a whole part; empty where there is none."""
        return self._zip.read(name) if name in self.names else b""

    def xml(self, name: str, prefixes: Mapping[str, str]) -> Elements:
        """Return a part's elements; none where there is no such part."""
        return Elements(self._zip.open(name) if name in self.names else io.BytesIO(b"<none/>"), prefixes)
