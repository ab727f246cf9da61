"""Connections that somebody else holds, and requests that name another host."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path

import loops
import pytest
import uvicorn
from serving import Server, started
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.serve import connections
from kg.serve.connections import Connection
from kg.serve.headers import Hosts

ASK = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"


class Hasty(Connection):
    """The same with bounds that a test can wait for."""

    arrival, tick, patience, slowest = 0.4, 0.1, 5, 100_000


async def large(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with more than a socket holds, at once."""
    await Response(b"x" * (20 << 20 if scope["path"] == "/large" else 2))(scope, receive, send)


def served(client: Callable[[int], Awaitable[None]]) -> None:
    """Let a client have a server in this process."""

    async def both() -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(
            large,
            http=Hasty,
            ws="none",
            lifespan="off",
            log_level="error",
            limit_concurrency=20,
            timeout_keep_alive=1,
        )
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve([listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            await asyncio.wait_for(client(listening.getsockname()[1]), 60)
        finally:
            server.should_exit = True
            await task

    loops.run(both())


async def is_closed(reader: asyncio.StreamReader) -> bool:
    try:
        return await reader.read(1) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET / HT", ASK, ASK + b"X: " + b"y" * 100, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc"],
)
def test_a_request_that_does_not_arrive_is_closed_however_slowly_it_comes(sent: bytes) -> None:
    async def client(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        begun = time.monotonic()
        while time.monotonic() - begun < 5:
            try:
                if sent:
                    writer.write(b"a")
                    await writer.drain()
                if await asyncio.wait_for(_ended(reader), 0.1):
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        assert 0.2 < time.monotonic() - begun < 4

    served(client)


async def _ended(reader: asyncio.StreamReader) -> bool:
    """Wait for the end of what comes."""
    while await reader.read(1 << 16):
        continue
    return True


def test_a_client_that_does_not_read_is_closed_and_one_that_reads_is_not() -> None:
    async def client(port: int) -> None:
        request = ASK.replace(b"/ ", b"/large ") + b"\r\n"
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 10)
        writer.write(request)
        await asyncio.sleep(1.5)
        found = 0
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            while True:
                found += len(await reader.readexactly(1 << 16))
        assert found < 20 << 20
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        await reader.readuntil(b"\r\n\r\n")
        assert len(await reader.readexactly(20 << 20)) == 20 << 20
        writer.close()

    served(client)


def test_requests_one_after_the_other_keep_their_connection() -> None:
    async def client(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(6):
            await asyncio.sleep(0.15)
            writer.write(ASK + b"\r\n")
            assert b"200" in await reader.readuntil(b"\r\n\r\nxx")
        writer.close()

    served(client)


def test_who_has_idled_longest_makes_room() -> None:
    async def client(port: int) -> None:
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(30)]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(ASK + b"\r\n")
        assert b"200" in await reader.readuntil(b"\r\n\r\nxx")
        assert await is_closed(idle[0][0])
        for _, other in (*idle, (reader, writer)):
            other.close()

    served(client)


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs a system that limits descriptors")
def test_more_half_open_connections_than_descriptors_leave_room_for_the_next_client(graph_file: Path) -> None:
    server = started(str(graph_file), descriptors=250)
    try:
        with ExitStack() as stack:
            for number in range(300):
                held = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), 5))
                if number % 2:
                    held.sendall(b"GET /sparql?query=ASK")
            begun = time.monotonic()
            assert server.ask("ASK {}").status == 200
            assert time.monotonic() - begun < 20
    finally:
        server.process.terminate()
        _, err = server.process.communicate(timeout=60)
    assert err == ""


# Who is asked


@pytest.mark.parametrize("host", ["evil.example:7070", "127.0.0.1.evil.example", "", "a b", "127.0.0.2"])
def test_a_request_for_another_host_is_misdirected(server: Server, host: str) -> None:
    for path in ("/", "/sparql?query=ASK%7B%7D", "/health", "/static/none", "/nothing/"):
        answer = server.send("GET", path, headers={"Host": host})
        assert answer.status == 421, path
        assert "location" not in answer.headers and answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1", "127.0.0.1:1"])
def test_a_request_for_this_host_is_answered(server: Server, host: str) -> None:
    assert server.send("GET", "/sparql?query=ASK%7B%7D", headers={"Host": host}).status == 200
    assert server.send("GET", "/queries/", headers={"Host": host}).status == 404  # not led on to /queries


@pytest.mark.parametrize(
    ("host", "status"), [("kg.example", 200), ("[::1]:7", 200), ("1.2.3.4", 200), ("::1", 421), ("x.kg.example", 421)]
)
def test_names_that_are_given_and_addresses_that_are_served_are_ours(host: str, status: int) -> None:
    sent: list[int] = []

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            sent.append(int(str(message["status"])))

    async def asked(server: str) -> None:
        scope = {"type": "http", "headers": [(b"host", host.encode())], "server": (server, 80)}
        await Hosts(large, ("KG.example",))(scope | {"path": "/", "method": "GET"}, None, send)  # type: ignore[arg-type]

    loops.run(asked("::1" if ":" in host else "::ffff:1.2.3.4"))
    assert sent == [status]


# What is told


def test_a_fault_is_one_line_and_told_once(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("kg.test.one")
    logger.addFilter(connections.OneLine())
    for _ in range(3):
        try:
            raise ValueError("odd\nthing")
        except ValueError:
            logger.exception("Exception in ASGI application\n")
    (line,) = caplog.messages
    assert line.startswith("Exception in ASGI application: ValueError (odd thing) at test_connections.py:")
    assert caplog.records[0].exc_info is None


def test_a_client_that_goes_is_nothing_to_tell(caplog: pytest.LogCaptureFixture) -> None:
    loop = asyncio.new_event_loop()
    connections.unhandled(loop, {"message": "x", "exception": ConnectionResetError()})
    connections.unhandled(loop, {"message": "Task exception was never retrieved", "exception": KeyError("x")})
    loop.close()
    assert caplog.messages == ["Task exception was never retrieved: KeyError ('x')"]
