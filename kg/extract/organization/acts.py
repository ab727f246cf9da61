"""Organizations by what they do or what is done with them: founded, honoured, listed on an exchange.

`成立瑞岭商会`, `瑞岭、远山获评单项冠军`, `瑞岭化纤在新三板挂牌`: the verb and its other side take nothing but a body.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.organization.cues import Item, items_before, name_like
from kg.extract.organization.words import CUED, GENERIC, SINGLE, STOP, TRADES, classes, runs_in
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.marks import JOINING, PAUSES
from kg.text.spans import Found

_REACH = 12


def honoured(line: Line) -> Iterator[Found]:
    """The firms that get what only firms get: 瑞岭、远山获评单项冠军, 瑞岭化纤在新三板挂牌."""
    for at in line.where(classes()["feat"]):
        end = _subject(line, at)
        for item in items_before(line, end) if end else ():
            if _is_firm(line, item):
                yield line.found(*item, "company", "honoured")


def _subject(line: Line, at: int) -> int:
    """Where the subject of the clause around a word ends: before its first verb; 0 where it has none."""
    first = at
    while first and line.word(first - 1) not in _CLAUSE:
        first -= 1
    return next((i for i in range(first + 1, at + 1) if _is_predicate(line, i)), 0)


_CLAUSE = PAUSES - JOINING


def _is_predicate(line: Line, at: int) -> bool:
    """Whether a word ends the subject of a clause: a verb or particle, no mark of a list."""
    return bool(line.tags_at(at) & STOP and not line.tags_at(at) & SINGLE) and line.word(at) not in JOINING


def _is_firm(line: Line, item: Item) -> bool:
    """Whether an item is a firm's name by its letters or its trade, or a proper noun of the dictionary."""
    own = line.tags[slice(*item)]
    if not name_like(line, item):
        return False
    proper = len(own) == 1 and line.word(item[0]) in dictionary().proper
    return proper or bool(own[0] & CUED) or runs_in(own) or bool(own[-1] & TRADES)


def founded(line: Line) -> Iterator[Found]:
    """A body by the verb that founds it: 成立全省首家乡村旅游联盟, 组建云岭人才安居有限公司; not 成立专业合作社."""
    for at in line.where(classes()["found"]):
        first = at + 1
        while line.word(first) == "了" or line.tags_at(first) & GENERIC:
            first += 1
        last = _head(line, first)
        if last and line.tokens[last].start - line.tokens[first].start > 1 and line.word(last + 1) not in ("）", ")"):
            yield line.found(first, last + 1, _kind(line.word(last)), "founded")


def _head(line: Line, first: int) -> int:
    """The word that ends the name of what is founded, a few words behind `first`; 0 where there is none."""
    for at in range(first, min(first + _REACH, len(line.tokens))):
        word = line.word(at)
        if at > first and word.endswith(_FOUNDED) and not line.word(at + 1).endswith(_FOUNDED):
            return at
        if word in _NO_NAME or word in PAUSES or word[0].isdigit():
            return 0
    return 0


_NO_NAME = frozenset("的与和及或等")
_COMPANIES = ("有限公司", "集团", "股份公司")
_FOUNDED = (*_COMPANIES, "协会", "联盟", "商会", "基金会", "研究院", "研究会", "委员会", "学会", "促进会", "仲裁院")


def _kind(head: str) -> str:
    """The type of what ends with this head."""
    return "company" if head.endswith(_COMPANIES) else "public_body" if head.endswith("委员会") else "institution"
