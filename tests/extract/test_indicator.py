"""Indicators: what is trimmed in front of a number and behind it; the brackets show what must be left."""

from __future__ import annotations

import pytest

from kg.extract.observation import indicator, noun_behind
from kg.text.line import Line

BEFORE = [
    ("全市[规上工业增加值]同比增长", ("growth",)),
    ("累计新建[农村公路]", ()),
    ("[人均可支配收入]达到", ("reach",)),
    ("[实际使用外资]", ()),
    ("完成[固定资产投资]", ()),
    ("[债务余额]较2024年增加", ("growth",)),
    ("[新增就业]", ()),
    ("[基本医保参保率]稳定在", ("reach",)),
    ("2024年末[常住人口]", ()),
    ("[清洁能源装机占比]达", ("reach",)),
    ("新建改造", ()),
]
BEHIND = [
    "[消防站]顺利建成",
    "[绿色工厂]获评国家级",
    "[改造项目]全部完工",
    "[和美乡村]及",
    "[“小巨人”企业]",
    "，增长",
    "增至",
]


def _marked(text: str) -> tuple[str, str]:
    start, end = text.find("["), text.find("]")
    return text.replace("[", "").replace("]", ""), text[start + 1 : end] if start >= 0 else ""


@pytest.mark.parametrize(("marked", "kinds"), BEFORE, ids=[marked for marked, _ in BEFORE])
def test_before(marked: str, kinds: tuple[str, ...]) -> None:
    text, expected = _marked(marked)
    found = indicator.before(Line.of(text), 0, len(text))
    if expected:
        assert text[found.start : found.end] == expected
    assert tuple(kind for kind in found.kinds if kind in ("growth", "decline", "reach")) == kinds


@pytest.mark.parametrize("marked", BEHIND)
def test_behind(marked: str) -> None:
    text, expected = _marked(marked)
    start, end = noun_behind.behind(Line.of(text), 0, len(text))
    assert text[start:end] == expected


def test_the_place_itself_is_no_part_of_the_indicator() -> None:
    assert indicator.without_own("全市规上工业增加值") == "规上工业增加值"
    assert indicator.without_own("自治区级绿色工厂") == "自治区级绿色工厂"
