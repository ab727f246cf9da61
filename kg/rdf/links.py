"""What links documents, as triples: merges, outcomes, contradictions, life lines.

All of it stands in one named graph, `graph_of_links`, beside those of the documents; it can be made anew from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg.link.claims import Contradiction
from kg.link.groups import Merge
from kg.link.outcomes import Outcome
from kg.reference import ontology
from kg.reference.terms import DCTERMS, FZ, PROV, RDF, chinese, clean, decimal, mint, string

_Term = NamedNode | Literal


def graph_of_links(base: str) -> NamedNode:
    """The named graph of everything that no document says alone."""
    return mint(base, "links")


class Links:
    """Tells what links documents: the `quads` of their graph."""

    def __init__(self, base: str) -> None:
        self.base, self.graph = base, graph_of_links(base)
        self.quads: dict[Quad, None] = {}

    def add(self, subject: NamedNode, predicate: NamedNode, value: _Term) -> None:
        """Tell one triple."""
        self.quads[Quad(subject, predicate, value, self.graph)] = None

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
