"""A juror's sheet: its lines, their keys, and what the sheet says of itself, by which it is known when it comes back.

Every mark has a key, ``rubric/criterion/proposal``, that stands in its row. A sheet for the program tells what was
asked: the call, the round, the juror, every criterion as it was then, and every proposal with a digest of its files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from addendum_cli.core import scoring
from addendum_cli.model.call import Call
from addendum_cli.model.jury import Juror
from addendum_cli.model.rubric import Criterion, Rubric
from addendum_cli.model.verdict import Evaluation, Examined

FORMAT = "addendum/jury/1"
SHEET = "addendum"
"""The sheet that says which one this is; for the program, not for people."""
KEY_HEAD, PROPOSAL_HEAD = "addendum", "Voorstel / Proposal"
CRITERION_HEADS = ("Criterium", "Criterion")
MARK_HEAD, MOTIVATION_HEAD = "Punt / Mark", "Motivering / Motivation"
"""Heads of the columns by which the reader finds its way, whatever was moved or put between."""


class Line(NamedTuple):
    """One mark to give: a criterion of a proposal; ``challenge`` None where it counts in every challenge."""

    proposal: str
    challenge: str | None
    criterion: Criterion
    rubric: Rubric

    @property
    def name(self) -> str:
        """Return the criterion's full name, ``rubric/criterion``."""
        return f"{self.rubric.id}/{self.criterion.id}"

    @property
    def key(self) -> str:
        """Return the key that stands in the mark's row."""
        return key_of(self.proposal, self.name)


def key_of(proposal: str, criterion: str) -> str:
    """Return the key of a proposal's mark for ``criterion`` (``rubric/criterion``)."""
    return f"{criterion}/{proposal}"


def lines(evaluation: Evaluation, proposals: Iterable[str]) -> list[Line]:
    """Return the marks that a juror of ``proposals`` is asked for: proposal by proposal, the common criteria first."""
    used = scoring.sheets(evaluation.rubrics, evaluation.challenges, evaluation.round)
    judged = {one.id: one for one in evaluation.judged if one.outcome == "eligible"}
    found = []
    for id_ in proposals:
        one = judged[id_]
        found += [Line(id_, None, criterion, rubric) for criterion, rubric in used[None].criteria]
        for challenge in one.results:
            own = ((c, r) for c, r in used[challenge].criteria if r.challenge is not None)
            found += [Line(id_, challenge, criterion, rubric) for criterion, rubric in own]
    return found


def criterion_head(criterion: Criterion, rubric: Rubric, call: Call) -> str:
    """Return how a row names its criterion, on one line: after its challenge, where it is of one."""
    own = next((one.known_as for one in call.challenges if one.id == rubric.challenge), None)
    return " ".join((criterion.title if own is None else f"{own}: {criterion.title}").split())


def motivated(criterion: Criterion, rubric: Rubric) -> bool:
    """Return whether a mark of ``criterion`` needs a motivation."""
    return rubric.motivation if criterion.motivation is None else criterion.motivation


PARTS = ("title", "question", "levels", "weight", "minimum", "scale", "motivation")
"""What of a criterion a sheet remembers, so that a later version can be told from it, part by part."""


def parts(criterion: Criterion, rubric: Rubric) -> dict[str, str]:
    """Return a short digest of each part of a criterion that a juror marks by."""
    scale = rubric.scale
    told: dict[str, object] = {
        "title": criterion.title,
        "question": criterion.question or "",
        "levels": sorted((float(mark), text) for mark, text in criterion.levels.items()),
        "weight": criterion.weight,
        "minimum": f"{criterion.minimum} {rubric.minimum}",
        "scale": f"{scale.min.normalize()} {scale.max.normalize()} {scale.step.normalize()}",
        "motivation": motivated(criterion, rubric),
    }
    return {part: _digest(repr(told[part]))[:8] for part in PARTS}


def rubric_parts(rubrics: Iterable[Rubric], round_: str) -> dict[str, dict[str, str]]:
    """Return every criterion of a round by its full name, with the digests of its parts."""
    return {
        f"{rubric.id}/{criterion.id}": parts(criterion, rubric)
        for rubric in rubrics
        if rubric.round == round_
        for criterion in rubric.criteria
    }


def state(examined: Examined) -> str:
    """Return a digest of a proposal's own files, whatever they are called."""
    return _digest("\n".join(sorted(digest for _, digest in examined.sha256)))[:16]


class About(NamedTuple):
    """What a sheet says of itself: ``criteria`` with their parts, ``proposals`` with the state of their files."""

    call: str
    round: str
    juror: str
    name: str
    criteria: Mapping[str, Mapping[str, str]]
    proposals: Mapping[str, str]
    keys: Sequence[str]

    def rows(self) -> list[tuple[str, ...]]:
        """Return the rows of the sheet for the program, the fingerprint of all the others last."""
        rows: list[tuple[str, ...]] = [
            ("format", FORMAT),
            ("call", self.call),
            ("round", self.round),
            ("juror", self.juror),
            ("name", self.name),
        ]
        rows += [("criterion", name, *(found[part] for part in PARTS)) for name, found in self.criteria.items()]
        rows += [("proposal", id_, digest) for id_, digest in self.proposals.items()]
        rows += [("key", key) for key in self.keys]
        return [*rows, ("fingerprint", fingerprint(rows))]


def about(evaluation: Evaluation, juror: Juror, asked: Sequence[Line]) -> About:
    """Return what the sheet of ``juror`` says of itself."""
    known = {one.id: one.examined for one in evaluation.judged}
    ids = dict.fromkeys(line.proposal for line in asked)
    return About(
        evaluation.call.id,
        evaluation.round,
        juror.id,
        juror.name,
        rubric_parts(evaluation.rubrics, evaluation.round),
        {id_: state(known[id_]) for id_ in ids},
        [line.key for line in asked],
    )


def fingerprint(rows: Iterable[Sequence[str]]) -> str:
    """Return the digest of the rows by which a changed description is known."""
    return _digest("\n".join("\t".join(row) for row in rows))[:32]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
