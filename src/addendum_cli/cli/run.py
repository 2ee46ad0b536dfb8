"""What commands on proposals begin with: the call, the proposals, one evaluation, and progress meanwhile."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from addendum_cli.cli.voice import tell, tell_problems, voice
from addendum_cli.errors import DONE, FOUND
from addendum_cli.messages import say

if TYPE_CHECKING:
    from addendum_cli.api import Proposals
    from addendum_cli.cli.deliver import Target
    from addendum_cli.model.verdict import Evaluation
    from addendum_cli.store.batch import Progress
    from addendum_cli.store.call import CallFolder

LONG = 200
"""From so many proposals on a run shows its progress."""


def open_call(named: Path | None, *, tell_which: bool = True) -> CallFolder:
    """Return the call to use, and say which and why; from here on the run speaks its language."""
    from addendum_cli.api import load_call

    folder = load_call(named)
    voice.call_language = folder.call.language
    if tell_which:
        tell(say("call: {title} ({why})", title=folder.call.title, why=folder.why))
    return folder


def evaluated(
    folder: CallFolder, paths: Sequence[Path], targets: Sequence[Target], *, blind: bool = False, **how: Any
) -> Evaluation:
    """Return the evaluation of the proposals in ``paths``; every fault in a file is told on stderr.

    Raises:
        AddendumError: among others, one of ``targets`` is a file that the evaluation rests on.
    """
    from addendum_cli.api import evaluate, read_proposals

    proposals = read_proposals(paths)
    _spare_inputs(folder, proposals, targets, how.get("decisions"))
    if not voice.quiet:
        tell_problems(proposals.loose, blind=blind)
    with progress(len(proposals.sources)) as advance:
        evaluation = evaluate(folder, proposals, progress=advance, **how)
    tell_problems(evaluation.problems, blind=blind)
    return evaluation


def exit_code(evaluation: Evaluation, outcomes: Collection[str] = ("unreadable",)) -> int:
    """Return the exit code of a run: whether a proposal has one of ``outcomes``."""
    return FOUND if any(one.outcome in outcomes for one in evaluation.judged) else DONE


def _spare_inputs(folder: CallFolder, proposals: Proposals, targets: Sequence[Target], decisions: Path | None) -> None:
    """Refuse an output that would take the place of what is read: no ``--force`` can mean that."""
    from addendum_cli.errors import AddendumError, Where
    from addendum_cli.store.call import rubric_files

    read = [folder.file, *rubric_files(folder), folder.decisions_file(decisions)]
    for source in proposals.sources:
        read += [source.path, *(path for path, _ in source.documents)]
    inputs = {os.path.realpath(path) for path in read}
    for target in targets:
        if os.path.realpath(target.path) in inputs:
            where = Where(target.path.as_posix())
            raise AddendumError.at(where, say("is one of the files that are read"), say("choose another name"))


@contextmanager
def progress(total: int) -> Iterator[Progress | None]:
    """Show how far a long run is, on a terminal's stderr only."""
    if voice.quiet or total < LONG or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("addendum", total=total)
        yield lambda more: bar.advance(task, more)


def called(folder_named: Path | None, paths: Sequence[Path]) -> str:
    """Return the paths as the user gave them, for the commands that a screen suggests."""
    import shlex

    words = [path.as_posix() + ("/" if path.is_dir() else "") for path in paths]
    if folder_named is not None:
        words += ["--call", folder_named.as_posix()]
    return shlex.join(words)
