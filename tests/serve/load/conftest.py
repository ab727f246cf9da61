"""A store that is none, and a file to load into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_store import FakeStore, running
from loading import QUADS
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize


@pytest.fixture
def server() -> Iterator[FakeStore]:
    with running() as fake:
        yield fake


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """25 triples in two graphs, one of which both graphs hold: 26 quads."""
    path = tmp_path / "graph.nq"
    twice = Quad(QUADS[0].subject, QUADS[0].predicate, QUADS[0].object, NamedNode("urn:g1"))
    path.write_bytes(serialize([*QUADS, twice], format=RdfFormat.N_QUADS) or b"")
    return path
