from fractions import Fraction
from html import unescape
from pathlib import Path
from re import findall, sub

import pytest
from markdown_it import MarkdownIt

from addendum_cli.core.ranking import shortlist
from addendum_cli.errors import AddendumError
from addendum_cli.messages import say
from addendum_cli.model.verdict import Finding, Mark
from addendum_cli.report import markdown
from addendum_cli.report.wording import Tongue
from unit.report.made import evaluation, everything, judged, mark, offer

SHIPPED = Path(__file__).resolve().parents[3] / "templates"
ENGLISH = Tongue("en")


def shipped(name):
    path = SHIPPED / name
    return (path.read_text("utf-8"), name) if path.is_file() else None


def listed(found=None, *, templates=shipped, **limits):
    return markdown.shortlist(shortlist(found or everything(), **limits), ENGLISH, templates).decode()


def section(text, heading):
    """Return the lines between a heading and the next one as high, blank ones left out."""
    level = heading.split(" ")[0]
    lines = text.splitlines()
    start = lines.index(heading) + 1
    end = next((i for i in range(start, len(lines)) if lines[i].split(" ")[0] in ("#", "##", level)), len(lines))
    return [line for line in lines[start:end] if line]


def test_the_report_tells_everything_in_order():
    assert [line for line in listed().splitlines() if line.startswith("#")] == [
        "# Shortlist: Samen aan de Leie",
        "## Summary",
        "## Ranking",
        "## The shortlisted, one by one",
        "### 1. Samen op stap",
        "## Kept for a later phase",
        "## Out, with the reasons",
        "## What a person must still decide",
        "## Provenance",
    ]


def test_the_ranking_names_ranks_scores_and_who_goes_on():
    assert section(listed(), "## Ranking")[:4] == [
        "| Rank | Proposal      | Organisation      |     Saled |   Marcel | Total | Range | On the shortlist |",
        "| ---: | ------------- | ----------------- | --------: | -------: | ----: | ----: | ---------------- |",
        "|    1 | samen-op-stap | samen-op-stap vzw |  61.4 (1) | 95.7 (1) |  78.6 | 69–81 | yes              |",
        "|    2 | fietskompas   | fietskompas vzw   | 20.0▼ (2) |        · | 20.0▼ |       | no               |",
    ]


def test_a_dossier_has_strengths_gaps_and_questions():
    assert section(listed(), "### 1. Samen op stap") == [
        "samen-op-stap vzw · samen-op-stap · proposals/samen-op-stap.yaml",
        "- Total 78.6 % (69–81 % once every mark is given); Saled 61.4 %, rank 1; Marcel 95.7 %, rank 1.",
        "- Works in Leiestreek; brings 3.5 FTE; received 2023-06-09 14:20:00.",
        "- Not marked yet: Toegang.",
        "**Strengths**",
        "- Marcel – Aanbod: 5 of 5, consensus of the panel.",
        "- Methode: 4.5 of 5, desk proposal, to confirm. Between “de helft is beschreven” and “alles staat er”",
        "- Saled 1.1 huisvesting “We zoeken mee naar een betaalbare woning in de buurt.” (proposals/x.yaml:12)",
        "**Gaps**",
        "- Saled – Aanbod: 2 of 5, mean of the assessors. Een deel",
        "- Saled – later or on condition: 1.2 trauma.",
        "- Marcel – not offered, it says: schulden.",
        "**Questions for the pitch**",
        "- Leaves out: minderjarigen → to discuss: who serves the others?",
        "- Later or on condition – when, and what does it take: Saled 1.2 trauma."
        " “Traumahulp volgt in een latere fase.” (proposals/x.yaml:20)",
        "- Only ticked – what does it do there: Saled 1.3 taal.",
        "- Not offered in the text, of the approach Compagnon: aanklampend.",
    ]


def test_those_out_have_their_reasons_and_an_unreadable_file_all_its_faults():
    rows = section(listed(), "## Out, with the reasons")[2:]
    assert [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows] == [
        ["handdruk", "handdruk vzw", "not eligible", "received after the deadline (Lokale timing)"],
        [
            "stuk",
            "proposals/stuk.yaml",
            "unreadable",
            "proposals/stuk.yaml:3:5: capacity.fte: veel is not a number of 0 or more → write digits;"
            " proposals/stuk.yaml:8:1: kleur: unknown key kleur",
        ],
    ]


def test_what_is_open_is_listed():
    assert section(listed(), "## What a person must still decide") == [
        "- **open-deur** (open-deur vzw)",
        "  - open: sent to ergens@example.org, not to the call's address"
        " → decide whether this address counts (proposals/open-deur.yaml:5)",
        "- 1 mark is missing: only people can give it.",
        "  - In every challenge: Toegang (1)",
        "- 3 marks are the program's proposals, until a person confirms them.",
        "- decisions.yaml: decides on weg, which is not among the proposals",
    ]


def test_it_says_what_it_was_made_from():
    *_, fence, first, second, end, seal = section(listed(), "## Provenance")
    assert (fence, first, second, end) == (
        "```text",
        f"{'a' * 64}  addendum.yaml",
        f"{'b' * 64}  proposals/stuk.yaml",
        "```",
    )
    assert seal.startswith("<!-- addendum-seal: ")


def test_a_minimum_keeps_a_proposal_off_and_the_cut_is_told():
    text = listed(minimum=Fraction(90))
    assert "- Cut: a total of at least 90 %." in section(text, "## Summary")
    assert section(text, "## The shortlisted, one by one") == ["Nobody is on the shortlist."]


def test_a_decision_shows_its_reason_instead_of_the_rules():
    late = Finding("deadline", "fail", say("received after the deadline"), leads_to="ineligible")
    decided = Finding(
        "decision", "fail", say("decided by {by}: {reason}", by="de jury", reason="enkel taal"), leads_to="later"
    )
    row = section(listed(evaluation(judged("a", "later", [late, decided]))), "## Kept for a later phase")[2]
    assert [cell.strip() for cell in row.split("|")[1:-1]] == ["a", "a vzw", "decided by de jury: enkel taal"]


def test_a_near_duplicate_that_is_offered_better_is_no_gap():
    found = evaluation(
        judged(
            "a",
            marks={"saled": {"methode": mark(3), "toegang": mark(3), "aanbod": mark(3)}},
            offers={"saled/huisvesting": offer("offered", "Wij vinden een woning."), "saled/verhuis": offer("absent")},
        )
    )
    assert not [line for line in section(listed(found), "### 1. a") if "verhuis" in line]


def test_a_fact_that_a_desk_mark_misses_is_asked_once():
    missing = Mark(None, None, None, say("not stated: {field}", field="capacity.fte"))
    marks = {"saled": {"methode": missing, "toegang": mark(3), "aanbod": mark(3)}}
    staff = Finding("staff", "warn", say("no staff stated"), remedy=say("ask for capacity.fte"))
    assert (
        section(listed(evaluation(judged("a", marks=marks))), "### 1. a")[-1] == "- Not stated: capacity.fte (Methode)"
    )
    assert section(listed(evaluation(judged("a", findings=[staff], marks=marks))), "### 1. a")[-1] == (
        "- No staff stated → ask for capacity.fte"
    )


def test_long_lists_say_how_much_more_there_is():
    warnings = [Finding("x", "warn", say(f"warning {n}"), remedy=say("ask")) for n in "abcdefg"]
    lines = section(
        listed(
            evaluation(
                judged(
                    "a", findings=warnings, marks={"saled": {"methode": mark(3), "toegang": mark(3), "aanbod": mark(3)}}
                )
            )
        ),
        "### 1. a",
    )
    assert lines[-2:] == ["- Warning d → ask", "- 3 more questions: see explain."]


def test_without_any_mark_there_is_no_rank():
    blank = {"methode": Mark(None), "toegang": Mark(None), "aanbod": Mark(None)}
    lines = section(listed(evaluation(judged("a", marks={"saled": blank}))), "### –. a")
    assert lines[1] == "- No mark yet (0–100 % once every mark is given); Saled – %."


EVIL = "# x | <img src=x onerror=alert(1)> [klik](javascript:alert(1)) **vet** `code` =1+1 {{ 7*7 }} {% raw %}\n\n---"


def hostile():
    return evaluation(
        judged(
            "kwaad",
            title=EVIL,
            organisation=EVIL,
            findings=[
                Finding(
                    "area", "warn", say("{name} lies outside", name=EVIL), None, "proposals/*kwaad*.yaml", 1, say("ask")
                )
            ],
            marks={"saled": {"methode": mark(5), "toegang": mark(5), "aanbod": mark(5)}},
            offers={"saled/huisvesting": offer("offered", EVIL), "saled/trauma": offer("later", EVIL)},
        ),
        judged(
            "buiten",
            "ineligible",
            [Finding("area", "fail", say("only {names}", names=(EVIL,)), leads_to="ineligible")],
            organisation=EVIL,
        ),
        judged(
            "vraag",
            "clarify",
            [Finding("area", "unknown", say("{name}?", name=EVIL), leads_to="clarify")],
            organisation=EVIL,
        ),
        inputs={"proposals/```.yaml": "c" * 64},
    )


@pytest.mark.parametrize("render", ["check", "score", "shortlist"])
def test_nothing_an_applicant_wrote_becomes_markup(render):
    found = hostile()
    view = shortlist(found) if render == "shortlist" else found
    text = getattr(markdown, render)(view, ENGLISH, shipped).decode()
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    assert set(findall(r"<(\w+)", html)) <= {
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "pre",
        "code",
    }
    assert {sub(r" .*", "", one) for one in findall(r"<strong>(.*?)</strong>", html)} <= {
        "Strengths", "Gaps", "Questions", "kwaad", "buiten", "vraag",
    }  # fmt: skip
    words = " ".join(unescape(sub(r"<[^>]*>", "", html)).split())
    assert " ".join(EVIL.split()) in words


def test_blind_leaves_out_organisation_and_what_is_quoted():
    text = markdown.check(hostile(), Tongue("en", blind=True), shipped).decode()
    assert "javascript" not in text
    assert "- **kwaad**: eligible" in text.splitlines()
    assert "| kwaad    | proposals/kwaad.yaml  | eligible     | 1 × warning |" in text.splitlines()


def test_check_lists_outcomes_reasons_and_faults():
    text = markdown.check(everything(), ENGLISH, shipped).decode()
    assert section(text, "## What stands in the way, and what to do")[-5:] == [
        "- **handdruk** (handdruk vzw): not eligible",
        "  - fails: received after the deadline (Lokale timing; proposals/handdruk.yaml:6)",
        "- **stuk**: unreadable",
        "  - proposals/stuk.yaml:3:5: capacity.fte: veel is not a number of 0 or more → write digits",
        "  - proposals/stuk.yaml:8:1: kleur: unknown key kleur",
    ]
    assert section(text, "## Faults in files") == ["- decisions.yaml: decides on weg, which is not among the proposals"]


def test_check_of_proposals_without_a_fault():
    text = markdown.check(evaluation(judged("a")), ENGLISH, shipped).decode()
    assert section(text, "## What stands in the way, and what to do") == ["Every rule passes for every proposal."]


def test_score_has_the_ranking_and_who_is_not_in_it():
    text = markdown.score(everything(), ENGLISH, shipped).decode()
    assert [row.split("|")[1].strip() for row in section(text, "## Not ranked")[2:]] == [
        "tongriem", "open-deur", "handdruk", "stuk",
    ]  # fmt: skip


def test_score_of_nobody():
    text = markdown.score(evaluation(judged("a", "ineligible")), ENGLISH, shipped).decode()
    assert section(text, "## Ranking") == ["No eligible proposal to rank."]
    assert section(text, "## What a person must still decide") == [
        "Nothing: every fact is there, and every mark is given by a person."
    ]


def own(text):
    """Return templates of a call that brings a shortlist template of its own."""
    return lambda name: (text, "mijn/templates/shortlist.md.j2") if name == "shortlist.md.j2" else shipped(name)


def test_a_call_has_its_own_template_and_it_is_escaped_all_the_same():
    own_template = own("{% for d in dossiers %}{{ d.title }};{{ words.gaps }}{% endfor %}")
    assert listed(hostile(), templates=own_template).startswith("\\# x \\| &lt;img src=x")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("goed\n{% for %}", 2, "Expected an expression"),
        ("goed\n\n{{ nergens }}", 3, "'nergens' is undefined"),
        ("{{ call.__class__.__mro__ }}", 1, "access to attribute '__class__' of 'dict' object is unsafe."),
        ('{% include "../geheim.j2" %}', None, "../geheim.j2"),
    ],
)
def test_a_wrong_template_is_told_by_file_and_line(text, line, reason):
    with pytest.raises(AddendumError) as caught:
        listed(templates=own(text))
    problem = caught.value.problems[0]
    assert problem.where.line == line
    assert reason in ENGLISH(problem.message)


def test_the_same_evaluation_gives_the_same_bytes():
    assert listed() == listed()


def test_many_missing_marks_are_counted_in_the_dossier_and_named_at_the_end():
    blank = {"methode": mark(None), "toegang": mark(None), "aanbod": mark(None)}
    text = listed(evaluation(judged("a", marks={"saled": blank, "marcel": blank})))
    assert section(text, "### –. a")[2] == "- 4 of 4 marks are missing."
    assert section(text, "## What a person must still decide") == [
        "- 4 marks are missing: only people can give them.",
        "  - In every challenge: Methode (1); Toegang (1)",
        "  - Saled: Aanbod (1)",
        "  - Marcel: Aanbod (1)",
        "- Of 1 ranked proposal the missing marks decide whether it meets the minima.",
    ]
