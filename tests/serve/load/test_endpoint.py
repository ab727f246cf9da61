"""Requests to a store: logging in when it asks, and patience with what passes."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from fake_store import BREAK, FakeStore, running
from loading import default, send

from kg.errors import StoreError
from kg.serve.endpoint import Endpoint
from kg.serve.load import Job

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


def test_an_answer_that_never_ends_is_given_up() -> None:
    """A store that sends a little now and then keeps nobody for longer than was said."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=_drip, args=(listening,), daemon=True).start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/query"
        begun = time.monotonic()
        with pytest.raises(StoreError, match=r"does not answer \(its answer takes longer than 0.3 s\)"):
            Endpoint((url,), attempts=1, timeout=0.3).select(url, "ASK {}")
        assert time.monotonic() - begun < 3


def _drip(listening: socket.socket) -> None:
    connection, _ = listening.accept()
    with connection, suppress(OSError):
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b" ")
            time.sleep(0.05)
