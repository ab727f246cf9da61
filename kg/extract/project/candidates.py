"""Which members of a phrase may be names of projects at all, before anything is weighed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.extract.project import identity, lists, names
from kg.extract.project.clause import Phrase
from kg.extract.project.member import Member
from kg.extract.project.predicates import GENERIC
from kg.text import lexicon
from kg.text.line import Line

# Work on paper: 启动编制A规划.
_PAPER = ("编制", "修编", "制定", "出台", "印发", "修订")
# What a sight or resort is awarded, which is no project: 5A级景区获批.
_AWARDED = frozenset(["获批", "获评", "获得批准", "批准"])
_RANKED = ("景区", "度假区")
# What is applied for by a rank is a title: 申报国家级纺织基地.
_APPLYING = frozenset(["申报", "争创", "申建", "积极申报", "创建"])
_RANKS = ("国家", "全国", "世界级", "省级", "A级")
# What is done for an undertaking before it is begun, and for nothing else.
_PREPARING = ("前期", "可研", "可行性", "征地", "选址", "初步设计", "土地整备", "核准", "规划研究")


def tells_no_project(line: Line, phrase: Phrase) -> bool:
    """Whether a phrase is of work on paper, of what is raised of a thing, or of a task."""
    said = line.text[phrase.first : phrase.start]
    awarded = phrase.after and all(word.text in _AWARDED for word in phrase.after)
    if awarded and line.text.endswith(_RANKED, phrase.start, phrase.end):
        return True
    applied = phrase.before and all(word.text in _APPLYING for word in phrase.before)
    if applied and any(rank in line.text[phrase.start : phrase.end] for rank in _RANKS):
        return True
    if not phrase.before and line.text.startswith(_HONOURS, phrase.end):
        return True
    told = line.text[phrase.start : phrase.last]
    if any(map(said.__contains__, _PAPER)) or any(map(told.__contains__, _FITTINGS)) or _lists_firms(told):
        return True
    return _is_quality(line.text[phrase.start : phrase.end]) or "任务" in line.text[phrase.end : phrase.last]


# What happens to what stands already: 甲公园|获评五星级公园.
_HONOURS = ("获评", "评为", "被评为", "荣获", "跻身")
# A list of what belongs to a project: 建设车间、仓库等附属设施.
_FITTINGS = ("等附属", "等配套设施", "等配套用房", "等配套工程", "等辅助")


def _is_quality(text: str) -> bool:
    """Whether a stretch ends with what is raised of a thing that stands already: A、B服务能力提升, B的优质工程."""
    raised = next((text.removesuffix(word) for word in _RAISED if text.endswith(word)), text)
    bare = next((text.removesuffix(word) for word in _OF_PRAISE if text.endswith(word)), "")
    return raised.endswith(_QUALITIES) or (bare.endswith("的") and "等" not in bare)


_QUALITIES = tuple("功能 能级 品质 水平 服务 运营 管理 作用 优势 效益 影响力 能力 质量 体系".split())
_RAISED = ("提升", "升级", "增强", "完善", "发挥", "建设")
_OF_PRAISE = tuple(praise + kind for praise in ("重大", "重点", "优质", "") for kind in GENERIC)


def _lists_firms(text: str) -> bool:
    """Whether a list is one of firms and not of what they build: 引进甲、乙2家企业."""
    at = max(map(text.find, ("企业", "公司", "院校")))
    counted = any(mark in text[max(0, at - _NEAR_COUNT) : at] for mark in ("家", "等"))
    return at > 0 and counted and not any(word in text[at : at + 2 * _NEAR_COUNT] for word in _BUILT)


_NEAR_COUNT = 8
_BUILT = ("总部", *GENERIC, "基地", "生产线")


def nameable_members(line: Line, phrase: Phrase) -> list[Member]:
    """The members of a phrase that may be names of projects; of what nothing is said, only those with a head."""
    told = bool(phrase.before or phrase.after)
    if not told and not _may_name(line, phrase):
        return []
    prepared = any(word.text.startswith(_PREPARING) for word in phrase.after)
    end = names.strip_right(line, phrase.start, phrase.end)
    return [
        replace(member, licensed=True) if prepared and not member.licensed else member
        for member in lists.members(line, phrase.start, end)
        if may_be_name(line, member) and (told or member.licensed or member.kind != "none")
    ]


def _may_name(line: Line, phrase: Phrase) -> bool:
    """Whether a stretch of which nothing is said ends like a name, or calls something a project."""
    text = line.text[phrase.start : phrase.end].removesuffix("等")
    return any(word in text for word in GENERIC) or names.head(text).kind != "none"


def may_be_name(line: Line, member: Member) -> bool:
    words = [token.text for token in line.within(member.start, member.end)[:_OPENING]]
    if not _persons().isdisjoint(words):
        return False  # 副县长李志远出席
    if (
        not 2 + (not member.licensed) <= len(member.name) <= 45
        or identity.CATCHWORD.search(member.name)
        or _standing(line, member)
    ):
        return False
    if member.rule == "as-written" and member.kind == "generic" and identity.generic(line, member.start, member.end):
        return False  # 重点项目, 产业工程
    if _SORT_OF_PROJECTS.search(member.name):
        return False  # 岚山县2022年|重点项目
    return member.rule == "shared-number" or identity.nameable(line, member.start, member.end)


_OPENING = 3
# Of what sort projects are, which names none, whosever they are.
_SORT_OF_PROJECTS = re.compile(
    "(?:重点|重大|重要|亿元|优质|招商引资|集中开工|集中签约|新开工|前期|储备)(?:工业|产业|建设|招商)?项目$|^第[一二三四五六七八九十]+[轮批]项目$"
)


@cache
def _persons() -> frozenset[str]:
    return lexicon.words("project", "person")


def _standing(line: Line, member: Member) -> bool:
    """Whether a member is a river or division by its own name (大运河), or a road by its number (G207)."""
    if identity.ROAD_NUMBER.fullmatch(member.name):
        return True
    return member.name == line.text[member.start : member.end] and any(
        name.start == member.start
        and (
            (name.end == member.end and name.type in ("natural", "admin", "region"))
            or line.text[name.end : member.end] in _GROWN_TOGETHER
        )
        for name in line.names
    )


# What places do with each other, which builds nothing: 与甲新区|一体化.
_GROWN_TOGETHER = frozenset(["一体化", "同城化", "协同", "联动", "一体化发展"])
