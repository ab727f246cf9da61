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
from kg.text.spans import Found

Item = tuple[int, int]


def neighbours(line: Line, found: Sequence[Found], every: Sequence[Run]) -> Iterator[Found]:
    """The members of a list without 等, one of which is told of as an industry: 能源、旅游投资."""
    sure = {name.start: name for name in found if name.rule in ("headed", "named", "grown", "told")}
    group: list[Run] = []
    for run in [*every, None]:
        if run and group and all(line.tags_at(at) & (JOIN | QUOTE | PLACE) for at in range(group[-1].last, run.first)):
            group.append(run)
            continue
        if len(group) > 1:
            said = [sure[start].rule for one in group if (start := line.tokens[one.first].start) in sure]
            wanted = CONTENT if "headed" in said else NAMED | FIELD | MEMBER
            for one in group if said else ():
                if one.tags & wanted and line.word(one.last) not in PLUS:
                    yield Found(line.tokens[one.first].start, line.tokens[one.last - 1].end, "industry", "neighbour")
        group = [run] if run else []


def listed(line: Line, found: Sequence[Found]) -> Iterator[Found]:
    """The members of a list that ends in 等…产业, 三大产业, or in the name of an industry."""
    if "等" not in line.text and not _OWN_END.search(line.text):
        return
    taken = {(name.start, name.end) for name in found}
    for at in range(1, len(line.tokens)):
        force = _force(line, at)
        for first, last in _members(line, at, force) if force else ():
            start, end = line.tokens[first].start, line.tokens[last - 1].end
            if (start, end) not in taken:
                yield Found(start, end, "industry", f"listed {force}")


def _members(line: Line, at: int, force: str) -> Iterator[Item]:
    """The items before token `at` that are industries: those that the lexicon knows, and others where it knows most."""
    items = list(_items(line, at))
    wanted = CONTENT if force == "strong" else NAMED | FIELD | MEMBER
    content = [item for item in items if _tags(line, item) & wanted]
    if force == "weak":
        if 5 * len(content) >= 2 * len(items):
            yield from (item for item in content if _whole(line, item))
        return
    many = len(content) >= 2 and 2 * len(content) >= len(items)
    yield from (item for item in items if item in content or (many and _plain(line, item)))


def _whole(line: Line, item: Item) -> bool:
    """Whether the lexicon knows all of an item, and no rare word stands before it (远景风电 is a company)."""
    own = line.tags_at(item[0] - 1) & RARE or in_company(line, item[0])
    return not own and all(line.tags_at(at) & INSIDE for at in range(*item))


def _tags(line: Line, item: Item) -> Tags:
    """The tags of an item together; a single character (马, 茶) counts only where it is the whole item."""
    found = Tags()
    for at in range(*item):
        if len(line.word(at)) > 1 or item[1] - item[0] == 1:
            found |= line.tags_at(at)
    return found


def _plain(line: Line, item: Item) -> bool:
    """Whether an item that the lexicon does not know may be one of a list of industries: short, and no verb in it."""
    size = line.tokens[item[1] - 1].end - line.tokens[item[0]].start
    return 2 <= size <= 6 and not _tags(line, item) & (STOP | CUT)


def _items(line: Line, last: int) -> Iterator[Item]:
    """The members of the list that ends before token `last`, from the last to the first."""
    while last > 0:
        first = last
        while first and not line.tags_at(first - 1) & STOP:
            first -= 1
        more = bool(first and line.tags_at(first - 1) & JOIN)
        begin = _begin(line, first, last, more)
        if begin < last:
            yield begin, last
        if not more:
            return
        last = first - 1


def _begin(line: Line, first: int, last: int, more: bool) -> int:
    """Where an item begins: behind a place, a quotation, a degree; the first of a list also behind ordinary words."""
    inside = [at for at in range(first, last) if line.tags_at(at) & INSIDE]
    begin = first
    for at in range(first, last):
        ordinary = not line.tags_at(at) & (INSIDE | RARE | QUOTE) and not more and inside and at < inside[-1]
        if (line.tags_at(at) & QUOTE and at < last - 1) or ordinary:
            begin = at + 1
    while begin < last - 1 and line.tags_at(begin) & PLACE:
        begin += 1
    if inside and begin < inside[0] and not line.tags_at(begin - 1) & PLACE and len(line.word(inside[0])) > 1:
        begin = inside[0]
    while begin < last and line.tags_at(begin) & VAGUE and not line.tags_at(begin) & (MODIFIER | CONTENT):
        begin += 1
    return begin


def _force(line: Line, at: int) -> str:
    """What the list before token `at` is said to be of: `strong` where that is industries, `weak` where it may be."""
    if line.word(at) not in ("等", "等等"):
        own = line.tags_at(at - 1) & CONTENT and _OWN_END.match(line.text, line.tokens[at].start)
        return "strong" if own else ""
    if unsafe(line, at + 1):
        return ""
    for after in range(at + 1, min(at + 9, len(line.tokens))):
        word = line.word(after)
        if word in "，。；：、":
            return ""
        if word in cues("strong") or word.endswith(("产业", "产业链", "产业集群", "产业走廊")):
            return "weak" if line.word(after + 1) in ("项目", "园区", "园") else "strong"
        if word in cues("weak"):
            return "weak"
    return ""


# 三大产业 after a list, and what a list is said to lead (以A、B为主导的产业体系).
_OWN_END = re.compile(
    r"(?:[一二三四五六七八九十两0-9]{1,3}[大个类条]|为(?:主体|主导|支撑|核心|重点|引领|特色|龙头|代表|支柱|主))"
    r"[^，。；：、]{0,14}?(?:产业|集群|赛道|制造业|服务业)"
)
