"""Graphs of others: nothing that reads or writes graphs gives up on one, and all readers read the same."""

from __future__ import annotations

import logging
from pathlib import Path
from random import Random

import foreign
import pytest
import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from kg.rdf import turtle


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rdflib keep values as they are written, and not speak of each that is none."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    monkeypatch.setattr(logging.getLogger("rdflib.term"), "disabled", True)


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_gives_up_on_a_foreign_graph(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    assert foreign.faults(foreign.graph(random), tmp_path, random) == []


def test_all_readers_read_the_same() -> None:
    assert [seed for seed in range(12) if foreign.misread(foreign.triples(Random(seed)))] == []


@pytest.mark.parametrize("name", ["a.", "a..", ".", "中.", "a:."])
def test_an_iri_that_ends_in_a_full_stop_is_read_by_rdflib_too(name: str) -> None:
    iri = NamedNode(f"https://w3id.org/fazhan/ontology#{name}")
    for data in (turtle.turtle([Quad(iri, iri, iri)]), turtle.trig([Quad(iri, iri, iri)])):
        assert {str(node) for node in rdflib.Graph().parse(data=data, format="turtle").all_nodes()} == {iri.value}
    (read,) = parse(turtle.turtle([Quad(iri, iri, iri)]), format=RdfFormat.TURTLE)
    assert read.subject == read.object == iri


def test_blank_nodes_of_others_are_written() -> None:
    node = BlankNode("x")
    iri = NamedNode("http://f/a")
    data = turtle.turtle([Quad(node, iri, node), Quad(iri, iri, node)])
    assert len(list(parse(data, format=RdfFormat.TURTLE))) == 2
