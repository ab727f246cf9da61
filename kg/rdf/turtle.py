"""The graph as Turtle and N-Quads: sorted, without blank nodes, the same bytes for the same facts.

Turtle holds the union of all named graphs, N-Quads each document's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from kg.reference.terms import FZ, PREFIXES, RDF, namespace

_TYPE = str(RDF.type).encode()
_STOP = b"\\."  # a full stop that the engine has escaped, or one behind a backslash in a text
_PREFIX_LINES = re.compile(rb"\A(?:@prefix [^\n]*\n)*")


def write(graph: Store, folder: Path) -> bytes:
    """Write `graph.ttl` and `graph.nq` into the folder; answers with the triples of all named graphs as N-Triples."""
    data = nquads(graph)
    (folder / "graph.nq").write_bytes(data)
    triples = _joined(data)
    (folder / "graph.ttl").write_bytes(_of_ordered(triples))
    return triples


def _joined(data: bytes) -> bytes:
    """The triples of N-Quads whose quads all have a named graph: each once, in the order of `_order`, as N-Triples."""
    triples = {line.rsplit(b" ", 2)[0] for line in data.splitlines()}
    rows = (triple.split(b" ", 2) for triple in triples)
    # Without their brackets, for an IRI stands before a longer one that begins with it.
    ordered = sorted((subject[1:-1], link != _TYPE, link[1:-1], value) for subject, link, value in rows)
    return b"".join(b"<%b> <%b> %b .\n" % (subject, link, value) for subject, _, link, value in ordered)


def _of_ordered(triples: bytes) -> bytes:
    """N-Triples in Turtle, as `turtle` has them, if they stand in that order already."""
    parsed = parse(triples, format=RdfFormat.N_TRIPLES)
    if b".>" in triples:
        return turtle(parsed)
    known = dict(PREFIXES) | _prefix_of(triples)
    return _head(known) + b"\n" + _laid_out(serialize(parsed, format=RdfFormat.TURTLE, prefixes=known))


def _prefix_of(triples: bytes) -> dict[str, str]:
    document = re.search(rb"^(<[^>]*>) <[^>]*> %b \.$" % re.escape(str(FZ.Document).encode()), triples, re.M)
    if not document:
        return {}
    return data_prefix([Triple(NamedNode(document[1][1:-1].decode()), RDF.type, FZ.Document)])


def turtle(quads: Iterable[Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """The triples of the quads in Turtle: each once, subject by subject, a subject's classes first."""
    return of_triples((quad.triple for quad in quads), prefixes)


def of_triples(triples: Iterable[Triple], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Triples in Turtle, as `turtle` has them."""
    found = set(triples)
    known = dict(prefixes) | data_prefix(found, prefixes)
    return _head(known) + b"\n" + _body(found, known)


def trig(quads: Iterable[Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """The quads in TriG: the default graph, then each named graph by its name, each as `turtle` has it."""
    graphs: dict[str, set[Triple]] = {}
    for quad in quads:
        name = str(quad.graph_name) if isinstance(quad.graph_name, NamedNode) else ""
        graphs.setdefault(name, set()).add(quad.triple)
    known = dict(prefixes) | data_prefix(set().union(*graphs.values()), prefixes)
    default = _body(graphs.pop("", set()), known)
    named = (f"{name} {{\n".encode() + _body(found, known) + b"}\n\n" for name, found in sorted(graphs.items()))
    return _head(known) + b"\n" + default + b"".join(named)


def ntriples(quads: Iterable[Quad]) -> bytes:
    """The triples of the quads in N-Triples, each once, sorted by line."""
    lines = _ended(serialize({quad.triple for quad in quads}, format=RdfFormat.N_TRIPLES)).splitlines(keepends=True)
    return b"".join(sorted(lines))


def _head(prefixes: Mapping[str, str]) -> bytes:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()).encode()


def _body(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    ordered = sorted(triples, key=_order)
    data = _ended(serialize(ordered, format=RdfFormat.TURTLE, prefixes=dict(prefixes)))
    if _STOP in data:
        data = _ended(serialize(ordered, format=RdfFormat.TURTLE, prefixes=_without_stops(ordered, prefixes)))
    return _laid_out(data)


def _laid_out(data: bytes | None) -> bytes:
    """Turtle as the serializer gives it, without its prefixes, an empty line behind each subject."""
    # The serializer heads its output with the prefixes in an order that differs from run to run.
    body = _PREFIX_LINES.sub(b"", _ended(data), count=1)
    # A line break inside a literal is escaped, so every statement ends where a line does.
    return body.replace(b" .\n", b" .\n\n")


def nquads(quads: Iterable[Quad]) -> bytes:
    """The quads in N-Quads, sorted by line."""
    lines = _ended(serialize(quads, format=RdfFormat.N_QUADS)).splitlines(keepends=True)
    return b"".join(sorted(set(lines)))


def data_prefix(triples: Iterable[Triple], others: Mapping[str, str] = PREFIXES) -> dict[str, str]:
    """The prefix `id` for where the IRIs of the data begin, as those of the documents say.

    Where it overlaps with another prefix there is none: which of the two an IRI got would be left to chance.
    """
    for triple in triples:
        if triple.predicate == RDF.type and triple.object == FZ.Document and isinstance(triple.subject, NamedNode):
            base = namespace(triple.subject.value)
            if not any(other.startswith(base) or base.startswith(other) for other in others.values()):
                return {"id": base}
            return {}
    return {}


def readable(data: bytes, form: RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    """Triples as the engine has written them, so that rdflib reads them too.

    It does not read a short name that ends in a full stop (`id:a\\.`; Turtle 1.1, 6.4): that prefix is not used then.
    """
    if form != RdfFormat.TURTLE or _STOP not in data:
        return data
    triples = [quad.triple for quad in parse(data, format=form)]
    return _ended(serialize(triples, format=form, prefixes=_without_stops(triples, prefixes)))


def _without_stops(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes of which no IRI ends in a full stop."""
    terms = (term for triple in triples for term in (triple.subject, triple.predicate, triple.object))
    iris = (getattr(term, "datatype", term) for term in terms)
    ends = {iri.value for iri in iris if isinstance(iri, NamedNode) and iri.value.endswith(".")}
    return {name: space for name, space in prefixes.items() if not any(iri.startswith(space) for iri in ends)}


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    subject = triple.subject  # a graph of others may have blank nodes
    return (
        getattr(subject, "value", str(subject)),
        triple.predicate != RDF.type,
        triple.predicate.value,
        str(triple.object),
    )


def _ended(data: bytes | None) -> bytes:
    assert data is not None  # only a call that names a file returns nothing
    return data
