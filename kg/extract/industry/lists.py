"""Lists of industries: `新能源、新材料等产业`, `能源、旅游投资`.

A list that says of what it is one vouches for its members, known or not; so does a member that is told of as an
industry for its neighbours. Lists of things to buy, of services to provide and of dangers to watch vouch for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.industry.words import (
    CONTENT,
    CUT,
    FIELD,
    INSIDE,
    JOIN,
    MEMBER,
    MODIFIER,
    NAMED,
    NONE,
    PLACE,
    PLUS,
    QUOTE,
    RARE,
    STOP,
    VAGUE,
    Run,
    cues,
    in_company,
    unsafe,
)
from kg.text.line import Line, Tags
from kg.text.marks import AND_SO_ON, PAUSES
from kg.text.spans import Found

Item = tuple[int, int]

_FIELDS = NAMED | FIELD | MEMBER
# What may stand between the members of a list.
_BETWEEN = JOIN | QUOTE | PLACE
# What a member may begin with, what says which industry it is, and what no member has in it.
_BEGINNING = INSIDE | RARE | QUOTE
_TELLING = MODIFIER | CONTENT
_BREAKING = STOP | CUT


def neighbours(line: Line, found: Sequence[Found], every: Sequence[Run]) -> Iterator[Found]:
    """The members of a list without 等, one of which is told of as an industry: 能源、旅游投资."""
    rules = {name.start: name.rule for name in found if name.rule in _WITNESSES}
    for group in _joined(line, every) if rules else ():
        said = {rules.get(line.tokens[run.first].start, "") for run in group}
        wanted = _vouched(said)
        for run in group:
            if run.tags & wanted and line.word(run.last) not in PLUS:
                yield line.found(run.first, run.last, "industry", "neighbour")


def _vouched(said: set[str]) -> Tags:
    """What the members of a list must be, of which some are told by these rules, to be industries as well."""
    if "headed" in said:
        return CONTENT
    return _FIELDS if any(said) else NONE


# The rules that tell an industry by what stands around it.
_WITNESSES = ("headed", "named", "grown", "told")


def _joined(line: Line, every: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs that stand in one list, two or more, with nothing but joining marks, quotations and places between."""
    group: list[Run] = []
    for run in every:
        if group and not all(tags & _BETWEEN for tags in line.tags[group[-1].last : run.first]):
            if len(group) > 1:
                yield group
            group = []
        group.append(run)
    if len(group) > 1:
        yield group


def listed(line: Line, found: Sequence[Found]) -> Iterator[Found]:
    """The members of a list that ends in 等…产业, 三大产业, or in the name of an industry."""
    taken = {(name.start, name.end) for name in found}
    for at in _list_ends(line):
        force = _force(line, at)
        for first, last in _members(line, at, force) if force else ():
            name = line.found(first, last, "industry", f"listed {force}")
            if (name.start, name.end) not in taken:
                yield name


def _list_ends(line: Line) -> list[int]:
    """The numbers of the words before which a list may end that has an industry in it."""
    content = line.tagged(CONTENT)
    ends = line.where(AND_SO_ON) if content else []
    if content and _OWN_END.search(line.text):
        ends = sorted({*ends, *(at + 1 for at in content)})
    return [at for at in ends if 0 < at < len(line.tokens)]


def _members(line: Line, at: int, force: str) -> list[Item]:
    """The items before token `at` that are industries: those that the lexicon knows, and others where it knows most."""
    items = list(_items(line, at))
    wanted = CONTENT if force == "strong" else _FIELDS
    content = [item for item in items if _tags(line, item) & wanted]
    if force == "weak":
        return _whole_items(line, content) if 5 * len(content) >= 2 * len(items) else []
    many = 2 * len(content) >= max(4, len(items))
    return [item for item in items if item in content or _plain(line, item)] if many else content


def _whole_items(line: Line, items: Sequence[Item]) -> list[Item]:
    """The items that the lexicon knows whole, without those behind a rare word (远景风电 is a company)."""
    return [
        (first, last)
        for first, last in items
        if all(line.tags[at] & INSIDE or _binds(line, at) for at in range(first, last))
        and not line.tags_at(first - 1) & RARE
        and not in_company(line, first)
    ]


def _tags(line: Line, item: Item) -> Tags:
    """The tags of an item together; a single character (马, 茶) counts only where it is the whole item."""
    alone = item[1] - item[0] == 1
    return NONE.union(*(line.tags[at] for at in range(*item) if alone or len(line.texts[at]) > 1))


def _plain(line: Line, item: Item) -> bool:
    """Whether an item that the lexicon does not know may be one of a list of industries: short, and no verb in it."""
    size = line.tokens[item[1] - 1].end - line.tokens[item[0]].start
    return 2 <= size <= 6 and not _tags(line, item) & _BREAKING


def _items(line: Line, last: int) -> Iterator[Item]:
    """The members of the list that ends before token `last`, from the last to the first."""
    marked = False
    while last > 0:
        first = last
        while first and (not line.tags_at(first - 1) & STOP or (marked and _binds(line, first - 1))):
            first -= 1
        marked = marked or line.word(first - 1) == "、"
        more = bool(first and line.tags_at(first - 1) & JOIN)
        begin = _begin(line, first, last, more)
        if begin < last:
            yield begin, last
        if not more:
            return
        last = first - 1


def _binds(line: Line, at: int) -> bool:
    """Whether a word joins two words to the name of one member: 半导体与集成电路 before 、智能网联汽车."""
    return line.word(at) in ("与", "及", "和") and bool(line.tags_at(at - 1) & INSIDE and line.tags_at(at + 1) & INSIDE)


def _bound(line: Line, first: int, known: int) -> int:
    """The first word of the words that are bound to a known one (半导体|与|集成电路), at `first` at the earliest."""
    while known - 2 >= first and _binds(line, known - 1):
        known -= 2
    return known


def _begin(line: Line, first: int, last: int, more: bool) -> int:
    """Where an item begins: behind a place, a quotation, a degree; the first of a list also behind ordinary words."""
    inside = [at for at in range(first, last) if line.tags[at] & INSIDE] or [first]
    begin = _behind_others(line, first, last, first if more else _bound(line, first, inside[-1]))
    while begin < last - 1 and line.tags[begin] & PLACE:
        begin += 1
    if _is_loose(line, begin, inside[0]):
        begin = inside[0]
    while begin < last and _is_degree(line.tags[begin]):
        begin += 1
    return begin


def _is_loose(line: Line, begin: int, known: int) -> bool:
    """Whether the words from `begin` to the first known one are no part of the name: no place leads to them.

    Between the marks of a list they are: 石油物探|装备.
    """
    if line.tags_at(begin - 1) & JOIN:
        return False
    return begin < known and not line.tags_at(begin - 1) & PLACE and len(line.word(known)) > 1


def _behind_others(line: Line, first: int, last: int, known: int) -> int:
    """Behind the quotation that an item begins with, and behind the ordinary words before the word `known`."""
    quotes = (at for at in range(first, last - 1) if line.tags[at] & QUOTE)
    ordinary = (at for at in range(first, known) if not line.tags[at] & _BEGINNING)
    return max([first - 1, *quotes, *ordinary]) + 1


def _is_degree(tags: Tags) -> bool:
    """Whether a word says nothing of which industry is meant (重点, 特色)."""
    return bool(tags & VAGUE) and not tags & _TELLING


def _force(line: Line, at: int) -> str:
    """What the list before token `at` is said to be of: `strong` where that is industries, `weak` where it may be."""
    if line.word(at) not in AND_SO_ON:
        own = line.tags_at(at - 1) & CONTENT and _OWN_END.match(line.text, line.tokens[at].start)
        return "strong" if own else ""
    if unsafe(line, at + 1):
        return ""
    for after in range(at + 1, min(at + 9, len(line.tokens))):
        if line.word(after) in PAUSES:
            return ""
        if force := _force_of(line.word(after), line.word(after + 1)):
            return force
    return ""


def _force_of(word: str, after: str) -> str:
    """How surely a list is one of industries by a word behind 等 and the word after that."""
    if word in cues("strong") or word.endswith(("产业", "产业链", "产业集群", "产业走廊")):
        return "weak" if after in ("项目", "园区", "园") else "strong"
    return "weak" if word in cues("weak") else ""


# 三大产业 after a list, and what a list is said to lead (以A、B为主导的产业体系).
_OWN_END = re.compile(
    r"(?:[一二三四五六七八九十两0-9]{1,3}[大个类条]|为(?:主体|主导|支撑|核心|重点|引领|特色|龙头|代表|支柱|主))"
    r"[^，。；：、]{0,14}?(?:产业|集群|赛道|制造业|服务业|领域)"
)
