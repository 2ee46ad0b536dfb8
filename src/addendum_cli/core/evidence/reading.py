"""What a text says of the services that it names: each sentence by itself, and then by its neighbours.

Said of each: offered, delegated, later, denied, or nothing at all. Nothing is said by headings, by questions,
and by sentences that echo the call. Precision comes first: what is doubtful is not counted as offered.
Source: docs/method.md, "Evidence".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from addendum_cli.core.evidence.sense import ByItself, Saying, Sense
from addendum_cli.core.evidence.sentences import Sentence
from addendum_cli.model.kinds import Status


class Said(NamedTuple):
    """What sentence ``place`` says of ``owners``, named at the offset ``word`` in it."""

    place: int
    owners: tuple[int, ...]
    word: int
    status: Status


class Reading:
    """One text read: its sentences, what each means, and which of them echo the call."""

    def __init__(self, found: Sequence[Sentence], senses: Sequence[Sense], echoes: frozenset[int]) -> None:
        self.sentences = found
        self._senses, self._echoes = senses, echoes

    def said(self) -> Iterator[Said]:
        """Yield what the text says, in order."""
        for place, sense in enumerate(self._senses):
            if sense.says and not self._silent(place):
                for saying in sense.says:
                    status = self._in_place(place, saying)
                    if status is not None:
                        yield Said(place, saying.owners, saying.word, status)

    def clauses(self, clauses_of: Callable[[str], Sequence[ByItself]]) -> Iterator[tuple[int, ByItself]]:
        """Yield what each clause says of the thing that the text is about, with the place of its sentence.

        ``clauses_of``: what those of one sentence say by themselves.
        """
        for place, sentence in enumerate(self.sentences):
            if not self._silent(place):
                led = self._led_to(place)
                for one in clauses_of(sentence.text):
                    if one.we or led == "offered":
                        yield place, one
                    elif led is not None:
                        yield place, one._replace(status=led if one.status == "offered" else one.status)

    def _silent(self, place: int) -> bool:
        """Return whether a sentence can say nothing: a heading, a lead-in without a 'we', an echo of the call."""
        one = self.sentences[place]
        return one.title or (one.leads and not self._senses[place].we) or place in self._echoes

    def _in_place(self, place: int, saying: Saying) -> Status | None:
        """Return what a saying comes to where it stands: below its lead-in and heading, before the next sentence."""
        status: Status | None = saying.status
        if saying.open:
            led = self._led_to(place)
            if led is None:
                return None
            status = led if status == "offered" else status
        if saying.points and status == saying.status and place + 1 < len(self._senses):
            back = self._senses[place + 1].back
            if back is not None and not self._silent(place + 1):
                return back
        return status

    def _led_to(self, place: int) -> Status | None:
        """Return what the lead-in of a sentence's list, or else the heading above it, says of it."""
        one = self.sentences[place]
        for above in (one.lead, one.topic):
            if above >= 0 and self._senses[above].lead != "offered":
                return self._senses[above].lead
        return "offered"
