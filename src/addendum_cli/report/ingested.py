"""A candidacy that was taken in, as a proposal file: every fact with a remark where it was found, every guess as a note.

A line that begins with ``#?`` is a guess: it becomes a fact when somebody takes these two signs away.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from addendum_cli.formats.plain import one_line
from addendum_cli.intake.candidacy import LISTS, Candidacy, Guess, Hint
from addendum_cli.messages import say
from addendum_cli.model.call import Call
from addendum_cli.model.proposal import Proposal
from addendum_cli.report.wording import Tongue

GUESS = "#?"
REMARK_AT = 44
"""The column in which remarks begin, where the line before them is shorter."""
_LONGEST_REMARK = 160
_MOST_GUESSES = 6


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
        *(f"# ! {_flat(tongue(problem.message))}" for problem in one.problems),
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
        yield from (
            f"{GUESS}  - {_scalar(one_line(guess.value))}".ljust(REMARK_AT) + f"  # {guess.where}" for guess in guesses
        )
    elif value is None and any("." in guess.field for guess in guesses):
        yield ""
        yield f"{name}:"
        yield from _guesses(guesses, "  ", set())
    else:
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
    if _fits_block(text):
        yield _remarked(f"{head} |-", remark)
        yield from (f"{deeper}{line}".rstrip() for line in text.split("\n"))
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
        sign = "#" if key in seen else GUESS
        seen.add(key)
        yield _remarked(f"{indent}{sign} {key}: {_scalar(one_line(guess.value))}", guess.where)


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
    """Return text as one YAML scalar that our reader gives back letter by letter."""
    if text and text.isascii() and all(sign.isalnum() or sign in "-_./@" for sign in text) and text[0].isalnum():
        return text if text.lower() not in ("null", "nan") else f'"{text}"'
    return json.dumps(text, ensure_ascii=False)


def _fits_block(text: str) -> bool:
    """Return whether text of several lines comes back unchanged when it stands as it is, below ``|-``."""
    lines = text.split("\n")
    printable = all(sign.isprintable() or sign == "\n" for sign in text)
    trimmed = all(line == line.rstrip() for line in lines)
    return len(lines) > 1 and printable and trimmed and bool(lines[-1]) and lines[0][:1] not in ("", " ")
