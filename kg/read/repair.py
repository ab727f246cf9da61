"""Raw text to the text that is read: broken lines joined, page numbers, stray spaces and doubled headings left out.

Whatever is left out is left out by offset: `Repaired.breaks` leads from every place of the repaired text back to the
raw one. In the repaired text a line break always ends a sentence, a heading or a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.read.joins import Layout, continues
from kg.read.lines import Line, clean, is_page_number

# One character for one, so that offsets stay: kinds of space, kinds of line break, and what nobody sees (to \0).
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufdd0-\ufdef\ufffe\uffff"
)
_ODD = re.compile(f"[{_SPACES}{_BREAKS}{_UNSEEN}\r]")
_RETURN = re.compile(r"\r(?!\n)")
_SEEN = re.compile(f"[{_UNSEEN}]|\r(?=\n)")
# A run of bare numbers is taken for page numbers where so many follow each other, so many lines apart.
_FEWEST_PAGES, _SHORTEST_PAGE = 3, 5


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text, its offset map and headings as in `kg.model.Document`, and what was done."""

    text: str
    breaks: tuple[tuple[int, int], ...]
    flags: tuple[str, ...]
    headings: tuple[tuple[int, int], ...] = ()


def repair(raw: str, headings: Sequence[tuple[int, int, int]] = ()) -> Repaired:
    """The text as it is read; `headings` are (start, end, level) of lines that stay apart, as in `kg.read.raw.Raw`.

    >>> repair("新增绿色工厂 5家，\\n\\n完成投资 2.3亿元。").text
    '新增绿色工厂5家，完成投资2.3亿元。'
    """
    plain = _plain(raw)
    lines, pages = _lines(plain)
    page = Layout(lines, plain)
    levels = _levels(lines, headings)
    joined = [not levels[at] and not levels[at + 1] and continues(page, at) for at in range(len(lines) - 1)]
    text, breaks = _assemble(plain, lines, joined)
    marked = (
        (_offset(breaks, line.stretches[0][0]), level) for line, level in zip(lines, levels, strict=True) if level
    )
    return Repaired(text, breaks, _flags(plain, lines, pages, joined), tuple(marked))


def _levels(lines: Sequence[Line], headings: Sequence[tuple[int, int, int]]) -> list[int]:
    """The level of every line that lies in a heading, 0 for the others."""
    levels = [0] * len(lines)
    starts = [start for start, _, _ in headings]
    for number, line in enumerate(lines if headings else ()):
        at = bisect_right(starts, line.start) - 1
        if at >= 0 and line.end <= headings[at][1]:
            levels[number] = headings[at][2]
    return levels


def _offset(breaks: Sequence[tuple[int, int]], raw: int) -> int:
    """Where the raw character at an offset stands in the text: both sides of the map rise."""
    text, start = breaks[max(0, bisect_right(breaks, raw, key=lambda pair: pair[1]) - 1)]
    return text + raw - start


def _plain(raw: str) -> str:
    """The raw text with every kind of space, line break and unseen character written one way, of the same length."""
    if not _ODD.search(raw):
        return raw
    raw = _RETURN.sub("\n", raw)
    raw = _SEEN.sub("\0", raw)
    raw = re.sub(f"[{_BREAKS}]", "\n", raw)
    raw = raw.replace("\u3000", "\t")  # an ideographic space parts what stands beside it, as a tab does
    return re.sub(f"[{_SPACES}]", " ", raw)


def _lines(plain: str) -> tuple[list[Line], int]:
    """The lines that hold something, and how many page numbers were passed over."""
    found: list[Line] = []
    pages, start, after_blank = 0, 0, False
    while start <= len(plain):
        end = plain.find("\n", start)
        end = len(plain) if end < 0 else end
        line = clean(plain, start, end, after_blank)
        if line is None:
            after_blank = True
        elif is_page_number(line.text):
            pages += 1
            after_blank = True
        else:
            found.append(line)
            after_blank = False
        start = end + 1
    kept = _without_bare_page_numbers(found)
    return kept, pages + len(found) - len(kept)


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


def _assemble(plain: str, lines: Sequence[Line], joined: Sequence[bool]) -> tuple[str, tuple[tuple[int, int], ...]]:
    pieces: list[str] = []
    breaks: list[tuple[int, int]] = []
    at = 0
    for start, piece in _pieces(plain, lines, joined):
        if not breaks or start - breaks[-1][1] != at - breaks[-1][0]:
            breaks.append((at, start))
        pieces.append(piece)
        at += len(piece)
    return "".join(pieces), tuple(breaks) or ((0, 0),)


def _pieces(plain: str, lines: Sequence[Line], joined: Sequence[bool]) -> Iterator[tuple[int, str]]:
    """(raw offset, text) of everything that stays, line breaks included."""
    for number, line in enumerate(lines):
        for a, b in line.stretches:
            yield a, plain[a:b].replace("\t", " ")
        if number == len(lines) - 1:
            return
        if not joined[number]:
            yield plain.index("\n", line.end), "\n"
        elif _latin(line.text[-1]) and _latin(lines[number + 1].text[0]):
            yield plain.index("\n", line.end), " "


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def _flags(plain: str, lines: Sequence[Line], pages: int, joined: Sequence[bool]) -> tuple[str, ...]:
    counts = (
        ("unseen characters left out", plain.count("\0")),
        ("page numbers left out", pages),
        ("doubled headings halved", sum(line.doubled for line in lines)),
        ("broken lines joined", sum(joined)),
    )
    return tuple(f"{what}: {count}" for what, count in counts if count)
