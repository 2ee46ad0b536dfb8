"""The options that commands share: their names, and the help that people read."""

from pathlib import Path
from typing import Annotated, Literal

import typer


def number(text: str, wrong: str, *, most: int | None = None) -> str:
    """Return a number of 0 or more (at most ``most``) as digits; it may have a comma.

    Raises:
        BadParameter: it is none; ``wrong`` says what it ought to be.
    """
    from decimal import Decimal, InvalidOperation

    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0 or (most is not None and value > most):
        raise typer.BadParameter(wrong)
    return str(value)


Lang = Literal["nl", "en"]
Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH…", help="Proposals: files, or folders of them.", show_default=False)
]
Call = Annotated[
    Path | None,
    typer.Option(
        "--call",
        metavar="DIR",
        help="The call's folder. Default: the variable ADDENDUM_CALL, else the nearest folder upward that holds a "
        "call, else the call that ships.",
        show_default=False,
    ),
]
Language = Annotated[
    Lang | None, typer.Option("--lang", help="Language of the output. Default: the call's.", show_default=False)
]
Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write here instead of to the screen; may be given again. The ending chooses the format; - is stdout.",
        show_default=False,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite a workbook that a person may have filled in.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, metavar="N", help="Processes. Default: by the number of files.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the program's own trace with an error.")]
DecisionsFile = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="Decisions of people. Default: the call's decisions.yaml.",
        show_default=False,
    ),
]
RoundName = Annotated[Literal["written", "pitch"], typer.Option("--round", help="Which round's rubrics to mark by.")]
JurySheets = Annotated[
    Path | None,
    typer.Option(
        "--jury",
        metavar="DIR",
        help="The jury's score sheets, where they came back; see `jury sheets`.",
        show_default=False,
    ),
]
