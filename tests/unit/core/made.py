"""Evaluations from a few marks: one criterion a challenge on a scale of 0 to 100, so that a mark is a score."""

from fractions import Fraction

import yaml

from addendum_cli.core.evaluate import conclude
from addendum_cli.model.call import Call
from addendum_cli.model.rubric import Rubric
from addendum_cli.model.verdict import Examined, Finding, Mark


def plain(text):
    """Return YAML with every value still text, as our readers hand it over."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - constructs text only


CALL = """
id: riverside
title: Riverside
language: nl
timezone: Europe/Brussels
region: {name: Riverside, municipalities: {name: Menen}}
approach: {id: coach, title: Coach}
challenges: [{id: saled}, {id: marcel}, {id: chadia}, {id: jordy}]
"""
SHEETS = """
- {id: saled, title: Saled, challenge: saled, scale: {max: 100, step: 1}, criteria: {id: offer, title: x, weight: 1}}
- {id: marcel, title: Marcel, challenge: marcel, scale: {max: 100, step: 1}, criteria: {id: offer, title: x, weight: 1}}
- {id: chadia, title: Chadia, challenge: chadia, scale: {max: 100, step: 1}, criteria: {id: offer, title: x, weight: 1}}
- {id: jordy, title: Jordy, challenge: jordy, scale: {max: 100, step: 1}, criteria: {id: offer, title: x, weight: 1}}
"""


def asking(**minima):
    """Return the rubrics, some with a minimum in percent: ``asking(marcel=50)``."""
    return tuple(
        Rubric.model_validate({**sheet, "minimum": str(minima[sheet["id"]])} if sheet["id"] in minima else sheet)
        for sheet in plain(SHEETS)
    )


RUBRICS = asking()


def number(text):
    """Return a mark as a test writes it: 80, 72.5, 200/3, or null."""
    return None if text == "null" else Fraction(text)


def examined(id_, answers, outcome="eligible", file=None):
    """Return a proposal with a mark by challenge, and a finding that leads to ``outcome``."""
    findings = () if outcome == "eligible" else (Finding("rule", "fail", None, leads_to=outcome),)
    return Examined(
        id=id_,
        file=file or f"proposals/{id_}.yaml",
        organisation=f"{id_} vzw",
        title=None,
        findings=findings,
        readable=outcome != "unreadable",
        marks={challenge: {"offer": Mark(number(value))} for challenge, value in answers.items()},
        answered=tuple(answers),
    )


def evaluated(table, *, total="mean", rubrics=RUBRICS, outcomes=None, **options):
    """Return the evaluation of ``{brug: {saled: 80, marcel: null}}``, a mark for every challenge answered."""
    call = Call.model_validate({**plain(CALL), "ranking": {"total": total}})
    proposals = [examined(id_, answers, (outcomes or {}).get(id_, "eligible")) for id_, answers in plain(table).items()]
    return conclude(call, rubrics, proposals, **options)


def standings(evaluation):
    """Return the ranking as (rank, id, total)."""
    return [(place.rank, place.id, place.total) for place in evaluation.ranking]
