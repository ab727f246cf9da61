"""Subjects: which of the words around a number name what it measures.

`RULES` is the order of precedence; the first rule that answers wins. A rule sees the context and what the sentence has
spoken of so far, for elided subjects are carried on: 生产总值421.17亿元，同比增长5.6%，居全市第一.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import dropwhile

from kg.extract.observation import indicator, sharing, verb_classes
from kg.extract.observation.account import LEVELS, of_a_plan, of_own_plan, part_at_a_level, without_addition
from kg.extract.observation.attribute import (
    ALSO_OWNED,
    attribute_of_carried,
    attribute_of_clause,
    attribute_of_noun_behind,
    growth_of_clause,
    owner,
    rate_of_topic,
)
from kg.extract.observation.counted import (
    NO_NOUNS,
    changes,
    counted_behind,
    counted_doing,
    done_of_campaign,
    next_mark,
    share_of_noun,
    treated,
)
from kg.extract.observation.dependent import depends_on_carried, pulls
from kg.extract.observation.discourse import Discourse, Rule, Subject, left, named, right
from kg.extract.observation.measure import DONE_BEHIND
from kg.extract.observation.number_context import COUNTS, NumberContext
from kg.extract.observation.part import (
    item_at_a_level,
    part_by_view,
    part_of_count,
    part_of_whole,
    part_without_head,
    under_way,
    within_parentheses,
)
from kg.text import lexicon
from kg.text.line import Line
from kg.text.unit import MEASURED, kind

# The object of the money, behind a verb: 投资4.2亿元实施农业项目, 安排2.98亿元，支持技术改造.
_SPENT_ON = re.compile(
    "(?:，?(?:主要|重点)?(?:用于|支持|推动|保障|推进|落实)|，(?P<made>实施|完成|建设|新建|建成|打造|改造)了?(?:[0-9]{1,4}[个项条处座])?|(?![，、；。（]))(?P<what>(?:[0-9]{1,4}(?:千伏|兆瓦|毫米|米)|[^，；。：（,;0-9０-９]){2,60})"
)
STRUCTURAL = lexicon.words("verb", "structural")


def spent_on(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`投资4.2亿元实施农业产业项目106项`: what the money went into, and that it is investment."""
    spends = number.left.empty and "spend" in number.left.kinds
    funds = left(line, number) in _FUNDS_ALONE and line.text.startswith("用于", number.quantity.right)
    if number.quantity.kind != "money" or not (spends or funds):
        return None
    found = _SPENT_ON.match(line.text, number.quantity.right)
    if not found or (found["made"] and line.text[found.end() : found.end() + 1].isdigit()):
        return None
    start, end = _object(line, found.start("what"), found.end("what"))
    whole_of = _ALL_IN_ONE.search(line.text, start, next_mark(line.text, end, "、"))
    words = line.inside(*((whole_of.end(), next_mark(line.text, whole_of.end())) if whole_of else (start, end)))
    whole, words = words, tuple(dropwhile(lambda word: word.text in _BEFORE_OBJECT, words))
    if not words:
        return None
    treated = whole[len(whole) - len(words) - 1]
    if treated.text in _TREATS and words[0].start == treated.end:
        words = (treated, *words)
    listed, mark, kind = line.text[words[0].start : words[-1].end].rpartition("等")
    kind = listed + mark + kind if kind in _SAY_LITTLE else kind.removeprefix("一批")
    invests = funds or "投" in number.left.verb
    verb = "投资" if invests and ("，" not in found.group() or found["made"]) else ""
    return named(line, words[0].start, words[-1].end, "spent-on", (kind if len(kind) > 1 else listed or kind) + verb)


_OWNER_SPENT = re.compile("(?P<who>[一-龥]{2,6}?)(?P<how>(?:累计|共|已)*(?:投资|投入))")
_TREATS_THINGS = re.compile(
    "，?对(?:[^，。；]{0,16}的)?[0-9]{1,4}[条座个处段](?P<things>[一-龥]{2,8}?)(?:进行|实施)了?(?P<work>[一-龥]{3,10})(?=[，。；]|$)"
)


def spent_on_treating(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`岚山累计投资7亿元，对19条河沟进行综合整治`: money for what the next clause does to things."""
    spent = _OWNER_SPENT.fullmatch(left(line, number)) if number.quantity.kind == "money" else None
    done = _TREATS_THINGS.match(line.text, number.quantity.right) if spent else None
    if not spent or not done:
        return None
    name = done["things"] + done["work"] + spent["how"].removeprefix("已")
    return Subject(name, number.quantity.start, done.end(), "spent-on")


def _object(line: Line, start: int, end: int) -> tuple[int, int]:
    """What money goes into, behind its size and number: 投资2100万元完成全长25公里的7条|农村公路."""
    sizes = [item for item in line.quantities if item.kind in (*MEASURED, "count") and start < item.start]
    sized = sizes[0] if sizes and sizes[0].left == end and line.text.startswith("的", sizes[0].right) else None
    if not sized:
        return start, end
    behind = sizes[1].right if len(sizes) > 1 and sizes[1].left == sized.right + 1 else sized.right + 1
    return behind, next_mark(line.text, behind)


# Works on what is there, which tell what money is for: 投资3亿元|治理|河道; 新建|公路 says no more than 公路.
_TREATS = frozenset(["治理", "整治", "修复", "维修", "改造"])
# Kinds that do not say which works: 甲改造、乙扩建等|工程.
_SAY_LITTLE = frozenset(["工程", "项目", "工程建设", "项目建设"])
# Of what a thing is made: 建成|集采摘、休闲于一体的|示范基地.
_ALL_IN_ONE = re.compile("(?:集|融)[^，。；]{2,30}[于为]一体的")
# Money that says nothing of its own: 总投资|2.1亿元|用于甲等改建工程.
_FUNDS_ALONE = frozenset(["总投资", "投资", "资金", "总资金"])
_PURPOSE = re.compile(
    "(?:主要|重点)?(?:用于|支持|投向)(?:支持|保障)?(?P<what>[^，；。：（()0-9]{2,24})(?:[0-9]{1,4}[个项处](?P<things>[一-龥]{2,8}))?(?=[，；。]|$)"
)
_FUNDS = ("资金", "经费", "国债", "债券", "专项债", "基金")


def purpose(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`“两新”资金8.4亿元，其中5.1亿元用于家电更新`: a part of money by what it is for."""
    money = number.quantity.kind == "money" and number.left.empty and spoken.subject
    found = _PURPOSE.match(line.text, number.quantity.right) if money else None
    if not found or not spoken.subject or not spoken.subject.name.endswith(_FUNDS):
        return None
    what = found["what"] + (found["things"] or "")
    return Subject(what + spoken.subject.name, number.quantity.start, found.end(), "purpose")


_BEFORE_OBJECT = verb_classes.DO | {"用于", "的", "了"}


def named_before(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`固定资产投资增长50.8%`, `老旧小区15个`."""
    own = left(line, number)
    if _names_nothing(line, number, own) or (spoken.subject and _only_done(line, number)):
        return None
    if (indicator.is_attribute(own) or own in ALSO_OWNED) and (whose := owner(line, number)):
        return named(line, number.start, number.left.end, "attribute-of-owner", whose + own)
    stretch = line.text[number.left.end : number.quantity.left]
    if number.quantity.kind == "ratio" and (done := _done_to(line, number)):
        return named(line, number.left.start, number.left.end, "named-before", own + done)
    if stretch.endswith(_SPREADS) and number.quantity.kind == "count" and len(right(line, number)) > 1:
        return named(line, number.left.start, number.left.end, "named-before", own + right(line, number))
    if done := _of_which_done(line, number, spoken, own):
        return named(line, number.left.start, number.quantity.right + len(done), "named-before", done + own)
    own = _as_counted(line, number, spoken, own)
    if among := _AMONG.fullmatch(own):
        told = _DONE_TO.match(line.text, number.quantity.right)
        said = told.group() if told and not number.right[0] < number.right[1] else ""
        return named(line, number.left.start, number.quantity.right + len(said), "named-before", said + among["things"])
    if (item := without_addition(own)) != own:
        return named(line, number.left.start, number.left.end, "item-of-account", item)
    allotted = len(own) > _SHORTEST_ALLOTTED and own.endswith(("安排", "拨付", "下达"))
    return named(
        line,
        number.left.start,
        number.left.end,
        "named-before",
        _level(line, number, spoken) + own[: -2 * allotted or None],
    )


_SHORTEST_ALLOTTED = 3


# Of which some are told: 32个行业大类中|有24个实现增长.
_AMONG = re.compile("(?P<things>[^，]{2,20}?)(?<![其高初集])之?中")


def _of_which_done(line: Line, number: NumberContext, spoken: Discourse, own: str) -> str:
    """What has been done to some of the things that were just counted: 9所卫生院7所|建成投用."""
    again = spoken.subject is not None and spoken.subject.name == own and spoken.unit == number.quantity.unit
    done = DONE_BEHIND.match(line.text, number.quantity.right) if again and not number.between else None
    return done["done"] if done else ""


def _level(line: Line, number: NumberContext, spoken: Discourse) -> str:
    """The level that a list is told of once: 国家级绿色工厂268家、|绿色矿山53家."""
    listed = spoken.subject and line.text.startswith("、", number.start) and spoken.unit == number.quantity.unit
    own = left(line, number)
    return sharing.level(spoken.subject.name) if listed and spoken.subject and not own.startswith(_HAVE_LEVELS) else ""


_HAVE_LEVELS = ("国家", "全国", "省", "市", "县", "区", "镇", "乡", "村", "新")
_SAYS_NO_DOING = ("以", "的", "左右", "和", "及", "规模", "水平", "目标", "任务", "区间", "上下", "多", "余")
_SPREADS = tuple(
    verb + to for verb in ("扩大", "拓展", "扩展", "延伸", "增加") for to in "至到"
)  # 经贸往来扩大至|96个|国家
_DONE_TO = re.compile("(?:实现|完成)?(?P<what>[一-龥]{2,8})(?=[，。；、]|$)")


def _done_to(line: Line, number: NumberContext) -> str:
    """What has been done to the part of a whole: 公交车100%|纯电动化."""
    changes = set(number.left.kinds) & {"growth", "decline", "reach"}
    found = None if changes else _DONE_TO.match(line.text, number.quantity.right)
    return found["what"] if found and not found["what"].startswith(_SAYS_NO_DOING) else ""


def _names_nothing(line: Line, number: NumberContext, own: str) -> bool:
    """Whether what stands before a number is no name: nothing, 不足, a verb or a level before the noun behind it."""
    if own.endswith("等") and number.right[0] < number.right[1]:
        return True  # 甲、乙等|10个|村: examples of what is counted
    if own in ("不足", "不到") or (own in _PHASES and number.right[0] < number.right[1]) or not own.strip(" 的"):
        return True
    behind = number.right[0] < number.right[1]
    return behind and (indicator.ends_with_verb(line, number.left) or own in LEVELS)


_PHASES = frozenset(["年度", "首期", "一期", "二期", "首批", "总额", "总规模"])


def _only_done(line: Line, number: NumberContext) -> bool:
    """`累计建成1000公里`: nothing but what was done, to what was spoken of before."""
    words = line.inside(number.left.start, number.left.end)
    return number.right[0] == number.right[1] and bool(words) and all(word.text in _DOING for word in words)


_DOING = verb_classes.HARD | verb_classes.ADVERBS


def named_behind(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`完成1100亿元固定资产投资`."""
    if changes(line, number) or not right(line, number) or number.quantity.kind == "rank":
        return None
    if right(line, number) in NO_NOUNS:
        return None
    return named(line, *number.right, "named-behind")


def _as_counted(line: Line, number: NumberContext, spoken: Discourse, own: str) -> str:
    """A name that begins inside what has just been counted, as the count calls it: 133个|续建项目|完成投资."""
    counted = spoken.subject
    if counted is None or not number.start <= number.left.start < counted.end < number.left.end:
        return own
    begins = counted.name.endswith(line.text[number.left.start : counted.end])
    return counted.name + line.text[counted.end : number.left.end] if begins else own


def verb_alone(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`完成投资3亿元`, `惠及5000人`, `新增就业`: the verb itself is what is measured, told of the subject before."""
    verb = number.left.verb
    if not number.left.empty or not verb or not {"cover", "spend"} & set(number.left.kinds[:1]):
        return None
    at = number.quantity.left - len(verb)
    if verb.startswith("项目"):
        return Subject(verb, at, number.quantity.left, "verb-alone")
    noun = "投资" if "投" in verb else verb
    if spoken.subject is not None and number.joint != "；":
        return Subject(
            spoken.subject.name.removesuffix(noun) + noun,
            spoken.subject.start,
            number.quantity.start,
            "verb-of-carried",
        )
    return Subject(noun, max(number.start, at), number.quantity.left, "verb-alone") if len(noun) > 1 else None


_EARNED = re.compile("(?P<each>户均|人均|亩均)(?:每?年)?(?:可|能|将)?增收")


def earned(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`带动300人就业，户均年增收2万元`: what each household earns more."""
    found = _EARNED.search(line.text, number.start, number.quantity.left) if number.quantity.kind == "money" else None
    return Subject(found["each"] + "收入", found.start(), number.quantity.start, "verb-alone") if found else None


def carried(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`，同比增长5.6%`: what was spoken of before."""
    verbs = line.inside(number.left.start, number.left.end)
    empty = number.left.empty or all(word.text in _DOING for word in verbs)
    told_behind = number.right[0] < number.right[1] and number.quantity.kind != "rank"  # 跻身全国第四大|石材基地
    if spoken.subject is None or not empty or told_behind:
        return None
    if number.left.verb in ("改善", "优化") and number.quantity.kind in COUNTS:
        return None
    if _of_another_kind(number, spoken):
        return None
    return replace(_of_change(number, spoken), rule="carried")


_OF_MONEY = ("资金", "收入", "支出", "投资", "补贴", "产值", "总额")


def _of_another_kind(number: NumberContext, spoken: Discourse) -> bool:
    """Whether a change in an amount cannot be of what was spoken of: 带动就业300人，户均增收|2万元."""
    before = kind(spoken.unit.lstrip("十百千万亿多余")) if spoken.unit else ""
    changes = {"growth", "decline"} & set(number.left.kinds)
    people = before in ("person", "count", "goods", "area") and number.quantity.kind == "money"
    return bool(changes) and people and not (spoken.subject and spoken.subject.name.endswith(_OF_MONEY))


def _of_change(number: NumberContext, spoken: Discourse) -> Subject:
    """What a change goes on about: points change the share that was told, per cent the amount itself.

    教育支出占总支出16%，增长5%; 果蔬产值占农业产值的33%，提高3个百分点.
    """
    assert spoken.subject
    if number.quantity.kind == "money" and spoken.base and spoken.subject.name.endswith(("增速", "增幅", "率", "占比")):
        return spoken.base  # 收入3亿元，增幅2%，同口径完成3.6亿元
    whole, of, _ = spoken.subject.name.partition("占")
    if number.quantity.kind == "ratio" and "growth" in number.left.kinds and of and len(whole) > 1:
        return replace(spoken.subject, name=whole)
    return spoken.share if spoken.share and number.quantity.kind == "points" else spoken.subject


RULES: tuple[Rule, ...] = (
    share_of_noun,
    attribute_of_noun_behind,
    part_of_count,
    within_parentheses,
    pulls,
    treated,
    of_a_plan,
    of_own_plan,
    depends_on_carried,
    part_at_a_level,
    attribute_of_carried,
    attribute_of_clause,
    rate_of_topic,
    purpose,
    spent_on_treating,
    spent_on,
    counted_behind,
    part_of_whole,
    under_way,
    part_by_view,
    part_without_head,
    item_at_a_level,
    named_before,
    named_behind,
    verb_alone,
    earned,
    done_of_campaign,
    counted_doing,
    growth_of_clause,
    carried,
)


def subject(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """What the number measures, by the first rule that answers."""
    for rule in RULES:
        if found := rule(line, number, spoken):
            return found
    return None
