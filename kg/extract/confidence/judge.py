"""The judge: two logistic models over what speaks for a fact, as sums of whole numbers.

`weights.tsv` holds a row for each kind of fact and feature: its weight for *is a fact* and for *all right*, in
hundredths of a logit, and how many facts of a hundred have it, sorted. `python -m kg.score.fit` makes it. Whole numbers
give the same sums everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import exp
from typing import NamedTuple

from kg.extract import weights

HEADER = "kind\tfeature\tfact\tright\tshare"
# The feature that every fact has: how often one is right where nothing else speaks.
ALWAYS = "always"
_PACKAGE = "kg.extract.confidence"
_SCALE = 100
_REASONS = 3


class Weight(NamedTuple):
    """What a feature weighs for *is a fact* and for *all right*, and how many facts of a hundred have it."""

    fact: int
    right: int
    share: int


# (kind of fact, feature) -> its weight.
Weights = Mapping[tuple[str, str], Weight]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fact`: how probable it is that the text states it at all; `right`: that every field is right as well.

    `reasons` are the features that weigh most, for (`+`) and against (`-`) its being right, the strongest first: what
    almost every fact has is no reason.
    """

    fact: float
    right: float
    reasons: tuple[str, ...]


def verdict(kind: str, features: Iterable[str], fitted: Weights | None = None) -> Verdict:
    """What the judge says of a fact of a kind; features that it does not know weigh nothing."""
    table = _shipped() if fitted is None else fitted
    told = {name: weight for name in (ALWAYS, *features) if (weight := table.get((kind, name)))}
    fact = probability(sum(weight.fact for weight in told.values()))
    right = probability(sum(weight.right for weight in told.values()))
    return Verdict(fact, min(fact, right), _reasons(told))


def probability(logit: int) -> float:
    """The probability that a sum of weights means, to three decimals.

    >>> probability(0), probability(220)
    (0.5, 0.9)
    """
    return round(1 / (1 + exp(-logit / _SCALE)), 3)


def model_id() -> str:
    """The name of the model that judged: the beginning of the SHA-256 of its table."""
    return sha256(_table().encode()).hexdigest()[:12]


def _reasons(told: Mapping[str, Weight]) -> tuple[str, ...]:
    """The features by how far they move a fact from what is usual."""
    moved = {name: weight.right * (100 - weight.share) for name, weight in told.items() if name != ALWAYS}
    ranked = sorted(moved.items(), key=lambda item: (-abs(item[1]), item[0]))
    kept = [[item for item in ranked if item[1] * sign > 0][:_REASONS] for sign in (1, -1)]
    return tuple(f"{'+' if by > 0 else '-'}{name}" for side in kept for name, by in side)


@cache
def _table() -> str:
    return weights.shipped(_PACKAGE)


@cache
def _shipped() -> Weights:
    """The table of the package; raises DataError where a row is not well formed."""
    return read(_table())


def read(table: str) -> Weights:
    """A table of weights; raises DataError where a row is not well formed."""
    rows = weights.read(_PACKAGE, table, HEADER, 2, "make it anew: python -m kg.score.fit")
    return {(kind, feature): Weight(*numbers) for (kind, feature), numbers in rows}


def write(told: Weights) -> str:
    """The table of weights, sorted, one row a feature."""
    return weights.write(HEADER, told.items())
