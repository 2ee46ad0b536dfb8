"""Belgian enterprise numbers (KBO): 10 digits, the last two a check on the first eight.

Check = 97 − (first 8 digits mod 97), 01 to 97. The first digit is 0 or 1; numbers from before 2005
have 9 digits and get a leading 0. Source: docs/rules.md, "identity".
"""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?:BTW|TVA)?(?:BE)?([0-9]{9,10})", re.IGNORECASE)
_BETWEEN = str.maketrans("", "", ". -/\N{NO-BREAK SPACE}\t")


def digits(written: str) -> str | None:
    """Return the 10 digits of an enterprise number as people write it, or None where it is none."""
    found = _NUMBER.fullmatch(written.translate(_BETWEEN).replace(":", ""))
    if found is None:
        return None
    number = found[1].rjust(10, "0")
    return number if number[0] in "01" else None


def valid(written: str) -> str | None:
    """Return the 10 digits if they are an enterprise number whose check digits are right, else None."""
    number = digits(written)
    if number is None or int(number[8:]) != 97 - int(number[:8]) % 97:
        return None
    return number


def shown(written: str) -> str:
    """Return a valid number as it is printed: 0999.013.094."""
    number = valid(written) or written
    return f"{number[:4]}.{number[4:7]}.{number[7:]}" if len(number) == 10 else written
