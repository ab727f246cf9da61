"""Places that a list tells by what stands behind it: 望月楼、听雨轩等景点, 沙湾、石坪等5个行政村."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extract.place.growth import LETTERS, Known, stops, words
from kg.extract.place.words import Hit
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.marks import AND_SO_ON, HAN

_CLASS_OF_SIGHTS = re.compile(
    "等[^，,。；、]{0,6}?(?:景点|景区|片区|场馆|街区|打卡点|打卡地|商圈|公园|古镇|古村落|文旅地标|文化地标)|等[^，,。；、]{0,8}“打卡点”"
)


_LONGEST_LIST = 120


# The class of divisions behind a list, if no word goes on: 等3个村, but not 等村级组织.
_CLASS_OF_DIVISIONS = re.compile(
    "(?:等[0-9一二两三四五六七八九十]{0,3}个?|[0-9一二两三四五六七八九十]{1,3}个)"
    "(?:行政村|自然村|村委会|村民小组|村|社区|居委会|街道|乡镇|镇|乡|地|县级行政区|县市区|县区|县市|区县|县)(?=[，。；、）),;的]|$)"
    "|等[0-9一二两三四五六七八九十]{1,3}个?(?:行政村|自然村|村|社区|乡镇|镇街|镇)(?!级)"
)


def listed(line: Line, places: Known) -> Iterator[Hit]:
    """The members of a list whose class behind 等 says that they are sights: 望月楼、听雨轩等景点."""
    for begin, end in _members(line, _CLASS_OF_SIGHTS):
        if end - begin > 2 and _is_sight(line, begin, end):
            yield Hit(begin, end, "zone", "listed")


def divided(line: Line, places: Known) -> Iterator[Hit]:
    """The members of a list whose class says that they are villages, towns or counties: 沙湾、石坪等5个行政村."""
    for start, stop in _lists(line.text, _CLASS_OF_DIVISIONS):
        members = [item for item in _members_of(line, start, stop) if item[1] - item[0] < 5]
        sure = [item for item in members if _is_sight(line, *item)]
        told = sure if len(members) > 2 * len(sure) else [item for item in members if _may_be_called(line, *item)]
        yield from (Hit(begin, end, "admin", "divided") for begin, end in told)


def _may_be_called(line: Line, start: int, end: int) -> bool:
    """Whether a member of a list of divisions can be the name of one, by whatever words: 先锋 in 先锋、奎楼等12个村."""
    whole = end - start > 1 and line.bounds.issuperset((start, end)) and bool(HAN.fullmatch(line.text[start:end]))
    return whole and not any(_parts(token.text) for token in line.within(start, end))


def joined(line: Line, found: list[Hit]) -> Iterator[Hit]:
    """The members of a list of landscapes, told by their heads: 老君洞、石板沟、云岭山; not 沟渠、山塘、边坡."""
    starts = {hit.end: hit.start for hit in found if hit.type == "natural"}
    taken = {at for hit in found for at in range(hit.start, hit.end)}
    for start, stop in _runs(line.text):
        members = list(_apart(line, start, stop))
        known = sum(starts.get(end) == begin for begin, end in members)
        new = _new(line, members, taken)
        if new and _are_most(known + len(new), len(members)):
            yield from (Hit(begin, end, "natural", "joined") for begin, end in new)


def _new(line: Line, members: Sequence[tuple[int, int]], taken: set[int]) -> list[tuple[int, int]]:
    """The members of a list that look like landscapes and overlap no name; none in a list of other things."""
    if _names_others(line.text, members[-1][1]):
        return []
    return [item for item in members if taken.isdisjoint(range(*item)) and _is_landscape(line, *item)]


def _are_most(landscapes: int, members: int) -> bool:
    """Whether a list is one of landscapes: two or more, and half of its members."""
    return landscapes > 1 and 2 * landscapes >= members


def _names_others(text: str, at: int) -> bool:
    """Whether what stands behind a list says that it names something built or founded: 老君洞、石板沟等煤矿."""
    after = text[at : at + 10]
    if not _CLASS.match(after):
        return False
    return any(
        after[first:last] in _built() for first in range(len(after)) for last in range(first + 1, len(after) + 1)
    )


_CLASS = re.compile("等|[0-9一二两三四五六七八九十]+[个座家所]")


@cache
def _built() -> frozenset[str]:
    return lexicon.words("project-head", "facility", "institution", "soft")


_LANDSCAPES = frozenset("山岭岛峡峰江沟河淀湖湾溪洞潭泉谷滩洲岗坡崖坑涧坝塘渠浦泾港")


def _is_landscape(line: Line, start: int, end: int) -> bool:
    """Whether a member of a list can be the name of a river, mountain, cave or shore."""
    name = line.text[start:end]
    if not 2 < len(name) < 7 or not HAN.fullmatch(name) or name[-1] not in _LANDSCAPES:
        return False
    if not line.bounds.issuperset((start, end)) or name in words("generic") or name in dictionary().frequent:
        return False
    inside = [token.text for token in line.within(start, end)]
    return not any(_parts(word) or _is_usual(word) for word in inside)


def _is_usual(word: str) -> bool:
    """Whether a word of two letters or more tells no landscape from another."""
    return len(word) > 1 and word in _usual()


_RUN = re.compile("[^，。；：,;（）()0-9]*、[^，。；：,;（）()0-9]*")


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between marks that have a list in them."""
    return (match.span() for match in _RUN.finditer(text))


def _apart(line: Line, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where the members of a list begin and end: the first behind the last verb before it, the last before 等."""
    text = line.text[start:stop]
    first = start
    for number, member in enumerate(text.split("、")):
        begin, end = first, first + len(member)
        first = end + 1
        if number == 0:
            begin = _after_verb(line, begin, end)
        if end == stop:
            end = _before_verb(line, begin, end)
        yield begin, end


def _before_verb(line: Line, start: int, end: int) -> int:
    """Where the last member of a list ends: before a verb, a particle or 等, or with the head of a landscape."""
    for token in line.within(start, end):
        if stops(token.text) or token.text in LETTERS or token.text in AND_SO_ON or token.text in "和与及":
            return token.start
        if token.end - start > 2 and token.text[-1] in _LANDSCAPES:
            return token.end
    return end


def _members(line: Line, kinds: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where each member of the lists begins and ends that a class of these kinds stands behind."""
    for start, stop in _lists(line.text, kinds):
        yield from _members_of(line, start, stop)


def _members_of(line: Line, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where each member of a list begins and ends, the first behind the last verb before it; of one member none."""
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
