"""Markdown in which text stays text: nothing that somebody wrote becomes a heading, a link or HTML.

Written for CommonMark with GitHub's tables, and careful of readers that know less: ``<`` becomes an
entity, since some of them take HTML even behind a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from addendum_cli.formats.plain import one_line, visible

WIDEST = 40
"""Columns are padded up to so many characters, so that a table can be read unrendered too."""

_AT_RISK = re.compile(
    r"[\\`*\[\]|~#$]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word an underscore means nothing: people_per_year stays readable
    r"|<|&(?=\#?\w+;)"
    r"|\A(?:[-+=>]|\d{1,9}[.)](?=\s|\Z))"
    r"|(?<=\bhttp):|(?<=\bhttps):|(?<=\bftp):|(?<=\bmailto):|(?<=\bxmpp):|(?<=\bwww)\.",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"[][\\`*|~#$_<&:]|\A[-+=>\d]|www", re.IGNORECASE)
"""Quicker than ``_AT_RISK``, and found wherever that is found: most texts hold nothing of it."""
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_TICKS = re.compile("`+")


class Markdown(str):
    """Text that is Markdown already and is set as it stands."""

    __slots__ = ()


def escape(text: str) -> Markdown:
    """Return ``text`` as Markdown that shows it on one line, character by character, and does nothing else.

    It holds in a paragraph, a list item, a heading and a table's cell. Bare web addresses do not become links.
    """
    line = fold(text)
    return Markdown(_AT_RISK.sub(_escaped, line) if _PERHAPS.search(line) else line)


def fold(text: str) -> str:
    """Return ``text`` on one line, without space around it and without what steers a terminal."""
    return " ".join(visible(" ".join(text.split())).split())


def _escaped(found: re.Match[str]) -> str:
    risk = found[0]
    return _ENTITIES.get(risk) or f"{risk[:-1]}\\{risk[-1]}"


def cut(text: str, longest: int) -> str:
    """Return ``text`` on one line of at most ``longest`` characters, cut between words where there are any."""
    folded = fold(text)
    if len(folded) <= longest:
        return folded
    kept = folded[: longest - 1]
    words, space, _ = kept.rpartition(" ")
    return (words if space and len(words) > longest // 2 else kept).rstrip(" ,;:") + "…"


def quote(text: str, longest: int = 160) -> Markdown:
    """Return what somebody wrote between quotation marks, at most ``longest`` characters of it."""
    return Markdown(f"“{escape(cut(text, longest))}”")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Container[int] = ()) -> Markdown:
    """Return a table; the columns whose numbers are in ``right`` have their text on the right.

    A cell that is ``Markdown`` is set as it stands, any other is escaped.
    """
    cells = [[_cell(one) for one in row] for row in (head, *rows)]
    widths = [max([3, *(len(one) for one in column if len(one) <= WIDEST)]) for column in zip(*cells, strict=True)]
    rule = ["-" * (width - 1) + (":" if place in right else "-") for place, width in enumerate(widths)]
    return Markdown("\n".join(_row(row, widths, right) for row in (cells[0], rule, *cells[1:])))


def _cell(text: str) -> str:
    return text if isinstance(text, Markdown) else escape(text)


def _row(cells: Sequence[str], widths: Sequence[int], right: Container[int]) -> str:
    padded = (
        one.rjust(width) if place in right else one.ljust(width)
        for place, (one, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"| {' | '.join(padded)} |"


def code_block(lines: Iterable[str]) -> Markdown:
    """Return ``lines`` as they are, between fences longer than any row of backticks in them."""
    shown = [one_line(one) for one in lines]
    longest = max((len(ticks) for one in shown for ticks in _TICKS.findall(one)), default=0)
    fence = "`" * max(3, longest + 1)
    return Markdown("\n".join((f"{fence}text", *shown, fence)))
