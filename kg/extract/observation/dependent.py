"""Subjects that hang on another: attributes, accounts and their parts, shares of plans, comparisons.

`基金收入5.6亿元，支出7.9亿元`, `为年初预算6,009万元的114.4%`, `（其中：开发区170万元）`, `高于全省2.3个百分点`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.observation import indicator
from kg.extract.observation.discourse import Discourse, Subject, clause_start, joined, left, named, right
from kg.extract.observation.indicator import ATTRIBUTES, is_attribute
from kg.extract.observation.number_context import NumberContext
from kg.text.line import Line

_ONLY = re.compile("^(?:仅|只|已|均|超额|累计)")
_OF_A_PLAN = re.compile(
    "(?:仅|只|已|均|超额|累计)?(?:完成|达到|达|占|为|是)(?:[一-龥]{0,6})(?:任务|预算|目标|计划|进度|预算数|决算数|预算收入)(?:数)?的?$"
)
# What was planned for the year and not what came of it: 为年初预算6,009万元的114.4%.
_PLANNED = re.compile("(?:年初|年度|调整|当年|上年)?(?:预算|任务|计划|目标)(?:数)?")
# What was planned for an account: 支出|年初预算, and what it was changed to under way: 执行中|调整为.
_PLANNED_ACCOUNT = re.compile("(?:调整后的)?(?P<head>收入|支出)(?:年初|年度|调整|当年|上年)?预算(?:数)?")
_ADJUSTED = re.compile("(?:调整|调增|调减)(?:为|到|至)$")
# Own attribute words that replace the attribute of the subject before them: 基金收入5.6亿元，支出7.9亿元.
_ACCOUNTS = (
    "收入总计", "支出总计", "收入合计", "支出合计", "滚存结余", "年终结余", "营业收入", "营业利润", "利润总额", "收入",
    "支出", "余额", "限额", "结余", "结转", "产值",
)  # fmt: skip
_WEIGHED = ("客运周转量", "货运周转量", "旅客周转量", "货物周转量", "纯收入", "增加值", "总量", "总额", "收支结余")
# Heads of which one takes the place of another: 铁路客运量9万人，货运量5万吨; 生猪存栏4万头、出栏6万头.
_MEASURES = tuple(
    word
    for word in sorted({*ATTRIBUTES, *_ACCOUNTS, *_WEIGHED}, key=lambda word: (-len(word), word))
    if word not in ("其中", "资金", "规模", "数量", "投入", "投资", "项目", "比例")
)
# What is told of anything that is measured, and takes no head's place: 投资|增速.
_OF_HEADS = (
    "增速", "增幅", "涨幅", "降幅", "占比", "比重", "比例", "排名", "总量", "总额", "增量", "完成率", "贡献率", "数量",
)  # fmt: skip
# What stands beside the items that it adds up, and goes with the budget that they are of.
_TOTALS = frozenset(["收入总计", "支出总计", "收入合计", "支出合计", "上年结转", "上年结余"])
LEVELS = (
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
_PART = re.compile("(?:[一-龥]{1,6}(?:区|县|市|镇|乡|街道|省|旗|州|盟|团|本级|级))$")
_DEPENDENT = re.compile("(?:总量|产值|规模|数量|面积|总额|其中|约)?占|[对比较同与]|高于|低于|快于|慢于|好于|优于|高出")
_COMPARED = re.compile("高于|低于|快于|慢于|好于|优于|高出")
_RATE_COMPARED = re.compile("(?:增速|增幅|降幅)(?:高于|低于|快于|慢于|高出)")


def _is_compared(said: str, carried: str) -> bool:
    """Whether a clause compares what was spoken of, or its rate of change: 高于全省, 增速高于全省."""
    return bool(_COMPARED.match(said) or (_RATE_COMPARED.match(said) and not carried.endswith(said[:2])))


# Items that are added up in a budget: 加上级补助收入34亿元，收入总计59亿元.
ADDED = re.compile("^加上?(?=上级|上年|结转|调入|下级|中央|省|债务|转移)|^加上(?=[一-龥]{2})")
# Attributes that are indicators of the place where a comma parts them from what stands before.
_ALONE = frozenset(["税收", "税收收入", "非税收入", "用电量", "发电量"])
# Attributes that are whole indicators of the document's own place.
_WHOLE = frozenset(["新增", "惠及", "投资", "收入", "利润", "签约", "到位", "其中", "税收", "税收收入", "非税收入"])
# A clause with a topic of its own goes on about nothing: 以旧换新带动|销售额12亿元, 纺织产业实现|产值486亿元.
_OWN_TOPIC = re.compile("[一-龥”]{2,}(?:带动|拉动|撬动|吸引|实现|完成)$")
_PARENTHESIS = re.compile("（[^（）]{1,20}）$")
_FUNDS = re.compile(
    "(?:上级|下级|上解|补助|转移支付|调入|调出|债务|债券|上年|年终|结转|返还|专项|一般债|新增|再融资)[一-龥]{0,10}(?:收入|支出|资金|结转|结余)"
)


def within_parentheses(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`资金（15.54亿元）`: the number tells of the noun before; `（其中：开发区170万元）`: of a part of it."""
    if number.depth <= spoken.depth and number.depth == 0:
        return None
    opening = max(line.text.rfind(mark, 0, number.quantity.left) for mark in "（(")
    own = left(line, number)
    if not own and not line.text[opening + 1 : number.quantity.left].strip():
        before = indicator.before(line, max(0, clause_start(line.text, opening)), opening)
        return named(line, before.start, before.end, "before-parenthesis")
    if spoken.subject is None or not _PART.fullmatch(own) or _PLACED.fullmatch(own):
        return None
    return named(
        line, number.left.start, number.left.end, "part-in-parentheses", own + _without_level(spoken.subject.name)
    )


def _without_level(name: str) -> str:
    """An account without the level that it is told of: 市本级收入 -> 收入."""
    level = next((word for word in LEVELS if name.startswith(word)), "")
    return name.removeprefix(level) or name


def of_a_plan(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`完成年度任务的102.3%`, `为预算的98%`: a share of what was planned for the subject before."""
    if spoken.subject is None or number.quantity.kind != "ratio":
        return None
    behind = min(max(number.start, spoken.subject.end), number.quantity.left)
    stretch = line.text[behind : number.quantity.left].strip("，、；")
    if not _OF_A_PLAN.fullmatch(stretch):
        return None
    return joined(spoken.subject, number, "of-a-plan", spoken.subject.name + _ONLY.sub("", stretch).removesuffix("的"))


_OWN_PLAN = re.compile(
    "(?:完成|达到|占)[一-龥]{0,6}(?:目标任务|任务|预算|目标|投资计划|计划投资|年度投资|计划|预算数)的?$"
)


def of_own_plan(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`资产盘活收入完成年度目标任务的189%`: a share of the plan for what the clause itself names."""
    found = _OWN_PLAN.search(line.text, number.start, number.quantity.left) if number.quantity.kind == "ratio" else None
    if not found:
        return None
    who = indicator.before(line, number.start, found.start())
    if who.empty or who.end - who.start > _LONGEST_PLANNED:
        return None
    return named(
        line, who.start, number.quantity.left, "of-own-plan", line.text[who.start : found.end()].removesuffix("的")
    )


_LONGEST_PLANNED = 20


def share_of_plan(line: Line, number: NumberContext, chosen: Subject | None, spoken: Discourse) -> Subject | None:
    """What a share is told of that follows a plan's amount: `为年初预算6,009万元的114.4%`."""
    if chosen is None or chosen.rule != "planned" or spoken.subject is None:
        return None
    plan = line.text[number.start : number.left.end].strip("，、；,; ")
    return Subject(spoken.subject.name + plan, chosen.start, number.quantity.start, "of-a-plan")


_PULLS = re.compile(
    "(?P<who>[^，；。、：]*?)(?P<does>拉动|带动|影响)(?P<what>(?!贡献|作用)[^，；。、：0-9]{2,16}?)"
    "(?:增长|上涨|上升|下降)?(?:约|近|超)?$"
)
_CONTRIBUTES = re.compile("(?:增加值)?(?:对.*)?$")


def pulls(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`消费对经济增长的贡献率为35%，拉动GDP增长0.7个百分点`: what a part does for the whole."""
    found = (
        _PULLS.fullmatch(line.text, number.start, number.quantity.left) if number.quantity.kind == "points" else None
    )
    if not found:
        return None
    who = indicator.without_own(found["who"])
    if not who and spoken.subject:
        who = _CONTRIBUTES.sub("", spoken.subject.name, count=1)
    return Subject(
        who + line.text[found.start("does") : number.quantity.left], number.start, number.quantity.start, "pulls"
    )


def part_at_a_level(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`一般公共预算收入700亿元。其中:市本级收入341亿元`: the same account at one level."""
    own = line.text[number.left.start : number.left.end]
    if spoken.subject is None or not own.endswith(_ACCOUNTS) or not own.startswith(LEVELS):
        return None
    level = next(word for word in LEVELS if own.startswith(word))
    if own.removeprefix(level) not in ATTRIBUTES or not spoken.subject.name.endswith(own.removeprefix(level)):
        return None
    return Subject(level + spoken.subject.name, number.left.start, number.left.end, "part-at-a-level")


def part_of_whole(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`固定资产投资65亿元，其中河西区30亿元、河东区8亿元`: the same in a part of the place."""
    own = left(line, number)
    if spoken.subject is None or not _PART.fullmatch(own) or right(line, number):
        return None
    if own[-2:] == spoken.subject.name[-2:]:
        return None  # 文艺院团46家，其中民营院团33家
    if "其中" not in line.text[max(spoken.subject.end, number.quantity.left - 200) : number.quantity.left]:
        return None
    return Subject(own + spoken.subject.name, number.left.start, number.quantity.start, "part-of-whole")


def under_way(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`建成大桥3座、在建5座`: the same things at another stage."""
    own = left(line, number)
    if spoken.subject is None or own not in ("在建", "续建", "拟建", "已建成") or right(line, number):
        return None
    return Subject(own + spoken.subject.name, spoken.subject.start, number.left.end, "under-way")


def attribute_of_carried(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`项目13项、到位资金1.48亿元`; `基金收入5.6亿元，支出7.9亿元`."""
    own = ADDED.sub("", _PARENTHESIS.sub("", indicator.without_own(left(line, number))))
    if spoken.subject is None or right(line, number) or _anew(line, number, spoken.subject):
        return None
    carried = (spoken.base or spoken.subject).name
    if not (is_attribute(own) or _item_of_budget(line, number, own, carried)) or _stands_alone(number, own, carried):
        return None
    if line.text[number.start - 1 : number.start] in ("；", ";") or _OWN_TOPIC.search(
        line.text, number.start, number.left.start
    ):
        return None
    name = with_head(carried, own)
    return joined(spoken.subject, number, "attribute-of-carried" if is_attribute(own) else "item-of-account", name)


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


def without_plan(name: str) -> str:
    """What a plan was made for: 基金预算支出年初预算 -> 基金预算支出."""
    return _PLAN_END.sub("", name)


_PLAN_END = re.compile("(?<=收入|支出)(?:年初|年度|调整|当年|上年)?预算(?:数)?$")


_ACCOUNT = re.compile("一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|社会保险基金(?:预算)?|社保基金(?:预算)?")
_OF_ACCOUNTS = re.compile("预算|基金|收入|支出|结转|结余|转移支付|债")
_BARE_ACCOUNT = re.compile(
    f"(?P<level>(?:(?:{'|'.join(LEVELS)}|[一-龥]{{1,3}}[城市县镇]区|开发区|高新区)(?:（[^（）]{{1,12}}）)?)?)(?:(?:19|20)[0-9]{{2}}年)?"
    "(?P<what>总?(?:收入|支出)(?:合计|总计)?(?:预算数?)?|(?:本年|当年|当期|年度)?(?:收支)?结余|(?:年末|年终)?滚存结余)"
)


def account_told(text: str, before: str) -> str:
    """The budget that a heading or the opening of a sentence names last, or the one before where budgets go on."""
    named = _ACCOUNT.findall(text) if "预算" in text or "基金" in text or "国有资本" in text else []
    return named[-1] if named else before if before and _OF_ACCOUNTS.search(text) else ""


def of_account(chosen: Subject, account: str) -> Subject:
    """An account without its budget, with the one that a heading or the sentence before tells: 市级|收入."""
    bare = _BARE_ACCOUNT.fullmatch(chosen.name) if account else None
    return replace(chosen, name=bare["level"] + account + bare["what"]) if bare else chosen


# Heads of amounts that are told of parts as well, and the kind of amount that each is.
_HEADS_OF_PARTS = (
    ("出厂价格指数", ""), ("出厂价格", ""), ("购进价格", ""), ("价格", ""),
    ("社会消费品零售总额", "money"), ("固定资产投资", "money"), ("利润总额", "money"), ("营业收入", "money"),
    ("增加值", "money"), ("总产值", "money"), ("零售额", "money"), ("销售额", "money"), ("销售面积", "area"),
    ("进出口总额", "money"), ("用电量", "energy"), ("产值", "money"), ("利润", "money"), ("投资", "money"),
    ("税收", "money"),
)  # fmt: skip
_A_PART = re.compile(
    "(?!.{0,4}(?:利用|使用|引进))[一-龥、]{0,24}(?:业|企业|类|制造|城镇|乡村|农村|住宅|办公楼|用房|国有|民营|外资|内资|领域|板块|民间|中央|地方)|第[一二三]产业|[一二三]产"
    "|食品烟酒|衣着|居住|生活用品及服务|交通[和及]?通信|教育文化[和及]?娱乐|医疗保健|其他用品[和及]服务|生产资料|生活资料|消费品"
)


_PLACED = re.compile("[一-龥0-9A]{1,12}(?:院|所|站|馆|机构|中心|学校|级|性)")
_HELD = ("床位", "人员", "学生", "教师", "景区", "饭店", "企业", "人口", "图书", "技术人员")


def part_of_count(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`机构床位9000张，其中医院8000张，卫生院500张`: the same things in a part or of a grade."""
    own = left(line, number)
    if spoken.whole is None or number.quantity.unit != spoken.unit or right(line, number) or not _PLACED.fullmatch(own):
        return None
    head = next((word for word in _HELD if spoken.whole.name.endswith(word)), "")
    between = line.text[spoken.whole.end : number.quantity.left]
    if not head or own.endswith(head) or not ("其中" in between or number.depth):
        return None
    return Subject(own + head, number.left.start, number.quantity.start, "part-of-count")


def has_parts(name: str) -> bool:
    """Whether a name ends with a head that its parts may leave out: 规上工业增加值, of which 采矿业 is told as well."""
    return any(name.endswith(head) for head, _ in _HEADS_OF_PARTS)


_AMONG = re.compile("(?:[^，。；0-9]{0,6}，)?(?:全年|在)?(?P<whole>[^，。；、0-9]{3,16})中[，,]")


def whole_told(text: str, before: str) -> str:
    """The whole that the opening of a sentence names, or the one before: 限上单位零售额中，饮料类增长3%."""
    found = _AMONG.match(text)
    return found["whole"] if found and has_parts(found["whole"]) else before


def part_without_head(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`规上工业增加值增长7%，采矿业增长5%`: a part of the economy, told without the head of what is measured."""
    own = indicator.without_own(left(line, number))
    earlier = spoken.previous if not spoken.subject or own.endswith(("业", "类", "企业", "制造")) else ()
    told = [spoken.subject.name if spoken.subject else "", *earlier]
    whole = next((name for name in told if has_parts(name)), "")
    if not whole or not _A_PART.fullmatch(own) or right(line, number):
        return None
    head, kind = next((row for row in _HEADS_OF_PARTS if whole.endswith(row[0])), ("", ""))
    changes = number.quantity.kind == "ratio" and set(number.left.kinds) & {"growth", "decline"}
    if not head or not (changes or number.quantity.kind == kind) or own.endswith(head):
        return None
    return Subject(own + head, number.left.start, number.quantity.start, "part-without-head")


def _anew(line: Line, number: NumberContext, subject: Subject) -> bool:
    """Whether a new part of the sentence with a topic of its own has begun: …；二是瑞岭山庄，|投资5万元."""
    parted = max(line.text.rfind(mark, subject.end, number.start) for mark in "；;")
    return subject.end > 0 and parted >= 0 and number.start - parted > _SHORTEST_TOPIC


_SHORTEST_TOPIC = 4


def _item_of_budget(line: Line, number: NumberContext, own: str, carried: str) -> bool:
    """Whether a name is that of an item in the budget that the sentence tells of: 预算收入…，上级补助收入…"""
    within = number.start == 0 or line.text[number.start - 1] in "，、," or bool(number.joint)
    return within and "预算" in carried and "预算" not in own and bool(_FUNDS.fullmatch(own))


def _stands_alone(number: NumberContext, own: str, carried: str) -> bool:
    """Whether an attribute is told of the document's place and not of what the sentence has spoken of."""
    if own in _ALONE:
        return not number.joint.startswith("、")
    if own in _TOTALS:
        return "预算" not in carried
    if own in ("总收入", "总支出"):
        return bool(_FUNDS.search(carried))  # of the budget, not of the last item that it adds up
    return own == "到位资金" and carried.endswith(("投资", "收入", "产值", "总值", "增加值"))


def attribute_of_clause(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`经营主体活力增强，总量达到12万户`: the attribute of what the clause before speaks of."""
    own = left(line, number)
    if (
        not is_attribute(own)
        or (spoken.subject is not None and not _anew(line, number, spoken.subject))
        or number.start < 2
        or right(line, number)
        or own in _WHOLE | _ALONE | _TOTALS
    ):
        return None
    if owner(line, number):
        return None
    start = clause_start(line.text, number.start - 1)
    while number.each and start > 1 and line.text[start - 1] == "、":
        start = clause_start(line.text, start - 1)
    start = _behind_leading(line, start, number.start - 1)
    end = _topic_end(line, start, number.start - 1)
    name = indicator.FRONT_TIME.sub("", line.text[start:end]).rpartition("等")[2]
    if not 2 <= len(name) <= 20 or _SITUATED.search(name) or _DAY.search(name):
        return None
    return Subject(indicator.without_own(name) + own, end - len(name), number.quantity.start, "attribute-of-clause")


# What an owner has that is told behind 完成, besides attributes.
ALSO_OWNED = ("固定资产投资", "工业总产值", "工业增加值", "工业投资", "技改投资")


_SITUATED = re.compile("位于|坐落|隶属|成立于|始建于|建于|地处|是[^，]{2}")


_DAY = re.compile("[0-9]月|[0-9]日|[0-9]年")
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
    if topic.kinds or not 2 <= len(name) <= _LONGEST_TOPIC or _SITUATED.search(name) or "、" in name:
        return None
    return named(line, topic.start, number.quantity.start, "rate-of-topic", name + own)


_LONGEST_TOPIC = 10


def owner(line: Line, number: NumberContext) -> str:
    """`工业企业实现营业收入90亿元`: whose attribute it is."""
    head = indicator.before(line, number.start, number.left.start)
    owner = indicator.without_own(line.text[head.start : head.end])
    return owner if (len(owner) >= 4 or owner.endswith(("业", "经济"))) and head.kinds and "，" not in owner else ""


def _behind_leading(line: Line, start: int, end: int) -> int:
    """Behind the adverbs and verbs that a clause begins with: 加快|瑞岭产业园发展."""
    for token in line.inside(start, end):
        if token.text not in indicator.DO | indicator.ADVERBS | indicator.PREDICATES:
            return token.start
    return start


def _topic_end(line: Line, start: int, end: int) -> int:
    """Where the topic of a clause ends: before its first predicate, the words that join nouns aside."""
    for token in line.inside(start, end):
        if (
            token.text in indicator.PREDICATES
            and token.text not in ("和", "及", "与", "以及", "等", "并")
            and token.start > start
        ):
            return token.start
        if token.text in ("多项", "各项") and token.start > start + 1:
            return token.start
    return end


def depends_on_carried(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`增加值增长8.1%、对工业的贡献率达60%`; `，占全市的30%`."""
    if spoken.subject is None:
        return None
    carried, own = spoken.subject.name, left(line, number)
    said = line.text[number.start : number.left.end].lstrip("，、；：, ")
    if _PLANNED.fullmatch(said) or _PLANNED.fullmatch(own):
        return joined(spoken.subject, number, "planned", carried + (said if _PLANNED.fullmatch(said) else own))
    if "预算" in carried and _ADJUSTED.search(line.text, number.start, number.quantity.left):
        return joined(spoken.subject, number, "planned", carried + "调整预算")
    if found := _PLANNED_ACCOUNT.fullmatch(said) or _PLANNED_ACCOUNT.fullmatch(own):
        account = with_head(carried, found["head"])
        return joined(spoken.subject, number, "planned", account + found.string[found.end("head") :])
    compared = line.text[number.start : number.quantity.left].lstrip("，、；：的,; ")
    if compared.startswith("占") and number.quantity.kind == "ratio":
        name = carried.partition("占")[0] + compared.removesuffix("的")
    elif len(compared) <= 24 and _is_compared(compared, carried):
        name = carried + compared
    elif own and len(own) <= 24:
        clause = line.text[number.start : number.left.end].lstrip("，、；：的,; ")
        if not _DEPENDENT.match(clause):
            return None
        name = carried + (own if _DEPENDENT.match(own) else clause).removesuffix("的")
    else:
        return None
    return joined(spoken.subject, number, "depends-on-carried", name)


def attribute_of_noun_behind(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`总投资320亿元的重点项目85个`: an attribute and its amount before the noun that has them."""
    own = (line.text[number.left.end : number.quantity.left].strip("约达为超近 ") or left(line, number)).removeprefix(
        "一批"
    )
    if own not in ATTRIBUTES or not line.text.startswith("的", number.quantity.right):
        return None
    start, end = number.right
    behind = number.quantity.right + 1
    counted = next((item.right for item in line.quantities if item.left == behind), 0)
    if counted:  # 总投资3亿元的|5个|项目, 总投资12亿元的|28万千瓦|风电项目
        start, end = indicator.behind(line, counted, _clause_end(line.text, counted))
    if start >= end:
        return None
    return named(line, start, end, "attribute-of-noun-behind", line.text[start:end] + own)


def _clause_end(text: str, start: int) -> int:
    return next((at for at in range(start, len(text)) if text[at] in "，；。、（(0123456789"), len(text))
