"""Places by the shape of their names: a head (村, 经开区, 湖, 都市圈) and what stands before it.

From the head a name grows to the left over known places, rare words, single characters and, for zones, the words that
such names are made of (国家级, 生态, 产业); it stops at verbs and other words of general use. It is a name only if
something in it is proper: a known place, a rare word, or characters that no word of the dictionary holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg import gazetteer, lexicon
from kg.grammar.place_words import Hit, Line, ordinary
from kg.grammar.project_names import common_words
from kg.words import Token

_HAN = re.compile("[一-鿿]+")
_LONGEST = 16
_LETTERS = frozenset("的了和与及在对为把被将从向到等是有以并就也都让给使由于至各该本全我这那两个家条座其之新大小多")
_OPENING = {"）": "（", ")": "(", "”": "“"}


@cache
def _heads(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon.ordered("place_heads", kind)))


@cache
def _class(name: str) -> frozenset[str]:
    return lexicon.words("place_stop", name)


@cache
def _industries() -> frozenset[str]:
    """Words of kinds of business: they tell what a zone does, not which one it is."""
    return lexicon.words("industries")


def grown(line: Line, known: list[Hit]) -> Iterator[Hit]:
    """Every name that a head ends, in no order; `known` are the places known by name."""
    ends: dict[int, list[Hit]] = {}
    for hit in known:
        ends.setdefault(hit.end, []).append(hit)
    index = {token.end: number for number, token in enumerate(line.tokens)}
    for kind in ("zone", "scenic", "region", "natural"):
        for match in _heads(kind).finditer(line.text):
            if match.end() in line.bounds and (hit := _composed(line, match.start(), match.end(), kind, ends, index)):
                yield hit
    yield from _villages(line, ends, index)
    yield from _waters(line, ends, index)


def _composed(
    line: Line, head: int, end: int, kind: str, ends: dict[int, list[Hit]], index: dict[int, int]
) -> Hit | None:
    modifiers = _class("modifier") if kind != "natural" else frozenset[str]()
    start = _trim(line, _left(line, head, ends, index, modifiers), head)
    if start >= head or not _proper(line, start, head, ends):
        return None
    if line.text[start:end] in _class("generic") or line.text[end : end + 1] in _NOT_AFTER_ZONE:
        return None
    if line.text[head:end] in _class("place_only") and head not in ends:
        return None
    type_ = "zone" if kind == "scenic" else kind
    return Hit(start, end, type_, kind)  # type: ignore[arg-type]


_NOT_AFTER_ZONE = frozenset("级化内型")


def _left(line: Line, at: int, ends: dict[int, list[Hit]], index: dict[int, int], modifiers: frozenset[str]) -> int:
    """Where a name that continues at `at` begins; beyond a known place only further known places belong to it."""
    least = max(0, at - _LONGEST)
    known = False
    while at > least:
        if at in ends:
            at, known = ends[at][0].start, True
        elif known:
            return _joined(line, at, ends)
        else:
            step = _step(line, at, index, modifiers)
            if step == at:
                break
            at = step
    return at


def _joined(line: Line, at: int, ends: dict[int, list[Hit]]) -> int:
    """The start of A in A—B都市圈, or of 大 before a known place."""
    if line.text[at - 1] in "—－-" and (firsts := ends.get(len(line.text[: at - 1].rstrip("—－-")))):
        return firsts[0].start
    return at - 1 if line.text[at - 1] == "大" and at - 1 in line.bounds else at


def _step(line: Line, at: int, index: dict[int, int], modifiers: frozenset[str]) -> int:
    letter = line.text[at - 1]
    if letter in _OPENING:
        opening = line.text.rfind(_OPENING[letter], max(0, at - 10), at)
        return opening if opening >= 0 else at
    number = index.get(at)
    if number is None:  # inside a word: a head cut it, its beginning belongs to the name
        inside = next((token for token in line.tokens if token.start < at < token.end), None)
        return inside.start if inside and _keeps(inside, modifiers) else at
    token = line.tokens[number]
    return token.start if _keeps(token, modifiers) else at


def _keeps(token: Token, modifiers: frozenset[str]) -> bool:
    text = token.text
    if text in modifiers:
        return True
    if not _HAN.fullmatch(text) or text in _class("stop") or text in _LETTERS:
        return False
    if len(text) == 1:
        return True
    return text not in common_words() and (text in nouns() or bool(modifiers) and text in _industries())


@cache
def _tagged() -> tuple[frozenset[str], frozenset[str]]:
    """(nouns, proper nouns) of jieba's dictionary: tags n*, and of these ns, nr, nz, nt."""
    import jieba

    every, proper = set(), set()
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as file:
        for row in file:
            word, _, tag = row.rstrip().split(" ")
            if tag[0] == "n" and len(word) > 1:
                every.add(word)
                if tag[:2] in ("ns", "nr", "nz", "nt"):
                    proper.add(word)
    return frozenset(every), frozenset(proper)


def nouns() -> frozenset[str]:
    return _tagged()[0]


def _trim(line: Line, start: int, head: int) -> int:
    """A start without the words of rank before a name: 国家级酒城经开区 is 酒城经开区."""
    levels = _class("level")
    moved = True
    while moved:
        moved = False
        for word in levels:
            if line.text.startswith(word, start) and start + len(word) in line.bounds and start + len(word) < head:
                start, moved = start + len(word), True
    return start


def _proper(line: Line, start: int, head: int, ends: dict[int, list[Hit]]) -> bool:
    """Whether something before the head is proper to one place."""
    if any(hit.start >= start for end, found in ends.items() if start < end <= head for hit in found):
        return True
    if line.text[start] == "“":
        return True
    run = 0
    for token in line.tokens:
        if token.start < start or token.start >= head:
            continue
        text = token.text
        if len(text) == 1:
            run = run + 1 if _HAN.match(text) and text not in _LETTERS and text not in _class("modifier") else 0
            if run > 1:
                return True
            continue
        run = 0
        if text in _tagged()[1] and text not in common_words() and text not in _plain():
            return True
    return False


@cache
def _plain() -> frozenset[str]:
    """Words that are proper nouns to the dictionary and no names here."""
    return _class("modifier") | _industries() | _class("stop") | _class("plain")


_VILLAGE = re.compile("街道|社区|苏木|嘎查|[村镇乡]")
_NOT_AFTER = frozenset("级委民庄落集卫企容貌志办居域长企史宅校部")


def _villages(line: Line, ends: dict[int, list[Hit]], index: dict[int, int]) -> Iterator[Hit]:
    floor = 0  # a village does not reach back over the town that it lies in: 金溪镇西沟村 is two names
    for match in _VILLAGE.finditer(line.text):
        end = match.end()
        if end not in line.bounds or line.text[end : end + 1] in _NOT_AFTER:
            continue
        start = _town(line, end) if match.group() in ("街道", "镇", "乡", "苏木") else None
        if start is not None:
            yield Hit(start, end, "admin", "town")
            floor = end
            continue
        start = max(floor, _left(line, match.start(), {}, index, frozenset()))
        start = max([start, *(at for at in ends if start < at < match.start())])
        name = line.text[start:end]
        if 3 <= len(name) <= 9 and not name.endswith(tuple(_class("generic"))):
            if _proper(line, start, match.start(), {}) or _single(line, start, match.start()):
                yield Hit(start, end, "admin", "village")
                floor = end


def _single(line: Line, start: int, head: int) -> bool:
    """Whether one noun that is not of general use stands before the head."""
    return any(
        token.start == start and token.end == head and token.text in nouns() and token.text not in _plain()
        for token in line.tokens
    )


def _town(line: Line, end: int) -> int | None:
    """Where the longest official name of a town that ends at `end` begins, at the beginning of a word."""
    for start in range(max(0, end - 9), end - 2):
        if start in line.bounds and line.text[start:end] in gazetteer.town_names():
            name = line.text[start:end]
            if name not in _class("generic") and name not in ordinary():
                return start
    return None


def _waters(line: Line, ends: dict[int, list[Hit]], index: dict[int, int]) -> Iterator[Hit]:
    """Rivers, lakes, mountains: one rare word that ends like one, or rare characters before the head."""
    heads = lexicon.words("place_heads", "water")
    for token in line.tokens:
        if token.text[-1] not in heads:
            continue
        start = token.start if len(token.text) > 1 else _left(line, token.start, ends, index, frozenset())
        name = line.text[start : token.end]
        if len(token.text) > 1 and (name in common_words() or name in _class("generic") or name in ordinary()):
            continue
        if len(name) < 3 or len(name) > 6 or any(name.endswith(word) for word in _class("generic")):
            continue
        if len(token.text) == 1 and not _proper(line, start, token.start, ends):
            continue
        yield Hit(start, token.end, "natural", "water")
