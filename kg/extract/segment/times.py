"""Words of time that open a sentence: `这五年，`, `2025年，`, `上半年，…`; they hold until the next time or heading.

A time inside a sentence belongs to its clause alone (`kg.grammar.period`), and so does a year that is neither under
review nor the one after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.model import Document
from kg.text.period import IN_ITS_YEARS

Leaning = Literal["achieved", "target", ""]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years by which a document's words of time are read: the year under review, and the year in which it speaks.

    A report reviews one year and is given in the next, which it calls 今年; news and bulletins speak of their own year.
    """

    review: int
    now: int


@dataclass(frozen=True, slots=True)
class Time:
    """`text[start:end]` opens a sentence and says the year, span or part of a year of what follows.

    `status` is what the time implies (what is past is achieved), empty where it may be either. `year` is 0 and `span`
    empty where the words do not say; `passing` marks a time that holds for its sentence alone.
    """

    start: int
    end: int
    status: Leaning
    year: int
    span: str = ""
    passing: bool = False


_SPEAK_LATER = ("report", "budget", "plan")


def calendar(document: Document) -> Calendar:
    """The year under review, and the one in which the document speaks.

    That is the year of its date where it is this or the next, else that of its title (2024年政府工作报告); a report
    without either that tells of 今年以来 is given within the year.
    """
    review = int(document.year.value or 0)
    dated = document.date.value[:4]
    if dated.isdigit() and int(dated) in (review, review + 1):
        return Calendar(review, int(dated))
    if review and f"{review + 1}年" in document.title.value and document.kind.value in _SPEAK_LATER:
        return Calendar(review, review + 1)
    later = document.kind.value in _SPEAK_LATER and not _WITHIN_YEAR.search(document.text)
    return Calendar(review, review + later)


_WITHIN_YEAR = re.compile(
    r"今年(?:以来|前[0-9两三四五六七八九十]|1[—\-－～至]|截至)|(?:半年|季度)(?:工作)?(?:总结|报告|情况)"
)


# What may stand before a time that opens a sentence: marks, an address, 回顾, 全县, 据统计.
_BEFORE = re.compile(
    r"(?:[^，。；：]{2,30}[，：](?=过去|今年|明年|去年|上半年|一季度|前三季度))?(?:——|[●◆■▲“]|[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|各位(?:代表|委员|同志)[，！]|[回展][顾首眸望]|(?:刚刚)?过去的|刚刚|在|经过"
    r"|(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日[讯电]?[，,]?|(?:近日|日前|昨日|今日)[，,]?|经[^，。；]{2,16}核算[，,]|[^，。；]{2,10}显示[，,]"
    r"|其中，?|[全我][省市县区州盟旗镇乡]|[一-龥]{2,4}[省市县区州旗镇乡]|据(?:统计|了解|介绍)，|初步核算，|[^，。；]{2,16}(?:获悉|了解到)，){0,5}"
)
# So far into a sentence a time may begin that opens it.
_FARTHEST = 60
_PLANS = "一二三四五六七八九"
_FIRST_PLAN = 2001  # 十一五 began in 2006, and a plan every five years since

Rule = Callable[[re.Match[str], Calendar], Time | None]


def five_years_ahead(match: re.Match[str], years: Calendar) -> Time | None:
    """`今后五年`: from the year in which the document speaks."""
    return Time(*match.span(), "target", years.now + 4, f"{years.now}-{years.now + 4}")


def five_years_back(match: re.Match[str], years: Calendar) -> Time | None:
    """`过去五年`, `五年来`, `过去四年`: up to the year under review."""
    several = "三四".find(match["several"]) + 3 if match["several"] else 5
    return Time(*match.span(), "achieved", years.review, f"{years.review - several + 1}-{years.review}")


def plan(match: re.Match[str], years: Calendar) -> Time | None:
    """`“十四五”时期`: a plan that is over is achieved, one that has not begun is a target, else it may be either."""
    first = plan_start(match["number"])
    last = first + 4
    if match["tail"] == "以来":
        return Time(*match.span(), "achieved", years.review, f"{first}-{years.review}")
    status: Leaning = "achieved" if last <= years.review else "target" if first > years.review else ""
    return Time(*match.span(), status, last if status else 0, f"{first}-{last}")


def year_past(match: re.Match[str], years: Calendar) -> Time | None:
    """`过去一年`, `一年来`."""
    return Time(*match.span(), "achieved", years.review)


def part_of_year(match: re.Match[str], years: Calendar) -> Time | None:
    """`上半年`, `1-5月`, `截至9月底`; the last month stands for its year."""
    year = int(match["of"] or years.review)
    if year not in (years.review, years.now):
        return None
    said = _part(match, year)
    status: Leaning = "achieved" if year == years.review else ""
    return Time(*match.span(), status, year, said) if said else None


def _part(match: re.Match[str], year: int) -> str:
    """The part of the year as a period: `2024-H1`, `2024-01/2024-05`, `2024-09`."""
    if part := match["part"]:
        number = "一二三四".find(part[-3])
        return {"上半年": f"{year}-H1", "前三季度": f"{year}-01/{year}-09"}.get(part, f"{year}-Q{number + 1}")
    last = int(match["last"] or match["end"])
    if not match["last"]:
        return f"{year}-{last:02}" if 1 <= last < 12 else ""
    return f"{year}-{int(match['first']):02}/{year}-{last:02}" if 1 <= int(match["first"]) < last <= 12 else ""


def this_year(match: re.Match[str], years: Calendar) -> Time | None:
    """`今年`: the coming year of a report, unless what has passed of it is told (`今年以来`)."""
    if match["since"]:
        return Time(*match.span(), "achieved", years.now)
    return Time(*match.span(), "target" if years.now > years.review else "", years.now)


def next_year(match: re.Match[str], years: Calendar) -> Time | None:
    """`明年`, `新的一年`."""
    return Time(*match.span(), "target", years.review + 1)


def last_year(match: re.Match[str], years: Calendar) -> Time | None:
    """`去年`: the year before the one in which the document speaks."""
    return Time(*match.span(), "achieved", years.now - 1, passing=years.now == years.review)


def ahead(match: re.Match[str], years: Calendar) -> Time | None:
    """`下一步`, `今后`."""
    return Time(*match.span(), "target", 0)


def plain_year(match: re.Match[str], years: Calendar) -> Time | None:
    """`2025年`; another year than those told of is one that a sentence mentions."""
    year = int(match["year"])
    if year not in (years.review, years.review + 1):
        return None
    if year > years.review:
        return Time(*match.span(), "target", year)
    return Time(*match.span(), "" if years.now == years.review else "achieved", year)


def whole_year(match: re.Match[str], years: Calendar) -> Time | None:
    """`全年`: the year of what stands around it, and no part of it."""
    return Time(*match.span(), "", 0)


# A group for each rule, which it is named after; the order is their precedence.
_RULES: Mapping[str, Rule] = {
    rule.__name__: rule
    for rule in (
        five_years_ahead, five_years_back, plan, year_past, part_of_year, this_year, next_year, last_year, ahead,
        plain_year, whole_year,
    )
}  # fmt: skip
_TIME = re.compile(
    rf"""
    (?P<five_years_ahead>(?:今后|未来|往后|接下来)的?五年|(?:今后|未来)5年)
    |(?P<five_years_back>(?:过去|近|这|最近|本届政府)的?[五5]年|[五5]年(?:来|间|，|(?=累计|新|共|改))
        |(?:过去|这)的?(?P<several>[三四])年)
    |(?P<plan>“?十(?P<number>[一二三四五六七八九])五”?(?P<tail>时期|期间|以来|(?={IN_ITS_YEARS})))
    |(?P<year_past>过去的?这?一年|一年来|这一年|去年以来)
    |(?P<part_of_year>(?:(?P<of>(?:19|20)[0-9]{{2}})年|今年)?(?:(?P<part>上半年|前三季度|第?[一二三四]季度)
        |(?<![0-9])(?P<first>[0-9]{{1,2}})月?(?:[—\-–－~～]{{1,2}}|至)(?P<last>[0-9]{{1,2}})月份?
        |(?:截[至止])?(?<![0-9])(?P<end>[0-9]{{1,2}})月(?:[底末]|份?(?=[，,])))
        (?!前|开工|完成|建成|启动|投|竣|实现通))
    |(?P<this_year>今年(?P<since>以来|(?=截至))?)
    |(?P<next_year>明年|来年|新的一年|下一年度?)
    |(?P<last_year>去年(?!同期|以来|底|末))
    |(?P<ahead>下一步|下一阶段|今后一个时期|今后(?=，)|展望未来(?![五5]年))
    |(?P<plain_year>(?P<year>(?:19|20)[0-9]{{2}})年(?!以[来前]|[底末初前至到—\-]|规划|[0-9]{{1,2}}月))
    |(?P<whole_year>全年(?!度?[^，。]{{0,4}}目标))
    """,
    re.VERBOSE,
)


def plan_start(number: str) -> int:
    """The first year of a five-year plan by the second character of its name.

    >>> plan_start("四")
    2021
    """
    return _FIRST_PLAN + 5 * (_PLANS.index(number) + 1)


def opening(text: str, years: Calendar) -> Time | None:
    """The time that opens a sentence, None where none does.

    >>> opening("——这五年，全县旱厕改造完成。", Calendar(2025, 2026)).span
    '2021-2025'
    >>> opening("到2027年，路网基本建成。", Calendar(2025, 2026)) is None
    True
    """
    if not years.review:
        return None
    return next((time for time in _times(text[:_FARTHEST], years) if _BEFORE.fullmatch(text, 0, time.start)), None)


def inside(text: str, years: Calendar) -> tuple[Time, ...]:
    """The times that a title or heading names, wherever they stand in it, in order; none of them inside another."""
    found: list[Time] = []
    for time in sorted(_times(text, years), key=lambda time: (time.start, -time.end)) if years.review else ():
        if not found or time.start >= found[-1].end:
            found.append(time)
    return tuple(found)


def _times(text: str, years: Calendar) -> Iterator[Time]:
    """The times of a text in order, each by the first rule that it fits."""
    found = (_RULES[str(match.lastgroup)](match, years) for match in _TIME.finditer(text))
    return (time for time in found if time)
