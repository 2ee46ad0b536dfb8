from html import unescape
from re import findall, sub

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from addendum_cli.formats.markdown import Markdown, code_block, cut, escape, fold, quote, table

HOSTILE = [
    "# kop",
    "- punt",
    "+ punt",
    "1. punt",
    "12) punt",
    "> citaat",
    "=== ",
    "---",
    "***vet***",
    "_schuin_ en __vet__",
    "`code` ``code``",
    "```\nblok\n```",
    "~~weg~~",
    "[klik](javascript:alert(1))",
    "[klik][1]\n\n[1]: //kwaad.example",
    "![beeld](//kwaad.example/x.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<https://kwaad.example>",
    "https://kwaad.example en www.kwaad.example en mailto:x@example.org",
    "&lt;b&gt; &#60; &amp;",
    "a | b | c",
    "een\\|twee\\",
    "regel\n\n# kop\n\n- punt",
    "$x$ en $$y$$",
    "people_per_year, _begin en eind_",
    "tab\ten   spaties",
    "a\x1b[31mrood\u202e",
]


def rendered(source):
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(source)
    return html, fold(unescape(sub(r"<[^>]*>", "", html)))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("layout", "tags"),
    [
        ("{}", {"p"}),
        ("- {}", {"ul", "li"}),
        ("### {}", {"h3"}),
        ("**{}**", {"p", "strong"}),
        ("> {}", {"blockquote", "p"}),
    ],
)
def test_whatever_the_text_it_is_shown_and_nothing_else(text, layout, tags):
    html, seen = rendered(
        layout.replace("{}", f"x {escape(text)} x") if layout == "**{}**" else layout.replace("{}", escape(text))
    )
    assert set(findall(r"<(\w+)", html)) <= tags
    assert seen in (fold(text), f"x {fold(text)} x")


@pytest.mark.parametrize("text", HOSTILE)
def test_in_a_table_it_stays_in_its_cell(text):
    html, _ = rendered(table(["naam", "punt"], [[text, "3"], ["b", text]], {1}))
    cells = [fold(unescape(one)) for one in findall(r"<t[dh][^>]*>(.*?)</t[dh]>", html)]
    assert cells == ["naam", "punt", fold(text), "3", "b", fold(text)]


@given(st.text(max_size=60))
def test_any_text_survives(text):
    html, seen = rendered(f"- {escape(text)}")
    assert set(findall(r"<(\w+)", html)) <= {"ul", "li"}
    assert seen == fold(text)


def test_text_is_folded_to_one_line_without_what_steers():
    assert fold("\n a\tb\u2028c\x85d  \x1b[31me\u202e\x00 \u200f ") == "a b c d [31me"


def test_bare_addresses_do_not_become_links():
    pytest.importorskip("linkify_it", reason="markdown-it finds bare addresses by linkify-it-py only")
    source = escape("https://kwaad.example of www.kwaad.example")
    html = MarkdownIt("gfm-like").render(source)
    assert html == "<p>https://kwaad.example of www.kwaad.example</p>\n"


def test_ordinary_words_stay_readable():
    text = "Kortrijk & Menen: 3,5 VTE (70 %) – capacity.people_per_year, samen-op-stap 1.500 euro > 1.000!"
    assert escape(text) == text


def test_what_is_markdown_already_is_set_as_it_stands():
    assert table(["a"], [[Markdown("**b**")]]) == "| a     |\n| ----- |\n| **b** |"


def test_a_table_can_be_read_unrendered():
    assert table(["id", "score"], [["een", "7,5"], ["l" * 60, "12,0"]], {1}).splitlines() == [
        "| id  | score |",
        "| --- | ----: |",
        "| een |   7,5 |",
        f"| {'l' * 60} |  12,0 |",
    ]


def test_a_table_of_long_cells_only():
    assert table(["l" * 50], [["m" * 50]]).count("\n") == 2


def test_a_cut_falls_between_words():
    assert cut("de  trein\nnaar Kortrijk", 20) == "de trein naar…"
    assert cut("de trein", 20) == "de trein"
    assert cut("x" * 30, 10) == "x" * 9 + "…"


def test_a_quote_is_short_and_escaped():
    assert quote("*wij* doen alles", 9) == "“\\*wij\\*…”"


def test_a_code_block_cannot_be_left():
    html = MarkdownIt().render(code_block(["```", "````text", "# kop"]))
    assert html == '<pre><code class="language-text">```\n````text\n# kop\n</code></pre>\n'
