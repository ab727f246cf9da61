"""Names of things that may be one thing: what a judge knows of each, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Thing:
    """What the graph knows of an organization or project: its names (fullest first), type, scope and support.

    `scope` holds the full names of the places whose documents name it, `places` those in which a project lies;
    capacities are pairs of a canonical value and its unit's IRI, investments are in 元.
    """

    iri: str
    names: tuple[str, ...]
    type: str = ""
    scope: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    capacities: tuple[tuple[Decimal, str], ...] = ()
    investments: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two things are one, and the rule or veto that decided (`no-rule` where none did)."""

    same: bool
    rule: str
