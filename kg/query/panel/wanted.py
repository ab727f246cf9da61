"""What a panel is to show: the indicators, places, years and levels that a user names, looked up in the graph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Store

from kg.errors import QueryError
from kg.link.records import Reading, years
from kg.query.binding import Source, called
from kg.rdf.view import View
from kg.reference import indicators
from kg.reference.indicators import Known
from kg.reference.terms import FZ, SKOS
from kg.text.likeness import guess, nearest
from kg.text.traditional import simplified

LEVELS = ("province", "prefecture", "county", "township", "other")
YEAR = re.compile("[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a panel is to show: all of a kind where nothing is said.

    `concepts` and `places` are names in any form, `levels` some of `LEVELS`; facts that are less certain than `least`
    are left out.
    """

    concepts: Sequence[str] = ()
    places: Sequence[str] = ()
    years: Sequence[int] = ()
    levels: Sequence[str] = ()
    least: float = 0.0


EVERYTHING = Wanted()


def parse_years(text: str) -> tuple[int, ...]:
    """Years as a user writes them; raises QueryError.

    >>> parse_years("2023-2025"), parse_years("2020,2025")
    ((2023, 2024, 2025), (2020, 2025))
    """
    found: list[int] = []
    for part in filter(None, re.split("[,，、 ]+", text.strip())):
        first, _, last = re.sub("[—–~至]", "-", part.replace("年", "")).partition("-")
        if not YEAR.fullmatch(first) or not YEAR.fullmatch(last or first) or int(last or first) < int(first):
            raise QueryError(f"--years {text}", f"{part!r} is no year", "write it as 2025, 2024-2026 or 2020,2025")
        found += range(int(first), int(last or first) + 1)
    return tuple(dict.fromkeys(found))


def filter_of(graph: Store, wanted: Wanted) -> Callable[[Reading], bool]:
    """Whether a number is of the indicators, places and years that are wanted.

    Raises QueryError for what has no name.
    """
    places = _places(graph, wanted.places)
    is_wanted = _concepts(View(graph), wanted.concepts)
    return lambda one: (places is None or one.place in places) and is_wanted(one) and _is_in(one.period, wanted.years)


def _places(graph: Store, names: Sequence[str]) -> frozenset[str] | None:
    if not names:
        return None
    found: set[str] = set()
    for name in names:
        things = called(Source(graph), name)
        if not things:
            view = View(graph)
            labels = {text for iri in view.members(FZ.Place) for text in view.texts(iri, SKOS.prefLabel)}
            remedy = guess(nearest(name, labels), "see the places with: kg query places")
            raise QueryError(f"--place {name}", "nothing in the graph is called so", remedy)
        found |= {thing.value for thing in things}
    return frozenset(found)


def _known(name: str) -> Known | None:
    """The known indicator of a name, a code or an English name."""
    name = simplified(name.strip())
    lower = name.lower()
    plain = (one for one in indicators.known() if lower in (one.name.lower(), one.code, one.english.lower()))
    return next(plain, None) or indicators.meaning(name, "level", "") or indicators.meaning(name, "growth", "")


def _concepts(view: View, names: Sequence[str]) -> Callable[[Reading], bool]:
    """Whether a number is of one of the indicators."""
    if not names:
        return lambda reading: reading.known
    told = {name: _known(name) for name in names}
    known = {one.iri.value for one in told.values() if one}
    others = {name for name, one in told.items() if not one}
    _check(view, others)
    return lambda reading: reading.indicator in known or (not reading.known and reading.name in others)


def _check(view: View, names: Iterable[str]) -> None:
    """Raise QueryError for a name that no indicator of the graph has."""
    labels = {text for iri in view.members(FZ.Indicator) for text in view.texts(iri, SKOS.prefLabel)}
    for name in names:
        if name not in labels:
            near = nearest(name, [*labels, *(one.name for one in indicators.known())])
            remedy = guess(near, "see: kg query observations")
            raise QueryError(f"--concept {name}", "is no indicator of the graph", remedy)


def _is_in(period: str, wanted: Sequence[int]) -> bool:
    """Whether a period is a year that is wanted, or ends in one."""
    return not wanted or int((years(period) or ["0"])[-1]) in wanted
