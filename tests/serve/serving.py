"""A server on a port of its own, a client as plain as can be, and the graph that it serves."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from made import BASE, DOCUMENT, FACTS, GROWTH, told
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import rdf
from kg.rdf import turtle

# The graphs that the protocol's test suite wants to find: each says of itself that it has a type.
GRAPHS = tuple(f"http://example.org/graphs/data{number}" for number in range(1, 4))
HOSTILE = '<script>alert("1")</script>\'"&<img src=x onerror=alert(2)>'
ODD = "https://example.org/odd/x?a=b&c='d'"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers by lower-case name, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and its process."""

    port: int
    process: subprocess.Popen[str]

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(
        self, method: str, path: str, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, path, data, dict(headers or {}))
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, answer.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str = "*/*", **query: str) -> Answer:
        return self.send("GET", path + (f"?{urlencode(query)}" if query else ""), headers={"Accept": accept})

    def ask(self, query: str, accept: str = "*/*") -> Answer:
        return self.get("/sparql", accept, query=query)


def started(*arguments: str, descriptors: int = 0) -> Server:
    """A server, once it says that it listens; with a hard limit on its descriptors where one is given."""
    command = [sys.executable, "-P", "-m", "kg", "serve", "--port", "0", *arguments]
    package = str(Path(__file__).resolve().parent.parent.parent)
    if descriptors:
        command = ["sh", "-c", f'ulimit -n {descriptors}; exec "$@"', "sh", *command]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": package}, cwd=package
    )
    assert process.stderr
    lines = []
    for line in process.stderr:
        lines.append(line)
        if match := re.search(r"serving at http://127\.0\.0\.1:([0-9]+)/", line):
            return Server(int(match[1]), process)
    raise AssertionError("".join(lines))


def ended(server: Server) -> None:
    server.process.terminate()
    server.process.wait(60)
    assert server.process.stderr
    server.process.stderr.close()


def served_graph() -> bytes:
    """Two documents of one place, the graphs of the protocol's suite, and things with a hostile name, in N-Quads."""
    store = Store()
    other = replace(FACTS, document=replace(DOCUMENT, name="b.txt", place=told("格尔木市")), observations=(GROWTH,))
    for facts in (FACTS, other):
        store.extend(rdf.quads(facts, BASE))
    kind, label = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode("http://example.org/Document")
    for graph in map(NamedNode, GRAPHS):
        store.add(Quad(graph, kind, label, graph))
    name = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    for iri in (f"{BASE}odd-1", ODD):
        store.add(Quad(NamedNode(iri), name, Literal(HOSTILE), NamedNode(GRAPHS[0])))
        store.add(
            Quad(NamedNode(iri), kind, NamedNode("https://w3id.org/fazhan/ontology#Company"), NamedNode(GRAPHS[0]))
        )
    return turtle.nquads(store)
