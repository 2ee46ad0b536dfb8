"""What a run would write: which candidacies are new, and what each is called."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from addendum_cli.errors import Problem, Where
from addendum_cli.intake.candidacy import Candidacy
from addendum_cli.intake.planning import Known, There, plan, slug
from addendum_cli.intake.taking import Left
from addendum_cli.messages import say
from mailing import told


def candidacy(
    name: str = "", *, hour: int | None = 10, key: str = "", stem: str = "bijlage", **facts: str
) -> Candidacy:
    """Return a candidacy of an organisation, come in at an hour; ``number``, ``email``, ``id``."""
    one = Candidacy(f"in/{key or name or stem}.eml", key or f"{name}{facts}{hour}")
    one.named_by = one.stem = stem
    one.came = None if hour is None else datetime(2023, 6, 1, hour, tzinfo=UTC)
    ways = {"number": "organisation.enterprise_number", "email": "contact.email", "id": "id"}
    one.state("organisation.name", name, "mail.md:1")
    for field, value in facts.items():
        one.state(ways[field], value, "mail.md:2")
    return one


def planned(*found: Candidacy | Left, taken=(), names=(), known=()):
    return plan(found, dict(taken), names, known)


def ids(*found: Candidacy, **more: object) -> list[str]:
    return [one.id for one in planned(*found, **more).new]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("De Brug vzw", "de-brug"),
        ("Brug & Co, v.z.w.", "brug-co"),
        ("Windhaak cvso", "windhaak"),
        ("Crèmerie Ønsk", "cremerie-nsk"),
        ("  --  ", ""),
        ("Συν", ""),
        ("CV-hulp", "hulp"),
        ("vzwerk", "vzwerk"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 80, "x" * 60),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_an_organisation_as_an_id(text, made):
    assert slug(text) == made


def test_candidacies_in_the_order_in_which_they_came_in():
    one, two, three = candidacy("B", hour=12), candidacy("A", hour=11), candidacy("C", hour=None)
    assert ids(three, one, two) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("one", "id_"),
    [
        (candidacy("De Brug vzw"), "de-brug"),
        (candidacy("De Brug", id="2023/007 "), "2023-007"),
        (candidacy("De Brug", id="…"), "de-brug"),
        (candidacy(stem="Jan Peeters"), "jan-peeters"),
        (candidacy(stem="…"), "candidacy"),
    ],
)
def test_what_a_candidacy_is_called(one, id_):
    assert ids(one) == [id_]


def test_a_name_that_is_taken_gets_a_number():
    names = ["de-brug", "_de-brug-2", "DE-BRUG-3.yaml", "de-brug-4.txt"]
    assert ids(candidacy("De Brug"), candidacy("De Brug", hour=11), names=names) == ["de-brug-4", "de-brug-5"]


def test_what_is_there_already_is_left_as_it_is():
    here, again, new = candidacy("A", key="k1"), candidacy("A", key="k1"), candidacy("B", key="k2")
    found = planned(here, again, new, taken={"k1": "_brug"})
    assert ([one.id for one in found.new], found.there) == (
        ["b"],
        (There("in/k1.eml", "_brug"), There("in/k1.eml", "_brug")),
    )


def test_the_same_mail_twice_in_one_run_is_one():
    one, two = candidacy("A", key="k1"), candidacy("A", key="k2", hour=11)
    one.message_id = two.message_id = "a1@example.org"
    found = planned(two, one)
    assert ([each.id for each in found.new], found.there) == (["a"], (There("in/k2.eml", "a"),))


@pytest.mark.parametrize(
    ("known", "one", "version_of"),
    [
        (Known("oud", "De Brug", "0999.013.094"), candidacy("Brug vzw", number="BE 0999 013 094"), "oud"),
        (Known("oud", "De Brug", "0999.013.094"), candidacy("De Brug", number="0999.530.560"), None),
        (Known("oud", "De  brug"), candidacy("DE BRUG", number="0999.013.094"), "oud"),
        (Known("oud", "De Brug", None, "Jan@example.org"), candidacy("Poort", email="jan@EXAMPLE.org"), "oud"),
        (Known("oud", "De Brug", "onzin", "jan@example.org"), candidacy("Poort", email="els@example.org"), None),
        (Known("oud", ""), candidacy(), None),
    ],
)
def test_another_version_of_the_same_organisation(known, one, version_of):
    (new,) = planned(one, known=[known]).new
    assert new.version_of == version_of
    assert [told(problem.message) for problem in new.problems] == (
        [f"another candidacy of the same organisation: {version_of}"] if version_of else []
    )


def test_versions_within_one_run_name_the_last_before_them():
    first, second, third = (candidacy("De Brug", hour=hour) for hour in (10, 11, 12))
    assert [(one.id, one.version_of) for one in planned(third, first, second).new] == [
        ("de-brug", None),
        ("de-brug-2", "de-brug"),
        ("de-brug-3", "de-brug-2"),
    ]


def test_what_was_left_out_is_told():
    left = Left("in/weg.eml", Problem(Where("in/weg.eml"), say("an empty file")))
    assert planned(left).left == (left,)
