"""Changes between two graphs, as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.records import Evidence
from kg.reference import ontology
from kg.reference.terms import DCTERMS, FZ, PROV, RDF, RDFS, chinese, mint, string


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: the kind, the thing and its name, the old and new values in words, the facts that say them.

    `kind` is a code of the ontology's scheme of changes; `evidence` is that of the new facts, or of the old ones where
    there are no new ones.
    """

    kind: str
    subject: str
    label: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def quads(changes: Iterable[Change], base: str) -> Iterator[Quad]:
    """The changes as fz:Change nodes, whose IRIs begin with `base`, with what a reader needs to know of their kinds."""
    for change in changes:
        iri = mint(base, "change", change.kind, change.subject, change.label, *change.before, "\x1e", *change.after)
        for predicate, value in _told(change):
            yield Quad(iri, predicate, value)
        concept = ontology.concept("change", change.kind)
        assert concept
        yield Quad(iri, FZ.changeKind, concept)
        yield from (Quad(*triple) for triple in ontology.described(concept))


def _told(change: Change) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    yield RDF.type, FZ.Change
    yield DCTERMS.subject, NamedNode(change.subject)
    yield RDFS.label, chinese(change.label)
    yield from ((FZ.oldValue, string(text)) for text in change.old)
    yield from ((FZ.newValue, string(text)) for text in change.new)
    yield from ((FZ.before, NamedNode(fact)) for fact in change.before)
    yield from ((FZ.after, NamedNode(fact)) for fact in change.after)
    for item in change.evidence:
        yield PROV.wasDerivedFrom, item.mention
        if item.context.words:
            yield FZ.evidence, string(item.context.words)
