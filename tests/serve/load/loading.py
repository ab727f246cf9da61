"""A graph to load, and how the tests load it."""

from __future__ import annotations

from fake_store import FakeStore
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.serve import load
from kg.serve.endpoint import Endpoint
from kg.serve.load import Job, Sent

QUADS = [
    Quad(
        NamedNode(f"urn:s{n}"), NamedNode("urn:p"), Literal(f"西岭\n“{n}”\\", language="zh"), NamedNode(f"urn:g{n % 2}")
    )
    for n in range(25)
]


def send(
    job: Job, server: FakeStore, user: str = "", password: str = "", updates: str = "", **options: int
) -> tuple[Sent, list[float]]:
    """Load it; answers with how far it came and the pauses in seconds."""
    pauses: list[float] = []
    store = load.Store(f"{server.url}/store", updates)
    endpoint = Endpoint(
        (store.graphs, store.updates, store.asking), user, password, pause=lambda s, _why: pauses.append(s), **options
    )
    sent = Sent(load.plan(job))
    load.load(job, store, endpoint, sent)
    return sent, pauses


def default(store: Store) -> int:
    return len(list(store.quads_for_pattern(None, None, None, DefaultGraph())))


def named(store: Store) -> dict[str, int]:
    return {
        graph.value: len(list(store.quads_for_pattern(None, None, None, graph)))
        for graph in store.named_graphs()
        if isinstance(graph, NamedNode)
    }
