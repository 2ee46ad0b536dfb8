"""The words quoted for a status: the sentence, on one line, cut to a length that people read."""

from __future__ import annotations

import re

from addendum_cli.core.evidence.sentences import Sentence
from addendum_cli.core.evidence.tokens import Tokens
from addendum_cli.model.kinds import Status
from addendum_cli.model.text import Words
from addendum_cli.model.verdict import Passage

LONGEST = 300
CUT = "…"
_BEFORE = 100
"""Letters kept before the words that a long sentence is quoted for."""
_OPENING = "(\"'"
_CLOSING = re.compile(r"[.!?…:;)\]\"'%»”’]*")


def passage(words: Words, tokens: Tokens, sentence: Sentence, word: int, status: Status) -> Passage:
    """Return the sentence, or as much of it as can be quoted around ``word``."""
    text, opening = tokens.text, tokens.gaps[sentence.start]
    start = tokens.start(sentence.start)
    if opening[-1:] in _OPENING:
        start -= len(opening) - len(opening.rstrip(_OPENING))
    end = _CLOSING.match(text, tokens.end(sentence.end - 1)).end()  # type: ignore[union-attr]  # matches nothing at least
    shown = text[start:end]
    if end - start > LONGEST:
        shown, start = _cut(text, start, end, tokens.start(word))
    line = words.line(start if text is words.text else _before_composing(words.text, text, start))
    return Passage(" ".join(shown.split()), words.file, line, status)


def _cut(text: str, start: int, end: int, word: int) -> tuple[str, int]:
    """Return at most ``LONGEST`` letters of ``text`` around offset ``word``, and where they begin."""
    first = start
    if word - start > _BEFORE:
        first = word - _BEFORE
        while first < word and not (text[first - 1].isspace() and not text[first].isspace()):
            first += 1
    last = min(end, first + LONGEST - 2 * len(CUT))
    if last < end:
        space = max(text.rfind(" ", first, last), text.rfind("\n", first, last))
        last = space if space > word else last
    cut = text[first:last].rstrip()
    return f"{CUT if first > start else ''}{cut}{CUT if last < end else ''}", first


def _before_composing(text: str, composed: str, offset: int) -> int:
    """Return where the line of ``composed`` at ``offset`` begins in ``text``, whose accents stand apart."""
    found = 0
    for _ in range(composed.count("\n", 0, offset)):
        found = text.index("\n", found) + 1
    return found
