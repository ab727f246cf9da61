"""What of a page may stand side by side: numbers of one kind, and places of one level.

Concept, measure, unit, status and year must be the same, and a year is one year: no span, no mean over years, no
quarter. Places are ranked among divisions of one level, of which none lies in another. A place of which two numbers are
told is left out, unless they are the ends of a range.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from kg.export.page.tables import COLUMNS, NONE, Row, Tables
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
SURE = Decimal("0.8")
YEAR = re.compile("[0-9]{4}")
_MEASURES = {"level": 1, "growth": 1, "decline": -1}


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


Frame = tuple[str, str, str, str, str]


class Comparable:
    """The tables of the page, and what of them may be compared."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.frames = self._frames()
        self.within = {start: end for start, kind, end, _ in tables["links"] if kind == "within"}

    def name(self, entity: int) -> str:
        return str(self.tables["entities"][entity][2])

    def local(self, entity: int) -> str:
        iri = self.tables["entities"][entity][0]
        return str(iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :])

    def cell(self, table: str, row: Row, column: str) -> Any:
        return row[COLUMNS[table].index(column)]

    # Numbers that may stand side by side

    def _frames(self) -> Mapping[Frame, Mapping[int, Reading]]:
        """(concept, measure, unit, status, year) -> place -> its reading."""
        found: dict[Frame, dict[int, list[Reading]]] = defaultdict(lambda: defaultdict(list))
        for reading in self._readings():
            frame = (reading.concept, reading.measure, reading.unit, reading.status, reading.year)
            found[frame][reading.place].append(reading)
        return {
            frame: {place: one for place, told in places.items() if (one := self._one(told))}
            for frame, places in found.items()
        }

    def _readings(self) -> Iterator[Reading]:
        for number, row in enumerate(self.tables["observations"]):
            if (reading := _reading(number, row)) and not self._is_yearly(row):
                yield reading

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

    # Places that may be ranked

    def level(self, place: int) -> str:
        """What kind of division a place is: by its code, where it has none by the last letter of its name."""
        row = self.tables["entities"][place]
        known = divisions.division(row[5][0]) if row[5] else None
        return known.level if known else row[2][-1:]

    def peers(self, places: Mapping[int, Reading]) -> dict[int, Reading]:
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


def _reading(number: int, row: Row) -> Reading | None:
    """The number of a row, if it is a sure one of a headline concept, in one place and one year."""
    _, _, _, _, measure, _, status, period, place, value, unit, concept, _, _, sure = row
    if concept not in HEADLINES or place == NONE or status not in ("achieved", "target") or not YEAR.fullmatch(period):
        return None
    plain = decimal(value)
    if plain is None or measure not in _MEASURES or not _is_sure(sure):
        return None
    if measure == "level":
        return Reading(number, concept, measure, unit, status, period, place, plain)
    growth = plain * _MEASURES[measure]
    return Reading(number, concept, "growth", unit, status, period, place, growth) if unit == "PERCENT" else None


def _is_sure(confidence: str) -> bool:
    return (decimal(confidence) or SURE) >= SURE


def rank(concept: str) -> int:
    return HEADLINES.index(concept) if concept in HEADLINES else len(HEADLINES)


def decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def to_values(concept: str, measure: str, unit: str, status: str, year: str) -> dict[str, str]:
    """The address of the values of one kind, the highest first."""
    column = "set" if status == "target" else "reached"
    return {
        "view": "targets", "status": status, "indicator": concept, "measure": measure, "unit": unit, "period": year,
        "sort": f"-{column}",
    }  # fmt: skip
