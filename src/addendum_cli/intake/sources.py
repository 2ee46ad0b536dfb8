"""Which files are taken in, and which of them make one candidacy together. Nothing is read here but their names.

A file is a candidacy of its own; so is a folder inside a folder that was named, where it holds documents and no mail:
somebody saved one organisation's files there.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from addendum_cli.errors import AddendumError, Problem, Where, reason_of
from addendum_cli.messages import say

MAIL = frozenset({".eml", ".msg", ".mbox"})
TABLES = frozenset({".csv", ".tsv"})
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
OWN = frozenset({".yaml", ".yml", ".json"})
LARGEST = 500_000_000
"""Bytes of a file that is taken in: a mailbox of years."""
DEEPEST = 8
_NEVER = re.compile(r"readme(\..*)?|thumbs\.db|desktop\.ini|sha256sums", re.IGNORECASE)


class Bundle(NamedTuple):
    """Files that make one candidacy, as (path, as people write it); ``folder`` is where several of them lie."""

    files: tuple[tuple[Path, str], ...]
    folder: str | None = None


def find(paths: Iterable[Path], into: Path) -> tuple[list[Bundle], list[Problem]]:
    """Return what there is to take in, by path, and what is passed over; ``into`` is never read.

    Raises:
        AddendumError: a path is not there, or there is nothing at all.
    """
    found: dict[str, Bundle] = {}
    passed: list[Problem] = []
    missing: list[Problem] = []
    away = _real(into)
    for path in paths:
        shown = path.as_posix()
        if _real(path) == away:
            what = say("the folder of proposals itself: not taken in")
            passed.append(Problem(Where(shown), what, say("name the folder in which the mails and documents are")))
            continue
        if _is_folder(path):
            bundles = _in_folder(path, shown, away, passed, 0)
        elif _is_there(path):
            bundles = _alone([path.name], path.parent, shown[: len(shown) - len(path.name)], passed)
        else:
            missing.append(Problem(Where(shown), say("not there"), say("check the path")))
            continue
        for bundle in bundles:
            found.setdefault(_real(bundle.files[0][0]), bundle)
    if missing:
        raise AddendumError(missing)
    if not found and not passed:
        where = Where(", ".join(path.as_posix() for path in paths))
        remedy = say("name mails, forms, lists or documents, or folders of them")
        raise AddendumError.at(where, say("nothing to take in"), remedy)
    return sorted(found.values(), key=lambda bundle: bundle.files[0][1]), passed


def read(path: Path, shown: str) -> bytes:
    """Return a file's bytes.

    Raises:
        AddendumError: it cannot be opened, is too large, or is no file (a pipe might never end).
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise AddendumError.at(Where(shown), say("not a file"), say("put the file itself here"))
        if found.st_size > LARGEST:
            problem = say("larger than {n} MB", n=LARGEST // 1_000_000)
            raise AddendumError.at(Where(shown), problem, say("export fewer mails at a time"))
        return path.read_bytes()
    except OSError as fault:
        reason = say("cannot be opened: {reason}", reason=reason_of(fault))
        raise AddendumError.at(Where(shown), reason, say("check that it is there and may be read")) from None


def _real(path: Path) -> str:
    return os.path.realpath(path)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long for the system
        return False


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _in_folder(folder: Path, shown: str, away: str, passed: list[Problem], depth: int) -> Iterator[Bundle]:
    """Yield the candidacies in a folder."""
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as fault:
        reason = say("cannot be opened: {reason}", reason=reason_of(fault))
        passed.append(Problem(Where(shown), reason, say("check that it is there and may be read")))
        return
    prefix = "" if shown == "." else shown.rstrip("/") + "/"
    names = []
    for entry in entries:
        if not _counts(entry.name):
            continue
        if entry.is_symlink():  # it may lead anywhere: who means it names it
            what = say("a link: not followed")
            passed.append(Problem(Where(prefix + entry.name), what, say("put the file itself here, or name it")))
        elif not entry.is_dir(follow_symlinks=False):
            names.append(entry.name)
        elif _real(Path(entry.path)) == away:
            continue
        elif depth >= DEEPEST:
            problem = say("folders nested deeper than {n} are not read", n=DEEPEST)
            passed.append(Problem(Where(prefix + entry.name), problem))
        else:
            yield from _in_folder(Path(entry.path), prefix + entry.name, away, passed, depth + 1)
    if depth and _is_one(names):
        yield Bundle(tuple((folder / name, prefix + name) for name in names), shown)
    else:
        yield from _alone(names, folder, prefix, passed)


def _is_one(names: list[str]) -> bool:
    """Return whether the files of a folder make one candidacy: documents, perhaps with one form among them."""
    endings = [Path(name).suffix.lower() for name in names]
    workbooks = sum(ending in WORKBOOKS for ending in endings)
    return bool(names) and workbooks <= 1 and not any(ending in MAIL | TABLES | OWN for ending in endings)


def _alone(names: Iterable[str], folder: Path, prefix: str, passed: list[Problem]) -> Iterator[Bundle]:
    for name in names:
        if Path(name).suffix.lower() in OWN:
            remedy = say("put it into the folder of proposals itself")
            passed.append(Problem(Where(prefix + name), say("a proposal file, it seems: not taken in"), remedy))
        else:
            yield Bundle(((folder / name, prefix + name),))


def _counts(name: str) -> bool:
    return not (name[0] in ".~_" or name[-1] == "~" or _NEVER.fullmatch(name))
