"""What the last or the next member of a list says of those before it: 岚山、松沟|750千伏输变电项目."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from kg.extract.project import identity, names
from kg.extract.project.member import Member
from kg.extract.project.tails import called
from kg.text.line import Line

_PARALLEL = "沟路街巷镇乡村县市区河湖江山岭湾港站园寺厂峡溪口"


def share_last(line: Line, listed: list[Member]) -> list[Member]:
    """What a member behind them says, put back on those that do not say it themselves."""
    made = [_with_last(line, member, listed[at + 1 :]) for at, member in enumerate(listed[:-1])]
    return [*made, *listed[-1:]]


def share_work(line: Line, listed: list[Member]) -> list[Member]:
    """What is done to the last of bare names before 等, put back on the others: 甲村、乙村搬迁等项目."""
    last = listed[-1]
    own = _own_length(line, last)
    if last.kind != "action" or not own or names.head(last.name[:own]).kind == "action":
        return listed
    return [_worked_on(line, member, last.name[own:]) for member in listed[:-1]] + [last]


def _worked_on(line: Line, member: Member, work: str) -> Member:
    bare = member.kind == "none" and identity.bare(line, member.start, member.end)
    return replace(member, name=member.name + work, rule="shared-head", licensed=True) if bare else member


def _with_last(line: Line, member: Member, others: Sequence[Member]) -> Member:
    kind, last = member.kind, _nearest(line, member, others)
    parted = kind == "action" and line.text[member.end : others[0].start] == "和"  # 甲路改造|和|乙街东延工程
    action = _shared_action(line, member, others)
    if kind == "none" and (_is_sized(line, member) or identity.bare(line, member.start, member.end)):
        remainder = _remainder(line, member, last)
        return replace(member, name=member.name + remainder, rule="shared-head", licensed=True) if remainder else member
    if kind in ("none", "phase", "road") and (done := _done_to_all(line, last)):
        return replace(member, name=member.name + done, rule="shared-work", licensed=True)
    if (generic := called(last.name)) and kind in ("none", "action") and not parted:
        return replace(member, name=member.name + generic[-2:], rule="shared-generic", licensed=True)
    return replace(member, name=member.name + action, rule="shared-action") if action else member


def _done_to_all(line: Line, last: Member) -> str:
    """What is done to the last of several things and so to all, where it is called an undertaking: 更新项目."""
    generic = called(last.name)
    if not generic:
        return ""
    done = names.head(last.name.removesuffix(generic))
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
    own = _own_length(line, last)
    if own and _is_sized(line, member):
        own = _size_behind(line, last, own)  # 甲村3000亩、乙村4000亩|农田整理
    if own == 0 and len(member.name) < len(last.name) and last.start + len(member.name) in line.bounds:
        own = len(member.name)
    return last.name[own:] if own else ""


def _own_length(line: Line, member: Member) -> int:
    """How long the proper name is that begins a member."""
    return _own_name(line, member) or identity.bare_prefix(line, member.start, member.end)


def _is_sized(line: Line, member: Member) -> bool:
    """Whether a member is a proper name with a size behind it and nothing else."""
    own = _own_length(line, member)
    return 0 < own < _size_behind(line, member, own) == len(member.name)


def _size_behind(line: Line, member: Member, own: int) -> int:
    """How long the name of a member is with the size behind it (甲村3000亩|农田整理); its own length where none is."""
    at = member.start + own
    sizes = (item.end for item in line.quantities_within(at, member.end) if item.start == at)
    return max(sizes, default=at) - member.start


def _own_name(line: Line, member: Member) -> int:
    """The length of the longest name that begins a member and is not all of it."""
    ends = (name.end for name in line.names if name.start == member.start < name.end < member.end)
    return max(ends, default=member.start) - member.start
