"""Places known by name: divisions with and without their tail, natural features, regions, countries, zones.

One table of names by their first two characters; a name counts where words end on both its sides, and a short form
that is also an ordinary word (合作, 平安, 城中) only beside another place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add
from typing import Literal

from kg.model import PlaceType
from kg.reference import gazetteer, well_known
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.tokens import Token

# How much a form says by itself: `full` needs nothing, `short` must mean one division, `weak` (a district or town
# without its tail) must lie near the document's place, `ordinary` is a common word and needs a place beside it, and so
# does `far`, the short form of a county of another province.
Force = Literal["full", "short", "weak", "ordinary", "far", "remote"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a sentence: `text[start:end]`."""

    start: int
    end: int
    type: PlaceType
    rule: str
    force: Force = "full"


Entry = tuple[str, PlaceType, str, Force]


@cache
def ordinary() -> frozenset[str]:
    """Names that are words of general use as well."""
    return lexicon.words("place", "ordinary")


def _divisions() -> list[Entry]:
    return [
        (name, "admin", "division", _force(name, form)) for name, form in gazetteer.names().items() if len(name) > 1
    ]


def _force(name: str, form: gazetteer.Form) -> Force:
    """How much the form of a division says by itself."""
    if form == "province" or form == "prefecture":
        return "ordinary" if name in lexicon.words("place", "ordinary-high") else "full"
    if form == "full":
        return _force_with_tail(name)
    return "ordinary" if name in ordinary() or name in common_words() else form


def _force_with_tail(name: str) -> Force:
    """How much a whole name says: nothing that is sure where it is 城区 or 矿区, or an ordinary word with a tail."""
    if len(name) == 2:
        return "ordinary" if name[-1] == "区" else "weak"
    return "weak" if name[:-1] in ordinary() else "full"


@cache
def _others() -> tuple[Entry, ...]:
    """Names that are no divisions."""
    return tuple((name, known.type, known.kind, "full") for name, known in well_known.places().items())


@cache
def _general() -> tuple[Entry, ...]:
    return (*_divisions(), *_others())


@cache
def _doubles() -> frozenset[str]:
    """Names of divisions that other places bear too: 太湖 is a lake, and a county where it is near."""
    return frozenset(entry[0] for entry in _divisions()) & frozenset(entry[0] for entry in _others())


def _by_start(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Names by their first two characters, the longest first."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry[0][:2], []).append(entry)
    return {start: _longest_first(rows) for start, rows in found.items()}


def _longest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda row: (-len(row[0]), row[0])))


# What divisions and villages end with.
TAILS = "省市区县州盟旗镇乡村"
_TOWNLIKE = "镇乡道木处区岛"


@cache
def _general_by_start() -> dict[str, tuple[Entry, ...]]:
    return _by_start(_general())


@lru_cache(maxsize=256)
def _local_by_start(home: str) -> dict[str, tuple[Entry, ...]]:
    """The rows of a document's place where they are others than the general ones: with the towns below it."""
    towns = _by_start(_towns(home))
    return {start: _longest_first((*_general_by_start().get(start, ()), *rows)) for start, rows in towns.items()}


def _towns(home: str) -> Iterator[Entry]:
    """The towns of the county that is or holds a document's place, with their short forms."""
    here = gazetteer.locate(home)
    if here and here.level == "town":
        here = gazetteer.division(here.parent)
    for town in gazetteer.towns(here.code) if here else ():
        if town.name[-1] in _TOWNLIKE:  # the statistics count farms and offices like towns
            yield town.name, "zone" if town.name[-1] == "区" else "admin", "town", "full"
            yield from _short_towns(town.name)


def _short_towns(name: str) -> Iterator[Entry]:
    """The short forms of the name of a town."""
    for form in gazetteer.short_forms(name, "town"):
        common = form in ordinary() or form in common_words() or form in dictionary().frequent
        if form[-1] not in "路街":
            yield form, "admin", "town", "ordinary" if common else "weak"


# What proposes organizations asks for those of a sentence before the places are found.
@lru_cache(maxsize=2)
def hits(line: Line, home: str) -> tuple[Sequence[Hit], Sequence[Hit]]:
    """(names that stand, all readings) of the known names of a sentence, the longest at each place, in order.

    A reading that does not stand by itself (平安, 光明) may still be part of a longer name (光明中心区).
    """
    local, general = _local_by_start(home), _general_by_start()
    text, found, past = line.text, list[Hit](), 0
    pairs = enumerate(map(add, text, text[1:]))
    for at, pair in [(at, pair) for at, pair in pairs if pair in general or pair in local]:
        hit = _longest_at(line, at, local.get(pair) or general[pair], home) if at >= past else None
        if hit:
            found.append(hit)
            past = hit.end
    return tuple(_supported(line, found)), tuple(hit for hit in found if hit.force not in ("far", "remote"))


def _longest_at(line: Line, at: int, entries: Iterable[Entry], home: str) -> Hit | None:
    """The first name among entries, the longest first, that stands at an offset and means something here."""
    for name, type_, rule, force in entries:
        end = at + len(name)
        if not line.text.startswith(name, at) or not _whole(line, at, end, force):
            continue
        if meant := _means(name, force, home) if type_ == "admin" else force:
            return Hit(at, end, type_, rule, meant)
    return None


# 枣阳|市域 is 枣阳 and its area, not 枣阳市; 酒泉|市政府 is 酒泉市.
_OF_A_KIND = frozenset(
    ("市域", "县域", "区域", "镇域", "省域", "区位", "市场", "市区", "县城", "区划", "州城", "市属", "县属", "区属")
)


def _whole(line: Line, start: int, end: int, force: Force) -> bool:
    """Whether a stretch does not cut a word: both ends at words' ends, or inside one longer word that it begins.

    Nor may it cut a name of its first letter: 眉山 in 黛眉山.
    """
    if _cuts_name(line, start, end):
        return False
    if start in line.bounds and end in line.bounds:
        return True
    if start not in line.bounds:
        return force == "full" and end - start >= 4
    return _may_cut(line.covering(end), start, end, force)


def _cuts_name(line: Line, start: int, end: int) -> bool:
    """Whether a letter that is no word stands before a name without a tail: it begins a longer one."""
    return line.text[end - 1] not in TAILS and start > 0 and line.covering(start - 1).text in dictionary().letters


def _may_cut(cut: Token, start: int, end: int, force: Force) -> bool:
    """Whether a name may end inside this word: one that it begins itself, or the last of several."""
    if cut.text in common_words():
        return False
    if cut.start == start:
        return force not in ("weak", "ordinary")
    return end - start >= 3 and cut.text not in _OF_A_KIND


def _means(name: str, force: Force, home: str) -> Force | None:
    """The force of a division's name in a document of this place, or None where it names nothing here."""
    place = gazetteer.resolve(name, home)
    if place is None:
        return force if force == "full" and len(name) > 2 else _afar(name, force)
    if name in _doubles() and not near(place, home):
        return None
    if force == "ordinary" and place == gazetteer.home_division(home) and name in dictionary().places:
        return "short"  # 南山 in a report of 南山区
    return _by_distance(name, place, force, home)


def _by_distance(name: str, place: gazetteer.Division, force: Force, home: str) -> Force | None:
    """The force of the name of a division by how far it lies from the document's place."""
    if force in ("weak", "ordinary"):
        return force if near(place, home) else _afar(name, force)
    return "far" if force == "short" and len(name) < 3 and not _same_province(place, home) else force


def _afar(name: str, force: Force) -> Force | None:
    """The force of a name that no place near the document's has: a county's with its tail may be one of elsewhere."""
    if force != "weak":
        return None
    if name[-1] in "区县市":
        return "far"
    return "remote" if name in dictionary().proper and name not in _doubles() else None


@lru_cache(maxsize=4096)
def _same_province(place: gazetteer.Division, home: str) -> bool:
    here = gazetteer.locate(home)
    return here is not None and here.code[:2] == place.code[:2]


@lru_cache(maxsize=4096)
def near(place: gazetteer.Division, home: str) -> bool:
    """Whether a division lies in the prefecture of the document's place, or in the province that is its place."""
    here = gazetteer.locate(home)
    if here is None:
        return False
    chain = (here, *gazetteer.ancestors(here))
    around = next((above for above in chain if above.level == "prefecture"), chain[-1])
    return place == around or around in gazetteer.ancestors(place)


def _supported(line: Line, found: list[Hit]) -> list[Hit]:
    """Without the forms that need a place beside them and have none: common words, counties of other provinces."""
    standing = _standing(line, found)
    spots = {at for hit in found if hit.start in standing for at in (hit.start, hit.end)}
    for hit in found:
        if hit.start not in standing and _beside(line, hit, spots):
            standing.add(hit.start)
            spots |= {hit.start, hit.end}
    return [hit for hit in found if hit.start in standing]


def _standing(line: Line, found: list[Hit]) -> set[int]:
    """Where the names begin that need no other place beside them."""
    ends, starts = {hit.end: hit for hit in found}, {hit.start: hit for hit in found}
    return {hit.start for hit in found if hit.force not in _JOINTS or _chained(line, hit, ends, starts)}


def _beside(line: Line, hit: Hit, spots: set[int]) -> bool:
    """Whether a place stands beside a form, with a mark between that joins the two, or right before a county."""
    joints = _JOINTS[hit.force]
    before, after = line.text[hit.start - 1 : hit.start], line.text[hit.end : hit.end + 1]
    return (
        (before in joints and hit.start - 1 in spots)
        or (after in joints and hit.end + 1 in spots)
        or (hit.force == "far" and hit.start in spots)
        or (hit.force in ("far", "remote") and line.text.startswith(_AMONG, hit.end))
    )


_CLASS = re.compile(
    "等?[0-9两二三四五六七八九十]{0,2}个?(?:县|市|区|镇|乡|街道)|等[0-9两二三四五六七八九十]{1,3}个?(?:行政)?村"
)


def is_class(text: str, at: int) -> bool:
    """Whether the class of divisions stands behind a list of them: 等两县, 四县."""
    return bool(_CLASS.match(text, at))


_AMONG = ("等地", "等市", "等县", "等区", "等省", "等城市", "等周边")


def _chained(line: Line, hit: Hit, ends: dict[int, Hit], starts: dict[int, Hit]) -> bool:
    """Whether an ordinary word stands in a list of at least three such, or of two with their class: 城东、城北两区."""
    if hit.force != "ordinary":
        return False
    first = last = hit
    length = 1
    while length < 3 and line.text[first.start - 1 : first.start] == "、" and (before := ends.get(first.start - 1)):
        first, length = before, length + 1
    while length < 3 and line.text[last.end : last.end + 1] == "、" and (after := starts.get(last.end + 1)):
        last, length = after, length + 1
    return length > 2 or (length == 2 and bool(_CLASS.match(line.text, last.end)))


# Forms that need a place beside them, and the marks that may join the two.
_JOINTS: dict[Force, tuple[str, ...]] = {
    "ordinary": ("、",),
    "far": ("、", "至", "到", "和", "与", "—", "-"),
    "remote": (),
}
