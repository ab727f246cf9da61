"""The graph as the page's tables: every row a list, every reference the number of a row.

Rows are sorted by what they say, so that equal graphs give equal bytes. The columns of each table stand in `COLUMNS`
and travel with the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.rdf.records import Evidence
from kg.rdf.view import View
from kg.reference.classes import ENTITIES
from kg.reference.terms import DCTERMS, FZ, NIF, PROV, RDF, SCHEMA, SKOS, local

Row = list[Any]
Rows = dict[NamedNode, Row]
Tables = dict[str, list[Row]]
Labels = Mapping[str, Mapping[str, str]]

KINDS = ENTITIES  # of a thing of several kinds, the first counts
COLUMNS = {
    "documents": ("iri", "name", "title", "issued", "place", "year", "kind", "text"),
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
    return _TableReader(View(store)).tables()


class _TableReader:
    """Reads tables in the order in which they refer to each other."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.numbers: dict[str, dict[NamedNode, int]] = {}
        self.read: Tables = {}
        self.headings: Callable[[NamedNode | None], list[list[int]]] = cache(self.headings_of)

    def tables(self) -> Tables:
        self.keep("entities", self.entities(), lambda row: (row[1], row[2]))
        self.keep("documents", self.documents(), lambda row: row[1])
        self.keep("evidence", self.evidence(), lambda row: row[:3])
        self.keep("origins", self.origins(), lambda row: (row[2:], row[:2]))
        self.keep("observations", self.observations(), lambda row: row[12])
        self.keep("stages", self.stages(), lambda row: (row[1], row[5]))
        self.keep("quantities", self.quantities(), lambda row: (row[1], row[7]))
        self.read["links"] = self.links()
        self.read["mentions"] = self.mentions()
        self.keep("outcomes", self.outcomes(), lambda row: row[1])
        self.keep("contradictions", self.contradictions(), lambda row: row[1])
        self.read["confirmations"] = self.pairs(FZ.confirms, "observations")
        self.read["precedes"] = self.pairs(FZ.precedes, "stages")
        self.keep("merges", self.merges(), lambda row: (row[1], row[4]))
        return {name: self.read[name] for name in COLUMNS}

    # Rows by number

    def keep(self, table: str, rows: Rows, order: Callable[[Row], Any]) -> None:
        """Sort rows by `order` and remember where each is."""
        names = sorted(rows, key=lambda iri: (order(rows[iri]), iri.value))
        self.numbers[table] = {iri: number for number, iri in enumerate(names)}
        self.read[table] = [rows[iri] for iri in names]

    def number(self, table: str, iri: object) -> int:
        return self.numbers[table].get(iri, NONE) if isinstance(iri, NamedNode) else NONE

    def all_of(self, table: str, iris: Iterable[NamedNode]) -> list[int]:
        """The rows of things, those that have one."""
        return sorted({self.number(table, iri) for iri in iris} - {NONE})

    def proof(self, fact: NamedNode) -> int:
        """The row of the first mention that says a fact."""
        return self.number("evidence", self.view.node(fact, PROV.wasDerivedFrom))

    def origins_of(self, fact: NamedNode) -> list[int]:
        return self.all_of("origins", self.view.inherited(fact))

    def pairs(self, predicate: NamedNode, table: str) -> list[Row]:
        found = {(self.number(table, one), self.number(table, other)) for one, other in self.view.pairs(predicate)}
        return [list(pair) for pair in sorted(found) if NONE not in pair]

    # Things

    def entities(self) -> Rows:
        rows: Rows = {}
        for kind, name in enumerate(KINDS):
            for iri in self.view.members(FZ[name]):
                if iri not in rows and (names := self.view.texts(iri, SKOS.prefLabel)):
                    aliases, detail = self.view.texts(iri, SKOS.altLabel), self.view.text(iri, FZ.fullName)
                    rows[iri] = [iri.value, kind, names[0], aliases, detail, sorted(self.codes(iri))]
        return rows

    def codes(self, iri: NamedNode) -> Iterator[str]:
        """The code of a division, those of an industry with their names."""
        yield from self.view.texts(iri, FZ.divisionCode)
        for cls in self.view.nodes(iri, SKOS.closeMatch):
            yield f"{self.view.text(cls, SKOS.notation)} {self.view.text(cls, SKOS.prefLabel)}"

    def documents(self) -> Rows:
        return {iri: self.document(iri) for iri in self.view.members(FZ.Document)}

    def document(self, iri: NamedNode) -> Row:
        predicates = (DCTERMS.identifier, DCTERMS.title, DCTERMS.issued, FZ.reviewYear, NIF.isString)
        name, title, issued, year, text = (self.view.text(iri, predicate) for predicate in predicates)
        place = self.number("entities", self.view.node(iri, DCTERMS.spatial))
        return [iri.value, name, title, issued, place, year, self.view.code(iri, FZ.kind), text]

    def links(self) -> list[Row]:
        """What is told between entities; a link without a statement of its own has no evidence."""
        proofs: dict[tuple[int, str, int], int] = {
            (self.number("entities", start), kind, self.number("entities", end)): NONE
            for predicate, kind in _LINKS.items()
            for start, end in self.view.pairs(predicate)
        }
        for key, proof in self.statements():
            if key in proofs:
                proofs[key] = proof if proofs[key] == NONE else min(proofs[key], proof)
        return [[*key, proof] for key, proof in sorted(proofs.items()) if NONE not in (key[0], key[2])]

    def statements(self) -> Iterator[tuple[tuple[int, str, int], int]]:
        for iri, start in self.view.pairs(RDF.subject):
            predicate, end = self.view.node(iri, RDF.predicate), self.view.node(iri, RDF.object)
            kind = _LINKS.get(predicate, "") if predicate else ""
            for mention in self.view.nodes(iri, PROV.wasDerivedFrom):
                link = self.number("entities", start), kind, self.number("entities", end)
                yield link, self.number("evidence", mention)

    # Evidence

    def evidence(self) -> Rows:
        return {iri: self.mention(self.view.evidence(iri)) for iri in self.view.members(FZ.Mention)}

    def mention(self, evidence: Evidence) -> Row:
        view, (stretch, sentence) = self.view, (evidence.stretch, evidence.context)
        headings = self.headings(view.node(evidence.mention, FZ.sentence))
        return [
            self.number("documents", evidence.document), stretch.start, stretch.end, sentence.start, sentence.end,
            headings, evidence.rule, view.text(evidence.mention, FZ.sourcePage),
        ]  # fmt: skip

    def headings_of(self, sentence: NamedNode | None) -> list[list[int]]:
        """Where the headings above a sentence stand."""
        spans = map(self.view.stretch, self.view.headings(sentence))
        return [list(span) for span in sorted({(span.start, span.end) for span in spans})]

    def origins(self) -> Rows:
        view = self.view
        told = (*view.members(FZ.Document), *view.members(FZ.Observation), *view.members(FZ.StageEvent))
        return {iri: self.origin(iri) for node in told for iri in view.inherited(node)}

    def origin(self, iri: NamedNode) -> Row:
        origin = self.view.origin(iri)
        span = (origin.passage.start, origin.passage.end) if origin.passage else (0, 0)
        return [origin.field, origin.kind, self.number("documents", origin.document), *span]

    def mentions(self) -> list[Row]:
        found = {
            (self.number("entities", thing), self.number("evidence", iri), int(self.view.is_nested(iri)))
            for iri, thing in self.view.pairs(FZ.refersTo)
        }
        return [list(row) for row in sorted(found) if NONE not in row[:2]]

    # Facts

    def observations(self) -> Rows:
        return {iri: self.observation(iri) for iri in self.view.members(FZ.Observation)}

    def observation(self, iri: NamedNode) -> Row:
        observation = self.view.observation(iri)
        amount, known = observation.amount, observation.known
        return [
            iri.value, self.number("entities", observation.indicator), amount.written, amount.unit, observation.measure,
            amount.bound, observation.status, observation.period, self.number("entities", observation.place),
            amount.value, local(amount.base_unit), local(known.value) if known else "", self.proof(iri),
            self.origins_of(iri), self.view.text(iri, FZ.confidence),
        ]  # fmt: skip

    def stages(self) -> Rows:
        return {iri: self.stage(project, iri) for project, iri in self.view.pairs(FZ.hasStage)}

    def stage(self, project: NamedNode, iri: NamedNode) -> Row:
        event, number = self.view.stage_event(iri), self.number("entities", project)
        told = (event.stage, event.status, event.period)
        confidence = self.view.text(iri, FZ.confidence)
        return [iri.value, number, *told, self.proof(iri), self.origins_of(iri), confidence]

    def quantities(self) -> Rows:
        return {
            iri: self.quantity(project, iri, role)
            for predicate, role in _ROLES.items()
            for project, iri in self.view.pairs(predicate)
        }

    def quantity(self, project: NamedNode, iri: NamedNode, role: str) -> Row:
        amount, number = self.view.amount(iri), self.number("entities", project)
        measured = amount.written, amount.unit, amount.value, local(amount.base_unit)
        return [iri.value, number, role, *measured, self.proof(iri)]

    # What is linked across documents: outcomes of targets, claims that differ, names that became one

    def outcomes(self) -> Rows:
        rows = {}
        for outcome in map(self.view.outcome, self.view.members(FZ.Outcome)):
            targets, results = (self.all_of("observations", iris) for iris in (outcome.targets, outcome.results))
            if targets:
                verdict = outcome.verdict, *outcome.reason, outcome.difference
                rows[outcome.iri] = [outcome.iri.value, targets[0], results, *verdict]
        return rows

    def contradictions(self) -> Rows:
        rows = {}
        for iri in self.view.members(FZ.Contradiction):
            claims = self.all_of("observations", self.view.nodes(iri, FZ.claim))
            if len(claims) > 1:
                rows[iri] = [iri.value, claims, *self.view.reason(iri)]
        return rows

    def merges(self) -> Rows:
        rows = {}
        for merge in map(self.view.merge, self.view.members(FZ.Merge)):
            entity = self.number("entities", merge.kept)
            proofs = self.all_of("evidence", self.view.nodes(merge.iri, PROV.wasDerivedFrom))
            if entity != NONE and merge.merged:
                names = merge.kept_name, merge.merged.value, merge.merged_name, merge.rule
                rows[merge.iri] = [merge.iri.value, entity, *names, proofs]
        return rows


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
