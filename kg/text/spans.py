"""Stretches of a sentence: names found in it, which of them stands where they overlap, which characters are taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a sentence: `text[start:end]`, its type, the rule that found it."""

    start: int
    end: int
    type: str
    rule: str
    nested: bool = False


class Taken:
    """Which characters of a sentence a rule has taken; asking and taking cost the length of the stretch alone."""

    def __init__(self, length: int, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._marks = bytearray(length)
        for start, end in stretches:
            self.take(start, end)

    def take(self, start: int, end: int) -> None:
        self._marks[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether no character of the stretch is taken."""
        return self._marks.find(1, start, end) < 0


def longest(found: Sequence[Found]) -> list[Found]:
    """Of names that overlap the longest, of equals the first rule's; in the order of the text.

    >>> [(name.start, name.end) for name in longest([Found(0, 2, "", "a"), Found(1, 5, "", "b"), Found(5, 6, "", "c")])]
    [(1, 5), (5, 6)]
    """
    kept: list[Found] = []
    for name in sorted(found, key=lambda name: (name.start - name.end, name.start)):
        if all(name.end <= other.start or name.start >= other.end for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def past(text: str, at: int, end: int, words: tuple[str, ...]) -> int:
    """Where a stretch goes on behind the words that stand one after the other at its beginning; a prefix comes last.

    >>> past("现已累计完成", 0, 6, ("现已", "现", "累计"))
    4
    """
    while text.startswith(words, at, end):
        at += next(len(word) for word in words if text.startswith(word, at, end))
    return at
