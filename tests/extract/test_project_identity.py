"""What tells one undertaking from another."""

from __future__ import annotations

import pytest

from kg.extract.project.identity import COMMON, KIND, NAMED, RARE, drive, identity, nameable, programme
from kg.extract.project.names import finer
from kg.text.line import Line
from kg.text.spans import Found


def a_line(text: str, *names: str) -> Line:
    return finer(Line.of(text)).with_names(
        [Found(at, at + len(name), "admin", "t") for name in names if (at := text.find(name)) >= 0]
    )


@pytest.mark.parametrize(
    ("grade", "text"),
    [
        (NAMED, "白塔县人民医院"),
        (NAMED, "20万吨尿素项目"),
        (RARE, "柳坪铁路"),
        (NAMED, "412国道改造"),
        (NAMED, "S321升级改造"),
        (RARE, "轨道四期"),
        (COMMON, "粮食储备基地"),
        (COMMON, "500千伏输变电工程"),
        (KIND, "重大项目"),
        (KIND, "农村公路"),
    ],
)
def test_grades_of_identity(grade: int, text: str) -> None:
    assert identity(a_line(text, "白塔县"), 0, len(text)) == grade


def test_a_count_of_things_is_no_name() -> None:
    assert not nameable(a_line("15座消防站"), 0, 6)
    assert not nameable(a_line("参与通道建设"), 0, 4)
    assert nameable(a_line("青岭消防站"), 0, 5)


@pytest.mark.parametrize("name", ["文化惠民工程", "“春风”工程", "服务能力提升工程"])
def test_programmes(name: str) -> None:
    assert programme(name)


def test_a_drive_may_be_work_on_a_place() -> None:
    assert drive("饮水提质增效工程")
    assert not programme("饮水提质增效工程")


@pytest.mark.parametrize("name", ["青岭供水工程", "“三横”输电工程二期", "青岭化工项目"])
def test_no_programmes(name: str) -> None:
    assert not programme(name)
