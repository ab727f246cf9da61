"""Places: divisions, villages and communities, zones, natural features, regions.

Known names first, then names by their shape; of two that overlap the longer one stands, and a known name inside it
is told as nested (酒泉 in 酒泉经开区), as is one before the head of a longer name (格尔木 in 格尔木机场).
"""

from __future__ import annotations

from functools import cache

from kg.extract.place.growth import words
from kg.extract.place.names import grown
from kg.extract.place.words import TAILS, Hit, hits, is_class
from kg.reference import gazetteer
from kg.text import lexicon
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.spans import Found

_REACH = 14
# A stretch, border, line, station or port of a place.
_PARTS = tuple("段界线站港")


def find(line: Line, home: str) -> list[Found]:
    """All places of a sentence, in order; `home` is the full name of the document's place, or empty.

    >>> from kg.text.line import Line
    >>> sentence = "格尔木市和德令哈市共建柴达木盆地"
    >>> [(sentence[found.start : found.end], found.type) for found in find(Line.of(sentence), "青海省")]
    [('格尔木市', 'admin'), ('德令哈市', 'admin'), ('柴达木盆地', 'natural')]
    """
    known, readings = hits(line, home)
    if not (names := [*known, *grown(line, readings)]):
        return []
    owners = _owners(line, names)
    standing = _standing(line, names, owners)
    found = [Found(hit.start, hit.end, hit.type, hit.rule, _before_head(line, hit)) for hit in standing]
    found += [Found(hit.start, hit.end, hit.type, hit.rule, True) for hit in known if _inside(hit, owners)]
    return sorted(found, key=lambda item: (item.start, -item.end))


def _standing(line: Line, names: list[Hit], owners: list[Hit | None]) -> list[Hit]:
    """The names that own their letters and are names of places, in order."""
    divided = frozenset(hit.end for hit in names if hit.type == "admin")
    owning = [hit for at, hit in enumerate(owners) if hit and hit.start == at]
    return [hit for hit in owning if not _is_no_place(line, hit, divided)]


def _owners(line: Line, hits: list[Hit]) -> list[Hit | None]:
    """The name that each letter belongs to: of names that overlap the longest, of equals the first rule's."""
    owners: list[Hit | None] = [None] * len(line.text)
    for hit in sorted(hits, key=lambda name: (name.start - name.end, name.start)):
        if not any(owners[hit.start : hit.end]):
            owners[hit.start : hit.end] = [hit] * (hit.end - hit.start)
    return owners


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
def _facility() -> frozenset[str]:
    """Heads of what is built or founded at a place, without those that end names of places themselves."""
    return (
        lexicon.words("project-head", "facility", "institution", "road") - lexicon.words("place-head") - words("open")
    )


def _is_no_place(line: Line, hit: Hit, divided: frozenset[int]) -> bool:
    """柴达木路, 黄河大道: a road; 西部 in 西部大开发 or 内蒙古西部: a policy, or a side; “风电三峡”: a boast.

    `divided` is where the names of divisions end.
    """
    if hit.rule in ("direction", "continent") and _is_side(line, hit, divided):
        return True
    if hit.type != "admin" and _is_boast(line.text, hit):
        return True
    short = hit.type == "admin" and line.text[hit.end - 1] not in TAILS
    after = hit.end + (short and line.text.startswith(_SIDES_OF_STREETS, hit.end))  # 岚山|南大街
    return any(line.text.startswith(word, after) and after + len(word) in line.bounds for word in words("after"))


_SIDES_OF_STREETS = ("东", "南", "西", "北", "中")
_SIDES = (
    *("部", "角", "侧", "向", "麓", "坡", "方向", "大开发", "百强", "计划", "级", "杯", "锦标赛"),
    *("一路", "二路", "三路", "四路", "五路", "六路", "七路", "八路"),
)
# What a point of the compass stands behind, and what has sides.
_FROM = frozenset("自由向往朝偏从")
_SIDED = ("省", "市", "县", "区", "州", "旗", "境", "城")


def _is_side(line: Line, hit: Hit, divided: frozenset[int]) -> bool:
    """Whether a direction is the side of what stands before it, or goes on into a policy or a prize."""
    if line.text.startswith(_SIDES, hit.end) or hit.start in divided:
        return True
    before = line.covering(hit.start - 1).text if hit.start else ""
    return hit.rule == "direction" and hit.start in line.bounds and (before in _FROM or before.endswith(_SIDED))


def _is_boast(text: str, hit: Hit) -> bool:
    """Whether a quotation ends with a name and likens something else to it (“风电三峡”)."""
    opened = text.rfind("“", max(0, hit.start - 6), hit.start)
    return 0 <= opened < hit.start - 1 and text[hit.end : hit.end + 1] == "”" and text[opened + 1 : hit.start].isalpha()


def _before_head(line: Line, hit: Hit) -> bool:
    """Whether words without a verb lead from a name to the head of something built there or named after it."""
    if _is_part(line, hit) or _is_quoted(line.text, hit):
        return True
    if hit.type == "zone" or _has_tail(line, hit):
        return False
    if line.covering(hit.start).end > hit.end:  # one word of the dictionary: 格尔木机场
        return True
    return _leads_to_facility(line, hit)


def _is_quoted(text: str, hit: Hit) -> bool:
    """Whether a name is a part of a longer one in quotation marks (“岚山县综合实力十强镇”)."""
    opened = text.rfind("“", max(0, hit.start - _QUOTED), hit.start)
    closed = text.find("”", hit.end, hit.end + _QUOTED)
    if opened < 0 or closed < 0 or (opened + 1, closed) == (hit.start, hit.end):
        return False
    return _MARKS.isdisjoint(text[opened + 1 : closed])


_QUOTED = 14
_MARKS = frozenset("“”，。；、：—-")


def _is_part(line: Line, hit: Hit) -> bool:
    """Whether a part of a place or its project stands behind a name (酒泉段), or the name is that of waterworks."""
    after = line.text[hit.end : hit.end + 2]
    if after[:1] in _PARTS and after not in ("站在", "站上", "站稳", "港澳"):
        return True
    return after in ("项目", "工程", "班列") or (hit.end - hit.start > 2 and line.text.endswith("灌区", 0, hit.end))


def _has_tail(line: Line, hit: Hit) -> bool:
    """Whether a name is a division's with its tail (酒泉市)."""
    return hit.type == "admin" and hit.end - hit.start > 2 and line.text[hit.end - 1] in TAILS


def _leads_to_facility(line: Line, hit: Hit) -> bool:
    """Whether something built stands behind a name with no verb and no mark between, right behind that of a region."""
    if is_class(line.text, hit.end) or (hit.type == "region" and line.text.endswith("地区", 0, hit.end)):
        return False  # 永丰四县无高速公路, 华南地区铁路通道
    for token in line.within(hit.end, min(len(line.text), hit.end + _REACH + 1)):
        if token.text in _facility():
            return True
        if hit.type == "region" and hit.rule not in ("direction", "abbreviated"):  # 川藏铁路, but 东南亚市场
            return False
        if token.text in words("stop") or not token.text.isalpha():
            return False
    return False
