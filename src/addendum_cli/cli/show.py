"""``addendum show``: the call to read."""

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
    from addendum_cli.errors import AddendumError, Where
    from addendum_cli.messages import say
    from addendum_cli.report import showing

    voice.set(lang, quiet=quiet, debug=debug)
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
