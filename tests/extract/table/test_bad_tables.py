"""Tables that mean harm, or came to it: named in one line with the reason, or refused, and never read as prose."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from kg.errors import InputError
from kg.extract.document import extract
from kg.model import Facts
from kg.read import inputs, read

TITLE = "翠屏县2023年国民经济和社会发展统计公报"
ROWS = "<tr><td>指标</td><td>产量（万吨）</td></tr><tr><td>水泥</td><td>88.4</td></tr>"


def facts(folder: Path, name: str, data: bytes | str) -> Facts:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return extract(read(inputs([folder / name])[0]))


def reasons(found: Facts) -> list[str]:
    return [reason for _, reason in found.set_aside]


def page(rows: str) -> str:
    return f"<html><body><h1>{TITLE}</h1><p>表1</p><table>{rows}</table><p>全县新建道路12公里。</p></body></html>"


def saved(book: Workbook, changed: Mapping[str, bytes] | None = None) -> bytes:
    """The bytes of a workbook, some of its parts exchanged or added."""
    file, made = io.BytesIO(), io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()} | dict(changed or {})
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def book(*rows: tuple[object, ...]) -> Workbook:
    made = Workbook()
    assert made.active
    for row in rows:
        made.active.append(row)
    return made


SHEET = "xl/worksheets/sheet1.xml"
GOOD = ((TITLE,), ("指标", "产量（万吨）"), ("水泥", 88.4))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", page("<tr><td>水泥</td><td>88.4万吨</td></tr><tr><td>原煤</td><td>227.3万吨</td></tr>")),
        ("a.txt", f"{TITLE}\n表1\n水泥\t88.4\t9.1\n原煤\t227.3\t5.5\n全县新建道路12公里。\n"),
        ("a.csv", "水泥,88.4,9.1\n原煤,227.3,5.5\n"),
    ],
)
def test_a_table_without_a_head_is_named_and_read_by_no_other_rule(tmp_path: Path, name: str, data: str) -> None:
    found = facts(tmp_path, name, data)
    assert reasons(found) == ["a table that is not understood: it has no head"]
    assert all("道路" in item.indicator or "公路" in item.indicator for item in found.observations)


def test_a_table_of_words_and_axes_of_a_chart_state_nothing(tmp_path: Path) -> None:
    words = page("<tr><td>任务</td><td>牵头单位</td></tr><tr><td>改造小区</td><td>县住建局</td></tr>")
    assert reasons(facts(tmp_path, "a.html", words)) == ["a table that is not understood: it holds no figures"]
    axes = facts(tmp_path, "b.txt", f"{TITLE}\n0 20 40 60 80 100\n2019年 2020年 2021年 2022年 2023年\n20:43:21\n")
    assert not axes.observations


def test_a_cell_of_a_hundred_thousand_characters_is_no_label_and_no_figure(tmp_path: Path) -> None:
    long = "长" * 100_000
    found = facts(
        tmp_path, "a.csv", f"指标,产量（万吨）,备注\n水泥,88.4,{long}\n{long},5,无\n原煤,{'7' * 100_000},无\n"
    )
    assert [(item.indicator, item.value) for item in found.observations] == [("水泥产量", "88.4")]


@pytest.mark.parametrize("name", ["a.csv", "a.html", "a.xlsx"])
def test_ten_thousand_columns_are_too_many(tmp_path: Path, name: str) -> None:
    head, row = [f"{number}年" for number in range(10_000)], ["88.4"] * 10_000
    if name == "a.csv":
        data: str | bytes = "\n".join((",".join(head), ",".join(row)))
    elif name == "a.html":
        data = page("".join("<tr>" + "".join(f"<td>{text}</td>" for text in cells) + "</tr>" for cells in (head, row)))
    else:
        data = saved(book(tuple(head), tuple(row)))
    assert reasons(facts(tmp_path, name, data)) == ["a table that is not understood: it has more than 200 columns"]


def test_a_table_in_a_cell_of_another_is_read_by_itself(tmp_path: Path) -> None:
    inner = f"<table>{ROWS}</table>"
    found = facts(tmp_path, "a.html", page(f"<tr><td>{'全县经济平稳运行，' * 30}{inner}</td><td>图</td></tr>"))
    assert [(item.indicator, item.value) for item in found.observations if "道路" not in item.indicator] == [
        ("水泥产量", "88.4")
    ]
    deep = page("<tr><td>" + "<table><tr><td>" * 2_000 + "产量88.4万吨")
    assert not facts(tmp_path, "b.html", deep).projects


@pytest.mark.parametrize("covers", ["rowspan=99999999 colspan=99999999", "rowspan=-1 colspan=x", "colspan=0"])
def test_a_cell_that_covers_everything_states_nothing(tmp_path: Path, covers: str) -> None:
    found = facts(tmp_path, "a.html", page(f"<tr><td {covers}>88.4</td><td>5</td></tr>{ROWS}"))
    assert all("道路" in item.indicator or item.indicator == "水泥产量" for item in found.observations)
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = zipfile.ZipFile(io.BytesIO(saved(book(*GOOD)))).read(SHEET)
    data = saved(book(*GOOD), {SHEET: sheet.replace(b"</sheetData>", b"</sheetData>" + merged)})
    facts(tmp_path, "b.xlsx", data)


def test_no_formula_is_computed(tmp_path: Path) -> None:
    """What the program that saved the workbook kept of a formula is read; nothing else is."""
    made = book((TITLE,), ("指标", "产量（万吨）"), ("水泥", "=40+48.4"), ("原煤", "=1/0"), ("钢材", "=[1]甲!A1"))
    sheet = zipfile.ZipFile(io.BytesIO(saved(made))).read(SHEET)
    kept = re.sub(rb"(<f>\[1\][^<]*</f>)<v ?/>|(<f>\[1\][^<]*</f>)<v></v>", rb"\1\2<v>35.9</v>", sheet)
    assert kept != sheet
    found = facts(tmp_path, "a.xlsx", saved(made, {SHEET: kept}))
    assert [(item.indicator, item.value) for item in found.observations] == [("钢材产量", "35.9")]


def test_hidden_sheets_are_left_out_and_said_so(tmp_path: Path) -> None:
    made = book(*GOOD)
    for state in ("hidden", "veryHidden"):
        sheet = made.create_sheet(state)
        sheet.sheet_state = state
        sheet.append(("指标", "产量（万吨）"))
        sheet.append(("黄金", 1))
    found = facts(tmp_path, "a.xlsx", saved(made))
    assert "黄金" not in found.document.text and "hidden sheets left out: 2" in found.document.flags


def test_hidden_rows_and_columns_are_left_out_and_said_so(tmp_path: Path) -> None:
    made = book(
        (TITLE,),
        ("指标", "产量（万吨）", "上年产量（万吨）"),
        ("水泥", 88.4, 80.1),
        ("黄金", 1, 2),
        ("原煤", 227.3, 210),
    )
    made.active.row_dimensions[4].hidden = True
    made.active.column_dimensions["C"].hidden = True
    made.active.column_dimensions["F"].hidden = True  # one that holds nothing
    found = facts(tmp_path, "a.xlsx", saved(made))
    assert [(item.indicator, item.value) for item in found.observations] == [
        ("水泥产量", "88.4"),
        ("原煤产量", "227.3"),
    ]
    assert {"hidden rows left out: 1", "hidden columns left out: 1"} <= set(found.document.flags)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({SHEET: b" " * 100_000_001}, "unpacks to more than 100 MB"),
        ({SHEET: b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'}, "declares entities"),
        ({SHEET: "<!DOCTYPE x>".encode("utf-16")}, "declares entities"),
        ({SHEET: b"<worksheet><sheetData><row>"}, "is a damaged workbook"),
        ({"xl/workbook.xml": b"<workbook/>"}, "is a damaged workbook|without text"),
        ({SHEET: b""}, "is a damaged workbook|without text"),
    ],
)
def test_a_workbook_that_means_harm_is_refused_in_one_line(
    tmp_path: Path, changed: dict[str, bytes], reason: str
) -> None:
    with pytest.raises(InputError) as caught:
        facts(tmp_path, "a.xlsx", saved(book(*GOOD), changed))
    assert any(part in caught.value.reason for part in reason.split("|")) and caught.value.remedy
    assert "\n" not in str(caught.value)


def test_without_openpyxl_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(book(*GOOD))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError, match=r"needs openpyxl; install it with: .*\[excel\]"):
        facts(tmp_path, "a.xlsx", data)


def test_values_are_read_as_the_sheet_shows_them(tmp_path: Path) -> None:
    made = book((TITLE,), ("指标", "2023年", "比上年增长"), ("森林覆盖率", 0.4512, 0.004))
    assert made.active
    made.active["B3"].number_format, made.active["C3"].number_format = "0.0%", "0.00%"
    found = facts(tmp_path, "a.xlsx", saved(made))
    assert [(item.value, item.unit, item.measure) for item in found.observations] == [
        ("45.1", "%", "share"), ("0.40", "%", "growth"),
    ]  # fmt: skip
