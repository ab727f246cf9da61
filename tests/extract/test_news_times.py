"""In news the date decides: years, months and what is to come are told from the day on which it speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.document import extract
from kg.model import Facts
from kg.read import inputs, read


def facts(folder: Path, text: str) -> Facts:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return extract(read(inputs([folder / "a.txt"])[0]))


ISSUED = "西岭县一季度经济运行平稳\n发布时间：2024-04-22 来源：西岭日报\n　　"
DATELINE = "西岭日报讯（记者 王某）1月8日，记者从市发改局获悉，{}\n发布时间：2024-01-09"
LATER = "2024年1月5日，记者从西岭县统计局获悉，2023年全县粮食产量达到25.1万吨。{}"


@pytest.mark.parametrize(
    ("period", "status", "number", "text"),
    [
        ("2024-Q1", "achieved", "121.17", ISSUED + "今年一季度，全县地区生产总值完成121.17亿元。"),
        ("2023", "achieved", "8.2", ISSUED + "今年一季度，税收完成2亿元。去年，全县固定资产投资增长8.2%。"),
        ("2024", "achieved", "1200", ISSUED + "今年一季度，税收完成2亿元。截至目前，全县新增就业1200人。"),
        ("2024-04", "achieved", "20", ISSUED + "今年一季度，税收完成2亿元。本月，全县完成植树20万株。"),
        ("2024-03", "achieved", "1.2", ISSUED + "今年一季度，税收完成2亿元。上月，完成税收1.2亿元。"),
        ("2023", "achieved", "9.1", DATELINE.format("去年全市固定资产投资增长9.1%。")),
        ("2024", "target", "120", DATELINE.format("去年全市投资增长9%，今年计划实施重点项目120个。")),
        ("2024", "target", "40", DATELINE.format("去年全市投资增长9%。年内，将开工项目40个。")),
        ("2025", "target", "80", DATELINE.format("去年全市投资增长9%。明年，力争签约项目80个。")),
        ("2023", "achieved", "25.1", LATER.format("")),
        ("2024", "target", "3", LATER.format("今年，全县将建设高标准农田3万亩。")),
        ("2024", "target", "34", LATER.format("今年，全县将聚焦重点领域，为群众办好34项实事。")),
        ("2024", "target", "6", LATER.format("今年全县要开工建设岚山、青岭等6个公路项目。")),
        ("2024", "target", "37", LATER.format("今年全县要开工建设6个公路项目，里程47公里，其中新建里程37公里。")),
        ("2023", "achieved", "5", LATER.format("县里将5家企业列入名单。")),
        ("2024-04", "achieved", "2.4", ISSUED + "4月，税收完成2.4亿元。"),
        ("2024", "achieved", "280", DATELINE.format("全市重点项目280个，为去年的两倍。")),
        ("2024", "achieved", "4.1", DATELINE.format("财政收入在去年高基数的基础上完成4.1亿元。")),
        ("2024", "target", "9", DATELINE.format("今年，岚山集团将建设产业园区，配套厂房9栋。")),
        ("2023-12", "achieved", "1.2", LATER.format("上个月，全县出口1.2亿元。")),
    ],
)
def test_times_of_news_are_told_from_their_day(
    tmp_path: Path, period: str, status: str, number: str, text: str
) -> None:
    found = [item for item in facts(tmp_path, text).observations if item.value == number]
    assert [(item.period, item.status) for item in found] == [(period, status)]


def test_a_project_of_yesterday_has_the_year_of_the_day(tmp_path: Path) -> None:
    (found,) = facts(tmp_path, DATELINE.format("昨日，瑞岭新能源有限公司20万千瓦风电项目开工建设。")).projects
    assert (found.stage, found.status, found.period) == ("started", "achieved", "2024")


def test_a_report_tells_its_times_from_its_sections(tmp_path: Path) -> None:
    review, plan = "一、2023年工作回顾\n去年，全县新增就业3200人。", "二、2024年工作安排\n今年，新建道路12公里。"
    text = f"西岭县2024年政府工作报告\n{review}\n{plan}"
    assert [(item.value, item.period, item.status) for item in facts(tmp_path, text).observations] == [
        ("3200", "2023", "achieved"),
        ("12", "2024", "target"),
    ]
