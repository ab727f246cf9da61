"""Grids: the cells of tables, placed by what they cover, and written as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from kg.model import Cell, Cells, Span, Table
from kg.read.raw import Breaks, Writer, inverse

Apart = tuple[int, int, int]

# No table that people read is wider; a cell that says it covers more covers so many.
WIDEST = 1_000
_LONGEST_CAPTION, _CAPTION_LINES = 60, 3


class Placer:
    """Gives the cells of a table their columns, row by row, as a browser does: where no cell above reaches down."""

    def __init__(self) -> None:
        self.row = -1
        self._column = 0
        self._until: dict[int, int] = {}

    def next_row(self) -> None:
        """Begin a row."""
        self.row += 1
        self._column = 0

    def place(self, rows: int, columns: int) -> tuple[int, int]:
        """The row and column of the next cell, which covers so many of each."""
        while self._until.get(self._column, -1) >= self.row:
            self._column += 1
        column = self._column
        self._column += columns
        if rows > 1:
            self._until.update(dict.fromkeys(range(column, column + columns), self.row + rows - 1))
        return self.row, column


def write_row(writer: Writer, row: int, cells: Iterable[tuple[int, int, str, int]]) -> list[Cell]:
    """Write a row as a line, a tab before each cell but the first; the cells with where they stand in the text.

    `cells` are (column, columns covered, text, place in the file), rising; those that hold no text are left out.
    """
    found: list[Cell] = []
    place = 0
    for column, columns, text, place in cells:
        if found:
            writer.add("\t", place - 1)
        start = writer.length
        writer.add(text, place)
        place += len(text)
        found.append(Cell(start, writer.length, row, column, 1, columns))
    writer.add("\n", place)
    return found


def table(cells: Sequence[Cell]) -> Table | None:
    """The table of some cells, None where there are fewer than two rows or columns of them."""
    if len(cells) < 2 or cells[0].row == cells[-1].row or all(cell.column == cells[0].column for cell in cells):
        return None
    kept = cells if isinstance(cells, Cells) else Cells(cells)
    return Table(cells[0].start, max(cell.end for cell in cells[-WIDEST:]), kept)


def apart(tables: Iterable[Table]) -> Iterator[Apart]:
    """The rows of tables as stretches of their own, as `kg.read.raw.Raw.apart` holds them."""
    for found in tables:
        for _, row in groupby(found.cells, key=lambda cell: cell.row):
            cells = list(row)
            yield cells[0].start, cells[-1].end, 0


def moved(tables: Iterable[Table], breaks: Breaks, length: int) -> Iterator[Table]:
    """Tables of a raw text as they stand in the text of that length that `breaks` leads back from."""
    first, last = inverse(breaks, length)
    for found in tables:
        cells = Cells(
            Cell(start, end, cell.row, cell.column, cell.rows, cell.columns)
            for cell in found.cells
            if (start := first(cell.start)) < (end := last(cell.end))
        )
        if made := table(cells):
            yield made


def captioned(tables: Iterable[Table], text: str) -> Iterator[Table]:
    """The tables, each with the lines right above it that may name it or its units."""
    before = 0
    for found in tables:
        lines: list[Span] = []
        end = found.start - 1
        while len(lines) < _CAPTION_LINES and end > before:
            start = text.rfind("\n", before, end) + 1 or before
            line = text[start:end]
            if len(line) > _LONGEST_CAPTION or "。" in line or line.count("，") > 1:
                break
            if line.strip():
                lines.insert(0, Span(start, end))
            end = start - 1
        before = found.end
        yield Table(found.start, found.end, found.cells, tuple(lines))


def masked(text: str, tables: Sequence[Table]) -> str:
    """The text with blanks where tables stand, of the same length; the whole text where there is little besides."""
    bounds = [0, *(at for found in tables for at in (found.start, found.end)), len(text)]
    pieces = [text[one:two] for one, two in pairwise(bounds)]
    if not any(piece.strip() for piece in pieces[::2]):
        return text
    pieces[1::2] = ["".join("\n" if letter == "\n" else " " for letter in piece) for piece in pieces[1::2]]
    return "".join(pieces)
