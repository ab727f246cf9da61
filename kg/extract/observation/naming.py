"""Names as they are published: what an indicator is called once its subject is known.

A subject is a stretch of the sentence with heads put back; its name leaves out examples before the noun that they are
of (`A、B等商业综合体营业额` is 商业综合体营业额).
"""

from __future__ import annotations

import re

from kg.model import Measure

_EXAMPLES = re.compile("^[^等]{2,60}(?<![高中初同平均劣上下优])等(?![级次候额效于离])(?P<noun>[^等]{3,30})$")
# What stands inside a name and is no part of it: the verb between an owner and what it has (地方|完成|投资),
# what a level does (市级|安排|预备费), what is reached (整车|将达到|年产), a year, another name of the same (（GDP）).
_INSIDE = re.compile(
    "(?<=[一-龥]{2})(?:共|已|累计)?(?:完成|实现|达到)(?=(?:投资|就业|产值|增加值|营业收入|税收|利润|销售收入)(?:$|占|超))"
    "|(?<=[省市县区州镇]级)(?:共|已|累计)?(?:安排|下达|拨付|统筹|完成|实现)(?=[一-龥]{3})"
    "|(?<=[一-龥]{2})(?:将|已|可)(?:达到|达|实现|突破)?(?=(?:年产|年均|总量|产值|规模)[一-龥]{0,6}$)"
    "|(?<=[一-龥）])(?:19|20)[0-9]{2}年(?=[一-龥]{2})|[（(][A-Za-z&.]{2,8}[）)]$"
)
# What stands before a name and is no part of it: 二是, 此次, 目前园区有, 通过.
_FRONT = re.compile(
    "^(?:了|[一二三四五六七八九]是|收支(?:平衡|相抵)后?[，,]?|此次|本次|建议|通过|(?:[一-龥]{2,4}(?:年景|口径|条件|情况)下?)(?=[一-龥]{4})|尤其是|特别是|(?:目前|现在|我[乡镇村县市区])[一-龥]{0,4}有|[一-龥]{1,4}中有|目前)(?=[一-龥]{2})"
)
# Nouns that say nothing without the examples: 低保、救助等|资金.
_VAGUE = (
    "资金",
    "项目",
    "工程",
    "产业",
    "行业",
    "企业",
    "领域",
    "方面",
    "地区",
    "部门",
    "单位",
    "机构",
    "设施",
    "活动",
    "工作",
    "任务",
)


_EARNING = ("民", "户", "群众", "集体", "家庭", "职工", "员工", "村")  # who earns: 农民|增收500元


def of_change(name: str, verb: str, measured: Measure) -> str:
    """A name that is whole only with its change: 经济|增长5%, 粮食|增产3万吨.

    >>> of_change("经济", "增长", "growth"), of_change("粮食", "增产", "growth")
    ('经济增长', '粮食产量')
    """
    if name in ("经济", "国民经济") and measured == "growth":
        return name + "增长"
    if verb == "增收" and name.endswith(_EARNING):
        return name + "收入"
    return name + "产量" if verb in ("增产", "减产") and not name.endswith("产量") else name


def published(name: str) -> str:
    """The name of an indicator without examples and words that are no part of it.

    >>> published("甲、乙等商业综合体营业额"), published("低保、救助等资金惠及群众"), published("高等教育毛入学率")
    ('商业综合体营业额', '低保、救助等资金惠及群众', '高等教育毛入学率')
    """
    name = _FRONT.sub("", name.rpartition("其中")[2] or name, count=1)
    name = _INSIDE.sub("", name.removeprefix("各级各类"))
    found = _EXAMPLES.match(name)
    if (
        not found
        or found["noun"].startswith(_VAGUE)
        or (len(found["noun"]) < _SAYS_ENOUGH and found["noun"].endswith(_VAGUE))
    ):
        return name
    return found["noun"]


_SAYS_ENOUGH = 5  # 对接活动 says less than 供需、融资等对接活动


# An ordinal, pronoun or mark that no name begins with, and what none ends with: 第5, 厂房正, 像城市似.
_NO_BEGINNING = ("以及", "我们", "他们", "标志着", "意味着", "（")
_NO_END = tuple("就 正 似 着 将 已 被 把 以及 项目中 正在 已经 分别 亿元 万元".split())


def is_name(name: str) -> bool:
    """Whether what stands for an indicator may be the name of something, and is no piece of a clause.

    >>> is_name("粮食产量"), is_name("第5"), is_name("厂房正"), is_name("（下同）")
    (True, False, False, False)
    """
    ordinal = name.startswith("第") and set(name[1:]) <= _NUMERALS
    piece = ordinal or name.startswith(_NO_BEGINNING) or name.endswith(_NO_END)
    return not piece and any(map(str.isalpha, name))


_NUMERALS = frozenset("0123456789一二三四五六七八九十")
