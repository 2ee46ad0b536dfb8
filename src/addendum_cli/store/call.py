"""A call's folder: which one, why that one, and everything in it, checked before it is used.

Source: contract, "A call".
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from addendum_cli.core.deciding import NOTHING_DECIDED, decided
from addendum_cli.errors import AddendumError, Problem, Where
from addendum_cli.formats.located import Located
from addendum_cli.messages import Message, say
from addendum_cli.model.call import Call
from addendum_cli.model.decision import Decided
from addendum_cli.model.language import Language
from addendum_cli.model.rubric import Rubric
from addendum_cli.store import decisions as decision_files
from addendum_cli.store import references
from addendum_cli.store.bundled import shipped
from addendum_cli.store.files import read_bytes, read_model

if TYPE_CHECKING:
    from addendum_cli.core.evidence import Weights

VARIABLE = "ADDENDUM_CALL"
NAMES = ("addendum.yaml", "data/addendum.yaml")
WEIGHTS = "evidence.json"
"""What was learnt of the call's interventions and requirements, beside its file (docs/evidence.md)."""


@dataclass(frozen=True, slots=True)
class CallFolder:
    """A call that can be used: the file's data, where it was found and why, and its language.

    ``inputs`` maps the names of the files read so far to their SHA-256; rubrics and decisions are read
    by the commands that need them. ``decided`` tells where each decision that was read stands.
    """

    root: Path
    file: Path
    why: Message
    call: Call
    language: Language
    located: Located
    inputs: dict[str, str] = field(default_factory=dict)
    decided: list[Where] = field(default_factory=list)

    def rubrics(self) -> tuple[Rubric, ...]:
        """Return the call's rubrics, by file name.

        Raises:
            AddendumError: with every fault of every rubric.
        """
        found = read_rubrics(self)
        problems = [*references.across_rubrics(self.call, found)]
        if problems:
            raise AddendumError(problems)
        for shown, (_, _, digest) in found.items():
            self.inputs[shown] = digest
        return tuple(rubric for rubric, _, _ in found.values())

    def copied(self) -> frozenset[int]:
        """Return the hashes of the call text's 8-word runs, none where the call names no such file."""
        name = self.call.source.shingles if self.call.source else None
        path = self.file.parent / name if name else None
        if path is None or not path.is_file():
            return frozenset()
        raw = read_bytes(path, str(name))
        self.inputs[str(name)] = hashlib.sha256(raw).hexdigest()
        try:
            return frozenset(int(word, 16) for word in raw.decode("ascii").split() if word)
        except ValueError:
            problem = say("no list of hashes")
            remedy = say("write it anew: addendum lint --source TEXT")
            raise AddendumError.at(Where(_shown(path)), problem, remedy) from None

    def weights(self) -> Weights | None:
        """Return the weights learnt for the call, None where it has no ``evidence.json``."""
        from addendum_cli.core.evidence import Weights

        path = self.file.parent / WEIGHTS
        if not path.is_file():
            return None
        raw = read_bytes(path, WEIGHTS)
        self.inputs[WEIGHTS] = hashlib.sha256(raw).hexdigest()
        try:
            return Weights.of(json.loads(raw))
        except (KeyError, TypeError, ValueError):
            remedy = say("take it away: terms alone are then looked for")
            raise AddendumError.at(Where(_shown(path)), say("no weights that can be used"), remedy) from None

    def decisions(self, named: Path | None = None) -> Decided:
        """Return what was decided, from ``named`` or the call's ``decisions.yaml``."""
        path = self.decisions_file(named)
        self.decided.clear()
        if named is None and not path.is_file():
            return NOTHING_DECIDED
        found, places, digest = decision_files.read(path, _shown(path))
        self.inputs["decisions.yaml" if named is None else path.name] = digest
        self.decided.extend(places)
        return decided(found)

    def decisions_file(self, named: Path | None = None) -> Path:
        """Return where decisions stand."""
        return named or self.root / "decisions.yaml"

    def languages(self) -> tuple[Language, ...]:
        """Return the call's language first, then every other one that is known: people write in any of them."""
        folders = (self.root / "languages", shipped("data") / "languages")
        names = {path.stem for folder in folders for path in _listed(folder) if path.suffix == ".yaml"}
        others = sorted(names - {self.call.language})
        return (self.language, *(read_language(self.root, name, self.located)[0] for name in others))

    def template(self, name: str) -> Path:
        """Return a template of the call's own, or else the one that ships with the program."""
        own = self.root / "templates" / name
        return own if own.is_file() else shipped("templates") / name


def find(
    named: Path | None = None, *, environment: Mapping[str, str] | None = None, here: Path | None = None
) -> tuple[Path, Message]:
    """Return the file of the call to use, and why that one.

    In this order: ``named`` (``--call``), the variable ``ADDENDUM_CALL``, the nearest folder from
    ``here`` upward that holds one, the call that ships with the program.
    """
    environment = os.environ if environment is None else environment
    for given, why in (
        (named, say("named by --call")),
        (environment.get(VARIABLE), say("named by the variable {name}", name=VARIABLE)),
    ):
        if given:
            return _in(Path(given)), why
    start = (here or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        for name in NAMES:
            if (folder / name).is_file():
                return folder / name, say("found in {folder}", folder=_shown(folder))
    return shipped("data") / "addendum.yaml", say("the call that ships with addendum")


def _in(folder: Path) -> Path:
    """Return the call's file in ``folder``, or ``folder`` itself where it is such a file."""
    if folder.is_file():
        return folder
    for name in NAMES:
        if (folder / name).is_file():
            return folder / name
    remedy = say("name a call's folder with --call, or make one: addendum init DIR")
    raise AddendumError.at(Where(_shown(folder)), say("no call here: no addendum.yaml"), remedy)


def load_call(named: Path | str | None = None) -> CallFolder:
    """Return the call to use, checked: every reference in it holds.

    Raises:
        AddendumError: it cannot be found or used; with every fault.
    """
    file, why = find(Path(named) if named is not None else None)
    folder = read_call(file, why)
    problems = references.within(folder.call, folder.located)
    if problems:
        raise AddendumError(problems)
    return folder


def read_call(file: Path, why: Message) -> CallFolder:
    """Return the call in ``file``, typed, before its references are checked."""
    call, data, digest = read_model(Call, file, _shown(file))
    root = file.parent.parent if file.parent.name == "data" else file.parent
    language, digests = read_language(root, call.language, data)
    return CallFolder(root, file, why, call, language, data, {"addendum.yaml": digest, **digests})


def read_language(root: Path, name: str, data: Located) -> tuple[Language, dict[str, str]]:
    """Return the language's data, the call's own (``languages/``) before the one that ships."""
    own = root / "languages" / f"{name}.yaml"
    path = own if own.is_file() else shipped("data") / "languages" / f"{name}.yaml"
    if not name.isalpha() or not path.is_file():
        known = sorted(one.stem for one in (shipped("data") / "languages").glob("*.yaml"))
        problem = say("no data for the language {name}", name=name)
        remedy = say("one of {names}, or add languages/{name}.yaml to the call", names=tuple(known), name=name)
        raise AddendumError.at(data.where(("language",)), problem, remedy)
    language, _, digest = read_model(Language, path, _shown(path))
    return language, {f"languages/{name}.yaml": digest}


def read_rubrics(folder: CallFolder) -> dict[str, tuple[Rubric, Located, str]]:
    """Return every rubric of the call by its name ``rubrics/…``, with its located data and SHA-256.

    Raises:
        AddendumError: with every fault of every file; or there is no rubric at all.
    """
    found: dict[str, tuple[Rubric, Located, str]] = {}
    problems: list[Problem] = []
    for path in rubric_files(folder):
        try:
            found[f"rubrics/{path.name}"] = read_model(Rubric, path, _shown(path))
        except AddendumError as error:
            problems.extend(error.problems)
    if not found and not problems:
        problems.append(
            Problem(
                Where(_shown(folder.root / "rubrics")),
                say("the call has no rubric"),
                say("write rubrics/<challenge>.yaml; addendum init shows how"),
            )
        )
    if problems:
        raise AddendumError(problems)
    return found


def rubric_files(folder: CallFolder) -> Sequence[Path]:
    """Return the rubric files of a call, by name; the shipped call's stand beside its data."""
    place = folder.root / "rubrics"
    if folder.file == shipped("data") / "addendum.yaml":
        place = shipped("rubrics")
    return sorted(
        (path for path in _listed(place) if path.suffix.lower() in (".yaml", ".yml")), key=lambda path: path.name
    )


def _listed(folder: Path) -> Iterable[Path]:
    return (
        (path for path in folder.iterdir() if path.is_file() and path.name[0] not in "._~") if folder.is_dir() else ()
    )


def _shown(path: Path) -> str:
    """Return ``path`` as people would write it from here: relative where it lies below, with ``/``."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()
