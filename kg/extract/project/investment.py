"""What money goes into a project: in its own clause, at the head of the next one, right before its name.

An amount is an investment where the words before it say so: 总投资12亿元, 计划投资约3000万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.project.clause import Phrase
from kg.model import Amount
from kg.text.line import Line
from kg.text.unit import is_whole

_INVESTED = re.compile(r"(?<!完成)(?<!累计)(?:总|计划|估算|概算|计划总)?投资(?:额|约|超|达|近|为|总额|概算)*$")
_NEXT_CLAUSE = re.compile("[，,](?:项目|工程|该项目)?")
_SEVERAL = re.compile("等[0-9一二两三四五六七八九十]{1,4}[余多]?[个条座处项]")
# What an amount has behind it that goes into several together: 等总投资56亿元的|9个项目.
_OF_MANY = re.compile("的[0-9一二两三四五六七八九十]{1,3}[余多]?[个条座处]")
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
        found = item.kind == "money" and _INVESTED.search(line.text, max(start, item.start - NEAR), item.start)
        if found and is_whole(line.text, item) and not _OF_MANY.match(line.text, item.end):
            yield Investment(Amount(item.value, item.unit), (found.start(), item.end))


def of_phrase(line: Line, phrase: Phrase) -> Investment | None:
    """The investment of one project, in its own clause or at the head of the next one."""
    if own := next(_within(line, phrase.first, phrase.last), None):
        return own
    if _SEVERAL.search(line.text, phrase.start, phrase.last):
        return None  # 甲中心等35个项目开工建设，总投资721亿元
    head = _NEXT_CLAUSE.match(line.text, phrase.last)
    following = next(_within(line, head.end(), len(line.text)), None) if head else None
    return following if head and following and following.span[0] == head.end() else None


def before(line: Line, at: int) -> Investment | None:
    """The investment of what begins at `at`, right behind it: 总投资8亿元的|甲项目."""
    return _before(line, at, _ITS)


def put_into(line: Line, at: int) -> Investment | None:
    """The investment of the one thing that begins at `at`, behind the verb that builds it: 投资3亿元建设|甲产业园."""
    return _before(line, at, _BUILDING)


def _before(line: Line, at: int, between: re.Pattern[str]) -> Investment | None:
    found = list(_within(line, max(0, at - 2 * NEAR), at))
    return found[-1] if found and between.fullmatch(line.text, found[-1].span[1], at) else None


_ITS = re.compile("的?")
_BUILDING = re.compile("(?:兴建|建设|新建|改建|扩建|建成|打造|实施)了?的?")
