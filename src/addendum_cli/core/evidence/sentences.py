"""Where sentences begin and end, which of them are headings, and under which heading or lead-in each stands.

Lists, headings and tables are recognised as people type them, Markdown or not. One pass over the places where
a sentence could end; the words between are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from addendum_cli.core.evidence.tokens import fold

LONGEST = 1500
"""Letters after which a sentence is cut whatever it holds, so that no work grows faster than the text."""
_NARROW = 60
"""A line shorter than this, with a capital after it, was ended by its writer and not by the margin."""
_NEAR = 24
"""So many letters back the word before a full stop begins, if it is an abbreviation."""

_END = re.compile(
    r"""(?P<stop>[.!?…][\"'”’»)\]*_]*)[^\S\n]+(?=\S)
      | \n[\s>]*(?:(?P<title>\#{1,6}[ \t]+)|(?P<item>[-*+•·▪◦‣–●○■□][ \t]+)|(?P<rule>(?:={3,}|-{3,})[ \t]*(?=\n|$)))?
      | \|""",
    re.VERBOSE,
)
_BEGIN = re.compile(r"[\s>]*(?:(?P<title>#{1,6}[ \t]+)|(?P<item>[-*+•·▪◦‣–●○■□][ \t]+))?")
_NUMBER = re.compile(r"(?:[0-9]{1,2}|[a-z])[.)][ \t]+")
_CLOSING = "*_ \t\r\"')”’»"


class Sentence(NamedTuple):
    """A sentence as it stands in a text, from offset ``start`` on.

    ``title``: a heading; ``leads``: a colon ends its line; ``lead`` and ``topic`` are the places of the
    lead-in of its list and of the heading above it, or -1.
    """

    text: str
    start: int
    title: bool
    leads: bool
    lead: int
    topic: int


class SentenceSearch:
    """Finds the sentences of texts; ``abbreviations``: words whose full stop ends none."""

    def __init__(self, abbreviations: frozenset[str]) -> None:
        self._short = abbreviations
        self._longest = max(map(len, abbreviations), default=0) + 1

    def find(self, text: str) -> list[Sentence]:
        """Return the sentences of a text, in order."""
        return _Sweep(text, self.stops).found

    def stops(self, text: str, mark: int, after: int) -> bool:
        """Return whether the full stop at ``mark`` ends a sentence, the next word beginning at ``after``."""
        if text[mark] in "!?" or (mark >= self._longest and text[mark - self._longest : mark].isalpha()):
            return True
        if text[mark] == "…" or text[mark - 1 : mark] == ".":
            return not text[after].islower()
        word = fold(text[max(0, mark - _NEAR) : mark].split()[-1]).lstrip("(\"'")
        parts = word.split(".")
        letters = (word.isalpha() and len(word) == 1) or (parts[1:] and max(map(len, parts)) < 3)
        return not letters and word not in self._short


class _Sweep:
    """One pass over a text, with what must be remembered on the way."""

    def __init__(self, text: str, stops: Callable[[str, int, int], bool]) -> None:
        self.found: list[Sentence] = []
        self._text = text
        self._title = self._listed = self._begun = False
        self._lead = self._topic = -1
        self._start = self._open(_BEGIN.match(text))
        for end in _END.finditer(text, self._start):
            mark, after = end.span()
            if mark < self._start:
                continue
            closing = end["stop"]
            if closing is not None:
                if mark == self._start or stops(text, mark, after):
                    self._close(mark + len(closing), None)
                    self._start, self._title, self._begun = after, False, True
            elif self._parts(end):
                self._close(mark, end)
                self._start = self._open(end)
        self._close(len(text), None, last=True)

    def _parts(self, end: re.Match[str]) -> bool:
        """Return whether the end of a line (or of a cell) ends a sentence."""
        if self._title or end.lastgroup is not None or end[0] == "|" or end[0].count("\n") > 1:
            return True
        text, mark, after = self._text, end.start(), end.end()
        before = text[max(self._start, mark - 4) : mark].rstrip(_CLOSING)
        if before.endswith((".", "!", "?", ":", ";")) or _NUMBER.match(text, after):
            return True
        if mark - self._start < _NARROW and _bold(text[self._start : mark]):
            return True
        line = max(0, mark - _NARROW)
        line = text.rfind("\n", line, mark) + 1 or line
        return mark - line < _NARROW and text[after : after + 1].isupper()

    def _open(self, opening: re.Match[str] | None) -> int:
        """Begin a sentence at the head of a line; return where its words begin."""
        if opening is None:
            return 0
        start, title = opening.end(), opening["title"] is not None
        self._title = title
        number = _NUMBER.match(self._text, start)
        listed = number is not None or opening["item"] is not None
        apart = opening[0].count("\n") > 1
        if self._lead >= 0 and self._begun and not listed and (title or apart or self._listed):
            self._lead = -1
        self._listed = self._listed or listed
        self._begun = True
        return number.end() if number else start

    def _close(self, end: int, line: re.Match[str] | None, *, last: bool = False) -> None:
        """End the sentence, and remember it where it leads to what follows; ``line``: the end of its line.

        ``last``: the text ends here.
        """
        start = self._start
        raw = self._text[start:end]
        plain = not last and not self._title and not raw.startswith(("**", "__")) and not raw[:1].isspace()
        if plain and line is None and end - start <= LONGEST:
            if raw:
                self.found.append(Sentence(raw, start, False, False, self._lead, self._topic))
            return
        bare = raw.strip()
        if not bare:
            return
        here = len(self.found)
        underlined = line is not None and line["rule"] is not None and line[0].count("\n") == 1
        whole = line is not None or last
        title = self._title or underlined or (_bold(bare) and (whole or len(bare) < _NARROW))
        leads = whole and bare.rstrip(_CLOSING).endswith(":")
        start += raw.index(bare[0])
        first = 0
        while first < len(bare):
            past = first + LONGEST
            cut = past if past >= len(bare) else bare.rfind(" ", first + 1, past) + 1 or past
            self.found.append(Sentence(bare[first:cut], start + first, title, leads, self._lead, self._topic))
            first = cut
        if title:
            self._topic, self._lead = here, -1
        elif leads:
            self._lead, self._listed, self._begun = here, False, False


def _bold(text: str) -> bool:
    """Return whether a whole sentence is in bold."""
    return text.startswith(("**", "__")) and text.endswith(("**", "__"))
