"""CSV that a spreadsheet opens without running anything, and in which numbers stay numbers."""

import csv
import io

import pytest

from addendum_cli.formats.cells import csv_text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("De Wegwijzer", "De Wegwijzer"),
        ("=1+1", "'=1+1"),
        ("+32", "'+32"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("a=1", "a=1"),
        (" =1", " =1"),
        ("'=1", "'=1"),
        # text that looks like a number is text; a number never loses its sign
        ("-5", "'-5"),
        (-5, "-5"),
        (-0.5, "-0.5"),
        (0, "0"),
        (3.25, "3.25"),
        (None, ""),
        ("", ""),
        ("\x00=1", "=1"),
        ("a\x1b[31m", "a[31m"),
    ],
)
def test_a_cell(value: object, cell: str):
    assert list(csv.reader(io.StringIO(csv_text([[value]]), newline=""))) == [[cell]]


def test_rows():
    assert csv_text([["id", "total"], ["a,b", 71.25], ['zegt "ja"', None], ["twee\nlijnen", -1]]) == (
        'id,total\n"a,b",71.25\n"zegt ""ja""",\n"twee\nlijnen",-1\n'
    )
