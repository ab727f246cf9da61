"""Lists of projects: where the members part, and the head that they share put back on each.

`岚山、松沟750千伏输变电项目` is two projects with one head, `岚山、松沟等水电站` two with the head behind 等,
`地铁3、5号线` two with a shared beginning too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from kg.extract.project import identity, names
from kg.text.line import Line
from kg.text.numeral import ARABIC, CHINESE, arabic, chinese
from kg.text.tokens import Token, cut

_OPEN, _CLOSE = "“（(《「", "”）)》」"
_NUMBER = "[0-9０-９]{1,3}|[一二三四五六七八九十]{1,2}"
_NUMBER_LAST = re.compile(f"(?P<front>.{{0,40}}?)(?P<number>{_NUMBER})$")
_NUMBERED = re.compile(f"(?P<front>.{{0,40}}?)(?P<number>{_NUMBER})(?P<back>(?:期|号线|号|线|标段|#).{{0,40}})?$")
_COUNTED = re.compile(
    f"(?:{ARABIC}(?:公里|千米|米)的)?(?:近|超|约)?"
    f"(?:(?:{ARABIC}|{CHINESE})[万千]?[余多]?(?:个|座|条|家|所|处|项|批|类|宗|栋|段|对|口|艘|片|县|大(?![型中]))|一大批|一批|一系列|若干|多个|多条|多座|系列|批)"
)
# 等城市更新项目|15个: the count may stand behind the head too.
_COUNT_BEHIND = re.compile(f"(?:共计?)?(?:{ARABIC}|{CHINESE})(?:个|座|条|家|所|处|项)$")
# 甲、乙3个社区中心: a count parts the last name from the head that all share.
_COUNT_INSIDE = re.compile(
    "(?P<count>[0-9]{1,2}|[两三四五六七八九十]{1,2})(?:个|座|条|家|所|处|项|县|大(?![型中]))(?=[一-鿿]{2})"
)
# What the roads of a list are called together, and how long they are: neither belongs to the name of one.
_CLASS_OF_ROADS = re.compile(
    f"(?:重点|主要|主干|骨干|市政|城市|城区)?(?:道路|路段|街道|街巷|公路|线路)(?:{ARABIC}公里)?"
)
_GENERIC = re.compile("(?:示范|试点|建设|配套)?(?:项目|工程)$")
_PARALLEL = "沟路街巷镇乡村县市区河湖江山岭湾港站园寺厂峡溪口"
_ROAD_ENDS = ("路", "街", "巷", "道", "线")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a list: its stretch in the sentence, its full name, the rule that made the name."""

    start: int
    end: int
    name: str
    rule: str = "as-written"
    licensed: bool = False

    @property
    def kind(self) -> names.HeadClass:
        return names.head(self.name).kind


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows 等: its stretch, whether a count or a modifier stands in it, and the words that remain."""

    counted: bool
    modified: bool
    core: str


def members(line: Line, start: int, end: int) -> list[Member]:
    """The members of the list `text[start:end]`, each with its full name."""
    found: list[Member] = []
    for first, last in _groups(line, start, end):
        found += _group(line, first, last)
    return found


def _groups(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches that hold at most one 等: `A、B等水电站和C项目` is two."""
    at = start
    while (etc := _etc(line, at, end)) is not None:
        stop = next((mark for mark in _marks(line, etc + 1, end) if _ends_tail(line, etc + 1, mark)), None)
        if stop is None:
            break
        yield at, stop[0]
        at = stop[1]
    yield at, end


def _ends_tail(line: Line, start: int, mark: tuple[int, int]) -> bool:
    """Whether a mark behind 等 closes the list: 等水电站和C项目, not 等灌区续建配套与节水改造."""
    text = line.text[start : mark[0]]
    behind = _COUNT_BEHIND.search(text)
    kind = names.head(text[: behind.start()] if behind else text).kind
    return (kind != "none" and (line.text[mark[0]] in "、和以" or kind == "generic")) or behind is not None


def _etc(line: Line, start: int, end: int) -> int | None:
    """Where the first 等 that closes a list stands."""
    return next((token.start for token in line.within(start + 1, end) if token.text == "等"), None)


def _marks(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where members may part: 、 and 和 outside quotations and parentheses."""
    depth = 0
    for token in line.within(start, end):
        if token.text in _OPEN:
            if depth == 0 and line.text[token.start - 1 : token.start] == "”" and token.start > start:
                yield token.start, token.start
            depth += 1
        elif token.text in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and token.text in ("、", "和", "以及", "与", "及") and not _in_firm(line, token):
            yield token.start, token.end


def _in_firm(line: Line, token: Token) -> bool:
    """Whether a mark stands inside the name of a firm (瑞和酒业)."""
    return any(name.type == "company" and name.start < token.start and token.end < name.end for name in line.names)


def _group(line: Line, start: int, end: int) -> list[Member]:
    etc = _etc(line, start, end)
    stretches = list(_split(line, start, end if etc is None else etc))
    listed = [Member(a, b, _ALIAS.sub("", line.text[a:b])) for a, b in stretches if b > a]
    listed = _restore_lines(_restore_numbers(listed))
    if etc is None and listed and (stop := _count_inside(line, listed)):
        last = Member(listed[-1].start, stop, line.text[listed[-1].start : stop])
        return _share_tail(line, [*listed[:-1], last], _tail(line, stop, listed[-1].end))
    if etc is None:
        return _share_last(line, listed)
    tail = _tail(line, etc + 1, end)
    if not tail.counted and identity.identity(line, etc + 1, end) == identity.NAMED:
        return [*_share_last(line, listed), Member(etc + 1, end, line.text[etc + 1 : end])]
    return _share_tail(line, listed, tail)


def _count_inside(line: Line, listed: Sequence[Member]) -> int:
    """Where the count begins that parts the last name from the head that all share, or 0.

    It stands behind a short proper name or before 项目, or it is the number of the names before it.
    """
    last = listed[-1]
    for found in _COUNT_INSIDE.finditer(line.text, last.start + 2, last.end):
        written = found["count"]
        counts_all = len(listed) > 1 and (chinese(written) or int(arabic(written))) == len(listed)
        short = _HAN.fullmatch(line.text, last.start, found.start())
        called = len(listed) > 1 and _GENERIC.fullmatch(names.without_modifiers(line.text[found.end() : last.end]))
        if found.start() in line.bounds and (counts_all or short or called):
            return found.start()
    return 0


_HAN = re.compile("[一-鿿]{2,8}")
# 甲新能源公司|（以下简称“甲新能”）|风电项目
_ALIAS = re.compile("[（(](?:以下)?(?:简称|称)[^（）()]*[）)]")


def _split(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for first, last in _marks(line, start, end):
        if first < at or not _parts(line, start, at, first, last, end):
            continue
        yield _clean(line, at, first)
        at = last
    yield _clean(line, at, end)


def _clean(line: Line, start: int, end: int) -> tuple[int, int]:
    """A member without what describes it (以甲为主的乙水库) and without adverbs around it."""
    described = line.text.rfind("的", start, end - 1)
    if described > start and line.text.find("”", described, end) < 0:
        start = described + 1
    start = names.strip_left(line, start, end)
    if (aside := line.text.find("在", start + 3, end)) > 0 and names.head(line.text[start:aside]).kind == "facility":
        end = aside
    return start, names.strip_right(line, start, end)


def _parts(line: Line, start: int, at: int, first: int, last: int, end: int) -> bool:
    """Whether the mark `text[first:last]` parts two members of the list that begins at `start`; 和 inside one name
    does not.
    """
    mark = line.text[first:last]
    if mark in ("、", "", "以及"):
        return True
    left, right = line.text[at:first], line.text[last:end]
    kind = names.head(left).kind
    if (
        mark == "及"
        and at > start
        and kind in _THINGS
        and names.head(right.rpartition("等")[0] or right).kind == "action"
    ):
        return True  # 甲水库、乙变电站|及|农网改造等工程
    if mark in ("及", "与"):
        return kind == "generic" and names.head(right).kind == "generic"
    if left.endswith(("）", "”")):
        return True
    if kind in ("none", "action"):
        return (identity.bare(line, at, first) and 2 <= len(left) <= 5) or (
            kind == "action" and identity.specific(line, at, first)
        )
    return True


def _restore_numbers(listed: list[Member]) -> list[Member]:
    """轨道2、5、9号线: every number with the beginning of the first and the end of the last."""
    made: list[Member] = []
    index = 0
    while index < len(listed):
        run = _run_of_phases(listed, index) or _run(listed, index)
        made += run
        index += len(run)
    return made


def _run_of_phases(listed: list[Member], index: int) -> list[Member]:
    """核电1号、2号机组, 产业园一期、二期: each has its number, and all share the beginning and the end."""
    opening = _PHASE_LAST.match(listed[index].name)
    if opening is None:
        return []
    others = [
        re.match(f"(?P<number>(?:{_NUMBER}){opening['unit']})(?P<back>.{{0,20}})$", item.name)
        for item in listed[index + 1 :]
    ]
    run = list(takewhile(bool, others))
    if not run:
        return []
    back = run[-1]["back"] if run[-1] else ""
    numbers = [opening["number"], *(each["number"] for each in run if each)]
    return [
        replace(item, name=f"{opening['front']}{number}{back}", rule="shared-number")
        for item, number in zip(listed[index:], numbers, strict=False)
    ]


_PHASE_LAST = re.compile(f"(?P<front>.{{2,40}}?)(?P<number>(?:{_NUMBER})(?P<unit>号|期))$")


def _run(listed: list[Member], index: int) -> list[Member]:
    """The members from `index` on that share a beginning and an end around their numbers, or the one member there."""
    opening = _NUMBER_LAST.match(listed[index].name)
    if opening is None or not opening["front"]:
        return [listed[index]]
    numbers = [opening]
    for item in listed[index + 1 :]:
        number = _NUMBERED.match(item.name)
        if number is None or number["front"]:
            break
        numbers.append(number)
    front, back = opening["front"], numbers[-1].groupdict().get("back")
    if not back:
        return [listed[index]]
    return [
        replace(item, name=f"{front}{number['number']}{back}", rule="shared-number")
        for item, number in zip(listed[index:], numbers, strict=False)
    ]


_LINE = re.compile("(?P<front>地铁|轨道交通|轨道|城轨|轻轨)(?=[0-9]{1,2}号线)")


def _restore_lines(listed: list[Member]) -> list[Member]:
    """地铁4号线二期、7号线一期: the first names the network, the others only their number."""
    network = _LINE.match(listed[0].name) if listed else None
    if network is None:
        return listed
    front = network["front"]
    return [
        replace(member, name=front + member.name, rule="shared-beginning")
        if re.match("[0-9]{1,2}号线", member.name)
        else member
        for member in listed
    ]


def _tail(line: Line, start: int, end: int) -> Tail:
    text = line.text[start:end]
    text = text[_described(text) :]
    counted = _COUNTED.match(text)
    core = text[counted.end() :] if counted else text
    behind = _COUNT_BEHIND.search(core)
    core = core[: behind.start()] if behind else core
    core = core[_described(core) :]
    core = opening.group() if (opening := _GENERIC_ONLY.match(core)) else core
    bare = core if core.startswith(_LEVELS) and not _GENERIC.search(core) else names.without_modifiers(core)
    praised = bare != core or (counted is not None and counted.group() in _MANY)
    return Tail(counted is not None or behind is not None, praised, bare)


# 2大项目|同天举行: what follows is said of them all.
_GENERIC_ONLY = re.compile("(?:项目|工程)(?=同|分别|在|均|都|已|全|正|相继|先后|陆续|集中|共|总|合计)")
# The rank of a thing is part of its name: 等3个|省级区域医疗中心.
_LEVELS = ("省级", "市级", "国家级")


def _described(tail: str) -> int:
    """Where a tail begins behind what describes it: 等|投资过亿元的|大项目."""
    at = tail.rfind("的") + 1
    return at if _GENERIC.search(tail) and at < len(tail) else 0


_MANY = ("一大批", "一批", "一系列", "若干", "多个", "系列", "批")


def _share_tail(line: Line, listed: list[Member], tail: Tail) -> list[Member]:
    """The head behind 等 put back on the members that need it."""
    generic = _GENERIC.search(tail.core) is not None
    return [_with_tail(line, replace(member, licensed=generic), tail) for member in listed]


def _with_tail(line: Line, member: Member, tail: Tail) -> Member:
    for rule in TAIL_RULES:
        added = rule(line, member, tail)
        if added is not None:
            return (
                replace(member, name=member.name + added, rule=f"shared-{rule.__name__}", licensed=True)
                if added
                else member
            )
    return member


# Each rule of a tail answers with the words to put back on a member, none of them being an answer too; None leaves it
# to the next rule.


def road(line: Line, member: Member, tail: Tail) -> str | None:
    """甲路、乙路等25条道路景观提升工程: what is done to the roads."""
    roads = _CLASS_OF_ROADS.match(tail.core)
    return tail.core[roads.end() :] or None if roads and member.name.endswith(_ROAD_ENDS) else None


def project(line: Line, member: Member, tail: Tail) -> str | None:
    """甲、乙等项目: the word itself, on a bare name or where it is neither praised nor counted."""
    if _GENERIC.fullmatch(tail.core) is None:
        return None
    wants = member.kind == "none" or member.name.endswith("一体化")
    fits = _bare(line, member, tail) or not (tail.counted or tail.modified)
    return tail.core if wants and fits else ""


def undertaking(line: Line, member: Member, tail: Tail) -> str | None:
    """甲、乙等灌区改造工程: the whole tail, or the bare word where the tail only classes (等工业项目)."""
    generic = _GENERIC.search(tail.core)
    if generic is None:
        return None
    if member.kind != "none":
        done = names.head(tail.core[: generic.start()]).kind == "action"
        return tail.core if done and member.kind == "zone" else None
    if names.head(tail.core[: generic.start()]).kind in _TELLING:
        return tail.core[_opening_class(tail.core) :]
    if not _bare(line, member, tail):
        return ""
    return generic.group()[-2:] if identity.common(tail.core) else tail.core


def worked_on(line: Line, member: Member, tail: Tail) -> str | None:
    """甲公园、乙公园等老旧公园景观提升: what is done to things that are there already."""
    generic = _GENERIC.search(tail.core)
    work = tail.core[: generic.start()] if generic else tail.core
    if member.kind not in _THINGS or names.head(work).kind != "action":
        return None
    done = tail.core[_class_end(work[: names.head(work).start]) :].removeprefix("的")
    return done if done and done != tail.core else None


_THINGS = ("facility", "institution", "soft", "single", "zone", "phase", "road")
# What things are called together: 等重要节点|绿化提升.
_CLASS_OF_THINGS = (
    "设施",
    "节点",
    "路段",
    "场所",
    "片区",
    "区域",
    "小区",
    "村庄",
    "街区",
    "项目",
    "地块",
    "河道",
    "河流",
    "道路",
)


def _class_end(tail: str) -> int:
    """Where the words end that class the members of a list, or 0."""
    ends = [token.end for token in cut(tail)]
    return max((end for end in ends if _classes(tail[:end])), default=0)


def _classes(text: str) -> bool:
    return text.endswith(_CLASS_OF_THINGS) or names.head(text).kind in _THINGS


def _opening_class(tail: str) -> int:
    """Where a word ends that only classes the members of a list: 等|片区|积涝整治工程; 0 where none does."""
    word = cut(tail)[0].text
    return len(word) if word in _CLASS_OF_THINGS and len(word) < len(tail) - 2 else 0


def at_road(line: Line, member: Member, tail: Tail) -> str | None:
    """甲路、乙路等5个服务中心, 甲路等重点商圈改造: roads that only say where."""
    if member.kind != "road":
        return None
    head = names.head(tail.core)
    placed = tail.counted and head.kind in ("institution", "facility", "soft")
    return tail.core if placed or (head.kind == "action" and head.start) else None


def plant(line: Line, member: Member, tail: Tail) -> str | None:
    """甲公司新材料等10个产业园: counted things of one kind."""
    kinds = tail.counted and names.head(tail.core).kind in ("facility", "institution")
    return tail.core if kinds and member.kind == "none" and identity.specific(line, member.start, member.end) else None


def bare(line: Line, member: Member, tail: Tail) -> str | None:
    """甲、乙等水电站: names that stand alone."""
    fits = names.head(tail.core).kind not in ("none", "single") and _bare(line, member, tail)
    return _WORK_ON.sub("", tail.core) if fits else None


# 等水库|的|除险加固
_WORK_ON = re.compile("的(?=[^的]{2,8}$)")


def graded(line: Line, member: Member, tail: Tail) -> str | None:
    """甲港30万吨级、乙港20万吨级等航道: of which grade the thing is that all are."""
    own = _before_grade(line, member)
    if not 2 <= own - member.start <= 8 or names.head(tail.core).kind in ("none", "single", "generic"):
        return None
    return tail.core if identity.bare(line, member.start, own) else None


def _before_grade(line: Line, member: Member) -> int:
    """Where the grade begins that a member ends with (30万吨级, 二级), or 0."""
    if found := _GRADE.search(line.text, member.start, member.end):
        return found.start()
    sizes = line.capacities(member.start, member.end)
    graded = sizes and line.text[sizes[-1].end : member.end] == "级"
    return sizes[-1].start if graded else 0


_GRADE = re.compile("[一二三四]级$")

TailRule = Callable[[Line, Member, Tail], str | None]
TAIL_RULES: tuple[TailRule, ...] = (road, project, worked_on, undertaking, at_road, plant, bare, graded)
# What a tail says of its members beyond 项目: 高速项目, 灌区改造工程.
_TELLING = frozenset(("action", "facility", "institution", "road"))


def _bare(line: Line, member: Member, tail: Tail) -> bool:
    """Whether a member is a proper name without a head of its own (青岭坝 before 等水电站 has none)."""
    plain = member.kind == "none" or (member.kind == "single" and names.head(tail.core).kind == "facility")
    return plain and identity.bare(line, member.start, member.end)


def _share_last(line: Line, listed: list[Member]) -> list[Member]:
    """What a member behind them says, put back on those that do not say it themselves."""
    made = [_with_last(line, member, listed[at + 1 :]) for at, member in enumerate(listed[:-1])]
    return [*made, *listed[-1:]]


def _with_last(line: Line, member: Member, others: Sequence[Member]) -> Member:
    kind, last = member.kind, _nearest(line, member, others)
    parted = kind == "action" and line.text[member.end : others[0].start] == "和"  # 甲路改造|和|乙街东延工程
    action = _shared_action(line, member, others)
    if kind == "none" and identity.bare(line, member.start, member.end):
        remainder = _remainder(line, member, last)
        return replace(member, name=member.name + remainder, rule="shared-head", licensed=True) if remainder else member
    if kind in ("none", "phase", "road") and (done := _done_to_all(line, last)):
        return replace(member, name=member.name + done, rule="shared-work", licensed=True)
    if (generic := _GENERIC.search(last.name)) and kind in ("none", "action") and not parted:
        return replace(member, name=member.name + generic.group()[-2:], rule="shared-generic", licensed=True)
    return replace(member, name=member.name + action, rule="shared-action") if action else member


def _done_to_all(line: Line, last: Member) -> str:
    """What is done to the last of several things and so to all, where it is called an undertaking: 更新项目."""
    generic = _GENERIC.search(last.name)
    if generic is None:
        return ""
    done = names.head(last.name[: generic.start()])
    alone = done.kind == "action" and _is_proper(line, last.start, last.start + done.start)
    return last.name[done.start :] if alone else ""


def _is_proper(line: Line, start: int, end: int) -> bool:
    return end > start and identity.bare(line, start, end)


def _nearest(line: Line, member: Member, others: Sequence[Member]) -> Member:
    """The member whose head a name without one shares: the last of its list, or the next with work on a thing of its
    kind, where 和 closes a list inside the list (甲环、乙路改造|和|丙街东延).
    """
    for other, following in pairwise(others):
        closes = line.text[other.end : following.start] == "和"
        if closes and _work_on(other.name, member.kind):
            return other
    return others[-1]


def _shared_action(line: Line, member: Member, others: Sequence[Member]) -> str:
    """甲灌区、乙灌区现代化改造: what is done to the last is done to the others, where all are of its kind."""
    last = _nearest(line, member, others)
    done = names.head(last.name)
    if done.kind != "action":
        return ""
    thing = names.head(last.name[: done.start])
    between = takewhile(lambda other: other is not last, others)
    told = [names.head(member.name), *(names.head(other.name) for other in between if other.kind != "none")]
    alike = all(_alike(own, thing) for own in told)
    return done.word if thing.word and alike else ""


def _alike(one: names.Head, other: names.Head) -> bool:
    """Whether two things are of one kind: by the same word, or both streets, both quarters."""
    return one.word == other.word or one.kind == other.kind in ("road", "zone")


def _work_on(name: str, kind: names.HeadClass) -> bool:
    """Whether a name tells of work on a thing of a kind."""
    done = names.head(name)
    return done.kind == "action" and names.head(name[: done.start]).kind == kind


def _remainder(line: Line, member: Member, last: Member) -> str:
    """What the last member says after its own name: the head that a bare name before it shares."""
    if last.kind == "none":
        return ""
    ending = member.name[-1]
    if ending in _PARALLEL and (at := last.name.find(ending, 1, 8)) > 0:
        return last.name[at if last.name.startswith("道", at + 1) else at + 1 :]
    own = _own_name(line, last) or identity.bare_prefix(line, last.start, last.end)
    if own == 0 and len(member.name) < len(last.name) and last.start + len(member.name) in line.bounds:
        own = len(member.name)
    return last.name[own:] if own else ""


def _own_name(line: Line, member: Member) -> int:
    """The length of the longest name that begins a member and is not all of it."""
    ends = (name.end for name in line.names if name.start == member.start < name.end < member.end)
    return max(ends, default=member.start) - member.start
