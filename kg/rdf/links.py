"""What links documents, as triples: merges carried out and recorded, outcomes, contradictions, life lines.

All of it stands in one named graph, `graph_of_links`, beside those of the documents; it can be made anew from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.link.claims import Contradiction
from kg.link.groups import Merge
from kg.link.outcomes import Outcome
from kg.reference import ontology
from kg.reference.terms import DCTERMS, FZ, PROV, RDF, SKOS, chinese, clean, decimal, mint, string

_Term = NamedNode | Literal


def graph_of_links(base: str) -> NamedNode:
    """The named graph of everything that no document says alone."""
    return mint(base, "links")


def rename(store: Store, merges: Iterable[Merge]) -> None:
    """Put the IRI that stays in the place of the one that goes, in every graph; its name becomes another name."""
    for merge in merges:
        old, new = NamedNode(merge.merged), NamedNode(merge.kept)
        label = chinese(merge.kept_name)
        told = [*store.quads_for_pattern(old, None, None, None), *store.quads_for_pattern(None, None, old, None)]
        for quad in dict.fromkeys(told):
            store.remove(quad)
            store.add(_renamed(quad, old, new))
            if quad.predicate == SKOS.prefLabel and quad.subject == old:
                store.add(Quad(new, SKOS.prefLabel, label, quad.graph_name))
        for quad in list(store.quads_for_pattern(new, SKOS.altLabel, label, None)):
            store.remove(quad)


def _renamed(quad: Quad, old: NamedNode, new: NamedNode) -> Quad:
    predicate = SKOS.altLabel if quad.subject == old and quad.predicate == SKOS.prefLabel else quad.predicate
    subject = new if quad.subject == old else quad.subject
    value = new if quad.object == old else quad.object
    return Quad(subject, predicate, value, quad.graph_name)


class Links:
    """Writes what links documents into their graph."""

    def __init__(self, store: Store, base: str) -> None:
        self.store, self.base, self.graph = store, base, graph_of_links(base)

    def add(self, subject: NamedNode, predicate: NamedNode, value: _Term) -> None:
        """Tell one triple."""
        self.store.add(Quad(subject, predicate, value, self.graph))

    def _node(self, cls: str, *parts: str) -> NamedNode:
        iri = mint(self.base, cls.lower(), *parts)
        self.add(iri, RDF.type, FZ[cls])
        return iri

    def _reason(self, iri: NamedNode, reason: tuple[str, str]) -> None:
        for text, language in zip(reason, ("zh", "en"), strict=True):
            self.add(iri, FZ.reason, Literal(clean(text), language=language))

    def merge(self, found: Merge, evidence: Iterable[str]) -> None:
        """A merge: both names, the rule, and the stretches that name them."""
        iri = self._node("Merge", found.merged, found.kept)
        self.add(iri, FZ.kept, NamedNode(found.kept))
        self.add(iri, FZ.merged, NamedNode(found.merged))
        self.add(iri, FZ.keptName, chinese(found.kept_name))
        self.add(iri, FZ.mergedName, chinese(found.merged_name))
        self.add(iri, FZ.rule, string(found.rule))
        self.add(NamedNode(found.merged), DCTERMS.isReplacedBy, NamedNode(found.kept))
        for mention in evidence:
            self.add(iri, PROV.wasDerivedFrom, NamedNode(mention))

    def outcome(self, found: Outcome) -> None:
        """What came of a target."""
        results = [result.iri for result in found.results]
        iri = self._node("Outcome", found.target.iri, *sorted(results))
        self.add(iri, FZ.target, NamedNode(found.target.iri))
        for result in results:
            self.add(iri, FZ.result, NamedNode(result))
        concept = ontology.concept("verdict", found.verdict)
        assert concept
        self.add(iri, FZ.verdict, concept)
        for triple in ontology.described(concept):
            assert isinstance(triple.object, NamedNode | Literal)
            self.add(concept, triple.predicate, triple.object)
        if found.difference is not None:
            self.add(iri, FZ.difference, decimal(round(found.difference, 6)))
        self._reason(iri, found.reason)

    def contradiction(self, found: Contradiction) -> None:
        """Claims that cannot all be true."""
        iri = self._node("Contradiction", *sorted(found.claims))
        for claim in found.claims:
            self.add(iri, FZ.claim, NamedNode(claim))
        self._reason(iri, found.reason)

    def pairs(self, predicate: NamedNode, pairs: Sequence[tuple[str, str]]) -> None:
        """Links of one kind between facts."""
        for subject, value in pairs:
            self.add(NamedNode(subject), predicate, NamedNode(value))
