"""The ontology as the code reads it: classes with all that they are, concepts, units.

The Turtle files in `ontology/` are the source of truth; nothing of them is typed twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import DataError
from kg.reference.terms import FZ, QUDT, RDF, RDFS, SKOS, local

CLASSES, PROPERTIES, CONCEPTS, SHAPES = "classes.ttl", "properties.ttl", "concepts.ttl", "shapes.ttl"
INDICATORS = "indicators.ttl"  # made from the table of known indicators


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, without scale word: the canonical unit and how many of these are in one of it."""

    iri: NamedNode
    canonical: NamedNode
    multiplier: Decimal


def folder() -> Path:
    """Where the ontology lies: inside an installed package, else at the top of the checkout."""
    inside = Path(str(files("kg"))) / "ontology"
    return inside if inside.is_dir() else inside.parent.parent / "ontology"


@cache
def triples(*names: str) -> tuple[Triple, ...]:
    """The triples of files of the ontology; raises DataError where one is missing or does not parse."""
    found: list[Triple] = []
    for name in names:
        path = folder() / name
        try:
            found += (quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE))
        except (OSError, SyntaxError, ValueError) as error:
            raise DataError(path, f"cannot be read ({error})", "restore the file") from error
    return tuple(found)


@cache
def _objects(predicate: NamedNode, *names: str) -> dict[NamedNode, list[NamedNode | Literal]]:
    found: dict[NamedNode, list[NamedNode | Literal]] = {}
    for triple in triples(*names):
        if triple.predicate == predicate and isinstance(triple.subject, NamedNode):
            assert isinstance(triple.object, NamedNode | Literal)
            found.setdefault(triple.subject, []).append(triple.object)
    return found


@cache
def types(name: str) -> tuple[NamedNode, ...]:
    """The own class of that name with all classes above it; data name the own class alone."""
    above = _objects(RDFS.subClassOf, CLASSES)
    if FZ[name] not in above:
        raise DataError(folder() / CLASSES, f"has no class fz:{name}", "define it")
    found = [FZ[name]]
    for cls in found:
        found += (parent for parent in above.get(cls, ()) if isinstance(parent, NamedNode) and parent not in found)
    return tuple(found)


def is_own(cls: NamedNode) -> bool:
    """Whether a class is one that the ontology defines."""
    return cls in _objects(RDFS.subClassOf, CLASSES)


@cache
def below(cls: NamedNode) -> tuple[NamedNode, ...]:
    """A class and the own classes below it: data name the most special class alone."""
    parents = _objects(RDFS.subClassOf, CLASSES)
    own = (local(name.value) for name in parents)
    return (cls, *sorted((FZ[name] for name in own if cls in types(name)[1:]), key=lambda name: name.value))


@cache
def hierarchy(name: str) -> tuple[Triple, ...]:
    """What a graph says of an own class so that it can be read alone: that it stands below other own classes."""
    parents = _objects(RDFS.subClassOf, CLASSES)
    steps = ((cls, parent) for cls in types(name) for parent in parents.get(cls, ()))
    found = [Triple(cls, RDFS.subClassOf, above) for cls, above in steps if above in parents]
    return tuple(each for step in found for each in (Triple(step.subject, RDF.type, RDFS.Class), step))


@cache
def concept(scheme: str, code: str) -> NamedNode | None:
    """The concept of a scheme by its code (`stage`, `building`), None where the scheme has no such code."""
    iri = FZ[f"{scheme}-{code}"]
    return iri if iri in _objects(SKOS.notation, CONCEPTS) else None


@cache
def described(iri: NamedNode) -> tuple[Triple, ...]:
    """What a graph that uses a concept says of it, so that it can be read and checked alone: labels, code, kinds."""
    return _descriptions().get(iri, ())


@cache
def _descriptions() -> dict[NamedNode, tuple[Triple, ...]]:
    told = (RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.notation, FZ.quantityKind, QUDT.hasQuantityKind)
    found: dict[NamedNode, tuple[Triple, ...]] = {}
    for triple in triples(CONCEPTS, INDICATORS):
        if triple.predicate in told and isinstance(triple.subject, NamedNode):
            found[triple.subject] = (*found.get(triple.subject, ()), triple)
    return found


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """What its classes, properties and concepts are called: local name -> language -> label."""
    found: dict[str, dict[str, str]] = {}
    for triple in triples(CLASSES, PROPERTIES, CONCEPTS, INDICATORS):
        if triple.predicate in (RDFS.label, SKOS.prefLabel) and isinstance(triple.object, Literal):
            name = local(str(getattr(triple.subject, "value", "")))
            found.setdefault(name, {})[triple.object.language or ""] = triple.object.value
    return found


@cache
def _symbols(kind: NamedNode) -> dict[str, NamedNode]:
    of_kind = {iri for iri, classes in _objects(RDF.type, CONCEPTS).items() if kind in classes}
    return {
        symbol.value: iri
        for iri, symbols in _objects(FZ.symbol, CONCEPTS).items()
        if iri in of_kind
        for symbol in symbols
    }


@cache
def _units() -> dict[str, Unit]:
    multipliers, canonical = _objects(FZ.multiplier, CONCEPTS), _objects(FZ.canonicalUnit, CONCEPTS)
    found = {}
    for symbol, iri in _symbols(FZ.Unit).items():
        target = canonical[iri][0]
        assert isinstance(target, NamedNode)
        found[symbol] = Unit(iri, target, Decimal(multipliers[iri][0].value))
    return found


@cache
def _scales() -> tuple[re.Pattern[str], dict[str, Decimal]]:
    multipliers = _objects(FZ.multiplier, CONCEPTS)
    factors = {symbol: Decimal(multipliers[iri][0].value) for symbol, iri in _symbols(FZ.ScaleWord).items()}
    return re.compile(f"[{''.join(sorted(factors))}]{{0,4}}"), factors


# 台（套）: what may be counted in two ways is counted in the first.
_SECOND_COUNTER = re.compile("[（(][一-鿿]{1,3}[）)]$")


@cache
def unit(written: str) -> Unit | None:
    """The unit of a written one, its scale words composed into the multiplier; None where it is not known.

    A scale word alone (5万亿) stands for a number whose unit the text leaves out.

    >>> unit("万亿元").multiplier, unit("千瓦时").multiplier, unit("斛")
    (Decimal('1000000000000'), Decimal('1'), None)
    """
    units = _units()
    written = _SECOND_COUNTER.sub("", written)
    if written in units:
        return units[written] if written else None
    pattern, factors = _scales()
    head = pattern.match(written)
    assert head
    for end in range(head.end(), 0, -1):
        found = units.get(written[end:])
        if found:
            factor = found.multiplier
            for letter in written[:end]:
                factor *= factors[letter]
            return Unit(found.iri, found.canonical, factor)
    return None
