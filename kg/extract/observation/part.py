"""Subjects that are parts of what was spoken of: in parentheses, of a place, of a sector, of a count.

`（其中：开发区170万元）`, `其中河西区30亿元`, `采矿业增长5%`, `其中医院8000张`.
"""

from __future__ import annotations

import re

from kg.extract.observation import indicator
from kg.extract.observation.account import ACCOUNTS, LEVELS
from kg.extract.observation.discourse import Discourse, Subject, clause_start, left, named, right
from kg.extract.observation.indicator import is_attribute
from kg.extract.observation.number_context import NumberContext
from kg.extract.observation.verb_classes import ATTRIBUTES
from kg.text.line import Line
from kg.text.marks import HAN

_PARTS = ("区", "县", "市", "镇", "乡", "街道", "省", "旗", "州", "盟", "团", "级")
_LONGEST_PART = 8


def _is_part(name: str) -> bool:
    """Whether a name is that of a part of the place, or of a level: 河西区, 市本级."""
    return 1 < len(name) <= _LONGEST_PART and name.endswith(_PARTS) and HAN.fullmatch(name) is not None


def within_parentheses(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`资金（15.54亿元）`: the number tells of the noun before; `（其中：开发区170万元）`: of a part of it."""
    if number.depth <= spoken.depth and number.depth == 0:
        return None
    opening = max(line.text.rfind(mark, 0, number.quantity.left) for mark in "（(")
    own = left(line, number)
    if not own and not line.text[opening + 1 : number.quantity.left].strip():
        before = indicator.before(line, max(0, clause_start(line.text, opening)), opening)
        return named(line, before.start, before.end, "before-parenthesis")
    if spoken.subject is None or not _is_part(own) or _PLACED.fullmatch(own):
        return None
    whole = _without_level(spoken.subject.name)
    shared = next((length for length in range(min(len(own), len(whole)), 1, -1) if whole.endswith(own[-length:])), 0)
    name = own if shared else own + whole
    return named(line, number.left.start, number.left.end, "part-in-parentheses", name)


def _without_level(name: str) -> str:
    """An account without the level that it is told of: 市本级收入 -> 收入."""
    level = next((word for word in LEVELS if name.startswith(word)), "")
    return name.removeprefix(level) or name


def part_of_whole(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`固定资产投资65亿元，其中河西区30亿元、河东区8亿元`: the same in a part of the place."""
    own = left(line, number)
    if spoken.subject is None or not _is_part(own) or right(line, number):
        return None
    if own[-2:] == spoken.subject.name[-2:]:
        return None  # 文艺院团46家，其中民营院团33家
    if "其中" not in line.text[max(spoken.subject.end, number.quantity.left - 200) : number.quantity.left]:
        return None
    return Subject(own + spoken.subject.name, number.left.start, number.quantity.start, "part-of-whole")


def under_way(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`建成大桥3座、在建5座`: the same things at another stage."""
    own = left(line, number)
    words = [word.text for word in line.inside(number.left.start, number.left.end)]
    done = own in ("在建", "续建", "拟建", "已建成") or (
        number.quantity.unit == spoken.unit and own.removeprefix("新") in _STAGES and len(words) <= _VERBS
    )
    if spoken.subject is None or not done or right(line, number):
        return None
    thing = _without_stage(spoken.subject.name)
    return Subject(own + thing, spoken.subject.start, number.left.end, "under-way")


_STAGES = frozenset("开工 竣工 完工 投产 建成 供应 销售 分配 配租 入住 启用 通车 投用 达标 关停 签约 交付".split())
_AT_STAGE = ("新签约", "新开工", "签约", "开工", "竣工", "完工", "投产", "建成")
_MADE = ("开工", "竣工", "完工", "建成", "供应", "筹集", "筹建", "建设", "新建")


def _without_stage(name: str) -> str:
    """The things without the stage that they were told at: 新供应|保障性住房."""
    new = name.removeprefix("新")
    bare = next((new.removeprefix(verb) for verb in _MADE if new.startswith(verb)), name)
    thing = bare if len(bare) > 2 else name
    at = next((verb for verb in _AT_STAGE if thing.endswith(verb)), "")
    return thing.removesuffix(at) if len(thing) > len(at) + 1 else thing


_VERBS = 2


def item_at_a_level(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`县本级债务余额14亿元，其中：一般债务余额7亿元`: an item of what was told of one level is of that level."""
    own = left(line, number)
    level = next((word for word in LEVELS if spoken.whole and spoken.whole.name.startswith(word)), "")
    if not level or spoken.whole is None or own.startswith(LEVELS) or not own.endswith(ACCOUNTS) or right(line, number):
        return None
    if "其中" not in line.text[spoken.whole.end : number.quantity.left]:
        return None
    return named(line, number.left.start, number.left.end, "item-at-a-level", level + own)


# Heads of amounts that are told of parts as well, and the kind of amount that each is.
_HEADS_OF_PARTS = (
    ("出厂价格指数", ""), ("出厂价格", ""), ("购进价格", ""), ("价格", ""),
    ("社会消费品零售总额", "money"), ("固定资产投资", "money"), ("利润总额", "money"), ("营业收入", "money"),
    ("增加值", "money"), ("总产值", "money"), ("零售额", "money"), ("销售额", "money"), ("销售面积", "area"),
    ("进出口总额", "money"), ("用电量", "energy"), ("产值", "money"), ("利润", "money"), ("投资", "money"),
    ("税收", "money"),
)  # fmt: skip
_A_PART = re.compile(
    "(?!.{0,4}(?:利用|使用|引进))[一-龥、]{0,24}(?:业|企业|类|制造|城镇|乡村|农村|住宅|办公楼|用房|国有|民营|外资|内资|领域|板块|民间|中央|地方|园区|开发区|高新区|经开区)|第[一二三]产业|[一二三]产"
    "|食品烟酒|衣着|居住|生活用品及服务|交通[和及]?通信|教育文化[和及]?娱乐|医疗保健|其他用品[和及]服务|生产资料|生活资料|消费品"
)
_PLACED = re.compile("[一-龥0-9A]{1,12}(?:院|所|站|馆|机构|中心|学校|级|性)")
_HELD = ("床位", "人员", "学生", "教师", "景区", "饭店", "企业", "人口", "图书", "技术人员")


def part_of_count(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`机构床位9000张，其中医院8000张，卫生院500张`: the same things in a part or of a grade."""
    own = indicator.without_own(left(line, number))
    if spoken.whole is None or number.quantity.unit != spoken.unit or right(line, number):
        return None
    whole = spoken.whole.name
    head = next((word for word in _HELD if whole.endswith(word)), "") if _PLACED.fullmatch(own) else ""
    among = "其中" in line.text[spoken.whole.end : number.quantity.left]
    beside = line.text[number.start - 1 : number.start] in ("；", ";") and len(own) <= _SHORT
    if not head and (among or beside) and _MEMBER.fullmatch(own) and not is_attribute(own):
        head = _head(whole)
    if not head or own.endswith(head[-2:]) or not (among or beside or number.depth):
        return None
    return Subject(own + head, number.left.start, number.quantity.start, "part-of-count")


_SHORT = 4  # letters of a name that goes on a list: 蔬菜播种面积3公顷；|果用瓜1公顷


def _head(whole: str) -> str:
    """What is measured of a whole: 通车里程 of 公路通车里程; nothing where it says no more than that."""
    known = whole.endswith(_MEASURED)
    return next((whole[at:] for at in range(2, len(whole)) if is_attribute(whole[at:])), "") if known else ""


# Heads of what is measured that parts are told without: 公路通车里程…，其中高速公路.
_MEASURED = (
    "面积",
    "里程",
    "产量",
    "保有量",
    "用户",
    "人口",
    "存栏",
    "出栏",
    "水量",
    "用电量",
    "发电量",
    "吞吐量",
    "库存",
)
_MEMBER = re.compile("(?!.*(?:新增|新建|完成|实现|占))[一-龥A-Za-z“”]{2,10}")


def has_parts(name: str) -> bool:
    """Whether a name ends with a head that its parts may leave out: 规上工业增加值, of which 采矿业 is told as well."""
    return any(name.endswith(head) for head, _ in _HEADS_OF_PARTS)


_AMONG = re.compile("(?:[^，。；0-9]{0,6}，)?(?:全年|在)?(?P<whole>[^，。；、0-9]{3,16})中[，,]")


def whole_told(text: str, before: str) -> str:
    """The whole that the opening of a sentence names, or the one before: 限上单位零售额中，饮料类增长3%."""
    found = _AMONG.match(text)
    return found["whole"] if found and has_parts(found["whole"]) else before


# By what a sentence looks at the parts: 从产品产量看，铝材增长3%; 分产业投资看.
_SEEN_BY = re.compile(
    "(?:从|分|按)[^，。；：]{0,10}?(?P<head>产量|价格|收入|投资|增加值|零售额|产值|利润|税收|用电量|销售额|进出口|销量)"
    "(?:情况|方面)?(?:来看|看|分)[，,：:]"
)


def among_told(text: str, before: str) -> str:
    """The whole of which the opening tells the parts, or the sentence before that goes on: 零售额中，A增长3%；"""
    found = _AMONG.match(text)
    return found["whole"] if found and has_parts(found["whole"]) else before


def part_by_view(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`从产品产量看，铝材增长9%，铜材增长7%`: parts of what the sentence says that it looks at."""
    own = left(line, number)
    found = _SEEN_BY.search(line.text, 0, number.quantity.start)
    if not found or "。" in line.text[found.end() : number.quantity.start] or right(line, number):
        return None
    told = own.endswith((found["head"], *ATTRIBUTES)) or any(head for head, _ in _HEADS_OF_PARTS if own.endswith(head))
    changes = set(number.left.kinds) & {"growth", "decline"} or number.quantity.kind == "money"
    if told or not changes or not (HAN.fullmatch(own.replace("、", "")) and 1 < len(own) <= _LONGEST_VIEWED):
        return None
    return Subject(own + found["head"], number.left.start, number.quantity.start, "part-without-head")


_LONGEST_VIEWED = 20


def part_without_head(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`规上工业增加值增长7%，采矿业增长5%`: a part of the economy, told without the head of what is measured."""
    own = indicator.without_own(left(line, number))
    earlier = spoken.previous if not spoken.subject or own.endswith(("业", "类", "企业", "制造")) else ()
    told = [spoken.subject.name if spoken.subject else "", *earlier]
    whole = spoken.among or next((name for name in told if has_parts(name)), "")
    if not whole or not _A_PART.fullmatch(own) or right(line, number):
        return None
    head, kind = next((row for row in _HEADS_OF_PARTS if whole.endswith(row[0])), ("", ""))
    changes = number.quantity.kind == "ratio" and set(number.left.kinds) & {"growth", "decline"}
    if not head or not (changes or number.quantity.kind == kind) or own.endswith(head):
        return None
    name = (whole.removesuffix(head) if spoken.among == whole else "") + own + head
    return Subject(name, number.left.start, number.quantity.start, "part-without-head")
