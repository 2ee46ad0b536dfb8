"""Evidence: what a proposal's words say of each intervention, and where.

The way of a text: ``sentences`` (where they begin and end), ``tokens`` (the words of one, folded), ``terms``
(which words speak of what), ``clauses``, ``signals`` and ``analysis`` (only where something is spoken of),
``sense`` (what one sentence says), ``reading`` (what its neighbours and ``echo`` make of that), ``offers``
(the strongest of it all, with its ``passages``). What a language needs is data (``model.language``).
Where weights were learnt for a call, ``learned`` decides instead of ``sense``, by ``features`` that hold its findings too.

A sentence is understood once: the same words in another text, or another proposal, cost a look-up. The
memory is bounded, and nothing that is said depends on it.
"""

from addendum_cli.core.evidence.echo import shingles
from addendum_cli.core.evidence.learned import Weights
from addendum_cli.core.evidence.offers import Search, offers
from addendum_cli.core.evidence.reasons import Reason, reasons
from addendum_cli.core.evidence.terms import Wanted

__all__ = ["Reason", "Search", "Wanted", "Weights", "offers", "reasons", "shingles"]
