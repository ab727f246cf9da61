"""The SPARQL constraints of the shapes as plain functions: an engine that has to be filled costs more than they do.

Each is named as in `ontology/shapes.ttl`, whose query says the same to any other SHACL engine; tests hold the two
against each other. A function answers with a value for each solution, None where the query selects the node alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from pyoxigraph import NamedNode

from kg.rdf.triples import Data, Term
from kg.reference.terms import FZ, NIF, QUDT, Namespace

Rule = Callable[[Data, Term], Iterable[Term | None]]

_QUANTITY_KIND = Namespace("http://qudt.org/vocab/quantitykind/")
_CHANGES = (FZ["measure-growth"], FZ["measure-decline"])
# In these a change of anything may be given.
_OF_CHANGES = (_QUANTITY_KIND.DimensionlessRatio, FZ["quantity-point"], FZ["quantity-multiple"], FZ["quantity-rank"])


def mention_inside(data: Data, mention: Term) -> Iterator[None]:
    """A mention that reaches beyond its sentence."""
    for sentence in data.told(mention, FZ.sentence):
        edges = [data.told(node, edge) for node in (mention, sentence) for edge in (NIF.beginIndex, NIF.endIndex)]
        for start, end, first, last in product(*(map(_whole, terms) for terms in edges)):
            if _before(start, first) or _before(last, end):
                yield None


def period_order(data: Data, fact: Term) -> Iterator[None]:
    """A period that ends before it begins."""
    starts, ends = (map(_whole, data.told(fact, name)) for name in (FZ.periodStart, FZ.periodEnd))
    for start, end in product(starts, ends):
        if _before(end, start):
            yield None


def dimension_level(data: Data, observation: Term) -> Iterator[Term]:
    """A level in a unit that measures another kind of quantity than the indicator."""
    if FZ["measure-level"] in data.told(observation, FZ.measure):
        for value, _ in _misfits(data, observation):
            yield value


def dimension_change(data: Data, observation: Term) -> Iterator[Term]:
    """A change in a unit that is neither one of changes nor the indicator's own."""
    for measure in data.told(observation, FZ.measure):
        if measure in _CHANGES:
            yield from (value for value, kind in _misfits(data, observation) if kind not in _OF_CHANGES)


def _misfits(data: Data, observation: Term) -> Iterator[tuple[Term, Term]]:
    """(unit as written, kind of quantity of its canonical unit) where the known indicator has other kinds."""
    for indicator in data.told(observation, FZ.indicator):
        for known in data.told(indicator, FZ.concept):
            kinds = data.told(known, FZ.quantityKind)
            units = data.told(observation, QUDT.unit) if kinds else ()
            for kind in (kind for unit in units for kind in data.told(unit, QUDT.hasQuantityKind)):
                if kind not in kinds:
                    yield from ((value, kind) for value in data.told(observation, FZ.unit))


def _whole(term: Term) -> int | None:
    text = term.value.removeprefix("+")
    return int(text) if text.removeprefix("-").isdecimal() and text.isascii() else None


def _before(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one < other


RULES: Mapping[NamedNode, Rule] = {
    FZ["shape-mention-inside"]: mention_inside,
    FZ["shape-period-order"]: period_order,
    FZ["shape-dimension-level"]: dimension_level,
    FZ["shape-dimension-change"]: dimension_change,
}
