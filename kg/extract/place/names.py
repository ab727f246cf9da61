"""Places by the shape of their names: a head (村, 经开区, 湖, 都市圈) and what stands before it.

Each rule takes a sentence with its known places and yields what it finds; where two overlap, `place.find` keeps the
longer name, of equals the earlier rule's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.extract.place.growth import Known
from kg.extract.place.lists import divided, joined, listed
from kg.extract.place.stations import abbreviated, stations, uplands
from kg.extract.place.villages import villages
from kg.extract.place.waters import waters
from kg.extract.place.words import Hit
from kg.extract.place.zones import natural, regions, scenic, zones
from kg.text.line import Line


def grown(line: Line, known: Sequence[Hit]) -> Iterator[Hit]:
    """What the rules find in a sentence, in their order; `known` are the places known by name, standing or not."""
    places = {hit.end: hit for hit in known}
    found = [hit for rule in RULES for hit in rule(line, places)]
    yield from found
    if "、" in line.text:
        yield from joined(line, [*known, *found])


RULES: tuple[Callable[[Line, Known], Iterator[Hit]], ...] = (
    zones,
    scenic,
    regions,
    natural,
    villages,
    waters,
    listed,
    divided,
    abbreviated,
    stations,
    uplands,
)
