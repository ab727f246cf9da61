"""The lines of a PDF to paragraphs, over columns and pages: by where a line ends and where the next begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.read.joins import OPENER
from kg.read.layout import Line

_ENDED = re.compile(r"[。！？!?：:；][”’）》」』】)\]]{0,3}$")
# In heights of a character: how short of the edge a full line may stay, and how far a new paragraph is set in.
_SHORT, _INDENT = 2.2, 0.9
_RESIZED, _APART = 0.12, 1.5


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with what its column says: its edges, and how far below its predecessor it stands (0 on a new page)."""

    page: int
    line: Line
    left: float
    right: float
    height: float
    gap: float
    usual_gap: float


def placed(pages: Sequence[list[Line]]) -> list[Placed]:
    """The lines of all pages with the edges of their columns."""
    columns: dict[tuple[int, int], list[Line]] = {}
    for number, page in enumerate(pages):
        for line in page:
            columns.setdefault((number, line.column), []).append(line)
    edges = {key: _edges(lines) for key, lines in columns.items()}
    common = _common(edges, columns)
    return [
        item
        for (number, column), lines in columns.items()
        for item in _column(number, lines, *_settled(edges[number, column], common))
    ]


def _column(number: int, lines: list[Line], left: float, right: float) -> Iterator[Placed]:
    gaps = [one.bottom - two.bottom for one, two in pairwise(lines)]
    usual = median(gaps) if gaps else 0.0
    for line, gap in zip(lines, [0.0, *gaps], strict=True):
        yield Placed(number, line, left, right, line.height, gap, usual)


def _edges(lines: list[Line]) -> tuple[float, float]:
    """The left and the right edge that most of a column's text keeps."""
    plain = [line for line in lines if len(line.segments) == 1] or lines
    widest = max(line.right - line.left for line in plain)
    full = [line for line in plain if line.right - line.left > 0.7 * widest]
    return min(line.left for line in full), max(line.right for line in full)


def _common(
    edges: dict[tuple[int, int], tuple[float, float]], columns: dict[tuple[int, int], list[Line]]
) -> list[tuple[float, float]]:
    """The edges of the document's columns, the most frequent first, counted by lines."""
    counts: Counter[tuple[int, int]] = Counter()
    for key, (left, right) in edges.items():
        counts[round(left / 4), round(right / 4)] += len(columns[key])
    return [(left * 4.0, right * 4.0) for (left, right), _ in sorted(counts.items(), key=lambda item: (-item[1], item))]


def _settled(edges: tuple[float, float], common: list[tuple[float, float]]) -> tuple[float, float]:
    """The edges of a column, or those of the document's usual column where the column's short lines stand in it."""
    left, right = edges
    for usual_left, usual_right in common[:2]:
        if usual_left - 4 <= left and right <= usual_right + 4:
            return min(left, usual_left), max(right, usual_right - 2)
    return edges


def paragraphs(lines: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Lines that belong together."""
    group: list[Placed] = []
    for line in lines:
        if group and not _continues(group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(one: Placed, two: Placed) -> bool:
    if any(line.ruled or len(line.segments) > 1 for line in (one.line, two.line)):
        return False
    if abs(one.height - two.height) > _RESIZED * one.height:
        return False
    if one.line.right < one.right - _SHORT * one.height:
        return False
    if two.line.left > two.left + _INDENT * two.height:
        return False
    if two.gap > _APART * two.usual_gap > 0:
        return False
    return not (_ENDED.search(one.line.text) and OPENER.match(two.line.text))
