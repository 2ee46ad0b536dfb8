"""Files made into candidacies: whatever comes in is kept, what it states is read, what it only suggests is noted.

The surest source of a fact speaks first: the form, then a list, then what documents state by name, then the mail. Only
of a mail's arrival nobody but its header speaks: what an applicant writes of that is a claim.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple, TypeAlias

from addendum_cli.core.eligibility.clock import Clock
from addendum_cli.core.words import suggestion
from addendum_cli.errors import AddendumError, Problem, Where
from addendum_cli.formats import mail as mails
from addendum_cli.formats import workbooks
from addendum_cli.formats.documents import Extract
from addendum_cli.formats.mail import Mail
from addendum_cli.formats.mail.mbox import is_box
from addendum_cli.formats.mail.names import file_name
from addendum_cli.intake import form_reading, ledger, lists, sources
from addendum_cli.intake.candidacy import (
    CERTAIN_NO,
    CERTAIN_YES,
    Candidacy,
    File,
    add_challenges,
)
from addendum_cli.intake.finding import stated
from addendum_cli.intake.forwarding import prefixed
from addendum_cli.intake.guesses import Guesser, Text
from addendum_cli.intake.labels import Labels, Value
from addendum_cli.intake.mailbox import Arrival, arrival
from addendum_cli.messages import say
from addendum_cli.model.call import Call
from addendum_cli.model.fields import read_time
from addendum_cli.model.language import Language, MailWords

Extractor: TypeAlias = Callable[[str, bytes], Extract]
SHORT = 60
"""Words of a mail without attachments below which it may be a question rather than a candidacy."""
_BODY = "mail.md"
_NO_DOCUMENTS = frozenset({".ics", ".p7s", ".sig", ".vcf"})
"""What mail programs attach by themselves: signatures, visiting cards, appointments. They are kept, and not read."""


class Left(NamedTuple):
    """A source of which no candidacy was made, and why."""

    source: str
    problem: Problem


class Taker:
    """Takes in files for one call.

    ``extract`` reads documents and ``open_book`` workbooks, in processes of their own; ``guesser`` may be None.
    """

    def __init__(
        self,
        call: Call,
        languages: Sequence[Language],
        extract: Extractor,
        open_book: Extractor,
        *,
        guesser: Guesser | None,
        servers: Sequence[str] = (),
    ) -> None:
        self._call = call
        self._words = languages[0].mail
        self._labels = Labels(languages, call)
        self._ours = {address.strip().casefold() for address in call.submission.address}
        self._extract, self._open_book = extract, open_book
        self._opened: tuple[bytes, Extract, Sequence[workbooks.Sheet]] | None = None
        self._guesser = guesser
        self._servers = tuple(servers) or call.submission.servers

    def take(self, bundle: sources.Bundle) -> Iterator[Candidacy | Left]:
        """Yield what the files of ``bundle`` bring: one candidacy, or the many of a mailbox or list."""
        path, shown = bundle.files[0]
        try:
            raw = sources.read(path, shown)
        except AddendumError as error:
            yield from (Left(shown, problem) for problem in error.problems)
            return
        ending = path.suffix.lower()
        if len(bundle.files) > 1:
            yield self._together(bundle)
        elif ending in sources.MAIL or (ending not in (".txt", ".md") and is_box(raw)):
            yield from self._mails(shown, raw)
        elif tables := self._tables(ending, shown, raw):
            left = self._sheets_left(ending, shown, raw, tables)
            for number, table in enumerate(tables):
                for row in self._rows(table, shown, f"{shown}!{table.sheet}" if number else shown):
                    if left is not None and isinstance(row, Candidacy):
                        row.problems.append(left)
                        left = None
                    yield row
            if left is not None:
                yield Left(shown, left)
        else:
            one = Candidacy(shown, hashlib.sha256(raw).hexdigest())
            one.stem = one.named_by = path.stem
            self._add(one, path.name, raw, shown)
            if ending in sources.TABLES and path.name not in one.unread:
                remedy = say("name the columns above the rows: organisation, e-mail, …; it was read as a text")
                one.problems.append(Problem(Where(shown), say("no list: no column of it is understood"), remedy))
            yield self._finished(one)

    def _together(self, bundle: sources.Bundle) -> Candidacy | Left:
        """Return the candidacy of a folder's documents; the form, which says most, is read first."""
        read: list[tuple[str, bytes, str]] = []
        problems: list[Problem] = []
        for path, shown in bundle.files:
            try:
                read.append((path.name, sources.read(path, shown), shown))
            except AddendumError as error:
                problems.extend(error.problems)
        folder = bundle.folder or ""
        if not read:
            return Left(folder, problems[0])
        together = hashlib.sha256("\n".join(File(name, raw).sha256 for name, raw, _ in read).encode()).hexdigest()
        one = Candidacy(folder, together)
        one.stem = one.named_by = PurePath(folder).name
        one.problems += problems
        for name, raw, shown in sorted(
            read, key=lambda file: PurePath(file[0]).suffix.lower() not in sources.WORKBOOKS
        ):
            self._add(one, name, raw, shown)
        return self._finished(one)

    # --- mails ---

    def _mails(self, shown: str, raw: bytes) -> Iterator[Candidacy | Left]:
        for own, mail in mails.read_each(shown, raw):
            yield self._mail(mail, own, shown)

    def _mail(self, mail: Mail, raw: bytes, shown: str) -> Candidacy | Left:
        """Return the candidacy that one mail brings."""
        came = arrival(mail, self._call, self._servers, self._words)
        annexes = [part for part in came.attachments if not part.inline]
        if came.automatic:
            return Left(mail.where.at, came.notices[-1])
        if came.sender.address.casefold() in self._ours and not (came.forwarded or annexes):
            what = say("sent from the call's own address, with nothing attached: no candidacy")
            return Left(mail.where.at, Problem(mail.where, what))
        one = Candidacy(mail.where.at, hashlib.sha256(raw).hexdigest())
        one.message_id = mail.message_id if mail.message_id and mail.message_id.strip("<> ") else None
        one.content, one.sender = _content(mail), came.sender
        one.problems += came.notices
        name = PurePath(shown).name
        own_file = name if PurePath(name).suffix.lower() in (".eml", ".msg") else "mail.eml"
        one.originals.append(File(own_file, raw))
        one.named_by = came.sender.name or came.sender.address or came.subject or PurePath(shown).stem
        one.stem = came.sender.name or came.sender.address.partition("@")[0] or PurePath(shown).stem
        _state_arrival(one, came, own_file)
        for part in sorted(annexes, key=lambda part: PurePath(part.name).suffix.lower() not in sources.WORKBOOKS):
            self._add(one, part.name, part.raw, f"{one.source}/{part.name}")
        if came.body.strip():
            self._read_text(one, _BODY, f"# {came.subject or '—'}\n\n{came.body.strip()}\n")
        _doubt_claims(one, own_file)
        _state_sender(one, came, own_file, self._words)
        if not annexes and "organisation.name" not in one.facts and len(came.body.split()) < SHORT:
            one.problems.append(
                Problem(
                    mail.where,
                    say("a short mail without attachments: perhaps a question, or an annex was forgotten"),
                    say("if it is no candidacy, put _ before its folder's name: it is then left aside for good"),
                )
            )
        return self._finished(one)

    # --- lists ---

    def _tables(self, ending: str, shown: str, raw: bytes) -> list[lists.Listed]:
        """Return the intake lists in a file, one on each sheet; none where it holds none (a form does not)."""
        if ending in sources.TABLES:
            table = lists.of_csv(raw, self._labels)
            return [] if table is None else [table]
        if ending in sources.WORKBOOKS:
            _, book = self._book(shown, raw)
            return lists.of_workbook(book, self._labels) if form_reading.read(book, shown, self._call) is None else []
        return []

    def _sheets_left(self, ending: str, shown: str, raw: bytes, tables: Sequence[lists.Listed]) -> Problem | None:
        """Return which sheets beside a list, with something on them, are no list."""
        if ending not in sources.WORKBOOKS:
            return None
        read = {table.sheet for table in tables}
        _, book = self._book(shown, raw)
        names = tuple(sheet.title for sheet in book if any(map(any, sheet.rows)) and sheet.title not in read)
        if not names:
            return None
        what = say("sheets that are no list of proposals, and were not read: {names}", names=names)
        return Problem(Where(shown), what, say("look at it by hand"))

    def _book(self, shown: str, raw: bytes) -> tuple[Extract, Sequence[workbooks.Sheet]]:
        """Return a workbook opened; the last one is remembered, for a list and a form are told apart by opening it."""
        if self._opened is None or self._opened[0] is not raw:
            found = self._open_book(shown, raw)
            self._opened = raw, found, workbooks.sheets(found)
        return self._opened[1:]

    def _rows(self, table: lists.Listed, shown: str, at: str) -> Iterator[Candidacy | Left]:
        """Yield the candidacy on each row of a list; ``at`` tells it from the other lists of its file."""
        unknown = tuple(column.name for column in table.columns if column.fact is None)
        for place, row in enumerate(table.rows):
            kept = File("row.csv", table.as_csv(row))
            one = Candidacy(f"{at}:{row.number}", kept.sha256)
            one.originals.append(kept)
            where = Where(at, row.number)
            if nameless := table.nameless(row):
                what = say("cells in columns without a name, which were not read: {names}", names=nameless)
                one.problems.append(Problem(where, what, say("look at it by hand")))
            if unknown and not place:
                remedy = say("what they hold is kept in each candidacy's _originals/row.csv")
                one.problems.append(
                    Problem(where, say("columns that are not understood: {names}", names=unknown), remedy)
                )
            answers: list[dict[str, Any]] = []
            name = PurePath(shown).name
            for column, text in table.values(row):
                if column.fact is not None and not (self._labels.is_empty(text) and text not in CERTAIN_YES):
                    found = (
                        f"{name}!{table.place(row, column)}" if table.sheet else f"{name}:{table.place(row, column)}"
                    )
                    self._state_cell(one, column.fact, text, found, answers)
            if answers:
                one.state("challenges", answers, one.places.get("challenges", name))
            if "organisation.name" not in one.facts:
                yield Left(f"{at}:{row.number}", Problem(where, say("a row without an organisation"), None))
                continue
            yield self._finished(one)

    def _state_cell(self, one: Candidacy, fact: str, text: str, where: str, answers: list[dict[str, Any]]) -> None:
        """State what a cell of a list says."""
        challenge, _, intervention = fact.removeprefix("challenges.").partition("/")
        if fact == "challenges":
            self._state(one, fact, self._labels.value(fact, text), where)
            add_challenges(answers, one.facts.pop(fact).value if fact in one.facts else ())
            one.places.setdefault("challenges", where)
        elif fact.startswith("challenges."):
            word = text.strip().lower()
            if word in CERTAIN_NO:
                return
            told = {} if word in CERTAIN_YES else {"description": text}
            entry: dict[str, Any] = {"id": challenge, **told}
            if intervention:
                entry = {"id": challenge, "interventions": [{"id": intervention, **told}]}
            add_challenges(answers, [entry])
            one.places[fact] = where
        elif fact in ("id", "narrative", "title") or fact.endswith((".description", ".name")):
            one.state(fact, text, where)
        else:
            self._state(one, fact, self._labels.value(fact, text), where)

    # --- documents ---

    def _add(self, one: Candidacy, name: str, raw: bytes, shown: str) -> None:
        """Add a file that came with a candidacy: its text, or the form's facts, or why there is neither."""
        name = file_name(name, "", len(one.originals) + 1)
        name = _unique(name, [ledger.SUMS, *(file.name for file in one.originals)])
        one.originals.append(File(name, raw))
        ending = PurePath(name).suffix.lower()
        if ending in _NO_DOCUMENTS:
            return
        if ending in sources.OWN:  # our own format says nothing of who wrote it
            what = say("a proposal file, it seems: not taken in")
            one.problems.append(Problem(Where(shown), what, say("look at it by hand")))
            one.unread.append(name)
            return
        if ending in sources.WORKBOOKS:
            found, book = self._book(shown, raw)
            filled = form_reading.read(book, shown, self._call)
            if filled is not None:
                self._state_form(one, filled, name)
                return
            if found.problems:
                one.problems += found.problems
                one.unread.append(name)
                return
        found = self._extract(shown, raw)
        one.problems += found.problems
        if found.text.strip():
            self._read_text(one, f"{name}.md", found.text.rstrip("\n") + "\n")
        else:
            one.unread.append(name)

    def _state_form(self, one: Candidacy, filled: form_reading.Filled, name: str) -> None:
        one.problems += filled.problems
        if not filled.answers:
            one.unread.append(name)
            return
        facts, cells = form_reading.facts(filled, self._call)
        for group, value in facts.items():
            if isinstance(value, dict):
                for field, text in value.items():
                    one.state(f"{group}.{field}", text, f"{name}!{cells.get(f'{group}.{field}', '')}".rstrip("!"))
            else:
                one.state(group, value, f"{name}!{cells.get(group, '')}".rstrip("!"))
        one.places.update({field: f"{name}!{cell}" for field, cell in cells.items() if cell})

    def _read_text(self, one: Candidacy, name: str, text: str) -> None:
        """Keep a text, and state what it states."""
        name = _unique(_visible(name), [known for known, _ in one.texts])
        one.texts.append((name, text))
        for found in stated(text, self._labels):
            self._state(one, found.field, found.value, f"{name}:{found.line}")

    def _state(self, one: Candidacy, field: str, value: Value, where: str) -> None:
        """State what stands behind a fact's name; lists of names become what a proposal file holds."""
        if not value.certain:
            one.guess(field, str(value.value), where)
        elif field == "challenges":
            answers: list[dict[str, Any]] = []
            for name, id_ in self._labels.challenges(value.value):
                if id_ is not None:
                    add_challenges(answers, [{"id": id_}])
                else:
                    one.guess(field, name, where)
                    what = say("the call has no challenge {name}", name=name)
                    known = [one.id for one in self._call.challenges]
                    one.problems.append(Problem(Where(one.source), what, suggestion(name, known)))
            one.state(field, answers, where)
        elif field in ("expertise", "partners"):
            key = "domain" if field == "expertise" else "name"
            one.state(field, [{key: name} for name in value.value], where)
        else:
            one.state(field, value.value, where)

    def _finished(self, one: Candidacy) -> Candidacy:
        """Return a candidacy with what its texts suggest, and with nothing in it that cannot be read back."""
        if self._guesser is not None and one.texts:
            texts = [Text(*pair) for pair in one.texts]
            for guess in self._guesser.facts(texts):
                if guess.field not in one.facts:
                    one.guess(*guess)
            if "challenges" not in one.facts:
                one.hints += self._guesser.hints(texts)
            if "approach.offered" not in one.facts and (place := self._guesser.approach(texts)) is not None:
                one.guess("approach.offered", "yes", place)
        one.settle()
        moment = one.facts.get("submission.received_at")
        if moment is not None:
            one.came = Clock(self._call.timezone).span(read_time(moment.value)).start
        return one


def _state_arrival(one: Candidacy, came: Arrival, file: str) -> None:
    """State when and where a mail came in: before anything that its sender wrote is read."""
    for field, moment, header in (
        ("submission.received_at", came.received_at, "Received"),
        ("submission.sent_at", came.sent_at, "Date"),
    ):
        if moment is not None:
            one.state(field, moment.isoformat(), f"{file}: {header}")
    one.state("submission.sent_to", came.sent_to, f"{file}: To")
    one.state("submission.channel", came.channel, file)


def _doubt_claims(one: Candidacy, file: str) -> None:
    """Turn what a mail's text says of its own arrival into guesses, also where the header leaves it open."""
    for field, fact in list(one.facts.items()):
        if field.startswith("submission.") and fact.where != file and not fact.where.startswith(f"{file}: "):
            del one.facts[field]
            one.guess(field, str(fact.value), fact.where)


def _state_sender(one: Candidacy, came: Arrival, file: str, words: MailWords) -> None:
    """State from whom a mail came, where the documents do not say whom to write to."""
    one.state("contact.name", came.sender.name, f"{file}: From")
    one.state("contact.email", came.sender.address, f"{file}: From")
    subject = came.subject
    while prefixed(subject, words) is not None:
        subject = subject.partition(":")[2].strip()
    if subject and "title" not in one.facts:
        one.guess("title", subject, f"{file}: Subject")


def _content(mail: Mail) -> str:
    """Return the fingerprint of what a mail says and brings: from whom, its text whatever its spaces, what is attached."""
    said = [mail.sender.address.casefold(), "".join(mail.body.split())]
    said += sorted(hashlib.sha256(part.raw).hexdigest() for part in mail.attachments if not part.inline)
    said += map(_content, mail.inner)
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()


def _unique(name: str, taken: Sequence[str]) -> str:
    """Return ``name``, or one like it that is not taken: case does not part two files on every system."""
    known = {one.casefold() for one in taken}
    stem, ending = PurePath(name).stem, PurePath(name).suffix
    made, n = name, 1
    while made.casefold() in known:
        n += 1
        made = f"{stem}-{n}{ending}"
    return made


def _visible(name: str) -> str:
    """Return a name under which a text counts as the candidacy's: no dot-file, draft or README."""
    stem = PurePath(name).name.removesuffix(".md").strip("._~ ") or "text"
    return f"text-{stem}.md" if stem.lower().startswith("readme") or stem.lower() == "proposal" else f"{stem}.md"
