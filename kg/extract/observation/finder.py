"""Observations: every quantified statement of a sentence, whole, from indicator and value to status and period.

From atoms to the sentence: quantities, the words around them (`number_context`), subjects (what is measured), measure
and timing. Numbers that state nothing are set aside with the reason (`rejection`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.observation import subject, timing
from kg.extract.observation.account import account_named, account_told, of_account, share_of_plan, without_plan
from kg.extract.observation.discourse import NO_TOPIC, Discourse, Subject, Topic
from kg.extract.observation.firm import firm_told, of_firm
from kg.extract.observation.measure import adds_up, is_flow, measure
from kg.extract.observation.naming import is_name, of_change, published
from kg.extract.observation.number_context import NumberContext, contexts
from kg.extract.observation.part import among_told, has_parts, whole_told
from kg.extract.observation.rejection import CLASS, FINER, STEP, Rejection, is_step, reject
from kg.extract.observation.sharing import COMPARED, groups, has_own_verb, sector, shared, spread
from kg.extract.observation.timing import Setting, Timed
from kg.model import Bound, Measure, Status
from kg.text import relative
from kg.text.line import Line
from kg.text.period import Period
from kg.text.period import find as find_periods
from kg.text.spans import Found, Taken
from kg.text.unit import Quantity

_FROM = re.compile("(?:由|从)(?:(?:[0-9]{4}年(?:底|末|初)?|上年|去年|“?十[一二三四五]五”?末)(?:的)?)?(?:不足|约|近)?$")


# What stands before the years of a figure whose caption has run into the text: 图12|2021-2025年游客人数.
_CAPTION = re.compile("[图表] ?[0-9]{1,2}[ ：:]?$")


@dataclass(frozen=True, slots=True)
class ObservationFound:
    """An observation with offsets in its sentence; `status` and `period` know where they were read."""

    indicator: str
    value: str
    unit: str
    measure: Measure
    bound: Bound
    status: Timed
    period: Timed
    start: int
    end: int
    number: tuple[int, int]
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the numbers of a sentence state, which of them state nothing, and what the next sentence may go on about."""

    observations: tuple[ObservationFound, ...]
    rejected: tuple[Rejection, ...]
    topic: Topic = NO_TOPIC


def find(
    line: Line,
    setting: Setting,
    consumed: Sequence[tuple[int, int]] = (),
    topic: Topic = NO_TOPIC,
    organizations: Sequence[Found] = (),
) -> Reading:
    """All observations of one sentence.

    `consumed` are stretches whose numbers belong to projects; `topic` is what the sentence before spoke of, for one
    that goes on without a subject: 加上级补助收入3亿元，收入总计67亿元.
    """
    quantities = [item for item in line.quantities if not item.named]
    account = account_told(line.text[: quantities[0].start] if quantities else line.text, topic.account)
    firm = firm_told(line, organizations, topic.firm)
    if not quantities:
        return Reading((), (), Topic(account=account, firm=firm, whole=topic.whole))
    topic = replace(topic, account=account, firm=firm)
    named = find_periods(line.text, setting.year, relative.find(line.text, setting.day))
    periods = [item for item in named if not _CAPTION.search(line.text, 0, item.start)]
    return _Reader(line, setting, periods, topic).read(quantities, consumed)


class _Reader:
    """Reads a sentence from left to right and remembers what it has spoken of."""

    def __init__(self, line: Line, setting: Setting, periods: Sequence[Period], topic: Topic) -> None:
        self.line, self.setting, self.periods = line, setting, periods
        self.whole = whole_told(line.text, topic.whole)
        self.among = among_told(line.text, topic.among)
        previous = (topic.name, self.whole)
        self.discourse = Discourse(_continued(line.text, topic.name), previous=previous, among=self.among)
        self.account, self.firm = topic.account, topic.firm
        self.told = 0  # up to where it has been seen which budget is spoken of
        self.parts = topic.summed and line.text.startswith("其中")  # 五年累计收入83亿元。其中：教育支出26亿元
        self.summed = self.parts
        self.chain: list[tuple[NumberContext, Subject]] = []
        # Where a class of things begins whose noun comes with the next number: 5亿元以上|项目5个.
        self.classes: int | None = None
        self.flow = False
        self.since: Timed | None = None  # when it stood so, where the number before told where it stood earlier
        self.share = 0  # where a share ends whose noun a condition may follow
        self.planned: Subject | None = None  # what the share of a plan is told of: 为年初预算6亿元的|114%
        self.found: list[ObservationFound] = []
        self.rejected: list[Rejection] = []

    def read(self, quantities: Sequence[Quantity], consumed: Sequence[tuple[int, int]]) -> Reading:
        taken = Taken(len(self.line.text), [*consumed, *((item.start, item.end) for item in self.periods)])
        kept = [item for item in quantities if taken.free(item.start, item.end)]
        for group in groups(list(contexts(self.line, kept))):
            self.take(group)
        spoken = self.discourse.subject
        whole = next((item.indicator for item in self.found[::-1] if has_parts(item.indicator)), self.whole)
        among = self.among if self.line.text.rstrip().endswith(("；", ";")) else ""
        topic = Topic(spoken.name if spoken else "", self.summed, self.account, self.firm, whole, among)
        return Reading(tuple(self.found), tuple(self.rejected), topic)

    def take(self, group: list[NumberContext]) -> None:
        """Read the numbers that share a phrase."""
        first, chosen = group[0], self.subject(group[0])
        self.hear_account(group)
        if self.share and first.start == self.share and not first.joint:
            # 80%以上的村集体经济收入超10万元: the amount says which share, no amount of its own
            self.reject(group, "the condition of a share")
            self.share = 0
            return
        self.share = first.quantity.right if chosen and chosen.rule == "share-of-noun" else 0
        self.planned = share_of_plan(self.line, first, chosen, self.discourse)
        reason = reject(self.line, first, chosen)
        self.classes = first.quantity.left if reason == CLASS else None
        if reason or chosen is None:
            if chosen and reason in (FINER, STEP):
                self.speak_of(first, chosen)
            self.reject(group, reason)
            return
        chosen = self.remembered(first, of_firm(of_account(chosen, self.account), self.firm))
        together = shared(self.line, group, chosen, self.chain)
        if chosen.rule in _NAMING:
            self.chain.append((first, chosen))
        for items, named in together or [(group, chosen)]:
            self.found += self.stated(items, named)

    def hear_account(self, group: Sequence[NumberContext]) -> None:
        """Take in which budget is spoken of up to some numbers; what parentheses tell of is told in passing."""
        if not group[0].depth:
            said = _IN_PASSING.sub("", self.line.text[self.told : group[0].quantity.start])
            self.account = account_named(said, self.account) or self.account
            self.told = group[-1].quantity.end

    def remembered(self, first: NumberContext, chosen: Subject) -> Subject:
        """The subject, which what follows may go on about; that of a plan is remembered without it."""
        if first.quantity.kind == "money" and without_plan(chosen.name) != chosen.name:
            self.speak_of(first, replace(chosen, name=without_plan(chosen.name), rule="planned"))
            return replace(chosen, rule="planned")
        if chosen.rule == "depends-on-carried" and first.quantity.kind == "ratio":
            self.discourse = replace(self.discourse, share=chosen)
        elif _carries(first, chosen):
            self.speak_of(first, _bare(chosen))
        return chosen

    def speak_of(self, first: NumberContext, chosen: Subject) -> None:
        """Remember what was spoken of, and the whole that the parts behind it are of."""
        before, unit = self.discourse, first.quantity.unit
        part = chosen.rule in _PARTS or first.depth or not unit
        whole, unit = (before.whole, before.unit) if part else (chosen, unit)
        base = (before.base or before.subject) if chosen.rule == "attribute-of-carried" else None
        goes_on = chosen.rule == "carried"
        share = chosen if "占" in chosen.name else before.share if goes_on else None
        base = before.base if goes_on else base
        self.discourse = Discourse(chosen, first.depth, whole, unit, share, base, before.previous, before.among)

    def reject(self, group: Sequence[NumberContext], reason: str) -> None:
        """Set numbers aside with the reason."""
        self.rejected += [Rejection(item.quantity.start, item.quantity.end, reason) for item in group]

    def subject(self, first: NumberContext) -> Subject | None:
        if is_step(self.line, first):
            return subject.named_before(self.line, replace(first, right=(0, 0)), self.discourse)
        if self.planned and first.quantity.kind == "ratio" and first.between == "的":
            return self.planned
        chosen = subject.subject(self.line, first, self.discourse)
        if chosen and self.classes is not None and chosen.rule == "named-before":
            name = self.line.text[self.classes : first.left.end]
            return replace(chosen, start=self.classes, name=name)
        return chosen

    def goes_on(self, chosen: Subject, item: NumberContext, measured: Measure) -> Measure:
        """`增长6%以上，力争达到6.5%`: what a rate without a verb of change measures, the rate before says.

        So does the first end of a range for the second: `增长8%—8.5%`.
        """
        before = self.found[-1] if self.found else None
        if before and item.quantity.rule == "range" and before.unit == item.quantity.unit:
            return before.measure
        if (
            chosen.rule != "carried"
            or measured != "share"
            or not before
            or not ("reach" in item.left.kinds or item.between.strip() in ("力争", "争取", "确保"))
        ):
            return measured
        alike = before.indicator == chosen.name and before.unit == item.quantity.unit
        return before.measure if alike and before.measure in ("growth", "decline") else measured

    def is_flow(self, item: NumberContext, measured: Measure) -> bool:
        """Whether a number adds up over the period: by its own words, or as a part of a sum told before."""
        is_sum = measured == "level" and adds_up(self.line, item)
        self.summed = self.summed or is_sum
        part = self.parts and measured == "level" and "reach" not in item.left.kinds
        return part or is_flow(self.line, item, measured, self.flow)

    def stood(self, group: Sequence[NumberContext], item: NumberContext, period: Timed) -> Timed | None:
        """When a number stood so that tells where it stood before, for all parts alike; None where it does not.

        由36.2%提高到42%; 由2018年的11∶39∶50调整为10∶40∶50.
        """
        if self.line.text[item.quantity.start - 1 : item.quantity.start] not in (":", "：", "∶"):
            said = self.line.text[item.left.end : item.quantity.left]
            before = item is group[0] and _FROM.search(said)
            self.since = _baseline(period, self.setting, self.periods, item) if before else None
        return self.since

    def stated(self, group: Sequence[NumberContext], chosen: Subject) -> Iterator[ObservationFound]:
        """What the numbers of a group state of a subject, each with the member of it that it tells of."""
        for item, name, told in spread(group, chosen):
            bound = "at_least" if self.line.text.startswith(_STEPS, item.quantity.end) else told  # 迈上3万亿元台阶
            verb = item if has_own_verb(item) else replace(item, left=group[0].left)
            measured = self.goes_on(chosen, item, measure(self.line, verb, name))
            self.flow = self.is_flow(item, measured)
            status, period = self.timed(item, chosen, self.told_when(group, item, measured))
            target: Status = "target" if status.value == "target" else "achieved"
            if name.endswith(_PLANNED) and target == "target" and period.origin in ("heading", "default"):
                period = replace(period, value=str(self.setting.year))  # 引进项目8个，计划总投资147亿元
            yearly = "年均" in name or "年均" in self.line.text[item.start : item.quantity.left]
            each = next((word for word in _EACH_YEAR if self.line.text.endswith(word, item.start, chosen.start)), "")
            if each or (yearly and (measured in ("growth", "decline") or item.quantity.kind == "ratio")):
                period = timing.of_plan(period, target, self.setting.span)
            called = published(each + of_change(sector(item, name), item.left.verb, measured))
            if is_name(called):
                yield _made(item, called, bound, measured, status, period, chosen)
            else:
                self.reject([item], "no noun names what is measured")

    def told_when(self, group: Sequence[NumberContext], item: NumberContext, measured: Measure) -> Timed:
        """The period of a number, or when it stood so, or what it is compared with."""
        period = timing.period(self.line, item, self.setting, self.periods, self.flow)
        if stood := self.stood(group, item, period):
            return stood
        if compared := _compared_with(self.line, item, self.periods):
            return replace(period, value=compared, origin="clause")
        since = _since(item, period, self.periods, measured)
        return replace(period, value=since) if since else period

    def timed(self, item: NumberContext, chosen: Subject, period: Timed) -> tuple[Timed, Timed]:
        """Status and period of a number: a plan's are those of the year, a status of the clause changes the year."""
        if chosen.rule == "planned":
            # of the year, whatever part of it is told of
            return Timed("target", "clause", item.left.start, item.left.end), replace(period, value=period.value[:4])
        status = timing.status(self.line, item, self.setting, period)
        if self.since and int(period.value[:4]) <= self.setting.review:
            return replace(status, value="achieved"), period  # where it stood before: 由36.2%提高到42%
        if status.value != self.setting.status and period.origin == "heading":
            said = self.line.text[: item.quantity.start]
            year = timing.changed_year(said, self.setting, "target" if status.value == "target" else "achieved")
            return status, replace(period, value=year, origin="default")
        return status, period


# What is planned for things that are there: of the year in which they have come.
_PLANNED = ("计划总投资", "计划投资")


_STEPS = ("台阶", "新台阶")
# So many in each of the years: 年均新增|就业30万人.
_EACH_YEAR = tuple("年均" + verb for verb in "新增 培训 输转 转移 接待 开展 举办 引进 实施 发放".split())


def _compared_with(line: Line, item: NumberContext, periods: Sequence[Period]) -> str:
    """The period of a number that only serves to compare: 比“十三五”时期|51亿元多."""
    return next(
        (
            named.value
            for named in periods
            if named.role == "baseline" and named.rule != "last-year" and named.start >= item.start
            and item.quantity.kind not in ("multiple", "ratio", "points")
            and named.end <= item.quantity.left
            and line.text[named.end : item.quantity.left].removesuffix("的") in _GAPS
        ),
        "",
    )  # fmt: skip


_GAPS = ("", "同期", "期间", "时期")


def _since(item: NumberContext, period: Timed, periods: Sequence[Period], measured: Measure) -> str:
    """The years over which an amount has grown that are both named: 2025年总量比2020年增加|7400亿元."""
    named = period.origin == "clause" and period.value.isdigit() and period.start >= item.start
    if not named or measured not in ("growth", "decline") or item.quantity.kind != "money":
        return ""
    before = [one.value for one in periods if one.role == "baseline" and period.end <= one.start < item.quantity.start]
    if not before or not before[-1].isdigit() or int(before[-1]) >= int(period.value) - 1:
        return ""
    return f"{int(before[-1]) + 1}-{period.value}"


def _made(
    item: NumberContext, name: str, bound: Bound, measured: Measure, status: Timed, period: Timed, chosen: Subject
) -> ObservationFound:
    number = item.quantity
    behind = chosen.start >= number.start
    return ObservationFound(
        name, number.value, number.unit, measured, bound, status, period,
        min(chosen.start, number.start), max(number.right, chosen.end) if behind else number.right,
        (number.start, number.end), chosen.rule,
    )  # fmt: skip


_IN_PASSING = re.compile("（[^（）]*[0-9][^（）]*）")


# Rules that name a subject in the clause itself.
_NAMING = (
    "named-before",
    "part-without-head",
    "counted-behind",
    "named-behind",
    "attribute-of-carried",
    "attribute-of-owner",
)


# Rules that name a part of what was spoken of before.
_PARTS = (
    "part-of-count",
    "part-of-whole",
    "item-at-a-level",
    "part-in-parentheses",
    "part-without-head",
    "carried",
    "of-a-plan",
)


# Accounts of a budget that the sentence before told of.
_OF_BUDGET = ("收入", "支出", "结余", "收支", "滚存结余", "年末结余", "本年结余", "执行中", "加上", "年末滚存")


def _continued(text: str, topic: str) -> Subject | None:
    goes_on = "预算" in topic and text.startswith(_OF_BUDGET)
    return Subject(topic, 0, 0, "sentence-before") if goes_on else None


def _bare(chosen: Subject) -> Subject:
    """The subject without what it was compared with: 增速高于全省平均水平 -> 增速."""
    found = COMPARED.search(chosen.name)
    return replace(chosen, name=chosen.name[: found.start()]) if found and found.start() > 1 else chosen


def _carries(item: NumberContext, chosen: Subject) -> bool:
    """Whether later clauses may go on about the subject; what stands in parentheses is told in passing."""
    return item.depth == 0 and chosen.rule not in (
        "of-a-plan", "depends-on-carried", "pulls", "planned", "purpose", "item-of-account", "part-of-whole",
    )  # fmt: skip


def _baseline(period: Timed, setting: Setting, periods: Sequence[Period], item: NumberContext) -> Timed:
    """`由51家增至106家`: the first number stood at the beginning, the year before the span or the year."""
    since = [
        named for named in periods if named.end <= item.quantity.start and named.role in ("baseline", "in", "since")
    ]
    if since and since[-1].start >= item.start and "-" not in since[-1].value:
        return replace(period, value=since[-1].value)
    year = int(setting.span[:4]) if setting.span else setting.year
    return replace(period, value=str(year - 1), origin="clause")
