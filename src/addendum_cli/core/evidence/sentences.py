"""Where sentences begin and end, which of them are headings, and under which heading or lead-in each stands.

Lists, headings and tables are recognised as people type them, Markdown or not. All in one pass over the
gaps that are more than a space.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from addendum_cli.core.evidence.tokens import Tokens
from addendum_cli.model.language import Grammar

COMMA, OPEN, CLOSE, SEMI, COLON, STOP, ASK, LINE, ITEM, TITLE, PARAGRAPH, RULE = (1 << n for n in range(12))
"""What a gap holds; a gap without any of them (a space, a hyphen, a quotation mark) parts nothing."""
HARD = ~LINE
"""Everything over which a phrase does not reach: it may run over the end of a line, and no further."""
_FRESH = ITEM | TITLE | PARAGRAPH | LINE
_LEADING = _FRESH | RULE | COLON
_CUTTING = STOP | LINE | ITEM | TITLE | PARAGRAPH | RULE
LONGEST = 200
"""Words after which a sentence is cut whatever it holds, so that no work grows faster than the text."""
NARROW = 60
"""A line shorter than this, with a capital after it, was ended by its writer and not by the margin."""

_MARKS = (
    (re.compile(r",(?=\s)|\s[-–]\s"), COMMA),
    (re.compile(r"[(\[]"), OPEN),
    (re.compile(r"[)\]]"), CLOSE),
    (re.compile(r";"), SEMI),
    (re.compile(r":(?=[\s*_]|$)"), COLON),
    (re.compile(r"[.!?…](?=[\s\"')\]*_»”]|$)"), STOP),
    (re.compile(r"\?"), ASK),
    (re.compile(r"\n"), LINE),
    (re.compile(r"\n[ \t>]*[-*+–][ \t]+[^\n]*$"), ITEM),
    (re.compile(r"\n[ \t]*#{1,6}[ \t]+[^\n]*$"), TITLE),
    (re.compile(r"\n[ \t>]*\n|\|"), PARAGRAPH),
    (re.compile(r"^[^\S\n]*\n[ \t]*(?:=+|-{2,})[ \t]*\n"), RULE),
)


@lru_cache(maxsize=4096)
def marks(gap: str) -> int:
    """Return what a gap between words holds."""
    found = 0
    for pattern, mark in _MARKS:
        if pattern.search(gap):
            found |= mark
    return found


class Sentence(NamedTuple):
    """Words ``start`` to ``end``; ``title``: a heading; ``asks``: a question.

    ``lead`` and ``topic`` are the places of the lead-in of its list and of the heading above it, or -1.
    """

    start: int
    end: int
    title: bool
    asks: bool
    lead: int
    topic: int


def sentences(tokens: Tokens, grammar: Grammar) -> list[Sentence]:
    """Return the sentences of a text, in order; every word is in at most one."""
    return _Sweep(tokens, grammar).sentences


class _Sweep:
    """One pass over a text, with what must be remembered on the way."""

    def __init__(self, tokens: Tokens, grammar: Grammar) -> None:
        self.sentences: list[Sentence] = []
        self._tokens, self._we = tokens, frozenset(grammar.we)
        self._short = frozenset(grammar.abbreviations)
        self._start = 0
        self._title = False
        self._lead = self._topic = -1
        self._in_list = self._began = False
        gaps, last = tokens.gaps, len(tokens.words)
        if not last:
            return
        self._open(0, marks("\n" + gaps[0]) & (ITEM | TITLE))
        for place in tokens.parted:
            found = marks(gaps[place])
            if found & _CUTTING and 0 < place < last and self._cuts(place, gaps[place], found):
                self._close(place, found)
                self._open(place, found)
        self._close(last, marks(gaps[last]) | PARAGRAPH)

    def _cuts(self, place: int, gap: str, found: int) -> bool:
        """Return whether a sentence ends before word ``place``."""
        if found & (ITEM | TITLE | PARAGRAPH | RULE):
            return True
        if found & LINE and (
            self._title or found & COLON or self._number(place) or (found & HARD == 0 and self._ended(place))
        ):
            return True
        if not found & STOP:
            return False
        if gap.startswith((".", "…")):
            before = self._tokens.words[place - 1]
            if before in self._short or (len(before) == 1 and before.isalpha()):
                return False
            if gap.startswith(("…", "..")) and self._tokens.written(place)[0].islower():
                return False
        return True

    def _ended(self, place: int) -> bool:
        """Return whether the writer ended the line before word ``place``: it is short, and a capital follows."""
        tokens = self._tokens
        offset = tokens.start(place)
        if not tokens.text[offset].isupper():
            return False
        end = tokens.end(place - 1)
        return end - (tokens.text.rfind("\n", max(0, end - NARROW), end) + 1 or end - NARROW) < NARROW

    def _number(self, place: int) -> bool:
        """Return whether word ``place`` numbers an item: ``1.`` or ``a)``."""
        word, after = self._tokens.words[place], self._tokens.gaps[place + 1]
        return len(word) <= 2 and (word.isdecimal() or len(word) == 1) and after.startswith((". ", ") "))

    def _open(self, place: int, found: int) -> None:
        """Begin a sentence at word ``place``."""
        self._start, self._title = place, bool(found & TITLE)
        if not found & _FRESH and place:
            self._began = True
            return
        fresh = bool(found & _FRESH) or place == 0
        if fresh and self._number(place):
            self._start, found = place + 1, found | ITEM
        if self._lead >= 0 and self._began and (found & TITLE or (found & PARAGRAPH and not found & ITEM)):
            self._lead = -1
        if self._lead >= 0 and self._in_list and fresh and not found & ITEM and found & HARD:
            self._lead = -1
        self._in_list = self._in_list or bool(found & ITEM)
        self._began = True

    def _close(self, place: int, found: int) -> None:
        """End the sentence before word ``place``, and remember it where it leads to what follows."""
        start, gaps = self._start, self._tokens.gaps
        if place <= start:
            return
        if not found & _LEADING and not self._title and place - start <= LONGEST:
            self.sentences.append(Sentence(start, place, False, bool(found & ASK), self._lead, self._topic))
            return
        here = len(self.sentences)
        bold = (
            found & (LINE | PARAGRAPH) and gaps[start].endswith(("**", "__")) and gaps[place].startswith(("**", "__"))
        )
        title = bool(self._title or found & RULE or bold)
        leads = bool(found & COLON and found & (LINE | PARAGRAPH))
        listed = leads and not title and self._we.isdisjoint(self._tokens.words[start:place])
        asks = bool(found & ASK and found & STOP)
        for first in range(start, place, LONGEST):
            last = min(first + LONGEST, place)
            self.sentences.append(Sentence(first, last, title or listed, asks, self._lead, self._topic))
        if title:
            self._topic, self._lead = here, -1
        elif leads:
            self._lead, self._in_list, self._began = here, False, False
