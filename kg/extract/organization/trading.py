"""Companies by a proper name and a trade: 瑞岭能源."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.organization.cues import NATURE
from kg.extract.organization.words import BRAND, BUSINESS, CUED, PLACE, PROVINCE, RARE, STOP, STRONG, proper
from kg.text.line import Line
from kg.text.spans import Found

# The brand of a company: what it is, what stands behind it, and what before.
_BRAND = RARE | CUED
_BEHIND_BRAND = BRAND | STRONG
_BEFORE_BRAND = STOP | PLACE


def trading(line: Line) -> Iterator[Found]:
    """瑞岭能源: a proper name and a trade, with the province before it."""
    for at in line.tagged(BUSINESS):
        if line.tags_at(at + 1) & BUSINESS:
            continue
        first = _trader(line, at)
        if first < at:
            yield line.found(first, at + 1, "company", "trading")


def _trader(line: Line, at: int) -> int:
    """Where the name before a trade begins: characters, a rare word, a place before what only firms are; or `at`."""
    own, first = line.tags_at(at), proper(line, at)
    if first == at and own & _BEHIND_BRAND:
        first = _brand(line, at)
    if first == at and own & STRONG and line.tags_at(at - 1) & PLACE:
        return at - 1
    return first


def _brand(line: Line, at: int) -> int:
    """Where a name begins that is a word of the dictionary, with nothing but a boundary before it; else `at`."""
    first = at - 1
    if not line.tags_at(first) & _BRAND or len(line.word(first)) > 3 or line.word(first)[-1] in NATURE:
        return at
    if first and line.tags_at(first - 1) & PROVINCE:
        first -= 1
    return first if line.tags_at(first - 1) & _BEFORE_BRAND else at
