"""The engine of shapes: every case of `cases/` as any SHACL engine sees it, and what it does not know is refused."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.errors import DataError
from kg.rdf import validate
from kg.rdf.shacl import Compiler, Result, Shape
from kg.rdf.shacl import validate as run
from kg.rdf.triples import Data
from kg.reference import ontology
from kg.reference.terms import SH

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.ttl"))
RSH = rdflib.Namespace(SH.iri)
SHT = rdflib.Namespace("http://www.w3.org/ns/shacl-test#")
SHAPES = rdflib.Graph().parse(ontology.folder() / ontology.SHAPES)
Row = tuple[str, str, str]


def shape_of(graph: rdflib.Graph) -> str:
    (shape,) = graph.objects(None, SHT.shape)
    return str(shape)


def told(graph: rdflib.Graph, report: rdflib.term.Node) -> set[Row]:
    """(focus node, path, source shape) of every result; a path that is no predicate is left out."""
    return {
        (
            str(graph.value(result, RSH.focusNode)),
            str(path) if isinstance(path := graph.value(result, RSH.resultPath), rdflib.URIRef) else "",
            str(graph.value(result, RSH.sourceShape)),
        )
        for result in graph.objects(report, RSH.result)
    }


def data(path: Path) -> Data:
    triples = [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri="https://example.org/")]
    return Data(triples)


def compiled(shape: str) -> Shape:
    return next(item for item in validate.shapes() if item.iri == NamedNode(shape))


def ours(path: Path, shape: str) -> list[Result]:
    return run([compiled(shape)], data(path))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_reported_as_it_expects(path: Path) -> None:
    graph = rdflib.Graph().parse(path)
    (report,) = graph.subjects(rdflib.RDF.type, RSH.ValidationReport)
    found = {
        (item.focus.value, item.path.value if item.path else "", item.shape.value)
        for item in ours(path, shape_of(graph))
    }
    assert found == told(graph, report)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_general_engine_finds_the_same_with_the_same_words(path: Path) -> None:
    graph = rdflib.Graph().parse(path)
    shape = shape_of(graph)
    _, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES, do_owl_imports=False)
    # The nodes that a case only points at fail shapes of their own; a report is asked for this shape's alone.
    targets = {str(node.value) for node in compiled(shape).targets(data(path))}
    sources = {shape, *(str(item.iri.value) for item in compiled(shape).properties if item.iri)}
    theirs = {
        (focus, str(path_) if isinstance(path_, rdflib.URIRef) else "", str(message))
        for result in report.subjects(rdflib.RDF.type, RSH.ValidationResult)
        if (focus := str(report.value(result, RSH.focusNode))) in targets
        if str(report.value(result, RSH.sourceShape)) in sources
        for path_ in [report.value(result, RSH.resultPath)]
        for message in report.objects(result, RSH.resultMessage)
    }
    mine = {
        (item.focus.value, item.path.value if item.path else "", message)
        for item in ours(path, shape)
        for _, message in item.messages
    }
    assert mine == theirs


def test_every_shape_has_a_case_and_every_property_shape_fails_in_one() -> None:
    graphs = [rdflib.Graph().parse(path) for path in CASES]
    assert {shape_of(graph) for graph in graphs} == {shape.iri.value for shape in validate.shapes() if shape.iri}
    failing = {str(shape) for graph in graphs for shape in graph.objects(None, RSH.sourceShape)}
    assert {str(shape) for shape in SHAPES.subjects(rdflib.RDF.type, RSH.PropertyShape)} <= failing


@pytest.mark.parametrize(
    "body",
    [
        "sh:closed true",
        "sh:property [ sh:path ex:p ; sh:uniqueLang true ]",
        "sh:property [ sh:path [ sh:zeroOrMorePath ex:p ] ; sh:minCount 1 ]",
        "sh:property [ sh:path ex:p ; sh:datatype xsd:duration ]",
        "sh:property [ sh:path ex:p ; sh:nodeKind sh:BlankNodeOrIRI ]",
        "sh:severity sh:Warning",
    ],
)
def test_what_the_engine_does_not_know_is_refused(body: str) -> None:
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> . "
    head += "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
    text = f"{head} ex:s a sh:NodeShape ; sh:targetClass ex:C ; {body} ."
    triples = [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]
    with pytest.raises(DataError, match=r"shapes\.ttl"):
        Compiler(triples).shapes()
