"""Other cases of the kinds of the made-up ones, with other words: what holds for one case must hold for its kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_made_up_cases import observation, project

from kg.model import Facts
from kg.pipeline.worker import facts
from kg.read import Source, read


def said(text: str, folder: Path, year: str = "2023", kind: str = "report") -> Facts:
    path = folder / "a.txt"
    path.write_text(f"2023年工作\n{text}", encoding="utf-8")
    return facts(read(Source(path, path.name, {"place": "西岭县", "year": year, "kind": kind})))


@pytest.mark.parametrize(
    ("text", "observations"),
    [
        ("青岭大道改扩建工程完成投资1.2亿元。", ["青岭大道改扩建工程投资 | 1.2 亿元 level | achieved 2023"]),
        ("翎瑞水库除险加固工程完成投资3800万元。", ["翎瑞水库除险加固工程投资 | 3800 万元 level | achieved 2023"]),
        (
            "引进七八个项目，改造两三个小区。",
            ["项目 | 7 个 level | achieved 2023", "项目 | 8 个 level | achieved 2023",
             "小区 | 2 个 level | achieved 2023", "小区 | 3 个 level | achieved 2023"],
        ),
        (
            "300项审批事项线上办结率达95%。",
            ["审批事项 | 300 项 level | achieved 2023", "审批事项线上办结率 | 95 % share | achieved 2023"],
        ),
        ("近八成行业增加值保持增长。", ["行业 | 80 % share | achieved 2023"]),
        ("七成企业营业收入实现增长。", ["企业 | 70 % share | achieved 2023"]),
        (
            "总投资6.4亿元的翎瑞路、青岭路、白塔路改造工程开工建设。",
            ["翎瑞路、青岭路、白塔路改造工程总投资 | 6.4 亿元 level | achieved 2023"],
        ),
        (
            "完成总投资12亿元的白塔片区、松沟老街改造。",
            ["白塔片区、松沟老街改造总投资 | 12 亿元 level | achieved 2023"],
        ),
    ],
)  # fmt: skip
def test_what_is_measured(text: str, observations: list[str], tmp_path: Path) -> None:
    assert [observation(item) for item in said(text, tmp_path).observations] == observations


@pytest.mark.parametrize(
    ("text", "projects"),
    [
        # a sum of all of a list is no single one's; a sum before each is its own
        (
            "总投资6.4亿元的翎瑞路、青岭路改造工程开工建设。",
            ["翎瑞路改造工程 | started achieved 2023 |  |  | ", "青岭路改造工程 | started achieved 2023 |  |  | "],
        ),
        (
            "总投资8亿元的翎瑞冷链物流园、总投资6亿元的青岭数据中心开工建设。",
            ["翎瑞冷链物流园 | started achieved 2023 | 8亿元 |  | 翎瑞冷链物流园",
             "青岭数据中心 | started achieved 2023 | 6亿元 |  | "],
        ),
        (
            "翎瑞公司在青石镇投资2亿元建设翎瑞冷链物流园项目。",
            ["翎瑞冷链物流园项目 | building achieved 2023 | 2亿元 |  | 翎瑞冷链物流园、青石镇"],
        ),
        ("推动与白塔新区一体化规划，推进与青岭经开区协同规划。", []),
        ("坚持三向发力推动项目落地、开工、投产。", []),
    ],
)  # fmt: skip
def test_which_projects(text: str, projects: list[str], tmp_path: Path) -> None:
    assert [project(item) for item in said(text, tmp_path).projects] == projects


def test_a_project_of_a_plan_stands_in_its_years(tmp_path: Path) -> None:
    found = said("“十四五”时期，谋划建设青岭湿地公园、翎瑞河生态廊道等重大工程。", tmp_path, "2020", "plan")
    assert {item.period for item in found.projects} == {"2021-2025"}
