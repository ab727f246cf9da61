"""Targets of one report against results of the next, from text to query: what may meet, and what never does."""

from __future__ import annotations

from pathlib import Path

import kg

_REPORT = (
    "高阳县{year}年政府工作报告\n——{year}年1月15日在高阳县第十八届人民代表大会第三次会议上\n各位代表：\n"
    "一、{review}年工作回顾\n{told}\n二、{year}年工作安排\n{planned}\n"
)
_PLANNED = "全县生产总值增长8%—8.5%，粮食产量达到20万吨。新增高新技术企业7家，完成5个项目土地处置。"
_TOLD = "地区生产总值增长8.7%。高新技术企业达到32家，签约项目35个，9个项目竣工投产。"


def test_like_meets_like_and_the_rest_is_unreported(tmp_path: Path) -> None:
    for year, told, planned in ((2023, "全县面貌一新。", _PLANNED), (2024, _TOLD, "继续努力。")):
        text = _REPORT.format(year=year, review=year - 1, told=told, planned=planned)
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    graph = kg.build(tmp_path, jobs=1)
    met = [(row["target"], row["result"], row["verdict"]) for row in graph.query("outcomes")]
    assert met == [("8%", "8.7%", "exceeded"), ("8.5%", "8.7%", "exceeded")]
    silent = {row["what"]: row["later_reports"] for row in graph.query("unreported")}
    assert silent["粮食产量"] == "1" and silent["高新技术企业"] == "1"
