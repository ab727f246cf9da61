"""When two names of organizations are one organization: vetoes first, then support, the first that answers decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from kg.link import bodies, companies
from kg.link.bodies import Body, body
from kg.link.firms import Firm, firm
from kg.link.names import Judgement, Thing, plain, rule_name

Part = TypeVar("Part", Body, Firm)


def judge(a: Thing, b: Thing) -> Judgement:
    """Whether two organizations are one.

    Every name of one is compared with every name of the other. What speaks against it counts where it stands between
    all pairs of full names, so that an old name (原北辰电子有限公司) still finds its company.

    >>> here = ("青海省",)
    >>> judge(Thing("a", ("青海昆岭锂业股份有限公司",), scope=here), Thing("b", ("昆岭锂业",), scope=here))
    Judgement(same=True, rule='same-core')
    >>> judge(Thing("a", ("青海大学",), scope=here), Thing("b", ("青海大学附属医院",), scope=here))
    Judgement(same=False, rule='another-office')
    """
    if _is_body(a) != _is_body(b) and not set(a.names) & set(b.names):
        return Judgement(False, "another-kind")
    if _is_body(min(a, b, key=lambda thing: thing.iri)):  # of one name that two documents take for two kinds
        return _decide(_bodies(a), _bodies(b), bodies.VETOES, bodies.RULES, lambda found: not found.bare)
    told = companies.registered_name
    for one in _firms(a):
        if any(told(one, other) for other in _firms(b)):
            return Judgement(True, rule_name(told))
    return _decide(_firms(a), _firms(b), companies.VETOES, companies.RULES, lambda found: found.limited)


def keys(thing: Thing) -> frozenset[str]:
    """Blocking keys: organizations that can be one share at least one of them, and few others do.

    >>> keys(Thing("a", ("昆岭锂业",))) & keys(Thing("b", ("青海昆岭锂业股份有限公司",)))
    frozenset({'brand 昆岭'})
    """
    written = frozenset(f"name {plain(name)}" for name in thing.names)
    if _is_body(thing):
        return written.union(*map(bodies.keys, _bodies(thing)))
    return written.union(*map(companies.keys, _firms(thing)))


@lru_cache(16384)
def _is_body(thing: Thing) -> bool:
    if thing.type:
        return thing.type != "company"
    return bodies.is_body(thing.names[0])


_OTHER = re.compile(
    '(?P<name>.{2,40}?)[(（](?:以下)?(?:简称|原名|原)[:：]?[“"]?(?P<other>[^()（）“”"]{2,30})[”"]?[)）]$'
)


def _told(name: str) -> tuple[str, ...]:
    """A name, or the two that it tells.

    >>> _told("恒川科技有限公司（以下简称“恒川科技”）"), _told("恒川科技（集团）")
    (('恒川科技有限公司', '恒川科技'), ('恒川科技（集团）',))
    """
    found = _OTHER.match(name)
    return (found["name"], found["other"]) if found else (name,)


def _each(thing: Thing) -> Iterable[tuple[str, ...]]:
    """Every name as it is meant in each place whose documents write it."""
    names = dict.fromkeys(told for name in thing.names for told in _told(name) if len(plain(told)) > 1)
    return [(name, home) if home else (name,) for name in names for home in thing.scope or ("",)]


@lru_cache(16384)
def _firms(thing: Thing) -> tuple[Firm, ...]:
    return tuple(firm(*each) for each in _each(thing))


@lru_cache(16384)
def _bodies(thing: Thing) -> tuple[Body, ...]:
    return tuple(body(*each) for each in _each(thing))


def _decide(
    one: Sequence[Part],
    other: Sequence[Part],
    vetoes: Sequence[Callable[[Part, Part], bool]],
    rules: Sequence[Callable[[Part, Part], bool]],
    full: Callable[[Part], bool],
) -> Judgement:
    """The first veto where each pair of full names has one; else the first rule that joins a pair without a veto."""
    spoken = [_first(vetoes, a, b) for a in _full(one, full) for b in _full(other, full)]
    if spoken and all(spoken):
        return Judgement(False, spoken[0])
    free = [(a, b) for a in one for b in other if not _first(vetoes, a, b)]
    for rule in rules:
        if any(rule(a, b) for a, b in free):
            return Judgement(True, rule_name(rule))
    return Judgement(False, "no-rule")


def _full(names: Sequence[Part], full: Callable[[Part], bool]) -> Sequence[Part]:
    """The full names, or the first name in every place where none is full."""
    return [name for name in names if full(name)] or [name for name in names if name.name == names[0].name]


def _first(tests: Sequence[Callable[[Part, Part], bool]], a: Part, b: Part) -> str:
    return next((rule_name(test) for test in tests if test(a, b)), "")
