"""Units as plain data: what an amount as written is worth in the canonical unit of its kind.

The ontology is the source of truth; whoever compares amounts needs none of its vocabulary.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from kg.reference import ontology
from kg.reference.terms import number

# A value and a key of its unit: two amounts can be compared where their keys are one.
Size = tuple[Decimal, str]


@lru_cache(8192)
def size(value: str, unit: str) -> Size | None:
    """An amount in the canonical unit of its kind, or as written where no list knows the unit; None without a number.

    >>> size("300", "兆瓦") == size("30", "万千瓦"), size("3", "斛"), size("几", "兆瓦")
    (True, (Decimal('3'), '斛'), None)
    """
    worth, known = number(value), ontology.unit(unit)
    if worth is None:
        return None
    return (worth * known.multiplier, known.canonical.value) if known else (worth, unit)


def canonical(unit: str) -> str:
    """The key of the unit in which amounts of a unit are compared."""
    known = ontology.unit(unit)
    return known.canonical.value if known else unit
