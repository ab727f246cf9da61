"""Real triplestores take a graph and answer the shipped queries as we do.

Run with `pytest -m server`; each store is skipped where it is not installed, with the command that installs it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import stores
from stores import Running

from kg.errors import StoreError
from kg.query import memory
from kg.query.binding import Source, portable
from kg.serve import load
from kg.serve.endpoint import Endpoint, with_query
from kg.serve.load import Job, Sent

pytestmark = [pytest.mark.server, pytest.mark.slow]

Row = tuple[str, ...]


@pytest.fixture(scope="module", params=list(stores.WANTED))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if reason := stores.missing(request.param):
        pytest.skip(reason)
    with stores.running(request.param, tmp_path_factory.mktemp(request.param)) as found:
        yield found


def connected(server: Running, password: str | None = None) -> Endpoint:
    """An endpoint that does not wait long for what does not pass."""
    secret = server.password if password is None else password
    urls = (server.graphs, server.updates, server.queries)
    return Endpoint(urls, server.user, secret, attempts=3, pause=lambda _seconds, _reason: None)


def send(job: Job, server: Running, by_update: bool = False) -> Sent:
    sent = Sent(load.plan(job))
    updates = server.updates if by_update else ""
    load.load(job, load.Store(server.graphs, updates, server.queries), connected(server), sent)
    return sent


def select(server: Running, query: str) -> list[dict[str, str]]:
    """The rows of a query over the graph that holds everything."""
    url = with_query(server.queries, urlencode({"default-graph-uri": server.graph})) if server.graph else server.queries
    return connected(server).select(url, query)


@pytest.fixture(scope="module")
def loaded(server: Running, seeds_build: Path) -> Running:
    """The server with the seeds in the graph that queries are about."""
    sent = send(Job(seeds_build / "graph.ttl", graph=server.graph, batch=7000, replace=True), server)
    assert sent.differences == []
    return server


def calls() -> Iterator[tuple[str, dict[str, str]]]:
    """Every shipped query, without parameters and as its example has them."""
    for query in memory.shipped().values():
        yield query.name, {}
        words = (word for word in query.example.split() if "=" in word)
        if given := dict(word.split("=", 1) for word in words):
            yield query.name, given


def normal(rows: list[Row]) -> list[Row]:
    """Rows with the items of each list sorted, for their order is the engine's own."""
    return sorted(tuple("|".join(sorted(cell.split("|"))) for cell in row) for row in rows)


@pytest.mark.parametrize(
    ("name", "parameters"), [pytest.param(*call, id="-".join((call[0], *call[1]))) for call in calls()]
)
def test_a_shipped_query_gives_the_same_rows_as_ours(
    loaded: Running, seeds_build: Path, name: str, parameters: dict[str, str]
) -> None:
    ours = graph_of(seeds_build)
    columns, rows = memory.run(ours, name, parameters)
    theirs = select(loaded, portable(Source(ours), name, parameters))
    assert normal([tuple(row.get(column, "") for column in columns) for row in theirs]) == normal(rows)


_GRAPHS: dict[Path, memory.Store] = {}


def graph_of(build: Path) -> memory.Store:
    """The graph of a build, loaded once."""
    if build not in _GRAPHS:
        _GRAPHS[build] = memory.load(build / "graph.ttl")
    return _GRAPHS[build]


def test_named_graphs_are_kept_and_counted(server: Running, seeds_build: Path) -> None:
    job = Job(seeds_build / "graph.nq", named=True, replace=True)
    sent = send(job, server)
    assert sent.differences == []
    for graph, size in sent.plan.sizes.items():
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        assert connected(server).select(server.queries, query) == [{"n": str(size)}]
    assert send(job, server).differences == []  # again, over what is there


def test_updates_do_the_same(server: Running, seeds_build: Path) -> None:
    job = Job(seeds_build / "graph.ttl", graph="https://example.org/updates", batch=500, replace=True)
    assert send(job, server, by_update=True).differences == []


def test_a_wrong_password_is_told(server: Running, seeds_build: Path) -> None:
    if not server.user:
        pytest.skip(f"{server.name} asks for no password")
    job = Job(seeds_build / "graph.ttl", graph="https://example.org/refused")
    sent = Sent(load.plan(job))
    with pytest.raises(StoreError, match=r"answers 401 .*nothing is in"):
        load.load(job, load.Store(server.graphs), connected(server, "wrong"), sent)


def test_every_literal_comes_back_as_it_was(server: Running, tmp_path: Path) -> None:
    lines = [
        '<urn:s> <urn:p1> "西岭市\\n“第一”\\\\\\t\\"𠀀"@zh .',
        '<urn:s> <urn:p2> "0.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
        '<urn:s> <urn:p3> "2025"^^<http://www.w3.org/2001/XMLSchema#gYear> .',
        '<urn:s> <urn:p4> "12345678901234567"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        '<urn:s> <urn:p5> "2×660" .',
    ]
    (tmp_path / "a.nt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    send(Job(tmp_path / "a.nt", graph="urn:literals", replace=True), server)
    rows = connected(server).select(server.queries, "SELECT ?o WHERE { GRAPH <urn:literals> { ?s ?p ?o } } ORDER BY ?p")
    expected = ['西岭市\n“第一”\\\t"𠀀', "0.5", "2025", "12345678901234567", "2×660"]
    assert [row["o"] for row in rows] == expected


# Real clients


def test_curl_asks_a_store(loaded: Running) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed (apt-get install curl)")
    query = "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?p a <https://w3id.org/fazhan/ontology#Project> }"
    command = [
        *("curl", "-s", "--noproxy", "*", "-H", "Accept: application/sparql-results+json"),
        *("--data-urlencode", f"query={query}", loaded.queries),
    ]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)
    assert int(answer["results"]["bindings"][0]["n"]["value"]) > 100


def test_rdflib_asks_a_store(loaded: Running) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    name = rdflib.URIRef(loaded.graph) if loaded.graph else None
    graph = rdflib.Graph(SPARQLStore(loaded.queries, returnFormat="json"), identifier=name)
    query = "SELECT DISTINCT ?p WHERE { ?p a <https://w3id.org/fazhan/ontology#Project> }"
    theirs = sorted(str(row[0]) for row in graph.query(query))  # type: ignore[index]
    assert theirs == sorted(row["p"] for row in select(loaded, query)) != []
