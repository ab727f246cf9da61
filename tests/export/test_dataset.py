"""A graph as a data set: DCAT and VoID say what is there, the same on every run, and nothing that nobody told."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from kg import cli
from kg.errors import QueryError
from kg.export import dataset
from kg.export.dataset import DCAT, FOAF, VOID, Told
from kg.query import memory
from kg.reference.terms import DCTERMS, FZ, RDF


@pytest.fixture(scope="module")
def pair(pair_build: Path) -> Store:
    return memory.load(pair_build / "graph.nq")


def told(data: bytes) -> Store:
    store = Store()
    store.extend(parse(data, format=RdfFormat.TURTLE))
    return store


def values(store: Store, predicate: NamedNode) -> list[str]:
    return [getattr(quad.object, "value", "") for quad in store.quads_for_pattern(None, predicate, None)]


def test_it_says_what_is_there(pair: Store) -> None:
    found = told(dataset.dcat(pair, Told("https://example.org/licence", "统计小组", "https://example.org/data/")))
    assert {VOID.Dataset.value, DCAT.Dataset.value} <= set(values(found, RDF.type))
    assert values(found, DCTERMS.license) == ["https://example.org/licence"]
    assert values(found, FOAF.name) == ["统计小组"]
    assert values(found, VOID.documents) == ["4"]
    assert values(found, DCAT.startDate) == ["2023"]
    assert values(found, DCAT.endDate) == ["2024"]
    assert sorted(values(found, VOID.dataDump)) == [
        "https://example.org/data/graph.nq", "https://example.org/data/graph.ttl"
    ]  # fmt: skip
    examples = values(found, VOID.exampleResource)
    assert examples
    assert all(next(pair.quads_for_pattern(NamedNode(iri), None, None), None) for iri in examples)
    classes = dict(zip(values(found, VOID["class"]), values(found, VOID.entities), strict=False))
    assert len(classes) == int(values(found, VOID.classes)[0])
    assert not any(quad.object.value.startswith("_:") for quad in found if isinstance(quad.object, Literal))


def test_its_date_is_that_of_the_newest_document_and_not_today() -> None:
    graph = Store()
    graph.load(
        b"@prefix dcterms: <http://purl.org/dc/terms/> . @prefix fz: <https://w3id.org/fazhan/ontology#> ."
        b'<https://example.org/a> a fz:Document ; dcterms:issued "2024-02-01" .'
        b'<https://example.org/b> a fz:Document ; dcterms:issued "2025-01-15" .',
        format=RdfFormat.TURTLE,
    )
    assert values(told(dataset.dcat(graph)), DCTERMS.issued) == ["2025-01-15"]


def test_the_same_graph_gives_the_same_bytes(pair: Store, pair_build: Path) -> None:
    assert dataset.dcat(pair) == dataset.dcat(memory.load(pair_build / "graph.nq"))
    assert dataset.dcat(pair) == dataset.dcat(memory.load(pair_build / "graph.ttl"))


def test_what_nobody_told_is_not_said(pair: Store) -> None:
    found = told(dataset.dcat(pair))
    for predicate in (DCTERMS.license, DCTERMS.creator, VOID.dataDump, DCAT.distribution):
        assert values(found, predicate) == []


def test_a_graph_of_others_with_a_class_that_is_none_is_described() -> None:
    graph = Store()
    graph.load(b'<https://example.org/a> a "thing" , _:b , <https://example.org/C> .', format=RdfFormat.TURTLE)
    assert values(told(dataset.dcat(graph)), VOID["class"]) == ["https://example.org/C"]


def test_a_licence_that_is_no_iri_is_refused(pair: Store) -> None:
    with pytest.raises(QueryError, match="--licence MIT: is no absolute IRI"):
        dataset.dcat(pair, Told(licence="MIT"))


def test_the_command_writes_it_and_says_that_no_licence_was_told(
    pair_build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "dataset.ttl"
    arguments = ["export", str(pair_build / "graph.ttl"), "--format", "dcat", "--out", str(out)]
    assert cli.run(arguments) == 0
    assert "names no licence" in capsys.readouterr().err
    assert cli.run([*arguments, "--licence", "https://example.org/l"]) == 0
    assert "licence" not in capsys.readouterr().err.partition("->")[0]
    assert FZ.iri in out.read_text(encoding="utf-8")
