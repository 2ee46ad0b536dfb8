"""Proposals that were not written for the tests: a careful reader judged them first, the program has to agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from addendum_cli.api import evaluate, load_call, read_proposals
from addendum_cli.store.bundled import shipped

ROOT = Path(__file__).parents[2]
STRANGERS = ROOT / "tests" / "cases" / "strangers"


@pytest.fixture(scope="module")
def outcomes() -> dict[str, str]:
    return {one.id: one.outcome for one in evaluate(load_call(shipped("data")), read_proposals([STRANGERS])).judged}


def test_the_program_agrees_with_a_careful_reader(outcomes):
    expected = yaml.safe_load((STRANGERS / "_expected.yaml").read_text("utf-8"))
    assert outcomes == {id_: one if isinstance(one, str) else one["outcome"] for id_, one in expected.items()}


def test_the_examples_show_every_outcome():
    readme = (ROOT / "examples" / "README.md").read_text("utf-8")
    judged = evaluate(load_call(shipped("data")), read_proposals([ROOT / "examples" / "proposals"])).judged
    assert {one.outcome for one in judged} == {"eligible", "later", "clarify", "ineligible", "superseded", "unreadable"}
    told = dict(re.findall(r"^\| `([^`/]+)/?`[^|]*\| (\w+) \|", readme, re.MULTILINE))
    assert {one.id: told.get(one.id) for one in judged} == {one.id: one.outcome for one in judged}
