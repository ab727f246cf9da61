"""What follows from the ontology, written out for what does not reason."""

from __future__ import annotations

from made import BASE, FACTS
from pyoxigraph import NamedNode, Store

from kg import rdf
from kg.rdf.closed import closed
from kg.reference import ontology
from kg.reference.terms import FZ, PROV, QB, RDF


def test_superclasses_and_data_sets_are_written_out() -> None:
    graph = Store()
    graph.extend(rdf.quads(FACTS, BASE))
    found = closed(graph)
    assert set(graph) < set(found)
    for quad in graph.quads_for_pattern(None, RDF.type, None):
        if isinstance(quad.object, NamedNode) and ontology.is_own(quad.object):
            above = ontology.types(quad.object.value.removeprefix(FZ.iri))
            told = {each.object for each in found.quads_for_pattern(quad.subject, RDF.type, None, quad.graph_name)}
            assert told.issuperset(above)
    observations = {quad.subject for quad in found.quads_for_pattern(None, RDF.type, QB.Observation)}
    sets = {quad.subject: quad.object for quad in found.quads_for_pattern(None, QB.dataSet, None)}
    assert set(sets) == observations and len(set(sets.values())) == 1
    (document,) = {
        quad.object for iri in set(sets.values()) for quad in found.quads_for_pattern(iri, PROV.wasDerivedFrom, None)
    }
    assert next(found.quads_for_pattern(document, RDF.type, FZ.Document), None)


def test_closing_twice_adds_nothing() -> None:
    graph = Store()
    graph.extend(rdf.quads(FACTS, BASE))
    assert set(closed(closed(graph))) == set(closed(graph))
