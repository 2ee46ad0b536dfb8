"""Frozen values that everything else speaks of: call, proposal, rubric, decision, verdict."""
