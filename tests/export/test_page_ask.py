"""Questions typed into the page: the answers that `kg ask` gives, or what was not understood; never another answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from chromium import Open, until
from pyoxigraph import Store
from sample import Sample, together
from test_page_quality import axe_findings

from kg.errors import QueryError
from kg.query import ask, memory

expect = pytest.importorskip("playwright.sync_api", reason="no playwright; pip install -e '.[dev]'").expect
pytestmark = pytest.mark.browser

QUESTIONS = [
    line.split("\t")[0]
    for line in (Path(__file__).parents[1] / "query" / "questions.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
# What needs the grammar of numbers and names that the page does not have; it says so.
BEYOND = {"西岭县2024年城镇新增就业人数是多少", "西岭县2024年规上工业增加值目标", "西岭县2024年外贸进出口结果"}
MORE = (
    "西岭县2024年地区生产总值增速不低于6%", "增长超过6%的地方", "2024年地区生产总值最高的县",
    "青港县2023年地区生产总值",
    "投资超过1000亿元的项目", "Xiling GDP target 2024", "projects in Qinggang", "西岭和青港提到哪些产业",
    "2024年未完成的目标", "哪些县2025年增长目标不低于5%不超过6%", "投资超过10亿元低于15亿元的项目",
)  # fmt: skip
# What a row of the page is of, by query; the command tells the results of one target apart.
ROW = {
    "outcomes": ("of", "what", "period", "target", "verdict"),
    "find-facts": ("of", "what", "reached", "period", "measured", "value", "bound"),
    "history": ("of", "what", "status", "period", "measure", "value", "bound"),
    "unreported": ("of", "what", "value", "measure", "period"),
    "industry-places": ("of", "of_industry"),
}


@pytest.fixture(scope="module")
def graph(pair_build: Path) -> Store:
    return memory.load(pair_build / "graph.ttl")


def asked(page: Any, question: str, lang: str = "zh") -> Any:
    """The answer to a question in the address."""
    address = f"#lang={lang}&view=overview&ask={quote(question)}"
    page.evaluate(f"location.hash = {address!r}")
    until(page, f"document.querySelector('[name=ask]')?.value === {question!r}")
    return page.locator(".answer")


def same(answer: Any, known: ask.Answer) -> bool:
    """Whether the rows of the page are those of the command: the same things, or as many that differ."""
    query = known.read_as.partition(";")[0]
    rows = answer.locator("tbody tr")
    if query in ROW:
        places = [known.columns.index(name) for name in ROW[query]]
        return bool(rows.count() == len({tuple(row[at] for at in places) for row in known.rows}))
    at = known.columns.index(
        {"find-projects": "project", "lifeline": "project", "place-industries": "industry"}.get(query, "of_industry")
    )
    return set(rows.locator("th").all_inner_texts()) == {row[at] for row in known.rows}


SHARES = 4  # of the questions one share is asked by default


@pytest.mark.parametrize("share", [0, *(pytest.param(at, marks=pytest.mark.slow) for at in range(1, SHARES))])
def test_the_page_answers_as_the_command_does_or_says_why_not(front: Any, graph: Store, share: int) -> None:
    wrong, beyond, names = [], set(), ask.names_of(graph)
    questions = (*QUESTIONS, *MORE)[share::SHARES]
    for question in questions:
        try:
            known = ask.answer(graph, question, names)
        except QueryError:
            known = None
        answer = asked(front, question)
        if "refused" in str(answer.get_attribute("class")):
            beyond |= {question} if known else set()
        elif not known or answer.get_attribute("data-query") != known.read_as.partition(";")[0]:
            wrong.append((question, "answered otherwise"))
        elif not same(answer, known):
            wrong.append((question, answer.inner_text()))
    assert wrong == []
    assert beyond == BEYOND.intersection(questions)


def test_an_answer_is_a_sentence_a_table_and_the_words_of_the_documents(front: Any) -> None:
    front.locator("[name=ask]").fill("西岭县2024年地区生产总值目标是多少")
    front.keyboard.press("Enter")
    answer = front.locator(".answer")
    expect(answer.locator("h2")).to_have_text("西岭县2024年地区生产总值目标：增长约6%。")
    expect(answer.locator(".muted").first).to_contain_text(
        "理解为：目标与结果 · 类别 目标 · 地方 西岭县 · 年份 2024 · 指标 地区生产总值"
    )
    cells = [" ".join(text.split()) for text in answer.locator("tbody tr").first.locator("th, td").all_inner_texts()]
    assert cells == ["地区生产总值", "西岭县", "2024", "目标", "增长≈ 6%", "地区生产总值增长6%左右"]
    expect(answer.locator(".evidence mark")).to_have_text(["地区生产总值增长6%左右"])
    answer.locator(".quote .source").first.click()
    assert "".join(front.locator("#view-text .here").all_inner_texts()) == "地区生产总值增长6%左右"
    front.go_back()
    expect(front.locator("[name=ask]")).to_have_value("西岭县2024年地区生产总值目标是多少")
    front.get_by_role("link", name="返回概览").click()
    expect(front.locator(".findings")).to_be_visible()


def test_an_answer_speaks_the_language_of_the_page(front: Any) -> None:
    answer = asked(front, "What is the GDP target of 西岭县 for 2024?", "en")
    expect(answer.locator("h2")).to_have_text(
        "gross regional product (地区生产总值), 西岭县, 2024, target: up about 6%."
    )
    answer = asked(front, "Which projects cost more than 2 billion yuan?", "en")
    expect(answer.locator("h2")).to_contain_text("青港50万千瓦光伏发电项目 (planned: ")
    expect(answer.locator(".muted").first).to_contain_text("Investment > 2,000,000,000 元")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("西岭县2024年幸福指数", "没有看懂“幸福指数”"),
        ("总投资超过10斛的项目", "没有看懂“10斛”"),
        ("2024年", "没有地方、指标、产业或项目"),
        ("哪些目标没有完成不低于5%", "“目标完成情况”答不了“5%”"),
        ("长" * 400, "400 个字符"),
    ],
)
def test_what_is_not_understood_is_said_with_the_nearest_questions(front: Any, question: str, words: str) -> None:
    answer = asked(front, question) if len(question) < 300 else _typed(front, question)
    expect(answer.locator("h2")).to_contain_text(words)
    assert answer.locator("tbody tr").count() == 0
    near = answer.locator("ul a")
    assert near.count() == 3
    near.first.click()
    expect(front.locator(".answer tbody tr").first).to_be_visible()


def _typed(page: Any, question: str) -> Any:
    """The answer to what stands in an address and no box would take."""
    page.evaluate(f"location.hash = {f'#lang=zh&view=overview&ask={quote(question)}'!r}")
    return page.locator(".answer")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_question_that_the_page_proposes_has_an_answer(front: Any, lang: str) -> None:
    asks = front.evaluate("JSON.parse(document.getElementById('data').textContent).overview.asks")
    assert len(asks) == 8
    for one in asks:
        answer = asked(front, one[lang], lang)
        assert answer.locator("tbody tr").count(), one[lang]


def test_a_question_can_be_asked_from_the_search_and_in_traditional_characters(front: Any) -> None:
    front.locator("#query").fill("西嶺縣2024年地區生產總值目標")
    expect(front.locator("#results [role=option]")).to_have_text(["提问：西嶺縣2024年地區生產總值目標问题"])
    front.keyboard.press("Enter")
    expect(front.locator(".answer h2")).to_have_text("西岭县2024年地区生产总值目标：增长约6%。")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_phone_has_room_for_question_and_answer(front: Any, lang: str, theme: str) -> None:
    front.set_viewport_size({"width": 390, "height": 844})
    for question in ("总投资超过10亿元的项目", "今天天气怎么样"):
        answer = asked(front, f"{question}", f"{lang}&theme={theme}")
        assert answer.is_visible() and front.evaluate("document.documentElement.scrollWidth") <= 390
        box = front.locator("[name=ask]").bounding_box()
        assert box["width"] > 200 and box["y"] < 400
        assert axe_findings(front) == []


def test_a_place_in_latin_letters_that_is_spelled_like_another_is_told(open_page: Open) -> None:
    page = open_page(Sample("宿州市2024年回顾\n苏州市增长5%。\n", place="苏州市"), Sample(name="b.txt", place="宿州市"))
    expect(asked(page, "projects in Suzhou").locator("h2")).to_contain_text("Suzhou可指多个地方：")


def test_the_upper_end_of_a_range_is_not_at_least_as_much(open_page: Open) -> None:
    samples = []
    for name, values in (("甲市", (("4.5", "at_least"), ("5", "at_most"))), ("乙市", (("5", "about"),))):
        sample = Sample(f"{name}2025年计划\n地区生产总值增长5%。\n", name=f"{name}.txt", place=name, year="2024")
        for value, bound in values:
            told = {"status": "target", "period": "2025", "measure": "growth", "known": "gdp"}
            words = "地区生产总值增长5%"
            sample.observation("地区生产总值", value, "%", words, bound=bound, canonical=f"{value} PERCENT", **told)
        samples.append(sample)
    question = "哪些地方增长目标不低于5%"
    page = open_page(*samples, address="view=overview")
    expect(asked(page, question).locator("h2")).to_have_text("乙市2025年地区生产总值目标：增长约5%。")
    page.evaluate(f"location.hash = {'#lang=zh&view=targets&value=' + quote('≥5%')!r}")
    expect(page.locator("#view-targets tbody tr:not(.group)")).to_have_count(1)
    assert ask.answer(together(*samples), question).sentence == "乙市2025年地区生产总值目标：增长约5%。"
