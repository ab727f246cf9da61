"""The graph as Turtle and N-Quads: sorted, without blank nodes, the same bytes for the same facts.

Turtle holds the union of all named graphs, N-Quads each document's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.reference.terms import FZ, PREFIXES, RDF, namespace

_TYPE = str(RDF.type).encode()
# So many lines are laid out at once.
_PIECE = 20_000
_STOP = b"\\."  # a full stop that the engine has escaped, or one behind a backslash in a text
_PREFIX_LINES = re.compile(rb"\A(?:@prefix [^\n]*\n)*")


def write(lines: Iterable[bytes], folder: Path, base: str) -> None:
    """Write `graph.ttl` and `graph.nq` into the folder, of lines as `nquads` has them, in their order.

    `base` is where the IRIs of the data begin. No more is held than a stretch of the lines, and what is said of things
    that are none of the data's own.
    """
    path = folder / "graph.nq"
    with path.open("wb") as file:
        file.writelines(lines)
    with (folder / "graph.ttl").open("wb") as file:
        file.writelines(of_lines(path, base, PREFIXES | _prefix(base, PREFIXES)))


def of_lines(path: Path, base: str, prefixes: Mapping[str, str] = PREFIXES) -> Iterator[bytes]:
    """The lines of a file in Turtle, as `turtle` has their triples, piece by piece."""
    # Of no two IRIs of this form one begins with the other, so that they stand in the order of their lines.
    own = re.compile(rb"<%b[a-z-]+-[0-9a-f]{16}>" % re.escape(base.encode()))
    others: dict[bytes, set[bytes]] = {}
    stops: list[bytes] = []
    for subject, told in _subjects(path):
        stops += (line for line in told if b".>" in line)
        if not own.fullmatch(subject):
            others.setdefault(subject, set()).update(told)
    triples = [quad.triple for quad in parse(b"".join(stops), format=RdfFormat.N_TRIPLES)]
    used = _without_stops(triples, prefixes)
    yield _head(prefixes) + b"\n"
    blocks = merge(
        ((subject[1:-1], told) for subject, told in _subjects(path) if own.fullmatch(subject)),
        sorted((subject[1:-1], list(told)) for subject, told in others.items()),
        key=itemgetter(0),
    )
    for piece in _pieces(line for _, told in blocks for line in sorted(told, key=_place)):
        yield _laid_out(serialize(parse(piece, format=RdfFormat.N_TRIPLES), format=RdfFormat.TURTLE, prefixes=used))


def _subjects(path: Path) -> Iterator[tuple[bytes, list[bytes]]]:
    """(subject, its triples as lines, each once) of the sorted lines of a file."""
    with path.open("rb") as file:
        for subject, told in groupby(file, key=lambda line: line[: line.index(b" ")]):
            yield subject, list({line[:-3].rsplit(b" ", 1)[0] + b" .\n" for line in told})


def _place(line: bytes) -> tuple[bool, bytes, bytes]:
    """Where a line stands among those of its subject; without brackets, for an IRI stands before a longer one."""
    _, predicate, value = line[:-3].split(b" ", 2)
    return predicate != _TYPE, predicate[1:-1], value


def _pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of some subjects together, as many as are laid out at once."""
    piece: list[bytes] = []
    for line in lines:
        if len(piece) >= _PIECE and not line.startswith(piece[-1][: piece[-1].index(b" ") + 1]):
            yield b"".join(piece)
            piece = []
        piece.append(line)
    yield b"".join(piece)


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
            return _prefix(namespace(triple.subject.value), others)
    return {}


def _prefix(base: str, others: Mapping[str, str]) -> dict[str, str]:
    if any(other.startswith(base) or base.startswith(other) for other in others.values()):
        return {}
    return {"id": base}


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
