"""Documents and entities as triples: places, organizations, industries, and the mentions that name them."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from kg.extract.confidence import judge
from kg.model import Facts, Mention
from kg.rdf import inherited
from kg.rdf.graph import Graph
from kg.rdf.resolve import Entity, Resolution
from kg.reference import gazetteer, industries
from kg.reference.classes import ORGANIZATION_TYPES, PLACE_TYPES
from kg.reference.gazetteer import Division, Withdrawn
from kg.reference.terms import DCTERMS, FZ, GBT, NIF, SCHEMA, SKOS, XSD, chinese, mint, string, tight, year

_CLASSES = PLACE_TYPES | ORGANIZATION_TYPES
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
        """The industry of a name in the facts."""
        entity = self.resolution.of("industry", name)
        iri = self.concept(entity.name)
        self._labels(iri, entity)
        return iri

    def concept(self, name: str) -> NamedNode:
        """The industry of a canonical name: how it is linked, its classes in GB/T 4754, the coarser industries."""
        graph = self.graph
        iri = mint(graph.base, "industry", "", name)
        if graph.node(iri, "Industry"):
            found = industries.match(name)
            graph.add(iri, SKOS.prefLabel, chinese(tight(name)))
            graph.add_concept(iri, FZ.linking, "linking", found.linking)
            if found.linking == "same" and not found.official:
                graph.refer(iri, SKOS.inScheme, FZ["policy-industries"])
            for code in industries.codes(name):
                graph.add(iri, SKOS.closeMatch, self._class(code))
            coarser = industries.broader(name)
            if coarser:
                graph.add(iri, SKOS.broader, self.concept(coarser))
        return iri

    def _class(self, code: str) -> NamedNode:
        """A class of GB/T 4754 with all that it is part of."""
        iri = GBT[code]
        if self.graph.node(iri, "IndustryClass"):
            self.graph.add(iri, SKOS.notation, string(code))
            self.graph.add(iri, SKOS.prefLabel, chinese(industries.official()[code]))
            self.graph.refer(iri, SKOS.inScheme, FZ["industry-classification"])
            parent = industries.parents()[code]
            if parent:
                self.graph.add(iri, SKOS.broader, self._class(parent))
        return iri

    def mention(self, found: Mention) -> None:
        """A name in the text and the entity that it refers to."""
        graph = self.graph
        entity = {"place": self.place, "industry": self.industry, "organization": self.organization}[found.kind](
            found.name
        )
        iri = graph.mention(found.kind, found.start, found.end, found.sentence, found.rule, found.name)
        graph.add(iri, FZ.refersTo, entity)
        graph.add_name(iri, found)
        if found.nested:
            graph.add(iri, FZ.nested, Literal(True))

    def _iri(self, entity: Entity) -> NamedNode:
        if entity.division:
            return self._division_iri(entity.division)
        return mint(self.graph.base, entity.kind, entity.scope, entity.name)

    def _division_iri(self, division: Division) -> NamedNode:
        gone = gazetteer.withdrawal(division)
        if gone:
            return self._withdrawn_iri(gone)
        return mint(self.graph.base, "place", "", gazetteer.path(division))

    def _withdrawn_iri(self, old: Withdrawn) -> NamedNode:
        return mint(self.graph.base, "place", "withdrawn", old.code, old.name)

    def _labels(self, iri: NamedNode, entity: Entity) -> None:
        self.graph.add(iri, SKOS.prefLabel, chinese(tight(entity.label)))
        for name in entity.names:
            if name not in (entity.label, entity.name):
                self.graph.add(iri, SKOS.altLabel, chinese(tight(name)))

    def _place(self, entity: Entity) -> NamedNode:
        if entity.division:
            iri = self._division(entity.division)
            self._labels(iri, entity)
            return iri
        iri = self._iri(entity)
        if self.graph.node(iri, _CLASSES.get(entity.type, "Place")):
            self._labels(iri, entity)
            self.graph.add(iri, FZ.fullName, string(entity.name))
            for candidate in entity.candidates:
                self.graph.add(iri, FZ.candidateCode, string(candidate.code))
            if entity.within:
                self.graph.add(iri, SCHEMA.containedInPlace, self._division(entity.within))
        return iri

    def _division(self, division: Division) -> NamedNode:
        """A division with its code, its ancestors, which the text need not name, and what it has replaced."""
        graph, iri = self.graph, self._division_iri(division)
        if graph.node(iri, "Zone" if gazetteer.is_zone(division) else "AdministrativeDivision"):
            graph.add(iri, SKOS.prefLabel, chinese(division.name))
            graph.add(iri, FZ.fullName, string(gazetteer.path(division)))
            self._code(iri, division.code, gazetteer.scheme(division))
            graph.refer(iri, DCTERMS.source, FZ["division-list"])
            above = gazetteer.ancestors(division)
            if above:
                graph.add(iri, SCHEMA.containedInPlace, self._division(above[0]))
            for old in gazetteer.formerly(division):
                if old.renamed and not old.merged:
                    graph.add(iri, SKOS.altLabel, chinese(old.name))
                graph.add(self._withdrawn(old), DCTERMS.isReplacedBy, iri)
            gone = gazetteer.withdrawal(division)
            for code in gone.successors if gone else ():
                successor = gazetteer.division(code)
                if successor:
                    self._division(successor)
        return iri

    def _code(self, iri: NamedNode, code: str, scheme: str) -> None:
        if code:
            self.graph.add(iri, FZ.divisionCode, string(code))
            self.graph.add_concept(iri, FZ.codeScheme, "code-scheme", scheme)

    def _withdrawn(self, old: Withdrawn) -> NamedNode:
        """A code and a name that were given up; one that went up in others may be a place of the text as well."""
        graph, iri = self.graph, self._withdrawn_iri(old)
        graph.classify(iri, "WithdrawnDivision")
        graph.add(iri, SKOS.prefLabel, chinese(old.name))
        self._code(iri, old.code, "gbt2260")
        graph.add(iri, FZ.withdrawn, year(old.year))
        return iri


def tell_document(graph: Graph, facts: Facts, entities: Entities) -> None:
    """The document: what it is called, what it speaks of, where that was taken from, and its whole text."""
    source, iri = facts.document, graph.document
    graph.node(iri, "Document")
    graph.add(iri, DCTERMS.identifier, string(source.name))
    graph.add(iri, FZ.sha256, string(source.sha256))
    graph.add(iri, FZ.confidenceModel, string(judge.model_id()))
    graph.add(iri, NIF.isString, Literal(graph.text))
    if source.breaks != ((0, 0),):
        graph.add(iri, FZ.sourceOffsets, string(" ".join(f"{text}:{raw}" for text, raw in source.breaks)))
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
        said = getattr(source, field)
        if said.value and inherited.told([(field, said.origin)]):
            graph.inherit(iri, "spatial" if field == "place" else field, said.origin)


def _issued(graph: Graph, date: str) -> None:
    for shape, datatype in _DATES:
        if shape.fullmatch(date):
            graph.add(graph.document, DCTERMS.issued, Literal(date, datatype=datatype))
