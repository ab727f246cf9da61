"""RDF: what a document's facts say in the terms of the ontology; the only part that knows the vocabulary.

Every thing has an IRI made of its kind and a hash of what identifies it, so that documents built apart join without
renaming; all quads of a document stand in its own named graph. There are no blank nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from kg.reference.terms import mint

# What tells facts is loaded where some are told: who asks a graph needs none of it.
if TYPE_CHECKING:
    from kg.model import Facts, Observation, Project


def quads(facts: Facts, base: str) -> Iterator[Quad]:
    """The quads of a document's facts, each once, in the order in which the document tells them.

    `base` is where the IRIs of the data begin; raises InputError where it is no absolute IRI.
    """
    from kg.rdf.entities import Entities, tell_document
    from kg.rdf.facts import Teller
    from kg.rdf.graph import Graph
    from kg.rdf.resolve import resolve

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
    for amendment in facts.amendments:
        teller.amendment(amendment)
    for span, reason in facts.set_aside:
        teller.set_aside(span, reason)
    yield from graph.quads


def names_of(facts: Facts, base: str) -> Callable[[Observation | Project], str]:
    """What the facts of a document are called in its graph."""
    from kg.rdf.entities import Entities
    from kg.rdf.facts import Teller
    from kg.rdf.graph import Graph
    from kg.rdf.resolve import resolve

    graph = Graph(facts, base)
    teller = Teller(graph, facts, Entities(graph, resolve(facts)))
    return lambda fact: teller.iri_of(fact).value


def document_iri(name: str, base: str) -> str:
    """What a document is called in the graph."""
    return mint(base, "document", name).value
