"""JSON-LD with its published context: what another parser reads in it."""

from __future__ import annotations

import json

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.export import jsonld
from kg.reference import ontology
from kg.reference.terms import FZ, RDF, SKOS, XSD


def test_the_published_context_is_the_one_that_the_ontology_gives() -> None:
    path = ontology.folder() / "context.jsonld"
    assert path.read_text(encoding="utf-8") == jsonld.published(), (
        "python -m kg.export.jsonld > ontology/context.jsonld"
    )


def test_every_class_and_property_of_the_ontology_is_a_term_of_the_context() -> None:
    context = jsonld.context()
    assert context["Project"] == "fz:Project"
    assert context["value"] == {"@id": "fz:value", "@type": "xsd:decimal"}
    assert context["locatedIn"] == {"@id": "fz:locatedIn", "@type": "@id"}
    assert context["periodStart"]["@type"] == "xsd:gYear"
    assert context["prefLabel"] == {"@id": "skos:prefLabel", "@container": "@language"}
    subjects = {triple.subject for triple in ontology.triples(ontology.PROPERTIES) if triple.predicate == RDF.type}
    names = {node.value.removeprefix(FZ.iri) for node in subjects if getattr(node, "value", "").startswith(FZ.iri)}
    assert {name for name in names if "structure" not in name and "component" not in name} <= set(context)


def test_keys_are_plain_words_and_decimals_strings(graph: Store) -> None:
    said = json.loads(jsonld.jsonld(Quad(*quad.triple) for quad in graph))
    found = [node for node in said["@graph"] if node.get("value") == "421.17"]
    assert {node["canonicalValue"] for node in found} == {"42117000000"}
    (place,) = [node for node in said["@graph"] if node.get("prefLabel") == {"zh": "乌图美仁乡"}]
    assert "AdministrativeDivision" in place["@type"]
    mentions = [node for node in said["@graph"] if "Mention" in node["@type"]]
    assert mentions and all(isinstance(node["beginIndex"], int) for node in mentions)


@pytest.mark.parametrize(
    "value",
    [
        Literal("plain"),
        Literal("中文", language="zh"),
        Literal("007", datatype=XSD.integer),
        Literal("12345678901234567890", datatype=XSD.integer),
        Literal("1.50", datatype=XSD.decimal),
        Literal("true", datatype=XSD.boolean),
        Literal("1", datatype=XSD.boolean),
        Literal("x", datatype=NamedNode("urn:type")),
        NamedNode("https://w3id.org/fazhan/ontology#stage-building"),
        NamedNode("http://qudt.org/vocab/unit/PERCENT"),
        NamedNode("https://w3id.org/fazhan/id/a//b?c=d#e"),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "predicate",
    [FZ.value, FZ.unit, FZ.nested, FZ.place, SKOS.prefLabel, SKOS.notation, NamedNode("urn:other:p")],
    ids=str,
)
def test_any_value_of_any_property_comes_back(predicate: NamedNode, value: NamedNode | Literal) -> None:
    quad = Quad(NamedNode("https://w3id.org/fazhan/id/s"), predicate, value)
    again = rdflib.Graph().parse(
        data=jsonld.jsonld([quad, Quad(quad.subject, predicate, Literal("beside"))]), format="json-ld"
    )
    expected = rdflib.Graph().parse(data=f'{quad.triple} .\n{quad.subject} {predicate} "beside" .', format="nt")
    assert {o.n3() for o in again.objects()} == {o.n3() for o in expected.objects()}
    assert set(again.predicates()) == set(expected.predicates())
