"""The public API: a call, proposals, and the one evaluation that every export is a view on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from addendum_cli.core.evaluate import Examiner, conclude
from addendum_cli.errors import AddendumError, Problem, Where
from addendum_cli.messages import say
from addendum_cli.model.kinds import Round
from addendum_cli.model.rubric import Rubric
from addendum_cli.model.verdict import Evaluation
from addendum_cli.store import proposals as proposal_files
from addendum_cli.store.batch import Progress, examine_all
from addendum_cli.store.call import CallFolder, load_call
from addendum_cli.store.proposals import Source

if TYPE_CHECKING:
    from addendum_cli.core.evidence import Reason

__all__ = ["Proposals", "evaluate", "load_call", "read_proposals", "weighed"]


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
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Return the evaluation of ``proposals`` by the call in ``folder``.

    ``scored`` False judges eligibility only: no rubric is read and no text searched. ``challenge`` limits
    the scores to one. ``decisions``: another file than the call's own.

    Raises:
        AddendumError: the rubrics or decisions cannot be used, or the challenge is not in the call.
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
    unknown = sorted(set(taken) - {one.id for one in examined})
    problems = [
        Problem(
            folder.decided[id_],
            say("decides on {id}, which is not among the proposals", id=id_),
            say("mend the id, or remove the decision"),
        )
        for id_ in unknown
    ]
    return conclude(
        folder.call,
        rubrics,
        examined,
        round_=round_,
        decisions=taken,
        challenges=asked,
        problems=problems,
        inputs={**folder.inputs, **{name: digest for one in examined for name, digest in one.sha256}},
    )


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
