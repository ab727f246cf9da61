"""What a chart shows, and what it says that it does not show."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.cli import chart as command
from kg.errors import OutputError, QueryError
from kg.export import chart
from kg.query import plot
from kg.query.plot import Ordered

# Three made-up counties and their prefecture.
REPORTS = {
    "a.txt": "甲岭县2024年发展回眸\n2024年，甲岭县地区生产总值120亿元，增长5.2%。2025年，地区生产总值增长5%左右。\n",
    "b.txt": "乙川县2024年发展回眸\n2024年，乙川县地区生产总值310.5亿元，增长6.1%。2025年，地区生产总值增长6%—6.5%。"
    "“十四五”以来，地区生产总值年均增长5.9%。\n",
    "c.txt": "丙泽县2024年发展回眸\n2024年，丙泽县地区生产总值80亿元，增长4.4%。2022年，地区生产总值增长3%。"
    "2021年，地区生产总值增长7%。2025年，地区生产总值增长5%以上。\n",
    "d.txt": "丁原市2024年发展回眸\n2024年，丁原市地区生产总值900亿元，增长5.5%。\n",
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    folder = tmp_path_factory.mktemp("in")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return kg.build([folder])


def drawn(graph: kg.Graph, text: str) -> plot.Plot:
    return plot.plot(graph.store, plot.ordered(graph.store, text))


def test_a_result_of_one_year_stands_beside_a_target_of_the_next(graph: kg.Graph) -> None:
    found = drawn(graph, "地区生产总值增速 2024结果 2025目标")
    assert (found.kind, found.title, found.unit) == ("dots", "地区生产总值增速：2024年结果与2025年目标", "%")
    assert found.places == ("乙川县", "甲岭县", "丙泽县")
    told = {(point.place, point.status): (point.year, point.text) for point in found.points}
    assert told["乙川县", "target"] == (2025, "6–6.5%")
    assert told["丙泽县", "achieved"] == (2024, "4.4%")
    assert told["丙泽县", "target"] == (2025, "5%以上")


def test_a_place_of_another_level_and_a_mean_of_years_are_left_out_and_told(graph: kg.Graph) -> None:
    found = drawn(graph, "2024年地区生产总值增速")
    assert "丁原市" not in found.places
    assert {"只画县级，其他级别的1个地方未画。", "多年累计、多年年均与不足一年的1个数未画。"} <= set(found.notes)
    assert {point.text for point in found.points} == {"5.2%", "6.1%", "4.4%"}


def test_amounts_begin_at_nought_in_a_unit_that_can_be_read(graph: kg.Graph) -> None:
    found = drawn(graph, "2024年各县地区生产总值排名")
    assert (found.kind, found.unit, found.is_amount) == ("ranking", "亿元", True)
    assert [point.value for point in sorted(found.points, key=lambda each: found.places.index(each.place))] == [
        310.5, 120, 80
    ]  # fmt: skip
    assert found.hints == ("另可画：--measure growth",)
    assert chart._axis(_Altair(), found)["domain"][0] == 0


class _Altair:
    """What a scale is made of."""

    def Scale(self, **fields: object) -> dict[str, list[float]]:
        return fields  # type: ignore[return-value]


def test_a_line_is_broken_where_a_year_is_not_told(graph: kg.Graph) -> None:
    found = drawn(graph, "丙泽县历年地区生产总值增速")
    assert (found.kind, found.title) == ("line", "丙泽县地区生产总值增速，2021–2025年")
    foot = chart._foot(found)
    assert "没有数据的年份，线段断开。" in foot
    assert "坐标轴不从0开始。" in foot
    assert foot[0] == "资料来源：c.txt"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("地区生产总值和粮食产量", "names 2 indicators"),
        ("甲岭县", "names no indicator"),
        ("今天天气怎么样", "has words that neither the graph nor the reader knows"),
        ("总投资超过10亿元的项目", "says more than a chart can show"),
        ("粮食产量", "no number of a single year is told of it"),
        ("甲岭县2019年地区生产总值", "no number of a single year is told of it"),
        ("长" * 100_000, "has 100000 characters"),
        ("SELECT * WHERE { ?s ?p ?o }", "has words that neither"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(graph: kg.Graph, text: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as error:
        drawn(graph, text)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text", ["地区生产总值增速 2024结果 2025目标", "2024年各县地区生产总值排名", "丙泽县历年地区生产总值增速"]
)
def test_a_picture_says_what_it_shows(graph: kg.Graph, text: str, tmp_path: Path) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    found = drawn(graph, text)
    svg = chart.picture(found, tmp_path / "a.svg")
    words = svg.decode()
    for word in (found.title, f"单位：{found.unit}", "资料来源", *found.places):
        assert word in words
    assert svg == chart.picture(found, tmp_path / "a.svg")
    assert chart.picture(found, tmp_path / "a.png").startswith(b"\x89PNG")


def test_other_endings_are_refused_before_anything_is_loaded() -> None:
    with pytest.raises(OutputError, match=r"is neither SVG nor PNG; give a file that ends in \.svg or \.png"):
        chart.check(Path("a.pdf"))


def test_english_questions_have_english_words(graph: kg.Graph) -> None:
    found = drawn(graph, "growth of GDP in 2024")
    assert found.title == "Gross regional product, growth: result 2024"
    assert chart._foot(found)[0] == "Source: a.txt, b.txt, c.txt"


def test_the_command_offers_what_there_is() -> None:
    assert command.KINDS == plot.KINDS
    assert set(command.MEASURES) == set(plot._MEASURES)


def test_nothing_is_drawn_of_an_indicator_that_is_not_there(graph: kg.Graph) -> None:
    with pytest.raises(QueryError, match="is no indicator of the graph"):
        plot.plot(graph.store, Ordered("翎瑞指数"))
