"""The shipped queries, each with the answer that a reader of two made-up reports and a bulletin would give.

`golden/queries.txt` holds what the commands answer; where a change of rules changes one, read it, then replace it.
"""

from __future__ import annotations

import csv
import io
import shlex
from pathlib import Path

import pytest
import rdflib

from kg.query import memory
from kg.query.shipped import shipped
from kg.rdf import turtle

GOLDEN = Path(__file__).parent.parent / "golden" / "queries.txt"


@pytest.fixture(scope="session")
def pair_graph(pair_build: Path) -> memory.Store:
    """The graph of the reports of two years and the bulletin between them."""
    return memory.load(pair_build / "graph.ttl")


def asked() -> dict[str, str]:
    """What stands behind each `$ command` of the golden file."""
    parts = GOLDEN.read_text(encoding="utf-8").split("$ ")[1:]
    return {command: answer for command, _, answer in (part.partition("\n") for part in parts)}


def answered(graph: memory.Store, command: str) -> str:
    """The answer of `NAME [NAME=VALUE …]` as CSV without IRIs, which nobody can read."""
    name, *given = shlex.split(command)
    columns, rows = memory.run(graph, name, dict(item.split("=", 1) for item in given))
    shown = [at for at, column in enumerate(columns) if column not in ("iri", "contradiction")]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([row[at] for at in shown] for row in (columns, *rows))
    return out.getvalue()


@pytest.mark.parametrize("command", asked())
def test_the_answer_is_the_one_written_down(pair_graph: memory.Store, command: str) -> None:
    assert answered(pair_graph, command) == asked()[command].rstrip("\n") + "\n"


def test_every_query_is_asked() -> None:
    tables = {"observations", "projects", "places", "industries", "organizations"}
    assert {command.split()[0] for command in asked()} | tables == set(shipped())


@pytest.fixture(scope="session")
def other_engine(pair_graph: memory.Store) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle.turtle(pair_graph), format="turtle")


@pytest.mark.parametrize("name", shipped())
def test_two_engines_give_the_same_rows(pair_graph: memory.Store, other_engine: rdflib.Graph, name: str) -> None:
    answer = other_engine.query(shipped()[name].text)
    theirs = [tuple("" if term is None else str(term) for term in row) for row in answer]  # type: ignore[union-attr]
    assert normal(theirs) == normal(memory.run(pair_graph, name)[1])


def normal(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows without the order of equal ones and of the items of lists, which are the engine's choice."""
    return sorted(tuple("|".join(sorted(cell.split("|"))) for cell in row) for row in rows)
