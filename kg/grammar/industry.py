"""Industries: the branches, chains and clusters of the economy that a text names.

A name is a run of words that the lexicon knows (`新能源`, `现代化工`) or a free modifier before a head (`盐湖` `产业`).
Many words of the lexicon are things before they are industries (`光伏路灯`), so a run without a head needs a witness: a
verb that grows industries before it, a word of performance behind it, or a list that says of what it is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.grammar import Found
from kg.grammar.industry_words import (
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
    QUOTE,
    RARE,
    STOP,
    SUFFIX,
    VAGUE,
    cues,
    flags,
    official,
    pieces,
)
from kg.words import Token


class Line:
    """A sentence's pieces with the bits of each."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, pieces(tokens)
        self.flags = [flags(token.text) for token in self.tokens]

    def bits(self, at: int) -> int:
        return self.flags[at] if 0 <= at < len(self.flags) else STOP

    def word(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of industry words: its tokens `first` to `last` (exclusive), their bits, whether a head ends it."""

    first: int
    last: int
    bits: int
    headed: bool


def runs(line: Line) -> Iterator[Run]:
    """Maximal runs of industry words, cut after each head."""
    at = 0
    while at < len(line.flags):
        if not line.flags[at] & INSIDE:
            at += 1
            continue
        last = at
        while last < len(line.flags) and line.flags[last] & INSIDE:
            last += 1
            if line.flags[last - 1] & HEAD and not line.bits(last) & HEAD:
                break
        if run := _run(line, at, last):
            yield run
        at = last


def _run(line: Line, first: int, last: int) -> Run | None:
    """The run trimmed to a name; None where nothing is named."""
    headed = bool(line.flags[last - 1] & HEAD)
    while last > first and not headed and not line.flags[last - 1] & (CONTENT | SUFFIX):
        last -= 1
    named = [at for at in range(first, last) if line.flags[at] & NAMED]
    if named and not headed:
        last = named[-1] + 1
    if named and line.word(last - 1).startswith(_OWN_BEGIN):
        first = last - 1
    while first < last and not line.flags[first] & (CONTENT | MODIFIER):
        first += 1
    if headed and first >= last - 1:
        first = _free(line, min(first, last - 1))
    if first >= last:
        return None
    bits = 0
    for at in range(first, last):
        bits |= line.flags[at] or RARE
    if not bits & (CONTENT | RARE) or all(
        line.flags[at] & (VAGUE | HEAD) and not line.flags[at] & NAMED for at in range(first, last)
    ):
        return None
    return Run(first, last, bits, headed and last - first > 1)


# Names that begin with their own modifier take no other (高原 before 现代农业).
_OWN_BEGIN = (
    "战略性",
    "未来",
    "高新技术",
    "高技术",
    "先进制造",
    "服务贸易",
    "数字",
    "现代",
    "特色",
    "设施",
    "智慧",
    "都市",
    "休闲",
    "生态",
    "高效",
    "有机",
)


def _free(line: Line, head: int) -> int:
    """Where a name begins whose modifier no lexicon knows: one rare word before the head."""
    rare = head > 0 and line.flags[head - 1] & RARE and not line.bits(head - 2) & RARE
    return head - 1 if rare and not line.word(head - 1).endswith(("性", "型", "化", "区", "圈")) else head


Item = tuple[int, int]
Rule = Callable[[Line, Run], bool]


def _before(line: Line, run: Run) -> int:
    at = run.first - 1
    while at >= 0 and line.flags[at] & QUOTE:
        at -= 1
    return at


def _after(line: Line, run: Run) -> int:
    at = run.last
    while at < len(line.flags) and line.flags[at] & QUOTE:
        at += 1
    return at


def headed(line: Line, run: Run) -> bool:
    """盐湖产业, 风电装备制造产业集群; not 文化产业园, 能源产业博览会."""
    return run.headed and not _goes_on(line, run)


def named(line: Line, run: Run) -> bool:
    """跨境电商 wherever it stands."""
    return bool(run.bits & NAMED) and not _goes_on(line, run)


def _goes_on(line: Line, run: Run) -> bool:
    """Whether the name is only the beginning of a zone's, a park's or an event's."""
    after = _after(line, run)
    return bool(line.bits(after) & CUT) or line.word(after).startswith(_GOES_ON) or line.word(after) in cues("block")


_GOES_ON = ("园", "区", "圈", "务")


def grown(line: Line, run: Run) -> bool:
    """培育新材料, 发展乡村旅游."""
    before, after = _before(line, run), _after(line, run)
    if not run.bits & FIELD or not line.bits(before) & GROW or _unsafe(line, run.last):
        return False
    if line.word(after) in _PLUS or line.word(after) in cues("other"):
        return False
    return (
        bool(line.bits(after) & (STOP | JOIN)) or line.word(after) in cues("after") or line.word(before) in cues("sow")
    )


def told(line: Line, run: Run) -> bool:
    """算力规模, 精细化工营收: what is measured of industries."""
    at, after = _before(line, run), line.word(_after(line, run))
    if not line.bits(at) & (STOP | PLACE | VAGUE | JOIN | GROW) or _unsafe(line, run.last):
        return False
    return (bool(run.bits & FIELD) and after in cues("close")) or (bool(run.bits & MEMBER) and after in cues("money"))


def _unsafe(line: Line, at: int) -> bool:
    """Whether the clause goes on about supervision or risk: then the words name a duty, not an industry."""
    start = line.tokens[at - 1].end
    clause = _PAUSE.split(line.text[start : start + 24], maxsplit=1)[0]
    return any(word in clause for word in cues("unsafe"))


_PAUSE = re.compile(r"[，。；：、]")
_PLUS = frozenset("+＋×")


RULES: tuple[Rule, ...] = (headed, named, grown, told)


def quoted(line: Line) -> Iterator[Found]:
    """“牛羊菜果薯药粮种”全产业链: a chain named by a quotation."""
    for match in _QUOTED.finditer(line.text):
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
        grown = bool(inside) and line.bits(inside[0] - 2) & GROW and line.bits(inside[-1] + 2) & STOP
        if grown and len(inside) > 2 and all(line.flags[at] & CONTENT or line.word(at) in _PLUS for at in inside):
            yield Found(match.start() + 1, match.end() - 1, "industry", "summed")


_SUM = re.compile(r"“[一-鿿A-Z]{2,8}[+＋][一-鿿A-Z]{2,8}”")


def economies(line: Line) -> Iterator[Found]:
    """发展棚膜经济、蒲公英经济: a new economy by whatever word, where economies are grown or listed; not 罗湖经济."""
    for at in range(1, len(line.tokens)):
        kind = line.flags[at - 1]
        if line.word(at) != "经济" or kind & (PLACE | VAGUE | STOP | QUOTE) or not kind & (RARE | CONTENT | MODIFIER):
            continue
        before, after = line.bits(at - 2), line.bits(at + 1)
        if before & (GROW | JOIN | QUOTE) and (after & (STOP | JOIN | QUOTE) or line.word(at + 1) in cues("after")):
            yield Found(line.tokens[at - 1].start, line.tokens[at].end, "industry", "economy")


def neighbours(line: Line, found: Sequence[Found], every: Sequence[Run]) -> Iterator[Found]:
    """The members of a list without 等, one of which is told of as an industry: 能源、旅游投资."""
    sure = {name.start: name for name in found if name.rule in ("headed", "named", "grown", "told")}
    group: list[Run] = []
    for run in [*every, None]:
        if run and group and all(line.flags[at] & (JOIN | QUOTE | PLACE) for at in range(group[-1].last, run.first)):
            group.append(run)
            continue
        if len(group) > 1:
            said = [sure[start].rule for one in group if (start := line.tokens[one.first].start) in sure]
            wanted = CONTENT if "headed" in said else NAMED | FIELD | MEMBER
            for one in group if said else ():
                if one.bits & wanted and line.word(one.last) not in _PLUS:
                    yield Found(line.tokens[one.first].start, line.tokens[one.last - 1].end, "industry", "neighbour")
        group = [run] if run else []


def listed(line: Line, found: Sequence[Found]) -> Iterator[Found]:
    """The members of a list that ends in 等…产业, 三大产业, or in the name of an industry."""
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
    content = [item for item in items if _bits(line, item) & wanted]
    if force == "weak":
        if 5 * len(content) >= 2 * len(items):
            yield from (item for item in content if all(line.flags[i] & INSIDE for i in range(*item)))
        return
    many = len(content) >= 2 and 2 * len(content) >= len(items)
    yield from (item for item in items if item in content or (many and _plain(line, item)))


def _bits(line: Line, item: Item) -> int:
    """The bits of an item together; a single character (马, 茶) counts only where it is the whole item."""
    found = 0
    for at in range(*item):
        if len(line.word(at)) > 1 or item[1] - item[0] == 1:
            found |= line.flags[at]
    return found


def _plain(line: Line, item: Item) -> bool:
    """Whether an item that the lexicon does not know may be one of a list of industries: short, and no verb in it."""
    size = line.tokens[item[1] - 1].end - line.tokens[item[0]].start
    return 2 <= size <= 6 and not _bits(line, item) & (STOP | CUT)


def _items(line: Line, last: int) -> Iterator[Item]:
    """The members of the list that ends before token `last`, from the last to the first."""
    while last > 0:
        first = last
        while first and not line.flags[first - 1] & STOP:
            first -= 1
        more = bool(first and line.flags[first - 1] & JOIN)
        begin = _begin(line, first, last, more)
        if begin < last:
            yield begin, last
        if not more:
            return
        last = first - 1


def _begin(line: Line, first: int, last: int, more: bool) -> int:
    """Where an item begins: behind a place, a quotation, a degree; the first of a list also behind ordinary words."""
    inside = [at for at in range(first, last) if line.flags[at] & INSIDE]
    begin = first
    for at in range(first, last):
        ordinary = not line.flags[at] & (INSIDE | RARE | QUOTE) and not more and inside and at < inside[-1]
        if (line.flags[at] & QUOTE and at < last - 1) or ordinary:
            begin = at + 1
    while begin < last - 1 and line.flags[begin] & PLACE:
        begin += 1
    if inside and begin < inside[0] and not line.bits(begin - 1) & PLACE:
        begin = inside[0]
    while begin < last and line.flags[begin] & VAGUE and not line.flags[begin] & (MODIFIER | CONTENT):
        begin += 1
    return begin


def _force(line: Line, at: int) -> str:
    """What the list before token `at` is said to be of: `strong` where that is industries, `weak` where it may be."""
    if line.word(at) not in ("等", "等等"):
        return "strong" if _COUNT.match(line.text, line.tokens[at].start) and line.bits(at - 1) & CONTENT else ""
    if _unsafe(line, at + 1):
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


_COUNT = re.compile(r"[一二三四五六七八九十两0-9]{1,3}[大个类条][一-鿿]{0,6}?(?:产业|集群|赛道)")


def find(text: str, tokens: Sequence[Token]) -> list[Found]:
    """The industries of one sentence, in the order of the text."""
    line = Line(text, tokens)
    every = tuple(runs(line))
    found = [*quoted(line), *classified(line), *summed(line), *economies(line)]
    for run in every:
        rule = next((rule.__name__ for rule in RULES if rule(line, run)), "")
        if rule:
            found.append(Found(line.tokens[run.first].start, line.tokens[run.last - 1].end, "industry", rule))
    return _longest([*found, *listed(line, found), *neighbours(line, found, every)])


def _longest(found: Sequence[Found]) -> list[Found]:
    """Of names that overlap the longest, of equals the first rule's."""
    kept: list[Found] = []
    for name in sorted(found, key=lambda name: (name.start - name.end, name.start)):
        if all(name.end <= other.start or name.start >= other.end for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)
