"""Panels: what stands in one row is of one kind, and what disagrees is told."""

from __future__ import annotations

from decimal import Decimal

import pytest

import kg
from kg.errors import QueryError
from kg.export import columns
from kg.query import panel
from kg.query.panel import Wanted

REPORT = """西岭县2024年政府工作报告
一、2024年工作回顾
全县地区生产总值210.5亿元，增长5.8%。社会消费品零售总额下降1.2%。粮食产量30万吨。
一般公共预算收入突破9亿元、达到9.36亿元。地区生产总值比2020年增长31%。
“十四五”以来，地区生产总值年均增长6.1%。翎瑞工业园区地区生产总值45亿元。
二、2025年工作安排
地区生产总值增长5.5%—6%，粮食产量稳定在30万吨以上，社会消费品零售总额增长4%左右。
"""
BULLETIN = """西岭县2024年国民经济和社会发展统计公报
2024年，全县地区生产总值210.48亿元，比上年增长5.8%。粮食产量31.5万吨。
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    folder = tmp_path_factory.mktemp("in")
    (folder / "documents.csv").write_text(
        "file,place,year,kind\nbulletin.txt,河北省保定市西岭县,2024,bulletin\nreport.txt,河北省保定市西岭县,2024,report\n",
        encoding="utf-8",
    )
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "bulletin.txt").write_text(BULLETIN, encoding="utf-8")
    return kg.build([folder])


def cells(graph: kg.Graph, *names: str, **wanted: object) -> list[tuple[panel.Cell, ...]]:
    rows = panel.rows(graph.store, Wanted(**wanted))  # type: ignore[arg-type]
    return [tuple(row[name] for name in names) for row in rows]


def test_a_row_is_a_place_an_indicator_and_a_year(graph: kg.Graph) -> None:
    found = cells(graph, "measure", "unit", "year", "result", "target_low", "target_high", concepts=["GDP"],
                  places=["西岭县"])  # fmt: skip
    assert found == [
        ("growth", "%", 2024, Decimal("5.8"), None, None),
        ("growth", "%", 2025, None, Decimal("5.5"), Decimal(6)),
        ("level", "元", 2024, Decimal(21_048_000_000), None, None),
    ]


def test_growth_over_a_span_is_none_of_a_year(graph: kg.Graph) -> None:
    told = panel.statements(graph.store, Wanted(concepts=["地区生产总值"]))
    assert {(str(one.value), one.basis) for one in told if one.measure == "growth" and one.value} == {
        ("5.8", "year"),
        ("31", "span"),
        ("6.1", "yearly"),
    }
    assert {one.value for one in told if panel.is_yearly(one) and one.measure == "growth"} == {Decimal("5.8"), None}


def test_a_part_has_rows_of_its_own(graph: kg.Graph) -> None:
    found = cells(graph, "place", "measure", "result", "result_differs", concepts=["地区生产总值"], years=[2024])
    levels = {str(place): (result, differs) for place, measure, result, differs in found if measure == "level"}
    assert levels == {
        "河北省保定市西岭县": (Decimal(21_048_000_000), None),
        "翎瑞工业园区": (Decimal(4_500_000_000), None),
    }
    assert all(row[0] and row[1] for row in cells(graph, "place", "place_code"))


def test_a_decline_is_a_growth_below_zero(graph: kg.Graph) -> None:
    found = cells(graph, "year", "measure", "result", "target", concepts=["社会消费品零售总额"])
    assert found == [(2024, "growth", Decimal("-1.2"), None), (2025, "growth", None, Decimal(4))]


def test_of_two_that_agree_the_exact_one_is_shown(graph: kg.Graph) -> None:
    found = cells(graph, "result", "result_bound", "result_differs", concepts=["一般公共预算收入"])
    assert found == [(Decimal(936_000_000), "exact", None)]


def test_where_statements_differ_the_row_says_so(graph: kg.Graph) -> None:
    ((result, differs),) = cells(graph, "result", "result_differs", concepts=["粮食产量"], years=[2024])
    assert result == Decimal(315_000)
    assert differs == f"30万吨 (report.txt:{REPORT.index('粮食产量')})"


def test_the_long_shape_has_every_statement(graph: kg.Graph) -> None:
    rows = panel.rows(graph.store, Wanted(concepts=["粮食产量"]), "long")
    assert [(row["status"], row["period"], row["number"], bool(row["differs"])) for row in rows] == [
        ("achieved", "2024", Decimal(315_000), True),
        ("achieved", "2024", Decimal(300_000), True),
        ("target", "2025", Decimal(300_000), False),
    ]
    assert all(row["quote"] and row["iri"] for row in rows)


def test_both_shapes_have_their_columns_and_each_is_explained(graph: kg.Graph) -> None:
    for shape, names in panel.COLUMNS.items():
        assert all(tuple(row) == names for row in panel.rows(graph.store, Wanted(), shape))
        assert all(columns.column(name).zh and columns.column(name).en for name in names)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (Wanted(concepts=["翎瑞指数"]), "is no indicator of the graph"),
        (Wanted(places=["西岭州"]), "nothing in the graph is called so; did you mean 西岭县"),
        (Wanted(years=[1999]), "no number of it is in the graph"),
        (Wanted(levels=["province"]), "no number of it is in the graph"),
        (Wanted(least=1.0), "no number of it is in the graph"),
    ],
)
def test_what_is_not_there_is_one_line(graph: kg.Graph, wanted: Wanted, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        panel.rows(graph.store, wanted)


@pytest.mark.parametrize("text", ["25", "2025-2024", "二〇二五", "2025-26"])
def test_years_that_are_none(text: str) -> None:
    with pytest.raises(QueryError, match="is no year"):
        panel.parse_years(text)
