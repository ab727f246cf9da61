"""Subjects: which of the words around a number name what it measures.

`RULES` is the order of precedence; the first rule that answers wins. A rule sees the context and what the sentence has
spoken of so far, for elided subjects are carried on: 生产总值421.17亿元，同比增长5.6%，居全市第一.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import dropwhile

from kg.extract.observation import indicator
from kg.extract.observation.account import ADDED, LEVELS, of_a_plan, of_own_plan, part_at_a_level
from kg.extract.observation.attribute import (
    ALSO_OWNED,
    attribute_of_carried,
    attribute_of_clause,
    attribute_of_noun_behind,
    growth_of_clause,
    owner,
    rate_of_topic,
)
from kg.extract.observation.dependent import depends_on_carried, pulls
from kg.extract.observation.discourse import Discourse, Rule, Subject, left, named, right
from kg.extract.observation.number_context import COUNTS, NumberContext
from kg.extract.observation.part import part_of_count, part_of_whole, part_without_head, under_way, within_parentheses
from kg.text import lexicon
from kg.text.line import Line
from kg.text.lookalike import OF_AMOUNT

_INVESTED = re.compile(
    "(?:完成|累计|计划|预计|总|共|新增|项目|概算|估算|静态){0,4}(?:投资|投入|斥资|注资|出资)(?:额|约)?$"
)
_ARRIVED = re.compile("到位$")
# What a count behind these is said to have become names it better than the bare noun: 14个县市获批国家示范县.
_BECOMES = re.compile(
    "(?:获批(?:创建|建设)?|入选|获评|荣获|荣登|上榜|被评为|被认定为|被确定为|成为|成功创建|创建为?|晋升为|晋级|位列|进入|跻身|"
    "列入|纳入|入围|入列|达到|通过|获得|获)(?:为|了)?(?P<what>(?:[一-龥“”A-Za-z]|[0-9]{1,4}(?=[强佳百A])){2,24}+)(?![0-9])"
)
# The object of the money, behind a verb: 投资4.2亿元实施农业项目, 安排2.98亿元，支持技术改造.
_SPENT_ON = re.compile(
    "(?:，?(?:主要|重点)?(?:用于|支持|推动|保障|推进|落实)|，(?P<made>实施|完成|建设|新建|建成|打造|改造)了?(?:[0-9]{1,4}[个项条处座])?|(?![，、；。（]))(?P<what>[^，；。：（,;0-9０-９]{2,60})"
)
# A class by amount whose noun comes with the next count: 3个百亿元、9个20亿元以上|项目.
_MONEY_CLASS = re.compile(OF_AMOUNT)
_SHARED_NOUN = re.compile("[、和及与][0-9]{1,4}[个家项户][^、，；。]{0,10}?(?P<noun>项目|企业|产业|工程|园区|集群)")
_MONEY_OF = re.compile("(?:资金|收入|支出|投资|补贴|产值|总额)$")
_NO_NOUNS = frozenset(["预期", "目标", "增速", "速度", "水平", "幅度", "比例", "增长", "态势", "标准", "要求"])
_ALLOTTED = re.compile("(?<=..)(?:安排|拨付|下达)$")
STRUCTURAL = lexicon.words("verb", "structural")


def share_of_noun(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`60%以上的耕地`, `75%以上衔接资金用于产业`."""
    if number.quantity.kind != "ratio" or number.right[0] == number.right[1] or number.joint:
        return None
    if not number.left.empty and number.left.kinds[:1] != ("do",) and not indicator.ends_with_verb(line, number.left):
        return None
    if set(number.left.kinds) & {"growth", "decline", "reach"} or right(line, number) in _NO_NOUNS:
        return None
    return named(line, *number.right, "share-of-noun", right(line, number) + _predicate(line, number))


_LONGEST_PREDICATE = 16


def _predicate(line: Line, number: NumberContext) -> str:
    """What is said of the things behind a number, up to the next mark: 70%以上支出|用于民生."""
    start = number.right[1]
    said = _GOES_ON.split(line.text[start : _next_mark(line.text, start)].removesuffix("要求"))[0]
    fits = 1 < len(said) <= _LONGEST_PREDICATE and not _DIGIT.search(said)
    return said if fits and not said.startswith(_SAYS_NO_MORE) else ""


_GOES_ON = re.compile("(?<=[一-龥])(?:全部|已经|正在|有序|加快|稳步)")
# What goes on about the things without saying which they are: 项目|加快推进.
_SAYS_NO_MORE = ("的", "进行", "加快", "等", "有序", "全部", "进展", "稳步", "顺利", "同天")


_DIGIT = re.compile("[0-9]")


def spent_on(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`投资4.2亿元实施农业产业项目106项`: what the money went into, and that it is investment."""
    if number.quantity.kind != "money" or not number.left.empty or "spend" not in number.left.kinds:
        return None
    found = _SPENT_ON.match(line.text, number.quantity.right)
    if not found or (found["made"] and line.text[found.end() : found.end() + 1].isdigit()):
        return None
    words = line.inside(found.start("what"), found.end("what"))
    words = tuple(dropwhile(lambda word: word.text in _BEFORE_OBJECT, words))
    if not words:
        return None
    listed, _, kind = line.text[words[0].start : words[-1].end].rpartition("等")
    verb = "投资" if "投" in number.left.verb and ("，" not in found.group() or found["made"]) else ""
    return named(line, words[0].start, words[-1].end, "spent-on", (kind if len(kind) > 1 else listed or kind) + verb)


_PURPOSE = re.compile("(?:主要|重点)?(?:用于|支持|投向)(?:支持|保障)?(?P<what>[^，；。：（()0-9]{2,24})(?=[，；。]|$)")
_FUNDS = re.compile("(?:资金|经费|国债|债券|专项债|基金)$")


def purpose(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`“两新”资金8.4亿元，其中5.1亿元用于家电更新`: a part of money by what it is for."""
    money = number.quantity.kind == "money" and number.left.empty and spoken.subject
    found = _PURPOSE.match(line.text, number.quantity.right) if money else None
    if not found or not spoken.subject or not _FUNDS.search(spoken.subject.name):
        return None
    return Subject(found["what"] + spoken.subject.name, number.quantity.start, found.end(), "purpose")


_BEFORE_OBJECT = indicator.DO | {"用于", "的", "了"}


def _changes(line: Line, number: NumberContext) -> bool:
    """Whether the words before the number say a change of what stands before them; 改善5.2万人供水条件 does not."""
    done = number.left.empty_or_verb(line) and number.left.verb in indicator.DO
    return bool(number.between) and not done and bool(set(number.left.kinds) & {"reach", "growth", "decline"})


def counted_behind(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`建成15座消防站`, `8家企业入选名录`: a count before its noun."""
    noun = right(line, number)
    if not noun or noun in indicator.DO or number.quantity.kind not in COUNTS or _changes(line, number):
        return None
    if _MONEY_CLASS.fullmatch(noun) and (shared := _SHARED_NOUN.match(line.text, number.right[1])):
        return named(line, *number.right, "counted-behind", noun + shared["noun"])
    became = _BECOMES.match(line.text, number.right[1])
    if became and number.quantity.kind in ("count", "goods"):
        what = became["what"]
        name = what if what.endswith(noun[-2:]) else what + noun
        return named(line, number.right[0], became.end(), "counted-and-became", name)
    verb = line.tokens[at].text if (at := line.ends_at(number.quantity.left)) is not None else ""
    which = verb in indicator.DO and indicator.says_which(verb, noun)  # 签约5个|项目
    if reached := _reached(line, number, verb, spoken):
        return Subject(reached + verb + noun, number.start, number.right[1], "counted-of-whose")
    says_no_more = not which and len(noun) < _SAYS_ENOUGH
    whose = _whose(line, number)
    if whose and len(noun) > 1:
        return named(line, number.left.start, number.right[1], "counted-of-whose", whose + noun)
    return named(line, *number.right, "counted-behind", verb * which + noun + says_no_more * _predicate(line, number))


_SAYS_ENOUGH = 3  # letters of a noun that says which things are counted: 项目 does not
_LONGEST_OWNER = 14


_REACHES = frozenset(["惠及", "涵盖", "覆盖", "辐射", "受益"])


def _reached(line: Line, number: NumberContext, verb: str, spoken: Discourse) -> str:
    """What reaches the people or places behind a count: 供水工程惠及|40万|群众."""
    if verb not in _REACHES:
        return ""
    own = line.text[number.start : number.quantity.left - len(verb)].strip("，、 已共累计可")
    if own or not spoken.subject:
        return own if 1 < len(own) <= _LONGEST_OWNER and not _DIGIT.search(own) else ""
    return spoken.subject.name if number.start and line.text[number.start - 1] in "，," else ""


def _whose(line: Line, number: NumberContext) -> str:
    """What the things behind a count are of, where it stands right before the number: 督察组交办的|17宗|案件."""
    whose = left(line, number)
    said = line.text[number.left.end : number.quantity.left]
    begins = number.start == 0 or line.text[number.start - 1] in "，；。： \n"
    told = said == "的" or (whose.endswith(_TELLS_WHOSE) and not said)
    if not (told and begins and 1 < len(whose) <= _LONGEST_OWNER) or number.quantity.kind != "count" or number.joint:
        return ""
    words = line.inside(number.left.start, number.left.end)
    verbs = any(word.text in indicator.HARD for word in words) or words[-1].text in indicator.DO
    return "" if verbs or "等" in whose or "、" in whose else whose


# Ends of what things are of that stand right before their count: “一件事”|13个|事项, 沿线|36家|单位.
_TELLS_WHOSE = ("的", "”", "沿线", "周边", "境内", "试验区", "本级", "系统", "领域")


def named_before(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`固定资产投资增长50.8%`, `老旧小区15个`."""
    own = left(line, number)
    if _names_nothing(line, number, own) or (spoken.subject and _only_done(line, number)):
        return None
    if (indicator.is_attribute(own) or own in ALSO_OWNED) and (whose := owner(line, number)):
        return named(line, number.start, number.left.end, "attribute-of-owner", whose + own)
    stretch = line.text[number.left.end : number.quantity.left]
    if found := _INVESTED.search(stretch.strip()):
        return named(line, number.left.start, number.quantity.left, "invested-in", own + found.group()[-2:])
    if _ARRIVED.search(stretch):
        return named(line, number.left.start, number.quantity.left, "arrived", own + "到位资金")
    if added := ADDED.match(own):
        return named(line, number.left.start, number.left.end, "item-of-account", own[added.end() :])
    return named(line, number.left.start, number.left.end, "named-before", _ALLOTTED.sub("", own))


def _names_nothing(line: Line, number: NumberContext, own: str) -> bool:
    """Whether what stands before a number is no name: nothing, 不足, a verb or a level before the noun behind it."""
    if own in ("不足", "不到") or (own in _PHASES and number.right[0] < number.right[1]) or not own.strip(" 的"):
        return True
    behind = number.right[0] < number.right[1]
    return behind and (indicator.ends_with_verb(line, number.left) or own in LEVELS)


_PHASES = frozenset(["首期", "一期", "二期", "首批", "总额", "总规模"])


def _only_done(line: Line, number: NumberContext) -> bool:
    """`累计建成1000公里`: nothing but what was done, to what was spoken of before."""
    words = line.inside(number.left.start, number.left.end)
    return number.right[0] == number.right[1] and bool(words) and all(word.text in _DOING for word in words)


_DOING = indicator.HARD | indicator.ADVERBS


def named_behind(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`完成1100亿元固定资产投资`."""
    if _changes(line, number) or not right(line, number) or number.quantity.kind == "rank":
        return None
    if right(line, number) in _NO_NOUNS:
        return None
    return named(line, *number.right, "named-behind")


def verb_alone(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`完成投资3亿元`, `惠及5000人`, `新增就业`: the verb itself is what is measured, told of the subject before."""
    verb = number.left.verb
    if not number.left.empty or not verb or not {"cover", "spend"} & set(number.left.kinds[:1]):
        return None
    at = number.quantity.left - len(verb)
    if verb.startswith("项目"):
        return Subject(verb, at, number.quantity.left, "verb-alone")
    noun = "投资" if "投" in verb else verb
    if (
        spoken.subject is not None
        and number.joint != "；"
        and not (len(noun) > 2 and _MONEY_OF.search(spoken.subject.name))
    ):
        return Subject(spoken.subject.name + noun, spoken.subject.start, number.quantity.start, "verb-of-carried")
    return Subject(noun, max(number.start, at), number.quantity.left, "verb-alone") if len(noun) > 1 else None


def carried(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`，同比增长5.6%`: what was spoken of before."""
    verbs = line.inside(number.left.start, number.left.end)
    empty = number.left.empty or all(word.text in _DOING for word in verbs)
    if spoken.subject is None or not empty or number.right[0] < number.right[1]:
        return None
    if number.left.verb in ("改善", "优化") and number.quantity.kind in COUNTS:
        return None
    return replace(_of_change(number, spoken), rule="carried")


def _of_change(number: NumberContext, spoken: Discourse) -> Subject:
    """What a change goes on about: points change the share that was told, per cent the amount itself.

    教育支出占总支出16%，增长5%; 果蔬产值占农业产值的33%，提高3个百分点.
    """
    assert spoken.subject
    whole, of, _ = spoken.subject.name.partition("占")
    if number.quantity.kind == "ratio" and "growth" in number.left.kinds and of and len(whole) > 1:
        return replace(spoken.subject, name=whole)
    return spoken.share if spoken.share and number.quantity.kind == "points" else spoken.subject


def counted_doing(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`15250人如期脱贫`: people counted by what they did."""
    if number.quantity.kind != "person" or number.start < number.quantity.left or number.right[0] < number.right[1]:
        return None
    words = line.inside(number.quantity.right, _next_mark(line.text, number.quantity.right))
    while words and words[0].text in indicator.ADVERBS | {"如期", "的"}:
        words = words[1:]
    if not words or words[0].text in indicator.CHANGES or words[-1].end - words[0].start > 14:
        return None
    return named(line, words[0].start, words[-1].end, "counted-doing")


def _next_mark(text: str, start: int) -> int:
    return next((at for at in range(start, len(text)) if text[at] in "，；。、,;（("), len(text))


RULES: tuple[Rule, ...] = (
    share_of_noun,
    attribute_of_noun_behind,
    part_of_count,
    within_parentheses,
    pulls,
    of_a_plan,
    of_own_plan,
    depends_on_carried,
    part_at_a_level,
    attribute_of_carried,
    attribute_of_clause,
    rate_of_topic,
    purpose,
    spent_on,
    counted_behind,
    part_of_whole,
    under_way,
    part_without_head,
    named_before,
    named_behind,
    verb_alone,
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
