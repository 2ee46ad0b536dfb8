"""``addendum letters``: drafts of letters to applicants, stage by stage, with their reasons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from addendum_cli.cli import options
from addendum_cli.errors import FOUND

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from addendum_cli.model.verdict import Evaluation
    from addendum_cli.report.letters import Letter
    from addendum_cli.store.call import CallFolder

StageName = Literal[
    "receipt", "question", "invited", "not-invited", "later", "selected", "reserve", "not-selected", "answer"
]
FORMATS = ("eml", "md", "docx")


def _formats(value: list[str] | None) -> list[str] | None:
    """Refuse a format that letters do not have."""
    unknown = [word for word in value or () if word not in FORMATS]
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}: one of {', '.join(FORMATS)}")
    return value


def letters(
    paths: options.Paths,
    stage: Annotated[StageName, typer.Option("--stage", help="Which letters.", show_default=False)],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder for the letters.", show_default=False)
    ],
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            callback=_formats,
            help="Drafts of mails (eml, the default), Markdown, Word documents in the region's template; may be "
            "given again.",
            show_default=False,
        ),
    ] = None,
    date_: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="The date on Word letters. Default: none.", show_default=False),
    ] = None,
    jury: options.JurySheets = None,
    jurors: Annotated[
        Path | None,
        typer.Option(
            "--jurors",
            metavar="FILE",
            help="Names that may stand in no letter, besides those of the sheets.",
            show_default=False,
        ),
    ] = None,
    round_: options.RoundName = "written",
    decisions: options.DecisionsFile = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite letters that are there.")] = False,
    call: options.Call = None,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Draft the letters of one stage; one that may not go as it is, is withheld, and it is said why (exit code 1)."""
    from addendum_cli.cli.run import evaluated, open_call
    from addendum_cli.cli.templates import templates
    from addendum_cli.cli.voice import tell, tell_problems, voice
    from addendum_cli.errors import Problem, Where
    from addendum_cli.messages import say, say_n
    from addendum_cli.report import stages
    from addendum_cli.store import jurors as juror_files

    voice.set(lang, quiet=quiet, debug=debug)
    folder = open_call(call)
    evaluation = evaluated(
        folder,
        paths,
        (),
        scored=stage not in ("receipt", "question"),
        round_=round_,
        jury=jury,
        decisions=decisions,
        jobs=jobs,
    )
    names = [one.name for one in juror_files.read(jurors)] if jurors is not None else []
    written = stages.write(stage, evaluation, voice.tongue(), templates(folder), names)
    _deliver(written.letters, stage, to or ["eml"], output, folder, evaluation, date_, force=force)
    tell_problems([Problem(Where(one.id), one.why, one.remedy) for one in written.withheld])
    for id_, letter in written.letters.items():
        if not letter.to.address:
            tell(say("{id}: no e-mail address is known, fill in the receiver", id=id_))
    n = len(written.letters)
    if not n and not written.withheld:
        tell(say("nobody gets a letter of this stage"), always=True)
    elif written.withheld:
        tell(say_n("{n} letter is withheld", "{n} letters are withheld", len(written.withheld)), always=True)
    raise typer.Exit(FOUND if written.withheld else 0)


def _deliver(
    found: Mapping[str, Letter],
    stage: str,
    formats: Sequence[str],
    into: Path,
    folder: CallFolder,
    evaluation: Evaluation,
    date_: str | None,
    *,
    force: bool,
) -> None:
    """Write the letters, each whole; one that is there stays, for a person may have changed it."""
    from addendum_cli.cli.voice import tell
    from addendum_cli.formats.writing import write_whole
    from addendum_cli.messages import say
    from addendum_cli.store.starting import make_folder

    organisations = {one.id: one.examined.organisation or "" for one in evaluation.judged}
    setters = _setters(formats, folder, date_ or "") if found else {}
    made = {
        into / f"{id_}-{stage}.{format_}": set_(letter, organisations[id_])
        for id_, letter in found.items()
        for format_, set_ in setters.items()
    }
    if made:
        make_folder(into)
    for path, data in made.items():
        if path.exists() and not force:
            tell(say("{file} is there already, and stays as it is", file=path.as_posix()))
            continue
        write_whole(path, data)
        tell(say("written: {file}", file=path.as_posix()))


def _setters(formats: Sequence[str], folder: CallFolder, date_: str) -> dict[str, Callable[[Letter, str], bytes]]:
    """Return by format what makes a file of a letter and its organisation; the template is read once."""
    from addendum_cli.report import letters as report

    made: dict[str, Callable[[Letter, str], bytes]] = {
        "eml": lambda letter, _: report.eml(letter, folder.call),
        "md": lambda letter, _: report.as_markdown(letter),
    }
    if "docx" in formats:
        from addendum_cli.report import letter_docx
        from addendum_cli.store.files import read_bytes

        path = folder.template(letter_docx.TEMPLATE)
        shown = path.as_posix()
        template, common = read_bytes(path, shown), {**report.common(folder.call), "date": date_}

        def docx(letter: Letter, organisation: str) -> bytes:
            own = {"name": letter.to.name, "organisation": organisation, "address": letter.to.address}
            return letter_docx.render(letter, {**common, **own}, template, shown)

        made["docx"] = docx
    return {format_: made[format_] for format_ in formats}
