"""Quantities: a number with its unit and its bound, as written in the text.

A quantity says nothing yet about what is measured. A sentence is read once, and every finder chooses among what was
found. `RULES` is the order of precedence: a stretch that one rule has taken is not read again by a later one, and what
only looks like a quantity (dates, ordinals) is taken first, so that nothing is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.model import Bound
from kg.text import lexicon
from kg.text.amount import arabic_quantity, chinese_quantity, round_amount, shared_unit
from kg.text.lookalike import lookalikes, quotations
from kg.text.numeral import ARABIC, arabic
from kg.text.proportion import front_rank, in_words, income_ratio, rank, three_part_ratio, two_part_ratio
from kg.text.spans import Taken
from kg.text.unit import SCALE, UNIT, Quantity

__all__ = ["Quantity", "find"]

Rule = Callable[[str], Iterator[Quantity]]
_DIGITS = frozenset("0123456789０１２３４５６７８９")
# Each rule with letters of which one stands in whatever it finds.
RULES: tuple[tuple[Rule, frozenset[str]], ...] = (
    (three_part_ratio, frozenset(":：∶")),
    (two_part_ratio, frozenset(":：∶")),
    (income_ratio, _DIGITS),
    (front_rank, frozenset("前")),
    (rank, frozenset("第首")),
    (shared_unit, _DIGITS),
    (arabic_quantity, _DIGITS),
    (in_words, frozenset("分/成半番倍")),
    (round_amount, frozenset("百千万亿")),
    (chinese_quantity, frozenset("零〇一二两三四五六七八九十百千万亿")),
)

# --- ranges and bounds ---------------------------------------------------------------------------------------------


def _bound_words(where: str) -> tuple[tuple[str, Bound], ...]:
    """(word, bound) of the words of bound that stand before or after a number, longest first: 不低于 before 低于."""
    bounds: tuple[Bound, ...] = ("at_most", "at_least", "about")
    found = [(word, bound) for bound in bounds for word in lexicon.words("bound", f"{bound.replace('_', '-')}-{where}")]
    return tuple(sorted(found, key=lambda item: (-len(item[0]), item[0])))


BEFORE = _bound_words("before")
AFTER = _bound_words("after")

_RANGE = re.compile(rf"(?P<number>{ARABIC})(?P<unit>%|％|{SCALE}?(?:{UNIT})?)?(?:[—\-–－~～]{{1,2}}|至|到)$")


# Words that end like a word of bound: 签约143.3亿元 says nothing of "about", 通过5项 nothing of "at least".
_ENDS_IN_ABOUT = (
    "签约",
    "合约",
    "节约",
    "条约",
    "集约",
    "公约",
    "预约",
    "制约",
    "签 约",
    "迈过",
    "跨过",
    "经过",
    "通过",
    "路过",
    "不过",
)


def _bounded(text: str, found: Quantity) -> Quantity:
    """The quantity with the bound that the words around it say; `控制在3.5%以内` is one bound, not two."""
    left, right, bound = found.left, found.right, found.bound
    head = text[max(0, left - 6) : left].rstrip(" ")
    for word, meaning in BEFORE:
        if head.endswith(word) and not head.endswith(_ENDS_IN_ABOUT):
            left, bound = left - len(word), meaning if bound == "exact" else bound
            break
    for word, meaning in AFTER:
        if text.startswith(word, right):
            strong = meaning if word != "大关" or bound == "exact" else bound
            right, bound = right + len(word), strong
            break
    return replace(found, left=left, right=right, bound=bound)


def _ranges(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """`3%至5%` and `1—2项` are two quantities: at least the first, at most the second.

    `由3%提高至5%` is no range: there a verb stands between the two.
    """
    for number, quantity in enumerate(found):
        match = _range_before(text, quantity)
        before = found[number - 1] if number else quantity
        if match and not _is_other(before, quantity, match.start()):
            yield from _ends(text, quantity, match)
        else:
            yield quantity


def _range_before(text: str, quantity: Quantity) -> re.Match[str] | None:
    """The number and stroke before the second of a range; ranks and numbers in words make none."""
    if quantity.kind == "rank" or quantity.rule != "arabic":
        return None
    match = _RANGE.search(text, max(0, quantity.start - 24), quantity.start)
    return match if match and not _reaches(text, match.start()) else None


def _is_other(before: Quantity, quantity: Quantity, start: int) -> bool:
    """Whether what begins there is an amount of its own, in another unit."""
    return before.start <= start < before.end and before.unit != quantity.unit


def _ends(text: str, quantity: Quantity, match: re.Match[str]) -> Iterator[Quantity]:
    """The two ends of a range whose second is this quantity."""
    start = match.start()
    low = replace(quantity, start=start, left=start, value=arabic(match["number"]), bound="at_least")
    left = start - next((len(word) for word, _ in BEFORE if text.endswith(word, 0, start)), 0)
    end = start + len(match["number"]) + len(match["unit"] or "")
    yield replace(low, left=left, end=end, right=quantity.start)
    right = quantity.right + 2 * text.startswith("之间", quantity.right)
    yield replace(quantity, left=quantity.start, right=right, bound="at_most", rule="range")


def _reaches(text: str, start: int) -> bool:
    """True for `从3%到5%`, `由1家至3家`, `12月至3月`: a way from one to the other, or dates."""
    return start > 0 and text[start - 1] in "从由自年月第.．" + "0123456789"


def _points(text: str, found: list[Quantity]) -> list[Quantity]:
    """`分别快于全国3.4个、1个百分点`: the first is of points as well."""
    for number in range(len(found) - 1, 0, -1):
        one, other = found[number - 1 : number + 1]
        if other.unit == "个百分点" and one.unit == "个" and text[one.right : other.left] in ("、", "和", "，"):
            found[number - 1] = replace(one, unit=other.unit, kind=other.kind)
    return found


def find(text: str) -> list[Quantity]:
    """All quantities of a sentence in order, with their bounds; offsets count in `text`.

    >>> [(q.value, q.unit, q.bound) for q in find("追回拖欠工资3900余万元，增长5%左右")]
    [('3900', '万元', 'at_least'), ('5', '%', 'about')]
    """
    taken = Taken(len(text), lookalikes(text))
    found: list[Quantity] = []
    letters = frozenset(text)
    for rule, needed in RULES:
        for quantity in rule(text) if not needed.isdisjoint(letters) else ():
            if taken.free(quantity.start, quantity.end):
                taken.take(quantity.start, quantity.end)
                found.append(_bounded(text, quantity))
    found = _points(text, sorted(found, key=lambda quantity: quantity.start))
    ranged = {(quantity.start, quantity.end): quantity for quantity in found}
    for quantity in _ranges(text, found):
        ranged[quantity.start, quantity.end] = quantity
    outside = Taken(len(text), quotations(text))
    return [
        quantity if outside.free(quantity.start, quantity.end) else replace(quantity, named=True)
        for quantity in sorted(ranged.values(), key=lambda quantity: quantity.start)
    ]
