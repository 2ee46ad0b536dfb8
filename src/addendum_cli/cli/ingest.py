"""``addendum ingest``: mails, forms, lists and documents made into proposal files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from addendum_cli.cli import options
from addendum_cli.errors import FOUND

if TYPE_CHECKING:
    from addendum_cli.intake.candidacy import Candidacy
    from addendum_cli.intake.planning import Known, Plan
    from addendum_cli.store.call import CallFolder

RECEIPTS = "_receipts"


def ingest(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE…",
            help="Mails (.eml, .msg, .mbox), filled-in forms, lists (.xlsx, .csv), documents (.docx, .odt, .pdf, .md, "
            ".txt), or folders of them.",
            show_default=False,
        ),
    ],
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar="DIR",
            help="The folder of proposals. Default: proposals/ beside the call.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and write nothing.")] = False,
    receipts: Annotated[
        bool,
        typer.Option("--receipts", help=f"Draft a confirmation of receipt for each candidacy, in {RECEIPTS}/ there."),
    ] = False,
    server: Annotated[
        list[str] | None,
        typer.Option(
            "--server",
            metavar="HOST",
            help="A mail server of yours, whose clock counts; may be given again. Default: submission.servers in the "
            "call, else whichever server noted the mail last.",
            show_default=False,
        ),
    ] = None,
    call: options.Call = None,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Make a proposal file of everything that came in: the facts that are stated, the texts, and the originals."""
    from addendum_cli.cli.run import open_call
    from addendum_cli.cli.screen import show
    from addendum_cli.cli.voice import voice
    from addendum_cli.report import intaking
    from addendum_cli.store.starting import proposals_of

    voice.set(lang, quiet=quiet, debug=debug)
    folder = open_call(call)
    target = into if into is not None else proposals_of(folder)
    plan = _planned(folder, sources, target, server or ())
    if not dry_run:
        _write(plan, folder, target)
    drafts = _draft(plan, folder, target) if receipts and not dry_run else 0
    show(intaking.screen(plan, voice.tongue(), f"{target.as_posix()}/", dry=dry_run))
    if drafts:
        show(intaking.drafted(drafts, voice.tongue(), f"{(target / RECEIPTS).as_posix()}/"))
    raise typer.Exit(FOUND if any(one.problem.remedy is not None for one in plan.left) else 0)


def _planned(folder: CallFolder, paths: list[Path], into: Path, servers: list[str] | tuple[()]) -> Plan:
    """Return what of ``paths`` would be written to ``into``."""
    from addendum_cli.cli.voice import tell, tell_problems
    from addendum_cli.formats.sandbox import Sandbox
    from addendum_cli.formats.workbooks import FUNCTION
    from addendum_cli.intake import ledger, planning, sources
    from addendum_cli.intake.guesses import Guesser
    from addendum_cli.intake.taking import Taker
    from addendum_cli.messages import say

    bundles, passed = sources.find(paths, into)
    tell_problems(passed)
    if not (servers or folder.call.submission.servers):
        tell(say("no mail server of yours is named (--server): the last one that noted a mail is believed"))
    with Sandbox() as documents, Sandbox(function=FUNCTION) as books:
        guesser = Guesser(folder.call, folder.language, folder.copied(), folder.weights())
        taker = Taker(
            folder.call, folder.languages(), documents.extract, books.extract, guesser=guesser, servers=servers
        )
        found = [one for bundle in bundles for one in taker.take(bundle)]
    names = [entry.name for entry in into.iterdir()] if into.is_dir() else []
    return planning.plan(found, ledger.known(into), names, _known(folder, into))


def _known(folder: CallFolder, into: Path) -> list[Known]:
    """Return the proposals that are in ``into`` already; one that cannot be read says nothing here."""
    from addendum_cli.errors import AddendumError
    from addendum_cli.intake.planning import Known
    from addendum_cli.store import proposals

    known = []
    try:
        found, _ = proposals.find([into])
    except AddendumError:  # no such folder yet, or nothing in it
        return []
    for source in found:
        try:
            entry = proposals.read(source, folder.call)
        except AddendumError:
            continue
        organisation, contact = entry.facts.organisation, entry.facts.contact
        known.append(
            Known(entry.id, organisation.name, organisation.enterprise_number, contact.email if contact else None)
        )
    return known


def _write(plan: Plan, folder: CallFolder, into: Path) -> None:
    """Write a folder for each new candidacy."""
    from addendum_cli.formats.writing import write_folder
    from addendum_cli.store.starting import make_folder

    if plan.new:
        make_folder(into)
    for one in plan.new:
        write_folder(into / one.id, _files(one, folder))


def _files(one: Candidacy, folder: CallFolder) -> dict[str, bytes]:
    """Return the files of a candidacy's folder by name."""
    from addendum_cli.cli.voice import voice
    from addendum_cli.intake import ledger
    from addendum_cli.report import ingested

    files = {"proposal.yaml": ingested.proposal(one, folder.call, voice.tongue())}
    files |= {name: text.encode("utf-8", "replace") for name, text in one.texts}
    files |= {f"{ledger.ORIGINALS}/{file.name}": file.raw for file in one.originals}
    files[f"{ledger.ORIGINALS}/{ledger.SUMS}"] = ledger.sums(one.originals, one.mail_key, one.key)
    return files


def _draft(plan: Plan, folder: CallFolder, into: Path) -> int:
    """Draft a confirmation of receipt for each candidacy and return how many were written; one that is there stays."""
    from addendum_cli.cli.templates import templates
    from addendum_cli.cli.voice import voice
    from addendum_cli.report import letters
    from addendum_cli.store.drafts import keep

    found = (*plan.new, *plan.again)
    drafts = {one.id: letters.receipt(one, folder.call, voice.tongue(), templates(folder)) for one in found}
    return len(keep(into / RECEIPTS, drafts))
