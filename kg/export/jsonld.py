"""The graph as JSON-LD 1.1 under a context that is made from the ontology, so that keys are plain words.

The context is published as `ontology/context.jsonld` (`python -m kg.export.jsonld` prints it) and stands whole in every
document, so that no reader needs a network. Keys are the terms of the ontology and the standard ones that the graph
uses; decimals stay strings, for JSON's numbers would lose their digits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.rdf.turtle import data_prefix
from kg.reference import ontology
from kg.reference.terms import FZ, PREFIXES, RDF, RDFS, XSD, local, namespace

_OWL = "http://www.w3.org/2002/07/owl#"
_LINK: dict[str, str] = {"@type": "@id"}
_WORDS: dict[str, str] = {"@container": "@language"}
# The properties of other vocabularies that a graph uses, by what their values are.
_STANDARD: dict[str, Mapping[str, str]] = {
    "rdfs:label": _WORDS,
    "rdfs:subClassOf": _LINK,
    "skos:prefLabel": _WORDS,
    "skos:altLabel": _WORDS,
    "dcterms:title": _WORDS,
    "dcterms:identifier": {},
    "dcterms:isReplacedBy": _LINK,
    "dcterms:issued": {"@type": "xsd:date"},
    "dcterms:spatial": _LINK,
    "dcterms:source": _LINK,
    "nif:isString": {},
    "nif:referenceContext": _LINK,
    "nif:beginIndex": {"@type": "xsd:integer"},
    "nif:endIndex": {"@type": "xsd:integer"},
    "nif:anchorOf": {},
    "prov:wasDerivedFrom": _LINK,
    "qb:dataSet": _LINK,
    "qb:structure": _LINK,
    "qudt:hasQuantityKind": _LINK,
    "rdf:subject": _LINK,
    "rdf:predicate": _LINK,
    "rdf:object": _LINK,
    "schema:containedInPlace": _LINK,
    "skos:broader": _LINK,
    "skos:closeMatch": _LINK,
    "skos:inScheme": _LINK,
    "skos:notation": {},
}
_PLAIN = re.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,200}[A-Za-z0-9_-])?")
_NEXT = ",\n"
_INTEGER = re.compile("0|-?[1-9][0-9]{0,14}")


@cache
def context() -> dict[str, Any]:
    """The context: prefixes, then the classes and properties of the ontology, then the standard properties."""
    classes, properties = _own_terms()
    standard = {name.partition(":")[2]: {"@id": name, **kind} for name, kind in _STANDARD.items()}
    terms = classes | {name: term for name, term in standard.items() if name not in properties} | properties
    # A prefix that is also a term (unit) would mean the term.
    prefixes = {name: iri for name, iri in PREFIXES.items() if name not in terms}
    return {"@version": 1.1, **prefixes, **dict(sorted(terms.items()))}


def _own_terms() -> tuple[dict[str, Any], dict[str, Any]]:
    """The classes and the properties that the ontology defines, as terms of the context."""
    told: dict[str, dict[str, str]] = {}
    for triple in ontology.triples(ontology.CLASSES, ontology.PROPERTIES):
        if not (isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)):
            continue
        if triple.subject.value.startswith(FZ.iri):
            key = "range" if triple.predicate == RDFS.range else triple.object.value
            told.setdefault(triple.subject.value.removeprefix(FZ.iri), {})[key] = triple.object.value
    classes = {name: f"fz:{name}" for name, said in told.items() if f"{_OWL}Class" in said}
    links = {name: _LINK for name, said in told.items() if f"{_OWL}ObjectProperty" in said}
    values = {name: _kind(said.get("range", "")) for name, said in told.items() if f"{_OWL}DatatypeProperty" in said}
    return classes, {name: {"@id": f"fz:{name}", **kind} for name, kind in (links | values).items()}


def _kind(datatype: str) -> dict[str, str]:
    """What the context says of values of a datatype; nothing of plain strings."""
    if datatype == RDF.langString.value:
        return _WORDS
    if datatype in ("", XSD.string.value, RDFS.Literal.value):
        return {}
    return {"@type": datatype.replace(XSD.iri, "xsd:")}


def published() -> str:
    """The text of `ontology/context.jsonld`."""
    return json.dumps({"@context": context()}, ensure_ascii=False, indent=2) + "\n"


def jsonld(quads: Iterable[Quad]) -> bytes:
    """The graph as JSON-LD, one node a line, sorted; named graphs stand by their names."""
    graphs: dict[str, set[Quad]] = {}
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        graphs.setdefault(name, set()).add(quad)
    writer = _Writer(data_prefix(quad.triple for found in graphs.values() for quad in found))
    parts = list(map(_json, writer.nodes(graphs.pop("", set()))))
    for name, found in sorted(graphs.items()):
        nodes = _NEXT.join(map(_json, writer.nodes(found)))
        parts.append(f'{{"@id": {_json(writer.iri(name))}, "@graph": [\n{nodes}\n]}}')
    return f'{{"@context": {_json(writer.context)},\n"@graph": [\n{_NEXT.join(parts)}\n]}}\n'.encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


class _Writer:
    """Says triples in the terms of the context and of a prefix for the data."""

    def __init__(self, data: Mapping[str, str]) -> None:
        self.context = {**context(), **{name: iri for name, iri in data.items() if name not in context()}}
        self.prefixes = {iri: name for name, iri in self.context.items() if isinstance(iri, str) and "://" in iri}
        self.terms = {
            self._whole(term["@id"] if isinstance(term, dict) else term): name
            for name, term in self.context.items()
            if not name.startswith("@") and name not in self.prefixes.values()
        }

    def _whole(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{self.context[prefix]}{local}"

    def nodes(self, quads: Iterable[Quad]) -> list[dict[str, Any]]:
        """The nodes of one graph."""
        found: dict[str, dict[str, Any]] = {}
        for quad in sorted(quads, key=lambda quad: tuple(map(str, quad.triple))):
            subject = self.iri(quad.subject.value) if isinstance(quad.subject, NamedNode) else str(quad.subject)
            node = found.setdefault(subject, {"@id": subject, "@type": []})
            if quad.predicate == RDF.type and isinstance(quad.object, NamedNode):
                node["@type"].append(self.terms.get(quad.object.value) or self.iri(quad.object.value))
            else:
                assert isinstance(quad.object, NamedNode | BlankNode | Literal)
                self._add(node, quad.predicate.value, quad.object)
        return [{key: value for key, value in node.items() if value != []} for node in found.values()]

    def iri(self, iri: str) -> str:
        """An IRI with a prefix of the context, or whole."""
        prefix, name = self.prefixes.get(namespace(iri)), local(iri)
        return f"{prefix}:{name}" if prefix and _PLAIN.fullmatch(name) else iri

    def _add(self, node: dict[str, Any], predicate: str, value: NamedNode | BlankNode | Literal) -> None:
        key = self.terms.get(predicate)
        term = self.context[key] if key else {}
        if key and term.get("@container") and isinstance(value, Literal) and value.language:
            words = node.setdefault(key, {})
            words[value.language] = _more(words.get(value.language), value.value)
            return
        if not key or term.get("@container"):
            key, term = self.iri(predicate), {}
        node[key] = _more(node.get(key), self._value(value, term))

    def _value(self, value: NamedNode | BlankNode | Literal, term: Mapping[str, str]) -> Any:
        wanted = term.get("@type", "")
        if not isinstance(value, Literal):
            name = self.iri(value.value) if isinstance(value, NamedNode) else str(value)
            return name if wanted == "@id" else {"@id": name}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if wanted and wanted != "@id" and value.datatype.value == self._whole(wanted):
            return _native(value)
        if value.datatype == XSD.string:
            return {"@value": value.value} if wanted else value.value
        return {"@value": value.value, "@type": value.datatype.value}


def _native(value: Literal) -> Any:
    """A whole number or a truth value as JSON has it, if that gives the same literal again; else its text."""
    if value.datatype == XSD.integer and _INTEGER.fullmatch(value.value):
        return int(value.value)
    if value.datatype == XSD.boolean and value.value in ("true", "false"):
        return value.value == "true"
    return value.value


def _more(before: Any, value: Any) -> Any:
    """A value beside those before; one alone is no list."""
    if before is None:
        return value
    return [*before, value] if isinstance(before, list) else [before, value]


if __name__ == "__main__":
    print(published(), end="")
