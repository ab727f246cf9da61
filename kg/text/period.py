"""Periods: the words of time in a sentence and the periods that they name.

A period is written as the guideline wants it: `2025`, `2021-2025`, `2024-11`, `2024-H1`, `2024-Q1`,
`2024-01/2024-11`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kg.text.numeral import CHINESE, DIGITS, chinese
from kg.text.spans import Taken

Role = Literal["in", "until", "since", "before", "baseline", "each", "streak", "now"]

# The five-year plans by name; the 14th ran from 2021 to 2025 (中华人民共和国国民经济和社会发展五年规划纲要).
PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}


@dataclass(frozen=True, slots=True)
class Period:
    """`text[start:end]` names the period `value`; its role says how facts relate to it.

    `in` facts of that period, `until` a goal for its end, `since` everything from its start to the year under review,
    `before` how old a thing is (`2000年以前建成的小区`), no time of a fact, `baseline` what a change is measured from,
    `each` every year, `streak` a run of years (`连续3年`), `now` the time of the section again (`2008年建厂，如今…`).
    """

    start: int
    end: int
    value: str
    role: Role
    rule: str


# Stands for the year of a text that nobody knows: periods are reckoned from it as from any, and then left open.
UNKNOWN_YEAR = 1500
_UNKNOWN = ("14", "15")  # what years begin with that are reckoned from it

_YEAR = "(?:19|20)[0-9]{2}"
_NUMBER = rf"(?:[{DIGITS}]{{1,2}}|{CHINESE})"
_COMPARED = ("较", "比", "与", "高于", "低于", "快于", "慢于", "好于", "优于", "多于", "超过", "剔除")
_TOWARDS = ("到", "至", "截止")

_SPAN = re.compile(rf"(?P<a>{_YEAR})年?(?:[—\-–－~～]{{1,2}}|至|到)(?P<b>{_YEAR})年?")
_PART = (
    r"(?P<part>上半年|下半年|前三季度|第?[一二三四]季度)"
    r"|(?<![0-9])(?P<first>[0-9]{1,2})(?:[—\-–－~～]{1,2}|至)(?P<last>[0-9]{1,2})月份?"
)
# A year, and the part of it or what hangs on it: 2024年|上半年, 2024年|1-11月, 2024年|11月30日, 2022年|以来.
_DATED = re.compile(
    rf"(?P<since>[从自](?=[0-9年]{{4,5}}(?:开始|起|以来)))?(?<![0-9.])(?P<year>{_YEAR})年"
    rf"(?:{_PART}|(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}}日)?"
    rf"|(?P<tail>以来|开始|起|[以之]前|底前?|末|初|前(?![0-9]|{CHINESE}))?)"
)
# A part of the year that is spoken of; a bare month may be of any.
_UNDATED = re.compile(
    rf"(?:今年|全年)?(?:{_PART})"
    r"|(?:(?<=截至)|(?<=截止)|(?<![0-9年\-—－~～至]))(?P<end>[0-9]{1,2})月[底末](?!前)"
)
# What stands behind the day of a dateline, which is no time of what is told.
_NEWS = ("本报讯", "本报记者", "记者", "讯")
# Behind a plan's name: `“十四五”全县财政收入` is told of its years, `“十四五”全县交通规划` of the paper.
IN_ITS_YEARS = "[全我][省市县区州盟旗](?![^，。；]{0,8}(?:规划|计划|目标|纲要))"
_PLAN = re.compile(
    rf"[“\"]?(?P<plan>十[一二三四五六]五)[”\"]?(?P<tail>以来|期间|时期|末期?|期末|头|(?={IN_ITS_YEARS}))?"
)
_YEARS_BACK = re.compile(
    r"(?:过去|近|这|最近|本届政府)?(?P<n>[三四五]|[345])年(?P<tail>来|间|以来|累计|共|)(?P<next>.?)"
)
# Words that are a time of their own, by their role.
_WORD = re.compile(
    rf"(?P<streak>连续{_NUMBER}(?:个)?(?:年度?|季度|月)|{_NUMBER}连(?:冠|增|升|丰|好))|"
    r"(?P<baseline>(?:较|比|同比|与)?(?:去年同期|上年同期|上年|去年|上一年度?))|(?P<until>明年)"
    r"|(?P<each>每年|年均|逐年)|(?P<now>目前|如今|现在|现已|眼下|截至今)"
)

_WHOSE = ("由", "从", "是", "为", "达", "达到", "相当于")

Rule = Callable[[str, int], Iterator[Period]]


def known(value: str) -> str:
    """The period, open (empty) where it hangs on a year that nobody knows.

    >>> known("2024-H1"), known(f"{UNKNOWN_YEAR}-H1"), known(f"{UNKNOWN_YEAR - 4}-{UNKNOWN_YEAR}")
    ('2024-H1', '', '')
    """
    first, _, last = value.partition("-")
    return "" if first.startswith(_UNKNOWN) or last.startswith(_UNKNOWN) else value


# What tells how old a thing is: 成立于2012年，注册资金3000万元.
_FOUNDED = ("成立于", "始建于", "创建于", "创办于", "创立于", "组建于", "建于")


def _role(text: str, start: int, end: int) -> Role:
    """How a period hangs on its clause: 较2024年, 由2020年的36%提高 and 是2015年的3倍 tell what is compared with."""
    if text[:start].endswith(_FOUNDED):
        return "before"
    head = text[max(0, start - 3) : start]
    if head.endswith(_COMPARED) or (head.endswith(_WHOSE) and text.startswith("的", end)):
        return "baseline"
    return "until" if head.endswith(_TOWARDS) else "in"


def years_from_to(text: str, year: int) -> Iterator[Period]:
    """`2021—2025年`."""
    for match in _SPAN.finditer(text):
        if int(match["a"]) < int(match["b"]):
            yield Period(*match.span(), f"{match['a']}-{match['b']}", "in", "years-from-to")


def dated(text: str, year: int) -> Iterator[Period]:
    """`2025年`, `到2030年`, `2022年以来`, `2024年11月30日`, `2024年上半年`."""
    for match in _DATED.finditer(text):
        said = int(match["year"])
        if match["part"] or match["first"]:
            yield from _part_of_year(text, match, said)
        elif match["month"]:
            yield from _month(text, match)
        elif match["tail"] == "以来" or match["since"]:
            value = f"{said}-{year}" if said < year else str(year)
            yield Period(*match.span(), value, "since", "since-year")
        else:
            end = match.end() - len(match["tail"] or "") * (match["tail"] in ("开始", "起"))
            past = said < year and match["tail"] in ("以前", "之前", "前")
            role = "before" if past else _role(text, match.start(), end)
            yield Period(match.start(), end, str(said), role, "plain-year")


def _month(text: str, match: re.Match[str]) -> Iterator[Period]:
    if 1 <= int(match["month"]) <= 12:
        told = match["day"] and text[match.end() :].lstrip("）),，").startswith(_NEWS)
        role: Role = "before" if told or text[: match.start()].endswith(_FOUNDED) else "in"
        yield Period(*match.span(), f"{match['year']}-{int(match['month']):02}", role, "month")


def undated(text: str, year: int) -> Iterator[Period]:
    """`上半年`, `前三季度`, `1-11月`, `截至3月底`; the end of December is that of the year."""
    for match in _UNDATED.finditer(text):
        if match["part"] or match["first"]:
            yield from _part_of_year(text, match, year)
        elif 1 <= int(match["end"]) <= 12:
            value = str(year) if int(match["end"]) == 12 else f"{year}-{int(match['end']):02}"
            yield Period(*match.span(), value, "in", "end-of-month")


def _part_of_year(text: str, match: re.Match[str], year: int) -> Iterator[Period]:
    """A part of a year by its name or its months; all twelve are the year."""
    if part := (match["part"] or "").removeprefix("第"):
        shapes = {"上半年": "-H1", "下半年": "-H2", "前三季度": f"-01/{year}-09"}
        value = f"{year}{shapes.get(part) or '-Q' + str('一二三四'.index(part[0]) + 1)}"
        yield Period(*match.span(), value, _role(text, *match.span()), "part-of-year")
        return
    first, last = int(match["first"]), int(match["last"])
    if 1 <= first < last <= 12:
        value = str(year) if (first, last) == (1, 12) else f"{year}-{first:02}/{year}-{last:02}"
        yield Period(*match.span(), value, _role(text, *match.span()), "months-from-to")


def five_year_plan(text: str, year: int) -> Iterator[Period]:
    """`“十四五”期间`, `“十三五”末`, `“十四五”以来`; a bare name only before `全县` or compared with."""
    for match in _PLAN.finditer(text):
        first = PLANS[match["plan"]]
        tail = match["tail"]  # empty before 全县
        if tail == "以来":
            yield Period(*match.span(), f"{first}-{year}", "since", "since-plan")
        elif not tail and text.endswith(_COMPARED, max(0, match.start() - 3), match.start()):
            yield Period(*match.span(), f"{first}-{first + 4}", "baseline", "compared-plan")
        elif tail in ("期间", "时期", ""):
            yield Period(*match.span(), f"{first}-{first + 4}", _role(text, *match.span()), "during-plan")
        elif tail in ("末", "末期", "期末"):
            role = _role(text, *match.span())
            yield Period(*match.span(), str(first + 4), role, "end-of-plan")


def years_back(text: str, year: int) -> Iterator[Period]:
    """`五年来`, `过去三年`, `5年增长1.6倍`; not `三年行动`, `五年规划`."""
    for match in _YEARS_BACK.finditer(text):
        if match.start() and text[match.start() - 1] in "第0123456789—-连续每满期前后一二三四五六七八九十学制":
            continue
        if not _is_span(match):
            continue
        n = chinese(match["n"]) if match["n"] in "三四五" else int(match["n"])
        end = match.end() - len(match["next"])
        yield Period(match.start(), end, f"{year - (n or 1) + 1}-{year}", "in", "years-back")


def _is_span(match: re.Match[str]) -> bool:
    """Whether a number of years tells when something was: with 来 or 过去, or before what was done, no plan or term."""
    if match["tail"]:
        return True
    plain = match.group().startswith(("过去", "近", "这", "最近", "本届"))
    begins = plain or match["next"] in ("，", "增", "提", "下", "新", "改", "建", "投")
    return begins and match["next"] not in ("行", "规", "计", "期", "级", "制", "攻", "滚")


def word(text: str, year: int) -> Iterator[Period]:
    """`较上年`, `明年`, `每年`, `连续3年`; `如今`: the section's own time again."""
    values = {"baseline": str(year - 1), "until": str(year + 1)}
    for match in _WORD.finditer(text):
        role: Role = match.lastgroup  # type: ignore[assignment]
        yield Period(*match.span(), values.get(role, ""), role, _RULE_OF_WORD[role])


_RULE_OF_WORD: dict[Role, str] = {
    "baseline": "last-year",
    "until": "next-year",
    "each": "each-year",
    "now": "now",
    "streak": "streak",
}

RULES: tuple[Rule, ...] = (word, years_from_to, dated, undated, five_year_plan, years_back)


def find(text: str, year: int, known: Iterable[Period] = ()) -> list[Period]:
    """All periods that a sentence names, in order; `year` is the sentence's own year, `known` are those known already.

    >>> [(p.value, p.role) for p in find("较2020年增长8%，上半年完成3亿元", 2025)]
    [('2020', 'baseline'), ('2025-H1', 'in')]
    """
    found = list(known)
    taken = Taken(len(text), [(period.start, period.end) for period in found])
    for rule in RULES:
        for period in rule(text, year):
            if taken.free(period.start, period.end):
                taken.take(period.start, period.end)
                found.append(period)
    return sorted(found, key=lambda period: period.start)
