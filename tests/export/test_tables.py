"""The tables: the columns of the contract, the values of the guideline, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from made import BASE, FACTS, GDP, MENTIONS, PROJECT, TEXT, mention, span
from pyoxigraph import Store

from kg import rdf
from kg.export import tables
from kg.model import Facts
from kg.rdf.validate import gate

COLUMNS = {
    "observations": "document,indicator,value,unit,measure,bound,status,period,place,quote,start,end,iri",
    "projects": (
        "document,name,stage,status,period,capacity,investment,places,organizations,industries,quote,start,end,iri"
    ),
    "places": "document,name,type,code,part_of,mentions,iri",
    "industries": "document,name,codes,mentions,iri",
    "organizations": "document,name,type,mentions,iri",
}


def written(tmp_path: Path, *documents: Facts) -> dict[str, list[dict[str, str]]]:
    graph = Store()
    for facts in documents:
        graph.extend(gate(rdf.quads(facts, BASE)).kept)
    tables.write(graph, tmp_path)
    found = {}
    for name in tables.TABLES:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            found[name] = list(csv.DictReader(file))
    return found


def without_iri(row: dict[str, str]) -> tuple[str, ...]:
    assert row["iri"].startswith(BASE)
    return tuple(cell for name, cell in row.items() if name != "iri")


def test_columns_are_those_of_the_contract_behind_a_byte_order_mark(tmp_path: Path) -> None:
    written(tmp_path, FACTS)
    for name, columns in COLUMNS.items():
        first = (tmp_path / f"{name}.csv").read_bytes().split(b"\n")[0]
        assert first == b"\xef\xbb\xbf" + columns.encode()


def test_observations(tmp_path: Path) -> None:
    rows = written(tmp_path, FACTS)["observations"]
    quotes = ("地区生产总值421.17亿元", "地区生产总值421.17亿元，同比增长5.6%", "高标准农田1.58万亩以上")
    said = [
        ("地区生产总值", "421.17", "亿元", "level", "exact", "achieved", "2024"),
        ("地区生产总值", "5.6", "%", "growth", "exact", "achieved", "2024"),
        ("高标准农田", "1.58", "万亩", "level", "at_least", "target", "2025"),
    ]
    assert [without_iri(row) for row in rows] == [
        ("a.txt", *frame, "", quote, str(span(quote).start), str(span(quote).end))
        for frame, quote in zip(said, quotes, strict=True)
    ]
    assert all(TEXT[int(row["start"]) : int(row["end"])] == row["quote"] for row in rows)


def test_the_place_of_an_observation_is_told_where_it_is_another(tmp_path: Path) -> None:
    rows = written(tmp_path, replace(FACTS, observations=(replace(GDP, place="青海省"),)))["observations"]
    assert [row["place"] for row in rows] == ["青海省"]


def test_projects(tmp_path: Path) -> None:
    (row,) = written(tmp_path, FACTS)["projects"]
    where = span(PROJECT.name)
    assert without_iri(row) == (
        "a.txt", PROJECT.name, "started", "achieved", "2024", "2×660兆瓦", "62亿元", "乌图美仁乡", "昆仑新能源有限公司",
        "清洁能源产业", PROJECT.name, str(where.start), str(where.end),
    )  # fmt: skip


def test_a_project_has_a_row_for_each_document_with_what_that_one_says(tmp_path: Path) -> None:
    other = replace(FACTS.document, name="b.txt")
    later = replace(PROJECT, stage="none", capacity=(), investment=None, places=(), organizations=(), industries=())
    rows = written(tmp_path, FACTS, replace(FACTS, document=other, projects=(later,)))["projects"]
    assert len({row["iri"] for row in rows}) == 1
    assert [(row["document"], row["stage"], row["capacity"], row["places"]) for row in rows] == [
        ("a.txt", "started", "2×660兆瓦", "乌图美仁乡"),
        ("b.txt", "none", "", ""),
    ]


def test_lists_are_sorted_and_none_multiplies_another(tmp_path: Path) -> None:
    many = replace(PROJECT, places=("格尔木", "乌图美仁乡"), organizations=("华能", "国家能源集团"))
    (row,) = written(tmp_path, replace(FACTS, projects=(many,)))["projects"]
    assert row["places"] == "乌图美仁乡|格尔木"
    assert row["organizations"] == "华能|国家能源集团"


def test_names_with_all_their_forms(tmp_path: Path) -> None:
    short = replace(mention("place", "admin", "乌图美仁乡"), name="乌图美仁")
    found = written(tmp_path, replace(FACTS, mentions=(*MENTIONS, short)))
    # 昆仑 stands only inside a longer name.
    assert [without_iri(row) for row in found["places"]] == [
        ("a.txt", "乌图美仁乡", "admin", "632801201", "格尔木市", "乌图美仁|乌图美仁乡")
    ]
    assert [without_iri(row)[:2] for row in found["industries"]] == [("a.txt", "清洁能源产业")]
    assert [without_iri(row) for row in found["organizations"]] == [
        ("a.txt", "昆仑新能源有限公司", "company", "昆仑新能源有限公司")
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert tables.guard(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


@pytest.mark.parametrize("cell", ["-3.5", "+12", "地区生产总值", "", "3-5", "a=b"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert tables.guard(cell) == cell


def test_a_formula_in_a_name_is_guarded_in_the_table_and_whole_in_the_graph(tmp_path: Path) -> None:
    facts = replace(FACTS, observations=(replace(GDP, indicator="=HYPERLINK(1)"),))
    (row,) = written(tmp_path, facts)["observations"]
    assert row["indicator"] == "'=HYPERLINK(1)"
    assert any(quad.object.value == "=HYPERLINK(1)" for quad in rdf.quads(facts, BASE))  # type: ignore[union-attr]
