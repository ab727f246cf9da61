"""Stations and ports by the place before them, provinces by one letter each: 贵阳北站, 盐田港, 渝黔."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.place.growth import LETTERS, Known
from kg.extract.place.words import Hit
from kg.text.line import Line
from kg.text.marks import HAN

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


_UPLANDS = re.compile("山区(?![别委域人])")


def uplands(line: Line, places: Known) -> Iterator[Hit]:
    """伏牛山区: the country around known mountains; not 山区 alone."""
    for match in _UPLANDS.finditer(line.text):
        before = places.get(match.start() + 1)
        if before and before.type == "natural" and match.end() in line.bounds:
            yield Hit(before.start, match.end(), "region", "uplands")
