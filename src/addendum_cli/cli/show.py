"""``addendum show``: the call to read."""

from datetime import date
from typing import Annotated, Literal, get_args

import typer

from addendum_cli.cli import options

ShowFormat = Literal["table", "json"]


def show(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC|ID]",
            help="focus, approach, challenges, timeline, rubrics, rules, or the id of anything in the call.",
            show_default=False,
        ),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option(
            "--today",
            metavar="DATE",
            help="With timeline: what has passed by that day, and what comes next.",
            show_default=False,
        ),
    ] = None,
    call: options.Call = None,
    to: Annotated[ShowFormat | None, typer.Option("--format", help="Default: table.", show_default=False)] = None,
    output: options.Outputs = None,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Show the call: which one is used and why, and everything in it."""
    from addendum_cli.cli import screen
    from addendum_cli.cli.deliver import deliver, planned
    from addendum_cli.cli.run import open_call
    from addendum_cli.cli.voice import voice
    from addendum_cli.core.words import suggestion
    from addendum_cli.errors import AddendumError, UsageError, Where
    from addendum_cli.messages import say
    from addendum_cli.report import showing

    voice.set(lang, quiet=quiet, debug=debug)
    if today is not None and what != "timeline":
        raise UsageError.at(
            Where("--today"), say("goes with timeline"), say("addendum show timeline --today 2023-06-12")
        )
    targets = planned(get_args(ShowFormat), to, output, force=False)
    folder = open_call(call, tell_which=what is not None)
    the_call, rubrics, tongue = folder.call, folder.rubrics(), voice.tongue()
    parts = {
        "focus": the_call.focus,
        "approach": the_call.approach,
        "challenges": the_call.challenges,
        "timeline": the_call.timeline,
        "rubrics": rubrics,
        "rules": the_call.eligibility,
    }
    if what is None:
        view = list(showing.overview(the_call, rubrics, tongue, file=folder.file.as_posix(), why=folder.why))
        item: object = the_call
    elif what == "timeline":
        view, item = (
            list(showing.timeline(the_call, rubrics, tongue, today=_day(today) if today else None)),
            parts[what],
        )
    elif what in showing.TOPICS:
        view, item = list(showing.TOPICS[what](the_call, rubrics, tongue)), parts[what]
    else:
        known = showing.ids(the_call, rubrics)
        if what not in known:
            remedy = suggestion(what, (*showing.TOPICS, *known), parts)
            raise AddendumError.at(Where("ID"), say("nothing in the call has the id {id}", id=what), remedy)
        view = [block for name, one in known[what] for block in showing.one(name, one, the_call, rubrics, tongue)]
        found = [one for _, one in known[what]]
        item = found[0] if len(found) == 1 else found
    deliver(
        targets,
        {"table": lambda: screen.plain(view).encode(), "json": lambda: showing.as_json(item)},
        on_screen=lambda: screen.show(view),
    )


def _day(today: str) -> date:
    """Return the day to look from."""
    from addendum_cli.errors import UsageError, Where
    from addendum_cli.messages import say

    try:
        return date.fromisoformat(today)
    except ValueError:
        remedy = say("write a day as 2023-06-12")
        raise UsageError.at(Where("--today"), say("{value} is not a date", value=today), remedy) from None
