"""Industries: the branches, chains and clusters of the economy that a text names.

A name is a run of words that the lexicon knows (`新能源`, `现代化工`) or a free modifier before a head (`盐湖` `产业`).
Many words of the lexicon are things before they are industries (`光伏路灯`), so a run without a head needs a witness: a
verb that grows industries before it, a word of performance behind it, or a list that says of what it is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

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
    cues,
    finer,
    in_company,
    official,
    unsafe,
)
from kg.text.line import Line, Tags
from kg.text.spans import Found, longest


def runs(line: Line) -> Iterator[Run]:
    """Maximal runs of industry words, cut after each head."""
    at = 0
    while at < len(line.tokens):
        if not line.tags_at(at) & INSIDE:
            at += 1
            continue
        last = at
        while last < len(line.tokens) and line.tags_at(last) & INSIDE:
            last += 1
            if line.tags_at(last - 1) & HEAD and not line.tags_at(last) & HEAD:
                break
        if run := _run(line, at, last):
            yield run
        at = last


def _run(line: Line, first: int, last: int) -> Run | None:
    """The run trimmed to a name; None where nothing is named."""
    if line.word(last - 1) == "行业" and line.tags_at(last - 2) & NAMED:
        last -= 1  # 服务业行业
    headed = bool(line.tags_at(last - 1) & HEAD)
    while last > first and not headed and not line.tags_at(last - 1) & (CONTENT | SUFFIX):
        last -= 1
    named = [at for at in range(first, last) if line.tags_at(at) & NAMED]
    if named and not headed:
        last = named[-1] + 1
    if named and line.word(last - 1).startswith(_OWN_BEGIN):
        first = last - 1
    while first < last and not line.tags_at(first) & (CONTENT | MODIFIER):
        first += 1
    if headed and first >= last - 1:
        first = _free(line, min(first, last - 1))
    if first >= last:
        return None
    bits = Tags()
    for at in range(first, last):
        bits |= line.tags_at(at) or RARE
    if not bits & (CONTENT | RARE) or all(
        line.tags_at(at) & (VAGUE | HEAD) and not line.tags_at(at) & NAMED for at in range(first, last)
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
    rare = head > 0 and line.tags_at(head - 1) & RARE and not line.tags_at(head - 2) & RARE
    return head - 1 if rare and not line.word(head - 1).endswith(("性", "型", "化", "区", "圈")) else head


Rule = Callable[[Line, Run], bool]


def _before(line: Line, run: Run) -> int:
    at = run.first - 1
    while at >= 0 and line.tags_at(at) & QUOTE:
        at -= 1
    return at


def _after(line: Line, run: Run) -> int:
    at = run.last
    while at < len(line.tokens) and line.tags_at(at) & QUOTE:
        at += 1
    return at


def headed(line: Line, run: Run) -> bool:
    """盐湖产业, 风电装备制造产业集群; not 文化产业园, 能源产业博览会."""
    return run.headed and not _goes_on(line, run)


def named(line: Line, run: Run) -> bool:
    """跨境电商 wherever it stands; not 乳业 in 味振乳业."""
    return bool(run.tags & NAMED) and not _goes_on(line, run) and not in_company(line, run.first)


def _goes_on(line: Line, run: Run) -> bool:
    """Whether the name is only the beginning of a zone's, a park's or an event's."""
    after = _after(line, run)
    return bool(line.tags_at(after) & CUT) or line.word(after).startswith(_GOES_ON) or line.word(after) in cues("block")


_GOES_ON = ("园", "区", "圈", "务")


def grown(line: Line, run: Run) -> bool:
    """培育新材料, 发展乡村旅游."""
    before, after = _before(line, run), _after(line, run)
    if not run.tags & FIELD or not line.tags_at(before) & GROW or unsafe(line, run.last):
        return False
    if line.word(after) in PLUS or line.word(after) in cues("other"):
        return False
    return (
        bool(line.tags_at(after) & (STOP | JOIN))
        or line.word(after) in cues("after")
        or line.word(before) in cues("sow")
    )


def told(line: Line, run: Run) -> bool:
    """算力规模, 精细化工营收: what is measured of industries."""
    at, after = _before(line, run), line.word(_after(line, run))
    if not line.tags_at(at) & (STOP | PLACE | VAGUE | JOIN | GROW) or unsafe(line, run.last):
        return False
    return (bool(run.tags & FIELD) and after in cues("close")) or (bool(run.tags & MEMBER) and after in cues("money"))


RULES: tuple[Rule, ...] = (headed, named, grown, told)


def quoted(line: Line) -> Iterator[Found]:
    """“豆茶桑菌”全产业链: a chain named by a quotation."""
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
        grown = bool(inside) and line.tags_at(inside[0] - 2) & GROW and line.tags_at(inside[-1] + 2) & STOP
        if grown and len(inside) > 2 and all(line.tags_at(at) & CONTENT or line.word(at) in PLUS for at in inside):
            yield Found(match.start() + 1, match.end() - 1, "industry", "summed")


_SUM = re.compile(r"“[一-鿿A-Z]{2,8}[+＋][一-鿿A-Z]{2,8}”")


def economies(line: Line) -> Iterator[Found]:
    """发展棚膜经济、蒲公英经济: a new economy by whatever word, where economies are grown or listed; not 罗湖经济."""
    if "经济" not in line.words:
        return
    for at in range(1, len(line.tokens)):
        kind = line.tags_at(at - 1)
        if line.word(at) != "经济" or kind & (PLACE | VAGUE | STOP | QUOTE) or not kind & (RARE | CONTENT | MODIFIER):
            continue
        before, after = line.tags_at(at - 2), line.tags_at(at + 1)
        if before & (GROW | JOIN | QUOTE) and (after & (STOP | JOIN | QUOTE) or line.word(at + 1) in cues("after")):
            yield Found(line.tokens[at - 1].start, line.tokens[at].end, "industry", "economy")


def find(sentence: Line) -> list[Found]:
    """The industries of one sentence, in the order of the text."""
    line = finer(sentence)
    every = tuple(runs(line))
    found = [*quoted(line), *classified(line), *summed(line), *economies(line)]
    for run in every:
        rule = next((rule.__name__ for rule in RULES if rule(line, run)), "")
        if rule:
            found.append(Found(line.tokens[run.first].start, line.tokens[run.last - 1].end, "industry", rule))
    return longest([*found, *listed(line, found), *neighbours(line, found, every)])
