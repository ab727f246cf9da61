"""A server of the Model Context Protocol: an assistant searches the graph, asks it, and sees the evidence.

Everything is read-only. A shipped query runs here, for only its parameters come from outside; SPARQL text that somebody
else has written runs in a worker of `kg.serve`, a process with bounds on time and memory and no way to a file or a
network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict
from functools import wraps
from typing import Any

from pyoxigraph import NamedNode

from kg.errors import KgError, QueryError, installing
from kg.query import ask, memory
from kg.query.disk import Opened
from kg.query.explain import explain
from kg.query.search import Thing, find
from kg.reference.terms import PREFIXES
from kg.serve.names import Name, Names
from kg.serve.pool import Bounds, BusyError, Pool
from kg.text.wording import spaced

MOST = 200  # rows of one answer
_LENGTH = 200_000  # characters of one answer
_QUERY = 10_000  # characters of a query of others
BOUNDS = Bounds(fast=1, slow=1, seconds=10.0, answer=4 << 20)
_ROWS, _TRIPLES = "application/sparql-results+json", "text/turtle"
_INSTRUCTIONS = (
    "A knowledge graph of projects, industries, places, organizations and indicators with their targets and results, "
    "read from reports of Chinese local governments. Names are Chinese. Every fact has evidence: cite its document, "
    "sentence and offsets. `ask` takes plain questions; `search` finds things; `query_by_name` answers the "
    "usual questions; `sparql` answers the rest."
)
_EVIDENCE = """
SELECT DISTINCT ?fact ?document ?start ?end ?quote ?sentence ?rule WHERE {
  { BIND (@ AS ?fact) @ prov:wasDerivedFrom ?mention }
  UNION { BIND (@ AS ?fact) ?mention fz:refersTo @ }
  UNION { ?fact ?says @ ; prov:wasDerivedFrom ?mention }
  UNION { @ ?has ?fact . ?fact prov:wasDerivedFrom ?mention }
  ?mention nif:referenceContext/dcterms:identifier ?document ; fz:rule ?rule .
  ?mention nif:beginIndex ?start ; nif:endIndex ?end ; nif:anchorOf ?quote ; fz:sentence/nif:anchorOf ?sentence .
} ORDER BY ?document ?start ?end ?fact"""

Rows = dict[str, Any]


class Tools:
    """What the server offers, over one store: each public method is a tool, its docstring what an assistant reads."""

    def __init__(self, opened: Opened, bounds: Bounds = BOUNDS) -> None:
        self._source = opened.source()
        self._names = Names.read(opened.names)
        self._pool = Pool(lambda: opened.store, bounds)
        self._is_started = False
        self._asked_names: ask.Names | None = None

    def search(self, text: str, kind: str = "", limit: int = 20) -> Rows:
        """Find things by a part of a name or alias, or by the initials of its pinyin.

        They are places, organizations, industries, projects, indicators and documents; `kind` narrows to a class such
        as `project`, `industry`, `indicator`, `zone`, `company`.
        """
        wanted = kind.lower().strip()
        found = [name for name in self._names.find(text, MOST) if wanted in ("", spaced(name.kind), name.kind.lower())]
        if not found:
            things = find(self._things(wanted), text)  # by IRI; else the error that says which names are alike
            found = [Name(thing.names[0], thing.kind, thing.iri) for thing in things]
        shown = [{"name": name.name, "kind": spaced(name.kind), "iri": name.iri} for name in found]
        return {"things": shown[: _bounded(limit)], "complete": len(found) < MOST and len(found) <= _bounded(limit)}

    def entity(self, name: str, limit: int = 20) -> str:
        """Tell all that is known of a thing, by its name or IRI: features, facts, for each its sentence and reasons."""
        return explain(self._source.store, name, _bounded(limit))[:_LENGTH]

    def ask(self, question: str, limit: int = 50) -> Rows:
        """Answer a question in plain Chinese or English, such as 西岭县2024年哪些目标没有完成.

        The answer tells how the question was read and quotes who says so; what is not understood is refused.
        """
        if self._asked_names is None:
            self._asked_names = ask.names_of(self._source)
        found = ask.answer(self._source, question, self._asked_names)
        told = {"sentence": found.sentence, "read_as": found.read_as, "sparql": list(found.sparql)}
        quotes = [asdict(quote) for quote in found.quotes[: _bounded(limit)]]
        return told | _cut(found.columns, list(found.rows), limit) | {"quotes": quotes}

    def query_by_name(self, name: str, parameters: dict[str, str] | None = None, limit: int = 50) -> Rows:
        """Run one of the queries that are shipped."""
        if name not in memory.shipped():
            raise QueryError(name, "is no shipped query", f"use one of {', '.join(memory.shipped())}")
        columns, rows = memory.run(self._source, name, parameters)
        return _cut(columns, rows, limit)

    async def sparql(self, query: str, limit: int = 50) -> Rows:
        """Run a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT or DESCRIBE), read-only, for at most ten seconds.

        Prefixes of the ontology and of the usual vocabularies need no declaration: fz, prov, nif, skos, dcterms, qudt …
        The default graph holds everything; each document has a named graph besides.
        """
        if len(query) > _QUERY:
            raise QueryError("the query", f"has more than {_QUERY:,} characters", "ask for less at a time")
        head, body = await self._asked(query)
        if head["status"] != "ok":
            raise _refusal(head)
        if head["kind"] == _TRIPLES:
            return {"turtle": body.decode()[:_LENGTH], "complete": len(body.decode()) <= _LENGTH}
        found = json.loads(body)
        if "boolean" in found:
            return {"answer": found["boolean"]}
        columns = found["head"]["vars"]
        rows = [[row[name]["value"] if name in row else "" for name in columns] for row in found["results"]["bindings"]]
        return _cut(columns, rows, limit)

    def evidence(self, name: str, limit: int = 50) -> Rows:
        """Where the documents name a thing or say a fact, by name or IRI.

        Each row has the document, the offsets of the quote in its text (in code points, end exclusive), the quote, the
        whole sentence and the rule that found it.
        """
        found: list[tuple[str, ...]] = []
        columns: tuple[str, ...] = ()
        for iri in self._iris(name):
            columns, rows = memory.run(self._source.store, _prefixed(_EVIDENCE.replace("@", str(iri))))
            found += rows
        return _cut(columns, found, limit)

    async def _asked(self, query: str) -> tuple[dict[str, Any], bytes]:
        if not self._is_started:
            await self._pool.start()
            self._is_started = True
        try:
            return await self._pool.ask({"do": "query", "query": _prefixed(query), "accept": f"{_ROWS}, {_TRIPLES}"})
        except BusyError as error:
            raise QueryError("the query", str(error), "try again in a moment") from error

    def _things(self, kind: str = "") -> list[Thing]:
        """All that has a name, with its names."""
        names: dict[tuple[str, str], list[str]] = {}
        for row in self._names:
            if kind in ("", spaced(row.kind), row.kind.lower()):
                names.setdefault((row.iri, row.kind), []).append(row.name)
        return [Thing(iri, kind, tuple(found)) for (iri, kind), found in names.items()]

    def _iris(self, name: str) -> list[NamedNode]:
        """The IRI that is given, if the graph knows it, else those of the things with that name."""
        try:
            iri = NamedNode(name.strip("<> "))
        except ValueError:
            iri = None
        if iri and next(self._source.store.quads_for_pattern(iri, None, None), None):
            return [iri]
        return [NamedNode(thing.iri) for thing in find(self._things(), name)]

    async def stop(self) -> None:
        """End the workers."""
        await self._pool.stop()


def check() -> None:
    """Raise KgError where the package for the protocol is missing."""
    try:
        import mcp.server.mcpserver  # noqa: F401
    except ImportError as error:
        raise KgError("kg mcp", "needs the package mcp, version 2", installing("mcp", "mcp>=2")) from error


def serve(opened: Opened) -> None:
    """Serve a store over standard input and output until the client goes."""
    made = server(Tools(opened))
    import anyio

    anyio.run(_served, made)


async def _served(made: Any) -> None:
    """What `made.run("stdio")` does; a line that is no message is answered with an error instead of silence."""
    import anyio
    from mcp.server.stdio import stdio_server

    async with stdio_server() as (lines, answers), anyio.create_task_group() as tasks:
        sent, messages = anyio.create_memory_object_stream[Any](0)

        async def read() -> None:
            async with sent:
                async for item in lines:
                    await (answers.send(_no_message(item)) if isinstance(item, Exception) else sent.send(item))

        tasks.start_soon(read)
        lowlevel = made._lowlevel_server
        await lowlevel.run(messages, answers, lowlevel.create_initialization_options())


def _no_message(error: Exception) -> Any:
    """An error of JSON-RPC 2.0 (5.1) about a line that is no JSON, or no message of the protocol."""
    from mcp import types
    from mcp.shared.message import SessionMessage

    told = [item["type"] for item in error.errors()] if hasattr(error, "errors") else []
    is_json = "json_invalid" not in told
    data = (
        types.ErrorData(code=types.INVALID_REQUEST, message="Invalid Request: this line is no message of JSON-RPC 2.0")
        if is_json
        else types.ErrorData(code=types.PARSE_ERROR, message="Parse error: this line is no JSON")
    )
    return SessionMessage(types.JSONRPCError(jsonrpc="2.0", id=None, error=data))


def server(tools: Tools) -> Any:
    """The server with its tools; raises KgError where the package for it is missing."""
    check()
    from mcp.server.mcpserver import MCPServer
    from mcp.types import ToolAnnotations

    made = MCPServer("fazhan", instructions=_INSTRUCTIONS, log_level="ERROR")
    only_reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in (tools.ask, tools.search, tools.entity, tools.query_by_name, tools.sparql, tools.evidence):
        text = tool.__doc__ or ""
        if tool == tools.query_by_name:
            text += "\n\n" + _catalogue()
        made.add_tool(_told(tool), name=tool.__name__, description=text, annotations=only_reads)
    return made


def _told(tool: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    """The tool with our errors as those that an assistant is shown."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    async def call(*given: Any, **named: Any) -> Any:
        try:
            answer = tool(*given, **named)
            return await answer if isinstance(answer, Awaitable) else answer
        except KgError as error:
            raise ToolError(str(error)) from error

    return call


def _catalogue() -> str:
    """The shipped queries with their parameters, for an assistant to choose from."""
    lines = []
    for query in memory.shipped().values():
        lines.append(f"{query.name}: {query.en}")
        lines += (f"  {name}: {meaning}" for name, meaning in query.parameters)
    return "\n".join(lines)


def _refusal(head: dict[str, Any]) -> QueryError:
    """Why a worker has not answered; the line of prefixes above a query is ours and does not count."""
    reason = re.sub("^line ([0-9]+)", lambda match: f"line {int(match[1]) - 1}", head["reason"])
    where, _, words = reason.partition(": ")
    if head["status"] in ("malformed", "refused") and words:
        return QueryError(where, *(words.rsplit("; ", 1) if "; " in words else (words, "write it otherwise")))
    return QueryError("the query", reason, "ask for less, or add a LIMIT")


def _bounded(limit: int) -> int:
    return max(1, min(limit, MOST))


def _prefixed(query: str) -> str:
    """The query below a line with all prefixes; one that it declares itself comes later and wins."""
    return " ".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items()) + "\n" + query


def _cut(columns: Iterable[str], rows: list[Any], limit: int) -> Rows:
    """Rows under their columns, as many as were asked for and as an answer may hold."""
    length, kept = 0, []
    for row in rows[: _bounded(limit)]:
        length += sum(map(len, row))
        if length > _LENGTH:
            break
        kept.append(list(row))
    return {"columns": list(columns), "rows": kept, "found": len(rows), "complete": len(kept) == len(rows)}
