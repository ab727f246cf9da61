"""A triplestore in this process that behaves as it is told: it refuses, breaks off, is busy, asks who is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit
from urllib.request import parse_http_list

from pyoxigraph import DefaultGraph, NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, Store

NONCE = "0123456789abcdef"
BREAK = 0  # instead of a status: close the connection without a word


class FakeStore(ThreadingHTTPServer):
    """Answers at /store (Graph Store Protocol), /update and /query.

    `answers` are the statuses of the next requests that write, before it behaves well again; `login` is (scheme, user,
    password) or None; `said` are headers that it adds to a refusal.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store = Store()
        self.answers: list[int] = []
        self.said: dict[str, str] = {}
        self.body = b"<html><head>x</head><body><h1>no</h1> I will not</body></html>"
        self.is_strict = False  # an empty body is an error
        self.login: tuple[str, str, str] | None = None
        self.seen: list[tuple[str, str]] = []  # method and address of requests that write
        self.authorizations: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def running() -> Iterator[FakeStore]:
    with FakeStore() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: FakeStore

    def do_GET(self) -> None:
        fields = parse_qs(urlsplit(self.path).query)
        found = self.server.store.query(fields["query"][0])
        assert isinstance(found, QuerySolutions)
        self._reply(200, found.serialize(format=QueryResultsFormat.JSON) or b"")

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        if not self._may_write():
            # Like Virtuoso: without reading what comes.
            self.close_connection = True
            self._reply(401, b"who are you?", self._challenge())
            return
        body = self.rfile.read(length)
        if not body and self.command == "POST":
            self._reply(400 if self.server.is_strict else 204, b"nothing?")
            return
        self.server.seen.append((self.command, self.path))
        status = self.server.answers.pop(0) if self.server.answers else 204
        if status == BREAK:
            self.close_connection = True
        elif status >= 300:
            self._reply(status, self.server.body, self.server.said)
            self.close_connection = bool(self.server.said)  # it may have promised more than it says
        else:
            self._store(body)
            self._reply(204, b"")

    do_PUT = do_POST

    def _store(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/update":
            assert self.headers["Content-Type"] == "application/sparql-update"
            self.server.store.update(body.decode())
            return
        fields = parse_qs(parts.query, keep_blank_values=True)
        graph = NamedNode(fields["graph"][0]) if "graph" in fields else DefaultGraph()
        assert graph != DefaultGraph() or "default" in fields
        if self.command == "PUT":
            self.server.store.clear_graph(graph)
        assert self.headers["Content-Type"].startswith("text/turtle")
        self.server.store.load(body, format=RdfFormat.TURTLE, to_graph=graph)

    def _may_write(self) -> bool:
        said = self.headers["Authorization"] or ""
        self.server.authorizations.append(said)
        if self.server.login is None:
            return True
        scheme, user, password = self.server.login
        if scheme == "basic":
            from base64 import b64encode

            return said == "Basic " + b64encode(f"{user}:{password}".encode()).decode()
        return self._is_digest(said, user, password)

    def _is_digest(self, said: str, user: str, password: str) -> bool:
        """As RFC 2617 has it, with qop=auth."""
        if not said.startswith("Digest "):
            return False
        pairs = (item.split("=", 1) for item in parse_http_list(said.removeprefix("Digest ")))
        told = {name: value.strip('"') for name, value in pairs}
        secret = _hash(f"{user}:fake:{password}")
        asked = _hash(f"{self.command}:{self.path}")
        right = _hash(f"{secret}:{NONCE}:{told['nc']}:{told['cnonce']}:auth:{asked}")
        return told["username"] == user and told["nonce"] == NONCE and told["response"] == right

    def _challenge(self) -> dict[str, str]:
        assert self.server.login
        if self.server.login[0] == "basic":
            return {"WWW-Authenticate": 'Basic realm="fake"'}
        return {"WWW-Authenticate": f'Digest realm="fake", nonce="{NONCE}", qop="auth", algorithm="MD5"'}

    def _reply(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, re.sub(r"[\r\n]", " ", value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def _hash(text: str) -> str:
    return md5(text.encode()).hexdigest()
