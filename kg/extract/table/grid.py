"""A table as rows of entries: every column of a row has the cell that covers it; the rows of the head stand apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice

from kg.model import Cell, Document, Span, Table
from kg.text.numeral import ARABIC

# A wider table is none that people read; so many rows are looked at for the head and for what the columns hold.
WIDEST = 200
_MOST_HEAD, LOOKED_AT = 12, 200
_LONGEST = 1_000
_SPACE = re.compile(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?(?:[^0-9]{0,12}|[（(].{0,12}[）)])")
_MONTHS = "[0-9]{1,2}(?:[-—－–~～至][0-9]{1,2})?月(?:份|末|底|累计)?"
_FIGURE = re.compile(
    rf"(?!{_MONTHS}\Z)(?:[^0-9一-龥]{{0,3}}{ARABIC}[^0-9，。；]{{0,8}}|[（(\[〔［]{ARABIC}[）)\]〕］]|[一-龥]{{1,6}}{ARABIC}(?:%|[万亿]?[一-龥]{{1,4}}))"
)
_ASIDE = re.compile(r"[（(][^（()）]*[）)]")


def without_brackets(text: str) -> str:
    """A head or title without what it has in brackets.

    >>> without_brackets("总投资（万元）")
    '总投资'
    """
    return _ASIDE.sub("", text)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell holds, without spaces between its characters; `spread` where it covers several rows or columns."""

    text: str = ""
    start: int = 0
    end: int = 0
    spread: bool = False

    @property
    def span(self) -> Span:
        """Where it stands in the document."""
        return Span(self.start, self.end)


EMPTY = Entry()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its stretch of the text and an entry for every column; not `certain` where cells belong to no column."""

    span: Span
    entries: tuple[Entry, ...]
    certain: bool = True

    @property
    def filled(self) -> list[Entry]:
        """The different entries that hold text."""
        return list({entry.start: entry for entry in self.entries if entry.text}.values())


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its head: the lines above it, the rows of the head, the first rows below it and all of these."""

    captions: tuple[Entry, ...]
    head: tuple[Row, ...]
    sample: tuple[Row, ...]
    body: Iterator[Row] = field(compare=False)


class NotUnderstood(Exception):
    """Why a table states no facts, as the second half of a sentence."""


def grid(document: Document, table: Table) -> Grid:
    """The table with its head; raises NotUnderstood where it has none, or none that is certain."""
    if table.width > WIDEST:
        raise NotUnderstood(f"has more than {WIDEST} columns")
    captions = [Entry(document.text[span.start : span.end], span.start, span.end) for span in table.caption]
    body = rows(document, table)
    first = list(islice(body, _MOST_HEAD + LOOKED_AT))
    while first and _is_caption(first[0]):
        captions.append(first.pop(0).filled[0])
    count = _size_of_head(first)
    head, sample = first[:count], first[count:]
    if not sample:
        raise NotUnderstood("holds no figures")
    if not head:
        raise NotUnderstood("has no head")
    if not all(row.certain for row in head):
        raise NotUnderstood("has a head of which it is not certain over which columns it stands")
    return Grid(tuple(captions), tuple(_parted(head, table)), tuple(sample[:LOOKED_AT]), chain(sample, body))


def _is_caption(row: Row) -> bool:
    """Whether a row above the head holds one cell alone: a title, or the unit of all amounts."""
    return len(row.filled) == 1 and row.certain


def _size_of_head(first: Sequence[Row]) -> int:
    """How many rows stand above the first one with figures; all, where no head is so high."""
    return next((at for at, row in enumerate(first[:_MOST_HEAD]) if _has_figures(row)), len(first))


def rows(document: Document, table: Table) -> Iterator[Row]:
    """The rows of a table, a cell that covers several in each of them."""
    width = table.width
    below: dict[int, tuple[int, Entry]] = {}
    for number, group in groupby(table.cells, key=lambda cell: cell.row):
        cells = list(group)
        entries = [EMPTY] * width
        for column, (last, entry) in list(below.items()):
            if last < number:
                del below[column]
            else:
                entries[column] = entry
        for cell in cells:
            entry = _entry(document.text, cell)
            for column in range(cell.column, min(width, cell.column + cell.columns)):
                entries[column] = entry
                if cell.rows > 1:
                    below[column] = (number + cell.rows - 1, entry)
        yield Row(Span(cells[0].start, cells[-1].end), tuple(entries), all(cell.columns for cell in cells))


def _entry(text: str, cell: Cell) -> Entry:
    held = text[cell.start : min(cell.end, cell.start + _LONGEST)]
    tight = _SPACE.sub("", held) if " " in held else held
    return Entry(tight.replace("\n", ""), cell.start, cell.end, cell.rows > 1 or cell.columns > 1)


def is_figure(text: str) -> bool:
    """Whether a cell tells a number, alone or with the words that go with one.

    >>> [is_figure(text) for text in ("88.4", "-5.3%", "增长2.1%", "≥95", "[15]", "水泥", "2023年5月", "9月", "—")]
    [True, True, True, True, True, False, False, False, False]
    """
    return len(text) < 30 and _FIGURE.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether a cell names a year, which may stand in a head.

    >>> [is_year(text) for text in ("2023", "2023年", "2025年目标", "2020年（基期）", "20230")]
    [True, True, True, True, False]
    """
    return _YEAR.fullmatch(text) is not None


def _has_figures(row: Row) -> bool:
    return any(is_figure(entry.text) and not is_year(entry.text) for entry in row.entries)


def _parted(head: Sequence[Row], table: Table) -> Iterator[Row]:
    """The rows of a head; where no cell is merged, what stands over several columns is put over each of them."""
    merged = any(cell.columns > 1 or cell.rows > 1 for cell in islice(table.cells, WIDEST))
    for number, row in enumerate(head):
        if merged or number == len(head) - 1:
            yield row
            continue
        entries = list(row.entries)
        under = head[number + 1].entries
        for column in range(1, len(entries)):
            if not entries[column].text and under[column].text and under[column - 1].text:
                entries[column] = entries[column - 1]
        yield Row(row.span, tuple(entries))
