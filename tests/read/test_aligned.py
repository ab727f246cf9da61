"""Tables that a plain text or a CSV file shows, cell by cell, with the way back into the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read import aligned, inputs, read
from kg.read.aligned import tables
from kg.read.csv_rows import extract
from kg.read.limits import Limits
from kg.read.raw import NotReadable, place

Grid = list[list[str]]


def grid(text: str) -> Grid:
    """The cells of the only table of a text, row by row."""
    [found] = tables(text)
    rows: dict[int, list[str]] = {}
    for cell in found.cells:
        rows.setdefault(cell.row, []).append(text[cell.start : cell.end])
    return list(rows.values())


@pytest.mark.parametrize(
    "text",
    [
        "| 名称 | 产量 |\n| --- | ---: |\n| 水泥 | 88.4 |\n",
        "名称 | 产量\n--- | ---\n水泥 | 88.4\n",
        "名称\t产量\n水泥\t88.4\n",
        "名  称    产 量\n水泥      88.4\n".replace("产 量", "产量"),
        "名称　产量\n水泥　88.4\n",
        "（以下为年报数）\n名称  产量\n水泥  88.4\n\n注：未含外购。\n",
    ],
)
def test_cells_are_parted_by_bars_tabs_and_runs_of_blanks(text: str) -> None:
    assert [[cell.replace(" ", "") for cell in row] for row in grid(text)] == [["名称", "产量"], ["水泥", "88.4"]]


def test_single_blanks_part_cells_where_all_lines_have_as_many() -> None:
    assert grid("名称 单位 产量\n水泥 万吨 88.4\n原煤 万吨 9.3\n")[1:] == [
        ["水泥", "万吨", "88.4"],
        ["原煤", "万吨", "9.3"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "全市 经济 持续 向好。\n新增 就业 8600 人，增长 5%。\n",
        "生产总值 42 亿元,工业销售\n收入 62 亿元,财政收入 6 亿元,内资\n25 亿元,出口额 100 万美元,比上年\n增长 36 %。\n",
        "第一章 发展基础 1\n第二章 总体要求 5\n第三章 主要任务 9\n",
        "张三  李四  王五\n赵六  孙七  周八\n",
        "优化空间布局  促进城乡融合\n完善基础设施  提升服务能力\n",
        "指标\t产量\n",
    ],
)
def test_sentences_contents_names_and_headings_are_no_tables(text: str) -> None:
    assert not tables(text)


def test_a_row_of_which_a_cell_is_missing_is_placed_by_what_stands_above_it() -> None:
    text = "名称    2022年    2023年\n水泥    88.4      90.1\n原煤              9.3\n钢材    35.9      36.0\n"
    [found] = tables(text)
    assert [(cell.column, text[cell.start : cell.end]) for cell in found.cells if cell.row == 2] == [
        (0, "原煤"), (2, "9.3"),
    ]  # fmt: skip


def test_a_line_of_units_above_the_columns_is_none_of_them() -> None:
    assert grid("2023年产量      单位：万吨\n名称   2022年   2023年\n水泥   88.4   90.1\n")[0] == [
        "名称",
        "2022年",
        "2023年",
    ]


def test_fields_of_csv_may_hold_commas_marks_and_lines() -> None:
    text = '\ufeff名称,产量\r\n"水泥,散装\n袋装",88.4\r\n"5""管",9\r\n'
    raw = extract(text, (), Limits())
    [found] = raw.tables
    assert [raw.text[cell.start : cell.end] for cell in found.cells[2:]] == ["水泥,散装 袋装", "88.4", '5""管', "9"]
    assert all(text[place(raw.breaks, cell.start)] == raw.text[cell.start] for cell in found.cells[1:])


def test_too_many_cells_are_refused() -> None:
    with pytest.raises(NotReadable, match="holds more than 100 cells"):
        extract("a,1\n" * 60, (), Limits(cells=100))


_CELLS = st.text("水泥原煤产量0123456789.%", min_size=1, max_size=6)


@settings(max_examples=40)
@given(st.lists(st.tuples(_CELLS, _CELLS, _CELLS), min_size=1, max_size=6))
def test_cells_stand_where_they_say_after_all_repairs(tmp_path_factory: pytest.TempPathFactory, rows: Grid) -> None:
    folder: Path = tmp_path_factory.mktemp("table")
    written = [["名称", "甲", "乙"], *map(list, rows), ["丙", "1", "2"]]
    (folder / "a.csv").write_text("\n".join(map(",".join, written)), encoding="utf-8")
    document = read(inputs([folder])[0])
    [found] = document.tables
    assert [document.text[cell.start : cell.end] for cell in found.cells] == [cell for row in written for cell in row]


def test_a_head_alone_says_nothing_of_columns() -> None:
    assert aligned._places_of_head("指标 数值", [[(0, 2), (3, 5)]], 2) == []
