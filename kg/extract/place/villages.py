"""Villages, communities, towns and streets by their heads: 西沟村, 垦丰社区, 金溪镇."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.place.growth import (
    LETTERS,
    Known,
    general,
    industries,
    is_letter,
    is_proper,
    left,
    proper,
    stops,
    words,
)
from kg.extract.place.words import TAILS, Hit, ordinary
from kg.reference import gazetteer
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.marks import HAN

_NONE: Known = {}
# Letters that stand between a village's name and what is said before it.
_PARTICLES = frozenset(
    "的了和与及在对为把被将从向到等是有以并就也都让给使由至各该本全我这那两个条座其之因到于赴去辖驻距毗濒"
)


@cache
def _acts() -> frozenset[str]:
    """Verbs that have a village as their object."""
    return lexicon.words("verb", "do", "hard") | lexicon.words("stage")


_NOT_AFTER = (*"建用聘级委民庄落卫企容貌志办居域长史宅校部内超均", "集镇", "集中", "集聚", "集市", "集约")
_VILLAGE = re.compile("街道|社区|苏木|嘎查|[村镇乡]")


def villages(line: Line, places: Known) -> Iterator[Hit]:
    """西沟村, 垦丰社区, official towns (金溪镇) and towns named after a place; not 示范村, 乡镇, 智慧社区."""
    found = list(_by_shape(line, places))
    yield from found
    yield from _siblings(line, found)


def _siblings(line: Line, found: list[Hit]) -> Iterator[Hit]:
    """What ends like a village in a list with one: 西沟村、孔家山村; a list is read from both its ends."""
    spots = _pauses_beside(line.text, found)
    known = {hit.end for hit in found}
    ends = [match.end() for match in _VILLAGE.finditer(line.text)] if spots else []
    for end in [*ends, *reversed(ends)]:
        start = line.text.rfind("、", max(0, end - _LONGEST - 1), end) + 1
        if end not in known and _is_beside(line.text, start, end, spots) and _may_be_one(line, start, end):
            known.add(end)
            spots |= {start - 1, end}
            yield Hit(start, end, "admin", "sibling")


def _pauses_beside(text: str, found: list[Hit]) -> set[int]:
    """Where the marks of a list stand before and behind names."""
    return {at for hit in found for at in (hit.start - 1, hit.end) if text[at : at + 1] == "、"}


def _is_beside(text: str, start: int, end: int, spots: set[int]) -> bool:
    """Whether one of these marks stands before or behind a member of a list."""
    return (start > 0 and start - 1 in spots) or (end in spots and text[end : end + 1] == "、")


_LONGEST = 7


def _may_be_one(line: Line, start: int, end: int) -> bool:
    """Whether a member of a list of villages can be the name of one."""
    name = line.text[start:end]
    whole = start in line.bounds and line.text[end : end + 1] in _MARKS and 3 <= len(name) <= _LONGEST
    if not whole or not HAN.fullmatch(name) or name in words("generic") or name.endswith(_NO_TOWNS):
        return False
    inside = [token.text for token in line.within(start, end - 1)]
    return not any(_names_nothing(word) for word in inside)


def _names_nothing(word: str) -> bool:
    """Whether a word of two letters or more is a verb, or plain, and no part of a village's name."""
    return len(word) > 1 and (stops(word) or word in words("plain"))


_MARKS = ("", *"、，。；等和及（")


def _by_shape(line: Line, places: Known) -> Iterator[Hit]:
    """The villages and towns whose names say by themselves that they are some."""
    floor = 0  # a village does not reach back over its town: 金溪镇西沟村 is two names
    for match in _VILLAGE.finditer(line.text):
        head, end = match.span()
        if end not in line.bounds or line.text.startswith(_NOT_AFTER, end):
            continue
        small = match.group() in _SMALL
        start = (_small if small else _large)(line, places, head, end, floor)
        if start is not None:
            yield Hit(start, end, "admin", "village" if small else "town")
            floor = end


_SMALL = frozenset(("村", "社区", "嘎查"))


def _small(line: Line, places: Known, head: int, end: int, floor: int) -> int | None:
    """Where the name of a village or community begins, by its letters or by the borders around it.

    A mountain, water or sight that it is called after belongs to it (雁栖湖村).
    """
    before = places.get(head)
    if before and before.type in ("natural", "zone") and before.start >= floor and head in line.bounds:
        return before.start
    start = _village(line, places, head, end, floor)
    return _bounded(line, places, head, end, floor) if start is None else start


def _large(line: Line, places: Known, head: int, end: int, floor: int) -> int | None:
    """Where the name of a town or street begins, an official one or one with letters like a village's."""
    start = _town(line, head, end, places.get(head))
    if start is not None or line.text.endswith(_NO_TOWNS, 0, end):
        return start
    start = _village(line, places, head, end, floor)
    return start if start is not None and _is_town_like(line.text, start, end) else None


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
    start = _past_division(places, max(floor, left(line, _NONE, head, "village")), head)
    sized = _with_size(line, start, floor)
    if sized < start and _is_lone_letter(line, start, head) and end not in places:
        return sized
    start = sized
    if not 3 <= end - start <= 8 or _generic(line, start, end) or _is_no_name(line.text, start, head):
        return None
    return start if proper(line, _NONE, start, head, "village") or _noun(line, start, head) else None


def _past_division(places: Known, start: int, head: int) -> int:
    """Where what stands before a head goes on behind the last division in it."""
    return max([start, *(at for at in range(start + 1, head) if at in places and places[at].type == "admin")])


def _is_lone_letter(line: Line, start: int, head: int) -> bool:
    """Whether one letter of a name stands before a head."""
    return head - start == 1 and is_letter(line.text[start])


def _is_no_name(text: str, start: int, head: int) -> bool:
    """Whether quotation marks open before a name, or it only counts or tells a sort: “中国淘宝村”, 12村, 互嵌式社区."""
    before = text[start - 1 : start]
    return before in ("“", "‘") or (before.isdigit() and text[start] in "村镇乡") or text[head - 1] in _KINDS


def _bounded(line: Line, places: Known, head: int, end: int, floor: int) -> int | None:
    """Where a village's name begins that fills the stretch behind a mark, verb, particle or town: 完成|任家庄村."""
    start = _border_before(line, places, head, floor)
    if not _is_village_like(line, start, head, end):
        return None
    if _is_behind_town(line, places, start, floor):
        return None if line.text[start:end] in words("generic") else start
    return start if _tells(line, start, head) and not _generic(line, start, end) else None


def _border_before(line: Line, places: Known, head: int, floor: int) -> int:
    """Where the words before a head begin that no border parts from it."""
    start = head
    while start > floor and not _is_border(line, places, start):
        start = line.covering(start - 1).start
    return max(start, floor)


def _is_village_like(line: Line, start: int, head: int, end: int) -> bool:
    """Whether a stretch has the length and the letters of a village's name, and is no quoted, counted or mere sort."""
    name = line.text[start:end]
    if not 3 <= len(name) <= _LONGEST or not HAN.fullmatch(name) or not _MIXED.isdisjoint(name[:-1]):
        return False
    return not _is_no_name(line.text, start, head) and not _is_counted(line, start, end)


def _is_behind_town(line: Line, places: Known, start: int, floor: int) -> bool:
    """Whether a town or street ends where a name begins."""
    return (0 < start == floor or start in places) and line.text[start - 1] in "镇乡道"


_KINDS = "式型化级性类"
# Letters of a phrase about towns and villages: 强镇带村, 千镇万村, 非保留村.
_MIXED = frozenset("镇乡带改非万")


def _is_border(line: Line, places: Known, at: int) -> bool:
    """Whether no name of a village runs on over what stands before an offset."""
    token = line.covering(at - 1)
    if not HAN.fullmatch(token.text) or token.text in _PARTICLES or (at in places and places[at].type == "admin"):
        return True
    return len(token.text) > 1 and (stops(token.text) or token.text in _acts())


def _is_counted(line: Line, start: int, end: int) -> bool:
    """Whether villages are counted: 3个产业村, 示范村12个."""
    return any(size.end == start or size.start == end for size in line.quantities)


def _tells(line: Line, start: int, head: int) -> bool:
    """Whether letters that are no words by themselves stand before the head, and no word that tells a sort."""
    inside = [line.text[token.start : min(token.end, head)] for token in line.within(start, head)]
    if any(len(word) > 1 and (word in general() or word in industries()) for word in inside):
        return False
    return any(len(word) == 1 for word in inside) and len(inside) > 1


def _generic(line: Line, start: int, end: int) -> bool:
    """Whether a name ends with a generic word: 示范村, 城镇 in 于|城镇; not 强镇 in 图强|镇."""
    return any(at in line.bounds and line.text[at:end] in words("generic") for at in range(start, end - 1))


def _with_size(line: Line, start: int, floor: int) -> int:
    """Where a village's name begins with a letter that tells it from its neighbour (小澎村)."""
    if start - 1 < floor or line.text[start - 1] not in _SIZES or start - 1 not in line.bounds:
        return start
    before = line.covering(start - 2).text if start > 1 else ""
    opens = not HAN.match(before) or before in LETTERS or stops(before) or before[-1] in TAILS
    return start - 1 if opens else start


_SIZES = frozenset("大小上下新老前后")
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
