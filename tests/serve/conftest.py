"""A server that runs for the tests of a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Server, ended, served_graph, started


@pytest.fixture(scope="session")
def graph_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph that is served."""
    path = tmp_path_factory.mktemp("served") / "graph.nq"
    path.write_bytes(served_graph())
    return path


@pytest.fixture(scope="session")
def server(graph_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with small bounds: 1 s a query, 2 MB an answer."""
    folder = tmp_path_factory.mktemp("kept") / "store"
    running = started(str(graph_file), "--store", str(folder), "--timeout", "1", "--largest", "2")
    yield running
    ended(running)
