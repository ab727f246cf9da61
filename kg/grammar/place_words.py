"""Places known by name: divisions with and without their tail, natural features, regions, countries, zones.

One table of names by their first two characters; a name counts where words end on both its sides, and a short form
that is also an ordinary word (合作, 平安, 城中) only beside another place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kg import gazetteer, lexicon
from kg.grammar.project_names import common_words
from kg.model import PlaceType
from kg.words import Token

# How much a form says by itself: `full` needs nothing, `short` must mean one division, `weak` (a district or town
# without its tail) must lie near the document's place, `ordinary` is a common word and needs a place beside it.
Force = Literal["full", "short", "weak", "ordinary"]
_REGION_CLASSES = ("region", "direction", "continent", "country", "foreign_city")


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a sentence: `text[start:end]`."""

    start: int
    end: int
    type: PlaceType
    rule: str
    force: Force = "full"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as the grammar of places sees it: text, words, and the offsets where words meet."""

    text: str
    tokens: Sequence[Token]
    bounds: frozenset[int]
    home: str


Entry = tuple[str, PlaceType, str, Force]


@cache
def ordinary() -> frozenset[str]:
    """Names that are words of general use as well."""
    return lexicon.words("place_stop", "ordinary")


def _entries() -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for name, form in gazetteer.names().items():
        if len(name) < 2:
            continue
        force: Force = "full" if form == "high" else form
        if form == "high":
            force = "ordinary" if name in lexicon.words("place_stop", "ordinary_high") else "full"
        elif form != "full" and (name in ordinary() or name in common_words()):
            force = "ordinary"
        if form == "full" and (name[:-1] in ordinary() or len(name) < 3):
            force = "weak"
        found[name] = (name, "admin", "division", force)
    for file, type_, classes in (
        ("place_natural", "natural", ()),
        ("place_region", "region", _REGION_CLASSES),
        ("place_zone", "zone", ()),
    ):
        for word, kind in lexicon.rows(file):
            found.setdefault(word, (word, type_, kind, "full"))  # type: ignore[arg-type]
    return found


def _by_start(entries: dict[str, Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for name in sorted(entries, key=lambda word: (-len(word), word)):
        found.setdefault(name[:2], []).append(entries[name])
    return {start: tuple(rows) for start, rows in found.items()}


@cache
def _general() -> dict[str, Entry]:
    return _entries()


@lru_cache(maxsize=16)
def _table(home: str) -> dict[str, tuple[Entry, ...]]:
    """The names that count in a document of a place: the general ones and those of the towns below it."""
    entries = dict(_general())
    here = gazetteer.locate(home)
    if here and here.level == "town":
        here = gazetteer.division(here.parent)
    for town in gazetteer.towns(here.code) if here else ():
        entries.setdefault(town.name, (town.name, "admin", "town", "full"))
        for form in gazetteer.short_forms(town.name, "town"):
            if form[-1] in "路街":
                continue
            common = form in ordinary() or form in common_words()
            entries.setdefault(form, (form, "admin", "town", "ordinary" if common else "weak"))
    return _by_start(entries)


def hits(line: Line) -> list[Hit]:
    """All known names of a sentence that the words allow, the longest at each place, in order of the text."""
    table, text, found, past = _table(line.home), line.text, [], 0
    for at in range(len(text) - 1):
        rows = table.get(text[at : at + 2])
        if rows is None or at < past:
            continue
        for name, type_, rule, force in rows:
            end = at + len(name)
            if text.startswith(name, at) and _whole(line, at, end, force) and _means(name, type_, force, line.home):
                found.append(Hit(at, end, type_, rule, force))
                past = end
                break
    return _supported(line, found)


def _whole(line: Line, start: int, end: int, force: Force) -> bool:
    """Whether a stretch does not cut a word: both ends at words' ends, or inside one longer word that it begins."""
    if start in line.bounds and end in line.bounds:
        return True
    if start not in line.bounds:
        return force == "full" and end - start >= 4
    for token in line.tokens:
        if token.start < end < token.end:
            if token.start == start:
                return force != "weak" and force != "ordinary" and token.text not in common_words()
            return token.text not in common_words() and end - start >= 3
    return False


def _means(name: str, type_: PlaceType, force: Force, home: str) -> bool:
    if type_ != "admin" or force == "ordinary":
        return True
    place = gazetteer.resolve(name, home)
    if place is None:
        return force == "full" and len(name) > 2
    return force != "weak" or near(place, home)


@lru_cache(maxsize=4096)
def near(place: gazetteer.Division, home: str) -> bool:
    """Whether a division lies in the prefecture of the document's place, or in its province where that is all we know."""
    here = gazetteer.locate(home)
    if here is None:
        return False
    chain = (here, *gazetteer.ancestors(here))
    around = next((above for above in chain if above.level == "prefecture"), chain[-1])
    return place == around or around in gazetteer.ancestors(place)


def _supported(line: Line, found: list[Hit]) -> list[Hit]:
    """Without the ordinary words that no other place stands beside in a list (A、平安、B)."""
    firm = {hit.start for hit in found if hit.force != "ordinary"}
    ends = {hit.end for hit in found if hit.force != "ordinary"}
    kept = []
    for hit in found:
        if hit.force == "ordinary":
            listed = (hit.start - 1 in ends and line.text[hit.start - 1] == "、") or (
                hit.end + 1 in firm and line.text[hit.end] == "、"
            )
            place = gazetteer.resolve(line.text[hit.start : hit.end], line.home)
            if not listed or place is None or not near(place, line.home):
                continue
        kept.append(hit)
    return kept
