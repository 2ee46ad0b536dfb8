"""Write ``examples/jury``: the score sheets of three jurors for the example proposals, filled in.

Run it after a change of the rubrics or of an example proposal: ``python tools/jury.py``. Jurors, marks and words are
invented. Nothing here depends on the clock or on chance: marks come from a digest of the key, so they stay the same.
"""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

from openpyxl import load_workbook

from addendum_cli.api import evaluate, load_call, read_proposals
from addendum_cli.core.assignment import spread
from addendum_cli.formats.sheets import put
from addendum_cli.jury.layout import KEY_HEAD, MARK_HEAD, MOTIVATION_HEAD
from addendum_cli.report import jury_sheet
from addendum_cli.report.wording import Tongue
from addendum_cli.store import jurors

ROOT = Path(__file__).resolve().parents[1]
JURY = ROOT / "examples" / "jury"
LEAN = {"ilse": 0.5, "rachid": 0.0, "griet": -0.5}
"""Each juror's nature: one marks high, one low."""
GOOD = {"samen-op-stap": 3.5, "drieleie": 3.5, "fietskompas": 3.5, "honderd-dagen": 3.0, "lantaarnpaal": 3.0}
"""How good the jury finds a proposal as a whole; any other 2."""
WEAK = (
    "Blijft bij een opsomming; wie wat doet, staat er niet.",
    "Hier lees ik vooral wat er mis is, nog niet wat men eraan doet.",
    "Te afhankelijk van partners die nog niets beloofd hebben.",
    "Mooi bedoeld, maar zonder uren of mensen.",
)
MIDDLE = (
    "Degelijk, zonder verrassingen.",
    "Eén stap is goed uitgewerkt, de rest blijft vaag.",
    "Kan, als de begeleider echt dezelfde blijft.",
)
STRONG = (
    "Concreet: wie, wanneer, en wat er gebeurt als iemand afhaakt.",
    "Je ziet de mensen voor je; zo werkt het.",
    "Precies wat de oproep bedoelt met naast iemand staan.",
    "Sterk: ook de moeilijke weken krijgen een plaats.",
)


def number(text: str, below: int) -> int:
    """Return a number from 0 to ``below`` that ``text`` always gives."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) % below


def mark(juror: str, key: str) -> float:
    """Return the mark that a juror gives: how good the answer is, their nature, and a little of their own."""
    proposal = key.rpartition("/")[2]
    good = GOOD.get(proposal, 2.0) + (number(key, 5) - 2) / 2
    own = (number(f"{juror} {key}", 3) - 1) / 2
    return max(0.0, min(5.0, good + LEAN[juror] + own))


def words(juror: str, key: str, given: float) -> str:
    """Return a juror's words on a mark; in the middle they often say nothing."""
    pool = WEAK if given <= 2 else STRONG if given >= 4 else MIDDLE
    place = number(f"{key} {juror} words", len(pool) * (1 if pool is not MIDDLE else 2))
    return pool[place] if place < len(pool) else ""


def main() -> int:
    """Write the sheets anew."""
    folder = load_call(ROOT / "data")
    evaluation = evaluate(folder, read_proposals([ROOT / "examples" / "proposals"]))
    panel = jurors.read(JURY / "jurors.yaml", {one.id for one in evaluation.judged})
    ids = sorted(place.id for place in evaluation.ranking)
    conflicts = {one.id: one.conflicts for one in panel}
    spread_ = spread(ids, [one.id for one in panel], conflicts, per_proposal=2)
    (JURY / "sheets").mkdir(exist_ok=True)
    for one in panel:
        made = jury_sheet.render(evaluation, one, spread_.proposals[one.id], Tongue("nl"))
        book = load_workbook(io.BytesIO(made))
        sheet = next(each for each in book.worksheets if each.cell(1, 1).value == KEY_HEAD)
        at = {cell.value: place for place, cell in enumerate(sheet[1], 1)}
        for row in range(2, sheet.max_row + 1):
            key = str(sheet.cell(row, at[KEY_HEAD]).value)
            if number(f"{one.id} {key} open", 40) == 0:
                continue  # still open
            given = mark(one.id, key)
            put(sheet.cell(row, at[MARK_HEAD]), given)  # type: ignore[arg-type]
            put(sheet.cell(row, at[MOTIVATION_HEAD]), words(one.id, key, given) or None)  # type: ignore[arg-type]
        book.save(JURY / "sheets" / f"jury-written-{one.id}.xlsx")
    return 0


if __name__ == "__main__":
    sys.exit(main())
