"""Units and quantities: what a number with its unit is, for all rules that find one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Bound
from kg.text import lexicon

SCALE = "(?:[十百千]?[万亿]{1,2}|[百千](?=[^年分成]))"
UNIT_CLASS = dict(lexicon.rows("unit"))
# Classes of units that measure an extent or a power of a thing: what a plant, a line or a field can be large by.
MEASURED = frozenset(("area", "length", "mass", "volume", "power", "voltage", "current", "energy", "computing"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` and `unit` as the guideline spells them, `kind` the class of the unit (money, area, count, ratio …).

    `start`, `end` hold number and unit; `left`, `right` also the words of the bound around them. `named` is one that
    only tells which thing is meant (20万吨级泊位, 百万千瓦基地, what stands in a quotation) and states no amount.
    """

    start: int
    end: int
    value: str
    unit: str
    kind: str
    bound: Bound
    left: int
    right: int
    rule: str
    named: bool = False


def alternation(words: tuple[str, ...]) -> str:
    """A pattern of any of the words, the first that fits."""
    return "|".join(re.escape(word) for word in words)


def _unit_pattern() -> str:
    """All units, longest first; one that ends in a Latin letter must end there (`5G基站` has no unit `G`).

    A unit may be told per another (亿元/平方公里), and a counter may name a second one in parentheses (台（套）).
    """
    latin = tuple(word for word in lexicon.ordered("unit") if re.match("[A-Za-z]", word[-1]))
    other = tuple(word for word in lexicon.ordered("unit") if word not in latin)
    counters = alternation(lexicon.ordered("unit", "count", "goods", "person"))
    per = (
        "(?:/(?:百平方公里|平方公里|平方千米|平方米|立方米|公里|公顷|亩|吨|万千瓦时|万元|亿元|元|万人|千人|人|户"
        "|年|月|日|天|小时))?"
    )
    also = f"[（(](?:{counters})(?:、(?:{counters})){{0,3}}[）)]次?"
    return f"(?:(?:{alternation(latin)})(?![A-Za-z0-9])|(?:{alternation(other)})(?:{also}|{per}))"


UNIT = _unit_pattern()


def kind(unit: str) -> str:
    """The class of a unit without scale words; 亿元/平方公里 is of the class of what stands above the stroke."""
    return UNIT_CLASS.get(unit) or UNIT_CLASS.get(_bare(unit), "count")


def _bare(unit: str) -> str:
    """The unit above the stroke, without a second one in parentheses."""
    return unit.partition("/")[0].partition("（")[0].partition("(")[0]


def made(match: re.Match[str], value: str, unit: str, kind: str, rule: str, bound: Bound = "exact") -> Quantity:
    """A quantity that is all that a pattern matched."""
    return at(match.span(), value, unit, kind, rule, bound)


def at(
    span: tuple[int, int], value: str, unit: str, kind: str, rule: str, bound: Bound = "exact", named: bool = False
) -> Quantity:
    """A quantity at a stretch, without words of bound yet."""
    return Quantity(*span, value, unit, kind, bound, *span, rule, named)


# As many as this are a herd, a fleet or a year's output; a few are counted one by one.
_MANY = 100
# What harvests are weighed in, and no plant's output: the 千亿斤 of a programme is no capacity.
_OF_HARVESTS = "斤"
_DIGITS = frozenset("0123456789０１２３４５６７８９")


def capacities(text: str, quantities: Iterable[Quantity]) -> list[Quantity]:
    """Those of the quantities of a text that tell how large a plant, line or field is."""
    return [item for item in quantities if is_capacity(item) and is_whole(text, item)]


def is_whole(text: str, quantity: Quantity) -> bool:
    """Whether a number stands with its unit; the first of 5—10万吨 has its own from the next and says less alone."""
    return text[quantity.end - 1] not in _DIGITS


def is_capacity(quantity: Quantity) -> bool:
    """Whether a quantity is of a kind that tells how large a thing is: an extent, a power, or a lot of goods."""
    if quantity.kind in MEASURED:
        return quantity.unit.lstrip("十百千万亿") != _OF_HARVESTS
    number = quantity.value.replace("×", "")
    many = quantity.unit[0] in "十百千万亿" or (number.isdigit() and int(number) >= _MANY)
    return quantity.kind == "goods" and many
