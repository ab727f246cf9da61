"""What there is in all documents, seen once without keeping their rows: sizes, headline numbers, sums, namings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import nlargest
from itertools import chain
from typing import Any

from kg.export.output import PAGES
from kg.export.page.comparable import HEADLINES, decimal, rank
from kg.export.page.overview import grade
from kg.export.page.tables import KINDS, SHAPES, Row, Tables
from kg.reference import divisions

# A page of so many facts is still quick; the overview begins above it.
FACTS = 20_000
# What the documents of a page weigh in bytes, about: with the scripts it stays below 10 MB.
WEIGHT, _FACT, _CHARACTER = 7_000_000, 400, 3
# Facts of one document that a page shows; the tables hold the rest.
_OF_DOCUMENT = 8_000
# What the overview holds at most.
_OBSERVATIONS, _PROJECTS, _THINGS = 5_000, 150, 150
_PERIODS = 2  # the newest of each kind of number, so that a change can be told
_LEVELS = {"province": 0, "prefecture": 1, "county": 2}
OF_FACTS = ("observations", "stages", "quantities")


# The rows of a document, piece by piece, each read when it is called.
Source = Sequence[Callable[[], Tables]]


@dataclass(frozen=True, slots=True)
class Size:
    """A document: its number among the sources, what orders it (code and name of its place, year, name), its weight."""

    number: int
    order: tuple[str, str, str, str]
    facts: int
    weight: int

    @property
    def province(self) -> str:
        return self.order[0][:2] or "00"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of some documents: its file below the folder, the name of the province, the documents."""

    file: str
    province: str
    documents: tuple[Size, ...]

    @property
    def told(self) -> dict[str, Any]:
        """What the overview says of it."""
        places = list(dict.fromkeys(size.order[1] for size in self.documents if size.order[1]))
        years = sorted({size.order[2] for size in self.documents if size.order[2]})
        return {
            "file": f"{PAGES}/{self.file}", "name": self.province, "documents": len(self.documents),
            "facts": sum(size.facts for size in self.documents), "places": places[:4], "more": max(0, len(places) - 4),
            "years": [years[0], years[-1]] if years else [],
        }  # fmt: skip


def rows(source: Source) -> tuple[Tables, int]:
    """The rows of a document, and how many facts of it are left to the tables."""
    found: Tables = {name: [] for name in SHAPES}
    held = left = 0
    # What the document is, its own rows say, which are the last.
    for at, read in enumerate(reversed(source)):
        part = read()
        size = sum(len(part[name]) for name in OF_FACTS)
        if at and held + size > _OF_DOCUMENT:
            left += size
            continue
        held += size
        for name in SHAPES:
            found[name] += part[name]
    return found, left


@dataclass(slots=True)
class Survey:
    """What there is in all documents, without their rows."""

    sizes: list[Size] = field(default_factory=list)
    left: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)
    places: set[str] = field(default_factory=set)
    projects: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    numbers: dict[tuple[str, ...], dict[str, list[tuple[int, int, str]]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    sums: dict[str, dict[str, Decimal]] = field(default_factory=lambda: defaultdict(dict))
    named_by: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, source: Source) -> None:
        """One more document."""
        found, left = rows(source)
        names = {row[0]: (row[2][0], _code(row)) for row in found["entities"]}
        [(_, name, _, _, place, year, _, text, _)] = found["documents"]
        facts = sum(len(found[table]) for table in (*OF_FACTS, "statements"))
        home, code = names.get(place, ("", ""))[0], _above(place, names, found["links"])
        weight = facts * _FACT + len(text) * _CHARACTER
        self.sizes.append(Size(len(self.sizes), (code, home, year, name), facts, weight))
        self.left += left
        self.counts.update({"documents": 1, "observations": len(found["observations"])})
        self.places |= {place} - {""}
        self.years |= {year} - {""}
        kinds = {row[0]: KINDS[row[1]] for row in found["entities"]}
        self.projects |= {iri for iri, kind in kinds.items() if kind == "Project"}
        for row in chain(found["observations"], found["stages"]):
            if (sure := decimal(row[-1])) is not None:
                self.grades[grade(sure)] += 1
        for row in found["observations"]:
            self._number(row, names)
        for _, project, role, _, _, value, unit, _ in found["quantities"]:
            amount = decimal(value)
            if amount and unit == {"investment": "CCY_CNY", "capacity": "KiloW"}[role]:
                self.sums[role][project] = max(amount, self.sums[role].get(project, amount))
        for thing, _, nested in found["mentions"]:
            if place and not nested and kinds.get(thing) in ("Industry", "Company"):
                self.named_by[thing].add(place)

    def _number(self, row: Row, names: Mapping[str, tuple[str, str]]) -> None:
        """A headline indicator of a place: the newest periods, each with all that is told of it."""
        iri, _, _, _, measure, _, status, period, place, _, _, concept, *_ = row
        if concept not in HEADLINES or not place or not period:
            return
        newest = self.numbers[place, concept, measure, status]
        newest.setdefault(period, []).append((_level(names.get(place, ("", ""))[1]), rank(concept), iri))
        while len(newest) > _PERIODS:
            del newest[min(newest)]

    def wanted(self, links: Tables) -> Wanted:
        """What the overview holds."""
        every = (
            (*told[0][:2], key, period, [iri for *_, iri in told])
            for key, periods in self.numbers.items()
            for period, told in periods.items()
        )
        numbers: set[str] = set()
        for *_, iris in sorted(every):
            if len(numbers) + len(iris) <= _OBSERVATIONS:
                numbers.update(iris)
        results = {iri for row in links["outcomes"] if numbers & set(row[1]) for iri in row[2]}
        most = (nlargest(_PROJECTS, told, key=lambda iri: (told[iri], iri)) for told in self.sums.values())
        things = nlargest(_THINGS, self.named_by, key=lambda iri: (len(self.named_by[iri]), iri))
        return Wanted(frozenset(numbers | results), frozenset(chain.from_iterable(most)), frozenset(things))

    def leaves(self) -> list[Leaf]:
        """The pages: of each province as few as its documents need, in the order of their places and years."""
        by_province: dict[str, list[list[Size]]] = {}
        for size in sorted(self.sizes, key=lambda size: (size.province, size.order, size.number)):
            pages = by_province.setdefault(size.province, [[]])
            if pages[-1] and sum(one.weight for one in pages[-1]) + size.weight > WEIGHT:
                pages.append([])
            pages[-1].append(size)
        return [
            Leaf(f"{code}{f'-{at}' if len(pages) > 1 else ''}.html", _province(code), tuple(page))
            for code, pages in sorted(by_province.items())
            for at, page in enumerate(pages, 1)
        ]

    def totals(self, links: Tables) -> dict[str, Any]:
        """How much there is in all, for the overview does not hold it."""
        return {
            **self.counts, "projects": len(self.projects), "places": len(self.places), "years": sorted(self.years),
            "verdicts": dict(sorted(Counter(row[3] for row in links["outcomes"]).items())),
            "contradictions": len(links["contradictions"]),
        }  # fmt: skip


def _code(entity: Row) -> str:
    """The code of a division; other things have none that is a number."""
    return (
        next((code for code in entity[5] if code.isdigit()), "") if KINDS[entity[1]] == "AdministrativeDivision" else ""
    )


def _above(place: str, names: Mapping[str, tuple[str, str]], links: Iterable[Row]) -> str:
    """The code of a place, else of what it lies in."""
    within = {start: end for start, kind, end in links if kind == "within"}
    for _ in range(len(within) + 1):
        if code := names.get(place, ("", ""))[1]:
            return code
        place = within.get(place, "")
    return ""


def _level(code: str) -> int:
    known = divisions.division(code) if code else None
    return _LEVELS.get(known.level, len(_LEVELS)) if known else len(_LEVELS)


def _province(code: str) -> str:
    known = divisions.division(f"{code}0000") if code != "00" else None
    return known.name if known else ""


# What the overview takes of a document
@dataclass(frozen=True, slots=True)
class Wanted:
    """The observations, projects and other things of the overview, by IRI."""

    observations: frozenset[str]
    projects: frozenset[str]
    things: frozenset[str]
