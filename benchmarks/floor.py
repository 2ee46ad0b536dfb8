"""The floor: the plain loop that anyone would write. Read, parse with libyaml, validate with pydantic, no more."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel


class Proposal(BaseModel):
    """The fields of a proposal, typed by pydantic's own means."""

    id: str
    title: str
    organisation: dict[str, Any]
    contact: dict[str, str]
    submission: dict[str, datetime | str]
    approach: dict[str, Any]
    expertise: list[dict[str, str]]
    challenges: list[dict[str, Any]]
    municipalities: list[str]
    target_group: dict[str, str]
    capacity: dict[str, float]
    narrative: str


def main(folder: str) -> None:
    """Read every proposal in ``folder``."""
    count = 0
    for path in sorted(Path(folder).iterdir()):
        with path.open("rb") as file:
            Proposal.model_validate(yaml.load(file, yaml.CSafeLoader))
        count += 1
    print(count)


if __name__ == "__main__":
    main(sys.argv[1])
