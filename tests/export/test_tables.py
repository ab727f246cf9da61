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
from kg.model import Amount, Facts
from kg.rdf.validate import gate

HOME = "青海省海西蒙古族藏族自治州格尔木市"
COLUMNS = {
    "observations": "document,indicator,value,unit,measure,bound,status,period,place,quote,start,end,iri"
    ",concept,number,base_unit,place_code,year_from,year_to,confidence",
    "projects": (
        "document,name,stage,status,period,capacity,investment,places,organizations,industries,quote,start,end,iri"
        ",investment_yuan,capacity_number,capacity_unit,place_codes,confidence"
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
    worth = [
        ("地区生产总值", "42117000000", "元", "632801", "2024", "2024", ""),
        ("地区生产总值", "5.6", "%", "632801", "2024", "2024", ""),
        ("高标准农田", "15800", "亩", "632801", "2025", "2025", ""),
    ]
    assert [without_iri(row) for row in rows] == [
        ("a.txt", *frame, HOME, quote, str(span(quote).start), str(span(quote).end), *more)
        for frame, quote, more in zip(said, quotes, worth, strict=True)
    ]
    assert all(TEXT[int(row["start"]) : int(row["end"])] == row["quote"] for row in rows)


def test_the_place_of_an_observation_is_told_in_full_with_its_code(tmp_path: Path) -> None:
    rows = written(tmp_path, replace(FACTS, observations=(replace(GDP, place="西宁"),)))["observations"]
    assert [(row["place"], row["place_code"]) for row in rows] == [("青海省西宁市", "630100")]


@pytest.mark.parametrize(
    ("number", "base", "value", "unit"),
    [
        ("4160000000000", "元", "4.16", "万亿元"),
        ("53000000", "千瓦", "5300", "万千瓦"),
        ("1200", "千瓦时", "1200", "千瓦时"),
        ("8000", "户", "8", "千户"),
        ("0.7", "个百分点", "0.7", "个百分点"),
        ("50000", "", "5", "万"),
    ],
)
def test_the_number_is_told_in_the_unit_without_scale_words(
    tmp_path: Path, number: str, base: str, value: str, unit: str
) -> None:
    told = replace(GDP, indicator="白塔", value=value, unit=unit)
    (row,) = written(tmp_path, replace(FACTS, observations=(told,)))["observations"]
    assert (row["number"], row["base_unit"]) == (number, base)


def test_a_number_is_told_under_the_known_indicator_that_it_means(tmp_path: Path) -> None:
    growth = replace(GDP, indicator="经济", value="5.6", unit="%", measure="growth")
    parks = replace(GDP, indicator="经济", value="3", unit="个")
    rows = written(tmp_path, replace(FACTS, observations=(growth, parks)))["observations"]
    assert {(row["unit"], row["concept"]) for row in rows} == {("%", "地区生产总值"), ("个", "")}


def test_projects(tmp_path: Path) -> None:
    (row,) = written(tmp_path, FACTS)["projects"]
    where = span(PROJECT.name)
    assert without_iri(row) == (
        "a.txt", PROJECT.name, "started", "achieved", "2024", "2×660兆瓦", "62亿元", "乌图美仁乡", "昆仑新能源有限公司",
        "清洁能源产业", PROJECT.name, str(where.start), str(where.end), "6200000000", "1320", "兆瓦", "632801201", "",
    )  # fmt: skip


def test_numbers_and_units_of_sizes_follow_the_sizes(tmp_path: Path) -> None:
    sizes = (Amount("53", "万千瓦"), Amount("2", "万吨"), Amount("106", "万千瓦"))
    (row,) = written(tmp_path, replace(FACTS, projects=(replace(PROJECT, capacity=sizes),)))["projects"]
    assert row["capacity"] == "106万千瓦|2万吨|53万千瓦"
    assert (row["capacity_number"], row["capacity_unit"]) == ("1060000|20000|530000", "千瓦|吨|千瓦")


def test_codes_are_told_of_the_places_that_have_one(tmp_path: Path) -> None:
    places = replace(PROJECT, places=("格尔木", "白塔湖", "青海省"))
    (row,) = written(tmp_path, replace(FACTS, projects=(places,)))["projects"]
    assert row["place_codes"] == "630000|632801"


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


def test_every_observation_of_a_place_has_its_code_or_what_stands_for_it(seeds_build: Path) -> None:
    with (seeds_build / "tables" / "observations.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["place"] for row in rows if row["place"] and not row["place_code"]] == []
    others = {row["place_code"] for row in rows if not row["place_code"].isdecimal()}
    assert others and all(code.startswith("place-") for code in others)
