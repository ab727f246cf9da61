"""Questions in plain words over the made-up reports of two counties: the answers that a reader of them gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from sample import Sample, together

from kg.errors import QueryError
from kg.query import ask, memory
from kg.query.ask import question

QUESTIONS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "questions.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
# What a row of each query tells, by its columns.
_KEYS = {
    "find-facts": ("value",),
    "find-projects": ("project",),
    "outcomes": ("what", "verdict"),
    "unreported": ("what",),
    "history": ("value", "unit"),
    "lifeline": ("project",),
    "place-industries": ("industry",),
    "industry-places": ("of",),
    "shared-industries": ("of_industry",),
}


@pytest.fixture(scope="module")
def graph(pair_build: Path) -> Store:
    return memory.load(pair_build / "graph.ttl")


def _told(found: ask.Answer, query: str) -> set[str]:
    """What the rows tell, in short."""
    places = [found.columns.index(name) for name in _KEYS[query]]
    mark = ":" if query == "outcomes" else ""
    return {mark.join(row[at] for at in places) for row in found.rows}


@pytest.mark.parametrize(("question", "query", "expected"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_a_question_gets_the_answer_that_a_reader_gives(graph: Store, question: str, query: str, expected: str) -> None:
    if query == "?":
        with pytest.raises(QueryError, match=expected):
            ask.answer(graph, question)
        return
    found = ask.answer(graph, question)
    assert found.read_as.partition(";")[0] == query
    assert _told(found, query) == set(expected.split("|"))
    assert all(year in found.read_as for year in re.findall("20[0-9]{2}", question))


def test_a_graph_with_a_named_graph_for_each_document_answers_alike(graph: Store, pair_build: Path) -> None:
    question = "西岭2024年GDP增速目标"
    assert ask.answer(memory.load(pair_build / "graph.nq"), question) == ask.answer(graph, question)


def test_an_answer_proves_itself(graph: Store) -> None:
    found = ask.answer(graph, "西岭县2024年地区生产总值目标是多少")
    assert found.sentence == "西岭县2024年地区生产总值目标：增长约6%。"
    assert [(quote.document, "增长6%左右" in quote.sentence) for quote in found.quotes] == [
        ("xiling-2023-report.txt", True)
    ]
    (sparql,) = found.sparql
    columns, rows = memory.run(graph, sparql)
    assert [row[columns.index("value")] for row in rows] == ["6%"]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("what is the GDP target of 西岭县 in 2024",
         "gross regional product (地区生产总值), 西岭县, 2024, target: up about 6%."),
        ("which targets did 西岭县 miss in 2024", "4 found: "),
        ("the largest project by investment", "青港50万千瓦光伏发电项目 (to be started, investment 21亿元, 50万千瓦)."),
    ],
)  # fmt: skip
def test_a_question_in_english_is_answered_in_english(graph: Store, question: str, sentence: str) -> None:
    found = ask.answer(graph, question)
    assert found.sentence.startswith(sentence) and "目标：" not in found.sentence


def test_a_plain_word_is_no_place_that_is_called_so_in_short() -> None:
    names = ask.Names({"place": frozenset(("盐湖区", "海西州")), "industry": frozenset(("盐湖产业",))}, 2024)
    assert question.read("哪些地方提到盐湖", names).all("place") == []
    assert question.read("盐湖区2024年目标", names).all("place") == ["盐湖区"]
    assert question.read("上海西部2024年目标", names).all("place") != ["海西州"]
    assert question.read("海西2024年目标", names).all("place") == ["海西州"]


def test_what_could_be_read_otherwise_is_said(graph: Store) -> None:
    assert "去年 = 2024" in ask.answer(graph, "去年的就业目标完成了吗").read_as
    assert "地区生产总值" in ask.answer(graph, "哪些县2025年增长目标不低于5%").read_as


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("青港县2023年地区生产总值", "图中没有这样的事实；最接近的：青港县2024年地区生产总值：增长5.4%；"),
        ("总投资超过10亿元的在建项目", "图中没有这样的事实；最接近的：青港50万千瓦光伏发电项目（计划开工，"),
        ("青港县2024年粮食产量目标完成了吗", "图中没有这样的事实。"),
        ("GDP target of 青港县 in 1999", "The graph says nothing of it; nearest: gross regional product "),
    ],
)  # fmt: skip
def test_nothing_found_is_said_with_what_comes_nearest(graph: Store, question: str, sentence: str) -> None:
    found = ask.answer(graph, question)
    assert found.sentence.startswith(sentence) and found.rows == ()


def test_years_asked_for_are_not_answered_by_plans_that_hold_them() -> None:
    store = together(*_plans())
    one = ask.answer(store, "岚山县2025年地区生产总值增速")
    assert [row[one.columns.index("period")] for row in one.rows] == ["2025"] and "另有1条跨年的未列" in one.read_as
    assert "2021-2025" in ask.answer(store, "岚山县“十四五”地区生产总值增速").sentence
    assert [row[one.columns.index("period")] for row in ask.answer(store, "岚山县2024年地区生产总值增速").rows] == [
        "2021-2025"
    ]


def _plans() -> Iterator[Sample]:
    """A place with the growth of a year and that of a plan."""
    sample = Sample("岚山县2025年回顾\n地区生产总值增长5%。\n", name="a.txt", place="岚山县", year="2025")
    for value, period in (("5", "2025"), ("6", "2021-2025")):
        told = {"status": "achieved", "period": period, "measure": "growth", "known": "gdp"}
        sample.observation("地区生产总值", value, "%", "地区生产总值增长5%", canonical=f"{value} PERCENT", **told)
    yield sample


def test_a_known_indicator_is_itself_and_no_part_of_another_name() -> None:
    sample = Sample("岚山县2025年回顾\n地区生产总值120亿元。\n", name="a.txt", place="岚山县", year="2025")
    for name, value, known in (("地区生产总值", "120", "gdp"), ("人均地区生产总值", "7", "gdp-per-capita")):
        told = {"status": "achieved", "period": "2025", "measure": "level", "known": known}
        sample.observation(name, value, "亿元", "地区生产总值120亿元", canonical=f"{value}00000000 CCY_CNY", **told)
    found = ask.answer(together(sample), "岚山县2025年地区生产总值")
    assert [row[found.columns.index("what")] for row in found.rows] == ["地区生产总值"]


@pytest.mark.parametrize(("question", "reason"), [("", "is empty"), ("长" * 100_000, "100000 characters")])
def test_what_is_no_question_is_refused_in_one_line(graph: Store, question: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as raised:
        ask.answer(graph, question)
    assert "\n" not in str(raised.value) and len(str(raised.value)) < 300


@settings(max_examples=60)
@given(st.text(alphabet='西岭县青港2024年目标GDP增长5%亿元项目在建哪些、的？ab<>{}"', max_size=40))
def test_any_words_are_answered_or_refused(graph: Store, question: str) -> None:
    try:
        found = ask.answer(graph, question)
    except QueryError:
        return
    assert found.sparql and found.sentence
