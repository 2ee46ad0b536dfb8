"""``jurors.yaml``: who marks, and what they may not mark."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from addendum_cli.core.words import suggestion
from addendum_cli.errors import AddendumError, Problem
from addendum_cli.messages import say
from addendum_cli.model.jury import Juror, Jurors
from addendum_cli.store.files import read_model

LONGEST = 100


def read(path: Path, proposals: Collection[str] | None = None) -> tuple[Juror, ...]:
    """Return the jurors in a file, by its order; ``proposals``: the ids that a conflict may name.

    Raises:
        AddendumError: with every fault. A conflict with what is not there is one: misspelt, it would let
            somebody mark what they may not.
    """
    jurors, data, _ = read_model(Jurors, path, path.as_posix(), mapping=False)
    single = not isinstance(data.data, list)
    problems: list[Problem] = []
    seen: set[str] = set()
    for n, juror in enumerate(jurors.root):
        at: tuple[int, ...] = () if single else (n,)
        if juror.id.casefold() in seen:
            what = say("the id {id} is given twice", id=juror.id)
            problems.append(Problem(data.where((*at, "id")), what, say("give each its own id")))
        seen.add(juror.id.casefold())
        for part, text in (("id", juror.id), ("name", juror.name)):
            if len(text) > LONGEST or not text.isprintable():
                what = say("{field} is no longer than {n} characters, all of them visible", field=part, n=LONGEST)
                problems.append(Problem(data.where((*at, part)), what, say("write it shorter and plain")))
        for conflict in juror.conflicts:
            if proposals is not None and conflict not in proposals:
                what = say("a conflict with {id}, which is not among the proposals", id=conflict)
                problems.append(Problem(data.where((*at, "conflicts")), what, suggestion(conflict, proposals)))
    if not jurors.root and not problems:
        problems.append(Problem(data.where(()), say("there is no juror"), say("list them: - {id: an, name: An Demo}")))
    if problems:
        raise AddendumError(problems)
    return jurors.root
