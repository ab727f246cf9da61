"""Subjects as they are spoken: what is measured, and what a sentence has spoken of so far."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract.observation import indicator
from kg.extract.observation.number_context import NumberContext
from kg.text.line import Line

_FOOTNOTE = re.compile("[［\\[〔][0-9]{1,3}[］\\]〕]")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured: its name, the stretch that says it, and the rule that chose it."""

    name: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Discourse:
    """What the sentence has spoken of so far: the last subject, and the depth of parentheses where it stood.

    `whole` is the last subject that is no part of another, `unit` the unit of its number, `share` the share that was
    told of it last, `base` what the last attribute was told of, `previous`
    what the sentences before spoke of, the nearest first, `among` the whole that the opening names (…零售额中，).
    """

    subject: Subject | None = None
    depth: int = 0
    whole: Subject | None = None
    unit: str = ""
    share: Subject | None = None
    base: Subject | None = None
    previous: tuple[str, ...] = ()
    among: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """A budget that is spoken of, and at which level: 市级|一般公共预算; both may be empty."""

    level: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """What the next sentence may go on about: the last subject, whether a sum over the period was told, the budget,
    the firm that a profile is of, the last name with a head that its parts may leave out (规上工业增加值), and the
    whole of which an opening tells the parts (限上单位零售额中，).
    """

    name: str = ""
    summed: bool = False
    account: Account = Account()
    firm: str = ""
    whole: str = ""
    among: str = ""


NO_TOPIC = Topic()


Rule = Callable[[Line, NumberContext, Discourse], "Subject | None"]


def left(line: Line, number: NumberContext) -> str:
    return line.text[number.left.start : number.left.end]


def right(line: Line, number: NumberContext) -> str:
    return line.text[number.right[0] : number.right[1]]


def named(line: Line, start: int, end: int, rule: str, name: str = "") -> Subject | None:
    name = _FOOTNOTE.sub("", name or line.text[start:end])
    name = indicator.without_own((name or line.text[start:end]).strip(" ，、：:；的●"))
    return Subject(name, start, end, rule) if len(name) > 1 else None


def joined(carried: Subject, number: NumberContext, rule: str, name: str) -> Subject:
    return Subject(name, carried.start, number.quantity.start, rule)


def clause_start(text: str, at: int) -> int:
    start = max(text.rfind(mark, 0, at) for mark in "，；。：、;（(") + 1
    comma = text.rfind(",", start, at)
    return start if comma < 0 or text[comma + 1 : comma + 2].isdigit() else comma + 1
