"""What money goes into a project: in its own clause, at the head of the next one, right before its name.

An amount is an investment where the words before it say so: 总投资12亿元, 计划投资约3000万元.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.extract.project.clause import Phrase
from kg.model import Amount
from kg.text.line import Line
from kg.text.marks import NUMERALS
from kg.text.numeral import SCALES
from kg.text.unit import Quantity, is_whole

_INVESTED = re.compile(r"(?<!完成)(?<!累计)(?:总|计划|估算|概算|计划总)?投资(?:额|约|超|达|近|为|总额|概算)*$")
_NEXT_CLAUSE = ("，项目", "，工程", "，该项目", "，")
# How far before an amount the words begin that say what it is.
NEAR = 16


@dataclass(frozen=True, slots=True)
class Investment:
    """An amount of money with the stretch that says that it is an investment."""

    amount: Amount
    span: tuple[int, int]


def _within(line: Line, start: int, end: int) -> Iterator[Investment]:
    """The amounts of money in a stretch that are said to be invested; 10—12亿元 is no amount."""
    for item in line.quantities_within(start, end):
        found = _is_money(item) and _INVESTED.search(line.text, max(start, item.start - NEAR), item.start)
        if found and is_whole(line.text, item) and not _numbered(line.text, item.end, "的"):
            yield Investment(Amount(item.value, item.unit), (found.start(), item.end))


def _is_money(item: Quantity) -> bool:
    """Whether a number is an amount of money, also where 元 goes without saying: 总投资|1.8亿."""
    return item.kind == "money" or (item.kind == "count" and item.unit in SCALES)


def _numbered(text: str, at: int, mark: str) -> bool:
    """Whether a number of things follows a mark: 等|35个项目, 总投资56亿元的|9个项目."""
    following = text[at + 1 : at + 2]
    return text.startswith(mark, at) and (following.isdigit() or following in NUMERALS)


def of_phrase(line: Line, phrase: Phrase) -> Investment | None:
    """The investment of one project, in its own clause or at the head of the next one."""
    if own := next(_within(line, phrase.first, phrase.last), None):
        return own
    stretch = line.text[phrase.start : phrase.last]
    if "等" in stretch and any(_numbered(stretch, at, "等") for at in range(len(stretch))):
        return None  # 甲中心等35个项目开工建设，总投资721亿元
    head = next((word for word in _NEXT_CLAUSE if line.text.startswith(word, phrase.last)), "")
    begins = phrase.last + len(head)
    following = next(_within(line, begins, len(line.text)), None) if head else None
    return following if following and following.span[0] == begins else None


def before(line: Line, at: int) -> Investment | None:
    """The investment of what begins at `at`, right behind it: 总投资8亿元的|甲项目."""
    return _before(line, at, ("", "的"))


def put_into(line: Line, at: int) -> Investment | None:
    """The investment of the one thing that begins at `at`, behind the verb that builds it: 投资3亿元建设|甲产业园."""
    return _before(line, at, _BUILDING)


def _before(line: Line, at: int, between: Collection[str]) -> Investment | None:
    found = list(_within(line, max(0, at - 2 * NEAR), at))
    return found[-1] if found and line.text[found[-1].span[1] : at] in between else None


_BUILDING = frozenset(
    verb + mark
    for verb in ("兴建", "建设", "新建", "改建", "扩建", "建成", "打造", "实施")
    for mark in ("", "了", "的")
)
