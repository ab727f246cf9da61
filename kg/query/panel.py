"""Numbers as a panel: place by indicator by year, what was reached beside what was aimed at, told in one unit.

`statements` are the numbers of known indicators, one each, in the unit that the indicator is usually told in; the two
ends of a range (5%—5.5%) are one. `wide` lays them side by side. A row never mixes what is not of one kind: a part
and the whole (places and indicators by what they are, not by their words), what came on top and what there is, a year
and a span of years, the growth over one year and that over several, amounts and rates. Where statements of one cell
cannot all be true the row says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.errors import QueryError
from kg.link.intervals import compatible
from kg.link.records import Reading, years
from kg.query.binding import Source, called
from kg.rdf import link_records
from kg.rdf.view import View
from kg.reference import indicators, ontology
from kg.reference.indicators import Known
from kg.reference.terms import FZ, PROV, SKOS, local, rounded
from kg.text.likeness import guess, nearest
from kg.text.traditional import simplified

Cell = str | int | Decimal | None
Row = Mapping[str, Cell]

LEVELS = ("province", "prefecture", "county", "township", "other")
# Growth over another year than the one before: 比2020年增长30%, 较“十三五”末翻一番.
_OTHER_YEAR = re.compile(
    "[比较与自从](?:[^，。；、]{0,3}?)(?:(?:19|20)[0-9]{2}年|[“”\"']?十[一二三四五]五|[二三四五]年前)"
)
_SCALE = re.compile("[十百千]?[万亿]+|[十百千](?=元|人|户|家|亩|吨|个|项|件|名|头|公里|公顷|人次)")
_UNNAMED = FZ["unit-unnamed"].value  # 5万亿: the unit is left out
_PER_CENT = "%"
_YEAR = re.compile("[0-9]{4}")


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a panel is to show: all of a kind where nothing is said.

    `concepts` and `places` are names in any form, `levels` some of `LEVELS`; facts that are less certain than `least`
    are left out.
    """

    concepts: Sequence[str] = ()
    places: Sequence[str] = ()
    years: Sequence[int] = ()
    levels: Sequence[str] = ()
    least: float = 0.0


def parse_years(text: str) -> tuple[int, ...]:
    """Years as a user writes them; raises QueryError.

    >>> parse_years("2023-2025"), parse_years("2020,2025")
    ((2023, 2024, 2025), (2020, 2025))
    """
    found: list[int] = []
    for part in filter(None, re.split("[,，、 ]+", text.strip())):
        first, _, last = re.sub("[—–~至]", "-", part.replace("年", "")).partition("-")
        if not _YEAR.fullmatch(first) or not _YEAR.fullmatch(last or first) or int(last or first) < int(first):
            raise QueryError(f"--years {text}", f"{part!r} is no year", "write it as 2025, 2024-2026 or 2020,2025")
        found += range(int(first), int(last or first) + 1)
    return tuple(dict.fromkeys(found))


# --- statements


def statements(graph: Store, wanted: Wanted = Wanted()) -> list[Statement]:
    """The numbers that are wanted, by place, concept, measure and period; raises QueryError for what has no name.

    Those of indicators that are not known ones are there where `concepts` names them.
    """
    view = View(graph)
    places = _places(graph, wanted.places)
    is_wanted = _concepts(view, wanted.concepts)
    found = [
        reading
        for reading in link_records.readings(view)
        if (places is None or reading.place in places) and is_wanted(reading) and _is_in(reading.period, wanted.years)
    ]
    units = _units(found)
    told = [_statement(view, reading, units) for reading in found]
    told = [one for one in told if (one.confidence is None or one.confidence >= Decimal(str(wanted.least)))]
    told = [one for one in told if not wanted.levels or one.level in wanted.levels]
    return sorted(_ranges(told), key=lambda one: (*one.series, one.status, one.document, one.start, one.iri))


def _places(graph: Store, names: Sequence[str]) -> frozenset[str] | None:
    if not names:
        return None
    found: set[str] = set()
    for name in names:
        things = called(Source(graph), name)
        if not things:
            view = View(graph)
            labels = {text for iri in view.members(FZ.Place) for text in view.texts(iri, SKOS.prefLabel)}
            remedy = guess(nearest(name, labels), "see the places with: kg query places")
            raise QueryError(f"--place {name}", "nothing in the graph is called so", remedy)
        found |= {thing.value for thing in things}
    return frozenset(found)


def known_indicator(name: str) -> Known | None:
    """The known indicator of a name, a code or an English name."""
    name = simplified(name.strip())
    lower = name.lower()
    plain = (one for one in indicators.known() if lower in (one.name.lower(), one.code, one.english.lower()))
    return next(plain, None) or indicators.meaning(name, "level", "") or indicators.meaning(name, "growth", "")


def _concepts(view: View, names: Sequence[str]) -> Callable[[Reading], bool]:
    """Whether a number is of one of the indicators."""
    if not names:
        return lambda reading: reading.known
    told = {name: known_indicator(name) for name in names}
    known = {one.iri.value for one in told.values() if one}
    others = {name for name, one in told.items() if not one}
    labels = {text for iri in view.members(FZ.Indicator) for text in view.texts(iri, SKOS.prefLabel)}
    for name in others - labels:
        near = nearest(name, [*labels, *(one.name for one in indicators.known())])
        raise QueryError(f"--concept {name}", "is no indicator of the graph", guess(near, "see: kg query observations"))
    return lambda reading: reading.indicator in known or (not reading.known and reading.name in others)


def _is_in(period: str, wanted: Sequence[int]) -> bool:
    """Whether a period is a year that is wanted, or ends in one."""
    return not wanted or int((years(period) or ["0"])[-1]) in wanted


@cache
def _by_iri() -> Mapping[str, Known]:
    return {one.iri.value: one for one in indicators.known()}


def _plain(unit: str) -> str:
    """A unit without its scale words.

    >>> _plain("万亿元"), _plain("千亿"), _plain("千瓦"), _plain("万人次")
    ('元', '', '千瓦', '人次')
    """
    scale = _SCALE.match(unit)
    return unit[scale.end() :] if scale else unit


def _canonical(reading: Reading) -> str:
    """The canonical unit; that of the indicator where the text leaves the unit out."""
    known = _by_iri().get(reading.indicator)
    if reading.unit == _UNNAMED and known and known.units and (unit := ontology.unit(known.units[0])):
        return unit.canonical.value
    return reading.unit


def _units(readings: Sequence[Reading]) -> Mapping[tuple[str, str], str]:
    """(indicator, canonical unit) -> the unit in which its numbers are told: one for all of a series.

    That in which the known indicator is usually told, else the plain one that most of the numbers have.
    """
    written: dict[tuple[str, str], Counter[str]] = {}
    for one in readings:
        unit = one.text.lstrip("0123456789.×,，~-—几若数干")
        written.setdefault((one.indicator, _canonical(one)), Counter())[_plain(unit)] += 1
    found = {}
    for (indicator, canonical), counted in written.items():
        known = _by_iri().get(indicator)
        usual = [unit for unit in (known.units if known else ()) if _has(unit, canonical)]
        most = sorted(counted, key=lambda unit: (not unit, -counted[unit], unit))
        found[indicator, canonical] = (usual or most)[0]
    return found


def _has(written: str, canonical: str) -> bool:
    unit = ontology.unit(written)
    return bool(unit and unit.canonical.value == canonical)


def _statement(view: View, reading: Reading, units: Mapping[tuple[str, str], str]) -> Statement:
    iri, place = NamedNode(reading.iri), NamedNode(reading.place)
    known = _by_iri().get(reading.indicator)
    canonical = _canonical(reading)
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
    if _YEAR.fullmatch(period):
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


# --- cells


def _fits(one: Statement, other: Statement) -> bool:
    """Whether two numbers of one cell can both be true."""
    if "range" not in (one.bound, other.bound):
        return compatible(_compared(one), _compared(other))
    ends = [(-Decimal("Infinity") if low is None else low, Decimal("Infinity") if high is None else high)
            for low, high in (_open(one), _open(other))]  # fmt: skip
    return ends[0][0] <= ends[1][1] and ends[1][0] <= ends[0][1]


def _open(one: Statement) -> tuple[Decimal | None, Decimal | None]:
    """What a number may be; about a number is itself here, for a range is wider than rounding."""
    return (one.value, one.value) if one.bound == "about" else (one.low, one.high)


def _compared(one: Statement) -> Reading:
    """The number as the judge of contradictions compares it, with the sign and bound that it has here."""
    sign = -1 if one.reading.measure == "decline" else 1
    return replace(one.reading, value=sign * one.reading.value, bound=one.bound)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one cell: the statement that is shown, all that agree with it, and those that cannot be true
    where it is."""

    shown: Statement
    agreeing: tuple[Statement, ...]
    against: tuple[Statement, ...]

    @property
    def differs(self) -> str:
        """The numbers that differ, each once; empty where none does."""
        return "; ".join(dict.fromkeys(one.text for one in self.against))


def told(cell: Sequence[Statement]) -> Told:
    """What the statements of one cell tell: the first by `rank`, and who agrees and who does not."""
    shown, *others = sorted(cell, key=lambda one: one.rank)
    fitting = [_fits(shown, one) for one in others]
    agreeing = (one for one, fits in zip(others, fitting, strict=True) if fits)
    against = (one for one, fits in zip(others, fitting, strict=True) if not fits)
    return Told(shown, (shown, *agreeing), tuple(against))


_FRAME = ("place", "place_code", "level", "concept", "measure", "unit")
_SIDES = {"achieved": "result", "target": "target"}
_OF_SIDE = ("", "low", "high", "bound", "differs")
_PROOF = ("confidence", "document", "start", "end", "quote", "iri")
WIDE = (
    *_FRAME, "year",
    *(f"{side}_{name}".rstrip("_") for side in _SIDES.values() for name in _OF_SIDE),
    "verdict",
    *(f"{side}_{name}" for side in _SIDES.values() for name in _PROOF),
)  # fmt: skip
LONG = (
    *("place", "place_code", "level", "concept", "indicator", "measure", "unit", "basis", "period", "period_kind"),
    *("year_from", "year_to", "status", "number", "low", "high", "bound", "differs", *_PROOF),
)
COLUMNS = {"wide": WIDE, "long": LONG}


def rows(graph: Store, wanted: Wanted = Wanted(), shape: str = "wide") -> list[Row]:
    """The rows of a panel, `wide` (a place, an indicator and a year each) or `long` (a statement each).

    Raises QueryError where what is wanted has no name, or nothing is told of it.
    """
    found = statements(graph, wanted)
    if not found:
        asked = [*wanted.concepts, *wanted.places, *map(str, wanted.years), *wanted.levels]
        where = " ".join(asked) or "the graph"
        raise QueryError(where, "no number of it is in the graph", "ask for less at a time, or for other years")
    return wide(graph, found) if shape == "wide" else long(found)


_FIELDS = frozenset(item.name for item in fields(Statement))


def by_cell(found: Iterable[Statement]) -> dict[tuple[str, ...], dict[str, Told]]:
    """Series -> status -> what is told of it."""
    cells: dict[tuple[str, ...], dict[str, list[Statement]]] = {}
    for one in found:
        cells.setdefault(one.series, {}).setdefault(one.status, []).append(one)
    return {series: {status: told(cell) for status, cell in sides.items()} for series, sides in cells.items()}


def is_yearly(one: Statement) -> bool:
    """Whether a number is one of a year, growth over the year before included."""
    return one.period_kind == "year" and one.basis in ("", "year")


def wide(graph: Store, found: Iterable[Statement]) -> list[Row]:
    """Rows of a place, an indicator and a year, with result and target; what is of no single year is not in it."""
    verdicts = _verdicts(View(graph))
    lines: list[Row] = []
    for sides in by_cell(one for one in found if is_yearly(one)).values():
        first = next(iter(sides.values())).shown
        row: dict[str, Cell] = {name: getattr(first, name) for name in _FRAME}
        row["year"] = int(first.period)
        for status, side in _SIDES.items():
            row |= {f"{side}_{name}".rstrip("_"): cell for name, cell in _side(sides.get(status)).items()}
        row["verdict"] = _verdict(verdicts, sides)
        lines.append({name: row[name] for name in WIDE})
    return lines


def _side(cell: Told | None) -> dict[str, Cell]:
    if not cell:
        return dict.fromkeys((*_OF_SIDE, *_PROOF))
    one = cell.shown
    proof = {name: getattr(one, name) for name in _PROOF}
    return {
        "": one.value, "low": one.low, "high": one.high, "bound": one.bound, "differs": cell.differs or None, **proof,
    }  # fmt: skip


def _verdicts(view: View) -> dict[tuple[str, str], str]:
    """(target, result) -> what came of it, as the graph has it."""
    outcomes = map(view.outcome, view.members(FZ.Outcome))
    return {
        (target.value, result.value): outcome.verdict
        for outcome in outcomes
        for target in outcome.targets
        for result in outcome.results
    }


def _verdict(verdicts: Mapping[tuple[str, str], str], sides: Mapping[str, Told]) -> str | None:
    """What came of a target, where the graph has held one of the numbers of the row against the other."""
    if len(sides) < 2:
        return None
    targets, results = (sides[status].agreeing for status in ("target", "achieved"))
    pairs = ((target.iri, result.iri) for target in targets for result in results)
    return next((verdicts[pair] for pair in pairs if pair in verdicts), None)


def long(found: Iterable[Statement]) -> list[Row]:
    """A row for every statement, of whatever period."""
    lines: list[Row] = []
    for sides in by_cell(found).values():
        for cell in sides.values():
            for one in (*cell.agreeing, *cell.against):
                row: dict[str, Cell] = {name: getattr(one, name) for name in LONG if name in _FIELDS}
                first, *_, last = (*years(one.period), *years(one.period))
                rest = cell.against if one in cell.agreeing else cell.agreeing
                differs = "; ".join(dict.fromkeys(other.text for other in rest if not _fits(one, other)))
                row |= {"year_from": int(first), "year_to": int(last), "number": one.value, "differs": differs or None}
                lines.append({name: row[name] for name in LONG})
    return lines
