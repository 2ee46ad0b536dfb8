"""``addendum partnership``: which few proposals cover most of the call together."""

from typing import Annotated, Literal, get_args

import typer

from addendum_cli.cli import options
from addendum_cli.errors import FOUND

SetFormat = Literal["table", "json", "markdown"]


def _staff(value: str | None) -> str | None:
    return None if value is None else options.number(value, f"{value}: a number of full-time equivalents")


def partnership(
    paths: options.Paths,
    size: Annotated[
        int | None,
        typer.Option(
            "--size",
            min=1,
            metavar="N",
            help="At most so many partners. Default: as the call says.",
            show_default=False,
        ),
    ] = None,
    must: Annotated[
        list[str] | None,
        typer.Option("--must", metavar="ID", help="This one is in; again for more.", show_default=False),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="ID", help="This one is out; again for more.", show_default=False),
    ] = None,
    fte_min: Annotated[
        str | None,
        typer.Option(
            "--fte-min", metavar="N", callback=_staff, help="Together at least so much staff.", show_default=False
        ),
    ] = None,
    every_challenge: Annotated[
        int | None,
        typer.Option(
            "--every-challenge",
            min=1,
            metavar="K",
            help="Each challenge is answered by at least K.",
            show_default=False,
        ),
    ] = None,
    jury: options.JurySheets = None,
    round_: options.RoundName = "written",
    decisions: options.DecisionsFile = None,
    call: options.Call = None,
    to: Annotated[SetFormat | None, typer.Option("--format", help="Default: table.", show_default=False)] = None,
    output: options.Outputs = None,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Find the partnership of at most N that covers most challenges, interventions and municipalities, with the best total."""
    from fractions import Fraction

    from addendum_cli.cli.deliver import deliver_view, planned
    from addendum_cli.cli.run import evaluated, exit_code, open_call
    from addendum_cli.cli.voice import voice
    from addendum_cli.core import partnership as core
    from addendum_cli.core.words import suggestion
    from addendum_cli.errors import AddendumError, Problem, UsageError, Where
    from addendum_cli.messages import say
    from addendum_cli.report import firmness

    voice.set(lang, quiet=quiet, debug=debug)
    targets = planned(get_args(SetFormat), to, output, force=False)
    folder = open_call(call)
    most = size or folder.call.ranking.partnership.size
    if most is None:
        what = say("neither here nor in the call is said how many partners at most")
        raise UsageError.at(Where("--size"), what, say("say it: --size N, or ranking.partnership.size in the call"))
    evaluation = evaluated(folder, paths, targets, round_=round_, jury=jury, decisions=decisions, jobs=jobs)
    ids = [place.id for place in evaluation.ranking]
    known = {one.id: one.outcome for one in evaluation.judged}
    problems = []
    for id_ in must or ():
        if id_ not in ids:
            what = say("{id} is not ranked, so it cannot be a partner", id=id_) if id_ in known else say("no proposal has the id {id}", id=id_)  # fmt: skip
            problems.append(Problem(Where("--must"), what, suggestion(id_, ids)))
    problems += [
        Problem(Where("--without"), say("no proposal has the id {id}", id=id_), suggestion(id_, ids))
        for id_ in without or ()
        if id_ not in known
    ]
    if problems:
        raise AddendumError(problems)
    asked = folder.call.ranking.partnership
    staff = fte_min if fte_min is not None else asked.fte_min
    wish = core.Wish(
        most,
        tuple(dict.fromkeys(must or ())),
        tuple(dict.fromkeys(without or ())),
        Fraction(staff) if staff is not None else None,
        every_challenge or asked.every_challenge,
    )
    found = core.partnership(evaluation, wish)
    view = list(firmness.together(found, evaluation, voice.tongue()))
    deliver_view(targets, view, lambda: firmness.together_record(found, evaluation))
    raise typer.Exit(FOUND if found.clash else exit_code(evaluation))
