"""The straight lines that a page of a PDF draws, as borders of cells. Units are points, y grows upwards."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

# Lines nearer than this are one line drawn twice or the two sides of a thin bar; gaps as small are closed.
NEAR = 3.0
_SHORTEST = 6.0
_MOST_SEGMENTS, _DEEPEST = 20_000, 3
Point = tuple[float, float]


class Rule(NamedTuple):
    """A line across the page (`level`) or down it: where it lies, and from where to where it runs."""

    level: bool
    at: float
    start: float
    end: float


def rules(page: Any) -> list[Rule]:
    """The rules of a page, each once; none where a page draws so much that it is a picture."""
    found: list[Rule] = []
    for number, (one, two) in enumerate(_strokes(page)):
        if number >= _MOST_SEGMENTS:
            return []
        (x1, y1), (x2, y2) = one, two
        if abs(y1 - y2) < 1.0 and abs(x1 - x2) >= _SHORTEST:
            found.append(Rule(True, (y1 + y2) / 2, min(x1, x2), max(x1, x2)))
        elif abs(x1 - x2) < 1.0 and abs(y1 - y2) >= _SHORTEST:
            found.append(Rule(False, (x1 + x2) / 2, min(y1, y2), max(y1, y2)))
    return [*_merged(rule for rule in found if rule.level), *_merged(rule for rule in found if not rule.level)]


def clustered(places: Iterable[float]) -> list[float]:
    """Places that lie near each other as one, rising.

    >>> clustered([10.0, 50.5, 11.0, 50.0])
    [10.0, 50.0]
    """
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def _merged(found: Iterable[Rule]) -> Iterator[Rule]:
    """Rules of one direction with the pieces of a line put together."""
    lying: dict[float, list[Rule]] = {}
    first = float("-inf")
    for rule in sorted(found, key=lambda rule: rule.at):
        if rule.at - first > NEAR:
            first = rule.at
        lying.setdefault(first, []).append(rule)
    for at, pieces in lying.items():
        last: Rule | None = None
        for piece in sorted(pieces, key=lambda piece: piece.start):
            if last and piece.start <= last.end + NEAR:
                last = last._replace(end=max(last.end, piece.end))
                continue
            if last:
                yield last
            last = piece._replace(at=at)
        if last:
            yield last


def _strokes(page: Any) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of all paths that are drawn."""
    for number in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_SEGMENTS)):
        item = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH and _is_drawn(item):
            yield from _pieces(item)


def _is_drawn(path: Any) -> bool:
    filled, stroked = ctypes.c_int(), pdfium.FPDF_BOOL()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(filled), ctypes.byref(stroked))
    return bool(filled.value or stroked.value)


def _pieces(path: Any) -> Iterator[tuple[Point, Point]]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    begun: Point | None = None
    before: Point | None = None
    for number in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO and before:
            yield before, point
        elif kind == pdfium.FPDF_SEGMENT_MOVETO:
            begun = point
        if pdfium.FPDFPathSegment_GetClose(segment) and begun:
            yield point, begun
        before = point
