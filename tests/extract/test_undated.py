"""Documents that say no year: their facts are kept with an open period, and have one once documents.csv says it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.pipeline import builder
from kg.query import memory
from kg.rdf import validate
from kg.reference.terms import FZ

TEXT = (
    "日前，岚山冷链物流园项目开工建设，总投资8亿元。1到10月，全县新增企业113家，上半年完成固定资产投资5.6亿元，同比增长5%。\n"
    "力争全年完成固定资产投资10亿元。高标准农田由2020年的15万亩增至30万亩。五年来新建学校5所，“十四五”以来新建医院3所。到2025年建成园区3个。\n"
)


def built(folder: Path, manifest: str = "") -> Path:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    if manifest:
        (folder / "documents.csv").write_text(manifest, encoding="utf-8")
    builder.build([folder], folder / "out", jobs=1)
    return folder / "out"


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / "tables" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def undated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("undated"))


def periods(out: Path) -> dict[tuple[str, str], str]:
    return {(row["value"], row["unit"]): row["period"] for row in rows(out, "observations")}


def test_facts_that_hang_on_the_unknown_year_are_kept_with_an_open_period(undated: Path) -> None:
    found = periods(undated)
    for amount in (
        ("113", "家"),
        ("5.6", "亿元"),
        ("5", "%"),
        ("10", "亿元"),
        ("30", "万亩"),
        ("5", "所"),
        ("3", "所"),
    ):
        assert found[amount] == "", amount
    assert [row["period"] for row in rows(undated, "projects")] == [""]


def test_periods_that_the_words_say_stay(undated: Path) -> None:
    found = periods(undated)
    assert found["15", "万亩"] == "2020" and found["3", "个"] == "2025"


def test_status_needs_no_year(undated: Path) -> None:
    status = {(row["value"], row["unit"]): row["status"] for row in rows(undated, "observations")}
    assert status["113", "家"] == "achieved" and status["10", "亿元"] == "target"


def test_an_open_period_conforms_and_says_nothing_of_years(undated: Path) -> None:
    graph = memory.load(undated / "graph.ttl")
    assert validate.check(graph) == []
    years = {quad.object.value for quad in graph.quads_for_pattern(None, FZ.periodStart, None)}
    assert years == {"2020", "2025"}
    assert not list(graph.quads_for_pattern(None, FZ.reviewYear, None))


def test_the_report_says_so_and_what_to_do(undated: Path) -> None:
    report = (undated / "report.txt").read_text(encoding="utf-8")
    assert (
        "a.txt: no year under review found: facts keep an open period; say it in documents.csv, column year" in report
    )
    assert not (undated / "rejected.nq").read_bytes()


def test_the_year_of_documents_csv_closes_them(undated: Path, tmp_path: Path) -> None:
    dated = built(tmp_path, "file,year\na.txt,2023\n")
    found = periods(dated)
    assert found["113", "家"] == "2023" and found["5.6", "亿元"] == "2023-H1"
    assert found["5", "所"] == "2019-2023" and found["3", "所"] == "2021-2023"
    assert len(rows(dated, "observations")) == len(rows(undated, "observations"))
