"""The page in a browser: the graph, its filters, the search and the cards, as a person sees and uses them."""

from __future__ import annotations

from typing import Any

import pytest
from chromium import Open, until
from sample import CITY, Sample, cities, linked, many, small

expect = pytest.importorskip("playwright.sync_api", reason="no playwright; pip install -e '.[dev]'").expect
pytestmark = pytest.mark.browser

# How many colours there are in the picture.
INK = """() => {
  const canvas = document.querySelector('canvas');
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  return new Set(new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
}"""


def local(iri: object) -> str:
    return str(iri).strip("<>").rpartition("/")[2]


def counts(page: Any) -> dict[str, str]:
    """What the legend says: name -> how many."""
    rows = page.locator("#legend fieldset label").evaluate_all(
        "labels => labels.map(one => [...one.querySelectorAll('span')].map(part => part.textContent))"
    )
    return dict(rows)


def test_the_graph_shows_a_legend_with_counts_and_a_picture(open_page: Open) -> None:
    page = open_page(small())
    assert counts(page) == {"地方": "1", "产业": "1", "机构": "1", "项目": "1"}
    assert page.evaluate(INK) > 50


def test_a_click_on_a_node_opens_its_card_and_a_click_beside_closes_it(open_page: Open) -> None:
    page = open_page(small())
    legend, canvas = page.locator("#legend").bounding_box(), page.locator(".canvas").bounding_box()
    right = legend["x"] + legend["width"]
    page.mouse.click((right + canvas["width"]) / 2, canvas["y"] + canvas["height"] / 2)
    expect(page.locator("#card h2")).to_have_text(CITY)
    expect(page.locator("#card")).to_contain_text("421.17亿元")
    assert page.locator(".canvas").bounding_box()["width"] < 1100
    page.mouse.click(right + 30, canvas["y"] + 20)
    expect(page.locator("#card")).to_be_hidden()


def test_the_pointer_over_a_node_names_it_and_its_neighbours(open_page: Open) -> None:
    page = open_page(small())
    legend, canvas = page.locator("#legend").bounding_box(), page.locator(".canvas").bounding_box()
    before = page.evaluate(INK)
    right = legend["x"] + legend["width"]
    page.mouse.move((right + canvas["width"]) / 2 - 3, canvas["y"] + canvas["height"] / 2)
    page.mouse.move((right + canvas["width"]) / 2, canvas["y"] + canvas["height"] / 2)
    expect(page.locator("#tip")).to_contain_text("3 个相连")
    assert page.evaluate(INK) != before


def test_a_card_shows_facts_with_their_sentence_and_what_was_inherited(open_page: Open) -> None:
    sample = small()
    page = open_page(sample, address=f"entity={local(sample.place)}")
    card = page.locator("#card")
    for words in (
        "目标",
        "≈",
        "6%",
        "2025",
        "成果",
        "增长",
        "5.6%",
        "2024",
        "承自标题",
        "二、2025年工作安排",
        "西岭光伏电站",
    ):
        expect(card).to_contain_text(words)
    assert "地区生产总值增长6%左右" in page.locator("#card .fact mark").all_text_contents()
    link = page.locator("#card a.iri")
    assert link.get_attribute("href") == str(sample.place).strip("<>")
    assert "noreferrer" in str(link.get_attribute("rel"))


def test_evidence_of_a_paged_file_says_the_page(open_page: Open) -> None:
    sample = small()
    industry = sample.entity("Industry", "光伏产业")
    sample.link(sample.mention("发展光伏产业", page=3), "refersTo", industry)
    page = open_page(sample, address=f"entity={local(industry)}")
    expect(page.locator("#card .evidence", has_text="第 3 页")).to_contain_text("发展光伏产业")


def test_a_project_shows_its_life_line_its_former_name_and_what_it_costs(open_page: Open) -> None:
    page = open_page(*linked(), address="view=projects")
    page.locator(".tile .entity").click()
    card = page.locator("#card")
    expect(card.locator("h2")).to_have_text("东河储能电站")
    expect(card.locator(".former")).to_contain_text("东河储能站")
    assert card.locator(".life li b").all_text_contents() == ["开工", "建成"]
    assert card.locator(".life mark").all_text_contents() == ["东河储能站", "东河储能电站"]
    assert card.locator(".steps .achieved").all_inner_texts() == ["开工\n2024", "建成\n2025"]
    expect(card).to_contain_text("12亿元")


def test_a_name_that_went_leads_to_what_took_its_place(open_page: Open) -> None:
    before, after = linked()
    gone = next(quad.subject for quad in after.quads if str(quad.predicate).endswith("isReplacedBy>"))
    page = open_page(before, after, address=f"entity={local(gone)}")
    expect(page.locator("#card h2")).to_have_text("东河储能电站")
    expect(page.locator("#notice")).to_be_hidden()


def test_a_target_on_a_card_shows_what_became_of_it_with_both_sentences(open_page: Open) -> None:
    before, after = linked()
    page = open_page(before, after, address=f"entity={local(before.place)}")
    fact = page.locator("#card .fact.target").first
    expect(fact).to_contain_text("未达到")
    expect(fact).to_contain_text("比目标低1.4个百分点")
    assert fact.locator("mark").all_text_contents() == ["地区生产总值增长7%", "地区生产总值增长5.6%"]


def test_what_is_copied_is_turtle_that_parses_and_a_query_that_answers(open_page: Open) -> None:
    from pyoxigraph import RdfFormat, Store

    sample = small()
    page = open_page(sample, address=f"entity={local(sample.place)}")
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { globalThis.copiedText = text; }; }")
    page.get_by_role("button", name="复制 Turtle").click()
    until(page, "globalThis.copiedText")
    store = Store()
    store.load(page.evaluate("globalThis.copiedText").encode(), RdfFormat.TURTLE)
    assert len([quad for quad in store if str(quad.predicate).endswith("#value>")]) == 3
    page.get_by_role("button", name="复制 SPARQL").click()
    until(page, "globalThis.copiedText.includes('SELECT')")
    answer = sample.store().query(page.evaluate("globalThis.copiedText"), use_default_graph_as_union=True)
    assert {"421.17", "5.6", "6"} <= {str(row["value"].value) for row in answer}


@pytest.mark.parametrize("typed", ["光伏电站", "xlgf"])
def test_search_finds_names_and_initials_of_their_pinyin(open_page: Open, typed: str) -> None:
    page = open_page(small())
    page.locator("#query").fill(typed)
    expect(page.locator("#results [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_have_text("西岭光伏电站")


def test_search_finds_aliases_and_former_names_and_says_when_there_is_nothing(open_page: Open) -> None:
    page = open_page(small(), *linked(), lang="en")
    options = page.locator("#results [role=option]")
    page.locator("#query").fill("光伏")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("光伏产业")
    page.locator("#query").fill("储能站")
    expect(options).to_have_count(1)
    expect(options).to_contain_text("东河储能电站")
    page.locator("#query").fill("没有这样的东西")
    expect(page.locator("#results")).to_contain_text("Nothing found")


def test_the_legend_takes_kinds_away_and_the_address_knows(open_page: Open) -> None:
    page = open_page(small())
    before = page.evaluate(INK)
    for name in ("地方", "产业", "机构", "项目"):
        page.locator("#legend label", has_text=name).first.click()
    until(page, "location.hash.includes('hide=')")
    assert page.evaluate(INK) < before
    page.get_by_role("button", name="清除筛选").click()
    until(page, "!location.hash.includes('hide=')")
    assert page.evaluate(INK) == before


def test_filters_of_place_status_and_year_leave_what_they_name(open_page: Open) -> None:
    page = open_page(*cities())
    assert counts(page)["项目"] == "2"
    page.locator("#legend [name=place]").select_option(label="南屏市 (2)")
    expect(page.locator("#legend")).to_contain_text("1 / 2")
    assert counts(page)["项目"] == "1 / 2"
    page.locator("#legend [name=place]").select_option("")
    page.locator("#legend [name=period]").select_option("2023")
    until(page, "location.hash.includes('period=2023')")
    assert counts(page)["项目"] == "1 / 2"
    page.locator("#legend [name=status]").select_option("achieved")
    assert counts(page)["项目"] == "1 / 2"


def test_a_large_graph_opens_folded_and_unfolds_where_one_clicks(open_page: Open) -> None:
    page = open_page(*many(10, 140))
    assert counts(page)["项目"] == "1400"
    nodes = "() => document.querySelector('.canvas').getAttribute('data-nodes')"
    folded = int(page.evaluate(nodes))
    assert folded < 250
    canvas, legend = page.locator(".canvas").bounding_box(), page.locator("#legend").bounding_box()
    page.mouse.dblclick(legend["x"] + legend["width"] + 320, canvas["y"] + canvas["height"] / 2 - 60)
    until(page, f"Number(document.querySelector('.canvas').dataset.nodes) > {folded}")
    page.locator("#fit").click()
    until(page, f"Number(document.querySelector('.canvas').dataset.nodes) === {folded}")


def test_language_and_theme_change_and_stay_in_the_address(open_page: Open) -> None:
    page = open_page(small())
    page.locator("#language").click()
    expect(page.locator("#tabs")).to_contain_text("Targets")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator("#theme").click()
    until(page, "document.documentElement.dataset.theme === 'dark'")
    assert page.evaluate("location.hash") == "#lang=en&view=graph&theme=dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 20, 26)"


def test_an_empty_graph_says_so(open_page: Open) -> None:
    sample = Sample("无。\n", place="")
    sample.quads.clear()
    page = open_page(sample)
    for view in ("graph", "targets", "projects", "timeline", "indicators", "compare", "places", "checks", "text"):
        page.evaluate(f"location.hash = '#view={view}'")
        expect(page.locator(f"#view-{view}")).to_be_visible()
    expect(page.locator("#view-text")).to_contain_text("图中没有内容")
