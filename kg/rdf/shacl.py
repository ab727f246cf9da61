"""SHACL, as far as the ontology's shapes use it: compiled once, run over the quads of one document.

A general SHACL engine needs minutes where a build has milliseconds. This one knows node and property shapes, the
targets, paths and constraints named in `_CONSTRAINTS` and below, and the SPARQL constraints of `shape_rules`. Whatever
else it finds in a shape it refuses with a DataError, so that no shape can be passed over unseen. A node is of a class
that it names and of those that the data have above that one (SHACL instance, 1.3), without other inference.

Source of the meaning of every component: W3C Recommendation "Shapes Constraint Language (SHACL)", 2017.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import DataError
from kg.rdf.shape_rules import RULES, Rule
from kg.rdf.triples import Data, Node, Path, Term
from kg.reference.terms import RDF, RDFS, SH, XSD


@dataclass(frozen=True, slots=True)
class Result:
    """One violation: what failed, where, by which shape and component, and the shape's messages by language."""

    focus: Term
    path: NamedNode | None
    value: Term | None
    shape: NamedNode
    component: NamedNode
    messages: tuple[tuple[str, str], ...]


# What one constraint finds wrong with a focus node and its value nodes: the values, None where the whole is wrong.
Check = Callable[[Data, Term, Sequence[Term]], Iterable[Term | None]]


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL constraint: the function that answers as its query does, and its messages."""

    rule: Rule
    messages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape (without path) or property shape, compiled; nested shapes may have no IRI."""

    iri: NamedNode | None
    path: Path
    messages: tuple[tuple[str, str], ...]
    checks: tuple[tuple[NamedNode, Check], ...]
    properties: tuple[Shape, ...]
    queries: tuple[Query, ...]
    classes: tuple[NamedNode, ...] = ()
    objects_of: tuple[NamedNode, ...] = ()

    def targets(self, data: Data) -> list[Term]:
        """The nodes that the shape is about, each once."""
        found: dict[Term, None] = {}
        for cls in self.classes:
            found.update(dict.fromkeys(data.members(cls)))
        for predicate in self.objects_of:
            found.update(dict.fromkeys(data.inverse(predicate)))
        return list(found)

    def failures(self, data: Data, focus: Term) -> Iterator[Result]:
        """What is wrong with a node by this shape, its queries apart."""
        values: Sequence[Term] = data.values(focus, self.path) if self.path else (focus,)
        for component, check in self.checks:
            for value in check(data, focus, values):
                yield self._result(focus, value, component)
        for property_ in self.properties:
            for value in values:
                yield from property_.failures(data, value)

    def conforms(self, data: Data, focus: Term) -> bool:
        """True where nothing is wrong with a node by this shape."""
        return next(self.failures(data, focus), None) is None

    def _result(self, focus: Term, value: Term | None, component: NamedNode) -> Result:
        simple = self.path[0][0] if len(self.path) == 1 and not self.path[0][1] else None
        return Result(focus, simple, value, self.iri or SH.Shape, component, self.messages)

    def query_failures(self, data: Data) -> Iterator[Result]:
        """What the SPARQL constraints find among the shape's targets."""
        if not self.queries:
            return
        targets = self.targets(data)
        for query in self.queries:
            for focus in targets:
                for value in query.rule(data, focus):
                    yield Result(focus, None, value, self.iri or SH.Shape, SH.SPARQLConstraintComponent, query.messages)


def validate(shapes: Sequence[Shape], data: Data) -> list[Result]:
    """All violations, in the order of the shapes and of the data."""
    found: list[Result] = []
    for shape in shapes:
        for focus in shape.targets(data):
            found += shape.failures(data, focus)
        found += shape.query_failures(data)
    return found


# --- constraints -----------------------------------------------------------------------------------------------------

_WELL_FORMED = {
    XSD.string: re.compile(r"(?s).*"),
    XSD.integer: re.compile(r"[-+]?[0-9]+"),
    XSD.decimal: re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    XSD.boolean: re.compile(r"true|false|0|1"),
    XSD.gYear: re.compile(r"-?[0-9]{4,}"),
    XSD.gYearMonth: re.compile(r"-?[0-9]{4,}-(?:0[1-9]|1[0-2])"),
    XSD.date: re.compile(r"-?[0-9]{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"),
    RDF.langString: re.compile(r"(?s).*"),
}
_NUMERIC = (XSD.integer, XSD.decimal)


def _integer(parameter: Term) -> int:
    return int(parameter.value)


def _each(wrong: Callable[[Data, Term, Term], bool]) -> Check:
    return lambda data, focus, values: [value for value in values if wrong(data, focus, value)]


def _min_count(parameter: Term) -> Check:
    least = _integer(parameter)
    return lambda data, focus, values: (None,) if len(values) < least else ()


def _max_count(parameter: Term) -> Check:
    most = _integer(parameter)
    return lambda data, focus, values: (None,) if len(values) > most else ()


def _datatype(parameter: Term) -> Check:
    if parameter not in _WELL_FORMED:
        raise DataError("shapes.ttl", f"asks for the datatype {parameter}", "teach kg.rdf.shacl its form")
    form = _WELL_FORMED[parameter]  # type: ignore[index]
    return _each(
        lambda data, focus, value: (
            not (isinstance(value, Literal) and value.datatype == parameter and form.fullmatch(value.value))
        )
    )


def _node_kind(parameter: Term) -> Check:
    kinds = {SH.IRI: NamedNode, SH.Literal: Literal}
    if parameter not in kinds:
        raise DataError("shapes.ttl", f"asks for the node kind {parameter}", "use sh:IRI or sh:Literal")
    kind = kinds[parameter]  # type: ignore[index]
    return _each(lambda data, focus, value: not isinstance(value, kind))


def _class(parameter: Term) -> Check:
    assert isinstance(parameter, NamedNode)
    return _each(lambda data, focus, value: not data.is_a(value, parameter))


def _pattern(parameter: Term) -> Check:
    pattern = re.compile(parameter.value)
    return _each(lambda data, focus, value: not pattern.search(value.value))


def _min_length(parameter: Term) -> Check:
    least = _integer(parameter)
    return _each(lambda data, focus, value: len(value.value) < least)


def _has_value(parameter: Term) -> Check:
    return lambda data, focus, values: () if parameter in values else (None,)


def _compare(a: Term, b: Term) -> int | None:
    """-1, 0 or 1; None where two terms have no order."""
    if not (isinstance(a, Literal) and isinstance(b, Literal)):
        return None
    if a.datatype not in _NUMERIC or b.datatype not in _NUMERIC:
        return None
    if not (_WELL_FORMED[a.datatype].fullmatch(a.value) and _WELL_FORMED[b.datatype].fullmatch(b.value)):
        return None
    x, y = Decimal(a.value), Decimal(b.value)
    return (x > y) - (x < y)


def _limit(*allowed: int) -> Callable[[Term], Check]:
    """A bound given in the shape: the comparison of the value with it must be one of the allowed."""
    return lambda parameter: _each(lambda data, focus, value: _compare(value, parameter) not in allowed)


def _pair(*allowed: int) -> Callable[[Term], Check]:
    """A bound given by another property of the focus node."""

    def made(parameter: Term) -> Check:
        assert isinstance(parameter, NamedNode)
        return lambda data, focus, values: [
            value
            for value in values
            for other in data.values(focus, ((parameter, False),))
            if _compare(value, other) not in allowed
        ]

    return made


_CONSTRAINTS: dict[NamedNode, tuple[str, Callable[[Term], Check]]] = {
    SH.minCount: ("MinCount", _min_count),
    SH.maxCount: ("MaxCount", _max_count),
    SH.datatype: ("Datatype", _datatype),
    SH.nodeKind: ("NodeKind", _node_kind),
    SH["class"]: ("Class", _class),
    SH.pattern: ("Pattern", _pattern),
    SH.minLength: ("MinLength", _min_length),
    SH.hasValue: ("HasValue", _has_value),
    SH.minInclusive: ("MinInclusive", _limit(0, 1)),
    SH.maxInclusive: ("MaxInclusive", _limit(-1, 0)),
    SH.minExclusive: ("MinExclusive", _limit(1)),
    SH.lessThan: ("LessThan", _pair(-1)),
}

# --- compiling -------------------------------------------------------------------------------------------------------

# Read elsewhere in the compiler, or words for people alone.
_KNOWN = {
    RDF.type, RDFS.label, RDFS.comment, SH.path, SH.message, SH.property, SH.targetClass, SH.targetObjectsOf, SH.sparql,
    SH["in"], SH["or"], SH["not"],
}  # fmt: skip


class Compiler:
    """Reads the triples of a shapes graph into shapes."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.told: dict[Node, dict[NamedNode, list[Term]]] = {}
        for triple in triples:
            assert isinstance(triple.subject, NamedNode | BlankNode) and not isinstance(triple.object, Triple)
            self.told.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)

    def shapes(self) -> tuple[Shape, ...]:
        """The node shapes that have targets, by IRI; raises DataError where a shape cannot be compiled."""
        nodes = [node for node, told in self.told.items() if SH.NodeShape in told.get(RDF.type, ())]
        return tuple(self.shape(node) for node in sorted(nodes, key=lambda node: node.value))

    def shape(self, node: Term) -> Shape:
        """A shape and all that is nested in it."""
        assert isinstance(node, NamedNode | BlankNode)
        told = self.told.get(node, {})
        for predicate in told:
            if predicate not in _KNOWN and predicate not in _CONSTRAINTS:
                raise DataError(
                    "shapes.ttl", f"{node} uses {predicate.value}", "use what kg.rdf.shacl knows, or teach it"
                )
        return Shape(
            node if isinstance(node, NamedNode) else None,
            self.path(told[SH.path][0]) if SH.path in told else (),
            self.messages(node),
            tuple(self.checks(told)),
            tuple(self.shape(item) for item in self.ordered(told, SH.property)),
            tuple(self.query(item) for item in self.ordered(told, SH.sparql)),
            self.iris(told, SH.targetClass),
            self.iris(told, SH.targetObjectsOf),
        )

    @staticmethod
    def ordered(told: Mapping[NamedNode, list[Term]], predicate: NamedNode) -> list[Term]:
        """Objects in the order of the file, which the parser keeps."""
        return told.get(predicate, [])

    @staticmethod
    def iris(told: Mapping[NamedNode, list[Term]], predicate: NamedNode) -> tuple[NamedNode, ...]:
        """The objects of a predicate that are IRIs."""
        return tuple(item for item in told.get(predicate, ()) if isinstance(item, NamedNode))

    def messages(self, node: Node) -> tuple[tuple[str, str], ...]:
        """(language, message) of a shape or query, by language."""
        found = self.told.get(node, {}).get(SH.message, ())
        return tuple(sorted((item.language or "", item.value) for item in found if isinstance(item, Literal)))

    def checks(self, told: Mapping[NamedNode, list[Term]]) -> Iterator[tuple[NamedNode, Check]]:
        """The constraints of a shape, in the order of the table."""
        for predicate, (name, make) in _CONSTRAINTS.items():
            for parameter in told.get(predicate, ()):
                yield SH[f"{name}ConstraintComponent"], make(parameter)
        for parameter in told.get(SH["in"], ()):
            allowed = frozenset(self.items(parameter))
            yield SH.InConstraintComponent, _each(lambda data, focus, value, allowed=allowed: value not in allowed)  # type: ignore[misc]
        for parameter in told.get(SH["or"], ()):
            options = [self.shape(item) for item in self.items(parameter)]
            yield (
                SH.OrConstraintComponent,
                _each(
                    lambda data, focus, value, options=options: not any(o.conforms(data, value) for o in options)  # type: ignore[misc]
                ),
            )
        for parameter in told.get(SH["not"], ()):
            shape = self.shape(parameter)
            yield SH.NotConstraintComponent, _each(lambda data, focus, value, shape=shape: shape.conforms(data, value))  # type: ignore[misc]

    def items(self, head: Term) -> Iterator[Term]:
        """The members of an RDF list."""
        while head != RDF.nil:
            cell = self.told[head]  # type: ignore[index]
            yield cell[RDF.first][0]
            head = cell[RDF.rest][0]

    def path(self, node: Term) -> Path:
        """A path: a predicate, an inverse one, or a sequence of these."""
        if isinstance(node, NamedNode):
            return ((node, False),)
        told = self.told[node]  # type: ignore[index]
        inverse = told.get(SH.inversePath, [None])[0]
        if isinstance(inverse, NamedNode):
            return ((inverse, True),)
        if RDF.first in told:
            return tuple(step for item in self.items(node) for step in self.path(item))
        raise DataError("shapes.ttl", f"has a path of {', '.join(map(str, told))}", "use a predicate or a sequence")

    def query(self, node: Term) -> Query:
        """A SPARQL constraint by the function that says the same."""
        if node not in RULES:
            raise DataError("shapes.ttl", f"has the query {node}", "say the same as a function of kg.rdf.shape_rules")
        return Query(RULES[node], self.messages(node))  # type: ignore[index, arg-type]
