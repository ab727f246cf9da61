"""What follows 等 in a list, and which of its words each member gets back: 岚山、松沟等|水电站."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.extract.project import identity, names
from kg.extract.project.member import Member
from kg.extract.project.predicates import GENERIC
from kg.text.line import Line
from kg.text.numeral import ARABIC, CHINESE
from kg.text.tokens import cut

_COUNTED = re.compile(
    f"(?:{ARABIC}(?:公里|千米|米)的)?(?:近|超|约)?"
    f"(?:一大批|一批|一系列|若干|多个|多条|多座|系列|批"
    f"|(?:{ARABIC}|{CHINESE})[万千]?[余多]?(?:个|座|条|家|所|处|项|批|类|宗|栋|段|对|口|艘|片|县|大(?![型中])))"
)
# 等城市更新项目|15个: the count may stand behind the head too.
COUNT_BEHIND = re.compile(f"(?:共计?)?(?:{ARABIC}|{CHINESE})(?:个|座|条|家|所|处|项)$")
# What the roads of a list are called together, and how long they are: neither belongs to the name of one.
_CLASS_OF_ROADS = re.compile(
    f"(?:重点|主要|主干|骨干|市政|城市|城区)?(?:道路|路段|街道|街巷|公路|线路)(?:{ARABIC}公里)?"
)
_CALLED = tuple(sort + kind for sort in ("示范", "试点", "建设", "配套", "") for kind in GENERIC)
_ROAD_ENDS = ("路", "街", "巷", "道", "线")


def called(text: str) -> str:
    """The end of a text that only calls a thing a project, or nothing.

    >>> called("灌区改造试点工程"), called("项目"), called("水电站")
    ('试点工程', '项目', '')
    """
    return next((word for word in _CALLED if text.endswith(word)), "")


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows 等: its stretch, whether a count or a modifier stands in it, and the words that remain."""

    counted: bool
    modified: bool
    core: str


def tail_of(line: Line, start: int, end: int) -> Tail:
    text = line.text[start:end]
    text = text[_described(text) :]
    counted = _COUNTED.match(text)
    core = text[counted.end() :] if counted else text
    behind = COUNT_BEHIND.search(core)
    core = core[: behind.start()] if behind else core
    core = core[_described(core) :]
    bare = core if core.startswith(_LEVELS) and not called(core) else names.without_modifiers(core)
    praised = bare != core or (counted is not None and counted.group() in _MANY)
    return Tail(counted is not None or behind is not None, praised, bare)


# The rank of a thing is part of its name: 等3个|省级区域医疗中心.
_LEVELS = ("省级", "市级", "国家级")


def _described(tail: str) -> int:
    """Where a tail begins behind what describes it: 等|投资过亿元的|大项目."""
    at = tail.rfind("的") + 1
    return at if called(tail) and at < len(tail) else 0


_MANY = ("一大批", "一批", "一系列", "若干", "多个", "系列", "批")


def share_tail(line: Line, listed: list[Member], tail: Tail) -> list[Member]:
    """The head behind 等 put back on the members that need it."""
    generic = bool(called(tail.core))
    return [_with_tail(line, replace(member, licensed=generic), tail) for member in listed]


def _with_tail(line: Line, member: Member, tail: Tail) -> Member:
    for rule in TAIL_RULES:
        added = rule(line, member, tail)
        if added is not None:
            return (
                replace(member, name=member.name + added, rule=f"shared-{rule.__name__}", licensed=True)
                if added
                else member
            )
    return member


def road(line: Line, member: Member, tail: Tail) -> str | None:
    """甲路、乙路等25条道路景观提升工程: what is done to the roads."""
    roads = _CLASS_OF_ROADS.match(tail.core)
    return tail.core[roads.end() :] or None if roads and member.name.endswith(_ROAD_ENDS) else None


def project(line: Line, member: Member, tail: Tail) -> str | None:
    """甲、乙等项目: the word itself, on a bare name or where it is neither praised nor counted."""
    if not tail.core or called(tail.core) != tail.core:
        return None
    wants = member.kind == "none" or member.name.endswith("一体化")
    fits = _bare(line, member, tail) or not (tail.counted or tail.modified)
    return tail.core if wants and fits else ""


def undertaking(line: Line, member: Member, tail: Tail) -> str | None:
    """甲、乙等灌区改造工程: the whole tail, or the bare word where the tail only classes (等工业项目)."""
    generic = called(tail.core)
    if not generic:
        return None
    before = names.head(tail.core.removesuffix(generic)).kind
    if member.kind != "none":
        return tail.core if before == "action" and member.kind == "zone" else None
    if before in _TELLING:
        return tail.core[_opening_class(tail.core) :]
    if not _bare(line, member, tail):
        return ""
    return generic[-2:] if identity.common(tail.core) else tail.core


def worked_on(line: Line, member: Member, tail: Tail) -> str | None:
    """甲公园、乙公园等老旧公园景观提升: what is done to things that are there already."""
    work = tail.core.removesuffix(called(tail.core))
    if member.kind not in THINGS:
        return None
    if names.head(work).kind != "action":
        return _behind_kind(member, tail.core)
    done = tail.core[_class_end(work[: names.head(work).start]) :].removeprefix("的")
    return done if done and done != tail.core else None


def _behind_kind(member: Member, tail: str) -> str | None:
    """What stands behind the kind that a member is of: 甲小学、乙小学3所学校|“校安工程”."""
    kind = cut(tail)[0].text if tail else ""
    rest = tail[len(kind) :].partition("、")[0]
    alike = {names.head(kind).kind, member.kind} <= _INSTITUTIONS
    return rest if alike and len(rest) > 2 and called(rest) != rest else None


_INSTITUTIONS = frozenset(("institution", "soft"))
THINGS = ("facility", "institution", "soft", "single", "zone", "phase", "road")
# What things are called together: 等重要节点|绿化提升.
_CLASS_OF_THINGS = (
    "设施",
    "节点",
    "路段",
    "场所",
    "片区",
    "区域",
    "小区",
    "村庄",
    "街区",
    "项目",
    "地块",
    "河道",
    "河流",
    "道路",
)


def _class_end(tail: str) -> int:
    """Where the words end that class the members of a list, or 0."""
    ends = [token.end for token in cut(tail)]
    return max((end for end in ends if _classes(tail[:end])), default=0)


def _classes(text: str) -> bool:
    return text.endswith(_CLASS_OF_THINGS) or names.head(text).kind in THINGS


def _opening_class(tail: str) -> int:
    """Where a word ends that only classes the members of a list: 等|片区|积涝整治工程; 0 where none does."""
    word = cut(tail)[0].text
    return len(word) if word in _CLASS_OF_THINGS and len(word) < len(tail) - 2 else 0


def at_road(line: Line, member: Member, tail: Tail) -> str | None:
    """甲路、乙路等5个服务中心, 甲路等重点商圈改造: roads that only say where."""
    if member.kind != "road":
        return None
    head = names.head(tail.core)
    placed = tail.counted and head.kind in ("institution", "facility", "soft")
    return tail.core if placed or (head.kind == "action" and head.start) else None


def plant(line: Line, member: Member, tail: Tail) -> str | None:
    """甲公司新材料等10个产业园: counted things of one kind."""
    kinds = tail.counted and names.head(tail.core).kind in ("facility", "institution")
    return tail.core if kinds and member.kind == "none" and identity.specific(line, member.start, member.end) else None


def bare(line: Line, member: Member, tail: Tail) -> str | None:
    """甲、乙等水电站: names that stand alone."""
    fits = names.head(tail.core).kind not in ("none", "single") and _bare(line, member, tail)
    return _without_of(tail.core) if fits else None


def _without_of(tail: str) -> str:
    """A tail without what joins its work to its thing: 水库|的|除险加固."""
    thing, _, work = tail.rpartition("的")
    return thing + work if len(work) > 1 else tail


def graded(line: Line, member: Member, tail: Tail) -> str | None:
    """甲港30万吨级、乙港20万吨级等航道: of which grade the thing is that all are."""
    own = _before_grade(line, member)
    if not 2 <= own - member.start <= 8 or names.head(tail.core).kind in ("none", "single", "generic"):
        return None
    return tail.core if identity.bare(line, member.start, own) else None


def _before_grade(line: Line, member: Member) -> int:
    """Where the grade begins that a member ends with (30万吨级, 二级), or 0."""
    if line.text.endswith(_GRADES, member.start, member.end):
        return member.end - 2
    sizes = line.capacities(member.start, member.end)
    graded = sizes and line.text[sizes[-1].end : member.end] == "级"
    return sizes[-1].start if graded else 0


_GRADES = ("一级", "二级", "三级", "四级")
TailRule = Callable[[Line, Member, Tail], str | None]
TAIL_RULES: tuple[TailRule, ...] = (road, project, worked_on, undertaking, at_road, plant, bare, graded)
# What a tail says of its members beyond 项目: 高速项目, 灌区改造工程.
_TELLING = frozenset(("action", "facility", "institution", "road"))


def _bare(line: Line, member: Member, tail: Tail) -> bool:
    """Whether a member is a proper name without a head of its own (青岭坝 before 等水电站 has none)."""
    plain = member.kind == "none" or (member.kind == "single" and names.head(tail.core).kind == "facility")
    return plain and identity.bare(line, member.start, member.end)
