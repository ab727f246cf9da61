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
from kg.grammar.slot import COUNTS, Slot

_INVESTED = re.compile("(?:完成|累计|计划|预计|总|共|新增|项目|概算|估算|静态)*(?:投资|投入|斥资|注资|出资)(?:额|约)?$")
_ARRIVED = re.compile("到位$")
_OF_A_PLAN = re.compile(
    "(?:完成|达到|达|占|为|是)(?:[一-龥]{0,6})(?:任务|预算|目标|计划|进度|预算数|决算数|预算收入)(?:数)?的?$"
)
_DEPENDENT = re.compile("(?:总量|产值|规模|数量|面积|总额|其中|约)?占|[对比较同与]|高于|低于|快于|慢于|好于|优于|高出")
_COMPARED = re.compile("高于|低于|快于|慢于|好于|优于|高出")
# Own attribute words that replace the attribute of the subject before them: 基金收入45.6亿元，支出43.4亿元.
_ACCOUNTS = (
    "收入总计", "支出总计", "收入合计", "支出合计", "滚存结余", "年终结余", "营业收入", "营业利润", "利润总额", "收入",
    "支出", "余额", "限额", "结余", "结转", "产值",
)  # fmt: skip
# What was planned for the year and not what came of it: 为年初预算6,009万元的114.4%.
_PLANNED = re.compile("(?:年初|年度|调整|当年|上年)?(?:预算|任务|计划|目标)(?:数)?")
_LEVELS = (
    "市本级",
    "区本级",
    "县本级",
    "州本级",
    "省本级",
    "区级",
    "县级",
    "州级",
    "镇级",
    "省级",
    "市级",
    "中央",
    "各级",
)
_PART = re.compile("(?:[一-龥]{1,4}(?:区|县|市|镇|省|旗|州|盟|团|本级|级))$")
_TOGETHER = re.compile("(?:累计|合计|共(?!同|有|和|享|建|治|青|产)|平均)")
# What a count behind these is said to have become names it better than the bare noun: 14个县市获批国家示范县.
_BECOMES = re.compile(
    "(?:获批(?:创建|建设)?|入选|获评|荣获|荣登|上榜|被评为|被认定为|被确定为|成为|成功创建|创建为?|晋升为|晋级|位列|进入|跻身|"
    "列入|纳入|入围|入列|达到|通过|获得|获)(?:为|了)?(?P<what>(?:[一-龥“”A-Za-z]|[0-9]{1,4}(?=[强佳百A])){2,24}+)(?![0-9])"
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


_FOOTNOTE = re.compile("[［\\[〔][0-9]{1,3}[］\\]〕]")


def _left(line: Line, slot: Slot) -> str:
    return line.text[slot.left.start : slot.left.end]


def _right(line: Line, slot: Slot) -> str:
    return line.text[slot.right[0] : slot.right[1]]


def _named(line: Line, start: int, end: int, rule: str, name: str = "") -> Subject | None:
    name = _FOOTNOTE.sub("", name or line.text[start:end])
    name = indicator.without_own((name or line.text[start:end]).strip(" ，、：:；的●"))
    return Subject(name, start, end, rule) if len(name) > 1 else None


def share_of_noun(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`60%以上的耕地`, `75%以上衔接资金用于产业`."""
    if slot.quantity.kind != "ratio" or slot.right[0] == slot.right[1] or slot.joint:
        return None
    if not slot.left.empty and slot.left.kinds[:1] != ("do",) and not indicator.ends_with_verb(line, slot.left):
        return None
    if set(slot.left.kinds) & {"growth", "decline", "reach"} or _right(line, slot) in _NO_NOUNS:
        return None
    return _named(line, *slot.right, "share-of-noun")


def within_parentheses(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`资金（15.54亿元）`: the number tells of the noun before; `（其中：开发区170万元）`: of a part of it."""
    if slot.depth <= told.depth and slot.depth == 0:
        return None
    opening = max(line.text.rfind(mark, 0, slot.quantity.left) for mark in "（(")
    own = _left(line, slot)
    if (not own and told.subject is None) or (not own and not line.text[opening + 1 : slot.quantity.left].strip()):
        if opening == slot.quantity.left - 1 or not line.text[opening + 1 : slot.quantity.left].strip():
            before = indicator.before(line, max(0, _clause(line.text, opening)), opening)
            return _named(line, before.start, before.end, "before-parenthesis")
        return None
    if told.subject is None or not _PART.fullmatch(own):
        return None
    whole = next((told.subject.name.removeprefix(word) for word in _LEVELS if told.subject.name.startswith(word)), "")
    return _named(line, slot.left.start, slot.left.end, "part-in-parentheses", own + (whole or told.subject.name))


def _clause(text: str, at: int) -> int:
    start = max(text.rfind(mark, 0, at) for mark in "，；。：、;（(") + 1
    comma = text.rfind(",", start, at)
    return start if comma < 0 or text[comma + 1 : comma + 2].isdigit() else comma + 1


def spent_on(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`投资4.2亿元实施农业产业项目106项`: what the money went into, and that it is investment."""
    if slot.quantity.kind != "money" or not slot.left.empty or "spend" not in slot.left.kinds:
        return None
    found = _SPENT_ON.match(line.text, slot.quantity.right)
    if not found:
        return None
    tokens = line.inside(found.start("what"), found.end("what"))
    while tokens and tokens[0].text in indicator.DO | {"用于", "的", "了"}:
        tokens = tokens[1:]
    if not tokens:
        return None
    noun = line.text[tokens[0].start : tokens[-1].end]
    listed, _, kind = noun.rpartition("等")
    noun = kind if len(kind) > 1 else (listed or noun)
    verb = "投资" if "投" in slot.left.verb and "，" not in found.group() else ""
    return _named(line, tokens[0].start, tokens[-1].end, "spent-on", noun + verb)


# The object of the money, behind a verb: 投资4.2亿元实施农业项目, 安排2.98亿元，支持技术改造.
_SPENT_ON = re.compile(
    "(?:，?(?:主要|重点)?(?:用于|支持|推动|保障|推进|落实)|(?![，、；。（]))(?P<what>[^，；。：（,;0-9０-９]{2,60})"
)
_NO_NOUNS = frozenset(["预期", "目标", "增速", "速度", "水平", "幅度", "比例", "增长", "态势", "标准", "要求"])


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


def share_of_plan(line: Line, slot: Slot, chosen: Subject | None, told: Carried) -> Subject | None:
    """What a share is told of that follows a plan's amount: `为年初预算6,009万元的114.4%`."""
    if chosen is None or chosen.rule != "planned" or told.subject is None:
        return None
    plan = line.text[slot.start : slot.left.end].strip("，、；,; ")
    return Subject(told.subject.name + plan, chosen.start, slot.quantity.start, "of-a-plan")


def part_at_a_level(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`一般公共预算收入700亿元。其中:市本级收入341亿元`: the same account at one level."""
    own = line.text[slot.left.start : slot.left.end]
    if told.subject is None or not own.endswith(_ACCOUNTS) or not own.startswith(_LEVELS):
        return None
    level = next(word for word in _LEVELS if own.startswith(word))
    if own.removeprefix(level) not in ATTRIBUTES or not told.subject.name.endswith(own.removeprefix(level)):
        return None
    return Subject(level + told.subject.name, slot.left.start, slot.left.end, "part-at-a-level")


def attribute_of_carried(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`项目13项、到位资金1.48亿元`; `基金收入45.6亿元，支出43.4亿元`."""
    own = _ADDED.sub("", _PARENTHESIS.sub("", indicator.without_own(_left(line, slot))))
    account = (
        bool(_FUNDS.fullmatch(own)) and "预算" in (told.subject.name if told.subject else "") and "预算" not in own
    )
    within = slot.start == 0 or line.text[slot.start - 1] in "，、," or slot.joint
    if told.subject is None or not (own in ATTRIBUTES or (account and within)) or _right(line, slot):
        return None
    if own in _ALONE and not slot.joint.startswith("、"):
        return None
    carried = told.subject.name
    if own.endswith(_ACCOUNTS):
        carried = next((carried.removesuffix(word) for word in _ACCOUNTS if carried.endswith(word)), carried)
    name = carried if carried.endswith(own) else carried + own
    return _joined(told.subject, slot, "attribute-of-carried" if own in ATTRIBUTES else "item-of-account", name)


# Items that are added up in a budget: 加上级补助收入34亿元，收入总计67.6亿元.
_ADDED = re.compile("^加上?(?=上级|上年|结转|调入|下级|中央|省|债务|转移)")
# Attributes that are indicators of the place where a comma parts them from what stands before.
_ALONE = frozenset(["税收", "税收收入", "非税收入", "用电量", "发电量"])
_PARENTHESIS = re.compile("（[^（）]{1,20}）$")
_FUNDS = re.compile(
    "(?:上级|下级|上解|补助|转移支付|调入|调出|债务|债券|上年|年终|结转|返还|专项|一般债|新增|再融资)[一-龥]{0,10}(?:收入|支出|资金|结转|结余)"
)


def attribute_of_clause(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`经营主体增量提质，总量突破1000万户`: the attribute of what the clause before speaks of."""
    own = _left(line, slot)
    if (
        own not in ATTRIBUTES
        or told.subject is not None
        or slot.start < 2
        or _right(line, slot)
        or own in _WHOLE | _ALONE
    ):
        return None
    if _owner(line, slot):
        return None
    start = _clause(line.text, slot.start - 1)
    end = _topic_end(line, start, slot.start - 1)
    name = indicator.FRONT_TIME.sub("", line.text[start:end]).rpartition("等")[2]
    if not 2 <= len(name) <= 20:
        return None
    return Subject(indicator.without_own(name) + own, end - len(name), slot.quantity.start, "attribute-of-clause")


# Attributes that are whole indicators of the document's own place.
_WHOLE = frozenset(
    ["新增", "惠及", "投资", "收入", "利润", "签约", "到位", "其中", "税收", "税收收入", "非税收入", "净增"]
)


def _topic_end(line: Line, start: int, end: int) -> int:
    """Where the topic of a clause ends: before its first predicate, the words that join nouns aside."""
    for token in line.inside(start, end):
        if (
            token.text in indicator.PREDICATES
            and token.text not in ("和", "及", "与", "以及", "等", "并")
            and token.start > start
        ):
            return token.start
    return end


def depends_on_carried(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`增加值增长8.1%、对工业增长贡献率达72.9%`; `，占全市的30%`."""
    own = _left(line, slot)
    clause = line.text[slot.start : slot.left.end].lstrip("，、；：的,; ")
    if _PLANNED.fullmatch(own) and told.subject is not None:
        return _joined(told.subject, slot, "planned", told.subject.name + own)
    compared = line.text[slot.start : slot.quantity.left].lstrip("，、；：的,; ")
    if told.subject is not None and compared.startswith("占") and slot.quantity.kind == "ratio":
        whole = told.subject.name.partition("占")[0]
        return _joined(told.subject, slot, "depends-on-carried", whole + compared.removesuffix("的"))
    if told.subject is not None and _COMPARED.match(compared) and len(compared) <= 24:
        return _joined(told.subject, slot, "depends-on-carried", told.subject.name + compared)
    if told.subject is None or not own or not _DEPENDENT.match(clause) or len(own) > 24:
        return None
    own = own if _DEPENDENT.match(own) else clause
    return _joined(told.subject, slot, "depends-on-carried", told.subject.name + own.removesuffix("的"))


def _changes(slot: Slot) -> bool:
    """Whether the words before the number say a change of what stands before them; 改善5.2万人供水条件 does not."""
    done = slot.left.empty and slot.left.verb in indicator.DO
    return bool(slot.between) and not done and bool(set(slot.left.kinds) & {"reach", "growth", "decline"})


def counted_behind(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`建成15座消防站`, `8家企业入选名录`: a count before its noun."""
    right = _right(line, slot)
    if not right or right in indicator.DO or slot.quantity.kind not in COUNTS or _changes(slot):
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
    behind = slot.right[0] < slot.right[1]
    words = line.inside(slot.left.start, slot.left.end)
    if told.subject and not behind and words and all(w.text in indicator.HARD | indicator.ADVERBS for w in words):
        return None  # 累计建成1000公里: of what was spoken of before
    if not own.strip(" 的") or (behind and (indicator.ends_with_verb(line, slot.left) or own in _LEVELS)):
        return None
    if own in ATTRIBUTES and (owner := _owner(line, slot)):
        return _named(line, slot.start, slot.left.end, "attribute-of-owner", owner + own)
    stretch = line.text[slot.left.end : slot.quantity.left]
    if found := _INVESTED.search(stretch.strip()):
        return _named(line, slot.left.start, slot.quantity.left, "invested-in", own + found.group()[-2:])
    if _ARRIVED.search(stretch):
        return _named(line, slot.left.start, slot.quantity.left, "arrived", own + "到位资金")
    if added := _ADDED.match(own):
        return _named(line, slot.left.start, slot.left.end, "item-of-account", own[added.end() :])
    return _named(line, slot.left.start, slot.left.end, "named-before", _ALLOTTED.sub("", own))


_ALLOTTED = re.compile("(?<=..)(?:安排|拨付|下达)$")


def _owner(line: Line, slot: Slot) -> str:
    """`工业企业实现营业收入303亿元`: whose attribute it is."""
    head = indicator.before(line, slot.start, slot.left.start)
    owner = indicator.without_own(line.text[head.start : head.end])
    return owner if len(owner) >= 4 and head.kinds and "，" not in owner else ""


def named_behind(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`完成1100亿元固定资产投资`."""
    if _changes(slot) or not _right(line, slot) or slot.quantity.kind == "rank":
        return None
    if _right(line, slot) in _NO_NOUNS:
        return None
    return _named(line, *slot.right, "named-behind")


def verb_alone(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`完成投资3亿元`, `惠及5000人`, `新增就业`: the verb itself is what is measured, told of the subject before."""
    verb = slot.left.verb
    if not slot.left.empty or not verb or not {"cover", "spend"} & set(slot.left.kinds[:1]):
        return None
    noun = "投资" if "投" in verb else verb
    if verb.startswith("项目"):
        return Subject(verb, slot.quantity.left - len(verb), slot.quantity.left, "verb-alone")
    at = slot.quantity.left - len(verb)
    if told.subject is not None and slot.joint != "；":
        return Subject(told.subject.name + noun, told.subject.start, slot.quantity.start, "verb-of-carried")
    return Subject(noun, max(slot.start, at), slot.quantity.left, "verb-alone") if len(noun) > 1 else None


def carried(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`，同比增长5.6%`: what was spoken of before."""
    verbs = line.inside(slot.left.start, slot.left.end)
    empty = slot.left.empty or all(word.text in indicator.HARD | indicator.ADVERBS for word in verbs)
    if told.subject is None or not empty or slot.right[0] < slot.right[1]:
        return None
    if slot.left.verb in ("改善", "优化") and slot.quantity.kind in COUNTS:
        return None
    return Subject(told.subject.name, told.subject.start, told.subject.end, "carried")


def counted_doing(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`15250人如期脱贫`: people counted by what they did."""
    if slot.quantity.kind != "person" or slot.start < slot.quantity.left or slot.right[0] < slot.right[1]:
        return None
    words = line.inside(slot.quantity.right, _next_mark(line.text, slot.quantity.right))
    while words and words[0].text in indicator.ADVERBS | {"如期", "的"}:
        words = words[1:]
    if not words or words[0].text in indicator.CHANGES or words[-1].end - words[0].start > 14:
        return None
    return _named(line, words[0].start, words[-1].end, "counted-doing")


def _next_mark(text: str, start: int) -> int:
    return next((at for at in range(start, len(text)) if text[at] in "，；。、,;（("), len(text))


def attribute_of_noun_behind(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """`总投资320亿元的重点项目85个`: an attribute and its amount before the noun that has them."""
    own = line.text[slot.left.end : slot.quantity.left].strip("约达为超近 ") or _left(line, slot)
    if own not in ATTRIBUTES or not line.text.startswith("的", slot.quantity.right) or not _right(line, slot):
        return None
    return _named(line, *slot.right, "attribute-of-noun-behind", _right(line, slot) + own)


RULES: tuple[Rule, ...] = (
    share_of_noun,
    attribute_of_noun_behind,
    within_parentheses,
    of_a_plan,
    depends_on_carried,
    part_at_a_level,
    attribute_of_carried,
    attribute_of_clause,
    spent_on,
    counted_behind,
    named_before,
    named_behind,
    verb_alone,
    counted_doing,
    carried,
)


def subject(line: Line, slot: Slot, told: Carried) -> Subject | None:
    """What the number measures, by the first rule that answers."""
    for rule in RULES:
        if found := rule(line, slot, told):
            return found
    return None


STRUCTURAL = lexicon.words("verbs", "structural")
