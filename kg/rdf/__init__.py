"""RDF: what a document's facts say in the terms of the ontology; the only part that knows the vocabulary.

Every thing has an IRI made of its kind and a hash of what identifies it, so that documents built apart join without
renaming; all quads of a document stand in its own named graph. There are no blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad

from kg.model import Facts
from kg.rdf.entities import Entities, tell_document
from kg.rdf.facts import Teller
from kg.rdf.graph import Graph
from kg.rdf.resolve import resolve


def quads(facts: Facts, base: str) -> Iterator[Quad]:
    """The quads of a document's facts, each once, in the order in which the document tells them.

    `base` is where the IRIs of the data begin; raises InputError where it is no absolute IRI.
    """
    graph = Graph(facts, base)
    entities = Entities(graph, resolve(facts))
    tell_document(graph, facts, entities)
    for mention in facts.mentions:
        entities.mention(mention)
    teller = Teller(graph, facts, entities)
    for observation in facts.observations:
        teller.observation(observation)
    for project in facts.projects:
        teller.project(project)
    for span, reason in facts.set_aside:
        teller.set_aside(span, reason)
    yield from graph.quads
