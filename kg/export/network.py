"""The graph as a network: a node for each thing and each fact, an edge for each link, values as plain attributes.

What belongs to the evidence (mentions, sentences, selectors, statements) is no node: a fact carries its first quote
with the sentence around it, an edge the number of mentions that say it. Concepts of the ontology become their codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import networkx as nx
from pyoxigraph import Literal, NamedNode, Quad

from kg.reference import ontology
from kg.reference.terms import DCTERMS, FZ, NIF, OA, PREFIXES, PROV, QB, RDF, SKOS, XSD, clean

Value = str | int | float | bool
_Told = Mapping[NamedNode, list[NamedNode | Literal]]

# Classes of ours that are the evidence for facts, not facts.
_EVIDENCE = frozenset(
    FZ[name]
    for name in ("Mention", "Sentence", "Selector", "Passage", "Inheritance", "Statement", "DataSet", "SetAside")
)
# What is said of a node in another way, or too long for an attribute.
_SKIPPED = frozenset((RDF.type, NIF.isString, PROV.wasDerivedFrom, FZ.inheritedFrom, QB.dataSet))
_LABELS = (SKOS.prefLabel, DCTERMS.title, DCTERMS.identifier, FZ.keptName)
_WHOLE, _REAL = frozenset((XSD.integer, XSD.gYear)), frozenset((XSD.decimal, XSD.double))
_INTEGER, _DECIMAL = re.compile("-?[0-9]{1,18}"), re.compile(r"-?[0-9]{1,300}(?:\.[0-9]{1,300})?")
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


def network(quads: Iterable[Quad]) -> Network:
    """The network of a graph; what several documents say stands in it once."""
    return _Reader(quads).network()


def networkx(net: Network) -> nx.MultiDiGraph[str]:
    """The network for networkx: nodes by IRI with `label`, `type` and their attributes, links by name with `weight`."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in net.nodes:
        graph.add_node(node.iri, label=node.label, type=node.type, **node.attributes)
    for edge in net.edges:
        graph.add_edge(edge.start, edge.end, key=edge.label, weight=edge.weight)
    return graph


class _Reader:
    def __init__(self, quads: Iterable[Quad]) -> None:
        told: dict[NamedNode, dict[NamedNode, dict[NamedNode | Literal, None]]] = {}
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                told.setdefault(quad.subject, {}).setdefault(quad.predicate, {})[quad.object] = None
        self.told: dict[NamedNode, _Told] = {
            subject: {predicate: sorted(found, key=str) for predicate, found in sorted(said.items(), key=str)}
            for subject, said in sorted(told.items(), key=lambda pair: pair[0].value)
        }
        self.types = {iri: types for iri in self.told if (types := self._types(iri))}

    def network(self) -> Network:
        nodes = [self._node(iri) for iri in self.types]
        return Network(tuple(_evened(nodes)), tuple(self._edges()))

    def values(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
        return self.told.get(subject, {}).get(predicate, [])

    def nodes(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        return [term for term in self.values(subject, predicate) if isinstance(term, NamedNode)]

    def text(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The first value, in Chinese where there is a choice."""
        found = [term for term in self.values(subject, predicate) if isinstance(term, Literal)]
        return clean(min(found, key=lambda term: (term.language != "zh", term.value)).value) if found else ""

    # Nodes

    def _types(self, iri: NamedNode) -> tuple[str, ...]:
        """The classes of ours, from the most general; none for evidence and for what the ontology itself defines."""
        classes = [cls for cls in self.nodes(iri, RDF.type) if cls.value.startswith(FZ.iri)]
        if _EVIDENCE.intersection(classes):
            return ()
        names = [cls.value.removeprefix(FZ.iri) for cls in classes]
        if iri.value.startswith(FZ.iri) and "KnownIndicator" not in names:
            return ()
        return tuple(sorted(names, key=lambda name: (len(ontology.types(name)), name)))

    def _node(self, iri: NamedNode) -> Node:
        attributes: dict[str, list[Value]] = {}
        for predicate, terms in self.told[iri].items():
            for term in terms if predicate not in _SKIPPED else ():
                if isinstance(term, Literal):
                    attributes.setdefault(_key(predicate, term.language or ""), []).append(_value(term))
                elif term not in self.types:
                    attributes.setdefault(_key(predicate), []).append(self._code(term))
        joined = {
            name: found[0] if len(found) == 1 else "|".join(map(str, found)) for name, found in attributes.items()
        }
        return Node(iri.value, self._label(iri), self.types[iri], joined | self._evidence(iri))

    def _code(self, term: NamedNode) -> str:
        """A concept by its code, another term by the end of its IRI."""
        return self.text(term, SKOS.notation) or re.split("[#/]", term.value)[-1]

    def _label(self, iri: NamedNode) -> str:
        names = (self.text(iri, predicate) for predicate in _LABELS)
        if name := next(filter(None, names), ""):
            return name
        about = [self._label(thing) for thing in self.nodes(iri, FZ.indicator)]
        amount = self.text(iri, FZ.asWritten) + self.text(iri, FZ.unit)
        codes = [self._code(concept) for concept in (*self.nodes(iri, FZ.stage), *self.nodes(iri, FZ.verdict))]
        said = " ".join(filter(None, (*about, amount, *codes, self.text(iri, FZ.period))))
        return said or self._code(iri)

    def _evidence(self, iri: NamedNode) -> dict[str, Value]:
        """The quote of the first mention, where it stands (in code points of the document's text), its sentence."""
        proofs = ((self._spot(mention), mention) for mention in self.nodes(iri, PROV.wasDerivedFrom))
        found = min((proof for proof in proofs if proof[0][0]), key=str, default=None)
        if found is None:
            return {}
        (document, start, end), mention = found
        told: dict[str, Value] = {"document": document, "textStart": start, "textEnd": end}
        told["quote"] = self._exact(mention)
        for sentence in self.nodes(mention, FZ.sentence)[:1]:
            told["sentence"] = self._exact(sentence)
        return told

    def _spot(self, mention: NamedNode) -> tuple[str, int, int]:
        document = "".join(self.text(source, DCTERMS.identifier) for source in self.nodes(mention, OA.hasSource)[:1])
        bounds = [
            int(self.text(selector, edge) or 0)
            for selector in self.nodes(mention, OA.hasSelector)[:1]
            for edge in (OA.start, OA.end)
        ]
        return (document, *bounds) if len(bounds) == 2 else ("", 0, 0)  # type: ignore[return-value]

    def _exact(self, stretch: NamedNode) -> str:
        return "".join(self.text(selector, OA.exact) for selector in self.nodes(stretch, OA.hasSelector)[:1])

    # Edges

    def _edges(self) -> Iterator[Edge]:
        counts = self._counts()
        for iri in self.types:
            for predicate, terms in self.told[iri].items():
                for term in terms if predicate not in _SKIPPED else ():
                    if term in self.types:
                        weight = counts.get((iri, predicate, term), 1)
                        yield Edge(iri.value, _key(predicate), term.value, weight)
            for document in dict.fromkeys(self._documents(iri)):
                yield Edge(iri.value, "inDocument", document.value, 1)
        for (document, name, thing), weight in self._named().items():
            yield Edge(document.value, name, thing.value, weight)

    def _documents(self, fact: NamedNode) -> Iterator[NamedNode]:
        for mention in self.nodes(fact, PROV.wasDerivedFrom):
            yield from (source for source in self.nodes(mention, OA.hasSource) if source in self.types)

    def _counts(self) -> dict[tuple[NamedNode, NamedNode, NamedNode | Literal], int]:
        """How many mentions the statements have that say a link."""
        proofs: dict[tuple[NamedNode, NamedNode, NamedNode | Literal], set[NamedNode]] = {}
        for iri, said in self.told.items():
            parts = [said.get(part, ()) for part in (RDF.subject, RDF.predicate, RDF.object)]
            for subject, predicate, value in zip(*parts, strict=False):
                if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
                    mentions = self.nodes(iri, PROV.wasDerivedFrom)
                    proofs.setdefault((subject, predicate, value), set()).update(mentions)
        return {link: max(1, len(mentions)) for link, mentions in proofs.items()}

    def _named(self) -> dict[tuple[NamedNode, str, NamedNode], int]:
        """How often a document names a thing; names inside longer names do not count."""
        found: dict[tuple[NamedNode, str, NamedNode], int] = {}
        for iri, said in self.told.items():
            if FZ.refersTo in said and not self.values(iri, FZ.nested):
                for source in self.nodes(iri, OA.hasSource):
                    for thing in self.nodes(iri, FZ.refersTo):
                        if source in self.types and thing in self.types:
                            found[source, "mentions", thing] = found.get((source, "mentions", thing), 0) + 1
        return found


@cache
def _key(predicate: NamedNode, language: str = "") -> str:
    """The name of an attribute or link: the local name; that of another vocabulary with its prefix where ours has it.

    >>> _key(FZ.unit), _key(NamedNode("http://qudt.org/schema/qudt/unit")), _key(SKOS.prefLabel, "en")
    ('unit', 'qudt_unit', 'prefLabel_en')
    """
    space, local = re.fullmatch("(.*[#/])?([^#/]*)", predicate.value, re.DOTALL).groups()  # type: ignore[union-attr]
    taken = space != FZ.iri and any(FZ[local] == triple.subject for triple in ontology.triples(ontology.PROPERTIES))
    name = f"{_SPACES.get(space, 'other')}_{local}" if taken else local
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
