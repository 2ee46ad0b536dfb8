"""Templates filled in, sandboxed; one that is wrong is told by file and line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, TypeAlias

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from addendum_cli.errors import AddendumError, Where
from addendum_cli.messages import say

Templates: TypeAlias = Callable[[str], tuple[str, str] | None]
"""A template by name: its text, and the file it came from as people write it; None where there is none."""


def fill(
    name: str,
    templates: Templates,
    filters: Mapping[str, Callable[..., Any]],
    view: Mapping[str, Any],
    *,
    finalize: Callable[[Any], str] | None = None,
    autoescape: bool = False,
) -> str:
    """Return a template filled in with ``view``; every value that it prints goes through ``finalize`` first.

    ``autoescape``: for HTML, every value is escaped.

    Templates are sandboxed: a call may come from anybody.

    Raises:
        AddendumError: the template (perhaps the call's own) is not there or wrong.
    """
    files: set[str] = set()

    def load(wanted: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = templates(wanted)
        if found is None:
            return None
        files.add(found[1])
        return (*found, lambda: True)

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        autoescape=autoescape,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(filters)
    try:
        return environment.get_template(name).render(view)
    except TemplateSyntaxError as error:
        raise _wrong(error.filename or name, error.lineno, error) from None
    except TemplateNotFound as error:
        raise _wrong(str(error.name or name), None, error) from None
    except (
        TemplateError,
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
    ) as error:
        raise _wrong(*_at(error.__traceback__, files, name), error) from None  # what a template computes may go wrong


def _wrong(file: str, line: int | None, error: Exception) -> AddendumError:
    problem = say("the template cannot be used: {reason}", reason=str(error) or type(error).__name__)
    remedy = say("mend it, or take it away: the template that ships is then used")
    return AddendumError.at(Where(file, line), problem, remedy)


def _at(trace: TracebackType | None, files: set[str], name: str) -> tuple[str, int | None]:
    """Return the innermost place in a template that a traceback names."""
    at: tuple[str, int | None] = (name, None)
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in files:
            at = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return at
