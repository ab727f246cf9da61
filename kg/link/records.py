"""What linking compares: numbers and stages as the graph holds them, stripped of everything but their frame."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Bound, Measure, Status

Verdict = str
_YEAR = re.compile("(?:19|20|21)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number of some document.

    `indicator` and `place` are IRIs, that of the known indicator where the `name` means one (`known`); `value` stands
    in `unit`, the canonical unit's IRI, or the unit as written where it is not known; `step` is what one in the last
    written digit is worth in it. `text` is the number with its unit as written. `lower` says that less is better.
    """

    iri: str
    document: str
    indicator: str
    name: str
    known: bool
    place: str
    measure: Measure
    bound: Bound
    status: Status
    period: str
    value: Decimal
    unit: str
    step: Decimal
    text: str
    lower: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A stage of a project in some document; `reviewed` is the year that the document looks back on, if any."""

    iri: str
    project: str
    document: str
    stage: str
    status: Status
    period: str
    reviewed: str
    mention: str


def last_year(period: str) -> str:
    """The last year of a period, empty where it has none.

    >>> last_year("2021-2025"), last_year("2024-H1"), last_year("")
    ('2025', '2024', '')
    """
    years = _YEAR.findall(period)
    return years[-1] if years else ""
