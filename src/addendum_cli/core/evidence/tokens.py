"""A sentence as words and the gaps between them, folded without moving a letter.

Folding keeps the length, so that an offset in the folded text is one in the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_SPLIT = re.compile(r"([^\s!-&(-/:-@\[-`{-~…–]+)")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_LOOSE_APOSTROPHE = re.compile(r"'(?:(?![^\W_])|(?<![^\W_]'))")
_ALIKE = {
    **dict.fromkeys(
        "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}´`", "'"
    ),
    **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{SOFT HYPHEN}", "-"),
    **dict.fromkeys("\N{EM DASH}\N{HORIZONTAL BAR}", "\N{EN DASH}"),
    **dict.fromkeys("•·▪◦‣●○■□", "*"),
    **dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"),
}


def _base(letter: str) -> str:
    """Return the one letter by which a letter outside ASCII is compared."""
    if letter in _ALIKE:
        return _ALIKE[letter]
    if letter.isspace():
        return " "
    if letter != "…" and not letter.isalnum() and not unicodedata.combining(letter):
        return "–" if letter == "–" else '"'
    plain = [c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c)]
    return plain[0].lower() if len(plain) == 1 and len(plain[0].lower()) == 1 else letter


def fold(text: str) -> str:
    """Return ``text`` in lower case and without accents, letter for letter: the length stays the same.

    Apostrophes stay inside words only; what is neither letter nor digit becomes punctuation of ASCII.
    """
    folded = _unaccented(text).replace("\r", " ")
    return _LOOSE_APOSTROPHE.sub('"', folded) if "'" in folded else folded


def _unaccented(text: str) -> str:
    """Return ``text`` in lower case, each letter by its base letter."""
    if text.isascii():
        return text.lower()
    folded = text.lower()
    if len(folded) != len(text):  # some capitals have a longer small form
        folded = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    table = {ord(letter): _base(letter) for letter in set(_FOREIGN.findall(folded))}
    if len(table) > 24:
        return folded.translate(table)
    for letter, base in table.items():
        folded = folded.replace(chr(letter), base)
    return folded


def words_of(text: str) -> list[str]:
    """Return the folded words of ``text``."""
    return _SPLIT.findall(fold(composed(text)))


def composed(text: str) -> str:
    """Return ``text`` with each accent joined to its letter, so that a letter is one character."""
    return text if text.isascii() or unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


COMMA, OPEN, CLOSE, SEMI, COLON, OTHER = (1 << bit for bit in range(6))
"""What a gap holds; a gap without any of them (a space, a hyphen, a quotation mark, the end of a line) parts nothing."""

_MARKS = (
    (re.compile(r",(?=\s)|\s[-–]\s"), COMMA),
    (re.compile(r"[(\[]"), OPEN),
    (re.compile(r"[)\]]"), CLOSE),
    (re.compile(r";"), SEMI),
    (re.compile(r":(?=[\s*_]|$)"), COLON),
    (re.compile(r"[.!?…](?=\s)|\|"), OTHER),
)


@lru_cache(maxsize=4096)
def marks(gap: str) -> int:
    """Return what a gap between two words of a sentence holds."""
    found = 0
    for pattern, mark in _MARKS:
        if pattern.search(gap):
            found |= mark
    return found


class Tokens:
    """The words of a sentence; ``gaps[i]`` stands before word ``i``, and one more gap ends the sentence."""

    __slots__ = ("_parts", "gaps", "text", "words")

    def __init__(self, text: str) -> None:
        self._parts = parts = _SPLIT.split(fold(text))
        self.text = text
        self.words: Sequence[str] = parts[1::2]
        self.gaps: Sequence[str] = parts[::2]

    def start(self, word: int) -> int:
        """Return the offset at which a word begins."""
        return sum(map(len, self._parts[: 2 * word + 1]))

    def written(self, word: int) -> str:
        """Return a word as it stands in the text."""
        start = self.start(word)
        return self.text[start : start + len(self.words[word])]
