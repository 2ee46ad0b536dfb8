"""Eligibility: what the call's rules find in a proposal, and the outcome they lead to."""

from addendum_cli.core.eligibility.across import settle
from addendum_cli.core.eligibility.ground import Ground
from addendum_cli.core.eligibility.receipt import judged_time
from addendum_cli.core.eligibility.rules import KINDS, judge

__all__ = ["KINDS", "Ground", "judge", "judged_time", "settle"]
