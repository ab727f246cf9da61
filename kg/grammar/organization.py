"""Organizations: companies, public bodies and institutions that a text calls by a name of their own.

Three roads lead to a name. A list knows the bodies of the state and the companies that any report may call by a short
form (`国务院`, `中核`). A head closes a full name (`…有限公司`, `…大学`), whose words before it run back to a verb, a
comma or a generic word. And some places take nothing but a company: before `等企业`, between `与` and `签约`, before
the capacity of a plant (`瑞岭60万吨钾肥项目`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kg import gazetteer
from kg.grammar import Found
from kg.grammar.organization_words import (
    BRAND,
    CUED,
    GENERIC,
    KNOWN,
    ORDINAL,
    OWN,
    PLACE,
    PROVINCE,
    RARE,
    SINGLE,
    STOP,
    STRONG,
    TRADE,
    WEAK,
    classes,
    flags,
    head,
    known,
    made,
)
from kg.words import Token

_TYPES = {
    "company": "company", "branch": "institution", "congress": "public_body", "government": "public_body",
    "agency": "public_body", "cued": "company", "public_body": "public_body",
}  # fmt: skip
_MOST = 24
_ITEM = 12
_JOINS = frozenset("、和与及") | {"以及"}
_QUOTES = frozenset('“”"‘’')


class Line:
    """A sentence's tokens with what each may be in a name."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.flags = [flags(token.text) for token in tokens]
        self.heads = [head(token.text) for token in tokens]

    def bits(self, at: int) -> int:
        return self.flags[at] if 0 <= at < len(self.flags) else STOP

    def word(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def found(self, first: int, last: int, kind: str, rule: str) -> Found:
        """The name of the tokens first to last (exclusive)."""
        return Found(self.tokens[first].start, self.tokens[last - 1].end, kind, rule)


Rule = Callable[[Line], Iterator[Found]]


def listed(line: Line) -> Iterator[Found]:
    """国务院, 中国石化: names that stand for themselves, and a bank's branch after its name (浦发银行深圳分行)."""
    for at, bits in enumerate(line.flags):
        if bits & KNOWN:
            last = at + 1
            if line.flags[at + 1 : at + 2] and line.flags[at + 1] & PLACE and line.heads[at + 2 : at + 3] == ["branch"]:
                last = at + 3
            yield line.found(at, last, _TYPES.get(known()[line.word(at)], known()[line.word(at)]), "listed")


def full(line: Line) -> Iterator[Found]:
    """A name up to its head: 瑞岭新能源有限公司, 青石岭市第七中学."""
    for at, kind in enumerate(line.heads):
        if not kind or kind in ("government", "agency") or line.heads[at + 1 : at + 2] and line.heads[at + 1]:
            continue
        first = _first(line, at)
        if _says_which(line, first, at, kind):
            yield line.found(first, at + 1, _TYPES.get(kind, "institution"), f"full {kind}")


def _first(line: Line, at: int) -> int:
    """The first token of the name that ends with the head at `at`."""
    first, end = at, line.tokens[at].end
    while first and end - line.tokens[first - 1].start <= _MOST:
        word = line.word(first - 1)
        if word in ")）" and (opened := _opening(line, first - 1)) is not None:
            first = opened
            continue
        if line.flags[first - 1] & STOP:
            break
        first -= 1
    while first < at and (line.flags[first] & GENERIC or line.word(first) in ")）") and not line.flags[first] & PLACE:
        first += 1
    return first


def _opening(line: Line, at: int) -> int | None:
    """The token that opens a short bracket inside a name: 中国（南方）."""
    opened = next((i for i in range(at - 1, max(at - 4, 0), -1) if line.word(i) in "(（"), None)
    return opened if opened and line.flags[opened - 1] & PLACE | (line.word(opened - 1) == "中国") else None


def _says_which(line: Line, first: int, at: int, kind: str) -> bool:
    """Whether the words before a head say which body is meant."""
    bits = [line.flags[i] for i in range(first, at)]
    own = line.word(at)
    if own.startswith("第") and kind in ("school", "hospital"):
        return True
    if kind in ("school", "hospital") and len(bits) == 1 and line.word(first) in gazetteer.names():
        return True
    if own.endswith("集团") and bits and not bits[-1] & (GENERIC | STOP) and len(line.word(at - 1)) > 1:
        return True
    if kind == "congress":
        return bool(bits) and bool(bits[0] & PLACE)
    if kind == "center":
        return any(bit & (PLACE | RARE) for bit in bits) or line.word(first) == "中国"
    if bits and bits[0] & OWN and len(line.word(first)) == 1 and kind in ("school", "hospital"):
        return True
    if any(bit & (PLACE | ORDINAL | RARE | KNOWN | CUED) for bit in bits):
        return True
    return any(a & SINGLE and b & SINGLE for a, b in zip(bits, bits[1:], strict=False))


def governed(line: Line) -> Iterator[Found]:
    """酒泉市政府, 青石岭省财政厅: the government of a place that is named, or one of its agencies."""
    for at, kind in enumerate(line.heads):
        if kind not in ("government", "agency"):
            continue
        first = at
        while first and line.flags[first - 1] & PLACE:
            first -= 1
        if first < at and at - first <= 3:
            yield line.found(first, at + 1, "public_body", f"governed {kind}")
        elif kind == "agency" and first and line.flags[first - 1] & OWN:
            yield line.found(first - 1, at + 1, "public_body", "governed agency")


def trading(line: Line) -> Iterator[Found]:
    """瑞岭能源: a proper name and a trade, with the province before it."""
    for at, bits in enumerate(line.flags):
        if not bits & (TRADE | BRAND | STRONG) or line.bits(at + 1) & (TRADE | BRAND | STRONG):
            continue
        first = proper(line, at)
        if first == at and bits & (BRAND | STRONG):
            first = rare(line, at)
        if first < at:
            yield line.found(first, at + 1, "company", "trading")
        elif bits & STRONG and first and line.flags[first - 1] & PLACE:
            yield line.found(first - 1, at + 1, "company", "trading place")


def proper(line: Line, at: int) -> int:
    """The first token of a name of single characters that ends before `at`, or `at` where there is none."""
    first = at
    while first and line.flags[first - 1] & SINGLE:
        first -= 1
    strong = sum(not line.flags[i] & WEAK for i in range(first, at))
    if not 2 <= at - first <= 5 or not strong:
        return at
    return first - 1 if first and line.flags[first - 1] & PROVINCE else first


def rare(line: Line, at: int) -> int:
    """The same for a name that is a word of the dictionary, where nothing but a boundary stands before it."""
    first = at - 1
    if first < 0 or not line.flags[first] & (RARE | CUED) or len(line.word(first)) > 3:
        return at
    if first and line.flags[first - 1] & PROVINCE:
        first -= 1
    return first if first == 0 or line.flags[first - 1] & (STOP | PLACE) else at


Item = tuple[int, int]
_UNIT = re.compile(
    r"[0-9０-９][0-9０-９.,×*xX—～~-]{0,12}(?:余|多)?[十百千万亿]{0,2}"
    r"(?:吨|千瓦|兆瓦|MW|GW|KW|kW|吉瓦|片|台|套|辆|件|瓶|米|升|颗|支|张|立方米)"
)


def _name_like(line: Line, item: Item) -> bool:
    """Whether a short stretch between separators can be a company's own name: it holds something rare."""
    bits = line.flags[item[0] : item[1]]
    size = line.tokens[item[1] - 1].end - line.tokens[item[0]].start
    if not bits or not 2 <= size <= _ITEM or bits[0] & GENERIC or any(bit & (KNOWN | STOP) for bit in bits):
        return False
    if len(bits) == 1:
        return bool(bits[0] & (CUED | RARE))
    if bits[0] & CUED:
        return True
    if bits[0] & PLACE and bits[-1] & (TRADE | BRAND | STRONG):
        return True
    singles = [bool(bit & SINGLE) for bit in bits]
    strong = [bool(bit & SINGLE) and not bit & WEAK for bit in bits]
    runs = any(a and b for a, b in zip(singles, singles[1:], strict=False)) and any(strong)
    return (
        runs
        or any(bit & RARE for bit in bits)
        and all(bit & (RARE | SINGLE | TRADE | BRAND | STRONG | PLACE) for bit in bits)
    )


def _item_before(line: Line, last: int) -> Item:
    """The stretch that ends before token `last` and begins after a separator, a verb, or a place that is not its own."""
    first = last
    while first and not line.flags[first - 1] & STOP and line.word(first - 1) not in _JOINS:
        if line.tokens[last - 1].end - line.tokens[first - 1].start > _ITEM:
            break
        first -= 1
    while (
        first < last - 1
        and line.flags[first] & (GENERIC | PLACE)
        and not line.flags[first] & PROVINCE
        and not line.flags[last - 1] & (TRADE | BRAND | STRONG)
    ):
        first += 1
    return first, last


def _items_before(line: Line, last: int) -> Iterator[Item]:
    """The items of the list that ends before token `last`, from the last to the first."""
    while last > 0:
        item = _item_before(line, last)
        if item[0] == item[1]:
            return
        yield item
        if item[0] == 0 or line.word(item[0] - 1) not in _JOINS:
            return
        last = item[0] - 1


def among_firms(line: Line) -> Iterator[Found]:
    """The items before 等…企业: 瑞岭、远山新材料等高成长企业."""
    for at in range(1, len(line.tokens)):
        if line.word(at) not in ("等", "等等"):
            continue
        kind = _listed_kind(line, at)
        if not kind:
            continue
        group = line.word(at - 1) == "系"
        for item in _items_before(line, at - group):
            if (
                group
                and item[1] == at - 1
                or kind == "institution"
                and line.heads[item[1] - 1]
                or kind == "company"
                and _name_like(line, item)
            ):
                yield line.found(*item, kind, "among firms")


def _listed_kind(line: Line, at: int) -> str:
    """What a list that ends with 等 is said to be a list of."""
    for after in range(at + 1, min(at + 9, len(line.tokens))):
        word = line.word(after)
        if word in classes()["firm"] and line.word(after + 1) not in classes()["firm"]:
            return "company"
        if word in ("高校", "院校", "大学", "医院", "学校", "科研院所", "院所"):
            return "institution"
        if word in "，。；、：":
            return ""
    return ""


def of_plants(line: Line) -> Iterator[Found]:
    """The owner before the capacity of a plant: 瑞岭60万吨钾肥项目."""
    starts = {token.start: at for at, token in enumerate(line.tokens)}
    for match in _UNIT.finditer(line.text):
        at = starts.get(match.start())
        if at and any(word in line.text[match.end() : match.end() + 24] for word in classes()["plant"]):
            item = _item_before(line, at)
            if item[0] < item[1] and _name_like(line, item) and not line.heads[item[1] - 1]:
                yield line.found(*item, "company", "of plants")


def of_phases(line: Line) -> Iterator[Found]:
    """The owner before the phase or the seat: 瑞岭一期, 瑞岭总部大楼."""
    for at in range(1, len(line.tokens)):
        word = line.word(at)
        if word in classes()["phase"]:
            item = _item_before(line, at)
            if proper(line, item[1]) == item[0] < at or _in_singles(line, item):
                yield line.found(*item, "company", "of phases")
        elif word in classes()["seat"]:
            for item in _items_before(line, at):
                if _name_like(line, item) and not line.heads[item[1] - 1]:
                    yield line.found(*item, "company", "of seats")


def _in_singles(line: Line, item: Item) -> bool:
    bits = line.flags[item[0] : item[1]]
    return 2 <= len(bits) and all(bit & SINGLE or bit & RARE for bit in bits) and any(bit & SINGLE for bit in bits)


def of_projects(line: Line) -> Iterator[Found]:
    """The owner before what is made, in a list of projects: 瑞岭液流储能电池、远岭光伏制氢等项目."""
    for at in range(1, len(line.tokens)):
        if not line.flags[at - 1] & SINGLE or not _is_made(line.word(at)):
            continue
        first = proper(line, at)
        if first == at or (first and not line.flags[first - 1] & STOP):
            continue
        if _PROJECT.match(line.text, line.tokens[at].start):
            yield line.found(first, at, "company", "of projects")


def _is_made(word: str) -> bool:
    return word[:2] in made() or word in made()


_PROJECT = re.compile(r"[^，。；：]{2,40}?(?:项目|生产线)")


def partners(line: Line) -> Iterator[Found]:
    """与瑞岭、远山合作: the items between 与 and what is done together."""
    for at, token in enumerate(line.tokens):
        if token.text not in classes()["partner"] or token.text == "等":
            continue
        items = list(_items_before(line, at))
        if items and line.word(items[-1][0] - 1) in ("与", "同", "和", "携手", "联合"):
            for item in items:
                if _name_like(line, item):
                    yield line.found(*item, "company", "partners")


def siblings(line: Line, found: Sequence[Found]) -> Iterator[Found]:
    """An item that stands in one list with a company: 汇海能源、中农瑞华等14个项目."""
    starts = {token.start: at for at, token in enumerate(line.tokens)}
    ends = {token.end: at + 1 for at, token in enumerate(line.tokens)}
    for name in found:
        if name.type != "company":
            continue
        after = ends[name.end]
        if line.word(after) == "、":
            last = after + 1
            while (
                last < len(line.tokens)
                and not line.flags[last] & STOP
                and line.word(last) not in classes()["partner"]
                and last - after < 5
            ):
                last += 1
            item = after + 1, last
            if item[0] < item[1] and _name_like(line, item):
                yield line.found(*item, name.type, "siblings")
        before = starts[name.start]
        if line.word(before - 1) == "、":
            item = _item_before(line, before - 1)
            if item[0] < item[1] and _name_like(line, item):
                yield line.found(*item, name.type, "siblings")


RULES: tuple[Rule, ...] = (listed, full, governed, trading, among_firms, of_plants, of_phases, of_projects, partners)


def find(text: str, tokens: Sequence[Token]) -> list[Found]:
    """The organizations of one sentence, in the order of the text."""
    line = Line(text, tokens)
    found = _longest([found for rule in RULES for found in rule(line)])
    return _longest([*found, *siblings(line, found)])


def _longest(found: Sequence[Found]) -> list[Found]:
    """Of names that overlap the longest, of equals the first rule's."""
    kept: list[Found] = []
    for name in sorted(found, key=lambda name: (name.start - name.end, name.start)):
        if all(name.end <= other.start or name.start >= other.end for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)
