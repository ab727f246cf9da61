"""What a document says of itself: title, place, year under review, kind, date and meeting, with the words that say it.

documents.csv goes first; then the rules below are tried in order and the first that answers decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from kg.model import Origin, Told
from kg.read.about import HEAD, SESSION, UNKNOWN, YEAR_FORM, Rule, Text, day, number, property_of
from kg.read.places import PLACE, decided

_MEETING = re.compile(
    r"在(?P<meeting>[\u4e00-\u9fff]{2,20}?第?[一二三四五六七八九十]{1,3}届(?:人民代表大会|人大|委员会)(?:常务委员会|常委会)?"
    r"第?[一二三四五六七八九十]{1,3}次(?:全体)?(?:会议|全会))"
)
_GENRE = re.compile(
    r"(?:工作报告|统计公报|综述|回眸|纪实|巡礼|盘点|总结|公报|(?:情况|草案|计划|预算|规划)[^，。]{0,30}的?报告|执行情况)(?:[（(][^）)]{1,40}[）)])?(?:-.{1,12})?$"
)
_SENTENCE = re.compile(r"[。！；：:]")
_CHROME = re.compile(
    r"^(?:下载|打印|全屏|收藏|[【\[（(]?字[体号]|加大|还原|减小|[大中小】>＞|×]$|您的位置|当前位置|首页|来源|时间|发布|作者|编辑|相关|分享|浏览|点击|本报|记者|■)|(?:记者|摄)"
)
_KINDS = (
    ("budget", re.compile(r"预算")),
    ("bulletin", re.compile(r"公报")),
    ("report", re.compile(r"工作报告")),
    ("plan", re.compile(r"计划|规划|纲要|实施方案|工作要点")),
    ("report", re.compile(r"总结|报告")),
)
_REVIEWING = re.compile(r"公报|综述|回眸|回顾|纪实|巡礼|盘点|总结|成就|执行情况|完成情况|决算")
_PLANNING = re.compile(r"安排|任务|重点工作|主要工作|目标|计划|打算|要点|工作$")
_FIVE_YEARS = re.compile(
    '(?:第十(?P<plan>[二三四五])个五年|[“"]?十(?P<short>[二三四五])五[”"]?[^，。]{0,12})(?:规划|发展规划)(?!.*(?:评估|总结|执行|实施情况|完成情况|报告))'
)
_IN_TITLE = re.compile(rf"(?<![0-9])(?P<year>{YEAR_FORM})(?:年|(?=[）)]))")
_PLAIN = re.compile(rf"(?<![0-9.])(?P<year>{YEAR_FORM})年")
_DATED = re.compile(
    rf"(?P<year>{YEAR_FORM})(?:年|[-./])(?P<month>[0-9]{{1,2}})(?:月|[-./])(?P<day>[0-9]{{1,2}})(?![0-9])"
)
_OPENING_LINES = 60
_FEW_WORDS = 45


def describe(name: str, body: str, row: Mapping[str, str], told: Mapping[str, str] | None = None) -> dict[str, Told]:
    """title, place, year, kind, date and meeting of a document, from its row of documents.csv and its repaired text.

    `told` is what the file says about itself outside its text (`title`, `date`, `author`); it helps where they do not.
    """
    lines, at = [], 0
    for line in body.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    bare = Text(name, body, tuple(lines), UNKNOWN, told or {})
    title = _given(row, "title") or _first(TITLE, bare)
    text = Text(name, body, bare.lines, title, bare.properties)
    rules = {"place": PLACE, "year": YEAR, "kind": KIND, "date": DATE, "meeting": MEETING}
    found = {field: _given(row, field) or _first(answers, text) for field, answers in rules.items()}
    return {"title": title} | found | {"place": decided(found["place"], body)}


def _given(row: Mapping[str, str], field: str) -> Told | None:
    value = row.get(field, "")
    return Told(value, Origin("manifest")) if value else None


def _first(rules: tuple[Rule, ...], text: Text) -> Told:
    return next((told for rule in rules if (told := rule(text)) is not None), UNKNOWN)


def _opening(text: Text) -> Iterator[tuple[int, str]]:
    """The lines before the address to the assembly, at most the first sixty."""
    for start, line in text.lines[:_OPENING_LINES]:
        if line.startswith("各位代表"):
            return
        yield start, line


# Title.


def title_of_genre(text: Text) -> Told | None:
    """`2026年上海市政府工作报告`, `——酒泉市2024年经济社会高质量发展综述`."""
    for start, line in _opening(text):
        bare = line.lstrip("—－-《 ")
        if len(bare) <= 80 and _GENRE.search(bare.rstrip("》")) and not _SENTENCE.search(bare):
            bare = bare.rstrip("》")
            begin = start + line.index(bare)
            return text.told(bare, begin, begin + len(bare))
    return None


def title_first_heading(text: Text) -> Told | None:
    """The first line that is no sentence, no byline and none of a page's buttons."""
    for start, line in _opening(text):
        if 5 <= len(line) <= _FEW_WORDS and not _SENTENCE.search(line) and not _CHROME.search(line):
            bare = line.lstrip("—－- ")
            return text.told(bare, start + line.index(bare), start + len(line))
    return None


def title_of_properties(text: Text) -> Told | None:
    """The title in the head of a web page or in the properties of a document."""
    return property_of(text, "title")


# Year under review.


def year_of_review_title(text: Text) -> Told | None:
    """`2025年国民经济和社会发展统计公报`, `2024年…回眸`, `2025年预算执行情况和2026年预算草案`."""
    match = _IN_TITLE.search(text.title.value)
    return _from_title(text, int(match["year"])) if match and _REVIEWING.search(text.title.value) else None


def year_of_five_year_plan(text: Text) -> Told | None:
    """`第十四个五年规划和2035年远景目标纲要`: what was reached stands in the year before its first."""
    match = _FIVE_YEARS.search(text.title.value)
    return _from_title(text, 2010 + 5 * "二三四五".index(match["plan"] or match["short"])) if match else None


def year_of_review_heading(text: Text) -> Told | None:
    """`一、2024年工作回顾`."""
    return _from_heading(text, _REVIEWING, 0)


def year_of_plan_heading(text: Text) -> Told | None:
    """`二、2025年目标任务和重点工作` reviews the year before."""
    return _from_heading(text, _PLANNING, 1)


def year_of_report_title(text: Text) -> Told | None:
    """`2026年上海市政府工作报告` and `区政府工作报告（2018）` review the year before."""
    match = _IN_TITLE.search(text.title.value)
    if match and re.search("报告|计划|预算", text.title.value):
        return _from_title(text, int(match["year"]) - 1)
    return None


def year_of_session(text: Text) -> Told | None:
    """A report given in the first half of 2026 reviews 2025."""
    for match in SESSION.finditer(text.body[:HEAD]):
        if match["year"]:
            year = number(match["year"]) - (number(match["month"]) <= 8)
            return text.told(str(year), *match.span("year")) if 1940 <= year < 2100 else None
    return None


def year_most_told(text: Text) -> Told | None:
    """The year that the text speaks of most, the earlier one of equals."""
    counts = Counter(match["year"] for match in _PLAIN.finditer(text.body))
    if not counts:
        return None
    year = min(counts, key=lambda year: (-counts[year], year))
    first = next(match for match in _PLAIN.finditer(text.body) if match["year"] == year)
    return text.told(year, *first.span("year"))


def _from_title(text: Text, year: int) -> Told:
    return Told(str(year), Origin("title", text.title.origin.span))


def _from_heading(text: Text, words: re.Pattern[str], back: int) -> Told | None:
    for start, line in text.lines:
        if len(line) > _FEW_WORDS or "。" in line or not words.search(line):
            continue
        years = list(_PLAIN.finditer(line))
        if years:
            return text.told(str(int(years[-1]["year"]) - back), start + years[-1].start(), start + years[-1].end())
    return None


# Kind and date.


def kind_of_title(text: Text) -> Told | None:
    """`…统计公报` is a bulletin, `…预算草案的报告` a budget."""
    for kind, words in _KINDS:
        if words.search(text.title.value):
            return Told(kind, Origin("title", text.title.origin.span))
    return None


def kind_of_session(text: Text) -> Told | None:
    """What is read to an assembly is a report."""
    match = SESSION.search(text.body[:HEAD])
    return text.told("report", *match.span()) if match else None


def kind_by_default(text: Text) -> Told | None:
    return Told("news", Origin("default"))


def date_of_session(text: Text) -> Told | None:
    """`——2025年2月15日在格尔木市第十五届人民代表大会第五次会议上`."""
    for match in SESSION.finditer(text.body[:HEAD]):
        if match["year"]:
            issued = day(*(number(match[part]) for part in ("year", "month", "day")))
            return text.told(issued, match.start("year"), match.end("day") + 1) if issued else None
    return None


def date_of_page(text: Text) -> Told | None:
    """`时间：2026-02-09` on a line of its own near the top."""
    for start, line in _opening(text):
        match = _DATED.search(line)
        if match and len(line) <= _FEW_WORDS and not _SENTENCE.search(line.replace("：", "").replace(":", "")):
            issued = day(int(match["year"]), int(match["month"]), int(match["day"]))
            if issued:
                return text.told(issued, start + match.start(), start + match.end())
    return None


def date_of_properties(text: Text) -> Told | None:
    """The day of publication in the head of a web page."""
    return property_of(text, "date")


def meeting_of_session(text: Text) -> Told | None:
    """`在格尔木市第十五届人民代表大会第五次会议上`."""
    match = _MEETING.search(text.body[:HEAD])
    return text.told(match["meeting"], *match.span("meeting")) if match else None


TITLE: tuple[Rule, ...] = (title_of_genre, title_first_heading, title_of_properties)
YEAR: tuple[Rule, ...] = (
    year_of_five_year_plan,
    year_of_review_title,
    year_of_review_heading,
    year_of_plan_heading,
    year_of_report_title,
    year_of_session,
    year_most_told,
)
KIND: tuple[Rule, ...] = (kind_of_title, kind_of_session, kind_by_default)
DATE: tuple[Rule, ...] = (date_of_session, date_of_page, date_of_properties)
MEETING: tuple[Rule, ...] = (meeting_of_session,)
