"""JSON reads as the same facts in YAML do, and every fault has its place."""

import json

import pytest

from addendum_cli.errors import AddendumError
from addendum_cli.formats.located import DEPTH, read_json, read_yaml
from judging import worded

TOO_DEEP = "nested too deeply, or too many entries -> keep it simpler"


def data(text: str):
    read = read_json(text, "a.json", mapping=False)
    assert read.problems == ()
    return read.data


def refused(text: str) -> list[str]:
    try:
        return [worded(problem) for problem in read_json(text, "a.json").problems]
    except AddendumError as error:
        return [worded(problem) for problem in error.problems]


def test_values_as_written():
    assert data('{"a": 1.10, "b": 007e1, "c": true, "d": false, "e": "no"}'.replace("007e1", "7e1")) == {
        "a": "1.10", "b": "7e1", "c": "true", "d": "false", "e": "no",
    }  # fmt: skip
    assert data('{"a": 120.000, "b": -0, "c": 12345678901234567890}') == {
        "a": "120.000",
        "b": "-0",
        "c": "12345678901234567890",
    }


def test_what_is_no_number_anywhere_comes_through_as_a_word_for_its_field_to_refuse():
    assert data('{"a": NaN, "b": [Infinity, -Infinity]}') == {"a": "NaN", "b": ["Infinity", "-Infinity"]}


def test_what_is_absent():
    assert data('{"a": null, "b": "", "c": [null, "", "d", []], "e": "null", "f": "~"}') == {
        "a": None, "b": None, "c": ["d", []], "e": "null", "f": "~",
    }  # fmt: skip


def test_a_pair_of_surrogates_is_one_character_and_half_a_pair_is_none():
    assert data(r'{"a": "\ud83d\ude00", "b": "x\ud83dy"}') == {"a": "😀", "b": "x�y"}


@pytest.mark.parametrize(
    "text", ['{"a": "x"}', '{"a": {"b": ["c", {"d": null}]}}', '{"a": [true, 3.50, ""], "ë": "ë"}']
)
def test_yaml_reads_json_the_same(text: str):
    assert data(text) == read_yaml(text, "a.yaml").data


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1,\n "a": 2}', ["2:2: a is given twice, first on line 1 -> keep one of the two"]),
        # the key itself, not the same word elsewhere
        ('{"o": {"name": "name",\n "name": "x"},\n "c": {"name": "name"}}', ["2:2: name is given twice, first on line 1 -> keep one of the two"]),
        ('{"a": 1, "a": 2, "a": 3}', ["1:10: a is given twice, first on line 1 -> keep one of the two", "1:18: a is given twice, first on line 1 -> keep one of the two"]),
        (r'{"a": 1, "\u0061": 2}', ["1:10: a is given twice, first on line 1 -> keep one of the two"]),
        (r'{"\ud800": 1, "\udfff": 2}', ["1:15: � is given twice, first on line 1 -> keep one of the two"]),
        ('[{"a": 1}]', ["1:1: keys and values are wanted here -> write it as key: value, one key a line"]),
        ("null", ["1:1: empty -> write it as key: value, one key a line"]),
        ('{"a": 1,}', ["1:9: not valid JSON -> check the comma, quote or bracket here or just before"]),
        ('{\n "a" 1}', ["2:6: not valid JSON -> check the comma, quote or bracket here or just before"]),
        ('{"a": 1} {"b": 2}', ["1:10: not valid JSON -> check the comma, quote or bracket here or just before"]),
        ('{"a": 01}', ["1:8: not valid JSON -> check the comma, quote or bracket here or just before"]),
        ("{'a': 1}", ["1:2: not valid JSON -> check the comma, quote or bracket here or just before"]),
        ('{"a": "x\ny"}', ["1:9: not valid JSON -> check the comma, quote or bracket here or just before"]),
        ("", ["1:1: not valid JSON -> check the comma, quote or bracket here or just before"]),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, said: list[str]):
    assert refused(text) == said


def test_depth_is_bounded_as_in_yaml():
    assert refused('{"a": ' + "[" * (DEPTH - 1) + "1" + "]" * (DEPTH - 1) + "}") == []
    assert refused('{"a":\n' + "[" * DEPTH + "]" * DEPTH + "}") == [f"2:{DEPTH}: {TOO_DEEP}"]
    assert refused('{"a": ' * (DEPTH + 1) + "1" + "}" * (DEPTH + 1)) == [f"1:{1 + 6 * DEPTH}: {TOO_DEEP}"]


@pytest.mark.parametrize("times", [900, 100_000])
def test_nesting_without_end_is_refused_and_crashes_nothing(times: int):
    deep = "[" * times + "]" * times
    for text in (f'{{"a": {deep}}}', f'{{"a": 1, "a": {deep}}}'):
        (said,) = refused(text)
        assert said.endswith(TOO_DEEP)


def test_brackets_in_text_are_no_depth():
    assert refused(json.dumps({"a": "[" * 200, "b": "{" * 200})) == []


TEXT = """\
{
  "title": "a: \\"[b]\\", c",
  "organisation": {"name": "De Wegwijzer"},
  "challenges": [null, {"id": "saled"}, "",
                 {"id": "marcel", "interventions": [{"id": "schulden"}]}]
}
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("title",), (2, 12), (2, 3)),
        (("organisation", "name"), (3, 28), (3, 20)),
        (("organisation", "phone"), (3, 19), (3, 3)),
        (("challenges", 0, "id"), (4, 31), (4, 25)),  # an entry that is absent is none
        (("challenges", 1, "interventions", 0, "id"), (5, 60), (5, 54)),
        ((), (1, 1), (1, 1)),
    ],
)
def test_the_place_of_everything(path: tuple, value: tuple[int, int], key: tuple[int, int]):
    read = read_json(TEXT, "a.json")
    assert read.where(path)[:3] == ("a.json", *value)
    assert read.where(path, key=True)[:3] == ("a.json", *key)
    assert read.line_in(path, 0) == value[0]
