"""What a page shows of an IRI, read from a store whose default graph holds everything: plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kg.errors import QueryError
from kg.reference.terms import DCTERMS, FZ, NIF, OA, PROV, RDF, RDFS, SKOS

Value = dict[str, Any]

_ALL = DefaultGraph()
_NAMES = (SKOS.prefLabel, DCTERMS.title, DCTERMS.identifier, RDFS.label, FZ.fullName)
# So many values of a property are shown and facts with their sentences; so many links are looked through for them.
VALUES, FACTS, LINKS = 50, 200, 5000
# A longer value is a text of its own, which has a page.
_LONG = 2000
# The frame of a fact, as far as it has one.
_FRAME = {
    "indicator": FZ.indicator,
    "written": FZ.asWritten,
    "unit": FZ.unit,
    "measure": FZ.measure,
    "bound": FZ.bound,
    "status": FZ.status,
    "stage": FZ.stage,
    "period": FZ.period,
    "place": FZ.place,
    "subject": RDF.subject,
    "predicate": RDF.predicate,
    "object": RDF.object,
    "refersTo": FZ.refersTo,
}


def about(store: Store, iri: str) -> Value:
    """Names, classes, values and links of an IRI, and the facts about it with their sentences.

    `facts` is sorted by document and place; offsets count code points. Raises QueryError for what is no IRI.
    """
    node = _node(iri)
    reader = _Reader(store)
    facts, more = reader.facts(node)
    return {
        "iri": iri,
        "names": reader.names(node),
        "types": [term.value for term in reader.objects(node, RDF.type) if isinstance(term, NamedNode)],
        "values": reader.grouped(store.quads_for_pattern(node, None, None, _ALL), "object"),
        "links": reader.grouped(islice(store.quads_for_pattern(None, None, node, _ALL), LINKS), "subject"),
        "facts": facts,
        "more": more,
    }


def document(store: Store, iri: str) -> Value:
    """A document's name, title and whole text; `text` is None where there is no such document."""
    node = _node(iri)
    reader = _Reader(store)
    return {
        "iri": iri,
        "name": reader.text(node, DCTERMS.identifier),
        "title": reader.text(node, DCTERMS.title),
        "text": next((term.value for term in reader.objects(node, NIF.isString)), None),
    }


def triples(store: Store, iri: str) -> list[Triple]:
    """What is told of an IRI, and the links that lead to it, each once, in order."""
    node = _node(iri)
    told = [quad.triple for quad in store.quads_for_pattern(node, None, None, _ALL)]
    linked = [quad.triple for quad in islice(store.quads_for_pattern(None, None, node, _ALL), LINKS)]
    return sorted(dict.fromkeys([*told, *linked]), key=str)


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(iri, "is no absolute IRI", "give one such as https://example.org/id/x") from error


class _Reader:
    """Reads nodes of one store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def objects(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
        """The objects of a property, sorted."""
        quads = self.store.quads_for_pattern(node, predicate, None, _ALL)
        found = (quad.object for quad in quads)
        return sorted((term for term in found if isinstance(term, NamedNode | Literal)), key=str)

    def nodes(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """Those of them that are things."""
        return [term for term in self.objects(node, predicate) if isinstance(term, NamedNode)]

    def text(self, node: NamedNode, predicate: NamedNode) -> str:
        """The first of them as text, empty where there is none."""
        return next((term.value for term in self.objects(node, predicate)), "")

    def names(self, node: NamedNode) -> dict[str, str]:
        """What a node is called, by language; the first property that tells wins."""
        for predicate in _NAMES:
            found = {getattr(term, "language", None) or "": term.value for term in self.objects(node, predicate)}
            if found:
                return found
        return {}

    def value(self, term: NamedNode | Literal) -> Value:
        """A term as a page shows it."""
        if isinstance(term, NamedNode):
            return {"iri": term.value, "names": self.names(term)}
        return {"text": term.value[:_LONG], "language": term.language or "", "cut": len(term.value) > _LONG}

    def grouped(self, quads: Iterator[Quad], side: str) -> list[Value]:
        """Subjects or objects by predicate, the first of each in full."""
        found: dict[str, list[NamedNode | Literal]] = {}
        for quad in quads:
            found.setdefault(quad.predicate.value, []).append(getattr(quad, side))
        return [
            {
                "predicate": predicate,
                "values": [self.value(term) for term in sorted(terms, key=str)[:VALUES]],
                "more": max(0, len(terms) - VALUES),
            }
            for predicate, terms in sorted(found.items())
        ]

    # Facts: whatever has evidence and is linked with the thing, one way or the other.

    def facts(self, node: NamedNode) -> tuple[list[Value], int]:
        """The first facts about a thing, each with its sentence, and how many links to it were not followed.

        A mention is a fact only where nothing else is told.
        """
        outward = [quad.object for quad in islice(self.store.quads_for_pattern(node, None, None, _ALL), LINKS)]
        inward = list(islice(self.store.quads_for_pattern(None, None, node, _ALL), LINKS))
        inward.sort(key=lambda quad: quad.predicate == FZ.refersTo)
        near = list(dict.fromkeys([node, *outward, *(quad.subject for quad in inward)]))
        found = [self.fact(term) for term in near[:FACTS] if isinstance(term, NamedNode)]
        facts = [fact for fact in found if fact]
        told = [fact for fact in facts if fact["kind"] != "Mention" or fact["iri"] == node.value] or facts
        told.sort(key=lambda fact: (fact["name"], fact["start"], fact["iri"]))
        return told, max(0, len(near) - FACTS)

    def fact(self, node: NamedNode) -> Value | None:
        """A fact with its frame and evidence; None for what has no evidence of its own."""
        mention = next(iter(self.nodes(node, PROV.wasDerivedFrom)), node)
        sentence = next(iter(self.nodes(mention, FZ.sentence)), None)
        if sentence is None:
            return None
        document = next(iter(self.nodes(mention, OA.hasSource)), node)
        start, end, _ = self.stretch(mention)
        first, _, text = self.stretch(sentence)
        frame = {name: self.value(terms[0]) for name, term in _FRAME.items() if (terms := self.objects(node, term))}
        return {
            "iri": node.value,
            "kind": self.kind(node),
            "frame": frame,
            "sentence": text,
            "mark": [start - first, end - first],
            "document": document.value,
            "name": self.text(document, DCTERMS.identifier),
            "start": start,
            "end": end,
            "rule": self.text(mention, FZ.rule),
        }

    def kind(self, node: NamedNode) -> str:
        """The most special of its own classes: the one that tells most of what is above it stands first here."""
        names = [
            term.value.removeprefix(FZ.iri) for term in self.nodes(node, RDF.type) if term.value.startswith(FZ.iri)
        ]
        return next((name for name in names if name not in ("Observation", "Stretch")), names[0] if names else "")

    def stretch(self, node: NamedNode) -> tuple[int, int, str]:
        """(start, end, words) of a stretch of text."""
        selector = next(iter(self.nodes(node, OA.hasSelector)), node)
        numbers = [self.text(selector, predicate) or "0" for predicate in (OA.start, OA.end)]
        return int(numbers[0]), int(numbers[1]), self.text(selector, OA.exact)
