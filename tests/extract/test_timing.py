"""Frames: measure, status and period, where the words decide and where the section does."""

from __future__ import annotations

import pytest

from kg.extract import observation
from kg.extract.observation.timing import Setting
from kg.text.line import Line

PLAN, REVIEW, FIVE = (
    Setting("target", 2025, "", 2024),
    Setting("achieved", 2024, "", 2024),
    Setting("achieved", 2025, "2021-2025", 2025),
)

MEASURES = [
    ("level", "粮食总产量18万吨"),
    ("growth", "粮食总产量增长3%"),
    ("growth", "税收增速达到7%"),
    ("decline", "单位能耗下降3%"),
    ("decline", "压减一般性支出8%"),
    ("decline", "药品价格平均降幅超50%"),
    ("share", "森林覆盖率42%"),
    ("share", "城镇化率提高到62%"),
    ("growth", "城镇化率提高2个百分点"),
    ("rank", "综合实力居全省第3位"),
    ("growth", "全省排名前移4位"),
    ("level", "改善3万人饮水条件"),
    ("decline", "PM2.5浓度改善8%"),
    ("growth", "优良天数比例改善2个百分点"),
]


def _only(sentence: str, setting: Setting) -> observation.ObservationFound:
    (found,) = observation.find(Line.of(sentence), setting).observations
    return found


@pytest.mark.parametrize(("expected", "sentence"), MEASURES, ids=[sentence for _, sentence in MEASURES])
def test_measure(expected: str, sentence: str) -> None:
    assert _only(sentence, REVIEW).measure == expected


STATUSES = [
    (("achieved", "2024", "heading"), "新建公园3座", REVIEW),
    (("target", "2025", "heading"), "新建公园3座", PLAN),
    (("target", "2027", "clause"), "到2027年新建公园3座", REVIEW),
    (("achieved", "2023", "clause"), "2023年新建的公园3座", PLAN),
    (("achieved", "2021-2025", "heading"), "新建公园3座", FIVE),
    (("achieved", "2025", "heading"), "公园达到30座", FIVE),
    (("achieved", "2024", "heading"), "1998年以前建成的小区16个", REVIEW),
    (("achieved", "2024", "heading"), "预计全年新建公园3座", REVIEW),
    (("achieved", "2024", "heading"), "人均预期寿命达到78岁", REVIEW),
]


@pytest.mark.parametrize(("expected", "sentence", "setting"), STATUSES, ids=[f"{s} {x[0]}" for x, s, _ in STATUSES])
def test_status_and_period(expected: tuple[str, str, str], sentence: str, setting: Setting) -> None:
    found = _only(sentence, setting)
    assert (found.status.value, found.period.value, found.period.origin) == expected


def _read(sentence: str, setting: Setting, **more: observation.Topic) -> list[tuple[str, str]]:
    """(value, period) of what a sentence states."""
    found = observation.find(Line.of(sentence), setting, **more).observations
    return [(item.value, item.period.value) for item in found]


def test_all_parts_of_a_structure_stood_so_in_the_year_that_is_named() -> None:
    assert _read("三次产业结构由2019年的15：42：43调整为13：40：47。", REVIEW) == [
        ("15", "2019"), ("42", "2019"), ("43", "2019"), ("13", "2024"), ("40", "2024"), ("47", "2024"),
    ]  # fmt: skip


def test_parts_of_a_sum_add_up_like_it() -> None:
    """其中 goes on about a sum that the sentence before told, not about an amount that stands at the end."""
    told = "其中：教育支出36亿元，债务余额达到9亿元。"
    summed = observation.find(Line.of("财政支出累计完成120亿元。"), FIVE).topic
    plain = observation.find(Line.of("财政支出达到30亿元。"), FIVE).topic
    assert _read(told, FIVE, topic=summed) == [("36", "2021-2025"), ("9", "2025")]
    assert _read(told, FIVE, topic=plain) == [("36", "2025"), ("9", "2025")]
    assert _read("教育支出36亿元。", FIVE, topic=summed) == [("36", "2025")]


def test_what_adds_up_behind_the_end_of_a_plan_is_of_all_its_years() -> None:
    ahead = Setting("target", 2028, "2024-2028", 2023)
    assert _read("到2028年，森林覆盖率达到45%；新建公园12座。", ahead) == [("45", "2028"), ("12", "2024-2028")]
    assert _read("到2028年，森林覆盖率达到45%；新建公园12座。", PLAN) == [("45", "2028"), ("12", "2028")]


def test_a_plan_of_the_year_fulfilled_is_no_aim() -> None:
    (_, share) = observation.find(Line.of("松沟水库等6个项目完成年度计划85%以上。"), REVIEW).observations
    assert (share.indicator, share.value, share.status.value) == ("项目完成年度计划", "85", "achieved")
