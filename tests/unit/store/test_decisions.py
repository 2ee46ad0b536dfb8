"""``decisions.yaml``: what people decided; without a reason it is refused, and the file with it."""

from pathlib import Path

import pytest

from addendum_cli.errors import AddendumError
from addendum_cli.store.decisions import read
from judging import worded


def decisions(folder: Path, text: str, name: str = "decisions.yaml"):
    (folder / name).write_text(text, encoding="utf-8")
    return read(folder / name, name)[0]


def test_a_list_oldest_first(tmp_path: Path):
    found = decisions(
        tmp_path,
        """\
- proposal: a
  outcome: clarify
  reason: de naam is dubbelzinnig
- {proposal: 007, outcome: eligible, reason: nagevraagd, by: An, at: 2023-06-12}
""",
    )
    assert [(one.proposal, one.outcome, one.reason, one.by) for one in found] == [
        ("a", "clarify", "de naam is dubbelzinnig", None),
        ("007", "eligible", "nagevraagd", "An"),
    ]


def test_one_alone_none_and_json(tmp_path: Path):
    assert [one.proposal for one in decisions(tmp_path, "{proposal: a, outcome: later, reason: x}")] == ["a"]
    assert decisions(tmp_path, "") == decisions(tmp_path, "[]") == decisions(tmp_path, "# nog niets\n") == ()
    assert decisions(tmp_path, '[{"proposal": "a", "outcome": "later", "reason": "x"}]', "d.json")[0].outcome == "later"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {proposal: a, outcome: eligible}", ["1:3: 0.reason: missing -> add reason: …"]),
        ("- {proposal: a, outcome: eligible, reason: ''}", ["1:44: 0.reason: left empty -> fill it in"]),
        ("- {proposal: a, outcome: eligible, reason: '  '}", ["1:44: 0.reason: left empty -> fill it in"]),
        ("- {outcome: eligible, reason: x}", ["1:3: 0.proposal: missing -> add proposal: …"]),
        ("- {proposal: a, outcome: unreadable, reason: x}", ["1:26: 0.outcome: unknown word unreadable -> one of: superseded, ineligible, clarify, later, eligible"]),
        ("- {proposal: a, outcome: elligible, reason: x}", ["1:26: 0.outcome: unknown word elligible -> did you mean eligible?"]),
        ("- {proposal: a, outcome: later, reason: x, at: gisteren}", ["1:48: 0.at: gisteren is not a date or time -> write a date as 2023-06-09, a time as 2023-06-09T14:20:00+02:00"]),
        ("- {proposal: a, outcome: later, reason: x, door: An}", ["1:44: 0.door: unknown key door -> known here: proposal, outcome, consensus, selection, weerwoord, criterion, mark, reason, by, at, rests_on"]),
        ("a: later", ["1:1: a: unknown key a -> known here: proposal, outcome, consensus, selection, weerwoord, criterion, mark, reason, by, at, rests_on", "1:1: proposal: missing -> add proposal: …", "1:1: reason: missing -> add reason: …"]),
        ("---\n---\n- {proposal: a, outcome: later, reason: x}", ["2:1: a second document begins here -> keep one document in a file; remove the line ---"]),
        ("- {proposal: a, outcome: later}\n- {proposal: b, reason: x}", ["1:3: 0.reason: missing -> add reason: …", "2:3: 1: an entry decides one thing: outcome, consensus, selection or weerwoord -> keep just one of the four, or make two entries of it"]),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path: Path, text: str, said: list[str]):
    with pytest.raises(AddendumError) as caught:
        decisions(tmp_path, text)
    assert sorted(worded(problem) for problem in caught.value.problems) == sorted(said)
