"""What the program says, before it is put into a language.

The core says *what* as an English template with named values; the reports put it into the reader's
language with the catalogues in ``locales/``. Values are data (often an applicant's words): only the
template, which is ours, is ever formatted.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Value: TypeAlias = "str | int | float | tuple[Value, ...] | Message | None"


class Message(NamedTuple):
    """A template (the catalogue's key) and the values named in it.

    ``plural`` is the plural template, chosen by the value named ``n``.
    """

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str | None = None


def say(text: str, /, **values: Value) -> Message:
    """Return the message ``text`` with ``values``; found by the catalogue's extraction under this name."""
    return Message(text, tuple(values.items()))


def say_n(text: str, plural: str, /, n: int, **values: Value) -> Message:
    """Return a message with a singular and a plural form, chosen by ``n`` in the reader's language."""
    return Message(text, (("n", n), *values.items()), plural)
