"""What a text says of the services that it names: each sentence by itself, and then by its neighbours.

Said of each: offered, delegated, later, denied, or nothing at all. Nothing is said by headings, by questions,
and by sentences that echo the call. Precision comes first: what is doubtful is not counted as offered.
Source: docs/method.md, "Evidence".
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from typing import NamedTuple

from addendum_cli.core.evidence.learned import COUNTED, Around, Learned, Read
from addendum_cli.core.evidence.sense import ByItself, Saying, Sense
from addendum_cli.core.evidence.sentences import Sentence
from addendum_cli.model.kinds import Status


class Said(NamedTuple):
    """What sentence ``place`` says of ``owners``, named at the offset ``word`` in it; the ``sure`` are quoted first."""

    place: int
    owners: tuple[int, ...]
    word: int
    status: Status
    sure: float = 0


class Reading:
    """One text read: its sentences, what each means, which of them echo the call, and what was learnt to see in them."""

    def __init__(
        self,
        found: Sequence[Sentence],
        senses: Sequence[Sense],
        echoes: frozenset[int],
        learned: Learned | None = None,
    ) -> None:
        self.sentences = found
        self._senses, self._echoes, self._learned = senses, echoes, learned

    def said(self, about: int | None = None, among: Container[int] | None = None) -> Iterator[Said]:
        """Yield what the text says, in order.

        ``about``: what all of it describes (its place among the wanted). ``among``: those that are asked for; of
        others nothing need be said.
        """
        for place in range(len(self._senses)):
            if not self.is_silent(place):
                yield from (
                    self._ruled(place) if self._learned is None else self._weighed(self._learned, place, about, among)
                )

    def _ruled(self, place: int) -> Iterator[Said]:
        """Yield what the rules find that a sentence says."""
        for saying in self._senses[place].says:
            status = self._in_place(place, saying)
            if status is not None:
                yield Said(place, saying.owners, saying.word, status)

    def _weighed(self, learned: Learned, place: int, about: int | None, among: Container[int] | None) -> Iterator[Said]:
        """Yield what a sentence says by the weights learnt, and of all that has none by the rules."""
        sense = self._senses[place]
        for said in self._ruled(place):
            unknown = tuple(owner for owner in said.owners if not learned.knows(owner))
            if unknown:
                yield said._replace(owners=unknown)
        for read in self.read_as(place, about, among):
            if read.said in COUNTED:
                yield Said(place, (read.owner,), sense.named.get(read.owner, 0), COUNTED[read.said], read.sure)

    def read_as(self, place: int, about: int | None = None, among: Container[int] | None = None) -> Iterator[Read]:
        """Yield what sentence ``place`` is read as by the weights learnt, also what does not count: trouble, an echo."""
        if self._learned is not None:
            yield from self._learned.decide(self._senses[place], self._around(place), self._found(place), about, among)

    def weighed(self, place: int, read: Read, about: int | None = None) -> tuple[dict[str, float], dict[str, float]]:
        """Return the features by which sentence ``place`` speaks of something, and says what it says of it."""
        if self._learned is None:
            return {}, {}
        return self._learned.weighed(self._senses[place], self._around(place), self._found(place), about, read)

    def _found(self, place: int) -> dict[int, Status]:
        """Return what the rules find that a sentence says."""
        return {owner: said.status for said in self._ruled(place) for owner in said.owners}

    def _around(self, place: int) -> Around:
        """Return what stands around a sentence, as the classifier sees it."""
        topic = self.sentences[place].topic
        return Around(
            self._senses[topic].view if topic >= 0 else None,
            self._senses[place - 1].view if place else None,
            self._senses[place + 1].view if place + 1 < len(self._senses) else None,
        )

    def clauses(self, clauses_of: Callable[[str], Sequence[ByItself]]) -> Iterator[tuple[int, ByItself]]:
        """Yield what each clause says of the thing that the text is about, with the place of its sentence.

        ``clauses_of``: what those of one sentence say by themselves.
        """
        for place, sentence in enumerate(self.sentences):
            if not self.is_silent(place):
                led = self._led_to(place)
                for one in clauses_of(sentence.text):
                    if one.we or led == "offered":
                        yield place, one
                    elif led is not None:
                        yield place, one._replace(status=led if one.status == "offered" else one.status)

    def is_silent(self, place: int) -> bool:
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
            if back is not None and not self.is_silent(place + 1):
                return back
        return status

    def _led_to(self, place: int) -> Status | None:
        """Return what the lead-in of a sentence's list, or else the heading above it, says of it."""
        one = self.sentences[place]
        for above in (one.lead, one.topic):
            if above >= 0 and self._senses[above].lead != "offered":
                return self._senses[above].lead
        return "offered"
