"""The rules of the call that ships, by the row: its own boundaries, names and words."""

from pathlib import Path

import pytest

from addendum_cli.api import evaluate, load_call, read_proposals
from addendum_cli.formats.located import read_yaml
from addendum_cli.store.bundled import shipped
from addendum_cli.store.call import CallFolder
from judging import CASES, FINE, call, evaluation, one, proposal, seen

BASE = FINE.replace("oproep@example.org", "saar.deschamps@welzijn13.be")


@pytest.fixture(scope="module")
def folder() -> CallFolder:
    return load_call(shipped("data"))


def judged(folder: CallFolder, changes: str, tmp_path: Path):
    (tmp_path / "voorstel.yaml").write_text(proposal(changes, BASE), encoding="utf-8")
    (found,) = evaluate(folder, read_proposals([tmp_path]), scored=False).judged
    return seen(found)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2023-06-09T23:58:59+02:00", ("eligible", [])),
        ("2023-06-09T23:59:00+02:00", ("eligible", [("deadline", "warn")])),
        ("2023-06-09T23:59:59+02:00", ("eligible", [("deadline", "warn")])),
        ("2023-06-10T00:00:00+02:00", ("ineligible", [("deadline", "fail")])),
        ("2023-06-09T22:00:00Z", ("ineligible", [("deadline", "fail")])),
        ("2023-06-09", ("eligible", [])),
        ("2023-06-10", ("ineligible", [("deadline", "fail")])),
        ("2023-04-27T23:59:59+02:00", ("eligible", [("deadline", "warn")])),
        ("2023-04-28T00:00:00+02:00", ("eligible", [])),
    ],
)
def test_deadline(folder: CallFolder, tmp_path: Path, received: str, expected: tuple):
    submission = f"submission: {{received_at: {received}, sent_to: saar.deschamps@welzijn13.be}}"
    assert judged(folder, submission, tmp_path) == expected


@pytest.mark.parametrize(
    ("municipalities", "expected"),
    [
        ("Spiere-Helkijn", ("eligible", [])),
        ("[courtrai, Menin, Wervicq]", ("eligible", [])),
        ("[Gullegem]", ("eligible", [])),
        ("Beveren-Leie", ("eligible", [])),
        ("alle", ("eligible", [])),
        ("all", ("eligible", [])),
        ("heel de regio", ("eligible", [])),
        ("Zuid-West-Vlaanderen", ("eligible", [])),
        ("[Kortrijk, Wielsbeke]", ("eligible", [("area", "warn")])),
        ("[Kortrijk, Weregem]", ("eligible", [("area", "warn")])),
        ("[Weregem]", ("clarify", [("area", "unknown")])),
        ("Beveren", ("clarify", [("area", "unknown")])),
        ("~", ("clarify", [("area", "unknown")])),
        ("Wielsbeke", ("ineligible", [("area", "fail")])),
        ("[Moorslede, Mesen]", ("ineligible", [("area", "fail")])),
        ("[Gent, Brugge, Ieper]", ("ineligible", [("area", "fail")])),
        ("Zuid-Oost-Vlaanderen", ("ineligible", [("area", "fail")])),
    ],
)
def test_area(folder: CallFolder, tmp_path: Path, municipalities: str, expected: tuple):
    assert judged(folder, f"municipalities: {municipalities}", tmp_path) == expected


@pytest.mark.parametrize("domain", ["taal", "mobiliteit", "psychische hulp", "Psychische-Hulp", "verslaving"])
def test_a_specialism_alone_is_for_later(folder: CallFolder, tmp_path: Path, domain: str):
    changes = f"approach: {{offered: nee}}\nexpertise: [{{domain: {domain}}}]\nchallenges: [{{id: saled}}]"
    assert judged(folder, changes, tmp_path) == ("later", [("approach", "fail"), ("specialism", "fail")])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ("approach: {offered: nee}", ("later", [("approach", "fail")])),
        ("approach: ~", ("clarify", [("approach", "unknown")])),
        ("approach: {offered: nee}\nexpertise: ~\nchallenges: {id: saled}", ("ineligible", [("approach", "fail")])),
        ("challenges: ~", ("clarify", [("challenge", "unknown")])),
        ("submission: {received_at: 2023-06-01, sent_to: info@example.org}", ("clarify", [("channel", "unknown")])),
        ("submission: {received_at: 2023-06-01}", ("eligible", [("channel", "warn")])),
        ("capacity: {volunteers: 9}", ("eligible", [("staff", "warn")])),
        ("target_group: {min_age: 18, excludes: minderjarigen}", ("eligible", [("open-to-all", "warn")] * 2)),
        ("organisation: {name: x, enterprise_number: 0999.013.095}", ("eligible", [("identity", "warn")])),
        ("partners: {name: x, role: mede-indiener}", ("eligible", [("single-applicant", "warn")])),
    ],
)
def test_the_other_rows(folder: CallFolder, tmp_path: Path, changes: str, expected: tuple):
    assert judged(folder, changes, tmp_path) == expected


def test_strangers_are_judged_as_a_careful_person_would(folder: CallFolder):
    """Files written by others; the expectations were written before the program was run on them."""
    strangers = CASES / "strangers"
    expected = read_yaml((strangers / "_expected.yaml").read_text(encoding="utf-8"), "_expected.yaml").data
    made = evaluate(folder, read_proposals([strangers]), scored=False)
    assert {found.id: found.outcome for found in made.judged} == expected


def test_a_test_call_knows_nothing_of_it():
    """What another call holds decides there: the shipped call is only the first one."""
    text = proposal("municipalities: [Zwevegem]")
    assert seen(one(text)).outcome == "ineligible"
    assert evaluation({"a.yaml": text}).call.id == call().call.id == "klein"
