"""Grammar: one kind of thing a file, each reading from its atoms to the thing that it defines.

Every finder works on the text of one sentence and its words, and answers with `Found`s whose offsets count in that
sentence. Rules are named, and a list of rules is their order of precedence: the first that answers wins.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a sentence: `text[start:end]`, its type, the rule that found it."""

    start: int
    end: int
    type: str
    rule: str
    nested: bool = False
