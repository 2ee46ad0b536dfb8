"""Which files are proposals: endings, drafts, folders of their own. Nothing is read here.

Source: contract, "A proposal" (Which files count).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from addendum_cli.errors import AddendumError, Problem, Where
from addendum_cli.messages import say
from addendum_cli.store.files import not_opened

ENDINGS = (".yaml", ".yml", ".json", ".md")
DATA = (".yaml", ".yml", ".json")
TEXTS = (".md", ".txt")
DEEPEST = 8
_README = re.compile(r"readme(\..*)?", re.IGNORECASE)
_PROPOSAL_FILES = tuple(f"proposal{ending}" for ending in ENDINGS)


@dataclass(frozen=True, slots=True)
class Source:
    """A proposal not yet read: its file, that file as the user would write it, and its default id.

    ``documents`` are the text documents beside it, in a folder of its own; ``instead`` names a second
    proposal file in that folder. ``fault`` is why it cannot be read, where that is known without reading it.
    """

    path: Path
    shown: str
    id: str
    documents: tuple[tuple[Path, str], ...] = ()
    instead: str | None = None
    fault: Problem | None = None


def find(paths: Iterable[str | Path]) -> tuple[list[Source], list[Problem]]:
    """Return the proposals in ``paths`` (files, folders), by path, and the loose files that are none.

    Raises:
        AddendumError: a path is not there, or there is no proposal at all.
    """
    sources: dict[Path, Source] = {}
    loose: list[Problem] = []
    missing: list[Problem] = []
    for given in paths:
        path = Path(given)
        shown = path.as_posix()
        kind = _kind(path)
        if kind is None:
            missing.append(Problem(Where(shown), say("not there"), say("check the path")))
            continue
        for source in _in_folder(path, shown, loose, 0) if kind == "folder" else _named_file(path, shown, loose):
            sources.setdefault(_real(source.path), source)
    if missing:
        raise AddendumError(missing)
    if not sources:
        what = say("no proposal to read")
        remedy = say("name a folder with .yaml, .json or .md files; addendum new ID makes one to fill in")
        raise AddendumError(
            [Problem(Where(", ".join(Path(given).as_posix() for given in paths)), what, remedy), *loose]
        )
    return sorted(sources.values(), key=lambda source: source.shown), loose


def _real(path: Path) -> Path:
    """Return where ``path`` leads; a link that leads back to itself is its own place."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # Python before 3.13 calls a loop of links a RuntimeError
        return path.absolute()


def _kind(path: Path) -> Literal["folder", "file"] | None:
    """Return what ``path`` is, None where it is not there or cannot be."""
    try:
        return "folder" if path.is_dir() else "file" if path.is_file() else None
    except OSError:  # a name too long for the system
        return None


def _named_file(path: Path, shown: str, loose: list[Problem]) -> Iterator[Source]:
    """Yield the proposal in a file that was named: a pattern such as ``proposals/*`` names every kind."""
    if path.name.lower() in _PROPOSAL_FILES:
        folder = path.parent.as_posix()
        yield from _in_folder(path.parent, folder, loose, 0)
    elif path.suffix.lower() not in ENDINGS:
        loose.append(_no_proposal(shown))
    elif counts(path.name):
        yield Source(path, shown, path.stem)
    else:
        loose.append(Problem(Where(shown), say("not a proposal"), say("a draft, a hidden file or a README: rename it")))


def _in_folder(folder: Path, shown: str, loose: list[Problem], depth: int) -> Iterator[Source]:
    """Yield the proposals in a folder; a folder that holds ``proposal.yaml`` (json, md) is one proposal."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as fault:
        problem = not_opened(shown, fault)
        if depth:  # it may be a proposal, or hold some: it does not disappear
            yield Source(folder, shown, folder.name, fault=problem)
        else:
            loose.append(problem)
        return
    prefix = "" if shown == "." else shown.rstrip("/") + "/"
    own = [entry.name for entry in entries if entry.name.lower() in _PROPOSAL_FILES and not _is_folder(entry)]
    if own:
        own.sort(key=lambda name: _PROPOSAL_FILES.index(name.lower()))
        texts = sorted(_texts(folder, prefix, own, loose))
        name = _real(folder).name
        yield Source(folder / own[0], prefix + own[0], name, tuple(texts), prefix + own[1] if own[1:] else None)
        yield from _beside(folder, prefix, own[0])
        return
    for entry in entries:
        if counts(entry.name):
            yield from _entry(entry, prefix + entry.name, loose, depth)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder or leads to one; a link that leads nowhere, or to itself, is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _beside(folder: Path, prefix: str, own: str) -> Iterator[Source]:
    """Yield the proposals that a stray ``proposal.yaml`` would hide: they are unreadable, and do not disappear."""
    what = say("stands beside {file}, which makes one proposal of this folder", file=prefix + own)
    remedy = say("give each proposal a folder of its own, or rename {file}", file=own)
    for within in _below(folder):
        name, nested = within.name.lower(), len(within.parts) > 1
        if (name in _PROPOSAL_FILES) is nested and within.suffix.lower() in DATA:
            shown = prefix + within.as_posix()
            id_ = within.parent.name if nested else within.stem
            yield Source(folder / within, shown, id_, fault=Problem(Where(shown), what, remedy))


def _entry(entry: os.DirEntry[str], shown: str, loose: list[Problem], depth: int) -> Iterator[Source]:
    """Yield the proposals in one entry of a folder; what is passed over is named."""
    path = Path(entry.path)
    if entry.is_dir(follow_symlinks=False) and depth < DEEPEST:
        yield from _in_folder(path, shown, loose, depth + 1)
    elif entry.is_dir(follow_symlinks=False):
        loose.append(Problem(Where(shown), say("folders nested deeper than {n} are not read", n=DEEPEST), None))
    elif _is_folder(entry):
        loose.append(Problem(Where(shown), say("a link to a folder is not followed"), say("name that folder too")))
    elif path.suffix.lower() not in ENDINGS:
        loose.append(_no_proposal(shown))
    else:  # a link that leads nowhere, or what is no file at all, is unreadable: it does not disappear
        yield Source(path, shown, path.stem)


def counts(name: str) -> bool:
    """Return whether a file or folder of this name may hold a proposal: no dot-file, no draft, no README."""
    stem = name.rpartition(".")[0] or name
    return not (name[0] in ".~_" or name[-1] in "~_" or stem[-1] in "~_" or _README.fullmatch(name))


def _texts(folder: Path, prefix: str, own: Sequence[str], loose: list[Problem]) -> Iterator[tuple[Path, str]]:
    """Yield the text documents of a proposal's folder, in it and below it; links are named and not followed."""
    for within in _below(folder):
        shown = within.as_posix()
        if shown in own or within.suffix.lower() not in TEXTS:
            continue
        if (folder / within).is_symlink():
            link = say("a link to a file is not followed")
            loose.append(Problem(Where(prefix + shown), link, say("put the document itself here")))
        else:
            yield folder / within, prefix + shown


def _below(folder: Path) -> Iterator[Path]:
    """Yield what counts in a folder and below it, as paths from it, in one order on every system."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] not in ".~_")
        within = Path(place).relative_to(folder)
        if len(within.parts) >= DEEPEST:
            folders[:] = []
        yield from (within / name for name in sorted(names) if counts(name))


def _no_proposal(shown: str) -> Problem:
    return Problem(Where(shown), say("not a proposal"), say("use addendum ingest to make one of it"))
