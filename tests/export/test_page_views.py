"""The views of the page in a browser: what a person reads in each, how it is filtered, and what it gives as a file."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import Any

import pytest
from chromium import Open, until
from sample import CITY, Sample, cities, linked, small

from kg.link import corrections

expect = pytest.importorskip("playwright.sync_api", reason="no playwright; pip install -e '.[dev]'").expect
pytestmark = pytest.mark.browser
VIEWS = ("overview", "graph", "targets", "projects", "timeline", "indicators", "compare", "places", "checks", "text")


def saved(page: Any) -> list[dict[str, str]]:
    """The rows of the file that the view gives."""
    with page.expect_download() as waiting:
        page.locator(".view:not([hidden]) .download").click()
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def cells(page: Any, row: int) -> list[str]:
    found = page.locator("tbody tr").nth(row).locator("th, td").all_inner_texts()
    return [" ".join(text.split()) for text in found]


# What a person would look for in each view of the three reports of two cities.
SEEN = {
    "overview": "3 份政府文件",
    "graph": "图例与筛选",
    "targets": "421亿元",
    "projects": "西岭市一号桥",
    "timeline": "建成",
    "indicators": "可比指标",
    "compare": "共有产业",
    "places": "云川省",
    "checks": "没有发现数值不一的说法",
    "text": "地区生产总值1034亿元",
}


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_and_leaves_a_picture_for_review(open_page: Open, tmp_path: Path, view: str) -> None:
    """The picture goes to the folder that PAGE_PICTURES names, else to the folder of the test."""
    page = open_page(*cities(), address=f"view={view}")
    expect(page.locator(f"#view-{view}")).to_be_visible()
    expect(page.locator(f"#view-{view}")).to_contain_text(SEEN[view])
    expect(page.locator("[role=tab][aria-selected=true]")).to_have_id(f"tab-{view}")
    assert page.locator(".view:visible").count() == 1
    picture = Path(os.environ.get("PAGE_PICTURES", tmp_path)) / f"{view}.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000


def test_targets_stand_beside_what_was_reached(open_page: Open) -> None:
    page = open_page(*linked(), address="view=targets")
    expect(page.locator("tbody tr")).to_have_count(3)
    assert cells(page, 0)[1:7] == ["地区生产总值", CITY, "2024", "增长7%", "增长5.6%", "未达到"]
    assert cells(page, 1)[4:7] == ["≥ 2000人", "2600人", "超额"]
    assert cells(page, 2)[4:7] == ["50万吨", "50万吨", "达到"]
    assert page.locator(".summary button").all_inner_texts() == ["超额 1", "达到 1", "未达到 1"]
    bar = page.locator("tbody tr").first.locator(".bar-small")
    assert bar.get_attribute("aria-label") == "目标 7%，实现 5.6%"
    aim, reached = bar.locator("b").bounding_box(), bar.locator("i").bounding_box()
    assert reached["x"] + reached["width"] < aim["x"]


def test_a_target_unfolds_to_both_sentences_and_the_reason(open_page: Open) -> None:
    page = open_page(*linked(), address="view=targets", lang="en")
    page.locator("tbody .unfold").first.click()
    sides = page.locator(".unfolded")
    expect(sides).to_contain_text("1.4 percentage points below the target")
    assert sides.locator("mark").all_text_contents() == ["地区生产总值增长7%", "地区生产总值增长5.6%"]
    page.locator("tbody .unfold").first.click()
    expect(sides).to_have_count(0)


def test_targets_filter_by_outcome_and_go_out_as_csv(open_page: Open) -> None:
    page = open_page(*linked(), address="view=targets")
    page.locator(".summary [name=missed]").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "verdict=missed" in page.evaluate("location.hash")
    [row] = saved(page)
    assert (row["indicator"], row["value"], row["reached"], row["verdict"]) == ("地区生产总值", "7", "5.6%", "missed")
    assert row["quote"] == "地区生产总值增长7%" and row["document"] == "before.txt"


def test_the_old_name_of_the_view_shows_all_facts_sorted_as_asked(open_page: Open) -> None:
    page = open_page(small(), address="view=facts")
    expect(page.locator("output")).to_have_text("3 条")
    page.locator("[name=sort-reached]").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("实现")
    assert [text.strip() for text in page.locator("tbody tr td:nth-child(6)").all_inner_texts()] == [
        "增长5.6%",
        "421.17亿元",
        "此前 2024 · 5.6%",
    ]
    page.locator(".toolbar [name=target]").click()
    expect(page.locator("output")).to_have_text("1 条")


def test_what_begins_like_a_formula_goes_out_quoted(open_page: Open) -> None:
    sample = small()
    sample.observation("=cmd()", "1", "个", "地区生产总值增长6%左右")
    page = open_page(sample, address="view=targets&status=all")
    assert "'=cmd()" in [row["indicator"] for row in saved(page)]


def test_the_board_has_a_column_for_each_stage_and_filters_as_one_types(open_page: Open) -> None:
    sample = small()
    sample.project("西岭水库", "西岭", "planned")
    page = open_page(sample, address="view=projects")
    assert page.locator(".column h2").all_text_contents() == ["谋划1", "在建1"]
    tile = page.locator(".column.building .tile")
    assert tile.inner_text().split() == ["西岭光伏电站", "规模", "53万千瓦", "华光公司", CITY, "2024"]
    page.locator("input[name=q]").fill("水库")
    expect(page.locator("output")).to_have_text("1 条")
    assert page.locator(".board").inner_text().split() == ["谋划", "1", "西岭水库", CITY, "2024"]


def test_projects_as_a_table_sort_by_size_and_filter_by_stage(open_page: Open) -> None:
    sample = small()
    other = sample.project("西岭水库", "西岭", "planned", capacity=("900", "千瓦"))
    sample.quantity(other, "investment", ("3", "亿元"), "西岭", "300000000 CCY_CNY")
    page = open_page(sample, address="view=projects&layout=table&sort=-capacity")
    names = page.locator("tbody th .name")
    assert names.all_text_contents() == ["西岭水库", "西岭光伏电站"]
    page.locator("[name=stage]").select_option("building")
    expect(names).to_have_text(["西岭光伏电站"])
    [row] = saved(page)
    assert (row["name"], row["stage"], row["capacity"], row["organizations"]) == (
        "西岭光伏电站",
        "building",
        "53万千瓦",
        "华光公司",
    )


def test_the_timeline_draws_a_project_from_its_start_to_its_end(open_page: Open) -> None:
    page = open_page(*linked(), address="view=timeline")
    heads = page.locator("thead th").all_inner_texts()
    assert [" ".join(text.split()) for text in heads] == ["项目", "2024 1", "2025 1"]
    row = page.locator("tbody tr", has_text="东河储能电站")
    assert row.locator("td").all_inner_texts() == ["开工\n已实现", "建成\n已实现"]
    assert [str(one.get_attribute("class")).split()[0] for one in row.locator("td").all()] == ["way", "way"]
    assert [(told["project"], told["stage"], told["period"]) for told in saved(page)] == [
        ("东河储能电站", "started", "2024"), ("东河储能电站", "completed", "2025"),
    ]  # fmt: skip
    row.locator(".pill").first.click()
    expect(page.locator("#view-text .here")).to_have_text("东河储能站")


def test_indicators_are_charts_across_places_and_years(open_page: Open) -> None:
    page = open_page(*cities(), address="view=indicators")
    assert page.locator(".panel h3 a").all_inner_texts() == ["地区生产总值", "新建公园"]
    page.locator(".panel h3 a").first.click()
    chart = page.locator(".large svg")
    expect(chart).to_have_attribute("aria-label", "元，2 个数值")
    assert chart.locator("circle").count() == 2 and chart.locator(".series line").count() == 1
    assert {"西岭市", "2023", "2024", "400亿"} <= set(chart.locator("text").all_text_contents())
    bars = [" ".join(text.split()) for text in page.locator(".large .bars > div").all_inner_texts()]
    assert bars == ["南屏市 1,034亿元 2024", "西岭市 421亿元 2024"]
    assert "indicator=indicator-gdp" in page.evaluate("location.hash")
    assert sorted(row["value"] for row in saved(page)) == ["1034", "380", "421"]
    page.locator("[name=place]").select_option(label="西岭市 (4)")
    expect(page.locator("output")).to_have_text("2 个数值")


def test_a_target_is_a_mark_on_the_bar_of_the_last_result(open_page: Open) -> None:
    samples = cities()
    samples[2].observation("新建公园", "12", "个", "新建公园9个", status="target", bound="at_least", period="2025")
    page = open_page(*samples, address="view=indicators&q=公园")
    page.locator(".panel h3 a").click()
    row = page.locator(".large .bars > div", has_text="南屏市")
    assert " ".join(row.inner_text().split()) == "南屏市 9个 2024 目标 ≥ 12个 2025"
    bar, mark = row.locator("i").bounding_box(), row.locator("em").bounding_box()
    assert bar["x"] + bar["width"] < mark["x"]


def test_places_stand_side_by_side(open_page: Open) -> None:
    page = open_page(*cities(), address="view=compare")
    assert [text.split("\n")[0].strip() for text in page.locator("thead th").all_inner_texts()] == [CITY, "南屏市"]
    row = page.locator("tbody tr", has_text="地区生产总值")
    assert [" ".join(text.split()) for text in row.locator("td").all_inner_texts()] == ["421亿元 2024", "1034亿元 2024"]
    expect(page.locator("tbody tr", has_text="光伏产业")).to_contain_text("●")
    assert saved(page)[0]["西岭市 achieved"] == "421亿元"
    page.get_by_role("button", name="移去 南屏市").click()
    until(page, "new URLSearchParams(location.hash.slice(1)).get('places')")
    assert page.locator(".pick").count() == 2, "one place alone is set beside the next"


def test_what_is_counted_is_named_in_its_number(open_page: Open) -> None:
    page = open_page(*cities(), address="view=timeline", lang="en")
    expect(page.locator("output")).to_have_text("3 stage events")
    page.locator("input[name=q]").fill("南屏")
    expect(page.locator("output")).to_have_text("1 stage event")


def test_places_are_boxes_within_boxes(open_page: Open) -> None:
    page = open_page(*cities(), address="view=places")
    province = page.locator(".tree > .area")
    assert province.locator("> .head .name").inner_text() == "云川省"
    assert sorted(province.locator("> .inside > li .name").all_inner_texts()) == ["南屏市", CITY]
    outer, inner = province.bounding_box(), province.locator("> .inside > li").first.bounding_box()
    assert outer["x"] < inner["x"] and inner["x"] + inner["width"] < outer["x"] + outer["width"]
    assert {(row["name"], row["within"], row["facts"]) for row in saved(page)} == {
        ("云川省", "", "0"), (CITY, "云川省", "4"), ("南屏市", "云川省", "2"),
    }  # fmt: skip
    page.locator(".unfold").first.click()
    expect(province.locator("> .inside")).to_be_hidden()


def test_places_that_claim_to_lie_in_each_other_are_both_shown(open_page: Open) -> None:
    sample = small()
    one, other = (sample.entity("AdministrativeDivision", name) for name in ("甲县", "乙县"))
    sample.link(one, "within", other)
    sample.link(other, "within", one)
    sample.link(one, "within", one)
    page = open_page(sample, address="view=places")
    assert {row["name"] for row in saved(page)} == {CITY, "甲县", "乙县"}
    assert sorted(page.locator("#view-places .name").all_inner_texts()) == sorted([CITY, "甲县", "乙县"])


def test_claims_that_differ_stand_side_by_side_with_their_sentences(open_page: Open) -> None:
    page = open_page(*linked(), address="view=checks")
    assert page.locator(".toolbar .segments button").all_inner_texts() == ["说法不一 1", "互相印证 1", "同一事物 1"]
    check = page.locator(".check")
    expect(check).to_contain_text("同一时期两个数值")
    assert sorted(check.locator(".value b").all_inner_texts()) == ["96.5亿元", "98亿元"]
    assert sorted(check.locator("mark").all_inner_texts()) == ["地区生产总值96.5亿元", "地区生产总值98亿元"]
    assert [row["document"] for row in saved(page)] == ["after.txt", "before.txt"]


def test_confirmations_and_merged_names_are_shown_with_their_evidence(open_page: Open) -> None:
    page = open_page(*linked(), address="view=checks&kind=confirmations", lang="en")
    expect(page.locator(".check")).to_contain_text("confirmed by 1")
    assert page.locator(".check .claim").count() == 2
    page.locator(".toolbar [name=merges]").click()
    expect(page.locator(".check header")).to_contain_text("东河储能站")
    assert sorted(page.locator(".check mark").all_inner_texts()) == ["东河储能电站", "东河储能站"]
    [row] = saved(page)
    assert (row["kept"], row["merged"], row["rule"]) == ("东河储能电站", "东河储能站", "spelling")


def test_the_text_opens_at_the_words_of_a_fact(open_page: Open) -> None:
    page = open_page(small(), address="view=targets")
    page.locator("tbody .quote .source").click()
    expect(page.locator("#view-text")).to_contain_text("全市地区生产总值421.17亿元")
    assert "".join(page.locator("#view-text .here").all_text_contents()) == "地区生产总值增长6%左右"
    page.locator("#view-text .body-text .thing.industry").click()
    expect(page.locator("#card h2")).to_have_text("光伏产业")
    assert "光伏产业" in [row["text"] for row in saved(page)]


def test_the_graph_goes_out_as_csv(open_page: Open) -> None:
    page = open_page(small())
    rows = {row["name"]: row for row in saved(page)}
    assert rows["西岭光伏电站"]["stage"] == "building" and rows["西岭光伏电站"]["places"] == CITY
    assert set(rows) == {CITY, "西岭光伏电站", "华光公司", "光伏产业"}


@pytest.mark.parametrize("view", ["nonsense", "__proto__", "constructor"])
def test_an_unknown_view_is_said_and_the_overview_opens(open_page: Open, view: str) -> None:
    page = open_page(small(), address=f"view={view}")
    expect(page.get_by_role("alert")).to_contain_text(f"没有名为“{view}”的视图")
    assert page.locator("#view-overview").is_visible()
    page.locator("#notice button").click()
    expect(page.get_by_role("alert")).to_be_hidden()


@pytest.mark.parametrize(
    "address", [f"view=targets&place={CITY}", f"view=board&place={CITY}", "view=merges", f"view=compare&place={CITY}"]
)
def test_an_address_may_spell_a_place_and_name_a_part_of_a_view(open_page: Open, address: str) -> None:
    page = open_page(*linked(), address=address)
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator("main")).to_contain_text({"view=merges": "东河储能站"}.get(address, CITY))
    expect(page.locator("output")).not_to_have_text("0 条")


def test_an_unknown_thing_is_said(open_page: Open) -> None:
    page = open_page(small(), address="view=targets&entity=nobody", lang="en")
    expect(page.get_by_role("alert")).to_contain_text("“nobody” is not in this graph")


def test_a_filter_that_leaves_nothing_says_so_and_can_be_cleared(open_page: Open) -> None:
    page = open_page(small(), address="view=projects&stage=planned&q=zzz")
    expect(page.locator("#view-projects .nothing")).to_contain_text("没有结果")
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator("output")).to_have_text("1 条")


@pytest.mark.parametrize(
    "address",
    [
        "view=targets&verdict=missed&sort=-set",
        "view=projects&layout=table&stage=completed&sort=-investment",
        "view=timeline&q=%E5%82%A8%E8%83%BD",
        "view=indicators&indicator=indicator-gdp",
        "view=checks&kind=merges",
    ],
)
def test_an_address_shows_the_same_again(open_page: Open, window: Any, address: str) -> None:
    page = open_page(*linked(), address=address)
    first, hash_ = page.locator("main").inner_text(), page.evaluate("location.hash")
    page.evaluate("location.hash = '#view=text'")
    expect(page.locator("#view-text")).to_be_visible()
    page.go_back()
    expect(page.locator("#view-text")).to_be_hidden()
    assert page.locator("main").inner_text() == first and page.evaluate("location.hash") == hash_


def test_a_fact_gives_the_line_that_corrects_it(open_page: Open) -> None:
    """By its words and where they begin, ready for corrections.tsv."""
    page = open_page(small(), address="view=graph&entity=西岭市&lang=zh")
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { globalThis.copiedText = text; }; }")
    fact = page.locator("#card .fact", has_text="421.17").first
    fact.locator(".correct summary").first.click()
    fact.locator(".correct input").fill("421.71")
    start = small().text.index("地区生产总值421.17亿元")
    line = f"a.txt\t地区生产总值421.17亿元\t{start}\tvalue\t421.71"
    expect(fact.locator(".correct code")).to_have_text(line)
    fact.get_by_role("button", name="复制此行").click()
    until(page, "globalThis.copiedText !== undefined")
    copied = page.evaluate("globalThis.copiedText")
    assert corrections.parse(copied, "corrections.tsv")[0].cells[:5] == line.split("\t")
    fact.locator(".correct select").select_option("wrong")
    expect(fact.locator(".correct input")).to_be_disabled()
    expect(fact.locator(".correct code")).to_contain_text("\twrong\t")


def test_the_words_that_a_reader_selects_give_the_line_of_a_missed_fact(open_page: Open) -> None:
    """𠮷 counts as one character, and of a selection over two lines the first is taken."""
    sample = Sample("西岭市2024年工作回顾\n𠮷庆村修建村道12公里。\n绿化荒山30亩。\n", place=CITY)
    page = open_page(sample, address="view=text")
    page.locator(".missing summary").click()
    expect(page.locator(".missing q")).to_have_text("在下面的原文里选中说出它的字")
    page.evaluate("""() => {
      const node = [...document.querySelector('.body-text').childNodes].find((one) => one.textContent.includes('村道'));
      const range = document.createRange(), at = node.textContent.indexOf('修建');
      range.setStart(node, at);
      range.setEnd(node, node.textContent.indexOf('荒山'));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")
    expect(page.locator(".missing q")).to_have_text("修建村道12公里。")
    copy = page.locator(".missing").get_by_role("button", name="复制此行")
    expect(copy).to_be_disabled()
    for name, value in (("indicator", "新建村道"), ("value", "12"), ("unit", "公里")):
        page.locator(f"[name=missed-{name}]").fill(value)
    page.locator("[name=missed-status]").select_option("achieved")
    expect(copy).to_be_enabled()
    [line] = corrections.parse(str(page.locator(".missing code").text_content()), "corrections.tsv")
    assert (line.document, line.quote, line.start) == ("a.txt", "修建村道12公里。", sample.text.index("修建"))
    assert line.value == "indicator=新建村道; value=12; unit=公里; status=achieved"


def test_a_target_of_several_years_is_held_beside_no_single_year_and_stands_behind(open_page: Open) -> None:
    sample = small()
    for value, period, status in (("5", "2026-2030", "target"), ("4", "2025", "achieved"), ("5.5", "2026", "target")):
        sample.observation("地区生产总值", value, "%", "地区生产总值增长6%左右", status=status, period=period,
                           measure="growth", canonical=f"{value} PERCENT", known="gdp")  # fmt: skip
    page = open_page(sample, address="view=targets&status=target&q=地区生产总值")
    rows = {row[3]: row[5] for row in (cells(page, at) for at in range(page.locator("tbody tr").count()))}
    assert list(rows)[-1] == "2026-2030" and rows["2026-2030"] == "—"
    assert rows["2026"] == "此前 2025 · 4%"
