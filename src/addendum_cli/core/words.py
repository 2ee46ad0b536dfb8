"""Names compared as people mean them: case, accents, spaces, hyphens and dots do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from addendum_cli.messages import Message, say

_LEGAL_FORM = re.compile(r"(?i)(?<!\w)(?:i?vzw|asbl|cv(?:so|ba)?|bv|nv|ngo|v\.z\.w\.?|feitelijke vereniging)(?!\w)")
_WORDS = re.compile(r"\w+")
_DROP = str.maketrans("", "", " -‐‑‒–'’.\t\n\r\N{NO-BREAK SPACE}")
SHORT = 8
"""A name shorter than this may differ by one edit and still be the same name misspelt; a longer one by two."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return ``text`` in lower case, without accents, spaces, hyphens, apostrophes and dots."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.casefold().translate(_DROP)


def nearest(name: str, known: Iterable[str], *, most: int = 2) -> str | None:
    """Return the one of ``known`` that ``name`` misspells by at most ``most`` edits, or None.

    An edit is a letter left out, added, changed or swapped with its neighbour; both sides are folded.
    Of two names equally near the first in the alphabet is returned. A name also misspells the
    hyphenated one that it begins ("Beveren" for "Beveren-Leie").
    """
    from rapidfuzz.distance import OSA

    wanted = fold(name)
    if len(wanted) < 3:
        return None
    best: tuple[int, str] | None = None
    for candidate in known:
        folded = fold(candidate)
        allowed = 1 if max(len(wanted), len(folded)) < SHORT else most
        head, hyphen, _ = candidate.partition("-")
        distance = 1 if hyphen and fold(head) == wanted else OSA.distance(wanted, folded, score_cutoff=allowed)
        if distance <= allowed and (best is None or (distance, candidate) < best):
            best = (distance, candidate)
    return best[1] if best else None


def suggestion(name: str, known: Iterable[str], shown: Iterable[str] | None = None) -> Message:
    """Return what to do about an unknown ``name``: the one of ``known`` that it misspells, or what there is.

    ``shown``: what is listed where that is fewer than all that is ``known``.
    """
    names = tuple(known)
    meant = nearest(name, names)
    if meant:
        return say("did you mean {name}?", name=meant)
    return say("known here: {names}", names=names if shown is None else tuple(shown))


def text_key(text: str) -> str:
    """Return what two texts share that are equal when folded: a hash; empty for a text without words.

    Made for whole narratives: no Python loop over the letters of the scripts that we mostly meet.
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").lower().translate(None, b" -'.\t\n\r")
    few = len(letters) * 2 < len(text) and not text.isascii()
    if few and len(letters) * 2 < len("".join(text.split())):  # a script without ASCII forms
        letters = "".join(filter(str.isalnum, text.casefold())).encode("utf-8", "replace")
    return blake2b(letters, digest_size=16).hexdigest() if letters else ""


def without_form(name: str) -> str:
    """Return an organisation's name without its legal form (vzw, cv, …), by which nobody calls it."""
    return _LEGAL_FORM.sub(" ", name)


def words_of(text: str) -> list[str]:
    """Return the words of ``text`` as they stand, accents taken off."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORDS.findall(text)


def says(text: str, name: str) -> bool:
    """Return whether ``text`` says ``name``, its words one after the other.

    A name of several words in any case; one of a single word only with the capitals it is written with (or all of
    them), for it may be an everyday word, too.
    """
    wanted, found = words_of(name), words_of(text)
    if not wanted:
        return False
    if len(wanted) > 1:
        wanted, found = [one.casefold() for one in wanted], [one.casefold() for one in found]
    elif wanted[0].islower():
        return False
    else:
        found = [wanted[0] if one == wanted[0].upper() else one for one in found]
    return any(found[n : n + len(wanted)] == wanted for n in range(len(found) - len(wanted) + 1))
