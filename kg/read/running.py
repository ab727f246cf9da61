"""What stands at the edge of page after page: running heads, running feet and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.read.layout import Line

Piece = tuple[str, int]

_FIGURES = re.compile("[0-9]+|[ivxlcIVXLC]{1,6}$")
# What a browser prints above and below a page: day and hour, address and page.
_PRINTED = re.compile(
    r"(?:[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|20[0-9]{2}/[0-9]{1,2}/[0-9]{1,2})[, ]{1,2}[0-9]{1,2}:[0-9]{2}(?!.{80})"
    r"|(?:https?|file)://\S{1,200}(?:\s{1,3}[0-9]{1,4}/[0-9]{1,4})?$"
)
_EDGE_LINES = 3
_NEAR, _SAME_HEIGHT = 0.13, 6.0
_FEWEST, _SHORT = 3, 5
# Pages that hold little else are alike in what they say, not in their frame.
_MOST = 0.5


def without_running(pages: Sequence[list[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], int]:
    """The lines of every page without those that run through the document; how many went.

    A line runs where each of its pieces, figures aside, stands at the same height near the edge of three pages (of two
    in a short document, whose heads may take turns); the head of a table, repeated, stays once, and rows of figures do.
    """
    where: dict[Piece, set[int]] = defaultdict(set)
    edges = [_edges(page, height) for page, height in zip(pages, heights, strict=True)]
    for number, page in enumerate(edges):
        for piece in (piece for line in page for piece in _pieces(line)):
            where[piece].add(number)
    running = _running(where, _FEWEST if len(pages) > _SHORT else 2)
    printed = {id(line) for page in edges for line in page if _PRINTED.match(line.text)}
    gone: set[int] = set()
    heads: set[tuple[str, ...]] = set()
    for line in (line for page in edges for line in page if running.issuperset(_pieces(line))):
        head = tuple(text for text, _ in _pieces(line))
        if len(head) > 1 and not any(text.strip("#.,%-") for text in head):
            continue
        if len(head) > 2 and head not in heads:
            heads.add(head)
        else:
            gone.add(id(line))
    if len(gone) > _MOST * sum(map(len, pages)):
        gone.clear()
    gone |= printed
    return [[line for line in page if id(line) not in gone] for page in pages], len(gone)


def _pieces(line: Line) -> list[Piece]:
    """What a line says between wide gaps, and how high it stands."""
    return [(_figureless(segment.text), round(line.bottom / _SAME_HEIGHT)) for segment in line.segments]


def _running(where: dict[Piece, set[int]], fewest: int) -> set[Piece]:
    """The pieces that stand on enough pages, some of them a hair higher or lower."""
    return {
        (text, height)
        for (text, height), own in where.items()
        if any(len(own | where.get((text, near), set())) >= fewest for near in (height - 1, height + 1))
    }


def _figureless(text: str) -> str:
    return _FIGURES.sub("#", "".join(text.split()))


def _edges(page: list[Line], height: float) -> list[Line]:
    """The outermost lines of a page, as far as they stand near its edge."""
    ordered = sorted(page, key=lambda line: -line.top)
    top = [line for line in ordered[:_EDGE_LINES] if line.bottom > (1 - _NEAR) * height]
    return top + [line for line in ordered[-_EDGE_LINES:] if line.top < _NEAR * height and line not in top]
