"""Pure functions, models in and verdicts out: eligibility, evidence, desk marks, scores, ranks."""
