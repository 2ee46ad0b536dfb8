"""One proposal read: what is refused, with its place and the nearest known name; ids; and whose words are whose."""

import hashlib
import json
from pathlib import Path

import pytest

from addendum_cli.api import evaluate, read_proposals
from addendum_cli.store.proposals import Source, find, read
from judging import FINE, call, evaluation, one, problems, proposal, seen


def entry(folder: Path, files: dict[str, str]):
    """Return the one proposal in ``files``, read."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    ((source,), _) = find([folder])
    return read(source, call().call)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("organisation: ~", "1:15: organisation: left empty -> fill it in, with the keys name, enterprise_number, legal_form"),
        ("organisation: {name: ~}", "1:22: organisation.name: left empty -> fill it in"),
        ("organisation: {name: '  '}", "1:22: organisation.name: left empty -> fill it in"),
        ("organisation: {enterprise_number: 0999.013.094}", "1:15: organisation.name: missing -> add name: …"),
        ("organisation: De Wegwijzer vzw", "1:15: organisation: keys are wanted here, not De Wegwijzer vzw -> write it as name: …, one key a line"),
        ("organisatie: {name: x}", "8:1: organisatie: unknown key organisatie -> did you mean organisation?"),
        ("capacity: {vte: 2}", "7:12: capacity.vte: unknown key vte -> did you mean fte?"),
        ("submission: {ontvangen: 2023-06-01}", "2:14: submission.ontvangen: unknown key ontvangen -> known here: received_at, sent_at, sent_to, channel"),
        ("challenges: [{id: salled}]", "5:19: challenges.0.id: the call has no challenge salled -> did you mean saled?"),
        ("challenges: [{id: chadia}]", "5:19: challenges.0.id: the call has no challenge chadia -> known here: saled, marcel"),
        ("challenges: {id: salled}", "5:18: challenges.id: the call has no challenge salled -> did you mean saled?"),
        ("challenges: [{id: saled}, {id: saled}]", "5:32: challenges.1.id: the challenge saled is given twice -> join the two"),
        ("challenges: [{id: saled, interventions: [{id: huisvestng}]}]", "5:47: challenges.0.interventions.0.id: the challenge has no intervention huisvestng -> did you mean huisvesting?"),
        ("challenges: [{id: marcel, interventions: [{id: huisvesting}]}]", "5:48: challenges.0.interventions.0.id: the challenge has no intervention huisvesting -> known here: schulden, activering"),
        ("challenges: [{id: saled, interventions: [{id: huisvesting}, {id: huisvesting}]}]", "5:66: challenges.0.interventions.1.id: the intervention huisvesting is given twice -> join the two"),
        ("challenges: [saled]", "5:14: challenges.0: keys are wanted here, not saled -> write it as id: …, one key a line"),
        ("challenges: [{description: x}]", "5:14: challenges.0.id: missing -> add id: …"),
        ("municipalities: [[Kortrijk]]", "6:18: municipalities.0: text is wanted here, not a list or keys -> write one line of text, or put it in quotes"),
        ("approach: {offered: misschien}", "3:21: approach.offered: misschien is neither yes nor no -> write yes or no (ja, nee, true, false)"),
        ("approach: {offered: [ja]}", "3:21: approach.offered: […] is neither yes nor no -> write yes or no (ja, nee, true, false)"),
        ("submission: {received_at: 9 juni 2023}", "2:27: submission.received_at: 9 juni 2023 is not a date or time -> write a date as 2023-06-09, a time as 2023-06-09T14:20:00+02:00"),
        ("capacity: {fte: drie}", "7:17: capacity.fte: drie is not a number of 0 or more -> write digits, with a decimal point or comma: 3.5"),
        ("capacity: {fte: -1}", "7:17: capacity.fte: -1 is not a number of 0 or more -> write digits, with a decimal point or comma: 3.5"),
        ("capacity: {fte: 1e3}", "7:17: capacity.fte: 1e3 is not a number of 0 or more -> write digits, with a decimal point or comma: 3.5"),
        ("capacity: {fte: .nan}", "7:17: capacity.fte: .nan is not a number of 0 or more -> write digits, with a decimal point or comma: 3.5"),
        ("capacity: {fte: 2,8}", "7:19: between braces a comma starts the next key, so that 8 stands alone -> write a decimal point (2.8), put the number in quotes, or use one key a line"),
        ("budget: {amount: 120.000}", "8:18: budget.amount: 120.000 is ambiguous: a decimal number or thousands? -> write thousands without a point or comma, decimals with one or two digits"),
        ("budget: {amount: 1000000001}", "8:18: budget.amount: 1000000001 is too large -> write a number up to 1000000000"),
        ("id: a/b", "8:5: id: not an id -> 1 to 100 printable characters, without / or \\"),
        ("id: a\\b", "8:5: id: not an id -> 1 to 100 printable characters, without / or \\"),
        ("id: '  '", "8:5: id: not an id -> 1 to 100 printable characters, without / or \\"),
        ('id: "a\\tb"', "8:5: id: not an id -> 1 to 100 printable characters, without / or \\"),
        (f"id: {'x' * 101}", "8:5: id: not an id -> 1 to 100 printable characters, without / or \\"),
    ],
)  # fmt: skip
def test_what_is_refused_and_where(changes: str, said: str):
    assert problems(proposal(changes)) == [said]


def test_every_problem_of_a_file_is_named_at_once():
    text = """\
organisation: {name: x, nmae: y}
approach: {offered: soms}
challenges:
  - id: saled
    interventions: [{id: huis}]
  - id: salled
capacity: {fte: 120.000}
capacity: {fte: 2}
"""
    assert [said.partition(" ")[0] for said in problems(text)] == ["1:25:", "2:21:", "5:26:", "6:9:", "7:17:", "8:1:"]
    (found,) = one(text).findings
    assert (found.rule, found.line, dict(found.message.values)["n"]) == ("readable", 1, 5)


def test_json_and_front_matter_are_refused_at_their_own_places():
    assert problems('{"organisation": {"name": "x"},\n "capacity": {"fte": NaN, "volunteers": -2}}', name="a.json") == [
        "2:22: capacity.fte: NaN is not a number of 0 or more -> write digits, with a decimal point or comma: 3.5",
        "2:41: capacity.volunteers: -2 is not a number of 0 or more -> write digits, with a decimal point or comma: 3.5",
    ]
    assert problems("---\norganisation: {name: x}\nchallenges: {id: salled}\n---\ntekst\n", name="a.md") == [
        "3:18: challenges.id: the call has no challenge salled -> did you mean saled?"
    ]


@pytest.mark.parametrize("size", [5_000_000, 5_000_001])
def test_size_is_bounded(size: int):
    text = proposal("narrative: ''").encode()
    text = text.replace(b"''", b"x" * (size - len(text) + 2))
    assert len(text) == size
    assert problems(text) == (
        [] if size == 5_000_000 else ["larger than 5 MB -> keep long texts in documents of their own"]
    )


@pytest.mark.parametrize(
    "changes",
    [
        "capacity: {fte: '2,8'}",
        "approach: {offered: JA}",
        "municipalities: Kortrijk",
        "challenges: {id: saled, interventions: {id: huisvesting}}",
        "title: ''\nbudget: {amount: '', currency: ~}\nrecognitions: ['']\npartners: []\ncontact: {name: ''}",
        "organisation:\n  name: no\n  enterprise_number: 0999013094",
        "id: ~",
        f"id: {'x' * 100}",
        "id: één 😀 (2)",
    ],
)
def test_what_is_read(changes: str):
    assert problems(proposal(changes)) == []
    assert seen(one(proposal(changes))) == ("eligible", [])


NAMED = [
    ("voorstel.yaml", FINE, "voorstel"),
    ("Voorstel 2.YML", FINE, "Voorstel 2"),
    ("a.b.yaml", FINE, "a.b"),
    ("a.yaml", f"id: 007\n{FINE}", "007"),
    ("a.yaml", f"id: no\n{FINE}", "no"),
    ("a.yaml", f"id: '  samen op stap '\n{FINE}", "samen op stap"),
    ("a.yaml", f"id: ''\n{FINE}", "a"),
    ("samen/proposal.yaml", FINE, "samen"),
    ("samen/proposal.md", f"---\n{FINE}---\n", "samen"),
    ("samen/proposal.md", f"---\nid: anders\n{FINE}---\n", "anders"),
]


@pytest.mark.parametrize(("name", "text", "id_"), NAMED)
def test_the_id_is_the_files_own_or_its_name(name: str, text: str, id_: str):
    judged = one(text, name=name)
    assert (judged.id, judged.outcome) == (id_, "eligible")


@pytest.mark.parametrize("name", [f"{'x' * 101}.yaml", "a\nb.yaml", "a\\b.yaml"])
def test_a_name_that_is_no_id_wants_one_inside(name: str):
    assert problems(FINE, name=name) == ["its name is not an id -> give it an id of its own: id: …"]
    assert problems(f"id: a\n{FINE}", name=name) == []


def test_a_second_file_with_an_id_is_refused_by_path_order():
    made = evaluation({"b.yaml": FINE, "a.yaml": f"{FINE}id: b\n", "c.yaml": f"{FINE}id: b\n"})
    found = [(judged.examined.file.rpartition("/")[2], judged.id, judged.outcome) for judged in made.judged]
    assert found == [("a.yaml", "b", "eligible"), ("b.yaml", "b", "unreadable"), ("c.yaml", "c", "unreadable")]
    places = [problem.where[1:] for problem in made.problems]
    assert places == [(1, 1, "id"), (8, 5, "id")]


def test_an_unreadable_file_takes_no_id():
    made = evaluation({"a.yaml": "id: b\norganisation: ~\n", "b.yaml": FINE})
    assert [(judged.id, judged.outcome) for judged in made.judged] == [("a", "unreadable"), ("b", "eligible")]


def test_two_proposal_files_in_one_folder():
    made = evaluation({"samen/proposal.yaml": FINE, "samen/proposal.md": f"---\n{FINE}---\n"})
    assert [(judged.id, judged.outcome) for judged in made.judged] == [("samen", "unreadable")]
    assert [problem.where.file.rpartition("/")[2] for problem in made.problems] == ["proposal.md"]


def test_one_bad_file_stops_no_other():
    bad = {
        "leeg.yaml": "",
        "bytes.yaml": b"\xff\xfe\x00",
        "beeld.md": b"\x89PNG\r\n\x1a\n\x00",
        "haakjes.json": "[" * 9000,
        "lijst.json": "[]",
    }
    made = evaluation({"goed.yaml": FINE, **bad})
    assert {judged.id: judged.outcome for judged in made.judged} == {
        "goed": "eligible", "leeg": "unreadable", "bytes": "unreadable", "beeld": "unreadable", "haakjes": "unreadable", "lijst": "unreadable",
    }  # fmt: skip


def test_a_file_that_cannot_be_opened_is_unreadable(tmp_path: Path):
    (tmp_path / "weg.yaml").symlink_to("nergens")
    (judged,) = evaluate(call(), read_proposals([tmp_path]), scored=False).judged
    assert (judged.id, judged.outcome, judged.examined.sha256) == ("weg", "unreadable", ())


def test_whose_words_are_whose(tmp_path: Path):
    text = """\
---
organisation: {name: x}
approach: {offered: ja, description: aanpak}
expertise: {domain: wonen, description: kennis}
challenges:
  - id: saled
    description: voor Saled
    interventions:
      - {id: huisvesting}
      - id: nederlands
        description: >
          elke
          dag
  - {id: marcel, interventions: {id: schulden, description: "brieven"}}
target_group: {description: mensen zonder huis}
narrative: verhaal
---

# Kop
tekst
"""
    read_ = entry(tmp_path, {"samen/proposal.md": text, "samen/werking.txt": "een\ntwee\n", "samen/leeg.md": ""})
    rows = [
        (
            words.text.split()[-1],
            words.scope,
            words.about,
            Path(words.file).name,
            words.line(len(words.text.rstrip()) - 1),
        )
        for words in read_.words
        if words.text
    ]
    assert rows == [
        ("aanpak", None, None, "proposal.md", 3),
        ("kennis", None, None, "proposal.md", 4),
        ("Saled", "saled", None, "proposal.md", 7),
        ("dag", "saled", "saled/nederlands", "proposal.md", 13),
        ("brieven", "marcel", "marcel/schulden", "proposal.md", 14),
        ("verhaal", None, None, "proposal.md", 16),
        ("tekst", None, None, "proposal.md", 20),
        ("twee", None, None, "werking.txt", 2),
    ]
    assert read_.narrative == "verhaal\n\n# Kop\ntekst"


def test_a_document_that_cannot_be_read_is_named_and_the_candidacy_stands(tmp_path: Path):
    (tmp_path / "samen").mkdir()
    (tmp_path / "samen" / "oud.txt").write_bytes("één".encode("latin-1"))
    read_ = entry(tmp_path, {"samen/proposal.yaml": FINE})
    assert [problem.message.text for problem in read_.notices] == ["not UTF-8 text"]


def test_a_proposal_knows_the_bytes_that_it_came_from(tmp_path: Path):
    read_ = entry(tmp_path, {"samen/proposal.yaml": FINE, "samen/werking.md": "tekst"})
    digests = {Path(name).name: digest for name, digest in read_.sha256}
    assert digests == {
        "proposal.yaml": hashlib.sha256(FINE.encode()).hexdigest(),
        "werking.md": hashlib.sha256(b"tekst").hexdigest(),
    }


def test_the_line_of_a_field_or_of_its_nearest_parent(tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_text("organisation:\n  name: x\n\nsubmission:\n  sent_to: y\n", encoding="utf-8")
    read_ = read(Source(path, "a.yaml", "a"), call().call)
    assert [read_.line(way) for way in (("organisation", "name"), ("submission", "received_at"), ("capacity",))] == [
        2,
        4,
        1,
    ]


def test_a_pair_of_escaped_surrogates_in_json_is_one_character():
    text = json.dumps({"organisation": {"name": "Huis 😀"}})
    assert "\\ud83d\\ude00" in text
    assert one(text, name="a.json").examined.organisation == "Huis 😀"
