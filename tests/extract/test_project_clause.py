"""Clauses and phrases: what stands before a stretch of names and what is said of it."""

from __future__ import annotations

import pytest

from kg.extract.project import clause, stage
from kg.extract.project.clause import phrases
from kg.extract.project.names import finer
from kg.extract.project.sorts import last_sort
from kg.extract.project.stretches import clauses
from kg.text.line import Line
from kg.text.spans import Found


def said(text: str, *names: str) -> list[tuple[str, str, str]]:
    """(words before, stretch, words after) of every phrase."""
    found = [Found(at, at + len(name), "admin", "t") for name in names if (at := text.find(name)) >= 0]
    return [
        (
            "".join(word.text for word in phrase.before),
            text[phrase.start : phrase.end],
            "".join(word.text for word in phrase.after),
        )
        for phrase in phrases(finer(Line.of(text)).with_names(found))
    ]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["甲开工", "乙竣工"], "甲开工，乙竣工。"),
        (["投资1,200万元"], "投资1,200万元"),
        (["“甲，乙”工程"], "“甲，乙”工程。"),
        (["柳塘—松园口岸"], "柳塘—松园口岸"),
        (["取得突破", "一是实施甲工程", "二是实施乙工程"], "取得突破一是实施甲工程，二是实施乙工程。"),
        (["重点之一是甲工程"], "重点之一是甲工程"),
        ([], "。"),
    ],
)
def test_clauses_end_at_marks_outside_names(expected: list[str], text: str) -> None:
    assert [text[start:end] for start, end in clauses(text)] == expected


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ([("加快推进", "青岭水库", "建设")], "加快推进青岭水库建设"),
        ([("", "青岭水库", "竣工"), ("", "白塔大桥", "开工")], "青岭水库竣工、白塔大桥开工"),
        ([("建设", "青岭水库", "力争投产")], "建设青岭水库，力争年内投产"),
        ([("启动", "青岭水库", "")], "白塔县启动青岭水库"),
        ([("实施", "青岭消防站建设项目", "")], "实施青岭消防站建设项目"),
        ([("推动", "青岭水库", "建设"), ("推动", "白塔灌区改造", "")], "推动青岭水库建设和白塔灌区改造"),
    ],
)
def test_phrases(expected: list[tuple[str, str, str]], text: str) -> None:
    got = [row for row in said(text, "白塔县") if row[0] or row[2]]
    assert got == expected


SCENES = [
    ([("", "青岭水库项目", "施工现场")], "在青岭水库项目施工现场，工人正在忙碌。"),
    ([("", "青岭水库项目", "建设现场")], "县长来到青岭水库项目建设现场。"),
    ([], "在青岭水库项目现场会上，大家交流了经验。"),
]


@pytest.mark.parametrize(("expected", "text"), SCENES)
def test_where_something_is_being_made_it_is_named(expected: list[tuple[str, str, str]], text: str) -> None:
    assert [row for row in said(text) if "现场" in row[2]] == expected


SORTS = [
    (["岚山铝材项目", "松沟水库"], "集中开工的项目有：岚山铝材项目；松沟水库。", ""),
    (["岚山铝材项目"], "其中包括岚山铝材项目。", "全县集中开工项目5个。"),
    ([], "岚山铝材项目总投资3亿元。", "全县集中开工项目5个。"),
    ([], "其中包括岚山铝材项目。", "全县工作有序。"),
]


@pytest.mark.parametrize(("expected", "text", "before"), SORTS)
def test_projects_that_a_sort_lists_are_of_its_stage(expected: list[str], text: str, before: str) -> None:
    """The sort stands in the sentence itself or at the end of the one before."""
    sort = last_sort(finer(Line.of(before)))
    told = [phrase for phrase in phrases(finer(Line.of(text)), sort) if phrase.before and phrase.silent]
    assert [text[phrase.start : phrase.end] for phrase in told] == expected
    assert all(phrase.before[0].uses == (("sort", "started"),) for phrase in told)


BEGUN = [
    ([("青岭绿化工程", "building")], "青岭绿化工程已完成投资593万元。"),
    ([("青岭绿化工程", "building")], "青岭绿化工程完成工程量的40%。"),
    ([("青岭绿化工程", "building")], "青岭绿化工程进展顺利。"),
    ([("青岭大道、白塔南路", "planned")], "青岭大道、白塔南路完成方案设计。"),
    ([("青岭热电项目", "building"), ("白塔水库", "started")], "青岭热电项目进入大规模施工阶段、白塔水库开工。"),
    ([("青岭水库顺利", "completed")], "青岭水库顺利竣工。"),
]


@pytest.mark.parametrize(("expected", "text"), BEGUN)
def test_how_far_a_thing_has_come_is_a_predicate(expected: list[tuple[str, str]], text: str) -> None:
    found = phrases(finer(Line.of(text)))
    told = [
        (text[phrase.start : phrase.end], phrase.after[0].stage(before=False)[1]) for phrase in found if phrase.after
    ]
    assert told == expected


WHOLE = [
    (("", "青岭米业有限公司建设项目", "总投资"), "青岭米业有限公司建设项目总投资6600万元。"),
    (("", "青白高铁", "全长"), "青白高铁全长119公里。"),
    (("", "鑫源铝材、松沟酒业扩能", ""), "4个分现场分别是鑫源铝材、松沟酒业扩能。"),
    (("", "松沟精密等14个项目已", "复工"), "22个产业项目中松沟精密等14个项目已复工。"),
    (("", "重点项目集中", ""), "白塔县举行重点项目集中开工仪式。"),
    (("完成", "青岭大街南延、松园路", "建设"), "甲区年内完成青岭大街南延、松园路建设。"),
    (("", "松沟铝材项目、青岭酒厂项目", ""), "观摩团先后到松沟铝材项目、青岭酒厂项目进行实地观摩。"),
    (("", "职业教育园区", "落户"), "职业教育园区落户白塔县、青岭水库开工。"),
]


@pytest.mark.parametrize(("expected", "text"), WHOLE)
def test_a_stretch_is_no_more_and_no_less_than_names(expected: tuple[str, str, str], text: str) -> None:
    assert expected in said(text, "青岭米业有限公司", "白塔县")


ENDED = {
    "_aim": "岚山水库力争年内竣工",
    "_scene": "岚山水电站项目施工现场",
    "_visit": "岚山项目、松沟项目进行实地观摩",
    "_progress": "岚山水库已完成投资2亿元",
    "_presentation": "岚山新材料项目总投资3亿元",
    "_contract": "岚山县与翎瑞公司签订的松沟光伏项目合同书",
}


@pytest.mark.parametrize(("named", "sentence"), ENDED.items())
def test_what_ends_a_stretch_needs_one_of_its_words(named: str, sentence: str) -> None:
    line = finer(Line.of(sentence))
    words = {word.start: word for word in stage.said(line.text, line.bounds)}
    ending = [
        (rule.__name__, needed)
        for rule, needed in clause._ENDINGS
        if any(rule(line, words, 0, token, len(sentence)) for token in line.tokens[1:])
    ]
    assert named in dict(ending)
    assert all(not needed or any(word in sentence for word in needed) for _, needed in ending)
