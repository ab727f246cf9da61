"""Places by the shape of their names: a head (村, 经开区, 湖, 都市圈) and what stands before it.

From the head a name grows to the left over known places, rare nouns, single characters and, for zones and regions, the
words that such names are made of (国家级, 生态, 产业); it stops at verbs and at words of general use. It is a name only
if something in it is proper: a known place, a proper noun of the dictionary, or characters that no word holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from kg import gazetteer, lexicon
from kg.grammar.place_words import Hit, Line, ordinary
from kg.grammar.project_identity import common_words
from kg.model import PlaceType
from kg.words import Token

Kind = Literal["zone", "scenic", "region", "natural", "water", "village"]
_TYPES: dict[Kind, PlaceType] = {
    "zone": "zone", "scenic": "zone", "region": "region", "natural": "natural", "water": "natural", "village": "admin",
}  # fmt: skip
_HAN = re.compile("[一-鿿]+")
_NUMERALS = "一二三四五六七八九十百千万两几"
_LETTERS = frozenset("的了和与及在对为把被将从向到等是有以并就也都让给使由于至各该本全我这那两个家条座其之新大小多环沿")
# Of a village or river these do not begin a name either (入村, 旧村, 好江山); a zone may (上库高新区).
_MORE_LETTERS = _LETTERS | frozenset("入出进不无好上下超旧老")
_NOT_AFTER: dict[Kind, tuple[str, ...]] = {
    "zone": ("级", "化", "内", "型"),
    "scenic": ("级", "化", "内", "型"),
    "region": ("生产总值", "级", "内", "性", "间", "差异"),
    "natural": ("级", "化"),
    "water": ("长制", "段制"),
    "village": tuple("建用聘级委民庄落集卫企容貌志办居域长史宅校部内超用均"),
}
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class _View:
    """A line with its known places by their ends and its words by their ends."""

    line: Line
    ends: dict[int, Hit]
    index: dict[int, int] = field(default_factory=dict)
    zones: set[int] = field(default_factory=set)  # where zones end that were found so far


def grown(line: Line, known: list[Hit]) -> Iterator[Hit]:
    """Every name that a head ends, in no order; `known` are the places known by name."""
    view = _View(line, {hit.end: hit for hit in known}, {token.end: at for at, token in enumerate(line.tokens)})
    for kind in ("zone", "scenic", "region", "natural"):
        for match in _heads(kind).finditer(line.text):
            if match.end() in line.bounds and (hit := _composed(view, match.start(), match.end(), kind)):
                yield hit
                if kind == "zone":
                    view.zones.add(hit.end)
    yield from _villages(view)
    yield from _waters(view)
    yield from _listed(view)


@cache
def _heads(kind: Kind) -> re.Pattern[str]:
    return re.compile("|".join(lexicon.ordered("place_heads", kind)))


@cache
def _class(name: str) -> frozenset[str]:
    return lexicon.words("place_stop", name)


@cache
def _generic() -> tuple[str, ...]:
    return lexicon.ordered("place_stop", "generic")


def _stops(word: str) -> bool:
    """Whether a word cannot be part of a name: a verb, an adverb, or such a word with one before it (大力推进)."""
    return word in _class("stop") or (len(word) > 2 and word[-2:] in _class("stop"))


@cache
def _industries() -> frozenset[str]:
    """Words of kinds of business: they tell what a zone does, not which one it is."""
    return lexicon.words("industries")


@cache
def _tagged() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(nouns, proper nouns, names of places) of jieba's dictionary: tags n*; ns, nr, nz, nt; ns."""
    import jieba

    found: dict[str, set[str]] = {"n": set(), "ns": set(), "nr": set(), "nz": set(), "nt": set()}
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as file:
        for row in file:
            word, _, tag = row.rstrip().split(" ")
            if tag[0] == "n" and len(word) > 1:
                found["n"].add(word)
                if tag[:2] in found:
                    found[tag[:2]].add(word)
    proper = found["ns"] | found["nr"] | found["nz"] | found["nt"]
    return frozenset(found["n"]), frozenset(proper), frozenset(found["ns"])


def _composed(view: _View, head: int, end: int, kind: Kind) -> Hit | None:
    line, text = view.line, view.line.text
    if (same := view.ends.get(end)) and same.start <= head:  # known as a whole
        return None
    if text.startswith(_NOT_AFTER[kind], end):
        return None
    start = _trim(line, _left(view, head, kind), head)
    if start >= head or text[start:end] in _class("generic"):
        return None
    if not _proper(view, start, head, kind) and not (kind == "zone" and _beside_zone(view, start, end)):
        return None
    before = view.ends.get(head)
    if text[head:end] in _class("place_only") and (before is None or before.force == "far"):
        return None
    if before and before.start == start and not _may_follow(text[head:end], before, text[start:head]):
        return None
    if kind == "scenic" and (digits := re.search("(?<![一-鿿0-9年])[0-9]{3,4}$", text[max(0, start - 5) : start])):
        start -= len(digits.group())
    return Hit(start, end, _TYPES[kind], kind)


def _beside_zone(view: _View, start: int, end: int) -> bool:
    """国际陆港 in 酒城经开区、国际陆港: next to a zone of its own name in a list."""
    return end - start > 3 and start - 1 in view.zones and view.line.text[start - 1] == "、"


def _may_follow(head: str, before: Hit, name: str) -> bool:
    """Whether a head makes a name directly behind a known place: 酒泉经开区 does, 甘肃示范区 and 北京地区 do not."""
    if head in _class("more_needed"):
        return False
    return not (head == "地区" and before.type == "admin" and before.force == "full")


def _left(view: _View, at: int, kind: Kind) -> int:
    """Where a name that continues at `at` begins; beyond a known place only the divisions that it lies in belong to it."""
    least, head, known = max(0, at - _LONGEST), at, False
    while at > least:
        hit = view.ends.get(at)
        if hit and _takes(hit, kind, at == head, known):
            at, known = hit.start, True
        elif known or hit:
            return _joined(view, at, kind) if known else at
        else:
            step = _step(view.line, view, at, kind)
            if step == at:
                break
            at = step
    return at


def _takes(hit: Hit, kind: Kind, adjacent: bool, known: bool) -> bool:
    """Whether a known place belongs to the name on its right: a river or village does not take the county before it."""
    if kind in ("natural", "water", "village"):
        return adjacent and not known
    if kind in ("zone", "scenic") and hit.rule in ("direction", "continent", "country", "foreign_city"):
        return False
    return not known or hit.type == "admin"


def _joined(view: _View, at: int, kind: Kind) -> int:
    """The start of A in A—B都市圈, or of 大 before a known place."""
    text = view.line.text
    if kind == "region" and at and text[at - 1] in "—－-" and (first := view.ends.get(len(text[:at].rstrip("—－-")))):
        return first.start
    return at - 1 if kind == "region" and at and text[at - 1] == "大" and at - 1 in view.line.bounds else at


_OPENING = {"）": "（", ")": "("}


def _step(line: Line, view: _View, at: int, kind: Kind) -> int:
    letter = line.text[at - 1]
    if letter in _OPENING or (letter == "”" and kind == "region"):
        opening = line.text.rfind(_OPENING.get(letter, "“"), max(0, at - 10), at)
        return opening if opening >= 0 else at
    number = view.index.get(at)
    if number is None:  # inside a word: a head cut it, its beginning belongs to the name
        inside = next((token for token in line.tokens if token.start < at < token.end), None)
        stem = line.text[inside.start : at] if inside else ""
        return inside.start if inside and (_keeps(inside, kind) or stem in _loose(kind)) else at
    token = line.tokens[number]
    return token.start if _keeps(token, kind) else at


def _loose(kind: Kind) -> frozenset[str]:
    """Words of general use that may stand inside a name of this kind."""
    return _class("modifier") if kind in ("zone", "scenic", "region") else frozenset()


def _keeps(token: Token, kind: Kind) -> bool:
    text, loose = token.text, kind in ("zone", "scenic", "region")
    if text in _loose(kind):
        return True
    if not _HAN.fullmatch(text) or _stops(text) or text in (_LETTERS if loose else _MORE_LETTERS):
        return False
    if len(text) == 1:
        return loose or text not in _NUMERALS
    return text not in common_words() and (text in _tagged()[0] or (loose and text in _industries()))


def _trim(line: Line, start: int, head: int) -> int:
    """A start without the words of rank before a name: 国家级酒城经开区 is 酒城经开区."""
    moved = True
    while moved:
        moved = False
        for word in lexicon.ordered("place_stop", "level"):
            if line.text.startswith(word, start) and start + len(word) in line.bounds and start + len(word) < head:
                start, moved = start + len(word), True
    return start


def _proper(view: _View, start: int, head: int, kind: Kind) -> bool:
    """Whether something before the head is proper to one place."""
    if any(hit.start >= start and start < end <= head for end, hit in view.ends.items()):
        return True
    if view.line.text[start] == "“":
        return bool(_HAN.fullmatch(view.line.text[start + 1 : view.line.text.find("”", start)]))
    run = 0
    for token in view.line.tokens:
        if token.start < start or token.start >= head:
            continue
        text = token.text
        if len(text) == 1:
            run = run + 1 if _HAN.match(text) and text not in _LETTERS and text not in _class("modifier") else 0
            if run > 1:
                return True
            continue
        run = 0
        if _is_proper(text, kind) and (token.end <= head or _is_name(text[: head - token.start])):
            return True
    return False


def _is_name(stem: str) -> bool:
    """Whether a word that a head was cut from may stand before it: not 幸福 of 幸福村."""
    return stem not in common_words() and stem not in _class("plain") and not _stops(stem)


def _is_proper(word: str, kind: Kind) -> bool:
    nouns, proper, places = _tagged()
    if word in common_words() or word in _class("modifier") or word in _class("plain") or word in _class("stop"):
        return False
    if word in places:
        return True
    if word in _industries() or word in lexicon.words("place_heads"):
        return False
    return word in proper or (kind == "scenic" and word in nouns) or (kind == "zone" and _is_town(word))


def _is_town(word: str) -> bool:
    return any(word + tail in gazetteer.town_names() for tail in ("街道", "镇", "乡"))


_VILLAGE = re.compile("街道|社区|苏木|嘎查|[村镇乡]")


def _villages(view: _View) -> Iterator[Hit]:
    line, floor = view.line, 0  # a village does not reach back over its town: 金溪镇西沟村 is two names
    for match in _VILLAGE.finditer(line.text):
        head, end = match.span()
        if end not in line.bounds or line.text.startswith(_NOT_AFTER["village"], end):
            continue
        if match.group() in ("村", "社区", "嘎查"):
            start = _village(view, head, end, floor)
        else:
            start = _town(line, head, end)
        if start is not None:
            yield Hit(start, end, "admin", "village" if match.group() in ("村", "社区", "嘎查") else "town")
            floor = end


def _village(view: _View, head: int, end: int, floor: int) -> int | None:
    line = view.line
    start = max(floor, _left(_View(line, {}, view.index), head, "village"))
    start = max([start, *(at for at, hit in view.ends.items() if start < at < head and hit.type == "admin")])
    name = line.text[start:end]
    if not 3 <= len(name) <= 8 or name.endswith(_generic()) or line.text[start - 1 : start] in ("“", "‘"):
        return None
    return start if _proper(_View(line, {}, view.index), start, head, "village") or _noun(line, start, head) else None


def _noun(line: Line, start: int, head: int) -> bool:
    """Whether one noun that is not of general use stands before the head."""
    return any(token.start == start and token.end == head and _is_proper(token.text, "scenic") for token in line.tokens)


def _town(line: Line, head: int, end: int) -> int | None:
    """Where the longest official name of a town that ends at `end` begins; else a place's name before the head."""
    for start in range(max(0, end - 9), end - 2):
        if start in line.bounds and line.text[start:end] in gazetteer.town_names():
            return start if not line.text[start:end].endswith(_generic()) else None
    before = next((token for token in line.tokens if token.end == head), None)
    if before and before.text in _tagged()[2] and before.text not in common_words() | ordinary() | _class("plain"):
        return before.start
    return None


def _waters(view: _View) -> Iterator[Hit]:
    """Rivers, lakes, mountains: one rare word that ends like one, or rare characters before the head."""
    line = view.line
    for token in line.tokens:
        if token.text[-1] in _water_heads() and not line.text.startswith(_NOT_AFTER["water"], token.end):
            start = token.start if len(token.text) > 1 else _left(view, token.start, "water")
            name = line.text[start : token.end]
            if 3 <= len(name) <= 6 and not name.endswith(_generic()) and name[0] not in _NUMERALS:
                if _is_water(view, token, start):
                    yield Hit(start, token.end, "natural", "water")


_CLASS_OF_SIGHTS = re.compile(
    "等[^，。；、]{0,6}?(?:景点|景区|场馆|街区|打卡点|打卡地|商圈|公园|古镇|古村落|文旅地标|文化地标)|等[^，。；、]{0,8}“打卡点”"
)


def _listed(view: _View) -> Iterator[Hit]:
    """The members of a list whose class behind 等 says that they are sights: 望月楼、听雨轩等景点."""
    text = view.line.text
    for match in _CLASS_OF_SIGHTS.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in "，。；：,;") + 1
        for member in re.finditer("[^、]+", text[start : match.start()]):
            first, end = start + member.start(), start + member.end()
            if member.start() == 0:
                first = _after_verb(view.line, first, end)
            if text[first] == "“" and text[end - 1] == "”":
                continue
            if 2 < end - first < 13 and first in view.line.bounds and end in view.line.bounds:
                if _is_sight(view, first, end):
                    yield Hit(first, end, "zone", "listed")


def _after_verb(line: Line, start: int, end: int) -> int:
    """Where the first member of a list begins: behind the last verb or particle before it."""
    for token in reversed(line.tokens):
        if start <= token.start < end and (_stops(token.text) or token.text in _LETTERS):
            return token.end
    return start


def _is_sight(view: _View, start: int, end: int) -> bool:
    words = [token.text for token in view.line.tokens if start <= token.start < end]
    if any(_stops(word) or word in _LETTERS or word[0] in "0123456789" for word in words):
        return False
    return any(word not in common_words() and word not in _class("modifier") and _HAN.match(word) for word in words)


@cache
def _water_heads() -> frozenset[str]:
    return lexicon.words("place_heads", "water")


def _is_water(view: _View, token: Token, start: int) -> bool:
    if len(token.text) > 1:
        return token.text not in ordinary() and _is_proper(token.text, "water")
    before = view.ends.get(token.start)
    if before and before.start == start and token.start:
        if view.line.text[token.start - 1] == token.text:
            return False  # 太湖湖体
        name = view.line.text[start : token.start]
        return (
            before.type == "admin" and gazetteer.names().get(name) in ("short", "weak", "high") and not _province(name)
        )
    return _proper(view, start, token.start, "water")


@cache
def _province(name: str) -> bool:
    return any(place.level == "province" for place in gazetteer.candidates(name))
