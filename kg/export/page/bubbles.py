"""The network seen from afar: what a disc holds of one kind becomes a bubble, industries one for each section.

A large graph opens as places and their bubbles (place by industry), and unfolds where the reader looks closer. Here
too everything is placed beforehand; how many bubbles are linked to which is counted by the page, for that depends on
its filters.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.export.page.layout import Point

_OUT = 0.62
_MOST = 0.2
_LEAST = 9.0


@dataclass(frozen=True, slots=True)
class Bubble:
    """The things of one group and section in a disc: where it stands, its radius, and how many they are."""

    disc: int
    group: str
    section: str
    x: float
    y: float
    radius: float
    members: tuple[int, ...]


def blow(
    disc: tuple[int, float, float, float], wedges: Iterable[tuple[Mapping[tuple[str, str], Sequence[int]], Point]]
) -> list[Bubble]:
    """The bubbles of a disc (key, x, y, radius): for each wedge its members by (group, section) and (start, angle)."""
    key, x, y, radius = disc
    found = []
    for parts, (start, angle) in wedges:
        for (group, section), at, reach in _seats(parts, start, angle, radius):
            across, down = radius * _OUT * math.cos(at), radius * _OUT * math.sin(at)
            spot = (round(x + across, 1), round(y + down, 1), round(reach, 1))
            found.append(Bubble(key, group, section, *spot, tuple(parts[group, section])))
    return found


def _seats(
    parts: Mapping[tuple[str, str], Sequence[int]], start: float, angle: float, radius: float
) -> Iterable[tuple[tuple[str, str], float, float]]:
    """(part, direction, radius of its bubble) side by side along the middle of a wedge, the larger the wider."""
    shares = {part: math.sqrt(len(members)) for part, members in sorted(parts.items())}
    total = sum(shares.values())
    at = start
    for part, share in shares.items():
        turn = angle * share / total
        room = radius * _OUT * math.sin(min(turn, math.pi) / 2)
        yield part, at + turn / 2, max(_LEAST, min(room * 0.94, radius * _MOST))
        at += turn
