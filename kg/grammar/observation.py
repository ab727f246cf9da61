"""Observations: every quantified statement of a sentence, whole, from indicator and value to status and period.

From atoms to the sentence: quantities, slots (the words around them), subjects (what is measured), frames (how and
when). Numbers that state nothing are set aside with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.grammar import Taken, account, coordination, frame, indicator, quantity, slot, subject
from kg.grammar.frame import Setting, Timed
from kg.grammar.indicator import Line
from kg.grammar.period import Period
from kg.grammar.period import find as find_periods
from kg.grammar.quantity import Quantity
from kg.grammar.slot import Slot
from kg.grammar.told import Carried, Subject
from kg.model import Bound, Measure
from kg.words import Token

_TIME = ("time", "age", "speed", "temperature", "score")
_FROM = re.compile("(?:由|从)(?:(?:[0-9]{4}年(?:底|末|初)?|上年|去年|“?十[一二三四五]五”?末)(?:的)?)?(?:不足|约|近)?$")
_LAST_YEAR = re.compile("(?:比|较)?(?:上年|去年)(?:同期)?(?:的)?$")  # 比上年同期1.4亿元增收: what it was a year before
_RATES = re.compile("(?:率|比例|占比|比重|覆盖度|满意度|增速)$")
FINER = "a finer number follows"
CLASS = "belongs to a class of things"
STEP = "counts steps of an amount"
_LIKE = ("类", "大类", "批次", "批", "轮")


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
class Aside:
    """A number that became no observation, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the numbers of a sentence state, which of them state nothing, and what the next sentence may go on about."""

    observations: tuple[ObservationFound, ...]
    aside: tuple[Aside, ...]
    topic: str = ""


def find(
    text: str,
    tokens: Sequence[Token],
    setting: Setting,
    consumed: Sequence[tuple[int, int]] = (),
    topic: str = "",
) -> Reading:
    """All observations of one sentence.

    `consumed` are stretches whose numbers belong to projects; `topic` is what the sentence before spoke of, for one
    that goes on without a subject: 加上级补助收入3亿元，收入总计67亿元.
    """
    quantities = quantity.find(text)
    if not quantities:
        return Reading((), ())
    return _Reader(Line(text, tokens), setting, find_periods(text, setting.year), topic).read(quantities, consumed)


class _Reader:
    """Reads a sentence from left to right and remembers what it has spoken of."""

    def __init__(self, line: Line, setting: Setting, periods: Sequence[Period], topic: str) -> None:
        self.line, self.setting, self.periods = line, setting, periods
        self.told = Carried(_continued(line.text, topic))
        self.chain: list[tuple[Slot, Subject]] = []
        self.classes = 0  # where a class of things begins whose noun comes with the next number: 5亿元以上|项目5个
        self.flow = False
        self.since = False  # whether the number before told where it stood earlier
        self.share = 0  # where a share ends whose noun a condition may follow
        self.planned: Subject | None = None  # what the share of a plan is told of: 为年初预算6亿元的|114%
        self.found: list[ObservationFound] = []
        self.aside: list[Aside] = []

    def read(self, quantities: Sequence[Quantity], consumed: Sequence[tuple[int, int]]) -> Reading:
        taken = Taken(len(self.line.text), [*consumed, *((item.start, item.end) for item in self.periods)])
        kept = [item for item in quantities if taken.free(item.start, item.end)]
        for group in _groups(list(slot.slots(self.line, kept))):
            self.take(group)
        topic = self.told.subject.name if self.told.subject else ""
        return Reading(tuple(self.found), tuple(self.aside), topic)

    def take(self, group: list[Slot]) -> None:
        first, chosen = group[0], self.subject(group[0])
        if self.share and first.start == self.share and not first.joint:
            # 80%以上的村集体经济收入超10万元: the amount says which share, no amount of its own
            self.aside += [Aside(item.quantity.start, item.quantity.end, "the condition of a share") for item in group]
            self.share = 0
            return
        self.share = first.quantity.right if chosen and chosen.rule == "share-of-noun" else 0
        self.planned = account.share_of_plan(self.line, first, chosen, self.told)
        reason = _reject(self.line, first, chosen)
        self.classes = first.quantity.left if reason == CLASS else 0
        if reason or chosen is None:
            if chosen and reason in (FINER, STEP):
                self.told = Carried(chosen, first.depth)
            self.aside += [Aside(item.quantity.start, item.quantity.end, reason) for item in group]
            return
        if _carries(first, chosen):
            self.told = Carried(_bare(chosen), first.depth)
        shared = _shared(self.line, group, chosen, self.chain)
        if chosen.rule in _NAMING:
            self.chain.append((first, chosen))
        for items, named in shared or [(group, chosen)]:
            self.found += self.stated(items, named)

    def subject(self, first: Slot) -> Subject | None:
        if _is_step(self.line, first):
            return subject.named_before(self.line, replace(first, right=(0, 0)), self.told)
        if self.planned and first.quantity.kind == "ratio" and first.between == "的":
            return self.planned
        chosen = subject.subject(self.line, first, self.told)
        if chosen and self.classes and chosen.rule == "named-before":
            name = self.line.text[self.classes : first.left.end]
            return replace(chosen, start=self.classes, name=name)
        return chosen

    def goes_on(self, chosen: Subject, item: Slot, measured: Measure) -> Measure:
        """`增长6%以上，力争达到6.5%`: what a rate without a verb of change measures, the rate before says."""
        before = self.found[-1] if self.found else None
        if (
            chosen.rule != "carried"
            or measured != "share"
            or not before
            or not ("reach" in item.left.kinds or item.between.strip() in ("力争", "争取", "确保"))
        ):
            return measured
        alike = before.indicator == chosen.name and before.unit == item.quantity.unit
        return before.measure if alike and before.measure in ("growth", "decline") else measured

    def is_before(self, group: Sequence[Slot], item: Slot) -> bool:
        """Whether the number tells where it stood before: 由36.2%提高到42%; all parts of 由11∶39∶50调整为10∶40∶50."""
        if self.line.text[item.quantity.start - 1 : item.quantity.start] not in (":", "：", "∶"):
            said = self.line.text[item.left.end : item.quantity.left]
            self.since = item is group[0] and bool(_FROM.search(said))
        return self.since

    def stated(self, group: Sequence[Slot], chosen: Subject) -> Iterator[ObservationFound]:
        for item, name, bound in _spread(group, chosen):
            measured = self.goes_on(
                chosen,
                item,
                frame.measure(self.line, item if _has_own_verb(item) else group[0], name),
            )
            self.flow = frame.is_flow(self.line, item, measured, self.flow)
            period = frame.period(self.line, item, self.setting, self.periods, self.flow)
            if self.is_before(group, item):
                period = _baseline(period, self.setting, self.periods, item)
            elif _tells_last_year(self.line, item):
                period = replace(period, value=str(int(period.value[:4]) - 1), origin="clause")
            status = frame.status(self.line, item, self.setting, period)
            if chosen.rule == "planned":
                status = Timed("target", "clause", item.left.start, item.left.end)
            elif self.since and int(period.value[:4]) <= self.setting.review:
                status = replace(status, value="achieved")  # where it stood before: 由36.2%提高到42%
            elif status.value != self.setting.status and period.origin == "heading":
                period = replace(period, value=str(self.setting.review + (status.value == "target")), origin="default")
            yield _made(item, name, bound, measured, status, period, chosen)


def _tells_last_year(line: Line, item: Slot) -> bool:
    """`比上年同期1.4亿元增收` tells what it was a year before; `是上年的1.6倍` tells of this one."""
    found = _LAST_YEAR.search(line.text, item.start, item.quantity.left)
    return found is not None and not (found.group().endswith("的") and item.quantity.kind in ("multiple", "ratio"))


def _made(
    item: Slot, name: str, bound: Bound, measured: Measure, status: Timed, period: Timed, chosen: Subject
) -> ObservationFound:
    number = item.quantity
    behind = chosen.start >= number.start
    return ObservationFound(
        name, number.value, number.unit, measured, bound, status, period,
        min(chosen.start, number.start), max(number.right, chosen.end) if behind else number.right,
        (number.start, number.end), chosen.rule,
    )  # fmt: skip


# Rules that name a subject in the clause itself.
_NAMING = ("named-before", "counted-behind", "named-behind", "attribute-of-carried", "attribute-of-owner")


def _shared(
    line: Line, group: Sequence[Slot], chosen: Subject, chain: Sequence[tuple[Slot, Subject]]
) -> list[tuple[list[Slot], Subject]]:
    """`A18万辆，其中B16万辆，分别增长6%和7%`; `A3家、B9家，均居全国第一`: what is told of each subject before."""
    if chosen.rule != "carried" or not group[0].each or len(coordination.spread(chosen.name)) == len(group) > 1:
        return []
    if len(group) > 1:
        last = [named for _, named in chain[-len(group) :]]
        # One verb for all: 分别增长6.1%和7.2%; or each has its own: 分别增长3.4%、下降18.7%.
        alike = [item if _has_own_verb(item) else replace(item, left=group[0].left) for item in group]
        return [([item], named) for item, named in zip(alike, last, strict=True)] if len(last) == len(group) else []
    run = [chain[-1][1]] if chain else []
    for at in range(len(chain) - 1, 0, -1):
        between = line.text[chain[at - 1][0].quantity.end : chain[at][0].quantity.start]
        if any(mark in between for mark in "，；,;"):
            break
        run.insert(0, chain[at - 1][1])
    return [([group[0]], named) for named in run] if len(run) > 1 else []


# Openings of a sentence that goes on about the subject of the one before.
_CONTINUES = re.compile(
    "加上?(?=上级|上年|结转|调入|下级|中央|省|债务|转移)|同比|较上年|比上年|较年初|总量|增速|其中[，,]?(?=[一-龥]{1,6}[区县市镇乡旗州][0-9])"
)


def _continued(text: str, topic: str) -> Subject | None:
    return Subject(topic, 0, 0, "sentence-before") if topic and _CONTINUES.match(text) else None


def _groups(items: Sequence[Slot]) -> Iterator[list[Slot]]:
    """Slots that share one phrase: `分别增长4.3%和5.8%`; also the two ends of a range."""
    group: list[Slot] = []
    for item in items:
        joined = group and item.joint and item.left.empty and set(item.left.kinds) <= {"link"}
        alike = (
            joined
            and (item.quantity.unit == group[0].quantity.unit or group[0].each)
            and item.right[0] == item.right[1]
        )
        if alike or (group and _each_by_its_verb(group, item)):
            group.append(item)
            continue
        if group:
            yield group
        group = [item]
    if group:
        yield group


def _each_by_its_verb(group: Sequence[Slot], item: Slot) -> bool:
    """`进口、出口分别增长3.4%、下降18.7%`: one number for each, with a verb of its own."""
    changes = set(item.left.kinds)
    own = item.left.empty and changes & {"growth", "decline"} and changes <= {"growth", "decline", "link"}
    near = item.quantity.left - group[-1].quantity.right <= len(item.left.verb) + 1
    return bool(own) and near and group[0].each and item.quantity.unit == group[0].quantity.unit


def _has_own_verb(item: Slot) -> bool:
    return not item.left.empty or bool(set(item.left.kinds) & {"growth", "decline"})


def _bare(chosen: Subject) -> Subject:
    """The subject without what it was compared with: 增速高于全省平均水平 -> 增速."""
    found = _COMPARED.search(chosen.name)
    return replace(chosen, name=chosen.name[: found.start()]) if found and found.start() > 1 else chosen


_COMPARED = re.compile("(?:高于|低于|快于|高出|慢于).{2,14}$")


def _carries(item: Slot, chosen: Subject) -> bool:
    """Whether later clauses may go on about the subject; what stands in parentheses is told in passing."""
    return item.depth == 0 and chosen.rule not in (
        "of-a-plan", "depends-on-carried", "planned", "item-of-account", "part-of-whole",
    )  # fmt: skip


# --- what states nothing -------------------------------------------------------------------------------------------


def _reject(line: Line, item: Slot, chosen: Subject | None) -> str:
    """Why the number is no observation, or nothing."""
    for reason in (_of_steps, _of_effects, _of_time, _of_size, _coarser, _without_subject, _attributive, _structural):
        if told := reason(line, item, chosen):
            return told
    return ""


def _of_steps(line: Line, item: Slot, chosen: Subject | None) -> str:
    return STEP if _is_step(line, item) else ""


def _of_effects(line: Line, item: Slot, chosen: Subject | None) -> str:
    """`项目建成后年产值达3亿元`: what a project is to bring, nothing reached yet."""
    near = max(0, item.quantity.start - _NEAR)
    start = max(near, *(line.text.rfind(mark, near, item.quantity.start) + 1 for mark in "，；。"))
    found = _ONCE_BUILT.search(line.text, start, item.quantity.start)
    return "what a project is to bring" if found else ""


_NEAR = 60
_ONCE_BUILT = re.compile("(?:建成|达产|投产|投运|竣工|投用)后(?![^，；。]*(?:累计|已))")


def _is_step(line: Line, item: Slot) -> bool:
    """`连续迈上4个万亿元台阶`: steps on the way of an amount, no count of things."""
    return "台阶" in line.text[item.quantity.end : item.quantity.end + 7]


def _of_time(line: Line, item: Slot, chosen: Subject | None) -> str:
    kind = item.quantity.kind
    changes = set(item.left.kinds) & {"growth", "decline", "reach"}
    lasts = line.text[item.left.start : item.left.end].endswith(("寿命", "年龄", "年限", "天数"))
    if kind in _TIME and not (changes and not item.left.empty) and not lasts:
        return f"a {kind}, not an amount"
    return ""


def _without_subject(line: Line, item: Slot, chosen: Subject | None) -> str:
    return "" if chosen else "nothing names what is measured"


def _attributive(line: Line, item: Slot, chosen: Subject | None) -> str:
    """`5亿元以上企业8家`: the first number tells which companies, not how many."""
    after = line.text[item.quantity.end : item.right[0]]
    behind = line.text[item.right[1] : item.right[1] + 1]
    said = (
        line.text[item.left.end : item.quantity.left].strip("约达为超近 ") or line.text[item.left.start : item.left.end]
    )
    noun = line.inside(*item.right)
    named = bool(noun) and noun[0].text not in indicator.DO  # 投资4亿元实施项目6项 spends, it tells no size
    if said in _SIZES and named and behind.isdigit() and not after:
        return CLASS
    above = after.startswith(("以上", "及以上", "以下")) and item.right[0] < item.right[1]
    return CLASS if above and behind.isdigit() and item.quantity.kind != "ratio" else ""


# Attributes whose amount tells of what size things are: 引进总投资超10亿元项目50个.
_SIZES = ("总投资", "投资", "投资额", "注册资本", "注册资金", "年产值", "年营收")


def _of_size(line: Line, item: Slot, chosen: Subject | None) -> str:
    """`257亩的湿地`, `100多米长的叶片`, `25公里外`: how large or how far a thing is, not how much there is."""
    if item.quantity.kind not in _MEASURED or set(item.left.kinds) & {"growth", "decline", "reach"}:
        return ""
    after = line.text[item.quantity.right :]
    noun = line.text[item.right[0] : item.right[1]]
    sized = _SIZED.match(after) and (item.left.empty or indicator.ends_with_verb(line, item.left))
    plant = item.quantity.kind in ("power", "voltage") and _PLANT.search(noun)
    return "the size of a thing" if sized or plant or noun.endswith(("问题", "难题")) else ""


_MEASURED = ("area", "length", "volume", "mass", "power", "voltage", "energy")
_SIZED = re.compile("的(?=[一-龥])|[长高宽深厚重](?:的|、)|之?外|远")
_PLANT = re.compile("电站|机组|电厂")


def _coarser(line: Line, item: Slot, chosen: Subject | None) -> str:
    """`8类23项`, `231户779人`: the second, finer number counts."""
    after = line.text[item.quantity.right : item.quantity.right + 1]
    coarse = item.quantity.unit in _LIKE or item.quantity.unit == "户"
    return FINER if coarse and after.isdigit() else ""


def _structural(line: Line, item: Slot, chosen: Subject | None) -> str:
    """`三个方面`, `五大任务`: counts of the text's own parts."""
    right = line.text[item.right[0] : item.right[1]]
    alone = item.left.empty or item.joint or indicator.ends_with_verb(line, item.left)
    if right in subject.STRUCTURAL and item.quantity.kind in ("count", "word") and alone:
        return "counts the text's own parts"
    return ""


# --- what is stated --------------------------------------------------------------------------------------------------


def _spread(group: Sequence[Slot], chosen: Subject) -> Iterator[tuple[Slot, str, Bound]]:
    """Each number with the member of the coordination that it tells of, and with the bound of the whole list."""
    names = _members(chosen) if chosen.rule != "carried" or len(group) > 1 else [chosen.name]
    bounds = _bounds(group)
    if len(names) == len(group):
        yield from zip(group, names, bounds, strict=True)
    elif len(group) == 1 and len(names) > 1 and _for_each(group[0], chosen):
        yield from ((group[0], name, bounds[0]) for name in names)
    else:
        yield from ((item, chosen.name, bound) for item, bound in zip(group, bounds, strict=True))


def _members(chosen: Subject) -> list[str]:
    """The members of the subject; what they are compared with goes to each: 投资、消费增速分别快于全国."""
    compared = _COMPARED.search(chosen.name)
    if not compared:
        return coordination.spread(chosen.name)
    listed = _EACH_END.sub("", chosen.name[: compared.start()])
    return [name + compared.group() for name in coordination.spread(listed)]


_EACH_END = re.compile("(?:分别|均)$")


def _for_each(item: Slot, chosen: Subject) -> bool:
    """Rates and ranks hold for each member; amounts and changes only where the text says so (均, 分别)."""
    kind = item.quantity.kind
    listed = (
        "、" in chosen.name and bool(_RATES.search(chosen.name)) and kind == "ratio" and "growth" not in item.left.kinds
    )
    return kind == "rank" or listed or (item.each and kind in ("ratio", "points", "multiple", "money"))


def _bounds(group: Sequence[Slot]) -> list[Bound]:
    """`5%、6.5%左右`: the bound behind the last holds for all, and so does one before the first."""
    own = [item.quantity.bound for item in group]
    if len(group) < 2 or "range" in group[0].quantity.rule:
        return own
    first, last = group[0].quantity, group[-1].quantity
    if last.bound != "exact" and last.right > last.end and all(bound == "exact" for bound in own[:-1]):
        return [last.bound] * len(own)
    if first.bound != "exact" and first.left < first.start and all(bound == "exact" for bound in own[1:]):
        return [first.bound] * len(own)
    return own


def _baseline(period: Timed, setting: Setting, periods: Sequence[Period], item: Slot) -> Timed:
    """`由51家增至106家`: the first number stood at the beginning, the year before the span or the year."""
    since = [
        named for named in periods if named.end <= item.quantity.start and named.role in ("baseline", "in", "since")
    ]
    if since and since[-1].start >= item.start and "-" not in since[-1].value:
        return replace(period, value=since[-1].value)
    year = int(setting.span[:4]) if setting.span else setting.year
    return replace(period, value=str(year - 1), origin="clause")
