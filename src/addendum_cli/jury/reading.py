"""Sheets that came back: every mark by its key, wherever its row and column have gone; what is amiss by its cell.

An empty mark is open. One that cannot count is told, with file, sheet and cell, and is open too.
Sheets may be sorted, filtered, hidden, moved, added to and saved by other programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from addendum_cli.core.words import suggestion
from addendum_cli.errors import Problem, Where
from addendum_cli.formats.workbooks import Sheet
from addendum_cli.jury.layout import (
    CRITERION_HEADS,
    FORMAT,
    KEY_HEAD,
    MARK_HEAD,
    MOTIVATION_HEAD,
    PARTS,
    PROPOSAL_HEAD,
    SHEET,
    About,
    criterion_head,
    fingerprint,
    key_of,
    motivated,
    rubric_parts,
)
from addendum_cli.messages import Message, say, say_n
from addendum_cli.model.call import Call
from addendum_cli.model.jury import Given, Panel
from addendum_cli.model.kinds import Round
from addendum_cli.model.rubric import Criterion, Rubric, Scale

_NUMBER = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_DATE = re.compile(r"[0-9]{4}-([0-9]{2})-([0-9]{2})(?:T.*)?")
_NAMES: Mapping[str, Message] = {
    "title": say("title"),
    "question": say("question"),
    "levels": say("levels"),
    "weight": say("weight"),
    "minimum": say("minimum"),
    "scale": say("scale"),
    "motivation": say("motivation"),
}


class Book(NamedTuple):
    """A workbook that came back: its name as people write it, its sheets, and why it could not be read."""

    file: str
    sheets: Sequence[Sheet]
    problems: Sequence[Problem] = ()
    sha256: str = ""


class _Row(NamedTuple):
    """What stands in the row of a key: the mark and the motivation as written, and the cell of the mark."""

    mark: str | None
    motivation: str
    file: str
    cell: str

    @property
    def where(self) -> Where:
        return Where(f"{self.file}!{self.cell}")


@dataclass(slots=True)
class _Reading:
    """The sheets of one round, as they are being read."""

    criteria: Mapping[str, tuple[Criterion, Rubric]]
    heads: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    jurors: dict[str, str] = field(default_factory=dict)
    asked: dict[str, dict[tuple[str, str], None]] = field(default_factory=dict)
    states: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[tuple[str, str, str], list[_Row]] = field(default_factory=dict)

    def tell(self, where: Where, what: Message, remedy: Message) -> None:
        self.problems.append(Problem(where, what, remedy))


class Sheets(NamedTuple):
    """A round's sheets: what they hold, and the state of every proposal's files when each was made, by file."""

    panel: Panel
    states: Mapping[str, Mapping[str, str]]


def read(books: Iterable[Book], call: Call, rubrics: Sequence[Rubric], round_: Round) -> Sheets:
    """Return the marks in ``books`` that were asked for in ``round_``; sheets of another round are passed over."""
    criteria = {f"{r.id}/{c.id}": (c, r) for r in rubrics if r.round == round_ for c in r.criteria}
    heads = {name: criterion_head(*one, call) for name, one in criteria.items()}
    reading = _Reading(criteria, heads)
    now = rubric_parts(rubrics, round_)
    inputs = {}
    for book in sorted(books, key=lambda one: one.file):
        reading.problems.extend(book.problems)
        found = None if book.problems else _about(book, reading)
        if found is not None and found.call == call.id and found.round != round_:
            continue
        if book.sha256:
            inputs[book.file] = book.sha256  # one that cannot be read, too: what was told of it rests on it
        if found is None:
            continue
        if found.call != call.id:
            what = say("a score sheet of another call: {call}", call=found.call)
            reading.tell(Where(book.file), what, say("take it out of this folder"))
            continue
        changed = tuple(_changes(found.criteria, now))
        if changed:
            what = say("made for another version of the rubrics: {changes}", changes=changed)
            remedy = say("put the rubrics back as they were, or have it marked anew on a new sheet")
            reading.tell(Where(book.file), what, remedy)
            continue
        _take(book, found, reading)
    given, unmotivated = _given(reading)
    reading.problems.sort(key=lambda one: one.where.file)
    panel = Panel(
        round_,
        dict(sorted(reading.jurors.items())),
        tuple(given),
        {juror: tuple(reading.asked[juror]) for juror in sorted(reading.asked)},
        tuple(reading.problems),
        tuple(unmotivated),
        {juror: tuple(files) for juror, files in sorted(reading.files.items())},
        inputs,
    )
    return Sheets(panel, reading.states)


def _about(book: Book, reading: _Reading) -> About | None:
    """Return what a workbook says of itself; told, and None, where it is no sheet of ours or was tampered with."""
    rows = next((sheet.rows for sheet in book.sheets if sheet.title.casefold() == SHEET), ())
    cells = [tuple(cell or "" for cell in row) for row in rows if row and row[0]]
    named = {row[0]: row[1] for row in cells if len(row) > 1}
    if not str(named.get("format", "")).startswith("addendum/jury/"):
        reading.tell(Where(book.file), say("no score sheet"), say("take it out of this folder"))
        return None
    if named["format"] != FORMAT:
        what = say("a score sheet of another version of the program: {format}", format=named["format"])
        reading.tell(Where(book.file), what, say("make new sheets with this one: addendum jury sheets"))
        return None
    told = [row for row in cells if row[0] != "fingerprint"]
    kinds = {kind: [row for row in told if row[0] == kind] for kind in ("criterion", "proposal", "key")}
    whole = all(len(row) == len(PARTS) + 2 for row in kinds["criterion"]) and all(
        len(row) == 3 for row in kinds["proposal"]
    )
    if not whole or named.get("fingerprint") != fingerprint(told) or {"call", "round", "juror", "name"} - set(named):
        what = say("the sheet {sheet}, by which the program knows its marks, was changed", sheet=SHEET)
        remedy = say("copy the marks into the sheet that was sent out, and leave that part as it is")
        reading.tell(Where(f"{book.file}!{SHEET}"), what, remedy)
        return None
    return About(
        named["call"],
        named["round"],
        named["juror"],
        named["name"],
        {row[1]: dict(zip(PARTS, row[2:], strict=True)) for row in kinds["criterion"]},
        {row[1]: row[2] for row in kinds["proposal"]},
        [row[1] for row in kinds["key"] if len(row) > 1],
    )


def _changes(then: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]) -> Iterator[Message]:
    """Yield what of the rubrics is not as it was when a sheet was made."""
    for name in sorted({*then, *now}):
        if name not in now:
            yield say("{criterion} is no longer there", criterion=name)
        elif name not in then:
            yield say("{criterion} is new", criterion=name)
        else:
            different = tuple(_NAMES[part] for part in PARTS if then[name][part] != now[name][part])
            if different:
                yield say("{criterion}: {parts}", criterion=name, parts=different)


def _take(book: Book, found: About, reading: _Reading) -> None:
    """Take in the rows of a sheet that may count."""
    juror = found.juror
    if reading.jurors.setdefault(juror, found.name) != found.name:
        what = say("the juror {id} goes by two names: {first}, {second}", id=juror, first=reading.jurors[juror], second=found.name)  # fmt: skip
        reading.tell(Where(book.file), what, say("give each juror an id of their own"))
    reading.files.setdefault(juror, []).append(book.file)
    reading.states[book.file] = dict(found.proposals)
    keys = {
        key_of(proposal, name): (proposal, name)
        for name in found.criteria
        for proposal in found.proposals
        if key_of(proposal, name) in set(found.keys)
    }
    reading.asked.setdefault(juror, {}).update(dict.fromkeys(keys[key] for key in found.keys if key in keys))
    rows = list(_rows(book, keys, reading))
    for key, row, _, said in rows:
        name = keys[key][1] if key in keys else None
        if name is not None and _torn(said, name, reading):
            what = say("the row says {label}, its key {key}: sorted without the other columns?", label=said, key=key)
            remedy = say("undo the sorting, and sort the whole table: till then no mark of this sheet counts")
            reading.tell(row.where, what, remedy)
            return
    met: set[str] = set()
    for key, row, label, _ in rows:
        if key not in keys:
            if row.mark or row.motivation:
                what = say("a mark for a key that the sheet does not have: {key}", key=key)
                reading.tell(row.where, what, suggestion(key, keys))
            continue
        met.add(key)
        proposal, name = keys[key]
        if label is not None and label != proposal:
            what = say("the row says {label}, its key {key}: sorted without the other columns?", label=label, key=key)
            reading.tell(row.where, what, say("undo the sorting, and sort the whole table"))
            continue
        reading.rows.setdefault((juror, proposal, name), []).append(row)
    gone = len(keys) - len(met)
    if gone:
        what = say_n("the row of {n} mark is no longer there", "the rows of {n} marks are no longer there", gone)
        reading.tell(Where(book.file), what, say("they count as open; the sheet that was sent out has them"))


def _torn(said: str | None, name: str, reading: _Reading) -> bool:
    """Return whether a row says that it is another criterion than its key does; words that somebody edited are none.

    Where one row was sorted apart from its key, those that look right may hold the mark of another proposal.
    """
    line = " ".join((said or "").partition("\n")[0].split())
    return line != reading.heads[name] and line in reading.heads.values()


def _rows(
    book: Book, keys: Mapping[str, object], reading: _Reading
) -> Iterator[tuple[str, _Row, str | None, str | None]]:
    """Yield every key with what stands in its row, and the proposal and the criterion that the row names."""
    for sheet in book.sheets:
        if sheet.title.casefold() == SHEET:
            continue
        columns: dict[str, int] = {}
        for number, row in enumerate(sheet.rows):
            texts = {text: column for column, text in enumerate(row) if text is not None}
            if KEY_HEAD in texts and MARK_HEAD in texts:
                columns = {
                    head: texts[head]
                    for head in (KEY_HEAD, MARK_HEAD, MOTIVATION_HEAD, PROPOSAL_HEAD, *CRITERION_HEADS)
                    if head in texts
                }
                if MOTIVATION_HEAD not in columns:
                    what = say("the column {name} is not found", name=MOTIVATION_HEAD)
                    remedy = say("put its head back: no motivation of this sheet was read")
                    reading.tell(Where(f"{book.file}!{sheet.place(number, 0)}"), what, remedy)
                continue
            if not columns:
                if not keys.keys().isdisjoint(texts):
                    what = say("the columns {key} and {mark} are not found above this row", key=KEY_HEAD, mark=MARK_HEAD)  # fmt: skip
                    remedy = say("put their heads back: the marks of this sheet were not read")
                    reading.tell(Where(f"{book.file}!{sheet.place(number, 0)}"), what, remedy)
                    break
                continue
            key, mark, motivation, label = (
                _cell(row, columns.get(head)) for head in (KEY_HEAD, MARK_HEAD, MOTIVATION_HEAD, PROPOSAL_HEAD)
            )
            said = next((_cell(row, columns[head]) for head in CRITERION_HEADS if head in columns), None)
            found = _Row(mark, motivation or "", book.file, sheet.place(number, columns[MARK_HEAD]))
            if key is None:
                if mark is not None:
                    what = say("a mark in a row without a key")
                    reading.tell(found.where, what, say("copy the key from the sheet that was sent out"))
                continue
            yield key, found, label, said


def _cell(row: Sequence[str | None], column: int | None) -> str | None:
    return row[column] if column is not None and column < len(row) else None


def _given(reading: _Reading) -> tuple[list[Given], list[Given]]:
    """Return the marks that count, and those of them without the motivation that the rubric asks for."""
    given: list[Given] = []
    unmotivated: list[Given] = []
    for (juror, proposal, name), rows in reading.rows.items():
        criterion, rubric = reading.criteria[name]
        read_: dict[Fraction, _Row] = {}
        for row in rows:
            if row.mark is not None:
                value = mark_of(row.mark, rubric.scale)
                if isinstance(value, Fraction):
                    read_.setdefault(value, row)
                else:
                    reading.tell(row.where, *value)
            elif row.motivation and not any(other.mark for other in rows):
                reading.tell(row.where, say("a motivation without a mark"), say("the mark counts as open; give one"))
        if len(read_) > 1:
            told = tuple(f"{float(value):g} ({row.file}!{row.cell})" for value, row in read_.items())
            what = say("two copies of {id}'s sheet differ: {marks}", id=juror, marks=told)
            first = next(iter(read_.values()))
            reading.tell(first.where, what, say("ask which of them counts, and take the other away: till then neither"))
            continue
        for value, row in read_.items():
            words = dict.fromkeys(one.motivation for one in rows if one.mark is not None and one.motivation)
            one = Given(juror, proposal, name, value, "\n".join(words), row.file, row.cell)
            given.append(one)
            if not words and motivated(criterion, rubric):
                unmotivated.append(one)
                what = say("a mark without the motivation that the rubric asks for: {key}", key=key_of(proposal, name))
                reading.tell(row.where, what, say("the mark counts; ask for the words"))
    return given, unmotivated


def mark_of(text: str, scale: Scale) -> Fraction | tuple[Message, Message]:
    """Return the mark that a cell holds, or what is wrong with it and the remedy; ``3,5`` and ``3.5`` are one."""
    low, high, step = Fraction(scale.min), Fraction(scale.max), Fraction(scale.step)
    marks = say("a mark from {low} to {high} by {step}", low=float(low), high=float(high), step=float(step))
    dated = _DATE.fullmatch(text)
    if dated:
        meant = f"{int(dated[2])}.{int(dated[1])}"
        return say("a date: the spreadsheet made one of {mark}?", mark=meant), marks
    found = _NUMBER.fullmatch(text.replace("\u00a0", " ").strip())
    if not found:
        return say("{value} is no mark", value=text[:40]), marks
    value = Fraction(f"{found[1]}.{found[2] or 0}")
    if not low <= value <= high:
        return say("{value} is outside the scale", value=text[:40]), marks
    if (value - low) % step:
        return say("{value} is between two steps of the scale", value=text[:40]), marks
    return value
