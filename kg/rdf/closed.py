"""A graph with what follows from the ontology written out, for stores and tools that do not reason.

Superclasses beside every own class, and the observations of each document as a data set of the Data Cube vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, Store

from kg.rdf.view import View
from kg.reference import ontology
from kg.reference.terms import DCTERMS, FZ, NIF, PROV, QB, RDF, RDFS, chinese, local, mint, namespace


def closed(graph: Store) -> Store:
    """The graph with all that follows, each triple in the named graph of what it follows from."""
    found = Store()
    found.extend(graph)
    found.extend([*_superclasses(graph), *_data_sets(graph)])
    return found


def _superclasses(graph: Store) -> Iterator[Quad]:
    for quad in graph.quads_for_pattern(None, RDF.type, None):
        if isinstance(quad.object, NamedNode) and ontology.is_own(quad.object):
            for cls in ontology.types(local(quad.object.value))[1:]:
                yield Quad(quad.subject, RDF.type, cls, quad.graph_name)


def _data_sets(graph: Store) -> Iterator[Quad]:
    view = View(graph)
    for quad in graph.quads_for_pattern(None, FZ.indicator, None):
        document = view.node(quad.subject, PROV.wasDerivedFrom, NIF.referenceContext)  # type: ignore[arg-type]
        if document:
            yield Quad(quad.subject, QB.dataSet, _data_set(view, document), quad.graph_name)
    for document in view.members(FZ.Document):
        iri = _data_set(view, document)
        title = view.text(document, DCTERMS.title) or view.text(document, DCTERMS.identifier)
        told = [(RDF.type, cls) for cls in ontology.types("DataSet")]
        told += [(QB.structure, FZ.structure), (PROV.wasDerivedFrom, document), (RDFS.label, chinese(title))]  # type: ignore[list-item]
        for found in graph.quads_for_pattern(document, DCTERMS.identifier, None):
            yield from (Quad(iri, predicate, value, found.graph_name) for predicate, value in told)


def _data_set(view: View, document: NamedNode) -> NamedNode:
    return mint(namespace(document.value), "dataset", view.text(document, DCTERMS.identifier))
