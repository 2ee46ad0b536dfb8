"""Plain text and Markdown, in the encodings that people's programs save."""

from __future__ import annotations

import codecs
import re
import unicodedata

from addendum_cli.formats.documents.draft import Block, Draft
from addendum_cli.formats.plain import visible

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_ENDS = re.compile(" *(?:\r\n?|\n)")


def decoded(raw: bytes) -> str | None:
    """Return the bytes as text: by their mark, else UTF-8, else as Windows writes; None where they are no text.

    A hundredth of control characters is more than a text ever has.
    """
    text = None
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = _tried(raw[len(mark) :], encoding)
            break
    else:
        for encoding in ("utf-8", "cp1252"):
            text = _tried(raw, encoding)
            if text is not None:
                break
    if text is None or "\0" in text or 100 * len(_STEERING.findall(text)) > len(text):
        return None
    return text


def read(raw: bytes, draft: Draft) -> None:
    """Add a text as it stands, its line ends made alike."""
    text = visible(_ENDS.sub("\n", unicodedata.normalize("NFC", (decoded(raw) or "").replace("\f", "\n\n")))).strip(
        "\n"
    )
    if text.strip():
        draft.add([Block("text", text)])


def _tried(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
