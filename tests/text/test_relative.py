"""Words of time told from a day: value and role, expected value first, and what is no time of its own."""

from __future__ import annotations

import pytest

from kg.text import period, relative
from kg.text.relative import UNKNOWN_DAY, Day

JANUARY, JULY = Day(2024, 1), Day(2024, 7)

EXAMPLES: list[tuple[list[tuple[str, str]], str, Day]] = [
    ([("2023", "in")], "去年全市新增就业", JULY),
    ([("2023", "in")], "去年底，新增就业", JULY),
    ([("2022", "in")], "前年，新建道路", JULY),
    ([("2023", "in")], "上年度，签约项目", JULY),
    ([("2023-2024", "since")], "去年以来，新建道路", JULY),
    ([("2023-H1", "in")], "去年上半年新建", JULY),
    ([("2023-01/2023-09", "in")], "去年前三季度新建", JULY),
    ([("2024", "in")], "今年以来，新建", JULY),
    ([("2024-01/2024-06", "in")], "今年1-6月，新建", JULY),
    ([("2024-03", "in")], "今年3月，新建", JULY),
    ([("2024", "in")], "年内将开工", JULY),
    ([("2025", "in")], "明年力争", JULY),
    ([("2024-07", "in")], "本月新建", JULY),
    ([("2023-12", "in")], "上个月新建", JANUARY),
    ([("2024-Q3", "in")], "本季度新建", JULY),
    ([("2024", "in")], "昨日，新建项目开工", JULY),
    ([("2024", "in")], "近日，新建项目开工", JULY),
    ([], "本月新建", Day(2024)),
    ([], "去年新建", UNKNOWN_DAY),
    ([], "比去年增长", JULY),
    ([], "较上年度增长", JULY),
    ([], "去年同期为3亿元", JULY),
    ([], "上半年新建", JULY),
]


@pytest.mark.parametrize(("expected", "text", "day"), EXAMPLES, ids=[f"{text} {day}" for _, text, day in EXAMPLES])
def test_relative_times(expected: list[tuple[str, str]], text: str, day: Day) -> None:
    assert [(found.value, found.role) for found in relative.find(text, day)] == expected


def test_other_periods_leave_what_is_known_already_alone() -> None:
    text = "去年上半年新增3家，一季度新增2家"
    found = period.find(text, 2024, relative.find(text, JULY))
    assert [(item.value, text[item.start : item.end]) for item in found] == [
        ("2023-H1", "去年上半年"),
        ("2024-Q1", "一季度"),
    ]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["2023-10"], "截至10月底，新增就业"),
        ([], "2023年11月20日，记者获悉"),
        ([], "2023年11月20日本报讯"),
        (["2023-11"], "2023年11月20日，项目开工"),
    ],
)
def test_the_day_of_a_dateline_is_no_time_of_what_is_told(expected: list[str], text: str) -> None:
    assert [item.value for item in period.find(text, 2023) if item.role == "in"] == expected
