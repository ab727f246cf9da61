"""The characters of one page of a PDF with their boxes: upright, each once, without watermarks.

Units are points; x grows to the right, y upwards.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple


class Glyph(NamedTuple):
    """A character, its place in the file and its box."""

    char: str
    place: int
    left: float
    right: float
    bottom: float
    top: float
    angle: float = 0.0

    @property
    def height(self) -> float:
        return self.top - self.bottom


# A copy stands within this share of the character's own box; the same letter after itself stands a whole box further.
_SHADOW = 0.4
_TILTED = math.radians(8)


def upright(glyphs: list[Glyph]) -> tuple[list[Glyph], int]:
    """The glyphs turned so that most of them stand upright, and how many stood askew and are left out."""
    turns = Counter(_quarter(glyph.angle) for glyph in glyphs)
    if not turns:
        return [], 0
    turn = min(turns, key=lambda quarter: (-turns[quarter], quarter))
    kept = [_turned(glyph, turn) for glyph in glyphs if _straight(glyph.angle) and _quarter(glyph.angle) == turn]
    return kept, len(glyphs) - len(kept)


def _quarter(angle: float) -> int:
    return round(angle / (math.pi / 2)) % 4


def _straight(angle: float) -> bool:
    quarter = math.pi / 2
    return abs(angle - round(angle / quarter) * quarter) < _TILTED


def _turned(glyph: Glyph, quarter: int) -> Glyph:
    """The glyph turned back by quarters: what ran upwards runs to the right."""
    left, right, bottom, top = glyph.left, glyph.right, glyph.bottom, glyph.top
    for _ in range(quarter):
        left, right, bottom, top = bottom, top, -right, -left
    return glyph._replace(left=left, right=right, bottom=bottom, top=top)


def without_shadows(glyphs: Iterable[Glyph]) -> tuple[list[Glyph], int]:
    """The glyphs without those drawn a second time a little aside, as shadows and fat letters are; how many went."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    kept: list[Glyph] = []
    gone = 0
    for glyph in glyphs:
        cell = max(1.0, glyph.height)
        column, row = int(glyph.left // cell), int(glyph.bottom // cell)
        if any(
            _copies(glyph, other)
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in seen.get((glyph.char, column + dx, row + dy), ())
        ):
            gone += 1
            continue
        kept.append(glyph)
        cell_glyphs = seen.setdefault((glyph.char, column, row), [])
        if len(cell_glyphs) < 8:
            cell_glyphs.append(glyph)
    return kept, gone


def _copies(one: Glyph, other: Glyph) -> bool:
    """Whether two glyphs of one character stand on each other."""
    width, height = one.right - one.left, one.height
    return (
        abs(one.left - other.left) < _SHADOW * width
        and abs(one.bottom - other.bottom) < _SHADOW * height
        and abs(height - other.height) < 0.2 * height
    )
