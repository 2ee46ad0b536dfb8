"""The labelled sentences hold together: each file reads, and what was learnt from them is what ships."""

import json
from collections import Counter

import pytest

import labelled
from addendum_cli.api import load_call
from addendum_cli.core.evaluate import wanted
from addendum_cli.core.evidence.learned import Weights, mark_of
from addendum_cli.store.bundled import shipped

LEARN = list(labelled.documents("learn"))


def test_there_are_enough_in_many_voices_of_everything():
    says = Counter(id_ for one in LEARN for line in one.lines for id_ in line.says)
    statuses = Counter(said for one in LEARN for line in one.lines for said in line.says.values())
    challenges, requirements = labelled.known()
    every = [f"{one}/{each}" for one, ids in challenges.items() for each in ids] + requirements
    assert sum(len(one.lines) for one in LEARN) >= 3_000
    assert len({one.voice for one in LEARN}) >= 50
    assert [id_ for id_ in every if says[id_] < 40] == []
    assert [said for said in labelled.STATUSES if statuses[said] < 300] == []


def test_no_sentence_stands_in_two_files():
    files: dict[str, set[str]] = {}
    for one in LEARN:
        for line in one.lines:
            if len(line.text.split()) > 6:
                files.setdefault(line.text, set()).add(one.path.name)
    assert {text: names for text, names in files.items() if len(names) > 1} == {}


def test_the_weights_that_ship_are_of_the_call_that_ships():
    weights = Weights.of(json.loads((shipped("data") / "evidence.json").read_text("utf-8")))
    call = load_call(shipped("data")).call
    assert dict(weights.ids) == {one.id: mark_of(one.text) for one in wanted(call)}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Zin. => saled/huis offered", "not an id with a status"),
        ("Zin. => saled/huisvesting maybe", "not an id with a status"),
        ("Zin. => marcel/schulden offered", "that challenge is not answered"),
        ("@ chadia\nZin. => saled/huisvesting offered", "stands in the description of chadia"),
        ("# Kop => saled/huisvesting offered", "a heading is not labelled"),
        ("@ marcel", "not answered"),
    ],
)
def test_a_fault_in_a_file_is_named_with_its_line(tmp_path, text, fault):
    file = tmp_path / "x-01.txt"
    file.write_text(f"id: x\nvoice: y\nanswers: saled chadia\n---\n{text}\n", "utf-8")
    with pytest.raises(ValueError, match=rf"x-01.txt:[56]: .*{fault}"):
        labelled.read(file, *labelled.known())
