"""Sorts of projects that a sentence tells of by their stage before it lists them: 集中开工项目5个，涵盖…"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from sys import maxsize

from kg.extract.project import names
from kg.extract.project.predicates import GENERIC
from kg.extract.project.stage import StageWord
from kg.extract.project.stage import said as stage_words
from kg.extract.project.stretches import BREAKS, LONGEST_NAME, clauses
from kg.text.line import Line

# What a clause goes on with, and what opens a list of which the words before it tell.
RUNNING_ON = re.compile(
    "(?P<joint>以及|和|及|与|并(?=[^轨网]))|分别[是为]|(?:其中|主要)?(?:包括|涵盖|包含)|其中(?=[，,：:])|主要[是有]|[既又更还仍]有|即(?!将|可)|是指"
    "|(?:其中)?[0-9]{1,4}[个项][^，。；、0-9]{0,12}(?:项目|工程)中"
)


def behind_opening(text: str, start: int = 0, end: int = maxsize) -> int:
    """Where a stretch goes on behind the words that open a list at its beginning, 0 where none do."""
    opened = RUNNING_ON.match(text, start, end)
    return opened.end() if opened and not opened["joint"] else 0


def sorting(line: Line, words: Iterable[StageWord], end: int) -> tuple[StageWord, ...]:
    """Of which stage the projects are that a clause begins to tell of: 集中开工项目5个, 在建的项目有."""
    for word in words:
        rank, stage = word.stage(before=False)
        if stage != "none" and rank >= 0 and _SORTED.match(line.text, word.end, end):
            return (StageWord(word.start, word.end, word.text, (("sort", stage),)),)
    return ()


def aimed_at(line: Line, words: Sequence[StageWord], start: int, end: int) -> tuple[StageWord, ...]:
    """What a clause says is to become of projects at large: 在建项目竣工投产一批, 推动新上项目尽快开工."""
    text = line.text[start:end]
    at = max(map(text.find, GENERIC))
    if at < 0 or len(text) > _LONGEST_CLAUSE or any(start <= name.start < end for name in line.names):
        return ()
    for word in words[::-1]:
        rank, stage = word.stage(before=word.end <= start + at)
        if rank == 2 and (word.end == end or line.text[word.end : end] in _MANY_OF):
            return (StageWord(word.start, word.end, word.text, (("sort", stage),)),)
    return ()


_LONGEST_CLAUSE = 16
_MANY_OF = ("一批", "一大批")


def is_name_alone(line: Line) -> bool:
    """Whether a sentence is one name and nothing else, as in a list of which every line is one."""
    if len(line.text) > LONGEST_NAME or not BREAKS.isdisjoint(line.text):
        return False
    return names.head(line.text).kind != "none"


def goes_on(line: Line) -> bool:
    """Whether a sentence goes on to list what was told of before: a name alone, or 其中，产业类6项。"""
    return is_name_alone(line) or behind_opening(line.text) > 0


def last_sort(line: Line) -> tuple[StageWord, ...]:
    """Of which stage the projects are that the next sentence may list: 全县集中开工项目5个。|其中A项目…."""
    found = stage_words(line.text, line.bounds)
    sorts = [
        sorting(line, (word for word in found if start <= word.start < end), end) for start, end in clauses(line.text)
    ]
    last = next((sort for sort in reversed(sorts) if sort), ()) or _many(line, found)
    return tuple(replace(word, start=-1, end=-1) for word in last)


def _many(line: Line, found: Sequence[StageWord]) -> tuple[StageWord, ...]:
    """Of which stage the many projects are that a sentence ends with: 还将开工建设甲等一大批重点工程。"""
    start, end = max(clauses(line.text), default=(0, 0))
    if not line.text.endswith(GENERIC, start, end):
        return ()
    for word in found:
        rank, stage = word.stage(before=True)
        if start <= word.start and word.end < end and rank == 2:
            return (StageWord(word.start, word.end, word.text, (("sort", stage),)),)
    return ()


# What is told of projects by their stage, so many of them or as those that follow.
_SORTED = re.compile(
    "(?:[^，。；、0-9]{0,4}的)?(?:[0-9]{1,4}[个项])?(?:[^，。；、0-9的]{0,6})?(?:项目|工程)(?:共|共有|累计|中)?"
    "(?:[0-9]{1,4}|[，,：:]|有|都有|涵盖|包括|分别|主要|$)"
)
