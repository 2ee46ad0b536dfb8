"""The commands of ``addendum``. Each stands in a file of its own and loads what it needs when it runs."""

from typing import Annotated

import typer

from addendum_cli.cli.calendar import calendar
from addendum_cli.cli.check import check
from addendum_cli.cli.decide import decide
from addendum_cli.cli.diff import diff
from addendum_cli.cli.explain import explain
from addendum_cli.cli.form import form
from addendum_cli.cli.guard import Guarded
from addendum_cli.cli.ingest import ingest
from addendum_cli.cli.init import init
from addendum_cli.cli.jury import jury
from addendum_cli.cli.letters import letters
from addendum_cli.cli.lint import lint
from addendum_cli.cli.new import new
from addendum_cli.cli.partnership import partnership
from addendum_cli.cli.report import report
from addendum_cli.cli.schema import schema
from addendum_cli.cli.score import score
from addendum_cli.cli.shortlist import shortlist
from addendum_cli.cli.show import show
from addendum_cli.cli.stability import stability
from addendum_cli.cli.verify import verify

app = typer.Typer(
    cls=Guarded,
    name="addendum",
    help="Judge project proposals against a call: who is eligible and why, how each answers the call's challenges, "
    "and who goes on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    check, score, explain, shortlist, show, lint, init, new, schema, form, ingest, decide, letters, calendar,
    stability, partnership, report, verify, diff,
):  # fmt: skip
    app.command()(command)
app.add_typer(jury, name="jury")


def _version(asked: bool) -> None:
    if asked:
        from addendum_cli import __version__

        typer.echo(f"addendum {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Judge project proposals against a call: who is eligible and why, how each answers the call's challenges, and who goes on."""
