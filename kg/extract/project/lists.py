"""Lists of projects: where the members part, and the head that they share put back on each.

`岚山、松沟750千伏输变电项目` is two projects with one head, `岚山、松沟等水电站` two with the head behind 等,
`地铁3、5号线` two with a shared beginning too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.project import identity, names
from kg.extract.project.member import Member
from kg.extract.project.numbered import restore_lines, restore_numbers
from kg.extract.project.shared_heads import share_last, share_work
from kg.extract.project.tails import COUNT_BEHIND, THINGS, called, share_tail, tail_of
from kg.text.line import Line
from kg.text.marks import HAN
from kg.text.numeral import arabic, chinese
from kg.text.tokens import Token

_OPEN, _CLOSE = "“（(《「", "”）)》」"
# 甲、乙3个社区中心: a count parts the last name from the head that all share.
_COUNT_INSIDE = re.compile(
    "(?P<count>[0-9]{1,2}|[两三四五六七八九十]{1,2})(?:个|座|条|家|所|处|项|县|大(?![型中]))(?=[一-鿿]{2})"
)


def members(line: Line, start: int, end: int) -> list[Member]:
    """The members of the list `text[start:end]`, each with its full name."""
    found: list[Member] = []
    for first, last in _groups(line, start, end):
        found += _group(line, first, last)
    return found


def member_at(line: Line, first: int, start: int, end: int, stop: int) -> Member:
    """The name `text[start:end]` as a member of the list from `first` to `stop`, else by itself."""
    if line.text.startswith(_GOES_ON, end) or first < start:
        for member in members(line, first, names.strip_right(line, first, stop)):
            if (member.start, member.end) == (start, end):
                return member
    return Member(start, end, line.text[start:end])


_GOES_ON = ("、", "和", "以及", "与", "及", "等")


def _groups(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches that hold at most one 等: `A、B等水电站和C项目` is two."""
    at = start
    while (etc := _etc(line, at, end)) is not None:
        stop = next((mark for mark in _marks(line, etc + 1, end) if _ends_tail(line, etc + 1, mark)), None)
        if stop is None:
            break
        yield at, stop[0]
        at = stop[1]
    yield at, end


def _ends_tail(line: Line, start: int, mark: tuple[int, int]) -> bool:
    """Whether a mark behind 等 closes the list: 等水电站和C项目, not 等灌区续建配套与节水改造."""
    text = line.text[start : mark[0]]
    behind = COUNT_BEHIND.search(text)
    kind = names.head(text[: behind.start()] if behind else text).kind
    return (kind != "none" and (line.text[mark[0]] in "、和以" or kind == "generic")) or behind is not None


def _etc(line: Line, start: int, end: int) -> int | None:
    """Where the first 等 that closes a list stands."""
    return next((token.start for token in line.within(start + 1, end) if token.text == "等"), None)


def _marks(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where members may part: 、 and 和 outside quotations and parentheses."""
    depth = 0
    for token in line.within(start, end):
        if token.text in _OPEN:
            if depth == 0 and line.text[token.start - 1 : token.start] == "”" and token.start > start:
                yield token.start, token.start
            depth += 1
        elif token.text in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and token.text in ("、", "和", "以及", "与", "及") and not _in_firm(line, token):
            yield token.start, token.end


def _in_firm(line: Line, token: Token) -> bool:
    """Whether a mark stands inside the name of a firm (瑞和酒业)."""
    return any(name.type == "company" and name.start < token.start and token.end < name.end for name in line.names)


def _each_sized(line: Line, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether both sides of a mark have a size of their own: 甲200兆瓦|和|乙100兆瓦电池."""
    return bool(line.capacities(*left)) and bool(line.capacities(*right))


def _group(line: Line, start: int, end: int) -> list[Member]:
    etc = _etc(line, start, end)
    stretches = list(_split(line, start, end if etc is None else etc))
    listed = [Member(a, b, _ALIAS.sub("", line.text[a:b])) for a, b in stretches if b > a]
    listed = restore_lines(restore_numbers(listed))
    if etc is None and listed and (stop := _count_inside(line, listed)):
        last = Member(listed[-1].start, stop, line.text[listed[-1].start : stop])
        return share_tail(line, [*listed[:-1], last], tail_of(line, stop, listed[-1].end))
    if etc is None:
        return share_last(line, listed)
    tail = tail_of(line, etc + 1, end)
    if not tail.counted and identity.identity(line, etc + 1, end) == identity.NAMED:
        return [*share_last(line, listed), Member(etc + 1, end, line.text[etc + 1 : end])]
    return share_tail(line, share_work(line, listed), tail)


def _count_inside(line: Line, listed: Sequence[Member]) -> int:
    """Where the count begins that parts the last name from the head that all share, or 0.

    It stands behind a short proper name or before 项目, or it is the number of the names before it.
    """
    last = listed[-1]
    for found in _COUNT_INSIDE.finditer(line.text, last.start + 2, last.end):
        written = found["count"]
        counts_all = len(listed) > 1 and (chinese(written) or int(arabic(written))) == len(listed)
        short = 2 <= found.start() - last.start <= 8 and HAN.fullmatch(line.text, last.start, found.start())
        rest = names.without_modifiers(line.text[found.end() : last.end])
        calls = len(listed) > 1 and called(rest) == rest != ""
        if found.start() in line.bounds and (counts_all or short or calls):
            return found.start()
    return 0


# 甲新能源公司|（以下简称“甲新能”）|风电项目
_ALIAS = re.compile("[（(](?:以下)?(?:简称|称)[^（）()]*[）)]")


def _split(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for first, last in _marks(line, start, end):
        if first < at or not _parts(line, start, at, first, last, end):
            continue
        yield _clean(line, at, first)
        at = last
    yield _clean(line, at, end)


def _clean(line: Line, start: int, end: int) -> tuple[int, int]:
    """A member without what describes it (以甲为主的乙水库) and without adverbs around it."""
    described = line.text.rfind("的", start, end - 1)
    if described > start and line.text.find("”", described, end) < 0:
        start = described + 1
    start = names.strip_left(line, start, end)
    if (aside := line.text.find("在", start + 3, end)) > 0 and names.head(line.text[start:aside]).kind == "facility":
        end = aside
    return start, names.strip_right(line, start, end)


def _parts(line: Line, start: int, at: int, first: int, last: int, end: int) -> bool:
    """Whether the mark `text[first:last]` parts two members of the list that begins at `start`; 和 inside one name
    does not.
    """
    mark = line.text[first:last]
    if mark in ("、", "", "以及"):
        return True
    left, right = line.text[at:first], line.text[last:end]
    kind = names.head(left).kind
    if (
        mark == "及"
        and at > start
        and kind in THINGS
        and names.head(right.rpartition("等")[0] or right).kind == "action"
    ):
        return True  # 甲水库、乙变电站|及|农网改造等工程
    if mark in ("及", "与"):
        return kind == "generic" and names.head(right).kind == "generic"
    if left.endswith(("）", "”")) or _each_sized(line, (at, first), (last, end)):
        return True
    if at > start and any(name.start == last and name.end < end for name in line.names):
        return True  # 甲厂房、市政配套|和|乙工业台地厂房
    if kind in ("none", "action"):
        return (identity.bare(line, at, first) and 2 <= len(left) <= 5) or (
            kind == "action" and identity.specific(line, at, first)
        )
    return True
