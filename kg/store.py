"""Graphs in memory and the queries that are shipped: load a graph file, run a query, bind its parameters safely.

A shipped query is a `.rq` file in `queries/` that any SPARQL 1.1 engine runs unchanged. Its head says what it asks
(`# zh:`, `# en:`), which variables are parameters (`# param NAME: …`) and shows an example. A parameter is a variable
that the query leaves open; its value becomes a VALUES clause written by the library's own serializer, so that no
value can be anything but a literal or an IRI.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Variable,
)

from kg.errors import InputError, QueryError

Answer = QuerySolutions | QueryTriples | QueryBoolean

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
}
_HEAD = re.compile(r"# (zh|en|example|param (?P<name>[A-Za-z_]+)): (?P<text>.+)")
# Comments, strings and IRIs, in which a brace is no brace; then the brace.
_TOKEN = re.compile(
    r'#[^\n]*|"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|\{', re.DOTALL
)
_NAME = re.compile("[a-z][a-z-]{0,60}")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A query that comes with the package: its name, what it asks, its parameters with their meaning, an example."""

    name: str
    zh: str
    en: str
    parameters: tuple[tuple[str, str], ...]
    example: str
    text: str


@cache
def shipped() -> dict[str, Shipped]:
    """The shipped queries by name, in the order of their names."""
    found = {}
    for path in sorted((files("kg") / "queries").iterdir(), key=lambda item: item.name):
        if path.name.endswith(".rq"):
            name = path.name.removesuffix(".rq")
            found[name] = _parsed(name, path.read_text(encoding="utf-8"))
    return found


def _parsed(name: str, text: str) -> Shipped:
    head: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        match = _HEAD.fullmatch(line)
        if match and match["name"]:
            parameters.append((match["name"], match["text"]))
        elif match:
            head[match[1]] = match["text"]
    return Shipped(name, head["zh"], head["en"], tuple(parameters), head["example"], text)


def load(path: Path) -> Store:
    """The graph of a file (Turtle, N-Quads, N-Triples, TriG or RDF/XML, by its ending); raises InputError."""
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(path, "has none of the endings " + ", ".join(_FORMATS), "give a graph file such as graph.ttl")
    store = Store()
    try:
        store.bulk_load(path=str(path), format=form)
    except (OSError, SyntaxError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "does not exist" if missing else f"cannot be read ({' '.join(str(error).split())})"
        raise InputError(path, reason, "give a graph file, such as one that `kg build` has written") from error
    return store


def ask(store: Store, query: str, parameters: Mapping[str, str] | None = None) -> Answer:
    """The answer of a query, given as SPARQL text or by the name of a shipped one, over all graphs of the store.

    Parameters are values of variables; one in angle brackets is an IRI. Raises QueryError where the query does not
    parse, or has no such parameter.
    """
    known = shipped().get(query)
    if known is None and _NAME.fullmatch(query):
        raise QueryError(query, "is no shipped query", f"give SPARQL or one of {', '.join(shipped())}")
    text = known.text if known else query
    terms = {name: _term(name, value) for name, value in _checked(known, parameters or {}).items()}
    try:
        return _whole(store, len(store)).query(_bound(text, terms))
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        where = known.name if known else "the query"
        raise QueryError(where, " ".join(str(error).split()), "see the SPARQL 1.1 specification") from error


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


def _checked(known: Shipped | None, parameters: Mapping[str, str]) -> Mapping[str, str]:
    names = {name for name, _ in known.parameters} if known else set(parameters)
    for name in parameters:
        if name not in names or not re.fullmatch("[A-Za-z_][A-Za-z0-9_]{0,60}", name):
            wanted = f"its parameters are {', '.join(sorted(names))}" if names else "it has no parameters"
            raise QueryError(known.name if known else "the query", f"has no parameter {name!r}", wanted)
    return parameters


def _term(name: str, value: str) -> NamedNode | Literal:
    if value.startswith("<") and value.endswith(">"):
        try:
            return NamedNode(value[1:-1])
        except ValueError as error:
            raise QueryError(f"{name}={value}", "is no absolute IRI", "give a whole IRI in angle brackets") from error
    return Literal(value)


def _bound(text: str, terms: Mapping[str, NamedNode | Literal]) -> str:
    """The query with values for variables, at the head of its outermost group."""
    if not terms:
        return text
    for match in _TOKEN.finditer(text):
        if match.group() == "{":
            names, values = (" ".join(map(str, part)) for part in (map(Variable, terms), terms.values()))
            return f"{text[: match.end()]} VALUES ({names}) {{ ({values}) }} {text[match.end() :]}"
    raise QueryError("the query", "has no group in braces", "give a SELECT or ASK query to use parameters with")


def run(
    store: Store, query: str, parameters: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """(columns, rows) of a SELECT query, everything as text and unbound values empty; raises QueryError."""
    answer = ask(store, query, parameters)
    if not isinstance(answer, QuerySolutions):
        raise QueryError("the query", "is no SELECT", "ask for columns with SELECT")
    columns = tuple(variable.value for variable in answer.variables)
    return columns, [tuple("" if term is None else term.value for term in row) for row in answer]
