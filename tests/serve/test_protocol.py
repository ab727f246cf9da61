"""The SPARQL 1.1 Protocol: the cases of the W3C's suite that a read-only endpoint must pass, in words of our own.

Of its 34 cases, the 22 about queries apply as they are. The 12 about updates apply turned round: each request must be
refused, and nothing be written. Beyond them: negotiation, HEAD, bounds on requests, and where errors are.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from urllib.parse import quote, urlencode

import pytest
from serving import GRAPHS, Answer, Server

ONE, TWO, THREE = GRAPHS
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
BOTH = f"ASK {{ <{ONE}> a ?type . <{TWO}> a ?type }}"
EITHER = f"ASK {{ GRAPH ?g {{ <{ONE}> a ?type }} GRAPH ?h {{ <{TWO}> a ?type }} }}"


def is_true(answer: Answer) -> bool:
    """A boolean result in JSON or XML that says yes."""
    assert answer.status == 200, answer.text
    if answer.kind == "application/sparql-results+json":
        return bool(json.loads(answer.body)["boolean"])
    assert answer.kind == "application/sparql-results+xml"
    return ET.fromstring(answer.body).findtext("{*}boolean") == "true"


def posted(server: Server, body: str | bytes, kind: str | None, **query: str | list[str]) -> Answer:
    headers = {"Content-Type": kind} if kind else {}
    return server.send("POST", f"/sparql?{urlencode(query, doseq=True)}", body, headers)


# Queries: how they are sent


def test_query_by_get(server: Server) -> None:
    assert is_true(server.send("GET", f"/sparql?query=ASK%20%7B%7D&{urlencode({'default-graph-uri': ONE})}"))


def test_query_by_form(server: Server) -> None:
    assert is_true(posted(server, "query=ASK%20%7B%7D", FORM, **{"default-graph-uri": ONE}))


def test_query_posted_directly(server: Server) -> None:
    assert is_true(posted(server, "ASK {}", DIRECT, **{"default-graph-uri": ONE}))


def test_query_with_a_slash_at_the_end_of_the_address(server: Server) -> None:
    assert is_true(server.get("/sparql/", query="ASK {}"))


# Queries: the data set


def test_default_graphs_by_get(server: Server) -> None:
    path = f"/sparql?{urlencode({'query': BOTH, 'default-graph-uri': [ONE, TWO]}, doseq=True)}"
    assert is_true(server.send("GET", path))


def test_default_graphs_by_post(server: Server) -> None:
    assert is_true(posted(server, BOTH, DIRECT, **{"default-graph-uri": [ONE, TWO]}))


def test_named_graphs_by_post(server: Server) -> None:
    assert is_true(posted(server, EITHER, DIRECT, **{"named-graph-uri": [ONE, TWO]}))


def test_named_graphs_by_get(server: Server) -> None:
    path = f"/sparql?{urlencode({'query': EITHER, 'named-graph-uri': [ONE, TWO]}, doseq=True)}"
    assert is_true(server.send("GET", path))


def test_default_and_named_graphs_together(server: Server) -> None:
    query = f"ASK {{ <{THREE}> a ?type GRAPH ?g {{ <{ONE}> a ?type }} GRAPH ?h {{ <{TWO}> a ?type }} }}"
    assert is_true(posted(server, query, DIRECT, **{"default-graph-uri": THREE, "named-graph-uri": [ONE, TWO]}))


def test_the_data_set_of_the_request_counts_and_not_that_of_the_query(server: Server) -> None:
    query = f"ASK FROM <{THREE}> {{ GRAPH ?g {{ <{ONE}> a ?type }} GRAPH ?h {{ <{TWO}> a ?type }} }}"
    assert is_true(posted(server, query, DIRECT, **{"named-graph-uri": [ONE, TWO]}))
    narrow = posted(server, f"ASK FROM <{ONE}> {{ <{ONE}> a ?type }}", DIRECT, **{"default-graph-uri": TWO})
    assert not is_true(narrow)


def test_a_graph_outside_of_the_data_set_is_not_seen(server: Server) -> None:
    assert not is_true(posted(server, BOTH, DIRECT, **{"default-graph-uri": ONE}))
    assert not is_true(posted(server, EITHER, DIRECT, **{"named-graph-uri": ONE}))
    assert not is_true(posted(server, BOTH, DIRECT, **{"named-graph-uri": [ONE, TWO]}))


def test_without_a_data_set_everything_is_seen(server: Server) -> None:
    assert is_true(posted(server, BOTH, DIRECT)) and is_true(posted(server, EITHER, DIRECT))


# Queries: what comes back


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("SELECT (1 AS ?value) {}", ["application/sparql-results+xml", "application/sparql-results+json"]),
        ("ASK {}", ["application/sparql-results+xml", "application/sparql-results+json"]),
        ("DESCRIBE <http://example.org/>", ["application/rdf+xml", "text/turtle", "application/n-triples"]),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", ["application/rdf+xml", "text/turtle", "application/n-triples"]),
    ],
    ids=["select", "ask", "describe", "construct"],
)
def test_the_content_type_fits_the_form_of_the_query(server: Server, query: str, kinds: list[str]) -> None:
    answer = posted(server, query, DIRECT, **{"default-graph-uri": ONE})
    assert answer.status == 200 and answer.kind in kinds


# Requests that are wrong


@pytest.mark.parametrize(
    ("method", "body", "kind", "status"),
    [
        ("PUT", "", None, 405),
        ("GET", None, None, 400),  # two queries
        ("POST", "ASK {}", "text/plain", 415),
        ("POST", "query=ASK%20%7B%7D", None, 415),
        ("POST", "ASK {}", None, 415),
        ("POST", "ASK {}".encode("utf-16"), f"{DIRECT}; charset=UTF-16", 415),
        ("GET", None, None, 400),  # a query that does not parse
    ],
    ids=["method", "multiple", "media type", "no form type", "no direct type", "not utf-8", "syntax"],
)
def test_a_bad_query_is_refused(
    server: Server, method: str, body: str | bytes | None, kind: str | None, status: int, request: pytest.FixtureRequest
) -> None:
    path = {
        "multiple": "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D",
        "syntax": "/sparql?query=ASK%20%7B",
        "method": "/sparql?query=ASK%20%7B%7D",
    }.get(request.node.callspec.id, "/sparql")
    answer = server.send(method, path, body, {"Content-Type": kind} if kind else {})
    assert answer.status == status and answer.kind == "text/plain"
    if status == 405:
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


# Updates: all are refused


INSERT = "INSERT DATA { GRAPH <http://example.org/written> { <a:a> <a:b> <a:c> } }"
UPDATES = {
    "using default graph": (INSERT, "application/sparql-update", {"using-graph-uri": ONE}),
    "using default graphs": (INSERT, "application/sparql-update", {"using-graph-uri": [ONE, TWO]}),
    "using named graphs": (INSERT, "application/sparql-update", {"using-named-graph-uri": [ONE, TWO]}),
    "using both": (INSERT, "application/sparql-update", {"using-graph-uri": ONE, "using-named-graph-uri": TWO}),
    "by form": (f"update={quote(INSERT)}", FORM, {}),
    "directly": (INSERT, "application/sparql-update", {}),
    "relative IRIs": ("CLEAR ALL ; INSERT DATA { <a> <b> <c> }", "application/sparql-update", {}),
    "by get": (None, None, {"update": INSERT}),
    "twice": (f"update={quote(INSERT)}&update={quote(INSERT)}", FORM, {}),
    "as text": (INSERT, "text/plain", {}),
    "without a type": (f"update={quote(INSERT)}", None, {}),
    "not utf-8": (INSERT.encode("utf-16"), "application/sparql-update; charset=UTF-16", {}),
    "syntax": ("update=INSERT%20WHERE", FORM, {}),
    "data set twice": (f"update={quote('WITH <a:a> ' + INSERT)}&using-graph-uri=x", FORM, {}),
    "as a query": (INSERT, DIRECT, {}),
    "as a query by get": (None, None, {"query": INSERT}),
}


@pytest.mark.parametrize("case", UPDATES)
def test_an_update_is_refused_and_writes_nothing(server: Server, case: str) -> None:
    body, kind, query = UPDATES[case]
    method = "GET" if body is None else "POST"
    path = f"/sparql?{urlencode(query, doseq=True)}"
    answer = server.send(method, path, body, {"Content-Type": kind} if kind else {})
    assert answer.status in (403, 415)
    assert not is_true(server.ask("ASK { GRAPH <http://example.org/written> { ?s ?p ?o } }"))


# Negotiation


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1", "text/csv", "text/csv"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "text/tab-separated-values", "text/tab-separated-values"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "application/json", "application/sparql-results+json"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "text/csv;q=0.5, application/xml", "application/sparql-results+xml"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "text/html, */*;q=0.1", "application/sparql-results+json"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "application/*", "application/sparql-results+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "application/n-triples", "application/n-triples"),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "application/ld+json", "application/ld+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "application/sparql-results+json", None),
        ("ASK {}", "text/turtle", None),
        ("ASK {}", "application/sparql-results+json;q=0", None),
        ("ASK {}", "x" * 3000, None),
    ],
)
def test_the_client_chooses_the_format(server: Server, query: str, accept: str, kind: str | None) -> None:
    answer = server.ask(query, accept)
    assert (answer.status, answer.kind) == ((200, kind) if kind else (406, "text/plain"))


def test_the_format_by_a_short_name(server: Server) -> None:
    answer = server.get("/sparql", query="SELECT (1 AS ?n) {}", format="csv")
    assert (answer.kind, answer.text) == ("text/csv", "n\r\n1\r\n")


def test_results_are_what_their_types_say(server: Server) -> None:
    query = 'SELECT ?a ?b { VALUES (?a ?b) { ("西,\\"岭" UNDEF) } }'
    assert json.loads(server.ask(query).body)["results"]["bindings"] == [{"a": {"type": "literal", "value": '西,"岭'}}]
    assert server.ask(query, "text/csv").text == 'a,b\r\n"西,""岭",\r\n'
    assert server.ask(query, "text/tab-separated-values").text == '?a\t?b\n"西,\\"岭"\t\n'
    found = ET.fromstring(server.ask(query, "application/sparql-results+xml").body)
    assert found.findtext(".//{*}literal") == '西,"岭'


# Errors, HEAD, OPTIONS, bounds


def test_a_malformed_query_is_told_by_line_and_column(server: Server) -> None:
    answer = server.ask("SELECT * WHERE {\n  ?s ?p ?o .\n  FILTR(?o > 1)\n}")
    assert answer.status == 400
    assert answer.text.startswith("line 3, column 3: FILTR cannot stand here; did you mean FILTER? expected one of ")


@pytest.mark.parametrize("path", ["/sparql?query=ASK%20%7B%7D", "/", "/query", "/void", "/health"])
def test_head_has_the_headers_of_get_and_no_body(server: Server, path: str) -> None:
    head, get = server.send("HEAD", path), server.send("GET", path)
    assert (head.status, head.body, head.kind) == (200, b"", get.kind)


def test_options_names_the_methods(server: Server) -> None:
    answer = server.send("OPTIONS", "/sparql")
    assert answer.status == 204 and "POST" in answer.headers["allow"]


def test_no_other_origin_may_ask_unless_told(server: Server) -> None:
    for headers in ({"Origin": "https://example.org"}, {"Origin": "null"}):
        answer = server.send("GET", "/sparql?query=ASK%20%7B%7D", headers=headers)
        assert "access-control-allow-origin" not in answer.headers


def test_a_request_that_is_too_large_is_refused(server: Server) -> None:
    answer = posted(server, "ASK {}" + " " * (1 << 20), DIRECT)
    assert answer.status == 413 and "larger than 1 MB" in answer.text


def test_a_compressed_request_is_refused(server: Server) -> None:
    headers = {"Content-Type": DIRECT, "Content-Encoding": "gzip"}
    assert server.send("POST", "/sparql", b"\x1f\x8b", headers).status == 415


@pytest.mark.parametrize("body", [b"\xff\xfe", b"ASK { ?s ?p '\xe4' }"])
def test_a_query_that_is_not_utf_8_is_refused(server: Server, body: bytes) -> None:
    assert posted(server, body, DIRECT).status == 400
    assert server.send("GET", f"/sparql?query={quote(body)}").status == 400


def test_without_a_query_a_program_gets_the_description_and_a_person_the_editor(server: Server) -> None:
    assert "SPARQL11Query" in server.get("/sparql", "text/turtle").text
    answer = server.get("/sparql", "text/html")
    assert (answer.status, answer.headers["location"]) == (307, "/query")
    assert posted(server, "", FORM).status == 400


def test_a_relative_iri_stands_for_one_of_the_endpoint(server: Server) -> None:
    answer = server.ask("CONSTRUCT { <s> <p> 1 } WHERE {}", "application/n-triples")
    assert answer.text.startswith(f"<{server.root}/s> <{server.root}/p>")
