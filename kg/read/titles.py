"""The title of a document, and what kind of document it is: by its title, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.model import Origin, Told
from kg.read.about import ANY_YEAR, HEAD, SESSION, Evidence, Rule, Text, property_of
from kg.read.article import is_furniture

_GENRE = re.compile(
    r"(?:工作报告|统计公报|综述|回眸|纪实|巡礼|盘点|总结|公报|(?:情况|草案|计划|预算|规划)[^，。]{0,30}的?报告|执行情况)(?:[（(][^）)]{1,40}[）)])?(?:-.{1,12})?$"
)
_SENTENCE = re.compile(r"[。！；：:]")
# Buttons, paths, bylines and names of columns; a numbered heading is a section's.
_CHROME = re.compile(
    r"^(?:下载|打印|全屏|收藏|[【\[（(]?字[体号]|加大|还原|减小|[大中小】>＞|×]$|您的位置|当前位置|首页|来源|时间|发布|作者|编辑|相关|分享|浏览|点击|本报|记者|小编|正文|[■◆●▲★□◇]"
    rf"|第?[一二三四五六七八九十]{{1,3}}[、．.章节]|[（(][一二三四五六七八九十]{{1,3}}[)）]|[0-9]{{1,2}}[.．、]|{ANY_YEAR}年[0-9]{{1,2}}月[0-9]{{1,2}}日|{ANY_YEAR}-[0-9])"
    r"|(?:记者|摄|要闻|编发中心)$|返回列表|复制链接|发表于"
    rf"|{ANY_YEAR}年[0-9]{{1,2}}月[0-9]{{1,2}}日[）)]?$|[（(【\[][^（()）】\]]*[）)】\]]$|在.{{4,40}}会议?上$"
    r"|^[\u4e00-\u9fff]{2,12}(?:统计局|财政局|人民政府|管理委员会|管委会|委员会|办公室)$"
    r"|(?:[省市县区州盟旗镇乡]长|主席|主任)[ ]?[\u4e00-\u9fff·]{2,4}(?: [\u4e00-\u9fff·]{2,4})?$"
)
_PATH = re.compile("[>＞›»][^>＞›»]{1,20}[>＞›»]")
_LONGEST_HEADLINE, _LONGEST_GENRE = 45, 80
_OPENS_TITLE = re.compile(rf"(?:关于|.{{0,16}}{ANY_YEAR}年)")

_EVENT = re.compile(r"(?:开幕|闭幕|召开|举行|发布|出炉|作政府工作报告|审议.{0,20}报告|听取.{0,20}报告|解读)$")
_KINDS = (
    ("news", _EVENT),
    ("budget", re.compile(r"预算|决算")),
    ("bulletin", re.compile(r"公报")),
    ("report", re.compile(r"工作报告|总结|工作[^，。]{0,12}回顾")),
    ("plan", re.compile(r"计划|规划|纲要|实施方案|工作(?:要点|谋划|打算|思路|安排)")),
    ("report", re.compile(r"报告")),
)
_TO_ASSEMBLY = re.compile(
    r"向(?:大会|会议)(?:作|报告)[^。]{0,60}?(?:工作|报告)|[作做]政府工作报告|请(?:予|连同|与)[^。]{0,60}审[议查]"
)
_MANDATE = re.compile(r"(?:受.{2,20}委托|提请|现将)[^。]{0,80}")
_STATISTICIANS = re.compile("(?:国家)?[\u4e00-\u9fff]{2,12}统计局")
_SECTION_OF_BULLETIN = re.compile(
    r"^[一二三四五六七八九十]{1,3}[、．.](?:综合|农业|农林牧渔业|工业(?:和|、)?(?:建筑业)?|服务业|固定资产投资|国内贸易|对外经济|财政(?:和|、)?金融|交通.{0,6}|人口.{0,12}|人民生活.{0,8}|教育.{0,12}|资源.{0,12})$"
)
_BULLETIN = re.compile("本公报|初步(?:统计|核算)数")
_NEWS = re.compile("本报讯|新华社|记者|通讯员|日前|近日|[0-9]{1,2}月[0-9]{1,2}日(?:上午|下午|，|,)")
_BUDGET_WORDS, _BUDGET_DENSITY = "预算", 150
_LOOKED_AT = 20_000

TitleRule = Callable[[Text], Told | None]


def title(text: Text) -> Told | None:
    """The title, by the first rule that finds one."""
    return next((told for rule in TITLE if (told := rule(text)) is not None), None)


def title_of_field(text: Text) -> Told | None:
    """`标题：西岭县2025年政府工作报告` in a head of fields."""
    return next(text.fields("title"), None)


def title_of_genre(text: Text) -> Told | None:
    """`2026年上海市政府工作报告`, `——酒泉市2024年经济社会高质量发展综述`."""
    before: tuple[int, str] | None = None
    for start, line in text.opening():
        bare = line.lstrip("—－-《 ")
        if len(bare) <= _LONGEST_GENRE and _GENRE.search(bare.rstrip("》")) and not _no_title(bare):
            bare = bare.rstrip("》")
            begin = start + line.index(bare)
            return _with_first_half(text, before, text.told(bare, begin, begin + len(bare)))
        before = (start, line)
    return None


def _with_first_half(text: Text, before: tuple[int, str] | None, told: Told) -> Told:
    """A title set in two lines: `关于全市重点项目和` + `民生工程建设情况的报告`."""
    span = told.origin.span
    if not before or not span or _OPENS_TITLE.match(told.value) or "政府工作报告" in told.value:
        return told
    start, line = before
    whole = len(line) <= _LONGEST_HEADLINE and _OPENS_TITLE.match(line) and not _no_headline(line)
    return text.told(line + told.value, start, span.end) if whole and not _GENRE.search(line) else told


def _no_title(line: str) -> bool:
    """A sentence, or the path to a page."""
    return bool(_SENTENCE.search(line) or _PATH.search(line))


def _no_headline(line: str) -> bool:
    return _no_title(line) or bool(_CHROME.search(line)) or is_furniture(line, False)


def title_first_heading(text: Text) -> Told | None:
    """The first line that is no sentence, no byline, no numbered heading and none of a page's buttons."""
    for start, line in text.opening():
        if 5 <= len(line) <= _LONGEST_HEADLINE and not _no_headline(line):
            bare = line.lstrip("—－- ")
            return text.told(bare, start + line.index(bare), start + len(line))
    return None


def title_of_properties(text: Text) -> Told | None:
    """The title in the head of a web page or in the properties of a document."""
    return property_of(text, "title")


TITLE: tuple[TitleRule, ...] = (title_of_field, title_of_genre, title_first_heading, title_of_properties)


# Kind.


def kind_of_title(text: Text) -> Iterator[Evidence]:
    """`…统计公报` is a bulletin, `…预算草案的报告` a budget, `…会议开幕` news."""
    for kind, words in _KINDS:
        if words.search(text.title.value):
            yield Evidence(kind, 8.0, "title", Origin("title", text.title.origin.span))
            return


def kind_of_address(text: Text) -> Iterator[Evidence]:
    """What is read to an assembly is a report, unless it says that it gives the budget or the plan."""
    head = text.body[:HEAD]
    if match := SESSION.search(head):
        yield Evidence("report", 2.0, "session", text.at(*match.span()))
    if "各位代表" in head and (match := _TO_ASSEMBLY.search(head)):
        yield Evidence("report", 2.5, "address to the assembly", text.at(*match.span()))
    if match := _MANDATE.search(head):
        origin = text.at(*match.span())
        if "预算" in match[0] or "决算" in match[0]:
            yield Evidence("budget", 7.0, "address to the assembly", origin)
        elif "国民经济和社会发展计划" in match[0]:
            yield Evidence("plan", 7.0, "address to the assembly", origin)


def kind_of_sections(text: Text) -> Iterator[Evidence]:
    """`一、综合`, `二、农业` are the sections of a bulletin, which calls itself one as well."""
    if text.title.value and any(kind_of_title(text)):
        return
    named = [(start, line) for start, line in text.lines if len(line) <= 20 and _SECTION_OF_BULLETIN.match(line)]
    if len(named) >= 2:
        start, line = named[0]
        yield Evidence("bulletin", 4.0, "names of sections", text.at(start, start + len(line)))
    for start, line in text.opening():
        if _STATISTICIANS.fullmatch(line):
            yield Evidence("bulletin", 3.0, "issuer", text.at(start, start + len(line)))
            break
    if match := _BULLETIN.search(text.body):
        yield Evidence("bulletin", 2.0, "what it calls itself", text.at(*match.span()))


def kind_of_words(text: Text) -> Iterator[Evidence]:
    """A text full of budgets is a budget; one whose beginning tells of a day or names a reporter is news."""
    at = text.body.find(_BUDGET_WORDS)
    looked_at = text.body[:_LOOKED_AT]
    if at >= 0 and looked_at.count(_BUDGET_WORDS) * _BUDGET_DENSITY >= len(looked_at):
        yield Evidence("budget", 4.0, "words", text.at(at, at + len(_BUDGET_WORDS)))
    if match := _NEWS.search(text.body[:300]):
        yield Evidence("news", 2.0, "reporter or day", text.at(*match.span()))


def kind_by_default(text: Text) -> Iterator[Evidence]:
    yield Evidence("news", 2.0, "default", Origin("default"))


# Each group of rules is asked only where those before it say nothing.
KIND: tuple[tuple[Rule, ...], ...] = (
    (kind_of_title, kind_of_address, kind_of_sections, kind_of_words),
    (kind_by_default,),
)
