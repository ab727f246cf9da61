"""Cells to numbers: value, unit, bound and direction, as the guideline spells them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from kg.model import Bound
from kg.text import lexicon
from kg.text.numeral import ARABIC, arabic
from kg.text.quantity import AFTER, BEFORE
from kg.text.unit import SCALE, UNIT, UNIT_CLASS, kind

Direction = Literal["up", "down", ""]

_UNIT = rf"(?:{SCALE}?{UNIT}|[十百千万亿]{{1,2}}|[%％‰])"
_IS_UNIT = re.compile(_UNIT)
_SIGNS: dict[str, Bound] = {
    "≥": "at_least",
    ">": "at_least",
    "＞": "at_least",
    "≤": "at_most",
    "<": "at_most",
    "＜": "at_most",
}
_MINUS = "-−–－—"
_STROKES = "-−–－—―…./／* 　\n\t"
_NOTHING = frozenset(["", "无", "持平", "不变", "无数据", "缺", "暂无", "保密"])
_NOTED = re.compile(r"(?<=.)(?:[*＊①-⑳]|[\[［][0-9]{1,2}[\]］])$")
_BRACKETS = ("[]", "〔〕", "［］", "【】")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Value:
    """A number of a cell: without sign, `direction` from its sign or verb; `unit` empty where the cell has none.

    `together` is one in brackets, which plans use for what adds up over their years.
    """

    value: str
    unit: str = ""
    bound: Bound = "exact"
    direction: Direction = ""
    signed: bool = False
    together: bool = False


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else.

    >>> [is_unit(text) for text in ("万吨", "%", "亿元", "元/吨", "产量")]
    [True, True, True, True, False]
    """
    return 0 < len(text) < 12 and _IS_UNIT.fullmatch(text) is not None


def kind_of_unit(written: str) -> str:
    """The class of a unit (money, ratio, mass …), its scale words apart."""
    return kind(written if written in UNIT_CLASS else written.lstrip("十百千万亿"))


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no number.

    >>> [is_nothing(text) for text in ("—", "/", "持平", "0")]
    [True, True, True, False]
    """
    return text.strip(_STROKES) in _NOTHING


def without_note(text: str) -> str:
    """A text without the mark of a footnote that ends it.

    >>> without_note("123[1]"), without_note("粮食产量*"), without_note("123")
    ('123', '粮食产量', '123')
    """
    return _NOTED.sub("", text)


@cache
def _cell() -> re.Pattern[str]:
    verbs = (*lexicon.words("table-cell", "up"), *lexicon.words("table-cell", "down"))
    before, after = ("|".join(re.escape(word) for word, _ in bounds) for bounds in (BEFORE, AFTER))
    verb = "|".join(sorted(verbs, key=lambda word: (-len(word), word)))
    return re.compile(
        rf"(?:同比|比上年|较上年)?(?P<verb>{verb})?(?P<before>{before}|[{''.join(_SIGNS)}])?"
        rf"(?P<sign>[{_MINUS}+＋])?(?P<number>{ARABIC})(?P<more>[多余]?)(?P<unit>{_UNIT})?(?P<after>{after})?"
    )


_RANGE = re.compile(rf"(?P<low>{ARABIC})(?P<unit>{_UNIT})?[{_MINUS}~～至]{{1,2}}(?P<high>{ARABIC})(?P<more>{_UNIT})?")


def values(text: str) -> tuple[Value, ...] | None:
    """The numbers of a cell: none where it says that there is none, two of a range; None where it is no number.

    >>> values("1,234.5"), values("增长2.1%"), values("—"), values("水泥")
    ((Value(value='1234.5', ...),), (Value(value='2.1', unit='%', ... direction='up', ...),), (), None)
    """
    if is_nothing(text):
        return ()
    if len(text) > _LONGEST:
        return None
    text = without_note(text)
    if (rank := text.removeprefix("第").rstrip("位名")) != text and rank.isdecimal():
        return (Value(rank, "位"),)
    if text[:1] + text[-1:] in _BRACKETS:
        found = values(text[1:-1])
        return tuple(replace(value, together=True) for value in found) if found else found
    if match := _RANGE.fullmatch(text):
        return _range(match)
    match = _cell().fullmatch(text)
    return (_value(match),) if match else None


def _range(match: re.Match[str]) -> tuple[Value, Value]:
    """The two ends of a range; a unit behind the second is that of both."""
    unit = match["more"] or match["unit"] or ""
    return Value(arabic(match["low"]), unit, "at_least"), Value(arabic(match["high"]), unit, "at_most")


def _value(match: re.Match[str]) -> Value:
    minus = (match["sign"] or "+") in _MINUS
    verb: Direction = ""
    if match["verb"]:
        verb = "up" if match["verb"] in lexicon.words("table-cell", "up") else "down"
    direction = verb or ("down" if minus else "")
    return Value(arabic(match["number"]), match["unit"] or "", _bound(match), direction, minus)


def _bound(match: re.Match[str]) -> Bound:
    """The bound that a sign or words around a number say; 余 behind it is one as well."""
    bound: Bound = "at_least" if match["more"] else "exact"
    for word, bounds in ((match["before"], BEFORE), (match["after"], AFTER)):
        bound = _SIGNS.get(word or "") or dict(bounds).get(word or "", bound)
    return bound
