"""Evidence: what a proposal's words say of each intervention, and where.

The way of a text: ``tokens`` (words and gaps, folded), ``terms`` (which words speak of what), ``sentences``,
``clauses`` and ``signals`` (only around what was found), ``status`` (what that says), ``offers`` (the
strongest of it all, with its passages). What a language needs is data (``model.language``).
"""

from addendum_cli.core.evidence.echo import shingles
from addendum_cli.core.evidence.offers import Search, offers
from addendum_cli.core.evidence.terms import Wanted

__all__ = ["Search", "Wanted", "offers", "shingles"]
