"""What sentences say of the services that they name; the sentences are in the two YAML files beside this one."""

from pathlib import Path

import pytest
import yaml

from searching import says, search

HERE = Path(__file__).parent
ONE = yaml.safe_load((HERE / "one_service.yaml").read_text("utf-8"))
SEVERAL = yaml.safe_load((HERE / "several_services.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("status", "text"), [(status, text) for status, texts in ONE.items() for text in texts])
def test_of_one_service(status, text):
    assert set(says(text).values()) == ({status} if status != "absent" else set())


@pytest.mark.parametrize("case", SEVERAL, ids=lambda case: case["text"].split("\n")[0])
def test_of_several_services(case):
    assert says(case["text"]) == case["says"]


@pytest.mark.parametrize("text", ["Vanaf 2019 is er woonbegeleiding.", "Woonbegeleiding is verzekerd tot 2028."])
def test_a_year_is_future_or_past_by_the_year_of_the_call(text):
    assert says(text) != {"wonen": "offered"}
    assert says(text, by=search(year=2023)) == {"wonen": "offered"}


def test_a_term_that_holds_a_denial_is_no_denial():
    by = search("digitaal: {terms: [niet-digitaal]}\ndrempels: {terms: [geen wachtlijst, zonder voorwaarden]}")
    assert says("Voor niet-digitale mensen is er een buddy.", by=by) == {"digitaal": "offered"}
    assert says("Bij ons is er geen wachtlijst.", by=by) == {"drempels": "offered"}


ENGLISH = """
housing: {terms: [housing support, tenancy coach]}
debts: {terms: [debt mediation]}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We offer housing support at home.", {"housing": "offered"}),
        ("We do not offer debt mediation.", {"debts": "denied"}),
        ("We offer no debt mediation, but we do offer housing support.", {"debts": "denied", "housing": "offered"}),
        ("There is no waiting list for housing support.", {"housing": "offered"}),
        ("We refer people to the centre for debt mediation.", {"debts": "delegated"}),
        ("From 2026 we will offer debt mediation.", {"debts": "later"}),
        ("Many clients struggle with debts and need housing support.", {}),
        ("Until 2019 we offered housing support.", {}),
        ("The call asks for debt mediation.", {}),
        ("Our tenancy coaches visit every week.", {"housing": "offered"}),
    ],
)
def test_english_is_data_too(text, expected):
    assert says(text, by=search(ENGLISH, name="en")) == expected
