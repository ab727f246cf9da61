"""Graphs of others: a sound one with much changed, or none of ours at all, and all that reads or writes graphs."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from shutil import which

import rdflib
from made import BASE, FACTS
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg import rdf
from kg.errors import KgError
from kg.export import formats, page
from kg.query import diff, memory
from kg.query.explain import explain
from kg.rdf import link_records, relate, turtle, validate
from kg.rdf.snapshot import snapshot
from kg.rdf.view import View
from kg.reference.terms import RDF
from kg.serve import things

_XSD = "http://www.w3.org/2001/XMLSchema#"
_LITERALS = (
    *(
        Literal(text)
        for text in ("x", "", "\x00\ud7ff", "a|b", "=1+1", "<script>alert(1)</script>", "a\\. b", "\r\n\t")
    ),
    Literal("西岭市", language="zh"),
    Literal("city", language="en"),
    *(
        Literal(text, datatype=NamedNode(_XSD + kind))
        for text, kind in (
            *(("12", "integer"), ("-0", "integer"), ("99999999999999999999999", "integer"), ("-5", "integer")),
            *(("no number", "decimal"), ("1e400", "double"), ("NaN", "double"), ("2024-99", "gYear"), ("P1Y", "gYear")),
        )
    ),
    Literal("x", datatype=NamedNode("urn:odd.")),
)
_NODES = (
    *(NamedNode(f"http://f/{name}") for name in ("0", "1", "2", "a.", "", "a/b#c.", "中.", "%41", "~a:b")),
    *(NamedNode(iri) for iri in ("urn:x", f"{BASE}x.", "https://w3id.org/fazhan/ontology#x.")),
    BlankNode("b"),
)


def graph(random: Random) -> Store:
    """A graph with things that have two labels or none, cycles, literals as things, and values of no kind."""
    known = list(rdf.quads(FACTS, BASE))
    predicates = sorted({quad.predicate for quad in known}, key=str)
    classes = sorted({quad.object for quad in known if quad.predicate == RDF.type}, key=str)
    found = Store()
    if random.random() < 0.6:
        for quad in known:
            fate = random.random()
            if fate < 0.1:
                value = random.choice((random.choice(_LITERALS), random.choice(_NODES), quad.subject))
                quad = Quad(quad.subject, quad.predicate, value, quad.graph_name)
            if fate > 0.04:
                found.add(quad)
            if fate > 0.95:
                other = random.choice(known)
                found.add(Quad(quad.subject, quad.predicate, random.choice((other.object, other.subject))))
    for _ in range(random.choice((1, 8, 40))):
        subject, predicate = random.choice(_NODES), random.choice(predicates)
        value = random.choice((random.choice(_LITERALS), random.choice(_NODES), random.choice(known).subject))
        found.add(Quad(subject, predicate, value, random.choice((DefaultGraph(), NamedNode("http://g/1.")))))
        found.add(Quad(subject, RDF.type, random.choice(classes)))
    return found


def uses(found: Store, folder: Path, random: Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """All that may be done with a graph, by name."""
    union = Store()
    union.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in found)
    iris = sorted({quad.subject.value for quad in union if isinstance(quad.subject, NamedNode)})
    for name, form in formats.FILES.items():
        yield f"export {name}", lambda form=form: form(found)
    for name in formats.FOLDERS:
        yield f"export {name}", lambda name=name: formats.write(union, name, folder / name)
    yield "page", lambda: page.write(union, folder / "page.html")
    yield "check", lambda: validate.check(union)
    yield "diff", lambda: diff.compare(snapshot(found), snapshot(union))
    for name in memory.shipped():
        yield f"query {name}", lambda name=name: memory.run(union, name)
    for iri in random.sample(iris, min(5, len(iris))):
        yield "explain", lambda iri=iri: explain(union, iri, 20)
        for show in (things.about, things.document, things.triples):
            yield f"page of a thing: {show.__name__}", lambda iri=iri, show=show: show(union, iri)
    yield "relate", lambda: _related(union)


def _related(graph: Store) -> None:
    with relate.relate([link_records.told(View(graph))], BASE) as found:
        list(found.quads())


def faults(found: Store, folder: Path, random: Random) -> list[str]:
    """What goes wrong otherwise than by a line for the user."""
    told = []
    for name, use in uses(found, folder, random):
        try:
            use()
        except KgError:
            continue
        except Exception as error:
            told.append(f"{name}: {type(error).__name__} ({error})")
    return told


# The same triples for all that read them


def triples(random: Random) -> list[Triple]:
    """Triples that every reader can tell: rdflib knows no -0, rapper ends texts at a null, blank nodes have no name."""
    literals = [literal for literal in _LITERALS if literal.value != "-0" and "\0" not in literal.value]
    nodes = [node for node in _NODES if isinstance(node, NamedNode)]
    return [
        Triple(random.choice(nodes), random.choice(nodes), random.choice((*nodes, *literals)))
        for _ in range(random.choice((1, 5, 30)))
    ]


def misread(told: list[Triple]) -> list[str]:
    """The readers that find other triples in what is written."""
    wanted = _plain(told)
    written = turtle.of_triples(told)
    lines = turtle.ntriples(Quad(triple.subject, triple.predicate, triple.object) for triple in told)
    found = {
        "pyoxigraph": _plain(quad.triple for quad in parse(written, format=RdfFormat.TURTLE)),
        "pyoxigraph, lines": _plain(quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES)),
        "rdflib": _of_rdflib(written, "turtle"),
        "rdflib, lines": _of_rdflib(lines, "nt"),
    }
    if which("rapper"):
        command = ["rapper", "-q", "-i", "turtle", "-o", "ntriples", "-", "http://base/"]
        done = subprocess.run(command, input=written, capture_output=True, timeout=60)
        found["rapper"] = _plain(quad.triple for quad in parse(done.stdout, format=RdfFormat.N_TRIPLES))
    return [name for name, triples in found.items() if triples != wanted]


def _plain(told: Iterator[Triple] | list[Triple]) -> set[tuple[str, ...]]:
    return {
        (triple.subject.value, triple.predicate.value, triple.object.value, str(getattr(triple.object, "datatype", "")))
        for triple in told
    }


def _of_rdflib(data: bytes, form: str) -> set[tuple[str, ...]]:
    """As rdflib reads it: it leaves out the type of a plain text, and writes that of one with a language otherwise."""
    read = rdflib.Graph().parse(data=data, format=form)
    return {(str(s), str(p), *_term(o)) for s, p, o in read}


def _term(term: rdflib.term.Node) -> tuple[str, str]:
    if not isinstance(term, rdflib.Literal):
        return str(term), ""
    kind = f"<{term.datatype}>" if term.datatype else f"<{_XSD}string>"
    return str(term), "<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>" if term.language else kind
