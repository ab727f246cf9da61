"""Graphs in memory: load a graph file, run a query over all of it.

`disk` keeps a graph on disk, `shipped` knows the queries that come with the package, `binding` gives them their
parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse_query_results,
)

from kg.errors import InputError, QueryError
from kg.query import syntax
from kg.query.binding import Lines, Source, prepared
from kg.query.shipped import Shipped, named, shipped

__all__ = ["FORMATS", "Answer", "Shipped", "Source", "ask", "fill", "form_of", "load", "run", "shipped", "table"]

Answer = QuerySolutions | QueryTriples | QueryBoolean

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
}


def form_of(path: Path) -> RdfFormat:
    """The format of a graph file by its ending; raises InputError."""
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(path, "has none of the endings " + ", ".join(FORMATS), "give a graph file such as graph.ttl")
    return form


def load(path: Path) -> Store:
    """The graph of a file (Turtle, N-Quads, N-Triples, TriG or RDF/XML, by its ending), or the `graph.ttl` of a
    build's output folder; raises InputError."""
    store = Store()
    fill(store, path / "graph.ttl" if path.is_dir() else path)
    return store


def fill(store: Store, path: Path) -> None:
    """Load a graph file into a store, whole; raises InputError."""
    form = form_of(path)
    try:
        store.bulk_load(path=str(path), format=form)
    except (OSError, SyntaxError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "does not exist" if missing else f"cannot be read ({' '.join(str(error).split())})"
        raise InputError(path, reason, "give a graph file, such as one that `kg build` has written") from error


def ask(
    source: Store | Source, query: str, parameters: Mapping[str, str] | None = None, limit: int | None = None
) -> Answer:
    """The answer of a query, given as SPARQL text or by the name of a shipped one, over all graphs of the store.

    Parameters are values of variables; one in angle brackets is an IRI. There are at most `limit` solutions.
    Raises QueryError, with line and column and what was expected, where the query does not parse, has no such
    parameter, would write, or would go out to a network.
    """
    source = Source(source) if isinstance(source, Store) else source
    if not parameters and query in source.kept:
        return table(source.kept[query], limit)
    text = prepared(source, query, parameters or {})
    text = text if limit is None else syntax.limited(text, limit)
    syntax.examine(text)
    try:
        return (source.store if source.whole else _whole(source.store, len(source.store))).query(text)
    except SyntaxError as error:
        raise syntax.fault(text, Store()) from error
    except (ValueError, RuntimeError, OSError) as error:
        known = named(query)
        where = known.name if known else "the query"
        raise QueryError(where, " ".join(str(error).split()), "see the SPARQL 1.1 specification") from error


def table(lines: Lines, limit: int | None = None) -> QuerySolutions:
    """The solutions that tab-separated values tell, or the first of them: a line of columns, then one for each."""
    if limit is not None:
        end = 0
        for _ in range(limit + 1):
            end = lines.find(b"\n", end) + 1 or len(lines)
        lines = lines[:end]
    found = parse_query_results(bytes(lines), format=QueryResultsFormat.TSV)
    assert isinstance(found, QuerySolutions)
    return found


@lru_cache(maxsize=1)
def _whole(store: Store, size: int) -> Store:
    """The store, if its default graph holds all; else a copy of it whose default graph does.

    The engine's own union of named graphs repeats what several documents say: counts come out wrong, and a join of
    such repetitions takes minutes. `size` notices a store that has grown.
    """
    if next(store.named_graphs(), None) is None:
        return store
    copy = Store()
    copy.bulk_extend(store)
    copy.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?graph { ?s ?p ?o } }")
    return copy


def run(
    source: Store | Source, query: str, parameters: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """(columns, rows) of a SELECT query, everything as text and unbound values empty; raises QueryError."""
    answer = ask(source, query, parameters)
    if not isinstance(answer, QuerySolutions):
        raise QueryError("the query", "is no SELECT", "ask for columns with SELECT")
    columns = tuple(variable.value for variable in answer.variables)
    return columns, [tuple("" if term is None else term.value for term in row) for row in answer]
