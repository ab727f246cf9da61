"""Attributes: what is measured of something that was named before, in the clause before, or behind the number.

`基金收入5.6亿元，支出7.9亿元`, `经营主体活力增强，总量达到12万户`, `总投资320亿元的重点项目`.
"""

from __future__ import annotations

import re
from itertools import dropwhile

from kg.extract.observation import front, indicator, noun_behind, verb_classes
from kg.extract.observation.account import ACCOUNTS, FUNDS, TOTALS, without_addition
from kg.extract.observation.discourse import Discourse, Subject, clause_start, joined, left, named, right
from kg.extract.observation.indicator import is_attribute
from kg.extract.observation.number_context import NumberContext
from kg.extract.observation.verb_classes import ATTRIBUTES
from kg.reference import indicators
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.marks import before_parenthesis

_WEIGHED = ("客运周转量", "货运周转量", "旅客周转量", "货物周转量", "纯收入", "增加值", "总量", "总额", "收支结余")
# Heads of which one takes the place of another: 铁路客运量9万人，货运量5万吨; 生猪存栏4万头、出栏6万头.
_MEASURES = tuple(
    word
    for word in sorted({*ATTRIBUTES, *ACCOUNTS, *_WEIGHED}, key=lambda word: (-len(word), word))
    if word not in ("其中", "资金", "规模", "数量", "投入", "投资", "项目", "比例")
)
# What is told of anything that is measured, and takes no head's place: 投资|增速.
_OF_HEADS = (
    "增速", "增幅", "涨幅", "降幅", "占比", "比重", "比例", "排名", "总量", "总额", "增量", "完成率", "贡献率", "数量",
)  # fmt: skip
# What institutions have: 养老机构11家，新增|床位392张.
_HELD = frozenset(["床位", "病床", "护理床位", "学位", "托位", "藏书"])
_HOLDERS = ("机构", "院", "中心", "学校", "园", "公寓", "馆")
# Attributes that are indicators of the place where a comma parts them from what stands before.
_ALONE = frozenset(["税收", "税收收入", "非税收入", "用电量", "发电量"])
# Of the document's own place behind who lives there: 人口38628人，|总面积196平方公里.
_AREAS = frozenset(["总面积", "国土面积", "幅员面积", "辖区面积", "土地面积", "行政区域面积"])
_INHABITANTS = ("人口", "户数", "户", "村", "社区", "居委会", "小组", "人")
# Attributes that are whole indicators of the document's own place.
_WHOLE = frozenset(["新增", "惠及", "投资", "收入", "利润", "签约", "到位", "其中", "税收", "税收收入", "非税收入"])
# A clause with a topic of its own goes on about nothing: 以旧换新带动|销售额12亿元, 纺织产业实现|产值486亿元.
_OWN_TOPIC = ("带动", "拉动", "撬动", "吸引", "实现", "完成")


def attribute_of_carried(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`项目13项、到位资金1.48亿元`; `基金收入5.6亿元，支出7.9亿元`."""
    own = without_addition(before_parenthesis(indicator.without_own(left(line, number))))
    if spoken.subject is None or right(line, number) or _anew(line, number, spoken.subject):
        return None
    carried = (spoken.base or spoken.subject).name
    listed = "、" in line.text[number.start - 1 : number.start + 1]
    held = not listed and own.removeprefix("新增") in _HELD and carried.endswith(_HOLDERS)
    attribute = held or is_attribute(own)
    if not (attribute or _item_of_budget(line, number, own, carried)) or _stands_alone(number, own, carried):
        return None
    anew = line.text[number.start - 1 : number.start] in ("；", ";") and not _other_head(own, carried)
    if anew or line.text.endswith(_OWN_TOPIC, number.start + 2, number.left.start):
        return None
    name = with_head(carried, own)
    return joined(spoken.subject, number, "attribute-of-carried" if attribute else "item-of-account", name)


def _other_head(own: str, carried: str) -> bool:
    """Whether a name is another head of what is measured of the same: 商品房销售面积；|销售额."""
    base = without_attribute(carried)
    return len(own) > _SHORTEST_HEAD and base != carried and own not in carried and not own.endswith(_OF_HEADS)


_SHORTEST_HEAD = 2


def with_head(carried: str, own: str) -> str:
    """A subject with a head of its own in place of the one before, or behind it where that is none.

    >>> with_head("生猪存栏", "出栏"), with_head("基金预算收入", "支出"), with_head("煤矿", "产量")
    ('生猪出栏', '基金预算支出', '煤矿产量')
    >>> with_head("商品房销售面积", "销售额"), with_head("技改投资", "增速"), with_head("风电装机", "装机容量")
    ('商品房销售额', '技改投资增速', '风电装机容量')
    """
    base = carried if own.endswith(_OF_HEADS) else without_attribute(carried)
    shared = next((length for length in range(len(own), 1, -1) if base.endswith(own[:length])), 0)
    return base + own[shared:]


def without_attribute(name: str) -> str:
    """A name without the head that says what is measured, where something is left that says of what.

    >>> without_attribute("煤矿年产值"), without_attribute("煤矿"), without_attribute("产值")
    ('煤矿', '煤矿', '产值')
    """
    head = next((word for word in _MEASURES if name.endswith(word) and len(name) > len(word)), "")
    return name.removesuffix(head).removesuffix("年") if head else name


def _anew(line: Line, number: NumberContext, subject: Subject) -> bool:
    """Whether a new part of the sentence with a topic of its own has begun: …；二是瑞岭山庄，|投资5万元."""
    parted = max(line.text.rfind(mark, subject.end, number.start) for mark in "；;")
    return subject.end > 0 and parted >= 0 and number.start - parted > _SHORTEST_TOPIC


_SHORTEST_TOPIC = 4


def _item_of_budget(line: Line, number: NumberContext, own: str, carried: str) -> bool:
    """Whether a name is that of an item in the budget that the sentence tells of: 预算收入…，上级补助收入…"""
    parted = number.start == 0 or line.text[number.start - 1] in "，、,"
    within = parted or line.text.startswith("、", number.start) or bool(number.joint)
    return within and "预算" in carried and "预算" not in own and bool(FUNDS.fullmatch(own))


def _stands_alone(number: NumberContext, own: str, carried: str) -> bool:
    """Whether an attribute is told of the document's place and not of what the sentence has spoken of."""
    if own in _ALONE:
        return not number.joint.startswith("、") and not carried.endswith("企业")
    if own in _AREAS:
        return carried.endswith(_INHABITANTS)
    if own in TOTALS:
        return "预算" not in carried
    if own in ("总收入", "总支出"):
        return bool(FUNDS.search(carried))  # of the budget, not of the last item that it adds up
    return own == "到位资金" and carried.endswith(("投资", "收入", "产值", "总值", "增加值", "资金", "额"))


def attribute_of_clause(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`经营主体活力增强，总量达到12万户`: the attribute of what the clause before speaks of."""
    own = left(line, number)
    begin = _begin(line, number)
    if (
        not is_attribute(own)
        or (spoken.subject is not None and not _anew(line, number, spoken.subject))
        or begin < 2
        or right(line, number)
        or own in _WHOLE | _ALONE | TOTALS
    ):
        return None
    if owner(line, number):
        return None
    start = clause_start(line.text, begin - 1)
    while number.each and start > 1 and line.text[start - 1] == "、":
        start = clause_start(line.text, start - 1)
    start = _behind_leading(line, start, begin - 1)
    end = _topic_end(line, start, begin - 1)
    name = _GROWS.sub("", front.FRONT_TIME.sub("", line.text[start:end]).rpartition("等")[2])
    if not 2 <= len(name) <= 20 or _is_situated(name):
        return None
    return Subject(indicator.without_own(name) + own, end - len(name), number.quantity.start, "attribute-of-clause")


def _begin(line: Line, number: NumberContext) -> int:
    """Where the clause of an attribute begins, behind a mark that parts it from a predicate: …跃居前列、|总量."""
    parted = number.left.start - 1 > number.start and line.text[number.left.start - 1] == "、"
    return number.left.start if parted else number.start


# What is said of a topic that no predicate ends: 畜牧业|健康发展, 园区|发展.
_GROWS = re.compile("(?<=[一-龥]{2})(?:持续|稳步|快速|健康|蓬勃|加快|全面|不断|平稳|迅速|高质量)*(?:发展|壮大|建设)$")


# What an owner has that is told behind 完成, besides attributes.
ALSO_OWNED = ("固定资产投资", "工业总产值", "工业增加值", "工业投资", "技改投资")
_SITUATED = ("位于", "坐落", "隶属", "成立于", "始建于", "建于", "地处", "是")


def _is_situated(name: str) -> bool:
    """Whether a clause only says where or what a thing is, or since when."""
    return name.startswith("其") or any(word in name for word in _SITUATED) or any(map(str.isdigit, name))


_BARE_RATE = re.compile("(?!失业|就业|犯罪|死亡|出生|增长|贡献|利润)[一-龥]{2}率|按期办结率|审批时限|办理时限|去化周期")


def rate_of_topic(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`推进新农合工作，参合率达73%`; `审批事项599件，按期办结率100%`: a bare rate of what the clause before names."""
    own = left(line, number)
    before = number.start > 1 and line.text[number.start - 1] in "，,"
    if not before or not _BARE_RATE.fullmatch(own) or right(line, number):
        return None
    start = clause_start(line.text, number.start - 1)
    if spoken.subject and spoken.subject.end > start:
        name = spoken.subject.name
        alike = name.endswith("率") or own[:2] in name
        return None if alike else joined(spoken.subject, number, "rate-of-topic", name + own)
    topic = indicator.before(line, start, number.start - 1)
    name = line.text[topic.start : topic.end].removesuffix("工作")
    if topic.kinds or not 2 <= len(name) <= _LONGEST_TOPIC or _is_situated(name) or "、" in name:
        return None
    return named(line, topic.start, number.quantity.start, "rate-of-topic", name + own)


_LONGEST_TOPIC = 10


def growth_of_clause(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`地区生产总值连跨两个万亿元台阶，年均增长5.7%`: a known indicator that begins the clause before."""
    rises = number.quantity.kind == "ratio" and {"growth", "decline"} & set(number.left.kinds)
    before = number.start > 1 and line.text[number.start - 1] in "，,"
    if spoken.subject or not (rises and before and number.left.empty) or right(line, number):
        return None
    start = clause_start(line.text, number.start - 1)
    if both := _SOLD.search(line.text, start, number.start - 1):
        return named(line, both.start("what"), both.end("what"), "growth-of-clause")
    for end in range(number.start - 1, start + _SHORTEST_TOPIC - 1, -1):
        name = indicator.without_own(line.text[start:end])
        if len(name) >= _SHORTEST_TOPIC and indicators.meaning(name, "growth", "%"):
            return Subject(name, start, number.quantity.start, "growth-of-clause")
    return None


# What is made and sold alike: 商用车产销|两旺，分别增长61.2%和58.4%.
_SOLD = re.compile("(?P<what>[一-龥]{2,14}产销)(?:两旺|旺盛|齐升)$")


def owner(line: Line, number: NumberContext) -> str:
    """`工业企业实现营业收入90亿元`: whose attribute it is."""
    head = indicator.before(line, number.start, number.left.start)
    words = line.inside(head.start, head.end)
    told = tuple(dropwhile(lambda word: word.text in dictionary().verbs, words))
    owner = indicator.without_own("".join(word.text for word in told))
    says = len(owner) >= _SAYS_WHOSE or owner.endswith(("业", "经济")) or (len(told) < len(words) and len(owner) > 1)
    return owner if says and head.kinds and "，" not in owner else ""


_SAYS_WHOSE = 4  # letters of a noun that says whose an attribute is


def _behind_leading(line: Line, start: int, end: int) -> int:
    """Behind the adverbs and verbs that a clause begins with: 加快|瑞岭产业园发展."""
    for token in line.inside(start, end):
        if token.text not in verb_classes.DO | verb_classes.ADVERBS | verb_classes.PREDICATES:
            return token.start
    return start


def _topic_end(line: Line, start: int, end: int) -> int:
    """Where the topic of a clause ends: before its first predicate, the words that join nouns aside."""
    for token in line.inside(start, end):
        if (
            token.text in verb_classes.PREDICATES
            and token.text not in ("和", "及", "与", "以及", "等", "并")
            and token.start > start
        ):
            return token.start
        if token.text in ("多项", "各项") and token.start > start + 1:
            return token.start
    return end


def attribute_of_noun_behind(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`总投资320亿元的重点项目85个`: an attribute and its amount before the noun that has them."""
    own = line.text[number.left.end : number.quantity.left].strip("约达为超近 ") or left(line, number)
    own = own.rpartition("等")[2].removeprefix("一批")  # 甲电气等|总投资56亿元的9个项目
    if own not in ATTRIBUTES or not line.text.startswith("的", number.quantity.right):
        return None
    start, end = number.right
    behind = number.quantity.right + 1
    counted = next((item.right for item in line.quantities if item.left == behind), 0)
    if counted:  # 总投资3亿元的|5个|项目, 总投资12亿元的|28万千瓦|风电项目
        start, end = noun_behind.behind(line, counted, _clause_end(line.text, counted))
    if start >= end:
        return None
    if not counted and own in _OF_ALL and (listed := _LISTED.match(line.text, start)):
        end = start + len(_BEGUN.sub("", listed.group()))  # 总投资28亿元的|甲片区、乙村棚户区改造
    return named(line, start, end, "attribute-of-noun-behind", line.text[start:end] + own)


# What is told of all of a list at once, and the list.
_OF_ALL = frozenset(["总投资", "计划总投资", "总投资额", "投资", "计划投资"])
_BEGUN = re.compile("(?:已|正|均|全面|全部|相继|陆续|顺利|正式|集中)*(?:开工|动工|竣工|完工|投产|启动|签约)(?:建设)?$")
_LISTED = re.compile("[^，；。：（()0-9、等]{2,20}(?:、[^，；。：（()0-9、等]{2,20}){1,4}(?=[，；。]|$)")


def _clause_end(text: str, start: int) -> int:
    return next((at for at in range(start, len(text)) if text[at] in "，；。、（(0123456789"), len(text))
