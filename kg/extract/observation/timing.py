"""Timing: status and period of a number, from the words of its clause, else from its section."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.observation import verb_classes
from kg.extract.observation.discourse import clause_start
from kg.extract.observation.number_context import NumberContext
from kg.model import OriginKind, Status
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.period import UNKNOWN_YEAR, Period
from kg.text.relative import UNKNOWN_DAY, Day
from kg.text.tokens import Token

_AIM = re.compile(
    "力争|确保|(?<!资金)争取(?:[一-龥]{0,8}(?:达|完成|实现|突破|控制|增长|提高|新增))|目标(?:是|为|：|值)|(?:(?<=今年)|(?<=明年)|(?<!年)(?<!年度))计划(?!的|单列|生育|项目|投资占)(?:[一-龥]{1,6}[0-9])|预期(?!寿命)|拟|即将|"
    "将(?:达|新|建|完成|实现|提高|增|要|力|在|有|突破|于|为|继续|再|陆续|全面|全部|提供|形成|投入|投资|带动|推出|引进|培育|改造|实施|开[工建业展]|打造|打通|连通|启动|竣工|投产|安排|超|拥有|成为|迎来)|"
    "要(?:实现|达到|完成|力争|确保|新增|突破)|到[0-9]{4}年|有望|明年|今后|未来|下一步|奋力(?:实现|完成)"
)
_DONE = re.compile(
    "已(?:经|达|建|完成|有|累计|开|签|落|投|超|连|获)|目前|现有|截至|截止|去年|过去|累计已|上年(?:完成|实现|达)|近年来|以来"
)
_SAME_YEAR = ("同比", "环比", "比上年", "较上年", "比去年", "较去年")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the section says: status, year of a plain fact, span (see `kg.model.Context`), year under review.

    `now` is the year that the document calls 今年, `news` whether it tells of what is to come as news do.
    `day` is the one from which news tell their times.
    Where nobody knows the year under review, both years are `kg.text.period.UNKNOWN_YEAR`.
    """

    status: Status
    year: int
    span: str
    review: int
    now: int = 0
    news: bool = False
    day: Day = UNKNOWN_DAY


@dataclass(frozen=True, slots=True)
class Timed:
    """A value read from the words, with the stretch that says it (empty where the section does)."""

    value: str
    origin: OriginKind
    start: int = 0
    end: int = 0


def status(line: Line, number: NumberContext, setting: Setting, period: Timed) -> Timed:
    """Planned or achieved: the words of the clause, then the year they name, then the section."""
    clause = line.text[number.start : number.quantity.right]
    if found := _aim(clause, setting, period):
        return Timed("target", "clause", number.start + found.start(), number.start + found.end())
    if ahead := _will(line, number.start, number.quantity.left):
        return Timed("target", "clause", ahead.start, ahead.end)
    if setting.status == "target" and (found := _last(_DONE, clause)):
        return Timed("achieved", "clause", number.start + found.start(), number.start + found.end())
    return _by_period(setting, period) or _aim_before(line, number, setting, period) or Timed(setting.status, "heading")


def _aim_before(line: Line, number: NumberContext, setting: Setting, period: Timed) -> Timed | None:
    """The aim of a clause that this one goes on with: 将提供用地6块、共|3平方公里; in news over commas too.

    An amount that tells which things are counted stands in their own clause: 力争总投资5亿元的|9个项目早日开工.
    """
    if line.text.startswith("的", number.start):
        start = clause_start(line.text, number.start)
        if _aim(line.text[start : number.start], setting, period):
            return Timed("target", "clause", start, number.start)
    marks, ends = ("，、", "，；。：;") if setting.news else ("、", "，；。：、;（(")
    end = number.start if line.text[number.start] in marks else number.start - 1
    for _ in range(_REACH):
        if end < 1 or line.text[end] not in marks:
            return None
        start = max(line.text.rfind(mark, 0, end) for mark in ends) + 1
        clause = line.text[start:end]
        if _DONE.search(clause):
            return None
        if _aim(clause, setting, period) or _will(line, start, end):
            return Timed("target", "clause", start, end)
        end = start - 1
    return None


_REACH = 3  # clauses


_VERBS = verb_classes.DO | verb_classes.HARD | verb_classes.ADVERBS | verb_classes.CHANGES


def _will(line: Line, start: int, end: int) -> Token | None:
    """The word of a clause that looks ahead and the verb behind it: 将|重点, 要|开工; not 将3个项目列入, 要素."""
    words = line.inside(start, end)
    for at, (word, following) in enumerate(pairwise(words)):
        if word.text not in ("将", "要"):
            continue
        behind = words[at + 2].text if following.text in _HOW and at + 2 < len(words) else following.text
        if behind in _VERBS or behind in dictionary().verbs:
            return word
    return None


_HOW = frozenset(["重点", "集中", "着力", "力争", "共", "全力", "大力"])


def _aim(clause: str, setting: Setting, period: Timed) -> re.Match[str] | None:
    """The words of a clause that look ahead: 力争, 将; 到2025年 only where that year is to come."""
    found = _last(_AIM, clause)
    if not found or (found.group().startswith("到") and int(period.value[:4] or 0) <= setting.review):
        return None
    return found


def _by_period(setting: Setting, period: Timed) -> Timed | None:
    """The status that a named period gives against the section's: what is past is done, a year to come is aimed at."""
    if period.origin not in ("clause", "sentence") or not period.value or setting.review == UNKNOWN_YEAR:
        return None
    last = int(period.value.split("-")[1][:4] if _is_span(period.value) else period.value[:4])
    if setting.status == "target":
        return Timed("achieved", period.origin, period.start, period.end) if last <= setting.review else None
    now = setting.now if setting.news else setting.review
    # In news without a date the year itself is a guess, but not one of two years.
    ahead = last > now + (setting.news and not setting.day.month) and not _is_span(period.value)
    return Timed("target", period.origin, period.start, period.end) if ahead else None


def changed_year(said: str, setting: Setting, status: Status) -> str:
    """The year of a clause that is not what its section is: what is to come this year, else in the next."""
    this_year = setting.now and any(word in said for word in _THIS_YEAR)
    return str(setting.review if status == "achieved" else setting.now if this_year else setting.review + 1)


_THIS_YEAR = ("今年", "年内", "年底前", "本年", "全年")


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda found: found.start(), default=None)


def _is_span(value: str) -> bool:
    return len(value) == 9 and value[4] == "-" and value[:4].isdigit() and value[5:].isdigit()


def period(line: Line, number: NumberContext, setting: Setting, periods: Sequence[Period], flow: bool) -> Timed:
    """The period that the words before the number name, else the section's: its span for what was done over years.

    `flow` says that the number adds up over the period (see `is_flow`).
    """
    if nearest := _nearest(line, number, periods):
        return _in_period(number, nearest, flow, setting)
    if _is_span(setting.span) and _is_now(number, periods):
        return Timed(str(setting.year), "heading")  # 目前，园区有企业38家: of these years, as it is at their end
    if _is_span(setting.span) and any(
        named.role == "each" and number.start <= named.start < number.quantity.start for named in periods
    ):
        return Timed(setting.span, "heading")  # 每年新增就业5万人: in each of the years that the section tells of
    points = number.quantity.kind == "points"  # how far a rate has come since, not what added up
    since = points and any(named.role == "baseline" and named.start >= number.start for named in periods)
    part_of_year = bool(setting.span) and not _is_span(setting.span)
    over_years = (
        flow and not since and not any(word in line.text[number.start : number.quantity.start] for word in _SAME_YEAR)
    )
    return Timed(setting.span if setting.span and (part_of_year or over_years) else str(setting.year), "heading")


def _in_period(number: NumberContext, named: Period, flow: bool, setting: Setting) -> Timed:
    """The named period, or its end for what stands there; 五年投资331亿元 adds up.

    Below `今后五年`, what adds up in a clause behind `到2025年，…` is of all the years up to that one.
    """
    origin: OriginKind = "clause" if named.start >= number.start else "sentence"
    if flow and named.role == "until" and origin == "sentence" and setting.span.endswith(f"-{named.value}"):
        return Timed(setting.span, "heading")
    amount = number.quantity.kind not in ("ratio", "rank", "points") and "reach" not in number.left.kinds
    stands = _is_span(named.value) and not flow and not (amount and origin == "clause")
    return Timed(named.value[5:] if stands else named.value, origin, named.start, named.end)


def _is_now(number: NumberContext, periods: Sequence[Period]) -> bool:
    """Whether the last time that is told before a number is its own time: 目前."""
    told = [named.role for named in periods if named.end <= number.quantity.start]
    return told[-1:] == ["now"]


def _nearest(line: Line, number: NumberContext, periods: Sequence[Period]) -> Period | None:
    """The last period before a number that facts can belong to; `periods` are in order."""
    for at in range(bisect_right(periods, number.quantity.start, key=lambda item: item.end) - 1, -1, -1):
        if periods[at].role == "now":
            return None
        if _stood_before(line.text, periods[at], number):
            continue
        if periods[at].role in ("in", "until", "since"):
            return periods[at] if _reaches(line.text, periods[at], number) else None
    return None


def _stood_before(text: str, period: Period, number: NumberContext) -> bool:
    """Whether a period tells when the number before stood so: 失业率从上半年5.5%降到|5.3%."""
    from_then = text[period.start - 1 : period.start] in ("从", "由") and period.start >= number.start - _FARTHEST
    return from_then and "reach" in number.left.kinds and any(map(str.isdigit, text[period.end : number.quantity.left]))


_FARTHEST = 20
_SET_OFF = ("，", ",", "末，", "底，", "份，")


def _reaches(text: str, period: Period, number: NumberContext) -> bool:
    """Whether a period holds beyond its own clause: set off by a comma, or where that clause has told a number.

    2020年，收入3亿元，增长5%; not 2008年建厂，职工300人.
    """
    if period.start >= number.start or period.role == "since" or text.startswith(_SET_OFF, period.end):
        return True
    told = re.search("[0-9]|[，；。]", text[period.end :])
    return bool(told and told.group().isdigit()) or bool(_SET_BACK.match(text, period.end))


_SET_BACK = re.compile("(?:受|面对|克服)[^，；。]{1,16}[，,]")  # 2020年受疫情影响，收入下降5%


def of_plan(period: Timed, status: Status, told: str = "") -> Timed:
    """The years of the five-year plan that ends in a year, or for an aim begins in it: 年均增长 is told of all of them.

    2025, 2021-2025; other periods stay as they are. A span that the section tells of and that ends in the year
    (过去四年) goes before the plan's.
    """
    if _is_span(told) and period.value == told[-4:]:
        return replace(period, value=told)
    year = int(period.value) if period.value.isdigit() else 0
    ends, begins = year % _PLAN_YEARS == 0, status == "target" and year % _PLAN_YEARS == 1
    if not year or not (ends or begins):
        return period
    first = year if begins else year - _PLAN_YEARS + 1
    return replace(period, value=f"{first}-{first + _PLAN_YEARS - 1}")


_PLAN_YEARS = 5
