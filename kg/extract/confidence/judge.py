"""The judge: two logistic models over what speaks for a fact, as sums of whole numbers.

`weights.tsv` holds a row for each kind of fact and feature: its weight for *is a fact* and for *all right*, in
hundredths of a logit, sorted. `python -m kg.score.fit` makes it. Whole numbers give the same sums everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from math import exp

from kg.errors import DataError

HEADER = "kind\tfeature\tfact\tright"
# The feature that every fact has: how often one is right where nothing else speaks.
ALWAYS = "always"
_SCALE = 100
_REASONS = 3

# (kind of fact, feature) -> weight for *is a fact*, weight for *all right*.
Weights = Mapping[tuple[str, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fact`: how probable it is that the text states it at all; `right`: that every field is right as well.

    `reasons` are the features that weigh most, for (`+`) and against (`-`) its being right, the strongest first.
    """

    fact: float
    right: float
    reasons: tuple[str, ...]


def verdict(kind: str, features: Iterable[str], weights: Weights | None = None) -> Verdict:
    """What the judge says of a fact of a kind; features that it does not know weigh nothing."""
    table = _shipped() if weights is None else weights
    told = {name: table[kind, name] for name in (ALWAYS, *features) if (kind, name) in table}
    fact, right = (probability(sum(pair[which] for pair in told.values())) for which in (0, 1))
    return Verdict(fact, min(fact, right), _reasons({name: pair[1] for name, pair in told.items()}))


def probability(logit: int) -> float:
    """The probability that a sum of weights means, to two decimals.

    >>> probability(0), probability(220)
    (0.5, 0.9)
    """
    return round(1 / (1 + exp(-logit / _SCALE)), 2)


def model_id() -> str:
    """The name of the model that judged: the beginning of the SHA-256 of its table."""
    return sha256(_table().encode()).hexdigest()[:12]


def _reasons(told: Mapping[str, int]) -> tuple[str, ...]:
    ranked = sorted((item for item in told.items() if item[0] != ALWAYS), key=lambda item: (-abs(item[1]), item[0]))
    kept = [[item for item in ranked if item[1] * sign > 0][:_REASONS] for sign in (1, -1)]
    return tuple(f"{'+' if weight > 0 else '-'}{name}" for side in kept for name, weight in side)


@cache
def _table() -> str:
    return (files("kg.extract.confidence") / "weights.tsv").read_text(encoding="utf-8")


@cache
def _shipped() -> Weights:
    """The table of the package; raises DataError where a row is not well formed."""
    return read(_table())


def read(table: str) -> Weights:
    """A table of weights; raises DataError where a row is not well formed."""
    path = files("kg.extract.confidence") / "weights.tsv"
    header, *rows = table.splitlines()
    if header != HEADER:
        raise DataError(path, f"the first line is not {HEADER!r}", "make it anew: python -m kg.score.fit")
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for number, row in enumerate(rows, 2):
        try:
            kind, feature, fact, right = row.split("\t")
            found[kind, feature] = int(fact), int(right)
        except ValueError as error:
            raise DataError(
                path, f"line {number} is no row of weights", "make it anew: python -m kg.score.fit"
            ) from error
    return found


def write(weights: Weights) -> str:
    """The table of weights, sorted, one row a feature."""
    rows = (f"{kind}\t{name}\t{fact}\t{right}" for (kind, name), (fact, right) in sorted(weights.items()))
    return "\n".join((HEADER, *rows)) + "\n"
