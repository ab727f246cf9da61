"""Rivers, lakes and mountains by the shape of their names: 雁栖湖, 苕溪流域."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.extract.place.growth import LETTERS, NUMERALS, Known, is_letter, is_proper, left, proper, stops, words
from kg.extract.place.words import Hit, ordinary
from kg.reference import gazetteer
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.line import Line
from kg.text.marks import HAN

_NOT_AFTER = ("长制", "段制", "公司", "集团", "股份")


def waters(line: Line, places: Known) -> Iterator[Hit]:
    """Rivers, lakes, mountains: a rare word that ends like one (雁栖湖), or rare letters before the head (景迈山).

    A name of two letters needs a reach or another water beside it: 苕溪流域, 弥河、小清河.
    """
    names = list(_like_waters(line, places))
    short = [hit for hit in names if hit.end - hit.start == 2 and _is_like_a_river(line.text[hit.start : hit.end])]
    found = [hit for hit in names if hit.end - hit.start > 2 and _is_water(line, places, hit)]
    yield from found
    if short:
        yield from _short_waters(line, short, [*found, *(hit for hit in places.values() if hit.type == "natural")])


def _like_waters(line: Line, places: Known) -> Iterator[Hit]:
    """What ends like a water, whether or not it says which one is meant."""
    heads = lexicon.words("place-head", "water")
    if heads.isdisjoint(line.text):
        return
    for number, word in enumerate(line.texts):
        if word[-1] in heads and (start := _water(line, places, number)) is not None:
            yield Hit(start, line.tokens[number].end, "natural", "water")


def _water(line: Line, places: Known, number: int) -> int | None:
    """Where a name of two to six letters begins that ends with a word like a water; None at a sort of water."""
    token = line.tokens[number]
    if line.text.startswith(_NOT_AFTER, token.end):
        return None
    start = _water_start(line, places, number)
    name = line.text[start : token.end]
    if not 2 <= len(name) <= 6 or (name[0] in NUMERALS and name != token.text) or name in words("generic"):
        return None
    if not _OTHER_HEADS.isdisjoint(name[:-1]) and not _is_known(places, start, token.start):
        return None
    return None if start == token.start and token.text.endswith(_endings()) else start


def _is_known(places: Known, start: int, end: int) -> bool:
    """Whether a known place fills a stretch."""
    known = places.get(end)
    return known is not None and known.start == start


# What ends names of other kinds: 采胜村|馨林湾, 海湾大桥|红岛.
_OTHER_HEADS = frozenset("村镇乡桥路")


@cache
def _endings() -> tuple[str, ...]:
    return lexicon.ordered("place", "generic")


def _water_start(line: Line, places: Known, number: int) -> int:
    """Where the name of a water begins that ends with a word: before the letters left of it, or before 小 (小洪河)."""
    token, before = line.tokens[number], line.word(number - 1)
    if len(token.text) == 1:
        return _start_of_letters(line, places, token.start)
    if len(before) != 1 or _is_sort_of_water(token.text):
        return token.start
    return token.start - 1 if _takes_letter(line, places, number) else token.start


def _start_of_letters(line: Line, places: Known, head: int) -> int:
    """Where the letters before the head of a water begin, with 新, 小, 大 or 老 if nothing stands before that."""
    start = left(line, places, head, "water")
    opens = start < 2 or not HAN.match(line.text[start - 2])
    return start - 1 if opens and 0 < start < head and line.text[start - 1] in "新小大老" else start


def _takes_letter(line: Line, places: Known, number: int) -> bool:
    """Whether the letter before a word like a water belongs to its name: it is 小, or the word has two letters."""
    token, before, earlier = line.tokens[number], line.word(number - 1), line.word(number - 2)
    opens = token.start - 1 in places or not HAN.match(earlier) or earlier in LETTERS or stops(earlier)
    letters = len(token.text) == 2 and is_letter(before) and token.end not in places
    return opens and (before == "小" or letters)


def _is_sort_of_water(word: str) -> bool:
    """Whether a word is generic and does not begin like a water: 高峰 in 攀高峰, but not 山湖 in 薄山湖."""
    return word in words("generic") and word[0] not in lexicon.words("place-head", "water")


_REACHES = ("流域", "干流", "支流", "两岸", "沿岸", "上游", "中游", "下游", "水质", "断面", "河道")


def _short_waters(line: Line, short: list[Hit], known: list[Hit]) -> Iterator[Hit]:
    """Names of two letters before a reach, or in a list with another water; a list is read from both its ends."""
    spots = {hit.start - 1 for hit in known} | {hit.end for hit in known}
    taken = set[int]()
    for hit in [*short, *reversed(short)]:
        listed = any(at in spots and line.text[at : at + 1] == "、" for at in (hit.start - 1, hit.end))
        if hit.start not in taken and (listed or line.text.startswith(_REACHES, hit.end)):
            spots |= {hit.start - 1, hit.end}
            taken.add(hit.start)
            yield hit


def _is_like_a_river(name: str) -> bool:
    """Whether two letters can be the name of a river or lake (苕溪)."""
    return name[-1] in "河江湖溪" and name[0] not in LETTERS and name not in common_words()


def _is_water(line: Line, places: Known, hit: Hit) -> bool:
    """Whether the words before the head of a water, or the word that has it, say which one is meant."""
    token, start = line.covering(hit.end - 1), hit.start
    if len(token.text) > 1:
        return start < token.start or (token.text not in ordinary() and is_proper(token.text, "water"))
    if line.text[start] in "新小大老" and token.start - start == 2:
        return is_letter(line.text[start + 1])
    before = places.get(token.start)
    if before is None or before.start != start:
        return proper(line, places, start, token.start, "water")
    name = line.text[start : token.start]
    if name.endswith(token.text):  # 太湖湖体
        return False
    return before.type == "admin" and _gives_name(before, name)


def _gives_name(place: Hit, name: str) -> bool:
    """Whether a division is one after which waters are called: a town, a prefecture, or a county without its tail."""
    return place.rule == "town" or gazetteer.names().get(name) in ("prefecture", "short", "weak")
