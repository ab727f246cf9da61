"""Extraction of a whole document: facts with their context, and offsets that are always right."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import read
from kg.extract.document import extract
from kg.model import Document, Facts
from kg.read.metadata import describe

REPORT = """青石县2025年政府工作报告

一、2024年工作回顾

过去一年，全县地区生产总值完成85.2亿元，增长6.1%。青石抽水蓄能电站开工建设，华岭能源有限公司投资3.2亿元的光伏组件项目建成投产。
白塔镇接待游客12万人次。生态旅游产业加快发展。

二、2025年工作安排

今年的主要预期目标是：地区生产总值增长6.5%左右，城乡居民收入分别增长5%和7%。加快青石抽水蓄能电站建设，力争年内白塔大桥建成通车。

名词解释

1.“双百”行动：指培育100家企业、引进100名人才。
"""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    path = tmp_path_factory.mktemp("in") / "qingshi.txt"
    path.write_text(REPORT, encoding="utf-8")
    (source,) = read.inputs([path])
    return extract(read.read(source))


def test_review_and_plan_give_results_and_targets(facts: Facts) -> None:
    found = [(item.indicator, item.value, item.measure, item.status, item.period) for item in facts.observations]
    assert found == [
        ("地区生产总值", "85.2", "level", "achieved", "2024"),
        ("地区生产总值", "6.1", "growth", "achieved", "2024"),
        ("接待游客", "12", "level", "achieved", "2024"),
        ("地区生产总值", "6.5", "growth", "target", "2025"),
        ("城镇居民收入", "5", "growth", "target", "2025"),
        ("农村居民收入", "7", "growth", "target", "2025"),
    ]


def test_what_is_inherited_says_from_where(facts: Facts) -> None:
    first = dict(facts.observations[0].origins)
    assert first["status"].kind == "heading"
    span = first["status"].span
    assert span is not None
    assert "2024年工作回顾" in facts.document.text[span.start : span.end]


def test_a_project_is_one_record_for_all_its_namings(facts: Facts) -> None:
    stages = {item.name: (item.stage, item.status) for item in facts.projects}
    assert stages["白塔大桥"] == ("completed", "target")
    assert sum("抽水蓄能" in name for name in stages) == 1


def test_the_place_in_front_of_an_indicator_is_its_place(facts: Facts) -> None:
    (visitors,) = [item for item in facts.observations if item.value == "12"]
    assert visitors.place.endswith("白塔镇")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("全省粮食产量达到120万吨。", "青海省"),
        ("全州地区生产总值1000亿元。", "海西蒙古族藏族自治州"),
        ("全市城镇新增就业3000人。", ""),
        ("地区生产总值占全省的比重达到20%。", ""),
    ],
)
def test_what_is_told_of_the_province_is_not_the_citys(words: str, place: str) -> None:
    text = f"格尔木市2024年发展回眸\n一、2024年工作回顾\n{words}"
    fields = describe("a.txt", text, {"place": "青海省海西蒙古族藏族自治州格尔木市"}).fields
    (found,) = extract(Document("a.txt", text, "", **fields)).observations
    assert found.place == place


def test_what_is_told_behind_an_economic_circle_is_not_the_provinces() -> None:
    text = "云川省2024年发展回眸\n一、2024年工作回顾\n岚山经济圈规划编制完成，经济总量年均增长5.8%。"
    fields = describe("a.txt", text, {"place": "海南省"}).fields
    (found,) = extract(Document("a.txt", text, "", **fields)).observations
    assert found.place.endswith("岚山经济圈")


def test_names_are_found_by_kind(facts: Facts) -> None:
    names = {(item.kind, item.name) for item in facts.mentions}
    assert ("organization", "华岭能源有限公司") in names
    assert ("industry", "生态旅游产业") in names


def test_glossary_states_nothing(facts: Facts) -> None:
    start = facts.document.text.index("名词解释")
    assert all(item.start < start for item in (*facts.observations, *facts.projects, *facts.mentions))


def test_offsets_point_at_the_words(facts: Facts) -> None:
    text = facts.document.text
    for mention in facts.mentions:
        assert text[mention.start : mention.end] == mention.name
    for item in (*facts.observations, *facts.projects):
        assert item.sentence.start <= item.start < item.end <= item.sentence.end


def test_a_body_that_stands_only_in_a_project_or_is_one_is_no_body_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "青石县2024年工作回顾\n华岭科技智能装备生产线项目开工建设。新建青石县第五中学。瑞翎科技有限公司获评先进。华岭纺织有限公司获奖。",
        encoding="utf-8",
    )
    (source,) = read.inputs([path])
    mentions = extract(read.read(source)).mentions
    bodies = {mention.name: mention.nested for mention in mentions if mention.kind == "organization"}
    assert bodies["瑞翎科技有限公司"] is False
    assert all(nested for name, nested in bodies.items() if "有限公司" not in name)
    assert not any(mention.kind == "industry" and "纺织" in mention.name for mention in mentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{says}\n岚山县第二个工业招商项目正式签约\n", {"岚山县第二个工业招商项目": ("1.8", "亿")}),
        ("岚山县第二个工业招商项目正式签约\n{says}\n", {"岚山县第二个工业招商项目": ("1.8", "亿")}),
        ("{says}\n岚山县招商工作取得新进展\n", {}),
    ],
)
def test_a_title_behind_the_text_names_what_the_text_points_at(
    text: str, expected: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    says = "3月5日，岚山县与翎瑞液压公司签订投资协议。该项目计划用地58亩，总投资1.8亿，其中固定资产投资1.4亿元。"
    (tmp_path / "a.txt").write_text(text.format(says=says), encoding="utf-8")
    (source,) = read.inputs([tmp_path / "a.txt"])
    found = extract(read.read(source))
    told = {item.name: (item.investment.value, item.investment.unit) for item in found.projects if item.investment}
    assert told == expected
    assert found.observations == ()
