"""What every reader hands on: the text of a file in reading order, and the way back into the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kg.model import Table
from kg.read.text import Unreadable

Breaks = tuple[tuple[int, int], ...]


class NotReadable(Unreadable):
    """Why a file cannot be read, as the second half of a sentence, and what to do about it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.remedy = remedy


class MissingTool(NotReadable):
    """A file that could be read if something else were installed; another time it may be."""


@dataclass(frozen=True, slots=True)
class Raw:
    """The text of a file: a heading, a paragraph or a row of a table is a line, cells are parted by tabs.

    `breaks` leads from offsets of `text` to places in the file, as `kg.model.Document.breaks` does. A place counts
    the characters of a text file or of the source of a web page, the characters that Word shows of a DOCX file from
    its first paragraph on, or the characters of a PDF from its first page on, in the order in which they are drawn.
    `pages` holds pairs (offset of `text`, page number), rising; it is empty where the file has no pages. `told` is
    what the file says about itself outside its text: `title`, `date` (2026-02-15), `author`. `apart` holds (start,
    end, level), rising: the lines of `text` that the file sets apart: headings by style or tag with their level from 1,
    and rows of tables with 0. `tables` are those whose cells are known, with offsets of `text`. `regions` holds pairs
    (offset of `text`, where on its page that stands), rising, for what was recognized on pictures.
    """

    text: str
    breaks: Breaks = ((0, 0),)
    pages: tuple[tuple[int, int], ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    apart: tuple[tuple[int, int, int], ...] = ()
    tables: tuple[Table, ...] = ()
    regions: tuple[tuple[int, str], ...] = ()


class Writer:
    """Puts a text together and keeps the map back to where its pieces stand in the file."""

    def __init__(self) -> None:
        self.length = 0
        self._pieces: list[str] = []
        self._breaks: list[tuple[int, int]] = []

    def add(self, piece: str, place: int) -> None:
        """Append what stands at a place of the file; the characters of both run in step."""
        if not piece:
            return
        if not self._breaks or place - self._breaks[-1][1] != self.length - self._breaks[-1][0]:
            self._breaks.append((self.length, place))
        self._pieces.append(piece)
        self.length += len(piece)

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def breaks(self) -> Breaks:
        return tuple(self._breaks) or ((0, 0),)


def place(breaks: Breaks, offset: int) -> int:
    """Where the character at an offset of the text stands in the file.

    >>> place(((0, 7), (5, 20)), 6)
    21
    """
    text, start = breaks[max(0, bisect_right(breaks, offset, key=_first) - 1)]
    return start + offset - text


def inverse(breaks: Breaks, length: int) -> tuple[Callable[[int], int], Callable[[int], int]]:
    """Where a stretch of the raw text begins and where it ends in the text of that length, less what was left out.

    >>> first, last = inverse(((0, 2), (3, 9)), 6)
    >>> [first(0), first(3), first(7), last(4), last(8), last(10)]
    [0, 1, 3, 2, 3, 4]
    """
    ends = [offset for offset, _ in breaks[1:]] + [length]
    pieces = sorted((raw, offset, end) for (offset, raw), end in zip(breaks, ends, strict=True) if offset < end)

    def first(raw: int) -> int:
        at = max(0, bisect_right(pieces, raw, key=_raw) - 1)
        start, offset, end = pieces[at]
        inside = offset + max(0, raw - start)
        return inside if inside < end or at + 1 == len(pieces) else pieces[at + 1][1]

    def last(raw: int) -> int:
        start, offset, end = pieces[max(0, bisect_right(pieces, raw - 1, key=_raw) - 1)]
        return min(end, offset + max(0, raw - start))

    return first, last


def _raw(piece: tuple[int, int, int]) -> int:
    return piece[0]


def composed(outer: Breaks, inner: Breaks, length: int) -> Breaks:
    """The map that leads through two: text to raw text by `outer`, raw text to file by `inner`.

    >>> composed(((0, 2),), ((0, 10), (4, 90)), 8)
    ((0, 12), (2, 90))
    """
    writer: list[tuple[int, int]] = []
    for offset, target in _steps(outer, inner, length):
        if not writer or target - writer[-1][1] != offset - writer[-1][0]:
            writer.append((offset, target))
    return tuple(writer) or ((0, 0),)


_Where = TypeVar("_Where", int, str)


def pages(breaks: Breaks, raw: tuple[tuple[int, _Where], ...], length: int) -> tuple[tuple[int, _Where], ...]:
    """Pairs (text offset, page number or region) of a text whose raw text has the pages or regions `raw`.

    >>> pages(((0, 0), (10, 12)), ((0, 1), (14, 2)), 20)
    ((0, 1), (12, 2))
    """
    if not raw:
        return ()
    found: list[tuple[int, _Where]] = []
    for offset, raw_offset in _raw_steps(breaks, raw, length):
        where = raw[max(0, bisect_right(raw, raw_offset, key=_first) - 1)][1]
        if not found or found[-1][1] != where:
            found.append((offset, where))
    return tuple(found)


def _first(pair: tuple[int, object]) -> int:
    return pair[0]


def _steps(outer: Breaks, inner: Breaks, length: int) -> Iterator[tuple[int, int]]:
    """(text offset, place in the file) wherever one of the two maps has a break."""
    return ((offset, place(inner, raw)) for offset, raw in _raw_steps(outer, inner, length))


def _raw_steps(outer: Breaks, inner: Sequence[tuple[int, object]], length: int) -> Iterator[tuple[int, int]]:
    """(text offset, raw offset) at every break of the outer map and, inside its pieces, of the inner one."""
    for number, (offset, raw) in enumerate(outer):
        end = outer[number + 1][0] if number + 1 < len(outer) else length
        if offset >= end:
            continue
        yield offset, raw
        for inside in inner[bisect_right(inner, raw, key=_first) :]:
            if inside[0] >= raw + end - offset:
                break
            yield offset + inside[0] - raw, inside[0]
