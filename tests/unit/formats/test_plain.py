"""What people wrote, made safe to print: on one line, and steering nothing."""

import pytest

from addendum_cli.formats.plain import one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("De Wegwijzer vzw", "De Wegwijzer vzw"),
        ("één 😀 – “ja”", "één 😀 – “ja”"),
        ("a\x1b[31mrood\x1b[0m", "a[31mrood[0m"),
        ("a\x07\x00\x7fb", "ab"),
        ("a\x9b31mb", "a31mb"),
        ("vzw\u202elaf", "vzwlaf"),  # turns the direction of reading
        ("a\u2066b\u2069\ufeff\u200ec", "abc"),
        ("half \ud83d", "half "),
    ],
)
def test_nothing_steers_a_terminal(text: str, shown: str):
    assert visible(text) == one_line(text) == shown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("een\ntwee", "een twee"),
        ("een\r\n\r\n  twee", "een twee"),
        ("een\ttwee", "een twee"),
        ("een  twee", "een  twee"),
        ("een\u2028twee\x85drie", "een twee drie"),
    ],
)
def test_one_line(text: str, line: str):
    assert one_line(text) == line


def test_lines_are_kept_where_they_may_be():
    assert visible("een\n\ttwee\r\n") == "een\n\ttwee\r\n"
