"""Measures: whether a number is a level, a growth, a decline, a share or a rank.

`RULES` is the order of precedence: the verb nearest to the number says more than the noun, and the noun more than the
unit. The first rule that answers wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.extract.observation.number_context import COUNTS, NumberContext
from kg.extract.observation.verb_classes import ATTRIBUTES, DO
from kg.model import Measure
from kg.text import lexicon
from kg.text.line import Line

_DECLINES = lexicon.words("verb", "decline")
_GROWS = lexicon.words("verb", "growth")
_GROWTH_NOUNS = lexicon.ordered("verb", "growth-noun")
_DECLINE_NOUNS = lexicon.ordered("verb", "decline-noun")
_TOTAL = re.compile("累计|五年|(?<![0-9])5年|合计|共(?!同|有|和|享|建|治)")
_RATES = ("ratio", "points")
# 比全市平均增幅|高: how far two rates are apart; 比上年高 is a change.
_COMPARED = re.compile(
    "高于|低于|快于|慢于|好于|优于|高出|超时间进度|超序时进度"
    "|[比较](?!上年|去年|同期|年初|上月|上季|一季度|“?十|(?:19|20)[0-9]{2})[^，；。比较]{2,16}[高低快慢多少]$"
)
_HARMFUL = ("浓度", "PM2", "PM10", "污染")

Rule = Callable[[Line, NumberContext, str], "Measure | None"]


def _verb(number: NumberContext) -> str:
    """The class of the nearest verb that says a change or what was reached."""
    return next((kind for kind in number.left.kinds if kind in ("growth", "decline", "reach")), "")


def rank(line: Line, number: NumberContext, name: str) -> Measure | None:
    """`居全省第3位`, `排名3位`."""
    placed = number.quantity.unit == "位" and name.endswith(("排名", "位次", "名次")) and _verb(number) in ("", "reach")
    return "rank" if number.quantity.kind == "rank" or placed else None


def stated(line: Line, number: NumberContext, name: str) -> Measure | None:
    """A ratio of incomes, and things counted behind a verb of doing: `改善5.2万人供水条件`."""
    counted = number.quantity.kind in COUNTS and number.right[0] < number.right[1]
    done = number.left.empty_or_verb(line) and number.left.verb in DO
    if counted and done and number.left.verb == "增加":
        return "growth"  # 增加3200个学位: so many more than before
    return "level" if number.quantity.rule == "income-ratio" or (counted and done) else None


def changed(line: Line, number: NumberContext, name: str) -> Measure | None:
    """`增长5%`, `翻一番`; what is harmful declines where it is improved (`PM2.5浓度改善5%`)."""
    verb = _verb(number)
    if number.quantity.rule == "doubling":
        return "growth"
    if number.left.verb in ("改善", "优化") and verb == "growth":
        return "decline" if any(word in name for word in _HARMFUL) else "growth"
    return "growth" if verb == "growth" else "decline" if verb == "decline" else None


def changed_in_front(line: Line, number: NumberContext, name: str) -> Measure | None:
    """`压减行政支出10%`, `降低物流成本65亿元`: a change whose verb stands before the indicator."""
    if _verb(number):
        return None
    words = {token.text for token in line.inside(number.start, number.left.start)}
    if words & _DECLINES and number.quantity.kind in (*_RATES, "money"):
        return "decline"
    return "growth" if words & _GROWS and number.quantity.kind in _RATES else None


def named(line: Line, number: NumberContext, name: str) -> Measure | None:
    """`增速5%`, `降幅3%`; 人口自然增长率 is a rate of its own."""
    if number.quantity.kind not in _RATES:
        return None
    if name.endswith(_GROWTH_NOUNS) and not name.endswith("自然增长率"):
        return "growth"
    return "decline" if name.endswith(_DECLINE_NOUNS) else None


def by_unit(line: Line, number: NumberContext, name: str) -> Measure | None:
    """A ratio without a word of change is a share, points are a change."""
    if number.quantity.kind == "ratio":
        return "share"
    if number.quantity.kind == "points" and _COMPARED.search(name):
        return "level"
    if number.quantity.kind == "points":
        return "decline" if "低于" in number.between or "低于" in name else "growth"
    return None


RULES: tuple[Rule, ...] = (rank, stated, changed, changed_in_front, named, by_unit)


def measure(line: Line, number: NumberContext, name: str) -> Measure:
    """The measure of a number by the first rule that answers, else a level."""
    return next((found for rule in RULES if (found := rule(line, number, name))), "level")


def is_flow(line: Line, number: NumberContext, measured: Measure, before: bool) -> bool:
    """Whether the number adds up over the period (things done, changes) rather than standing at its end.

    `before` is the answer for the number before it in the sentence.
    """
    if measured in ("growth", "decline") or (before and _goes_on(line, number)):
        return True
    if measured in ("share", "rank") or "reach" in number.left.kinds:
        return adds_up(line, number) or line.text.startswith(_REACHED_BY, number.left.start, number.left.end)
    counted = number.right[0] < number.right[1] and number.quantity.kind in COUNTS
    if counted and _LISTED_NOW.match(line.text, number.right[0]):
        return adds_up(line, number)  # 4家企业上榜500强: as the list of the year has it
    done_behind = not number.left.empty and DONE_BEHIND.match(line.text, number.quantity.right)
    return counted or bool(done_behind) or _is_done(line, number) or adds_up(line, number)


# Whom works have reached, of all the years in which they were done: 受益群众达|21万人.
_REACHED_BY = ("受益", "惠及")
_LISTED_NOW = re.compile("[^，。；、0-9]{1,10}?(?:上榜|跻身|位列)")
# What has been done to the things counted before it: 垃圾场7座|改造完成.
DONE_BEHIND = re.compile(
    "(?:全部|已)?(?P<done>[一-龥]{0,4}(?:完成|建成|竣工|完工|投用|投产|开工|通车|启用|运营))(?=[，。；、]|$)"
)


def _goes_on(line: Line, number: NumberContext) -> bool:
    """Whether the verb before a list holds for this member: 新增饭店16家、民宿638家; 新建公路4条|32公里."""
    if number.start == number.quantity.left > 0 and number.left.empty and not number.left.kinds:
        return True
    return line.text.startswith("、", number.start) and not number.left.kinds and not number.left.empty


def adds_up(line: Line, number: NumberContext) -> bool:
    """Whether the words before a number say that it is a sum: 累计, 五年, 合计."""
    return bool(_TOTAL.search(line.text, number.start, number.quantity.left))


def _is_done(line: Line, number: NumberContext) -> bool:
    head = line.inside(number.start, max(number.left.start, number.start))
    name = line.text[number.left.start : number.left.end]
    said = line.at(number.left.start)
    if "新增" in name or "净增" in name:  # 城镇新增就业
        return True
    if said == "新" and line.at(number.left.start + 1) in DO:
        return True  # 新|补充教师
    return any(word.text in DO for word in head) or (said in DO and (said == name or not name.endswith(ATTRIBUTES)))
