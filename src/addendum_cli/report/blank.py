"""A proposal file to fill in: every field with what belongs there, every challenge of the call to choose from."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from addendum_cli.formats.plain import one_line
from addendum_cli.messages import say
from addendum_cli.model.call import Call
from addendum_cli.report.filling import Templates, fill
from addendum_cli.report.wording import Tongue

FILTERS: Mapping[str, Callable[[object], str]] = MappingProxyType(
    {
        "quoted": lambda text: json.dumps(one_line(str(text)), ensure_ascii=False),
        "remark": lambda text: one_line(str(text)),
    }
)
"""What a template puts a value through, so that it stays on its line: quoted for YAML, or as a remark."""


def render(call: Call, id_: str, tongue: Tongue, templates: Templates) -> bytes:
    """Return the file for the proposal ``id_``, in the tongue's language.

    Raises:
        AddendumError: the template (perhaps the call's own) is not there or wrong.
    """
    # plain data: a model has methods that load what they are given, which no sandbox knows of
    view = {"call": call.model_dump(), "id": id_, "t": lambda words: tongue(say(words))}
    text = fill("proposal.yaml.j2", templates, FILTERS, view)
    return (text.rstrip("\n") + "\n").encode()
