"""The graph as the page's tables: every row a list, every reference the number of a row.

First each document, or a graph as a whole, is `told` in rows that refer to each other by IRI; then the rows of all are
`numbered`. Rows are sorted by what they say, so that equal graphs give equal bytes. The columns of each table stand in
`COLUMNS` and travel with the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from sys import intern
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.rdf.view import View
from kg.reference.classes import ENTITIES
from kg.reference.terms import DCTERMS, FZ, NIF, PROV, RDF, SCHEMA, SKOS, local

Row = list[Any]
Rows = dict[str, Row]
Tables = dict[str, list[Row]]
Labels = Mapping[str, Mapping[str, str]]

KINDS = ENTITIES  # of a thing of several kinds, the first counts
COLUMNS = {
    "documents": ("iri", "name", "title", "issued", "place", "year", "kind", "text", "damages"),
    "entities": ("iri", "kind", "name", "aliases", "detail", "codes"),
    "evidence": ("document", "start", "end", "sentenceStart", "sentenceEnd", "headings", "rule", "page"),
    "origins": ("field", "kind", "document", "start", "end"),
    "observations": (
        *("iri", "indicator", "written", "unit", "measure", "bound", "status", "period", "place"),
        *("canonical", "canonicalUnit", "broader", "evidence", "origins", "confidence"),
    ),
    "stages": ("iri", "project", "stage", "status", "period", "evidence", "origins", "confidence"),
    "quantities": ("iri", "project", "role", "written", "unit", "canonical", "canonicalUnit", "evidence"),
    "links": ("from", "kind", "to", "evidence"),
    "mentions": ("entity", "evidence", "nested"),
    "outcomes": ("iri", "target", "results", "verdict", "zh", "en", "difference"),
    "contradictions": ("iri", "claims", "zh", "en"),
    "confirmations": ("from", "to"),
    "precedes": ("from", "to"),
    "merges": ("iri", "entity", "keptName", "merged", "mergedName", "rule", "proofs"),
}
NONE = -1
# The rows as they are told: texts, whole numbers, lists of texts (`names`), spans; `iri` and `iris` refer to rows.
SHAPES: Mapping[str, tuple[str, ...]] = {
    "documents": ("iri", "text", "text", "text", "iri", "text", "text", "text", "names"),
    "entities": ("iri", "number", "names", "names", "text", "names"),
    "evidence": ("iri", "iri", "number", "number", "number", "number", "spans", "text", "text"),
    "origins": ("iri", "text", "text", "iri", "number", "number"),
    "observations": ("iri", "iri", *["text"] * 6, "iri", *["text"] * 3, "iri", "iris", "text"),
    "stages": ("iri", "iri", "text", "text", "text", "iri", "iris", "text"),
    "quantities": ("iri", "iri", *["text"] * 5, "iri"),
    "links": ("iri", "text", "iri"),
    "statements": ("iri", "text", "iri", "iri"),
    "mentions": ("iri", "iri", "number"),
    "outcomes": ("iri", "iris", "iris", *["text"] * 4),
    "contradictions": ("iri", "iris", "text", "text"),
    "confirmations": ("iri", "iri"),
    "precedes": ("iri", "iri"),
    "merges": ("iri", "iri", "text", "iri", "text", "text", "iris"),
}
# What is told between entities, and whether statements say so.
_LINKS = {
    SCHEMA.containedInPlace: "within",
    FZ.locatedIn: "located",
    FZ.inIndustry: "industry",
    FZ.owner: "owner",
    SKOS.broader: "broader",
}
_ROLES = {FZ.capacity: "capacity", FZ.investment: "investment"}


def read(store: Store) -> Tables:
    """All tables of a graph; offsets count code points of the document's text, `NONE` refers to no row."""
    return numbered([told(View(store))])


def told(view: View) -> Tables:
    """What a graph says, in rows that begin with an IRI and refer by IRI to others; one that is missing is empty."""
    teller = _Teller(view)
    return {name: list(getattr(teller, name)()) for name in SHAPES}


class _Teller:
    """Tells the rows of each table."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.headings: Callable[[NamedNode | None], list[list[int]]] = cache(self.headings_of)

    def pairs(self, predicate: NamedNode) -> Iterator[tuple[str, str]]:
        return ((one.value, other.value) for one, other in self.view.pairs(predicate))

    def proof(self, fact: NamedNode) -> str:
        """The first mention that says a fact."""
        return _iri(self.view.node(fact, PROV.wasDerivedFrom))

    # Things

    def entities(self) -> Iterator[Row]:
        seen: set[NamedNode] = set()
        for kind, name in enumerate(KINDS):
            for iri in self.view.members(FZ[name]):
                if iri not in seen and (names := self.view.texts(iri, SKOS.prefLabel)):
                    seen.add(iri)
                    aliases, detail = self.view.texts(iri, SKOS.altLabel), self.view.text(iri, FZ.fullName)
                    yield [iri.value, kind, names, aliases, detail, sorted(self.codes(iri))]

    def codes(self, iri: NamedNode) -> Iterator[str]:
        """The code of a division, those of an industry with their names."""
        yield from self.view.texts(iri, FZ.divisionCode)
        for cls in self.view.nodes(iri, SKOS.closeMatch):
            yield f"{self.view.text(cls, SKOS.notation)} {self.view.text(cls, SKOS.prefLabel)}"

    def documents(self) -> Iterator[Row]:
        for iri in self.view.members(FZ.Document):
            predicates = (DCTERMS.identifier, DCTERMS.title, DCTERMS.issued, FZ.reviewYear, NIF.isString)
            name, title, issued, year, text = (self.view.text(iri, predicate) for predicate in predicates)
            place = _iri(self.view.node(iri, DCTERMS.spatial))
            kind, damages = self.view.code(iri, FZ.kind), self.view.texts(iri, FZ.damage)
            yield [iri.value, name, title, issued, place, year, kind, text, damages]

    def links(self) -> Iterator[Row]:
        """What is told between entities."""
        for predicate, kind in _LINKS.items():
            yield from ([start, kind, end] for start, end in self.pairs(predicate))

    def statements(self) -> Iterator[Row]:
        """The evidence of links."""
        for iri, start in self.view.pairs(RDF.subject):
            predicate, end = self.view.node(iri, RDF.predicate), self.view.node(iri, RDF.object)
            kind = _LINKS.get(predicate, "") if predicate else ""
            for mention in self.view.nodes(iri, PROV.wasDerivedFrom):
                yield [start.value, kind, _iri(end), mention.value]

    # Evidence

    def evidence(self) -> Iterator[Row]:
        for iri in self.view.members(FZ.Mention):
            evidence = self.view.evidence(iri)
            stretch, sentence = evidence.stretch, evidence.context
            headings = self.headings(self.view.node(iri, FZ.sentence))
            yield [
                iri.value, _iri(evidence.document), stretch.start, stretch.end, sentence.start, sentence.end,
                headings, evidence.rule, self.view.text(iri, FZ.sourcePage),
            ]  # fmt: skip

    def headings_of(self, sentence: NamedNode | None) -> list[list[int]]:
        """Where the headings above a sentence stand."""
        spans = map(self.view.stretch, self.view.headings(sentence))
        return [list(span) for span in sorted({(span.start, span.end) for span in spans})]

    def origins(self) -> Iterator[Row]:
        view = self.view
        nodes = (*view.members(FZ.Document), *view.members(FZ.Observation), *view.members(FZ.StageEvent))
        for iri in dict.fromkeys(iri for node in nodes for iri in view.inherited(node)):
            origin = view.origin(iri)
            span = (origin.passage.start, origin.passage.end) if origin.passage else (0, 0)
            yield [iri.value, origin.field, origin.kind, _iri(origin.document), *span]

    def origins_of(self, fact: NamedNode) -> list[str]:
        return [iri.value for iri in self.view.inherited(fact)]

    def mentions(self) -> Iterator[Row]:
        for iri, thing in self.view.pairs(FZ.refersTo):
            yield [thing.value, iri.value, int(self.view.is_nested(iri))]

    # Facts

    def observations(self) -> Iterator[Row]:
        for iri in self.view.members(FZ.Observation):
            observation = self.view.observation(iri)
            amount, known = observation.amount, observation.known
            yield [
                iri.value, _iri(observation.indicator), amount.written, amount.unit, observation.measure,
                amount.bound, observation.status, observation.period, _iri(observation.place),
                amount.value, local(amount.base_unit), local(known.value) if known else "", self.proof(iri),
                self.origins_of(iri), self.view.text(iri, FZ.confidence),
            ]  # fmt: skip

    def stages(self) -> Iterator[Row]:
        for project, iri in self.view.pairs(FZ.hasStage):
            event = self.view.stage_event(iri)
            said = (event.stage, event.status, event.period)
            confidence = self.view.text(iri, FZ.confidence)
            yield [iri.value, project.value, *said, self.proof(iri), self.origins_of(iri), confidence]

    def quantities(self) -> Iterator[Row]:
        for predicate, role in _ROLES.items():
            for project, iri in self.view.pairs(predicate):
                amount = self.view.amount(iri)
                measured = amount.written, amount.unit, amount.value, local(amount.base_unit)
                yield [iri.value, project.value, role, *measured, self.proof(iri)]

    # What is linked across documents: outcomes of targets, claims that differ, names that became one

    def outcomes(self) -> Iterator[Row]:
        for outcome in map(self.view.outcome, self.view.members(FZ.Outcome)):
            targets, results = ([iri.value for iri in iris] for iris in (outcome.targets, outcome.results))
            yield [outcome.iri.value, targets, results, outcome.verdict, *outcome.reason, outcome.difference]

    def contradictions(self) -> Iterator[Row]:
        for iri in self.view.members(FZ.Contradiction):
            claims = [claim.value for claim in self.view.nodes(iri, FZ.claim)]
            yield [iri.value, claims, *self.view.reason(iri)]

    def confirmations(self) -> Iterator[Row]:
        return map(list, self.pairs(FZ.confirms))

    def precedes(self) -> Iterator[Row]:
        return map(list, self.pairs(FZ.precedes))

    def merges(self) -> Iterator[Row]:
        for merge in map(self.view.merge, self.view.members(FZ.Merge)):
            proofs = [iri.value for iri in self.view.nodes(merge.iri, PROV.wasDerivedFrom)]
            names = merge.kept_name, _iri(merge.merged), merge.merged_name, merge.rule
            yield [merge.iri.value, _iri(merge.kept), *names, proofs]


_CELLS: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("iri", "text"), lambda cell: isinstance(cell, str)),
    "number": lambda cell: type(cell) is int,
    **dict.fromkeys(("iris", "names"), lambda cell: all(isinstance(item, str) for item in cell)),
    "spans": lambda cell: all(type(edge) is int for start, end in cell for edge in (start, end)),
}


def check(parts: Tables) -> None:
    """Raise ValueError or TypeError for rows that `told` cannot have told."""
    for name, kinds in SHAPES.items():
        for row in parts[name]:
            if not all(_CELLS[kind](cell) for kind, cell in zip(kinds, row, strict=True)):
                raise ValueError(f"a row of {name} is none")


def _iri(node: NamedNode | None) -> str:
    return node.value if node else ""


def joined(parts: Iterable[Tables]) -> Tables:
    """The rows of several graphs as those of one."""
    found: Tables = {name: [] for name in SHAPES}
    for part in parts:
        for name, rows in found.items():
            rows += part[name]
    return found


def numbered(parts: Iterable[Tables]) -> Tables:
    """The tables of what several graphs tell: of a thing that more than one tells of there is one row."""
    return _Numbers(parts).tables()


class _Numbers:
    """Numbers rows in the order in which they refer to each other."""

    def __init__(self, parts: Iterable[Tables]) -> None:
        self.told: Tables = {name: [] for name in SHAPES}
        self.things: Rows = {}
        self.numbers: dict[str, dict[str, int]] = {}
        self.read: Tables = {}
        for part in parts:
            for row in part["entities"]:
                self.thing(row)
            for name in self.told.keys() - {"entities"}:
                self.told[name] += ([_shared(cell) for cell in row] for row in part[name])

    def thing(self, row: Row) -> None:
        """What one part says of a thing, beside what others have said."""
        known = self.things.setdefault(row[0], row)
        if known is not row:
            details = filter(None, (known[4], row[4]))
            lists = ({*known[at], *row[at]} for at in (2, 3, 5))
            names, aliases, codes = map(sorted, lists)
            self.things[row[0]] = [row[0], min(known[1], row[1]), names, aliases, min(details, default=""), codes]

    def tables(self) -> Tables:
        self.keep("entities", self.entities(), lambda row: (row[1], row[2]))
        self.keep("documents", self.changed("documents", {4: "entities"}), lambda row: row[1])
        evidence = self.changed("evidence", {1: "documents"})
        self.keep("evidence", {iri: row[1:] for iri, row in evidence.items()}, lambda row: row[:3])
        origins = self.changed("origins", {3: "documents"})
        self.keep("origins", {iri: row[1:] for iri, row in origins.items()}, lambda row: (row[2:], row[:2]))
        found = self.changed("observations", {1: "entities", 8: "entities", 12: "evidence", 13: "origins"})
        self.keep("observations", found, lambda row: row[12])
        found = self.changed("stages", {1: "entities", 5: "evidence", 6: "origins"})
        self.keep("stages", found, lambda row: (row[1], row[5]))
        found = self.changed("quantities", {1: "entities", 7: "evidence"})
        self.keep("quantities", found, lambda row: (row[1], row[7]))
        self.read["links"] = self.links()
        self.read["mentions"] = self.pairs("mentions", "entities", "evidence")
        self.keep("outcomes", self.outcomes(), lambda row: row[1])
        self.keep("contradictions", self.contradictions(), lambda row: row[1])
        self.read["confirmations"] = self.pairs("confirmations", "observations", "observations")
        self.read["precedes"] = self.pairs("precedes", "stages", "stages")
        self.keep("merges", self.merges(), lambda row: (row[1], row[4]))
        return {name: self.read[name] for name in COLUMNS}

    # Rows by number

    def keep(self, table: str, rows: Rows, order: Callable[[Row], Any]) -> None:
        """Sort rows by `order` and remember where each is."""
        names = sorted(rows, key=lambda iri: (order(rows[iri]), iri))
        self.numbers[table] = {iri: number for number, iri in enumerate(names)}
        self.read[table] = [rows[iri] for iri in names]

    def number(self, table: str, iri: str) -> int:
        return self.numbers[table].get(iri, NONE)

    def all_of(self, table: str, iris: Iterable[str]) -> list[int]:
        """The rows of things, those that have one."""
        return sorted({self.number(table, iri) for iri in iris} - {NONE})

    def changed(self, table: str, references: Mapping[int, str]) -> Rows:
        """The rows of a table by IRI, with the number of a row for each IRI in the columns that refer to others."""
        rows = {}
        for row in self.told[table]:
            for at, other in references.items():
                row[at] = (self.all_of if isinstance(row[at], list) else self.number)(other, row[at])
            rows[row[0]] = row
        self.told[table] = []
        return rows

    def pairs(self, name: str, one: str, other: str) -> list[Row]:
        found = {(self.number(one, row[0]), self.number(other, row[1]), *row[2:]) for row in self.told[name]}
        return [list(row) for row in sorted(found) if NONE not in row[:2]]

    # Things and links

    def entities(self) -> Rows:
        return {
            iri: [iri, kind, names[0], aliases, detail, codes]
            for iri, (_, kind, names, aliases, detail, codes) in self.things.items()
        }

    def links(self) -> list[Row]:
        """What is told between entities; a link without a statement of its own has no evidence."""
        proofs = {self.link(*row): NONE for row in self.told["links"]}
        for *link, mention in self.told["statements"]:
            key, proof = self.link(*link), self.number("evidence", mention)
            if key in proofs:
                proofs[key] = proof if proofs[key] == NONE else min(proofs[key], proof)
        return [[*key, proof] for key, proof in sorted(proofs.items()) if NONE not in (key[0], key[2])]

    def link(self, start: str, kind: str, end: str) -> tuple[int, str, int]:
        return self.number("entities", start), kind, self.number("entities", end)

    # What is linked across documents

    def outcomes(self) -> Rows:
        rows = {}
        for iri, *sides, verdict, zh, en, difference in self.told["outcomes"]:
            targets, results = (self.all_of("observations", iris) for iris in sides)
            if targets:
                rows[iri] = [iri, targets[0], results, verdict, zh, en, difference]
        return rows

    def contradictions(self) -> Rows:
        rows = self.changed("contradictions", {1: "observations"})
        return {iri: row for iri, row in rows.items() if len(row[1]) > 1}

    def merges(self) -> Rows:
        rows = self.changed("merges", {1: "entities", 6: "evidence"})
        return {iri: row for iri, row in rows.items() if row[1] != NONE and row[3]}


def _shared(cell: Any) -> Any:
    """A text that stands in many rows, as one."""
    return intern(cell) if type(cell) is str and len(cell) < 100 else cell


def used(tables: Tables, labels: Labels) -> Labels:
    """Those of the labels that the tables need; of stages, statuses and verdicts all, for the page lists them."""
    names = {*KINDS}
    names |= {name for name in labels if name.startswith(("stage-", "status-", "verdict-"))}
    for scheme, table, column in (
        ("measure", "observations", 4),
        ("bound", "observations", 5),
        ("kind", "documents", 6),
        ("origin", "origins", 1),
    ):
        names |= {f"{scheme}-{row[column]}" for row in tables[table]}
    names |= {row[0] for row in tables["origins"]}
    names |= {cell for row in tables["observations"] for cell in (row[10], row[11])}
    names |= {row[6] for row in tables["quantities"]}
    return {name: labels[name] for name in sorted(names) if name in labels}
