"""Lists of projects: where they part, and what their members share."""

from __future__ import annotations

import pytest

from kg.extract.project.lists import members
from kg.extract.project.names import finer
from kg.text.line import Line
from kg.text.spans import Found


def names(text: str, *places: str) -> list[str]:
    found = [Found(at, at + len(place), "admin", "t") for place in places if (at := text.find(place)) >= 0]
    return [member.name for member in members(finer(Line.of(text)).with_names(found), 0, len(text))]


CASES = [
    (["青岭水库"], "青岭水库"),
    (["青岭水库", "白塔大桥"], "青岭水库和白塔大桥"),
    (["岚山750千伏输变电项目", "松沟750千伏输变电项目"], "岚山、松沟750千伏输变电项目"),
    (["岚山水电站", "松沟水电站"], "岚山、松沟等水电站"),
    (["轨道2号线", "轨道5号线"], "轨道2、5号线"),
    (["岚山项目", "松沟项目"], "岚山、松沟等14个项目"),
    (["岚山水库", "松沟大桥"], "岚山水库、松沟大桥等重大项目"),
    (["岚山灌区现代化改造", "松沟灌区现代化改造"], "岚山灌区、松沟灌区现代化改造"),
    (["岚山高铁", "松沟高速改扩建"], "岚山高铁、松沟高速改扩建"),
    (["“青白直流”送出工程", "“四联”通道"], "“青白直流”送出工程、“四联”通道"),
    (["岚山水电站", "松沟水库"], "岚山等水电站和松沟水库"),
    (["岚山大街改扩建工程", "松沟路改扩建工程"], "岚山大街、松沟路等主次街路改扩建工程"),
    (["岚山水库除险加固", "松沟水库除险加固"], "岚山、松沟等五座水库的除险加固"),
    (["岚山管控系统", "松沟水库"], "四是岚山管控系统、松沟水库"),
    (["水源涵养与生态修复项目"], "水源涵养与生态修复项目"),
    (["岚山整体搬迁", "松沟整体搬迁"], "岚山和松沟整体搬迁等11个项目"),
    (["岚山200兆瓦项目", "松沟100兆瓦电池组件项目"], "岚山200兆瓦和松沟100兆瓦电池组件等项目"),
    (["岚山3000亩农田整治项目", "松沟4000亩农田整治项目"], "岚山3000亩、松沟4000亩农田整治项目"),
    (["25号线", "27号线"], "25、27号线"),
    (["省道394", "省道603"], "省道394、603"),
    (["岚山小学“护苗工程”", "松沟小学“护苗工程”"], "岚山小学、松沟小学2所学校“护苗工程”"),
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_members(expected: list[str], text: str) -> None:
    assert names(text, "岚山", "松沟") == expected


def test_a_member_points_at_its_own_words() -> None:
    text = "岚山、松沟750千伏输变电项目"
    found = members(
        finer(Line.of(text)).with_names([Found(0, 2, "admin", "t"), Found(3, 5, "admin", "t")]), 0, len(text)
    )
    assert [text[member.start : member.end] for member in found] == ["岚山", "松沟750千伏输变电项目"]
