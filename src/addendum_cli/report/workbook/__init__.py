"""The shortlist as a workbook: ranks, eligibility, coverage, reasons and provenance, all of it values.

``Shortlist`` keeps that name in every language; the other sheets are named in the reader's.
Source: contract, "Commands" and "Promises".
"""

from __future__ import annotations

from addendum_cli.formats.grids import Book
from addendum_cli.model.verdict import Shortlist
from addendum_cli.report.records import PROGRAM
from addendum_cli.report.wording import Tongue
from addendum_cli.report.workbook import coverage, provenance, ranks, reasons
from addendum_cli.report.workbook.house import NAME, House


def render(listed: Shortlist, tongue: Tongue) -> bytes:
    """Return the workbook: the same bytes for the same evaluation, and sealed against silent overwriting."""
    evaluation = listed.evaluation
    book = Book(evaluation.call.title, PROGRAM, NAME)
    house = House(book, tongue, evaluation.call.title)
    ranks.shortlist(listed, house)
    if len(listed.ids) < len(evaluation.ranking):  # else it would say the same once more
        ranks.ranking(listed, house)
    ranks.challenge_sheets(listed, house)
    reasons.eligibility(listed, house)
    coverage.coverage(listed, house)
    reasons.reasons(listed, house)
    provenance.provenance(listed, house)
    provenance.keep(evaluation, house)
    return book.saved()
