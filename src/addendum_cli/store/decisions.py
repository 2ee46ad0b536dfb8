"""``decisions.yaml``: what people decided, with their reasons, oldest first; read whole, and only ever added to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from addendum_cli.errors import AddendumError, Where
from addendum_cli.formats.located import decode, read_yaml
from addendum_cli.formats.locking import locked
from addendum_cli.formats.plain import even_lines, visible
from addendum_cli.formats.writing import write_whole
from addendum_cli.messages import say
from addendum_cli.model.decision import Decision, Decisions
from addendum_cli.store.faults import build
from addendum_cli.store.files import read_bytes, read_model

_ORDER = (
    "proposal",
    "outcome",
    "consensus",
    "selection",
    "weerwoord",
    "criterion",
    "mark",
    "reason",
    "by",
    "at",
    "rests_on",
)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_/ .-]*[A-Za-z0-9]|[A-Za-z]|[0-9]+(?:\.[0-9]+)?")
_UNFIT = re.compile("[\u2028\u2029\ufffe\uffff]")
"""What YAML takes for the end of a line, or refuses."""
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def read(path: Path, shown: str) -> tuple[tuple[Decision, ...], tuple[Where, ...], str]:
    """Return the decisions in a file, where each names its proposal, and the file's SHA-256.

    Raises:
        AddendumError: with every fault: a decision without a reason is refused, and with it the file,
            because a ranking that silently lacks a decision would mislead.
    """
    decisions, data, digest = read_model(Decisions, path, shown, mapping=False)
    found = decisions.root
    single = not isinstance(data.data, list)
    places = tuple(data.where(("proposal",) if single else (index, "proposal")) for index in range(len(found)))
    return found, places, digest


def add(path: Path, entries: Sequence[Mapping[str, object]]) -> None:
    """Add ``entries`` to the end of a file, which may not be there yet; what stands in it stays as it is.

    One run at a time, and each writes the whole file beside its place first: a run that is killed has added
    all of its entries or none, and nothing of anybody else's is lost.

    Raises:
        AddendumError: an entry cannot be read back (a reason is missing), the file there has a fault or is
            not a list with one entry after the other, or it cannot be written.
    """
    with locked(path):
        shown = path.as_posix()
        text = decode(read_bytes(path, shown), shown) if path.is_file() else ""
        before = _read(text, shown)
        begins = re.search(r"^( *)- ", text, re.MULTILINE)
        more = "".join(_entry(one, begins[1] if begins else "") for one in entries)
        glue = "" if not text or text.endswith("\n") else "\n"
        whole = text + glue + more
        wanted = (*before, *_read(more, shown))
        try:
            after = _read(whole, shown)
        except AddendumError:
            after = ()
        if after != wanted:
            what = say("cannot be added to: it is not a list with one entry below the other")
            raise AddendumError.at(Where(shown), what, say("write it as lines that begin with - proposal: …"))
        write_whole(path, whole.encode())


def _read(text: str, shown: str) -> tuple[Decision, ...]:
    data = read_yaml(text, shown, mapping=False)
    return build(Decisions, data).root


def _entry(fields: Mapping[str, object], indent: str) -> str:
    """Return an entry as a person would write it, one field a line."""
    lines = [f"{name}: {_scalar(fields[name])}" for name in _ORDER if fields.get(name) is not None]
    return f"{indent}- " + f"\n{indent}  ".join(lines) + "\n"


def _scalar(value: object) -> str:
    """Return a value as YAML on one line, in quotes where it could be read as something else."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    text = _UNFIT.sub(" ", visible(even_lines(str(value)))).strip()
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{quoted}"'
