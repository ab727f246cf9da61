"""Requests that want to harm: each ends within its bound with one line that says why, and the server lives on."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import HOSTILE, ODD, Answer, Server

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
TRIPLES = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(150))

DIRECT = b"application/sparql-query"
GROWN = f'REPLACE(REPLACE(REPLACE("{"a" * 3000}", "a", "{"b" * 3000}"), "b", "{"c" * 100}"), "c", "dd")'
NUMBERS = " ".join(f"VALUES ?v{n} {{ {'1 ' * 300} }}" for n in range(9))

# name: (query, the statuses that are right)
# Work without end. Two kinds of it stand for all in a plain run; the rest takes some seconds of both cores.
ENDLESS = {
    "any path": ("SELECT ?a ?b { ?a (<p:p>|!<p:p>)* ?b . ?b (<p:p>|!<p:p>)* ?c . ?c (<p:p>|!<p:p>)* ?d }", {400, 503}),
    "path and back": ("SELECT (COUNT(*) AS ?n) { ?a ((<p:p>|!<p:p>)/^(<p:p>|!<p:p>))* ?b . ?c (!<p:p>)* ?d }", {503}),
    "cross product": (f"SELECT * {{ {CROSS} }}", {400, 503}),
    "cross product counted": (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", {503}),
    "cross product sorted": (f"SELECT * {{ {CROSS} }} ORDER BY ?l ?a", {503}),
    "cross product distinct": (f"SELECT DISTINCT ?a ?f ?l {{ {CROSS} }}", {400, 503}),
    "cross product constructed": (f"CONSTRUCT {{ ?a ?b ?l }} {{ {CROSS} }}", {400, 503}),
    "cross product asked": (f"ASK {{ {CROSS} FILTER (STR(?a) = CONCAT(STR(?l), '!')) }}", {503}),
    "concatenated": (f"SELECT (GROUP_CONCAT(?c) AS ?x) {{ {CROSS} }}", {503}),
    "concatenated twice as long": (
        "SELECT ?z { "
        + " ".join(
            f"BIND (CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" if n else 'VALUES ?x1 { "abcdefghijk" }' for n in range(34)
        )
        + " BIND (STRLEN(?x34) AS ?z) }",
        {200, 400, 503},
    ),
    "replaced": (f"SELECT ({GROWN} AS ?x) {{}}", {200, 400, 503}),
    "regular expression": ('ASK { FILTER (REGEX("' + "a" * 40 + '!", "^(a+)+$")) }', {200}),
    "regular expression that grows": ('ASK { FILTER (REGEX("a", "((a{0,100}){0,100}){0,100}")) }', {200, 400, 503}),
    "optionals": ("ASK { ?a ?b ?c " + "OPTIONAL { ?d ?e ?f } " * 300 + "}", {200, 400, 503}),
    "unions": ("ASK { {} " + "UNION { ?a ?b ?c } " * 20000 + "}", {200, 400, 503}),
    "subqueries": ("SELECT * { " + "{ SELECT * { " * 45 + CROSS + " } }" * 45 + " }", {400, 503}),
    "minus": (f"SELECT * {{ {CROSS} MINUS {{ {CROSS} }} }}", {400, 503}),
    "exists": (
        f"SELECT (COUNT(*) AS ?n) {{ ?x ?y ?z . ?u ?v ?w FILTER NOT EXISTS {{ {CROSS} FILTER (?l = 1) }} }}",
        {503},
    ),
    "values": (f"SELECT (COUNT(*) AS ?n) {{ {NUMBERS} }}", {503}),
    "many triples": (f"ASK {{ {TRIPLES} }}", {200, 503}),
}
QUERIES = {
    "any path": ENDLESS["any path"],
    "cross product counted": ENDLESS["cross product counted"],
    # Depth
    "groups": ("ASK " + "{" * 50_000 + "}" * 50_000, {403}),
    "parentheses": ("ASK { FILTER (" + "(" * 50_000 + "1" + ")" * 50_000 + ") }", {403}),
    "square brackets": ("ASK { " + "[ ?p " * 20_000 + "1" + " ]" * 20_000 + " ?x 1 }", {403}),
    "brackets that never close": ("ASK " + "{" * 100_000, {403}),
    "negations": ("ASK { FILTER (" + "!" * 100_000 + "true) }", {400}),
    "sums": ("ASK { FILTER (1" + "+1" * 100_000 + " = 1) }", {400, 503}),
    "alternatives": ("ASK { FILTER (1 = 1" + " || 1 = 1" * 50_000 + ") }", {400, 503}),
    "path steps": ("ASK { ?a <p:p>" + "/<p:p>" * 5_000 + " ?b }", {400, 503}),
    "path choices": ("ASK { ?a <p:p>" + "|<p:p>" * 50_000 + " ?b }", {200, 400, 503}),
    "bindings": ("ASK { " + "".join(f"BIND ({n} AS ?x{n}) " for n in range(20_000)) + "}", {200, 400, 503}),
    # Out of the cage
    "service": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {403}),
    "silent service": ("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }", {403}),
    "service by prefix": ("PREFIX e: <http://127.0.0.1:9/> SELECT * { SERVICEe:x { ?s ?p ?o } }", {403}),
    "service glued to a word": ("SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:9/> { ?s ?p ?o } }", {403}),
    "service of any variable": ("SELECT * { ?g ?p ?o sErViCe ?g { ?s ?p ?o } }", {403}),
    "service inside": ("ASK { FILTER EXISTS { SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } } } }", {403}),
    "load": ("LOAD <file:///etc/passwd>", {403}),
    "load silently": ("LOAD SILENT <http://127.0.0.1:9/> INTO GRAPH <a:a>", {403}),
    "drop": ("DROP ALL", {403}),
    "delete": ("PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }", {403}),
    "with": ("WITH <a:a> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", {403}),
    "from the network": ("SELECT * FROM <http://127.0.0.1:9/x.ttl> { ?s ?p ?o }", {403}),
    "from a file": ("SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }", {403}),
    "from by prefix": ("PREFIX e: <http://127.0.0.1:9/> SELECT * FROM e:x { ?s ?p ?o }", {403}),
    # Text that is none
    "nothing": ("", {400}),
    "a string without end": ("SELECT * { ?s ?p '" + "a" * 100_000, {400}),
    "dots": ("." * 500_000, {400, 503}),
    "quotes": ("'" * 300_001, {400, 503}),
    "colons": ("a:" * 200_000, {400, 503}),
    "null characters": ("ASK { ?s ?p '\0' }" + "\0" * 1000, {200, 400}),
    "half of a pair": ("ASK { ?s ?p '\\ud800' }", {400}),
    "right to left": ("ASK { ?s ?p '\u202e\u2066' }", {200}),
    "a number of many digits": ("SELECT (" + "9" * 100_000 + " * 9 AS ?x) {}", {200, 400}),
    "a limit of many digits": ("SELECT * { ?s ?p ?o } LIMIT " + "9" * 10_000, {400}),
    "two queries": ("ASK {} ; DROP ALL", {400}),
    "a comment that hides": ("ASK {} # } SERVICE <http://127.0.0.1:9/> {", {200}),
    "a string that hides": ('ASK { ?s ?p "SERVICE <http://127.0.0.1:9/> {" }', {200}),
}  # fmt: skip
BOUND = 1.0  # seconds of a query
SLACK = 25.0  # seconds that a busy machine may take longer; without a bound these queries take hours
LARGEST = 2 << 20  # bytes of an answer


def patiently(send: Callable[[], Answer], statuses: set[int]) -> Answer:
    """What comes back, asked for again where a machine that is busy with other work let the bound run out."""
    begun = time.monotonic()
    while (answer := send()).status == 503 not in statuses and time.monotonic() - begun < SLACK / 2:
        time.sleep(0.2)
    return answer


def judge(server: Server, query: str, statuses: set[int]) -> None:
    """Send a query, look at what comes back, and whether the server lives."""
    begun = time.monotonic()
    answer = patiently(lambda: server.send("POST", "/sparql", query, {"Content-Type": DIRECT.decode()}), statuses)
    took = time.monotonic() - begun
    assert answer.status in statuses, answer.text[:300]
    assert took < BOUND + SLACK
    assert len(answer.body) <= LARGEST
    if answer.status != 200:
        assert answer.kind == "text/plain" and answer.text.count("\n") == 1 and len(answer.text) < 1000
    assert json.loads(patiently(lambda: server.ask("ASK {}"), {200}).body)["boolean"]


@pytest.mark.parametrize("name", QUERIES)
def test_a_hostile_query_ends(server: Server, name: str) -> None:
    judge(server, *QUERIES[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", ENDLESS)
def test_a_query_without_end_is_ended(server: Server, name: str) -> None:
    judge(server, *ENDLESS[name])


def test_a_worker_can_open_nothing(server: Server) -> None:
    """Should the check of SERVICE be got round: the engine itself cannot connect."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    if not children.exists():
        pytest.skip("needs /proc, to look at the limits of the workers")
    for child in children.read_text().split():
        limits = Path(f"/proc/{child}/limits").read_text()
        rows = {row[:25].strip(): row[26:46].strip() for row in limits.splitlines()}
        assert rows["Max open files"] == "0"
        assert rows["Max address space"] == str(2 << 30)


@pytest.mark.parametrize("data", [
    b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: a b<script>\r\n\r\n",
    b"GET /sparql HTTP/1.1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999999999999\r\nContent-Type: "
    + DIRECT
    + b"\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"GET " + b"/" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /static/../../../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    b"GET /static/%2e%2e/%2e%2e/app.py HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"\0" * 1000,
])  # fmt: skip
def test_a_request_that_is_none_is_refused(server: Server, data: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), 5) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(5)
        answer = connection.recv(4096)
    assert b"root:" not in answer and b"import" not in answer
    assert server.ask("ASK {}").status == 200


def test_a_client_that_goes_takes_its_query_along(server: Server) -> None:
    before = json.loads(server.get("/health").body)["ended"]
    query = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} FILTER (?c != 'gone') }}"
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", f"/sparql?query={quote(query)}")
    time.sleep(0.2)
    connection.close()
    time.sleep(1.2)
    assert json.loads(server.get("/health").body)["ended"] == before


PATHS = [
    "/id/%2e%2e/%2e%2e/etc/passwd", "/id/", "/id/x%00y", "/id/%ff", "/id/a%0d%0aSet-Cookie:%20x=1", "/resource",
    "/resource?iri=javascript:alert(1)", "/resource?iri=%3Cscript%3E", "/resource?iri=" + "a" * 20_000,
    "/document/none?start=-1&end=99999999999999999999", "/document?iri=x", "/search?q=" + quote(HOSTILE),
    "/search?q=" + "a" * 20_000, "/queries/none", "/queries/targets?place=" + quote('" } UNION { ?x ?y ?z } #'),
    "/queries/targets?nosuch=1", "/queries/%3Cscript%3E", "/?lang=%22%3E%3Cscript%3E", "/nothing?x=<script>",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_address_breaks_a_page_or_gets_markup_into_it(server: Server, path: str) -> None:
    answer = server.send("GET", path, headers={"Accept": "text/html"})
    assert answer.status in (200, 400, 403, 404)
    assert answer.kind == "text/html" and b"<script>" not in answer.body and b"<img" not in answer.body
    assert "set-cookie" not in answer.headers
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/id/odd-1", f"/resource?iri={quote(ODD, safe='')}", "/search?q=alert"])
def test_a_hostile_name_is_text(server: Server, path: str) -> None:
    for accept in ("text/html", "application/json"):
        answer = server.get(path, accept)
        assert answer.status == 200 and answer.headers["x-content-type-options"] == "nosniff"
        if accept == "text/html":
            assert "&lt;script&gt;alert" in answer.text and "<script>alert" not in answer.text
