"""Places that a list tells by what stands behind it: 望月楼、听雨轩等景点, 沙湾、石坪等5个行政村."""

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


# The class of divisions behind a list, if no word goes on: 等3个村, but not 等村级组织.
_CLASS_OF_DIVISIONS = re.compile(
    "(?:等[0-9一二两三四五六七八九十]{0,3}个?|[0-9一二两三四五六七八九十]{1,3}个)"
    "(?:行政村|自然村|村委会|村民小组|村|社区|居委会|街道|乡镇|镇|乡|地|县区|县市|县)(?=[，。；、）的]|$)"
)


def listed(line: Line, places: Known) -> Iterator[Hit]:
    """The members of a list whose class behind 等 says that they are sights: 望月楼、听雨轩等景点."""
    for begin, end in _members(line, _CLASS_OF_SIGHTS):
        if end - begin > 2 and _is_sight(line, begin, end):
            yield Hit(begin, end, "zone", "listed")


def divided(line: Line, places: Known) -> Iterator[Hit]:
    """The members of a list whose class says that they are villages, towns or counties: 沙湾、石坪等5个行政村."""
    for begin, end in _members(line, _CLASS_OF_DIVISIONS):
        if end - begin < 5 and _is_sight(line, begin, end):
            yield Hit(begin, end, "admin", "divided")


def _members(line: Line, kinds: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where each member of the lists begins and ends that a class of these kinds stands behind."""
    for start, stop in _lists(line.text, kinds):
        first, members = start, line.text[start:stop].split("、")
        for member in members if len(members) > 1 else ():
            end = first + len(member)
            yield _after_verb(line, first, end) if first == start else first, end
            first = end + 1


def _lists(text: str, kinds: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches before a class, back to a mark that no list runs over."""
    floor = 0
    for match in kinds.finditer(text):
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
    if not 1 < end - start < 13 or not line.bounds.issuperset((start, end)):
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
