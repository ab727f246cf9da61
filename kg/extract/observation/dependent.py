"""Subjects that hang on another: plans made for it, comparisons, what it does for a whole.

`支出年初预算6亿元`, `高于全省2.3个百分点`, `拉动GDP增长0.7个百分点`.
"""

from __future__ import annotations

import re

from kg.extract.observation import indicator
from kg.extract.observation.attribute import with_head
from kg.extract.observation.discourse import Discourse, Subject, joined, left
from kg.extract.observation.number_context import NumberContext
from kg.text.line import Line

# What was planned for the year and not what came of it: 为年初预算6,009万元的114.4%.
_PLANNED = re.compile(
    "(?:(?:调整后的)?(?P<head>收入|支出)(?=.*预算))?(?:年初|年度|调整|当年|上年)?(?:预算|任务|计划|目标)(?:数)?"
)
_ADJUSTED = ("调整为", "调整到", "调增为", "调增到", "调增至", "调减为", "调减到", "调减至")
_COMPARING = ("高于", "低于", "快于", "慢于", "好于", "优于", "高出", "超序时", "超过序时", "超出序时")
_SHARES = tuple(of + "占" for of in ("", "总量", "产值", "规模", "数量", "面积", "总额", "其中", "约"))
_DEPENDENT = (*_SHARES, "对", "比", "较", "同", "与", *_COMPARING)
# 高于年初18%的目标|2.4个百分点
_PAST_AIM = re.compile(
    "(?P<how>高于|低于|高出|超出?)[^，。；]{0,12}[0-9.]{1,6}[%％]的(?P<what>[一-龥]{0,4}(?:目标|预期|计划))$"
)
_OF_CHANGE = ("增速", "增幅", "降幅")


def _is_compared(said: str, carried: str) -> bool:
    """Whether a clause compares what was spoken of, or its rate of change: 高于全省, 增速高于全省."""
    rate = next((word for word in _OF_CHANGE if said.startswith(word)), "")
    return said.startswith(_COMPARING, len(rate)) and not (rate and carried.endswith(rate))


_PULLS = re.compile(
    "(?P<who>[^，；。、：]*?)(?P<does>拉动|带动|影响)(?P<what>(?!贡献|作用)[^，；。、：0-9]{2,16}?)"
    "(?:增长|上涨|上升|下降)?(?:约|近|超)?$"
)


# The change before what it is compared with: 投资|增长|3%、低于全省0.6个百分点.
_GROWN = re.compile("(增长|下降|上涨|提高)[0-9.]{1,7}[%％][、，]$")
_RATES = ("增速", "增幅", "降幅", "率", "占比", "比重")


def pulls(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`消费对经济增长的贡献率为35%，拉动GDP增长0.7个百分点`: what a part does for the whole."""
    found = (
        _PULLS.fullmatch(line.text, number.start, number.quantity.left) if number.quantity.kind == "points" else None
    )
    if not found:
        return None
    who = indicator.without_own(found["who"])
    if not who and spoken.subject and _tells_again(found["what"], spoken.subject.name):
        who = " "  # of a part: …总产值占全省的11%，拉动总产值增速0.8个百分点
    if not who and spoken.subject:
        who = spoken.subject.name.partition("对")[0].removesuffix("增加值")
    return Subject(
        who.strip() + line.text[found.start("does") : number.quantity.left],
        number.start,
        number.quantity.start,
        "pulls",
    )


def _tells_again(what: str, name: str) -> bool:
    """Whether what is pulled is what was spoken of, its place aside: 岚山市|林业总产值…，拉动|林业总产值."""
    return any(what.startswith(name[at:]) for at in range(len(name) - _SAYS_WHAT + 1))


_SAYS_WHAT = 4  # letters of a name that can be told again


def depends_on_carried(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`增加值增长8.1%、对工业的贡献率达60%`; `，占全市的30%`."""
    if spoken.subject is None:
        return None
    carried, own = spoken.subject.name, left(line, number)
    said = line.text[number.start : number.left.end].lstrip("，、；：, ")
    is_compared = line.text[max(0, number.left.start - 1) : number.left.start] in ("比", "较")  # 比年度计划翻一番
    planned = _PLANNED.fullmatch(said) or _PLANNED.fullmatch(own)
    if planned and not planned["head"] and not is_compared:
        return joined(spoken.subject, number, "planned", carried + planned.string)
    if "预算" in carried and line.text.endswith(_ADJUSTED, number.start, number.quantity.left):
        return joined(spoken.subject, number, "planned", carried + "调整预算")
    if planned and planned["head"]:
        account = with_head(carried, planned["head"])
        return joined(spoken.subject, number, "planned", account + planned.string[planned.end("head") :])
    compared = line.text[number.start : number.quantity.left].lstrip("，、；：的,; ")
    if (aimed := _PAST_AIM.search(line.text, 0, number.quantity.left)) and number.quantity.kind == "points":
        name = carried + aimed["how"] + aimed["what"]
    elif compared.startswith("占") and number.quantity.kind == "ratio":
        reached = said if said.startswith("占") else compared  # without how it came to that: 占收入比重|提升至
        name = carried.partition("占")[0] + reached.removesuffix("的")
    elif len(compared) <= 24 and _is_compared(compared, carried):
        grown = _GROWN.search(line.text, spoken.subject.start, number.start + 1)
        rate = grown[1] if grown and number.quantity.kind == "points" and not carried.endswith(_RATES) else ""
        name = carried + rate + compared
    elif own and len(own) <= 24:
        clause = line.text[number.start : number.left.end].lstrip("，、；：的,; ")
        if not clause.startswith(_DEPENDENT):
            return None
        name = carried + (own if own.startswith(_DEPENDENT) else clause).removesuffix("的").removeprefix("约")
    else:
        return None
    return joined(spoken.subject, number, "depends-on-carried", name)
