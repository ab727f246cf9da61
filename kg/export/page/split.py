"""A graph too large for one page: an overview, and beside it pages of some documents each, by province.

The overview holds the headline indicators of every place, the largest projects and the things that most places name,
with the sentences that say so and no more of the texts; each sentence leads to the page that has the whole. Documents
are read twice, one at a time: once to see what there is (`Survey`), once to write it.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
_OBSERVATIONS, _PROJECTS, _THINGS, _NAMINGS = 5_000, 150, 150, 3
_PERIODS = 2  # the newest of each kind of number, so that a change can be told
_LEVELS = {"province": 0, "prefecture": 1, "county": 2}
_OF_FACTS = ("observations", "stages", "quantities")
# The column of each table of links by which a page finds its rows.
_LINKED = {
    "outcomes": 1,
    "contradictions": 1,
    "confirmations": 0,
    "precedes": 0,
    "merges": 1,
    "entities": 0,
    "links": 0,
}

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
        size = sum(len(part[name]) for name in _OF_FACTS)
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
        facts = sum(len(found[table]) for table in (*_OF_FACTS, "statements"))
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


class Excerpts:
    """The rows of the overview, gathered document by document."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.parts: list[Tables] = []
        self.cuts: dict[
            str, list[list[int]]
        ] = {}  # document -> [offset in the excerpt, offset in the text] of its parts
        self.namings: Counter[str] = Counter()

    def add(self, found: Tables) -> None:
        """What is wanted of one more document, with what it refers to."""
        taken: Tables = {name: [] for name in SHAPES}
        taken["observations"] = [row for row in found["observations"] if row[0] in self.wanted.observations]
        for table in ("stages", "quantities"):
            taken[table] = [row for row in found[table] if row[1] in self.wanted.projects]
        taken["mentions"] = list(self._mentions(found["mentions"]))
        taken["statements"] = [row for row in found["statements"] if row[0] in self.wanted.projects]
        if not any(taken.values()):
            return
        things = {row[1] for row in chain(*(taken[table] for table in _OF_FACTS))}
        things |= {row[0] for row in taken["mentions"]} | {row[8] for row in taken["observations"]}
        things |= {row[4] for row in found["documents"]}
        taken["links"] = list(_links(found["links"], things))
        things |= {row[2] for row in taken["links"]}
        taken["entities"] = [row for row in found["entities"] if row[0] in things]
        proofs = {row[at] for table, at in (("observations", 12), ("stages", 5), ("quantities", 7), ("mentions", 1),
                                            ("statements", 3)) for row in taken[table]}  # fmt: skip
        origins = {
            iri for table, at in (("observations", 13), ("stages", 6)) for row in taken[table] for iri in row[at]
        }
        taken["evidence"] = [row for row in found["evidence"] if row[0] in proofs]
        taken["origins"] = [row for row in found["origins"] if row[0] in origins]
        [document] = map(list, found["documents"])
        taken["documents"] = [document]
        self.cuts[document[0]] = cut(document, taken)
        self.parts.append(taken)

    def _mentions(self, told: Iterable[Row]) -> Iterator[Row]:
        """The first mention of each thing in a document, until there are enough."""
        seen: set[str] = set()
        for row in told:
            thing = row[0]
            wanted = thing in self.wanted.things or thing in self.wanted.projects
            if wanted and not row[2] and thing not in seen and self.namings[thing] < _NAMINGS:
                seen.add(thing)
                self.namings[thing] += 1
                yield row


def cut(document: Row, rows_of: Tables) -> list[list[int]]:
    """Leave of a document's text what its rows refer to, and move their offsets: where each part of it has come from.

    The rows are replaced in their tables; a part is [offset in what is left, offset in the text].
    """
    evidence, origins = rows_of["evidence"], rows_of["origins"]
    spans = [(min(row[2], row[4]), max(row[3], row[5])) for row in evidence]
    spans += [tuple(span) for row in evidence for span in row[6]]
    spans += [(row[4], row[5]) for row in origins if row[3] == document[0]]
    cuts = Cuts(spans)
    text = document[7]
    document[7] = "\n".join(text[start:end] for start, end in cuts.spans)
    rows_of["evidence"] = [
        [*row[:2], *map(cuts.moved, row[2:6]), [[*map(cuts.moved, span)] for span in row[6]], *row[7:]]
        for row in evidence
    ]
    rows_of["origins"] = [
        [*row[:4], cuts.moved(row[4]), cuts.moved(row[5])] if row[3] == document[0] else [*row[:3], "", 0, 0]
        for row in origins
    ]
    return [[moved, start] for moved, (start, _) in zip(cuts.starts, cuts.spans, strict=True)]


class Cuts:
    """Stretches of a text put one below the other: `spans` as they stand in it, `starts` where they come to stand.

    >>> cuts = Cuts([(10, 14), (3, 6), (5, 8)])
    >>> cuts.spans, cuts.starts, cuts.moved(3), cuts.moved(8), cuts.moved(12)
    ([(3, 8), (10, 14)], [0, 6], 0, 5, 8)
    """

    def __init__(self, spans: Iterable[tuple[int, ...]]) -> None:
        self.spans: list[tuple[int, int]] = []
        for start, end in sorted(span for span in spans if span[0] < span[1]):
            if self.spans and start <= self.spans[-1][1]:
                self.spans[-1] = (self.spans[-1][0], max(end, self.spans[-1][1]))
            else:
                self.spans.append((start, end))
        self.starts = [0]
        for start, end in self.spans[:-1]:
            self.starts.append(self.starts[-1] + end - start + 1)
        self.starts = self.starts[: len(self.spans)]

    def moved(self, offset: int) -> int:
        """Where an offset inside one of the stretches comes to stand; 0 for another."""
        at = bisect_right(self.spans, (offset, sys.maxsize)) - 1
        start, end = self.spans[at] if at >= 0 else (0, -1)
        return self.starts[at] + offset - start if start <= offset <= end else 0


def _links(told: Iterable[Row], things: set[str]) -> Iterator[Row]:
    """The links that begin at some things, and those of what they lie in."""
    by_start: dict[str, list[Row]] = defaultdict(list)
    for row in told:
        by_start[row[0]].append(row)
    seen, waiting = set(things), sorted(things)
    while waiting:
        for row in by_start.get(waiting.pop(), ()):
            yield row
            if row[2] not in seen:
                seen.add(row[2])
                waiting.append(row[2])


# What links documents


class Linked:
    """The rows that link documents, by what they are about."""

    def __init__(self, links: Tables) -> None:
        self.index: dict[str, dict[str, list[Row]]] = {}
        for table, column in _LINKED.items():
            index = self.index[table] = defaultdict(list)
            for row in links[table]:
                for iri in row[column] if isinstance(row[column], list) else [row[column]]:
                    index[iri].append(row)

    def of(self, parts: Iterable[Tables]) -> Tables:
        """Those that are about something of some documents, as rows of their own."""
        ids = sorted(
            {row[0] for part in parts for table in ("observations", "stages", "entities") for row in part[table]}
        )
        found: Tables = {name: [] for name in SHAPES}
        for table, index in self.index.items():
            rows = {id(row): row for iri in ids for row in index.get(iri, ())}
            found[table] = [list(row) for row in rows.values()]
        return found


# What the overview says of all, though it holds a part


def of_all(
    overview: Mapping[str, Any], survey: Survey, totals: Mapping[str, Any], iris: Sequence[str]
) -> dict[str, Any]:
    """The overview of a part, its counts those of the whole; `iris` are the entities of the part by their number."""
    findings = [one for one in overview["findings"] if one["kind"] not in ("industries", "set")]
    verdicts = {name: totals["verdicts"].get(name, 0) for name in ("exceeded", "met", "missed")}
    findings = [one | {"counts": verdicts} if one["kind"] == "outcomes" else one for one in findings]
    findings += _industries(survey, {iri: number for number, iri in enumerate(iris)})
    grades = {name: survey.grades[name] for name in ("sure", "fair", "doubtful")}
    return {**overview, "findings": findings, "trust": {"confidence": grades}}


def _industries(survey: Survey, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """The industries that the documents of most places name."""
    named = ((len(places), iri) for iri, places in survey.named_by.items() if iri in numbers and "/industry" in iri)
    shown = [[numbers[iri], count] for count, iri in nlargest(5, named) if count > 1]
    if shown:
        yield {"kind": "industries", "of": len(survey.places), "shown": shown, "to": {"view": "compare"}}
