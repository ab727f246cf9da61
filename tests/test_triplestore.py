"""Loading into a triplestore: batches, graphs, logging in, patience, breaking off and going on, counting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_store import BREAK, FakeStore, running
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, serialize

from kg import cli, triplestore
from kg.endpoint import Endpoint
from kg.errors import InputError, KgError, QueryError, StoreError
from kg.triplestore import Job, Sent

QUADS = [
    Quad(
        NamedNode(f"urn:s{n}"), NamedNode("urn:p"), Literal(f"西岭\n“{n}”\\", language="zh"), NamedNode(f"urn:g{n % 2}")
    )
    for n in range(25)
]


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


def send(
    job: Job, server: FakeStore, user: str = "", password: str = "", updates: str = "", **options: int
) -> tuple[Sent, list[float]]:
    """Load it; answers with how far it came and the pauses in seconds."""
    pauses: list[float] = []
    store = triplestore.Store(f"{server.url}/store", updates)
    endpoint = Endpoint(
        (store.graphs, store.updates, store.asking), user, password, pause=lambda s, _why: pauses.append(s), **options
    )
    sent = Sent(triplestore.plan(job))
    triplestore.load(job, store, endpoint, sent)
    return sent, pauses


def default(store: Store) -> int:
    return len(list(store.quads_for_pattern(None, None, None, DefaultGraph())))


def named(store: Store) -> dict[str, int]:
    return {
        graph.value: len(list(store.quads_for_pattern(None, None, None, graph)))
        for graph in store.named_graphs()
        if isinstance(graph, NamedNode)
    }


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


@settings(max_examples=30, deadline=None)
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
        batches = list(triplestore.batches(job))
        assert len(batches) == triplestore.plan(job).batches
    assert all(len(one.triples) <= batch for one in batches)
    assert sorted(str((one.graph, triple)) for one in batches for triple in one.triples) == sorted(
        str((quad.graph_name.value, quad.triple))
        for quad in quads  # type: ignore[union-attr]
    )
    assert sum(one.opens for one in batches) == len(sizes)


# Logging in


@pytest.mark.parametrize(("scheme", "password"), [("basic", "s:ecret密"), ("digest", "s:ecret")])
def test_a_user_logs_in_once_the_store_asks(server: FakeStore, file: Path, scheme: str, password: str) -> None:
    server.login = (scheme, "dba", password)
    send(Job(file, batch=10), server, "dba", password)
    assert default(server.store) == 25
    # Nothing before it is asked for, and from then on with every request.
    assert [said.partition(" ")[0].lower() for said in server.authorizations] == ["", *[scheme] * 4]


@pytest.mark.parametrize("scheme", ["basic", "digest"])
@pytest.mark.parametrize(("user", "password"), [("", ""), ("dba", "wrong")])
def test_a_user_who_is_not_let_in_is_told(server: FakeStore, file: Path, scheme: str, user: str, password: str) -> None:
    server.login = (scheme, "dba", "secret")
    with pytest.raises(StoreError, match=r"answers 401 .*nothing is in; set KG_USER and KG_PASSWORD"):
        send(Job(file), server, user, password)
    assert len(server.store) == 0


@pytest.mark.parametrize("scheme", ["basic", "digest"])
def test_a_store_that_hangs_up_on_strangers_is_asked_with_little_first(
    server: FakeStore, tmp_path: Path, scheme: str
) -> None:
    server.login = (scheme, "dba", "secret")
    path = tmp_path / "large.nt"
    path.write_text(f'<urn:s> <urn:p> "{"西" * 3_000_000}" .\n', encoding="utf-8")
    send(Job(path), server, "dba", "secret", attempts=1)
    assert default(server.store) == 1
    with pytest.raises(StoreError, match="answers 401"):
        send(Job(path), server, attempts=1)


def test_an_empty_body_may_be_an_error(server: FakeStore, file: Path) -> None:
    server.is_strict = True
    send(Job(file), server)
    assert default(server.store) == 25


def test_a_password_that_no_digest_takes_is_told(server: FakeStore, file: Path) -> None:
    server.login = ("digest", "dba", "密")
    with pytest.raises(StoreError, match="in ASCII only"):
        send(Job(file), server, "dba", "密")


def test_no_password_goes_to_another_place(server: FakeStore, file: Path) -> None:
    with running() as other:
        other.login = ("basic", "dba", "secret")
        server.answers = [307]
        server.said = {"Location": f"{other.url}/store?default"}
        with pytest.raises(StoreError, match=rf"has moved to {other.url}/store\?default; .*give that address"):
            send(Job(file), server, "dba", "secret")
        assert other.authorizations == []
    assert set(server.authorizations) == {""}


# Patience


@pytest.mark.parametrize("trouble", [429, 500, 502, 503, 504, BREAK])
def test_what_passes_is_waited_for(server: FakeStore, file: Path, trouble: int) -> None:
    server.answers = [204, trouble, trouble, trouble]
    sent, pauses = send(Job(file, batch=10), server)
    assert default(server.store) == 25
    assert pauses == [0.5, 1.0, 2.0]
    assert sent.differences == []


def test_a_store_that_says_how_long_is_believed_within_reason(server: FakeStore, file: Path) -> None:
    server.answers, server.said = [503, 503], {"Retry-After": "7"}
    assert send(Job(file), server)[1] == [7.0, 7.0]
    server.answers, server.said = [503], {"Retry-After": "86400"}
    assert send(Job(file), server)[1] == [60.0]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 415, 501])
def test_the_last_word_of_a_store_is_taken_for_it(server: FakeStore, file: Path, status: int) -> None:
    server.answers = [status]
    with pytest.raises(StoreError, match=rf"answers {status} .*\(no I will not\)"):
        send(Job(file), server)
    assert len(server.seen) == 1


def test_what_a_store_says_of_iris_is_kept(server: FakeStore, file: Path) -> None:
    server.answers, server.body = [400], b"line 7: <urn:x> is not allowed"
    with pytest.raises(StoreError, match=r"\(line 7: <urn:x> is not allowed\); .*send less with --batch"):
        send(Job(file), server)


def test_a_refusal_that_breaks_off_is_a_refusal(server: FakeStore, file: Path) -> None:
    server.answers, server.said = [400], {"Content-Length": "5000"}
    with pytest.raises(StoreError, match="answers 400 Bad Request"):
        send(Job(file), server)


def test_what_a_store_says_cannot_move_the_cursor(server: FakeStore, file: Path) -> None:
    server.answers, server.body = [400], b"\x1b[2Jgone\x07"
    with pytest.raises(StoreError) as caught:
        send(Job(file), server)
    assert "([2Jgone)" in str(caught.value)


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
        triplestore.load(
            job,
            triplestore.Store(f"{url}/store"),
            Endpoint((url,), attempts=2, pause=lambda _s, _why: None),
            Sent(triplestore.plan(job)),
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
    assert triplestore.Store(graphs).asking == asking
    assert triplestore.Store(graphs, queries="http://b/q").asking == "http://b/q"


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
        triplestore.plan(Job(tmp_path / name))


def test_a_fault_at_the_end_of_a_file_is_seen_before_anything_is_sent(server: FakeStore, tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text("".join(f"<urn:{n}> <urn:p> <urn:o> .\n" for n in range(100)) + "<urn:x\n")
    with pytest.raises(InputError, match="cannot be read"):
        send(Job(path, batch=10), server)
    assert server.seen == []


def test_options_that_do_not_go_together_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    with pytest.raises(InputError, match="has no named graphs"):
        triplestore.plan(Job(tmp_path / "a.ttl", named=True))
    with pytest.raises(QueryError, match="--graph: does not go with --named"):
        Job(tmp_path / "a.ttl", graph="urn:x", named=True)
    with pytest.raises(QueryError, match="is no absolute IRI"):
        Job(tmp_path / "a.ttl", graph="no iri")
    with pytest.raises(QueryError, match="--from 2: the last batch is 1"):
        triplestore.plan(Job(tmp_path / "a.ttl", first=2))


@pytest.mark.parametrize(
    "url", ["", "ftp://a/b", "127.0.0.1:80", "http://", "http://u:p@a/b", "http://a:x/", "http://a/ b", "http://a/城"]
)
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(KgError) as caught:
        Endpoint(("http://good/", url or "x"))
    assert "p@" not in str(caught.value)


# The command


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.run(["load", *arguments])
    return code, *capsys.readouterr()


def test_the_command_loads_and_says_so(
    server: FakeStore, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.login = ("digest", "dba", "secret")
    monkeypatch.setenv("KG_USER", "dba")
    monkeypatch.setenv("KG_PASSWORD", "secret")
    code, out, err = run(capsys, str(file), "--to", f"{server.url}/store", "--named")
    assert (code, out) == (0, "")
    assert err == f"26 triples in 2 graphs -> {server.url}/store; counted, and all are there\n"
    assert "secret" not in err


def test_a_dry_run_sends_nothing(
    server: FakeStore, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KG_USER", raising=False)
    arguments = (str(file), "--to", f"{server.url}/store", "--named", "--batch", "5", "--dry-run")
    code, out, err = run(capsys, *arguments)
    assert (code, err, server.seen) == (0, "", [])
    assert out.splitlines() == [
        f"POST to {server.url}/store without a user",
        "<urn:g0>: 13 triples",
        "<urn:g1>: 13 triples",
        f"in 6 requests, then counted at {server.url}/query",
    ]


def test_a_difference_is_exit_1(server: FakeStore, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server.store.add(Quad(NamedNode("urn:old"), NamedNode("urn:p"), Literal("old"), DefaultGraph()))
    code, _, err = run(capsys, str(file), "--to", f"{server.url}/store")
    assert code == 1
    assert "the default graph holds 26 triples" in err


def test_trouble_is_told_while_it_lasts_and_one_line_in_the_end(
    server: FakeStore, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    server.answers = [204, *[503] * 5]
    code, out, err = run(capsys, str(file), "--to", f"{server.url}/store", "--batch", "10")
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert lines[0].startswith("the store answers 503 ") and lines[0].endswith("trying again in 0.5 s")
    assert len(lines) == 5 and "--from 2" in lines[-1]


def test_an_interruption_says_how_to_go_on(
    server: FakeStore, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupt)
    server.answers = [204, 503]
    code, _, err = run(capsys, str(file), "--to", f"{server.url}/store", "--batch", "10")
    assert code == 130
    assert "batches 1 to 1 of 3 are in (10 of 25 triples); go on with --from 2" in err


def test_a_command_without_an_address_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, str(file))
    assert (code, out) == (2, "")
    assert "Missing option '--to'" in err
