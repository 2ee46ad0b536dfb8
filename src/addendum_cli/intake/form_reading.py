"""A filled-in candidacy form read back: every answer by its key, wherever its row and column have gone.

Values come as text, as a proposal file holds them; the proposal's fields type them. Sheets may be renamed,
moved and added, rows sorted and hidden, columns put between; what the program does not know it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from addendum_cli.errors import Problem, Where
from addendum_cli.formats.workbooks import Sheet
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
from addendum_cli.model.fields import NO, YES

TICKS = frozenset({"x", "✓", "✔", "v", "1"})
_NEEN = "neen"
"""A no that people write, and that a proposal file does not hold."""
_LABEL, _HELP = "question", "help"


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


def read(book: Sequence[Sheet], shown: str, call: Call) -> Filled | None:
    """Return what a form holds; None where the workbook is no candidacy form at all.

    A form of another call has no answers and a problem; one of an older version is read by the keys that
    both know.
    """
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
    for key, answer in _answers(book):
        if key not in known:
            if answer.value or answer.text:
                what = say("an answer to a question that the call does not have: {key}", key=key)
                problems.append(Problem(Where(f"{shown}!{answer.cell}"), what, say("look at it by hand")))
        elif key in answers and (answer.value or answer.text) and answers[key] != answer:
            what = say("{key} is answered twice", key=key)
            problems.append(Problem(Where(f"{shown}!{answer.cell}"), what, say("keep one of the two")))
        elif answer.value or answer.text or key not in answers:
            answers[key] = answer
            if known[key].kind in ("yes-no", "tick") and not _clear(answer.value):
                what = say("{key}: {value} is neither yes nor no", key=key, value=answer.value)
                remedy = say("it was not taken for either: ask, and note it by hand")
                problems.append(Problem(Where(f"{shown}!{answer.cell}"), what, remedy))
    problems += _contradictions(answers, known, shown)
    problems += _strays(book, known, shown)
    return Filled(answers, tuple(problems))


def _contradictions(answers: dict[str, Answer], known: Mapping[str, Question], shown: str) -> Iterator[Problem]:
    """Take out what stands beside a no, or below a challenge to which the answer is no; yield what it was."""
    refused = {key for key, one in answers.items() if known[key].kind == "yes-no" and _says_no(one.value)}
    for key, one in answers.items():
        kind = known[key].kind
        over = key.removesuffix(".description").partition("/")[0]
        if not key.startswith("challenges.") or kind == "yes-no":
            continue
        told = one.text or (one.value if kind == "tick" and _says_yes(one.value) else None)
        if not told or not (over in refused or (kind == "tick" and _says_no(one.value))):
            continue
        no = over if over in refused else key
        what = say("{key}: the answer is no, yet filled in is: {text}", key=no, text=_one_line(told))
        remedy = say("it was taken as no: ask what is meant, and note it by hand")
        yield Problem(Where(f"{shown}!{one.text_cell if one.text else one.cell}"), what, remedy)
        answers[key] = Answer(None, None, one.cell, one.text_cell)


def _strays(book: Sequence[Sheet], known: Mapping[str, Question], shown: str) -> Iterator[Problem]:
    """Yield every cell with something in it that is no answer, and no part of the form either."""
    for sheet, number, row, columns in _lines(book):
        key = _cell(row, columns[KEY_HEAD]) or ""
        answer, text = columns[ANSWER_HEAD], columns.get(TEXT_HEAD)
        kind = known[key].kind if key in known else None
        read = {columns[KEY_HEAD], columns[_LABEL], columns.get(_HELP)}
        if key:
            # Of a question that the call does not have, both cells were told already.
            read |= {answer, text} if kind in (None, "tick") else {text} if kind == "long" else {answer}
        for column, value in enumerate(row):
            if value is not None and column not in read:
                what = say("written in a cell that is not read: {text}", text=_one_line(value))
                yield Problem(Where(f"{shown}!{sheet.place(number, column)}"), what, say("look at it by hand"))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _about(book: Sequence[Sheet]) -> dict[str, str]:
    """Return what the form says of itself; nothing where the sheet is missing."""
    for sheet in book:
        if sheet.title.casefold() == SHEET:
            return {row[0]: row[1] for row in sheet.rows[:8] if len(row) > 1 and row[0] and row[1] is not None}
    return {}


def _answers(book: Sequence[Sheet]) -> Iterator[tuple[str, Answer]]:
    """Yield every key with its answer, sheet by sheet."""
    for sheet, number, row, columns in _lines(book):
        key = _cell(row, columns[KEY_HEAD])
        if key:
            places = [columns.get(head) for head in (ANSWER_HEAD, TEXT_HEAD)]
            cells = [sheet.place(number, column) if column is not None else "" for column in places]
            yield key, Answer(_cell(row, places[0]), _cell(row, places[1]), *cells)


def _lines(book: Sequence[Sheet]) -> Iterator[tuple[Sheet, int, Sequence[str | None], Mapping[str, int]]]:
    """Yield every row below the heads of the columns, its number from 0, and where those columns are."""
    for sheet in book:
        columns: dict[str, int] = {}
        for number, row in enumerate(sheet.rows):
            texts = {text: column for column, text in enumerate(row) if text is not None}
            if KEY_HEAD in texts and ANSWER_HEAD in texts:
                columns = {head: texts[head] for head in (KEY_HEAD, ANSWER_HEAD, TEXT_HEAD) if head in texts}
                named = sorted(texts.values())
                # The question stands right after the key, the help after the text: their heads are in any language.
                columns[_LABEL] = next((at for at in named if at > columns[KEY_HEAD]), columns[KEY_HEAD])
                after = [at for at in named if at > columns.get(TEXT_HEAD, columns[ANSWER_HEAD])]
                if after:
                    columns[_HELP] = after[0]
            elif columns:
                yield sheet, number, row, columns


def _cell(row: Sequence[str | None], column: int | None) -> str | None:
    return row[column] if column is not None and column < len(row) else None


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
            if question.kind == "yes-no" and value.strip().lower() == _NEEN:
                value = "nee"
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
        if _says_yes(answer.value) or (answer.text and not _says_no(answer.value)):
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


def _clear(value: str | None) -> bool:
    """Return whether an answer says yes, or no, or nothing."""
    return _says_yes(value) or (value or "").strip().lower() in {"", "-", "–", "/", *NO, _NEEN}


def _says_no(value: str | None) -> bool:
    """Return whether an answer says no, be it with more behind it: ``Nee, niet nu``."""
    words = (value or "").lower().replace(",", " ").replace(".", " ").split()
    return bool(words) and words[0] in {*NO, _NEEN}


def _says_yes(value: str | None) -> bool:
    word = (value or "").strip().lower()
    return word in YES or word in TICKS
