"""Lines that two columns of a newspaper share, as programs that keep the layout write them, parted into the columns.

Only what is certain is parted: six lines or more with a gap at one place, prose on both sides of it that fills its
column. Cells of tables, lists of names and whatever else is set apart by spaces stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

Span = tuple[int, int]

_GAP = re.compile(r"(?<=[^ \t])[ \t]{2,}(?=[^ \t])")
_PUNCTUATED = re.compile("[，。、；：”]")
_LONGEST = 400
# In halves of a Chinese character.
_NARROWEST_GAP, _NARROWEST = 3, 12
_MOST_GAPS = 9
_FEWEST, _PROSE, _FULL = 6, 0.4, 0.6


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with its bounds, and its gaps: where each begins and ends on the page and in the text."""

    start: int
    end: int
    gaps: tuple[tuple[int, int, int, int], ...]
    indent: int
    width: int


def ordered(text: str, lines: Sequence[Span]) -> tuple[list[Span], int]:
    """The lines in reading order, those of two columns parted; how many were."""
    rows = [_row(text, *line) if 0 < line[1] - line[0] <= _LONGEST else None for line in lines]
    if not any(row.gaps for row in rows if row):
        return list(lines), 0
    found: list[Span] = []
    parted = at = 0
    while at < len(lines):
        end, gutter = _block(rows, at)
        end = max(end, at + 1)
        columns = _columns(text, [row for row in rows[at:end] if row], gutter) if gutter else None
        found += columns or lines[at:end]
        parted += end - at if columns else 0
        at = end
    return found, parted


def _row(text: str, start: int, end: int) -> _Row:
    at, width = start, 0
    gaps: list[tuple[int, int, int, int]] = []
    for match in _GAP.finditer(text, start, end):
        left = width + page_width(text[at : match.start()])
        right = left + page_width(match[0])
        if right - left >= _NARROWEST_GAP and len(gaps) < _MOST_GAPS:
            gaps.append((left, right, match.start(), match.end()))
        at, width = match.end(), right
    first = start
    while first < end and text[first] in " \t":
        first += 1
    indent = page_width(text[start:first])
    return _Row(start, end, tuple(gaps), indent, width + page_width(text[at:end].rstrip(" \t")))


def page_width(piece: str) -> int:
    """The width in halves of a Chinese character; a tab stands for an ideographic space here."""
    narrow = len(piece.encode("ascii", "ignore")) - piece.count("\t")
    return 2 * len(piece) - narrow


def _block(rows: Sequence[_Row | None], at: int) -> tuple[int, Span | None]:
    """Where the lines end that share a gap from one on, and where on the page it runs down."""
    first = rows[at]
    best: tuple[int, Span | None] = (at, None)
    for left, right, _, _ in first.gaps if first else ():
        gutter, end = (left, right), at
        while end < len(rows) and (row := rows[end]) and (narrowed := _narrowed(row, gutter)):
            gutter, end = narrowed, end + 1
        if end > best[0]:
            best = end, gutter
    return best


def _narrowed(row: _Row, gutter: Span) -> Span | None:
    """The part of a gutter that a line leaves free, None where it stands in the way."""
    for left, right, _, _ in row.gaps:
        low, high = max(left, gutter[0]), min(right, gutter[1])
        if high - low >= _NARROWEST_GAP - 1:
            return low, high
    if row.width <= gutter[0] + 1 or row.indent >= gutter[1] - 1:
        return gutter
    return None


def _columns(text: str, rows: Sequence[_Row], gutter: Span) -> list[Span] | None:
    """The lines of the left column, then those of the right one; None where they are no columns of prose."""
    left, right = [], []
    for row in rows:
        one, two = _halves(row, gutter)
        left += [one] if one else []
        right += [two] if two else []
    both = len(left) + len(right) - len(rows)
    return [*left, *right] if both >= _FEWEST and _is_prose(text, left) and _is_prose(text, right) else None


def _halves(row: _Row, gutter: Span) -> tuple[Span | None, Span | None]:
    for low, high, start, end in row.gaps:
        if low <= gutter[0] and high >= gutter[1]:
            return (row.start, start), (end, row.end)
    return ((row.start, row.end), None) if row.width <= gutter[0] + 1 else (None, (row.start, row.end))


def _is_prose(text: str, parts: Sequence[Span]) -> bool:
    pieces = [text[start:end].strip(" \t") for start, end in parts]
    widths = [page_width(piece) for piece in pieces]
    punctuated = sum(_PUNCTUATED.search(piece) is not None for piece in pieces)
    return median(widths) >= max(_NARROWEST, _FULL * max(widths)) and punctuated >= _PROSE * len(pieces)


def spans(text: str) -> Iterator[Span]:
    """The bounds of the lines of a text."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1
