"""Names of projects taken apart: what every such project may be called, and what is left of the name without it.

A name is place + owner + numbers and capacity + what is built + the work on it:
格尔木市|昆岭锂业|二期|年产2万吨|碳酸锂|扩建|项目.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from kg.link import where
from kg.link.firms import Firm, firm, is_place, place_codes
from kg.link.names import Thing, plain, synonyms
from kg.reference.units import Size, size
from kg.reference.vocabulary import common_words
from kg.text import lexicon, quantity
from kg.text.numeral import CHINESE, chinese
from kg.text.tokens import cut
from kg.text.unit import capacities

Codes = frozenset[str]


@dataclass(frozen=True, slots=True)
class Work:
    """A project's name in its parts.

    `title` is the name without what any project may end in, `marks` are the numbers that tell one part or round from
    another (2期, 2024年), `works` the kinds of work that are done on a thing that stands (扩建), `core` is what is
    left, `whole` the same with the place before it.
    """

    name: str
    title: str
    place: Codes
    core: str
    whole: str
    marks: frozenset[str]
    roads: frozenset[str]
    works: frozenset[str]
    sizes: frozenset[Size]


# --- parts ---------------------------------------------------------------------------------------------------------

_N = "[0-9一二三四五六七八九十]{1,3}"
_SIZE_BEFORE = re.compile("(?:年产|年处理|日处理|日产|年加工|年生产|总装机|装机|总库容|库容|规模|总|/)$")
_SIZE_AFTER = re.compile("(?:/年|/日|/天|每年|级|以上)")
_SUM = re.compile("(?:总|计划|完成)?(?:投资)?(?:约|超|近)?[0-9][0-9.]{0,9}(?:多|余)?(?:亿|万)美?元(?:级)?的?")
_YEAR = re.compile("(?P<from>20[0-9]{2})(?:[-~—至](?P<to>20[0-9]{2}))?年度?")
_ROAD = re.compile(
    "(?P<a>[GSXY])(?P<an>(?<=G)[0-9](?![0-9A-Za-z])|[0-9]{2,4})(?:线|国道|省道)?|(?P<b>[国省县])道[GSX]?(?P<bn>[0-9]{2,3})线?|[GS]?(?P<cn>[0-9]{3})(?P<c>[国省县])道"
)
_LETTER = {"国": "G", "省": "S", "县": "X"}
_MARKS = (
    re.compile(f"第?(?P<n>{_N}|首|I{{1,3}}|IV)(?P<kind>期|批次|批|阶段|标段|标(?!准))"),
    re.compile(f"第?(?P<n>{_N}|首)(?P<kind>号线|号|#)"),
    re.compile("(?P<n>[东西南北中])(?P<kind>段|区块|标段)"),
    re.compile("(?<![A-Za-z])(?P<n>[A-Z][0-9]{0,2})(?P<kind>段|座|栋|区|标段|标|地块|线)"),
    re.compile("(?<![A-Za-z])(?P<kind>T)(?P<n>[0-9])(?![0-9])"),
    re.compile("(?P<kind>第)(?P<n>[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?!产业)"),
)
_KINDS = {"#": "号", "标": "标段", "批次": "批"}
_FIRST = {"首": "1", "I": "1", "II": "2", "III": "3", "IV": "4"}
_TO = re.compile("(?<=[一-鿿])(?:[-—–~－]{1,2}|到)(?=[一-鿿])")
_SCHOOL = re.compile(
    "第?(?P<number>[一二三四五六七八九十]{1,3})(?P<kind>[中小幼高])"
    "(?=(?:整体)?(?:迁建|扩建|改扩建|新建|改造|新校区|校区|分校|教学楼|综合楼|宿舍|食堂|体育馆|操场|项目|工程|建设)|$)"
)
_SCHOOLS = {"中": "中学", "小": "小学", "幼": "幼儿园", "高": "高中"}
_TITLE = re.compile("(?:(?:新建|建设)?(?:项目|工程)|建设)$")
_TAIL = re.compile("(?:新建|建设|工程|项目|示范|一体化|生产线|生产|制造|的)$")
_FRONT = re.compile("^(?:新建|建设|改建|加快|推进|实施|总|的)")
_NEW = re.compile("(?<=..)新建(?=..)(?![区县镇乡村街路])")
_LEGAL = re.compile("(?:集团)?(?:股份)?有限(?:责任)?公司|集团公司|集团|公司")


@lru_cache(8192)
def work(name: str, *scope: str) -> Work:
    """The parts of a project's name, in a document of a place.

    >>> found = work("格尔木市昆岭锂业二期年产2万吨碳酸锂扩建项目")
    >>> found.core, sorted(found.marks), sorted(found.works), [value for value, _ in found.sizes]
    ('昆岭锂业碳酸锂', ['2期'], ['扩建'], [Decimal('20000000')])
    """
    written = plain(name)
    text = _SCHOOL.sub(_school, _TO.sub("至", written))
    text, sizes = _sizes(_SUM.sub("", text))
    text, roads = _roads(_trimmed(_NEW.sub("", text.upper())))
    text, marks = _marks(text)
    home = scope[0] if scope else ""
    seat, text = _brackets(text, home)
    text, works = _works(_spelled(_trimmed(text)))
    whole = _trimmed(_LEGAL.sub("", text))
    place, core = _place(whole, home)
    title = _TITLE.sub("", written.upper())
    return Work(written, title, place or seat, _trimmed(core), whole, marks, roads, works, sizes)


def _school(found: re.Match[str]) -> str:
    """七中 is 第七中学."""
    return f"第{found['number']}{_SCHOOLS[found['kind']]}"


def _brackets(text: str, home: str) -> tuple[Codes, str]:
    """The place that stands in brackets (展示中心（青海）), and the name without brackets."""
    found = _BRACKET.search(text)
    if found and is_place(found["inner"]):
        return place_codes(found["inner"], home), text[: found.start()] + text[found.end() :]
    return frozenset(), re.sub(r"[()\[\]±]", "", text)


_BRACKET = re.compile(r"\((?P<inner>[^()]{2,8})\)")
# Units that only names of projects have.
_OTHER = re.compile(
    "(?P<value>[0-9]{1,12}(?:[.][0-9]{1,6})?)(?P<unit>万?(?:标方|标准立方米|标立方|张?床位?|个?车位|户|孔|机柜))"
)


def _sizes(text: str) -> tuple[str, frozenset[Size]]:
    """The name without its capacities, and they in canonical units (as written where the unit is not known)."""
    found: set[Size] = set()
    kept, at = "", 0
    for start, end, value, unit in _measured(text):
        known = size(value, unit)
        if known is None or start < at:
            continue
        found.add(known)
        kept += _SIZE_BEFORE.sub("", text[at:start])
        after = _SIZE_AFTER.match(text, end)
        at = after.end() if after else end
    return kept + text[at:], frozenset(found)


def _measured(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, value, unit) of every capacity in a name, in order, the longer first where two begin together."""
    found = [(item.start, item.end, item.value, item.unit) for item in capacities(text, quantity.find(text))]
    found += [(*match.span(), match["value"], match["unit"]) for match in _OTHER.finditer(text)]
    return sorted(found, key=lambda item: (item[0], -item[1]))


def _roads(text: str) -> tuple[str, frozenset[str]]:
    """The numbers of roads, all written one way (G315), and the name without them."""
    found = set()
    for match in _ROAD.finditer(text):
        letter = match["a"] or _LETTER[match["b"] or match["c"]]
        found.add(letter + (match["an"] or match["bn"] or match["cn"]))
    return (_ROAD.sub("", text).removesuffix("公路") if found else text), frozenset(found)


def _marks(text: str) -> tuple[str, frozenset[str]]:
    """The numbers that tell parts and rounds, and the name without them."""
    found: set[str] = set()
    for match in _YEAR.finditer(text):
        found.add(f"{match['from']}{match['to'] or ''}年")
    text = _YEAR.sub("", text)
    for pattern in _MARKS:
        for match in pattern.finditer(text):
            found.add(_numeral(match["n"]) + _KINDS.get(match["kind"], match["kind"]))
        text = pattern.sub("", text)
    return text, frozenset(found)


def _numeral(written: str) -> str:
    """首, II and 二 in digits; 东 and A as they are."""
    if written in _FIRST:
        return _FIRST[written]
    return str(chinese(written) or written) if re.fullmatch(CHINESE, written) else written


def _place(text: str, home: str) -> tuple[Codes, str]:
    """The division that the name begins with, and the rest; 西宁至成都 does not begin with one."""
    place, rest = where.leading(text, home, local=True)
    if not place:
        place, rest = where.level(text, home)
    return (place, rest) if place and rest[:1] != "至" else (frozenset(), text)


def _trimmed(text: str) -> str:
    """A name without what every project may begin or end with."""
    while (cut_ := _FRONT.sub("", _TAIL.sub("", text))) != text and len(cut_) > 1:
        text = cut_
    return text


def _spelled(text: str) -> str:
    """A name with the one form of words that are written in several (光伏发电 is 光伏)."""
    for written, canonical in synonyms("project-short"):
        text = text.replace(written, canonical)
    return text


def _works(text: str) -> tuple[str, frozenset[str]]:
    """The kinds of work at the end of a name, and the name without them."""
    found: set[str] = set()
    while step := next(((word, kind) for word, kind in synonyms("project-work") if _ends(text, word)), None):
        found.add(step[1])
        text = _trimmed(text.removesuffix(step[0]))
    return text, frozenset(found)


def _ends(text: str, word: str) -> bool:
    return text.endswith(word) and len(text) > len(word) + 1


# --- what a core says ----------------------------------------------------------------------------------------------


@cache
def _known_words() -> frozenset[str]:
    groups = ("project-head", "project", "industry", "industry-cue")
    words = common_words().union(*(lexicon.words(group) for group in groups), lexicon.words("link", "trade", "filler"))
    return words.union(*synonyms("project-short"))


@lru_cache(8192)
def generic(core: str) -> bool:
    """Whether a core holds no word of its own: any county may have such a thing.

    >>> generic("污水处理厂"), generic("光伏"), generic("昆岭锂业碳酸锂"), generic("白塔湖湿地公园")
    (True, True, False, False)
    """
    if core in _known_words():
        return True
    single = 0
    for token in cut(core):
        if len(token.text) > 1:
            single = 0
            if token.text not in _known_words():
                return False
            continue
        single += 1
        if single > 1 and core[token.start - 1 : token.end] not in _known_words():
            return False
    return True


@lru_cache(8192)
def plural(core: str) -> bool:
    """Whether a county has many of such things.

    >>> plural("光伏"), plural("人民医院")
    (True, False)
    """
    return core.endswith(lexicon.ordered("link", "plural"))


_LINE = re.compile("(?:铁路|高铁|城际|高速|专线|客专|特高压|直流|交流|输电通道|输气管道|天然气管道|运河)$")
_BETWEEN = re.compile("(?P<a>[一-鿿]{2,6})至(?P<b>[一-鿿]{4,16})$")


# Provinces in one character, and characters of rings and shores, of which every city has its own.
_PROVINCES = frozenset("京津沪渝冀豫云滇辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵黔粤青藏川蜀宁琼港澳")
_LOCAL = frozenset("环城湖海路园山江河岛场绕疏")


@lru_cache(8192)
def crossing(core: str) -> bool:
    """Whether a core is that of a line by its ends, which documents of several provinces may name.

    >>> crossing("西成铁路"), crossing("白塔至黑河输气管道"), crossing("甘陕特高压交流")
    (True, True, True)
    >>> crossing("滨海高速"), crossing("东环高速"), crossing("南岭水库")
    (False, False, False)
    """
    found = _LINE.search(core)
    if not found:
        return False
    front = core[: found.start()].removesuffix("特高压")
    if "至" in front or "入" in front or (len(front) > 1 and set(front) <= _PROVINCES):
        return True
    single = any(len(token.text) == 1 for token in cut(front))
    return 1 < len(front) < 6 and single and not set(front) & _LOCAL


@lru_cache(8192)
def short_lines(core: str) -> frozenset[str]:
    """What a line between two ends may be called for short.

    >>> sorted(short_lines("西宁至成都铁路")), sorted(short_lines("西成铁路"))
    (['西成铁路'], [])
    """
    found = _BETWEEN.fullmatch(core)
    if not found:
        return frozenset()
    kinds = lexicon.words("project-head", "facility") | {"货运专线", "客运专线", "专线", "直流", "引水", "调水"}
    rests = (found["b"][at:] for at in range(2, 6))
    return frozenset(f"{found['a'][0]}{found['b'][0]}{rest}" for rest in rests if _ACROSS.sub("", rest) in kinds)


_ACROSS = re.compile("^(?:跨海|跨江|过江|海底)(?=.)")


# --- the thing -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A project as the rules see it: its names in parts and what the graph says beside them.

    `areas` are the full names of the places in which it lies, or else of those whose documents name it (then
    `located` is false).
    """

    names: tuple[Work, ...]
    scope: tuple[str, ...]
    areas: tuple[str, ...]
    located: bool
    owners: tuple[Firm, ...]
    sizes: Mapping[str, frozenset[Decimal]]
    sums: frozenset[Decimal]


@lru_cache(8192)
def undertaking(thing: Thing) -> Undertaking:
    """A project for the rules."""
    names = tuple(work(name, *thing.scope) for name in dict.fromkeys(thing.names))
    said = [where.full(code) for found in names for code in sorted(found.place) if len(found.place) == 1]
    areas = tuple(dict.fromkeys(place for place in (*thing.places, *said) if where.chain(place)))
    sizes: dict[str, set[Decimal]] = {}
    for value, unit in (*thing.capacities, *(told for found in names for told in found.sizes)):
        sizes.setdefault(unit, set()).add(value.normalize())
    return Undertaking(
        names,
        thing.scope,
        areas or thing.scope,
        bool(areas),
        tuple(firm(owner, *thing.scope) for owner in thing.owners),
        {unit: frozenset(values) for unit, values in sizes.items()},
        frozenset(value.normalize() for value in thing.investments),
    )
