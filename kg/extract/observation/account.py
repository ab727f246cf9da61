"""Subjects in budgets: accounts and the budget they are of, shares of plans, the same account at one level.

`基金收入5.6亿元`, `为年初预算6,009万元的114.4%`, `其中:市本级收入341亿元`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.observation import indicator
from kg.extract.observation.discourse import Account, Discourse, Subject, joined, named
from kg.extract.observation.number_context import NumberContext
from kg.extract.observation.verb_classes import ATTRIBUTES
from kg.text.line import Line

_OF_A_PLAN = re.compile(
    "(?:仅|只|已|均|超额|累计)?(?:完成|达到|达|占|为|是)(?:[一-龥]{0,6})(?:任务|预算|目标|计划|进度|预算数|决算数|预算收入)(?:数)?的?$"
)
# Own attribute words that replace the attribute of the subject before them: 基金收入5.6亿元，支出7.9亿元.
ACCOUNTS = (
    "收入总计", "支出总计", "收入合计", "支出合计", "滚存结余", "年终结余", "营业收入", "营业利润", "利润总额", "收入",
    "支出", "余额", "限额", "结余", "结转", "产值",
)  # fmt: skip
# What stands beside the items that it adds up, and goes with the budget that they are of.
TOTALS = frozenset(["收入总计", "支出总计", "收入合计", "支出合计", "上年结转", "上年结余"])
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
# Items that are added up in a budget: 加上级补助收入34亿元，收入总计59亿元.
_SOURCES = ("上级", "上年", "结转", "调入", "下级", "中央", "省", "债务", "转移")


def without_addition(name: str) -> str:
    """An item without the word that adds it up: 加上|上级补助收入.

    >>> without_addition("加上级补助收入"), without_addition("加上返还性收入"), without_addition("加工收入")
    ('上级补助收入', '返还性收入', '加工收入')
    """
    bare = name.removeprefix("加")
    if bare != name and bare.startswith(_SOURCES):
        return bare
    return name.removeprefix("加上")


FUNDS = re.compile(
    "(?:上级|下级|上解|补助|转移支付|调入|调出|债务|债券|上年|年终|结转|返还|专项|一般债|新增|再融资)[一-龥]{0,10}(?:收入|支出|资金|结转|结余)"
    "|税收返还|预备费|(?:一般性|专项)转移支付|(?:超长期)?特别国债"
)


def of_a_plan(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`完成年度任务的102.3%`, `为预算的98%`: a share of what was planned for the subject before."""
    if spoken.subject is None or number.quantity.kind != "ratio":
        return None
    behind = min(max(number.start, spoken.subject.end), number.quantity.left)
    stretch = line.text[behind : number.quantity.left].strip("，、；")
    if not _OF_A_PLAN.fullmatch(stretch):
        return None
    return joined(
        spoken.subject, number, "of-a-plan", spoken.subject.name + stretch.lstrip("仅只已均").removesuffix("的")
    )


def of_own_plan(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`资产盘活收入完成年度目标任务的189%`: a share of the plan for what the clause itself names."""
    share = number.quantity.kind == "ratio"
    found = _OF_A_PLAN.search(line.text, number.start, number.quantity.left) if share else None
    if not found or not found.group().startswith(("完成", "达到", "占")):
        return None
    who = indicator.before(line, number.start, found.start())
    if who.empty or who.end - who.start > _LONGEST_PLANNED:
        return None
    name = line.text[who.start : found.end()].removesuffix("的")
    return named(line, who.start, number.quantity.left, "of-own-plan", name)


_LONGEST_PLANNED = 20


def share_of_plan(line: Line, number: NumberContext, chosen: Subject | None, spoken: Discourse) -> Subject | None:
    """What a share is told of that follows a plan's amount: `为年初预算6,009万元的114.4%`."""
    if chosen is None or chosen.rule != "planned" or spoken.subject is None:
        return None
    plan = line.text[number.start : number.left.end].strip("，、；,; ")
    return Subject(spoken.subject.name + plan, chosen.start, number.quantity.start, "of-a-plan")


def part_at_a_level(line: Line, number: NumberContext, spoken: Discourse) -> Subject | None:
    """`一般公共预算收入700亿元。其中:市本级收入341亿元`: the same account at one level."""
    own = line.text[number.left.start : number.left.end]
    if spoken.subject is None or not own.endswith(ACCOUNTS) or not own.startswith(LEVELS):
        return None
    level = next(word for word in LEVELS if own.startswith(word))
    if own.removeprefix(level) not in ATTRIBUTES or not spoken.subject.name.endswith(own.removeprefix(level)):
        return None
    return Subject(level + spoken.subject.name, number.left.start, number.left.end, "part-at-a-level")


def without_plan(name: str) -> str:
    """What a plan was made for: 基金预算支出年初预算 -> 基金预算支出."""
    bare = name.removesuffix("数").removesuffix("预算")
    for word in ("年初", "年度", "调整", "当年", "上年"):
        bare = bare.removesuffix(word)
    return bare if name.endswith(("预算", "预算数")) and bare.endswith(("收入", "支出")) else name


_LEVEL = f"(?:{'|'.join(LEVELS)}|[一-龥]{{1,3}}[城市县镇]区|开发区|高新区|园区)(?:（[^（）]{{1,12}}）)?"
_ACCOUNT = re.compile(
    f"(?P<whole>全[省市县区州])?(?P<level>{_LEVEL})?(?:(?:19|20)[0-9]{{2}}年)?"
    "(?P<account>一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|社会保险基金(?:预算)?|社保基金(?:预算)?)"
)
_OF_ACCOUNTS = ("预算", "基金", "收入", "支出", "结转", "结余", "转移支付", "债")
_BARE_ACCOUNT = re.compile(
    f"(?P<level>(?:{_LEVEL})?)(?:(?:19|20)[0-9]{{2}}年)?"
    "(?P<what>总?(?:收入|支出)(?:合计|总计)?(?:预算数?)?|(?:本年|当年|当期|年度)?(?:收支)?结余|(?:年末|年终)?滚存结余)"
)


def account_told(text: str, before: Account) -> Account:
    """The budget that a heading or the opening of a sentence names last, or the one before where budgets go on."""
    told = account_named(text, before)
    return told or (before if before.name and any(word in text for word in _OF_ACCOUNTS) else Account())


def account_named(text: str, before: Account) -> Account | None:
    """The budget that a text names last, if any; a level holds on for its budget until 全市 or another is told."""
    found = list(_ACCOUNT.finditer(text)) if "预算" in text or "基金" in text or "国有资本" in text else []
    if not found:
        return None
    last = found[-1]
    goes_on = last["account"].startswith(before.name[:_SAYS_WHICH] or "-") and not last["whole"]
    return Account(last["level"] or (before.level if goes_on else ""), last["account"])


_SAYS_WHICH = 4  # letters of the name of a budget: 政府性基金 is 政府性基金预算


def of_account(chosen: Subject, account: Account) -> Subject:
    """An account without its budget or level, with those that a heading or the sentence before tells: 市级|收入."""
    if not account.name:
        return chosen
    if bare := _BARE_ACCOUNT.fullmatch(chosen.name):
        return replace(chosen, name=(bare["level"] or account.level) + account.name + bare["what"])
    if account.level and chosen.name.startswith(account.name[:_SAYS_WHICH]):
        return replace(chosen, name=account.level + chosen.name)
    return chosen
