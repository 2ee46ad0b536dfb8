"""The page in a real browser: it stands alone, runs nothing of anybody's, reads well and is accessible."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from addendum_cli.api import load_call, read_sheets
from addendum_cli.cli.templates import templates
from addendum_cli.core import ranking
from addendum_cli.core.evaluate import conclude
from addendum_cli.core.stability import stability
from addendum_cli.model.verdict import Reach
from addendum_cli.report import page
from addendum_cli.report.wording import Tongue
from jurying import ROOT, evaluation

FOLDER = load_call(ROOT / "data")
TEMPLATES = templates(FOLDER)
HOSTILE = "\"><script>document.title='x'</script><img src=x onerror=alert(1)>'{{ 7*7 }}</style></script>"
SIZES = {"phone": (390, 844), "desk": (1280, 900), "wall": (1920, 1080)}


@cache
def made():
    """Return the examples with the jury's marks."""
    plain = evaluation()
    panel = read_sheets(FOLDER, ROOT / "examples" / "jury" / "sheets", plain.rubrics, "written").panel
    return conclude(plain.call, plain.rubrics, [one.examined for one in plain.judged], panel=panel, inputs=plain.inputs)


def rendered(evaluation_=None, language="nl", *, blind=False, top=3) -> str:
    one = evaluation_ or made()
    firm = stability(one, top, samples=300) if top else None
    listed = ranking.shortlist(one, top=top) if top else None
    if listed is not None:
        listed = replace(listed, firm=firm.firm)
    return page.render(one, Tongue(language, blind=blind), TEMPLATES, listed=listed, firm=firm).decode()


def named(one, **changes):
    """Return the evaluation with handdruk's facts changed."""
    judged = tuple(
        replace(each, examined=replace(each.examined, **changes)) if each.id == "handdruk" else each
        for each in one.judged
    )
    return replace(one, judged=judged)


def test_the_page_stands_alone_and_its_policy_knows_its_own_parts_only():
    text = rendered()
    assert not re.findall(r"(?:src|href)\s*=\s*[\"'](?!#)", text)
    tags = re.sub(r"(?s)<(script|style)>.*?</\1>", "", text)
    assert not re.findall(r"(?i)\son\w+\s*=|style\s*=\s*[\"']|javascript:", tags)
    assert not re.findall(r"@import|url\(", text)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert policy.startswith("default-src &#39;none&#39;; style-src &#39;sha256-")
    assert "unsafe" not in policy


def test_nothing_that_people_wrote_is_markup():
    hostile = named(made(), organisation=HOSTILE, title=HOSTILE, contact=Reach(HOSTILE, HOSTILE, HOSTILE))
    text = rendered(hostile)
    assert "<script>document" not in text
    assert "<img" not in text
    assert (text.count("</script>"), text.count("</style>")) == (2, 1)  # what is kept, and our own
    assert "{{ 7*7 }}" in text


def test_the_same_bytes_every_time():
    assert rendered() == rendered()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_proposal_challenge_and_milestone_is_there(language):
    text = rendered(language=language)
    for one in made().judged:
        assert f">{one.id}</a>" in text
    assert text.count("<details id=") == len(made().judged)
    for milestone in made().call.timeline:
        assert milestone.title in text


def test_blind_tells_of_nobody():
    text = rendered(blind=True)
    for one in made().judged:
        for told in (one.examined.organisation, one.examined.title):
            assert not told or one.id == told or told not in text
    assert "“" not in re.sub(r"tussen “|between “|” (?:en|and) “", "", re.sub(r'class="quiet small">[^<]*<', "", text))


def test_the_line_runs_below_the_last_within():
    rows = re.findall(
        r'<tr( class="line")? data-outcome="eligible"[^>]*>.*?href="#p\d+">([^<]+)<', rendered(), re.DOTALL
    )
    assert [name for line, name in rows if line] == ["lantaarnpaal"]
    assert not re.search(r'<tr class="line"', rendered(top=None))


@pytest.fixture(scope="module")
def browser():
    """Return Chromium, as Debian has it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield found
        found.close()


def opened(browser, folder: Path, text: str, *, size="desk", scheme="light"):
    """Return the page in the browser, and what its console said; nothing outside it may be asked for."""
    (folder / "report.html").write_text(text, "utf-8")
    width, height = SIZES[size]
    tab = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: said.append(f"error: {error}"))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((folder / "report.html").as_uri())
    assert asked == [(folder / "report.html").as_uri()]
    return tab, said


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_accessible_silent_and_no_wider_than_the_screen(browser, tmp_path, size, scheme):
    from axe_playwright_python.sync_playwright import Axe

    tab, said = opened(browser, tmp_path, rendered(), size=size, scheme=scheme)
    tab.click("[data-shows=saled]")
    tab.locator("#proposals summary").first.click()
    assert tab.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    # axe is put into the page by the debugger, past its policy; nothing else is
    found = Axe().run(tab).response
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found["violations"]] == []
    assert said == []
    tab.close()


@pytest.mark.browser
def test_sorting_filtering_and_opening_with_the_keyboard(browser, tmp_path):
    tab, said = opened(browser, tmp_path, rendered(language="en"))

    def ids():
        return [cell.inner_text() for cell in tab.locator("#ranking tbody tr:visible th").all()]

    first = ids()
    assert first[:3] == ["drieleie", "fietskompas", "lantaarnpaal"]
    tab.locator("#ranking thead button", has_text="Proposal").focus()
    tab.keyboard.press("Enter")
    assert ids() == sorted(first)
    tab.keyboard.press("Enter")
    assert ids() == sorted(first, reverse=True)
    tab.locator("#ranking thead button", has_text="Saled").click()
    assert ids()[:3] == ["handdruk", "samen-op-stap", "fietskompas"]  # those without a score stay at the end
    tab.locator("#ranking thead button", has_text="Saled").click()
    assert ids()[:3] == ["fietskompas", "samen-op-stap", "handdruk"]
    tab.fill("#filter", "dagdeel vzw")
    assert sorted(ids()) == ["dagdeel-menen", "dagdeel-waregem"]
    assert tab.inner_text("#counted") == "2 of 22 proposals"
    tab.fill("#filter", "")
    tab.select_option("#outcome", "later")
    assert sorted(ids()) == ["tongriem", "wiegwijs", "windstille-kamer"]
    tab.select_option("#outcome", "")
    tab.select_option("#challenge", "saled")
    assert set(ids()) >= {"samen-op-stap", "fietskompas", "handdruk"}
    assert "drieleie" not in ids()
    tab.select_option("#challenge", "")
    tab.click("#ranking >> text=handdruk")
    tab.wait_for_selector("#proposals details[open] summary")  # the browser tells of a new address a moment later
    assert tab.evaluate("document.querySelector('#proposals details[open] summary').innerText").startswith("handdruk")
    assert tab.locator("[data-of=saled]:visible").count() == 0
    tab.click("[data-shows=saled]")
    assert tab.locator("thead [data-of=saled]:visible").count() == 8
    tab.keyboard.press("Tab")
    assert said == []
    tab.close()


@pytest.mark.browser
def test_what_people_wrote_runs_nothing_in_the_browser(browser, tmp_path):
    tab, said = opened(browser, tmp_path, rendered(named(made(), organisation=HOSTILE, title=HOSTILE)))
    assert tab.title() == made().call.title
    assert said == []
    tab.close()


@pytest.mark.browser
def test_what_is_put_into_the_page_afterwards_does_not_run(browser, tmp_path):
    text = rendered().replace("</body>", "<script>document.title = 'x'</script></body>")
    tab, said = opened(browser, tmp_path, text)
    assert tab.title() == made().call.title
    assert any("Content Security Policy" in one for one in said)
    tab.close()


@pytest.mark.browser
def test_five_hundred_proposals_open_and_sort_in_time(browser, tmp_path):
    one = made()
    ranked = [each for each in one.judged if each.outcome == "eligible"]
    many = tuple(
        replace(each, examined=replace(each.examined, id=f"{each.id}-{n:03}")) for n in range(50) for each in ranked
    )
    places = tuple(
        place._replace(id=f"{place.id}-{n:03}", rank=1 + n + 50 * k)
        for k, place in enumerate(one.ranking)
        for n in range(50)
    )
    text = rendered(replace(one, judged=many, ranking=places), top=None)
    assert len(text) < 8_000_000
    tab, said = opened(browser, tmp_path, text)
    taken = tab.evaluate(
        "() => { const t = performance.now(); document.querySelectorAll('#ranking thead button')[1].click();"
        " document.body.offsetHeight; return performance.now() - t; }"
    )
    assert taken < 2000
    assert tab.inner_text("#counted") == "500 van 500 voorstellen"
    assert said == []
    tab.close()


@pytest.mark.browser
def test_in_print_every_proposal_is_open(browser, tmp_path):
    tab, _ = opened(browser, tmp_path, rendered())
    pdf = tab.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert tab.locator("#proposals details[open]").count() == len(made().judged)
    tab.close()
