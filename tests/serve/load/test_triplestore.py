"""Loading into a triplestore: graphs, batches, breaking off and going on, counting, what cannot be loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_store import BREAK, FakeStore, running
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import QUADS, default, named, send
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

from kg.errors import InputError, KgError, QueryError, StoreError
from kg.serve import load
from kg.serve.endpoint import Endpoint
from kg.serve.load import Job, Sent

# Where the triples go


def test_without_a_graph_the_default_graph_holds_every_triple_once(server: FakeStore, file: Path) -> None:
    sent, _ = send(Job(file, batch=10), server)
    assert default(server.store) == sent.triples == 25
    assert {quad.triple for quad in server.store} == {quad.triple for quad in QUADS}
    assert server.seen == [("POST", "/store?default")] * 3
    assert sent.differences == []


def test_a_graph_takes_everything(server: FakeStore, file: Path) -> None:
    send(Job(file, graph="https://example.org/g?a=b&c"), server)
    assert named(server.store) == {"https://example.org/g?a=b&c": 25}
    assert server.seen == [("POST", "/store?graph=https%3A%2F%2Fexample.org%2Fg%3Fa%3Db%26c")]


def test_the_graphs_of_the_file_are_kept(server: FakeStore, file: Path) -> None:
    sent, _ = send(Job(file, named=True, batch=5), server)
    assert named(server.store) == {"urn:g0": 13, "urn:g1": 13}
    assert (sent.triples, sent.batches) == (26, 6)
    assert {quad.graph_name for quad in server.store if quad.triple == QUADS[0].triple} == {
        NamedNode("urn:g0"),
        NamedNode("urn:g1"),
    }


@pytest.mark.parametrize("job", [{}, {"graph": "urn:x"}, {"named": True}])
def test_updates_say_the_same_as_the_protocol_of_graphs(
    server: FakeStore, file: Path, job: dict[str, str | bool]
) -> None:
    send(Job(file, batch=7, **job), server)  # type: ignore[arg-type]
    by_graphs = set(server.store)
    server.store.clear()
    sent, _ = send(Job(file, batch=7, **job), server, updates=f"{server.url}/update")  # type: ignore[arg-type]
    assert set(server.store) == by_graphs
    assert server.seen[-1] == ("POST", "/update")
    assert sent.differences == []


@pytest.mark.parametrize("updates", [False, True])
@pytest.mark.parametrize("job", [{}, {"graph": "urn:g1"}, {"named": True}])
def test_replacing_empties_each_graph_and_no_other(
    server: FakeStore, file: Path, job: dict[str, str | bool], updates: bool
) -> None:
    for graph in (DefaultGraph(), NamedNode("urn:g1"), NamedNode("urn:other")):
        server.store.add(Quad(NamedNode("urn:old"), NamedNode("urn:p"), Literal("old"), graph))
    url = f"{server.url}/update" if updates else ""
    sent, _ = send(Job(file, batch=4, replace=True, **job), server, updates=url)  # type: ignore[arg-type]
    assert sent.differences == []
    left = {str(quad.graph_name) for quad in server.store.quads_for_pattern(NamedNode("urn:old"), None, None)}
    assert left == {"<urn:other>", "DEFAULT" if job else "<urn:g1>"} - ({"<urn:g1>"} if job else set())


@settings(max_examples=30)
@given(sizes=st.lists(st.integers(1, 9), min_size=1, max_size=5), batch=st.integers(1, 7))
def test_batches_hold_every_quad_once_and_are_as_many_as_planned(sizes: list[int], batch: int) -> None:
    import tempfile

    quads = {
        Quad(NamedNode(f"urn:s{n}"), NamedNode("urn:p"), Literal(n), NamedNode(f"urn:g{g}"))
        for g, size in enumerate(sizes)
        for n in range(size)
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "g.nq"
        path.write_bytes(serialize(sorted(quads, key=str), format=RdfFormat.N_QUADS) or b"")
        job = Job(path, named=True, batch=batch)
        batches = list(load.batches(job))
        assert len(batches) == load.plan(job).batches
    assert all(len(one.triples) <= batch for one in batches)
    assert sorted(str((one.graph, triple)) for one in batches for triple in one.triples) == sorted(
        str((quad.graph_name.value, quad.triple))
        for quad in quads  # type: ignore[union-attr]
    )
    assert sum(one.opens for one in batches) == len(sizes)


# Breaking off and going on


@pytest.mark.parametrize("trouble", [[403], [503] * 5, [BREAK] * 5])
def test_a_store_that_breaks_off_says_what_is_in_and_how_to_go_on(
    server: FakeStore, file: Path, trouble: list[int]
) -> None:
    server.answers = [204, 204, *trouble]
    with pytest.raises(StoreError) as caught:
        send(Job(file, batch=10), server)
    message = str(caught.value)
    assert "batches 1 to 2 of 3 are in (20 of 25 triples)" in message
    assert "run the same command again with --from 3" in message
    assert "\n" not in message
    assert default(server.store) == 20
    sent, _ = send(Job(file, batch=10, first=3), server)
    assert default(server.store) == 25
    assert sent.differences == []


def test_a_store_without_a_default_graph_is_given_a_hint(server: FakeStore, file: Path) -> None:
    server.answers = [400]
    with pytest.raises(StoreError, match="with --graph IRI if the store has no default graph"):
        send(Job(file), server)
    server.answers = [400]
    with pytest.raises(StoreError) as caught:
        send(Job(file, graph="urn:x"), server)
    assert "--graph" not in str(caught.value)


def test_going_on_from_the_start_changes_nothing_twice(server: FakeStore, file: Path) -> None:
    server.answers = [204, 403]
    with pytest.raises(StoreError):
        send(Job(file, named=True, batch=5), server)
    sent, _ = send(Job(file, named=True, batch=5), server)
    assert named(server.store) == {"urn:g0": 13, "urn:g1": 13}
    assert sent.differences == []


def test_going_on_does_not_empty_what_is_in(server: FakeStore, file: Path) -> None:
    server.answers = [204, 204, 403]
    with pytest.raises(StoreError, match="--from 3"):
        send(Job(file, named=True, batch=5, replace=True), server)
    sent, _ = send(Job(file, named=True, batch=5, replace=True, first=3), server)
    assert named(server.store) == {"urn:g0": 13, "urn:g1": 13}
    assert sent.differences == []


def test_a_store_that_is_not_there_is_one_line(file: Path) -> None:
    with running() as gone:
        url = gone.url
    job = Job(file)
    with pytest.raises(StoreError, match=r"does not answer .*nothing is in; check the address") as caught:
        load.load(
            job,
            load.Store(f"{url}/store"),
            Endpoint((url,), attempts=2, pause=lambda _s, _why: None),
            Sent(load.plan(job)),
        )
    assert "\n" not in str(caught.value)


# Counting


def test_a_graph_that_holds_more_is_told(server: FakeStore, file: Path) -> None:
    server.store.add(Quad(NamedNode("urn:old"), NamedNode("urn:p"), Literal("old"), NamedNode("urn:g1")))
    sent, _ = send(Job(file, named=True), server)
    (told,) = sent.differences
    assert told == (
        "graph <urn:g1> holds 14 triples, 1 more than were sent: it held others before; --replace empties it first"
    )


def test_a_graph_that_holds_less_is_told(server: FakeStore, file: Path) -> None:
    send(Job(file), server)
    server.store.clear()
    sent, _ = send(Job(file, batch=24, first=2), server)
    (told,) = sent.differences
    assert told.startswith("the default graph holds 1 triple, 24 less than were sent")


@pytest.mark.parametrize(
    ("graphs", "asking"),
    [
        ("http://a:1/store", "http://a:1/query"),
        ("http://a/ds/data", "http://a/ds/query"),
        ("http://a/repositories/r/rdf-graphs/service", "http://a/repositories/r"),
        ("http://a/sparql-graph-crud-auth", "http://a/sparql"),
        ("https://a/sparql/gsp/", "https://a/sparql"),
        ("http://a/elsewhere", ""),
    ],
)
def test_where_to_count_follows_from_where_the_graphs_are(graphs: str, asking: str) -> None:
    assert load.Store(graphs).asking == asking
    assert load.Store(graphs, queries="http://b/q").asking == "http://b/q"


# What cannot be loaded


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.ttl", "<urn:a> <urn:b> .", "cannot be read"),
        ("a.ttl", "", "has no triples"),
        ("a.ttl", "<urn:a> <urn:b> [] .", "has a blank node"),
        ("a.csv", "a,b", "has none of the endings"),
        ("missing.ttl", None, "does not exist"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_told_before_anything_is_sent(
    tmp_path: Path, name: str, content: str | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=words):
        load.plan(Job(tmp_path / name))


def test_a_fault_at_the_end_of_a_file_is_seen_before_anything_is_sent(server: FakeStore, tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text("".join(f"<urn:{n}> <urn:p> <urn:o> .\n" for n in range(100)) + "<urn:x\n")
    with pytest.raises(InputError, match="cannot be read"):
        send(Job(path, batch=10), server)
    assert server.seen == []


def test_options_that_do_not_go_together_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    with pytest.raises(InputError, match="has no named graphs"):
        load.plan(Job(tmp_path / "a.ttl", named=True))
    with pytest.raises(QueryError, match="--graph: does not go with --named"):
        Job(tmp_path / "a.ttl", graph="urn:x", named=True)
    with pytest.raises(QueryError, match="is no absolute IRI"):
        Job(tmp_path / "a.ttl", graph="no iri")
    with pytest.raises(QueryError, match="--from 2: the last batch is 1"):
        load.plan(Job(tmp_path / "a.ttl", first=2))


@pytest.mark.parametrize(
    "url", ["", "ftp://a/b", "127.0.0.1:80", "http://", "http://u:p@a/b", "http://a:x/", "http://a/ b", "http://a/城"]
)
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(KgError) as caught:
        Endpoint(("http://good/", url or "x"))
    assert "p@" not in str(caught.value)
