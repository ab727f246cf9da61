"""Stretches of a sentence between marks that end a clause; none ends inside a quotation, a bracket or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

OPEN, _CLOSE = "“（(《「〔[", "”）)》」〕]"
BREAKS = frozenset("，。；：！？…,;:!?—■△")
# What stays open longer was never a name: a quotation of sentences, or a mark that was never closed.
LONGEST_NAME = 60
MARKS = re.compile(f"[{re.escape(OPEN + _CLOSE + ''.join(sorted(BREAKS)))}]")


# Asked for by what finds projects, by what tells of each, and by what the next sentence may go on about.
@lru_cache(maxsize=4)
def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Stretches between marks that end a clause, and between what is counted (…突破|一是实施A)."""
    return tuple(_clauses(text))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _between_marks(text):
        for at in range(start + 1, end if "是" in text[start:end] else start):
            if _is_point(text, at):
                yield start, at
                start = at
        yield start, end


def _is_point(text: str, at: int) -> bool:
    """Whether one point of several begins: 一是, 二是; not 之一是."""
    counted = text[at] in "一二三四五六七八九" and text[at + 1 : at + 2] == "是"
    return counted and text[at - 1] not in "之第其同统唯单" and text[at + 2 : at + 3] not in ("否", "非")


def _between_marks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between marks that end a clause; none ends inside quotation marks, brackets or a number."""
    depth, at, opened = 0, 0, 0
    for mark in MARKS.finditer(text):
        index, letter = mark.start(), mark.group()
        if depth and index - opened > LONGEST_NAME:
            depth = 0
        if letter in OPEN:
            depth, opened = depth + 1, index
        elif letter in _CLOSE:
            depth = max(0, depth - 1)
        elif letter in BREAKS and depth == 0 and not _inside(text, index):
            if index > at:
                yield at, index
            at = index + 1
    if at < len(text):
        yield at, len(text)


def _inside(text: str, index: int) -> bool:
    """Whether a mark stands inside a number (1,200) or a name (柳塘—松园围)."""
    if text[index] in ",，:：.":
        return text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()
    return text[index] == "—" and "——" not in text[max(0, index - 1) : index + 2]


def outside_marks(text: str, start: int, at: int) -> bool:
    """Whether no quotation or bracket opened since `start` is still open at `at`."""
    near = text[max(start, at - LONGEST_NAME) : at]
    return sum(map(near.count, OPEN)) <= sum(map(near.count, _CLOSE))
