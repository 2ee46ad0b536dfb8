"""A value that a field cannot read, put into words: the place, what is wrong, and the remedy.

pydantic's own English is never shown: its ``type`` is a key of ``WORDING``, and what is not there gets
a sentence of our own. Input values are quoted only where they are short and make the fault clear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from addendum_cli.core.words import nearest, suggestion
from addendum_cli.errors import AddendumError, Problem
from addendum_cli.formats.located import Located
from addendum_cli.messages import Message, say
from addendum_cli.model.entry import Path

M = TypeVar("M", bound=BaseModel)
Worded = tuple[Message, Message]


def build(model: type[M], located: Located) -> M:
    """Return ``located`` as a ``model``.

    Raises:
        AddendumError: with every fault of the file at its line and column, those of form included.
    """
    built, problems = read_as(model, located)
    if built is None or problems:
        raise AddendumError(problems)
    return built


def read_as(model: type[M], located: Located) -> tuple[M | None, list[Problem]]:
    """Return ``located`` as a ``model``, None where its fields cannot be read, and every fault by place."""
    built, problems = None, list(located.problems)
    try:
        built = model.model_validate(located.data)
    except ValidationError as error:
        problems.extend(_problems(model, located, error))
    return built, sorted(problems, key=lambda problem: problem.where.order)


def _problems(model: type[BaseModel], located: Located, error: ValidationError) -> Iterator[Problem]:
    """Yield one problem a fault."""
    faults = error.errors(include_url=False)
    for fault in faults:
        if fault["type"] == "too_short" and any(_inside(other["loc"], fault["loc"]) for other in faults):
            continue  # pydantic counts the entries that it could read: each of the others has its own fault
        path, rest = _real_path(located.data, fault["loc"])
        kind = fault["type"]
        where = located.where(path, key=kind == "extra_forbidden")
        if kind == "missing" and rest:
            where = where._replace(field=f"{where.field}.{rest[-1]}" if where.field else str(rest[-1]))
        worded = WORDING.get(kind, _other)(model, fault)
        yield Problem(where, *worded)


def _inside(loc: Sequence[str | int], outer: Sequence[str | int]) -> bool:
    """Return whether ``loc`` lies inside ``outer``."""
    return len(loc) > len(outer) and list(loc[: len(outer)]) == list(outer)


def _real_path(data: Any, loc: Sequence[str | int]) -> tuple[Path, Path]:
    """Return the part of pydantic's ``loc`` that exists in the file, and what is left of it.

    Skipped on the way: the tags of unions, and the 0 of a single value that became a list of one.
    """
    path: Path = ()
    for place, part in enumerate(loc):
        inside = range(len(data)) if isinstance(data, list) else data if isinstance(data, Mapping) else ()
        if part in inside:
            path, data = (*path, part), data[part]
        elif place == len(loc) - 1:
            return path, (part,)
    return path, ()


def known_keys(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """Return the keys that the model at ``loc`` knows, in its order."""
    root = model.model_fields.get("root")
    here: list[type[BaseModel]] = list(_models(root.annotation)) if root else [model]
    for part in loc:
        step = [
            inner for one in here if isinstance(part, str) and (field := _field(one, part)) for inner in _models(field)
        ]
        tagged = [one for one in here if part in _tags(one)]
        here = step or tagged or here
    return [field.alias or name for one in here[:1] for name, field in one.model_fields.items()]


def _field(model: type[BaseModel], name: str) -> Any:
    for key, field in model.model_fields.items():
        if name in (key, field.alias):
            return field.annotation
    return None


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models inside an annotation such as ``tuple[A | B, ...]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _tags(model: type[BaseModel]) -> tuple[Any, ...]:
    """Return the words by which a union tells ``model`` apart."""
    for name in ("kind", "method"):
        field = model.model_fields.get(name)
        if field is not None and get_origin(field.annotation) is Literal:
            return get_args(field.annotation)
    return ()


def _quoted(value: Any) -> str:
    """Return a short value as it was written."""
    if isinstance(value, (list, dict)):
        return "[…]" if isinstance(value, list) else "{…}"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _unknown_key(model: type[BaseModel], fault: Any) -> Worded:
    key = str(fault["loc"][-1])
    known = known_keys(model, fault["loc"][:-1])
    return say("unknown key {key}", key=_quoted(key)), suggestion(key, known)


def _missing(model: type[BaseModel], fault: Any) -> Worded:
    return say("missing"), say("add {field}: …", field=str(fault["loc"][-1]))


def _blank(model: type[BaseModel], fault: Any) -> Worded:
    return say("left empty"), say("fill it in")


def _text(model: type[BaseModel], fault: Any) -> Worded:
    if fault["input"] is None:
        return _blank(model, fault)
    return say("text is wanted here, not a list or keys"), say("write one line of text, or put it in quotes")


def _keys(model: type[BaseModel], fault: Any) -> Worded:
    known = known_keys(model, fault["loc"])
    if fault["input"] is None:
        return say("left empty"), say("fill it in, with the keys {names}", names=tuple(known))
    return say("keys are wanted here, not {value}", value=_quoted(fault["input"])), say(
        "write it as {key}: …, one key a line", key=known[0]
    )


def _choice(model: type[BaseModel], fault: Any) -> Worded:
    context = fault["ctx"]
    given = str(fault["input"]) if fault["type"] == "literal_error" else str(context.get("tag", ""))
    options = [
        word.strip(" '\"")
        for part in str(context.get("expected") or context.get("expected_tags", "")).split(" or ")
        for word in part.split(",")
    ]
    meant = nearest(given, options)
    remedy = say("did you mean {name}?", name=meant) if meant else say("one of: {names}", names=tuple(options))
    return say("unknown word {value}", value=_quoted(given)), remedy


def _no_kind(model: type[BaseModel], fault: Any) -> Worded:
    return say("says not which kind it is"), say("add its kind (a rule) or method (a desk method)")


def _many(model: type[BaseModel], fault: Any) -> Worded:
    return say("too few entries"), say("give at least {n}", n=fault["ctx"].get("min_length", 1))


def _other(model: type[BaseModel], fault: Any) -> Worded:
    return say("cannot be read: {value}", value=_quoted(fault["input"])), say(
        "see docs/formats.md for what is wanted here"
    )


def _fixed(what: Message, remedy: Message) -> Callable[[type[BaseModel], Any], Worded]:
    """Return a wording that needs no more than the value given."""

    def worded(model: type[BaseModel], fault: Any) -> Worded:
        return what._replace(values=(("value", _quoted(fault["input"])),) if "{value}" in what.text else ()), remedy

    return worded


_NUMBER = _fixed(say("{value} is not a number of 0 or more"), say("write digits, with a decimal point or comma: 3.5"))

WORDING: Mapping[str, Callable[[type[BaseModel], Any], Worded]] = MappingProxyType(
    {
        "bands": _fixed(say("the thresholds do not rise"), say("list them from low to high: [[0, 0], [1, 2]]")),
        "decision": _fixed(
            say("an entry decides one thing: outcome, consensus, selection or weerwoord"),
            say("keep just one of the four, or make two entries of it"),
        ),
        "decision_criterion": _fixed(
            say("a criterion goes with consensus and weerwoord, and only with these"),
            say("name it as rubric/criterion"),
        ),
        "decision_mark": _fixed(
            say("a mark goes with weerwoord: answered, and only with that"),
            say("a mark of the panel is: consensus: 3.5"),
        ),
        "dict_type": _keys,
        "extra_forbidden": _unknown_key,
        "greater_than": _fixed(say("{value} is not positive"), say("write a whole number of 1 or more")),
        "less_than_equal": _fixed(say("{value} is more than 100 percent"), say("write a percentage, 0 to 100")),
        "literal_error": _choice,
        "mapping_type": _keys,
        "milestone": _fixed(
            say("a milestone has exactly one of on, from and to, until"), say("write one of the three forms")
        ),
        "missing": _missing,
        "model_attributes_type": _keys,
        "model_type": _keys,
        "number": _NUMBER,
        "number_ambiguous": _fixed(
            say("{value} is ambiguous: a decimal number or thousands?"),
            say("write thousands without a point or comma, decimals with one or two digits"),
        ),
        "number_large": _fixed(say("{value} is too large"), say("write a number up to 1000000000")),
        "scale": _fixed(say("not a scale"), say("min below max, and a step that leads from one to the other")),
        "string_too_short": _blank,
        "string_type": _text,
        "time": _fixed(
            say("{value} is not a date or time"), say("write a date as 2023-06-09, a time as 2023-06-09T14:20:00+02:00")
        ),
        "too_short": _many,
        "tuple_type": _text,
        "union_tag_invalid": _choice,
        "union_tag_not_found": _no_kind,
        "whole": _fixed(say("{value} is not a whole number"), say("write digits only")),
        "yes_no": _fixed(say("{value} is neither yes nor no"), say("write yes or no (ja, nee, true, false)")),
    }
)
