"""Which things are one: pairs that a rule joins become groups, unless something in the group speaks against it.

Joining is not transitive by itself: 一期 and 二期 may both look like the whole, and are not each other. Two groups join
only where no pair across them is vetoed, by a rule or by the user. What the user calls the same joins in any case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Protocol

from kg.link.names import Judgement, Thing, fullness

# Why a pair of things is not one without a rule that says so; anything else is a veto.
UNJUDGED = "no-rule"
USER = "user"
# A key that more things share tells nothing; comparing all of them would take the square of their number.
CROWD = 200


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names found to be one thing: the IRI that stays, the one that goes, the names that the rule compared."""

    kept: str
    merged: str
    kept_name: str
    merged_name: str
    rule: str


class Things(Protocol):
    """Things of one kind by IRI, wherever they are held."""

    def __contains__(self, iri: str) -> bool:
        """Whether there is one of that IRI."""

    def __getitem__(self, iri: str) -> Thing:
        """The one of that IRI."""

    def pairs(self, keys: Callable[[Thing], Iterable[str]]) -> Iterable[tuple[str, str]]:
        """The IRIs of all pairs that share a key which no crowd shares, each pair once, both and all in their order."""


class Held(dict[str, Thing]):
    """Things that are held in memory."""

    def pairs(self, keys: Callable[[Thing], Iterable[str]]) -> list[tuple[str, str]]:
        """The pairs of `Things`."""
        blocks: dict[str, list[str]] = {}
        for iri, thing in sorted(self.items()):
            for key in keys(thing):
                blocks.setdefault(key, []).append(iri)
        found = (combinations(block, 2) for block in blocks.values() if len(block) <= CROWD)
        return sorted(set(chain.from_iterable(found)))


def merges(
    things: Things,
    judge: Callable[[Thing, Thing], Judgement],
    keys: Callable[[Thing], Iterable[str]],
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
) -> list[Merge]:
    """The merges among things of one kind, in the order of the IRIs that go; the fullest name's IRI stays."""
    apart = {frozenset(pair) for pair in different}
    groups = _Groups(things, judge, apart)
    for a, b in same:
        if a in things and b in things:
            groups.join(a, b, USER, forced=True)
    for a, b in things.pairs(keys):
        judgement = judge(things[a], things[b])
        if judgement.same:
            groups.join(a, b, judgement.rule)
    return groups.merges()


class _Groups:
    """Groups of things that are one, and the rule that brought each pair together."""

    def __init__(
        self,
        things: Things,
        judge: Callable[[Thing, Thing], Judgement],
        apart: set[frozenset[str]],
    ) -> None:
        self.things, self.judge, self.apart = things, judge, apart
        self.group: dict[str, list[str]] = {}
        self.joined: list[tuple[str, str, str]] = []

    def join(self, a: str, b: str, rule: str, forced: bool = False) -> None:
        one, other = (self.group.get(iri) or [iri] for iri in (a, b))
        if one is other or not (forced or self._fit(one, other)):
            return
        self.joined.append((a, b, rule))
        one += other
        for iri in (a, *other):
            self.group[iri] = one

    def _fit(self, one: Sequence[str], other: Sequence[str]) -> bool:
        return not any(
            frozenset((a, b)) in self.apart or self._vetoed(self.things[a], self.things[b]) for a in one for b in other
        )

    def _vetoed(self, a: Thing, b: Thing) -> bool:
        judgement = self.judge(a, b)
        return not judgement.same and judgement.rule != UNJUDGED

    def merges(self) -> list[Merge]:
        rules = {frozenset((a, b)): rule for a, b, rule in self.joined}
        links: dict[str, list[str]] = {}
        for a, b, _ in self.joined:
            links.setdefault(a, []).append(b)
            links.setdefault(b, []).append(a)
        found = []
        for group in {id(group): group for group in self.group.values()}.values():
            kept = self.things[max(sorted(group), key=lambda iri: fullness(self.things[iri].names[0]))]
            for iri in group:
                if iri != kept.iri:
                    # The rule is that of the pair itself, else of the link by which it came into the group.
                    near = kept.iri if frozenset((iri, kept.iri)) in rules else min(links[iri])
                    names = kept.names[0], self.things[iri].names[0]
                    found.append(Merge(kept.iri, iri, *names, rules[frozenset((iri, near))]))
        return sorted(found, key=lambda merge: merge.merged)
