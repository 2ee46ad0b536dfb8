"""``addendum decide``: what people decide, added to the call's decisions with reason, name and moment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from addendum_cli.cli import options

if TYPE_CHECKING:
    from datetime import date, datetime
    from fractions import Fraction

    from addendum_cli.model.verdict import Evaluation, Judged
    from addendum_cli.store.call import CallFolder

Kind = Literal[
    "eligible", "later", "clarify", "ineligible", "superseded",
    "consensus", "invited", "not-invited", "selected", "reserve", "not-selected", "weerwoord", "answer",
]  # fmt: skip
OUTCOMES = ("eligible", "later", "clarify", "ineligible", "superseded")
SELECTIONS = ("invited", "not-invited", "selected", "reserve", "not-selected")
MARKED = ("consensus", "weerwoord", "answer")


def decide(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="The proposals, by id.", show_default=False)],
    what: Annotated[
        Kind,
        typer.Option(
            "--as",
            help="An outcome in the place of the rules' one; a mark on which the panel agreed (consensus); who goes on; "
            "a weerwoord that came in, and the answer to it.",
            show_default=False,
        ),
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why: needed for everything.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided.")] = "",
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="When. Default: now.", show_default=False)
    ] = None,
    criterion: Annotated[
        str | None,
        typer.Option(
            "--criterion",
            metavar="RUBRIC/CRITERION",
            help="What a consensus or a weerwoord is about.",
            show_default=False,
        ),
    ] = None,
    mark: Annotated[
        str | None,
        typer.Option(
            "--mark", metavar="MARK", help="The agreed mark, or the one after a weerwoord.", show_default=False
        ),
    ] = None,
    proposals: Annotated[
        list[Path] | None,
        typer.Option("--proposals", metavar="PATH", help="Default: proposals/ beside the call.", show_default=False),
    ] = None,
    jury: options.JurySheets = None,
    round_: options.RoundName = "written",
    decisions: options.DecisionsFile = None,
    call: options.Call = None,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Add a decision of people to decisions.yaml, with the fingerprint of what it rests on; nothing is ever changed there."""
    from addendum_cli.cli.run import evaluated, open_call
    from addendum_cli.cli.voice import tell, voice
    from addendum_cli.core.deciding import Resting
    from addendum_cli.messages import say
    from addendum_cli.model.decision import Decision
    from addendum_cli.store import decisions as decision_files
    from addendum_cli.store.starting import proposals_of

    voice.set(lang, quiet=quiet, debug=debug)
    value = _fitting(what, criterion, mark, reason, by)
    moment = _moment(at)
    folder = open_call(call)
    target = _target(folder, decisions)
    paths = proposals or [proposals_of(folder)]
    there = decisions if decisions is not None and decisions.is_file() else None  # the first one makes the file
    evaluation = evaluated(
        folder, paths, (), scored=what not in OUTCOMES, round_=round_, jury=jury, decisions=there, jobs=jobs
    )
    resting, entries = Resting(evaluation), []
    for id_ in dict.fromkeys(ids):
        one = _there(id_, evaluation, paths)
        if what not in OUTCOMES:
            _ranked(one, what)
        if what in MARKED:
            _markable(id_, what, str(criterion), value, evaluation)
        fields = {"proposal": id_, **_fields(what, value), "criterion": criterion, "reason": reason, "by": by}
        made = Decision.model_validate({name: one for name, one in fields.items() if one is not None})
        fields |= {"at": moment, "rests_on": resting.of(made)}
        entries.append(fields)
    if _late(what, moment, folder):
        tell(say("the weerwoord came in after its last day: it is marked so"), always=True)
    decision_files.add(target, entries)
    tell(say("written: {file}", file=Path(os.path.relpath(target)).as_posix()))


def _target(folder: CallFolder, named: Path | None) -> Path:
    """Return the file to add to.

    Raises:
        AddendumError: the call is the one that ships, which is nobody's to write in.
    """
    from addendum_cli.errors import AddendumError, Where
    from addendum_cli.messages import say
    from addendum_cli.store.bundled import shipped

    if named is None and folder.file == shipped("data") / "addendum.yaml":
        what = say("the call that ships has no decisions of its own")
        raise AddendumError.at(
            Where("--decisions"), what, say("name a file, or make a call of yours: addendum init DIR")
        )
    return folder.decisions_file(named)


def _fitting(what: Kind, criterion: str | None, mark: str | None, reason: str, by: str) -> Fraction | None:
    """Return the mark, where one is given, once the options go together.

    Raises:
        UsageError: they do not.
    """
    from fractions import Fraction

    from pydantic_core import PydanticCustomError

    from addendum_cli.errors import Problem, UsageError, Where
    from addendum_cli.messages import say
    from addendum_cli.model.fields import read_number

    problems = []
    if not reason.strip():
        problems.append(Problem(Where("--reason"), say("a decision without a reason is refused"), say("say why")))
    if not by.strip():
        problems.append(Problem(Where("--by"), say("a decision without a name is refused"), say("say who decided")))
    if (what in MARKED) != (criterion is not None):
        what_ = say("goes with consensus, weerwoord and answer, and only with these")
        problems.append(Problem(Where("--criterion"), what_, say("name it as rubric/criterion")))
    if (mark is None and what == "consensus") or (mark is not None and what not in ("consensus", "answer")):
        what_ = say("goes with consensus, and with answer where the mark changes")
        problems.append(Problem(Where("--mark"), what_, say("write it as 3.5 or 3,5")))
    value = None
    if mark is not None:
        try:
            value = Fraction(read_number(mark))
        except PydanticCustomError:
            problems.append(
                Problem(Where("--mark"), say("{value} is no mark", value=mark), say("write it as 3.5 or 3,5"))
            )
    if problems:
        raise UsageError(problems)
    return value


def _fields(what: Kind, mark: Fraction | None) -> dict[str, object]:
    """Return the key that tells what kind of decision it is, and the mark that goes with it."""
    from decimal import Decimal

    exact = Decimal(mark.numerator) / Decimal(mark.denominator) if mark is not None else None
    if what in OUTCOMES:
        return {"outcome": what}
    if what in SELECTIONS:
        return {"selection": what.replace("-", " ")}
    if what == "consensus":
        return {"consensus": exact}
    return {"weerwoord": "received"} if what == "weerwoord" else {"weerwoord": "answered", "mark": exact}


def _moment(at: str | None) -> datetime | date:
    """Return when it was decided: as given, or now.

    Raises:
        UsageError: no time that can be read.
    """
    from datetime import datetime

    from pydantic_core import PydanticCustomError

    from addendum_cli.errors import UsageError, Where
    from addendum_cli.messages import say
    from addendum_cli.model.fields import read_time

    if at is None:
        return datetime.now().astimezone().replace(microsecond=0)
    try:
        return read_time(at)
    except PydanticCustomError:
        remedy = say("write a date as 2023-06-09, a time as 2023-06-09T14:20:00+02:00")
        raise UsageError.at(Where("--at"), say("{value} is not a date or time", value=at), remedy) from None


def _there(id_: str, evaluation: Evaluation, paths: list[Path]) -> Judged:
    """Return the proposal with this id.

    Raises:
        AddendumError: there is none.
    """
    from addendum_cli.core.words import suggestion
    from addendum_cli.errors import AddendumError, Where
    from addendum_cli.messages import say

    found = next((one for one in evaluation.judged if one.id == id_), None)
    if found is None:
        what = say("no proposal {id} in {paths}", id=id_, paths=", ".join(path.as_posix() for path in paths))
        raise AddendumError.at(Where("ID"), what, suggestion(id_, [one.id for one in evaluation.judged]))
    return found


def _ranked(one: Judged, what: Kind) -> None:
    """Refuse a mark or a selection of what is not ranked: the letters would say both that and the refusal.

    Raises:
        AddendumError: the proposal is not eligible.
    """
    from addendum_cli.errors import AddendumError, Where
    from addendum_cli.messages import say

    if one.outcome != "eligible":
        marked = say("{id} is not ranked, so it has no mark", id=one.id)
        what_ = marked if what in MARKED else say("{id} is not ranked, so it cannot be selected or refused", id=one.id)
        raise AddendumError.at(Where("ID"), what_, say("decide its outcome first: --as eligible"))


def _markable(id_: str, what: Kind, criterion: str, mark: Fraction | None, evaluation: Evaluation) -> None:
    """Refuse a mark that the proposal cannot have.

    Raises:
        AddendumError: it is not marked by this criterion in this round, the mark is off its scale, or there is
            no weerwoord to answer.
    """
    from addendum_cli.core.words import suggestion
    from addendum_cli.errors import AddendumError, Where
    from addendum_cli.jury.layout import lines
    from addendum_cli.messages import say

    rubrics = {line.name: line.rubric for line in lines(evaluation, [id_])}
    if criterion not in rubrics:
        what_ = say("{id} is not marked by {criterion} in this round", id=id_, criterion=criterion)
        raise AddendumError.at(Where("--criterion"), what_, suggestion(criterion, rubrics))
    scale = rubrics[criterion].scale
    if mark is not None and not scale.holds(mark):
        low, high, step = float(scale.min), float(scale.max), float(scale.step)
        remedy = say("{low} to {high} by {step}", low=low, high=high, step=step)
        raise AddendumError.at(Where("--mark"), say("{mark} is no mark of the scale", mark=float(mark)), remedy)
    replies = evaluation.decided.replies if evaluation.decided is not None else {}
    if what == "answer" and (id_, criterion) not in replies:
        what_ = say("no weerwoord of {id} on {criterion} to answer", id=id_, criterion=criterion)
        raise AddendumError.at(Where("--as"), what_, say("note first what came in: --as weerwoord"))


def _late(what: Kind, moment: datetime | date, folder: CallFolder) -> bool:
    from addendum_cli.core.deciding import after

    return what == "weerwoord" and after(moment, folder.call, folder.call.submission.weerwoord)
