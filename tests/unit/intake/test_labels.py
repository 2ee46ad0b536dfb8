"""What people call the facts of a proposal, and what they write behind that name."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("Organisatie", "organisation.name"),
        ("NAAM VAN DE ORGANISATIE", "organisation.name"),
        ("1. Naam organisatie (voluit)", "organisation.name"),
        ("a) Naam organisatie", "organisation.name"),
        ("**Ondernemings- of KBO-nummer**", "organisation.enterprise_number"),
        ("K.B.O.-nummer", "organisation.enterprise_number"),
        ("E-mail", "contact.email"),
        ("email", "contact.email"),
        ("Tel.", "contact.phone"),
        ("Aantal VTE", "capacity.fte"),
        ("Legal form", "organisation.legal_form"),
        ("Naam", None),  # clear over a column only
        ("Saled", None),
        ("Ons aanbod", None),
        ("", None),
        ("organisatie " * 20, None),
    ],
)
def test_names_in_a_text(labels, name, fact):
    assert labels.in_text(name) == fact


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("Naam", "organisation.name"),
        ("Vereniging", "organisation.name"),
        ("Compagnon?", "approach.offered"),
        ("capacity.fte", "capacity.fte"),
        ("Datum", "submission.received_at"),
        ("Kenmerk", "id"),
        ("Saled", "challenges.saled"),
        ("saled/huisvesting", "challenges.saled/huisvesting"),
        ("Opmerkingen", None),
    ],
)
def test_names_over_a_column(labels, name, fact):
    assert labels.over_column(name) == fact


@pytest.mark.parametrize(
    ("text", "value", "certain"),
    [
        ("3", "3", True),
        ("2,5", "2,5", True),
        ("2.5 fte", "2.5", True),
        ("2,5VTE", "2,5", True),
        ("4 voltijdse equivalenten", "4", True),
        ("90 personen per jaar.", "90", True),
        ("7 (waarvan 3 nachtwakers)", "7", True),
        ("geen", "0", True),
        ("None", "0", True),
        ("ongeveer 3", "ongeveer 3", False),
        ("3 à 4", "3", False),
        ("3-4 VTE", "3", False),
        ("2/3 VTE", "2", False),
        ("2,5?", "2,5", False),
        ("3 VTE, waarvan 1 vacant", "3", False),
        ("20%", "20", False),
        ("1.500 personen", "1.500", False),
        ("1 500", "1500", False),
        ("drie", "drie", False),
        ("-2", "-2", False),
    ],
)
def test_numbers_of_people(labels, text, value, certain):
    assert labels.value("capacity.fte", text) == (value, certain)


@pytest.mark.parametrize(
    ("text", "value", "certain"),
    [
        ("45000", "45000", True),
        ("€ 45000", "45000", True),
        ("45000,50 euro", "45000,50", True),
        ("EUR 45000,-", "45000", True),
        ("128.400", "128400", False),
        ("€ 128.400", "128400", False),
        ("128.400 euro", "128400", False),
        ("128.400,- EUR", "128400", False),
        ("128.400,00 €", "128400", False),
        ("128\N{NO-BREAK SPACE}400 €", "128400", False),
        ("1 234 567", "1234567", False),
        ("128,400.00", "128,400.00", False),
        ("geen", "geen", False),  # nothing asked, or nothing decided?
        ("maximaal 45000", "maximaal 45000", False),
    ],
)
def test_amounts(labels, text, value, certain):
    assert labels.value("budget.amount", text) == (value, certain)


@pytest.mark.parametrize(
    ("text", "value", "certain"),
    [
        ("18 jaar", "18", True),
        ("16", "16", True),
        ("18+", "18", False),
        ("geen", "geen", False),
        ("vanaf 16", "vanaf 16", False),
    ],
)
def test_ages_for_which_none_is_no_limit_and_not_0(labels, text, value, certain):
    assert labels.value("target_group.min_age", text) == (value, certain)


@pytest.mark.parametrize(
    ("text", "value", "certain"),
    [
        ("ja", "ja", True),
        ("Ja.", "ja", True),
        ("JA!", "ja", True),
        ("nee", "nee", True),
        ("Neen", "no", True),
        ("x", "yes", True),
        ("✓", "yes", True),
        ("true", "true", True),
        ("ja, maar pas vanaf september", "ja", False),
        ("nee (nog niet)", "nee", False),
        ("-", "-", False),
        ("deels", "deels", False),
        ("jazeker", "jazeker", False),
    ],
)
def test_yes_and_no(labels, text, value, certain):
    assert labels.value("approach.offered", text) == (value, certain)


@pytest.mark.parametrize(
    ("text", "value", "certain"),
    [
        ("2023-06-09T14:20:00+02:00", "2023-06-09T14:20:00+02:00", True),
        ("2023-06-09", "2023-06-09", True),
        ("09/06/2023", "2023-06-09", True),
        ("9-6-2023", "2023-06-09", True),
        ("9.6.2023 14.05", "2023-06-09T14:05:00", True),
        ("09/06/2023 om 16u40", "2023-06-09T16:40:00", True),
        ("09/06/2023, 16:40:05", "2023-06-09T16:40:05", True),
        ("9/6/2023 16u05 uur", "2023-06-09T16:05:00", True),
        ("06/09/2023", "2023-09-06", True),  # the day first, as people here write it
        ("13/13/2023", "13/13/2023", False),
        ("31/02/2023", "31/02/2023", False),
        ("09/06/2023 25:00", "09/06/2023 25:00", False),
        ("9/6/23", "9/6/23", False),
        ("vrijdag 9 juni", "vrijdag 9 juni", False),
    ],
)
def test_times(labels, text, value, certain):
    assert labels.value("submission.received_at", text) == (value, certain)


@pytest.mark.parametrize(
    ("text", "value", "certain"),
    [
        ("jan@example.org", "jan@example.org", True),
        ("Jan <jan@example.org>", "jan@example.org", True),
        ("mailto:jan@example.org.", "jan@example.org", True),
        ("[jan@example.org](mailto:jan@example.org)", "[jan@example.org](mailto:jan@example.org)", False),
        ("jan@example.org of els@example.org", "jan@example.org of els@example.org", False),
        ("jan apenstaartje example.org", "jan apenstaartje example.org", False),
    ],
)
def test_addresses(labels, text, value, certain):
    assert labels.value("contact.email", text) == (value, certain)


@pytest.mark.parametrize(
    ("text", "value", "certain"),
    [
        ("0999.013.094", "0999.013.094", True),
        ("BE 0999 013 094 (RPR Gent)", "BE 0999 013 094", True),
        ("999013094", "999013094", True),
        ("0999.013.095", "0999.013.095", True),  # wrong check digits: stated, and the call's rule says so
        ("aangevraagd", "aangevraagd", False),
        ("0999.013", "0999.013", False),
    ],
)
def test_enterprise_numbers(labels, text, value, certain):
    assert labels.value("organisation.enterprise_number", text) == (value, certain)


@pytest.mark.parametrize(
    ("fact", "text", "names"),
    [
        ("municipalities", "Menen, Kortrijk en Spiere-Helkijn", ["Menen", "Kortrijk", "Spiere-Helkijn"]),
        ("municipalities", "Menen / Kortrijk & Waregem", ["Menen", "Kortrijk", "Waregem"]),
        ("municipalities", "Kortrijk (Heule, Marke en Bissegem), Menen.", ["Kortrijk", "Menen"]),
        ("municipalities", "Menen\nKortrijk", ["Menen", "Kortrijk"]),
        ("expertise", "wonen en taal", ["wonen", "taal"]),
        ("expertise", "Werk en opleiding, wonen", ["Werk en opleiding", "wonen"]),
        (
            "partners",
            "Huis en Haard vzw; Stap & Co (mede-indiener, sinds 2019)",
            ["Huis en Haard vzw", "Stap & Co (mede-indiener, sinds 2019)"],
        ),
        ("recognitions", "VAPH - rechtstreeks toegankelijke hulp", ["VAPH - rechtstreeks toegankelijke hulp"]),
    ],
)
def test_lists_are_parted_where_their_names_end(labels, fact, text, names):
    assert labels.value(fact, text) == (names, True)


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("/", True),
        ("…", True),
        ("____", True),
        ("n.v.t.", True),
        ("(nvt)", True),
        ("N/A", True),
        ("0", False),
        ("é", False),
        ("nee", False),
    ],
)
def test_what_says_nothing(labels, text, empty):
    assert labels.is_empty(text) is empty
