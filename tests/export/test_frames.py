"""Workbooks and data frames: numbers as numbers, nothing that runs."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from made import BASE, FACTS, GDP
from pyoxigraph import Store

from kg import rdf
from kg.export import excel, formats, parquet, tables

XLSX = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet(data: bytes, number: int = 1) -> list[list[tuple[str, str]]]:
    """The (type, text) of every cell: `s` is text, `n` a number."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings = [
            "".join(part.text or "" for part in item.iter(f"{XLSX}t"))
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        rows = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{XLSX}row")
        return [
            [(cell.get("t", "n"), strings[int(text)] if cell.get("t") == "s" else text) for cell in row
             for text in [cell.findtext(f"{XLSX}v") or ""]]
            for row in rows
        ]  # fmt: skip


def test_a_workbook_has_a_sheet_for_each_table(graph: Store) -> None:
    with zipfile.ZipFile(io.BytesIO(excel.xlsx(graph))) as book:
        names = [item.get("name") for item in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{XLSX}sheet")]
        assert names == list(tables.TABLES)
        assert not any("hyperlink" in name for name in book.namelist())
    head, first, *_ = sheet(excel.xlsx(graph))
    assert [text for _, text in head] == list(tables.rows(graph, "observations")[0])
    assert ("n", "421.17") in first


def test_nothing_in_a_workbook_runs_or_links(tmp_path: Path) -> None:
    from dataclasses import replace

    store = Store()
    names = ("=HYPERLINK(1)", "+1+1", "@SUM(A1)", "http://example.org/", "{=1}")
    store.extend(
        quad for name in names for quad in rdf.quads(replace(FACTS, observations=(replace(GDP, indicator=name),)), BASE)
    )
    data = excel.xlsx(store)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        text = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in text and "hyperlink" not in text
        assert b'quotePrefix="1"' in book.read("xl/styles.xml")
    assert {("s", name) for name in names} <= {cell for row in sheet(data) for cell in row}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("421.17", "n"),
        ("-3", "n"),
        ("0", "n"),
        ("123456789012345", "n"),
        ("1234567890123456", "s"),
        ("0123", "s"),
        ("2×660", "s"),
    ],
)
def test_numbers_are_numbers_where_no_digit_is_lost(value: str, kind: str) -> None:
    from dataclasses import replace

    store = Store()
    store.extend(rdf.quads(replace(FACTS, observations=(replace(GDP, value=value, unit="个"),)), BASE))
    assert (kind, value) in sheet(excel.xlsx(store))[1]


def test_codes_stay_text(graph: Store) -> None:
    assert ("s", "632801201") in [cell for row in sheet(excel.xlsx(graph), 3) for cell in row]


def test_parquet_columns_have_types(graph: Store, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet as reader

    formats.write(graph, "parquet", tmp_path / "p")
    found = {name: reader.read_table(tmp_path / "p" / f"{name}.parquet") for name in tables.TABLES}
    schema = found["observations"].schema
    assert schema.field("start").type == arrow.int32()
    assert schema.field("number").type == arrow.decimal128(38, 12)
    assert found["projects"].schema.field("places").type == arrow.list_(arrow.string())
    rows = found["observations"].to_pylist()
    assert {row["number"] for row in rows if row["value"] == "421.17"} == {Decimal("42117000000")}
    assert {(row["year_from"], row["year_to"]) for row in rows if row["value"] == "421.17"} == {(2024, 2024)}
    project = found["projects"].to_pylist()[0]
    assert (project["investment_yuan"], project["capacity_number"]) == ([Decimal(6_200_000_000)], [Decimal(1320)])
    columns, ours = tables.rows(graph, "observations")
    assert [row["quote"] for row in rows] == [row[columns.index("quote")] for row in ours]
    assert all(row["confidence"] is None for row in rows)  # not an empty text


def test_what_is_no_single_number_has_none() -> None:
    assert parquet._number("2×660") is None
    assert parquet._number("几") is None
    assert parquet._number("") is None
    assert parquet._number("-3.5") == Decimal("-3.5")
    assert parquet._number("9" * 30) is None
