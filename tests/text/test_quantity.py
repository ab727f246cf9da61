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
    ([("30", "%", "about")], "近三成的村"),
    ([("80", "%", "at_least")], "八成多的支出"),
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
    ([("750", "千伏", "exact")], "750千伏线路"),
    ([("300", "千瓦", "exact")], "装机300千瓦"),
    ([("5000", "千伏安", "exact")], "容量5000千伏安"),
    ([("20", "万千瓦", "exact")], "装机二十万千瓦"),
    ([("3000", "千瓦", "exact")], "装机三千千瓦"),
    ([("190", "万吨", "exact")], "产煤一百九十万吨"),
    ([("1903000", "人", "exact")], "人口一百九十万零三千人"),
    ([("190.3", "万", "exact")], "人口一百九十万零三千"),
    ([("15000", "亿元", "exact")], "产值一万五千亿元"),
    ([("32000", "万元", "exact")], "投资三亿两千万元"),
    ([("1000", "万元", "at_least")], "收入一千多万元"),
    ([("2", "万人", "at_least")], "惠及两万多人"),
    ([("10", "万人", "at_least")], "惠及十几万人"),
    ([("0.5", "个百分点", "exact")], "提高零点五个百分点"),
    ([("6.5", "%", "exact")], "增长百分之六点五"),
    ([("1.5", "倍", "exact")], "增长一点五倍"),
    ([("30", "家", "at_least"), ("40", "家", "at_most")], "引进企业三四十家"),
    ([("100", "户", "at_least"), ("200", "户", "at_most")], "帮扶一二百户"),
    ([("5", "万人", "at_least"), ("6", "万人", "at_most")], "接待五六万人"),
    ([("12.6", "亿美元", "exact")], "出口12.6亿美元"),
    ([("3", "亿港元", "exact")], "注资三亿港元"),
    ([("3.2", "亿人公里", "exact")], "旅客周转量3.2亿人公里"),
    ([("5", "亿吨公里", "exact")], "货物周转量5亿吨公里"),
    ([("2.4", "万套（间）", "exact")], "筹集公寓2.4万套（间）"),
    ([("130", "万头(只)", "exact")], "存栏130万头(只)"),
    ([("-860", "万元", "exact")], "当年收支结余-860万元"),
    ([("3", "%", "at_least"), ("5", "%", "at_most")], "增长3%-5%"),
    ([("2.35", "%", "exact")], "研发支出占营业收入比重达2.35%"),
    ([("3", "万元", "exact")], "收入比上年增加3万元"),
    ([("2.6", "倍", "exact")], "城乡居民收入比为2.6∶1"),
    ([("8", "%", "exact"), ("42", "%", "exact"), ("50", "%", "exact")], "结构为8:42:50"),
    ([("50", "元", "exact")], "每月补贴五十元"),
    ([], "20:43:21"),
    ([], "2.6∶1"),
    ([], "4/5G网络"),
    ([], "人民币兑美元中间价为7.1元"),
    ([], "二元结构"),
    ([], "三方合作"),
    ([], "一二三产业融合"),
    ([], "三点五十分"),
    ([], "省道109升级改造"),
    ([], "扩大开放3.0方案"),
    ([], "“松沟20万千瓦光伏项目”"),
    ([], "百万千瓦级基地"),
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
    assert [(item.value, item.unit, item.bound) for item in quantity.find(text) if not item.named] == expected


@given(
    st.text("0123456789０９，,．.%％亿万元家个位第前—至约余多以上内 增长(（）一两三四十百千点瓦伏吨“”-∶", max_size=60)
)
def test_quantities_are_in_order_and_apart(text: str) -> None:
    found = quantity.find(text)
    assert found == quantity.find(text)
    for item in found:
        assert 0 <= item.left <= item.start < item.end <= item.right <= len(text)
    for one, other in pairwise(found):
        assert one.end <= other.start


def test_a_number_in_a_name_is_found_and_told_apart() -> None:
    (found,) = quantity.find("“松沟20万千瓦光伏项目”")
    assert (found.value, found.unit, found.named) == ("20", "万千瓦", True)
