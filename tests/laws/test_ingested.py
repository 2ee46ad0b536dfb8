"""Laws of proposal files made by ``ingest``: whatever an applicant wrote comes back letter by letter, and only there."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from addendum_cli.errors import Problem, Where
from addendum_cli.formats.documents import extract
from addendum_cli.formats.located import read_yaml
from addendum_cli.intake import planning
from addendum_cli.intake.candidacy import Candidacy, Hint
from addendum_cli.intake.guesses import Guesser
from addendum_cli.intake.sources import Bundle
from addendum_cli.intake.taking import Taker
from addendum_cli.messages import say
from addendum_cli.model.proposal import Proposal
from addendum_cli.report.ingested import proposal
from addendum_cli.report.wording import Tongue
from judging import call
from mailing import HEAD

CALL = call().call
ENGLISH = Tongue("en")
TEXTS = ("title", "narrative", "organisation.name", "organisation.legal_form", "approach.description", "contact.phone")

signs = st.lists(
    st.sampled_from(
        [*"{}[]:,-#&*!|>'\"%@`\n ~?<aé8…\t\r=\\/", "  ", "\n\n", "---\n", "- ", ": ", " #", "null", "yes", "\x85", "\u2028", "\ufeff", "😀", "woord "]
    ),
    min_size=1,
    max_size=60,
).map("".join)  # fmt: skip
running = st.lists(st.lists(st.sampled_from(["woord", "een", "langer-woord", "#", "x:", "-", "'s", "…"]), max_size=40).map(" ".join), min_size=1, max_size=5).map("\n".join)  # fmt: skip
texts = st.one_of(st.text(min_size=1), signs, running).filter(bool)


def made(facts: dict[str, Any], guesses: list[tuple[str, str]] = (), **more: Any) -> Candidacy:
    one = Candidacy(more.get("source", "in/a.eml"), "0" * 64)
    one.id, one.named_by = "de-brug", more.get("named_by", "Jan")
    for field, value in facts.items():
        one.state(field, value, more.get("where", "mail.md:1"))
    for field, value in guesses:
        one.guess(field, value, more.get("where", "mail.md:2"))
    return one


def read(one: Candidacy) -> dict[str, Any]:
    """Return what our reader finds in the file of a candidacy."""
    found = read_yaml(proposal(one, CALL, ENGLISH).decode(), "proposal.yaml")
    assert found.problems == ()
    return {name: value for name, value in found.data.items() if value is not None}


@given(st.dictionaries(st.sampled_from(TEXTS), texts, min_size=1))
@example({"title": "nul"})
@example({"title": "null"})
@example({"title": "nan"})
@example({"title": "~"})
@example({"title": "a: b"})
@example({"title": "a:"})
@example({"title": "a #b"})
@example({"title": "a\x85b"})
@example({"title": "a\u2029b"})
@example({"title": "\ufeffa"})
@example({"title": "{fte: 2,8}"})
@example({"title": "a" * 300})
@example({"narrative": "a\n  b"})
@example({"narrative": "een " * 60 + "\n\n\n" + "twee " * 60 + "einde"})
@example({"narrative": ("x" * 200 + " ") * 3 + "x"})
@example({"narrative": "a  b " * 60 + "c"})
@example({"narrative": "eerste regel\n" + "- item " * 40 + "x"})
def test_any_text_in_any_fact_comes_back_letter_by_letter(facts):
    one = made(facts)
    assert read(one) == {"id": "de-brug", **one.nested()}


@given(st.lists(texts, min_size=1, max_size=4), st.lists(texts, min_size=1, max_size=3), texts)
def test_so_do_lists_and_what_stands_in_them(places, names, told):
    facts = {
        "municipalities": places,
        "target_group.excludes": names,
        "partners": [{"name": name, "role": told} for name in names],
        "challenges": [
            {"id": "saled", "description": told, "interventions": [{"id": "huisvesting", "description": told}]},
            {"id": "marcel", "interventions": [{"id": "schulden"}]},
        ],
    }
    one = made(facts)
    assert read(one) == {"id": "de-brug", **one.nested()}


@given(texts, texts, texts)
@example("\n# ! x", "\ntitle: Vals", "\rtitle: Vals")
@example("\x85title: Vals", "\u2028title: Vals", "#?")
def test_nothing_that_is_no_fact_becomes_one(guess, where, name):
    """Neither a guess, a place, a name of a file, nor what a notice quotes."""
    fields = ("title", "contact.email", "municipalities", "partners", "capacity.fte")
    one = made({"title": "Samen"}, [(field, guess) for field in fields], where=where, source=name, named_by="Jan")
    one.problems.append(Problem(Where(name), say("{quoted}", quoted=guess), say("{where}", where=where)))
    one.hints += [Hint("saled", None, "", where), Hint("saled", "huisvesting", guess, where)]
    assert read(one) == {"id": "de-brug", "title": "Samen", "organisation": {"name": "Jan"}}


@given(texts, texts)
def test_a_guess_becomes_a_fact_when_its_sign_is_taken_away(place, name):
    one = made({}, [("title", name), ("contact.phone", name), ("municipalities", place)])
    one.hints += [Hint("saled", None, "", "a"), Hint("saled", "huisvesting", name, "b"), Hint("marcel", None, "", "c")]
    text = re.sub(r"(?m)^#\?", "", proposal(one, CALL, ENGLISH).decode())
    found = read_yaml(text, "proposal.yaml")
    assert found.problems == ()
    assert found.data["challenges"] == [{"id": "saled", "interventions": [{"id": "huisvesting"}]}, {"id": "marcel"}]
    assert len(found.data["municipalities"]) <= 1  # an entry without a letter is none
    assert set(found.data["contact"]) == {"phone"}
    assert "title" in found.data


NAMES = sorted({name for one in call().languages() for names in one.labels.facts.values() for name in names})
VALUES = [
    "ja",
    "2,5 VTE",
    "128.400",
    "Saled & Marcel",
    "Menen, Kortrijk",
    "09/06/2023 om 16u40",
    "0999.013.094",
    "geen",
]
stating = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from([":", " :", ": ", ":\n- ", " | ", ":\n"]), st.sampled_from(VALUES) | texts),
    max_size=12,
)  # fmt: skip


@given(stating, st.sampled_from(["mail.eml", "brief.txt", "lijst.csv"]))
@settings(max_examples=150)
def test_whatever_a_text_states_the_file_reads_back(tmp_path_factory, said, name):
    """As its own facts say: none is lost on the way, and none stands there that its field cannot read."""
    text = "\n".join(f"{label}{between}{value}" for label, between, value in said)
    if name == "lijst.csv":
        text = f"Naam;{';'.join(label for label, _, _ in said)}\nDe Brug;{';'.join(value for _, _, value in said)}\n"
    path = tmp_path_factory.mktemp("in") / name
    path.write_bytes((f"{HEAD}\n{text}" if name == "mail.eml" else text).encode("utf-8", "replace"))
    guesser = Guesser(CALL, call().language, call().copied(), None)
    taker = Taker(CALL, call().languages(), extract, extract, guesser=guesser)
    found = planning.plan(list(taker.take(Bundle(((path, name),)))), {}, (), ())
    for one in found.new:
        assert read(one) == {"id": one.id, **{k: v for k, v in one.nested().items() if k != "id"}, **documents(one)}
        Proposal.model_validate(read(one))


def documents(one: Candidacy) -> dict[str, list[str]]:
    told = {"documents": [file for file, _ in one.texts], "unread": list(one.unread)}
    return {name: files for name, files in told.items() if files}
