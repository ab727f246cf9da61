"""Measures: whether a number is a level, a growth, a decline, a share or a rank.

`RULES` is the order of precedence: the verb nearest to the number says more than the noun, and the noun more than the
unit. The first rule that answers wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.extract.observation.indicator import DO
from kg.extract.observation.slot import COUNTS, Slot
from kg.model import Measure
from kg.text import lexicon
from kg.text.line import Line

_DECLINES = lexicon.words("verbs", "decline")
_GROWS = lexicon.words("verbs", "growth")
_GROWTH_NOUNS = lexicon.ordered("verbs", "growth_noun")
_DECLINE_NOUNS = lexicon.ordered("verbs", "decline_noun")
_TOTAL = re.compile("累计|五年|(?<![0-9])5年|合计|共(?!同|有|和|享|建|治)")
_RATES = ("ratio", "points")
_HARMFUL = ("浓度", "PM2", "PM10", "污染")

Rule = Callable[[Line, Slot, str], "Measure | None"]


def _verb(slot: Slot) -> str:
    """The class of the nearest verb that says a change or what was reached."""
    return next((kind for kind in slot.left.kinds if kind in ("growth", "decline", "reach")), "")


def rank(line: Line, slot: Slot, name: str) -> Measure | None:
    """`居全省第3位`, `排名3位`."""
    placed = slot.quantity.unit == "位" and name.endswith(("排名", "位次", "名次")) and _verb(slot) in ("", "reach")
    return "rank" if slot.quantity.kind == "rank" or placed else None


def stated(line: Line, slot: Slot, name: str) -> Measure | None:
    """A ratio of incomes, and things counted behind a verb of doing: `改善5.2万人供水条件`."""
    counted = slot.quantity.kind in COUNTS and slot.right[0] < slot.right[1]
    done = slot.left.empty and slot.left.verb in DO
    return "level" if slot.quantity.rule == "income-ratio" or (counted and done) else None


def changed(line: Line, slot: Slot, name: str) -> Measure | None:
    """`增长5%`, `翻一番`; what is harmful declines where it is improved (`PM2.5浓度改善5%`)."""
    verb = _verb(slot)
    if slot.quantity.rule == "doubling":
        return "growth"
    if slot.left.verb in ("改善", "优化") and verb == "growth":
        return "decline" if any(word in name for word in _HARMFUL) else "growth"
    return "growth" if verb == "growth" else "decline" if verb == "decline" else None


def changed_in_front(line: Line, slot: Slot, name: str) -> Measure | None:
    """`压减行政支出10%`, `降低物流成本65亿元`: a change whose verb stands before the indicator."""
    if _verb(slot):
        return None
    words = {token.text for token in line.inside(slot.start, slot.left.start)}
    if words & _DECLINES and slot.quantity.kind in (*_RATES, "money"):
        return "decline"
    return "growth" if words & _GROWS and slot.quantity.kind in _RATES else None


def named(line: Line, slot: Slot, name: str) -> Measure | None:
    """`增速5%`, `降幅3%`; 人口自然增长率 is a rate of its own."""
    if slot.quantity.kind not in _RATES:
        return None
    if name.endswith(_GROWTH_NOUNS) and not name.endswith("自然增长率"):
        return "growth"
    return "decline" if name.endswith(_DECLINE_NOUNS) else None


def by_unit(line: Line, slot: Slot, name: str) -> Measure | None:
    """A ratio without a word of change is a share, points are a change."""
    if slot.quantity.kind == "ratio":
        return "share"
    if slot.quantity.kind == "points":
        return "decline" if "低于" in slot.between or "低于" in name else "growth"
    return None


RULES: tuple[Rule, ...] = (rank, stated, changed, changed_in_front, named, by_unit)


def measure(line: Line, slot: Slot, name: str) -> Measure:
    """The measure of a number by the first rule that answers, else a level."""
    return next((found for rule in RULES if (found := rule(line, slot, name))), "level")


def is_flow(line: Line, slot: Slot, measured: Measure, before: bool) -> bool:
    """Whether the number adds up over the period (things done, changes) rather than standing at its end.

    `before` is the answer for the number before it in the sentence.
    """
    if measured in ("growth", "decline") or (before and _goes_on(line, slot)):
        return True
    if measured in ("share", "rank") or "reach" in slot.left.kinds:
        return _adds_up(line, slot)
    counted = slot.right[0] < slot.right[1] and slot.quantity.kind in COUNTS
    return counted or _is_done(line, slot) or _adds_up(line, slot)


def _goes_on(line: Line, slot: Slot) -> bool:
    """Whether the verb before a list holds for this member: 新增饭店16家、民宿638家."""
    return line.text.startswith("、", slot.start) and not slot.left.kinds and not slot.left.empty


def _adds_up(line: Line, slot: Slot) -> bool:
    return bool(_TOTAL.search(line.text, slot.start, slot.quantity.left))


def _is_done(line: Line, slot: Slot) -> bool:
    head = line.inside(slot.start, max(slot.left.start, slot.start))
    return any(word.text in DO for word in head) or line.text.startswith("新增", slot.left.start)
