"""Places by the shape of their names: a head (村, 经开区, 湖, 都市圈) and what stands before it.

Each rule takes a view of the sentence and yields what it finds; where two overlap, `place.find` keeps the longer name,
of equals the earlier rule's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from kg.extract.place.growth import (
    HAN,
    LETTERS,
    NUMERALS,
    Kind,
    View,
    is_letter,
    is_proper,
    left,
    proper,
    stops,
    trim,
    view,
    words,
)
from kg.extract.place.words import Hit, dictionary, ordinary
from kg.model import PlaceType
from kg.reference import gazetteer
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.line import Line
from kg.text.tokens import Token

_TYPES: dict[Kind, PlaceType] = {"zone": "zone", "scenic": "zone", "region": "region", "natural": "natural"}
_NOT_AFTER: dict[Kind, tuple[str, ...]] = {
    "zone": ("级", "化", "内", "型"),
    "scenic": ("级", "化", "内", "型"),
    "region": ("生产总值", "级", "内", "性", "间", "差异"),
    "natural": ("级", "化"),
    "water": ("长制", "段制"),
    "village": tuple("建用聘级委民庄落集卫企容貌志办居域长史宅校部内超均"),
}


def grown(line: Line, known: list[Hit]) -> Iterator[Hit]:
    """What the rules find in a sentence, in their order; `known` are the places known by name, standing or not."""
    here = view(line, known)
    for rule in RULES:
        yield from rule(here)


@cache
def _heads(kind: Kind) -> re.Pattern[str]:
    return re.compile("|".join(lexicon.ordered("place_heads", kind)))


def _generic(line: Line, start: int, end: int) -> bool:
    """Whether a name ends with a generic word: 示范村, 城镇 in 于|城镇; not 强镇 in 图强|镇."""
    return any(at in line.bounds and line.text[at:end] in words("generic") for at in range(start, end - 1))


def zones(here: View) -> Iterator[Hit]:
    """酒城经开区, 云岭国际陆港, (in a list with such a one) 国际陆港; not 高新区, 国家级开发区, 零碳产业园."""
    for hit in _composed(here, "zone"):
        here.zones.add(hit.end)
        yield hit


def scenic(here: View) -> Iterator[Hit]:
    """云岭古城, 望柳湖湿地公园; not 口袋公园, 特色街区."""
    return _composed(here, "scenic")


def regions(here: View) -> Iterator[Hit]:
    """云岭都市圈, “三江”城市群, A—B经济带; not 地区 of 地区生产总值."""
    return _composed(here, "region")


def natural(here: View) -> Iterator[Hit]:
    """洮河流域, 云岭草原; not 退化草原."""
    return _composed(here, "natural")


def _composed(here: View, kind: Kind) -> Iterator[Hit]:
    for match in _heads(kind).finditer(here.line.text):
        if match.end() in here.line.bounds and (hit := _name(here, match.start(), match.end(), kind)):
            yield hit


def _name(here: View, head: int, end: int, kind: Kind) -> Hit | None:
    """The name that a head ends, if it is one."""
    line, text = here.line, here.line.text
    if (same := here.ends.get(end)) and same.start <= head:  # known as a whole
        return None
    if text.startswith(_NOT_AFTER[kind], end):
        return None
    start = _past_division(here, trim(line, left(here, head, kind), head), head, kind)
    if start >= head or text[start:end] in words("generic"):
        return None
    like: Kind = _LIKE.get(text[head:end], kind)
    if not proper(here, start, head, like) and not (kind == "zone" and _beside_zone(here, start, end)):
        return None
    before = here.ends.get(head)
    if text[head:end] in words("place_only") and (before is None or before.force == "far"):
        return None
    if before and before.start == start and not _may_follow(text[head:end], before):
        return None
    if kind == "scenic" and (digits := re.search("(?<![一-鿿0-9年])[0-9]{3,4}$", text[max(0, start - 5) : start])):
        start -= len(digits.group())
    return Hit(start, end, _TYPES[kind], kind)


# What may stand before these heads: 胭脂河流域 like a river, 皇岗口岸 like a sight, by any rare noun.
_LIKE: dict[str, Kind] = {"流域": "water", "口岸": "scenic"}


def _past_division(here: View, start: int, head: int, kind: Kind) -> int:
    """瓜州县北山风景区 is two names where the second has something proper of its own; 瓜州县工业园 is one."""
    for end in range(start + 3, head):
        hit = here.ends.get(end)
        if hit and hit.start == start and hit.type == "admin" and here.line.text[end - 1] in _TAILS:
            return end if proper(View(here.line, {}), end, head, kind) else start
    return start


_TAILS = "省市县区州镇乡"


def _beside_zone(here: View, start: int, end: int) -> bool:
    return end - start > 3 and start - 1 in here.zones and here.line.text[start - 1] == "、"


def _may_follow(head: str, before: Hit) -> bool:
    """Whether a head makes a name directly behind a known place: 酒泉经开区 does, 甘肃示范区 and 北京地区 do not."""
    if head in words("more_needed"):
        return False
    return not (head == "地区" and before.type == "admin" and before.force == "full")


_VILLAGE = re.compile("街道|社区|苏木|嘎查|[村镇乡]")


def villages(here: View) -> Iterator[Hit]:
    """西沟村, 垦丰社区, official towns (金溪镇) and towns named after a place; not 示范村, 乡镇, 智慧社区."""
    line, floor = here.line, 0  # a village does not reach back over its town: 金溪镇西沟村 is two names
    for match in _VILLAGE.finditer(line.text):
        head, end = match.span()
        if end not in line.bounds or line.text.startswith(_NOT_AFTER["village"], end):
            continue
        small = match.group() in ("村", "社区", "嘎查")
        start = _village(here, head, end, floor) if small else _town(line, head, end)
        if start is not None:
            yield Hit(start, end, "admin", "village" if small else "town")
            floor = end


def _village(here: View, head: int, end: int, floor: int) -> int | None:
    line, blind = here.line, View(here.line, {})
    start = max(floor, left(blind, head, "village"))
    start = max([start, *(at for at in range(start + 1, head) if at in here.ends and here.ends[at].type == "admin")])
    name = line.text[start:end]
    if not 3 <= len(name) <= 8 or _generic(line, start, end) or line.text[start - 1 : start] in ("“", "‘"):
        return None
    if line.text[head - 1] in "式型化级性类":  # 互嵌式社区
        return None
    return start if proper(blind, start, head, "village") or _noun(line, start, head) else None


_VILLAGE_TAILS = frozenset(
    "湾台庄沟坪岭营屯堡寨河桥店坝坡岗湖塘溪山头口圩垭峪洼峰滩铺集坑坎埠浜泾浦墩园里家房楼窑窝川坳垅冲崖井泉关"
)


def _noun(line: Line, start: int, head: int) -> bool:
    """Whether a noun that is not of general use stands before the head, alone or with a village's ending (骆驼湾村)."""
    inside = [token for token in line.within(start, head) if token.end <= head]
    if len(inside) > 1 and inside[-1].text in _VILLAGE_TAILS:
        inside.pop()
    return len(inside) == 1 and inside[0].start == start and is_proper(inside[0].text, "scenic")


def _town(line: Line, head: int, end: int) -> int | None:
    """Where the longest official name of a town that ends at `end` begins; else a place's name before the head."""
    for start in range(max(0, end - 9), end - 2):
        if start in line.bounds and line.text[start:end] in gazetteer.town_names():
            return None if _generic(line, start, end) or line.text.endswith(("城镇", "乡镇"), start, end) else start
        if line.text[end - 2] == "族" and start in line.bounds:
            for stem in gazetteer.short_forms(line.text[start:end], "town"):
                if stem + "乡" in gazetteer.town_names():
                    return start
    before = line.covering(head - 1) if head else None
    if before is None or before.end != head or before.text not in dictionary().places:
        return None
    common = before.text in common_words() or before.text in ordinary() or before.text in words("plain")
    return None if common else before.start


def waters(here: View) -> Iterator[Hit]:
    """Rivers, lakes, mountains: a rare word that ends like one (雁栖湖), or rare letters before the head (景迈山).

    A name of two letters needs a reach or another water beside it: 苕溪流域, 弥河、小清河.
    """
    line, heads = here.line, lexicon.words("place_heads", "water")
    found, short = [], []
    for number, token in enumerate(line.tokens):
        if token.text[-1] not in heads or line.text.startswith(_NOT_AFTER["water"], token.end):
            continue
        start = _water_start(here, number, token)
        name = line.text[start : token.end]
        if not 2 <= len(name) <= 6 or (name[0] in NUMERALS and name != token.text):
            continue
        if name in words("generic") or (start == token.start and token.text.endswith(_endings())):
            continue
        if len(name) == 2:
            short.append(Hit(start, token.end, "natural", "water"))
        elif _is_water(here, token, start):
            found.append(Hit(start, token.end, "natural", "water"))
    yield from found
    yield from _short_waters(here, short, [*found, *(hit for hit in here.ends.values() if hit.type == "natural")])


@cache
def _endings() -> tuple[str, ...]:
    return lexicon.ordered("place_stop", "generic")


def _water_start(here: View, number: int, token: Token) -> int:
    """Where the name of a water begins that ends with a word: before the letters left of it, or before 小 (小洪河)."""
    if len(token.text) == 1:
        return left(here, token.start, "water")
    if not number or len(here.line.tokens[number - 1].text) > 1:
        return token.start
    before = here.line.tokens[number - 1]
    opens = number == 1 or before.start in here.ends or not HAN.match(here.line.tokens[number - 2].text)
    letters = len(token.text) == 2 and is_letter(before.text) and token.end not in here.ends
    if token.text in words("generic") and token.text[0] not in lexicon.words("place_heads", "water"):
        return token.start  # 攀高峰, but 薄山湖
    whole = before.text == "小" or letters
    return before.start if opens and whole else token.start


_REACH = re.compile("流域|干流|支流|两岸|沿岸|上游|中游|下游|水质|断面|河道")


def _short_waters(here: View, short: list[Hit], known: list[Hit]) -> Iterator[Hit]:
    line, taken = here.line, set[int]()
    spots = {hit.start - 1 for hit in known} | {hit.end for hit in known}
    for hit in [*short, *reversed(short)]:
        name = line.text[hit.start : hit.end]
        if hit.start in taken or name in common_words() or name[0] in LETTERS or name[-1] not in "河江湖溪":
            continue
        listed = (hit.start - 1 in spots and line.text[hit.start - 1] == "、") or (
            hit.end in spots and line.text[hit.end : hit.end + 1] == "、"
        )
        if listed or _REACH.match(line.text, hit.end):
            spots |= {hit.start - 1, hit.end}
            taken.add(hit.start)
            yield hit


def _is_water(here: View, token: Token, start: int) -> bool:
    if len(token.text) > 1:
        return start < token.start or (token.text not in ordinary() and is_proper(token.text, "water"))
    before = here.ends.get(token.start)
    if before is None or before.start != start:
        return proper(here, start, token.start, "water")
    name = here.line.text[start : token.start]
    if name.endswith(token.text):  # 太湖湖体
        return False
    return before.type == "admin" and gazetteer.names().get(name) in ("prefecture", "short", "weak")


_CLASS_OF_SIGHTS = re.compile(
    "等[^，,。；、]{0,6}?(?:景点|景区|片区|场馆|街区|打卡点|打卡地|商圈|公园|古镇|古村落|文旅地标|文化地标)|等[^，,。；、]{0,8}“打卡点”"
)


_LONGEST_LIST = 120


def listed(here: View) -> Iterator[Hit]:
    """The members of a list whose class behind 等 says that they are sights: 望月楼、听雨轩等景点."""
    text, floor = here.line.text, 0
    for match in _CLASS_OF_SIGHTS.finditer(text):
        floor = max(floor, match.start() - _LONGEST_LIST)
        start = max(floor, *(text.rfind(mark, floor, match.start()) + 1 for mark in "，。；：,;"))
        floor = match.end()
        for member in re.finditer("[^、]+", text[start : match.start()]):
            first, end = start + member.start(), start + member.end()
            if member.start() == 0:
                first = _after_verb(here.line, first, end)
            if _is_sight(here.line, first, end):
                yield Hit(first, end, "zone", "listed")


def _after_verb(line: Line, start: int, end: int) -> int:
    """Where the first member of a list begins: behind the last verb or particle before it."""
    for token in reversed(line.within(start, end)):
        if stops(token.text) or token.text in LETTERS:
            return token.end
    return start


def _is_sight(line: Line, start: int, end: int) -> bool:
    if not 2 < end - start < 13 or start not in line.bounds or end not in line.bounds:
        return False
    if line.text[start] == "“" and line.text[end - 1] == "”":
        return False
    inside = [token.text for token in line.within(start, end)]
    if any(stops(word) or word in LETTERS or word[0] in "0123456789" for word in inside):
        return False
    return any(word not in _usual() and HAN.match(word) for word in inside)


@cache
def _usual() -> frozenset[str]:
    """Words that do not tell one sight from another."""
    return common_words() | words("modifier") | lexicon.words("place_heads", "zone")


RULES: tuple[Callable[[View], Iterator[Hit]], ...] = (zones, scenic, regions, natural, villages, waters, listed)
