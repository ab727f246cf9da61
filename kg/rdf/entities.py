"""Documents and entities as triples: places, organizations, industries, and the mentions that name them."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from kg import gazetteer, industries
from kg.gazetteer import Division
from kg.model import Facts, Mention
from kg.rdf.graph import Graph
from kg.rdf.terms import DCTERMS, FZ, GBT, NIF, SCHEMA, SKOS, XSD, chinese, mint, string, tight, year
from kg.resolve import Entity, Resolution

_CLASSES = {
    "admin": "AdministrativeDivision",
    "zone": "Zone",
    "natural": "NaturalFeature",
    "region": "Region",
    "company": "Company",
    "public_body": "PublicBody",
    "institution": "Institution",
}
_DATES = (
    (re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), XSD.date),
    (re.compile("[0-9]{4}-[0-9]{2}"), XSD.gYearMonth),
    (re.compile("[0-9]{4}"), XSD.gYear),
)


class Entities:
    """Writes an entity on first use and answers with its IRI."""

    def __init__(self, graph: Graph, resolution: Resolution) -> None:
        self.graph, self.resolution = graph, resolution

    def place(self, name: str) -> NamedNode:
        """The place of a name in the facts."""
        return self._place(self.resolution.of("place", name))

    def organization(self, name: str) -> NamedNode:
        """The organization of a name in the facts."""
        entity = self.resolution.of("organization", name)
        iri = self._iri(entity)
        if self.graph.node(iri, _CLASSES.get(entity.type, "Organization")):
            self._labels(iri, entity)
        return iri

    def industry(self, name: str) -> NamedNode:
        """The industry of a name in the facts, with its classes in GB/T 4754 and the coarser industry."""
        entity = self.resolution.of("industry", name)
        iri = self._iri(entity)
        if self.graph.node(iri, "Industry"):
            self._labels(iri, entity)
            self._classify(iri, entity.name)
            coarser = industries.broader(entity.name)
            if coarser and coarser != entity.name:
                self.graph.add(iri, SKOS.broader, self._coarser(coarser))
        return iri

    def mention(self, found: Mention) -> None:
        """A name in the text and the entity that it refers to."""
        graph = self.graph
        entity = {"place": self.place, "industry": self.industry, "organization": self.organization}[found.kind](
            found.name
        )
        iri = graph.mention(found.kind, found.start, found.end, found.sentence, found.rule, found.name)
        graph.add(iri, FZ.refersTo, entity)
        graph.add(iri, FZ.asWritten, string(tight(found.name)))
        if found.nested:
            graph.add(iri, FZ.nested, Literal(True))

    def _iri(self, entity: Entity) -> NamedNode:
        return mint(self.graph.base, entity.kind, entity.scope, entity.name)

    def _labels(self, iri: NamedNode, entity: Entity) -> None:
        self.graph.add(iri, SKOS.prefLabel, chinese(tight(entity.label)))
        for name in entity.names:
            if name not in (entity.label, entity.name):
                self.graph.add(iri, SKOS.altLabel, chinese(tight(name)))

    def _place(self, entity: Entity) -> NamedNode:
        iri = self._iri(entity)
        if self.graph.node(iri, _CLASSES.get(entity.type, "Place")):
            self._labels(iri, entity)
            self.graph.add(iri, FZ.fullName, string(entity.name))
            if entity.division:
                self._division(iri, entity.division)
        elif entity.division:  # made as the ancestor of another place; only now do we know how it is called here
            self._labels(iri, entity)
        return iri

    def _division(self, iri: NamedNode, division: Division) -> None:
        """Code and parent of a division, and its ancestors, which the text need not name."""
        self.graph.add(iri, FZ.divisionCode, string(division.code))
        self.graph.refer(iri, DCTERMS.source, FZ["division-list"])
        above = gazetteer.ancestors(division)
        if above:
            self.graph.add(iri, SCHEMA.containedInPlace, self._ancestor(above[0]))

    def _ancestor(self, division: Division) -> NamedNode:
        whole = gazetteer.path(division)
        iri = mint(self.graph.base, "place", "", whole)
        if self.graph.node(iri, "Zone" if division.level == "zone" else "AdministrativeDivision"):
            self.graph.add(iri, SKOS.prefLabel, chinese(division.name))
            self.graph.add(iri, FZ.fullName, string(whole))
            self._division(iri, division)
        return iri

    def _coarser(self, name: str) -> NamedNode:
        iri = mint(self.graph.base, "industry", "", name)
        if self.graph.node(iri, "Industry"):
            self.graph.add(iri, SKOS.prefLabel, chinese(tight(name)))
            self._classify(iri, name)
        return iri

    def _classify(self, iri: NamedNode, name: str) -> None:
        for code in industries.codes(name):
            cls = GBT[code]
            self.graph.add(iri, SKOS.closeMatch, cls)
            if self.graph.node(cls, "IndustryClass"):
                self.graph.add(cls, SKOS.notation, string(code))
                self.graph.add(cls, SKOS.prefLabel, chinese(industries.official()[code]))
                self.graph.refer(cls, SKOS.inScheme, FZ["industry-classification"])


def tell_document(graph: Graph, facts: Facts, entities: Entities) -> None:
    """The document: what it is called, what it speaks of, where that was taken from, and its whole text."""
    source, iri = facts.document, graph.document
    graph.node(iri, "Document")
    graph.add(iri, DCTERMS.identifier, string(source.name))
    graph.add(iri, FZ.sha256, string(source.sha256))
    graph.add(iri, NIF.isString, Literal(graph.text))
    if source.title.value:
        graph.add(iri, DCTERMS.title, chinese(source.title.value))
    if source.place.value:
        graph.add(iri, DCTERMS.spatial, entities.place(source.place.value))
    if source.year.value:
        graph.add(iri, FZ.reviewYear, year(source.year.value))
    graph.add_concept(iri, FZ.kind, "kind", source.kind.value)
    _issued(graph, source.date.value)
    if source.meeting.value:
        graph.add(iri, FZ.meeting, chinese(source.meeting.value))
    for flag in source.flags:
        graph.add(iri, FZ.damage, string(flag))
    for field in ("title", "place", "year", "kind", "date", "meeting"):
        told = getattr(source, field)
        if told.value:
            graph.inherit(iri, "spatial" if field == "place" else field, told.origin)


def _issued(graph: Graph, date: str) -> None:
    for shape, datatype in _DATES:
        if shape.fullmatch(date):
            graph.add(graph.document, DCTERMS.issued, Literal(date, datatype=datatype))
