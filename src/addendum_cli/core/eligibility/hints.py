"""What a rule says of one proposal, before it is put on file and line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from addendum_cli.messages import Message
from addendum_cli.model.entry import Path
from addendum_cli.model.kinds import Outcome, Verdict


class Hint(NamedTuple):
    """What a rule says of one proposal, before it is put on file and line.

    ``asks``: what the applicant would be asked, None where a person here decides.
    """

    verdict: Verdict
    message: Message
    path: Path = ()
    remedy: Message | None = None
    leads_to: Outcome | None = None
    asks: Message | None = None


Hints: TypeAlias = Iterator[Hint]
