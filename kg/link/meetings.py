"""Which numbers may have to do with each other: most stand alone, and of millions these need not be held in memory."""

from __future__ import annotations

from collections.abc import Iterable

from kg.link.records import Reading

_SIDES = {"target": 1, "achieved": 2}
_BOTH = 3


class Meetings:
    """Knows which readings meet others: a target a result of the same indicator and place, a number one that another
    document tells of the same indicator, place and period.

    It remembers hashes alone; where two things share one, some readings more are held against others in vain.
    """

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._sides: dict[int, int] = {}
        self._speakers: dict[int, int] = {}
        self._several: set[int] = set()
        for reading in readings:
            self._add(reading)

    def _add(self, reading: Reading) -> None:
        thing, moment = _keys(reading)
        self._sides[thing] = self._sides.get(thing, 0) | _SIDES.get(reading.status, _BOTH)
        document = hash(reading.document)
        if self._speakers.setdefault(moment, document) != document:
            self._several.add(moment)

    def has(self, reading: Reading) -> bool:
        """Whether a reading may meet another."""
        thing, moment = _keys(reading)
        return self._sides.get(thing) == _BOTH or moment in self._several


def _keys(reading: Reading) -> tuple[int, int]:
    """An indicator of a place, and these at a time."""
    return hash((reading.place, reading.indicator)), hash((reading.place, reading.indicator, reading.period))
