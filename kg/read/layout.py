"""The glyphs of a page to lines in reading order: columns one after the other, rows of tables cell by cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from kg.read.glyphs import Glyph

_PUNCTUATED = re.compile(r"[，。、；：”]")
# In heights of a line: a wider gap parts columns, or cells; one this wide between words is a space.
_COLUMN_GAP, _CELL_GAP, _HAN_SPACE, _LATIN_SPACE = 0.7, 1.1, 0.45, 0.15
# Punctuation is set closer than its boxes are wide.
_OVERLAP, _OVERSTEP = 0.5, 0.75
_FEWEST_LINES, _MOST_LINES, _NARROWEST = 3, 2_000, 5.0
_DEEPEST = 6


@dataclass(slots=True)
class Segment:
    """Glyphs side by side on one base line, or a cell between rules, with its place: row, column, rows, columns."""

    glyphs: list[Glyph]
    left: float
    right: float
    bottom: float
    top: float
    place: tuple[int, int, int, int] = (0, 0, 1, 1)

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs)


@dataclass(slots=True)
class Line:
    """A line of a column, or a row of a table where it has several cells; `ruled` are the columns of its borders."""

    segments: list[Segment]
    column: int
    ruled: int = 0

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return max(segment.right for segment in self.segments)

    @property
    def top(self) -> float:
        return max(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        return min(segment.bottom for segment in self.segments)

    @property
    def height(self) -> float:
        """The height of its characters."""
        return median(glyph.height for segment in self.segments for glyph in segment.glyphs)

    @property
    def text(self) -> str:
        return "".join(piece for piece, _ in self.pieces())

    def pieces(self) -> Iterator[tuple[str, int]]:
        """Its characters with their places; a tab parts its cells, a space stands where a gap is wide."""
        for number, segment in enumerate(self.segments):
            if number:
                yield "\t", segment.glyphs[0].place
            yield from spaced(segment.glyphs)


def lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page in reading order."""
    ordered: list[Line] = []
    for column, segments in enumerate(_regions(_segments(glyphs), 0)):
        ordered += [Line(row, column) for row in _rows(segments)]
    return ordered


def rows(glyphs: Sequence[Glyph]) -> list[list[Segment]]:
    """The lines of a single column, from the top down."""
    return list(_rows(_segments(glyphs)))


def spaced(glyphs: Sequence[Glyph]) -> Iterator[tuple[str, int]]:
    """Characters side by side with their places, a space where a gap is wide."""
    before: Glyph | None = None
    for glyph in glyphs:
        if before and " " not in (before.char, glyph.char):
            latin = before.char.isascii() and glyph.char.isascii()
            if glyph.left - before.right > (_LATIN_SPACE if latin else _HAN_SPACE) * glyph.height:
                yield " ", glyph.place
        yield glyph.char, glyph.place
        before = glyph


def _segments(glyphs: Sequence[Glyph]) -> list[Segment]:
    """Glyphs side by side put together, in the order in which they are drawn first, then by where they stand."""
    runs: list[Segment] = []
    for glyph in glyphs:
        last = runs[-1] if runs else None
        if last and _follows(last, glyph.left, glyph.bottom, glyph.top):
            _extend(last, [glyph])
        else:
            runs.append(Segment([glyph], glyph.left, glyph.right, glyph.bottom, glyph.top))
    return [segment for segment in map(_trimmed, _merged(runs)) if segment.glyphs]


def _trimmed(segment: Segment) -> Segment:
    """The segment without spaces at its ends: indents and ends of lines are seen by where the words stand."""
    glyphs = segment.glyphs
    start, end = 0, len(glyphs)
    while start < end and glyphs[start].char == " ":
        start += 1
    while end > start and glyphs[end - 1].char == " ":
        end -= 1
    if end - start == len(glyphs) or start == end:
        return segment if start < end else Segment([], 0.0, 0.0, 0.0, 0.0)
    kept = glyphs[start:end]
    left, right = min(glyph.left for glyph in kept), max(glyph.right for glyph in kept)
    return Segment(kept, left, right, segment.bottom, segment.top)


def _merged(runs: list[Segment]) -> list[Segment]:
    """Runs of one line put together that were drawn apart, such as numbers in a font of their own."""
    found: list[Segment] = []
    open_at: dict[int, list[Segment]] = {}
    reach = max((run.height for run in runs), default=0.0)
    for run in sorted(runs, key=lambda run: (run.left, -run.top)):
        key = int(run.middle // 8)
        fitting: list[Segment] = []
        for near in (key - 1, key, key + 1):
            # Runs come from left to right: what ended too far to the left takes no more.
            open_at[near] = [segment for segment in open_at.get(near, ()) if segment.right + reach >= run.left]
            fitting += [segment for segment in open_at[near] if _follows(segment, run.left, run.bottom, run.top)]
        if fitting:
            _extend(max(fitting, key=lambda segment: segment.right), run.glyphs)
            continue
        found.append(run)
        open_at[key].append(run)
    return found


def _follows(segment: Segment, left: float, bottom: float, top: float, widest: float = _COLUMN_GAP) -> bool:
    height = min(segment.height, top - bottom)
    shared = min(segment.top, top) - max(segment.bottom, bottom)
    if shared < _OVERLAP * height:
        return False
    gap = left - segment.right
    return -_OVERSTEP * height <= gap <= widest * max(segment.height, top - bottom)


def _extend(segment: Segment, glyphs: list[Glyph]) -> None:
    segment.glyphs += glyphs
    segment.left = min(segment.left, *(glyph.left for glyph in glyphs))
    segment.right = max(segment.right, *(glyph.right for glyph in glyphs))
    # A taller glyph must not make the line swallow its neighbours.
    if glyphs[0].height <= 1.3 * segment.height:
        segment.bottom = min(segment.bottom, *(glyph.bottom for glyph in glyphs))
        segment.top = max(segment.top, *(glyph.top for glyph in glyphs))


def _regions(segments: list[Segment], depth: int) -> Iterator[list[Segment]]:
    """The columns of a page in reading order; what runs across them parts those above from those below."""
    gutter = _gutter(segments) if depth < _DEEPEST else None
    if gutter is None:
        if segments:
            yield segments
        return
    band: list[Segment] = []
    across: list[Segment] = []
    for segment in sorted(segments, key=lambda segment: -segment.middle):
        crosses = segment.left < gutter < segment.right
        if crosses and band:
            yield from _sides(band, gutter, depth)
            band = []
        if not crosses and across:
            yield across
            across = []
        (across if crosses else band).append(segment)
    if across:
        yield across
    yield from _sides(band, gutter, depth)


def _sides(band: list[Segment], gutter: float, depth: int) -> Iterator[list[Segment]]:
    yield from _regions([segment for segment in band if segment.right <= gutter], depth + 1)
    yield from _regions([segment for segment in band if segment.left >= gutter], depth + 1)


def _gutter(segments: list[Segment]) -> float | None:
    """Where a gap runs down between two columns of prose: the one that parts most lines."""
    if not 2 * _FEWEST_LINES <= len(segments) <= _MOST_LINES:
        return None
    lefts = sorted(segment.left for segment in segments)
    rights = sorted(segment.right for segment in segments)
    best: tuple[int, float] | None = None
    # Lines of a column end within a hair of each other.
    hair = 0.3 * median(segment.height for segment in segments)
    for edge in sorted({round(right + hair, 1) for right in rights}):
        left, right = bisect_left(rights, edge), len(lefts) - bisect_left(lefts, edge)
        smaller = min(left, right)
        if smaller < _FEWEST_LINES or (best and smaller <= best[0]):
            continue
        one = [segment for segment in segments if segment.right <= edge]
        two = [segment for segment in segments if segment.left >= edge]
        if left + right >= 0.6 * len(segments) and _is_column(one) and _is_column(two):
            best = smaller, edge
    return best[1] if best else None


def _is_column(segments: list[Segment]) -> bool:
    """Whether segments are lines of prose that fill a column, rather than cells of a table."""
    height = median(segment.height for segment in segments)
    widths = [segment.right - segment.left for segment in segments]
    width = max(segment.right for segment in segments) - min(segment.left for segment in segments)
    if median(widths) < max(_NARROWEST * height, 0.6 * width):
        return False
    return sum(_PUNCTUATED.search(segment.text) is not None for segment in segments) >= 0.4 * len(segments)


def _rows(segments: list[Segment]) -> Iterator[list[Segment]]:
    """Segments on one height together, from the top down, each row from left to right."""
    row: list[Segment] = []
    for segment in sorted(segments, key=lambda segment: (-segment.middle, segment.left)):
        if row and not _level(row[0], segment):
            yield _cells(row)
            row = []
        row.append(segment)
    if row:
        yield _cells(row)


def _cells(row: list[Segment]) -> list[Segment]:
    """The segments of a row from left to right; no wide gap parts those of a spaced title, which are one."""
    cells: list[Segment] = []
    for segment in sorted(row, key=lambda segment: segment.left):
        if cells and _follows(cells[-1], segment.left, segment.bottom, segment.top, _CELL_GAP):
            _extend(cells[-1], segment.glyphs)
        else:
            cells.append(segment)
    return cells


def _level(one: Segment, other: Segment) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared >= _OVERLAP * min(one.height, other.height)
