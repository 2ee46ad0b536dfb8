"""A candidacy that was taken in, as a proposal file: every fact with a remark where it was found, every guess as a note.

A line that begins with ``#?`` is a guess: it becomes a fact when somebody takes these two signs away, and no more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from addendum_cli.errors import Problem
from addendum_cli.formats.plain import one_line
from addendum_cli.intake.candidacy import LISTS, Candidacy, Guess, Hint
from addendum_cli.messages import say
from addendum_cli.model.call import Call
from addendum_cli.model.proposal import Proposal
from addendum_cli.report.wording import Tongue

GUESS = "#?"
_REMARK = "# "
"""What stands in its place before what cannot become a fact by itself."""
REMARK_AT = 44
"""The column in which remarks begin, where the line before them is shorter."""
WIDTH = 112
"""Columns of running text."""
_OF_MAPPINGS = frozenset({"challenges", "expertise", "partners"})
"""Lists of which a name alone is no entry: a name that may belong there is a remark, not a guess."""
_LONGEST_REMARK = 160
_MOST_GUESSES = 6
_WORDS = frozenset({"null", "nan"})
"""What our reader takes for nothing, or for what no file may hold, where it stands without quotes."""
_STEERING = re.compile(r":\s|\s#")
_SINGLE = re.compile(r"(?<! ) (?! )")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def proposal(one: Candidacy, call: Call, tongue: Tongue) -> bytes:
    """Return ``proposal.yaml`` of a candidacy, in the tongue's language where it speaks to people."""
    told = (
        say("Made by addendum ingest from {file} (SHA-256 {hash}).", file=one.source, hash=one.key[:16]),
        say("What stands behind # tells where a fact was found."),
        say(
            "A line with {sign} is a guess: look at its place; it becomes a fact when you take the sign away.",
            sign=GUESS,
        ),
    )
    lines = [
        *(f"# {_flat(tongue(message), 200)}" for message in told),
        *(line for problem in one.problems for line in _notice(problem, one.source, tongue)),
        "",
        f"id: {_scalar(one.id)}",
    ]
    facts = one.nested()
    if one.texts:
        facts["documents"] = [file for file, _ in one.texts]
    if one.unread:
        facts["unread"] = list(one.unread)
    for name in Proposal.model_fields:
        if name == "id":
            continue
        lines.extend(_field(name, facts.get(name), one, call, tongue))
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _notice(problem: Problem, source: str, tongue: Tongue) -> Iterator[str]:
    """Yield what a person should look at, with the name of the file in question, and the remedy below it."""
    inner = problem.where.file.removeprefix(f"{source}/")
    file = f"{inner}: " if inner != problem.where.file else ""
    yield f"# ! {_flat(f'{file}{tongue(problem.message)}', 200)}"
    if problem.remedy is not None:
        yield f"#   → {_flat(tongue(problem.remedy))}"


def _field(name: str, value: Any, one: Candidacy, call: Call, tongue: Tongue) -> Iterator[str]:
    """Yield the lines of one field of a proposal: its facts, then what may be one."""
    guesses = [guess for guess in one.guesses if guess.field.partition(".")[0] == name]
    where = one.facts[name].where if name in one.facts else ""
    if isinstance(value, Mapping):
        yield ""
        yield f"{name}:"
        for key, inner in value.items():
            fact = one.facts.get(f"{name}.{key}")
            remark = fact.where if fact else tongue(say("not found; this is who sent it, or the file's name"))
            yield from _entry(f"  {key}:", inner, remark, "    ")
        yield from _guesses(guesses, "  ", set(value))
        return
    if value is None and not guesses and not (name == "challenges" and one.hints):
        return
    if name in LISTS or name == "unread":
        yield ""
        remark = tongue(say("nobody has read these yet; take a name away once you have")) if name == "unread" else where
        yield _remarked(f"{name}:", remark)
        for item in value or ():
            yield from _item(name, item, one)
        if name == "challenges":
            yield from _hints(one.hints, call)
        sign = _REMARK if name in _OF_MAPPINGS else GUESS
        yield from (_remarked(f"{sign}  - {_scalar(one_line(guess.value))}", guess.where) for guess in guesses)
    elif value is None and any("." in guess.field for guess in guesses):
        yield ""
        yield f"{name}:"
        yield from _guesses(guesses, "  ", set())
    else:
        if name == "narrative":
            yield ""
        if value is not None:
            yield from _entry(f"{name}:", value, where, "  ")
        yield from _guesses(guesses, "", {name} if value is not None else set())


def _entry(head: str, value: Any, remark: str, deeper: str) -> Iterator[str]:
    """Yield a key with its value, on one line or as a block."""
    if isinstance(value, (list, tuple)):
        yield _remarked(head, remark)
        yield from (f"{deeper}- {_scalar(str(item))}" for item in value)
        return
    text = str(value)
    room = WIDTH - len(deeper)
    if _fits_block(text) and (len(text) > room or "\n" in text):
        long = any(len(line) > room for line in text.split("\n"))
        yield _remarked(f"{head} {'>-' if long else '|-'}", remark)
        lines = _folded(text, room) if long else text.split("\n")
        yield from (f"{deeper}{line}".rstrip() for line in lines)
    else:
        yield _remarked(f"{head} {_scalar(text)}", remark)


def _item(name: str, item: Any, one: Candidacy) -> Iterator[str]:
    """Yield an entry of a list: a plain value, or a mapping whose first key stands behind the dash."""
    if not isinstance(item, Mapping):
        yield f"  - {_scalar(str(item))}"
        return
    place = f"{name}.{item.get('id', '')}"
    for number, (key, value) in enumerate(item.items()):
        head = f"  - {key}:" if number == 0 else f"    {key}:"
        if key == "interventions":
            yield head
            for offered in value:
                found = one.places.get(f"{place}/{offered['id']}", "")
                yield _remarked(f"      - id: {_scalar(offered['id'])}", found)
                if offered.get("description"):
                    yield from _entry("        description:", offered["description"], "", "          ")
        else:
            remark = one.places.get(place if number == 0 else f"{place}.{key}", "")
            yield from _entry(head, value, remark, "      ")


def _guesses(guesses: Sequence[Guess], indent: str, known: set[str]) -> Iterator[str]:
    """Yield what may be a fact; a second guess at one stands behind a plain ``#``, for only one can be taken."""
    seen = set(known)
    for guess in guesses[:_MOST_GUESSES]:
        key = guess.field.rpartition(".")[2]
        sign = _REMARK if key in seen else GUESS
        seen.add(key)
        yield _remarked(f"{sign}{indent}{key}: {_scalar(one_line(guess.value))}", guess.where)


def _hints(hints: Sequence[Hint], call: Call) -> Iterator[str]:
    """Yield the challenges and interventions that the text seems to offer, as they would stand here."""
    texts = {f"{one.id}/{each.id}": each.text for one in call.challenges for each in one.interventions}
    open_list = False
    for hint in hints:
        if hint.intervention is None:
            yield _remarked(f"{GUESS}  - id: {_scalar(hint.challenge)}", hint.where)
            open_list = False
            continue
        if not open_list:
            yield f"{GUESS}    interventions:"
            open_list = True
        said = f"{hint.where} “{_flat(hint.text, 90)}”" if hint.text else texts[f"{hint.challenge}/{hint.intervention}"]
        yield _remarked(f"{GUESS}      - id: {_scalar(hint.intervention)}", said)


def _remarked(line: str, remark: str) -> str:
    """Return a line with a remark behind it, where there is one."""
    told = _flat(remark)
    return f"{line.ljust(REMARK_AT - 2)}  # {told}" if told else line


def _flat(text: str, longest: int = _LONGEST_REMARK) -> str:
    line = " ".join(one_line(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _scalar(text: str) -> str:
    """Return text as one YAML scalar that our reader gives back letter by letter, without quotes where it can."""
    plain = (
        text.isprintable()
        and text[:1].isalnum()
        and text == text.strip()
        and not _STEERING.search(f"{text} ")
        and text.lower() not in _WORDS
    )
    return text if plain else _ESCAPED.sub(lambda found: _escape(found[0]), json.dumps(text, ensure_ascii=False))


def _escape(sign: str) -> str:
    """Return a character that YAML does not let through as it is, as its number."""
    return f"\\u{ord(sign):04X}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08X}"


def _fits_block(text: str) -> bool:
    """Return whether text comes back unchanged when it stands as it is, below ``|-`` or ``>-``."""
    lines = text.split("\n")
    return all(line.isprintable() and line == line.strip() for line in lines) and bool(lines[0]) and bool(lines[-1])


def _folded(text: str, width: int) -> Iterator[str]:
    """Yield text in lines for ``>-``, which joins them by a space: only one space alone may be broken at."""
    for number, line in enumerate(text.split("\n")):
        if number and line:
            yield ""
        rest = line
        while len(rest) > width:
            places = [found.start() for found in _SINGLE.finditer(rest)]
            at = max((place for place in places if place <= width), default=places[0] if places else len(rest))
            yield rest[:at]
            rest = rest[at + 1 :]
        yield rest
