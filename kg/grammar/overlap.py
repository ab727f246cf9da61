"""Names that overlap: which of them stands."""

from __future__ import annotations

from collections.abc import Sequence

from kg.grammar import Found


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
