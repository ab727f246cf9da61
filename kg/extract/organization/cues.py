"""Companies by their short names, where the words around them take nothing but a company.

`瑞岭` alone is no name; before `等企业`, between `与` and `签约`, before the capacity of a plant or beside a company in
one list it is. What stands there must still look like a name: hold something that no report uses as a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.organization.words import (
    BUSINESS,
    CUED,
    FACILITY,
    GENERIC,
    HEADED,
    KNOWN,
    PLACE,
    PROVINCE,
    RARE,
    SINGLE,
    STOP,
    TOGETHER,
    TRADES,
    UNKNOWN,
    breaks,
    classes,
    head,
    made,
    proper,
    runs_in,
)
from kg.reference.vocabulary import common_words
from kg.text.line import Line, Tags
from kg.text.marks import AND_SO_ON, JOINING, PAUSES
from kg.text.quantity import Quantity
from kg.text.spans import Found
from kg.text.unit import is_capacity

Item = tuple[int, int]

_ITEM = 12
_WITH = frozenset("与同和") | {"携手", "联合", "对接", "精准对接", "牵手"}
_BODIES = frozenset(("school", "hospital", "institute", "center", "association"))
_SCHOOLS = frozenset(["高校", "院校", "大学", "医院", "学校", "科研院所", "院所"])
# Names of bodies, of things built, and their parts: no company's short name has one in it.
_OTHERS = KNOWN | FACILITY | HEADED
_OF_NAMES = RARE | SINGLE | TRADES | PLACE
_LEADING = GENERIC | PLACE
_COUNTED = GENERIC | STOP
_PROJECT = re.compile(r"[^，。；：]{2,40}?(?:项目|生产线)")
_GROUP = re.compile(r"(?<![一-鿿])([一-鿿]{2,4})系等[0-9一-鿿]{0,12}(?:企业|公司|机构)")
# What plants are told by, and lines and fields are not.
_OUTPUT = frozenset(("mass", "volume", "power", "energy", "computing", "goods"))
NATURE = "港湖河江山岛沟峡库路线桥站段口海区园镇村馆寺塔"


def name_like(line: Line, item: Item) -> bool:
    """Whether a short stretch between separators can be a company's own name: it holds something rare."""
    own = line.tags[slice(*item)]
    if not own or not 2 <= _size(line, item) <= _ITEM or _is_other(line, item):
        return False
    if own[0] & CUED:
        return True
    if len(own) == 1:
        return bool(own[0] & RARE)
    return runs_in(own) or bool(own[0] & PLACE and own[-1] & TRADES) or _is_rare_throughout(own)


def _size(line: Line, item: Item) -> int:
    """How many letters an item has."""
    return line.tokens[item[1] - 1].end - line.tokens[item[0]].start


def _is_other(line: Line, item: Item) -> bool:
    """Whether an item names a sort of thing, a body that lists or heads tell, something built, or a water or road."""
    own = line.tags[slice(*item)]
    if line.word(item[1] - 1) in classes()["seat"] or line.word(item[1] - 1) in ("工程", "项目"):
        return True
    return bool(own[0] & GENERIC) or line.word(item[1] - 1)[-1] in NATURE or any(tags & _OTHERS for tags in own)


def _is_rare_throughout(own: Sequence[Tags]) -> bool:
    """Whether words are rare, characters, places and trades, one at least rare."""
    return any(tags & RARE for tags in own) and all(tags & _OF_NAMES for tags in own)


def item_before(line: Line, last: int) -> Item:
    """The stretch before token `last`, back to a separator, a verb, or a place that is not the name's own."""
    first = last
    while first and not breaks(line, first - 1) and line.word(first - 1) not in JOINING:
        if _size(line, (first - 1, last)) > _ITEM:
            break
        first -= 1
    while first < last - 1 and _is_leading(line, first):
        first += 1
    return first, last


def _is_leading(line: Line, at: int) -> bool:
    """Whether a word tells the sort or place of the name behind it, and is no part of it."""
    own = line.tags_at(at)
    return bool(own & _LEADING) and not own & PROVINCE and not line.tags_at(at + 1) & BUSINESS


def items_before(line: Line, last: int) -> Iterator[Item]:
    """The items of the list that ends before token `last`, from the last to the first."""
    while last > 0:
        item = item_before(line, last)
        if item[0] == item[1]:
            return
        yield item
        if line.word(item[0] - 1) not in JOINING:
            return
        last = item[0] - 1


def among_firms(line: Line) -> Iterator[Found]:
    """The items before 等…企业: 瑞岭、远山新材料等骨干企业."""
    for at in sorted({*line.where(AND_SO_ON), *_counts(line)}):
        kind = _listed_kind(line, at)
        items = list(items_before(line, at - (line.word(at - 1) == "系"))) if kind else []
        for item in _named_among(line, items, kind):
            yield line.found(*item, kind, "among firms")


def _named_among(line: Line, items: Sequence[Item], kind: str) -> list[Item]:
    """Those of the items of a list that are names; where most of them are companies, any few letters are one."""
    sure = [item for item in items if _is_of_kind(line, item, kind)]
    every = kind == "company" and len(sure) > 2 and 3 * len(sure) >= 2 * len(items)
    return [item for item in items if item in sure or (every and _may_be_one(line, item))]


def _counts(line: Line) -> Iterator[int]:
    """The numbers behind lists that count them: 瑞岭、远山4户为高新技术企业."""
    for at in line.where(_HOUSES):
        if line.word(at - 1).isdigit() and any(mark == "、" for mark in line.texts[max(0, at - 6) : at]):
            yield at - 1


_HOUSES = frozenset(("户", "家"))


def _may_be_one(line: Line, item: Item) -> bool:
    """Whether an item may be the name of a company in a list that holds others: a few letters, none a number's."""
    return 2 <= _size(line, item) <= 4 and not _is_other(line, item) and not line.tags_at(item[0]) & STOP


def _is_of_kind(line: Line, item: Item, kind: str) -> bool:
    """Whether an item can be a company's name, or ends like an institution's."""
    if kind == "company":
        return name_like(line, item)
    return bool(line.tags_at(item[1] - 1) & HEADED) and not line.tags_at(item[0]) & GENERIC


def groups(line: Line) -> Iterator[Found]:
    """高新投系等8家机构: a group of companies by the name of its head."""
    for match in _GROUP.finditer(line.text) if "系等" in line.text else ():
        yield Found(match.start(1), match.end(1), "company", "groups")


def _listed_kind(line: Line, at: int) -> str:
    """What a list that ends with 等 is said to be a list of."""
    firms = classes()["firm"]
    for after in range(at + 1, min(at + 9, len(line.tokens))):
        word = line.word(after)
        if (word in firms or word.endswith(("企业", "公司"))) and line.word(after + 1) not in firms:
            return "company"
        if word in _SCHOOLS:
            return "institution"
        if word in PAUSES or (line.tags_at(after) & STOP and not line.tags_at(after) & GENERIC and word.isalpha()):
            return ""
    return ""


def of_plants(line: Line) -> Iterator[Found]:
    """The owner before the capacity of a plant: 瑞岭60万吨钾肥项目."""
    for size in filter(_is_output, line.quantities):
        at = line.starts_at(size.start)
        if at and any(word in line.text[size.end : size.end + 24] for word in classes()["plant"]):
            item = item_before(line, at)
            if name_like(line, item) and not _is_measure(line, item[1] - 1):
                yield line.found(*item, "company", "of plants")


def _is_measure(line: Line, at: int) -> bool:
    """Whether a word that many reports use, and no trade, ends what stands before a size: 发电能力5万千瓦."""
    word = line.word(at)
    return word.endswith("能力") or (word in common_words() and not line.tags_at(at) & TRADES)


def _is_output(size: Quantity) -> bool:
    """Whether a quantity tells how much a plant makes."""
    return size.kind in _OUTPUT and is_capacity(size) and not size.named


def of_phases(line: Line) -> Iterator[Found]:
    """The owner before the phase of its works: 瑞岭一期."""
    for at in line.where(classes()["phase"]):
        item = item_before(line, at)
        own = line.tags[slice(*item)]
        if any(tags & SINGLE for tags in own) and all(tags & UNKNOWN for tags in own) and name_like(line, item):
            yield line.found(*item, "company", "of phases")


def of_seats(line: Line) -> Iterator[Found]:
    """The firms before their seat: 瑞岭、远山总部大楼."""
    for at in line.where(classes()["seat"]):
        if line.word(at + 1) in _NO_SEATS:
            continue
        for item in items_before(line, at):
            if name_like(line, item):
                yield line.found(*item, "company", "of seats")


# What makes a trade of seats: 总部经济.
_NO_SEATS = frozenset(("经济", "金融", "企业", "集聚区"))


def of_projects(line: Line) -> Iterator[Found]:
    """The owner before what is made, in a list of projects: 瑞岭液流储能电池、远岭光伏制氢等项目."""
    if "项目" not in line.text and "生产线" not in line.text:
        return
    for at in (single + 1 for single in line.tagged(SINGLE)):
        thing = line.word(at + 1 if line.tags_at(at) & RARE else at)
        if not {thing, thing[:2]} & made():
            continue
        first = proper(line, at)
        if first < at and line.tags_at(first - 1) & STOP and _PROJECT.match(line.text, line.tokens[at].start):
            yield line.found(first, at, "company", "of projects")


def partners(line: Line) -> Iterator[Found]:
    """与瑞岭、远山合作: the items between 与 and what is done together."""
    for at in line.tagged(TOGETHER):
        items = list(items_before(line, at))
        for item in items if items and line.word(items[-1][0] - 1) in _WITH else ():
            if name_like(line, item):
                yield line.found(*item, "company", "partners")


def siblings(line: Line, found: Sequence[Found]) -> Iterator[Found]:
    """An item that stands in one list with a company or an institution: 瑞岭能源、远山等14个项目."""
    for name in found:
        for item in _items_beside(line, name):
            if _is_sibling(line, item, name.type):
                yield line.found(*item, name.type, "siblings")


def between(line: Line, found: Sequence[Found]) -> Iterator[Found]:
    """A few letters in a list with two companies or more, whatever word they are: 瑞岭能源、远山、海川科技."""
    firms = [name for name in found if name.type == "company"]
    for at in line.where(_PAUSE) if len(firms) > 1 else ():
        item = _item_after(line, at + 1)
        if _is_beside(line, item, firms) and _fills(line, item) and _may_be_one(line, item):
            yield line.found(*item, "company", "between companies")


def _is_beside(line: Line, item: Item, firms: Sequence[Found]) -> bool:
    """Whether one of the companies ends right before the mark before an item, or begins behind the mark after it."""
    if any(line.ends_at(firm.end) == item[0] - 1 for firm in firms):
        return True
    return line.word(item[1]) == "、" and any(line.starts_at(firm.start) == item[1] + 1 for firm in firms)


def _fills(line: Line, item: Item) -> bool:
    """Whether an item has words, and the list goes on or ends behind it."""
    return item[0] < item[1] and line.word(item[1]) in _LISTED


_PAUSE = frozenset("、")
_LISTED = frozenset("、等和及与，。；")


def _items_beside(line: Line, name: Found) -> Iterator[Item]:
    """The items behind and before a name, with nothing but 、 between."""
    last, first = line.ends_at(name.end), line.starts_at(name.start)
    if last is not None and line.word(last + 1) == "、":
        yield _item_after(line, last + 2)
    if first is not None and line.word(first - 1) == "、":
        yield item_before(line, first - 1)


def _is_sibling(line: Line, item: Item, kind: str) -> bool:
    """Whether an item beside a company can be one, or one beside an institution ends like one and is not counted."""
    if kind == "company":
        return name_like(line, item)
    bodies = kind == "institution" and item[1] - item[0] > 1 and head(line.word(item[1] - 1)) in _BODIES
    return bodies and not line.tags_at(item[0]) & _COUNTED and line.word(item[0] - 1)[-1:] not in _COUNTS


_COUNTS = frozenset("0123456789个所家")


def _item_after(line: Line, first: int) -> Item:
    """The stretch from token `first` to a word that no name runs over, of four words at most."""
    last = first
    while last - first < 4 and not line.tags_at(last) & STOP and line.word(last) not in classes()["partner"]:
        last += 1
    return first, last
