"""The words of a proposal that are searched for evidence, and where each of them stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Words(NamedTuple):
    """One text of a proposal.

    ``line`` gives the 1-based line of a character offset in ``text``, or None where it is unknown.
    ``scope``: the challenge whose description this is; None for a text that speaks of all of them.
    ``about``: the ``challenge/intervention`` that this text describes.
    """

    text: str
    file: str
    line: Callable[[int], int | None]
    scope: str | None = None
    about: str | None = None
