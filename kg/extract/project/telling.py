"""What the words around a name tell of a project: its stage, status, period, money, capacity and place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.project import investment, stage
from kg.extract.project.clause import Phrase
from kg.extract.project.member import Member
from kg.extract.project.stage import PUSHED
from kg.model import Amount, Stage, Status
from kg.text import lexicon, quantity, relative
from kg.text import period as periods
from kg.text.line import Line
from kg.text.relative import Day
from kg.text.spans import Found
from kg.text.unit import capacities

_AIM = re.compile(
    "力争|力促|争取|确保|即将|(?<!完成)(?<!年度)(?<!全年)计划(?!总?投资|用地|占地|(?:新?开工|完工|竣工|投产)的?项目)|预计|有望|拟(?=[建开启])|(?<![主重需])要(?=[建开启竣完新])|将(?=[于在建开投启竣完])"
)
# Verbs whose object stands there once a review tells of it.
_DONE_BY = ("新建", "修建", "兴建", "打造", "扩建", "改扩建", "迁建", "新改建")
_DONE = tuple(f"已{how}{verb}" for how in ("", "经", "全部", "全面", "正式") for verb in "建开投启竣完通获")
_MONTH = re.compile("(?<![0-9])([0-9]{1,2})月(?:[0-9]{1,2}日|底|份|初)?")
# What is not yet more than paper: 推进A铁路|规划.
_ON_PAPER = tuple(
    "规划 方案 选址 可研 可行性研究 招标 招投标 公开招标 公开招投标 设计 初步设计 施工图设计 立项 审批 环评 "
    "勘察 勘测".split()
)
_OF_PLANS = ("规划建设", "规划展示", "规划区")
# How far before the verb the modal stands: 省里将|开工建设.
_MODAL = 4


def force_around(line: Line, phrase: Phrase) -> int:
    """The force of the words around a phrase; what a thing helped does itself is no stage of it (支持甲机场创建…)."""
    standing = lexicon.ordered("project", "standing")
    helped = all(word.uses[0][0] == "weak" for word in phrase.before)
    if not phrase.after and phrase.last > phrase.end and (helped or line.text.startswith(standing, phrase.end)):
        return 0
    return stage.force(phrase.before, phrase.after)


@dataclass(frozen=True, slots=True)
class Told:
    """What the words around a stretch tell of every project in it; `consumed` is where the investment stands."""

    stage: Stage
    status: Status
    period: str
    investment: Amount | None
    consumed: tuple[tuple[int, int], ...]


def told_around(line: Line, phrase: Phrase, members: Sequence[Member], status: Status, year: int, day: Day) -> Told:
    ends = [at for member in members for at in (member.start, member.end)]
    first = max(phrase.first - _MODAL, line.text.rfind("，", 0, phrase.first) + 1)
    around = f"{_said_before(line, phrase)}{line.text[first : min(ends)]} {line.text[max(ends) : phrase.last]}"
    told: Status = "target" if _AIM.search(around) else "achieved" if any(word in around for word in _DONE) else status
    own = year + (told == "target") - (status == "target")
    alone = len(members) == 1
    money = (investment.of_phrase(line, phrase) or investment.put_into(line, members[0].start)) if alone else None
    reached = _stage(line, phrase, max(ends), told)
    if reached == "none":
        reached, told = _told_later(line, max(ends), told)
    return Told(
        reached,
        told,
        _period(line.text[phrase.first : phrase.last], own, day),
        money.amount if money else None,
        (money.span,) if money else (),
    )


def is_aimed(text: str) -> bool:
    """Whether a stretch says of what it tells that it is aimed at."""
    return _AIM.search(text) is not None


def _told_later(line: Line, end: int, status: Status) -> tuple[Stage, Status]:
    """The stage that a later clause of the sentence tells of, where the clause of a project tells of none."""
    word = stage.next_word(line.text, end, line.bounds)
    if word is None:
        return "none", status
    clause = line.text[max(end, line.text.rfind("，", 0, word.start)) : word.start]
    return word.stage(before=False)[1], "target" if is_aimed(clause) else status


def _said_before(line: Line, phrase: Phrase) -> str:
    """The words around a verb that stands before the clause of a phrase: 预计开工建设3段，分别是|A段."""
    far = [word for word in phrase.before if 0 <= word.start < phrase.first - _MODAL]
    return (
        line.text[max(line.text.rfind("，", 0, far[0].start), far[0].start - 2 * _MODAL, 0) : far[-1].end] + " "
        if far
        else ""
    )


def _stage(line: Line, phrase: Phrase, end: int, status: Status) -> Stage:
    """The stage that the words around a phrase say, or else the first definite one behind it in the sentence."""
    before = phrase.before
    if line.text.startswith("主体", end) and phrase.after:
        return "building"  # 金源食品主体|竣工
    paper = max((len(word) for word in _ON_PAPER if line.text.startswith(word, end, phrase.last)), default=0)
    alone = end + paper <= phrase.end or stage.force(before, phrase.after) <= PUSHED
    if paper and alone and not line.text.startswith(_OF_PLANS, end):
        return "planned"
    if phrase.silent and not phrase.after:
        later = stage.next_definite(line.text, end, line.bounds)
        return stage.decide(before, ()) if later == "none" else later
    if status == "achieved" and before and not phrase.after and all(word.text.endswith(_DONE_BY) for word in before):
        return "completed"
    return stage.decide(before, phrase.after)


def capacities_of(line: Line, member: Member) -> tuple[Amount, ...]:
    """The capacities inside a name; one with a head put back is a text of its own."""
    if member.name == line.text[member.start : member.end]:
        found = line.capacities(member.start, member.end)
    else:
        found = capacities(member.name, quantity.find(member.name))
    return tuple(Amount(item.value, item.unit) for item in found)


def built_in(line: Line, places: Sequence[Found], member: Member) -> Iterator[str]:
    """The place in which the clause of a project says that it is built: 甲公司|在青石镇|投资3亿元建设乙产业园."""
    start = max(line.text.rfind(mark, 0, member.start) for mark in "，。；") + 1
    for place in places:
        stands = start < place.start and place.end < member.start and not place.nested
        if stands and line.text[place.start - 1] == "在" and _BUILDS.match(line.text, place.end):
            yield line.text[place.start : place.end]


_BUILDS = re.compile("(?:境内|辖区)?(?:计划|拟|总|累计)?(?:投资|投入|建设|新建|兴建|实施|建成|开工|启动|打造|落地)")


def _period(said: str, year: int, day: Day) -> str:
    for named in periods.find(said, year, relative.find(said, day)):
        if named.role in ("in", "until"):
            return named.value
    if (month := _MONTH.search(said)) and 1 <= int(month[1]) <= 12:
        return f"{year}-{int(month[1]):02}"
    return str(year)
