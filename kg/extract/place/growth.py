"""How the name of a place grows to the left of its head, and what makes it proper to one place.

A name grows over known places, rare nouns, single characters and, for zones and regions, the words that such names
are made of (国家级, 生态, 产业); it stops at verbs and at words of general use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from kg.extract.place.words import Hit
from kg.reference import gazetteer
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.marks import HAN
from kg.text.tokens import Token

# Places known by name, standing or not, by where they end.
Known = Mapping[int, Hit]
Kind = Literal["zone", "scenic", "region", "natural", "water", "village"]
NUMERALS = "一二三四五六七八九十百千万两几"
LETTERS = frozenset(
    "的了和与及在对为把被将从向到等是有以并就也都让给使由于至各该本全我这那两个家条座其之新大小多环沿含因如"
)
# Of a village or river these do not begin a name either (入村, 旧村, 好江山); a zone may (上库高新区).
_MORE_LETTERS = LETTERS | frozenset("入出进不无好上下超旧老")
_OPENING = {"）": "（", ")": "("}
_LONGEST = 16


@cache
def words(name: str) -> frozenset[str]:
    """The words of a class of the lexicon's `place`."""
    return lexicon.words("place", name)


@cache
def industries() -> frozenset[str]:
    """Words of kinds of business: they tell what a zone does, not which one it is."""
    return lexicon.words("industry")


def stops(word: str) -> bool:
    """Whether a word cannot be part of a name: a verb, an adverb, or such a word with one before it (大力推进)."""
    if word in words("stop"):
        return True
    return len(word) > 2 and word[-2:] in words("stop") and word[-2:] not in words("modifier")


def left(line: Line, places: Known, at: int, kind: Kind) -> int:
    """Where a name begins that goes on at `at`; beyond a known place only the divisions around it belong to it."""
    least, head, known = max(0, at - _LONGEST), at, False
    while at > least:
        hit = places.get(at)
        if hit and _takes(hit, kind, at == head, known):
            at, known = hit.start, True
        elif known or hit:
            return _joined(line, places, at, kind) if known else at
        else:
            step = _step(line, at, kind)
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


def _joined(line: Line, places: Known, at: int, kind: Kind) -> int:
    """The start of A in A—B都市圈, or of 大 before a known place."""
    text = line.text
    if kind != "region" or not at:
        return at
    dash = 2 if text.startswith("——", at - 2) else 1
    if text[at - 1] in "—－-" and (first := places.get(at - dash)):
        return first.start
    return at - 1 if text[at - 1] == "大" and at - 1 in line.bounds else at


def _step(line: Line, at: int, kind: Kind) -> int:
    """Where the word or the bracket begins that the name takes in before `at`; `at` where it takes none."""
    letter = line.text[at - 1]
    if letter in _OPENING or (letter == "”" and kind == "region"):
        return _start_of_brackets(line.text, at)
    token = line.covering(at - 1)
    if token.end == at:
        return token.start if _is_part(line, token, kind) else at
    # A head cuts this word; its beginning belongs to the name.
    return token.start if _keeps(token, kind) or line.text[token.start : at] in _loose(kind) else at


def _start_of_brackets(text: str, at: int) -> int:
    """Where the short bracket or quotation begins that ends at `at`; `at` where none does."""
    opening = text.rfind(_OPENING.get(text[at - 1], "“"), max(0, at - 10), at)
    return opening if opening >= 0 else at


def _is_part(line: Line, token: Token, kind: Kind) -> bool:
    """Whether a word may stand in a name of this kind, by itself or by what stands before it."""
    return _keeps(token, kind) or _is_unit_of_nothing(line, token, kind) or _is_house(line, token, kind)


def _is_unit_of_nothing(line: Line, token: Token, kind: Kind) -> bool:
    """Whether a unit without a number opens a clause: 年 is a letter of 年云山景区, not of 每年云山景区."""
    opens = not line.text[: token.start].rstrip()[-1:].isalnum()
    return opens and kind in ("zone", "scenic") and token.text in lexicon.words("unit", "time")


def _is_house(line: Line, token: Token, kind: Kind) -> bool:
    """Whether 家 stands behind a family's name in that of a village: 侯家沟村."""
    if kind != "village" or token.text != "家" or not token.start:
        return False
    before = line.covering(token.start - 1).text
    return len(before) == 1 and is_letter(before) and before not in _MORE_LETTERS and before not in NUMERALS


def _loose(kind: Kind) -> frozenset[str]:
    """Words of general use that may stand inside a name of this kind."""
    return words("modifier") | words("site") if kind in ("zone", "scenic", "region") else frozenset()


def _keeps(token: Token, kind: Kind) -> bool:
    """Whether a word may stand in a name of this kind."""
    text, loose = token.text, _loose(kind)
    if text in loose:
        return True
    if not HAN.fullmatch(text) or stops(text) or text in (LETTERS if loose else _MORE_LETTERS):
        return False
    if len(text) == 1:
        return bool(loose) or text not in NUMERALS
    return _is_rare_noun(text, bool(loose))


def _is_rare_noun(word: str, of_zones: bool) -> bool:
    """Whether a word of two letters or more is a noun of no general use; of zones also a town or a trade."""
    if word in common_words():
        return False
    return word in dictionary().nouns or (of_zones and (word in industries() or _is_town(word)))


def trim(line: Line, start: int, head: int) -> int:
    """A start without the words of rank before a name: 国家级酒城经开区 is 酒城经开区."""
    moved = True
    while moved:
        moved = False
        for word in lexicon.ordered("place", "level"):
            if line.text.startswith(word, start) and start + len(word) in line.bounds and start + len(word) < head:
                start, moved = start + len(word), True
    return start


def proper(line: Line, places: Known, start: int, head: int, kind: Kind) -> bool:
    """Whether something before the head is proper to one place: a known place, a proper noun, letters of no word."""
    if any(end in places and places[end].start >= start for end in range(start + 1, head + 1)):
        return True
    if line.text[start] == "“":
        return bool(HAN.fullmatch(line.text[start + 1 : line.text.find("”", start, head + 1)]))
    inside = line.within(start, head)
    return _has_letters(inside) or any(_is_proper_before(token, head, kind) for token in inside if len(token.text) > 1)


def _has_letters(tokens: Sequence[Token]) -> bool:
    """Whether two characters stand in a row that are no words."""
    letters = [len(token.text) == 1 and is_letter(token.text) for token in tokens]
    return any(one and other for one, other in pairwise(letters))


def _is_proper_before(token: Token, head: int, kind: Kind) -> bool:
    """Whether a word names something by itself, and its part before the head does where the head cuts it."""
    return is_proper(token.text, kind) and (token.end <= head or _is_name(token.text[: head - token.start]))


def is_letter(text: str) -> bool:
    """Whether a single character may be one of a name's."""
    return bool(HAN.match(text)) and text not in LETTERS and text not in words("modifier")


def _is_name(stem: str) -> bool:
    """Whether a word that a head was cut from may stand before it: not 幸福 of 幸福村."""
    return stem not in common_words() and stem not in words("plain") and not stops(stem)


@cache
def general() -> frozenset[str]:
    """Words that name nothing by themselves."""
    return common_words().union(*(words(name) for name in ("modifier", "plain", "stop")))


def is_proper(word: str, kind: Kind) -> bool:
    """Whether a word of two letters or more names something by itself, as far as the dictionary tells."""
    if word in general():
        return False
    if word in dictionary().places:
        return True
    if word in industries() or word in lexicon.words("place-head"):
        return False
    if word in dictionary().proper or (kind == "zone" and _is_town(word)):
        return True
    return kind in ("scenic", "water") and word in dictionary().nouns


def _is_town(word: str) -> bool:
    return any(word + tail in gazetteer.town_names() for tail in ("街道", "镇", "乡"))
