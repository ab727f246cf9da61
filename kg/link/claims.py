"""Numbers of the same thing: which confirm each other, and which cannot all be true.

A contradiction is listed with all its claims; nobody chooses between them. It takes two documents: where one gives
two numbers in one frame (从第13位升至第9位; 累计 and 当年), they are rather two things than one thing told twice. Two
documents contradict each other only where no number of one fits any of the other. Names that say little (居民 362户,
居民 4500户) are not held against each other at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import TypeVar

from kg.link.intervals import compatible
from kg.link.records import Event, Reading, last_year

_Said = TypeVar("_Said", Reading, Event)
# From this many characters on a name is taken to say what it means: 居民 does not, 高标准农田 does.
_TELLING = 5


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims (IRIs of observations or stage events) that cannot all be true, and why, in Chinese and English."""

    claims: tuple[str, ...]
    reason: tuple[str, str]


def contradictions(readings: Iterable[Reading]) -> list[Contradiction]:
    """Groups of numbers for the same indicator, place, period, measure, status and unit that do not fit together."""
    found = []
    for group in _groups(readings):
        clash = {claim.iri for pair in combinations(_by_document(group), 2) for claim in _clash(*pair)}
        if clash:
            claims = [reading for reading in group if reading.iri in clash]
            texts = list(dict.fromkeys(f"{claim.text}（{claim.document}）" for claim in claims))
            reason = ("数值不一致：" + "、".join(texts), "the values differ: " + ", ".join(texts))
            found.append(Contradiction(tuple(claim.iri for claim in claims), reason))
    return found


def _by_document(group: Iterable[_Said]) -> list[list[_Said]]:
    found: dict[str, list[_Said]] = {}
    for reading in group:
        found.setdefault(reading.document, []).append(reading)
    return list(found.values())


def _clash(one: Sequence[Reading], other: Sequence[Reading]) -> Sequence[Reading]:
    """What two documents say of one thing where nothing of it fits together, else nothing."""
    return () if any(compatible(a, b) for a in one for b in other) else (*one, *other)


def confirmations(readings: Iterable[Reading]) -> list[tuple[str, str]]:
    """(one, other): two observations of different documents that say the same, the documents in their order.

    Each is linked with the nearest document before it that says so, the first with the next: what many documents say
    is a chain, not a link for each two of them.
    """
    return [pair for group in _groups(readings) for pair in _chain(group, _says_the_same)]


def _says_the_same(one: Reading, other: Reading) -> bool:
    return one.bound == other.bound and compatible(one, other)


def agreements(events: Iterable[Event]) -> list[tuple[str, str]]:
    """(one, other): two stage events of one project that two documents tell alike, linked as `confirmations` are."""
    steps: dict[tuple[str, ...], list[Event]] = {}
    for event in events:
        if event.stage and event.period:
            steps.setdefault((event.project, event.stage, event.status, event.period), []).append(event)
    return [pair for step in steps.values() for pair in _chain(step, lambda _one, _other: True)]


def _chain(said: Sequence[_Said], alike: Callable[[_Said, _Said], bool]) -> list[tuple[str, str]]:
    """(later, earlier) of what documents say alike, in their order; each is linked where any other says so."""
    told = _by_document(said)
    pairs: dict[tuple[str, str], None] = {}
    for number, own in enumerate(told):
        for one in own:
            before = _first(one, (told[at] for at in range(number - 1, -1, -1)), alike)
            after = None if before else _first(one, islice(told, number + 1, None), alike)
            if before:
                pairs[one.iri, before.iri] = None
            elif after:
                pairs[after.iri, one.iri] = None
    return list(pairs)


def _first(one: _Said, told: Iterable[Sequence[_Said]], alike: Callable[[_Said, _Said], bool]) -> _Said | None:
    return next((other for others in told for other in others if alike(one, other)), None)


def _groups(readings: Iterable[Reading]) -> list[list[Reading]]:
    """The numbers that speak of the same thing, two and more."""
    groups: dict[tuple[str | bool, ...], list[Reading]] = {}
    for reading in readings:
        if reading.place and reading.period:
            frame = (
                reading.indicator, reading.place, reading.period, reading.measure, reading.status, reading.unit,
                reading.added, reading.yearly,
            )  # fmt: skip
            groups.setdefault(frame, []).append(reading)
    return [group for group in groups.values() if len(group) > 1 and (group[0].known or _one_each(group))]


def _one_each(group: Sequence[Reading]) -> bool:
    """Whether a telling name has one number only in every document, and more than one document speaks."""
    if len(group[0].name) < _TELLING:
        return False
    values = {(reading.document, reading.value, reading.bound) for reading in group}
    documents = {reading.document for reading in group}
    return len(values) == len(documents) > 1


def reversals(lines: Iterable[Sequence[Sequence[Event]]]) -> list[Contradiction]:
    """Projects that one document calls completed and that a later year sees planned or started anew."""
    found = []
    for line in lines:
        done = [event for events in line for event in events if _is(event, "completed")]
        undone = [event for events in line for event in events if _is(event, "planned", "approved", "started")]
        for after in undone:
            before = [event for event in done if last_year(event.period) < last_year(after.period)]
            if before:
                reason = (
                    f"{before[0].period}年已建成，{after.period}年又为更早的阶段",
                    f"completed in {before[0].period}, at an earlier stage in {after.period}",
                )
                found.append(Contradiction((before[0].iri, after.iri), reason))
    return found


def _is(event: Event, *stages: str) -> bool:
    return event.stage in stages and event.status == "achieved" and bool(last_year(event.period))
