"""Sights in a list of such, stations and ports by the place before them, provinces by one letter each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.place.growth import LETTERS, Known, stops, words
from kg.extract.place.words import Hit
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.line import Line
from kg.text.marks import HAN

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
