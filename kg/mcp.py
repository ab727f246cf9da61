"""A server of the Model Context Protocol: an assistant searches the graph, asks it, and sees the evidence.

Everything is read-only. A shipped query runs here, for only its parameters come from outside; SPARQL text that somebody
else has written runs in a process of its own, with bounds on time and memory and no way to a file or a network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial, wraps
from itertools import islice
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Store

from kg import isolate, search, store
from kg.errors import InputError, KgError, QueryError
from kg.explain import explain, things
from kg.export import turtle
from kg.likeness import squeeze
from kg.rdf.terms import PREFIXES

MOST = 200  # rows of one answer
_LENGTH = 200_000  # characters of one answer
_QUERY, _TIME, _MEMORY = 10_000, 10, 2 << 30  # characters, seconds, bytes that a query of others may take
_INSTRUCTIONS = (
    "A knowledge graph of projects, industries, places, organizations and indicators with their targets and results, "
    "read from reports of Chinese local governments. Names are Chinese. Every fact has evidence: cite its document, "
    "sentence and offsets. Begin with `search`; `query_by_name` answers the usual questions; `sparql` answers the rest."
)
_EVIDENCE = """
SELECT DISTINCT ?fact ?document ?start ?end ?quote ?sentence ?rule WHERE {
  { BIND (@ AS ?fact) @ prov:wasDerivedFrom ?mention }
  UNION { BIND (@ AS ?fact) ?mention fz:refersTo @ }
  UNION { ?fact ?says @ ; prov:wasDerivedFrom ?mention }
  UNION { @ ?has ?fact . ?fact prov:wasDerivedFrom ?mention }
  ?mention oa:hasSource/dcterms:identifier ?document ; fz:rule ?rule ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?quote .
  ?mention fz:sentence/oa:hasSelector/oa:exact ?sentence .
} ORDER BY ?document ?start ?end ?fact"""

Rows = dict[str, Any]


class Tools:
    """What the server offers, over one graph: each method is a tool, its docstring what an assistant reads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.graph = store.load(path)
        self.things = things(self.graph)

    def search(self, text: str, kind: str = "", limit: int = 20) -> Rows:
        """Find things by a part of a name or alias: places, organizations, industries, projects, indicators, documents.

        `kind` narrows to a class such as `project`, `industry`, `indicator`, `zone`, `company`.
        """
        chosen = [thing for thing in self.things if kind.lower() in ("", thing.kind)]
        wanted = squeeze(text)
        found = [thing for thing in chosen if wanted and any(wanted in squeeze(name) for name in thing.names)]
        found.sort(key=lambda thing: (wanted not in map(squeeze, thing.names), len(thing.names[0]), thing.names[0]))
        if not found:
            found = search.find(chosen, text)  # by IRI; else the error that says which names are alike
        shown = found[: _bounded(limit)]
        rows = [{"iri": thing.iri, "kind": thing.kind, "names": list(thing.names)} for thing in shown]
        return {"things": rows, "found": len(found)}

    def entity(self, name: str, limit: int = 20) -> str:
        """Tell all that is known of a thing, by its name or IRI: features, facts, for each its sentence and reasons."""
        return explain(self.graph, name, _bounded(limit))[:_LENGTH]

    def query_by_name(self, name: str, parameters: dict[str, str] | None = None, limit: int = 50) -> Rows:
        """Run one of the queries that are shipped."""
        columns, rows = store.run(self.graph, name if name in store.shipped() else _unknown(name), parameters or {})
        return _cut(list(columns), [list(row) for row in rows[: _bounded(limit)]], len(rows))

    def sparql(self, query: str, limit: int = 50) -> Rows:
        """Run a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT or DESCRIBE), read-only, for at most ten seconds.

        Prefixes of the ontology and of the usual vocabularies need no declaration: fz, prov, oa, skos, dcterms, qudt …
        The default graph holds everything.
        """
        if len(query) > _QUERY:
            raise QueryError("the query", f"has more than {_QUERY:,} characters", "ask for less at a time")
        limits = isolate.Limits(memory=_MEMORY, cpu=_TIME, wall=float(_TIME))
        task = isolate.Task("the query", (query, _bounded(limit)), limits)
        ((_, answer),) = isolate.each(partial(_prepare, self.path), _answer, [task])
        if isinstance(answer, InputError):
            reason = answer.reason.replace("crashed its reader", "ended its process")
            raise QueryError(answer.where, reason, "ask for less" if answer.where == "the query" else answer.remedy)
        found: Rows = json.loads(answer)
        return found

    def evidence(self, name: str, limit: int = 50) -> Rows:
        """Where the documents name a thing or say a fact, by name or IRI.

        Each row has the document, the offsets of the quote in its text (in code points, end exclusive), the quote, the
        whole sentence and the rule that found it.
        """
        found: list[list[str]] = []
        columns: tuple[str, ...] = ()
        for iri in self._iris(name):
            columns, rows = store.run(self.graph, _prefixed(_EVIDENCE.replace("@", str(iri))))
            found += map(list, rows)
        return _cut(list(columns), found[: _bounded(limit)], len(found))

    def _iris(self, name: str) -> list[NamedNode]:
        """The IRI that is given, if the graph knows it, else those of the things with that name."""
        try:
            iri = NamedNode(name.strip("<> "))
        except ValueError:
            iri = None
        if iri and next(self.graph.quads_for_pattern(iri, None, None), None):
            return [iri]
        return [NamedNode(thing.iri) for thing in search.find(self.things, name)]


def serve(path: Path) -> None:
    """Serve the graph of a file over standard input and output until the client goes; raises InputError."""
    server(Tools(path)).run("stdio")


def server(tools: Tools) -> Any:
    """The server with its tools; raises KgError where the package for it is missing."""
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.types import ToolAnnotations
    except ImportError as error:
        raise KgError(
            "kg mcp", "needs the package mcp, version 2", "install it with: pip install 'fazhan[mcp]'"
        ) from error
    made = MCPServer("fazhan", instructions=_INSTRUCTIONS, log_level="ERROR")
    only_reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in (tools.search, tools.entity, tools.query_by_name, tools.sparql, tools.evidence):
        text = tool.__doc__ or ""
        if tool == tools.query_by_name:
            text += "\n\n" + _catalogue()
        made.add_tool(_told(tool), name=tool.__name__, description=text, annotations=only_reads)
    return made


def _told(tool: Callable[..., Any]) -> Callable[..., Any]:
    """The tool with our errors as those that an assistant is shown."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return tool(*given, **named)
        except KgError as error:
            raise ToolError(str(error)) from error

    return call


def _catalogue() -> str:
    """The shipped queries with their parameters, for an assistant to choose from."""
    lines = []
    for query in store.shipped().values():
        lines.append(f"{query.name}: {query.en}")
        lines += (f"  {name}: {meaning}" for name, meaning in query.parameters)
    return "\n".join(lines)


def _unknown(name: str) -> str:
    raise QueryError(name, "is no shipped query", f"use one of {', '.join(store.shipped())}")


def _bounded(limit: int) -> int:
    return max(1, min(limit, MOST))


def _prefixed(query: str) -> str:
    """The query below a line with all prefixes; one that it declares itself comes later and wins."""
    return " ".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items()) + "\n" + query


def _cut(columns: list[str], rows: list[list[str]], found: int) -> Rows:
    """Rows under their columns, as many as an answer may hold."""
    length, kept = 0, []
    for row in rows:
        length += sum(map(len, row))
        if length > _LENGTH:
            break
        kept.append(row)
    return {"columns": columns, "rows": kept, "found": found, "complete": len(kept) == found}


# From here on: in the process of a query.

_graph = Store()


def _prepare(path: Path) -> None:
    global _graph
    _graph = store.load(path)
    store.ask(_graph, "ASK {}")  # makes the union of the named graphs once, before the fork


def _answer(task: tuple[str, int]) -> bytes:
    query, limit = task
    _close_doors()
    answer = _asked(query)
    if isinstance(answer, QueryBoolean):
        return json.dumps({"answer": bool(answer)}).encode()
    if isinstance(answer, QuerySolutions):
        columns = [variable.value for variable in answer.variables]
        rows = [["" if term is None else term.value for term in row] for row in islice(answer, limit + 1)]
        told = _cut(columns, rows[:limit], len(rows))
        if len(rows) > limit:
            told.pop("found")  # more than is known
        return json.dumps(told, ensure_ascii=False).encode()
    triples = list(islice(answer, limit + 1))
    text = turtle.of_triples(triples[:limit]).decode()
    return json.dumps({"turtle": text[:_LENGTH], "complete": len(triples) <= limit}, ensure_ascii=False).encode()


def _asked(query: str) -> store.Answer:
    try:
        return store.ask(_graph, _prefixed(query))
    except QueryError as error:
        # The line of prefixes is ours.
        where = re.sub("^line ([0-9]+)", lambda match: f"line {int(match[1]) - 1}", error.where)
        raise QueryError(where, error.reason, error.remedy) from error


def _close_doors() -> None:
    """No file and no connection can be opened from here on: SERVICE and the like fail."""
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
