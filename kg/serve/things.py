"""What a page shows of an IRI, read from a store whose default graph holds everything: plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kg.errors import QueryError
from kg.rdf.view import Term, View
from kg.reference.terms import DCTERMS, FZ, NIF, PROV, RDF, RDFS, SKOS

Value = dict[str, Any]

_NAMES = (SKOS.prefLabel, DCTERMS.title, DCTERMS.identifier, RDFS.label, FZ.fullName)
# So many values of a property are shown and facts with their sentences; so many links are looked through for them.
VALUES, FACTS, LINKS = 50, 200, 5000
# A longer value is a text of its own, which has a page.
_LONG = 2000
_WRITTEN = (FZ.asWritten, FZ.value)
# The frame of a fact, as far as it has one.
_FRAME = {
    "indicator": FZ.indicator,
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
    node, view = _node(iri), _view(store)
    outward, inward = list(view.quads(node)), _links(view, node)
    facts, more = _facts(view, node, outward, inward)
    return {
        "iri": iri,
        "names": _names(view, node),
        "types": [term.value for term in view.types(node)],
        "values": _grouped(view, ((quad.predicate, quad.object) for quad in outward)),
        "links": _grouped(view, ((quad.predicate, quad.subject) for quad in inward)),
        "facts": facts,
        "more": more,
    }


def document(store: Store, iri: str) -> Value:
    """A document's name, title and whole text; `text` is None where there is no such document."""
    node, view = _node(iri), _view(store)
    return {
        "iri": iri,
        "name": view.text(node, DCTERMS.identifier),
        "title": view.text(node, DCTERMS.title),
        "text": next(iter(view.texts(node, NIF.isString)), None),
    }


def named(store: Store, name: str) -> str:
    """The IRI of the document of a file name, empty where there is none."""
    quads = store.quads_for_pattern(None, DCTERMS.identifier, Literal(name))
    return min((quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)), default="")


def triples(store: Store, iri: str) -> list[Triple]:
    """What is told of an IRI, and the links that lead to it, each once, in order."""
    node, view = _node(iri), _view(store)
    return sorted({quad.triple for quad in (*view.quads(node), *_links(view, node))}, key=str)


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(iri, "is no absolute IRI", "give one such as https://example.org/id/x") from error


def _view(store: Store) -> View:
    return View(store, DefaultGraph())


def _links(view: View, node: NamedNode) -> list[Quad]:
    """The links that lead to a node, so many as are looked through."""
    return list(islice(view.quads(value=node), LINKS))


def _names(view: View, node: NamedNode) -> dict[str, str]:
    """What a node is called, by language; the first property that tells wins."""
    for predicate in _NAMES:
        if found := view.terms(node, predicate):
            return {getattr(term, "language", None) or "": term.value for term in found}
    return {}


def _value(view: View, term: Term) -> Value:
    """A term as a page shows it."""
    if isinstance(term, NamedNode):
        return {"iri": term.value, "names": _names(view, term)}
    if not isinstance(term, Literal):  # a graph of others may have blank nodes
        return {"text": str(term), "language": "", "cut": False}
    return {"text": term.value[:_LONG], "language": term.language or "", "cut": len(term.value) > _LONG}


def _grouped(view: View, links: Iterable[tuple[NamedNode, Any]]) -> list[Value]:
    """Terms by predicate, the first of each in full."""
    found: dict[str, list[Term]] = {}
    for predicate, term in links:
        found.setdefault(predicate.value, []).append(term)
    return [
        {
            "predicate": predicate,
            "values": [_value(view, term) for term in sorted(terms, key=str)[:VALUES]],
            "more": max(0, len(terms) - VALUES),
        }
        for predicate, terms in sorted(found.items())
    ]


# Facts: whatever has evidence and is linked with the thing, one way or the other.


def _facts(view: View, node: NamedNode, outward: list[Quad], inward: list[Quad]) -> tuple[list[Value], int]:
    """The first facts about a thing, each with its sentence, and how many links to it were not followed.

    A mention is a fact only where nothing else is told.
    """
    ends = [quad.object for quad in outward[:LINKS]]
    starts = [quad.subject for quad in sorted(inward, key=lambda quad: quad.predicate == FZ.refersTo)]
    near = list(dict.fromkeys([node, *ends, *starts]))
    found = [_fact(view, term) for term in near[:FACTS] if isinstance(term, NamedNode)]
    facts = [fact for fact in found if fact]
    shown = [fact for fact in facts if fact["kind"] != "Mention" or fact["iri"] == node.value] or facts
    shown.sort(key=lambda fact: (fact["name"], fact["start"], fact["iri"]))
    return shown, max(0, len(near) - FACTS)


def _fact(view: View, node: NamedNode) -> Value | None:
    """A fact with its frame and evidence; None for what has no evidence of its own."""
    mention = view.node(node, PROV.wasDerivedFrom) or node
    if not view.node(mention, FZ.sentence):
        return None
    evidence = view.evidence(mention)
    stretch, sentence = evidence.stretch, evidence.context
    return {
        "iri": node.value,
        "kind": _kind(view, node),
        "frame": _frame(view, node),
        "sentence": sentence.words,
        "mark": [stretch.start - sentence.start, stretch.end - sentence.start],
        "document": (evidence.document or node).value,
        "name": evidence.name,
        "start": stretch.start,
        "end": stretch.end,
        "rule": evidence.rule,
    }


def _frame(view: View, node: NamedNode) -> dict[str, Value]:
    """The frame of a fact, as far as it has one; a number or a name as written, which its plain form may be."""
    frame = {name: _value(view, terms[0]) for name, term in _FRAME.items() if (terms := view.terms(node, term))}
    names = (*_WRITTEN, NIF.anchorOf) if "refersTo" in frame else _WRITTEN
    written = next((terms[0] for term in names if (terms := view.terms(node, term))), None)
    return frame | {"written": _value(view, written)} if written else frame


def _kind(view: View, node: NamedNode) -> str:
    """The most special of its own classes: the one that tells most of what is above it stands first here."""
    types = (term.value for term in view.nodes(node, RDF.type))
    names = [iri.removeprefix(FZ.iri) for iri in types if iri.startswith(FZ.iri)]
    return next((name for name in names if name not in ("Observation", "Stretch")), names[0] if names else "")
