"""Known indicators: what a name means, with the measure, unit and place of the number that stands under it."""

from __future__ import annotations

import pytest

from kg.reference import indicators, ontology, pack_indicators

HOME = "云川省西岭市东河县"


@pytest.mark.parametrize(
    ("concept", "name", "measure", "unit"),
    [
        # The scope, the time and the place itself say nothing of what is measured.
        ("地区生产总值", "全市生产总值", "level", "亿元"),
        ("地区生产总值", "我县GDP", "growth", "%"),
        ("地区生产总值", "地区生产总值（GDP）", "growth", "%"),
        ("地区生产总值", "东河县地区生产总值", "level", "亿元"),
        ("地区生产总值", "西岭市东河县生产总值", "level", "亿元"),
        ("一般公共预算收入", "全年地方一般公共预算收入", "level", "亿元"),
        ("城镇新增就业", "城镇累计新增就业人数", "level", "万人"),
        ("PM2.5平均浓度", "细颗粒物（PM2.5）年均浓度", "level", "微克/立方米"),
        ("地区生产总值", "核算2018年地区生产总值", "growth", "%"),
        ("城镇调查失业率", "城镇调查失业率均值", "share", "%"),
        # Tails and words of the same meaning.
        ("进出口总额", "货物贸易进出口总值", "level", "万亿元"),
        ("规模以上工业增加值", "规上工业增加值增速", "growth", "%"),
        ("单位地区生产总值能耗", "万元GDP能耗", "decline", "%"),
        ("农村居民人均可支配收入", "农牧民人均可支配收入", "growth", "%"),
        ("空气质量优良天数比例", "环境空气质量优良天数比率", "share", "%"),
        ("研发经费投入强度", "全社会研发经费支出相当于全省生产总值的比例", "share", "%"),
        # The measure decides what a short word means.
        ("地区生产总值", "经济", "growth", "%"),
        ("地区生产总值", "经济总量", "level", "万亿元"),
        ("研发经费投入", "全社会研发投入", "growth", "%"),
        ("研发经费投入强度", "全社会研发投入", "share", "%"),
        ("税收收入", "税收", "growth", "%"),
        ("税收收入占一般公共预算收入比重", "税收", "share", "%"),
        # Growth in the unit of the thing, and its place among others.
        ("地区生产总值", "地区生产总值", "growth", "亿元"),
        ("地区生产总值", "地区生产总值", "rank", "位"),
    ],
)
def test_a_name_means_a_known_indicator(concept: str, name: str, measure: str, unit: str) -> None:
    found = indicators.meaning(name, measure, unit, HOME)
    assert found and found.name == concept


@pytest.mark.parametrize(
    ("name", "measure", "unit"),
    [
        # Parts, and wholes with something taken out.
        ("高新区生产总值", "level", "亿元"),
        ("南屏县地区生产总值", "level", "亿元"),
        ("市级一般公共预算收入", "level", "亿元"),
        ("扣除房地产开发投资后固定资产投资", "growth", "%"),
        ("文化产业增加值", "growth", "%"),
        # Differences and shares are no amounts.
        ("地区生产总值增速", "level", "个百分点"),
        ("规模以上工业增加值", "level", "个百分点"),
        ("固定资产投资", "share", "%"),
        ("地区生产总值增速", "rank", "位"),
        # A short word that counts something else.
        ("经济", "level", "个"),
        ("老旧小区", "level", "万平方米"),
        ("白塔产量", "level", "吨"),
    ],
)
def test_another_thing_is_none(name: str, measure: str, unit: str) -> None:
    assert indicators.meaning(name, measure, unit, HOME) is None


def test_money_with_a_unit_that_is_none_is_left_to_the_gate() -> None:
    found = indicators.meaning("固定资产投资", "level", "公里")
    assert found and found.name == "固定资产投资"


def test_the_table_is_whole() -> None:
    known = indicators.known()
    assert len(known) > 150
    assert len({one.code for one in known}) == len({one.name for one in known}) == len(known)
    assert {one.within for one in known} - {""} <= {one.code for one in known}
    assert {one.source for one in known} == set(pack_indicators.SOURCES)
    assert all(indicators.quantity_kinds((unit,)) for one in known for unit in one.units)


@pytest.mark.parametrize("one", indicators.known(), ids=lambda one: one.code)
def test_every_indicator_is_found_by_its_names(one: indicators.Known) -> None:
    share = "DimensionlessRatio" in indicators.quantity_kinds(one.units)
    for name in (one.name, *one.others):
        assert indicators.meaning(name, "share" if share else "level", (*one.units, "")[0]) == one


def test_the_file_of_the_ontology_is_what_the_table_gives() -> None:
    text = (ontology.folder() / ontology.INDICATORS).read_text(encoding="utf-8")
    assert text == pack_indicators.turtle(), "run python -m kg.reference.pack_indicators"
