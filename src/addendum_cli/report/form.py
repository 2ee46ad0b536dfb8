"""The candidacy form as a workbook: one question a line, drop-downs where there is a choice, nothing protected."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from addendum_cli.formats.package import reproducible
from addendum_cli.formats.sheets import margin_text, put, sheet_name
from addendum_cli.intake.form_layout import (
    ANSWER_HEAD,
    FORMAT,
    KEY_HEAD,
    SHEET,
    TEXT_HEAD,
    Question,
    Section,
    fingerprint,
    layout,
)
from addendum_cli.messages import say
from addendum_cli.model.call import Call
from addendum_cli.report.records import PROGRAM
from addendum_cli.report.showing import when
from addendum_cli.report.wording import Tongue
from addendum_cli.report.workbook.house import ACCENT, HEAD, INK, NAME, QUIET, paper

ANSWER, FIELD = "FFFDF5", "BFD5D8"
WIDTHS = {"A": 3, "B": 52, "C": 30, "D": 78, "E": 26}
TALL, PLAIN_ROW = 48, 30
"""Heights of a row to write in, and of a row whose question may run over two lines, in points."""
_SIDE = Side(style="thin", color=FIELD)
_EDGE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_WRAP = Alignment(wrap_text=True, vertical="top")


def render(call: Call, tongue: Tongue) -> bytes:
    """Return the form of ``call`` in the tongue's language; the keys are the same in every language."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = sheet_name(tongue(say("Read me")), ())
    lists = book.create_sheet(SHEET)
    choices = _choices(call, lists, tongue)
    sheets = [_section(book, section, choices, call, tongue) for section in layout(call)]
    _welcome(first, call, tongue, [sheet.title for sheet in sheets])
    book.move_sheet(lists, offset=len(sheets))
    book.properties.title = call.title
    book.properties.creator = PROGRAM
    out = io.BytesIO()
    book.save(out)
    return reproducible(out.getvalue())


def _choices(call: Call, sheet: Worksheet, tongue: Tongue) -> dict[str, str]:
    """Fill the sheet that says which form this is, and return where each list of choices stands."""
    rows = [("format", FORMAT), ("call", call.id), ("fingerprint", fingerprint(call)), ("title", call.title)]
    for number, (name, value) in enumerate(rows, 1):
        put(_cell(sheet, number, 1), name)
        put(_cell(sheet, number, 2), value)
    put(_cell(sheet, 6, 1), tongue(say("This sheet tells the program which form this is: please leave it as it is.")))
    lists = {
        "yes-no": (tongue(say("yes")), tongue(say("no"))),
        "tick": ("x",),
        "choice": tuple(d.id for d in call.domains),
    }
    ranges = {}
    for column, (name, values) in enumerate(lists.items(), 4):
        for number, value in enumerate(values, 1):
            put(_cell(sheet, number, column), value)
        if values:
            letter = get_column_letter(column)
            ranges[name] = f"{quote_sheetname(sheet.title)}!${letter}$1:${letter}${len(values)}"
    return ranges


def _welcome(sheet: Worksheet, call: Call, tongue: Tongue, others: Iterable[str]) -> None:
    """Fill the first sheet: what this is, until when, where it goes, and how to fill it in."""
    deadline = call.deadline
    lines: list[tuple[str, Font]] = [(call.title, Font(name=NAME, size=16, bold=True, color=ACCENT))]
    plain = Font(name=NAME, size=11, color=INK)
    if deadline is not None:
        lines.append((f"{deadline.title}: {when(deadline, tongue)}", Font(name=NAME, size=11, bold=True, color=INK)))
    if call.submission.address:
        lines.append((tongue(say("Send to: {addresses}", addresses=call.submission.address)), plain))
    lines += [
        ("", plain),
        (tongue(say("Fill in the coloured cells on these sheets: {names}.", names=tuple(others))), plain),
        (tongue(say("What you leave empty counts as not stated: never as no, and never as zero.")), plain),
        (tongue(say("On the sheet of a challenge, tick with x what you offer and write how: words count more than a tick.")), plain),
        (tongue(say("Leave the first, grey column as it is: by it the program finds your answers.")), plain),
        (tongue(say("You may make rows higher, sort, hide, and save with Excel or LibreOffice.")), plain),
    ]  # fmt: skip
    sheet.column_dimensions["A"].width = 100
    for number, (text, font) in enumerate(lines, 2):
        cell = _cell(sheet, number, 1)
        put(cell, text)
        cell.font, cell.alignment = font, _WRAP
    sheet.sheet_view.showGridLines = False
    _page(sheet, call, landscape=False)


def _section(book: Workbook, section: Section, choices: dict[str, str], call: Call, tongue: Tongue) -> Worksheet:
    sheet: Worksheet = book.create_sheet(sheet_name(tongue(section.title), book.sheetnames))
    # Other words may be typed too: nobody is stopped by a spelling.
    offered = {
        kind: DataValidation(type="list", formula1=range_, allow_blank=True, showErrorMessage=False)
        for kind, range_ in choices.items()
    }
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    heads = (KEY_HEAD, tongue(say("Question")), ANSWER_HEAD, TEXT_HEAD, tongue(say("Help")))
    for column, head in enumerate(heads, 1):
        cell = _cell(sheet, 1, column)
        put(cell, head)
        size = 6 if column == 1 else 10
        cell.font = Font(name=NAME, size=size, bold=True, color=QUIET if column == 1 else ACCENT)
        cell.fill = PatternFill("solid", fgColor=HEAD)
    row = 2
    for title, questions in section.groups:
        cell = _cell(sheet, row, 2)
        put(cell, tongue(title))
        cell.font = Font(name=NAME, size=12, bold=True, color=ACCENT)
        sheet.row_dimensions[row].height = 24
        cell.alignment = Alignment(vertical="bottom")
        row += 1
        for question in questions:
            _question(sheet, row, question, offered, tongue)
            row += 1
    for one in offered.values():
        if one.sqref.ranges:
            sheet.add_data_validation(one)
    sheet.freeze_panes = "C2"
    sheet.sheet_view.showGridLines = False
    _page(sheet, call, landscape=True)
    return sheet


def _question(
    sheet: Worksheet, row: int, question: Question, choices: Mapping[str, DataValidation], tongue: Tongue
) -> None:
    key, label, answer, text, help_ = (_cell(sheet, row, column) for column in range(1, 6))
    put(key, question.key)
    key.font = Font(name=NAME, size=6, color="B8B8B8")
    put(label, tongue(question.label))
    label.font, label.alignment = Font(name=NAME, size=10, color=INK), _WRAP
    if question.help is not None:
        put(help_, tongue(question.help))
    help_.font, help_.alignment = Font(name=NAME, size=9, italic=True, color=QUIET), _WRAP
    fields = {"tick": (answer, text), "long": (text,)}.get(question.kind, (answer,))
    for cell in fields:
        cell.fill = PatternFill("solid", fgColor=ANSWER)
        cell.border, cell.alignment = _EDGE, _WRAP
        cell.font = Font(name=NAME, size=10, color=INK)
        if cell is text:
            cell.number_format = "@"
    if question.kind in ("text", "choice"):
        answer.number_format = "@"  # as text: a number such as 0999.013.094 stays what was typed
    sheet.row_dimensions[row].height = TALL if question.kind == "long" else PLAIN_ROW if question.kind == "tick" else 16
    if question.kind in choices:
        choices[question.kind].add(answer.coordinate)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell of a sheet on which nothing is merged."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell), "this form merges no cells"  # noqa: S101 - for the type checker
    return cell


def _page(sheet: Worksheet, call: Call, *, landscape: bool) -> None:
    paper(sheet, landscape=landscape)
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.left.text, footer.right.text = margin_text(call.title), "&P/&N"
    sheet.oddHeader, sheet.oddFooter = header, footer
