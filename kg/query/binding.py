"""The parameters of a query, bound: as SPARQL 1.1 that any store runs, or so that a large store here answers at once.

A value becomes a VALUES clause written by the library's own serializer, so that it can be nothing but a literal or an
IRI. For the store that is built in, what the parameters choose is looked up first (`via` in `shipped`), and the
query is evaluated for one value after the other: LATERAL, which the engine has beyond SPARQL 1.1, lets it begin
with them, whatever it would have begun with else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from mmap import mmap

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store, Variable

from kg.errors import QueryError
from kg.query import latin, syntax
from kg.query.shipped import Shipped, named, nearest, shipped
from kg.reference import gazetteer
from kg.reference.terms import FZ, RDF, SKOS
from kg.text import likeness
from kg.text.traditional import simplified

_VARIABLE = re.compile("[A-Za-z_][A-Za-z0-9_]{0,60}")
# With more of them the engine may as well begin somewhere else.
_MOST = 20_000
_PLACES = ("AdministrativeDivision", "Zone", "NaturalFeature", "Region")
_LABELS = (SKOS.prefLabel, SKOS.altLabel, FZ.fullName)
Terms = Sequence[NamedNode | Literal]
Lines = bytes | mmap


@dataclass(frozen=True, slots=True)
class Source:
    """A store that is asked: whether its default graph holds everything, and what is listed beside it.

    `names` has a line for every name of a thing, its name, kind and IRI divided by tabs; empty where there is no list.
    `kept` has the answers of some shipped queries by name, as `kg.query.precomputed` writes them.
    """

    store: Store
    whole: bool = False
    names: Lines = b""
    kept: Mapping[str, Lines] = field(default_factory=dict)


def portable(source: Source, query: str, parameters: Mapping[str, str]) -> str:
    """The SPARQL 1.1 of a query, given as text or by the name of a shipped one, with its parameters bound.

    Raises QueryError where the query has no such parameter or a value cannot be one.
    """
    known = named(query)
    _check(known, parameters)
    values = ((name, _spelled(source, known, name, value)) for name, value in parameters.items())
    return bound(known.text if known else query, values)


def prepared(source: Source, query: str, parameters: Mapping[str, str]) -> str:
    """The same for the store that is built in, which begins with what the parameters choose. Raises QueryError."""
    known = named(query)
    _check(known, parameters)
    if known is None:
        return portable(source, query, parameters)
    exact = [name for name in known.ways if name in parameters and _is_exact(known, name, parameters[name])]
    wide = [name for name in known.ways if name in parameters and name not in exact]
    found = _few(source, known, exact, parameters) or _few(source, known, wide, parameters)
    first = min(found, key=lambda name: len(found[name]), default=None)
    # Things stand for their name; words are asked once more, for the list of names takes them widely.
    things = [name for name in exact if name in found]
    values = [(name, _spelled(source, known, name, parameters[name])) for name in parameters if name not in things]
    joined = [(known.ways[name].variable, found[name]) for name in things if name != first]
    text = bound(_in_turn(known.text), [*values, *joined])
    return _led(text, known.ways[first].variable, found[first]) if first else text


def _is_exact(known: Shipped, name: str, value: str) -> bool:
    return value.startswith("<") or not known.ways[name].is_wide


def _few(source: Source, known: Shipped, names: Iterable[str], parameters: Mapping[str, str]) -> dict[str, Terms]:
    """What parameters choose, those that choose almost everything left out."""
    found = {name: _chosen(source, known, name, parameters[name]) for name in names}
    return {name: nodes for name, nodes in found.items() if len(nodes) <= _MOST}


def _check(known: Shipped | None, parameters: Mapping[str, str]) -> None:
    names = sorted(name for name, _ in known.parameters) if known else list(parameters)
    for name in parameters:
        if name not in names or not _VARIABLE.fullmatch(name):
            wanted = f"its parameters are {', '.join(names)}" if names else "it has no parameters"
            where = known.name if known else "the query"
            raise QueryError(where, f"has no parameter {name!r}", nearest(name, names) + wanted)


def _spelled(source: Source, known: Shipped | None, name: str, value: str) -> Terms:
    """A value as the query compares it: where it names a thing, one name of each thing that it may mean."""
    is_name = known and name in known.ways and not known.ways[name].is_wide
    return list(_names(source.store, called(source, value)) if is_name else ()) or [_term(name, value)]


def _term(name: str, value: str) -> NamedNode | Literal:
    if value.startswith("<") and value.endswith(">"):
        try:
            return NamedNode(value[1:-1])
        except ValueError as error:
            raise QueryError(f"{name}={value}", "is no absolute IRI", "give a whole IRI in angle brackets") from error
    return Literal(value)


# What the parameters choose.


def _chosen(source: Source, known: Shipped, name: str, value: str) -> Sequence[NamedNode]:
    """The values of the variable to which a parameter leads; more than `_MOST` are as good as all."""
    way = known.ways[name]
    found: dict[NamedNode, None] = {}
    for pattern in way.patterns:
        begin, find = ("like", containing) if "?like" in pattern else ("thing", called)
        things = find(source, value)
        if len(things) > _MOST:
            return things
        is_itself = pattern == f"?{begin}"
        found |= dict.fromkeys(things if is_itself else _reached(source, known, way.variable, pattern, begin, things))
    return list(found)


def _reached(
    source: Source, known: Shipped, variable: str, pattern: str, begin: str, things: Terms
) -> Iterable[NamedNode]:
    """What a pattern leads to from some things; the query's prefixes count."""
    prologue = "".join(line + "\n" for line in known.text.splitlines() if line.startswith("PREFIX "))
    query = _led(f"{prologue}SELECT DISTINCT ?{variable} {{ {pattern} }}", begin, things)
    has_default = next(source.store.quads_for_pattern(None, None, None, DefaultGraph()), None) is not None
    solutions = source.store.query(query, use_default_graph_as_union=not has_default)
    assert isinstance(solutions, QuerySolutions)
    found = (row[0] for row in islice(solutions, _MOST + 1))
    return (term for term in found if isinstance(term, NamedNode))


def called(source: Source, name: str) -> tuple[NamedNode, ...]:
    """The things of a name, a full name or a division's short form (格尔木, Golmud), sorted; an IRI in brackets is
    itself. Raises QueryError for a name in Latin letters that several places are spelled by."""
    found = _called(source, name) or _called(source, simplified(name))
    return found if found or not latin.is_latin(name) else next(iter(_spelled_so(source, name).values()), ())


def romanized(source: Source, name: str) -> str:
    """The place that a name in Latin letters means, by its own name, empty where no place is spelled so.

    Raises QueryError where several are.
    """
    if not latin.is_latin(name) or _called(source, name):
        return ""
    return next(iter(_spelled_so(source, name)), "")


def _spelled_so(source: Source, name: str) -> dict[str, tuple[NamedNode, ...]]:
    """The places of the graph that a name in Latin letters means, by what they are called: one name, or none."""
    found = {form: things for form in latin.meant(name) if (things := _called(source, form))}
    if not found:
        found = {form: _called(source, form) for form in latin.named_so(name, _place_names(source))}
    if len(set(found.values())) > 1:
        raise QueryError(name, f"is how several places are spelled: {'、'.join(found)}", "give the one in Chinese")
    return found


def _place_names(source: Source) -> set[str]:
    """What the places of the graph are called."""
    if source.names:
        rows = (line.split(b"\t") for line in bytes(source.names).splitlines())
        return {row[0].decode() for row in rows if row[1].decode() in _PLACES}
    things = {
        quad.subject
        for kind in _PLACES
        for quad in source.store.quads_for_pattern(None, RDF.type, FZ[kind])
        if isinstance(quad.subject, NamedNode)
    }
    labels = (
        quad.object
        for thing in things
        for label in (SKOS.prefLabel, SKOS.altLabel)
        for quad in source.store.quads_for_pattern(thing, label, None)
    )
    return {label.value for label in labels if isinstance(label, Literal)}


def _called(source: Source, name: str) -> tuple[NamedNode, ...]:
    if name.startswith("<"):
        return tuple(term for term in [_term("place", name)] if isinstance(term, NamedNode))
    wholes = {gazetteer.path(division) for division in gazetteer.candidates(name)}
    terms = [term for form in {name, *wholes} for term in (Literal(form, language="zh"), Literal(form))]
    quads = (quad for term in terms for label in _LABELS for quad in source.store.quads_for_pattern(None, label, term))
    return _sorted(quad.subject for quad in quads if isinstance(quad.subject, NamedNode))


def containing(source: Source, words: str) -> tuple[NamedNode, ...]:
    """The things with some words in one of their names, sorted; an IRI in brackets is itself."""
    if words.startswith("<"):
        return called(source, words)
    if source.names:
        return _sorted(NamedNode(iri) for iri in _listed(source.names, words.encode()))
    quads = (quad for label in _LABELS for quad in source.store.quads_for_pattern(None, label, None))
    hits = (quad.subject for quad in quads if isinstance(quad.object, Literal) and words in quad.object.value)
    return _sorted(node for node in hits if isinstance(node, NamedNode))


def _sorted(nodes: Iterable[NamedNode]) -> tuple[NamedNode, ...]:
    return tuple(sorted(set(nodes), key=lambda node: node.value))


def _listed(names: Lines, words: bytes) -> Iterator[str]:
    """The IRIs in a list of names of those that have the words in the name."""
    words = b" ".join(words.split())
    at = names.find(words)
    while 0 <= at < len(names):
        start, end = names.rfind(b"\n", 0, at) + 1, names.find(b"\n", at)
        name, _, iri = bytes(names[start:end]).split(b"\t")
        if words in name:
            yield iri.decode()
        at = names.find(words, end + 1)


def unheard(source: Source, query: str, parameters: Mapping[str, str]) -> list[str]:
    """A line for every parameter of a shipped query that names a thing which the graph does not have."""
    known = shipped().get(query)
    ways = known.ways if known else {}
    return [
        f"{name}: {_unheard(source.store, value)}"
        for name, value in parameters.items()
        if name in ways and not (called(source, value) or (ways[name].is_wide and containing(source, value)))
    ]


def _unheard(store: Store, name: str) -> str:
    """That a name is not in the graph, and what may have been meant."""
    if not latin.is_latin(name):
        return f"nothing in the graph is called {name!r}; {_alike(store, name)}"
    if forms := latin.meant(name):
        return f"{name} is {'、'.join(forms)}, of which the graph says nothing; see its places with: kg query places"
    near = latin.nearest(name, _place_names(Source(store)))
    return f"no place of the graph is spelled {name!r}; {likeness.guess(near, 'give its name in Chinese')}"


def readings(source: Source, query: str, parameters: Mapping[str, str]) -> list[str]:
    """A line for every parameter of a shipped query that names a place in Latin letters: which it was taken for."""
    known = shipped().get(query)
    told = (
        (name, value, romanized(source, value)) for name, value in parameters.items() if known and name in known.ways
    )
    return [f"{name}: {value} = {place}" for name, value, place in told if place]


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


# The text of the query.


def bound(text: str, values: Iterable[tuple[str, Terms]]) -> str:
    """The query with values for variables at the head of its outermost group; raises QueryError where it has none."""
    clauses = [_values(name, terms) for name, terms in values]
    if not clauses:
        return text
    start = _outermost(list(syntax.tokens(text)))[0].end
    return f"{text[:start]} {' '.join(clauses)} {text[start:]}"


def _led(text: str, variable: str, things: Terms) -> str:
    """The query, its outermost group evaluated for each of the values of a variable."""
    opening, closing = _outermost(list(syntax.tokens(text)))
    body = text[opening.end : closing.start]
    return f"{text[: opening.end]} {_values(variable, things)} LATERAL {{ {body} }} {text[closing.start :]}"


@cache
def _in_turn(text: str) -> str:
    """The query, every OPTIONAL evaluated for one row after the other.

    The engine may think that there are many rows, and evaluate one for all that is in the store beforehand.
    """
    found = list(syntax.tokens(text))
    spots = []
    for at in range(len(found) - 1):
        if found[at].text.upper() == "OPTIONAL" and found[at + 1].text == "{":
            spots += [(found[at].start, "LATERAL { "), (_group(found, at + 1)[1].end, " }")]
    for start, words in sorted(spots, reverse=True):
        text = text[:start] + words + text[start:]
    return text


def _outermost(found: Sequence[syntax.Token]) -> tuple[syntax.Token, syntax.Token]:
    """The brackets of the first group."""
    start = next((at for at, token in enumerate(found) if token.text == "{"), None)
    if start is None:
        raise QueryError("the query", "has no group in braces", "give a SELECT or ASK query to use parameters with")
    return _group(found, start)


def _group(found: Sequence[syntax.Token], start: int) -> tuple[syntax.Token, syntax.Token]:
    """The bracket at a token and the one that closes it; the last token where none does."""
    depth = 0
    for token in found[start:]:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0:
            return found[start], token
    return found[start], found[-1]


def _values(variable: str, terms: Terms) -> str:
    return f"VALUES {Variable(variable)} {{ {' '.join(map(str, terms))} }}"
