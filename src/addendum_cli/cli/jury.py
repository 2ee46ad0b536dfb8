"""``addendum jury``: score sheets out to the jury, who has done what, and how far they agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from addendum_cli.cli import options
from addendum_cli.errors import FOUND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from addendum_cli.core.assignment import Spreading
    from addendum_cli.messages import Message
    from addendum_cli.model.jury import Juror
    from addendum_cli.model.verdict import Evaluation

jury = typer.Typer(no_args_is_help=True, help="The jury: score sheets out, who has done what, how far they agree.")
StatusFormat = Literal["table", "json", "markdown"]
Sheets = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the sheets.", show_default=False)]
JurorsFile = Annotated[
    Path | None,
    typer.Option(
        "--jurors", metavar="FILE", help="Also name those of whom there is no sheet at all.", show_default=False
    ),
]


@jury.command()
def sheets(
    paths: options.Paths,
    jurors: Annotated[
        Path,
        typer.Option("--jurors", metavar="FILE", help="The jury: a list of id, name, organisation, conflicts."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder for the sheets.", show_default=False)
    ],
    round_: options.RoundName = "written",
    per_juror: Annotated[
        int | None,
        typer.Option("--per-juror", min=1, metavar="N", help="Spread: at most N proposals each.", show_default=False),
    ] = None,
    per_proposal: Annotated[
        int | None,
        typer.Option(
            "--per-proposal", min=1, metavar="K", help="Spread: at least K jurors a proposal.", show_default=False
        ),
    ] = None,
    without_desk: Annotated[
        bool, typer.Option("--without-desk", help="Leave out the desk's marks and passages, against anchoring.")
    ] = False,
    blind: Annotated[bool, typer.Option("--blind", help="Leave out the names of applicants.")] = False,
    decisions: options.DecisionsFile = None,
    call: options.Call = None,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Write a workbook for each juror with the eligible proposals; one that is there is never overwritten."""
    from addendum_cli.cli.run import evaluated, exit_code, open_call
    from addendum_cli.cli.voice import tell, voice
    from addendum_cli.formats.writing import write_whole
    from addendum_cli.messages import say, say_n
    from addendum_cli.report import jury_sheet
    from addendum_cli.store import jurors as juror_files
    from addendum_cli.store.starting import make_folder

    voice.set(lang, quiet=quiet, debug=debug)
    folder = open_call(call)
    evaluation = evaluated(folder, paths, (), round_=round_, decisions=decisions, jobs=jobs)
    panel = juror_files.read(jurors, {one.id for one in evaluation.judged})
    ids = _asked(evaluation)
    spread = _spread(ids, panel, per_juror, per_proposal)
    make_folder(output)
    names = _names(round_, panel)
    for juror in panel:
        path = output / names[juror.id]
        if path.exists():
            tell(say("{file} is there already, and stays as it is", file=path.as_posix()))
            continue
        own = spread.proposals[juror.id]
        made = jury_sheet.render(evaluation, juror, own, voice.tongue(), desk=not without_desk, blind=blind)
        write_whole(path, made)
        n = len(own)
        tell(say_n("written: {file}, {n} proposal", "written: {file}, {n} proposals", n, file=path.as_posix()))
    if not ids:
        tell(say("no proposal is eligible: the sheets are empty"), always=True)
    raise typer.Exit(exit_code(evaluation))


def _asked(evaluation: Evaluation) -> list[str]:
    """Return the proposals to mark: the eligible ones, in the round of the pitches those invited, once any are."""
    ids = [place.id for place in evaluation.ranking]
    decided = evaluation.decided
    if evaluation.round == "pitch" and decided is not None and decided.selections:
        ids = [id_ for id_ in ids if id_ in decided.selections and decided.selections[id_].selection != "not invited"]
    return sorted(ids)


def _spread(ids: Sequence[str], panel: Sequence[Juror], per_juror: int | None, per_proposal: int | None) -> Spreading:
    """Return who marks what.

    Raises:
        AddendumError: a proposal cannot be read as often as asked, or nobody may read it.
    """
    from addendum_cli.core import assignment
    from addendum_cli.errors import AddendumError, Problem, Where
    from addendum_cli.messages import say

    conflicts = {juror.id: juror.conflicts for juror in panel}
    found = assignment.spread(
        ids, [juror.id for juror in panel], conflicts, per_juror=per_juror, per_proposal=per_proposal
    )
    if found.short:
        wanted = per_proposal or 1
        remedy: Message = say("more jurors, more proposals each (--per-juror), or fewer readers (--per-proposal)")
        problems = []
        for id_, n in sorted(found.short.items()):
            what = say("{id} gets {got} of {wanted} jurors", id=id_, got=wanted - n, wanted=wanted)
            problems.append(Problem(Where("--per-proposal"), what, remedy))
        raise AddendumError(problems)
    alone = [id_ for id_ in ids if not any(id_ in own for own in found.proposals.values())]
    if alone:
        what = say("nobody may mark these: {ids}", ids=tuple(alone))
        raise AddendumError.at(Where("--jurors"), what, say("name a juror without a conflict with them"))
    return found


def _names(round_: str, panel: Sequence[Juror]) -> dict[str, str]:
    """Return the name of each juror's workbook; two ids that differ only in signs get names that differ."""
    import hashlib
    import re
    from collections import Counter

    plain = {one.id: re.sub(r"[^\w.-]+", "-", one.id).strip("-.") or "juror" for one in panel}
    counted = Counter(name.casefold() for name in plain.values())
    return {
        id_: f"jury-{round_}-{name}.xlsx"
        if counted[name.casefold()] == 1
        else f"jury-{round_}-{name}-{hashlib.sha256(id_.encode()).hexdigest()[:6]}.xlsx"
        for id_, name in plain.items()
    }


@jury.command()
def status(
    folder_: Sheets,
    round_: options.RoundName = "written",
    jurors: JurorsFile = None,
    call: options.Call = None,
    to: Annotated[StatusFormat | None, typer.Option("--format", help="Default: table.", show_default=False)] = None,
    output: options.Outputs = None,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Show who has done what, what is still open, and what is amiss in the sheets (then exit code 1)."""
    _told("status", folder_, round_, jurors, call, to, output, lang, quiet, debug)


@jury.command()
def agreement(
    folder_: Sheets,
    round_: options.RoundName = "written",
    call: options.Call = None,
    to: Annotated[StatusFormat | None, typer.Option("--format", help="Default: table.", show_default=False)] = None,
    output: options.Outputs = None,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Show how far jurors agree, who marks higher or lower, and where to talk: the worst disagreement first."""
    _told("agreement", folder_, round_, None, call, to, output, lang, quiet, debug)


def _told(
    what: Literal["status", "agreement"],
    sheets_: Path,
    round_: Literal["written", "pitch"],
    jurors: Path | None,
    call: Path | None,
    to: str | None,
    output: list[Path] | None,
    lang: options.Lang | None,
    quiet: bool,
    debug: bool,
) -> None:
    """Read the sheets of a round and show one of the two views on them."""
    from addendum_cli.api import read_sheets
    from addendum_cli.cli.deliver import deliver_view, planned
    from addendum_cli.cli.run import open_call
    from addendum_cli.cli.voice import tell_problems, voice
    from addendum_cli.core.consensus import talk
    from addendum_cli.report import juries
    from addendum_cli.store import jurors as juror_files

    voice.set(lang, quiet=quiet, debug=debug)
    targets = planned(get_args(StatusFormat), to, output, force=False)
    folder = open_call(call)
    rubrics = folder.rubrics()
    panel = read_sheets(folder, sheets_, rubrics, round_).panel
    tell_problems(panel.problems)
    tongue = voice.tongue()
    names = juries.Titles(folder.call, rubrics)
    if what == "status":
        known = juror_files.read(jurors) if jurors is not None else ()
        missing: Mapping[str, str] = {one.id: one.name for one in known if one.id not in panel.files}
        view = list(juries.status(panel, names, tongue, missing=missing))
        record = juries.status_record(panel, folder.call, missing)
    else:
        found = talk(panel, rubrics)
        view = list(juries.agreement(found, panel, names, tongue))
        record = juries.agreement_record(found, panel, folder.call)
    deliver_view(targets, view, lambda: record)
    raise typer.Exit(FOUND if panel.problems else 0)
