"""Headings that the file itself marks, by style or tag: their rank among those that are told by their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.segment.split import Unit, numbered_rank
from kg.model import Document

_NAMES_DOCUMENT = re.compile(r"(?:工作报告|公报|报告书|的报告|草案）?|综述|回眸)(?:[（(].{1,40}[）)])?$")
_LOWEST = 3
# Writers mark paragraphs as headings to have them in large letters.
_LONGEST = 60


def ranked(found: Sequence[Unit], document: Document) -> list[Unit]:
    """The units, those that the file marks as headings with a rank by their level.

    A number in the text goes before the style; the title of the document heads no section; where there are main
    headings by number, unnumbered ones stand below them.
    """
    levels = dict(document.headings)
    marked = {at: unit for at, unit in enumerate(found) if _heads(unit, levels, document)}
    if not marked:
        return list(found)
    first = 2 if any(unit.opens and numbered_rank(unit.text) == 1 for unit in found) else 1
    order = sorted({levels[unit.start] for unit in marked.values()})
    ranks = {level: min(_LOWEST, first + depth) for depth, level in enumerate(order)}
    return [replace(unit, rank=ranks[levels[unit.start]]) if at in marked else unit for at, unit in enumerate(found)]


def _heads(unit: Unit, levels: dict[int, int], document: Document) -> bool:
    """Whether the file marks a unit as a heading, it is one, and it has no number that says more."""
    if unit.start not in levels or not unit.alone or len(unit.text) > _LONGEST or numbered_rank(unit.text):
        return False
    return unit.text != document.title.value and not _NAMES_DOCUMENT.search(unit.text)
