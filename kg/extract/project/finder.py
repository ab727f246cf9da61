"""Projects: named undertakings with their stage, capacity, investment, place and owner.

From the clause to the name: `clause` parts a sentence into verbs, stretch and predicate, `lists` makes full names of
the members of a stretch, and `judge` says which of them are undertakings with an identity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.project import features, identity, investment, judge, lists, names, stage
from kg.extract.project.clause import Phrase, phrases, told_of
from kg.extract.project.learned import Reading
from kg.extract.project.member import Member
from kg.extract.project.predicates import GENERIC
from kg.extract.project.sorts import goes_on, last_sort
from kg.extract.project.stage import PUSHED, StageWord
from kg.model import Amount, Stage, Status
from kg.text import lexicon, quantity, relative
from kg.text import period as periods
from kg.text.line import Line
from kg.text.relative import UNKNOWN_DAY, Day
from kg.text.spans import Found
from kg.text.unit import capacities

__all__ = ["NOTHING", "Going", "ProjectFound", "find", "going_on", "read"]


@dataclass(frozen=True, slots=True)
class ProjectFound:
    """One naming of a project in a sentence; `text[start:end]` are its own words, without a head put back.

    `consumed` are stretches whose numbers belong to the project and are no observations; `weight` is what speaks for
    its being one, in hundredths of a logit.
    """

    name: str
    stage: Stage
    status: Status
    period: str
    start: int
    end: int
    rule: str
    capacity: tuple[Amount, ...]
    investment: Amount | None
    places: tuple[str, ...]
    organizations: tuple[str, ...]
    consumed: tuple[tuple[int, int], ...]
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Going:
    """What sentences speak of when the next begins: a project by name, and the stage of those that may be listed."""

    project: str = ""
    sort: tuple[StageWord, ...] = ()


NOTHING = Going()

# Work on paper: 启动编制A规划.
_PAPER = ("编制", "修编", "制定", "出台", "印发", "修订")
# What a sight or resort is awarded, which is no project: 5A级景区获批.
_AWARDED = frozenset(["获批", "获评", "获得批准", "批准"])
_RANKED = ("景区", "度假区")
# What is applied for by a rank is a title: 申报国家级纺织基地.
_APPLYING = frozenset(["申报", "争创", "申建", "积极申报", "创建"])
_RANKS = ("国家", "全国", "世界级", "省级", "A级")
# What is done for an undertaking before it is begun, and for nothing else.
_PREPARING = ("前期", "可研", "可行性", "征地", "选址", "初步设计", "土地整备", "核准", "规划研究")
_AIM = re.compile(
    "力争|力促|争取|确保|即将|(?<!完成)(?<!年度)(?<!全年)计划(?!总?投资|用地|占地|(?:新?开工|完工|竣工|投产)的?项目)|预计|有望|拟(?=[建开启])|(?<![主重需])要(?=[建开启竣完新])|将(?=[于在建开投启竣完])"
)
# Verbs whose object stands there once a review tells of it.
_DONE_BY = ("新建", "修建", "兴建", "打造", "扩建", "改扩建", "迁建", "新改建")
_DONE = tuple(f"已{how}{verb}" for how in ("", "经", "全部", "全面", "正式") for verb in "建开投启竣完通获")
_MONTH = re.compile("(?<![0-9])([0-9]{1,2})月(?:[0-9]{1,2}日|底|份|初)?")
# What is not yet more than paper: 推进A铁路|规划.
_ON_PAPER = tuple(
    "规划 方案 选址 可研 可行性研究 招标 招投标 公开招标 公开招投标 设计 初步设计 施工图设计 立项 审批 环评 "
    "勘察 勘测".split()
)
_OF_PLANS = ("规划建设", "规划展示", "规划区")
# How far before the verb the modal stands: 省里将|开工建设.
_MODAL = 4


def find(
    sentence: Line,
    places: Sequence[Found],
    organizations: Sequence[Found],
    status: Status,
    year: int,
    day: Day = UNKNOWN_DAY,
    going: Going = NOTHING,
) -> list[ProjectFound]:
    """The projects named in one sentence, in order; `status` and `year` are the sentence's own, `day` that of news.

    `going` is what the sentences before it speak of.
    """
    line = read(sentence, places, organizations)
    found: dict[tuple[str, str], ProjectFound] = {}
    reading = Reading(line)
    spoken_of = going.project
    judged: set[tuple[int, int]] = set()
    barred: list[tuple[int, int]] = []
    for phrase in phrases(line, going.sort):
        tells_none = _tells_no_project(line, phrase)
        if tells_none:
            barred.append((phrase.start, phrase.end))
        candidates = [] if tells_none else _candidates(line, phrase)
        judged |= {(member.start, member.end) for member in candidates}
        members = list(_projects(line, phrase, candidates, reading))
        if not members and spoken_of and (pointing := _pointing(line, phrase)):
            members = [(replace(pointing, name=spoken_of), _POINTING)]
        if not members and spoken_of and (further := _further_phase(line, phrase, spoken_of)):
            members = [(further, _POINTING)]
        if not members:
            continue
        told = _told(line, phrase, [member for member, _ in members], status, year, day)
        for member, rule in members:
            made = _made(line, member, rule, told, places, organizations)
            found.setdefault((member.name, made.stage if rule == _POINTING else ""), made)
        spoken_of = members[0][0].name if len(members) == 1 else ""
    taken = [(item.start, item.end) for item in found.values()]
    for phrase, member, rule in _proposed(line, reading, [*taken, *barred], judged):
        told = _told(line, phrase, [member], status, year, day)
        found.setdefault((member.name, ""), _made(line, member, rule, told, places, organizations))
    return list(found.values())


def _proposed(
    line: Line, reading: Reading, taken: Sequence[tuple[int, int]], judged: AbstractSet[tuple[int, int]]
) -> Iterator[tuple[Phrase, Member, str]]:
    """Names that the model of words proposes where none stands and none was judged, if the judge takes them too."""
    for start, end, rule in reading.proposed(taken):
        if (start, end) in judged:
            continue
        phrase, member = told_of(line, start, end), Member(start, end, line.text[start:end])
        told = phrase.before or phrase.after or member.kind in _UNTOLD
        if not told or _tells_no_project(line, phrase) or not _may_be_name(line, member):
            continue
        gains, least = [reading.gain(start, end)], judge.LEAST_PROPOSED
        for own, _ in judge.projects(line, phrase, _force(line, phrase), [member], gains, least):
            yield phrase, own, rule


# What a proposed name ends like where no word of stage is told of it.
_UNTOLD = ("generic", "phase")


def read(sentence: Line, places: Sequence[Found], organizations: Sequence[Found]) -> Line:
    """A sentence as projects are looked for in it: verbs of stage are words, names are known."""
    return names.finer(sentence).with_names((*places, *organizations))


def going_on(sentence: Line, found: Sequence[ProjectFound], before: Going) -> Going:
    """What the next sentence may go on about: the one project that this one names, and the sort it ends on."""
    named = dict.fromkeys(item.name for item in found)
    project = before.project if not named else next(iter(named)) if len(named) == 1 else ""
    sort = last_sort(names.finer(sentence)) or (before.sort if goes_on(sentence) else ())
    return Going(project, sort)


# Words that point at the project that was spoken of, and its rule.
_POINTING = "pointed-at"
_POINTS = re.compile(
    "(?:目前|现在|据悉|据了解)?(?:(?:该|此|本|这一|这个)(?:[^，。；、的]{0,6}?)(?:项目|工程)|(?:项目|工程))[于自从在]?"
)


def _pointing(line: Line, phrase: Phrase) -> Member | None:
    """What points at a project, where the words around it tell of one (该项目于3月|开工)."""
    end = names.strip_right(line, phrase.start, phrase.end)
    pointing = bool(phrase.after) and not phrase.before and _POINTS.fullmatch(line.text, phrase.start, end)
    return Member(phrase.start, end, line.text[phrase.start : end]) if pointing else None


_PHASES = tuple(f"{number}期" for number in "一二三四五六123456")


def _further_phase(line: Line, phrase: Phrase, before: str) -> Member | None:
    """Another phase of the project before: 甲产业园一期封顶，|二期|动工."""
    start, end = phrase.start, names.strip_right(line, phrase.start, phrase.end)
    own = names.head(before)
    if own.kind != "phase" or line.text[start:end].removesuffix("项目").removesuffix("工程") not in _PHASES:
        return None
    return Member(start, end, before[: own.start] + line.text[start:end], "shared-beginning")


def _projects(
    line: Line, phrase: Phrase, candidates: Sequence[Member], reading: Reading
) -> Iterator[tuple[Member, str]]:
    """The candidates of a phrase that are projects, each with the rule that says so."""
    if candidates:
        gains = [reading.gain(member.start, member.end) for member in candidates]
        yield from judge.projects(line, phrase, _force(line, phrase), candidates, gains)


def weighed(
    sentence: Line, places: Sequence[Found], organizations: Sequence[Found], going: Going = NOTHING
) -> Iterator[tuple[str, Features]]:
    """The name of every candidate of a sentence with its features, from which the judge is fitted."""
    line = read(sentence, places, organizations)
    for phrase in phrases(line, going.sort):
        if _tells_no_project(line, phrase):
            continue
        force = _force(line, phrase)
        found = [features.candidate(line, member) for member in _candidates(line, phrase)]
        for at, own in enumerate(found):
            yield own.member.name, features.of(line, phrase, force, found, at)


Features = tuple[str, ...]


def _tells_no_project(line: Line, phrase: Phrase) -> bool:
    """Whether a phrase is of work on paper, of what is raised of a thing, or of a task."""
    said = line.text[phrase.first : phrase.start]
    awarded = phrase.after and all(word.text in _AWARDED for word in phrase.after)
    if awarded and line.text.endswith(_RANKED, phrase.start, phrase.end):
        return True
    applied = phrase.before and all(word.text in _APPLYING for word in phrase.before)
    if applied and any(rank in line.text[phrase.start : phrase.end] for rank in _RANKS):
        return True
    if any(word in said for word in _PAPER) or _lists_firms(line.text[phrase.start : phrase.last]):
        return True
    if any(word in line.text[phrase.start : phrase.last] for word in _FITTINGS):
        return True
    return _is_quality(line.text[phrase.start : phrase.end]) or "任务" in line.text[phrase.end : phrase.last]


# A list of what belongs to a project: 建设车间、仓库等附属设施.
_FITTINGS = ("等附属", "等配套设施", "等配套用房", "等配套工程", "等辅助")


def _is_quality(text: str) -> bool:
    """Whether a stretch ends with what is raised of a thing that stands already: A、B服务能力提升, B的优质工程."""
    raised = next((text.removesuffix(word) for word in _RAISED if text.endswith(word)), text)
    bare = next((text.removesuffix(word) for word in _OF_PRAISE if text.endswith(word)), "")
    return raised.endswith(_QUALITIES) or bare.endswith("的")


_QUALITIES = tuple("功能 能级 品质 水平 服务 运营 管理 作用 优势 效益 影响力 能力 质量 体系".split())
_RAISED = ("提升", "升级", "增强", "完善", "发挥", "建设")
_OF_PRAISE = tuple(praise + kind for praise in ("重大", "重点", "优质", "") for kind in GENERIC)


def _lists_firms(text: str) -> bool:
    """Whether a list is one of firms and not of what they build: 引进甲、乙2家企业."""
    at = max(map(text.find, ("企业", "公司", "院校")))
    counted = any(mark in text[max(0, at - _NEAR_COUNT) : at] for mark in ("家", "等"))
    return at > 0 and counted and not any(word in text[at : at + 2 * _NEAR_COUNT] for word in _BUILT)


_NEAR_COUNT = 8
_BUILT = ("总部", *GENERIC, "基地", "生产线")


def _candidates(line: Line, phrase: Phrase) -> list[Member]:
    """The members of a phrase that may be names of projects; of what nothing is said, only those with a head."""
    told = bool(phrase.before or phrase.after)
    if not told and not _may_name(line, phrase):
        return []
    prepared = any(word.text.startswith(_PREPARING) for word in phrase.after)
    end = names.strip_right(line, phrase.start, phrase.end)
    return [
        replace(member, licensed=member.licensed or prepared)
        for member in lists.members(line, phrase.start, end)
        if _may_be_name(line, member) and (told or member.licensed or member.kind != "none")
    ]


def _may_name(line: Line, phrase: Phrase) -> bool:
    """Whether a stretch of which nothing is said ends like a name, or calls something a project."""
    text = line.text[phrase.start : phrase.end].removesuffix("等")
    return any(word in text for word in GENERIC) or names.head(text).kind != "none"


def _may_be_name(line: Line, member: Member) -> bool:
    words = [token.text for token in line.within(member.start, member.end)[:_OPENING]]
    if not _persons().isdisjoint(words):
        return False  # 副县长李志远出席
    if (
        not 2 + (not member.licensed) <= len(member.name) <= 45
        or identity.CATCHWORD.search(member.name)
        or _standing(line, member)
    ):
        return False
    if member.rule == "as-written" and member.kind == "generic" and identity.generic(line, member.start, member.end):
        return False  # 重点项目, 产业工程
    if _SORT_OF_PROJECTS.search(member.name):
        return False  # 岚山县2022年|重点项目
    return member.rule == "shared-number" or identity.nameable(line, member.start, member.end)


_OPENING = 3
# Of what sort projects are, which names none, whosever they are.
_SORT_OF_PROJECTS = re.compile(
    "(?:重点|重大|重要|亿元|优质|招商引资|集中开工|集中签约|新开工|前期|储备)(?:工业|产业|建设|招商)?项目$|^第[一二三四五六七八九十]+[轮批]项目$"
)


@cache
def _persons() -> frozenset[str]:
    return lexicon.words("project", "person")


def _standing(line: Line, member: Member) -> bool:
    """Whether a member is a river or division by its own name (大运河), or a road by its number (G207)."""
    if identity.ROAD_NUMBER.fullmatch(member.name):
        return True
    return member.name == line.text[member.start : member.end] and any(
        name.start == member.start
        and (
            (name.end == member.end and name.type in ("natural", "admin", "region"))
            or line.text[name.end : member.end] in _GROWN_TOGETHER
        )
        for name in line.names
    )


# What places do with each other, which builds nothing: 与甲新区|一体化.
_GROWN_TOGETHER = frozenset(["一体化", "同城化", "协同", "联动", "一体化发展"])


def _force(line: Line, phrase: Phrase) -> int:
    """The force of the words around a phrase; what a thing helped does itself is no stage of it (支持甲机场创建…)."""
    standing = lexicon.ordered("project", "standing")
    helped = all(word.uses[0][0] == "weak" for word in phrase.before)
    if not phrase.after and phrase.last > phrase.end and (helped or line.text.startswith(standing, phrase.end)):
        return 0
    return stage.force(phrase.before, phrase.after)


# --- what is told of them --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """What the words around a stretch tell of every project in it; `consumed` is where the investment stands."""

    stage: Stage
    status: Status
    period: str
    investment: Amount | None
    consumed: tuple[tuple[int, int], ...]


def _told(line: Line, phrase: Phrase, members: Sequence[Member], status: Status, year: int, day: Day) -> _Told:
    ends = [at for member in members for at in (member.start, member.end)]
    first = max(phrase.first - _MODAL, line.text.rfind("，", 0, phrase.first) + 1)
    around = f"{_said_before(line, phrase)}{line.text[first : min(ends)]} {line.text[max(ends) : phrase.last]}"
    told: Status = "target" if _AIM.search(around) else "achieved" if any(word in around for word in _DONE) else status
    own = year + (told == "target") - (status == "target")
    alone = len(members) == 1
    money = (investment.of_phrase(line, phrase) or investment.put_into(line, members[0].start)) if alone else None
    return _Told(
        _stage(line, phrase, max(ends), told),
        told,
        _period(line.text[phrase.first : phrase.last], own, day),
        money.amount if money else None,
        (money.span,) if money else (),
    )


def _said_before(line: Line, phrase: Phrase) -> str:
    """The words around a verb that stands before the clause of a phrase: 预计开工建设3段，分别是|A段."""
    far = [word for word in phrase.before if 0 <= word.start < phrase.first - _MODAL]
    return (
        line.text[max(line.text.rfind("，", 0, far[0].start), far[0].start - 2 * _MODAL, 0) : far[-1].end] + " "
        if far
        else ""
    )


def _stage(line: Line, phrase: Phrase, end: int, status: Status) -> Stage:
    """The stage that the words around a phrase say, or else the first definite one behind it in the sentence."""
    before = phrase.before
    if line.text.startswith("主体", end) and phrase.after:
        return "building"  # 金源食品主体|竣工
    paper = max((len(word) for word in _ON_PAPER if line.text.startswith(word, end, phrase.last)), default=0)
    alone = end + paper <= phrase.end or stage.force(before, phrase.after) <= PUSHED
    if paper and alone and not line.text.startswith(_OF_PLANS, end):
        return "planned"
    if phrase.silent and not phrase.after:
        later = stage.next_definite(line.text, end, line.bounds)
        return stage.decide(before, ()) if later == "none" else later
    if status == "achieved" and before and not phrase.after and all(word.text.endswith(_DONE_BY) for word in before):
        return "completed"
    return stage.decide(before, phrase.after)


def _made(
    line: Line,
    member: Member,
    rule: str,
    told: _Told,
    places: Sequence[Found],
    organizations: Sequence[Found],
) -> ProjectFound:
    # 总投资8亿元的甲项目、总投资6亿元的乙项目: each of a list has its own; what goes into 甲片区、乙村改造 is of both.
    joint = member.rule == "shared-action" or _LISTED.match(line.text, member.end) is not None
    own = None if told.investment or joint else investment.before(line, member.start)
    return ProjectFound(
        member.name,
        told.stage,
        told.status,
        told.period,
        member.start,
        member.end,
        rule if member.rule == "as-written" else f"{rule}+{member.rule}",
        _capacities(line, member),
        own.amount if own else told.investment,
        (*_inside(line.text, places, member), *_where(line, places, member)),
        _inside(line.text, organizations, member),
        ((member.start, member.end), *told.consumed, *((own.span,) if own else ())),
        member.weight,
    )


# Another member of a list, which has no money of its own before it: what goes into 甲路、乙路改造 is of both.
_LISTED = re.compile("[、和及](?!(?:计划)?(?:总?投资|投入))[一-龥]{2}")


def _capacities(line: Line, member: Member) -> tuple[Amount, ...]:
    """The capacities inside a name; one with a head put back is a text of its own."""
    if member.name == line.text[member.start : member.end]:
        found = line.capacities(member.start, member.end)
    else:
        found = capacities(member.name, quantity.find(member.name))
    return tuple(Amount(item.value, item.unit) for item in found)


def _inside(text: str, found: Sequence[Found], member: Member) -> tuple[str, ...]:
    inside = (text[name.start : name.end] for name in found if member.start <= name.start < member.end)
    return tuple(dict.fromkeys(inside))


def _where(line: Line, places: Sequence[Found], member: Member) -> Iterator[str]:
    """The place in which the clause of a project says that it is built: 甲公司|在青石镇|投资3亿元建设乙产业园."""
    start = max(line.text.rfind(mark, 0, member.start) for mark in "，。；") + 1
    for place in places:
        stands = start < place.start and place.end < member.start and not place.nested
        if stands and line.text[place.start - 1] == "在" and _BUILDS.match(line.text, place.end):
            yield line.text[place.start : place.end]


_BUILDS = re.compile("(?:境内|辖区)?(?:计划|拟|总|累计)?(?:投资|投入|建设|新建|兴建|实施|建成|开工|启动|打造|落地)")


def _period(said: str, year: int, day: Day) -> str:
    for named in periods.find(said, year, relative.find(said, day)):
        if named.role in ("in", "until"):
            return named.value
    if (month := _MONTH.search(said)) and 1 <= int(month[1]) <= 12:
        return f"{year}-{int(month[1]):02}"
    return str(year)
