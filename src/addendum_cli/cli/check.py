"""``addendum check``: who is eligible, and what stands in the way of the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from addendum_cli.cli import options

if TYPE_CHECKING:
    from addendum_cli.model.verdict import Evaluation
    from addendum_cli.store.call import CallFolder

CheckFormat = Literal["table", "json", "junit", "sarif", "github", "markdown"]
OUTCOMES = ("unreadable", "superseded", "ineligible", "clarify", "later", "eligible")
FAIL_ON = "unreadable,clarify,ineligible"


def _fail_on(value: str) -> str:
    words = [word.strip() for word in value.split(",")]
    unknown = [word for word in words if word not in (*OUTCOMES, "none")]
    if unknown or ("none" in words and len(words) > 1):
        raise typer.BadParameter(f"{', '.join(unknown) or 'none'}: none, or some of {', '.join(OUTCOMES)}")
    return ",".join(words)


def check(
    paths: options.Paths,
    call: options.Call = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="OUTCOME,…", callback=_fail_on, help="Outcomes that make the exit code 1, or: none."
        ),
    ] = FAIL_ON,
    blind: Annotated[
        bool, typer.Option("--blind", help="Leave out organisation, title and quoted text (public logs).")
    ] = False,
    questions: Annotated[
        Path | None,
        typer.Option(
            "--questions",
            metavar="DIR",
            help="Draft a mail for each proposal to clarify, which asks the applicant for what is missing.",
            show_default=False,
        ),
    ] = None,
    decisions: options.DecisionsFile = None,
    to: Annotated[CheckFormat | None, typer.Option("--format", help="Default: table.", show_default=False)] = None,
    output: options.Outputs = None,
    force: options.Force = False,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Check which proposals are eligible, by the rules of the call."""
    from addendum_cli.cli.deliver import deliver, planned
    from addendum_cli.cli.run import evaluated, exit_code, open_call
    from addendum_cli.cli.screen import plain, show
    from addendum_cli.cli.voice import voice
    from addendum_cli.report import screens

    voice.set(lang, quiet=quiet, debug=debug)
    targets = planned(get_args(CheckFormat), to, output, force=force)
    folder = open_call(call)
    evaluation = evaluated(folder, paths, targets, blind=blind, scored=False, decisions=decisions, jobs=jobs)
    tongue = voice.tongue(blind=blind)

    def as_json() -> bytes:
        from addendum_cli.report import records

        return records.check(evaluation, tongue)

    def as_markdown() -> bytes:
        from addendum_cli.cli.templates import templates
        from addendum_cli.report import markdown

        return markdown.check(evaluation, tongue, templates(folder))

    def as_ci(name: str) -> bytes:
        from addendum_cli.report import ci

        return ci.FORMATS[name](ci.rows(evaluation), tongue)

    deliver(
        targets,
        {
            "table": lambda: plain(screens.check(evaluation, tongue)).encode(),
            "json": as_json,
            "junit": lambda: as_ci("junit"),
            "sarif": lambda: as_ci("sarif"),
            "github": lambda: as_ci("github"),
            "markdown": as_markdown,
        },
        on_screen=lambda: show(screens.check(evaluation, tongue)),
    )
    if questions is not None:
        _ask(evaluation, folder, questions)
    raise typer.Exit(exit_code(evaluation, fail_on.split(",")))


def _ask(evaluation: Evaluation, folder: CallFolder, into: Path) -> None:
    """Draft the mails that ask for what is missing; where nobody outside can tell, say so."""
    from addendum_cli.cli.templates import templates
    from addendum_cli.cli.voice import tell, voice
    from addendum_cli.messages import say
    from addendum_cli.report import letters
    from addendum_cli.store.drafts import keep

    drafts: dict[str, bytes] = {}
    for one in evaluation.judged:
        if one.outcome != "clarify":
            continue
        draft = letters.questions(one, folder.call, voice.tongue(), templates(folder))
        if draft is None:
            tell(say("{id}: nothing to ask the applicant, a person here decides", id=one.id))
        else:
            drafts[one.id] = draft
            if not one.examined.contact.email:
                tell(say("{id}: no e-mail address is known, fill in the receiver", id=one.id))
    for file in keep(into, drafts):
        tell(say("written: {file}", file=file))
