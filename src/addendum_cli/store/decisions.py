"""``decisions.yaml``: what people decided, with their reasons, oldest first."""

from __future__ import annotations

from pathlib import Path

from addendum_cli.errors import Where
from addendum_cli.model.decision import Decision, Decisions
from addendum_cli.store.files import read_model


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
