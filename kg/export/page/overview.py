"""What the page opens with: findings computed from the graph, a map of provinces, entry questions, how far to trust.

A finding never compares unlike things. Numbers stand side by side only where concept, measure, unit, status and year
are the same and a year is one year: no span, no mean over years, no quarter. Places are ranked among divisions of one
level, of which none lies in another. A place of which two numbers are told is left out, unless they are the ends of a
range. Projects are ranked by yuan or by kilowatts, a project that is part of another one never beside it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from kg.export.page.tables import COLUMNS, KINDS, NONE, Row, Tables
from kg.link.records import clause, is_yearly
from kg.reference import divisions

# The concepts that every yearly report tells, in the order in which reports give them.
HEADLINES = tuple(
    f"indicator-{code}"
    for code in (
        *("gdp", "large-industrial-value-added", "fixed-investment", "retail-sales", "foreign-trade"),
        *("budget-revenue", "income", "urban-income", "rural-income", "urban-jobs", "unemployment"),
        *("consumer-prices", "grain", "research-spending", "research-intensity"),
    )
)
SURE, FAIR = Decimal("0.8"), Decimal("0.5")
# Below it a project is as likely none; the judge of projects counts every detail, so few are above FAIR.
_LIKELY_PROJECT = Decimal("0.4")
_MOST = 6
_SHOWN = 3
_YEAR = re.compile("[0-9]{4}")
_MEASURES = {"level": 1, "growth": 1, "decline": -1}
_PROVINCES = 3  # a map of fewer says nothing
# Projects that tell such an amount at all, as the filters of their view take it.
_SIZED = {"investment": {"invested": "1元"}, "capacity": {"sized": "1千瓦"}}
_Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """A headline number that may be compared: `value` in the canonical unit, a decline as negative growth."""

    number: int
    concept: str
    measure: str
    unit: str
    status: str
    year: str
    place: int
    value: Decimal


_Frame = tuple[str, str, str, str, str]


def overview(tables: Tables) -> _Told:
    """Findings, maps, entry questions and grounds of trust; things are told by the numbers of their rows."""
    found = _Overview(tables)
    return {
        "headlines": list(HEADLINES),
        "findings": list(found.findings())[:_MOST],
        "maps": list(found.maps()),
        "questions": list(found.questions()),
        "trust": found.trust(),
    }


class _Overview:
    """The tables of the page, and what of them may be compared."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.frames = self._frames()
        self.within = {start: end for start, kind, end, _ in tables["links"] if kind == "within"}

    def name(self, entity: int) -> str:
        return str(self.tables["entities"][entity][2])

    def cell(self, table: str, row: Row, column: str) -> Any:
        return row[COLUMNS[table].index(column)]

    # Numbers that may stand side by side

    def _frames(self) -> Mapping[_Frame, Mapping[int, Reading]]:
        """(concept, measure, unit, status, year) -> place -> its reading."""
        found: dict[_Frame, dict[int, list[Reading]]] = defaultdict(lambda: defaultdict(list))
        for reading in self._readings():
            frame = (reading.concept, reading.measure, reading.unit, reading.status, reading.year)
            found[frame][reading.place].append(reading)
        return {
            frame: {place: one for place, told in places.items() if (one := self._one(told))}
            for frame, places in found.items()
        }

    def _readings(self) -> Iterator[Reading]:
        for number, row in enumerate(self.tables["observations"]):
            _, _, _, _, measure, _, status, period, place, value, unit, concept, _, _, sure = row
            if concept not in HEADLINES or place == NONE or measure not in _MEASURES or not _YEAR.fullmatch(period):
                continue
            plain = _decimal(value)
            if plain is None or status not in ("achieved", "target") or (_decimal(sure) or SURE) < SURE:
                continue
            rising = measure != "level"
            if (rising and unit != "PERCENT") or self._is_yearly(row):
                continue
            kind = "growth" if rising else "level"
            yield Reading(number, concept, kind, unit, status, period, place, plain * _MEASURES[measure])

    def _is_yearly(self, row: Row) -> bool:
        """Whether the clause of a number says that it is a mean over years."""
        proof = self.cell("observations", row, "evidence")
        if proof == NONE:
            return False
        document, start, end, first, last, *_ = self.tables["evidence"][proof]
        text = self.tables["documents"][document][COLUMNS["documents"].index("text")] if document != NONE else ""
        before, _ = clause(text[first:last], start - first, end - first)
        return is_yearly(before, text[start:end])

    def _one(self, told: Sequence[Reading]) -> Reading | None:
        """The number of a place: the same one however often it is told, of a range the lower end; else none."""
        values = {reading.value for reading in told}
        first = min(told, key=lambda reading: (reading.value, reading.number))
        if len(values) == 1:
            return first
        rows = [self.tables["observations"][reading.number] for reading in told]
        bounds = {self.cell("observations", row, "bound") for row in rows}
        return first if len(values) == 2 and bounds == {"at_least", "at_most"} else None

    def level(self, place: int) -> str:
        """What kind of division a place is: by its code, where it has none by the last letter of its name."""
        row = self.tables["entities"][place]
        known = divisions.division(row[5][0]) if row[5] else None
        return known.level if known else row[2][-1:]

    def _peers(self, places: Mapping[int, Reading]) -> dict[int, Reading]:
        """The largest group of places of one level, without those that lie in another."""
        levels = Counter(self.level(place) for place in places)
        kept = max(sorted(levels), key=lambda level: levels[level], default="")
        here = {place: reading for place, reading in places.items() if self.level(place) == kept}
        return {place: reading for place, reading in here.items() if not set(self._above(place)) & set(here)}

    def _above(self, place: int) -> Iterator[int]:
        seen = {place}
        while (place := self.within.get(place, NONE)) not in (*seen, NONE):
            seen.add(place)
            yield place

    # Findings

    def findings(self) -> Iterator[_Told]:
        """The findings, the most telling first."""
        yield from self._outcomes()
        rankings = list(self._rankings())
        yield from rankings[:2]
        yield from self._changes()
        yield from self._largest("investment", "CCY_CNY")
        yield from self._largest("capacity", "KiloW")
        yield from self._industries()
        if not self.tables["outcomes"]:
            yield from self._set()
        yield from rankings[2:3]

    def _outcomes(self) -> Iterator[_Told]:
        """How many targets were met and missed, each target once however often it is told."""
        verdicts: dict[tuple[Any, ...], str] = {}
        for row in self.tables["outcomes"]:
            target = self.tables["observations"][row[1]]
            _, indicator, written, unit, measure, bound, _, period, place, *_ = target
            verdicts.setdefault((indicator, written, unit, measure, bound, period, place), row[3])
        counts = Counter(verdicts.values())
        if told := {name: counts[name] for name in ("exceeded", "met", "missed") if counts[name]}:
            yield {
                "kind": "outcomes",
                "counts": told,
                "shown": self._telling_outcomes(),
                "to": {"view": "targets", "status": "target"},
            }

    def _telling_outcomes(self) -> list[int]:
        """The missed targets, headline concepts first; where none was missed, the exceeded ones."""
        rows = list(enumerate(self.tables["outcomes"]))
        for verdict in ("missed", "exceeded"):
            found = [
                (_rank(self.tables["observations"][row[1]][11]), row[1])
                for _, row in rows
                if row[3] == verdict and row[2]
            ]
            if found:
                return [target for _, target in sorted(found)[:_SHOWN]]
        return []

    def _rankings(self) -> Iterator[_Told]:
        """Highest and lowest of a headline concept: the frame that most places tell, then another status or concept."""
        found = []
        for frame, places in self.frames.items():
            peers = self._peers(places)
            values = {reading.value for reading in peers.values()}
            if len(peers) > 1 and len(values) > 1:
                found.append((frame, peers))
        # Growth first: it compares places whatever their size.
        most = max((len(peers) for _, peers in found), default=0)
        found.sort(
            key=lambda item: (
                *(2 * len(item[1]) < most, item[0][1] != "growth", _rank(item[0][0])),
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
                    "to": _to_values(concept, measure, unit, status, year),
                }  # fmt: skip

    def _changes(self) -> Iterator[_Told]:
        """The headline amount that has changed most from one year to the next, in the same place."""
        found: list[tuple[Decimal, int, Reading, Reading]] = []
        for (concept, measure, unit, status, year), places in self.frames.items():
            after = self.frames.get((concept, measure, unit, status, str(int(year) + 1)), {})
            if measure != "level" or unit == "PERCENT" or status != "achieved":
                continue
            for place in places.keys() & after.keys():
                one, other = places[place], after[place]
                if one.value > 0 and other.value > 0 and one.value != other.value:
                    found.append((-abs(other.value / one.value - 1), _rank(concept), one, other))
        if found:
            _, _, one, other = min(found, key=lambda item: (item[:2], item[2].number))
            yield {
                "kind": "change", "concept": one.concept, "from": one.number, "then": other.number,
                "to": {"view": "indicators", "indicator": one.concept, "place": self._local(one.place)},
            }  # fmt: skip

    def _largest(self, role: str, unit: str) -> Iterator[_Told]:
        """The largest projects by yuan or kilowatts, without parts of those that are shown."""
        sure = self._project_confidence()
        sizes: dict[int, tuple[Decimal, int]] = {}
        for number, row in enumerate(self.tables["quantities"]):
            _, project, told, _, _, value, base, _ = row
            plain = _decimal(value)
            if told == role and base == unit and plain is not None and sure.get(project, SURE) >= _LIKELY_PROJECT:
                sizes[project] = max(sizes.get(project, (plain, number)), (plain, number))
        shown: list[int] = []
        for project in sorted(sizes, key=lambda project: (-sizes[project][0], project)):
            name = self.name(project)
            if not any(name in self.name(other) or self.name(other) in name for other in shown):
                shown.append(project)
        if len(shown) > 1:
            yield {
                "kind": role, "of": len(sizes), "shown": [sizes[project][1] for project in shown[:_SHOWN]],
                "to": {"view": "projects", "layout": "table", "sort": f"-{role}", **_SIZED[role]},
            }  # fmt: skip

    def _project_confidence(self) -> dict[int, Decimal]:
        found: dict[int, Decimal] = {}
        for row in self.tables["stages"]:
            sure = _decimal(row[-1])
            if sure is not None:
                found[row[1]] = max(found.get(row[1], sure), sure)
        return found

    def _industries(self) -> Iterator[_Told]:
        """The industries that the documents of most places name; of a class and one below it, the more named."""
        homes: dict[int, set[int]] = defaultdict(set)
        for entity, proof, _ in self.tables["mentions"]:
            document = self.tables["evidence"][proof][0]
            if KINDS[self.tables["entities"][entity][1]] == "Industry" and document != NONE:
                homes[entity].add(self.tables["documents"][document][4])
        places = {row[4] for row in self.tables["documents"]} - {NONE}
        counts = {entity: len(found - {NONE}) for entity, found in homes.items()}
        above = defaultdict(set)
        for start, kind, end, _ in self.tables["links"]:
            if kind == "broader":
                above[start].add(end)
        shown: list[int] = []
        for entity in sorted(counts, key=lambda entity: (-counts[entity], entity)):
            if counts[entity] > 1 and not any(
                other in above[entity] or entity in above[other]
                or self.name(entity) in self.name(other) or self.name(other) in self.name(entity)
                for other in shown
            ):  # fmt: skip
                shown.append(entity)
        if shown:
            yield {
                "kind": "industries", "of": len(places), "shown": [[entity, counts[entity]] for entity in shown[:5]],
                "to": {"view": "compare"},
            }  # fmt: skip

    def _set(self) -> Iterator[_Told]:
        """How many targets are set for the last year that has any; no result answers them yet."""
        aims = [
            (number, row)
            for number, row in enumerate(self.tables["observations"])
            if row[6] == "target" and _YEAR.fullmatch(row[7])
        ]
        if not aims:
            return
        counts = Counter(row[7] for _, row in aims)
        year = max(counts, key=lambda year: (counts[year], year))
        here = [(_rank(row[11]), number) for number, row in aims if row[7] == year]
        shown: dict[str, int] = {}
        for rank, number in sorted(here):
            if rank < len(HEADLINES):
                shown.setdefault(self.tables["observations"][number][11], number)
        yield {
            "kind": "set", "count": len(here), "period": year, "shown": list(shown.values())[:_SHOWN],
            "to": {"view": "targets", "status": "target", "period": year},
        }  # fmt: skip

    # The map, the questions, the trust

    def maps(self) -> Iterator[_Told]:
        """A map for each frame that several provinces tell: [first two digits of the code, observation]."""
        found = []
        for frame, places in self.frames.items():
            here = [
                (self.tables["entities"][place][5][0][:2], reading.number)
                for place, reading in sorted(places.items())
                if self.level(place) == "province" and self.tables["entities"][place][5]
            ]
            if len(here) >= _PROVINCES and (frame[1] == "growth" or frame[2] == "PERCENT"):
                found.append((frame, sorted(here)))
        found.sort(key=lambda item: (_rank(item[0][0]), item[0][3] == "achieved", -int(item[0][4])))
        for (concept, measure, unit, status, year), here in found:
            yield {
                "concept": concept, "measure": measure, "unit": unit, "status": status, "period": year, "values": here,
                "to": _to_values(concept, measure, unit, status, year),
            }  # fmt: skip

    def questions(self) -> Iterator[_Told]:
        """Questions that this graph answers, in both languages, each with the view that answers it."""
        yield from self._question_of_a_place()
        growth = [
            frame
            for frame, places in self.frames.items()
            if frame[0] == HEADLINES[0] and frame[1] == "growth" and places
        ]
        for status in ("target", "achieved"):
            if here := [frame for frame in growth if frame[3] == status]:
                concept, measure, unit, _, year = max(here, key=lambda frame: frame[4])
                word = ("目标", "target") if status == "target" else ("结果", "result")
                yield {
                    "zh": f"各地{year}年地区生产总值增速{word[0]}是多少",
                    "en": f"GDP growth {word[1]} {year} of all places",
                    "to": _to_values(concept, measure, unit, status, year),
                }  # fmt: skip
        if any(row[3] == "missed" for row in self.tables["outcomes"]):
            yield {"zh": "哪些目标没有完成", "en": "which targets were missed", "to": _missed()}
        if any(row[2] == "building" for row in self.tables["stages"]):
            yield {
                "zh": "哪些项目在建", "en": "which projects are under construction",
                "to": {"view": "projects", "layout": "table", "stage": "building"},
            }  # fmt: skip
        if any(row[2] == "capacity" and row[6] == "KiloW" for row in self.tables["quantities"]):
            yield {
                "zh": "装机规模最大的项目", "en": "the largest power projects",
                "to": {"view": "projects", "layout": "table", "sort": "-capacity", **_SIZED["capacity"]},
            }  # fmt: skip
        homes = [entity for entity, _ in self._homes()]
        if len(homes) > 1:
            one, other = homes[:2]
            yield {
                "zh": f"{self.name(one)}和{self.name(other)}对比",
                "en": f"compare {self.name(one)} and {self.name(other)}",
                "to": {"view": "compare", "places": f"{self._local(one)},{self._local(other)}"},
            }

    def _question_of_a_place(self) -> Iterator[_Told]:
        """The targets of the place that sets most of them, for its last year."""
        aims = Counter(
            (row[8], row[7]) for row in self.tables["observations"]
            if row[6] == "target" and row[8] != NONE and _YEAR.fullmatch(row[7])
        )  # fmt: skip
        if aims:
            (place, year), _ = min(aims.items(), key=lambda item: (-item[1], item[0][0], item[0][1]))
            yield {
                "zh": f"{self.name(place)}{year}年定了哪些目标", "en": f"targets of {self.name(place)} for {year}",
                "to": {"view": "targets", "status": "target", "place": self._local(place), "period": year},
            }  # fmt: skip

    def _homes(self) -> list[tuple[int, int]]:
        """(place, how many facts) of the places that documents speak for, those of the most usual level first."""
        facts = Counter(row[8] for row in self.tables["observations"])
        places = {row[4] for row in self.tables["documents"]} - {NONE}
        levels = Counter(self.level(place) for place in places)
        return sorted(
            ((place, facts[place]) for place in places),
            key=lambda item: (-levels[self.level(item[0])], -item[1], item[0]),
        )

    def trust(self) -> _Told:
        """How many facts are how sure, and of each document what speaks for care."""
        shares = Counter(
            "sure" if sure >= SURE else "fair" if sure >= FAIR else "doubtful"
            for table in ("observations", "stages")
            for row in self.tables[table]
            if (sure := _decimal(row[-1])) is not None
        )
        return {"confidence": {name: shares[name] for name in ("sure", "fair", "doubtful")}}

    def _local(self, entity: int) -> str:
        iri = self.tables["entities"][entity][0]
        return str(iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :])


def _to_values(concept: str, measure: str, unit: str, status: str, year: str) -> dict[str, str]:
    """The address of the values of one kind, the highest first."""
    column = "set" if status == "target" else "reached"
    return {
        "view": "targets", "status": status, "indicator": concept, "measure": measure, "unit": unit, "period": year,
        "sort": f"-{column}",
    }  # fmt: skip


def _missed() -> dict[str, str]:
    return {"view": "targets", "status": "target", "verdict": "missed"}


def _rank(concept: str) -> int:
    return HEADLINES.index(concept) if concept in HEADLINES else len(HEADLINES)


def _ends(peers: Mapping[int, Reading], high: bool) -> list[int]:
    """The observations at one end, all that are level."""
    edge = (max if high else min)(reading.value for reading in peers.values())
    return [reading.number for _, reading in sorted(peers.items()) if reading.value == edge][:_SHOWN]


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
