"""Numbers that share a subject or a verb, and subjects that share a number: which goes with which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.observation import coordination
from kg.extract.observation.discourse import Subject
from kg.extract.observation.number_context import NumberContext
from kg.model import Bound
from kg.text.line import Line

_RATES = ("率", "比例", "覆盖度", "满意度", "增速")
COMPARED = re.compile("(?:高于|低于|快于|高出|慢于).{2,14}$")


def groups(items: Sequence[NumberContext]) -> Iterator[list[NumberContext]]:
    """Slots that share one phrase: `分别增长4.3%和5.8%`; also the two ends of a range."""
    group: list[NumberContext] = []
    for item in items:
        if group and not (_alike(group, item) or _each_by_its_verb(group, item)):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _alike(group: Sequence[NumberContext], item: NumberContext) -> bool:
    """`4.3%和5.8%`: a number of the same unit behind a mark that joins, with no word of its own."""
    if not item.joint or not item.left.empty or not set(item.left.kinds) <= {"link"}:
        return False
    return item.right[0] == item.right[1] and (item.quantity.unit == group[0].quantity.unit or group[0].each)


def _each_by_its_verb(group: Sequence[NumberContext], item: NumberContext) -> bool:
    """`进口、出口分别增长3.4%、下降18.7%`: one number for each, with a verb of its own."""
    changes = set(item.left.kinds)
    own = item.left.empty and changes & {"growth", "decline"} and changes <= {"growth", "decline", "link"}
    near = item.quantity.left - group[-1].quantity.right <= len(item.left.verb) + 1
    return bool(own) and near and group[0].each and item.quantity.unit == group[0].quantity.unit


def has_own_verb(item: NumberContext) -> bool:
    return not item.left.empty or bool(set(item.left.kinds) & {"growth", "decline"})


def shared(
    line: Line, group: Sequence[NumberContext], chosen: Subject, chain: Sequence[tuple[NumberContext, Subject]]
) -> list[tuple[list[NumberContext], Subject]]:
    """`A18万辆，其中B16万辆，分别增长6%和7%`; `A3家、B9家，均居全国第一`: what is told of each subject before."""
    if chosen.rule != "carried" or not group[0].each or len(coordination.spread(chosen.name)) == len(group) > 1:
        return []
    if len(group) > 1:
        last = [named for _, named in chain[-len(group) :]]
        # One verb for all: 分别增长6.1%和7.2%; or each has its own: 分别增长3.4%、下降18.7%.
        alike = [item if has_own_verb(item) else replace(item, left=group[0].left) for item in group]
        return [([item], named) for item, named in zip(alike, last, strict=True)] if len(last) == len(group) else []
    run = _last_clause(line, chain)
    return [([group[0]], named) for named in run] if len(run) > 1 else []


def _last_clause(line: Line, chain: Sequence[tuple[NumberContext, Subject]]) -> list[Subject]:
    """The subjects of the last clause of a chain: A3家、B9家."""
    run = [chain[-1][1]] if chain else []
    for (before, named), (after, _) in zip(chain[-2::-1], chain[:0:-1], strict=True):
        if any(mark in line.text[before.quantity.end : after.quantity.start] for mark in "，；,;"):
            break
        run.insert(0, named)
    return run


def spread(group: Sequence[NumberContext], chosen: Subject) -> Iterator[tuple[NumberContext, str, Bound]]:
    """Each number with the member of the coordination that it tells of, and with the bound of the whole list."""
    ranked_each = group[0].each and group[0].quantity.kind == "rank"
    names = _members(chosen) if chosen.rule != "carried" or len(group) > 1 or ranked_each else [chosen.name]
    bounds = _bounds(group)
    if 1 < len(group) != len(names) and len(listed := coordination.spread(chosen.name, "、")) == len(group):
        names = listed  # 非织造布、新材料及医药制造、食品制造业产值分别: 及 stands inside a member
    if len(names) == len(group):
        yield from zip(group, names, bounds, strict=True)
    elif len(group) == 1 and len(names) > 1 and group[0].between.endswith("各"):
        shared_level = level(names[0])
        yield from ((group[0], name if level(name) else shared_level + name, bounds[0]) for name in names)
    elif len(group) == 1 and len(names) > 1 and _for_each(group[0], chosen):
        yield from ((group[0], name, bounds[0]) for name in names)
    else:
        yield from ((item, chosen.name, bound) for item, bound in zip(group, bounds, strict=True))


_LEVELS = ("国家级", "自治区级", "省级", "市级", "县级", "区级")


def level(name: str) -> str:
    """The level that a name begins with: 省级绿色工厂, 获评省级绿色工厂; empty where it has none."""
    bare = name.removeprefix("获评").removeprefix("新增")
    return next((word for word in _LEVELS if bare.startswith(word)), "")


# The sectors of the national accounts, in the order in which a structure tells them.
_SECTORS = {
    "a-of-three-part-ratio": "第一产业占比",
    "b-of-three-part-ratio": "第二产业占比",
    "c-of-three-part-ratio": "第三产业占比",
}
_STRUCTURE = re.compile("(?:三次产业|三产|产业)(?:增加值)?(?:结构)?(?:结构|比例|比重|占比|比)(?:优化)?$|三次产业$")


def sector(item: NumberContext, name: str) -> str:
    """`三次产业结构为8:42:50`: the share of one of the three sectors; any other name as it is."""
    part = _OF_TWO.find(item.quantity.rule[0]) if item.quantity.rule.endswith("of-two-part-ratio") else -1
    if part >= 0 and len(parts := coordination.spread(name)) == len(_OF_TWO):
        return parts[part]
    return _SECTORS.get(item.quantity.rule, name) if _STRUCTURE.search(name) else name


_OF_TWO = "ab"


def _members(chosen: Subject) -> list[str]:
    """The members of the subject; what they are compared with goes to each: 投资、消费增速分别快于全国."""
    compared = COMPARED.search(chosen.name)
    if not compared:
        return coordination.spread(chosen.name)
    listed = chosen.name[: compared.start()].removesuffix("分别").removesuffix("均")
    return [name + compared.group() for name in coordination.spread(listed)]


def _names_two_rates(name: str) -> bool:
    return name.endswith("率") and any(f"率{joint}" in name for joint in "和与及")


def _for_each(item: NumberContext, chosen: Subject) -> bool:
    """Rates and ranks hold for each member; amounts and changes only where the text says so (均, 分别)."""
    kind = item.quantity.kind
    listed = (
        (("、" in chosen.name and chosen.name.endswith(_RATES)) or _names_two_rates(chosen.name))
        and kind == "ratio"
        and "growth" not in item.left.kinds
    )
    listed = listed or (kind == "ratio" and "、" in chosen.name and chosen.name.endswith(("数量", "总数", "户数")))
    ranked = kind == "rank" and not (chosen.name.startswith("城乡") and not item.each)
    return ranked or listed or (item.each and kind in ("ratio", "points", "multiple", "money"))


def _bounds(group: Sequence[NumberContext]) -> list[Bound]:
    """`5%、6.5%左右`: the bound behind the last holds for all, and so does one before the first."""
    own = [item.quantity.bound for item in group]
    if len(group) < 2 or "range" in group[0].quantity.rule:
        return own
    first, last = group[0].quantity, group[-1].quantity
    if set(own[:-1]) == {"exact"} and last.right > last.end:
        return [last.bound] * len(own)
    if set(own[1:]) == {"exact"} and first.left < first.start:
        return [first.bound] * len(own)
    return own
