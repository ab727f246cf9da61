"""Where the nodes of the page stand: computed here, so that the page shows its picture at once and always the same.

A place that documents speak for is the heart of a disc; around it stand the things that its documents name, a wedge
for each kind (projects by stage), the weighty ones inside. What several places share stands in a disc in the middle.
Lengths are the pixels of the page at zoom 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Point = tuple[float, float]

SPACING = 46.0
_HEART = 78.0
_GAP = 34.0
_MARGIN = 60.0
_ASPECT = 1.45
_DIRECTIONS = 72


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle that holds what belongs together; `key` is what it belongs to."""

    key: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Flower:
    """The nodes of a disc around its middle, the radius that holds them, (start, angle) of each wedge in radians."""

    spots: Mapping[int, Point]
    radius: float
    sectors: tuple[Point, ...]


def flower(wedges: Sequence[Sequence[int]]) -> Flower:
    """Nodes in rings around a heart, each wedge in a sector of its own, as wide as it has nodes.

    >>> flower([[1], [2, 3]]).spots.keys() == {1, 2, 3}
    True
    """
    total = sum(_share(wedge) for wedge in wedges)
    spots: dict[int, Point] = {}
    sectors = []
    start, radius = -math.pi / 2, _HEART
    for wedge in wedges:
        angle = 2 * math.pi * _share(wedge) / total if wedge else 0.0
        sectors.append((start, angle))
        for node, (distance, at) in zip(wedge, _seats(start, angle, len(wedge)), strict=False):
            spots[node] = (distance * math.cos(at), distance * math.sin(at))
            radius = max(radius, distance)
        start += angle
    return Flower(spots, radius + SPACING, tuple(sectors))


def _share(wedge: Sequence[int]) -> float:
    """A wedge of few nodes needs more than its share, so that it does not grow into a spike."""
    return len(wedge) + 2.0 if wedge else 0.0


def _seats(start: float, angle: float, wanted: int) -> Iterator[tuple[float, float]]:
    """(distance, direction) of `wanted` seats in a sector, ring after ring, evenly spread in each ring."""
    ring = 0
    while wanted > 0:
        distance = _HEART + ring * SPACING
        room = max(0.0, angle - _GAP / distance)
        here = min(wanted, int(room * distance / SPACING) + 1) if room or ring > 3 else 0
        for seat in range(here):
            yield distance, start + angle / 2 + (seat - (here - 1) / 2) * min(room / max(here - 1, 1), 1.0)
        wanted -= here
        ring += 1


def pack(flowers: Sequence[tuple[int, float]]) -> list[Disc]:
    """Discs of (key, radius) side by side, without overlap, as wide as a screen, the first in the middle."""
    discs: list[Disc] = []
    for key, radius in flowers:
        x, y = min(_free(discs, radius), key=lambda spot: (_reach(*spot), spot)) if discs else (0.0, 0.0)
        discs.append(Disc(key, round(x, 1), round(y, 1), radius))
    return discs


def _reach(x: float, y: float) -> float:
    return round(math.hypot(x / _ASPECT, y), 3)


def _free(discs: Sequence[Disc], radius: float) -> Iterator[Point]:
    """The nearest free spot in each direction."""
    count = _DIRECTIONS if len(discs) < 200 else _DIRECTIONS // 4
    for turn in range(count):
        across, down = math.cos(2 * math.pi * turn / count), math.sin(2 * math.pi * turn / count)
        distance = _clear(discs, radius, across, down)
        yield distance * across, distance * down


def _clear(discs: Sequence[Disc], radius: float, across: float, down: float) -> float:
    """How far out in a direction nothing overlaps: behind the stretches of the ray that discs cover, taken in order."""
    covered = sorted(_covered(discs, radius, across, down))
    distance = 0.0
    for start, end in covered:
        if start > distance:
            break
        distance = max(distance, end)
    return distance


def _covered(discs: Iterable[Disc], radius: float, across: float, down: float) -> Iterator[Point]:
    for disc in discs:
        along = disc.x * across + disc.y * down
        aside = disc.x * down - disc.y * across
        reach = disc.radius + radius + _MARGIN
        if abs(aside) < reach:
            half = math.sqrt(reach * reach - aside * aside)
            if along + half > 0:
                yield along - half, along + half
