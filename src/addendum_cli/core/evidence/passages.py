"""The words quoted for a status: the sentence, on one line, cut to a length that people read."""

from __future__ import annotations

from addendum_cli.core.evidence.sentences import Sentence

LONGEST = 300
CUT = "…"
_BEFORE = 100
"""Letters kept before the word that a long sentence is quoted for."""


def quoted(sentence: Sentence, word: int) -> tuple[str, int]:
    """Return the sentence, or as much of it as can be quoted around the offset ``word``, and where that begins."""
    text, first = sentence.text, 0
    if len(text) <= LONGEST:
        return (" ".join(text.split()) if "\n" in text or "  " in text or "\t" in text else text), sentence.start
    if word > _BEFORE:
        first = word - _BEFORE
        while first < word and not (text[first - 1].isspace() and not text[first].isspace()):
            first += 1
    last = min(len(text), first + LONGEST - 2 * len(CUT))
    if last < len(text):
        space = max(text.rfind(" ", first, last), text.rfind("\n", first, last))
        last = space if space > word else last
    cut = " ".join(text[first:last].split())
    return f"{CUT if first else ''}{cut}{CUT if last < len(text) else ''}", sentence.start + first


def line_of(text: str, composed: str, offset: int) -> int:
    """Return where in ``text``, whose accents stand apart, the line of ``composed`` at ``offset`` begins."""
    found = 0
    for _ in range(composed.count("\n", 0, offset)):
        found = text.index("\n", found) + 1
    return found
