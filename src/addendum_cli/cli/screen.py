"""Drawing a view: with Rich on a terminal, as plain aligned text everywhere else.

Text is people's: control and escape characters are taken out, and nothing in it is read as markup.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from addendum_cli.cli import stdout
from addendum_cli.formats.plain import no_commands, one_line
from addendum_cli.report.view import Block, Cell, Heading, Line, Paragraph, Table, Tone

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

BULLET = "• "
WHOLE = 22
"""Characters of a first column (ids) that are kept on one line; what stands beside it wraps first."""
STYLES: dict[Tone, str] = {
    "plain": "",
    "strong": "bold",
    "good": "green",
    "warn": "yellow",
    "bad": "red",
    "quiet": "dim",
}


def show(view: Iterable[Block]) -> None:
    """Draw ``view`` on stdout."""
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        from rich.console import Console

        draw(view, Console(highlight=False, markup=False, emoji=False))
    else:
        stdout.write(plain(view).encode("utf-8", "replace"))


def plain(view: Iterable[Block]) -> str:
    """Return ``view`` as text: columns aligned, nothing cut, no colour."""
    parts: list[str] = []
    for block in view:
        if isinstance(block, Heading):
            parts.append(f"{one_line(block.text)}\n{'=' * len(one_line(block.text))}\n")
        elif isinstance(block, Paragraph):
            parts.append("".join(f"{' ' * block.indent}{_plain(line)}\n" for line in block.lines))
        else:
            parts.append(_plain_table(block))
    return no_commands("\n".join(parts))


def _plain(line: Line) -> str:
    return one_line("".join(span.text for span in line)).rstrip()


def _plain_table(table: Table) -> str:
    rows = [[[_plain(line) for line in cell] for cell in row] for row in table.rows]
    heads = [[[column.title] for column in table.columns]]
    widths = [max(len(line) for row in (*heads, *rows) for line in (*row[i], "")) for i in range(len(table.columns))]
    text: list[str] = []
    for number, row in enumerate((*heads, *rows)):
        for depth in range(max(len(cell) for cell in row)):
            cells = [cell[depth] if depth < len(cell) else "" for cell in row]
            padded = (
                one.rjust(width) if column.right else one.ljust(width)
                for one, width, column in zip(cells, widths, table.columns, strict=True)
            )
            text.append("  ".join(padded).rstrip() + "\n")
        if number == 0:
            text.append("  ".join("-" * width for width in widths) + "\n")
        elif table.spaced and number < len(rows):
            text.append("\n")
    return "".join(text)


def draw(view: Iterable[Block], console: Console) -> None:
    """Draw ``view`` on a Rich console, which wraps to its width."""
    from rich.padding import Padding
    from rich.text import Text

    for block in view:
        if isinstance(block, Heading):
            console.print(Text(one_line(block.text), style="bold underline"))
        elif isinstance(block, Paragraph):
            for line in block.lines:
                console.print(Padding(_bullet(line) or _text((line,)), (0, 0, 0, block.indent)))
        else:
            console.print(_rich_table(block))
        console.print()


def _bullet(line: Line) -> RichTable | None:
    """Return a line that begins with a bullet, so that what wraps hangs below its text; None for any other."""
    from rich.table import Table as RichTable

    if not line[0].text.startswith(BULLET):
        return None
    hanging = RichTable.grid(padding=0)
    hanging.add_column(width=len(BULLET))
    hanging.add_column()
    rest = (line[0]._replace(text=line[0].text.removeprefix(BULLET)), *line[1:])
    hanging.add_row(BULLET, _text((rest,)))
    return hanging


def _rich_table(table: Table) -> RichTable:
    from rich import box
    from rich.table import Table as RichTable

    drawn = RichTable(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_lines=False, leading=1 if table.spaced else 0
    )
    last = len(table.columns) - 1
    for place, column in enumerate(table.columns):
        drawn.add_column(
            column.title,
            justify="right" if column.right else "left",
            no_wrap=not column.wrap and place != last,
            min_width=min(WHOLE, _longest(table, place)) if place == 0 else None,
            overflow="fold",
        )
    for row in table.rows:
        drawn.add_row(*(_text(cell) for cell in row))
    return drawn


def _longest(table: Table, place: int) -> int:
    """Return the length of the longest first line in a column."""
    return max((len("".join(span.text for span in row[place][0])) for row in table.rows if row[place]), default=0)


def _text(cell: Cell) -> Text:
    from rich.text import Text

    text = Text()
    for place, line in enumerate(cell):
        if place:
            text.append("\n")
        for span in line:
            text.append(one_line(span.text), style=STYLES[span.tone])
    return text
