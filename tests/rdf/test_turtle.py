"""Turtle and N-Quads: sorted, complete, the same bytes for the same facts."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import made
import pytest
import rdflib
from made import BASE, FACTS
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg import rdf
from kg.rdf import turtle
from kg.reference.terms import FZ, XSD


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return list(rdf.quads(FACTS, BASE))


def test_the_bytes_do_not_depend_on_the_order(quads: list[Quad]) -> None:
    shuffled = random.Random(1).sample(quads, len(quads))
    assert turtle.turtle(shuffled) == turtle.turtle(quads)
    assert turtle.nquads(shuffled) == turtle.nquads(quads)


def test_the_bytes_do_not_depend_on_the_hash_seed(quads: list[Quad], tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_bytes(turtle.nquads(quads))
    code = (
        "import sys; from pyoxigraph import parse; from kg.rdf import turtle;"
        "sys.stdout.buffer.write(turtle.turtle(parse(path=sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.nq")]
    for seed in ("1", "2"):
        done = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        assert done.stdout == turtle.turtle(quads)


def test_both_files_hold_all_that_was_told(quads: list[Quad], tmp_path: Path) -> None:
    store = Store()
    store.extend(quads)
    made.write(store, tmp_path)
    triples = {quad.triple for quad in quads}
    assert {quad.triple for quad in parse(path=str(tmp_path / "graph.ttl"), format=RdfFormat.TURTLE)} == triples
    assert set(parse(path=str(tmp_path / "graph.nq"), format=RdfFormat.N_QUADS)) == set(quads)
    assert len(rdflib.Graph().parse(tmp_path / "graph.ttl")) == len(triples)


def test_a_reader_finds_a_subject_in_one_place_with_its_classes_first(quads: list[Quad]) -> None:
    text = turtle.turtle(quads).decode()
    assert f"@prefix id: <{BASE}> .\n" in text
    blocks = [block for block in text.split("\n\n") if block.startswith(("id:", "fz:", "gbt:", "unit:"))]
    subjects = [block.split(" ", 1)[0] for block in blocks]
    assert len(subjects) == len(set(subjects)) == len({quad.subject for quad in quads})
    assert all(block.split(" ", 2)[1] == "a" for block in blocks)


@pytest.mark.parametrize("base", ["https://w3id.org/fazhan/", "https://w3id.org/fazhan/ontology#"])
def test_a_base_that_overlaps_with_a_vocabulary_gets_no_prefix(base: str) -> None:
    text = turtle.turtle(rdf.quads(FACTS, base))
    assert b"@prefix id:" not in text
    assert len(rdflib.Graph().parse(text, format="turtle")) == len({q.triple for q in rdf.quads(FACTS, base)})


def test_line_ends_inside_literals_stay(quads: list[Quad]) -> None:
    node = NamedNode(BASE + "x")
    quad = Quad(node, node, Literal("a .\nb .\n@prefix x: <y> .\n"))
    assert set(parse(turtle.turtle([quad]), format=RdfFormat.TURTLE)) == {quad}


@pytest.mark.parametrize("more", ["", ".", "#", "-b", "/c"])
def test_what_is_written_from_lines_is_what_triples_give(quads: list[Quad], tmp_path: Path, more: str) -> None:
    name = quads[0].graph_name
    told = [Literal("a .\n<b> ."), Literal("5.0", datatype=XSD.decimal), Literal("x", language="zh"), FZ.Target]
    nodes = [NamedNode(f"{BASE}thing{end}") for end in dict.fromkeys(("", more))]
    store = Store()
    store.extend([*quads, *(Quad(node, FZ.value, value, name) for node in nodes for value in told)])
    made.write(store, tmp_path)
    assert (tmp_path / "graph.ttl").read_bytes() == turtle.turtle(store)
    assert (tmp_path / "graph.nq").read_bytes() == turtle.nquads(store)
