"""Places by the shape of their names: a head (村, 经开区, 湖, 都市圈) and what stands before it.

Each rule takes a sentence with its known places and yields what it finds; where two overlap, `place.find` keeps the
longer name, of equals the earlier rule's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from kg.extract.place.growth import (
    LETTERS,
    NUMERALS,
    Kind,
    Known,
    is_letter,
    is_proper,
    left,
    proper,
    stops,
    trim,
    words,
)
from kg.extract.place.words import TAILS, Hit, ordinary
from kg.model import PlaceType
from kg.reference import gazetteer
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.marks import HAN

_TYPES: dict[Kind, PlaceType] = {"zone": "zone", "scenic": "zone", "region": "region", "natural": "natural"}
_NOT_AFTER: dict[Kind, tuple[str, ...]] = {
    "zone": ("级", "化", "内", "型"),
    "scenic": ("级", "化", "内", "型"),
    "region": ("生产总值", "级", "内", "性", "间", "差异"),
    "natural": ("级", "化"),
    "water": ("长制", "段制", "公司", "集团", "股份"),
    "village": tuple("建用聘级委民庄落集卫企容貌志办居域长史宅校部内超均"),
}


def grown(line: Line, known: list[Hit]) -> Iterator[Hit]:
    """What the rules find in a sentence, in their order; `known` are the places known by name, standing or not."""
    places = {hit.end: hit for hit in known}
    for rule in RULES:
        yield from rule(line, places)


@cache
def _heads(kind: Kind) -> re.Pattern[str]:
    return re.compile("|".join(lexicon.ordered("place-head", kind)))


def _generic(line: Line, start: int, end: int) -> bool:
    """Whether a name ends with a generic word: 示范村, 城镇 in 于|城镇; not 强镇 in 图强|镇."""
    return any(at in line.bounds and line.text[at:end] in words("generic") for at in range(start, end - 1))


def zones(line: Line, places: Known) -> Iterator[Hit]:
    """酒城经开区, 云岭国际陆港, (in a list with such a one) 国际陆港; not 高新区, 国家级开发区, 零碳产业园."""
    return _composed(line, places, "zone")


def scenic(line: Line, places: Known) -> Iterator[Hit]:
    """云岭古城, 望柳湖湿地公园; not 口袋公园, 特色街区."""
    return (replace(hit, start=_with_number(line, hit.start)) for hit in _composed(line, places, "scenic"))


def regions(line: Line, places: Known) -> Iterator[Hit]:
    """云岭都市圈, “三江”城市群, A—B经济带; not 地区 of 地区生产总值."""
    return _composed(line, places, "region")


def natural(line: Line, places: Known) -> Iterator[Hit]:
    """洮河流域, 云岭草原; not 退化草原."""
    return _composed(line, places, "natural")


def _composed(line: Line, places: Known, kind: Kind) -> Iterator[Hit]:
    """The names that end with a head of this kind; a zone in a list with another needs nothing proper to it."""
    ends: set[int] = set()
    for head, end in _heads_in(line, places, kind):
        start = _past_division(line, places, trim(line, left(line, places, head, kind), head), head, kind)
        if kind == "zone" and not proper(line, places, start, head, kind):
            start = _far_left(line, places, start)
        word = line.text[head:end]
        if start >= head or line.text[start:end] in words("generic") or not _may_follow(word, places.get(head), start):
            continue
        if _is_counted(line, start):
            continue
        listed = kind == "zone" and end - start > 3 and start - 1 in ends and line.text[start - 1] == "、"
        if listed or proper(line, places, start, head, _LIKE.get(word, kind)):
            ends.add(end)
            yield Hit(start, end, _TYPES[kind], kind)


def _far_left(line: Line, places: Known, start: int) -> int:
    """Where a zone's name begins with a known place beyond ordinary words (酒城有色金属发展试验区), else `start`."""
    at = start
    while at > max(0, start - _REACH):
        if at in places:
            known = places[at]
            return known.start if known.type == "admin" or known.rule in ("region", "direction") else start
        token = line.covering(at - 1)
        if token.end != at or not HAN.fullmatch(token.text) or token.text in LETTERS or token.text in _moving():
            return start
        at = token.start
    return start


_REACH = 12


@cache
def _moving() -> frozenset[str]:
    """Verbs that have a zone as their object, and heads of other zones."""
    verbs = lexicon.words("verb") | lexicon.words("stage") | words("stop")
    nouns = frozenset(("发展", "创新", "转型", "融合", "合作", "改革"))
    return (verbs - nouns) | lexicon.words("place-head") | frozenset(("托管", "共建"))


def _is_counted(line: Line, start: int) -> bool:
    """Whether what begins here is counted, which no proper name is: 建成200个花漾街区."""
    return any(size.end == start and size.kind == "count" for size in line.quantities)


def _heads_in(line: Line, places: Known, kind: Kind) -> Iterator[tuple[int, int]]:
    """Where heads of this kind stand at the end of a word that are no part of a known place or of a longer word."""
    for match in _heads(kind).finditer(line.text):
        head, end = match.span()
        known = places.get(end)
        whole = known and known.start <= head and (known.rule, known.type) != ("town", "zone")
        part = line.text.startswith(_NOT_AFTER[kind], end) or whole
        if end in line.bounds and not part:
            yield head, end


def _with_number(line: Line, start: int) -> int:
    """Where a name begins whose first part is a number of three or four digits (798艺术区), no word before it."""
    before = line.text[max(0, start - 5) : start]
    word = before.rstrip("0123456789")
    size = len(before) - len(word)
    return start - size if size in (3, 4) and not HAN.match(word[-1:]) else start


# What may stand before these heads: 胭脂河流域 like a river, 皇岗口岸 like a sight, by any rare noun.
_LIKE: dict[str, Kind] = {"流域": "water", "口岸": "scenic"}


def _past_division(line: Line, places: Known, start: int, head: int, kind: Kind) -> int:
    """瓜州县北山风景区 is two names where the second has something proper of its own; 瓜州县工业园 is one."""
    for end in range(start + 3, head):
        hit = places.get(end)
        if hit and hit.start == start and hit.type == "admin" and line.text[end - 1] in TAILS:
            return end if proper(line, _NONE, end, head, kind) else start
    return start


_NONE: Known = {}


def _may_follow(head: str, before: Hit | None, start: int) -> bool:
    """Whether a head makes a name with the known place before it, if one is: 酒泉经开区, not 甘肃示范区 or 北京地区."""
    if head in words("place-only") and (before is None or before.force in ("far", "remote")):
        return False
    if before is None or before.start != start:
        return True
    return head not in words("more-needed") and (head, before.type, before.force) != ("地区", "admin", "full")


_VILLAGE = re.compile("街道|社区|苏木|嘎查|[村镇乡]")


def villages(line: Line, places: Known) -> Iterator[Hit]:
    """西沟村, 垦丰社区, official towns (金溪镇) and towns named after a place; not 示范村, 乡镇, 智慧社区."""
    floor = 0  # a village does not reach back over its town: 金溪镇西沟村 is two names
    for match in _VILLAGE.finditer(line.text):
        head, end = match.span()
        if end not in line.bounds or line.text.startswith(_NOT_AFTER["village"], end):
            continue
        small = match.group() in ("村", "社区", "嘎查")
        start = None if small else _town(line, head, end, places.get(head))
        if start is None and (small or not line.text.endswith(_NO_TOWNS, 0, end)):
            start = _village(line, places, head, end, floor)
            if start is not None and not small and not _is_town_like(line.text, start, end):
                continue
        if start is not None:
            yield Hit(start, end, "admin", "village" if small else "town")
            floor = end


_NO_TOWNS = (
    "城镇",
    "乡镇",
    "强镇",
    "小镇",
    "集镇",
    "古镇",
    "名镇",
    "城乡",
    "侨乡",
    "返乡",
    "家乡",
    "下乡",
    "故乡",
    "水乡",
)


def _is_town_like(text: str, start: int, end: int) -> bool:
    """Whether letters before 镇 or 乡 are a name: not 撤乡改镇; those before 乡 in a list, or with offices (城带乡)."""
    if any(letter in "乡镇村城改带" for letter in text[start : end - 1]):
        return False
    listed = text[start - 1 : start] == "、" or text.startswith(("、", "党委", "政府", "等"), end)
    return listed or text[end - 1] != "乡"


def _village(line: Line, places: Known, head: int, end: int, floor: int) -> int | None:
    """Where the name of a village begins, behind the division that a known place before it is."""
    start = max(floor, left(line, _NONE, head, "village"))
    start = max([start, *(at for at in range(start + 1, head) if at in places and places[at].type == "admin")])
    if not 3 <= end - start <= 8 or _generic(line, start, end) or line.text[start - 1 : start] in ("“", "‘"):
        return None
    if line.text[head - 1] in "式型化级性类":  # 互嵌式社区
        return None
    return start if proper(line, _NONE, start, head, "village") or _noun(line, start, head) else None


_VILLAGE_TAILS = frozenset(
    "湾台庄沟坪岭营屯堡寨河桥店坝坡岗湖塘溪山头口圩垭峪洼峰滩铺集坑坎埠浜泾浦墩园里家房楼窑窝川坳垅冲崖井泉关"
)


def _noun(line: Line, start: int, head: int) -> bool:
    """Whether a noun that is not of general use stands before the head, alone or with a village's ending (骆驼湾村)."""
    inside = [token for token in line.within(start, head) if token.end <= head]
    if len(inside) > 1 and inside[-1].text in _VILLAGE_TAILS:
        inside.pop()
    return len(inside) == 1 and inside[0].start == start and is_proper(inside[0].text, "scenic")


def _town(line: Line, head: int, end: int, before: Hit | None) -> int | None:
    """Where the longest official name of a town that ends at `end` begins; else a place's name before the head.

    `before` is the known place that ends at the head: a town's short form and 镇 (三源浦 of 三源浦朝鲜族镇, 三源浦镇).
    """
    for start in range(max(0, end - 9), end - 2):
        if start not in line.bounds:
            continue
        if line.text[start:end] in gazetteer.town_names():
            return None if _generic(line, start, end) or line.text.endswith(("城镇", "乡镇"), start, end) else start
        if _is_ethnic_town(line.text[start:end]):
            return start
    if before and before.rule == "town" and line.text[head - 1] not in TAILS:
        return before.start
    return _named_after_place(line, head)


def _is_ethnic_town(name: str) -> bool:
    """Whether a name is that of an official ethnic township, by one nation more or less (松沟土族乡)."""
    stems = gazetteer.short_forms(name, "town") if name[-2] == "族" else ()
    return any(stem + "乡" in gazetteer.town_names() for stem in stems)


def _named_after_place(line: Line, head: int) -> int | None:
    """Where the word before a head begins, if it is a place that is no ordinary word."""
    before = line.covering(head - 1) if head else None
    if before is None or before.end != head or before.text not in dictionary().places:
        return None
    common = before.text in common_words() or before.text in ordinary() or before.text in words("plain")
    return None if common else before.start


def waters(line: Line, places: Known) -> Iterator[Hit]:
    """Rivers, lakes, mountains: a rare word that ends like one (雁栖湖), or rare letters before the head (景迈山).

    A name of two letters needs a reach or another water beside it: 苕溪流域, 弥河、小清河.
    """
    names = list(_like_waters(line, places))
    short = [hit for hit in names if hit.end - hit.start == 2 and _is_like_a_river(line.text[hit.start : hit.end])]
    found = [hit for hit in names if hit.end - hit.start > 2 and _is_water(line, places, hit)]
    yield from found
    if short:
        yield from _short_waters(line, short, [*found, *(hit for hit in places.values() if hit.type == "natural")])


def _like_waters(line: Line, places: Known) -> Iterator[Hit]:
    """What ends like a water, whether or not it says which one is meant."""
    heads = lexicon.words("place-head", "water")
    if heads.isdisjoint(line.text):
        return
    for number, word in enumerate(line.texts):
        if word[-1] in heads and (start := _water(line, places, number)) is not None:
            yield Hit(start, line.tokens[number].end, "natural", "water")


def _water(line: Line, places: Known, number: int) -> int | None:
    """Where a name of two to six letters begins that ends with a word like a water; None at a sort of water."""
    token = line.tokens[number]
    if line.text.startswith(_NOT_AFTER["water"], token.end):
        return None
    start = _water_start(line, places, number)
    name = line.text[start : token.end]
    if not 2 <= len(name) <= 6 or (name[0] in NUMERALS and name != token.text) or name in words("generic"):
        return None
    if not _OTHER_HEADS.isdisjoint(name[:-1]):
        return None
    return None if start == token.start and token.text.endswith(_endings()) else start


# What ends names of other kinds: 采胜村|馨林湾, 海湾大桥|红岛.
_OTHER_HEADS = frozenset("村镇乡桥路")


@cache
def _endings() -> tuple[str, ...]:
    return lexicon.ordered("place", "generic")


def _water_start(line: Line, places: Known, number: int) -> int:
    """Where the name of a water begins that ends with a word: before the letters left of it, or before 小 (小洪河)."""
    token, before = line.tokens[number], line.word(number - 1)
    if len(token.text) == 1:
        start = left(line, places, token.start, "water")
        opens = start < 2 or not HAN.match(line.text[start - 2])
        return start - 1 if opens and start and line.text[start - 1] in "新小大老" and start < token.start else start
    if len(before) != 1 or _is_sort_of_water(token.text):
        return token.start
    earlier = line.word(number - 2)
    opens = token.start - 1 in places or not HAN.match(earlier) or earlier in LETTERS or stops(earlier)
    letters = len(token.text) == 2 and is_letter(before) and token.end not in places
    return token.start - 1 if opens and (before == "小" or letters) else token.start


def _is_sort_of_water(word: str) -> bool:
    """Whether a word is generic and does not begin like a water: 高峰 in 攀高峰, but not 山湖 in 薄山湖."""
    return word in words("generic") and word[0] not in lexicon.words("place-head", "water")


_REACHES = ("流域", "干流", "支流", "两岸", "沿岸", "上游", "中游", "下游", "水质", "断面", "河道")


def _short_waters(line: Line, short: list[Hit], known: list[Hit]) -> Iterator[Hit]:
    """Names of two letters before a reach, or in a list with another water; a list is read from both its ends."""
    spots = {hit.start - 1 for hit in known} | {hit.end for hit in known}
    taken = set[int]()
    for hit in [*short, *reversed(short)]:
        listed = any(at in spots and line.text[at : at + 1] == "、" for at in (hit.start - 1, hit.end))
        if hit.start not in taken and (listed or line.text.startswith(_REACHES, hit.end)):
            spots |= {hit.start - 1, hit.end}
            taken.add(hit.start)
            yield hit


def _is_like_a_river(name: str) -> bool:
    """Whether two letters can be the name of a river or lake (苕溪)."""
    return name[-1] in "河江湖溪" and name[0] not in LETTERS and name not in common_words()


def _is_water(line: Line, places: Known, hit: Hit) -> bool:
    """Whether the words before the head of a water, or the word that has it, say which one is meant."""
    token, start = line.covering(hit.end - 1), hit.start
    if len(token.text) > 1:
        return start < token.start or (token.text not in ordinary() and is_proper(token.text, "water"))
    if line.text[start] in "新小大老" and token.start - start == 2:
        return is_letter(line.text[start + 1])
    before = places.get(token.start)
    if before is None or before.start != start:
        return proper(line, places, start, token.start, "water")
    name = line.text[start : token.start]
    if name.endswith(token.text):  # 太湖湖体
        return False
    known = before.rule == "town" or gazetteer.names().get(name) in ("prefecture", "short", "weak")
    return before.type == "admin" and known


_CLASS_OF_SIGHTS = re.compile(
    "等[^，,。；、]{0,6}?(?:景点|景区|片区|场馆|街区|打卡点|打卡地|商圈|公园|古镇|古村落|文旅地标|文化地标)|等[^，,。；、]{0,8}“打卡点”"
)


_LONGEST_LIST = 120


def listed(line: Line, places: Known) -> Iterator[Hit]:
    """The members of a list whose class behind 等 says that they are sights: 望月楼、听雨轩等景点."""
    for start, stop in _lists_of_sights(line.text):
        first = start
        for member in line.text[start:stop].split("、"):
            end = first + len(member)
            begin = _after_verb(line, first, end) if first == start else first
            if _is_sight(line, begin, end):
                yield Hit(begin, end, "zone", "listed")
            first = end + 1


def _lists_of_sights(text: str) -> Iterator[tuple[int, int]]:
    """The stretches before 等…景点, back to a mark that no list runs over."""
    floor = 0
    for match in _CLASS_OF_SIGHTS.finditer(text):
        floor = max(floor, match.start() - _LONGEST_LIST)
        yield max(floor, *(text.rfind(mark, floor, match.start()) + 1 for mark in "，。；：,;")), match.start()
        floor = match.end()


def _after_verb(line: Line, start: int, end: int) -> int:
    """Where the first member of a list begins: behind the last verb or particle before it."""
    for token in reversed(line.within(start, end)):
        if stops(token.text) or token.text in LETTERS:
            return token.end
    return start


def _is_sight(line: Line, start: int, end: int) -> bool:
    """Whether a member of a list can be the name of a sight: whole words, one of them telling, and none that stops."""
    if not 2 < end - start < 13 or not line.bounds.issuperset((start, end)):
        return False
    if line.text[start] == "“" and line.text[end - 1] == "”":
        return False
    inside = [token.text for token in line.within(start, end)]
    return not any(map(_parts, inside)) and any(word not in _usual() and HAN.match(word) for word in inside)


def _parts(word: str) -> bool:
    """Whether the name of a sight does not run over a word: a verb, a particle, a number."""
    return stops(word) or word in LETTERS or word[0] in "0123456789"


@cache
def _usual() -> frozenset[str]:
    """Words that do not tell one sight from another."""
    return common_words() | words("modifier") | lexicon.words("place-head", "zone")


_PROVINCES = frozenset("京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵黔粤青藏川宁琼港澳雄")


def abbreviated(line: Line, _places: Known) -> Iterator[Hit]:
    """渝黔, 川渝黔, 京津雄: provinces by one letter each, two or more in a row; not 沪 and 渝 of 沪渝蓉."""
    if _PROVINCES.isdisjoint(line.words):
        return
    first = 0
    for at in range(len(line.tokens) + 1):
        if line.word(at) and _PROVINCES.issuperset(line.word(at)):
            continue
        name = "".join(line.texts[first:at])
        if 1 < len(set(name)) == len(name) < 6 and at - first > 1 and not _goes_on(line, first, at):
            yield Hit(line.tokens[first].start, line.tokens[at - 1].end, "region", "abbreviated")
        first = at + 1


def _goes_on(line: Line, first: int, at: int) -> bool:
    """Whether another letter stands before or behind a row of letters, or a longer name goes on."""
    letters = (line.word(first - 1), line.word(at))
    return any(len(word) == 1 and HAN.match(word) and word not in LETTERS for word in letters)


_STATIONS = re.compile(
    "(?:国际|国内|支线)?机场|[东西南北]站|火车站|高铁站|客运站|汽车站|港(?=[，。；、）（]|首|至|到|和|与|等|的)"
)


def stations(line: Line, places: Known) -> Iterator[Hit]:
    """通化机场, 贵阳北站, 盐田港: where a traveller or a ship arrives, by the place before; not 中心城区客运站."""
    for match in _STATIONS.finditer(line.text):
        start, end = match.span()
        before = places.get(start) or places.get(_named_by(line, start))
        if before and before.type in ("admin", "natural") and end in line.bounds:
            yield Hit(before.start, end, "zone", "station")


def _named_by(line: Line, at: int) -> int:
    """Where the place ends that a station is called by: before a number or a name of two letters (遵义新舟机场)."""
    token = line.covering(at - 1) if at else None
    return token.start if token and len(token.text) < 4 and token.end == at and HAN.fullmatch(token.text) else at


RULES: tuple[Callable[[Line, Known], Iterator[Hit]], ...] = (
    zones,
    scenic,
    regions,
    natural,
    villages,
    waters,
    listed,
    abbreviated,
    stations,
)
