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
        if found and is_whole(line.text, item):
            yield Investment(Amount(item.value, item.unit), (found.start(), item.end))


def of_phrase(line: Line, phrase: Phrase) -> Investment | None:
    """The investment of one project, in its own clause or at the head of the next one."""
    if own := next(_within(line, phrase.first, phrase.last), None):
        return own
    head = _NEXT_CLAUSE.match(line.text, phrase.last)
    following = next(_within(line, head.end(), len(line.text)), None) if head else None
    return following if head and following and following.span[0] == head.end() else None


def before(line: Line, at: int) -> Investment | None:
    """The investment of what begins at `at`, right behind it: 总投资8亿元的|甲项目."""
    found = list(_within(line, max(0, at - 2 * NEAR), at))
    return found[-1] if found and line.text[found[-1].span[1] : at] in ("", "的") else None
