"""A proposal file to fill in: every field with what belongs there, every challenge of the call to choose from."""

from __future__ import annotations

import json

from addendum_cli.formats.plain import one_line
from addendum_cli.messages import say
from addendum_cli.model.call import Call
from addendum_cli.report.wording import Tongue


def render(call: Call, id_: str, tongue: Tongue, template: str) -> bytes:
    """Return the file for the proposal ``id_``, in the tongue's language, by ``template`` (Jinja2)."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=False, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - YAML, not HTML; every value is quoted or folded below
    environment.filters["quoted"] = lambda text: json.dumps(one_line(str(text)), ensure_ascii=False)
    environment.filters["remark"] = lambda text: one_line(str(text))
    text = environment.from_string(template).render(call=call, id=id_, t=lambda words: tongue(say(words)))
    return (text.rstrip("\n") + "\n").encode()
