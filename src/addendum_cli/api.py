"""The public API: a call, proposals, and the one evaluation that every export is a view on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from addendum_cli.core.evaluate import Examiner, conclude
from addendum_cli.core.words import suggestion
from addendum_cli.errors import AddendumError, Problem, Where
from addendum_cli.messages import say
from addendum_cli.model.kinds import Round
from addendum_cli.model.rubric import Rubric
from addendum_cli.model.verdict import Evaluation, Examined
from addendum_cli.store import proposals as proposal_files
from addendum_cli.store.batch import Progress, examine_all
from addendum_cli.store.call import CallFolder, load_call
from addendum_cli.store.proposals import Source

if TYPE_CHECKING:
    from addendum_cli.core.evidence import Reason
    from addendum_cli.jury.reading import Sheets
    from addendum_cli.model.decision import Decided

__all__ = ["Proposals", "evaluate", "load_call", "read_proposals", "read_sheets", "weighed"]


class Proposals(NamedTuple):
    """The proposals found, by path, and the loose files beside them that are none."""

    sources: Sequence[Source]
    loose: Sequence[Problem] = ()


def read_proposals(paths: Iterable[str | Path]) -> Proposals:
    """Return the proposals in files and folders; each is read when it is evaluated.

    Raises:
        AddendumError: a path is not there, or there is no proposal at all.
    """
    return Proposals(*proposal_files.find(paths))


def evaluate(
    folder: CallFolder,
    proposals: Proposals,
    *,
    scored: bool = True,
    round_: Round = "written",
    challenge: str | None = None,
    decisions: Path | None = None,
    jury: Path | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Return the evaluation of ``proposals`` by the call in ``folder``.

    ``scored`` False judges eligibility only: no rubric is read and no text searched. ``challenge`` limits
    the scores to one. ``decisions``: another file than the call's own. ``jury``: the folder of the score
    sheets that came back.

    Raises:
        AddendumError: the rubrics, decisions or sheets cannot be used, or the challenge is not in the call.
    """
    known = tuple(one.id for one in folder.call.challenges)
    if challenge is not None and challenge not in known:
        problem = say("the call has no challenge {name}", name=challenge)
        raise AddendumError.at(Where("--challenge"), problem, say("known here: {names}", names=known))
    asked = known if challenge is None else (challenge,)
    rubrics = folder.rubrics() if scored else ()
    taken = folder.decisions(decisions)
    examiner = _examiner(folder, rubrics if scored else None, round_, asked)
    examined = examine_all(proposals.sources, examiner, jobs=jobs, progress=progress)
    sheets = read_sheets(folder, jury, rubrics, round_) if jury is not None and scored else None
    problems = [*_astray(folder, taken, examined, rubrics), *(_strayed(sheets, examined) if sheets else ())]
    inputs = {**folder.inputs, **{name: digest for one in examined for name, digest in one.sha256}}
    evaluation = conclude(
        folder.call,
        rubrics,
        examined,
        round_=round_,
        decided=taken,
        panel=sheets.panel if sheets else None,
        challenges=asked,
        problems=problems,
        inputs={**inputs, **(sheets.panel.inputs if sheets else {})},
    )
    late = [*_outdated(folder, evaluation)]
    return replace(evaluation, problems=(*evaluation.problems, *late)) if late else evaluation


def read_sheets(folder: CallFolder, jury: Path, rubrics: Sequence[Rubric], round_: Round) -> Sheets:
    """Return what the score sheets in the folder ``jury`` hold, for one round.

    Raises:
        AddendumError: there is no such folder.
    """
    from addendum_cli.formats.sandbox import Sandbox
    from addendum_cli.formats.workbooks import FUNCTION
    from addendum_cli.jury import finding, reading

    with Sandbox(function=FUNCTION) as books:
        found = finding.books(jury, books.extract)
    return reading.read(found, folder.call, rubrics, round_)


def _astray(
    folder: CallFolder, taken: Decided, examined: Sequence[Examined], rubrics: Sequence[Rubric]
) -> Iterator[Problem]:
    """Yield the decisions on proposals and criteria that are not there, and agreed marks off their scale."""
    known = {one.id for one in examined}
    criteria = {f"{rubric.id}/{one.id}": rubric.scale for rubric in rubrics for one in rubric.criteria}
    told: set[str] = set()
    for one, place in zip(taken.all, folder.decided, strict=True):
        if one.proposal not in known:
            if one.proposal not in told:
                what = say("decides on {id}, which is not among the proposals", id=one.proposal)
                yield Problem(place, what, say("mend the id, or remove the decision"))
            told.add(one.proposal)
        elif one.criterion is not None and criteria and one.criterion not in criteria:
            what = say("{name} is not known", name=one.criterion)
            yield Problem(place, what, suggestion(one.criterion, criteria))
        for mark in (one.consensus, one.mark):
            if mark is not None and one.criterion in criteria and not criteria[one.criterion].holds(Fraction(mark)):
                what = say("{mark} is no mark of the scale", mark=float(mark))
                yield Problem(place, what, say("a mark that an assessor could give, too"))


def _strayed(sheets: Sheets, examined: Sequence[Examined]) -> Iterator[Problem]:
    """Yield what is wrong in the sheets, and where they speak of proposals that are gone or have changed since."""
    from addendum_cli.jury.layout import state

    yield from sheets.panel.problems
    known = {one.id: one for one in examined}
    for file, states in sheets.states.items():
        gone = tuple(sorted(id_ for id_ in states if id_ not in known))
        if gone:
            what = say("has marks for what is not among the proposals: {ids}", ids=gone)
            yield Problem(Where(file), what, say("name their folder too; these marks do not count"))
        changed = tuple(sorted(id_ for id_, then in states.items() if id_ in known and state(known[id_]) != then))
        if changed:
            what = say("made before these proposals changed: {ids}", ids=changed)
            yield Problem(Where(file), what, say("the marks count; ask whether they still hold"))


def _outdated(folder: CallFolder, evaluation: Evaluation) -> Iterator[Problem]:
    """Yield the decisions that rest on what has changed since."""
    if evaluation.decided is None or not evaluation.outdated:
        return
    late = {id(one) for one in evaluation.outdated}
    for one, place in zip(evaluation.decided.all, folder.decided, strict=True):
        if id(one) in late:
            what = say("the decision on {id} ({kind}) rests on what has changed since", id=one.proposal, kind=one.kind)
            yield Problem(place, what, say("look at it again, and decide anew where it no longer holds"))


def weighed(folder: CallFolder, source: Source) -> tuple[Reason, ...]:
    """Return, for every sentence of one proposal that was read by what was learnt, which features weighed most.

    Raises:
        AddendumError: the proposal or the rubrics cannot be used.
    """
    examiner = _examiner(folder, folder.rubrics(), "written", None)
    return examiner.reasons(proposal_files.read(source, folder.call))


def _examiner(
    folder: CallFolder, rubrics: Sequence[Rubric] | None, round_: Round, challenges: Sequence[str] | None
) -> Examiner:
    """Return what looks at one proposal; without ``rubrics`` no text is searched, and nothing for that is read."""
    scored = rubrics is not None
    return Examiner(
        folder.call,
        folder.language,
        rubrics=rubrics,
        round_=round_,
        challenges=challenges,
        copied=folder.copied() if scored else frozenset(),
        weights=folder.weights() if scored else None,
    )
