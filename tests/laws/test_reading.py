"""Laws of reading: whatever stands in a file, there is a result or a refusal that says where."""

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from addendum_cli.errors import AddendumError, Problem
from addendum_cli.formats.located import decode, read_json, read_markdown, read_yaml
from addendum_cli.model.fields import LARGEST, read_number, read_time, read_whole, read_yes_no
from addendum_cli.store.faults import WORDING
from judging import FINE, evaluation, one, proposal, seen

READERS: dict[str, Callable[..., Any]] = {"a.yaml": read_yaml, "a.json": read_json, "a.md": read_markdown}

EARLIEST, LATEST = datetime(1900, 1, 1), datetime(2999, 12, 31)  # noqa: DTZ001 - bounds have no zone

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
keys = st.one_of(st.sampled_from(["id", "organisation", "name", "challenges", "fte", "<<", "no", "8"]), words)
plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)
signs = st.lists(st.sampled_from([*"{}[]:,-#&*!|>'\"%@`\n ~?<ab8", "  ", "---\n", "- ", ": "]), max_size=30).map(
    "".join
)


def refusal(read: Callable[..., object], *given_: object) -> tuple[Problem, ...]:
    """Return what ``read`` refuses, nothing where it has a result."""
    try:
        read(*given_)
    except AddendumError as error:
        return error.problems
    return ()


def kind_of_refusal(read: Callable[[object], object], value: object) -> str | None:
    """Return the kind of fault with which a field refuses ``value``, None where it reads it."""
    try:
        read(value)
    except PydanticCustomError as fault:
        return fault.type
    return None


@given(st.binary(max_size=200), st.sampled_from(sorted(READERS)))
@example(b"\xff\xfe\xff", "a.yaml")
@example(b'{"a": "\\ud800"}', "a.json")
def test_any_bytes_give_a_result_or_a_refusal_with_its_place(raw: bytes, name: str):
    problems = refusal(lambda: READERS[name](decode(raw, name), name))
    assert {problem.where.file for problem in problems} <= {name}


@given(st.one_of(signs, words), st.sampled_from(sorted(READERS)))
def test_any_signs_give_a_result_or_a_refusal_with_its_place(text: str, name: str):
    problems = refusal(READERS[name], text, name)
    assert all(1 <= (problem.where.line or 0) <= text.count("\n") + 2 for problem in problems)


@given(plain)
def test_any_data_makes_a_judgement_or_an_unreadable_file(data: Any):
    judged = one(json.dumps(data), name="a.json")
    assert judged.outcome in ("clarify", "ineligible", "unreadable")
    assert (judged.outcome == "unreadable") == bool(judged.examined.problems)


FIELDS = (
    ("title",), ("organisation", "name"), ("organisation", "enterprise_number"), ("contact", "email"), ("submission", "sent_to"),
    ("submission", "received_at"), ("submission", "channel"), ("approach", "offered"), ("approach", "description"), ("municipalities",),
    ("capacity", "fte"), ("target_group", "excludes"), ("target_group", "min_age"), ("narrative",), ("recognitions",), ("id",),
)  # fmt: skip
BASE = yaml.load(FINE, yaml.BaseLoader)  # noqa: S506 - our own text, read as text


@given(st.sampled_from(FIELDS), st.text(max_size=40))
@example(("id",), "../x")
@example(("capacity", "fte"), "9" * 40)
@example(("submission", "received_at"), "9999-12-31T23:59:59-23:59")
def test_any_text_in_any_field_is_judged_or_refused_there(field: tuple[str, ...], text: str):
    data = json.loads(json.dumps(BASE))
    place = data
    for part in field[:-1]:
        place = place.setdefault(part, {})
    place[field[-1]] = text
    judged = one(json.dumps(data), name="a.json")
    assert all(problem.where.field == ".".join(field) for problem in judged.examined.problems)


@given(plain)
def test_json_and_yaml_read_the_same(data: Any):
    text = json.dumps(data, ensure_ascii=False, allow_nan=False) if _finite(data) else "{}"
    in_json = read_json(text, "a.json", mapping=False)
    try:
        in_yaml = read_yaml(text, "a.yaml", mapping=False)
    except AddendumError:  # a long key, or a character that YAML does not take
        assume(False)
    assume(not in_yaml.problems)  # "<<" is a merge key there, when it is not in quotes; it is in quotes here
    assert in_yaml.data == in_json.data


def _finite(data: Any) -> bool:
    try:
        json.dumps(data, allow_nan=False)
    except ValueError:
        return False
    return True


facts = st.fixed_dictionaries(
    {},
    optional={
        "submission": st.sampled_from(["{received_at: 2023-06-09T23:59:30+02:00}", "{received_at: 2023-06-10}", "{sent_to: oproep@example.org}"]),
        "approach": st.sampled_from(["{offered: ja}", "{offered: nee}", "{description: wij gaan mee}"]),
        "municipalities": st.sampled_from(["alle", "[Kortrik]", "[Gent]", "[Menen, Gent]"]),
        "challenges": st.sampled_from(["{id: saled}", "[{id: marcel, interventions: {id: schulden}}]", "[{id: salled}]"]),
        "capacity": st.sampled_from(["{fte: '2,5'}", "{fte: 0}", "{fte: 1e3}"]),
        "expertise": st.sampled_from(["[{domain: taal}]", "{domain: wonen, description: kennis}", "{domain: imkerij}"]),
    },
)  # fmt: skip


@given(facts)
def test_the_same_facts_in_yaml_json_and_markdown_are_judged_the_same(changes: dict[str, str]):
    text = proposal("".join(f"{key}: {value}\n" for key, value in changes.items()))
    as_json = json.dumps(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - our own text, read as text
    judgements = [
        seen(one(body, name=name))
        for name, body in (("a.yaml", text), ("a.json", as_json), ("a.md", f"---\n{text}---\n"))
    ]
    assert judgements[0] == judgements[1] == judgements[2]


@given(st.sampled_from([read_yes_no, read_number, read_whole, read_time]), st.one_of(st.text(max_size=30), plain))
@example(read_yes_no, [])
@example(read_time, "2023-06-09T00:00+23:99")
def test_a_field_reads_a_value_or_refuses_it_in_words_that_we_have(read: Callable[[object], object], value: object):
    assert kind_of_refusal(read, value) in {None, *WORDING}


@given(st.decimals(min_value=0, max_value=LARGEST, places=2), st.sampled_from(".,"))
def test_a_number_is_exactly_what_was_written(number: Decimal, sign: str):
    assert read_number(f"{number:f}".replace(".", sign)) == number


@given(st.integers(1000, 10**8), st.sampled_from(".,"))
def test_what_could_be_thousands_is_never_guessed(number: int, sign: str):
    assert kind_of_refusal(read_number, f"{number:,}".replace(",", sign)) == "number_ambiguous"


@given(
    st.datetimes(EARLIEST, LATEST),
    st.sampled_from(["Z", "z", "+02:00", " -03:30", ""]),
    st.sampled_from("Tt "),
)
def test_a_time_is_read_back_to_the_microsecond(moment: datetime, zone: str, between: str):
    read = read_time(moment.isoformat(sep=between) + zone)
    assert read.replace(tzinfo=None) == moment
    assert (read.tzinfo is None) == (zone == "")


texts = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40)


@given(st.lists(texts.filter(str.strip), min_size=1, max_size=6))
def test_the_line_of_every_word_of_a_text_that_is_kept_as_it_is(lines: list[str]):
    text = "narrative: |\n" + "".join(f"  x{line}\n" for line in lines)
    try:
        read = read_yaml(text, "a.yaml")
    except AddendumError:
        assume(False)
    told = read.data["narrative"]
    offset = 0
    for number, row in enumerate(told.splitlines(keepends=True), 2):
        assert read.line_in(("narrative",), offset) == number
        offset += len(row)


@given(st.permutations(["a.yaml", "b.json", "c.md", "map/d.yaml", "e.yaml"]))
def test_the_order_in_which_files_are_written_never_matters(names: list[str]):
    contents = {
        "a.yaml": FINE,
        "b.json": json.dumps(BASE),
        "c.md": f"---\n{FINE}---\n",
        "map/d.yaml": f"id: a\n{FINE}",
        "e.yaml": "organisation: ~\n",
    }
    made = evaluation({name: contents[name] for name in names})
    assert [(judged.id, judged.outcome) for judged in made.judged] == [
        ("a", "superseded"),
        ("b", "superseded"),
        ("c", "eligible"),
        ("d", "unreadable"),
        ("e", "unreadable"),
    ]
