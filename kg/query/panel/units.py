"""The unit in which the numbers of a series are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from kg.link.records import Reading
from kg.reference import indicators, ontology
from kg.reference.indicators import Known
from kg.reference.terms import FZ

_SCALE = re.compile("[十百千]?[万亿]+|[十百千](?=元|人|户|家|亩|吨|个|项|件|名|头|公里|公顷|人次)")
_UNNAMED = FZ["unit-unnamed"].value  # 5万亿: the unit is left out


@cache
def by_iri() -> Mapping[str, Known]:
    return {one.iri.value: one for one in indicators.known()}


def _plain(unit: str) -> str:
    """A unit without its scale words.

    >>> _plain("万亿元"), _plain("千亿"), _plain("千瓦"), _plain("万人次")
    ('元', '', '千瓦', '人次')
    """
    scale = _SCALE.match(unit)
    return unit[scale.end() :] if scale else unit


def canonical_unit(reading: Reading) -> str:
    """The canonical unit; that of the indicator where the text leaves the unit out."""
    known = by_iri().get(reading.indicator)
    if reading.unit == _UNNAMED and known and known.units and (unit := ontology.unit(known.units[0])):
        return unit.canonical.value
    return reading.unit


def units_of(readings: Sequence[Reading]) -> Mapping[tuple[str, str], str]:
    """(indicator, canonical unit) -> the unit in which its numbers are told: one for all of a series.

    That in which the known indicator is usually told, else the plain one that most of the numbers have.
    """
    written: dict[tuple[str, str], Counter[str]] = {}
    for one in readings:
        unit = one.text.lstrip("0123456789.×,，~-—几若数干")
        written.setdefault((one.indicator, canonical_unit(one)), Counter())[_plain(unit)] += 1
    found = {}
    for (indicator, canonical), counted in written.items():
        known = by_iri().get(indicator)
        usual = [unit for unit in (known.units if known else ()) if _has(unit, canonical)]
        most = sorted(counted, key=lambda unit: (not unit, -counted[unit], unit))
        found[indicator, canonical] = (usual or most)[0]
    return found


def _has(written: str, canonical: str) -> bool:
    unit = ontology.unit(written)
    return bool(unit and unit.canonical.value == canonical)
