"""What a person sees first, in every view, on a desk and on a phone, by day and by night, in both languages."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from chromium import Open, Watched, until
from sample import CITY, Sample, cities, linked, small
from test_page_quality import axe_findings, show
from test_page_views import VIEWS, cells

expect = pytest.importorskip("playwright.sync_api", reason="no playwright; pip install -e '.[dev]'").expect
pytestmark = pytest.mark.browser

# What stands in every view of the made-up reports of two counties, in Chinese and English.
SEEN = {
    "overview": ("11 个有结果的目标中，8 个达到或超额，3 个未达到",
                 "Of 11 targets with a result, 8 were met or exceeded, 3 missed"),
    "graph": ("图例与筛选", "Legend and filters"),
    "targets": ("地区生产总值增长6%左右", "gross regional product"),
    "projects": ("21亿元", "Investment"),
    "timeline": ("西岭抽水蓄能电站", "西岭抽水蓄能电站"),
    "indicators": ("可比指标", "Comparable indicators"),
    "compare": ("地区生产总值", "gross regional product"),
    "places": ("西岭县", "西岭县"),
    "checks": ("说法不一", "Contradictions"),
    "text": ("一、2024年工作回顾", "Sources"),
}  # fmt: skip


# Each width, theme and language once in a plain run, the other ways to put them together in the slow one.
PLAIN = ((1440, "light", "zh"), (390, "dark", "en"))
LOOKS = [
    pytest.param(*look, marks=() if look in PLAIN else pytest.mark.slow)
    for look in product((1440, 390), ("light", "dark"), ("zh", "en"))
]


@pytest.mark.parametrize(("width", "theme", "lang"), LOOKS)
def test_every_view_says_what_it_is_for(front: Any, tmp_path: Path, width: int, theme: str, lang: str) -> None:
    front.set_viewport_size({"width": width, "height": 844})
    for view in VIEWS:
        show(front, f"view={view}&lang={lang}&theme={theme}")
        seen = front.locator(f"#view-{view}")
        if view == "graph" and width < 720:
            front.locator("#legend summary").click()
        assert seen.is_visible()
        words = SEEN[view][lang == "en"]
        assert words in " ".join(front.locator("body").inner_text().split()) or words in seen.inner_text(), view
        assert front.evaluate("document.documentElement.scrollWidth") <= width, view
        if folder := os.environ.get("PAGE_PICTURES"):
            front.screenshot(path=Path(folder) / f"{view}-{width}-{theme}-{lang}.png")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_front_view_has_no_finding_of_accessibility(front: Any, theme: str) -> None:
    for more in ("view=overview", "view=targets&value=%E2%89%A56%25&indicator=indicator-gdp&measure=growth"):
        show(front, f"{more}&theme={theme}&lang=zh")
        assert axe_findings(front) == [], more


def test_the_page_opens_with_what_it_is_and_what_stands_out(front: Any) -> None:
    expect(front.locator("[role=tab][aria-selected=true]")).to_have_id("tab-overview")
    assert front.locator(".figures b").all_inner_texts() == ["4", "2", "2023–2024", "54", "9"]
    assert front.locator(".finding h3").count() == 6
    trust = front.locator(".trust").inner_text()
    assert "75% 的事实置信度不低于 80%" in trust and "另有 7 处像是事实而没有收入，2 条不合本体而被隔离" in trust
    assert "行政区划名录中没有这个地方" in front.locator(".sources").inner_text()


def test_a_finding_leads_with_one_click_to_its_view_and_with_the_next_to_the_sentence(front: Any) -> None:
    front.locator(".finding.ranking h3 a").first.click()
    rows = front.locator("#view-targets tbody tr")
    expect(rows).to_have_count(2)
    assert [cells(front, at)[2:5] for at in range(2)] == [
        ["西岭县", "2025", "增长≈ 6.5%"], ["青港县", "2025", "增长≥ 5.5%"],
    ]  # fmt: skip
    rows.first.locator(".quote .source").click()
    expect(front.locator("#view-text .here").first).to_have_text("地区生产总值增长6.5%左右")


def test_what_an_item_of_a_finding_says_is_one_click_from_its_sentence(front: Any) -> None:
    front.locator(".finding.investment .quote-link").first.click()
    assert "".join(front.locator("#view-text .here").all_inner_texts()) == "青港50万千瓦光伏发电项目"


def test_a_question_opens_the_view_that_answers_it(front: Any) -> None:
    front.get_by_role("link", name="哪些目标没有完成").click()
    expect(front.locator("#view-targets tbody tr").first).to_contain_text("未达到")
    assert front.locator("#view-targets output").inner_text() == "3 条"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_linked_sentence_is_marked_also_when_it_holds_a_target(front: Any, theme: str) -> None:
    show(front, f"view=targets&status=target&theme={theme}")
    front.locator("#view-targets .quote .source").first.click()
    here = front.locator("#view-text .here").first
    plain = front.locator("#view-text .found.value.target:not(.here)").first
    colour = "node => getComputedStyle(node).backgroundColor"
    assert here.evaluate(colour) != plain.evaluate(colour)
    assert here.evaluate(colour) == {"light": "rgb(255, 209, 92)", "dark": "rgb(143, 108, 0)"}[theme]


def test_rules_are_told_in_the_language_of_the_page(front: Any) -> None:
    for lang, words in (("zh", "指标在数前"), ("en", "indicator before the number")):
        show(front, f"view=targets&lang={lang}")
        front.locator("#view-targets tbody .unfold").first.click()
        expect(front.locator(".unfolded .rule").first).to_contain_text(words)


def test_targets_open_with_what_every_report_tells_and_the_newest_year(front: Any) -> None:
    show(front, "view=targets")
    first = [cells(front, at)[1:4] for at in range(3)]
    assert {row[0] for row in first} == {"地区生产总值"} and [row[2] for row in first] == ["2025", "2025", "2024"]


VALUES = {"≥7%": "10% 7% 8% 7% 8.5% 8%", "15亿元": "15亿元", "<6%": "5.5% 5% 5%", "7-8亿元": "7.2亿元"}


def test_targets_filter_by_value_among_values_of_that_unit(front: Any) -> None:
    for typed, values in VALUES.items():
        show(front, "view=targets&status=target")
        until(front, "!location.hash.includes('value=')")
        front.locator("#view-targets [name=value]").fill(typed)
        until(front, "location.hash.includes('value=')")
        found = front.locator("#view-targets tbody tr td:nth-child(5) b").all_inner_texts()
        assert sorted(found) == sorted(values.split()), typed


def test_an_amount_that_is_none_is_said_at_its_box_and_filters_nothing(front: Any) -> None:
    show(front, "view=projects")
    box = front.locator("#view-projects [name=invested]")
    box.fill("很多钱")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(front.locator("#view-projects output")).to_have_text("9 条")
    box.fill("20亿元")
    expect(front.locator("#view-projects output")).to_have_text("1 条")
    expect(box).to_be_focused()


def test_projects_open_with_the_largest_and_filter_by_capacity_of_one_kind(front: Any) -> None:
    show(front, "view=projects&layout=table")
    names = front.locator("#view-projects tbody th .name")
    assert names.all_inner_texts()[:2] == ["青港50万千瓦光伏发电项目", "青港国际物流园项目"]
    front.locator("#view-projects [name=sized]").fill("10万千瓦")
    expect(names).to_have_text(["青港50万千瓦光伏发电项目", "西岭新能源有限公司20万千瓦风电项目"])


def test_sorting_by_value_keeps_values_of_one_kind_together(front: Any) -> None:
    show(front, "view=targets&status=target&sort=-set")
    texts = front.locator("#view-targets tbody tr td:nth-child(5)").all_inner_texts()
    kinds = [("增长" in text, text.strip()[-1]) for text in texts]
    runs = [kind for at, kind in enumerate(kinds) if not at or kinds[at - 1] != kind]
    assert runs[0] == (True, "%") and len([kind for kind in runs if kind == (True, "%")]) == 1


FOUND = {
    "xilingxian": "西岭县", "gdp": "地区生产总值", "xlxian": "西岭县", "qgx": "青港县",
    "xlchoushuixnengdianzhan": "西岭抽水蓄能电站", "GDP": "地区生产总值", "失业率": "城镇调查失业率",
}  # fmt: skip


def test_search_finds_pinyin_in_full_and_in_part_and_other_names(front: Any) -> None:
    for typed, found in FOUND.items():
        front.locator("#query").fill("")
        front.locator("#query").fill(typed)
        expect(front.locator("#results [role=option]").first).to_contain_text(found)


def test_search_finds_codes_of_divisions_and_of_industries(open_page: Open) -> None:
    sample = small()
    sample.entity("Industry", "电力生产", words="光伏产业", code="D44 电力、热力生产和供应业")
    page = open_page(sample)
    page.locator("#query").fill("d44")
    expect(page.locator("#results [role=option]")).to_have_text(["电力生产产业 · 西岭市"])


def test_a_rare_character_is_found_by_its_pinyin(open_page: Open) -> None:
    sample = Sample("湟岭县2024年回顾\n瑷珲河。\n", place="湟岭县")
    page = open_page(sample)
    page.locator("#query").fill("huangling")
    expect(page.locator("#results [role=option]").first).to_contain_text("湟岭县")


def test_a_place_is_found_by_its_spelling_on_maps(open_page: Open) -> None:
    page = open_page(Sample("格尔木市2024年回顾\n格尔木市开局良好。\n", place="格尔木市"))
    for typed in ("Golmud", "golm", "geermu", "Gelemu"):
        page.locator("#query").fill("")
        expect(page.locator("#results [role=option]")).to_have_count(0)
        page.locator("#query").fill(typed)
        expect(page.locator("#results [role=option]").first).to_contain_text("格尔木市")


def test_a_question_of_the_overview_is_found_and_leads_to_its_view(front: Any) -> None:
    front.locator("#query").fill("没有完成")
    expect(front.locator("#results [role=option]").first).to_contain_text("哪些目标没有完成")
    front.keyboard.press("Enter")
    until(front, "location.hash.includes('verdict=missed')")


def test_a_known_indicator_leads_to_its_values(front: Any) -> None:
    front.locator("#query").fill("gdp")
    front.keyboard.press("Enter")
    expect(front.locator("#view-indicators h2").first).to_have_text("地区生产总值")


def test_filtering_by_place_zooms_to_it_and_leaves_no_empty_disc(open_page: Open) -> None:
    page = open_page(*cities(), *linked(), address="view=graph")
    canvas = page.locator(".canvas")
    before = int(str(canvas.get_attribute("data-discs")))
    ink = "() => Number(document.querySelector('.canvas').dataset.scale)"
    scale = page.evaluate(ink)
    page.locator("#legend [name=place]").select_option(label="南屏市 (2)")
    until(page, "location.hash.includes('place=')")
    assert int(str(canvas.get_attribute("data-discs"))) < before
    assert page.evaluate(ink) > scale
    page.get_by_role("button", name="清除筛选").click()
    until(page, f"document.querySelector('.canvas').dataset.discs === '{before}'")
    assert page.evaluate(ink) == pytest.approx(scale)


def test_the_page_of_the_seeds_is_small_and_opens(window: Watched, seeds_build: Path) -> None:
    """How soon it is there a slow test looks at (`test_page_large`)."""
    path = seeds_build / "graph.html"
    assert path.stat().st_size < 2_000_000
    window.open(path, "#lang=zh")
    assert CITY not in window.page.locator("body").inner_text()
