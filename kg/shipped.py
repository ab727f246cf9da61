"""The queries that are shipped, and their parameters bound so that a large store answers at once.

A shipped query is a `.rq` file in `queries/` that any SPARQL 1.1 engine runs unchanged. Its head says what it asks
(`# zh:`, `# en:`), which variables are parameters (`# param NAME: …`) and shows an example. A parameter is a variable
that the query leaves open; its value becomes a VALUES clause written by the library's own serializer, so that no
value can be anything but a literal or an IRI.

`# via NAME: ?x <- PATTERN` makes a large store quick. It says that the rows which the parameter NAME chooses are those
of the values of `?x` for which the pattern holds, with `?thing` for a thing of that name. The things are looked up
first, then the values of `?x`; these stand in front of the query instead of the parameter, so that the engine begins
with them. `# via NAME: ?x` says that `?x` is the thing itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from itertools import islice

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store, Variable

from kg import gazetteer, likeness, sparql
from kg.errors import QueryError
from kg.rdf.terms import FZ, SKOS

_HEAD = re.compile(r"# (zh|en|example|(?P<key>param|via) (?P<name>[A-Za-z_]+)): (?P<text>.+)")
_NAME = re.compile("[a-z][a-z-]{0,60}")
_VARIABLE = re.compile("[A-Za-z_][A-Za-z0-9_]{0,60}")
# With more of them the engine may as well begin somewhere else.
_MOST = 20_000
_LABELS = (SKOS.prefLabel, SKOS.altLabel, FZ.fullName)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A query that comes with the package: its name, what it asks, its parameters with their meaning, an example.

    `via` holds, for some parameters, the pattern that leads from the things of that name to the rows.
    """

    name: str
    zh: str
    en: str
    parameters: tuple[tuple[str, str], ...]
    example: str
    text: str
    via: tuple[tuple[str, str], ...] = ()


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
    told: dict[str, list[tuple[str, str]]] = {"param": [], "via": []}
    for line in text.splitlines():
        match = _HEAD.fullmatch(line)
        if match and match["key"]:
            told[match["key"]].append((match["name"], match["text"]))
        elif match:
            head[match[1]] = match["text"]
    return Shipped(name, head["zh"], head["en"], tuple(told["param"]), head["example"], text, tuple(told["via"]))


def named(query: str) -> Shipped | None:
    """The shipped query of that name, None for SPARQL; raises QueryError for what looks like a name and is none."""
    found = shipped().get(query)
    if found is None and _NAME.fullmatch(query):
        near = nearest(query, shipped())
        raise QueryError(query, "is no shipped query", f"{near}give SPARQL or one of {', '.join(shipped())}")
    return found


def nearest(name: str, known: Iterable[str]) -> str:
    """The beginning of a remedy for a word of a command, empty where nothing is near.

    >>> nearest("targtes", ["targets", "places"])
    'did you mean targets? '
    """
    found = get_close_matches(name.lower(), list(known), 2, 0.55)
    return f"{likeness.guess(found, '')} " if found else ""


def prepared(store: Store, query: str, parameters: Mapping[str, str]) -> str:
    """The SPARQL of a query, given as text or by the name of a shipped one, with its parameters bound.

    Raises QueryError where the query has no such parameter or a value cannot be one.
    """
    known = named(query)
    _check(known, parameters)
    if known is None:
        return bound(query, {name: [_term(name, value)] for name, value in parameters.items()})
    values: dict[str, Sequence[NamedNode | Literal]] = {}
    text = known.text
    for name, value in parameters.items():
        variable, _, pattern = dict(known.via).get(name, "").partition(" <- ")
        things = called(store, value) if variable else ()
        found = _led(store, known.text, variable, pattern, things) if pattern else things
        if not pattern or len(found) > _MOST:
            values[name] = list(_names(store, things)) or [_term(name, value)]
        if variable and len(found) <= _MOST:
            text = _in_groups(text, variable, found)
            values[variable[1:]] = found
    return bound(text, values)


def _led(store: Store, text: str, variable: str, pattern: str, things: Sequence[NamedNode]) -> Sequence[NamedNode]:
    """What the pattern leads to from some things; the query's prefixes count."""
    prologue = "".join(line + "\n" for line in text.splitlines() if line.startswith("PREFIX "))
    query = bound(f"{prologue}SELECT DISTINCT {variable} {{ {pattern} }}", {"thing": things})
    has_default = next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is not None
    solutions = store.query(_in_groups(query, "?thing", things), use_default_graph_as_union=not has_default)
    assert isinstance(solutions, QuerySolutions)
    found = (row[0] for row in islice(solutions, _MOST + 1))
    return [term for term in found if isinstance(term, NamedNode)]


def _in_groups(text: str, variable: str, things: Sequence[NamedNode]) -> str:
    """The query with the things at the head of every OPTIONAL and branch of a UNION that speaks of them.

    The engine may evaluate such a group by itself, for all that is in the store, and join only then. The rows stay as
    they are, for the same things stand at the head of the query.
    """
    found = list(sparql.tokens(text))
    clause = f" VALUES {variable} {{ {' '.join(map(str, things))} }} "
    starts = [at for at, token in enumerate(found) if token.text == "{" and _is_branch(found, at)]
    for at in reversed(starts):
        if any(token.text == variable for token in found[at : _close(found, at)]):
            text = text[: found[at].end] + clause + text[found[at].end :]
    return text


def _is_branch(found: Sequence[sparql.Token], at: int) -> bool:
    """Whether a group is joined with others: not one of EXISTS, MINUS, VALUES, GRAPH or the outermost."""
    return at > 0 and found[at - 1].text.upper() in ("UNION", "OPTIONAL", "{", "}", ".")


def _close(found: Sequence[sparql.Token], at: int) -> int:
    """Where the bracket that opens at a token closes."""
    depth = 0
    for end in range(at, len(found)):
        depth += (found[end].kind == "open") - (found[end].kind == "close")
        if depth == 0:
            return end
    return len(found)


def _check(known: Shipped | None, parameters: Mapping[str, str]) -> None:
    names = sorted(name for name, _ in known.parameters) if known else list(parameters)
    for name in parameters:
        if name not in names or not _VARIABLE.fullmatch(name):
            wanted = f"its parameters are {', '.join(names)}" if names else "it has no parameters"
            where = known.name if known else "the query"
            raise QueryError(where, f"has no parameter {name!r}", nearest(name, names) + wanted)


def _term(name: str, value: str) -> NamedNode | Literal:
    if value.startswith("<") and value.endswith(">"):
        try:
            return NamedNode(value[1:-1])
        except ValueError as error:
            raise QueryError(f"{name}={value}", "is no absolute IRI", "give a whole IRI in angle brackets") from error
    return Literal(value)


def called(store: Store, name: str) -> tuple[NamedNode, ...]:
    """The things of a name, a full name or a division's short form (格尔木), sorted; an IRI in brackets is itself."""
    if name.startswith("<"):
        return tuple(term for term in [_term("place", name)] if isinstance(term, NamedNode))
    wholes = {gazetteer.path(division) for division in gazetteer.candidates(name)}
    terms = [term for form in {name, *wholes} for term in (Literal(form, language="zh"), Literal(form))]
    quads = (quad for term in terms for label in _LABELS for quad in store.quads_for_pattern(None, label, term))
    found = {quad.subject for quad in quads}
    return tuple(sorted((node for node in found if isinstance(node, NamedNode)), key=lambda node: node.value))


def unheard(store: Store, query: str, parameters: Mapping[str, str]) -> list[str]:
    """A line for every parameter of a shipped query that names a thing which the graph does not have."""
    known = shipped().get(query)
    leads = dict(known.via) if known else {}
    return [
        f"{name}: nothing in the graph is called {value!r}; {_alike(store, value)}"
        for name, value in parameters.items()
        if name in leads and not called(store, value)
    ]


def _alike(store: Store, name: str) -> str:
    quads = (quad for label in _LABELS for quad in store.quads_for_pattern(None, label, None))
    labels = {quad.object.value for quad in quads if isinstance(quad.object, Literal)}
    return likeness.guess(likeness.nearest(name, labels), "`kg explain` finds things by parts of their names")


def _names(store: Store, things: Sequence[NamedNode]) -> dict[Literal, None]:
    """One name of each thing, by which the query finds it."""
    found: dict[Literal, None] = {}
    for thing in things:
        labels = (quad.object for label in reversed(_LABELS) for quad in store.quads_for_pattern(thing, label, None))
        found |= {Literal(term.value): None for term in list(labels)[:1] if isinstance(term, Literal)}
    return found


def bound(text: str, values: Mapping[str, Sequence[NamedNode | Literal]]) -> str:
    """The query with values for variables at the head of its outermost group."""
    if not values:
        return text
    for token in sparql.tokens(text):
        if token.text == "{":
            clauses = (f"VALUES {Variable(name)} {{ {' '.join(map(str, terms))} }}" for name, terms in values.items())
            return f"{text[: token.end]} {' '.join(clauses)} {text[token.end :]}"
    raise QueryError("the query", "has no group in braces", "give a SELECT or ASK query to use parameters with")
