"""The graph of one document while it is written: quads, and the evidence that every fact points at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Document, Facts, Mention, Origin, Project, Sentence, Span
from kg.rdf import inherited
from kg.reference import ontology
from kg.reference.terms import DCTERMS, FZ, NIF, PROV, RDF, checked_base, integer, mint, same_length, string, tight

Term = NamedNode | Literal

# Where the fields of the facts and of the document stand in the graph.
_FIELDS = {
    "title": DCTERMS.title,
    "date": DCTERMS.issued,
    "spatial": DCTERMS.spatial,
    "year": FZ.reviewYear,
    "kind": FZ.kind,
}


class Graph:
    """The quads of one document in its named graph, each once, in the order in which they were first told."""

    def __init__(self, facts: Facts, base: str) -> None:
        self.base = checked_base(base)
        self.source: Document = facts.document
        self.key = self.source.name
        self.document = mint(base, "document", self.key)
        self.name = mint(base, "graph", self.key)
        self.text = same_length(self.source.text)
        self.quads: dict[Quad, None] = {}
        self._sentences = {(item.start, item.end): item for item in facts.sentences}
        self._above = _chains(facts.sentences)
        self.handed = inherited.by_sentence(facts)
        self._made: set[NamedNode] = set()

    def add(self, subject: NamedNode, predicate: NamedNode, value: Term) -> None:
        """Tell one triple."""
        self.quads[Quad(subject, predicate, value, self.name)] = None

    def node(self, iri: NamedNode, cls: str) -> bool:
        """Tell the class of a node; False where that was done before and the node is complete."""
        if iri in self._made:
            return False
        self._made.add(iri)
        self.classify(iri, cls)
        return True

    def classify(self, iri: NamedNode, cls: str) -> None:
        """Tell the class of a node, and what stands above that class."""
        self.add(iri, RDF.type, FZ[cls])
        for triple in ontology.hierarchy(cls):
            self.quads[Quad(triple.subject, triple.predicate, triple.object, self.name)] = None

    def mint(self, kind: str, *parts: str) -> NamedNode:
        """The IRI of something that belongs to this document alone."""
        return mint(self.base, kind, self.key, *parts)

    def sentence_of(self, span: Span) -> Sentence | None:
        """The sentence of that span, where the document was given with its sentences."""
        return self._sentences.get((span.start, span.end))

    def _stretch(self, iri: NamedNode, cls: str, start: int, end: int) -> bool:
        """A stretch of the text: where it stands and what it says; False where it is there already."""
        if not self.node(iri, cls):
            return False
        self.add(iri, NIF.referenceContext, self.document)
        self.add(iri, NIF.beginIndex, integer(start))
        self.add(iri, NIF.endIndex, integer(end))
        # Not `string`: the text has its length already, and nothing may be lost here.
        self.add(iri, NIF.anchorOf, Literal(self.words(start, end)))
        if self.source.pages:
            at = bisect_right(self.source.pages, start, key=lambda pair: pair[0])
            self.add(iri, FZ.sourcePage, integer(self.source.pages[max(0, at - 1)][1]))
        if region := self.source.region(start):
            self.add(iri, FZ.sourceRegion, string(region))
        return True

    def words(self, start: int, end: int) -> str:
        """What the text says there."""
        return self.text[max(0, start) : max(0, end)]

    def mention(self, kind: str, start: int, end: int, sentence: Span, rule: str, name: str = "") -> NamedNode:
        """The evidence for a fact or a name of some kind: a stretch, its sentence, the rule that found it.

        `name` tells two names apart that share one stretch, as the projects of a list with a shared head do.
        """
        iri = self.mint("mention", kind, str(start), str(end), rule, name)
        if self._stretch(iri, "Mention", start, end):
            self.add(iri, FZ.sentence, self.sentence(sentence))
            self.add(iri, FZ.rule, string(rule))
        return iri

    def add_name(self, mention: NamedNode, found: Mention | Project) -> None:
        """Tell the name that a mention gives, where that is not what stands there."""
        name = string(tight(found.name))
        if name.value != self.words(found.start, found.end):
            self.add(mention, FZ.asWritten, name)

    def sentence(self, span: Span) -> NamedNode:
        """A whole sentence, with the role of its section, the heading above it, and what its facts take from there."""
        iri = self.mint("sentence", str(span.start), str(span.end))
        if self._stretch(iri, "Sentence", span.start, span.end):
            told = self.sentence_of(span)
            self.add_concept(iri, FZ.role, "role", told.role if told else "other")
            for heading in told.headings[-1:] if told else ():
                self.add(iri, FZ.heading, self.passage(heading))
            for field, origin in self.handed.get(span, {}).items():
                self.inherit(iri, field, origin)
        return iri

    def passage(self, span: Span) -> NamedNode:
        """A heading, with the one above it, or another stretch from which a field was taken."""
        iri = self.mint("passage", str(span.start), str(span.end))
        if self._stretch(iri, "Passage", span.start, span.end) and span in self._above:
            self.add(iri, FZ.heading, self.passage(self._above[span]))
        return iri

    def inherit(self, subject: NamedNode, field: str, origin: Origin) -> None:
        """Say where a field was taken from; what shares field and origin shares the node for it."""
        spot = (str(origin.span.start), str(origin.span.end)) if origin.span else ()
        iri = self.mint("inheritance", field, origin.kind, *spot)
        if self.node(iri, "Inheritance"):
            self.add(iri, FZ.field, _FIELDS.get(field) or FZ[field])
            self.add_concept(iri, FZ.originKind, "origin", origin.kind)
            if origin.span:
                self.add(iri, PROV.wasDerivedFrom, self.passage(origin.span))
        self.add(subject, FZ.inheritedFrom, iri)

    def refer(self, subject: NamedNode, predicate: NamedNode, concept: NamedNode) -> None:
        """Tell a value that the ontology defines, with what a reader needs to know of it."""
        self.add(subject, predicate, concept)
        if concept not in self._made:
            self._made.add(concept)
            for triple in ontology.described(concept):
                assert isinstance(triple.object, NamedNode | Literal)
                self.add(concept, triple.predicate, triple.object)

    def add_concept(self, subject: NamedNode, predicate: NamedNode, scheme: str, code: str) -> None:
        """Tell a value of a closed scheme; a code that is not in it is told as it is, for the gate to see."""
        concept = ontology.concept(scheme, code)
        if concept:
            self.refer(subject, predicate, concept)
        elif code:
            self.add(subject, predicate, string(code))


def _chains(sentences: Iterable[Sentence]) -> dict[Span, Span]:
    """The heading next above each heading, as the sentences tell them, the outermost first."""
    return {lower: upper for item in sentences for upper, lower in pairwise(item.headings)}
