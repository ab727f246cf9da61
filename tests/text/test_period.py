"""Periods: value and role, expected value first, and what is none."""

from __future__ import annotations

import pytest

from kg.text import period

EXAMPLES: list[tuple[list[tuple[str, str]], str]] = [
    ([("2024", "in")], "2024年完成"),
    ([("2030", "until")], "到2030年达到"),
    ([("2021-2025", "in")], "2021—2025年"),
    ([("2021-2025", "in")], "“十四五”期间"),
    ([("2025", "until")], "到“十四五”末"),
    ([("2020", "baseline")], "较2020年增长"),
    ([("2015", "baseline")], "是2015年的3倍"),
    ([("2020", "baseline")], "由2020年的36%提高"),
    ([("2025-Q1", "baseline")], "比一季度加快"),
    ([("2025-01/2025-05", "baseline")], "较1-5月提高"),
    ([("2016-2020", "baseline")], "比“十三五”时期增长"),
    ([("2024", "baseline")], "比上年增长"),
    ([("2025-01/2025-11", "in")], "1-11月"),
    ([("2024-11", "in")], "2024年11月30日"),
    ([("2025-H1", "in")], "上半年完成"),
    ([("2025-Q1", "in")], "一季度开工"),
    ([("2025-01/2025-09", "in")], "前三季度增长"),
    ([("2021-2025", "in")], "五年来新增"),
    ([("2022-2025", "since")], "2022年以来"),
    ([("2026", "until")], "明年新增"),
    ([("", "each")], "年均增长"),
    ([("", "streak")], "连续3年居首位"),
    ([("2021-2025", "in")], "“十四五”全县财政收入"),
    ([("1998", "before")], "1998年以前建成"),
    ([("2005", "before")], "2005年前建成"),
    ([("2027", "in")], "2027年前建成"),
    ([], "“十四五”全县交通规划"),
    ([], "三年行动计划"),
    ([], "“十四五”规划"),
    ([], "第五年"),
]


@pytest.mark.parametrize(("expected", "text"), EXAMPLES, ids=[text for _, text in EXAMPLES])
def test_periods(expected: list[tuple[str, str]], text: str) -> None:
    assert [(item.value, item.role) for item in period.find(text, 2025)] == expected
