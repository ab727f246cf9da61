"""Organizations: companies, public bodies and institutions that a text calls by a name of their own.

Three roads lead to a name. A list knows the bodies of the state and the companies that any report may call by a short
form (`国务院`, `中核`). A head closes a full name (`…有限公司`, `…大学`), whose words before it run back to a verb, a
comma or a generic word. And some places take nothing but a company (`organization_cues`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.extract.organization.cues import (
    NATURE,
    among_firms,
    groups,
    of_phases,
    of_plants,
    of_projects,
    of_seats,
    partners,
    siblings,
)
from kg.extract.organization.words import (
    BRAND,
    CUED,
    GENERIC,
    HEADED,
    KNOWN,
    ORDINAL,
    OWN,
    PLACE,
    PROVINCE,
    RARE,
    STOP,
    STRONG,
    TRADE,
    VERB,
    WEAK,
    begins_with_place,
    breaks,
    classes,
    head,
    heads,
    known,
    proper,
    runs_in,
    tags,
)
from kg.reference import gazetteer
from kg.text.line import Line, Tags
from kg.text.spans import Found, longest

_TYPES = {
    "company": "company", "public_body": "public_body", "congress": "public_body", "government": "public_body",
    "agency": "public_body",
}  # fmt: skip
_MOST = 24
_BUSINESS = TRADE | BRAND | STRONG

Rule = Callable[[Line], Iterator[Found]]


def listed(line: Line) -> Iterator[Found]:
    """国务院, 中国石化: names that stand for themselves, with the branch or the trade after them (浦发银行深圳分行).

    党中央 is a body where it acts with 国务院, not in 以…为核心的党中央; 中国建筑 is none in 中国建筑业.
    """
    if not line.every_tag & KNOWN and "国务院" not in line.text:
        return
    for at, bits in enumerate(line.tags):
        if bits & KNOWN and (line.word(at).endswith("集团") or line.word(at + 1) not in classes()["not_after"]):
            kind = known()[line.word(at)]
            last = _house(line, at + 1) if kind == "company" else at + 1
            yield line.found(at, last, kind, "listed")
        elif line.word(at) in ("党中央", "中共中央") and "国务院" in (line.word(at + 1), line.word(at + 2)):
            yield line.found(at, at + 1, "public_body", "listed")


def _house(line: Line, at: int) -> int:
    """Where the name of a house of a known group ends: 浦发银行深圳分行, 中核汇能, 协鑫新能源."""
    if line.tags_at(at) & PLACE and head(line.word(at + 1)) == "branch":
        return at + 2
    last = at
    while len(line.word(last)) == 1 and not line.tags_at(last) & STOP:
        last += 1
    if last - at != 2 or line.word(at - 1)[0] not in _STATE:
        last = at
    if line.tags_at(last) & _BUSINESS:
        last += 1
    return last if line.tags_at(last) & STOP else at


# Groups of the state call their houses by two characters more (中核汇能); other groups their goods (浪潮海若).
_STATE = frozenset("中国华")


def full(line: Line) -> Iterator[Found]:
    """A name up to its head: 瑞岭新能源有限公司, 青石岭市第七中学."""
    for at, kind in _headed(line):
        inner = bool(head(line.word(at + 1)))
        if not kind or kind in ("government", "agency") or inner or line.word(at + 1)[:1] in _PLACES_OF:
            continue
        first = _first(line, at)
        if _says_which(line, first, at, kind):
            firm = kind == "branch" and line.word(at).endswith(("行", "公司"))
            yield line.found(first, at + 1, "company" if firm else _TYPES.get(kind, "institution"), f"full {kind}")


def _headed(line: Line) -> Iterator[tuple[int, str]]:
    """(number, kind of body) of the words that end like the head of a body's name."""
    if line.every_tag & HEADED:
        yield from ((at, head(line.word(at))) for at, own in enumerate(line.tags) if own & HEADED)


# 福州大学城, 清华大学路: a place that is called after the body.
_PLACES_OF = frozenset(("城", "路"))


def _first(line: Line, at: int) -> int:
    """The first token of the name that ends with the head at `at`."""
    first, end = at, line.tokens[at].end
    while first and end - line.tokens[first - 1].start <= _MOST:
        if line.word(first - 1) in ")）" and (opened := _opening(line, first - 1)):
            first = opened
        elif breaks(line, first - 1):
            break
        else:
            first -= 1
    while first < at and _is_lead(line, first):
        first += 1
    return first


def _is_lead(line: Line, at: int) -> bool:
    """Whether a word before a name says of what sort it is, or what is done with it, and no more."""
    bits = line.tags_at(at)
    lone = bits & WEAK and not runs_in(line.tags[at : at + 2])
    return bool(bits & (GENERIC | VERB) or lone or line.word(at) in ")）") and not bits & (PLACE | OWN)


def _opening(line: Line, at: int) -> int | None:
    """The token that opens a short bracket inside a name: 中国（南方）."""
    opened = next((i for i in range(at - 1, max(at - 4, 0), -1) if line.word(i) in "(（"), None)
    return opened if opened and (line.tags_at(opened - 1) & PLACE or line.word(opened - 1) == "中国") else None


def _says_which(line: Line, first: int, at: int, kind: str) -> bool:
    """Whether the words before a head say which body is meant."""
    bits, own = line.tags[first:at], line.word(at)
    if kind == "congress":
        return bool(bits and bits[0] & PLACE)
    if any(own & (PLACE | ORDINAL | KNOWN | CUED) for own in bits) or runs_in(bits) or own.startswith("第"):
        return True
    if kind == "company":
        return _says_which_firm(line, bits, at)
    if (kind in _OF_PLACE and _of_place(line, first, at)) or begins_with_place(own):
        return True
    if kind == "institute" and any(own & RARE for own in bits) and own != "工作站":
        return True
    if kind == "center" and (line.tags_at(first) & RARE or line.word(first) == "中国"):
        return True
    return kind != "institute" and _one_word(line, first, at)


_OF_PLACE = frozenset(("school", "hospital", "institute", "association"))


def _of_place(line: Line, first: int, at: int) -> bool:
    """Whether the one body of its kind in a place is meant (县中医院, 省农科院, 西北农林大学), not 10家省实验室."""
    own, word = line.word(at), line.word(first)
    if line.word(first - 1) in _COUNTS or (head(line.word(at)) == "institute" and not own.endswith(_ACADEMIES)):
        return False
    if line.tags_at(first) & OWN and first < at:
        return (
            at - first > 1
            or (len(own) > 2 and head(line.word(at)) != "association")
            or own[0] in "一二三四五六七八九十"
        )
    return _is_own(own, 3) or (first < at and word in classes()["which"])


_ACADEMIES = ("科院", "科学院")
_COUNTS = frozenset("所个家座")


def _is_own(word: str, least: int) -> bool:
    """Whether a word is a head with the level of its place before it (县公安局), as the dictionary joins them."""
    return len(word) > least and bool(tags(word[0]) & OWN) and bool(head(word[1:])) and word[1:] in heads()


def _says_which_firm(line: Line, bits: Sequence[Tags], at: int) -> bool:
    """The same for companies: 农垦集团 is one, 征信公司 and 企业集团 are sorts of companies."""
    own = line.word(at)
    if own == "公司":
        return len(bits) > 1 and any(own & STRONG for own in bits)
    if any(own & RARE for own in bits):
        return True
    longer = len(line.word(at - 1)) > 1 or len(own) > 2
    return own.endswith("集团") and longer and bool(bits) and not bits[-1] & GENERIC


def _one_word(line: Line, first: int, at: int) -> bool:
    """Whether one rare word stands before the head, and no count before that (康复大学, not 101所芙蓉学校)."""
    if at - first != 1 or line.word(first - 1) in _COUNTS:
        return False
    word = line.word(first)
    rare = line.tags_at(first) & RARE or (word in gazetteer.names() and not line.tags_at(first) & GENERIC)
    return bool(rare) and not word.endswith(("型", "制", "类", "性", "级", "化", "所"))


def governed(line: Line) -> Iterator[Found]:
    """酒泉市政府, 青石岭省财政厅: the government of a place that is named, or one of its agencies."""
    for at, kind in _headed(line):
        if kind not in ("government", "agency") or line.word(at + 1) in ("工作报告", "工作"):
            continue
        first = at
        while first and line.tags_at(first - 1) & PLACE and at - first < 3:
            first -= 1
        if first < at:
            yield line.found(first, at + 1, "public_body", f"governed {kind}")
        elif kind == "agency" and line.tags_at(first - 1) & OWN:
            yield line.found(first - 1, at + 1, "public_body", "governed agency")
        elif kind == "agency" and _is_own(line.word(at), 2):
            yield line.found(at, at + 1, "public_body", "governed agency")


def trading(line: Line) -> Iterator[Found]:
    """瑞岭能源: a proper name and a trade, with the province before it."""
    if not line.every_tag & _BUSINESS:
        return
    for at, bits in enumerate(line.tags):
        if not bits & _BUSINESS or line.tags_at(at + 1) & _BUSINESS:
            continue
        first = proper(line, at)
        if first == at and bits & (BRAND | STRONG):
            first = _brand(line, at)
        if first < at:
            yield line.found(first, at + 1, "company", "trading")
        elif bits & STRONG and first and line.tags_at(first - 1) & PLACE:
            yield line.found(first - 1, at + 1, "company", "trading")


def _brand(line: Line, at: int) -> int:
    """Where a name begins that is a word of the dictionary, with nothing but a boundary before it; else `at`."""
    first = at - 1
    if not line.tags_at(first) & (RARE | CUED) or len(line.word(first)) > 3 or line.word(first)[-1] in NATURE:
        return at
    if first and line.tags_at(first - 1) & PROVINCE:
        first -= 1
    return first if line.tags_at(first - 1) & (STOP | PLACE) else at


RULES: tuple[Rule, ...] = (
    listed, full, governed, trading, groups, among_firms, of_plants, of_phases, of_seats, of_projects, partners,
)  # fmt: skip


def find(sentence: Line) -> list[Found]:
    """The organizations of one sentence, in the order of the text.

    >>> from kg.text.line import Line
    >>> sentence = "国务院支持瑞岭能源有限公司与青石岭大学共建实验室"
    >>> [(sentence[name.start : name.end], name.type) for name in find(Line.of(sentence))]
    [('国务院', 'public_body'), ('瑞岭能源有限公司', 'company'), ('青石岭大学', 'institution')]
    """
    line = sentence.with_tags([tags(token.text) for token in sentence.tokens], STOP)
    found = longest([found for rule in RULES for found in rule(line)])
    more = [
        name for name in siblings(line, found) if all(name.end <= one.start or name.start >= one.end for one in found)
    ]
    return longest([*found, *more])
