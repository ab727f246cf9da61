"""What is most telling of a graph: targets met and missed, highest and lowest, changes, the largest projects.

Only what is `comparable` is compared. Projects are ranked by yuan or by kilowatts, a project that is part of another
one never beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kg.export.page.comparable import HEADLINES, SURE, YEAR, Comparable, Reading, decimal, rank, to_values
from kg.export.page.tables import KINDS, NONE

# Below it a project is as likely none; the judge of projects counts every detail, so few are above 0.5.
_LIKELY_PROJECT = Decimal("0.4")
_SHOWN = 3
# Projects that tell such an amount at all, as the filters of their view take it.
SIZED = {"investment": {"invested": "1元"}, "capacity": {"sized": "1千瓦"}}
Told = dict[str, Any]


def findings(data: Comparable) -> Iterator[Told]:
    """The findings, the most telling first."""
    yield from _outcomes(data)
    rankings = list(_rankings(data))
    yield from rankings[:2]
    yield from _changes(data)
    yield from _largest(data, "investment", "CCY_CNY")
    yield from _largest(data, "capacity", "KiloW")
    yield from _industries(data)
    if not data.tables["outcomes"]:
        yield from _set(data)
    yield from rankings[2:3]


def _outcomes(data: Comparable) -> Iterator[Told]:
    """How many targets were met and missed, each target once however often it is told."""
    verdicts: dict[tuple[Any, ...], str] = {}
    for row in data.tables["outcomes"]:
        target = data.tables["observations"][row[1]]
        _, indicator, written, unit, measure, bound, _, period, place, *_ = target
        verdicts.setdefault((indicator, written, unit, measure, bound, period, place), row[3])
    counts = Counter(verdicts.values())
    if told := {name: counts[name] for name in ("exceeded", "met", "missed") if counts[name]}:
        yield {
            "kind": "outcomes",
            "counts": told,
            "shown": _telling_outcomes(data),
            "to": {"view": "targets", "status": "target"},
        }


def _telling_outcomes(data: Comparable) -> list[int]:
    """The missed targets, headline concepts first; where none was missed, the exceeded ones."""
    rows = list(enumerate(data.tables["outcomes"]))
    for verdict in ("missed", "exceeded"):
        found = [
            (rank(data.tables["observations"][row[1]][11]), row[1]) for _, row in rows if row[3] == verdict and row[2]
        ]
        if found:
            return [target for _, target in sorted(found)[:_SHOWN]]
    return []


def _rankings(data: Comparable) -> Iterator[Told]:
    """Highest and lowest of a headline concept: the frame that most places tell, then another status or concept."""
    found = []
    for frame, places in data.frames.items():
        peers = data.peers(places)
        values = {reading.value for reading in peers.values()}
        if len(peers) > 1 and len(values) > 1:
            found.append((frame, peers))
    # Growth first: it compares places whatever their size.
    most = max((len(peers) for _, peers in found), default=0)
    found.sort(
        key=lambda item: (
            *(2 * len(item[1]) < most, item[0][1] != "growth", rank(item[0][0])),
            *(-len(item[1]), -int(item[0][4]), item[0]),
        )
    )
    seen: set[tuple[str, str]] = set()
    for frame, peers in found:
        concept, measure, unit, status, year = frame
        if (concept, status) not in seen:
            seen.add((concept, status))
            yield {
                "kind": "ranking", "concept": concept, "measure": measure, "status": status, "period": year,
                "of": len(peers), "high": _ends(peers, True), "low": _ends(peers, False),
                "to": to_values(concept, measure, unit, status, year),
            }  # fmt: skip


def _changes(data: Comparable) -> Iterator[Told]:
    """The headline amount that has changed most from one year to the next, in the same place."""
    found: list[tuple[Decimal, int, Reading, Reading]] = []
    for (concept, measure, unit, status, year), places in data.frames.items():
        after = data.frames.get((concept, measure, unit, status, str(int(year) + 1)), {})
        if measure != "level" or unit == "PERCENT" or status != "achieved":
            continue
        for place in places.keys() & after.keys():
            one, other = places[place], after[place]
            if one.value > 0 and other.value > 0 and one.value != other.value:
                found.append((-abs(other.value / one.value - 1), rank(concept), one, other))
    if found:
        _, _, one, other = min(found, key=lambda item: (item[:2], item[2].number))
        yield {
            "kind": "change", "concept": one.concept, "from": one.number, "then": other.number,
            "to": {"view": "indicators", "indicator": one.concept, "place": data.local(one.place)},
        }  # fmt: skip


def _largest(data: Comparable, role: str, unit: str) -> Iterator[Told]:
    """The largest projects by yuan or kilowatts, without parts of those that are shown."""
    sizes = _sizes(data, role, unit)
    shown: list[int] = []
    for project in sorted(sizes, key=lambda project: (-sizes[project][0], project)):
        name = data.name(project)
        if not any(name in data.name(other) or data.name(other) in name for other in shown):
            shown.append(project)
    if len(shown) > 1:
        yield {
            "kind": role, "of": len(sizes), "shown": [sizes[project][1] for project in shown[:_SHOWN]],
            "to": {"view": "projects", "layout": "table", "sort": f"-{role}", **SIZED[role]},
        }  # fmt: skip


def _sizes(data: Comparable, role: str, unit: str) -> dict[int, tuple[Decimal, int]]:
    """Project -> its largest amount of a unit, and the row of that; without what is likely none."""
    sure = _project_confidence(data)
    sizes: dict[int, tuple[Decimal, int]] = {}
    for number, row in enumerate(data.tables["quantities"]):
        _, project, told, _, _, value, base, _ = row
        plain = decimal(value)
        if told == role and base == unit and plain is not None and sure.get(project, SURE) >= _LIKELY_PROJECT:
            sizes[project] = max(sizes.get(project, (plain, number)), (plain, number))
    return sizes


def _project_confidence(data: Comparable) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for row in data.tables["stages"]:
        sure = decimal(row[-1])
        if sure is not None:
            found[row[1]] = max(found.get(row[1], sure), sure)
    return found


def _industries(data: Comparable) -> Iterator[Told]:
    """The industries that the documents of most places name; of a class and one below it, the more named."""
    places = {row[4] for row in data.tables["documents"]} - {NONE}
    counts = _places_by_industry(data)
    above: dict[int, set[int]] = defaultdict(set)
    for start, kind, end, _ in data.tables["links"]:
        if kind == "broader":
            above[start].add(end)
    shown: list[int] = []
    for entity in sorted(counts, key=lambda entity: (-counts[entity], entity)):
        if counts[entity] > 1 and not any(_overlap(data, above, entity, other) for other in shown):
            shown.append(entity)
    if shown:
        yield {
            "kind": "industries", "of": len(places), "shown": [[entity, counts[entity]] for entity in shown[:5]],
            "to": {"view": "compare"},
        }  # fmt: skip


def _places_by_industry(data: Comparable) -> dict[int, int]:
    """Industry -> of how many places the documents name it."""
    homes: dict[int, set[int]] = defaultdict(set)
    for entity, proof, _ in data.tables["mentions"]:
        document = data.tables["evidence"][proof][0]
        if KINDS[data.tables["entities"][entity][1]] == "Industry" and document != NONE:
            homes[entity].add(data.tables["documents"][document][4])
    return {entity: len(found - {NONE}) for entity, found in homes.items()}


def _overlap(data: Comparable, above: Mapping[int, set[int]], one: int, other: int) -> bool:
    """Whether one of two industries is a class of the other, by the classification or by its name."""
    name, other_name = data.name(one), data.name(other)
    is_above = other in above.get(one, ()) or one in above.get(other, ())
    return is_above or name in other_name or other_name in name


def _set(data: Comparable) -> Iterator[Told]:
    """How many targets are set for the last year that has any; no result answers them yet."""
    aims = [
        (number, row)
        for number, row in enumerate(data.tables["observations"])
        if row[6] == "target" and YEAR.fullmatch(row[7])
    ]
    if not aims:
        return
    counts = Counter(row[7] for _, row in aims)
    year = max(counts, key=lambda year: (counts[year], year))
    here = [(rank(row[11]), number) for number, row in aims if row[7] == year]
    shown: dict[str, int] = {}
    for order, number in sorted(here):
        if order < len(HEADLINES):
            shown.setdefault(data.tables["observations"][number][11], number)
    yield {
        "kind": "set", "count": len(here), "period": year, "shown": list(shown.values())[:_SHOWN],
        "to": {"view": "targets", "status": "target", "period": year},
    }  # fmt: skip


def _ends(peers: Mapping[int, Reading], high: bool) -> list[int]:
    """The observations at one end, all that are level."""
    edge = (max if high else min)(reading.value for reading in peers.values())
    return [reading.number for _, reading in sorted(peers.items()) if reading.value == edge][:_SHOWN]
