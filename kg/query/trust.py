"""A graph without the facts that are told with less confidence than is asked for."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode, Store

from kg.reference.terms import FZ


def drop_below(store: Store, least: float) -> int:
    """Take out of a store every fact whose confidence is below `least`, and what points to it; how many there were.

    Facts without a confidence, such as those of another's graph, stay.
    """
    doubted = sorted(_below(store, Decimal(str(least))), key=lambda node: node.value)
    for node in doubted:
        for quad in [*store.quads_for_pattern(node, None, None), *store.quads_for_pattern(None, None, node)]:
            store.remove(quad)
    return len(doubted)


def _below(store: Store, least: Decimal) -> set[NamedNode]:
    return {
        quad.subject
        for quad in store.quads_for_pattern(None, FZ.confidence, None)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and _number(quad.object) < least
    }


def _number(literal: Literal) -> Decimal:
    """The number of a literal, 1 where it is none."""
    try:
        return Decimal(literal.value)
    except InvalidOperation:
        return Decimal(1)
