"""Intake lists: a proposal on each row, whatever parts the columns and wherever they stand."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from addendum_cli.formats.workbooks import extract, sheets
from addendum_cli.intake.labels import Labels
from addendum_cli.intake.lists import Listed, of_csv
from addendum_cli.intake.lists import of_workbook as of_sheets

HEAD = ("Organisatie", "KBO", "VTE")
ROWS = [("De Brug vzw", "0999.013.094", "2,5"), ("Crème & Co", None, "1")]


def of_workbook(raw: bytes, labels: Labels) -> Listed | None:
    return next(iter(of_sheets(sheets(extract("a.xlsx", raw)), labels)), None)


def csv(mark: str, *rows: tuple[str | None, ...]) -> str:
    cells = [[f'"{cell}"' if cell and mark in cell else cell or "" for cell in row] for row in rows]
    return "\r\n".join(mark.join(row) for row in cells) + "\r\n"


def seen(table):
    return [(row.number, {column.fact: value for column, value in table.values(row)}) for row in table.rows]


TABLE = [
    (2, {"organisation.name": "De Brug vzw", "organisation.enterprise_number": "0999.013.094", "capacity.fte": "2,5"}),
    (3, {"organisation.name": "Crème & Co", "capacity.fte": "1"}),
]


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_mark_between_columns_in_any_encoding(labels, mark, encoding):
    assert seen(of_csv(csv(mark, HEAD, *ROWS).encode(encoding), labels)) == TABLE


def test_moved_columns_title_rows_and_columns_of_ones_own(labels):
    text = "Oproep 2023;;;\n;;;\nNr;VTE;Opmerking;Naam\n1;2,5;;De Brug vzw\n;;;\n2;;bellen;\n"
    table = of_csv(text.encode(), labels)
    assert [(column.name, column.at, column.fact) for column in table.columns] == [
        ("Nr", 0, None),
        ("VTE", 1, "capacity.fte"),
        ("Opmerking", 2, None),
        ("Naam", 3, "organisation.name"),
    ]
    assert seen(table) == [
        (4, {None: "1", "capacity.fte": "2,5", "organisation.name": "De Brug vzw"}),
        (6, {None: "bellen"}),
    ]


def test_a_row_says_the_line_on_which_it_begins(labels):
    text = 'Naam;VTE;Omschrijving\n"De Brug";1;"eerst\ndan\ndaarna"\n"De Poort";2;kort\n'
    table = of_csv(text.encode(), labels)
    assert [(row.number, row.cells[0]) for row in table.rows] == [(2, "De Brug"), (5, "De Poort")]
    assert table.place(table.rows[1], table.columns[1]) == "5 (VTE)"


def test_one_row_is_kept_under_the_columns_names(labels):
    table = of_csv(b'Naam;VTE;Omschrijving\nDe Brug;"2,5";"zegt ""ja"""\n', labels)
    assert table.as_csv(table.rows[0]).decode() == 'Naam,VTE,Omschrijving\nDe Brug,"2,5","zegt ""ja"""\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Naam\nDe Brug\n",  # one column: any list of words
        "VTE;Gemeenten\n1;Menen\n",  # nobody is named
        "datum;bedrag\n1;2\n",
        "\n" * 30 + "Naam;VTE\nDe Brug;1\n",
        'Naam;"VTE\n',
    ],
)
def test_what_is_no_list_of_proposals(labels, text):
    table = of_csv(text.encode(), labels)
    assert table is None or seen(table) == []


def test_bytes_that_are_no_text(labels):
    assert of_csv(bytes(range(256)) * 10, labels) is None


def book(*sheets: tuple[str, list[tuple[object, ...]]]) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_workbook_with_dates_numbers_and_a_sheet_before_it(labels):
    raw = book(
        ("Uitleg", [("Lees dit eerst",)]),
        (
            "Binnen",
            [
                ("Oproep",),
                ("Ontvangen op", "Naam", "VTE", "Compagnon"),
                (datetime(2023, 6, 5, 10, 30), "De Brug", 2.5, True),  # noqa: DTZ001 - a cell has no time zone
                (date(2023, 6, 9), "De Poort", 3, None),
            ],
        ),
    )
    table = of_workbook(raw, labels)
    assert seen(table) == [
        (
            3,
            {
                "submission.received_at": "2023-06-05T10:30:00",
                "organisation.name": "De Brug",
                "capacity.fte": "2.5",
                "approach.offered": "yes",
            },
        ),
        (4, {"submission.received_at": "2023-06-09", "organisation.name": "De Poort", "capacity.fte": "3"}),
    ]
    assert table.place(table.rows[0], table.columns[2]) == "Binnen!C3"


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"niets", book(("Blad1", [("VTE", "Gemeenten"), (1, "Menen")]))])
def test_a_workbook_without_a_list(labels, raw):
    assert of_workbook(raw, labels) is None


def test_every_sheet_with_a_list_is_read(labels):
    raw = book(("Een", [HEAD, *ROWS]), ("Uitleg", [("Lees dit",)]), ("Twee", [HEAD, ("De Poort", None, "1")]))
    tables = of_sheets(sheets(extract("a.xlsx", raw)), labels)
    assert [(table.sheet, len(table.rows)) for table in tables] == [("Een", 2), ("Twee", 1)]


def test_cells_beyond_the_named_columns_are_told(labels):
    table = of_csv(b"Naam;;VTE\nDe Brug;los;1;meer;en meer\nDe Poort;;2\n", labels)
    assert [table.nameless(row) for row in table.rows] == [("los", "meer", "en meer"), ()]
