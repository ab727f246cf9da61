"""The graph for assistants: each tool, what strangers may not do, and the package's own client over a pipe."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import loops
import made
import pytest
from made import BASE, FACTS, PROJECT, TEXT
from pyoxigraph import Store

from kg import cli, errors, rdf
from kg.errors import QueryError
from kg.query import disk, memory
from kg.query.disk import Opened
from kg.rdf.validate import gate
from kg.reference.terms import FZ
from kg.serve import mcp
from kg.serve.mcp import Tools
from kg.serve.pool import Bounds


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    graph = Store()
    graph.extend(gate(rdf.quads(FACTS, BASE)).kept)
    made.write(graph, folder)
    return folder / "graph.nq"


@pytest.fixture(scope="module")
def opened(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with disk.opened(tmp_path_factory.mktemp("store") / "s", file) as found:
        yield found


@pytest.fixture(scope="module")
def tools(opened: Opened) -> Tools:
    return Tools(opened)


def ask(opened: Opened, *queries: str, limit: int = 50, bounds: Bounds = mcp.BOUNDS) -> list[Any]:
    """The answers to some queries, one after the other; an error is an answer."""

    async def answers() -> list[Any]:
        tools = Tools(opened, bounds)
        found: list[Any] = []
        for query in queries:
            try:
                found.append(await tools.sparql(query, limit))
            except QueryError as error:
                found.append(error)
        await tools.stop()
        return found

    return loops.run(answers())


# The tools


@pytest.mark.parametrize("text", ["南岭", "光伏发电", "nl", BASE + "project-"])
def test_a_part_of_a_name_or_its_initials_find_a_thing(tools: Tools, text: str) -> None:
    if text.startswith(BASE):
        text = tools.search("南岭")["things"][0]["iri"]
    (found,) = tools.search(text, "project")["things"]
    assert (found["name"], found["kind"]) == (PROJECT.name, "project")


def test_the_name_itself_comes_first_and_a_kind_narrows(tools: Tools) -> None:
    names = [thing["name"] for thing in tools.search("格尔木市")["things"]]
    assert names[0] == "格尔木市" and len(names) > 1
    assert {thing["kind"] for thing in tools.search("格尔木市", "document")["things"]} == {"document"}
    answer = tools.search("格尔木市", limit=1)
    assert (len(answer["things"]), answer["complete"]) == (1, False)


def test_another_name_finds_a_thing(tools: Tools) -> None:
    (thing,) = tools.search("青海省海西蒙古族藏族自治州格尔木市", limit=1)["things"]
    assert thing["kind"] == "administrative division"
    assert "格尔木市  (administrative division)" in tools.entity(thing["iri"])


def test_a_name_that_is_not_there_gives_those_that_are_alike(tools: Tools) -> None:
    with pytest.raises(QueryError, match="did you mean 昆仑新能源有限公司"):
        tools.search("昆仑新能原有限公司")


def test_a_thing_is_told_with_its_sentences(tools: Tools) -> None:
    said = tools.entity(PROJECT.name)
    assert "2×660兆瓦" in said and "开工" in said


def test_a_plain_question_is_answered_with_how_it_was_read_and_the_sentences(tools: Tools) -> None:
    answer = tools.ask("2025年高标准农田目标是多少")
    assert answer["sentence"].endswith("2025年高标准农田目标：不低于1.58万亩。")
    assert "find-facts" in answer["read_as"] and answer["sparql"][0].startswith("#")
    assert "高标准农田1.58万亩以上" in answer["quotes"][0]["sentence"]
    with pytest.raises(QueryError, match="「火星市」"):
        tools.ask("火星市2025年地区生产总值目标")


def test_a_shipped_query_takes_parameters(tools: Tools) -> None:
    answer = tools.query_by_name("targets", {"year": "2025"})
    assert answer["complete"] and answer["found"] == 1
    assert dict(zip(answer["columns"], answer["rows"][0], strict=True))["value"] == "1.58"
    with pytest.raises(QueryError, match="is no shipped query"):
        tools.query_by_name("SELECT * { ?s ?p ?o }")


def test_evidence_leads_into_the_text(tools: Tools) -> None:
    answer = tools.evidence("昆仑新能源有限公司")
    rows = [dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"]]
    assert rows and all(TEXT[int(row["start"]) : int(row["end"])] == row["quote"] for row in rows)
    assert all(row["quote"] in row["sentence"] in TEXT and row["document"] == "a.txt" for row in rows)
    by_iri = tools.evidence(rows[0]["fact"])
    assert by_iri["rows"]
    with pytest.raises(QueryError, match="nothing in the graph"):
        tools.evidence("https://example.org/unknown")


def test_the_evidence_of_a_fact_is_its_own(tools: Tools) -> None:
    columns, rows = memory.run(
        Store.read_only(str(tools._pool.store())), "SELECT ?o { ?o a ?t }", {"t": f"<{FZ.Target.value}>"}
    )
    assert columns == ("o",)
    answer = tools.evidence(rows[0][0])
    quotes = {dict(zip(answer["columns"], row, strict=True))["quote"] for row in answer["rows"]}
    assert "高标准农田1.58万亩以上" in quotes


# Queries of others


def test_sparql_sees_everything_and_needs_no_prefixes(opened: Opened) -> None:
    count, is_there, told, own = ask(
        opened,
        "SELECT (COUNT(?p) AS ?n) { ?p a fz:Project }",
        "ASK { ?p a fz:Project }",
        "CONSTRUCT { ?p a fz:Project } { ?p a fz:Project }",
        "PREFIX fz: <urn:other:> ASK { ?p a fz:Project }",
    )
    assert count == {"columns": ["n"], "rows": [["1"]], "found": 1, "complete": True}
    assert is_there == {"answer": True}
    assert told["complete"] and " a fz:Project" in told["turtle"]
    assert own == {"answer": False}


def test_an_answer_is_cut_and_says_so(opened: Opened, tools: Tools) -> None:
    (few,) = ask(opened, "SELECT ?s { ?s ?p ?o }", limit=3)
    assert (len(few["rows"]), few["complete"]) == (3, False)
    (most,) = ask(opened, "SELECT ?s { ?s ?p ?o }", limit=10**9)
    assert len(most["rows"]) == mcp.MOST
    answer = tools.query_by_name("evidence", {}, limit=1)
    assert (len(answer["rows"]), answer["complete"]) == (1, False)


REFUSED = {
    "DROP ALL": "line 1, column 1: DROP would write",
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }": "would write",
    "LOAD <http://127.0.0.1/>": "would write",
    "SELECT": "line 1, column 7",
    "SELECT *\nWHERE { ?s ?p": "line 2, column 14",
    "SELECT * { " + "{" * 3000 + "}" * 3000 + " }": "nested",
    "SELECT * { ?s ?p ?o } #" + "x" * 20000: "more than 10,000 characters",
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }": "network",
}


def test_a_query_that_may_not_run_is_told_in_one_line(opened: Opened) -> None:
    *answers, last = ask(opened, *REFUSED, "ASK { ?p a fz:Project }")
    for error, words in zip(answers, REFUSED.values(), strict=True):
        assert isinstance(error, QueryError)
        assert words in str(error) and "\n" not in str(error)
    assert last == {"answer": True}


def test_a_runaway_query_ends_and_the_next_is_answered(opened: Opened) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    error, after = ask(opened, runaway, "ASK { ?p a fz:Project }", bounds=replace(mcp.BOUNDS, seconds=1.0, grace=0.2))
    assert "took longer than 1 s" in str(error) and "ask for less" in str(error)
    assert after == {"answer": True}


def test_an_answer_that_is_too_large_says_what_to_do(opened: Opened) -> None:
    (error,) = ask(opened, "SELECT * { ?a ?b ?c . ?d ?e ?f }", bounds=replace(mcp.BOUNDS, answer=1 << 20))
    assert "the answer is larger than 1 MB; ask for less, or add a LIMIT" in str(error)


@pytest.fixture
def trap() -> Iterator[tuple[str, list[str]]]:
    """A server that remembers who has called."""
    calls: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            calls.append(self.path)
            self.send_error(404)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", calls
        server.shutdown()
        thread.join()


def test_no_query_goes_out(opened: Opened, trap: tuple[str, list[str]]) -> None:
    url, calls = trap
    answers = ask(
        opened,
        f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        f"SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    )
    assert all(isinstance(answer, QueryError) for answer in answers)
    assert calls == []


# The server


def test_the_packages_own_client_uses_every_tool(file: Path) -> None:
    loops.run(converse(file))


async def converse(file: Path) -> None:
    from mcp import Client, StdioServerParameters, stdio_client

    server = StdioServerParameters(
        command=sys.executable, args=["-m", "kg", "mcp", str(file)], cwd=Path(__file__).parent.parent.parent
    )
    # The stream of errors is named: as a default it would be what stood there when the package was loaded first.
    async with Client(stdio_client(server, errlog=sys.__stderr__)) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"ask", "search", "entity", "query_by_name", "sparql", "evidence"}
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
        assert all(query.en in (tools["query_by_name"].description or "") for query in memory.shipped().values())

        async def call(tool: str, /, **arguments: Any) -> Any:
            return await client.call_tool(tool, arguments)

        (thing,) = (await call("search", text="南岭")).structured_content["things"]
        assert thing["name"] == PROJECT.name
        assert "62亿元" in (await call("entity", name=thing["iri"])).content[0].text
        targets = (await call("query_by_name", name="targets", parameters={"year": "2025"})).structured_content
        assert targets["found"] == 1
        count = await call("sparql", query="SELECT (COUNT(?p) AS ?n) { ?p a fz:Project }")
        assert count.structured_content["rows"] == [["1"]]
        rows = (await call("evidence", name=thing["iri"])).structured_content["rows"]
        assert any(PROJECT.name in row for row in rows)
        wrong = await call("sparql", query="DROP ALL")
        assert wrong.is_error and "would write" in wrong.content[0].text


def test_a_graph_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["mcp", "missing.ttl"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


def test_a_missing_package_says_how_to_get_it(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    assert cli.run(["mcp", str(file)]) == 2
    told = errors.installing("mcp", "mcp>=2")
    assert capsys.readouterr().err == f"kg mcp: needs the package mcp, version 2; {told}\n"


def test_a_line_that_is_no_message_is_answered_with_an_error_and_the_next_one_is_answered(file: Path) -> None:
    first = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}},
    }  # fmt: skip
    lines = [b"no json", b"\xff\xfe", b"[" * 20_000, b"[]", b'{"id":4}', b'{"jsonrpc":"2.0","id":2,"method":5}']
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kg", "mcp", str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin and process.stdout
    with process:
        for line in (json.dumps(first).encode(), *lines, b'{"jsonrpc":"2.0","id":3,"method":"ping"}'):
            process.stdin.write(line + b"\n")
        process.stdin.flush()
        answers = [json.loads(process.stdout.readline()) for _ in range(len(lines) + 2)]
        process.stdin.close()
    found = [answer["error"]["code"] for answer in answers if "error" in answer]
    assert found == [-32700, -32700, -32700, -32600, -32600, -32600]
    assert answers[-1] == {"jsonrpc": "2.0", "id": 3, "result": {}}
    assert process.returncode == 0
