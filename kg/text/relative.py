"""Words of time that are told from the day on which a text speaks: 去年, 今年上半年, 上月, 昨日.

News tell their time so; a report tells it from the years that its sections are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.text.period import Period, Role

_YEARS = {
    "前年": -2,
    "去年": -1,
    "上年": -1,
    "上年度": -1,
    "上一年": -1,
    "上一年度": -1,
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "年内": 0,
    "明年": 1,
    "来年": 1,
}
_MONTHS = {"上月": -1, "上个月": -1, "本月": 0}
_NEAR = ("昨日", "昨天", "今日", "今天", "近日", "日前", "近期", "连日来", "上周", "本周", "截至目前", "截至今")
_ANY = "|".join(sorted((*_YEARS, *_MONTHS, *_NEAR, "本季度"), key=lambda word: (-len(word), word)))
_RELATIVE = re.compile(
    rf"(?P<word>{_ANY})(?P<tail>以来|同期|[底末初])?的?"
    r"(?P<part>上半年|下半年|前三季度|第?[一二三四]季度)?"
    r"(?:(?P<first>[0-9]{1,2})(?:月)?(?:[—\-－–~～至](?P<last>[0-9]{1,2}))?月份?)?"
)
# What a figure is compared with is no time of its own.
_COMPARED = ("较", "比", "与", "高于", "低于", "快于", "慢于", "超过")


# A base of comparison: 是去年的两倍, 在去年高基数的基础上.
_BEFORE = "(?:去年|上年|前年)"
_BASE = re.compile(f".{{0,2}}(?:(?:是|为|达|到|当于){_BEFORE}(?:底|末)?的|在{_BEFORE}[^，；。]{{0,8}}(?:基础|基数))")
_FAR = 12


class Day(NamedTuple):
    """The year and month in which a text speaks; the month is 0 where only the year is known."""

    year: int
    month: int = 0


UNKNOWN_DAY = Day(0)


def find(text: str, day: Day) -> list[Period]:
    """The periods that a sentence names by words of time relative to a day, in order.

    >>> [(p.value, p.role) for p in find("去年，新增3家；今年上半年增长5%，上月下降2%", Day(2024, 7))]
    [('2023', 'in'), ('2024-H1', 'in'), ('2024-06', 'in')]
    >>> find("比去年增长5%，去年同期为3亿元", Day(2024, 7))
    []
    """
    return list(_found(text, day)) if day.year else []


def _found(text: str, day: Day) -> Iterator[Period]:
    for match in _RELATIVE.finditer(text):
        if match["tail"] == "同期" or text.endswith(_COMPARED, max(0, match.start() - 2), match.start()):
            continue
        if _BASE.match(text, max(0, match.start() - 3), match.end() + _FAR):
            continue
        if value := _value(match, day):
            role: Role = "since" if match["tail"] == "以来" and value != str(day.year) else "in"
            yield Period(match.start(), match.end(), value, role, "relative")


def _value(match: re.Match[str], day: Day) -> str:
    """The period that a word of time and what hangs on it name; empty where it cannot be told."""
    word = match["word"]
    if word in _MONTHS or word == "本季度":
        if not day.month:
            return ""
        if word == "本季度":
            return f"{day.year}-Q{(day.month + 2) // 3}"
        months = 12 * day.year + day.month - 1 + _MONTHS[word]
        return f"{months // 12}-{months % 12 + 1:02}"
    year = day.year + _YEARS.get(word, 0)
    if match["tail"] == "以来" and year < day.year:
        return f"{year}-{day.year}"
    return f"{year}{_part(match)}".replace("YEAR", str(year))


def _part(match: re.Match[str]) -> str:
    """The part of its year that a word of time names, empty where it names all of it."""
    if part := (match["part"] or "").removeprefix("第"):
        known = {"上半年": "-H1", "下半年": "-H2", "前三季度": "-01/YEAR-09"}
        return known.get(part) or f"-Q{'一二三四'.index(part[0]) + 1}"
    first, last = int(match["first"] or 0), int(match["last"] or 0)
    if not 1 <= first <= 12 or last > 12:
        return ""
    return f"-{first:02}/YEAR-{last:02}" if last > first else f"-{first:02}"
