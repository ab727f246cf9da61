"""The graph as Turtle and N-Quads: sorted, without blank nodes, the same bytes for the same facts.

Turtle holds the union of all named graphs, N-Quads each document's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg.reference.terms import FZ, PREFIXES, RDF, namespace

_PREFIX_LINES = re.compile(rb"\A(?:@prefix [^\n]*\n)*")


def write(graph: Store, folder: Path) -> None:
    """Write `graph.ttl` and `graph.nq` into the folder."""
    (folder / "graph.ttl").write_bytes(turtle(graph))
    (folder / "graph.nq").write_bytes(nquads(graph))


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
    data = serialize(sorted(triples, key=_order), format=RdfFormat.TURTLE, prefixes=dict(prefixes))
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


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    assert isinstance(triple.subject, NamedNode)
    return triple.subject.value, triple.predicate != RDF.type, triple.predicate.value, str(triple.object)


def _ended(data: bytes | None) -> bytes:
    assert data is not None  # only a call that names a file returns nothing
    return data
