"""Places: divisions, villages and communities, zones, natural features, regions.

Known names first, then names by their shape; of two that overlap the longer one stands, and a known name inside it
is told as nested (酒泉 in 酒泉经开区), as is one before the head of a longer name (格尔木 in 格尔木机场).
"""

from __future__ import annotations

from functools import cache

from kg.extract.place.names import grown
from kg.extract.place.words import Hit, dictionary, hits
from kg.reference import gazetteer
from kg.text import lexicon
from kg.text.line import Line
from kg.text.spans import Found

_REACH = 14
# A stretch, border, line, station or port of a place.
_PARTS = tuple("段界线站港")
_TAILS = "省市区县州盟旗镇乡村"


def find(line: Line, home: str) -> list[Found]:
    """All places of a sentence, in order; `home` is the full name of the document's place, or empty.

    >>> from kg.text.line import Line
    >>> sentence = "格尔木市和德令哈市共建柴达木盆地"
    >>> [(sentence[found.start : found.end], found.type) for found in find(Line.of(sentence), "青海省")]
    [('格尔木市', 'admin'), ('德令哈市', 'admin'), ('柴达木盆地', 'natural')]
    """
    known, readings = hits(line, home)
    owners: list[Hit | None] = [None] * len(line.text)
    for hit in sorted([*known, *grown(line, readings)], key=lambda name: (name.start - name.end, name.start)):
        if not any(owners[hit.start : hit.end]):  # of names that overlap the longest, of equals the first rule's
            owners[hit.start : hit.end] = [hit] * (hit.end - hit.start)
    names = [hit for at, hit in enumerate(owners) if hit and hit.start == at]
    found = [
        Found(hit.start, hit.end, hit.type, hit.rule, _before_head(line, hit))
        for hit in names
        if not _is_road(line, hit) and not _is_direction(line, hit)
    ]
    found += [Found(hit.start, hit.end, hit.type, hit.rule, True) for hit in known if _inside(hit, owners)]
    return sorted(found, key=lambda item: (item.start, -item.end))


def preload() -> None:
    """Build the tables now, so that processes forked later share them."""
    gazetteer.preload()
    dictionary()
    find(Line.of("云岭"), "")


def _inside(hit: Hit, owners: list[Hit | None]) -> bool:
    """Whether a known name lies wholly in one longer name."""
    first, last = owners[hit.start], owners[hit.end - 1]
    return first is last and first is not None and (first.start, first.end) != (hit.start, hit.end)


@cache
def _words(name: str) -> frozenset[str]:
    return lexicon.words("place_stop", name)


@cache
def _facility() -> frozenset[str]:
    """Heads of what is built or founded at a place, without those that end names of places themselves."""
    return (
        lexicon.words("project_heads", "facility", "institution", "road")
        - lexicon.words("place_heads")
        - _words("open")
    )


def _is_road(line: Line, hit: Hit) -> bool:
    """柴达木路, 黄河大道: a road, not the place that it is named after."""
    return any(line.text.startswith(word, hit.end) and hit.end + len(word) in line.bounds for word in _words("after"))


def _is_direction(line: Line, hit: Hit) -> bool:
    """东北 in 太行山东北部, 西部 in 西部大开发: a side of something, or a policy."""
    return hit.rule in ("direction", "continent") and line.text.startswith(_SIDES, hit.end)


_SIDES = ("部", "角", "侧", "向", "麓", "坡", "方向", "大开发", "百强", "计划", "级", "杯", "锦标赛")


def _before_head(line: Line, hit: Hit) -> bool:
    """Whether words without a verb lead from a name to the head of something built there or named after it."""
    after = line.text[hit.end : hit.end + 2]
    if (after[:1] in _PARTS and after not in ("站在", "站上", "站稳", "港澳")) or after in ("项目", "工程", "班列"):
        return True
    if hit.end - hit.start > 2 and line.text[hit.end - 2 : hit.end] == "灌区":
        return True
    if hit.type == "zone" or (hit.type == "admin" and line.text[hit.end - 1] in _TAILS and hit.end - hit.start > 2):
        return False
    if line.covering(hit.start).end > hit.end:  # one word of the dictionary: 格尔木机场
        return True
    for token in line.within(hit.end, min(len(line.text), hit.end + _REACH + 1)):
        if token.text in _facility():
            return True
        if hit.type == "region" and hit.rule != "direction":  # 川藏铁路, but 东南亚市场
            return False
        if token.text in _words("stop") or not token.text.isalnum():
            return False
    return False
