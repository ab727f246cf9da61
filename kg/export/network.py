"""The graph as a network: a node for each thing and each fact, an edge for each link, values as plain attributes.

What belongs to the evidence (mentions, sentences, statements) is no node: a fact carries its first quote
with the sentence around it, an edge the number of mentions that say it. Concepts of the ontology become their codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import networkx as nx
from pyoxigraph import Literal, NamedNode, Store

from kg.rdf.view import Term, View
from kg.reference import ontology
from kg.reference.classes import EVIDENCE
from kg.reference.terms import DCTERMS, FZ, NIF, PREFIXES, PROV, QB, RDF, SKOS, XSD, clean, local, namespace

Value = str | int | float | bool

# Classes of ours that are the evidence for facts, not facts; a statement is an edge.
_NO_NODES = frozenset(FZ[name] for name in (*EVIDENCE, "Statement"))
# What is said of a node in another way, or too long for an attribute.
_SKIPPED = frozenset((RDF.type, NIF.isString, PROV.wasDerivedFrom, FZ.inheritedFrom, FZ.sourceOffsets, QB.dataSet))
_LABELS = (SKOS.prefLabel, DCTERMS.title, DCTERMS.identifier, FZ.keptName)
_WHOLE, _REAL = frozenset((XSD.integer, XSD.gYear)), frozenset((XSD.decimal, XSD.double))
_INTEGER, _DECIMAL = re.compile("-?[0-9]{1,18}"), re.compile(r"-?[0-9]{1,300}(?:\.[0-9]{1,300})?")
_YUAN = "CCY_CNY"
_SPACES = {iri: name for name, iri in PREFIXES.items()}


@dataclass(frozen=True, slots=True)
class Node:
    """A thing or a fact: its IRI, a label, its classes of the ontology (the most special last), its attributes.

    An attribute has the same type in all nodes; several values of one are joined by `|`.
    """

    iri: str
    label: str
    types: tuple[str, ...]
    attributes: Mapping[str, Value]

    @property
    def type(self) -> str:
        """The most special class."""
        return self.types[-1]

    def cells(self, names: Iterable[str]) -> list[Value]:
        """The attributes of those names, empty where it has none."""
        return [self.attributes.get(name, "") for name in names]


@dataclass(frozen=True, slots=True)
class Edge:
    """A link: from, what, to, and how many mentions say so (1 where none is counted)."""

    start: str
    label: str
    end: str
    weight: int


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes by IRI, edges by their ends."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(graph: Store) -> Network:
    """The network of a graph; what several documents say stands in it once."""
    return _Builder(View(graph)).network()


def networkx(net: Network) -> nx.MultiDiGraph[str]:
    """The network for networkx: nodes by IRI with `label`, `type` and their attributes, links by name with `weight`."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in net.nodes:
        graph.add_node(node.iri)
        graph.nodes[node.iri].update({**node.attributes, "label": node.label, "type": node.type})
    for edge in net.edges:
        graph.add_edge(edge.start, edge.end, key=edge.label, weight=edge.weight)
    return graph


class _Builder:
    def __init__(self, view: View) -> None:
        self.view = view
        things = dict.fromkeys(iri for iri, _ in view.pairs(RDF.type))
        self.types = {iri: types for iri in things if (types := self._types(iri))}

    def network(self) -> Network:
        nodes = [self._node(iri) for iri in self.types]
        return Network(tuple(_evened(nodes)), tuple(self._edges()))

    def text(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The first value, in Chinese where there is a choice."""
        return clean(self.view.text(subject, predicate))

    def statements(self, iri: NamedNode) -> Iterator[tuple[NamedNode, Term]]:
        """What is said of a node, as attributes and edges."""
        for predicate, terms in self.view.described(iri).items():
            if predicate not in _SKIPPED:
                yield from ((predicate, term) for term in terms)

    # Nodes

    def _types(self, iri: NamedNode) -> tuple[str, ...]:
        """The classes of ours, from the most general; none for evidence and for what the ontology itself defines."""
        classes = [cls for cls in self.view.types(iri) if cls.value.startswith(FZ.iri)]
        if _NO_NODES.intersection(classes):
            return ()
        names = [cls.value.removeprefix(FZ.iri) for cls in classes]
        if iri.value.startswith(FZ.iri) and "KnownIndicator" not in names:
            return ()
        return tuple(sorted(names, key=lambda name: (len(ontology.types(name)), name)))

    def _node(self, iri: NamedNode) -> Node:
        attributes: dict[str, list[Value]] = {}
        for predicate, term in self.statements(iri):
            if isinstance(term, Literal):
                attributes.setdefault(_key(predicate, term.language or ""), []).append(_value(term))
            elif term not in self.types:
                attributes.setdefault(_key(predicate), []).append(self._code(term))
        joined = {
            name: found[0] if len(found) == 1 else "|".join(map(str, found)) for name, found in attributes.items()
        }
        written = self.view.amount(iri).written
        told = joined | {"asWritten": written} if written else joined
        if FZ.Project in self.view.types(iri):
            told |= self._project(iri)
        return Node(iri.value, self._label(iri), self.types[iri], self._evidence(iri) | told)

    def _project(self, iri: NamedNode) -> dict[str, Value]:
        """How far a project is, how large it is and what it costs, told at the project itself.

        Of several stages the newest that is reached, else the newest that is meant; of several amounts the first as
        written, in the canonical unit (`capacityUnit`) and in yuan.
        """
        told_of = (event for predicate in (FZ.hasStage, FZ.standsAt) for event in self.view.nodes(iri, predicate))
        events = map(self.view.stage_event, told_of)
        newest = max(events, key=lambda event: (event.status == "achieved", event.end or event.period), default=None)
        told: dict[str, Value] = {}
        if newest and newest.stage:
            told |= {"stage": newest.stage, "stageStatus": newest.status}
            told |= {"stagePeriod": newest.period} if newest.period else {}
        for name, predicate in (("capacity", FZ.capacity), ("investment", FZ.investment)):
            for amount in map(self.view.amount, self.view.nodes(iri, predicate)[:1]):
                told[name] = amount.written + amount.unit
                if not _DECIMAL.fullmatch(amount.value):  # another's graph may hold anything there
                    continue
                if name == "capacity":
                    told |= {"capacityValue": float(amount.value), "capacityUnit": local(amount.base_unit)}
                elif local(amount.base_unit) == _YUAN:
                    told["investmentYuan"] = float(amount.value)
        return told

    def _code(self, term: NamedNode) -> str:
        """A concept by its code, another term by the end of its IRI."""
        return self.text(term, SKOS.notation) or local(term.value)

    def _label(self, iri: NamedNode) -> str:
        if name := self._name(iri):
            return name
        about = [self._name(thing) or self._code(thing) for thing in self.view.nodes(iri, FZ.indicator)]
        amount = self.view.amount(iri).written + self.text(iri, FZ.unit)
        concepts = (concept for predicate in (FZ.stage, FZ.verdict) for concept in self.view.nodes(iri, predicate))
        codes = map(self._code, concepts)
        words = " ".join(filter(None, (*about, amount, *codes, self.text(iri, FZ.period))))
        return words or self._code(iri)

    def _name(self, iri: NamedNode) -> str:
        return next(filter(None, (self.text(iri, predicate) for predicate in _LABELS)), "")

    def _evidence(self, iri: NamedNode) -> dict[str, Value]:
        """The quote of the first mention, its rule, where it stands (in code points of the text), its sentence."""
        proofs = [proof for proof in self.view.proofs(iri) if proof.name]
        if not proofs:
            return {}
        proof = min(proofs, key=lambda proof: (proof.name, proof.stretch.start, proof.stretch.end))
        start, end, quote = proof.stretch.start, proof.stretch.end, proof.stretch.words
        attributes: dict[str, Value] = {"document": clean(proof.name), "textStart": start, "textEnd": end}
        attributes |= {"quote": clean(quote), "rule": clean(proof.rule)}
        if proof.sentence:
            attributes["sentence"] = clean(proof.sentence.words)
        return attributes

    # Edges

    def _edges(self) -> Iterator[Edge]:
        counts = self._counts()
        for iri in self.types:
            for predicate, term in self.statements(iri):
                if isinstance(term, NamedNode) and term in self.types:
                    weight = counts.get((iri, predicate, term), 1)
                    yield Edge(iri.value, _key(predicate), term.value, weight)
            for document in dict.fromkeys(self._documents(iri)):
                yield Edge(iri.value, "inDocument", document.value, 1)
        for (document, thing), weight in self._named().items():
            yield Edge(document.value, "mentions", thing.value, weight)

    def _documents(self, fact: NamedNode) -> Iterator[NamedNode]:
        for mention in self.view.nodes(fact, PROV.wasDerivedFrom):
            yield from (source for source in self.view.nodes(mention, NIF.referenceContext) if source in self.types)

    def _counts(self) -> dict[tuple[NamedNode, NamedNode, NamedNode], int]:
        """How many mentions the statements have that say a link."""
        proofs: dict[tuple[NamedNode, NamedNode, NamedNode], set[NamedNode]] = {}
        for iri, subject in self.view.pairs(RDF.subject):
            predicate, value = self.view.node(iri, RDF.predicate), self.view.node(iri, RDF.object)
            if predicate and value:
                mentions = self.view.nodes(iri, PROV.wasDerivedFrom)
                proofs.setdefault((subject, predicate, value), set()).update(mentions)
        return {link: max(1, len(mentions)) for link, mentions in proofs.items()}

    def _named(self) -> dict[tuple[NamedNode, NamedNode], int]:
        """How often a document names a thing; names inside longer names do not count."""
        found: dict[tuple[NamedNode, NamedNode], int] = {}
        for iri, thing in self.view.pairs(FZ.refersTo):
            if thing in self.types and not self.view.is_nested(iri):
                for source in self.view.nodes(iri, NIF.referenceContext):
                    if source in self.types:
                        found[source, thing] = found.get((source, thing), 0) + 1
        return found


@cache
def _key(predicate: NamedNode, language: str = "") -> str:
    """The name of an attribute or link: the local name; that of another vocabulary with its prefix where ours has it.

    >>> _key(FZ.unit), _key(NamedNode("http://qudt.org/schema/qudt/unit")), _key(SKOS.prefLabel, "en")
    ('unit', 'qudt_unit', 'prefLabel_en')
    """
    space, name = namespace(predicate.value), local(predicate.value)
    if space != FZ.iri and any(FZ[name] == triple.subject for triple in ontology.triples(ontology.PROPERTIES)):
        name = f"{_SPACES.get(space, 'other')}_{name}"
    return name if language in ("", "zh") else f"{name}_{language}"


def _value(term: Literal) -> Value:
    if term.datatype == XSD.boolean:
        return term.value in ("true", "1")
    if term.datatype in _WHOLE and _INTEGER.fullmatch(term.value):
        return int(term.value)
    if term.datatype in _REAL and _DECIMAL.fullmatch(term.value):
        return float(term.value)
    return clean(term.value)


def _evened(nodes: list[Node]) -> Iterator[Node]:
    """The nodes with one type for each attribute: a number where all are numbers, else text."""
    seen: dict[str, set[type]] = {}
    for node in nodes:
        for name, value in node.attributes.items():
            seen.setdefault(name, set()).add(type(value))
    cast = {name: float if types == {int, float} else str for name, types in seen.items() if len(types) > 1}
    for node in nodes:
        even = {name: cast[name](value) if name in cast else value for name, value in sorted(node.attributes.items())}
        yield Node(node.iri, node.label, node.types, even)
