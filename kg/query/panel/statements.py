"""The numbers of a graph as statements, one each, in the unit of their series; the two ends of a range are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.link.records import Reading, years
from kg.query.panel.units import by_iri, canonical_unit, units_of
from kg.query.panel.wanted import EVERYTHING, YEAR, Wanted, filter_of
from kg.rdf import link_records
from kg.rdf.view import View
from kg.reference import ontology
from kg.reference.terms import FZ, PROV, SKOS, local, rounded

# Growth over another year than the one before: 比2020年增长30%, 较“十三五”末翻一番.
_OTHER_YEAR = re.compile(
    "[比较与自从](?:[^，。；、]{0,3}?)(?:(?:19|20)[0-9]{2}年|[“”\"']?十[一二三四五]五|[二三四五]年前)"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One number of a document, in the unit of its series.

    `value` is None for a range; `low` and `high` are what the words leave open, None where that is nothing: both the
    value itself where it is exact, empty where it is about. A decline is a growth below zero. `basis` tells of growth
    whether it is that over the year before (`year`), the yearly mean of a span (`yearly`) or that of a whole span
    (`span`).
    """

    place: str
    place_code: str
    level: str
    concept: str
    indicator: str
    measure: str
    unit: str
    basis: str
    period: str
    period_kind: str
    status: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: str
    confidence: Decimal | None
    document: str
    start: int
    end: int
    quote: str
    iri: str
    reading: Reading = field(repr=False)

    @property
    def series(self) -> tuple[str, ...]:
        """What must be the same of numbers that stand in one row, but for their status."""
        return (
            self.place_code, self.place, self.concept, self.measure, self.unit, self.basis, self.period
        )  # fmt: skip

    @property
    def rank(self) -> tuple[Any, ...]:
        """Of several statements that agree, which comes first: exact before rounded, sure before unsure."""
        order = ("exact", "range", "about", "at_least", "at_most").index(self.bound)
        return order, self.reading.step, -(self.confidence or 0), self.document, self.start, self.iri

    @property
    def text(self) -> str:
        """The number as the document has it, and where."""
        return f"{self.reading.text} ({self.document}:{self.start})"


def statements(graph: Store, wanted: Wanted = EVERYTHING) -> list[Statement]:
    """The numbers that are wanted, by place, concept, measure and period; raises QueryError for what has no name.

    Those of indicators that are not known ones are there where `concepts` names them.
    """
    view = View(graph)
    is_wanted = filter_of(graph, wanted)
    found = [reading for reading in link_records.readings(view) if is_wanted(reading)]
    units = units_of(found)
    told = [_statement(view, reading, units) for reading in found]
    told = [one for one in told if _is_sure(one, wanted.least) and (not wanted.levels or one.level in wanted.levels)]
    return sorted(_ranges(told), key=lambda one: (*one.series, one.status, one.document, one.start, one.iri))


def _is_sure(one: Statement, least: float) -> bool:
    return one.confidence is None or one.confidence >= Decimal(str(least))


def _statement(view: View, reading: Reading, units: Mapping[tuple[str, str], str]) -> Statement:
    iri, place = NamedNode(reading.iri), NamedNode(reading.place)
    known = by_iri().get(reading.indicator)
    canonical = canonical_unit(reading)
    unit = units[reading.indicator, canonical]
    scale = ontology.unit(unit)
    value = reading.value / (scale.multiplier if scale and scale.canonical.value == canonical else 1)
    value = _exact(value)
    evidence = view.evidence(view.nodes(iri, PROV.wasDerivedFrom)[0])
    code, name = view.text(place, FZ.divisionCode), view.text(place, SKOS.prefLabel)
    confidence = view.text(iri, FZ.confidence)
    measure, bound = _measured(reading)
    if reading.measure == "decline":
        value = -value
    low, high = _edges(value, bound)
    return Statement(
        view.text(place, FZ.fullName) or name, code or local(reading.place), _level(code, name),
        known.name if known else reading.name, reading.name, measure, unit,
        _basis(reading, evidence.stretch.words), reading.period,
        _kind(reading.period), reading.status, value, low, high, bound, Decimal(confidence) if confidence else None,
        evidence.name, evidence.stretch.start, evidence.stretch.end, evidence.context.words, reading.iri,
        replace(reading, unit=canonical),
    )  # fmt: skip


def _exact(value: Decimal) -> Decimal:
    """A number without the noise of division, and without digits that say nothing."""
    plain = rounded(value)
    return plain.to_integral_value() if plain == plain.to_integral_value() else plain.normalize()


def _measured(reading: Reading) -> tuple[str, str]:
    """(measure, bound): a decline is a growth below zero, so that its bounds change sides; what came on top is
    another thing than what there is."""
    if reading.measure == "decline":
        return "growth", {"at_least": "at_most", "at_most": "at_least"}.get(reading.bound, reading.bound)
    return "added" if reading.measure == "level" and reading.added else reading.measure, reading.bound


def _edges(value: Decimal, bound: str) -> tuple[Decimal | None, Decimal | None]:
    low = value if bound in ("exact", "at_least") else None
    return low, value if bound in ("exact", "at_most") else None


def _kind(period: str) -> str:
    """`year`, `span` of years, or `part` of a year.

    >>> _kind("2025"), _kind("2021-2025"), _kind("2024-H1"), _kind("2024-11"), _kind("2024-01/2024-09")
    ('year', 'span', 'part', 'part', 'part')
    """
    if YEAR.fullmatch(period):
        return "year"
    return "span" if re.fullmatch("[0-9]{4}-[0-9]{4}", period) else "part"


def _basis(reading: Reading, words: str) -> str:
    if reading.yearly:
        return "yearly"
    if reading.measure not in ("growth", "decline"):
        return ""
    return "span" if _kind(reading.period) == "span" or _other_year(reading, words) else "year"


def _other_year(reading: Reading, words: str) -> bool:
    """Whether a growth is one over another year than the one before, as the clause of its number says."""
    *others, last = re.split("[，；。]", words)
    found = _OTHER_YEAR.search(last if others else reading.clause + last)
    named = years(found[0]) if found else []
    return bool(found) and not (named and int(named[0]) == int((years(reading.period) or ["0"])[-1]) - 1)


def _level(code: str, name: str) -> str:
    """The level of a place: by its code, else by what its name ends in.

    >>> _level("630000", "青海省"), _level("", "西岭县"), _level("", "长江流域")
    ('province', 'county', 'other')
    """
    if code:
        ends = (len(code) > 6, code.endswith("0000"), code.endswith("00"))
        return next(
            (level for level, is_so in zip(("township", "province", "prefecture"), ends, strict=True) if is_so),
            "county",
        )
    for endings, level in (("县区旗", "county"), ("市州盟", "prefecture"), ("省", "province"), ("镇乡", "township")):
        if name[-1:] in endings and not name.endswith(("园区", "新区", "开发区", "片区", "保税区", "示范区")):
            return level
    return "other"


def _ranges(told: Iterable[Statement]) -> Iterator[Statement]:
    """The statements, those that are the two ends of one range (增长5%—5.5%) as one."""

    def spot(one: Statement) -> tuple[Any, ...]:
        return one.document, one.start, one.series, one.status, one.iri

    for _, group in groupby(sorted(told, key=spot), key=lambda one: (one.document, one.start, one.series, one.status)):
        found = list(group)
        ends = {one.bound: one for one in found}
        least, most = ends.get("at_least"), ends.get("at_most")
        if len(found) == 2 and least and most and least.low and most.high and least.low < most.high:
            longer = max(least, most, key=lambda one: one.end)
            yield replace(longer, value=None, low=least.low, high=most.high, bound="range")
        else:
            yield from found
