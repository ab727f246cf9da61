"""Quantities: value, unit and bound, expected value first, and what is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import quantity

EXAMPLES: list[tuple[list[tuple[str, str, str]], str]] = [
    ([("1080211", "万元", "exact")], "收入1，080，211万元"),
    ([("149.73", "亿元", "exact")], "争取资金149．73亿元"),
    ([("12", "万亩", "exact")], "造林１２万亩"),
    ([("3900", "万元", "at_least")], "追回3900余万元"),
    ([("1.2", "万人", "at_least")], "惠及1.2万多人"),
    ([("2×660", "兆瓦", "exact")], "2×660兆瓦机组"),
    ([("60", "%", "exact")], "百分之六十的农户"),
    ([("3", "成", "about")], "近三成的村"),
    ([("8", "成", "at_least")], "八成多的支出"),
    ([("25", "%", "exact")], "四分之一的耕地"),
    ([("10", "%", "exact")], "占全市1/10"),
    ([("1", "倍", "exact")], "产值翻一番"),
    ([("3", "倍", "exact")], "产值翻两番"),
    ([("2", "万亿元", "exact")], "经济总量两万亿元"),
    ([("1200", "万斤", "exact")], "产粮一千二百万斤"),
    ([("3", "%", "at_least"), ("5", "%", "at_most")], "控制在3%至5%之间"),
    ([("1", "家", "at_least"), ("2", "家", "at_most")], "培育1—2家"),
    ([("11.8", "%", "exact"), ("48.3", "%", "exact"), ("39.9", "%", "exact")], "调整为11.8：48.3：39.9"),
    ([("1.98", "倍", "exact")], "城乡居民收入比为1.98：1"),
    ([("35", "位", "exact")], "位列第35位"),
    ([("1", "位", "exact")], "居全省首位"),
    ([("3", "位", "at_most")], "排名全省前三位"),
    ([("40", "%", "at_least")], "不低于40%"),
    ([("4.5", "%", "at_most")], "控制在4.5%以内"),
    ([("143.3", "亿元", "exact")], "签约143.3亿元"),
    ([("-3.2", "%", "exact")], "增长-3.2%"),
    ([("1", "万亿元", "at_least")], "突破万亿元"),
    ([], "2024年11月30日"),
    ([], "发表于2023-5-1 20:43:21"),
    ([], "5月1日9:30开工"),
    ([], "109国道与G109线"),
    ([], "“1+4+N”行动"),
    ([], "十四五规划"),
    ([], "千亿级产业集群"),
    ([], "百亿县"),
    ([], "第七批试点"),
    ([], "一号工程"),
    ([], "每10万人口"),
    ([], "20万吨级泊位"),
    ([], "5A级景区"),
    ([], "政治建设摆在首位"),
]


@pytest.mark.parametrize(("expected", "text"), EXAMPLES, ids=[text for _, text in EXAMPLES])
def test_quantities(expected: list[tuple[str, str, str]], text: str) -> None:
    assert [(item.value, item.unit, item.bound) for item in quantity.find(text)] == expected


@given(st.text("0123456789０９，,．.%％亿万元家个位第前—至约余多以上内 增长(（）", max_size=60))
def test_quantities_are_in_order_and_apart(text: str) -> None:
    found = quantity.find(text)
    assert found == quantity.find(text)
    for item in found:
        assert 0 <= item.left <= item.start < item.end <= item.right <= len(text)
    for one, other in pairwise(found):
        assert one.end <= other.start
