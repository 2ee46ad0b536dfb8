"""Why a sentence was read as it was: the features that weighed most, by name. For people who ask, not for `score`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from addendum_cli.core.evidence.offers import Search
from addendum_cli.core.evidence.passages import quoted
from addendum_cli.core.evidence.tokens import composed
from addendum_cli.model.text import Words

MOST = 4
"""Features that are named."""


class Reason(NamedTuple):
    """A sentence that was read as saying ``said`` of ``id``, and what weighed most for that, heaviest first.

    ``about``: for its speaking of it at all; ``manner``: for what it says. Weights as in ``evidence.json``, by 1.
    """

    file: str
    line: int | None
    text: str
    id: str
    said: str
    about: tuple[tuple[str, float], ...]
    manner: tuple[tuple[str, float], ...]


def reasons(ids: Collection[str], words: Iterable[Words], search: Search) -> Iterator[Reason]:
    """Yield the reasons of every sentence of a proposal that was read by weights; none where a call has none."""
    names = list(search.places)
    for one in words:
        text = composed(one.text)
        reading = search.read(text)
        described = search.places.get(one.about) if one.about else None
        for place, sentence in enumerate(reading.sentences):
            for read in () if reading.is_silent(place) else reading.read_as(place, described):
                id_ = names[read.owner]
                if id_ not in ids or (one.scope and "/" in id_ and id_.partition("/")[0] != one.scope):
                    continue
                about, manner = reading.weighed(place, read, described)
                shown, start = quoted(sentence, 0)
                yield Reason(one.file, one.line(start), shown, id_, read.said, _heaviest(about), _heaviest(manner))


def _heaviest(weighed: dict[str, float]) -> tuple[tuple[str, float], ...]:
    ranked = sorted(
        ((name, weight) for name, weight in weighed.items() if weight > 0), key=lambda one: (-one[1], one[0])
    )
    return tuple(ranked[:MOST])
