"""A screen's view as Markdown: the same words, laid out for a page."""

from __future__ import annotations

from collections.abc import Iterable

from addendum_cli.formats import markdown
from addendum_cli.formats.plain import no_commands
from addendum_cli.report.view import Block, Cell, Heading, Line, Paragraph


def as_markdown(view: Iterable[Block], *, titled: bool = True) -> bytes:
    """Return ``view`` as Markdown; the first heading is the page's title where the view is ``titled``."""
    parts: list[str] = []
    for block in view:
        if isinstance(block, Heading):
            parts.append(f"{'#' if titled and not parts else '##'} {markdown.escape(block.text)}")
        elif isinstance(block, Paragraph):
            parts.append("\n".join(f"- {_words(line).removeprefix('• ')}" for line in block.lines))
        else:
            right = frozenset(place for place, column in enumerate(block.columns) if column.right)
            rows = [[_cell(cell) for cell in row] for row in block.rows]
            parts.append(markdown.table([column.title for column in block.columns], rows, right))
    return (no_commands("\n\n".join(parts)) + "\n").encode("utf-8", "replace")


def _words(line: Line) -> str:
    return markdown.escape("".join(span.text for span in line))


def _cell(cell: Cell) -> markdown.Markdown:
    return markdown.Markdown("<br>".join(text for line in cell if (text := _words(line))))
