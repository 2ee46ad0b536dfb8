"""``decisions.yaml``: what people decided, with their reasons, oldest first."""

from __future__ import annotations

import hashlib
from pathlib import Path

from addendum_cli.model.decision import Decision, Decisions
from addendum_cli.store.faults import build
from addendum_cli.store.files import located, read_bytes


def read(path: Path, shown: str) -> tuple[tuple[Decision, ...], str]:
    """Return the decisions in a file and its SHA-256.

    Raises:
        AddendumError: with every fault: a decision without a reason is refused, and with it the file,
            because a ranking that silently lacks a decision would mislead.
    """
    raw = read_bytes(path, shown)
    data = located(raw, shown, mapping=False)
    found = build(Decisions, data).root if data.data else ()
    return found, hashlib.sha256(raw).hexdigest()
