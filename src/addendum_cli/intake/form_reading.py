"""A filled-in candidacy form read back: every answer by its key, wherever its row and column have gone.

Values come as text, as a proposal file holds them; the proposal's fields type them. Sheets may be renamed,
moved and added, rows sorted and hidden, columns put between; what the program does not know it names.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from zipfile import BadZipFile

from addendum_cli.errors import Problem, Where
from addendum_cli.formats import archives
from addendum_cli.formats.sheets import cell_text
from addendum_cli.intake.form_layout import (
    ANSWER_HEAD,
    FORMAT,
    KEY_HEAD,
    SHEET,
    TEXT_HEAD,
    Question,
    fingerprint,
    keys,
    layout,
)
from addendum_cli.messages import say
from addendum_cli.model.call import Call
from addendum_cli.model.fields import YES

TICKS = frozenset({"x", "✓", "✔", "v", "1"})
ROWS, COLUMNS = 5_000, 200


class Answer(NamedTuple):
    """What was filled in at one key: the answer and the text beside it, and the cell of each, as ``Sheet!C4``."""

    value: str | None
    text: str | None
    cell: str
    text_cell: str


class Filled(NamedTuple):
    """A form as it came back: its answers by key, and what is odd about it."""

    answers: Mapping[str, Answer]
    problems: tuple[Problem, ...]


def read(raw: bytes, shown: str, call: Call) -> Filled | None:
    """Return what a form holds; None where the workbook is no candidacy form at all.

    A form of another call has no answers and a problem; one of an older version is read by the keys that
    both know.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    why = archives.refused(raw)
    if why is not None:
        return Filled({}, (Problem(Where(shown), why, say("ask for the file again")),))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl speaks of parts that LibreOffice adds; they hold no answers
            book = load_workbook(io.BytesIO(raw), data_only=True)
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, InvalidFileException, OSError):
        problem = say("a workbook that cannot be read")
        return Filled({}, (Problem(Where(shown), problem, say("save it again as .xlsx, or ask for it again")),))
    about = _about(book)
    if about.get("format") is None:
        return None
    problems: list[Problem] = []
    if about["format"] != FORMAT or about.get("call") != call.id:
        what = say("a form of another call: {call}", call=about.get("title") or about.get("call") or "?")
        return Filled({}, (Problem(Where(shown), what, say("send the form of this call: addendum form")),))
    if about.get("fingerprint") != fingerprint(call):
        what = say("an older version of the form: the call has changed since")
        problems.append(Problem(Where(shown), what, say("look at what it does not ask")))
    known = keys(layout(call))
    answers: dict[str, Answer] = {}
    for key, answer in _answers(book, shown, problems):
        if key not in known:
            if answer.value or answer.text:
                what = say("an answer to a question that the call does not have: {key}", key=key)
                problems.append(Problem(Where(f"{shown}!{answer.cell}"), what, say("look at it by hand")))
        elif key in answers and (answer.value or answer.text) and answers[key] != answer:
            what = say("{key} is answered twice", key=key)
            problems.append(Problem(Where(f"{shown}!{answer.cell}"), what, say("keep one of the two")))
        elif answer.value or answer.text or key not in answers:
            answers[key] = answer
    return Filled(answers, tuple(problems))


def _about(book: Any) -> dict[str, str]:
    """Return what the form says of itself; nothing where the sheet is missing."""
    for sheet in book.worksheets:
        if sheet.title.casefold() == SHEET:
            rows = sheet.iter_rows(min_row=1, max_row=8, max_col=2, values_only=True)
            return {str(name): str(value) for name, value in rows if name and value is not None}
    return {}


def _answers(book: Any, shown: str, problems: list[Problem]) -> Iterator[tuple[str, Answer]]:
    """Yield every key with its answer, sheet by sheet."""
    for sheet in book.worksheets:
        columns: dict[str, int] = {}
        for row in sheet.iter_rows(max_row=min(sheet.max_row, ROWS), max_col=min(sheet.max_column, COLUMNS)):
            texts = {str(cell.value).strip(): cell.column for cell in row if cell.value is not None}
            if KEY_HEAD in texts and ANSWER_HEAD in texts:
                columns = {head: texts[head] for head in (KEY_HEAD, ANSWER_HEAD, TEXT_HEAD) if head in texts}
                continue
            if not columns:
                continue
            cells = {cell.column: cell for cell in row}
            key = as_text(cells[columns[KEY_HEAD]].value) if columns[KEY_HEAD] in cells else None
            if key:
                answer = cells.get(columns[ANSWER_HEAD])
                text = cells.get(columns.get(TEXT_HEAD, 0))
                yield (
                    key,
                    Answer(
                        as_text(answer.value if answer is not None else None),
                        as_text(text.value if text is not None else None),
                        *(f"{sheet.title}!{one.coordinate}" if one is not None else "" for one in (answer, text)),
                    ),
                )


def as_text(value: object) -> str | None:
    """Return a cell's value as a proposal file would hold it; None where it is empty.

    A number keeps no more digits than it was typed with; a date or time stands as in a proposal.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = str(cell_text(value)).strip()
    return text or None


def facts(filled: Filled, call: Call) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the proposal's facts in a filled-in form, nested as in a file, and the cell of each by its path."""
    known = keys(layout(call))
    found: dict[str, Any] = {}
    cells: dict[str, str] = {}
    for key, answer in filled.answers.items():
        question = known[key]
        value = answer.text if question.kind == "long" else answer.value
        if key.startswith("challenges."):
            _put_challenge(key.removeprefix("challenges."), question, answer, found, cells)
        elif key.startswith("municipalities."):
            if _says_yes(answer.value):
                name = key.removeprefix("municipalities.")
                found.setdefault("municipalities", []).append("all" if name == "*" else name)
                cells.setdefault("municipalities", answer.cell)
        elif value is not None:
            cell = answer.text_cell if question.kind == "long" else answer.cell
            _put(key, question, value, cell, found, cells)
    if "all" in found.get("municipalities", ()):
        found["municipalities"] = ["all"]
    for name in ("expertise", "partners"):
        if name in found:
            found[name] = [entry for _, entry in sorted(found[name].items())]
    challenges = found.get("challenges", {})
    found["challenges"] = [{"id": one.id, **challenges[one.id]} for one in call.challenges if one.id in challenges]
    return {name: value for name, value in found.items() if value not in ({}, [], None)}, cells


def _put(key: str, question: Question, value: str, cell: str, found: dict[str, Any], cells: dict[str, str]) -> None:
    """Put a plain answer where its key leads."""
    group, _, name = key.partition(".")
    number, _, inner = name.partition(".")
    if number.isdecimal():
        found.setdefault(group, {}).setdefault(int(number), {})[inner] = value
        cells.setdefault(group, cell)
    elif key in ("recognitions", "target_group.excludes"):
        lines = [line.strip(" -•\t") for line in value.splitlines() if line.strip(" -•\t")]
        (found if not name else found.setdefault(group, {}))[name or key] = lines
        cells[key] = cell
    elif name:
        found.setdefault(group, {})[name] = value
        cells[key] = cell
    else:
        found[key] = value
        cells[key] = cell


def _put_challenge(key: str, question: Question, answer: Answer, found: dict[str, Any], cells: dict[str, str]) -> None:
    """Put an answer on a challenge: whether, how, and its interventions; any of them makes it answered."""
    challenges = found.setdefault("challenges", {})
    if question.kind == "tick":
        challenge, _, intervention = key.partition("/")
        if _says_yes(answer.value) or answer.text:
            entry = {"id": intervention, **({"description": answer.text} if answer.text else {})}
            challenges.setdefault(challenge, {}).setdefault("interventions", []).append(entry)
            cells[f"challenges.{key}"] = answer.cell
    elif question.kind == "yes-no":
        if _says_yes(answer.value):
            challenges.setdefault(key, {})
            cells[f"challenges.{key}"] = answer.cell
    elif answer.text:
        challenge = key.removesuffix(".description")
        challenges.setdefault(challenge, {})["description"] = answer.text
        cells[f"challenges.{key}"] = answer.text_cell


def _says_yes(value: str | None) -> bool:
    word = (value or "").strip().lower()
    return word in YES or word in TICKS
