"""Which letter goes to whom, with which reasons; and which is withheld, and why."""

from __future__ import annotations

import io

import pytest
from docx import Document

from addendum_cli.api import load_call
from addendum_cli.cli.templates import templates
from addendum_cli.core.deciding import Resting, decided
from addendum_cli.core.evaluate import conclude
from addendum_cli.errors import AddendumError
from addendum_cli.formats.mail import Address
from addendum_cli.model.decision import Decision
from addendum_cli.model.jury import Given, Panel
from addendum_cli.report import letter_docx, letters, stages
from addendum_cli.report.letters import Letter
from addendum_cli.report.wording import Tongue
from judging import worded
from jurying import ROOT, evaluation

FOLDER = load_call(ROOT / "data")
TEMPLATES = templates(FOLDER)
TEMPLATE = (ROOT / "templates" / "letter.docx").read_bytes()
English, Dutch = Tongue("en"), Tongue("nl")


def again(*decisions: Decision, words: str = "", **inputs: str):
    """Return the evaluation of the examples with ``decisions``, and a juror who gives 4 with ``words`` to handdruk."""
    made = evaluation()
    given = tuple(
        Given("an", "handdruk", f"{rubric.id}/{one.id}", 4, words)
        for rubric in made.rubrics
        if rubric.id in ("common", "saled", "chadia")
        for one in rubric.criteria
    )
    panel = Panel("written", {"an": "An Wildeman"}, given) if words else None
    return conclude(
        made.call,
        made.rubrics,
        [one.examined for one in made.judged],
        decided=decided(decisions),
        panel=panel,
        inputs={**made.inputs, **inputs},
    )


def chosen(selection: str, reason: str = "Sterk op de methode.", id_: str = "handdruk", **more) -> Decision:
    return Decision(proposal=id_, selection=selection, reason=reason, by="jury", **more)


def written(stage, *decisions, tongue=Dutch, jurors=(), **more):
    return stages.write(stage, again(*decisions, **more), tongue, TEMPLATES, jurors)


def why(found) -> dict[str, str]:
    return {one.id: English(one.why) for one in found.withheld}


def test_who_gets_which_letter():
    to = {
        stage: sorted(written(stage, chosen("selected")).letters)
        for stage in ("question", "later", "selected", "reserve", "answer")
    }
    assert to == {
        "question": ["open-deur", "schouderduw", "thuis-aan-de-leie"],  # of the others a person here decides
        "later": ["tongriem", "wiegwijs", "windstille-kamer"],
        "selected": ["handdruk"],
        "reserve": [],
        "answer": [],
    }
    assert len(written("receipt").letters) == 21  # all but the unreadable one


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "stage", ["receipt", "question", "invited", "not-invited", "later", "selected", "reserve", "not-selected"]
)
def test_every_letter_reads_well_in_both_languages(stage, language):
    selection = stages.SELECTED.get(stage)
    decisions = [chosen(selection)] if selection else []
    found = written(stage, *decisions, tongue=Tongue(language), words="Goed gezien.").letters
    assert found
    for one in found.values():
        assert one.subject
        assert one.subject == one.subject.strip()
        assert one.body.startswith("Beste " if language == "nl" else "Dear ")
        assert "\n\n\n" not in one.body
        assert not [line for line in one.body.split("\n") if line != line.rstrip() or "{{" in line]
        assert one.body.rstrip().endswith("Saar Deschamps\nZuid-West-Vlaanderen")


def test_a_refusal_gives_every_reason_the_term_and_the_contact():
    body = (
        written("not-selected", chosen("not selected", "Te weinig mensen."), words="Mooi werk.")
        .letters["handdruk"]
        .body
    )
    for part in (
        "- Te weinig mensen.",
        "Uw voorstel kreeg in totaal 80,0 op 100 en staat daarmee op plaats 1 van 10.",
        "Bij elke uitdaging\n- Methode van de compagnon de route: 4 op 5. Zowat vier vijfde van de vereisten",
        "\nSaled\n",
        "\nChadia\n",
        "Motivering: Mooi werk.",
        "een weerwoord indienen, tot en met vrijdag 28 juli 2023, per e-mail aan saar.deschamps@welzijn13.be",
    ):
        assert part in body
    assert "An Wildeman" not in body


def test_what_the_rules_decide_is_told_with_its_heading():
    found = written("not-invited", tongue=English).letters
    assert (
        "- Received 2023-06-10 00:07:12, after the deadline 2023-06-09 23:59 (Lokale timing)"
        in found["zijspoor-negen"].body
    )


def test_a_person_who_decides_otherwise_is_told_with_that_reason():
    found = written("not-invited", Decision(proposal="drieleie", outcome="ineligible", reason="Trok zich terug."))
    assert "- Trok zich terug." in found.letters["drieleie"].body


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("Fietskompas deed het beter.", "another applicant is named in it: Fietskompas"),
        ("Beter dan coöperatie  FIETSKOMPAS.", "another applicant is named in it: Coöperatie Fietskompas"),
        ("De Tafelpoot had meer.", "another applicant is named in it: De Tafelpoot vzw"),
        ("An Wildeman vond het zwak.", "a juror is named in it: An Wildeman"),
        ("Els Geheim vond het zwak.", "a juror is named in it: Els Geheim"),
    ],
)
def test_a_letter_that_names_somebody_else_is_withheld(reason, said):
    found = written("reserve", chosen("reserve", reason), words="x", jurors=["Els Geheim"])
    assert why(found) == {"handdruk": said}
    assert found.letters == {}


def test_an_assessors_words_count_too_and_ones_own_name_does_not():
    assert why(written("reserve", chosen("reserve"), words="Zoals bij De Tafelpoot.")) == {
        "handdruk": "another applicant is named in it: De Tafelpoot vzw"
    }
    assert why(written("reserve", chosen("reserve"), words="Handdruk doet dit zelf.")) == {}


def test_nobody_decided_and_no_longer_eligible():
    found = why(written("not-invited", chosen("invited")))
    assert "handdruk" not in found
    assert found["drieleie"] == "nobody has decided yet"
    gone = Decision(proposal="handdruk", outcome="clarify", reason="Nog na te vragen.")
    assert why(written("selected", chosen("selected"), gone)) == {"handdruk": "was selected, but is no longer eligible"}


def test_a_decision_on_what_has_changed_since_is_withheld():
    fresh = chosen("selected")
    fresh = fresh.model_copy(update={"rests_on": Resting(again()).of(fresh)})
    assert list(written("selected", fresh).letters) == ["handdruk"]
    changed = written("selected", fresh, **{"rubrics/saled.yaml": "0"})
    assert why(changed) == {"handdruk": "the decision rests on what has changed since"}
    assert why(written("selected", fresh, words="Nieuwe punten.")) == why(changed)


ASKED = {"proposal": "handdruk", "criterion": "common/partnerschap", "reason": "Zie blz. 4.", "at": "2023-07-20"}


def reply(**more) -> Decision:
    return Decision(**{**ASKED, "weerwoord": "received", **more})


def test_the_answer_tells_what_was_contested_what_changes_and_what_not():
    answer = reply(weerwoord="answered", mark="5", reason="Dat klopt.")
    body = written("answer", reply(), answer, words="x").letters["handdruk"].body
    assert (
        "Netwerk en partnerschap\nWat u aanvoert: Zie blz. 4.\nOns antwoord: Dat klopt.\nHet punt wordt 5 in plaats van 4 (op 5)."
        in body
    )
    assert "Uw totaal wordt daarmee 82,0 op 100, plaats 1 van 10 (voordien 80,0, plaats 1)." in body
    same = written("answer", reply(at="2023-07-29"), reply(weerwoord="answered", reason="Wij lazen het na."), words="x")
    body = same.letters["handdruk"].body
    assert "Het punt blijft 4 op 5." in body
    assert "kwam na de laatste dag binnen" in body
    assert "veranderen daardoor niet" in body


def test_a_weerwoord_without_an_answer_is_told():
    assert why(written("answer", reply())) == {"handdruk": "the weerwoord has no answer yet"}


def test_what_a_letter_rests_on_tells_of_nobody_else():
    made = again(chosen("selected"))
    one = next(each for each in made.judged if each.id == "handdruk")
    rests = stages.rests_on(made, one)
    assert list(rests) == ["for", "call", "rubrics", "decisions", "proposal", "proposals"]
    assert rests.pop("for") == "handdruk"
    assert all(len(digest) == 16 for digest in rests.values())
    raw = letters.eml(written("selected", chosen("selected")).letters["handdruk"], made.call)
    assert b"X-Addendum-Rests-On: for=handdruk" in raw
    assert b"rubrics=" in raw


HOSTILE = "=cmd() {{ 7*7 }} <b>x</b> \x1b[31m # kop [l](x)\nX-Spam: ja"


def test_what_people_wrote_stays_text_in_every_format():
    found = written("reserve", chosen("reserve", HOSTILE)).letters["handdruk"]
    assert "{{ 7*7 }}" in found.body
    assert "\nX-Spam" not in found.body
    raw = letters.eml(found, FOLDER.call)
    assert b"\r\nX-Spam" not in raw
    text = letters.as_markdown(found).decode()
    assert r"\# kop \[l\](x)" in text
    assert "&lt;b>" in text
    word = Document(io.BytesIO(letter_docx.render(found, {}, TEMPLATE, "letter.docx")))
    assert any("{{ 7*7 }} <b>x</b>" in paragraph.text for paragraph in word.paragraphs)


def docx(letter: Letter, template: bytes = TEMPLATE, **fields: str):
    raw = letter_docx.render(letter, fields, template, "letter.docx")
    return Document(io.BytesIO(raw)), raw


LETTER = Letter(
    Address("An", "an@example.org"), "Onderwerp", "Beste An,\n\nEén.\nTwee.\n\nDeel\n- a\n- b\n\nGroeten\nX\n"
)


def test_a_word_letter_is_set_in_the_template():
    document, raw = docx(
        LETTER, region="Streek", organisation="Huis vzw", name="An", call="Oproep", email="x@example.org"
    )
    texts = [(one.style.name, one.text) for one in document.paragraphs]
    assert texts == [
        ("Normal", "Huis vzw"),
        ("Normal", "An"),
        ("Normal", "Onderwerp"),
        ("Normal", "Beste An,"),
        ("Normal", "Eén.\nTwee."),
        ("Normal", "Deel"),
        ("List Bullet", "a"),
        ("List Bullet", "b"),
        ("Normal", "Groeten\nX"),
    ]
    section = document.sections[0]
    assert [one.text for one in section.header.paragraphs] == ["Streek", "Oproep"]
    assert section.footer.paragraphs[0].text.split() == ["x@example.org"]
    assert (
        docx(LETTER, region="Streek", organisation="Huis vzw", name="An", call="Oproep", email="x@example.org")[1]
        == raw
    )


def template(*paragraphs: str, table: str = "") -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        document.add_table(1, 1).cell(0, 0).text = table
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_template_of_ones_own_fields_in_tables_and_cut_over_runs():
    own = Document(io.BytesIO(template("x", "{{ letter }}", table="{{ name }}")))
    for part in ("Aan {", "{ na", "me }", "}!"):
        own.paragraphs[0].add_run(part)
    out = io.BytesIO()
    own.save(out)
    document, _ = docx(LETTER, out.getvalue(), name="An")
    assert document.paragraphs[0].text == "xAan An!"
    assert document.tables[0].cell(0, 0).text == "An"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (template("zonder plaats"), "the template has no place for the letter -> put {{ letter }} where its text goes"),
        (template("{{ letter }}", "{{ naam }}"), "the template has an unknown field: naam -> known here: subject, letter, name, organisation, address, date, call, region, contact, email"),
        (b"PK", "damaged, or not what its name says -> save it as .docx again, or take it away: the template that ships is then used"),
        (b"", "damaged, or not what its name says -> save it as .docx again, or take it away: the template that ships is then used"),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_used(raw, said):
    with pytest.raises(AddendumError) as caught:
        docx(LETTER, raw)
    assert [worded(one) for one in caught.value.problems] == [said]


def test_the_template_that_ships_is_as_its_tool_makes_it():
    import importlib.util

    spec = importlib.util.spec_from_file_location("letterhead", ROOT / "tools" / "letterhead.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.make() == TEMPLATE


def test_markdown_of_a_letter():
    assert letters.as_markdown(LETTER).decode() == (
        "# Onderwerp\n\nAn · an@example.org\n\nBeste An,\n\nEén.\\\nTwee.\n\nDeel\n- a\n- b\n\nGroeten\\\nX\n"
    )
