"""What several reports look up in an evaluation; nothing here decides or computes a score."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from addendum_cli.core import scoring
from addendum_cli.core.deciding import after
from addendum_cli.core.scoring import Sheet
from addendum_cli.messages import say
from addendum_cli.model.call import Call, Challenge
from addendum_cli.model.decision import Reply
from addendum_cli.model.verdict import Evaluation, Finding, Judged, Shortlist
from addendum_cli.report.wording import Tongue


class Tally(NamedTuple):
    """How many marks of a proposal are missing, proposed by the desk, and given by people."""

    missing: int
    desk: int
    people: int


class Changed(NamedTuple):
    """A mark that an answer to a weerwoord changed, and why; ``criterion`` as ``rubric/criterion``."""

    proposal: str
    criterion: str
    before: Fraction | None
    after: Fraction
    reason: str


def changed_marks(evaluation: Evaluation) -> list[Changed]:
    """Return the marks that answers to a weerwoord changed in this round, by proposal and criterion."""
    decided, found = evaluation.decided, []
    if decided is None or evaluation.revised is None:
        return []
    judged = ranked(evaluation)
    for (proposal, name), new in sorted(decided.revised.items()):
        answered = decided.replies[proposal, name].changed
        rubric, _, criterion = name.partition("/")
        own = [one for one in evaluation.rubrics if one.id == rubric and one.round == evaluation.round]
        if proposal in judged and answered is not None and own:
            before = next(
                (r.marks[criterion].value for r in judged[proposal].results.values() if criterion in r.marks), None
            )
            found.append(Changed(proposal, name, before, new, answered.reason))
    return found


def is_late(reply: Reply, call: Call) -> bool:
    """Return whether a weerwoord came in after its last day."""
    at = reply.received.at
    return at is not None and after(at, call, call.submission.weerwoord)


def ranked(evaluation: Evaluation) -> dict[str, Judged]:
    """Return the proposals that are ranked, by id, the best first."""
    judged = {one.id: one for one in evaluation.judged if one.outcome == "eligible"}
    return {place.id: judged[place.id] for place in evaluation.ranking}


def challenges(evaluation: Evaluation) -> tuple[Challenge, ...]:
    """Return the challenges that are scored, in the call's order."""
    return tuple(one for one in evaluation.call.challenges if one.id in evaluation.challenges)


def common_criteria(evaluation: Evaluation) -> frozenset[str]:
    """Return the criteria that are marked once per proposal and count in every challenge."""
    return frozenset(criterion.id for criterion, _ in sheets(evaluation)[None].criteria)


def sheets(evaluation: Evaluation) -> Mapping[str | None, Sheet]:
    """Return by challenge what it is marked by, the common criteria first; these alone under None."""
    return scoring.sheets(evaluation.rubrics, evaluation.challenges, evaluation.round)


def tally(one: Judged, common: frozenset[str]) -> Tally:
    """Return how the marks of ``one`` came about; a common criterion counts once."""
    missing = desk = people = 0
    for n, result in enumerate(one.results.values()):
        for id_, mark in result.marks.items():
            if n and id_ in common:
                continue
            if mark.value is None:
                missing += 1
            elif mark.source == "desk":
                desk += 1
            else:
                people += 1
    return Tally(missing, desk, people)


def noted(one: Judged) -> list[Finding]:
    """Return the findings that say more than that a rule passes."""
    return [finding for finding in one.findings if finding.verdict != "pass" or finding.rule == "decision"]


def telling(one: Judged) -> list[Finding]:
    """Return the same; of an unreadable file, whose faults tell why, a person's decision alone."""
    return [finding for finding in noted(one) if finding.rule == "decision" or not one.examined.problems]


def first_ranked(listed: Shortlist, most: int) -> list[str]:
    """Return at most ``most`` ranked ids by rank; where there are more, those on the shortlist go first."""
    ids = [place.id for place in listed.evaluation.ranking]
    if len(ids) <= most:
        return ids
    chosen = frozenset(listed.ids)
    kept = frozenset([*(id_ for id_ in ids if id_ in chosen), *(id_ for id_ in ids if id_ not in chosen)][:most])
    return [id_ for id_ in ids if id_ in kept]


def firmness(listed: Shortlist, tongue: Tongue) -> list[tuple[str, dict[str, str]]]:
    """Return the columns that tell how firm each place is: a title, and a cell by id; none that has nothing to tell."""
    firm = listed.firm or {}
    columns = (
        (say("Within the cut under other weights"), {id_: _percent(one.weights) for id_, one in firm.items()}),
        (say("Within the cut, whatever is open"), {id_: _percent(one.missing) for id_, one in firm.items()}),
        (say("Within the cut, one juror left out"), {id_: _of(one.jurors) for id_, one in firm.items()}),
        (say("Within the cut, severity taken away"), {id_: SIGN[one.severity] for id_, one in firm.items()}),
    )
    return [(tongue(title), cells) for title, cells in columns if any(cells.values())]


SIGN: Mapping[bool | None, str] = {True: "✓", False: "✗", None: ""}


def _of(jurors: tuple[int, int] | None) -> str:
    return "" if jurors is None else f"{jurors[0]}/{jurors[1]}"


def _percent(chance: float | None) -> str:
    """Return a chance in whole percent; 100 and 0 only where they are."""
    if chance is None:
        return ""
    shown = min(99, max(1, round(chance * 100))) if 0 < chance < 1 else round(chance * 100)
    return f"{shown} %"
