"""What a document says of itself: title, place, year under review, kind, date and meeting, with the words that say it.

documents.csv goes first; then the rules below are tried in order and the first that answers decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from kg import gazetteer
from kg.model import Origin, Span, Told

UNKNOWN = Told("", Origin("default"))

_YEAR = "(?:19|20)[0-9]{2}"
_SESSION = re.compile(
    rf"(?:(?P<year>{_YEAR}|[〇○零一二三四五六七八九]{{4}})年(?P<month>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?P<day>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})日)?"
    r"(?:上午|下午)?在(?P<place>[\u4e00-\u9fff]{2,20}?)(?:第?[一二三四五六七八九十]{1,3})届人民代表大会"
)
_GOVERNMENT = re.compile(r"代表(?P<place>[\u4e00-\u9fff]{2,20}?)人民政府")
_MEETING = re.compile(
    r"在(?P<meeting>[\u4e00-\u9fff]{2,20}?第?[一二三四五六七八九十]{1,3}届(?:人民代表大会|人大|委员会)(?:常务委员会|常委会)?"
    r"第?[一二三四五六七八九十]{1,3}次(?:全体)?(?:会议|全会))"
)
# A division by its form alone, and before what it stands in a title.
_UNLISTED = (
    r"(?P<place>(?![全本我各该一两多])(?:(?![的在中与和是之])[\u4e00-\u9fff]){1,12}?"
    r"(?:自治[区州县旗]|[省县旗州盟乡]|(?<![城都])市|(?<![社园片景校山牧灾库城老小])区|(?<![城乡小])镇|街道))"
)
_UNLISTED_NAME = re.compile(_UNLISTED)
_UNLISTED_IN_TITLE = re.compile(
    rf"(?:关于|中共|{_YEAR}年(?:度)?){{0,2}}{_UNLISTED}"
    rf"(?=[（(]?{_YEAR}|人民政府|政府工作|国民经济|年度|财政|预算|“十|第?[一二三四五六七八九十]{{1,3}}届|经济社会)"
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
_IN_TITLE = re.compile(rf"(?<![0-9])(?P<year>{_YEAR})(?:年|(?=[）)]))")
_PLAIN = re.compile(rf"(?<![0-9.])(?P<year>{_YEAR})年")
_LOOSE = re.compile(rf"(?<![0-9])(?P<year>{_YEAR})(?:年|-[0-9]{{2}}-|$)?")
_DATED = re.compile(rf"(?P<year>{_YEAR})(?:年|[-./])(?P<month>[0-9]{{1,2}})(?:月|[-./])(?P<day>[0-9]{{1,2}})(?![0-9])")
_TAIL = re.compile("[省市县区旗州盟]")
_HEAD = 2000
_OPENING_LINES = 60
_LONGEST_CHAIN = 40
_FEW_WORDS = 45


@dataclass(frozen=True, slots=True)
class Text:
    """A repaired text with its name, its lines with their offsets, and the title once it is known."""

    name: str
    body: str
    lines: tuple[tuple[int, str], ...]
    title: Told = UNKNOWN
    properties: Mapping[str, str] = field(default_factory=dict)

    def told(self, value: str, start: int, end: int) -> Told:
        return Told(value, Origin("text", Span(start, end)))


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
    return {"title": title} | found | {"place": _decided(found["place"], body)}


def _decided(place: Told, body: str) -> Told:
    """A place of several by the one whose city the text puts before its name: 朝阳区 by 北京市朝阳区."""
    division = None if gazetteer.locate(place.value) else gazetteer.decided(place.value, body)
    return Told(gazetteer.path(division), place.origin) if division else place


def doubts(told: Mapping[str, Told]) -> tuple[str, ...]:
    """What is known of a document but cannot be checked, for its flags."""
    place = told["place"].value
    unknown = place and not _is_listed(place) and not gazetteer.bearers(place)  # 朝阳区 is known, as several
    return (f"place unknown to the list of divisions: {place}",) if unknown else ()


def _is_listed(place: str) -> bool:
    """Whether the list knows a chain of names to its end: 甘肃省西岭县 only begins with one that it knows."""
    division = gazetteer.locate(place)
    return division is not None and (place.endswith(division.name) or gazetteer.locate(place[:-2]) != division)


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
    return _property(text, "title")


def _property(text: Text, name: str) -> Told | None:
    value = text.properties.get(name, "")
    return Told(value, Origin("title")) if value else None


# Place.


def place_of_session(text: Text) -> Told | None:
    """`在格尔木市第十五届人民代表大会第五次会议上`."""
    for rule in (_SESSION, _GOVERNMENT):
        for match in rule.finditer(text.body[:_HEAD]):
            division = gazetteer.locate(match["place"])
            if division and (_is_listed(match["place"]) or not _UNLISTED_NAME.fullmatch(match["place"])):
                return text.told(gazetteer.path(division), *match.span("place"))
    return None


def place_in_title(text: Text) -> Told | None:
    """`酒泉市2024年经济社会高质量发展综述`; not the province of `甘肃省西岭县2024年政府工作报告`."""
    unlisted = _UNLISTED_IN_TITLE.match(text.title.value)
    if unlisted and unlisted.end("place") > max((end for _, end in _divisions(text.title.value)), default=0):
        return None
    return _named(text.title.value, text.title.origin.span)


def place_unlisted(text: Text) -> Told | None:
    """A place that the list of divisions does not know: `在西岭县第三届人民代表大会`, `西岭县2024年政府工作报告`."""
    for rule in (_SESSION, _GOVERNMENT):
        for session in rule.finditer(text.body[:_HEAD]):
            if _UNLISTED_NAME.fullmatch(session["place"]):
                return text.told(session["place"], *session.span("place"))
    match = _UNLISTED_IN_TITLE.match(text.title.value)
    return Told(match["place"], Origin("title", text.title.origin.span)) if match else None


def place_in_name(text: Text) -> Told | None:
    """`上海市-2026.txt`."""
    return _named(text.name, None)


def _named(title: str, span: Span | None) -> Told | None:
    """The longest chain of divisions in a title."""
    start, end = max(_divisions(title), key=lambda item: item[1] - item[0], default=(0, 0))
    division = gazetteer.locate(title[start:end])
    return Told(gazetteer.path(division), Origin("title", span)) if division else None


def place_of_author(text: Text) -> Told | None:
    """`某市人民政府办公室` in the properties of a document."""
    return _named(text.properties.get("author", ""), None)


def place_most_told(text: Text) -> Told | None:
    """The division told most often, by the longest chain that ends in it: 西宁市城西区 for 城西区."""
    spans = list(_divisions(text.body))
    if not spans:
        return None
    tails = Counter(_last(text.body[start:end]) for start, end in spans)
    most = max(tails.values())
    tail = next(tail for tail in tails if tails[tail] == most)
    start, end = max(
        (span for span in spans if _last(text.body[slice(*span)]) == tail), key=lambda span: span[1] - span[0]
    )
    division = gazetteer.locate(text.body[start:end])
    return text.told(gazetteer.path(division) if division else text.body[start:end], start, end)


def _divisions(text: str) -> Iterator[tuple[int, int]]:
    """Chains of official names of divisions in a text: 西宁市城西区 is one, 西区 by itself may be part of a word."""
    return (span for span in _chains(text) if span[1] - span[0] > 2 or text[span[1] - 1] != "区")


def _chains(text: str) -> Iterator[tuple[int, int]]:
    names, open_chain = gazetteer.names(), None
    for match in _TAIL.finditer(text):
        end = match.end()
        start = next((end - n for n in range(min(12, end), 1, -1) if names.get(text[end - n : end]) == "full"), -1)
        if start < 0:
            continue
        if open_chain and open_chain[1] >= start and end - open_chain[0] <= _LONGEST_CHAIN:
            open_chain = (min(open_chain[0], start), end)
            continue
        if open_chain:
            yield open_chain
        open_chain = (start, end)
    if open_chain:
        yield open_chain


def _last(chain: str) -> str:
    """The last division of a chain."""
    names = gazetteer.names()
    return next(chain[-n:] for n in range(2, len(chain) + 1) if n == len(chain) or names.get(chain[-n:]) == "full")


# Year under review.


def year_of_review_title(text: Text) -> Told | None:
    """`2025年国民经济和社会发展统计公报`, `2024年…回眸`, `2025年预算执行情况和2026年预算草案`."""
    match = _IN_TITLE.search(text.title.value)
    return _from_title(text, int(match["year"])) if match and _REVIEWING.search(text.title.value) else None


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
    for match in _SESSION.finditer(text.body[:_HEAD]):
        if match["year"]:
            late = _number(match["month"]) > 8
            return text.told(str(_number(match["year"]) - (not late)), *match.span("year"))
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


def _number(figure: str) -> int:
    """2026 of `2026` and `二〇二六`, 12 of `十二`."""
    if figure.isdigit() and figure.isascii():
        return int(figure)
    digits = {letter: str(value) for value, letter in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
    if "十" in figure:
        tens, ones = figure.split("十")
        return int(digits.get(tens, "1")) * 10 + int(digits.get(ones, "0"))
    return int("".join(digits[letter] for letter in figure))


# Kind and date.


def kind_of_title(text: Text) -> Told | None:
    """`…统计公报` is a bulletin, `…预算草案的报告` a budget."""
    for kind, words in _KINDS:
        if words.search(text.title.value):
            return Told(kind, Origin("title", text.title.origin.span))
    return None


def kind_of_session(text: Text) -> Told | None:
    """What is read to an assembly is a report."""
    match = _SESSION.search(text.body[:_HEAD])
    return text.told("report", *match.span()) if match else None


def kind_by_default(text: Text) -> Told | None:
    return Told("news", Origin("default"))


def date_of_session(text: Text) -> Told | None:
    """`——2025年2月15日在格尔木市第十五届人民代表大会第五次会议上`."""
    for match in _SESSION.finditer(text.body[:_HEAD]):
        if match["year"]:
            year, month, day = (_number(match[part]) for part in ("year", "month", "day"))
            return text.told(f"{year}-{month:02}-{day:02}", match.start("year"), match.end("day") + 1)
    return None


def date_of_page(text: Text) -> Told | None:
    """`时间：2026-02-09` on a line of its own near the top."""
    for start, line in _opening(text):
        match = _DATED.search(line)
        if match and len(line) <= _FEW_WORDS and not _SENTENCE.search(line.replace("：", "").replace(":", "")):
            month, day = int(match["month"]), int(match["day"])
            if 1 <= month <= 12 and 1 <= day <= 31:
                return text.told(f"{match['year']}-{month:02}-{day:02}", start + match.start(), start + match.end())
    return None


def date_of_properties(text: Text) -> Told | None:
    """The day of publication in the head of a web page."""
    return _property(text, "date")


def meeting_of_session(text: Text) -> Told | None:
    """`在格尔木市第十五届人民代表大会第五次会议上`."""
    match = _MEETING.search(text.body[:_HEAD])
    return text.told(match["meeting"], *match.span("meeting")) if match else None


Rule = Callable[[Text], Told | None]
TITLE: tuple[Rule, ...] = (title_of_genre, title_first_heading, title_of_properties)
PLACE: tuple[Rule, ...] = (
    place_of_session,
    place_in_title,
    place_unlisted,
    place_in_name,
    place_of_author,
    place_most_told,
)
YEAR: tuple[Rule, ...] = (
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
