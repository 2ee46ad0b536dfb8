"""CSV that a spreadsheet opens without running anything: text never becomes a formula, numbers stay numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from addendum_cli.formats.plain import visible

Cell = str | int | float | None
_STARTS_FORMULA = ("=", "+", "-", "@", "\t")


def csv_text(rows: Iterable[Iterable[Cell]]) -> str:
    r"""Return ``rows`` as CSV: comma, decimal point, lines ending in ``\n``.

    Text that starts with ``=``, ``+``, ``-``, ``@`` or a tab gets a leading ``'``; a number never does.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_guarded(value) for value in row] for row in rows)
    return out.getvalue()


def _guarded(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    if value.startswith(_STARTS_FORMULA):
        return "'" + visible(value) if value[0] != "\t" else "'\t" + visible(value[1:])
    return visible(value)
