"""A juror's score sheet as a workbook: a row a mark, with all that is needed beside it, and nothing protected.

From left to right: proposal, criterion, mark, motivation, the desk's mark and passages, what each mark means. So a
juror goes down the rows and never back; sorting and filtering are free, because every row carries its key.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from addendum_cli.formats.package import reproducible
from addendum_cli.formats.sheets import Value, margin_text, put, sheet_name
from addendum_cli.jury.layout import (
    KEY_HEAD,
    MARK_HEAD,
    MOTIVATION_HEAD,
    PROPOSAL_HEAD,
    SHEET,
    Line,
    about,
    criterion_head,
    lines,
    motivated,
)
from addendum_cli.messages import say
from addendum_cli.model.call import Call
from addendum_cli.model.jury import Juror
from addendum_cli.model.rubric import Scale
from addendum_cli.model.verdict import Evaluation, Examined, Judged, Mark
from addendum_cli.report.naming import name_of, place
from addendum_cli.report.records import PROGRAM
from addendum_cli.report.wording import HIDDEN, ROUNDS, Tongue
from addendum_cli.report.workbook.house import ACCENT, HEAD, INK, LINE, NAME, QUIET, paper

ASKED, OPEN, LACKING, DONE = "FFFDF5", "FFF3CF", "FBE3D6", "DDEFE3"
"""Fills: of cells to write in, still open, a motivation that is asked for and not there, and finished."""
SHORTEST, LONGEST_ROW = 46.0, 400.0
"""Heights of a row in points: room for three lines to write, and what Excel allows (409)."""
LINE_HEIGHT, FIT = {8: 10.4, 9: 11.8}, {8: 1.42, 9: 1.22}
"""Points of a line, and characters that a unit of column width holds, by the size of the letters."""
SAVED = 220
"""Characters of a passage that stand beside a mark; the whole of it is in `addendum explain`."""
_WRAP = Alignment(wrap_text=True, vertical="top")
_CENTRE = Alignment(horizontal="center", vertical="top")
_THIN, _HEAVY = Side(style="thin", color=LINE), Side(style="medium", color=ACCENT)
_FIELD = Side(style="thin", color="BFC9CB")


class _Column(NamedTuple):
    head: str
    width: float


def render(
    evaluation: Evaluation, juror: Juror, ids: Sequence[str], tongue: Tongue, *, desk: bool = True, blind: bool = False
) -> bytes:
    """Return the sheet on which ``juror`` marks the proposals ``ids``.

    ``desk``: with the program's marks and passages beside; ``blind``: without names of applicants.
    """
    book = Workbook()
    first = book.worksheets[0]
    first.title = sheet_name(tongue(say("Read me")), ())
    asked = lines(evaluation, ids)
    judged = {one.id: one for one in evaluation.judged}
    overview = book.create_sheet(sheet_name(tongue(say("Overview")), book.sheetnames))
    sheet = book.create_sheet(sheet_name(tongue(say("Marks")), book.sheetnames))
    scales = _scales(book, asked)
    _marks(sheet, asked, judged, scales, evaluation, tongue, desk=desk, blind=blind)
    _overview(overview, sheet, asked, judged, evaluation, tongue, blind=blind)
    _welcome(first, sheet, evaluation, juror, ids, tongue)
    told = book.create_sheet(SHEET)
    for number, row in enumerate(about(evaluation, juror, asked).rows(), 1):
        for column, text in enumerate(row, 1):
            put(_cell(told, number, column), text)
    told.sheet_state = "hidden"
    book.active = 1 if ids else 0
    for one in book.worksheets:  # else two sheets are selected, and what is typed goes into both
        one.sheet_view.tabSelected = one is overview if ids else one is first
    book.properties.title = f"{evaluation.call.title}: {juror.name}"
    book.properties.creator = PROGRAM
    out = io.BytesIO()
    book.save(out)
    return reproducible(out.getvalue())


def _scales(book: Workbook, asked: Sequence[Line]) -> dict[Scale, str]:
    """Return where the marks of each scale stand: numbers, so that a drop-down has the reader's decimal sign."""
    sheet = book.create_sheet(sheet_name("scale", book.sheetnames))
    sheet.sheet_state = "hidden"
    ranges: dict[Scale, str] = {}
    for scale in dict.fromkeys(line.rubric.scale for line in asked):
        column = len(ranges) + 1
        low, high, step = Fraction(scale.min), Fraction(scale.max), Fraction(scale.step)
        n = int((high - low) / step) + 1
        for place_ in range(n):
            put(_cell(sheet, place_ + 1, column), _plain(low + place_ * step))
        letter = get_column_letter(column)
        ranges[scale] = f"{quote_sheetname(sheet.title)}!${letter}$1:${letter}${n}"
    return ranges


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def _columns(tongue: Tongue, *, desk: bool) -> list[_Column]:
    columns = [
        _Column(KEY_HEAD, 2),
        _Column(PROPOSAL_HEAD, 16),
        _Column(tongue(say("Criterion")), 31),
        _Column(MARK_HEAD, 8),
        _Column(MOTIVATION_HEAD, 40),
    ]
    if desk:
        columns += [_Column(tongue(say("Desk")), 6), _Column(tongue(say("What the desk found")), 44)]
    return [*columns, _Column(tongue(say("What a mark means")), 58)]


def _marks(
    sheet: Worksheet,
    asked: Sequence[Line],
    judged: Mapping[str, Judged],
    scales: Mapping[Scale, str],
    evaluation: Evaluation,
    tongue: Tongue,
    *,
    desk: bool,
    blind: bool,
) -> None:
    columns = _columns(tongue, desk=desk)
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        cell = _cell(sheet, 1, number)
        put(cell, column.head)
        cell.font = Font(name=NAME, size=5 if number == 1 else 9, bold=True, color=QUIET if number == 1 else ACCENT)
        cell.fill, cell.alignment = PatternFill("solid", fgColor=HEAD), Alignment(wrap_text=True, vertical="bottom")
        cell.border = Border(bottom=_HEAVY)
    sheet.row_dimensions[1].height = 27
    drop_downs = {
        scale: DataValidation(
            type="list",
            formula1=range_,
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=tongue(say("No mark of the scale")),
            error=tongue(say("Choose a mark from the list; leave it empty while it is open.")),
        )
        for scale, range_ in scales.items()
    }
    for number, line in enumerate(asked, 2):
        new = number == 2 or asked[number - 3].proposal != line.proposal
        mark = _desk_mark(judged[line.proposal], line) if desk else None
        cells = _texts(line, evaluation.call, mark, judged[line.proposal].examined, tongue, desk=desk, blind=blind)
        for place_, value in enumerate(cells, 1):
            cell = _cell(sheet, number, place_)
            put(cell, value)
            _dress(cell, place_, new=new)
        heights = [_height(value, one.width, 9 if n < 5 else 8) for n, (value, one) in enumerate(zip(cells, columns, strict=True))]  # fmt: skip
        sheet.row_dimensions[number].height = min(LONGEST_ROW, max(SHORTEST, *heights))
    for scale, one in drop_downs.items():
        rows = [number for number, line in enumerate(asked, 2) if line.rubric.scale == scale]
        for first, after in _runs(rows):
            one.add(f"D{first}:D{after}")
        sheet.add_data_validation(one)
    last = max(2, len(asked) + 1)
    _rules(sheet, asked, last)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.freeze_panes = "D2"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 90
    sheet.sheet_properties.tabColor = ACCENT
    _page(sheet, evaluation, tongue, landscape=True)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of consecutive ``rows``."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def _rules(sheet: Worksheet, asked: Sequence[Line], last: int) -> None:
    """Colour what is still open, and a motivation that the rubric asks for and that is not there."""
    sheet.conditional_formatting.add(f"D2:D{last}", _where('AND($A2<>"",$D2="")', OPEN))
    if any(motivated(line.criterion, line.rubric) for line in asked):
        sheet.conditional_formatting.add(f"E2:E{last}", _where('AND($D2<>"",$E2="")', LACKING))


def _where(formula: str, colour: str) -> Any:
    """Return what fills a cell with ``colour`` where ``formula``, ours, holds."""
    return FormulaRule(formula=[formula], fill=PatternFill("solid", bgColor=colour))  # type: ignore[no-untyped-call]


def _desk_mark(one: Judged, line: Line) -> Mark | None:
    """Return what the desk proposes for a line, wherever the criterion counts."""
    for challenge, marks in one.examined.marks.items():
        if line.challenge in (None, challenge) and line.criterion.id in marks:
            return marks[line.criterion.id]
    return None


def _texts(
    line: Line,
    call: Call,
    mark: Mark | None,
    examined: Examined,
    tongue: Tongue,
    *,
    desk: bool,
    blind: bool,
) -> list[Value]:
    """Return the values of a row, in the order of the columns."""
    criterion = line.criterion
    asked = tongue(say("With a motivation.")) if motivated(criterion, line.rubric) else ""
    about_ = "\n".join(
        part for part in (criterion_head(criterion, line.rubric, call), criterion.question, asked) if part
    )
    levels = "\n".join(f"{tongue.number(level, 0 if level == int(level) else 1)}  {text}" for level, text in sorted(criterion.levels.items()))  # fmt: skip
    row: list[Value] = [line.key, line.proposal, about_, None, None]
    if desk:
        value = _plain(mark.value) if mark is not None and mark.value is not None else None
        row += [value, _found(mark, examined, tongue, blind=blind)]
    return [*row, levels]


def _found(mark: Mark | None, examined: Examined, tongue: Tongue, *, blind: bool) -> str:
    """Return what the desk's mark rests on: its note, and passages with their places."""
    if mark is None:
        return ""
    parts = [tongue(mark.note)] if mark.note is not None else []
    for passage in mark.evidence:
        text = passage.text if len(passage.text) <= SAVED else f"{passage.text[:SAVED].rstrip()} […]"
        at = place(passage.file.rpartition("/")[2], passage.line)
        shown = masked(text, examined) if blind else text
        parts.append(f"{shown} ({at})" if passage.status is None else f"“{shown}” ({at})")
    return "\n".join(parts)


def masked(text: str, examined: Examined) -> str:
    """Return ``text`` without the applicant's name, title and contact, where it says them."""
    contact = examined.contact
    names = (examined.organisation, examined.title, contact.name, contact.email, contact.phone)
    for name in sorted((one.strip() for one in names if one and len(one.strip()) > 2), key=len, reverse=True):
        text = re.sub(re.escape(name), HIDDEN, text, flags=re.IGNORECASE)
    return text


def _dress(cell: Cell, column: int, *, new: bool) -> None:
    """Give a cell its looks; a line above the first row of a proposal."""
    top = _HEAVY if new else _THIN
    cell.border, cell.alignment = Border(top=top), _WRAP
    cell.font = Font(name=NAME, size=9, color=INK)
    if column == 1:
        cell.font, cell.alignment = Font(name=NAME, size=4, color="C8C8C8"), Alignment(vertical="top")
    elif column == 2:
        cell.font = Font(name=NAME, size=9, bold=True, color=INK)
    elif column in (4, 5):
        cell.fill = PatternFill("solid", fgColor=ASKED)
        cell.border = Border(top=top, left=_FIELD, right=_FIELD, bottom=_FIELD)
        if column == 4:
            cell.font, cell.alignment = Font(name=NAME, size=12, bold=True, color=INK), _CENTRE
        else:
            cell.number_format = "@"  # words that begin with = or - stay words
    elif column > 5:
        cell.font = Font(name=NAME, size=8, color=INK if isinstance(cell.value, (int, float)) else "4A4A4A")
        if isinstance(cell.value, (int, float)):
            cell.font, cell.alignment = Font(name=NAME, size=9, italic=True, color=QUIET), _CENTRE


def _height(value: Value, width: float, size: int) -> float:
    """Return the height that a text needs in a column, in points."""
    if not isinstance(value, str) or width < 3:
        return 0
    room = max(4, int(width * FIT[size]))
    return LINE_HEIGHT[size] * (1 + sum(max(1, -(-len(part) // room)) for part in value.split("\n")))


def _overview(
    sheet: Worksheet,
    marks: Worksheet,
    asked: Sequence[Line],
    judged: Mapping[str, Judged],
    evaluation: Evaluation,
    tongue: Tongue,
    *,
    blind: bool,
) -> None:
    """Fill the overview: each proposal with what is open (it counts along) and a way to its first row."""
    heads = [tongue(say("Proposal")), tongue(say("Go")), tongue(say("Open")), tongue(say("of")), tongue(say("Answers"))]
    widths = [30.0, 7, 8, 7, 34]
    if not blind:
        heads += [tongue(say("Organisation")), tongue(say("Title"))]
        widths += [34, 44]
    for column, (head, width) in enumerate(zip(heads, widths, strict=True), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        cell = _cell(sheet, 1, column)
        put(cell, head)
        cell.font, cell.fill = Font(name=NAME, size=9, bold=True, color=ACCENT), PatternFill("solid", fgColor=HEAD)
        cell.border = Border(bottom=_HEAVY)
    names = {one.id: name_of(one) for one in evaluation.call.challenges}
    there, last = quote_sheetname(marks.title), max(2, len(asked) + 1)
    ids = list(dict.fromkeys(line.proposal for line in asked))
    keys, given = f"{there}!$B$2:$B${last}", f"{there}!$D$2:$D${last}"
    for number, id_ in enumerate(ids, 2):
        one = judged[id_]
        own = [line for line in asked if line.proposal == id_]
        answers = ", ".join(names[c] for c in dict.fromkeys(line.challenge for line in own) if c is not None)
        row: list[Value] = [id_, None, None, len(own), answers]
        row += [] if blind else [one.examined.organisation, one.examined.title]
        for column, value in enumerate(row, 1):
            cell = _cell(sheet, number, column)
            put(cell, value)
            cell.font, cell.alignment = Font(name=NAME, size=9, bold=column == 1, color=INK), _WRAP
            cell.border = Border(bottom=_THIN)
        # Formulas of ours, on cells only: nothing that an applicant wrote stands in one.
        go, still = _cell(sheet, number, 2), _cell(sheet, number, 3)
        go.value = f'=HYPERLINK("#{there}!D"&(MATCH(TRUE,INDEX({keys}=$A{number},0),0)+1),"→")'
        go.font, go.alignment = Font(name=NAME, size=9, underline="single", color="0B5394"), _CENTRE
        still.value = f'=SUMPRODUCT(({keys}=$A{number})*({given}=""))'
        still.font, still.alignment = Font(name=NAME, size=10, bold=True, color=INK), _CENTRE
        _cell(sheet, number, 4).alignment = _CENTRE
    end = len(ids) + 2
    put(_cell(sheet, end, 1), tongue(say("All together")))
    _cell(sheet, end, 3).value = f"=SUM(C2:C{end - 1})" if ids else 0
    put(_cell(sheet, end, 4), len(asked))
    for column in (1, 3, 4):
        cell = _cell(sheet, end, column)
        cell.font = Font(name=NAME, size=10, bold=True, color=ACCENT)
        cell.alignment = _CENTRE if column > 1 else _WRAP
    sheet.conditional_formatting.add(f"A2:D{max(2, end - 1)}", _where("$C2=0", DONE))
    sheet.freeze_panes = "B2"
    sheet.sheet_view.showGridLines = False
    _page(sheet, evaluation, tongue, landscape=True)


def _welcome(
    sheet: Worksheet, marks: Worksheet, evaluation: Evaluation, juror: Juror, ids: Sequence[str], tongue: Tongue
) -> None:
    """Fill the first sheet: whose this is, what is asked, and what one may do with it."""
    plain = Font(name=NAME, size=11, color=INK)
    bold = Font(name=NAME, size=11, bold=True, color=INK)
    who = f"{juror.name}, {juror.organisation}" if juror.organisation else juror.name
    contact = evaluation.call.contact
    told: list[tuple[str, Font]] = [
        (evaluation.call.title, Font(name=NAME, size=16, bold=True, color=ACCENT)),
        (tongue(say("Score sheet of {who}", who=who)), bold),
        (tongue(ROUNDS[evaluation.round]), bold),
        ("", plain),
        (tongue(say("On the sheet {name} every row is one mark. Choose it from the list, and write why beside it.", name=marks.title)), plain),
        (tongue(say("What you leave empty is open: it never counts as zero.")), plain),
        (tongue(say("Marks of the desk are proposals of a program that looks for words: read the proposal itself.")), plain),
        (tongue(say("You may sort, filter, hide, move and add columns, and save with Excel or LibreOffice. Leave the narrow grey column with each row: by it the program finds your marks.")), plain),
        (tongue(say("Whole and half marks can be typed, too: with a comma or a point, as your spreadsheet writes decimals.")), plain),
        (tongue(say("You have a tie with an applicant? Do not mark that proposal, and tell us: somebody else then does.")), plain),
    ]  # fmt: skip
    if contact is not None and contact.email:
        told.append(
            (tongue(say("Send this file back to {name}, {email}.", name=contact.name, email=contact.email)), bold)
        )
    if not ids:
        told.append((tongue(say("There is no proposal for you to mark in this round.")), bold))
    sheet.column_dimensions["A"].width = 100
    for number, (text, font) in enumerate(told, 2):
        cell = _cell(sheet, number, 1)
        put(cell, text)
        cell.font, cell.alignment = font, _WRAP
    sheet.sheet_view.showGridLines = False
    _page(sheet, evaluation, tongue, landscape=False)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell of a sheet on which nothing is merged."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell), "a score sheet merges no cells"  # noqa: S101 - for the type checker
    return cell


def _page(sheet: Worksheet, evaluation: Evaluation, tongue: Tongue, *, landscape: bool) -> None:
    paper(sheet, landscape=landscape)
    margins = sheet.page_margins
    margins.left = margins.right = 0.3
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.5, 0.25, 0.25
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.left.text, header.right.text = margin_text(evaluation.call.title), "&A"
    footer.right.text = tongue(say("page {page} of {pages}", page="&P", pages="&N"))
    for part in (header.left, header.right, footer.right):
        part.size, part.color = 8, QUIET
    sheet.oddHeader, sheet.oddFooter = header, footer
