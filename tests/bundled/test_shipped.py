"""The call that ships is whole, fits the contract, and lints without a remark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from addendum_cli.api import load_call
from addendum_cli.store.bundled import shipped
from addendum_cli.store.lint import lint

ROOT = Path(__file__).parents[2]
INTERVENTIONS = {
    "saled": "administratie continuiteit huisvesting trauma opleiding nederlands mobiliteit netwerk",
    "chadia": "kinderopvang psychologische-hulp taalondersteuning matching netwerk zelfbeeld",
    "marc-marlies": "psychologische-ondersteuning inzicht budget motivatie na-detentie werkvloeren netwerk woonbegeleiding verslaving",
    "jordy-cindy": "verslaving structuur zelfinzicht deelname financien voortraject woonsituatie indicering beperkingen psychische-problematiek zelfredzaamheid",
    "marcel": "zelfwaarde schulden middelengebruik netwerk activering successen",
}
MUNICIPALITIES = (
    "Anzegem Avelgem Deerlijk Harelbeke Kortrijk Kuurne Lendelede Menen Spiere-Helkijn Waregem Wervik Wevelgem Zwevegem"
)
RULES = "deadline channel approach specialism challenge area staff open-to-all identity resubmission single-applicant"


@pytest.fixture(scope="module")
def folder():
    return load_call(shipped("data"))


@pytest.fixture(scope="module")
def call(folder):
    return folder.call


def test_the_ids_of_all_forty_interventions_in_the_order_of_the_addendum(call):
    assert {one.id: " ".join(i.id for i in one.interventions) for one in call.challenges} == INTERVENTIONS
    assert sum(len(one.interventions) for one in call.challenges) == 40


def test_the_thirteen_municipalities(call):
    assert " ".join(one.name for one in call.region.municipalities) == MUNICIPALITIES


def test_the_parts_that_the_addendum_counts(call):
    counted = (len(call.approach.requirements), len(call.approach.functions), len(call.timeline), len(call.principles))
    assert counted == (26, 3, 8, 8)
    assert len(call.themes) >= 7
    assert call.specialisms == ("taal", "mobiliteit", "psychische-hulp", "verslaving")
    assert " ".join(rule.id for rule in call.eligibility) == RULES
    assert call.ranking.total == "mean"


def test_near_duplicates_and_full_referral_as_the_contract_says(call):
    named = {f"{one.id}/{i.id}": i for one in call.challenges for i in one.interventions}
    tied = {(id_, i.near) for id_, i in named.items() if i.near}
    pair = ("jordy-cindy/zelfinzicht", "jordy-cindy/psychische-problematiek")
    assert tied
    assert all({a, b} == set(pair) for a, b in tied)
    assert [id_ for id_, i in named.items() if i.referral == "full"] == ["marc-marlies/verslaving"]


def test_everything_has_the_words_that_find_it(call):
    for one in (*call.approach.requirements, *(i for c in call.challenges for i in c.interventions)):
        assert len(one.terms) >= 4, one.id


def test_no_telephone_number_is_kept(call):
    text = (shipped("data") / "addendum.yaml").read_text("utf-8")
    assert not any(digits in text.replace(" ", "") for digits in ("0473", "+32"))
    assert call.contact.email == "saar.deschamps@welzijn13.be"


def test_it_lints_without_a_remark(folder):
    _, remarks = lint(shipped("data"))
    assert remarks == []


def test_rubrics_have_at_most_four_criteria_every_level_and_a_source(folder):
    rubrics = folder.rubrics()
    assert {rubric.challenge for rubric in rubrics if rubric.round == "written"} == {None, *INTERVENTIONS}
    assert [rubric.round for rubric in rubrics].count("pitch") == 1
    for rubric in rubrics:
        assert len(rubric.criteria) <= 4
        for criterion in rubric.criteria:
            assert sorted(criterion.levels) == [0, 1, 2, 3, 4, 5], (rubric.id, criterion.id)
            assert criterion.question
            assert criterion.ref or (criterion.basis == "assumption" and criterion.reason)


def test_mobility_is_asked_in_every_challenge(folder):
    asked = {
        rubric.challenge for rubric in folder.rubrics() for criterion in rubric.criteria if criterion.id == "mobiliteit"
    }
    assert asked == set(INTERVENTIONS)


def test_the_echo_of_the_call_can_be_found(folder):
    hashes = folder.copied()
    assert len(hashes) > 1000


@pytest.mark.parametrize("kind", ["addendum", "proposal", "rubric", "decisions", "language"])
def test_the_shipped_files_fit_their_own_json_schema(kind, run_schema):
    run_schema(kind)


@pytest.fixture
def run_schema():
    """Return what validates every shipped file of a kind with an independent validator."""
    import yaml
    from jsonschema import Draft202012Validator

    files = {
        "addendum": [shipped("data") / "addendum.yaml"],
        "proposal": sorted((ROOT / "examples" / "proposals").glob("*.yaml")),
        "rubric": sorted(shipped("rubrics").glob("*.yaml")),
        "decisions": [],
        "language": sorted((shipped("data") / "languages").glob("*.yaml")),
    }

    def check(kind: str) -> None:
        schema = json.loads((ROOT / "schemas" / f"{kind}.schema.json").read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for path in files[kind]:
            if path.stem in UNREADABLE:
                continue
            data = yaml.safe_load(path.read_text("utf-8"))
            errors = [
                f"{path.name}: {error.json_path}: {error.message}" for error in validator.iter_errors(_plain(data))
            ]
            assert errors == []

    return check


UNREADABLE = {"kalme-kolk"}
"""The example that cannot be read, on purpose."""


def _plain(value):
    """Return ``value`` as an editor sees it: dates are text there, and the key ``on`` is no yes."""
    if isinstance(value, dict):
        return {"on" if key is True else str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
