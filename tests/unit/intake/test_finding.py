"""What a text states of the facts of a proposal: behind a name and a colon, or in a table of two columns."""

from __future__ import annotations

from textwrap import dedent

import pytest

from addendum_cli.intake.finding import stated


@pytest.fixture
def found(labels):
    def found_(text: str) -> list[tuple[str, object, int]]:
        facts = stated(dedent(text).strip("\n"), labels)
        return [
            (one.field, one.value.value if one.value.certain else f"? {one.value.value}", one.line) for one in facts
        ]

    return found_


def test_names_before_a_colon(found):
    text = """
        # Kandidatuur

        Organisatie: De Brug vzw
        **Ondernemingsnummer:** 0999.013.094
        - **E-mail** : brug@example.org
        3. Titel van het project: Samen, en niet alleen
        > VTE: ongeveer 3
        Wat wij doen: veel.
        Zie https://example.org/organisatie: daar staat alles.
        """
    assert found(text) == [
        ("organisation.name", "De Brug vzw", 3),
        ("organisation.enterprise_number", "0999.013.094", 4),
        ("contact.email", "brug@example.org", 5),
        ("title", "Samen, en niet alleen", 6),
        ("capacity.fte", "? ongeveer 3", 7),
    ]


def test_a_table_of_two_columns(found):
    text = """
        | Organisatie | De Brug \\& Co vzw |
        | --- | --- |
        | **KBO-nummer:** | 0999.013.094 |
        | Gemeenten | Kortrijk \\| Menen |
        | Titel | n.v.t. |
        | VTE | 2,5 | 3 |
        | Organisatie |
        """
    assert found(text) == [
        ("organisation.name", "De Brug & Co vzw", 1),
        ("organisation.enterprise_number", "0999.013.094", 3),
        ("municipalities", ["Kortrijk", "Menen"], 4),
    ]


def test_a_table_in_a_mail(found):
    text = """
        Naam organisatie | De Brug vzw
        KBO-nummer: | 0999.013.094
        Titel | Samen | nog iets
        """
    assert found(text) == [
        ("organisation.name", "De Brug vzw", 1),
        ("organisation.enterprise_number", "0999.013.094", 2),
    ]


def test_several_on_one_line(found):
    """As people write them, and as a PDF runs lines together."""
    text = """
        Contactpersoon: Jan Peeters, tel.: 056 00 00 00, e-mail: jan@example.org
        Organisatie: De Brug vzw Ondernemingsnummer: 0999.013.094
        Gemeenten: Kortrijk, Menen VTE: 1,5 VTE
        Titel: Huis: een titel met een dubbele punt
        Titel: wij noemen dit de doelgroep: iedereen
        Contactpersoon: Jan | Telefoon: 1
        """
    assert found(text) == [
        ("contact.name", "Jan Peeters", 1),
        ("contact.phone", "056 00 00 00", 1),
        ("contact.email", "jan@example.org", 1),
        ("organisation.name", "De Brug vzw", 2),
        ("organisation.enterprise_number", "0999.013.094", 2),
        ("municipalities", ["Kortrijk", "Menen"], 3),
        ("capacity.fte", "1,5", 3),
        ("title", "Huis: een titel met een dubbele punt", 4),
        ("title", "wij noemen dit de doelgroep: iedereen", 5),
        ("contact.name", "Jan", 6),
        ("contact.phone", "1", 6),
    ]


def test_what_stands_below_a_name(found):
    text = """
        Gemeenten:
        - Kortrijk
        - Menen

        - Waregem

        Titel:

        Een huis met twee deuren

        Organisatie:
        Ondernemingsnummer: 0999.013.094
        VTE:
        ## Wie wij zijn
        """
    assert found(text) == [
        ("municipalities", ["Kortrijk", "Menen"], 1),
        ("title", "Een huis met twee deuren", 7),
        ("organisation.enterprise_number", "0999.013.094", 12),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Titel: /",
        "Titel: ……………",
        "Ondernemingsnummer: n.v.t.",
        f"Titel: {'lang ' * 100}",
        f"Organisatie: {'x' * 900}",
        "Wij zijn een organisatie: klein maar fijn",
        "Organisatie",
        "Doelgroep: iedereen die wil",  # a text of its own, which stands in the document
        "",
    ],
)
def test_what_states_nothing(found, text):
    assert found(text) == []
