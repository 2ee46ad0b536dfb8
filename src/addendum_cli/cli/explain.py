"""``addendum explain``: every finding and mark of one proposal, with its passages and places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from addendum_cli.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from addendum_cli.core.evidence import Reason
    from addendum_cli.model.verdict import Evaluation, Judged
    from addendum_cli.report.view import Block
    from addendum_cli.store.call import CallFolder

ExplainFormat = Literal["table", "json", "markdown"]
Given = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH… [ID]",
        help="Proposals: files, or folders of them; then the id of the one to explain, where there are more.",
        show_default=False,
    ),
]


def explain(
    given: Given,
    call: options.Call = None,
    round_: options.RoundName = "written",
    jury: options.JurySheets = None,
    decisions: options.DecisionsFile = None,
    weights: Annotated[
        bool, typer.Option("--weights", help="Show too by which words each sentence was read as it was.")
    ] = False,
    to: Annotated[ExplainFormat | None, typer.Option("--format", help="Default: table.", show_default=False)] = None,
    output: options.Outputs = None,
    force: options.Force = False,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Explain one proposal: rule by rule, mark by mark, with the passages that they rest on."""
    from addendum_cli.cli.deliver import deliver, planned
    from addendum_cli.cli.run import evaluated, exit_code, open_call
    from addendum_cli.cli.screen import plain, show
    from addendum_cli.cli.voice import voice
    from addendum_cli.report import explaining

    voice.set(lang, quiet=quiet, debug=debug)
    targets = planned(get_args(ExplainFormat), to, output, force=force)
    folder = open_call(call)
    paths, id_ = _paths_and_id(given)
    evaluation = evaluated(folder, paths, targets, round_=round_, jury=jury, decisions=decisions, jobs=jobs)
    one = _chosen(evaluation, id_)
    tongue = voice.tongue()

    def blocks() -> Iterator[Block]:
        yield from explaining.screen(evaluation, one, tongue)
        if weights and one.examined.readable:
            yield from explaining.weighed(_reasons(folder, paths, one), tongue)

    def as_json() -> bytes:
        from addendum_cli.report import records

        return records.explain(evaluation, one, tongue)

    def as_markdown() -> bytes:
        from addendum_cli.report import viewing

        return viewing.as_markdown(blocks())

    deliver(
        targets,
        {
            "table": lambda: plain(blocks()).encode(),
            "json": as_json,
            "markdown": as_markdown,
        },
        on_screen=lambda: show(blocks()),
    )
    raise typer.Exit(exit_code(evaluation))


def _reasons(folder: CallFolder, paths: list[Path], one: Judged) -> tuple[Reason, ...]:
    """Return why the sentences of a proposal were read as they were."""
    from addendum_cli.api import read_proposals, weighed

    source = next(source for source in read_proposals(paths).sources if source.shown == one.examined.file)
    return weighed(folder, source)


def _paths_and_id(given: list[str]) -> tuple[list[Path], str | None]:
    """Return the paths, and the last word as an id where it is no path."""
    *paths, last = given
    if paths and not Path(last).exists():
        return [Path(path) for path in paths], last
    return [Path(path) for path in given], None


def _chosen(evaluation: Evaluation, id_: str | None) -> Judged:
    """Return the proposal asked for, or the only one."""
    from addendum_cli.core.words import suggestion
    from addendum_cli.errors import AddendumError, Where
    from addendum_cli.messages import say

    known = tuple(one.id for one in evaluation.judged)
    if id_ is None:
        if len(known) == 1:
            return evaluation.judged[0]
        problem, remedy = say("which proposal?"), say("add one of these ids: {names}", names=known)
        raise AddendumError.at(Where("ID"), problem, remedy)
    for one in evaluation.judged:  # readable ones first: an id may be that of an unreadable double, too
        if one.id == id_ and one.examined.readable:
            return one
    for one in evaluation.judged:
        if one.id == id_:
            return one
    raise AddendumError.at(Where("ID"), say("no proposal {id} here", id=id_), suggestion(id_, known))
