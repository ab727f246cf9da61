"""Raw text to the text that is read: broken lines joined, page numbers, stray spaces, doubles and marks left out.

Whatever is left out is left out by offset: `Repaired.breaks` leads from every place of the repaired text back to the
raw one. In the repaired text a line break always ends a sentence, a heading or a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.model import Table
from kg.read.characters import is_traditional, plain, unescaped
from kg.read.columns import ordered, spans
from kg.read.cuts import cut
from kg.read.grids import moved
from kg.read.joins import OPENER, Layout, continues, phrases
from kg.read.lines import Line, clean, is_page_number
from kg.read.raw import inverse
from kg.text.traditional import simplified

# A run of bare numbers is taken for page numbers where so many follow each other, so many lines apart.
_FEWEST_PAGES, _SHORTEST_PAGE = 3, 5
_FEWEST_STRANDED = 4
_TEXT = -1
_TRADITIONAL = "in traditional characters, read as simplified ones"
_CAPTION = re.compile(
    "(?:图|表|图表)[ ]?[0-9一二三四五六七八九十]{1,3}[^。；，]{0,30}|[^。；]{2,40}(?:摄|供图)|图为[^；]{2,60}"
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text, its offset map, headings and tables as in `kg.model.Document`, and what was done."""

    text: str
    breaks: tuple[tuple[int, int], ...]
    flags: tuple[str, ...]
    headings: tuple[tuple[int, int], ...] = ()
    tables: tuple[Table, ...] = ()


def repair(raw: str, apart: Sequence[tuple[int, int, int]] = (), tables: Sequence[Table] = ()) -> Repaired:
    """The text as it is read; `apart` are (start, end, level) of headings and rows, as in `kg.read.raw.Raw`.

    >>> repair("新增绿色工厂 5家，\\n\\n完成投资 2.3亿元。").text
    '新增绿色工厂5家，完成投资2.3亿元。'
    """
    written, escapes = unescaped(raw)
    usual = plain(written)
    if traditional := is_traditional(usual):
        usual = simplified(usual)
    lines, done = _lines(usual, apart)
    levels = _levels(lines, apart)
    lines, levels = _with_whole_sentences(usual, lines, levels)
    page = Layout(lines, usual)
    joined = [levels[at] == levels[at + 1] == _TEXT and continues(page, at) for at in range(len(lines) - 1)]
    text, breaks, cuts = cut(*_assemble(usual, lines, joined))
    first, _ = inverse(breaks, len(text))
    marked = ((first(line.stretches[0][0]), level) for line, level in zip(lines, levels, strict=True) if level > 0)
    unseen = usual.count("\0") - (written.count("\0") - raw.count("\0"))
    counts = (
        ("unseen characters left out", unseen),
        ("escapes read as the characters that they stand for", escapes),
        ("doubled headings halved", sum(line.doubled for line in lines)),
        ("broken lines joined", sum(joined)),
        ("headings that stand apart from their text, where they belong is not certain", _stranded(lines)),
    )
    flags = (*done, *_counted(counts), *cuts, *([_TRADITIONAL] if traditional else []))
    return Repaired(text, breaks, flags, tuple(marked), tuple(moved(tables, breaks, len(text))))


def _levels(lines: Sequence[Line], apart: Sequence[tuple[int, int, int]]) -> list[int]:
    """The level of every line that lies in a heading, 0 in a row of a table, `_TEXT` for the others."""
    levels = [_TEXT] * len(lines)
    starts = [start for start, _, _ in apart]
    for number, line in enumerate(lines if apart else ()):
        at = bisect_right(starts, line.start) - 1
        if at >= 0 and line.end <= apart[at][1]:
            levels[number] = apart[at][2]
    return levels


def _with_whole_sentences(usual: str, lines: list[Line], levels: list[int]) -> tuple[list[Line], list[int]]:
    """Lines and levels with a table behind the sentence that it stands in the middle of."""
    order = list(range(len(lines)))
    for is_row, run in groupby(range(len(lines)), key=lambda at: levels[at] == 0):
        rows = list(run)
        before, after = rows[0] - 1, rows[-1] + 1
        if not is_row or before < 0 or after >= len(lines) or levels[before] != _TEXT or levels[after] != _TEXT:
            continue
        one, two = lines[before], lines[after]
        if "，" in one.text and "，" in two.text and continues(Layout([one, two], usual), 0):
            order[rows[0] : after + 1] = [after, *rows]
    return [lines[at] for at in order], [levels[at] for at in order]


def _lines(usual: str, apart: Sequence[tuple[int, int, int]]) -> tuple[list[Line], tuple[str, ...]]:
    """The lines that hold something, and what was done: page numbers passed over, columns parted."""
    found: list[Line] = []
    pages, after_blank = 0, False
    rows = [start for start, _, level in apart if level == 0]
    bounds, parted = ordered(usual, list(spans(usual)))
    for start, end in bounds:
        at = bisect_left(rows, start)
        is_row = at < len(rows) and rows[at] < end
        line = clean(usual, start, end, after_blank, is_row)
        if line is None:
            after_blank = True
        elif not is_row and is_page_number(line.text):
            pages += 1
            after_blank = True
        else:
            found.append(line)
            after_blank = False
    numbered = _without_bare_page_numbers(found)
    kept = _without_captions(numbered)
    counts = (
        ("lines of two columns parted", parted),
        ("page numbers left out", pages + len(found) - len(numbered)),
        ("captions inside sentences left out", len(numbered) - len(kept)),
    )
    return kept, _counted(counts)


def _without_bare_page_numbers(lines: list[Line]) -> list[Line]:
    """The lines without bare numbers that count the pages: at least three, each one more than the last, well apart."""
    bare = [at for at, line in enumerate(lines) if len(line.text) <= 3 and line.text.isascii() and line.text.isdigit()]
    pages: set[int] = set()
    run: list[int] = []
    for at in bare:
        follows = run and at - run[-1] > _SHORTEST_PAGE and int(lines[at].text) == int(lines[run[-1]].text) + 1
        run = [*run[-_FEWEST_PAGES:], at] if follows else [at]
        if len(run) >= _FEWEST_PAGES:
            pages.update(run[-_FEWEST_PAGES:])
    return [line for at, line in enumerate(lines) if at not in pages]


def _without_captions(lines: list[Line]) -> list[Line]:
    """The lines without captions of pictures that part a sentence in two: `…建成` + `图1 厂区` + `投产。`."""
    inside = {
        at
        for at in range(1, len(lines) - 1)
        if _CAPTION.fullmatch(lines[at].text) and _part_of_sentence(lines[at - 1].text, lines[at + 1].text)
    }
    return [line for at, line in enumerate(lines) if at not in inside] if inside else lines


def _part_of_sentence(one: str, two: str) -> bool:
    """Whether a line of prose has no end, and the other ends a sentence and opens nothing."""
    runs_on = "，" in one and one[-1] not in "。！？：；…”）》"
    return runs_on and "。" in two and not OPENER.match(two)


def _assemble(usual: str, lines: Sequence[Line], joined: Sequence[bool]) -> tuple[str, tuple[tuple[int, int], ...]]:
    pieces: list[str] = []
    breaks: list[tuple[int, int]] = []
    at = 0
    for start, piece in _pieces(usual, lines, joined):
        if not breaks or start - breaks[-1][1] != at - breaks[-1][0]:
            breaks.append((at, start))
        pieces.append(piece)
        at += len(piece)
    return "".join(pieces), tuple(breaks) or ((0, 0),)


def _pieces(usual: str, lines: Sequence[Line], joined: Sequence[bool]) -> Iterator[tuple[int, str]]:
    """(raw offset, text) of everything that stays, line breaks included."""
    for number, line in enumerate(lines):
        for a, b in line.stretches:
            yield a, usual[a:b].replace("\t", " ")
        if number == len(lines) - 1:
            return
        if not joined[number]:
            yield _line_end(usual, line), "\n"
        elif _latin(line.text[-1]) and _latin(lines[number + 1].text[0]):
            yield _line_end(usual, line), " "


def _line_end(usual: str, line: Line) -> int:
    """The line break behind a line, or the gap behind it where the last line of a file holds two columns."""
    at = usual.find("\n", line.end)
    return at if at >= 0 else min(line.end, len(usual) - 1)


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def _stranded(lines: Sequence[Line]) -> int:
    """Headings of two phrases in a row, as a newspaper page leaves them whose headings are drawn after its columns."""
    runs = groupby(lines, key=lambda line: phrases(line.text))
    return sum(length for heads, run in runs if heads and (length := len(list(run))) >= _FEWEST_STRANDED)


def _counted(counts: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(f"{what}: {count}" for what, count in counts if count)
