"""Subjects: which of the words around a number name what it measures.

`RULES` is the order of precedence; the first rule that answers wins. A rule sees the slot and what the sentence has
spoken of so far (`Told`), for elided subjects are carried on: 生产总值421.17亿元，同比增长5.6%，居全市第一.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg import lexicon
from kg.grammar import indicator
from kg.grammar.indicator import ATTRIBUTES, Line
from kg.grammar.slot import Slot

COUNTS = ("count", "person", "batch", "area", "length", "mass", "volume", "power", "energy", "word", "voltage", "computing")
_INVESTED = re.compile("(?:完成|累计|计划|预计|总|共|新增|项目|概算|估算|静态)*(?:投资|投入|斥资|注资|出资)(?:额|约)?$")
_ARRIVED = re.compile("到位$")
_OF_A_PLAN = re.compile("(?:完成|达到|达|占|为|是)(?:[一-龥]{0,6})(?:任务|预算|目标|计划|进度|预算数|决算数|预算收入)(?:数)?的?$")
_DEPENDENT = ("对", "占", "比", "较", "同", "与", "高于", "低于", "其中", "为", "完成", "约占")
# Own attribute words that replace the attribute of the subject before them: 基金收入45.6亿元，支出43.4亿元.
_ACCOUNTS = ("收入", "支出", "余额", "限额", "收入总计", "支出总计", "结余", "滚存结余", "结转", "年终结余", "收入合计", "支出合计")
# What a count behind these is said to have become names it better than the bare noun: 14个县市获批国家示范县.
_BECOMES = re.compile(
    "(?:获批(?:创建|建设)?|入选|获评|荣获|荣登|上榜|被评为|被认定为|被确定为|成为|成功创建|创建为?|晋升为|晋级|位列|进入|跻身|"
    "列入|纳入|入围|入列|达到|通过|获得|获)(?:为|了)?(?P<what>[一-龥“”0-9A-Za-z]{2,24})"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured: its name, the stretch that says it, and the rule that chose it."""

    name: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What the sentence has spoken of so far: the last subject, and the depth of parentheses where it stood."""

    subject: Subject | None = None
    depth: int = 0


Rule = Callable[[Line, Slot, Carried], "Subject | None"]


def _left(line: Line, slot: Slot) -> str:
    return line.text[slot.left.start : slot.left.end]


def _right(line: Line, slot: Slot) -> str:
    return line.text[slot.right[0] : slot.right[1]]


def _named(line: Line, start: int, end: int, rule: str, name: str = "") -> Subject | None:
    name = name or line.text[start:end]
    name = indicator.without_own(name.strip(" ，、：:；的"))
    return Subject(name, start, end, rule) if len(name) > 1 else None


def share_of_noun(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`60%以上的耕地`, `75%以上衔接资金用于产业`."""
    if slot.quantity.kind != "ratio" or slot.right[0] == slot.right[1] or slot.joint:
        return None
    if not slot.left.empty and slot.left.kinds[:1] != ("do",) and not indicator.ends_with_verb(line, slot.left):
        return None
    if set(slot.left.kinds) & {"growth", "decline", "reach"}:
        return None
    return _named(line, *slot.right, "share-of-noun")


def within_parentheses(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`资金（15.54亿元）`: the number tells of the noun before; `（其中：开发区170万元）`: of a part of it."""
    if slot.depth <= told.depth and slot.depth == 0:
        return None
    opening = max(line.text.rfind(mark, 0, slot.quantity.left) for mark in "（(")
    own = _left(line, slot)
    if not own and told.subject is None or not own and not line.text[opening + 1 : slot.quantity.left].strip():
        if opening == slot.quantity.left - 1 or not line.text[opening + 1 : slot.quantity.left].strip():
            before = indicator.before(line, max(0, _clause(line.text, opening)), opening)
            return _named(line, before.start, before.end, "before-parenthesis")
        return None
    if not own or told.subject is None or len(own) > 6 or own.endswith(ATTRIBUTES):
        return None
    tail = told.subject.name
    return _named(line, slot.left.start, slot.left.end, "part-in-parentheses", own + tail.removeprefix("市级").removeprefix("省级"))


def _clause(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in "，；。：、,;（(") + 1


def spent_on(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`投资4.2亿元实施农业产业项目106项`: what the money went into, and that it is investment."""
    if slot.quantity.kind != "money" or not slot.left.empty or "spend" not in slot.left.kinds:
        return None
    start, end = slot.quantity.right, _object_end(line, slot.quantity.right)
    tokens = line.inside(start, end)
    while tokens and (tokens[0].text in indicator.DO or tokens[0].text in "用于的，"):
        tokens = tokens[1:]
    if not tokens:
        return None
    noun = line.text[tokens[0].start : tokens[-1].end]
    verb = "投资" if "投" in slot.left.verb else ""
    return _named(line, tokens[0].start, tokens[-1].end, "spent-on", noun + verb)


def _object_end(line: Line, start: int) -> int:
    """The end of the object that begins after a number: the next mark or digit."""
    for at in range(start, len(line.text)):
        if line.text[at] in "，；。、：（,;" or line.text[at] in "0123456789０１２３４５６７８９":
            return at
    return len(line.text)


def of_a_plan(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`完成年度任务的102.3%`, `为预算的98%`: a share of what was planned for the subject before."""
    if told.subject is None or slot.quantity.kind != "ratio":
        return None
    stretch = line.text[slot.start : slot.quantity.left].strip("，、；")
    if not _OF_A_PLAN.fullmatch(stretch):
        return None
    return _joined(told.subject, slot, "of-a-plan", told.subject.name + stretch.removesuffix("的"))


def _joined(carried: Subject, slot: Slot, rule: str, name: str) -> Subject:
    return Subject(name, carried.start, slot.quantity.start, rule)


def attribute_of_carried(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`项目13项、到位资金1.48亿元`; `基金收入45.6亿元，支出43.4亿元`."""
    own = indicator.without_own(_left(line, slot))
    if own not in ATTRIBUTES or told.subject is None:
        return None
    carried = told.subject.name
    if own in _ACCOUNTS:
        carried = next((carried.removesuffix(word) for word in _ACCOUNTS if carried.endswith(word)), carried)
    name = carried if carried.endswith(own) else carried + own
    return _joined(told.subject, slot, "attribute-of-carried", name)


def attribute_of_clause(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`经营主体增量提质，总量突破1000万户`: the attribute of what the clause before speaks of."""
    own = _left(line, slot)
    if own not in ATTRIBUTES or told.subject is not None or slot.start < 2:
        return None
    start = _clause(line.text, slot.start - 1)
    noun = indicator.behind(line, start, slot.start - 1)
    topic = indicator.before(line, noun[0], noun[1])
    if topic.empty or topic.end - topic.start > 20:
        return None
    return Subject(line.text[topic.start : topic.end] + own, topic.start, slot.quantity.start, "attribute-of-clause")


def depends_on_carried(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`增加值增长8.1%、对工业增长贡献率达72.9%`; `，占全市的30%`."""
    own = _left(line, slot)
    if told.subject is None or not own.startswith(_DEPENDENT) or own.startswith("其中"):
        return None
    return _joined(told.subject, slot, "depends-on-carried", told.subject.name + own.removesuffix("的"))


def counted_behind(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`建成15座消防站`, `8家企业入选名录`: a count before its noun."""
    right = _right(line, slot)
    if not right or slot.quantity.kind not in COUNTS or slot.between and set(slot.left.kinds) & {"reach", "growth", "decline"}:
        return None
    became = _BECOMES.match(line.text, slot.right[1])
    if became and slot.quantity.kind == "count":
        what = became["what"]
        name = what if what.endswith(right[-2:]) else what + right
        return _named(line, slot.right[0], became.end(), "counted-and-became", name)
    return _named(line, *slot.right, "counted-behind")


def named_before(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`固定资产投资增长50.8%`, `老旧小区15个`."""
    own = _left(line, slot)
    if not own.strip(" 的") or indicator.ends_with_verb(line, slot.left) and len(own) <= 2 and slot.right[0] < slot.right[1]:
        return None
    stretch = line.text[slot.left.end : slot.quantity.left]
    if found := _INVESTED.search(stretch.strip()):
        return _named(line, slot.left.start, slot.quantity.left, "invested-in", own + found.group()[-2:])
    if _ARRIVED.search(stretch):
        return _named(line, slot.left.start, slot.quantity.left, "arrived", own + "到位资金")
    return _named(line, slot.left.start, slot.left.end, "named-before")


def named_behind(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`完成1100亿元固定资产投资`."""
    if set(slot.left.kinds) & {"growth", "decline"} or slot.right[0] == slot.right[1] or slot.quantity.kind == "rank":
        return None
    return _named(line, *slot.right, "named-behind")


def verb_alone(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`完成投资3亿元`, `惠及5000人`, `新增就业`: the verb itself is what is measured, told of the subject before."""
    verb = slot.left.verb
    if not slot.left.empty or not verb or not {"cover", "spend"} & set(slot.left.kinds[:1]):
        return None
    noun = "投资" if "投" in verb else verb
    at = slot.quantity.left - len(verb)
    if told.subject is not None and slot.joint != "；":
        return Subject(told.subject.name + noun, told.subject.start, slot.quantity.start, "verb-of-carried")
    return Subject(noun, max(slot.start, at), slot.quantity.left, "verb-alone") if len(noun) > 1 else None


def carried(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`，同比增长5.6%`: what was spoken of before."""
    if told.subject is None or not slot.left.empty:
        return None
    return Subject(told.subject.name, told.subject.start, told.subject.end, "carried")


RULES: tuple[Rule, ...] = (
    share_of_noun,
    within_parentheses,
    of_a_plan,
    attribute_of_carried,
    attribute_of_clause,
    depends_on_carried,
    spent_on,
    counted_behind,
    named_before,
    named_behind,
    verb_alone,
    carried,
)


def subject(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """What the number measures, by the first rule that answers."""
    for rule in RULES:
        if found := rule(line, slot, told):
            return found
    return None


STRUCTURAL = lexicon.words("verbs", "structural")
