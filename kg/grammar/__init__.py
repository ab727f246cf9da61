"""Grammar: one kind of thing a file, each reading from its atoms to the thing that it defines.

Every finder works on the text of one sentence and its words, and answers with `Found`s whose offsets count in that
sentence. Rules are named, and a list of rules is their order of precedence: the first that answers wins.
"""

from __future__ import annotations

from collections.abc import Iterable
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
