"""Text to units: sentences and headings with their offsets, the rank of a heading, and what a unit is besides text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Table
from kg.text import lexicon

_END = re.compile(r"(?:[。！？!?]+|…{2,}(?![，。、；：”’]))[”’）》」』】)]*")
_LONGEST = 1500
# Characters without the end of a sentence or a semicolon that no report has: data in a row, or a text without marks.
UNREADABLE = 20_000
# A heading's number at the start of a line, a group for each rank: 一、 / （一） / 1. / （1） / 一是 and list marks.
_NUMBER = re.compile(
    r"(第?[一二三四五六七八九十]{1,3}(?:[、．]|部分|章))"
    r"|([（(][一二三四五六七八九十]{1,3}[）)])"
    r"|([0-9]{1,2}[.．、](?![0-9]))"
    r"|([（(][0-9]{1,2}[）)]|[①-⑳])"
    r"|([一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}，|——|[●◆■▲])"
)
_ADDRESSED = ("各位代表", "各位委员", "各位同志")
_PLAIN_RANK = 3
_LONGEST_HEADING = 60
_ENDED = tuple("。！？；，、：:…")
# Commas part a heading of two phrases (`坚持创新，产业壮大。增加值…`); it ends with its sentence.
_CLAUSE_ENDS, _LONGEST_PHRASE = "。：:；", 16


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or heading: its bounds, whether it opens its line, whether it is all of it, and its rank as a heading.

    `rank` is 1 for `一、`, 2 for `（一）`, 3 for `1.` and for headings without number, 4 for `（1）`, 5 for
    `一是` and list marks; 0 is no heading. A heading may run into its sentence: `title` is where its own words end.
    """

    start: int
    end: int
    text: str
    opens: bool
    alone: bool
    rank: int

    @property
    def title(self) -> int:
        """The offset at which a heading's own words end: all of a line of its own, else its first clause."""
        if self.alone and len(self.text) <= _LONGEST_HEADING:
            return self.end
        for at, letter in enumerate(self.text):
            if letter in _CLAUSE_ENDS or (letter == "，" and at >= _LONGEST_PHRASE):
                return self.start + at
        return self.end


def units(text: str, tables: Sequence[Table] = ()) -> Iterator[Unit]:
    """The sentences and headings of a repaired text, in order; between them are line breaks and tables alone."""
    at = 0
    waiting = iter(tables)
    table = next(waiting, None)
    for line in text.split("\n"):
        while table and table.end <= at:
            table = next(waiting, None)
        if not (table and table.start < at + len(line)):
            yield from _line(line, at)
        at += len(line) + 1


def _line(line: str, at: int) -> Iterator[Unit]:
    bounds = list(_bounds(line))
    opening = 0
    for start, end in bounds:
        text = line[start:end]
        opens, alone = start == opening, len(bounds) == 1
        if opens and is_address(text, "，！：!:"):
            opening = end  # what follows an address opens the paragraph
        yield Unit(at + start, at + end, text, opens, alone, _rank(text, alone) if opens else 0)


def _bounds(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(line):
        yield from _pieces(line, start, match.end())
        start = match.end()
    yield from _pieces(line, start, len(line))


def _pieces(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One sentence, or, where it is longer than any real one, its parts between semicolons; unreadable text whole."""
    while start < end and line[start] == " ":
        start += 1
    while end - start > _LONGEST:
        cut = line.rfind("；", start, start + _LONGEST) + 1
        if not cut and end - start > UNREADABLE:
            break
        cut = cut or start + _LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _rank(text: str, alone: bool) -> int:
    if rank := numbered_rank(text):
        return rank
    return _PLAIN_RANK if alone and len(text) <= 40 and not text.endswith(_ENDED) else 0


def numbered_rank(text: str) -> int:
    """The rank of a heading by the number that it opens with, 0 where it has none.

    >>> [numbered_rank(text) for text in ("一、回顾", "（二）产业", "3.农业", "（1）粮食", "一是修路", "回顾")]
    [1, 2, 3, 4, 5, 0]
    """
    number = _NUMBER.match(text)
    return number.lastindex or 0 if number else 0


def behind_number(text: str) -> int:
    """Where the words of a heading begin behind its number.

    >>> behind_number("（二） 产业"), behind_number("回顾")
    (4, 0)
    """
    number = _NUMBER.match(text)
    end = number.end() if number else 0
    return len(text) - len(text[end:].lstrip()) if end else 0


def is_address(text: str, marks: str) -> bool:
    """Whether a text is nothing but an address with one of the marks behind it: 各位代表：."""
    return text[:-1] in _ADDRESSED and text[-1] in marks


def is_chrome(text: str) -> bool:
    """A button, source or path of a web page: `打印`, `来源：某报`."""
    if len(text) > 40:
        return False
    bare = text.strip("【】[]（）()《》<>＞：: |×")
    return len(bare) < 2 or any(bare == word or (bare.startswith(word) and _marked(bare, word)) for word in _chrome())


def _marked(bare: str, word: str) -> bool:
    return bare[len(word) : len(word) + 1] in ("：", ":", "进")


def _chrome() -> frozenset[str]:
    return lexicon.words("heading", "chrome")
