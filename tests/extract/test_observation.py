"""Observations against a golden that a person reads: ../golden/observations.txt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import observation, organization
from kg.extract.observation.timing import Setting
from kg.text.line import Line

GOLDEN = Path(__file__).parent.parent / "golden" / "observations.txt"
REVIEW = Setting("achieved", 2024, "", 2024)


def cases() -> Iterator[tuple[Setting, str, list[str]]]:
    """(setting, sentence, expected lines) of the golden."""
    setting, sentence, expected = REVIEW, "", []
    for line in [*GOLDEN.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("    "):
            expected.append(line.strip())
            continue
        if sentence:
            yield setting, sentence, expected
        sentence, expected = "", []
        if line.startswith(">"):
            setting = _setting(line[1:].split())
        elif line and not line.startswith("#"):
            sentence = line


def _setting(said: list[str]) -> Setting:
    year = int(said[1])
    if said[0] == "target":
        return Setting("target", year, "", year - 1)
    return Setting("achieved", year, "".join(said[2:]), year)


def read(sentence: str, setting: Setting = REVIEW, **more: object) -> observation.Reading:
    return observation.find(Line.of(sentence), setting, **more)  # type: ignore[arg-type]


def rendered(sentence: str, reading: observation.Reading) -> list[str]:
    lines = [
        f"{item.indicator} | {item.value} {item.unit} | {item.measure} {item.bound} | "
        f"{item.status.value} {item.period.value}"
        for item in reading.observations
    ]
    return lines + [f"({sentence[item.start : item.end]}: {item.reason})" for item in reading.rejected]


@pytest.mark.parametrize(("setting", "sentence", "expected"), [pytest.param(*case, id=case[1]) for case in cases()])
def test_sentence_is_read_as_the_golden_says(setting: Setting, sentence: str, expected: list[str]) -> None:
    assert rendered(sentence, read(sentence, setting)) == expected


def test_golden_holds_counter_examples() -> None:
    assert sum(not any("|" in line for line in expected) for _, _, expected in cases()) >= 5


def test_numbers_of_projects_are_left_to_them() -> None:
    sentence = "青石岭2×660兆瓦煤电项目开工，全县用电量增长4%。"
    found = read(sentence, consumed=[(3, 10)]).observations
    assert [(item.indicator, item.value) for item in found] == [("用电量", "4")]


def test_a_sentence_may_go_on_about_the_one_before() -> None:
    topic = read("市级基金预算收入56亿元。").topic
    found = read("加上级补助收入3亿元，收入总计59亿元。", topic=topic).observations
    assert [(item.indicator, item.value) for item in found] == [
        ("市级基金预算上级补助收入", "3"),
        ("市级基金预算收入总计", "59"),
    ]


def test_where_status_and_period_were_read_is_told() -> None:
    (found,) = read("力争到2030年经济总量突破500亿元。").observations
    assert found.status.origin == found.period.origin == "clause"
    assert "力争到2030年"[found.period.start : found.period.end] == "2030年"


PIECES = st.sampled_from(
    [
        "增长",
        "5%",
        "、",
        "，",
        "。",
        "1，080亿元",
        "由",
        "增至",
        "第3位",
        "（",
        "）",
        "“",
        "新增",
        "企业",
        "率",
        "分别",
        "和",
        "2025年",
        "３",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_offsets_stand_in_the_sentence_and_hold_the_number(sentence: str) -> None:
    reading = read(sentence)
    for item in reading.observations:
        assert 0 <= item.start <= item.number[0] < item.number[1] <= item.end <= len(sentence)
        assert item.indicator
        assert item.period.value
    assert reading == read(sentence)


def names_of(sentence: str, topic: observation.Topic = observation.NO_TOPIC) -> tuple[list[str], observation.Topic]:
    line = Line.of(sentence)
    found = observation.find(line, REVIEW, topic=topic, organizations=organization.find(line))
    return [item.indicator for item in found.observations], found.topic


def test_a_profile_tells_the_figures_of_its_firm() -> None:
    names, topic = names_of("翎瑞药业有限公司，注册资金3000万元。")
    assert names == ["翎瑞药业有限公司注册资金"]
    names, topic = names_of("公司占地面积120亩，员工70人。", topic)
    assert names == ["翎瑞药业有限公司占地面积", "翎瑞药业有限公司员工"]
    names, topic = names_of("2024年实现产值3700万元。", topic)
    assert names == ["翎瑞药业有限公司产值"]
    names, _ = names_of("全县工业产值增长5%。", topic)
    assert names == ["工业产值"]
    names, _ = names_of("据悉，翎瑞药业有限公司落户岚山，税收达20万元。")
    assert names == ["翎瑞药业有限公司税收"]


def test_a_budget_that_a_heading_names_belongs_to_the_accounts_below_it() -> None:
    _, topic = names_of("2.社会保险基金预算")
    assert names_of("市本级收入预算31亿元，实际完成33亿元。", topic)[0] == [
        "市本级社会保险基金预算收入预算",
        "市本级社会保险基金预算收入",
    ]
    assert names_of("居民收入增长5%。", topic)[0] == ["居民收入"]
