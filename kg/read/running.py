"""What stands at the edge of page after page: running heads, running feet and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.read.layout import Line

_FIGURES = re.compile("[0-9]+|[ivxlcIVXLC]{1,6}$")
_EDGE_LINES = 3
_NEAR, _SAME_HEIGHT = 0.13, 6.0
_FEWEST = 3
# Pages that hold little else are alike in what they say, not in their frame.
_MOST = 0.5


def without_running(pages: Sequence[list[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], int]:
    """The lines of every page without those that run through the document; how many went.

    A line runs where its words, figures aside, stand at the same height near the edge of three pages (of two, where
    there are no more); the head of a table, repeated, stays once.
    """
    found: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for number, (page, height) in enumerate(zip(pages, heights, strict=True)):
        for line in _edges(page, height):
            found[_figureless(line.text), round(line.bottom / _SAME_HEIGHT)].append((number, line))
    gone: set[int] = set()
    for (_, _), group in sorted(_joined(found).items()):
        if len({number for number, _ in group}) >= min(_FEWEST, max(2, len(pages))):
            first = 1 if len(group[0][1].segments) > 2 else 0
            gone.update(id(line) for _, line in group[first:])
    if len(gone) > _MOST * sum(map(len, pages)):
        return list(pages), 0
    kept = [[line for line in page if id(line) not in gone] for page in pages]
    return kept, len(gone)


def _joined(found: dict[tuple[str, int], list[tuple[int, Line]]]) -> dict[tuple[str, int], list[tuple[int, Line]]]:
    """The groups, each with the lines that stand a hair higher."""
    return {
        (text, height): sorted(group + found.get((text, height + 1), []), key=lambda item: item[0])
        for (text, height), group in found.items()
    }


def _figureless(text: str) -> str:
    return _FIGURES.sub("#", "".join(text.split()))


def _edges(page: list[Line], height: float) -> list[Line]:
    """The outermost lines of a page, as far as they stand near its edge."""
    ordered = sorted(page, key=lambda line: -line.top)
    top = [line for line in ordered[:_EDGE_LINES] if line.bottom > (1 - _NEAR) * height]
    return top + [line for line in ordered[-_EDGE_LINES:] if line.top < _NEAR * height and line not in top]
