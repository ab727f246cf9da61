"""Lanes and bounds of the workers, tried with real ones on a small store."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import loops
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from kg.query import disk
from kg.serve import frames, worker
from kg.serve.pool import Bounds, BusyError, Pool, Reply

RUNAWAY = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?a != {}) }}"


def asking(query: str) -> frames.Head:
    return {"do": "query", "query": query, "accept": "*/*"}


@pytest.fixture(scope="module")
def store(graph_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with disk.opened(tmp_path_factory.mktemp("pool") / "store", graph_file) as opened:
        yield opened.store


def tried(store: Path, bounds: Bounds, work: Callable[[Pool], Awaitable[None]]) -> None:
    """Run some work with a pool of its own."""

    async def run() -> None:
        pool = Pool(lambda: store, bounds)
        await pool.start()
        try:
            await work(pool)
        finally:
            await pool.stop()

    loops.run(run())


@pytest.mark.slow
def test_quick_queries_pass_while_slow_ones_run(store: Path) -> None:
    async def work(pool: Pool) -> None:
        slow = [asyncio.create_task(pool.ask(asking(RUNAWAY.format(n)))) for n in range(2)]
        await asyncio.sleep(1.2)
        begun = time.monotonic()
        answers = await asyncio.gather(*(pool.ask(asking(f"ASK {{ ?s ?p {n} }}")) for n in range(20)))
        assert {head["status"] for head, _ in answers} == {"ok"}
        assert time.monotonic() - begun < 1.5
        assert not any(task.done() for task in slow)
        assert {head["status"] for head, _ in await asyncio.gather(*slow)} == {"time"}
        assert (pool.counts.slow, pool.counts.ended) == (2, 2)

    tried(store, Bounds(fast=1, slow=2, seconds=3, grace=0.5), work)


@pytest.mark.slow
def test_a_full_slow_lane_ends_what_would_enter_it(store: Path) -> None:
    async def work(pool: Pool) -> None:
        first = asyncio.create_task(pool.ask(asking(RUNAWAY.format(1))))
        await asyncio.sleep(0.7)
        begun = time.monotonic()
        with pytest.raises(BusyError, match="too many slow queries"):
            await pool.ask(asking(RUNAWAY.format(2)))
        assert time.monotonic() - begun < 1
        begun = time.monotonic()
        with pytest.raises(BusyError):  # known by now: no fast worker is taken
            await pool.ask(asking(RUNAWAY.format(2)))
        assert time.monotonic() - begun < 0.45  # a fast worker would have had its half second
        assert (await pool.ask(asking("ASK {}")))[0]["status"] == "ok"
        assert (await first)[0]["status"] == "time"

    tried(store, Bounds(fast=1, slow=1, seconds=2.5, grace=0.5), work)


def test_a_full_queue_refuses(store: Path) -> None:
    async def work(pool: Pool) -> None:
        slow = asyncio.create_task(pool.ask(asking(RUNAWAY.format(1))))
        await asyncio.sleep(0.1)
        waiting = [asyncio.create_task(pool.ask(asking(f"ASK {{ ?s ?p {n} }}"))) for n in range(3)]
        await asyncio.sleep(0.05)
        with pytest.raises(BusyError, match="too many queries are waiting"):
            await pool.ask(asking("ASK {}"))
        assert {head["status"] for head, _ in await asyncio.gather(slow, *waiting)} == {"time", "ok"}

    tried(store, Bounds(fast=1, slow=1, seconds=1, grace=0.8, queue=3), work)


def test_nobody_waits_for_ever(store: Path) -> None:
    async def work(pool: Pool) -> None:
        slow = asyncio.create_task(pool.ask(asking(RUNAWAY.format(1))))
        await asyncio.sleep(0.1)
        with pytest.raises(BusyError, match=r"within 0\.2 s"):
            await pool.ask(asking("ASK {}"))
        await slow

    tried(store, Bounds(fast=1, slow=0, seconds=0.8, grace=2, patience=0.2), work)


def test_the_pool_lives_on_when_workers_die_or_clients_go(store: Path) -> None:
    async def work(pool: Pool) -> None:
        crash = asking("ASK { FILTER (" + "!" * 100_000 + "true) }")
        assert (await pool.ask(crash))[0]["status"] == "crashed"
        gone = asyncio.create_task(pool.ask(asking(RUNAWAY.format(1))))
        await asyncio.sleep(0.2)
        gone.cancel()
        assert (await pool.ask(asking("ASK {}")))[0]["status"] == "ok"

    tried(store, Bounds(fast=1, slow=1, seconds=5), work)


@pytest.mark.slow
def test_bounds_on_memory_and_size_end_the_work(store: Path) -> None:
    async def work(pool: Pool) -> None:
        replies: list[Reply] = [
            await pool.ask(asking("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")),
            await pool.ask(asking("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d")),
        ]
        assert replies[0][0]["status"] == "large"
        assert replies[1][0]["status"] in ("memory", "time")
        assert all(not body for _, body in replies)

    tried(store, Bounds(fast=1, slow=1, seconds=2, answer=1 << 20), work)


def test_a_store_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="did not come up"):
        tried(tmp_path, Bounds(fast=1), lambda _: asyncio.sleep(0))


def test_a_worker_opens_every_file_before_it_can_open_none(tmp_path: Path) -> None:
    """A store of many files: what is missing is opened by the sample, or room is left for just so many."""
    iri = NamedNode("http://example.org/s")
    for number in range(12):  # each loading leaves files of its own
        store = Store(str(tmp_path / "store"))
        store.bulk_extend([Quad(iri, NamedNode(f"http://example.org/p{number}"), Literal(str(number)))])
        store.flush()
        del store
    sample = [Quad(iri, NamedNode(f"http://example.org/p{n}"), Literal(str(n))) for n in range(12)]
    serialize(sample, str(tmp_path / "sample.nq"), format=RdfFormat.N_QUADS)
    (tmp_path / "names.tsv").touch()
    files = list((tmp_path / "store").glob("*.sst"))
    assert len(files) > 16
    missing = worker.open_files(Store.read_only(str(tmp_path / "store")), tmp_path / "store")
    assert missing < len(files) - 16 and (worker._room(missing) == 0) == (missing == 0)

    async def work(pool: Pool) -> None:
        for number in range(12):
            answer = await pool.ask(asking(f'ASK {{ ?s <http://example.org/p{number}> "{number}" }}'))
            assert answer[0]["status"] == "ok" and b"true" in answer[1]

    tried(tmp_path / "store", Bounds(fast=1), work)
