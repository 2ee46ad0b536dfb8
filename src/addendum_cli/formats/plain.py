"""Text of people's made safe to print: one line, no control or escape characters, no turned directions."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """Return ``text`` without characters that steer a terminal or turn the direction of reading."""
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub("", text)


def even_lines(text: str) -> str:
    """Return ``text`` with every line ended by a line feed alone, whatever system it came from."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


_COMMAND = re.compile(r"^(\s*)(?=::|##\[)", re.MULTILINE)


def no_commands(text: str) -> str:
    """Return ``text`` with no line that a CI system reads as a command (``::error …``): a mark stands before it."""
    return _COMMAND.sub("\\1\N{WORD JOINER}", text) if "::" in text or "##[" in text else text


def one_line(text: str) -> str:
    """Return ``text`` on one line: white space folded (not at its start), nothing that steers a terminal."""
    if text.isascii() and text.isprintable():
        return text
    return visible(
        _SPACE.sub(lambda space: " " if "\n" in space[0] or "\r" in space[0] else space[0].translate(_TABS), text)
    )


_TABS = {9: " ", 11: " ", 12: " ", 28: "", 29: "", 30: "", 31: "", 133: " ", 0x2028: " ", 0x2029: " "}
