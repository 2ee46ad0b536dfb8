"""The workbook's house style: one accent colour, quiet lines, and every sheet set up alike for screen and paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, TypeAlias

from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from addendum_cli.formats.grids import Book, Grid
from addendum_cli.formats.sheets import Value, margin_text
from addendum_cli.messages import say
from addendum_cli.report.wording import Tongue

ACCENT, INK, QUIET, LINE = "1F5C66", "222222", "6B6B6B", "D5DADB"
BAR = "FF86B8BF"
HEAD, NAME = "E4EDEE", "Arial"
TINTS = {"good": "DDEFE3", "warn": "FBF0D3", "bad": "F7DEDA", "quiet": "ECECEC", "plain": "E3ECF5"}
"""Fills that go with a word or a sign, never instead of one."""

Kind: TypeAlias = Literal["id", "text", "quiet", "whole", "score", "mark", "date", "time", "centre", "head", "upright"]

_FORMATS: dict[Kind, str] = {
    "whole": "0",
    "score": "0.0",
    "mark": "0.0#",
    "date": "yyyy-mm-dd",
    "time": "yyyy-mm-dd hh:mm:ss",
}
_WRAPPED = frozenset({"id", "text", "quiet", "head", "upright"})
_CENTRED = frozenset({"whole", "mark", "date", "time", "centre", "upright"})
_THIN = Side(style="thin", color=LINE)
_HEAVY = Side(style="thin", color=ACCENT)
_MEDIUM = Side(style="medium", color=ACCENT)


class Column(NamedTuple):
    """A column: its title, its width in characters, how its cells look.

    ``bar``: with bars from 0 to 100; ``upright``: its title is turned, to keep it narrow.
    """

    title: str
    width: float
    kind: Kind = "text"
    bar: bool = False
    upright: bool = False


class House:
    """The looks of one workbook, made when they are first asked for."""

    def __init__(self, book: Book, tongue: Tongue, title: str) -> None:
        self.book = book
        self.tongue = tongue
        self.title = title
        self._looks: dict[tuple[Kind, bool, bool, str | None, bool], int] = {}

    def look(
        self,
        kind: Kind,
        *,
        italic: bool = False,
        first: bool = False,
        tint: str | None = None,
        long: bool = False,
    ) -> int:
        """Return the number of a look.

        ``first`` draws a line above, ``tint`` names one of :data:`TINTS`; among ``long`` texts a cell is read
        from its top, in a table from its middle.
        """
        key = (kind, italic, first, tint, long)
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self.book.look(**_style(*key))
        return found

    def sheet(self, name: str, columns: Sequence[Column], *, height: float | None = None) -> Grid:
        """Return a new sheet with its header in row 1; the rows follow, then :meth:`finish`."""
        grid = self.book.grid(name, [column.width for column in columns])
        heads = [self.look("upright" if column.upright else "head") for column in columns]
        grid.row([column.title for column in columns], heads, height=height)
        return grid

    def finish(
        self, grid: Grid, columns: Sequence[Column], *, frozen: int = 1, pages: int = 0, accent: bool = False
    ) -> None:
        """Set up ``grid`` once its rows are in: filter, panes (``frozen`` columns), bars, paper.

        ``pages`` that it is printed on at most, 0 for as many as it takes.
        """
        sheet = grid.sheet
        sheet.auto_filter.ref = grid.span(1, 1, len(columns))
        sheet.freeze_panes = f"{get_column_letter(frozen + 1)}2"
        sheet.sheet_view.showGridLines = False
        if accent:
            sheet.sheet_properties.tabColor = ACCENT
        if len(grid.rows) > 1:
            for n, column in enumerate(columns, 1):
                if column.bar:
                    sheet.conditional_formatting.add(grid.span(2, n), _bar())
        self._paper(grid, pages)

    def _paper(self, grid: Grid, pages: int) -> None:
        """Set up the page, its margins, and in them who, what and which page."""
        sheet, tongue = grid.sheet, self.tongue
        paper(sheet, pages=pages)
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.65, 0.3, 0.3
        sheet.HeaderFooter.oddHeader = _margin(margin_text(self.title), "&A")
        italic = margin_text(tongue(say("Italic: the program's proposal, until a person confirms it.")))
        page = tongue(say("page {page} of {pages}", page="&P", pages="&N"))
        sheet.HeaderFooter.oddFooter = _margin(italic, page)


def paper(sheet: Worksheet, *, landscape: bool = True, pages: int = 0) -> None:
    """Set up A4, a sheet as wide as the page and ``pages`` long; in landscape with row 1 on every page."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, pages
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if landscape:
        sheet.print_title_rows = "1:1"


def _margin(left: str, right: str) -> HeaderFooterItem:
    """Return what stands above or below every page."""
    item = HeaderFooterItem()
    for part, text in ((item.left, left), (item.right, right)):
        part.text, part.size, part.font, part.color = text, 8, f"{NAME},Regular", QUIET
    return item


def moment(received: str | None) -> tuple[Value, Kind]:
    """Return a local time or bare date as a real one, to the second, and how it looks.

    A year that Excel's calendar does not have stays text.
    """
    if received is None:
        return None, "time"
    if int(received[:4]) <= 1900:
        return received, "text"
    if len(received) == 10:
        return date.fromisoformat(received), "date"
    return datetime.fromisoformat(received).replace(microsecond=0), "time"


def _bar() -> Any:
    return DataBarRule("num", 0, "num", 100, color=BAR, minLength=0, maxLength=100)  # type: ignore[no-untyped-call]


def _style(kind: Kind, italic: bool, first: bool, tint: str | None, long: bool) -> dict[str, Any]:
    head = kind in ("head", "upright")
    colour = ACCENT if head else QUIET if kind == "quiet" else INK
    aligned: dict[str, Any] = {
        "vertical": "bottom" if head else "top" if long else "center",
        "wrap_text": kind in _WRAPPED,
    }
    if kind in _CENTRED:
        aligned["horizontal"] = "center"
    if kind == "upright":
        aligned["textRotation"] = 90
    top = _HEAVY if first else None
    style: dict[str, Any] = {
        "font": Font(name=NAME, size=9, bold=head or kind == "id", italic=italic, color=colour),
        "alignment": Alignment(**aligned),
        "border": Border(top=top, bottom=_MEDIUM if head else _THIN),
    }
    fill = HEAD if head else TINTS[tint] if tint else None
    if fill:
        style["fill"] = PatternFill("solid", start_color=fill, end_color=fill)
    if kind in _FORMATS:
        style["number_format"] = _FORMATS[kind]
    return style
