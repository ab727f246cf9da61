"""Tables with borders: the glyphs between the rules of a page become rows of cells, however often a cell is wrapped."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.read.glyphs import Glyph
from kg.read.layout import Line, Segment, rows
from kg.read.rules import NEAR, Rule, clustered

_MOST_RULES, _MOST_CELLS = 600, 20_000
# A table whose cells are longer only sets out the page.
_CELL_LONGEST = 400


@dataclass(slots=True)
class Table:
    """A table as lines of cells, from the top down, and the box that it fills."""

    lines: list[Line]
    left: float
    right: float
    bottom: float
    top: float
    glyphs: set[int] = field(default_factory=set)


def tables(found: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Table]:
    """The tables of a page; boxes around prose are none."""
    if len(found) > _MOST_RULES:
        return []
    grids = (_Grid(group) for group in _touching(found))
    return [table for grid in grids if (table := grid.table(glyphs))]


def _touching(found: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Groups of rules that cross or meet, of two in each direction at least."""
    above = list(range(len(found)))

    def root(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    across = [number for number, rule in enumerate(found) if rule.level]
    down = [number for number, rule in enumerate(found) if not rule.level]
    for one in across:
        for two in down:
            if _meet(found[one], found[two]):
                above[root(one)] = root(two)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for number, rule in enumerate(found):
        groups[root(number)].append(rule)
    for group in groups.values():
        levels = sum(rule.level for rule in group)
        if levels >= 2 and len(group) - levels >= 1:
            yield group


def _meet(across: Rule, down: Rule) -> bool:
    return across.start - NEAR <= down.at <= across.end + NEAR and down.start - NEAR <= across.at <= down.end + NEAR


class _Grid:
    """The smallest boxes between the rules of a table, and which of them are one cell."""

    def __init__(self, group: Sequence[Rule]) -> None:
        self.across = [rule for rule in group if rule.level]
        self.down = [rule for rule in group if not rule.level]
        ends = [place for rule in self.across for place in (rule.start, rule.end)]
        self.xs = clustered([*(rule.at for rule in self.down), min(ends), max(ends)])
        heights = [place for rule in self.down for place in (rule.start, rule.end)]
        self.ys = clustered([*(rule.at for rule in self.across), min(heights), max(heights)])
        self.columns, self.bands = len(self.xs) - 1, len(self.ys) - 1

    def table(self, glyphs: Sequence[Glyph]) -> Table | None:
        """The table with its text, None where it has one column or holds prose."""
        if self.columns < 2 or self.bands < 1 or self.columns * self.bands > _MOST_CELLS:
            return None
        owner = self._owners()
        if all(owner[box] == owner[box - 1] for box in range(len(owner)) if box % self.columns):
            return None  # one cell a row: a box around prose
        held = self._held(glyphs, owner)
        cells: dict[int, list[int]] = defaultdict(list)
        for number, box in held.items():
            cells[box].append(number)
        ends = {first: box for box, first in enumerate(owner)}
        lines = list(self._lines({box: [glyphs[number] for number in inside] for box, inside in cells.items()}, ends))
        longest = max((len(segment.glyphs) for line in lines for segment in line.segments), default=0)
        if not lines or longest > _CELL_LONGEST:
            return None
        return Table(lines, self.xs[0], self.xs[-1], self.ys[0], self.ys[-1], set(held))

    def _held(self, glyphs: Sequence[Glyph], owner: Sequence[int]) -> dict[int, int]:
        """The glyphs inside by their number, each with its cell: the number of the cell's highest, leftmost box."""
        held: dict[int, int] = {}
        for number, glyph in enumerate(glyphs):
            column = bisect_right(self.xs, (glyph.left + glyph.right) / 2) - 1
            band = bisect_right(self.ys, (glyph.bottom + glyph.top) / 2) - 1
            if 0 <= column < self.columns and 0 <= band < self.bands:
                held[number] = owner[(self.bands - 1 - band) * self.columns + column]
        return held

    def _owners(self) -> list[int]:
        """For every box, numbered in rows from the top, the first box of its cell."""
        owner = list(range(self.columns * self.bands))
        for box in range(len(owner)):
            row, column = divmod(box, self.columns)
            band = self.bands - 1 - row
            if column and not self._parted(self.down, self.xs[column], self._middle(self.ys, band)):
                owner[box] = owner[box - 1]
            elif row and not self._parted(self.across, self.ys[band + 1], self._middle(self.xs, column)):
                owner[box] = owner[box - self.columns]
        return owner

    @staticmethod
    def _middle(places: Sequence[float], number: int) -> float:
        return (places[number] + places[number + 1]) / 2

    @staticmethod
    def _parted(found: Sequence[Rule], at: float, middle: float) -> bool:
        return any(abs(rule.at - at) <= NEAR and rule.start <= middle <= rule.end for rule in found)

    def _lines(self, cells: dict[int, list[Glyph]], ends: dict[int, int]) -> Iterator[Line]:
        """The rows from the top; a cell that runs over several rows stands in its first. `ends` are last boxes."""
        by_row: dict[int, list[Segment]] = defaultdict(list)
        for box in sorted(cells):
            shown = [glyph for glyph in cells[box] if glyph.char != " "]
            if shown:
                row, column = divmod(box, self.columns)
                rows, columns = ends[box] // self.columns - row + 1, ends[box] % self.columns - column + 1
                by_row[row].append(_cell(cells[box], (row, column, rows, columns)))
        for row in sorted(by_row):
            yield Line(by_row[row], 0, ruled=self.columns)


def _cell(glyphs: list[Glyph], place: tuple[int, int, int, int]) -> Segment:
    """A cell's glyphs line after line."""
    ordered = [glyph for row in rows(glyphs) for segment in row for glyph in segment.glyphs]
    return Segment(
        ordered,
        min(glyph.left for glyph in ordered),
        max(glyph.right for glyph in ordered),
        min(glyph.bottom for glyph in ordered),
        max(glyph.top for glyph in ordered),
        place,
    )


def placed_among(found: Sequence[Table], flow: list[Line]) -> list[Line]:
    """The lines of a page with its tables where they stand; columns are numbered anew, so that order stays."""
    ordered = list(flow)
    for table in sorted(found, key=lambda table: table.top):  # the lowest first: the others come before it
        at = _position(table, ordered)
        ordered[at:at] = table.lines
    before: tuple[bool, int] | None = None
    number = -1
    for line in ordered:
        kind = (line.ruled > 0, line.column)
        if kind != before:
            number += 1
        before, line.column = kind, number
    return ordered


def _position(table: Table, flow: Sequence[Line]) -> int:
    """Behind the last line above the table, or before the first one below it."""
    beside = [number for number, line in enumerate(flow) if line.left < table.right and line.right > table.left]
    higher = [number for number in beside if flow[number].bottom >= table.top - NEAR]
    if higher:
        return higher[-1] + 1
    lower = [number for number in beside if flow[number].top <= table.bottom + NEAR]
    return lower[0] if lower else len(flow)


def over_pages(pages: Sequence[list[Line]]) -> None:
    """Put the rest of a row that a page's end cuts behind what stands of it on the page before."""
    for one, two in pairwise(page for page in pages if page):
        if one[-1].ruled and two[0].ruled and (into := _continued(one[-1], two[0])):
            for segment, rest in zip(into, two.pop(0).segments, strict=True):
                segment.glyphs += rest.glyphs


def _continued(row: Line, rest: Line) -> list[Segment]:
    """The cells of a row that the first row of the next page goes on with: not the first, and none that is complete."""
    into = [[cell for cell in row.segments[1:] if _overlap(cell, piece)] for piece in rest.segments]
    whole = any(len(cells) != 1 or cells[0].text.endswith("。") for cells in into)
    return [] if whole or _overlap(row.segments[0], rest.segments[0]) else [cells[0] for cells in into]


def _overlap(one: Segment, other: Segment) -> bool:
    return one.left < other.right and other.left < one.right
