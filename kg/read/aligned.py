"""Tables in plain text: lines whose cells are parted by bars (Markdown), tabs, or runs of blanks.

Only what shows itself is taken: lines right below each other with as many cells each, figures in them below the first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from kg.model import Cell, Table
from kg.read.columns import page_width, spans
from kg.read.grids import apart, table
from kg.read.raw import Raw

Stretch = tuple[int, int]
Place = tuple[int, int]
Parter = Callable[[str, int, int], list[Stretch]]

_TAB = re.compile(r"\t")
_GAP = re.compile(r"[\t\u3000]|[ \xa0]{2,}")
_BLANKS = re.compile(r"[ \t\xa0\u3000]+")
_BAR = re.compile(r"\|")
_RULE = re.compile(r"[ |:-]{3,}")
_BLANK = " \t\r\xa0\u3000"
_NUMBER = re.compile(
    r"[-−－+<>≤≥约]?[0-9][0-9,，]*(?:[.．][0-9]+)?(?:[%％]|[万亿]?[一-龥]{1,3})?(?:左右|以上|以内|以下)?"
)
_SENTENCE = re.compile("[，。；：！？]|(?<=[一-龥 ])[,;:!?]")
# A line of a list of contents: 第一章 发展基础 1.
_CONTENTS = re.compile("第[一二三四五六七八九十0-9]{1,3}[章节篇]")
_FIGURE_AFTER_BLANK = re.compile(r"\S[ \t\xa0\u3000]+[-−－+<>≤≥]?[0-9]")
_MOST_ABOVE, _SET_APART = 4, 6
_CAPTION = re.compile("单位[:：]|^(?:附?表|单位)")
# The column of a row of which it is not certain where its cells belong, and that it covers none.
UNCERTAIN = (0, 0)


def with_aligned(raw: Raw) -> Raw:
    """What a reader hands on, with the tables that its text shows besides those that the reader knows."""
    found = tables(raw.text, [(known.start, known.end) for known in raw.tables])
    if not found:
        return raw
    rows = sorted({*raw.apart, *apart(found)})
    return replace(raw, tables=tuple(sorted((*raw.tables, *found), key=lambda item: item.start)), apart=tuple(rows))


def tables(text: str, taken: Sequence[Stretch] = ()) -> list[Table]:
    """The tables of a text outside of the stretches that are taken, in order."""
    if "|" not in text and "\t" not in text and not _FIGURE_AFTER_BLANK.search(text):
        return []
    found: list[Table] = []
    for block in _blocks(text, taken):
        found += _tables(text, block)
    return found


def _blocks(text: str, taken: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Runs of lines of which each has a gap or a bar inside."""
    ends = [end for _, end in taken]
    block: list[Stretch] = []
    for start, end in spans(text):
        at = bisect_left(ends, start)
        inside = at < len(taken) and taken[at][0] < end
        if inside or not (_GAP.search(text, start, end) or " " in text[start:end] or "|" in text[start:end]):
            if len(block) > 1:
                yield block
            block = []
        else:
            block.append((start, end))
    if len(block) > 1:
        yield block


def _tables(text: str, lines: Sequence[Stretch]) -> list[Table]:
    """The tables of a run of lines, by the first way of parting them that gives one."""
    for parted, fewest in _WAYS:
        runs = _runs([parted(text, *line) for line in lines])
        made = [_first(text, run, parted) for run in runs if len(run) >= fewest]
        if found := [item for item in made if item]:
            return found
    return []


def _runs(rows: Sequence[list[Stretch]]) -> Iterator[list[list[Stretch]]]:
    """Rows of several cells that follow each other."""
    for several, run in groupby(rows, key=lambda cells: len(cells) > 1):
        if several:
            yield list(run)


def _first(text: str, rows: list[list[Stretch]], parted: Parter) -> Table | None:
    """The table of some rows, without the first ones where these only stand above it."""
    tries = (_made(text, rows[at:], parted) for at in range(min(_MOST_ABOVE, len(rows) - 1)))
    return next(filter(None, tries), None)


def _by_bars(text: str, start: int, end: int) -> list[Stretch]:
    """The cells of `| 水泥 | 88.4 |`; those of the line of dashes below the head are empty."""
    start, end = _stripped(text, start, end)
    start += text.startswith("|", start, end)
    end -= text.endswith("|", start, end)
    cells = _parted(_BAR, text, start, end)
    return [(at, at) for at, _ in cells] if _RULE.fullmatch(text, start, end) else cells


def _by_tabs(text: str, start: int, end: int) -> list[Stretch]:
    return _parted(_TAB, text, start, end)


def _by_gaps(text: str, start: int, end: int) -> list[Stretch]:
    """The cells of a line between wide gaps; two single characters side by side are one word (指  标)."""
    found: list[Stretch] = []
    for cell in _parted(_GAP, text, *_stripped(text, start, end)):
        before = found[-1] if found else cell
        single = bool(found) and before[1] - before[0] == cell[1] - cell[0] == 1 and cell[0] - before[1] <= _SET_APART
        if single and "一" <= text[before[0]] <= "龥" and "一" <= text[cell[0]] <= "龥":
            found[-1] = (before[0], cell[1])
        else:
            found.append(cell)
    return found


def _by_blanks(text: str, start: int, end: int) -> list[Stretch]:
    """The words of a line that is no sentence, where there are three or more."""
    start, end = _stripped(text, start, end)
    if _SENTENCE.search(text, start, end) or _CONTENTS.match(text, start):
        return []
    cells = _parted(_BLANKS, text, start, end)
    return cells if len(cells) > 2 else []


_WAYS: tuple[tuple[Parter, int], ...] = ((_by_bars, 2), (_by_tabs, 2), (_by_gaps, 2), (_by_blanks, 3))


def _parted(by: re.Pattern[str], text: str, start: int, end: int) -> list[Stretch]:
    bounds = [start, *(at for match in by.finditer(text, start, end) for at in match.span()), end]
    return [_stripped(text, *pair) for pair in zip(bounds[::2], bounds[1::2], strict=True)]


def _stripped(text: str, start: int, end: int) -> Stretch:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end


def _made(text: str, rows: list[list[Stretch]], parted: Parter) -> Table | None:
    """The table of some rows of stretches, None where they are none."""
    counts = Counter(map(len, rows))
    width = max(counts, key=lambda count: (counts[count], count))
    full = [row for row in rows if len(row) == width]
    ruled = parted is _by_bars and any(all(start == end for start, end in row) for row in rows)
    if 3 * len(full) < len(rows) or not (ruled or _has_figures(text, full)):
        return None
    while len(rows[0]) < width and _CAPTION.search(text, rows[0][0][0], rows[0][-1][1]):
        rows = rows[1:]
    rows = [row for row in rows if any(start < end for start, end in row)]
    columns = _columns(text, full) if parted is _by_gaps and len(full) < len(rows) else []
    of_head = _places_of_head(text, rows, width)
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        places = of_head[number] if number < len(of_head) else _places(text, row, width, columns)
        if not places:
            row, places = [(row[0][0], row[-1][1])], [UNCERTAIN]
        cells += [
            Cell(start, end, number, column, 1, over)
            for (start, end), (column, over) in zip(row, places, strict=True)
            if start < end
        ]
    return table(cells)


def _has_figures(text: str, rows: Sequence[Sequence[Stretch]]) -> bool:
    """Whether figures stand behind the first cell of most rows below the first."""
    with_figures = sum(any(_NUMBER.fullmatch(text, *cell) for cell in row[1:]) for row in rows[1:])
    return 2 * with_figures > len(rows) - 1


def _columns(text: str, rows: Sequence[Sequence[Stretch]]) -> list[Stretch]:
    """Where on the page the columns of full rows begin and end; none where they run into each other."""
    placed = [_on_page(text, row) for row in rows]
    found = [(min(left for left, _ in cells), max(right for _, right in cells)) for cells in zip(*placed, strict=True)]
    return found if all(one[1] <= two[0] for one, two in pairwise(found)) else []


def _places_of_head(text: str, rows: Sequence[Sequence[Stretch]], width: int) -> list[list[Place]]:
    """The places of a head of two rows whose lower one says the same under each cell of the upper one.

    `指标 2022年 2023年` above `绝对值 增长 绝对值 增长`: the first column has one cell for both.
    """
    if len(rows) < 2:
        return []
    upper, lower = rows[0], rows[1]
    several = len(upper) - 1
    if len(lower) != width - 1 or several < 2 or len(lower) % several or len(lower) == several:
        return []
    each = len(lower) // several
    texts = [text[start:end] for start, end in lower]
    if texts != texts[:each] * several:
        return []
    return [[(0, 1), *((1 + each * at, each) for at in range(several))], [(1 + at, 1) for at in range(len(lower))]]


def _places(text: str, row: Sequence[Stretch], width: int, columns: Sequence[Stretch]) -> list[Place]:
    """The column and the columns covered of each cell of a row, by what stands above and below it; none in doubt."""
    if len(row) == width:
        return [(at, 1) for at in range(width)]
    found: list[Place] = []
    for left, right in _on_page(text, row):
        under = [at for at, column in enumerate(columns) if column[0] < right and left < column[1]]
        if not under or (found and under[0] < sum(found[-1])):
            return []
        found.append((under[0], len(under)))
    return found


def _on_page(text: str, row: Sequence[Stretch]) -> list[Stretch]:
    """Where on the page the cells of a row begin and end, in halves of a Chinese character."""
    line = text.rfind("\n", 0, row[0][0]) + 1
    found, at, place = [], line, 0
    for start, end in row:
        left = place + page_width(text[at:start])
        at, place = end, left + page_width(text[start:end])
        found.append((left, place))
    return found
