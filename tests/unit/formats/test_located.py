"""YAML and Markdown read as written, with the place of everything; what can be read in two ways is refused."""

import pytest

from addendum_cli.errors import AddendumError
from addendum_cli.formats import yaml_events
from addendum_cli.formats.located import DEPTH, EVENTS, decode, read_markdown, read_yaml
from judging import worded


def data(text: str):
    read = read_yaml(text, "a.yaml", mapping=False)
    assert read.problems == ()
    return read.data


def refused(text: str, *, mapping: bool = True) -> list[str]:
    """Return every fault of form, those that end the reading included."""
    try:
        return [worded(problem) for problem in read_yaml(text, "a.yaml", mapping=mapping).problems]
    except AddendumError as error:
        return [worded(problem) for problem in error.problems]


def test_text_stays_as_written():
    text = """\
a: no
b: 12:30
c: 007
d: 1.10
e: 0999.013.094
f: 2023-06-09 14:20:00 +02:00
g: 0x1F
h: .inf
i: 'it''s'
j: "tab\\tend"
k: =1+1
l: 1e3
"""
    assert data(text) == {
        "a": "no", "b": "12:30", "c": "007", "d": "1.10", "e": "0999.013.094", "f": "2023-06-09 14:20:00 +02:00",
        "g": "0x1F", "h": ".inf", "i": "it's", "j": "tab\tend", "k": "=1+1", "l": "1e3",
    }  # fmt: skip


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL", "''", '""', "|\n", ">\n"])
def test_what_is_absent(nothing: str):
    assert data(f"a: {nothing}\n") == {"a": None}
    assert data(f"a:\n  - {nothing}\n  - b\n") == {"a": ["b"]}


@pytest.mark.parametrize(
    ("written", "text"),
    [("'~'", "~"), ('"null"', "null"), ("nULL", "nULL"), ("none", "none"), ("n/a", "n/a"), ("' '", " ")],
)
def test_what_only_looks_absent(written: str, text: str):
    assert data(f"a: {written}") == {"a": text}


@pytest.mark.parametrize("text", ["", "\n\n", "# niets dan commentaar\n", "---\n", "~"])
def test_an_empty_file_is_said_to_be_empty(text: str):
    (said,) = refused(text)
    assert said.endswith("empty -> write it as key: value, one key a line")
    assert data(text) is None


@pytest.mark.parametrize("text", ["- a\n- b\n", "zomaar een zin\n", "[a, b]"])
def test_only_keys_and_values(text: str):
    assert refused(text) == ["1:1: keys and values are wanted here -> write it as key: value, one key a line"]
    assert refused(text, mapping=False) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", "3:1: a is given twice, first on line 1 -> keep one of the two"),
        ("a: {b: 1, b: 2}\n", "1:11: b is given twice, first on line 1 -> keep one of the two"),
        ("a: 1\n'a': 2\n", "2:1: a is given twice, first on line 1 -> keep one of the two"),
        ("a: &x 1\n", "1:4: an anchor (&) -> remove it, and write the value where it is meant"),
        ("a: &x [1]\n", "1:4: an anchor (&) -> remove it, and write the value where it is meant"),
        ("a: !!int 1\n", "1:4: a tag (!) -> remove it: the field says what a value is; text that starts with ! wants quotes"),
        ("a: ! b\n", "1:4: a tag (!) -> remove it: the field says what a value is; text that starts with ! wants quotes"),
        ("a: !dit wil ik\n", "1:4: a tag (!) -> remove it: the field says what a value is; text that starts with ! wants quotes"),
        ("<<: {a: 1}\n", "1:1: a merge key (<<) -> write the keys themselves"),
        ("&x a: 1\n", "1:1: an anchor or a tag on a key -> remove it"),
        ("!x a: 1\n", "1:1: an anchor or a tag on a key -> remove it"),
        ("? [a]\n: 1\n", "1:3: a key has to be plain text -> put it in quotes"),
        ("{a: 1}: 2\n", "1:1: a key has to be plain text -> put it in quotes"),
        ("a: 1\n---\nb: 2\n", "2:1: a second document begins here -> keep one document in a file; remove the line ---"),
        ("a: 1\n---\n", "2:1: a second document begins here -> keep one document in a file; remove the line ---"),
        (
            "a: {fte: 2,8}\n",
            "1:12: between braces a comma starts the next key, so that 8 stands alone -> write a decimal point (2.8), put the number in quotes, or use one key a line",
        ),
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways(text: str, said: str):
    assert refused(text) == [said]


def test_an_alias_is_refused_where_it_stands_and_so_is_what_it_points_to():
    assert refused("a: &x {b: 1}\nc: *x\n<<: *x\n") == [
        "1:4: an anchor (&) -> remove it, and write the value where it is meant",
        "2:4: a reference to another place (*) -> write the value itself",
        "3:1: a merge key (<<) -> write the keys themselves",
        "3:5: a reference to another place (*) -> write the value itself",
    ]


def test_a_comma_between_braces_is_told_apart_from_a_key_that_is_empty():
    assert data('{0: "", 1: ~, a: b}') == {"0": None, "1": None, "a": "b"}
    assert data("{fte: '2,8'}") == {"fte": "2,8"}
    assert data("{fte: 2.8, caseload: 12}") == {"fte": "2.8", "caseload": "12"}
    assert data("0:\n1: x\n") == {"0": None, "1": "x"}


def test_merge_signs_in_quotes_are_text():
    assert data("'<<': a") == {"<<": "a"}


def test_all_faults_at_once():
    assert [fault.partition(" ")[0] for fault in refused("a: 1\na: 2\nb: &x 1\nc: !t 1\nd: *y\n")] == [
        "2:1:",
        "3:4:",
        "4:4:",
        "5:4:",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b: c\n", "1:5: a colon with a space after it starts a key, which cannot stand here -> put the text in quotes, or check the indentation"),
        ("a: @b\n", "1:4: a character that cannot begin a value (a tab, @ or `) -> indent with spaces, and put such text in quotes"),
        ("a: `b`\n", "1:4: a character that cannot begin a value (a tab, @ or `) -> indent with spaces, and put such text in quotes"),
        ("a:\n\tb: c\n", "2:1: a character that cannot begin a value (a tab, @ or `) -> indent with spaces, and put such text in quotes"),
        ("a: [b, c\n", "2:1: a bracket or brace is not closed -> close it, or write one entry a line"),
        ('a: "b\n', "2:1: a quote is opened and not closed -> close it"),
        ("a: 'het is 's avonds'\n", "1:13: the indentation does not fit, or a quote or bracket is missing -> line the keys up, and put text with quotes or colons in quotes"),
        ("a: 1\n b: 2\n", "2:3: a colon with a space after it starts a key, which cannot stand here -> put the text in quotes, or check the indentation"),
        ("a: b\nzomaar tekst\n", "3:1: a key without a colon -> write key: value"),
    ],
)  # fmt: skip
def test_faults_of_yaml_itself_in_our_words(text: str, said: str):
    assert refused(text) == [said]


@pytest.mark.parametrize("character", ["\x07", "\x1b", "\x7f"])
def test_a_control_character_is_refused(character: str):
    (said,) = refused(f"a: b{character}c\n")
    assert said.endswith("a control character -> remove it")


@pytest.mark.parametrize(("open_", "close"), [("[", "]"), ("{a: ", "}")])
def test_depth_is_bounded(open_: str, close: str):
    inside = DEPTH - 1
    assert refused("a: " + open_ * inside + "x" + close * inside) == []
    (said,) = refused("a: " + open_ * DEPTH + "x" + close * DEPTH)
    assert said == f"1:{4 + len(open_) * inside}: nested too deeply, or too many entries -> keep it simpler"


@pytest.mark.parametrize("text", ["[" * 30_000, "{a: " * 30_000, "- " * 30_000, "a: [" + "[" * 30_000])
def test_nesting_without_end_is_refused_and_crashes_nothing(text: str):
    (said,) = refused(text)
    assert said.endswith("nested too deeply, or too many entries -> keep it simpler")


def test_the_number_of_entries_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(yaml_events, "EVENTS", 100)
    assert EVENTS == 400_000
    assert refused("a: [" + "x, " * 90 + "]") == []
    for text in (
        "a: [" + "x, " * 101 + "]",
        "a: {" + ", ".join(f"k{n}: x" for n in range(101)) + "}",
        "a: [" + "[], " * 101 + "]",
    ):
        assert [fault.partition(": ")[2] for fault in refused(text)] == [
            "nested too deeply, or too many entries -> keep it simpler"
        ]


NESTED = """\
title: Samen op stap
organisation:
  name: De Wegwijzer
challenges:
  - id: saled
    interventions: [{id: huisvesting}, {id: nederlands, description: elke dag}]
  - id: marcel
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("title",), (1, 8), (1, 1)),
        (("organisation",), (3, 3), (2, 1)),
        (("organisation", "name"), (3, 9), (3, 3)),
        (("organisation", "phone"), (3, 3), (2, 1)),  # what is not there: its nearest parent
        (("challenges", 0, "id"), (5, 9), (5, 5)),
        (("challenges", 1), (7, 5), (7, 5)),
        (("challenges", 0, "interventions", 1, "id"), (6, 45), (6, 41)),
        (("challenges", 7), (5, 3), (4, 1)),
        ((), (1, 1), (1, 1)),
    ],
)
def test_the_place_of_everything(path: tuple, value: tuple[int, int], key: tuple[int, int]):
    read = read_yaml(NESTED, "a.yaml")
    assert read.where(path)[:3] == ("a.yaml", *value)
    assert read.where(path, key=True)[:3] == ("a.yaml", *key)
    assert read.line(path) == key[0]


def test_a_place_names_its_field():
    assert read_yaml(NESTED, "a.yaml").where(("challenges", 0, "id")).field == "challenges.0.id"
    assert read_yaml(NESTED, "a.yaml").where(()).field is None


TEXTS = {
    "plain on one line": "a: een twee drie\n",
    "plain over lines": "a: een\n  twee\n\n  drie\n",
    "folded": "a: >\n  een\n  twee\n\n  drie\n",
    "kept": "a: |\n  een\n  twee\n\n  drie\n",
    "kept, indented deeper and stripped": "a: |2-\n   een\n  twee\n\n  drie\n",
    "single quotes": "a: 'een\n  ''twee\n\n  drie'\n",
    "double quotes": 'a: "één\n  \\"twee\\n\\u00e9\n\n  drie"\n',
    "with letters of many bytes before it": "b: één 😀 ß\na: >\n  een 😀\n  twee é\n\n  drie\n",
    "on windows": "a: >\r\n  een\r\n  twee\r\n\r\n  drie\r\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_line_of_a_word_in_a_text(text: str):
    read = read_yaml(text, "a.yaml")
    for word in ("twee", "drie"):
        line = next(number for number, row in enumerate(text.splitlines(), 1) if word in row)
        assert read.line_in(("a",), read.data["a"].index(word)) == line


def test_front_matter_and_the_line_on_which_the_body_begins():
    read, body, first = read_markdown("---\ntitle: a\n---\n# Kop\ntekst\n", "a.md")
    assert (read.data, body, first) == ({"title": "a"}, "# Kop\ntekst\n", 4)


def test_front_matter_ends_with_dots_too_and_windows_lines_are_fine():
    read, body, first = read_markdown("---\r\ntitle: a\r\n...\r\ntekst", "a.md")
    assert (read.data, body, first) == ({"title": "a"}, "tekst", 4)


def test_a_line_of_dashes_in_the_body_is_a_line():
    _, body, _ = read_markdown("---\na: b\n---\neen\n---\ntwee: [\n", "a.md")
    assert body == "een\n---\ntwee: [\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Kop\n", "1: no facts at the top: front matter is missing -> begin with a line ---, the facts as YAML, and a line ---"),
        ("", "1: no facts at the top: front matter is missing -> begin with a line ---, the facts as YAML, and a line ---"),
        ("---\ntitle: a\n", "3: the front matter does not end -> close it with a line ---"),
        ("---\n---\ntekst\n", "2:1: empty -> write it as key: value, one key a line"),
        ("---\n\n# x\n---\n", "4:1: empty -> write it as key: value, one key a line"),
    ],
)  # fmt: skip
def test_front_matter_that_is_none(text: str, said: str):
    with pytest.raises(AddendumError) as caught:
        read_markdown(text, "a.md")
    assert [worded(problem) for problem in caught.value.problems] == [said]


@pytest.mark.parametrize("raw", ["é: 1".encode(), "é: 1".encode("utf-8-sig"), "é: 1".encode("utf-16")])
def test_the_encodings_that_are_read(raw: bytes):
    assert decode(raw, "a.yaml") == "é: 1"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("a: 1\nb: é".encode("latin-1"), "2: not UTF-8 text -> save it again as UTF-8"),
        (b"\xff\xfea", "1: not UTF-8 text -> save it again as UTF-8"),
        (b"a\nPK\x03\x04\0\0", "2: not a text file -> use addendum ingest for documents"),
    ],
)
def test_what_is_no_text(raw: bytes, said: str):
    with pytest.raises(AddendumError) as caught:
        decode(raw, "a.yaml")
    assert [worded(problem) for problem in caught.value.problems] == [said]
