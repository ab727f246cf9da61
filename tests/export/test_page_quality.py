"""The page under strain: hostile names, keys alone, readers of the screen, small and large screens, paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from chromium import Open, until
from sample import CITY, Sample, cities, large, linked, small
from test_page_browser import local
from test_page_views import VIEWS

expect = pytest.importorskip("playwright.sync_api", reason="no playwright; pip install -e '.[dev]'").expect
pytestmark = pytest.mark.browser

THEMES = ("light", "dark")
ALERT = "globalThis.ran = true"
SHAPES = (
    f"<img src=x# onerror='{ALERT}'>", f"</script><script>{ALERT};#</script>", f"javascript:{ALERT}//#",
    f"<svg onload='{ALERT}'>#", f'" onclick="{ALERT}" #', f"${{{ALERT}}} #", f"{{{{{ALERT}}}}} #",
    "\u202e\u2066evil#\u2069", "&lt;b&gt;&#x3c;#", f"#{'长' * 10_000}",
)  # fmt: skip
HOSTILE = [shape.replace("#", str(number)) for number in range(50) for shape in SHAPES]

HOSTILE_ADDRESSES = (
    *(f"view={view}" for view in VIEWS[1:]),
    *("view=targets&status=all", "view=projects&layout=table", "view=checks&kind=contradictions"),
    *("view=checks&kind=confirmations", "view=compare&layout=all"),
)
VISIT = """async (addresses) => {
  for (const address of addresses) {
    location.hash = address;
    await new Promise(requestAnimationFrame);
  }
}"""
UNFOLD = ".view:not([hidden]) tbody .unfold"
NAMES = ("view", "entity", "place", "stage", "sort", "indicator", "places", "kind", "hide", "doc", "at", "lang")


def show(page: Any, address: str) -> None:
    """Go to an address within the page and wait until its view is there."""
    page.evaluate(f"location.hash = {json.dumps('#' + address)}")
    view = dict(part.split("=", 1) for part in address.split("&"))["view"]
    until(page, f"document.documentElement.dataset.view === {json.dumps(view)}")


def hostile() -> Sample:
    """Five hundred names and more, wherever a name or a text can stand."""
    sample = small()
    for number, name in enumerate(HOSTILE):
        kind = ("Industry", "Company", "Zone", "Project", "AdministrativeDivision")[number // 10 % 5]
        sample.entity(kind, name, [name[::-1]], words="光伏产业")
    for number, name in enumerate(HOSTILE[:20]):
        one, other = (
            sample.observation(
                name, value, HOSTILE[number + 20], "地区生产总值增长6%左右", status=status, period=name[:40]
            )
            for value, status in (("7", "target"), (name, "achieved"))
        )
        sample.outcome(one, [other], "missed", name, name)
        sample.contradiction([one, other], name, name)
        sample.confirm(one, other)
        project = sample.project(name, "光伏产业", period=name[:40])
        sample.quantity(project, "investment", (name, name), "光伏产业")
        sample.merge(project, name, name[::-1], [sample.mention("光伏产业")], name)
    return sample


def test_hostile_names_run_nothing_and_show_as_text(open_page: Open) -> None:
    page = open_page(hostile(), address="view=graph")
    for address in HOSTILE_ADDRESSES:
        show(page, f"lang=en&{address}")
        if page.locator(UNFOLD).count():
            page.locator(UNFOLD).first.click()
    entities = page.evaluate("JSON.parse(document.getElementById('data').textContent).entities")
    wanted = [(local(iri), name) for iri, _, name, *_ in entities if name in set(HOSTILE[::37])]
    assert len(wanted) >= 12  # each of the shapes, for there are ten of them
    for iri, name in wanted:
        show(page, f"view=graph&entity={iri}")
        until(page, f"document.querySelector('#card h2')?.textContent === {json.dumps(name)}")
    page.locator("#query").fill("<img")
    expect(page.locator("#results [role=option]")).to_have_count(40)
    assert page.evaluate("typeof globalThis.ran") == "undefined"
    assert page.locator("img, iframe, object, embed, script:not(head script, body > script)").count() == 0


def test_hostile_addresses_run_nothing(open_page: Open) -> None:
    page = open_page(small())
    for text in SHAPES[:7]:
        for at, name in enumerate(NAMES):  # what an address says is read alike in every view
            page.evaluate(VISIT, [f"#view={('targets', 'compare')[at % 2]}&{name}={quote(text)}"])
    assert page.evaluate("typeof globalThis.ran") == "undefined"


def axe_findings(page: Any, *rules: str) -> list[tuple[str, str, str]]:
    """(rule, impact, first element) of what axe-core finds, by all of its rules or only these, that is not minor."""
    axe = pytest.importorskip("axe_playwright_python", reason="no axe-core; pip install -e '.[dev]'")
    if page.evaluate("typeof globalThis.axe") == "undefined":
        page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8") + ";0")
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
    return [
        (rule["id"], rule["impact"], rule["nodes"][0]["html"][:200])
        for rule in found
        if rule["impact"] in ("moderate", "serious", "critical")
    ]


@pytest.mark.parametrize(
    ("theme", "projects"), [("light", 0), *(pytest.param(theme, 130, marks=pytest.mark.slow) for theme in THEMES)]
)
def test_no_view_has_a_finding_of_accessibility(open_page: Open, theme: str, projects: int) -> None:
    before, after = linked()
    many = [large(projects)] if projects else []
    page = open_page(before, after, *cities(), *many, address=f"view=graph&theme={theme}")
    rules = ("color-contrast",) if theme == "dark" else ()  # the rest does not depend on colours
    for view in VIEWS:
        show(page, f"view={view}&theme={theme}&lang=zh")
        if page.locator(UNFOLD).count():
            page.locator(UNFOLD).first.click()
        assert axe_findings(page, *rules) == [], view
    place = local(before.place)
    for more in ("view=projects&layout=table", f"view=targets&status=all&entity={place}", "view=checks&kind=merges"):
        show(page, f"{more}&theme={theme}&lang=en")
        assert axe_findings(page, *rules) == [], more


def test_tabs_that_a_phone_has_scrolled_aside_are_no_links_that_skip(open_page: Open) -> None:
    page = open_page(small(), *cities(), lang="zh")
    page.set_viewport_size({"width": 390, "height": 844})
    for view in ("text", "checks"):
        show(page, f"view={view}&lang=zh")
        assert axe_findings(page, "skip-link") == [], view


@pytest.mark.parametrize("width", [360, *(pytest.param(width, marks=pytest.mark.slow) for width in (768, 2560))])
def test_nothing_hangs_over_the_edge(open_page: Open, width: int) -> None:
    sample = small()
    sample.entity("Industry", HOSTILE[9], words="光伏产业")
    sample.project(HOSTILE[9], "光伏产业")
    page = open_page(sample, *linked(), *cities(), lang="en")
    page.set_viewport_size({"width": width, "height": 740})
    place = local(sample.place)
    for view in VIEWS:
        for more in ("", f"&entity={place}", "&layout=table"):
            show(page, f"lang=en&view={view}{more}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (view, more)
            box = page.locator(".view:not([hidden]) .content, .canvas:visible").first.bounding_box()
            assert box["height"] > 200, (view, more)


def test_the_page_is_used_by_keys_alone(open_page: Open) -> None:
    page = open_page(small())
    press = page.keyboard.press
    press("Tab")
    expect(page.locator("#skip")).to_be_focused()
    press("/")
    page.keyboard.type("xlgf")
    expect(page.locator("#results [role=option]")).to_have_count(1)
    press("Enter")
    expect(page.locator("#card h2")).to_have_text("西岭光伏电站")
    press("Escape")
    expect(page.locator("#query")).to_have_value("")
    page.locator("#tab-graph").focus()
    press("ArrowRight")
    expect(page.locator("#tab-targets")).to_be_focused()
    expect(page.locator("#view-targets")).to_be_visible()
    for _ in range(30):
        press("Tab")
        if page.evaluate("document.activeElement.classList.contains('unfold')"):
            break
    press("Enter")
    expect(page.locator(".unfolded mark").first).to_have_text("地区生产总值增长6%左右")
    press("4")
    expect(page.locator("#view-projects")).to_be_visible()


def test_the_graph_is_used_by_keys_alone(open_page: Open) -> None:
    page = open_page(small())
    page.locator(".canvas").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#card h2")).to_have_text(CITY)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#card h2")).not_to_have_text(CITY)
    expect(page.locator("#status")).not_to_have_text("")
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    expect(page.locator(".canvas")).to_be_focused()


def test_what_is_printed_is_the_whole_view_without_its_controls(open_page: Open, tmp_path: Path) -> None:
    page = open_page(large(260), address="view=projects&layout=table")
    assert page.locator("tbody tr").count() < 260
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("tbody tr").count() == 260
    assert not page.locator(".toolbar:visible, .search:visible, .tabs:visible, .tools:visible, .more:visible").count()
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height > 260 * 20, "the whole table, not the part that fits the screen"
    assert page.pdf(format="A4")[:5] == b"%PDF-"
