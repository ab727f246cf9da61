"""`ontology/industries.ttl`: made from the tables, whole, and joined to what a graph says."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.pipeline.builder import BASE
from kg.rdf import validate
from kg.reference import industries, ontology, pack_industries
from kg.reference.terms import FZ, GBT, RDF, SKOS, mint

FILE = ontology.folder() / "industries.ttl"


@pytest.fixture(scope="module")
def schemes() -> Store:
    store = Store()
    store.bulk_load(path=str(FILE), format=RdfFormat.TURTLE)
    return store


def objects(store: Store, subject: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
    return [quad.object for quad in store.quads_for_pattern(subject, predicate, None)]  # type: ignore[misc]


def members(store: Store, scheme: str) -> set[NamedNode]:
    return {quad.subject for quad in store.quads_for_pattern(None, SKOS.inScheme, FZ[scheme])}  # type: ignore[misc]


def test_the_file_is_what_the_tables_give() -> None:
    assert FILE.read_text(encoding="utf-8") == pack_industries.turtle(), "run python -m kg.reference.pack_industries"


def test_the_classification_has_all_its_levels(schemes: Store) -> None:
    codes = [node.value.removeprefix(GBT.iri) for node in members(schemes, "industry-classification")]
    assert [sum(len(code) == size for code in codes) for size in (1, 3, 4, 5)] == [20, 97, 473, 1381]
    for node in members(schemes, "industry-classification"):
        (notation,) = objects(schemes, node, SKOS.notation)
        assert node == GBT[notation.value]
        above = objects(schemes, node, SKOS.broader)
        assert above == ([] if len(notation.value) == 1 else [GBT[industries.parents()[notation.value]]])
        assert all(objects(schemes, item, SKOS.narrower).count(node) == 1 for item in above)  # type: ignore[arg-type]
        languages = sorted(label.language or "" for label in objects(schemes, node, SKOS.prefLabel))  # type: ignore[union-attr]
        assert languages == (["en", "zh"] if len(notation.value) < 4 else ["zh"])


def test_every_policy_industry_is_the_node_that_a_graph_makes_of_it(schemes: Store) -> None:
    found = members(schemes, "policy-industries")
    assert found == {mint(BASE, "industry", "", industries.canonical(name)) for name in industries.policy()}
    assert len(found) == len(industries.policy()) > 750
    for node in found:
        (label,) = objects(schemes, node, SKOS.prefLabel)
        matched = {GBT[code] for code in industries.codes(label.value)}
        assert set(objects(schemes, node, SKOS.closeMatch)) == matched
        coarser = industries.broader(label.value)
        assert objects(schemes, node, SKOS.broader) == ([mint(BASE, "industry", "", coarser)] if coarser else [])


def test_the_schemes_conform_to_the_ontology(schemes: Store) -> None:
    assert validate.check(schemes) == []


def test_whatever_is_pointed_at_is_there(schemes: Store) -> None:
    known = members(schemes, "industry-classification") | members(schemes, "policy-industries")
    for predicate in (SKOS.broader, SKOS.narrower, SKOS.closeMatch):
        assert {quad.object for quad in schemes.quads_for_pattern(None, predicate, None)} <= known
    assert {quad.subject for quad in schemes.quads_for_pattern(None, RDF.type, None)} == known
