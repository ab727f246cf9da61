"""Names that any report may use and that are no divisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from kg.model import PlaceType
from kg.reference.industries import rows

OrganizationType = Literal["company", "public_body", "institution"]
# Where a name counts: wherever it stands; only among words of a company, for it is an ordinary or a short word too;
# only where it is the whole of a name that was found.
Use = Literal["", "cued", "link"]


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place by name: its type, and what it is (`river`, `country`, `zone` …)."""

    type: PlaceType
    kind: str


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization by one of its names; `full` is the name that stands for all of them, empty where it has one."""

    type: OrganizationType
    use: Use
    full: str


@cache
def places() -> Mapping[str, Landmark]:
    """Name -> landscape, region, country, city abroad, zone or site."""
    return {name: Landmark(cast(PlaceType, type_), kind) for name, type_, kind in rows("places.tsv", 3)}


@cache
def organizations() -> Mapping[str, Organization]:
    """Name -> company, body of the state, or institution."""
    return {
        name: Organization(cast(OrganizationType, type_), cast(Use, use), full)
        for name, type_, use, full in rows("organizations.tsv", 4)
    }


@cache
def found_alone(*types: OrganizationType) -> frozenset[str]:
    """The names of organizations of some types that are found wherever they stand."""
    return frozenset(name for name, known in organizations().items() if not known.use and known.type in types)


@cache
def joined(*types: OrganizationType) -> Mapping[str, str]:
    """Name -> full name, of organizations of some types that have several names."""
    return {name: known.full for name, known in organizations().items() if known.full and known.type in types}


def dictionary() -> tuple[str, ...]:
    """The names that stand in sentences, places first."""
    return (*places(), *(name for name, known in organizations().items() if known.use != "link"))
