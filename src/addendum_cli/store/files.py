"""Reading our own files: bounded, decoded, located, typed, and fingerprinted in one go."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from addendum_cli.errors import AddendumError, Problem, Where, reason_of
from addendum_cli.formats.located import SIZE, Located, decode, read_json, read_yaml
from addendum_cli.messages import say
from addendum_cli.store.faults import build

M = TypeVar("M", bound=BaseModel)


def read_bytes(path: Path, shown: str) -> bytes:
    """Return a file's bytes, at most ``SIZE``.

    Raises:
        AddendumError: it cannot be opened, is larger, or is something whose reading may never end (a pipe).
    """
    try:
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # a folder says for itself why it cannot be opened
            raise AddendumError.at(Where(shown), say("not a file"), say("put the file itself here"))
        with path.open("rb") as file:
            # asked first: read(SIZE + 1) would make room for all of it, file by file
            raw = file.read() if os.fstat(file.fileno()).st_size <= SIZE else file.read(SIZE + 1)
    except OSError as fault:
        raise AddendumError([not_opened(shown, fault)]) from None
    if len(raw) > SIZE:
        what = say("larger than {n} MB", n=SIZE // 1_000_000)
        raise AddendumError.at(Where(shown), what, say("keep long texts in documents of their own"))
    return raw


def not_opened(shown: str, fault: OSError) -> Problem:
    """Return why a file or folder cannot be opened."""
    what = say("cannot be opened: {reason}", reason=reason_of(fault))
    return Problem(Where(shown), what, say("check that it is there and may be read"))


def located(raw: bytes, shown: str, *, mapping: bool = True) -> Located:
    """Return the YAML or JSON in ``raw``, told apart by the file's ending; ``mapping``: nothing else will do."""
    text = decode(raw, shown)
    read = read_json if shown.lower().endswith(".json") else read_yaml
    return read(text, shown, mapping=mapping)


def read_model(model: type[M], path: Path, shown: str, *, mapping: bool = True) -> tuple[M, Located, str]:
    """Return the file as a ``model``, its located data and its SHA-256; ``mapping``: nothing else will do.

    Raises:
        AddendumError: with every fault of the file.
    """
    raw = read_bytes(path, shown)
    data = located(raw, shown, mapping=mapping)
    return build(model, data), data, hashlib.sha256(raw).hexdigest()
