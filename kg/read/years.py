"""The year under review, weighed from all that speaks for one.

A title, a heading, the address to the assembly or its session say it; a date of issue suggests it; the years that the
text tells of, not those that it compares with or aims at, speak for it by their share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Origin, Span, Told
from kg.read.about import ANY_YEAR, HEAD, SESSION, YEAR_FORM, Evidence, Rule, Text, day, number, property_of

_REVIEWING = re.compile(r"公报|综述|回眸|回顾|纪实|巡礼|盘点|总结|成就|情况|决算|态势|概况")
_PLANNING = re.compile(r"安排|谋划|任务|重点工作|主要工作|目标|计划|打算|要点|建议|思路|总体要求")
_GIVEN = re.compile("报告|计划|预算|要点|方案|谋划|打算|工作安排")
# 2023年竣工项目一览表, 2024年1-9月主要经济指标 tell of the year itself, unless they plan it.
_LISTING = re.compile(
    "^(?!.*(?:计划|目标|任务|安排|预算|建议|储备)).*(?:一览表|统计表|情况表|清单|名单|名录|台账|指标)(?:[（(].*)?$"
)
_PLAN_NUMBERS = "二三四五"
_FIVE_YEARS = re.compile(
    '(?:第十(?P<plan>[二三四五])个五年|[“"]?十(?P<short>[二三四五])五[”"]?[^，。]{0,12})(?:规划|发展规划)(?!.*(?:评估|总结|执行|实施情况|完成情况|报告))'
)
_IN_TITLE = re.compile(rf"(?<![0-9])(?:(?P<first>{YEAR_FORM})年?[-—－–至~～])?(?P<year>{ANY_YEAR})(?:年|(?=[）)]))")
_LONGEST_HEADING = 45
_REPORTED = re.compile(
    rf"(?:报告|回顾|总结)(?:了)?(?P<year>{ANY_YEAR})年(?:度)?(?:的)?(?:主要|政府|各项)?(?:工作|国民经济|经济社会)"
)
_HEARD = re.compile(rf"关于[^，。]{{0,16}}?(?P<year>{ANY_YEAR})年[^，。]{{0,24}}(?:执行|完成)情况")
_PROPOSED = re.compile(
    rf"对[^，。]{{0,8}}?(?P<year>{ANY_YEAR})年(?:度)?[^，。]{{0,12}}?(?:工作|任务)[^，。]{{0,8}}(?:提出|作出|建议|安排|部署)"
)
_DAY = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?:年|[-./])(?P<month>[0-9]{1,2})(?:月|[-./])(?P<day>[0-9]{1,2})(?![0-9])"
)
# A day on which a page was fetched, printed or looked at says nothing of its text.
_FETCHED = re.compile("采集|抓取|爬取|下载|打印|访问|浏览|今天|现在|更新")
_SENTENCE = re.compile(r"[。！；]")
# What is given in the first months tells of the year before.
_LAST_OF_SESSIONS, _LAST_OF_REVIEWS = 8, 3

_TOLD = re.compile(rf"(?<![0-9.])(?P<year>{YEAR_FORM})年(?P<tail>以来|以前|底前|前|初)?")
_COMPARED = re.compile(r"(?:[较比与同由从自]|相比|高于|低于|(?<!截)[到至])$")
# What is so many times that of another year: 是2007年的2.1倍.
_TIMES = re.compile("的(?:约|近)?[0-9.]{1,5}倍")
_OPENS = "。！？；，,;\n"
_DONE = re.compile("完成|实现|达|增长|下降|建成|新增|新建|累计|共")
_AIMED = re.compile("力争|目标|预期|将|确保|计划|安排|打算|左右|要[^求素]|重点工作|远景")
_CLAUSE = 40
# How a place or body came to be, and since when it is there: no year that a text is about.
_HISTORY = re.compile(
    "^[^，。；]{0,12}?(?:撤销|撤并|撤乡|设镇|建镇|建乡|改[称为镇乡]|更名|划归|并入|区划|设立|成立|始建)"
)
# Years that are told of less than this, all together, say little.
_FEW = 3.0


def of_five_year_plan(text: Text) -> Iterator[Evidence]:
    """`第十四个五年规划和2035年远景目标纲要`: what was reached stands in the year before its first."""
    if match := _FIVE_YEARS.search(text.title.value):
        yield _by_title(text, 2010 + 5 * _PLAN_NUMBERS.index(match["plan"] or match["short"]), 10.0)


def of_title(text: Text) -> Iterator[Evidence]:
    """`2022年…执行情况与2023年计划` reviews 2022; `2026年政府工作报告` and `区政府工作报告（2018）` the year before."""
    years = list(_IN_TITLE.finditer(text.title.value))
    if not years:
        return
    if review := _REVIEWING.search(text.title.value):
        before = [match for match in years if match.start() < review.start()] or years
        yield _by_title(text, number(before[-1]["year"]), 8.0)
    elif _LISTING.search(text.title.value):
        yield _by_title(text, number(years[-1]["year"]), 6.0)
    elif _GIVEN.search(text.title.value):
        yield _by_title(text, number(years[0]["first"] or years[0]["year"]) - 1, 6.0)


def _by_title(text: Text, year: int, weight: float) -> Evidence:
    return Evidence(str(year), weight, "title", Origin("title", text.title.origin.span))


def of_headings(text: Text) -> Iterator[Evidence]:
    """`一、2023年工作回顾`; `二、2024年工作安排` and `今后五年（2024-2028年）的目标` follow the year under review."""
    seen: set[tuple[str, float]] = set()
    title = text.title.origin.span
    for start, line in text.lines:
        if "年" not in line or len(line) > _LONGEST_HEADING or _SENTENCE.search(line):
            continue
        if title and title.start <= start + len(line) and start <= title.end:
            continue
        found = _of_heading(text, start, line)
        if found and (found.value, found.weight) not in seen:
            seen.add((found.value, found.weight))
            yield found


def _of_heading(text: Text, start: int, line: str) -> Evidence | None:
    years = list(_IN_TITLE.finditer(line))
    if not years:
        return None
    if review := _REVIEWING.search(line):
        match = next((match for match in reversed(years) if match.start() < review.start()), years[-1])
        year, weight = number(match["year"]), 8.0
    elif (plans := _PLANNING.search(line)) or line.endswith("工作"):
        match = years[-1]
        year, weight = number(match["first"] or match["year"]) - 1, 6.0 if plans else 3.0
    else:
        return None
    return Evidence(str(year), weight, "heading", text.at(start + match.start("year"), start + match.end()))


def of_address(text: Text) -> Iterator[Evidence]:
    """`报告2023年工作`, `审议关于2023年…执行情况与…`, `对今后五年和2024年的工作提出建议`."""
    for pattern, back in ((_REPORTED, 0), (_HEARD, 0), (_PROPOSED, 1)):
        if match := pattern.search(text.body, 0, HEAD):
            yield Evidence(str(number(match["year"]) - back), 5.0, "address", text.at(*match.span("year")))


def of_session(text: Text) -> Iterator[Evidence]:
    """A report given in the first half of 2026 reviews 2025."""
    for match in SESSION.finditer(text.body, 0, HEAD):
        year = number(match["year"] or "") - (number(match["month"] or "") <= _LAST_OF_SESSIONS)
        if 1940 <= year < 2100:
            yield Evidence(str(year), 5.0, "session", text.at(*match.span("year")))
            return


def of_issue(text: Text) -> Iterator[Evidence]:
    """News tell of the year of their day, in its first months perhaps of the one before; reports of the one before."""
    issued = next(days_of_issue(text), None) or property_of(text, "date")
    if not issued or len(issued.value) < 7:
        return
    year, month = int(issued.value[:4]), int(issued.value[5:7])
    early = month <= _LAST_OF_REVIEWS
    by_day = ((year, 1.5 if early else 5.0), (year - 1, 1.0 if early else 0.0))
    weights = by_day if text.kind == "news" else ((year - 1, 1.4 if month <= _LAST_OF_SESSIONS else 0.5),)
    for value, weight in weights:
        if weight:
            yield Evidence(str(value), weight, "day of issue", issued.origin)


def of_statements(text: Text) -> Iterator[Evidence]:
    """The years that the text tells of, by their share; for news also the day that it opens with."""
    told: dict[str, tuple[float, tuple[int, int]]] = {}
    title = text.title.origin.span or Span(0, 0)
    for match in _TOLD.finditer(text.body):
        start = match.start()
        compared = match["tail"] not in (None, "以来") or _COMPARED.search(text.body, max(0, start - 2), start)
        compared = compared or _TIMES.match(text.body, match.end())
        if compared or title.start <= start < title.end:
            continue
        year, weight = _statement(text, match)
        total, span = told.get(year, (0.0, match.span("year")))
        told[year] = total + weight, span
    whole = sum(total for total, _ in told.values())
    for year, (total, span) in sorted(told.items(), key=lambda item: (-item[1][0], item[0]))[:3]:
        yield Evidence(year, 4.0 * total / max(whole, _FEW), "the years told of", text.at(*span))


def _statement(text: Text, match: re.Match[str]) -> tuple[str, float]:
    """The year under review that one naming of a year speaks for, and how much."""
    start, end = match.span()
    opens = start == 0 or text.body[start - 1] in _OPENS
    clause = text.body[end : end + _CLAUSE].partition("。")[0]
    before = text.body[max(0, start - _CLAUSE) : start].rpartition("。")[2]
    if text.body.endswith("预计", 0, start):  # a report given before its year is counted out
        return match["year"], 1.5
    if match["tail"] or _HISTORY.search(clause):  # 2022年以来: it has gone on since; 2001年撤并乡镇: long ago
        return match["year"], 0.5
    if _AIMED.search(clause) or _AIMED.search(before):  # what news aim at lies as a rule in the year that they tell of
        return str(int(match["year"]) - (text.kind != "news")), 0.5
    return match["year"], 1.0 + opens * (1.0 + bool(_DONE.search(clause)))


YEAR: tuple[Rule, ...] = (of_five_year_plan, of_title, of_headings, of_address, of_session, of_issue, of_statements)


def days_of_issue(text: Text) -> Iterator[Told]:
    """`发布时间：2023-01-12`, or a line near the top that is hardly more than a day: `2026-02-09 09:02`."""
    for found in text.fields("date"):
        span = found.origin.span
        if span and (match := _DAY.match(found.value)) and (issued := _issued(match)):
            yield text.told(issued, span.start, span.start + match.end())
    for start, line in text.opening():
        match = _DAY.search(line) if len(line) <= _LONGEST_HEADING and not _FETCHED.search(line) else None
        if match and not _SENTENCE.search(line) and (issued := _issued(match)):
            yield text.told(issued, start + match.start(), start + match.end())


def _issued(match: re.Match[str]) -> str:
    return day(int(match["year"]), int(match["month"]), int(match["day"]))
