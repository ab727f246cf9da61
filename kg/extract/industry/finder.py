"""Industries: the branches, chains and clusters of the economy that a text names.

A name is a run of words that the lexicon knows (`新能源`, `现代化工`) or a free modifier before a head (`盐湖` `产业`).
Many words of the lexicon are things before they are industries (`光伏路灯`), so a run without a head needs a witness: a
verb that grows industries before it, a word of performance behind it, or a list that says of what it is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from kg.extract.industry import learned
from kg.extract.industry.lists import listed, neighbours
from kg.extract.industry.words import (
    CONTENT,
    CUT,
    FIELD,
    GROW,
    HEAD,
    INSIDE,
    JOIN,
    MEMBER,
    MODIFIER,
    NAMED,
    PLACE,
    PLUS,
    QUOTE,
    RARE,
    STOP,
    SUFFIX,
    VAGUE,
    Run,
    accounts,
    cues,
    finer,
    in_company,
    official,
    unsafe,
)
from kg.text import lexicon
from kg.text.line import Line, Tags
from kg.text.spans import Found, longest

# The words of a name: what it begins and ends with, what says which industry it is, and what does not.
_BEGINNING = CONTENT | MODIFIER
_CLOSING = CONTENT | SUFFIX
_TELLING = CONTENT | RARE
_EMPTY = VAGUE | HEAD
# What stands before an industry that is measured, and behind one that is grown.
_BEFORE_MEASURED = STOP | PLACE | VAGUE | JOIN | GROW
_BEHIND_GROWN = STOP | JOIN
# What kind of economy a word says, or does not, and what stands before and behind the two.
_ECONOMY = RARE | CONTENT | MODIFIER
_NO_ECONOMY = PLACE | VAGUE | STOP | QUOTE
_BEFORE_ECONOMY = GROW | JOIN | QUOTE
_BEHIND_ECONOMY = STOP | JOIN | QUOTE


def runs(line: Line) -> Iterator[Run]:
    """Maximal runs of industry words, cut after each head."""
    first = None
    for at in line.tagged(INSIDE):
        first = at if first is None else first
        after = line.tags_at(at + 1)
        if not after & INSIDE or (line.tags[at] & HEAD and not after & HEAD):
            if run := _run(line, first, at + 1):
                yield run
            first = None


def _run(line: Line, first: int, last: int) -> Run | None:
    """The run trimmed to a name; None where nothing is named."""
    if line.word(last - 1) == "行业" and line.tags_at(last - 2) & NAMED:
        last -= 1  # 服务业行业
    headed = bool(line.tags_at(last - 1) & HEAD)
    if not headed and (last := _end(line, first, last)) == first:
        return None
    first = _start(line, first, last, headed)
    own = line.tags[first:last]
    together = Tags().union(*own)
    if not together & _TELLING or all(tags & _EMPTY and not tags & NAMED for tags in own):
        return None
    return Run(first, last, together, headed and last - first > 1)


def _end(line: Line, first: int, last: int) -> int:
    """Where a run without a head ends: behind the last name in it, or the last word that a name may end with."""
    for wanted in (NAMED, _CLOSING):
        for at in range(last, first, -1):
            if line.tags[at - 1] & wanted:
                return at
    return first


def _start(line: Line, first: int, last: int, headed: bool) -> int:
    """Where the name in a run begins that ends before the word `last`."""
    own = line.word(last - 1).startswith(_OWN_BEGIN) and any(tags & NAMED for tags in line.tags[first:last])
    start = last - 1 if own else first
    start = next((at for at in range(start, last) if line.tags[at] & _BEGINNING), last)
    if own and _has_modifier(line, start):
        start -= 1  # 现代特色农业, 特色现代农业
    return _free(line, last - 1) if headed and start >= last - 1 else start


# Names that begin with their own modifier take no other (高原 before 现代农业).
_OWN_BEGIN = tuple(
    "战略性 未来 高新技术 高技术 先进制造 服务贸易 数字 现代 特色 设施 智慧 都市 休闲 生态 高效 有机".split()
)


_OWN_BEGIN_TOO = frozenset(("现代", "特色", "热带"))


def _has_modifier(line: Line, start: int) -> bool:
    """Whether a modifier of its own stands before a name, and does not begin it a second time."""
    before = line.word(start - 1)
    return before in _OWN_BEGIN_TOO and not line.word(start).startswith(before)


def _free(line: Line, head: int) -> int:
    """Where a name begins whose modifier no lexicon knows: one rare word before the head."""
    rare = head > 0 and line.tags_at(head - 1) & RARE and not line.tags_at(head - 2) & RARE
    return head - 1 if rare and not line.word(head - 1).endswith(("性", "型", "化", "区", "圈")) else head


Rule = Callable[[Line, Run], bool]


def _before(line: Line, run: Run) -> int:
    """The number of the word before a run and the quotation marks around it."""
    at = run.first - 1
    while at >= 0 and line.tags_at(at) & QUOTE:
        at -= 1
    return at


def _after(line: Line, run: Run) -> int:
    """The number of the word behind a run and the quotation marks around it."""
    at = run.last
    while line.tags_at(at) & QUOTE:
        at += 1
    return at


def headed(line: Line, run: Run) -> bool:
    """盐湖产业, 风电装备制造产业集群; not 文化产业园, 能源产业博览会."""
    return run.headed and not _goes_on(line, run)


def named(line: Line, run: Run) -> bool:
    """跨境电商 wherever it stands; not 乳业 in 味振乳业."""
    if not run.tags & NAMED or line.word(_after(line, run)).endswith(_BODIES):
        return False
    return not _goes_on(line, run) and not in_company(line, run.first)


# What an industry gives its name to: 制造业创新中心, 普惠金融示范区.
_BODIES = ("中心", "单项冠军", "示范园区", "试验区", "产品", "示范园", "学院", "协会")


def _goes_on(line: Line, run: Run) -> bool:
    """Whether the name is only the beginning of a zone's, a park's or an event's."""
    after = _after(line, run)
    return bool(line.tags_at(after) & CUT) or line.word(after).startswith(_GOES_ON) or line.word(after) in cues("block")


_GOES_ON = ("园", "区", "圈", "务", "额")


def grown(line: Line, run: Run) -> bool:
    """培育新材料, 发展乡村旅游."""
    before = _before(line, run)
    if not run.tags & FIELD or not line.tags_at(before) & GROW or unsafe(line, run.last):
        return False
    after = _after(line, run)
    word = line.word(after)
    if word in PLUS or word in cues("other"):
        return False
    return bool(line.tags_at(after) & _BEHIND_GROWN) or word in cues("after") or line.word(before) in cues("sow")


def told(line: Line, run: Run) -> bool:
    """算力规模, 精细化工营收: what is measured of industries."""
    after = line.word(_after(line, run))
    measured = (run.tags & FIELD and after in cues("close")) or (run.tags & MEMBER and after in cues("money"))
    return bool(measured and line.tags_at(_before(line, run)) & _BEFORE_MEASURED) and not unsafe(line, run.last)


RULES: tuple[Rule, ...] = (headed, named, grown, told)


def quoted(line: Line) -> Iterator[Found]:
    """“豆茶桑菌”全产业链: a chain named by a quotation."""
    for match in _QUOTED.finditer(line.text):
        if "企业" in match[0]:  # “链主”企业开展产业链
            continue
        yield Found(match.start(), match.end(), "industry", "quoted")


_QUOTED = re.compile(
    r"“[^”“0-9０-９]{2,30}”(?:[一二三四五六七八九十]大)?[一-鿿]{0,6}?(?:全产业链|产业链|产业集群|行业)(?!园)"
)


def classified(line: Line) -> Iterator[Found]:
    """煤炭开采和洗选业: a name of the national classification, whatever it is joined with."""
    names, sizes = official()
    at = line.text.find("业")
    while at >= 0:
        end = at + 1
        size = next((size for size in sizes if size <= end and line.text[end - size : end] in names), 0)
        if size and not line.text.startswith(_GOES_ON, end):
            yield Found(end - size, end, "industry", "classified")
        at = line.text.find("业", end)


def summed(line: Line) -> Iterator[Found]:
    """发展“绿电+智算”: two industries that a quotation joins; not “绿电+智算”模式."""
    for match in _SUM.finditer(line.text):
        inside = [at for at, token in enumerate(line.tokens) if match.start() < token.start and token.end < match.end()]
        if len(inside) > 2 and _is_sum(line, inside[0], inside[-1] + 1):
            yield Found(match.start() + 1, match.end() - 1, "industry", "summed")


def _is_sum(line: Line, first: int, last: int) -> bool:
    """Whether the words in a quotation are industries and signs of addition, and are grown as a whole."""
    grown = line.tags_at(first - 2) & GROW and line.tags_at(last + 1) & STOP
    return bool(grown) and all(line.tags_at(at) & CONTENT or line.word(at) in PLUS for at in range(first, last))


_SUM = re.compile(r"“[一-鿿A-Z]{2,8}[+＋][一-鿿A-Z]{2,8}”")


def economies(line: Line) -> Iterator[Found]:
    """发展棚膜经济、蒲公英经济: a new economy by whatever word, where economies are grown or listed; not 罗湖经济."""
    for at in line.where(_ECONOMIES):
        before, own, after = line.tags_at(at - 2), line.tags_at(at - 1), line.tags_at(at + 1)
        if not own & _ECONOMY or own & _NO_ECONOMY or not before & _BEFORE_ECONOMY:
            continue
        if after & _BEHIND_ECONOMY or line.word(at + 1) in cues("after"):
            yield line.found(at - 1, at + 1, "industry", "economy")


_ECONOMIES = frozenset(("经济",))


def find(sentence: Line) -> list[Found]:
    """The industries of one sentence, in the order of the text."""
    line = finer(sentence)
    every = tuple(runs(line))
    found = [*quoted(line), *classified(line), *summed(line), *economies(line), *_witnessed(line, every)]
    names = longest([*found, *listed(line, found), *neighbours(line, found, every)])
    names = longest([*names, *learned.find(line, names)])
    return names if _DIGITS.isdisjoint(line.text) else [name for name in names if not _is_account(line, name)]


_DIGITS = frozenset("0123456789")


def _is_account(line: Line, name: Found) -> bool:
    """Whether a sector is only what a figure is told of: 采矿业增加值增长3%, 批发和零售业实现738亿元."""
    known = line.text[name.start : name.end] in accounts() or name.rule == "classified"
    if not known and not line.text.endswith(_MADE, name.start, name.end):
        return False
    for token in line.within(name.end, name.end + _FIGURE):
        if token.text[0].isdigit() or token.text in "-−－":
            return True
        if token.text not in _measured():
            return False
    return False


# Ends of official names of sectors.
_MADE = (
    "制品业",
    "加工业",
    "采选业",
    "供应业",
    "开采业",
    "冶炼和压延加工业",
    "品制造业",
    "械制造业",
    "料制造业",
    "池制造业",
    "设备制造业",
)
# Within how many letters behind a sector its figure stands.
_FIGURE = 14


@cache
def _measured() -> frozenset[str]:
    """Words between a sector and its figure."""
    return lexicon.words("verb", "growth", "decline", "adverb", "reach", "link", "attribute") | cues("close")


def _witnessed(line: Line, every: tuple[Run, ...]) -> Iterator[Found]:
    """The runs that are industries where they stand, by the first rule that says so."""
    for run in every:
        if rule := next((rule.__name__ for rule in RULES if rule(line, run)), ""):
            yield line.found(run.first, run.last, "industry", rule)
