"""When two names of projects are one project: vetoes first, then support, the first that answers decides."""

from __future__ import annotations

from collections.abc import Iterator

from kg.link import where
from kg.link.names import Judgement, Thing, rule_name
from kg.link.project_rules import RULES, VETOES, fronts, unmodified, without
from kg.link.undertakings import Undertaking, generic, short_lines, undertaking


def judge(a: Thing, b: Thing) -> Judgement:
    """Whether two projects are one.

    >>> here = ("青海省海西蒙古族藏族自治州格尔木市",)
    >>> judge(Thing("a", ("格尔木市南岭水库工程",), scope=here), Thing("b", ("南岭水库",), scope=here))
    Judgement(same=True, rule='same-core')
    >>> judge(Thing("a", ("南岭光伏一期",), scope=here), Thing("b", ("南岭光伏二期",), scope=here))
    Judgement(same=False, rule='another-number')
    """
    one, other = undertaking(a), undertaking(b)
    for veto in VETOES:
        if veto(one, other):
            return Judgement(False, rule_name(veto))
    for rule in RULES:
        if rule(one, other):
            return Judgement(True, rule_name(rule))
    return Judgement(False, "no-rule")


def keys(thing: Thing) -> frozenset[str]:
    """Blocking keys: projects that can be one share at least one of them, and few others do.

    >>> here = ("青海省",)
    >>> sorted(keys(Thing("a", ("南岭水库工程",), scope=here)) & keys(Thing("b", ("南岭水库",), scope=here)))
    ['core 南岭水库', 'ends 南岭水库 630000', 'tail 南岭水库 630000', 'title 南岭水库 青海省']
    """
    found = undertaking(thing)
    provinces = {where.chain(area)[-1].code for area in found.areas if where.chain(area)} or {""}
    made: set[str] = set()
    for name in found.names:
        bare = unmodified(name.core)  # with or without a word more
        made |= {f"core {unmodified(core)}" for core in _keyed(name.core, found)}
        made |= {f"road {road}" for road in name.roads}
        made |= {f"title {name.title} {scope}" for scope in thing.scope}
        near = {f"kind {name.core}"} if generic(name.core) else {f"ends {bare[:2]}{bare[-2:]}"}
        if len(bare) > 3:
            near.add(f"tail {bare[-4:]}")
        made |= {f"{key} {province}" for key in near for province in provinces}
    return frozenset(made)


def _keyed(core: str, found: Undertaking) -> Iterator[str]:
    if not generic(core):
        yield core
        yield from sorted(short_lines(core))
    for owner in found.owners:
        for front in fronts(owner):
            yield front + without(core, frozenset((front,)))
