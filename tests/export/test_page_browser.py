"""The page in a browser: what a person sees in every view, that it asks for nothing and runs nothing but itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import pytest
from sample import CITY, Sample, large, small

from kg.export import page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium.executable(), reason="no chromium; on Debian: apt-get install chromium"),
]
Open = Callable[..., chromium.Page]
ALERT = "globalThis.ran = true"
SHAPES = (
    f"<img src=x# onerror='{ALERT}'>", f"</script><script>{ALERT};#</script>", f"javascript:{ALERT}//#",
    f"<svg onload='{ALERT}'>#", f'" onclick="{ALERT}" #', f"${{{ALERT}}} #", f"{{{{{ALERT}}}}} #",
    "\u202e\u2066evil#\u2069", "&lt;b&gt;&#x3c;#", f"#{'长' * 10_000}",
)  # fmt: skip
HOSTILE = [shape.replace("#", str(number)) for number in range(50) for shape in SHAPES]

# How many colours there are in the picture.
INK = """(() => {
  const canvas = document.querySelector('canvas');
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  return new Set(new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Page]:
    driven = chromium.Page(tmp_path_factory.mktemp("profile"))
    yield driven
    driven.close()


@pytest.fixture
def open_page(browser: chromium.Page, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of a sample at an address; asserts at the end that it asked for nothing and had no complaint."""
    browser.resize(1400, 900)
    browser.requests.clear()
    browser.complaints.clear()
    target = tmp_path / "graph.html"

    def opened(sample: Sample, address: str = "#lang=zh") -> chromium.Page:
        page.write(sample.store(), target)
        browser.open(target.as_uri() + address)
        return browser

    yield opened
    assert {url.partition("#")[0] for url in browser.requests if not url.startswith("blob:")} <= {target.as_uri()}
    assert browser.complaints == []


def wait_for(browser: chromium.Page, words: str, selector: str = "body") -> None:
    place = f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"
    browser.wait(f"({place}).includes({json.dumps(words)})")


def test_the_graph_shows_a_legend_with_counts_and_a_picture(open_page: Open) -> None:
    browser = open_page(small())
    legend = browser.text("#legend").split()
    assert legend[legend.index("行政区划") + 1] == "1"
    assert legend[legend.index("在建") + 1] == "1"
    assert browser.run(INK) > 50


def test_a_click_on_a_node_opens_its_card_and_a_click_beside_closes_it(open_page: Open) -> None:
    browser = open_page(small())
    left, right, height = browser.run(
        "[document.getElementById('legend').getBoundingClientRect().right, innerWidth, innerHeight]"
    )
    top = browser.run("document.querySelector('.canvas').getBoundingClientRect().top")
    browser.click_at((left + right) / 2, (top + height) / 2)
    wait_for(browser, CITY, "#card h2")
    assert "421.17亿元" in browser.text("#card")
    browser.wait("document.querySelector('.canvas').clientWidth < 1100")
    browser.click_at(left + 30, top + 20)
    browser.wait("document.querySelector('#card').hidden")


def test_a_card_shows_facts_with_their_sentence_and_what_was_inherited(open_page: Open) -> None:
    browser = open_page(small(), "#lang=zh&entity=" + local(small().place))
    card = browser.text("#card")
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
        assert words in card
    marked = browser.run("[...document.querySelectorAll('#card .fact mark')].map((mark) => mark.textContent)")
    assert "地区生产总值增长6%左右" in marked
    assert str(small().place).strip("<>") in card


def local(iri: object) -> str:
    return str(iri).strip("<>").rpartition("/")[2]


def test_the_card_of_a_project_shows_stage_capacity_and_owner(open_page: Open) -> None:
    browser = open_page(small(), "#lang=zh&view=projects")
    browser.click(".tile .entity")
    wait_for(browser, "西岭光伏电站", "#card h2")
    card = browser.text("#card")
    assert "53万千瓦" in card and "华光公司" in card and "光伏产业" in card
    assert browser.text("#card .steps .achieved").split() == ["在建", "2024"]


@pytest.mark.parametrize("typed", ["光伏电站", "xlgf"])
def test_search_finds_names_and_initials_of_their_pinyin(open_page: Open, typed: str) -> None:
    browser = open_page(small())
    browser.click("#query")
    browser.type(typed)
    browser.wait("document.querySelectorAll('#results [role=option]').length === 1")
    browser.key("Enter", 13)
    wait_for(browser, "西岭光伏电站", "#card h2")


def test_search_finds_aliases_and_says_when_there_is_nothing(open_page: Open) -> None:
    browser = open_page(small(), "#lang=en")
    browser.click("#query")
    browser.type("光伏")
    browser.wait("document.querySelectorAll('#results [role=option]').length === 2")
    assert browser.text("#results [role=option]").startswith("光伏产业")
    browser.type("没有")
    wait_for(browser, "Nothing found", "#results")


def test_the_table_filters_sorts_and_opens_the_evidence(open_page: Open) -> None:
    browser = open_page(small(), "#lang=zh&view=facts")
    assert browser.text("output") == "3 条"
    browser.click("th:nth-child(2) button")
    browser.wait("document.querySelector('th:nth-child(2)').ariaSort === 'ascending'")
    values = "[...document.querySelectorAll('tbody .number b')].map((cell) => cell.textContent)"
    assert browser.run(values) == ["5.6%", "6%", "421.17亿元"]
    browser.run(
        "const s = document.querySelector('[name=status]'); s.value = 'target'; s.dispatchEvent(new Event('change'))"
    )
    wait_for(browser, "1 条", "output")
    browser.click("tbody .quote button")
    assert "二、2025年工作安排" in browser.text("tbody blockquote")
    assert "status=target" in browser.run("location.hash")


def test_the_board_has_a_column_for_each_stage_and_filters_as_one_types(open_page: Open) -> None:
    sample = small()
    sample.project("西岭水库", "西岭", "planned")
    browser = open_page(sample, "#lang=zh&view=projects")
    heads = browser.run("[...document.querySelectorAll('.column h2')].map((head) => head.textContent)")
    assert heads == ["谋划1", "在建1"]
    browser.click("input[name=q]")
    browser.type("水库")
    wait_for(browser, "1 条", "output")
    assert browser.text(".board").split() == ["谋划", "1", "西岭水库", CITY, "2024"]


def test_what_is_shown_goes_out_as_csv(open_page: Open, tmp_path: Path) -> None:
    sample = small()
    sample.observation("=cmd()", "1", "个", "地区生产总值增长6%左右")
    browser = open_page(sample, "#lang=zh&view=facts")
    browser.call("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    browser.click(".download")
    target = tmp_path / "facts.csv"
    for _ in range(100):
        if target.exists() and target.stat().st_size:
            break
        browser.wait("new Promise((done) => setTimeout(() => done(true), 50))")
    text = target.read_bytes().decode("utf-8-sig")
    assert text.startswith("document,indicator,value,unit,measure,bound,status,period,place,quote,start,end,iri\r\n")
    assert "a.txt,地区生产总值,421.17,亿元,level,exact,achieved,2024,西岭市,地区生产总值421.17亿元," in text
    assert ",'=cmd()," in text


def test_the_text_opens_at_the_words_of_a_fact(open_page: Open) -> None:
    browser = open_page(small(), "#lang=zh&entity=" + local(small().place))
    browser.click("#card .fact .source")
    wait_for(browser, "全市地区生产总值421.17亿元", "#view-text")
    here = browser.run("[...document.querySelectorAll('.here')].map((piece) => piece.textContent).join('')")
    assert here == "地区生产总值增长6%左右"
    browser.click("#view-text .thing.industry")
    wait_for(browser, "光伏产业", "#card h2")


def test_language_and_theme_change_and_stay_in_the_address(open_page: Open) -> None:
    browser = open_page(small())
    browser.click("#language")
    wait_for(browser, "Targets & results", "#tabs")
    browser.click("#theme")
    browser.wait("document.documentElement.dataset.theme === 'dark'")
    assert browser.run("location.hash") == "#lang=en&view=graph&theme=dark"
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(16, 20, 26)"


def test_the_graph_is_used_by_keys_alone(open_page: Open) -> None:
    browser = open_page(small())
    browser.run("document.querySelector('.canvas').focus()")
    browser.key("ArrowRight", 39)
    wait_for(browser, CITY, "#card h2")
    browser.key("ArrowRight", 39)
    browser.wait(f"document.querySelector('#card h2').innerText !== {json.dumps(CITY)}")
    browser.key("Escape", 27)
    browser.wait("document.querySelector('#card').hidden")
    browser.key("2", 50)
    wait_for(browser, "3 条", "output")


def test_the_legend_takes_kinds_away(open_page: Open) -> None:
    browser = open_page(small())
    before = browser.run(INK)
    browser.run("document.querySelectorAll('#legend .many input').forEach((box) => box.click())")
    browser.wait(f"{INK} < {before}")


@pytest.mark.parametrize("width", [360, 768, 1400, 2560])
@pytest.mark.parametrize("view", ["graph", "facts", "projects", "text"])
def test_nothing_hangs_over_the_edge(open_page: Open, width: int, view: str) -> None:
    sample = small()
    sample.entity("Industry", HOSTILE[9], words="光伏产业")
    browser = open_page(sample, f"#lang=en&view={view}&entity={local(small().place)}")
    browser.resize(width, 740)
    assert browser.wait(f"innerWidth === {width}")
    assert browser.run("document.documentElement.scrollWidth") <= width


def test_hostile_names_run_nothing_and_show_as_text(open_page: Open) -> None:
    sample = small()
    iris = [sample.entity("Industry", name, [name[::-1]], words="光伏产业") for name in HOSTILE]
    sample.observation(HOSTILE[0], "1", HOSTILE[1], "地区生产总值增长6%左右")
    browser = open_page(sample)
    for view in ("facts", "projects", "text", "graph"):
        browser.run(f"location.hash = '#lang=zh&view={view}'")
        browser.wait(f"!document.getElementById('view-{view}').hidden")
    for name, iri in list(zip(HOSTILE, iris, strict=True))[:20]:
        browser.run(f"location.hash = '#lang=zh&entity={local(iri)}'")
        browser.wait(f"document.querySelector('#card h2')?.textContent === {json.dumps(name)}")
    browser.click("#query")
    browser.type("<img")
    browser.wait("document.querySelectorAll('#results [role=option]').length === 40")
    assert browser.run("typeof globalThis.ran") == "undefined"
    assert browser.run("document.querySelectorAll('img, svg, iframe').length") == 0


def test_a_large_graph_is_ready_soon(open_page: Open) -> None:
    browser = open_page(large(2000), "#lang=zh")
    assert int(browser.run("document.documentElement.dataset.ready")) < 5000
