"""Short names of companies that a document calls in full somewhere: 翎瑞新能源 and 翎瑞 for 岚山翎瑞新能源有限公司.

What is short for a whole name is no name elsewhere; in its own document it is one wherever it stands as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from kg.extract.organization.words import FACILITY, HEADED, PLACE, RARE, SINGLE, STOP, TRADES, WEAK, tags
from kg.model import Mention
from kg.text.line import Line, Tags
from kg.text.spans import Found

_TAIL = re.compile("(?:[（(]集团[）)]|集团|股份|控股|有限|责任|公司|总公司|分公司)+$")
_CALLED = re.compile('^[（(](?:以下|下称|以下统称)?(?:简称)?[:：]?[“"]?([一-鿿A-Za-z]{2,8})[”"]?[）)]')


@lru_cache(maxsize=4096)
def forms(name: str) -> tuple[str, ...]:
    """What a company's full name is shortened to: without seat and legal form, and by its brand of rare letters alone.

    >>> forms("岚山县翎瑞新能源有限公司")
    ('翎瑞新能源', '翎瑞')
    """
    core = _TAIL.sub("", name)
    line = Line.of(core)
    own = list(map(tags, line.texts))
    first = _behind_seat(line, own)
    last = _brand(own, first)
    brand, short = "".join(line.texts[first:last]), "".join(line.texts[first:])
    if len(brand) < 2 or short == name:
        return ()
    found = [short] if len(short) > 3 else []
    if last < len(own) - 1 and own[last] & TRADES:
        found.append(brand + line.word(last))
    return tuple(dict.fromkeys((*found, brand)))


def _behind_seat(line: Line, own: Sequence[Tags]) -> int:
    """The number of the word behind the places that a full name begins with."""
    first = max((at + 1 for at, word in enumerate(line.texts[:4]) if word[-1] in _SEATS), default=0)
    while first < len(own) - 1 and own[first] & PLACE:
        first += 1
    return first if first < len(own) else 0


_SEATS = frozenset("省市县区")


def _brand(own: Sequence[Tags], first: int) -> int:
    """Where the brand ends that begins with the word `first`: a rare word or two to four rare letters; else `first`."""
    if first < len(own) and own[first] & RARE:
        return first + 1
    last = first
    while last < len(own) and own[last] & SINGLE:
        last += 1
    weak = all(each & WEAK for each in own[first:last])
    return last if 2 <= last - first <= 4 and not weak else first


def called(text: str, end: int) -> str:
    """The short name that a document gives a body right behind its full name: （以下简称“翎瑞”）."""
    match = _CALLED.match(text[end : end + 20])
    return match[1] if match and ("简称" in match[0] or "下称" in match[0] or "“" in match[0]) else ""


def known(text: str, companies: Iterable[Mention]) -> tuple[str, ...]:
    """The short names of the companies that a document calls in full, the longest first."""
    found: set[str] = set()
    for item in companies:
        found.update(forms(item.name))
        found.add(called(text, item.end))
    return tuple(sorted(found - {""}, key=lambda name: (-len(name), name)))


def elsewhere(text: str, names: Sequence[str]) -> Iterator[Found]:
    """Where short names stand in a sentence as words of their own, longer ones first."""
    if not any(name in text for name in names):
        return
    line = Line.of(text)
    for name in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if at in line.bounds and end in line.bounds and _stands(line, at, end):
                yield Found(at, end, "company", "short for a full name")
            at = text.find(name, end)


def _stands(line: Line, start: int, end: int) -> bool:
    """Whether a short name is no part of a longer one: no letter before it, no noun behind it."""
    before = tags(line.covering(start - 1).text) if start else STOP
    after = tags(line.at(end)) if end < len(line.text) else STOP
    if before & SINGLE and not before & STOP:
        return False
    return bool(after & STOP) or not after & _LONGER


_LONGER = SINGLE | FACILITY | HEADED
