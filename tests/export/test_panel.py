"""A panel as a file: the same types in every format, and a workbook that leads to the sentences."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

import kg
from kg.cli import table as command
from kg.errors import QueryError
from kg.export import columns, panel, parquet, tables
from kg.query import panel as asked

TEXT = "西岭县2024年发展回眸\n2024年，西岭县地区生产总值210.5亿元，增长5.8%。2025年，地区生产总值增长6%左右。\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    folder = tmp_path_factory.mktemp("in")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return kg.build([folder])


@pytest.fixture
def rows(graph: kg.Graph) -> list[asked.Row]:
    return asked.rows(graph.store)


def test_csv_has_plain_numbers(rows: list[asked.Row]) -> None:
    found = list(csv.DictReader(io.StringIO(panel.csv(rows).decode("utf-8-sig"))))
    assert [(row["year"], row["result"], row["target"], row["target_bound"]) for row in found] == [
        ("2024", "5.8", "", ""),
        ("2025", "", "6", "about"),
        ("2024", "21050000000", "", ""),
    ]


def test_a_cell_that_would_run_is_text() -> None:
    row = {"place": "=1+1", "result": Decimal(-3)}
    assert panel.csv([row]).decode("utf-8-sig") == "place,result\n'=1+1,-3\n"


def test_markdown_is_a_table(rows: list[asked.Row]) -> None:
    shown = panel.picked(rows, ["place", "year", "result"], asked.WIDE)
    assert panel.markdown(shown).decode().splitlines()[:3] == [
        "| place | year | result |", "| --- | ---: | ---: |", "| 西岭县 | 2024 | 5.8 |"
    ]  # fmt: skip


def test_a_column_that_is_not_there(rows: list[asked.Row]) -> None:
    with pytest.raises(QueryError, match="did you mean result"):
        panel.picked(rows, ["resutl"], asked.WIDE)


def test_a_workbook_leads_to_the_sentences_and_explains_itself(rows: list[asked.Row]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(panel.xlsx(rows)))
    assert book.sheetnames == ["panel", "evidence", "columns"]
    sheet = book["panel"]
    head = [cell.value for cell in sheet[1]]
    assert (sheet.freeze_panes, sheet.auto_filter.ref[:2]) == ("B2", "A1")
    result, year = sheet.cell(2, head.index("result") + 1), sheet.cell(2, head.index("year") + 1)
    assert (result.value, result.data_type, year.value) == (5.8, "n", 2024)
    assert sheet.cell(2, head.index("place_code") + 1).data_type == "s"
    target = book["evidence"][result.hyperlink.location.partition("!")[2]]
    assert target.value == "a.txt"
    assert "增长5.8%" in [cell.value for cell in book["evidence"][target.row]][3]
    assert [row[0].value for row in book["columns"].iter_rows(min_row=2)] == list(asked.WIDE)


def test_parquet_and_a_frame_have_the_same_types(graph: kg.Graph, rows: list[asked.Row]) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("pandas")
    from pyarrow import parquet as reader

    found = reader.read_table(io.BytesIO(panel.parquet_bytes(rows)))
    frame = graph.table(concept="GDP", years=2024)
    kinds = {"whole": ("int32", "Int64"), "decimal": ("decimal128(38, 12)", "Float64"), "share": ("double", "Float64")}
    for name in asked.WIDE:
        expected = kinds.get(columns.column(name).type, ("string", "string"))
        assert (str(found.schema.field(name).type), str(frame.dtypes[name])) == expected
    assert list(frame["result"]) == [5.8, 21_050_000_000]


def test_the_tables_of_a_build_have_types_as_frames_too(graph: kg.Graph) -> None:
    pytest.importorskip("pandas")
    found = graph.frame("observations").dtypes
    assert [str(found[name]) for name in ("year_from", "number", "confidence", "start", "place_code")] == [
        "Int64", "Float64", "Float64", "Int64", "string"
    ]  # fmt: skip


def test_every_column_of_a_table_is_known(graph: kg.Graph) -> None:
    for name in tables.TABLES:
        assert all(columns.column(each).zh for each in tables.rows(graph.store, name)[0])
    lists = {name for name in tables.LISTS if columns.column(name).type in ("list", "decimals")}
    assert lists == tables.LISTS


def test_a_number_that_is_too_long_is_left_out_of_parquet() -> None:
    arrow = pytest.importorskip("pyarrow")
    assert parquet.typed(arrow, "number", [Decimal(10) ** 30, Decimal(5)]).to_pylist() == [None, Decimal(5)]


def test_the_command_offers_what_there_is() -> None:
    assert set(command.FORMATS) == set(panel.FORMATS)
    assert set(command.SHAPES) == set(asked.COLUMNS)
    assert command.LEVELS == asked.LEVELS
