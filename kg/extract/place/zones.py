"""Names that end like a zone, sight, region or landscape: 酒城经开区, 云岭古城, 云岭都市圈, 云岭草原."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.extract.place.growth import LETTERS, NUMERALS, Kind, Known, is_letter, left, proper, stops, trim, words
from kg.extract.place.words import TAILS, Hit
from kg.model import PlaceType
from kg.text import lexicon
from kg.text.line import Line
from kg.text.marks import HAN

_TYPES: dict[Kind, PlaceType] = {"zone": "zone", "scenic": "zone", "region": "region", "natural": "natural"}
_NOT_AFTER: dict[Kind, tuple[str, ...]] = {
    "zone": ("级", "化", "内", "型"),
    "scenic": ("级", "化", "内", "型"),
    "region": ("生产总值", "级", "内", "性", "间", "差异"),
    "natural": ("级", "化"),
}


@cache
def _heads(kind: Kind) -> re.Pattern[str]:
    return re.compile("|".join(lexicon.ordered("place-head", kind)))


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
    spots = set[int]()
    unsure: list[Hit] = []
    for head, end in _heads_in(line, places, kind):
        start, word = _start(line, places, head, kind), line.text[head:end]
        if not _may_be_name(line, places, start, head, end):
            continue
        hit = Hit(start, end, _TYPES[kind], kind)
        sited = kind == "zone" and line.covering(start).text in words("site")  # 沿江产业园
        if sited or proper(line, places, start, head, _LIKE.get(word, kind)):
            spots |= {start - 1, end}
            yield hit
        elif kind == "zone" and end - start > 3:
            unsure.append(hit)
    yield from _listed(line, unsure, spots)


def _start(line: Line, places: Known, head: int, kind: Kind) -> int:
    """Where the name before a head begins; that of a zone or sight goes on until something proper to it."""
    start = _past_division(line, places, trim(line, left(line, places, head, kind), head), head, kind)
    if kind in ("zone", "scenic") and not proper(line, places, start, head, kind):
        return _far_left(line, places, start)
    return start


def _may_be_name(line: Line, places: Known, start: int, head: int, end: int) -> bool:
    """Whether the words before a head make a name with it: no sort, and nothing counted."""
    if start >= head or line.text[start:end] in words("generic"):
        return False
    return _may_follow(line.text[head:end], places.get(head), start) and not _is_counted(line, start)


def _listed(line: Line, unsure: list[Hit], spots: set[int]) -> Iterator[Hit]:
    """The zones that stand in a list with one that says which it is; a list is read from both its ends."""
    for hit in [*unsure, *reversed(unsure)] if spots else ():
        beside = any(at in spots and line.text[at : at + 1] == "、" for at in (hit.start - 1, hit.end))
        if beside and hit.end not in spots:
            spots |= {hit.start - 1, hit.end}
            yield hit


def _far_left(line: Line, places: Known, start: int) -> int:
    """Where a name begins beyond ordinary words, else `start`: with a place or letters (酒城|有色金属|发展|试验区)."""
    at = start
    while at > max(0, start - _REACH):
        if at in places:
            known = places[at]
            return known.start if known.type == "admin" or known.rule in ("region", "direction") else start
        if (letters := _letters_before(line, at)) < at:
            return letters
        token = line.covering(at - 1)
        if token.end != at or not HAN.fullmatch(token.text) or token.text in LETTERS or token.text in _moving():
            return start
        at = token.start
    return start


def _letters_before(line: Line, at: int) -> int:
    """Where two letters or three begin that are no words and stand between a boundary and `at`; else `at`."""
    first = at
    while first and at - first < 4:
        token = line.covering(first - 1)
        if token.end != first or len(token.text) > 1 or not is_letter(token.text) or token.text in _NOT_IN_NAMES:
            break
        first = token.start
    return first if 1 < at - first < 4 and (not first or _bounds_name(line.covering(first - 1).text)) else at


# Letters that begin words of place and number: 线上虚拟园区, 号线.
_NOT_IN_NAMES = frozenset(NUMERALS + "上下内外线号至级")


def _bounds_name(word: str) -> bool:
    """Whether no name runs on over a word: a mark, a verb, a particle."""
    return not HAN.fullmatch(word) or word in LETTERS or word in _moving() or stops(word)


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
