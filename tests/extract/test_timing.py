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
    (("achieved", "2024", "heading"), "预计全年新建公园3座", REVIEW),
    (("achieved", "2024", "heading"), "人均预期寿命达到78岁", REVIEW),
]


@pytest.mark.parametrize(("expected", "sentence", "setting"), STATUSES, ids=[f"{s} {x[0]}" for x, s, _ in STATUSES])
def test_status_and_period(expected: tuple[str, str, str], sentence: str, setting: Setting) -> None:
    found = _only(sentence, setting)
    assert (found.status.value, found.period.value, found.period.origin) == expected
