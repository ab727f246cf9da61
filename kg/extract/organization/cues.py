"""Companies by their short names, where the words around them take nothing but a company.

`瑞岭` alone is no name; before `等企业`, between `与` and `签约`, before the capacity of a plant or beside a company in
one list it is. What stands there must still look like a name: hold something that no report uses as a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.organization.words import (
    BRAND,
    CUED,
    FACILITY,
    GENERIC,
    KNOWN,
    PLACE,
    PROVINCE,
    RARE,
    SINGLE,
    STOP,
    STRONG,
    TRADE,
    breaks,
    classes,
    head,
    made,
    proper,
    runs_in,
)
from kg.text.line import Line
from kg.text.spans import Found
from kg.text.unit import is_capacity

Item = tuple[int, int]

_ITEM = 12
_JOINS = frozenset("、和与及") | {"以及"}
_PAUSES = frozenset("，。；、：")
_WITH = frozenset("与同和") | {"携手", "联合", "对接", "精准对接", "牵手"}
_BODIES = frozenset(("school", "hospital", "institute", "center", "association"))
_SCHOOLS = frozenset(["高校", "院校", "大学", "医院", "学校", "科研院所", "院所"])
_BUSINESS = TRADE | BRAND | STRONG
_PROJECT = re.compile(r"[^，。；：]{2,40}?(?:项目|生产线)")
_GROUP = re.compile(r"(?<![一-鿿])([一-鿿]{2,4})系等[0-9一-鿿]{0,12}(?:企业|公司|机构)")
# What plants are told by, and lines and fields are not.
_OUTPUT = frozenset(("mass", "volume", "power", "energy", "computing", "goods"))
NATURE = "港湖河江山岛沟峡库路线桥站段口海区园镇村馆寺塔"


def name_like(line: Line, item: Item) -> bool:
    """Whether a short stretch between separators can be a company's own name: it holds something rare."""
    bits = line.tags[item[0] : item[1]]
    if not bits or not 2 <= line.tokens[item[1] - 1].end - line.tokens[item[0]].start <= _ITEM:
        return False
    if bits[0] & GENERIC or any(own & (KNOWN | FACILITY) for own in bits):
        return False
    if line.word(item[1] - 1)[-1] in NATURE or any(head(line.word(at)) for at in range(*item)):
        return False
    if len(bits) == 1:
        return bool(bits[0] & (CUED | RARE))
    if bits[0] & CUED or runs_in(bits) or (bits[0] & PLACE and bits[-1] & _BUSINESS):
        return True
    return any(own & RARE for own in bits) and all(own & (RARE | SINGLE | _BUSINESS | PLACE) for own in bits)


def item_before(line: Line, last: int) -> Item:
    """The stretch before token `last`, back to a separator, a verb, or a place that is not the name's own."""
    first = last
    while first and not breaks(line, first - 1) and line.word(first - 1) not in _JOINS:
        if line.tokens[last - 1].end - line.tokens[first - 1].start > _ITEM:
            break
        first -= 1
    while first < last - 1 and line.tags_at(first) & (GENERIC | PLACE) and not line.tags_at(first) & PROVINCE:
        if line.tags_at(first + 1) & _BUSINESS:
            break
        first += 1
    return first, last


def items_before(line: Line, last: int) -> Iterator[Item]:
    """The items of the list that ends before token `last`, from the last to the first."""
    while last > 0:
        item = item_before(line, last)
        if item[0] == item[1]:
            return
        yield item
        if item[0] == 0 or line.word(item[0] - 1) not in _JOINS:
            return
        last = item[0] - 1


def among_firms(line: Line) -> Iterator[Found]:
    """The items before 等…企业: 瑞岭、远山新材料等骨干企业."""
    if "等" not in line.text:
        return
    for at in range(1, len(line.tokens)):
        kind = _listed_kind(line, at) if line.word(at) in ("等", "等等") else ""
        if not kind:
            continue
        for item in items_before(line, at - (line.word(at - 1) == "系")):
            whole = kind == "institution" and head(line.word(item[1] - 1)) and not line.tags_at(item[0]) & GENERIC
            if whole or (kind == "company" and name_like(line, item)):
                yield line.found(*item, kind, "among firms")


def groups(line: Line) -> Iterator[Found]:
    """高新投系等8家机构: a group of companies by the name of its head."""
    for match in _GROUP.finditer(line.text) if "系等" in line.text else ():
        yield Found(match.start(1), match.end(1), "company", "groups")


def _listed_kind(line: Line, at: int) -> str:
    """What a list that ends with 等 is said to be a list of."""
    for after in range(at + 1, min(at + 9, len(line.tokens))):
        word = line.word(after)
        if word in classes()["firm"] and line.word(after + 1) not in classes()["firm"]:
            return "company"
        if word in _SCHOOLS:
            return "institution"
        if word in _PAUSES:
            return ""
    return ""


def of_plants(line: Line) -> Iterator[Found]:
    """The owner before the capacity of a plant: 瑞岭60万吨钾肥项目."""
    if not any(word in line.text for word in classes()["plant"]):
        return
    starts = {token.start: at for at, token in enumerate(line.tokens)}
    for size in line.quantities:
        at = starts.get(size.start) if size.kind in _OUTPUT and is_capacity(size) and not size.named else None
        if at and any(word in line.text[size.end : size.end + 24] for word in classes()["plant"]):
            item = item_before(line, at)
            if item[0] < item[1] and name_like(line, item):
                yield line.found(*item, "company", "of plants")


def of_phases(line: Line) -> Iterator[Found]:
    """The owner before the phase of its works: 瑞岭一期."""
    if line.words.isdisjoint(classes()["phase"]):
        return
    for at in range(1, len(line.tokens)):
        if line.word(at) in classes()["phase"]:
            item = item_before(line, at)
            bits = line.tags[item[0] : item[1]]
            if (
                any(own & SINGLE for own in bits)
                and all(own & (SINGLE | RARE) for own in bits)
                and name_like(line, item)
            ):
                yield line.found(*item, "company", "of phases")


def of_seats(line: Line) -> Iterator[Found]:
    """The firms before their seat: 瑞岭、远山总部大楼."""
    if line.words.isdisjoint(classes()["seat"]):
        return
    for at in range(1, len(line.tokens)):
        if line.word(at) in classes()["seat"]:
            for item in items_before(line, at):
                if name_like(line, item):
                    yield line.found(*item, "company", "of seats")


def of_projects(line: Line) -> Iterator[Found]:
    """The owner before what is made, in a list of projects: 瑞岭液流储能电池、远岭光伏制氢等项目."""
    if "项目" not in line.text and "生产线" not in line.text:
        return
    for at in range(1, len(line.tokens)):
        thing = at + 1 if line.tags_at(at) & RARE else at
        if not line.tags_at(at - 1) & SINGLE or not {line.word(thing), line.word(thing)[:2]} & made():
            continue
        first = proper(line, at)
        if first < at and line.tags_at(first - 1) & STOP and _PROJECT.match(line.text, line.tokens[at].start):
            yield line.found(first, at, "company", "of projects")


def partners(line: Line) -> Iterator[Found]:
    """与瑞岭、远山合作: the items between 与 and what is done together."""
    together = tuple(sorted(classes()["partner"]))
    for at, token in enumerate(line.tokens):
        if not token.text.startswith(together):
            continue
        items = list(items_before(line, at))
        if items and line.word(items[-1][0] - 1) in _WITH:
            for item in items:
                if name_like(line, item):
                    yield line.found(*item, "company", "partners")


def siblings(line: Line, found: Sequence[Found]) -> Iterator[Found]:
    """An item that stands in one list with a company: 瑞岭能源、远山等14个项目."""
    if not found:
        return
    starts = {token.start: at for at, token in enumerate(line.tokens)}
    ends = {token.end: at + 1 for at, token in enumerate(line.tokens)}
    for name in found:
        after, before = ends[name.end], starts[name.start]
        for item in (
            _item_after(line, after),
            item_before(line, before - 1) if line.word(before - 1) == "、" else None,
        ):
            if not item or item[0] >= item[1]:
                continue
            if name.type == "company" and name_like(line, item):
                yield line.found(*item, name.type, "siblings")
            elif name.type == "institution" and item[1] - item[0] > 1 and head(line.word(item[1] - 1)) in _BODIES:
                if _counted(line, item[0]):
                    continue
                yield line.found(*item, name.type, "siblings")


def _counted(line: Line, at: int) -> bool:
    return bool(line.tags_at(at) & (GENERIC | STOP)) or bool(re.search(r"[0-9个所家]$", line.word(at - 1)))


def _item_after(line: Line, at: int) -> Item | None:
    if line.word(at) != "、":
        return None
    last = at + 1
    while last - at < 5 and not line.tags_at(last) & STOP and line.word(last) not in classes()["partner"]:
        last += 1
    return at + 1, last
